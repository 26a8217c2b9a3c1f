package targets

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/git"
	"golang.org/x/tools/txtar"
)

// Each example is a tiny project; its file "want" lists the targets.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			want = strings.TrimSpace(string(a.Files[i].Data))
			a.Files = slices.Delete(a.Files, i, i+1)
			fsys, err := txtar.FS(a)
			if err != nil {
				t.Fatal(err)
			}
			plan := Find(fsys, Options{Root: t.TempDir()})
			if got := outline(plan); got != want {
				t.Errorf("got\n%s\nwant\n%s\n%s", got, want, reasons(plan))
			}
		})
	}
}

func outline(p *Plan) string {
	var lines []string
	for _, t := range p.Targets {
		judged, world := "named", "open"
		if t.Judged {
			judged = "judged"
		}
		if t.Closed {
			world = "closed"
		}
		line := strings.Join([]string{t.ID, judged, t.Class, t.SettingsModule, strings.Join(t.Services, ", "), world}, " | ")
		if t.Configuration.Class != "" {
			line += " | " + t.Configuration.Class
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func reasons(p *Plan) string {
	var b strings.Builder
	for _, t := range p.Targets {
		fmt.Fprintf(&b, "%s %v\n", t.ID, t.Reasons)
	}
	for _, d := range p.Diagnostics {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// Python starts in the folder of the file that a link points to.
func TestLinkedManage(t *testing.T) {
	const text = `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")`
	plan := Find(fstest.MapFS{
		"manage.py":        {Data: []byte("shop/manage.py"), Mode: fs.ModeSymlink},
		"shop/manage.py":   {Data: []byte(text)},
		"shop/settings.py": {Data: []byte("DEBUG = False\n")},
		"Procfile":         {Data: []byte("worker: python manage.py runworker\n")},
	}, Options{Root: t.TempDir()})
	if got, want := outline(plan), "procfile | judged | production | settings | worker | open"; got != want || plan.Targets[0].Missing != nil {
		t.Errorf("got %s, want %s\n%s", got, want, reasons(plan))
	}
}

// A module that is not in the project is not certainly missing where git ignores its
// file, or the container gets one from elsewhere.
func TestAMissingModuleMayBeElsewhere(t *testing.T) {
	for name, test := range map[string]struct{ ignore, mount, want string }{
		"nothing speaks for it": {"", "./data:/data", ""},
		"git ignores it":        {"shop/live.py\n", "./data:/data", "git ignores shop/live.py, so the machine may have it"},
		"it is mounted":         {"", "/etc/shop/live.py:/app/shop/live.py", "compose.yaml:6 may bring it from outside the project"},
	} {
		plan := Find(fstest.MapFS{
			"manage.py":        {Data: []byte(`os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`)},
			"shop/settings.py": {Data: []byte("DEBUG = False\n")},
			"Dockerfile":       {Data: []byte("FROM python\nWORKDIR /app\nCOPY . .\n")},
			"compose.yaml": {Data: []byte("services:\n  web:\n    build: .\n    command: gunicorn shop.wsgi\n" +
				"    environment: {DJANGO_SETTINGS_MODULE: shop.live}\n    volumes: ['" + test.mount + "']\n")},
		}, Options{Root: t.TempDir(), Git: func() *git.State { return git.Declared(nil, test.ignore) }})
		if missing := plan.Targets[0].Missing; missing == nil || missing.Elsewhere != test.want {
			t.Errorf("%s: %+v, want %q", name, missing, test.want)
		}
	}
}

// Nor where the image comes from elsewhere, or what it starts cannot be followed; but a
// package of the project lacks what it lacks.
func TestAMissingModuleMayBeInTheImage(t *testing.T) {
	for name, test := range map[string]struct{ module, service, want string }{
		"the image is another's": {"acme_shop.settings", "image: acme/shop:1", "no build names the image of web, which may hold it"},
		"its base is":            {"acme_shop.settings", "build: {context: ., dockerfile: Dockerfile.shop}", "the image shop, which Dockerfile.shop builds on, is not built here and may hold it"},
		"the start is lost":      {"acme_shop.settings", "build: .\n    entrypoint: /bin/enter", "enter, which cannot be followed, may bring it"},
		"all is here":            {"acme_shop.settings", "build: .", ""},
		"the package is here":    {"shop.live", "image: acme/shop:1", ""},
	} {
		plan := Find(fstest.MapFS{
			"manage.py":        {Data: []byte(`os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`)},
			"shop/settings.py": {Data: []byte("DEBUG = False\n")},
			"Dockerfile":       {Data: []byte("FROM python\nWORKDIR /app\nCOPY . .\n")},
			"Dockerfile.shop":  {Data: []byte("FROM acme/shop\nWORKDIR /app\nCOPY . .\n")},
			"compose.yaml": {Data: []byte("services:\n  web:\n    " + test.service + "\n    command: gunicorn shop.wsgi\n" +
				"    environment: {DJANGO_SETTINGS_MODULE: " + test.module + "}\n")},
		}, Options{Root: t.TempDir()})
		if missing := plan.Targets[0].Missing; missing == nil || missing.Elsewhere != test.want {
			t.Errorf("%s: %+v, want %q\n%s", name, missing, test.want, reasons(plan))
		}
	}
}

// A manage.py of another program is no project; one that is empty may be Django's.
func TestOtherManage(t *testing.T) {
	for text, want := range map[string]int{"from redis import Redis\n": 0, "from django.core import management\n": 1, "": 1} {
		plan := Find(fstest.MapFS{"worker/manage.py": {Data: []byte(text)}}, Options{Root: t.TempDir()})
		if len(plan.Projects) != want {
			t.Errorf("%q: %d projects, want %d", text, len(plan.Projects), want)
		}
	}
}

// What a sample of a var file says is not what a machine sets.
func TestSamplesOfVarFiles(t *testing.T) {
	for file, want := range map[string]string{"infra/prod.tfvars": "prod", "infra/prod.tfvars.json": "prod", "infra/variables.example.tfvars": "terraform"} {
		text := `key = "x"`
		if strings.HasSuffix(file, ".json") {
			text = `{"key": "x"}`
		}
		p := plan(t, hostedProject+"-- "+file+" --\n"+text+`
-- infra/main.tf --
variable "key" {}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{name = "web", image = "shop", command = ["gunicorn", "config.wsgi"], environment = [{name = "KEY", value = var.key}]}])
}
`, Options{})
		known := slices.ContainsFunc(p.Targets[0].Env, func(v document.Variable) bool { return v.Name == "KEY" && v.State == document.Known })
		if got := p.Targets[0].ID; got != want || known != (want == "prod") {
			t.Errorf("%s: %s, known: %v\n%s", file, got, known, reasons(p))
		}
	}
}

// Nor where its file is in a folder that a program may add to what is imported from.
func TestAMissingModuleMayBeOffThePath(t *testing.T) {
	for manage, want := range map[string]string{
		"import os\n":                           "",
		"import sys\nsys.path.append('shop')\n": "a program of the project changes sys.path, and may add the folder of shop/conf/live.py",
	} {
		plan := Find(fstest.MapFS{
			"manage.py":         {Data: []byte(manage + `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`)},
			"shop/settings.py":  {Data: []byte("DEBUG = False\n")},
			"shop/conf/live.py": {Data: []byte("DEBUG = False\n")},
			"shop/wsgi.py":      {},
			"Dockerfile":        {Data: []byte("FROM python\nWORKDIR /app\nCOPY . .\nENV DJANGO_SETTINGS_MODULE=conf.live\nCMD gunicorn shop.wsgi\n")},
		}, Options{Root: t.TempDir()})
		i := slices.IndexFunc(plan.Targets, func(t *Target) bool { return t.Missing != nil })
		if i < 0 || plan.Targets[i].Missing.Elsewhere != want {
			t.Errorf("%q: want %q\n%s", manage, want, reasons(plan))
		}
	}
}
