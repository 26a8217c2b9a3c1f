package tasks

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const pyproject = `
[project.scripts]
shop = "shop.cli:main"
[tool.poetry.scripts]
shopd = {reference = "shop.daemon:run", type = "console"}
[tool.pdm.scripts]
_.env = {MODE = "live"}
serve = "gunicorn shop.wsgi"
list = ["gunicorn", "shop wsgi"]
both = {composite = ["migrate --noinput", "serve", "echo end"]}
migrate.cmd = "python manage.py migrate"
migrate.env = {STEP = "1"}
call = {call = "shop.cli:main(1)"}
file = {cmd = "gunicorn shop.wsgi", env_file = ".env"}
shell = {shell = "cd app && gunicorn shop.wsgi", working_dir = "src"}
pre_shell = "echo before"
placed = "gunicorn {args:-w 2} shop.wsgi"
itself = {composite = ["itself"]}
[tool.poe]
env = {A = "1", B.default = "2"}
[tool.poe.tasks]
serve = "gunicorn shop.wsgi"
both = ["migrate", {shell = "gunicorn shop.wsgi"}]
migrate = {cmd = "python manage.py migrate", cwd = "src", env = {C = "3"}}
after = {ref = "serve", deps = ["migrate"]}
script = {script = "shop.cli:main(port=1)"}
file = {cmd = "gunicorn", envfile = ".env"}
[tool.taskipy.tasks]
serve = {cmd = "gunicorn shop.wsgi", cwd = "app"}
post_serve = "echo after"
[tool.rye.scripts]
serve = {chain = ["migrate", "run"]}
migrate = ["python", "manage.py", "migrate"]
run = {cmd = "gunicorn shop.wsgi", env-file = ".env"}
[tool.hatch.envs.default.scripts]
serve = "gunicorn {args:shop.wsgi}"
all = ["- migrate", "serve other.wsgi"]
migrate = "python manage.py migrate"
[tool.hatch.envs.live]
env-vars = {MODE = "live"}
[tool.hatch.envs.live.scripts]
serve = "uvicorn shop.asgi"
`

const others = `
-- setup.cfg --
[options.entry_points]
console_scripts =
    shop-admin = shop.manage:main
    shop-cli = shop.cli:main [extra]
[bdist_wheel]
    shop-late = shop.late:main
-- setup.py --
from setuptools import setup
setup(entry_points={
    "console_scripts": ['one = shop.one:main', "two=shop.two:main",
        # "gone=shop.gone:main",
        'three = shop.three:Main.run',
    ], "shop.plugins": ["four = shop.four:main"]})
-- Pipfile --
[scripts]
serve = "gunicorn shop.wsgi"
call = {call = "shop.cli:main"}
-- package.json --
{"scripts": {"prestart": "echo before", "start": "gunicorn shop.wsgi", "poststart": "echo after", "dev": "vite"}}
-- justfile --
set positional-arguments
port := "8000"
host := env_var("HOST")
export MODE := "live"
alias s := serve
# the default
serve workers="2" *args: migrate && (after "1")
    @gunicorn -b {{host}}:{{port}} -w {{workers}} \
      shop.wsgi {{args}}
migrate:
    -python manage.py migrate '{{host}}'
after n:
    echo after {{n}}
script:
    #!/bin/sh
    cd app
    gunicorn shop.wsgi
python:
    #!/usr/bin/env python3
    print(1)
-- Taskfile.yml --
version: "3"
env: {MODE: live, NOW: {sh: date}}
vars: {PORT: 8000}
tasks:
  default: {deps: [migrate], cmds: [{task: run, vars: {A: 1}}]}
  run:
    dir: app
    vars: {APP: shop.wsgi}
    env: {OWN: "1"}
    cmds:
      - gunicorn -b :{{.PORT}} {{.APP}} {{.UNKNOWN}} {{.CLI_ARGS}}
      - cmd: echo end
  migrate: python manage.py migrate
  file: {dotenv: [.env], cmds: [gunicorn]}
  namesake: {deps: [migrate], cmds: [migrate]}
`

func project() fstest.MapFS {
	fsys := fstest.MapFS{"pyproject.toml": {Data: []byte(pyproject)}}
	for _, part := range strings.Split(others, "\n-- ")[1:] {
		name, text, _ := strings.Cut(part, " --\n")
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// written is a task in one text: its steps, with their folders and variables.
func written(t Task) string {
	var out []string
	for _, s := range t.Steps {
		text := s.Text
		if s.Function != "" {
			text = "call " + s.Function
		}
		if s.Dir != "" {
			text += " (in " + s.Dir + ")"
		}
		for _, e := range s.Env {
			switch {
			case e.Known:
				text += " [" + e.Name + "=" + e.Value.Reveal() + "]"
			case e.Default:
				text += " [" + e.Name + "?=" + e.Value.Reveal() + "]"
			default:
				text += " [" + e.Name + "?]"
			}
		}
		out = append(out, fmt.Sprintf("%d: %s", s.At.Line, text))
	}
	if !t.Opaque.IsZero() {
		out = append(out, fmt.Sprintf("opaque %d", t.Opaque.Line))
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	fsys := project()
	for _, c := range []struct{ line, want string }{
		{"console shop --port 1", "3: call shop.cli:main"},
		{"console shop-admin migrate", "3: call shop.manage:main"},
		{"console shop-cli", "4: call shop.cli:main"},
		{"console shop-late", "none"},
		{"console one", "3: call shop.one:main"},
		{"console two", "3: call shop.two:main"},
		{"console three", "5: call shop.three:Main.run"},
		{"console four", "none"},
		{"console gone", "none"},
		{"poetry shopd", "5: call shop.daemon:run"},
		{"uv gunicorn", "none"},
		{"pdm serve -w 2", "8: gunicorn shop.wsgi -w 2 [MODE=live]"},
		{"pdm list", "9: gunicorn 'shop wsgi' [MODE=live]"},
		{"pdm both", "11: python manage.py migrate --noinput [MODE=live] [STEP=1]; 8: gunicorn shop.wsgi [MODE=live]; 10: echo end [MODE=live]"},
		{"pdm call", "13: call shop.cli:main [MODE=live]"},
		{"pdm file", "14: gunicorn shop.wsgi [MODE=live]; opaque 14"},
		{"pdm shell x", "16: echo before [MODE=live]; 15: cd app && gunicorn shop.wsgi x (in src) [MODE=live]"},
		{"pdm placed", "17: gunicorn -w 2 shop.wsgi [MODE=live]"},
		{"pdm placed -w 3", "17: gunicorn -w 3 shop.wsgi [MODE=live]"},
		{"pdm absent", "none"},
		{"poe serve", "22: gunicorn shop.wsgi [A=1] [B?=2]"},
		{"poe both", "24: python manage.py migrate (in src) [A=1] [B?=2] [C=3]; 23: gunicorn shop.wsgi [A=1] [B?=2]"},
		{"poe after", "24: python manage.py migrate (in src) [A=1] [B?=2] [C=3]; 22: gunicorn shop.wsgi [A=1] [B?=2]"},
		{"poe script", "26: call shop.cli:main [A=1] [B?=2]"},
		{"poe file", "27: gunicorn [A?] [B?=2]; opaque 27"},
		{"taskipy serve", "29: gunicorn shop.wsgi (in app); 30: echo after"},
		{"rye serve", "33: python manage.py migrate; 34: gunicorn shop.wsgi; opaque 34"},
		{"hatch serve", "36: gunicorn shop.wsgi"},
		{"hatch serve other.wsgi", "36: gunicorn other.wsgi"},
		{"hatch migrate x", "38: python manage.py migrate"},
		{"hatch live:serve", "42: uvicorn shop.asgi [MODE=live]"},
		{"hatch live:migrate", "38: python manage.py migrate [MODE=live]"},
		{"pipenv serve -w 2", "2: gunicorn shop.wsgi -w 2"},
		{"pipenv call", "3: call shop.cli:main"},
		{"npm start -w 2", "1: echo before; 1: gunicorn shop.wsgi -w 2; 1: echo after"},
		{"yarn dev", "1: vite"},
		{"just", "10: python manage.py migrate ''\"$(:)\"'' [MODE=live]; 7: gunicorn -b $(:):8000 -w 2  shop.wsgi  [MODE=live]; 12: echo after 1 [MODE=live]"},
		{"just s 3 x y", "10: python manage.py migrate ''\"$(:)\"'' [MODE=live]; 7: gunicorn -b $(:):8000 -w 3  shop.wsgi x y [MODE=live]; 12: echo after 1 [MODE=live]"},
		{"just absent", "none"},
		{"just script", "14: cd app\ngunicorn shop.wsgi [MODE=live]"},
		{"just python", "opaque 18"},
		{"task", "13: python manage.py migrate [MODE?=live] [NOW?=]; 6: gunicorn -b :8000 shop.wsgi $(:)  (in app) [MODE?=live] [NOW?=] [OWN?=1]; 6: echo end (in app) [MODE?=live] [NOW?=] [OWN?=1]"},
		{"task run a", "6: gunicorn -b :8000 shop.wsgi $(:) a (in app) [MODE?=live] [NOW?=] [OWN?=1]; 6: echo end (in app) [MODE?=live] [NOW?=] [OWN?=1]"},
		{"task file", "14: gunicorn [MODE?=live] [NOW?=]; opaque 14"},
		{"task namesake", "13: python manage.py migrate [MODE?=live] [NOW?=]; 15: migrate [MODE?=live] [NOW?=]"},
	} {
		words := append(strings.Fields(c.line), "")
		runner, name, args := words[0], words[1], words[2:]
		if len(args) > 0 {
			args = args[:len(args)-1]
		}
		got := "none"
		for _, file := range File(runner) {
			if task, ok := Find(fsys, file, runner, name, args); ok {
				got = written(task)
				break
			}
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.line, got, c.want)
		}
	}
}

// Tasks that run themselves, and files that are no files of tasks, come to an end.
func TestHostile(t *testing.T) {
	wide := "[tool.pdm.scripts]\n"
	for i := range 12 {
		wide += fmt.Sprintf("t%d = {composite = [%s\"end\"]}\n", i, strings.Repeat(fmt.Sprintf("\"t%d\", ", i+1), 200))
	}
	for file, text := range map[string]string{
		"pyproject.toml": wide,
		"justfile":       "t0: t0 t1\n\techo {{\nt1: t0\n" + strings.Repeat("{", 10_000),
		"package.json":   `{"scripts": {"t0": ["a"], "pret0": "x"}}`,
		"Taskfile.yml":   "tasks: {t0: {cmds: [{task: t0}, {task: t0}, {task: t0}, {task: t0}, {task: t0}]}}",
		"Pipfile":        "[scripts\n",
	} {
		start := time.Now()
		for _, runner := range []string{"pdm", "poe", "hatch", "just", "npm", "task", "pipenv", "uv"} {
			Find(fstest.MapFS{file: {Data: []byte(text)}}, file, runner, "t0", []string{"a"})
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", file, took)
		}
	}
}
