package targets

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// This file follows what a container starts: through the shell, wrappers and the
// entrypoint scripts of the project, down to the programs that run. Nothing is
// executed; what cannot be followed is said.

// follower follows commands inside one project.
type follower struct {
	fsys    fs.FS
	project *Project
	files   *listing
	image   *imageFacts // nil: not known
	env     map[string]document.Variable
	place   document.Location // of the command line that is followed
	closed  bool              // no variable is set that env does not have
	ships   func(string) bool // whether the image has a file of the root; nil: all
	dirs    []string          // further folders that modules are imported from
	source  string            // the folder of the root in which the first command is run; "": not known
	dir     string            // where commands are run, below where the first one is; or absolute
	astray  bool              // not there, but it is not known where
	depth   int
	steps   *int // commands that were followed
	// over has what the deployment itself puts into the container; nil: nothing.
	over   *container.Files
	mounts []document.Mount
}

// servers are the programs that serve a WSGI or ASGI application. Vercel's is what runs
// its functions, under the name that package platforms gives it.
var servers = []string{"gunicorn", "uvicorn", "uwsgi", "daphne", "hypercorn", "granian", "waitress-serve", "gunicorn3", "mod_wsgi-express", "unitd", "vercel"}

// shells run a text or a file; su runs a text with one of them.
var shells = []string{"sh", "bash", "ash", "dash", "ksh", "zsh"}

// apaches serve a WSGI application by their configuration, which is not followed.
var apaches = []string{"apachectl", "apache2ctl", "apache2", "apache2-foreground", "httpd", "httpd-foreground"}

// Bounds on programs and scripts that start one another.
const (
	maxWrapped  = 16   // inside one another
	maxFollowed = 1000 // in all
)

// follow adds to p what a command line runs.
func (f *follower) follow(p *process, argv []string) {
	f.depth++
	defer func() { f.depth-- }()
	if f.steps == nil {
		f.steps = new(int)
	}
	if *f.steps++; len(argv) == 0 {
		return
	}
	if f.depth > maxWrapped || *f.steps > maxFollowed {
		p.absent = cmp.Or(p.absent, path.Base(argv[0]))
		return
	}
	name, rest := path.Base(argv[0]), argv[1:]
	if strings.HasPrefix(name, "python") && f.pythonFile(p, options(rest)) {
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
		p.development = append(p.development, said(name))
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
	case slices.Contains(supervisors, name) || slices.Contains(apaches, name):
		f.supervisedElse(p, name)
	case services(name, rest) != nil && f.initialised(p, name, rest):
	case services(name, rest) != nil:
		f.wrapped(p, argv[0], rest)
	case slices.Contains(procfileRunners, name):
		f.processes(p, rest)
	case name == "zappa.handler.lambda_handler": // of an image of AWS Lambda (Zappa, "Docker Workflows")
		p.http, p.argv = true, argv
		p.deployment = append(p.deployment, said("runs in AWS Lambda"))
		p.serves(&document.Server{At: f.place})
		f.runs(p, "its command is Zappa's handler")
	case name == "runserver_plus":
		p.development = append(p.development, said(name))
	case strings.HasSuffix(name, ".py") && f.pythonHere(p, argv[0], rest):
	case strings.HasSuffix(name, ".sh") || strings.HasSuffix(name, ".bash") || strings.Contains(name, "entrypoint") || strings.Contains(argv[0], "/"):
		f.script(p, f.located(argv[0]), rest)
	case strings.HasSuffix(name, ".py"):
		p.unknown, p.untold = true, name
	default:
		f.installed(p, argv[0], rest)
	}
}

// binaries are the folders that images of systems and of Heroku's builders have in PATH.
var binaries = []string{"/usr/local/bin", "/usr/bin", "/bin", "/app/bin"}

// located is the path of the program that PATH finds in the image under a name without a
// folder, where that is a file of the root; else the name.
func (f *follower) located(name string) string {
	if f.image == nil || strings.Contains(name, "/") {
		return name
	}
	for _, dir := range slices.Concat(f.image.image.Path, binaries) {
		at := path.Join(dir, name)
		if _, ok := f.image.source(f.fsys, at); ok {
			return at
		}
	}
	return name
}

// installed follows a script that the image has among its programs. Another
// program that is given an application of the project serves it.
func (f *follower) installed(p *process, name string, args []string) {
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
		p.http, p.app, p.argv = true, moduleOf(args[i]), append([]string{name}, args...)
		f.runs(p, "its command gives "+path.Base(name)+" the application "+p.app)
		p.serves(&document.Server{At: f.place})
		p.lost = cmp.Or(p.lost, path.Base(name))
		return
	}
	if f.inArguments(p, path.Base(name), args) {
		return
	}
	if p.other = path.Base(name); strings.Contains(name, "$") {
		p.other = "a command that is computed"
	}
}

// moduleProgram finds the file of a module of the project that is run as a program: python
// -m shop.serve, or shop with a file __main__.py.
func (f *follower) moduleProgram(module string) (string, bool) {
	if !identifier(module) {
		return "", false
	}
	if file, ok := f.file(module + ".__main__"); ok {
		return file, true
	}
	file, ok := f.file(module)
	return file, ok && strings.Contains(module, ".")
}

// isApplication tells whether an argument is the WSGI or ASGI application of the project.
func (f *follower) isApplication(arg string) bool {
	module, object, _ := strings.Cut(arg, ":")
	return (object == "application" || object == "app") && identifier(module) && f.ours(module)
}

// runs notes that a command which runs Django is started here.
func (f *follower) runs(p *process, because string) {
	p.django, p.because, p.dirs, p.here = true, because, f.path(), f.here()
}

// manage follows manage.py, in whose folder Python then begins to look for modules.
func (f *follower) manage(p *process, name string, args []string) {
	f.runs(p, "its command runs manage.py")
	if file, ok := f.find(name); ok {
		p.file, p.dirs = file, append([]string{path.Dir(file)}, p.dirs...)
	}
	args = options(args)
	if len(args) == 0 {
		return
	}
	p.manage, p.argv = args[0], append([]string{"manage.py"}, args...)
	p.setting = option(args, "--settings", p.setting)
	switch args[0] {
	case "runserver", "runserver_plus", "tailwind", "livereload":
		p.http = true
		runs := said("runs " + args[0])
		if args[0] == "runserver" {
			runs.kind = runsRunserver
		}
		p.development = append(p.development, runs)
		if strings.HasPrefix(args[0], "runserver") {
			p.serves(f.serverFacts(args[0], args, nil))
		}
	case "runmodwsgi", "pyuwsgi", "runuwsgi", "rungunicorn", "run_gunicorn", "runwaitress", "rundaphne":
		p.http = true
		p.deployment = append(p.deployment, said("runs "+args[0]))
		p.serves(&document.Server{At: f.place})
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
func (f *follower) mayBeOurs(app string) bool {
	top, _, _ := strings.Cut(app, ".")
	return app != "" && (!identifier(top) || f.ours(top) || f.ours(app) || f.ours(app+".celery"))
}

func (f *follower) worker(p *process, name string, args []string) {
	f.in(option(args, "--workdir", ""), func() { f.working(p, name, args) })
}

func (f *follower) working(p *process, name string, args []string) {
	app, _, _ := strings.Cut(option(args, "-A", option(args, "--app", "")), ":")
	if name == "celery" && !f.mayBeOurs(app) {
		p.unknown = !slices.Contains(args, "flower") // which needs no application
		return
	}
	f.runs(p, "its command runs "+name)
	p.argv = append([]string{name}, args...)
	p.app = cmp.Or(app, p.app)
	p.setting = option(args, "--settings", p.setting)
}
