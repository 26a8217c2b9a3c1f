package targets

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
)

const shop = `
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/settings/__init__.py --
-- shop/settings/local.py --
INSTALLED_APPS = []
DEBUG = True
-- shop/settings/prod.py --
INSTALLED_APPS = []
-- Dockerfile --
FROM python:3.12
COPY . /code
CMD ["gunicorn", "shop.wsgi"]
-- compose.yaml --
services:
  web:
    build: .
    command: python manage.py runserver
    environment: {A: "${A}", B: file}
  side:
    image: acme/side:1
-- swarm/extra.yaml --
services:
  web:
    build: ..
    restart: always
-- prod.env --
A=declared
B=declared
C=declared
-- live.tfvars --
key = "x"
-- tf/main.tf --
variable "key" {}
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name        = "web"
    image       = "acme/shop:1"
    command     = ["gunicorn", "shop.wsgi"]
    environment = [{ name = "DJANGO_SETTINGS_MODULE", value = "shop.settings.prod" }, { name = "KEY", value = var.key }]
  }])
}
`

func plan(t *testing.T, src string, o Options) *Plan {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(src)))
	if err != nil {
		t.Fatal(err)
	}
	o.Root = t.TempDir()
	return Find(fsys, o)
}

// judged finds the target of an id, which must be judged.
func judged(t *testing.T, p *Plan, id string) *Target {
	t.Helper()
	for _, have := range p.Targets {
		if have.ID == id && have.Judged {
			return have
		}
	}
	t.Fatalf("%s is not judged:\n%s\n%s", id, outline(p), reasons(p))
	return nil
}

func TestDeclared(t *testing.T) {
	at := document.Location{File: ".djgate.yaml", Line: 3}
	for name, c := range map[string]struct {
		d      Declared
		id     string
		module string
		env    string // the variables A, B, C, KEY
	}{
		"compose": {Declared{ID: "live", Compose: []string{"compose.yaml"}, Settings: "shop.settings.prod", EnvFiles: []string{"prod.env"}}, "live",
			"shop.settings.prod", "A=declared B=file C=declared"},
		"compose that is not found by itself": {Declared{ID: "swarm", Compose: []string{"swarm/extra.yaml"}, Settings: "shop.settings.prod"}, "swarm", "shop.settings.prod", ""},
		"a service that nothing says runs Django": {Declared{ID: "side", Compose: []string{"compose.yaml"}, Service: "side", Settings: "shop.settings.prod"}, "side",
			"shop.settings.prod", ""},
		"terraform": {Declared{ID: "live", TerraformDir: "tf", VarFiles: []string{"live.tfvars"}}, "live", "shop.settings.prod", "KEY=x"},
		"settings alone": {Declared{ID: "bare", Settings: "shop.settings.prod", EnvFiles: []string{"prod.env"}}, "bare", "shop.settings.prod",
			"A=declared B=declared C=declared"},
	} {
		t.Run(name, func(t *testing.T) {
			c.d.At, c.d.Django, c.d.Provided, c.d.Proxy = at, "5.2", []string{"D"}, &document.Proxy{Declared: true, TLS: true}
			p := plan(t, shop, Options{Declared: []Declared{c.d}})
			got := judged(t, p, c.id)
			var env []string
			for _, v := range got.Env {
				if slices.Contains([]string{"A", "B", "C", "KEY"}, v.Name) && v.State == document.Known {
					env = append(env, v.Name+"="+v.Text.Reveal())
				}
			}
			slices.Sort(env)
			if got.SettingsModule != c.module || strings.Join(env, " ") != c.env {
				t.Errorf("got %s with %v, want %s with %s", got.SettingsModule, env, c.module, c.env)
			}
			if got.Django != "5.2" || got.Proxy == nil || !got.Proxy.TLS || !slices.Equal(got.Provided, []string{"D"}) {
				t.Errorf("django %q, proxy %v, provided %v", got.Django, got.Proxy, got.Provided)
			}
		})
	}
}

// A declaration without files changes the targets that it names, and no others.
func TestDeclaredChangesWhatIsFound(t *testing.T) {
	p := plan(t, shop, Options{Declared: []Declared{{ID: "local", Settings: "shop.settings.prod"}}, All: true})
	for _, x := range p.Targets {
		if x.Environment == "local" && x.SettingsModule != "shop.settings.prod" {
			t.Errorf("%s runs %s", x.ID, x.SettingsModule)
		}
	}
}

func TestDeclaredThatMatchesNothing(t *testing.T) {
	for name, d := range map[string]Declared{
		"id":       {ID: "nowhere"},
		"settings": {ID: "x", Settings: "shop.absent"},
		"env file": {ID: "bare", Settings: "shop.settings.prod", EnvFiles: []string{"absent.env"}},
		"compose":  {ID: "x", Compose: []string{"absent.yaml"}},
		"service":  {ID: "x", Compose: []string{"compose.yaml"}, Service: "absent"},
		"tf_dir":   {ID: "x", TerraformDir: "absent"},
	} {
		p := plan(t, shop, Options{Declared: []Declared{d}})
		if !slices.ContainsFunc(p.Diagnostics, func(d document.Diagnostic) bool { return d.Severity == "error" }) {
			t.Errorf("%s: no error: %v", name, p.Diagnostics)
		}
	}
}

// What flags ask for and is not there is an error that says what is.
func TestSelection(t *testing.T) {
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"target":       {Options{Target: "nope"}, "--target: no target is called nope (found: "},
		"service":      {Options{Service: "nope"}, "--service: no service that runs Django is called nope (found: "},
		"environment":  {Options{Environments: []string{"production", "nope"}}, "--environment: none is called nope (found: "},
		"settings":     {Options{Settings: "nope"}, "--settings: no module nope here (found: "},
		"together":     {Options{Service: "web", Target: "prod"}, ""},
		"target found": {Options{Target: "prod"}, ""},
		"class found":  {Options{Environments: []string{"development"}}, ""},
	} {
		p := plan(t, shop, c.o)
		if !strings.HasPrefix(p.Selection, c.want) || (c.want == "") != (p.Selection == "") {
			t.Errorf("%s: got %q, want %q\n%s", name, p.Selection, c.want, outline(p))
		}
		if (p.Selection == "") != (len(p.Judged()) > 0) {
			t.Errorf("%s: %d judged", name, len(p.Judged()))
		}
	}
}

// Over eight projects, the user has to choose.
func TestManyProjects(t *testing.T) {
	var b strings.Builder
	for _, name := range strings.Split("abcdefghi", "") {
		b.WriteString("-- " + name + "/manage.py --\nimport os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"s.settings\")\n-- " + name + "/s/settings.py --\nINSTALLED_APPS = []\n")
	}
	p := plan(t, b.String(), Options{})
	if !strings.HasPrefix(p.Ask, "9 projects here (a, b, c,") || len(p.Targets) > 0 {
		t.Errorf("%q, %d targets", p.Ask, len(p.Targets))
	}
	if p = plan(t, b.String(), Options{Projects: []string{"c"}}); p.Ask != "" || len(p.Targets) != 1 {
		t.Errorf("%q, %d targets", p.Ask, len(p.Targets))
	}
}
