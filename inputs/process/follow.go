// Package process follows what a deployment starts: through shells, the scripts of the
// project, wrappers, supervisors and runners of tasks, down to the process that runs
// Django and the server that it is. Nothing is executed; what cannot be followed is said.
package process

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// Follower follows commands in one place: in an image or on a machine, with the files of
// one project. Its fields are set before it is used, by one goroutine.
type Follower struct {
	FS    fs.FS    // the root
	Base  string   // the folder of the project in it
	Roots []string // the folders of the root that its modules are imported from
	Dirs  []string // those that come before them
	Files *Listing // nil: no file is found by its name alone
	Image *Image   // nil: not known
	// Env are the variables that are known before the command is run, by name; those that
	// are exported on the way are added to it.
	Env    map[string]document.Variable
	Closed bool                   // no variable is set that Env does not have
	Ships  func(file string) bool // whether the image has a file of the root; nil: all
	Over   *container.Files       // what the deployment itself puts into the container; nil: nothing
	Mounts []document.Mount
	At     document.Location // of the command line

	words  []script.Word // of the command, behind those of what starts it
	input  script.Word   // on its standard input
	source string        // the folder of the root in which the first command is run; "": not known
	dir    string        // where commands are run, below where the first one is; or absolute
	astray bool          // not there, but it is not known where
	depth  int
	steps  *int // commands that were followed
}

// Image is what is known of the image in which a command line is run.
type Image struct {
	Path          []string         // the folders in which it looks for programs
	Workdir       string           // absolute; "": the root of the image
	Copies        []container.Copy // what it takes from the root
	CopiesProject bool             // all of the project is among it
	Guessed       bool             // another Dockerfile may make it
}

// source finds the file of the root that it has under an absolute path.
func (i *Image) source(fsys fs.FS, name string) (string, bool) {
	found := (&container.Files{FS: fsys, Copies: i.Copies}).Find(name)
	return found.Source, found.Told == container.Project
}

// Follow is what a command line starts that is run in a folder of the container or, where
// there is no image, of the root; "" for where the image runs it. Programs that start one
// another without an end are left after some, which is said in Absent.
func (f *Follower) Follow(dir string, argv []string) Process {
	var p Process
	f.begin(dir, func() {
		f.exec(&p, argv)
		if p.Dirs == nil { // what loads Django unseen imports from there too
			p.Dirs = f.path()
		}
	})
	if !p.Django && p.Lost == "" {
		p.Lost = p.Absent
	}
	return p
}

// servers are the programs that serve a WSGI or ASGI application. Vercel's is what runs
// its functions, under the name that package platforms gives it.
var servers = []string{"gunicorn", "uvicorn", "uwsgi", "daphne", "hypercorn", "granian", "waitress-serve", "gunicorn3", "mod_wsgi-express", "unitd", "vercel"}

// shells run a text or a file; su runs a text with one of them.
var shells = []string{"sh", "bash", "ash", "dash", "ksh", "zsh"}

// proxies start with a configuration that their command may name.
var proxies = []string{"nginx", "caddy", "traefik"}

// apaches serve a WSGI application by their configuration, which is not followed.
var apaches = []string{"apachectl", "apache2ctl", "apache2", "apache2-foreground", "httpd", "httpd-foreground"}

// Bounds on programs and scripts that start one another.
const (
	maxWrapped  = 16   // inside one another
	maxFollowed = 1000 // in all
)

// follow adds to p what a command line runs.
func (f *Follower) follow(p *Process, argv []string) {
	f.depth++
	defer func() { f.depth-- }()
	if f.steps == nil {
		f.steps = new(int)
	}
	if *f.steps++; len(argv) == 0 {
		return
	}
	if f.depth > maxWrapped || *f.steps > maxFollowed {
		p.Absent = cmp.Or(p.Absent, path.Base(argv[0]))
		return
	}
	name, rest := path.Base(argv[0]), argv[1:]
	if strings.HasPrefix(name, "python") && f.pythonFile(p, options(rest)) {
		return
	}
	if f.copiedScript(argv[0]) {
		f.script(p, argv[0], rest)
		return
	}
	if inner, ok := f.unwrap(p, argv); ok {
		f.exec(p, inner)
		return
	}
	switch {
	case slices.Contains(shells, name) && len(rest) > 0:
		f.shell(p, rest)
	case name == "manage.py":
		f.manage(p, argv[0], rest)
	case slices.Contains(servers, name):
		f.server(p, name, rest)
	case name == "celery" || name == "dramatiq" || name == "rq" || name == "huey_consumer" || name == "django-admin" || name == "taskiq":
		f.worker(p, name, rest)
	case name == "debugpy" || name == "pydevd":
		p.Development = append(p.Development, said(name))
	case name == "supervisord":
		f.supervised(p, rest)
	case name == "make" || name == "gmake":
		f.made(p, rest)
	case slices.Contains(taskRunners, name):
		f.tasks(p, name, rest)
	case name == "busybox":
		f.follow(p, rest)
	case name == "su" && option(rest, "-c", option(rest, "--command", "")) != "":
		f.su(p, rest)
	case name == "su" && (slices.Contains(rest, "-c") || slices.Contains(rest, "--command")): // of arguments that nobody gave
	case slices.Contains(supervisors, name) || slices.Contains(apaches, name):
		f.supervisedElse(p, name)
	case services(name, rest) != nil && f.initialised(p, name, rest):
	case services(name, rest) != nil:
		f.wrapped(p, argv[0], rest)
	case slices.Contains(ProcfileRunners, name):
		f.processes(p, rest)
	case name == "zappa.handler.lambda_handler": // of an image of AWS Lambda (Zappa, "Docker Workflows")
		p.HTTP, p.Argv = true, argv
		p.Deployment = append(p.Deployment, said("runs in AWS Lambda"))
		p.serves(&document.Server{Program: "AWS Lambda", At: f.At})
		f.runs(p, "its command is Zappa's handler")
	case len(rest) == 0 && f.handler(p, argv[0]):
	case name == "runserver_plus":
		p.Development = append(p.Development, said(name))
	case strings.HasSuffix(name, ".py") && f.pythonHere(p, argv[0], rest):
	case strings.HasSuffix(name, ".sh") || strings.HasSuffix(name, ".bash") || strings.Contains(name, "entrypoint") || strings.Contains(argv[0], "/"):
		f.script(p, f.located(argv[0]), rest)
	case strings.HasSuffix(name, ".py"):
		p.Unknown, p.Untold = true, name
	default:
		f.installed(p, argv[0], rest)
	}
}

// copiedScript tells whether a program is a shell script of the project by what the image
// takes in, whatever it is called.
func (f *Follower) copiedScript(name string) bool {
	if f.Image == nil || !path.IsAbs(name) {
		return false
	}
	file, ok := f.Image.source(f.FS, path.Clean(name))
	return ok && script.Is(f.FS, file)
}

// binaries are the folders that images of systems and of Heroku's builders have in PATH.
var binaries = []string{"/usr/local/bin", "/usr/bin", "/bin", "/app/bin"}

// located is the path of the program that PATH finds in the image under a name without a
// folder, where that is a file of the root; else the name.
func (f *Follower) located(name string) string {
	if f.Image == nil || strings.Contains(name, "/") {
		return name
	}
	for _, dir := range slices.Concat(f.Image.Path, binaries) {
		at := path.Join(dir, name)
		if _, ok := f.Image.source(f.FS, at); ok {
			return at
		}
	}
	return name
}

// installed follows a script that the image has among its programs. Another
// program that is given an application of the project serves it.
func (f *Follower) installed(p *Process, name string, args []string) {
	if at := f.located(name); at != name {
		f.script(p, at, args)
		return
	}
	if file, ok := f.moduleProgram(name); ok {
		f.python(p, file, args)
		return
	}
	if f.task(p, "console", name, args) {
		return
	}
	if i := slices.IndexFunc(args, f.isApplication); i >= 0 {
		p.HTTP, p.App, p.Argv = true, moduleOf(args[i]), append([]string{name}, args...)
		f.runs(p, "its command gives "+path.Base(name)+" the application "+p.App)
		p.serves(&document.Server{At: f.At})
		p.Lost = cmp.Or(p.Lost, path.Base(name))
		return
	}
	if f.inArguments(p, path.Base(name), args) {
		return
	}
	if p.Other = path.Base(name); slices.Contains(proxies, p.Other) {
		p.Proxy = append([]string{name}, args...)
	}
	if strings.Contains(name, "$") {
		p.Other = "a command that is computed"
	}
}

// moduleProgram finds the file of a module of the project that is run as a program: python
// -m shop.serve, or shop with a file __main__.py.
func (f *Follower) moduleProgram(module string) (string, bool) {
	if !identifier(module) {
		return "", false
	}
	if file, ok := f.File(module + ".__main__"); ok {
		return file, true
	}
	file, ok := f.File(module)
	return file, ok && strings.Contains(module, ".")
}

// isApplication tells whether an argument is the WSGI or ASGI application of the project.
func (f *Follower) isApplication(arg string) bool {
	module, object, _ := strings.Cut(arg, ":")
	return (object == "application" || object == "app") && identifier(module) && f.ours(module)
}

// runs notes that a command which runs Django is started here.
func (f *Follower) runs(p *Process, because string) {
	p.Django, p.Because, p.Dirs, p.Here = true, because, f.path(), f.here()
}

// manage follows manage.py, in whose folder Python then begins to look for modules.
func (f *Follower) manage(p *Process, name string, args []string) {
	f.runs(p, "its command runs manage.py")
	if file, ok := f.find(name); ok {
		p.File, p.Dirs = file, append([]string{path.Dir(file)}, p.Dirs...)
	}
	args = options(args)
	if len(args) == 0 { // who starts it says what it does; it serves nothing by itself
		p.Argv = []string{"manage.py"}
		return
	}
	p.Manage, p.Argv = args[0], append([]string{"manage.py"}, args...)
	has := func(word string) bool { return slices.Contains(args, word) }
	if identifier(args[0]) && !has("--check") && !has("--dry-run") { // which change nothing
		p.Managed = append(p.Managed, document.Managed{Name: args[0], Unasked: has("--noinput") || has("--no-input"), Certain: true, At: f.At})
	}
	p.Setting = option(args, "--settings", p.Setting)
	f.superusers(p, args)
	switch args[0] {
	case "runserver", "runserver_plus", "tailwind", "livereload":
		p.HTTP = true
		runs := said("runs " + args[0])
		if args[0] == "runserver" {
			runs.Kind = RunsRunserver
		}
		p.Development = append(p.Development, runs)
		if strings.HasPrefix(args[0], "runserver") {
			p.serves(f.serverFacts(args[0], args, nil))
		}
	case "runmodwsgi", "pyuwsgi", "runuwsgi", "rungunicorn", "run_gunicorn", "runwaitress", "rundaphne":
		p.HTTP = true
		p.Deployment = append(p.Deployment, said("runs "+args[0]))
		p.serves(&document.Server{At: f.At})
	}
}

// option returns the value of "--name value" or "--name=value".
func option(args []string, name, otherwise string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, name+"="); ok {
			return v
		}
		if a == name && i+1 < len(args) {
			return args[i+1]
		}
	}
	return otherwise
}

// mayBeOurs tells whether an application of Celery can be one of the project. Without
// one Celery loads nothing of it, but other programs have commands of that name.
func (f *Follower) mayBeOurs(app string) bool {
	top, _, _ := strings.Cut(app, ".")
	return app != "" && (!identifier(top) || f.ours(top) || f.ours(app) || f.ours(app+".celery"))
}

func (f *Follower) worker(p *Process, name string, args []string) {
	f.in(option(args, "--workdir", ""), func() { f.working(p, name, args) })
}

func (f *Follower) working(p *Process, name string, args []string) {
	app, _, _ := strings.Cut(option(args, "-A", option(args, "--app", "")), ":")
	if name == "celery" && !f.mayBeOurs(app) {
		p.Unknown = !slices.Contains(args, "flower") // which needs no application
		return
	}
	f.runs(p, "its command runs "+name)
	p.Argv = append([]string{name}, args...)
	p.App = cmp.Or(app, p.App)
	p.Setting = option(args, "--settings", p.Setting)
}
