package compose

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	composedotenv "github.com/compose-spec/compose-go/v2/dotenv"
	composeloader "github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/template"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-shellwords"
	"github.com/sirupsen/logrus"
	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
)

// This file holds the reader against compose-go: the loader of docker compose
// itself. What it refuses is not compared.

// service is what both sides are compared by.
type service struct {
	Image               string
	Entrypoint, Command []string
	Env                 map[string]string
	Ports               []string
	Labels              map[string]string
	Mounts              []string
	DependsOn           map[string]bool
	Build               string
}

// loaded returns the services that compose-go makes of the files in dir.
func loaded(dir string, names []string) (map[string]service, error) {
	logrus.SetOutput(io.Discard)
	env := map[string]string{}
	if _, err := os.Stat(filepath.Join(dir, ".env")); err == nil {
		if env, err = composedotenv.GetEnvFromFile(nil, []string{filepath.Join(dir, ".env")}); err != nil {
			return nil, err
		}
	}
	details := types.ConfigDetails{WorkingDir: dir, Environment: env}
	for _, name := range names {
		details.ConfigFiles = append(details.ConfigFiles, types.ConfigFile{Filename: filepath.Join(dir, name)})
	}
	p, err := composeloader.LoadWithContext(context.Background(), details, func(o *composeloader.Options) {
		o.SetProjectName("oracle", true)
		o.SkipConsistencyCheck = true
		o.Profiles = []string{"*"}
	})
	if err != nil {
		return nil, err
	}
	out := map[string]service{}
	for name, s := range p.Services {
		out[name] = ofOracle(dir, s)
	}
	return out, nil
}

func ofOracle(dir string, s types.ServiceConfig) service {
	out := service{Image: s.Image, Entrypoint: s.Entrypoint, Command: s.Command, Env: map[string]string{},
		Labels: s.Labels, DependsOn: map[string]bool{}}
	for name, value := range s.Environment {
		if value != nil {
			out.Env[name] = *value
		}
	}
	for _, p := range s.Ports {
		ip := p.HostIP
		if ip == "0.0.0.0" || ip == "::" {
			ip = ""
		}
		out.Ports = append(out.Ports, fmt.Sprintf("%s:%s:%d", ip, p.Published, p.Target))
	}
	for _, v := range s.Volumes {
		source := v.Source
		if rel, err := filepath.Rel(dir, source); err == nil && v.Type == "bind" && !strings.HasPrefix(rel, "..") {
			source = rel
		}
		out.Mounts = append(out.Mounts, fmt.Sprintf("%s %s %v", source, v.Target, v.Type == "bind"))
	}
	for name := range s.DependsOn {
		out.DependsOn[name] = true
	}
	if s.Build != nil {
		context, _ := filepath.Rel(dir, s.Build.Context)
		out.Build = fmt.Sprint(context, " ", s.Build.Dockerfile, " ", s.Build.Target)
	}
	return out
}

func ofWorkload(w *document.Workload) service {
	out := service{Image: w.Image, Entrypoint: w.Entrypoint, Command: w.Command, Env: map[string]string{},
		Labels: w.Labels, DependsOn: map[string]bool{}}
	for _, v := range w.Env {
		switch v.State {
		case document.Known:
			out.Env[v.Name] = v.Text.Reveal()
		case document.Unknown:
			out.Env[v.Name] = "UNKNOWN " + v.Because
		}
	}
	for _, p := range w.Ports {
		out.Ports = append(out.Ports, fmt.Sprintf("%s:%s:%s", p.HostIP, p.Published, p.Container))
	}
	for _, m := range w.Mounts {
		out.Mounts = append(out.Mounts, fmt.Sprintf("%s %s %v", m.Source, m.Target, m.Bind))
	}
	for _, name := range w.DependsOn {
		out.DependsOn[name] = true
	}
	if b := w.Build; b != nil {
		file, err := filepath.Rel(b.Context, b.Dockerfile)
		if err != nil {
			file = b.Dockerfile
		}
		out.Build = fmt.Sprint(b.Context, " ", file, " ", b.Target)
	}
	return out
}

// compare reads an archive both ways. It is false where compose-go refuses it.
func compare(t *testing.T, archive string) bool {
	t.Helper()
	fsys, names := files(t, archive)
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := loaded(dir, names)
	if err != nil {
		t.Logf("compose-go refuses it: %v", err)
		return false
	}
	p, diagnostics := Read(fsys, names, Options{Closed: true})
	got := map[string]service{}
	for _, w := range p.Workloads {
		got[w.Name] = ofWorkload(w)
	}
	empty := cmp.Transformer("empty", func(m map[string]string) map[string]string {
		if m == nil {
			return map[string]string{}
		}
		return m
	})
	filter := cmp.FilterValues(func(a, b map[string]string) bool { return (a == nil) != (b == nil) }, empty)
	if diff := cmp.Diff(want, got, filter); diff != "" {
		t.Errorf("(-compose-go +got)\n%s\ndiagnostics %v\nof\n%s", diff, diagnostics, archive)
	}
	return true
}

func TestOracle(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !compare(t, string(archive)) {
				t.Error("compose-go refuses the example")
			}
		})
	}
}

// TestOracleRandom compares random projects. DJGATE_SEEDS sets how many.
func TestOracleRandom(t *testing.T) {
	seeds := 80
	if n := os.Getenv("DJGATE_SEEDS"); n != "" {
		if _, err := fmt.Sscan(n, &seeds); err != nil {
			t.Fatalf("DJGATE_SEEDS: %v", err)
		}
	}
	compared := 0
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := generator{rand.New(rand.NewPCG(uint64(seed), 1))}
			if compare(t, g.project()) {
				compared++
			}
		})
	}
	if compared < seeds/2 {
		t.Errorf("compose-go accepts only %d of %d projects", compared, seeds)
	}
}

// generator writes random projects.
type generator struct{ *rand.Rand }

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) name() string { return g.pick("A", "B", "C", "D", "DEBUG", "E_1") }

// template writes a text with variables.
func (g generator) template(depth int) string {
	n := g.name()
	if depth > 2 {
		return "x"
	}
	switch g.IntN(12) {
	case 0:
		return "$" + n
	case 1:
		return "${" + n + "}"
	case 2, 3:
		return "${" + n + g.pick(":-", "-", ":+", "+") + g.template(depth+1) + "}"
	case 4:
		return g.template(depth+1) + g.pick("", "-", " ", "/", ".", "}") + g.template(depth+1)
	case 5:
		return "$$" + n
	case 6:
		return "${" + n + ":-{}}"
	default:
		return g.pick("", "x", "true", "a b", "1", "é", "$", "=", "a=b")
	}
}

// value writes a scalar of YAML.
func (g generator) value() string {
	switch g.IntN(5) {
	case 0:
		return g.pick("true", "False", "TRUE", "yes", "off", "0123", "0o17", "0x1F", "1_000", "1.10", "1.0", "1e3", "1e7", "+5", "-3", "0", "00",
			"2020-01-01", "12:30:45", "12345678901234567890", "0b11", "1.", ".5", "-0", "1e-7", "2001-12-14t21:59:43.10-05:00", "0.1e1", "1__0", "9223372036854775807")
	case 1:
		return g.pick("~", "null", "", "!!str 5", "!!str true", `"null"`, "plain text", "'single ''quoted'''", `"dou\tble\u00e9"`)
	case 2:
		return "'" + g.template(0) + "'"
	}
	return `"` + g.template(0) + `"`
}

func (g generator) environment(indent string) string {
	var b strings.Builder
	seen := map[string]bool{}
	isList := g.IntN(2) == 0
	for range g.IntN(6) {
		n := g.name()
		switch {
		case isList && g.IntN(6) == 0:
			fmt.Fprintf(&b, "%s- %s\n", indent, n)
		case isList:
			fmt.Fprintf(&b, "%s- '%s=%s'\n", indent, n, g.template(0))
		case !seen[n]:
			fmt.Fprintf(&b, "%s%s: %s\n", indent, n, g.value())
		}
		seen[n] = true
	}
	if b.Len() == 0 {
		return indent + g.pick("[]", "{}", "{A: 1}", "[A=2]") + "\n"
	}
	return b.String()
}

// service writes one service.
func (g generator) service(name string, others []string, anchors bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s:\n", name)
	line := func(p int, format string, args ...any) {
		if g.IntN(100) < p {
			fmt.Fprintf(&b, "    "+format+"\n", args...)
		}
	}
	fmt.Fprintf(&b, "    image: %s\n", g.pick("app", "'app:${A:-1}'", "postgres"))
	if anchors {
		line(40, "<<: *base")
	}
	if g.IntN(100) < 80 {
		fmt.Fprintf(&b, "    environment:%s\n%s", g.pick("", "", "", "", " !override"), g.environment("      "))
	} else if anchors {
		line(50, "environment: *env")
	}
	line(40, "env_file: %s", g.pick("a.env", "[a.env, b.env]", "[b.env, a.env, b.env]", "[{path: a.env}, {path: no.env, required: false}]", "sub/c.env", "[]"))
	line(30, "command: %s", g.pick(`gunicorn "a b" -c 'd $$e'`, `["x", "${A:-b}"]`, "[]", `""`, "~", "a && b", `"sh -c \"a; b\""`))
	line(20, "entrypoint: %s", g.pick("/entry.sh --x", `["/e"]`, "null"))
	line(40, "ports: %s", g.pick(`["80:80"]`, `["127.0.0.1:8000:80", "80:80", "80:80"]`, `[80]`, `["443:443/tcp", {target: 5, published: "6"}]`, `["${A:-90}:90"]`, `["[::1]:1:2"]`))
	line(30, "labels: %s", g.pick(`{a: b, c: "${A}"}`, `[a=1, c]`, "{d: 5}"))
	line(30, "volumes: %s", g.pick(`[".:/code"]`, `["./a:/code", "data:/d"]`, `["/abs:/code:ro", {type: bind, source: ./x, target: /y}]`, "['data:/code']"))
	line(20, "depends_on: %s", g.pick("[s0]", "{s0: {condition: service_started}}"))
	line(20, "build: %s", g.pick(".", "./app", "{context: app, dockerfile: D, target: t}", "{args: {A: 1}}"))
	if len(others) > 0 && g.IntN(100) < 25 {
		fmt.Fprintf(&b, "    extends: %s\n", others[g.IntN(len(others))])
	} else {
		line(15, "extends: {file: sub/common.yaml, service: %s}", g.pick("common", "other"))
	}
	line(15, "profiles: [p]")
	return b.String()
}

func (g generator) composeFile(first bool) string {
	var b strings.Builder
	if first {
		fmt.Fprintf(&b, "x-env: &env\n%sx-base: &base\n  restart: always\n  environment:\n    A: anchored\n", "  A: e\n  B: ${C:-d}\n")
		if g.IntN(4) == 0 {
			b.WriteString("include: [" + g.pick("sub/inc.yaml", "{path: sub/inc.yaml}") + "]\n")
		}
	}
	b.WriteString("services:\n")
	var names []string
	for i := range 1 + g.IntN(3) {
		name := fmt.Sprint("s", i)
		b.WriteString(g.service(name, names, first))
		names = append(names, name)
	}
	if !first && g.IntN(3) == 0 {
		fmt.Fprintf(&b, "  s9:\n    image: x\n    %s\n", g.pick("environment: !reset", "environment: {A: !reset null, B: 2}", "env_file: !reset []",
			"ports: !override ['7:7']", "command: !reset null", "labels: !override {z: 1}", "volumes: !reset []", "environment: !override\n      - A=over"))
		if g.IntN(2) == 0 {
			b.WriteString("  s0: !reset null\n")
		}
	} else if first || g.IntN(2) == 0 {
		b.WriteString(g.service("s9", names, first))
	}
	return b.String()
}

func (g generator) envFile() string {
	var b strings.Builder
	for range g.IntN(6) {
		fmt.Fprintf(&b, "%s=%s\n", g.name(), g.pick("1", "", `"a b"`, "'q'", "${A}x", "$B", "${C:-d}", "x # c", "True"))
	}
	return b.String()
}

func (g generator) project() string {
	var b strings.Builder
	for _, name := range []string{".env", "a.env", "b.env", "sub/c.env"} {
		if name != ".env" || g.IntN(3) > 0 {
			fmt.Fprintf(&b, "-- %s --\n%s", name, g.envFile())
		}
	}
	fmt.Fprintf(&b, "-- sub/.env --\n%s", g.envFile())
	fmt.Fprintf(&b, "-- sub/common.yaml --\nservices:\n  common:\n    image: c\n    environment:\n%s    env_file: c.env\n  other:\n    extends: common\n    environment:\n%s",
		g.environment("      "), g.environment("      "))
	fmt.Fprintf(&b, "-- sub/inc.yaml --\nservices:\n  inc:\n    image: i\n    environment:\n%s    env_file: [c.env]\n", g.environment("      "))
	for i := range 1 + g.IntN(3) {
		fmt.Fprintf(&b, "-- compose%d.yaml --\n%s", i, g.composeFile(i == 0))
	}
	return b.String()
}

// TestTemplateOracle compares random texts with compose-go's own replacement.
func TestTemplateOracle(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(7, 7))}
	vars := map[string]string{"A": "1", "B": "", "DEBUG": "x y"}
	for range 20000 {
		checkTemplate(t, g.template(0)+g.pick("", "${", "}", "$", "${A:-", "\n", "${B:?m}", "${1}", "${a b}", "{", "$}"), vars)
	}
}

// checkTemplate compares one text.
func checkTemplate(t *testing.T, text string, vars map[string]string) {
	t.Helper()
	want, err := template.SubstituteWithOptions(text, func(name string) (string, bool) { v, ok := vars[name]; return v, ok }, template.WithoutLogging)
	sc := &scope{closed: true, lookup: supplied(vars)}
	x := expand(&node{kind: scalar, text: text, str: true, src: &source{scope: sc}})
	if known := x.known(); known != (err == nil) || known && x.text != want {
		t.Errorf("%q: got %q (known %v), want %q (%v)", text, x.text, known, want, err)
	}
}

// TestWordsOracle compares the splitting of commands.
func TestWordsOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	const alphabet = "ab1 \t\n'\"\\`$()|;&<>é"
	runes := []rune(alphabet)
	for range 50000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteRune(runes[r.IntN(len(runes))])
		}
		checkWords(t, b.String())
	}
}

// checkWords compares one command.
func checkWords(t *testing.T, command string) {
	t.Helper()
	want, err := shellwords.Parse(command)
	got, ok := split(command)
	if ok != (err == nil) || ok && strings.Join(got, "\x00") != strings.Join(want, "\x00") || ok && len(got) != len(want) {
		t.Errorf("%q: got %q, %v; want %q, %v", command, got, ok, want, err)
	}
}
