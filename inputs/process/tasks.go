package process

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tasks"
	"github.com/djgate/djgate/inputs/tree"
)

// This file follows the tasks that runners have under names.

// taskRunners are runners of tasks, by their programs; ScriptRunners those of JavaScript,
// of which few start Django.
var (
	taskRunners   = []string{"poe", "just", "task", "npm", "yarn", "pnpm", "bun"}
	ScriptRunners = taskRunners[3:]
)

// toolScript follows a script that a tool of the project runs: pdm run serve. The tool
// runs the program of a name that is no script.
func (f *Follower) toolScript(p *Process, tool string, argv []string) bool {
	if tool == "" || len(argv) == 0 {
		return false
	}
	if tool == "pipenv" {
		f.envFile(p, ".env", dotenv.PythonDotenv)
	}
	found := f.task(p, tool, argv[0], argv[1:])
	if _, program, ok := strings.Cut(argv[0], ":"); tool == "hatch" && ok && !found {
		f.follow(p, append([]string{program}, argv[1:]...)) // in an environment that may set variables
		p.Lost, found = cmp.Or(p.Lost, "hatch"), true
	}
	return found
}

// tasks follows the tasks that a command line of a runner names.
func (f *Follower) tasks(p *Process, runner string, args []string) {
	call, ok := taskCall(runner, args)
	if !ok {
		return
	}
	f.in(call.dir, func() {
		if runner == "task" {
			if _, ok := f.first(tasks.File(runner)); !ok {
				runner, call.args, call.also = "taskipy", append(call.also, call.args...), nil
			}
		}
		switch {
		case f.task(p, runner, call.name, call.args):
			for _, name := range call.also {
				f.task(p, runner, name, nil)
			}
		case slices.Contains(ScriptRunners, runner):
			p.Untold = cmp.Or(p.Untold, runner)
		default:
			p.Absent = cmp.Or(p.Absent, runner)
		}
	})
}

// task follows what a runner has under a name; false where it has nothing.
func (f *Follower) task(p *Process, runner, name string, args []string) bool {
	for _, candidate := range tasks.File(runner) {
		file, ok := f.first([]string{candidate})
		if !ok {
			continue
		}
		t, ok := tasks.Find(f.FS, file, runner, name, args)
		switch {
		case !ok:
			continue
		case slices.Contains(stayers, runner):
			f.runTask(p, t)
		default:
			f.home(file, func() { f.runTask(p, t) })
		}
		return true
	}
	return false
}

// runnerOptions are options of a runner: those that name the folder in which it works,
// others that take the word after them, and those with which it runs nothing.
type runnerOptions struct{ going, valued, idle []string }

func optionsOf(runner string) runnerOptions {
	switch runner {
	case "just":
		return runnerOptions{[]string{"-d", "--working-directory"}, []string{"-f", "--justfile", "--shell", "--shell-arg", "--dotenv-path", "-E", "--dotenv-filename", "--color"},
			[]string{"-n", "--dry-run", "-l", "--list", "--summary", "--show", "-s", "--dump", "--evaluate"}}
	case "task":
		return runnerOptions{[]string{"-d", "--dir"}, []string{"-t", "--taskfile", "-o", "--output", "-C", "--concurrency", "-I", "--interval"},
			[]string{"-n", "--dry", "-l", "--list", "-a", "--list-all", "--summary", "--status", "-g", "--global"}}
	case "poe":
		return runnerOptions{[]string{"-C", "--directory", "--root"}, []string{"-e", "--executor", "-X", "--executor-opt"}, []string{"-d", "--dry-run", "-h", "--help"}}
	}
	return runnerOptions{[]string{"-C", "--prefix", "--cwd", "--dir"}, []string{"-w", "--workspace", "-F", "--filter", "--loglevel"}, []string{"-h", "--help"}}
}

// taskCommand is a command line of a runner.
type taskCommand struct {
	dir, name string
	args      []string
	also      []string // further tasks, without arguments of their own
}

// taskCall finds the task that a command line runs; false for a command of the runner
// itself, such as npm install.
func taskCall(runner string, args []string) (taskCommand, bool) {
	var c taskCommand
	o := optionsOf(runner)
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "--" {
		name, value, given := strings.Cut(args[0], "=")
		args = args[1:]
		goes := slices.Contains(o.going, name)
		if (goes || slices.Contains(o.valued, name)) && !given && len(args) > 0 {
			value, args = args[0], args[1:]
		}
		if goes {
			c.dir = value
		}
		if slices.Contains(o.idle, name) {
			return c, false
		}
	}
	if slices.Contains(ScriptRunners, runner) && len(args) > 0 {
		switch args[0] {
		case "run", "run-script":
			for args = args[1:]; len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "--"; {
				args = args[1:]
			}
		case "start", "test", "stop", "restart":
		default:
			if runner == "npm" || slices.Contains([]string{"install", "add", "exec", "dlx", "ci", "build", "x"}, args[0]) {
				return c, false
			}
		}
	}
	if len(args) > 0 && args[0] != "--" {
		c.name, args = args[0], args[1:]
	}
	for runner == "task" && len(args) > 0 && args[0] != "--" && !strings.ContainsAny(args[0], "-=") {
		c.also, args = append(c.also, args[0]), args[1:]
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	c.args = args
	return c, true
}

// runTask follows the steps of a task. What is not followed of it concerns them all.
func (f *Follower) runTask(p *Process, t tasks.Task) {
	closed := f.Closed
	defer func() { f.Closed = closed }()
	f.Closed = closed && t.Opaque.IsZero()
	for _, s := range t.Steps {
		c := script.Command{Env: f.settled(s.Env, closed), Certain: true, At: s.At}
		f.in(s.Dir, func() {
			if s.Function == "" {
				f.line(p, s.Text, c)
				return
			}
			f.inside(p, c, func(own *Process) { f.function(own, s.Function, s.Args) })
		})
	}
	if !t.Opaque.IsZero() && !p.Bare {
		p.Lost = cmp.Or(p.Lost, t.Opaque.String())
	}
}

// settled are the variables that a step sets: of those that count only where nothing
// else sets them, the ones of which that is known stand or fall.
func (f *Follower) settled(exports []script.Export, closed bool) []script.Export {
	var out []script.Export
	for _, e := range exports {
		if _, set, known := f.lookup(e.Name); e.Default && (known || closed && f.Env[e.Name].State == "") {
			if set {
				continue
			}
			e.Default, e.Known, e.Needs = false, e.HasValue, nil
		}
		out = append(out, e)
	}
	return out
}

// home follows what a runner starts in the folder of its file, wherever it is started.
func (f *Follower) home(file string, read func()) {
	dir := path.Dir(file)
	if here := f.here(); here.Told != container.Project || here.Source == dir {
		read()
		return
	}
	outer := *f
	f.source, f.dir, f.Dirs = dir, "", []string{dir}
	read()
	f.source, f.dir, f.Dirs = outer.source, outer.dir, outer.Dirs
}

// stayers are the runners that start tasks where they are started themselves.
var stayers = []string{"taskipy", "pipenv", "hatch", "uv", "poetry", "console"}

// function follows a function of the project, "module:name", and the arguments of its program.
func (f *Follower) function(p *Process, name string, args []string) {
	module, _, _ := strings.Cut(name, ":")
	if file, ok := f.File(module); ok {
		f.python(p, file, args)
		return
	}
	p.Absent = cmp.Or(p.Absent, module)
}

// pythonHere follows a Python program, if that is here.
func (f *Follower) pythonHere(p *Process, name string, args []string) bool {
	file, ok := f.find(name)
	if ok {
		f.python(p, file, args)
	}
	return ok
}

// pythonFile follows "python FILE", whatever the file is called.
func (f *Follower) pythonFile(p *Process, argv []string) bool {
	if len(argv) == 0 || strings.HasSuffix(argv[0], ".py") {
		return false
	}
	return f.pythonHere(p, argv[0], argv[1:])
}

// maxPython bounds the program that is looked through, in bytes.
const maxPython = 64 << 10

// python follows a Python program of the project: whether it runs Django is told by
// what it calls, and what it does to variables is not followed.
func (f *Follower) python(p *Process, file string, args []string) {
	text, err := tree.ReadText(f.FS, file, maxPython)
	f.administrators(p, path.Base(file), text, document.Location{File: file, Line: 1, Column: 1})
	has := func(word string) bool { return strings.Contains(text, word) }
	switch {
	case f.starts(p, file, args):
		return
	case err == nil && has("execute_from_command_line("):
		f.manage(p, "", args)
		p.Because = "its command runs " + file + ", which runs commands of Django"
		p.Lost = cmp.Or(p.Lost, file)
	case f.servesIn(p, text) || slices.ContainsFunc(djangoWords, has):
		p.HTTP = slices.ContainsFunc(servingWords, has)
		p.Apart = !p.HTTP && apart.MatchString(text)
		f.runs(p, "its command runs "+file+", which loads Django")
		p.Argv = append([]string{path.Base(file)}, args...)
		p.Lost = cmp.Or(p.Lost, file)
	default:
		p.Unknown, p.Untold = true, cmp.Or(p.Untold, file)
		return
	}
	p.Loads = file
	if p.HTTP && p.Server == nil {
		p.serves(&document.Server{At: f.At})
	}
}

// starts follows the arguments of a program, where they are a command that runs Django:
// the program then starts that, by custom, and may set variables before.
func (f *Follower) starts(p *Process, file string, args []string) bool {
	own := Process{}
	f.exec(&own, args[slices.Index(args, "--")+1:])
	if own.App == "" && own.Manage == "" {
		return false
	}
	own.Lost = cmp.Or(own.Lost, path.Base(file))
	p.take(own, script.Command{Certain: true})
	return true
}

// application is a module that holds an application of WSGI or ASGI.
var application = pattern.New(`([A-Za-z_][\w.]*\.[aw]sgi)\b`)

// servesIn tells whether the text of a program names an application of the project.
func (f *Follower) servesIn(p *Process, text string) bool {
	if !strings.Contains(text, "sgi") {
		return false
	}
	for _, m := range application.FindAllStringSubmatch(text, -1) {
		if f.ours(m[1]) {
			p.App = m[1]
			return true
		}
	}
	return false
}

// apart finds the libraries of programs that load Django for its models alone, and whose
// ports are those of a bot, of gRPC or of another framework.
var apart = pattern.New(`(?m)^\s*(?:from|import)\s+(?:telegram|telebot|aiogram|pyrogram|telethon|discord|vkbottle|slack_bolt|grpc|fastapi|flask|aiohttp|websockets|sanic)\b`)

// djangoWords are those of programs that load Django; servingWords those of programs that
// then serve it.
var (
	djangoWords  = []string{"DJANGO_SETTINGS_MODULE", "django.setup(", "get_wsgi_application", "get_asgi_application", "call_command("}
	servingWords = []string{"get_wsgi_application", "get_asgi_application", "uvicorn", "gunicorn", "waitress", "hypercorn", "daphne", "granian", "cheroot", "cherrypy", "bjoern", "make_server", "WSGIServer", "runserver"}
)
