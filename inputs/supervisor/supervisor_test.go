package supervisor

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

func TestWorkloads(t *testing.T) {
	const src = `; of the shop
[supervisord]
environment = SHOP_MODE="full"

[program:worker]
command = celery -A shop worker
user = shop
[program:web]
command = /srv/venv/bin/gunicorn shop.wsgi -b :%(ENV_PORT)s --name "the %(program_name)s"   ; serves
directory = /srv/shop
autorestart = true
environment =
    DJANGO_SETTINGS_MODULE="shop.settings",
    SECRET_KEY='a,b',PORT="80%(process_num)02d",
    RATE="10%%", HOME="%(ENV_HOME)s"
`
	ws, diagnostics := Workloads(fstest.MapFS{"deploy/shop.conf": {Data: []byte(src)}}, "deploy/shop.conf")
	if len(diagnostics) != 0 || len(ws) != 2 || ws[0].Name != "web" || ws[1].Name != "worker" {
		t.Fatal(ws, diagnostics)
	}
	web := ws[0]
	if got, want := web.Command, []string{"/srv/venv/bin/gunicorn", "shop.wsgi", "-b", ":${PORT}", "--name", "the web"}; !reflect.DeepEqual(got, want) {
		t.Errorf("command %q, want %q", got, want)
	}
	if web.Dir != "/srv/shop" || web.Restart != "always" || ws[1].User != "shop" || web.At.Line != 9 || web.At.Column != 11 {
		t.Errorf("%+v", web)
	}
	var told strings.Builder
	for _, v := range web.Env {
		fmt.Fprintf(&told, "%s=%s %s %v %d:%d\n", v.Name, v.Text.Reveal(), v.State, v.Needs, v.At.Line, v.At.Column)
	}
	const want = `DJANGO_SETTINGS_MODULE=shop.settings known [] 13:28
HOME= unknown [HOME] 15:23
PORT= unknown [] 14:27
RATE=10% known [] 15:10
SECRET_KEY=a,b known [] 14:16
SHOP_MODE=full known [] 3:25
`
	if told.String() != want {
		t.Errorf("got\n%swant\n%s", told.String(), want)
	}
}

// What supervisord refuses leaves open what it may be.
func TestRefused(t *testing.T) {
	for name, test := range map[string]struct{ src, code, open, command string }{
		"an environment of words":   {"[program:web]\ncommand=gunicorn\nenvironment=A=1 B=2*\n", CodeRefused, "supervisord refuses the environment that web.conf gives", "gunicorn"},
		"a format that is none":     {"[program:web]\ncommand=%ROOT%/gunicorn\n", "", "", "${command}"},
		"an open quote":             {"[program:web]\ncommand=gunicorn 'a\n", "", "", "${command}"},
		"what is before any":        {"[program:web]\ncommand=gunicorn\n[x]\nno option\n[program:two]\ncommand=two", CodeSyntax, "", "gunicorn"},
		"a template":                {"[program:web]\ncommand={{ venv }}/gunicorn\nenvironment=A=\"{{ a }}\"\n", CodeTemplated, "", "{{"},
		"a loop of a template":      {"[program:web]\ncommand=gunicorn\nenvironment={% for k in all %}{{ k }}=1{% endfor %}\n", CodeTemplated, "another program fills in web.conf", "gunicorn"},
		"a program without command": {"[program:other]\nuser=x\n[program:web]\ncommand=gunicorn\n", "", "", "gunicorn"},
	} {
		ws, diagnostics := Workloads(fstest.MapFS{"web.conf": {Data: []byte(test.src)}}, "web.conf")
		code := ""
		if len(diagnostics) > 0 {
			code = diagnostics[0].Code
		}
		if len(ws) != 1 || ws[0].OpenBecause != test.open || code != test.code || ws[0].Command[0] != test.command {
			t.Errorf("%s: %+v %v", name, ws, diagnostics)
		}
	}
}

// told is what programs.py prints of a program.
type told struct {
	Command     []string
	Directory   *string
	Environment map[string]string
}

type config struct {
	Config string            `json:"config"`
	Env    map[string]string `json:"env"`
}

// The programs of generated configurations are those that supervisord itself has.
func TestSupervisord(t *testing.T) {
	python := os.Getenv("DJGATE_PYTHON")
	if python == "" {
		python = "python3"
	}
	if exec.Command(python, "-c", "import supervisor").Run() != nil {
		const missing = "no Python with supervisor (DJGATE_PYTHON names one)"
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	const seeds = 1500
	var cases []config
	for seed := range uint64(seeds) {
		cases = append(cases, generated(rand.New(rand.NewPCG(seed, 1))))
	}
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/programs.py")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []map[string]told
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for i, c := range cases {
		if answers[i] == nil {
			continue
		}
		accepted++
		if got := programsOf(t, c); !reflect.DeepEqual(got, answers[i]) {
			t.Errorf("seed %d:\n%s\n%v\ngot  %s\nwant %s", i, c.Config, c.Env, dump(got), dump(answers[i]))
		}
	}
	if accepted < seeds/5 {
		t.Errorf("supervisord takes only %d of %d configurations", accepted, seeds)
	}
}

func dump(v any) string {
	out, _ := json.Marshal(v)
	return string(out)
}

func programsOf(t *testing.T, c config) map[string]told {
	parsed, diagnostics := Read(fstest.MapFS{"supervisord.conf": {Data: []byte(c.Config)}}, "supervisord.conf")
	if len(diagnostics) > 0 {
		t.Errorf("%v\n%s", diagnostics, c.Config)
		return nil
	}
	has := func(name string) (document.Variable, bool) {
		text, ok := c.Env[name]
		return document.Variable{Name: name, State: document.Known, Text: document.NewText(text)}, ok
	}
	shared, _ := parsed.Shared(has)
	out := map[string]told{}
	for _, p := range parsed.Processes(shared, has) {
		one := told{Command: p.Command, Environment: map[string]string{}}
		if p.Dir != "" {
			one.Directory = &p.Dir
		}
		for _, v := range p.Env {
			one.Environment[v.Name] = v.Text.Reveal()
		}
		out[p.Name] = one
	}
	return out
}

// generated writes a configuration of one or two programs.
func generated(r *rand.Rand) config {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	value := func() string {
		quote := pick(`"`, `'`, `"`, "")
		pieces := []string{"a", "1.5", "x/y", "b-c", "(d)", "+", ":", "%%", "%(ENV_ZONE)s", "%(program_name)s", "_"}
		if quote != "" {
			pieces = append(pieces, " ", ",", "=", "#", "é", "$HOME", "*", "\\", pick(`"`, `'`))
		}
		var b strings.Builder
		for range r.IntN(4) {
			b.WriteString(pick(pieces...))
		}
		return quote + b.String() + quote
	}
	environment := func() string {
		var all []string
		for i := range r.IntN(4) {
			all = append(all, pick("", " ")+fmt.Sprint(pick("A", "B", "NAME_"), i)+pick("=", " = ")+value())
		}
		return strings.Join(all, pick(",", ", ", ",\n  ", " ,\n\t"))
	}
	var b strings.Builder
	b.WriteString(pick("", "; first\n", "# first\n") + "[supervisord]\n")
	if r.IntN(2) == 0 {
		b.WriteString("environment" + pick("=", ": ", " = ", "=\n ") + environment() + "\n")
	}
	for i := range 1 + r.IntN(2) {
		fmt.Fprintf(&b, "[program:p%d]%s\n", i, pick("", " ; it", ""))
		lines := []string{"command" + pick("=", " = ", ":") + pick("gunicorn", "/srv/bin/gunicorn", `"g u"`) + " " +
			pick("shop.wsgi", `'a b'`, `"$HOME"`, "-b 0.0.0.0:80", "%(ENV_ZONE)s", `\'x`, "a;b", "a#b") + pick("", " ; comment", "\n  --more", "\n\n  --more", " %(ENV_A0)s")}
		if r.IntN(2) == 0 {
			lines = append(lines, pick("directory", "Directory")+"="+pick("/srv/shop", "/srv/%(program_name)s", "/srv/%(ENV_ZONE)s"))
		}
		if r.IntN(3) > 0 {
			lines = append(lines, "environment="+environment())
		}
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		b.WriteString(strings.Join(lines, "\n"+pick("", "", "\n", "; c\n")) + "\n")
	}
	return config{b.String(), map[string]string{"ZONE": pick("eu", "a b", "")}}
}
