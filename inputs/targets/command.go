package targets

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file follows what a container starts: through the shell, wrappers and the
// entrypoint scripts of the project, down to the programs that run. Nothing is
// executed; what cannot be followed is said.

// process is what a container's command runs.
type process struct {
	django  bool // manage.py, celery, or a server on a module of the project
	http    bool // it serves HTTP
	app     string
	setting string // --settings
	manage  string // manage.py's subcommand
	argv    []string
	config  string // the server's configuration file
	because string
	server  *document.Server
	user    string // that a program on the way gives the process; "" for none
	evidence
	// exports are the variables that scripts set on the way, and last those of the
	// command that runs Django alone; bare: it has no others. lost names a script or
	// a place that cannot be followed and may set variables of what runs Django;
	// absent, a program of which it is not known what it is.
	exports []export
	last    []export
	bare    bool
	perhaps bool // the command that runs Django may replace the script, and what follows is then not run
	lost    string
	absent  string
	// changes are what scripts do to files on the way.
	changes []change
	// unknown is a server or a Python program that is known, on a module or file
	// that is not here.
	unknown bool
}

// export is a variable that a script sets; optional: only where nothing else does.
type export struct {
	v        document.Variable
	optional bool
}

// sets are the variables that the process gets on the way, the later ones on top.
func (p *process) sets() []export { return slices.Concat(p.exports, p.last) }

// follower follows commands inside one project.
type follower struct {
	fsys    fs.FS
	project *Project
	files   []string    // of the whole root
	image   *imageFacts // nil: not known
	env     map[string]document.Variable
	place   document.Location // of the command line that is followed
	closed  bool              // no variable is set that env does not have
	ships   func(string) bool // whether the image has a file of the root; nil: all
	dirs    []string          // further folders that modules are imported from
	depth   int
	// over has what the deployment itself puts into the container; nil: nothing.
	over *container.Files
}

// wrappers are programs that run the rest of their command line, with the number
// of arguments that they take first; package script knows those of shells.
var wrappers = map[string]int{"xargs": 0, "chamber": 2, "aws-env": 0, "python": 0, "python3": 0, "setpriv": 0, "stdbuf": 1}

// runners are pairs such as "conda run".
var runners = map[string]string{"honcho": "run", "foreman": "run", "doppler": "run", "conda": "run"}

// servers are the programs that serve a WSGI or ASGI application.
var servers = []string{"gunicorn", "uvicorn", "uwsgi", "daphne", "hypercorn", "granian", "waitress-serve", "gunicorn3", "mod_wsgi-express", "unitd"}

// maxWrapped bounds programs and scripts that start one another.
const maxWrapped = 16

// follow adds to p what a command line runs.
func (f *follower) follow(p *process, argv []string) {
	f.depth++
	defer func() { f.depth-- }()
	if len(argv) == 0 || f.depth > maxWrapped {
		return
	}
	name, rest := path.Base(argv[0]), argv[1:]
	if inner, ok := f.unwrap(p, argv); ok {
		f.exec(p, inner)
		return
	}
	switch {
	case (name == "sh" || name == "bash" || name == "ash" || name == "dash") && len(rest) > 0:
		f.shell(p, rest)
	case name == "manage.py":
		f.manage(p, rest)
	case slices.Contains(servers, name):
		f.server(p, name, rest)
	case name == "celery" || name == "dramatiq" || name == "rq" || name == "huey_consumer" || name == "django-admin" || name == "taskiq":
		f.worker(p, name, rest)
	case name == "debugpy" || name == "pydevd":
		p.development = append(p.development, name)
	case name == "supervisord":
		f.supervised(p, rest)
	case name == "honcho" || name == "foreman":
		f.processes(p, rest)
	case name == "runserver_plus":
		p.development = append(p.development, name)
	case strings.HasSuffix(name, ".sh") || strings.HasSuffix(name, ".bash") || strings.Contains(name, "entrypoint") || strings.Contains(argv[0], "/"):
		f.script(p, argv[0], rest)
	case strings.HasSuffix(name, ".py"):
		p.unknown = true
	default:
		f.installed(p, argv[0], rest)
	}
}

// installed follows a script that the image has among its programs. Another
// program that is given an application of the project serves it.
func (f *follower) installed(p *process, name string, args []string) {
	for _, dir := range []string{"/usr/local/bin", "/usr/bin", "/bin", "/app/bin"} {
		if f.image == nil {
			break
		}
		if _, ok := f.image.source(f.fsys, path.Join(dir, name)); ok {
			f.script(p, path.Join(dir, name), args)
			return
		}
	}
	if i := slices.IndexFunc(args, f.isApplication); i >= 0 {
		p.django, p.http, p.app, p.argv = true, true, moduleOf(args[i]), append([]string{name}, args...)
		p.because = "its command gives " + path.Base(name) + " the application " + p.app
		p.serves(&document.Server{At: f.place})
		p.lost = cmp.Or(p.lost, path.Base(name))
	}
}

// isApplication tells whether an argument is the WSGI or ASGI application of the project.
func (f *follower) isApplication(arg string) bool {
	module, object, _ := strings.Cut(arg, ":")
	return (object == "application" || object == "app") && identifier(module) && f.ours(module)
}

// unwrap is what a program starts that only runs the rest of its line.
func (f *follower) unwrap(p *process, argv []string) ([]string, bool) {
	name := path.Base(argv[0])
	skip, wraps := wrappers[name]
	switch {
	case len(argv) > 1 && runners[name] == argv[1]:
		return options(argv[2:]), true
	case strings.HasPrefix(name, "python") && len(argv) > 2 && argv[1] == "-m":
		if argv[2] != "debugpy" && argv[2] != "pdb" {
			return argv[2:], true
		}
		p.development = append(p.development, argv[2])
		return afterDebugger(argv[3:]), true
	case name == "watchmedo":
		p.development = append(p.development, "restarts on changes")
		return options(argv[min(2, len(argv)):]), true
	case wraps || strings.HasPrefix(name, "python3."):
		if name == "setpriv" {
			p.user = "${user}"
		}
		return options(argv[min(1+skip, len(argv)):]), true
	case waits(name, argv) || name == "dockerize":
		return afterWaiting(name, argv), true
	}
	return nil, false
}

// waits tells whether a script by its name waits for a database, and then runs the
// rest of its line.
func waits(name string, argv []string) bool {
	return strings.HasPrefix(name, "wait-for") || strings.HasPrefix(name, "wait_for") ||
		slices.Contains(words(name), "wait") && slices.Contains(argv, "--")
}

// afterWaiting is what runs once a database answers: after "--" or, for dockerize,
// after its options, which take a value each.
func afterWaiting(name string, argv []string) []string {
	if i := slices.Index(argv, "--"); i >= 0 {
		return argv[i+1:]
	}
	argv = argv[1:]
	for name == "dockerize" && len(argv) > 1 && strings.HasPrefix(argv[0], "-") {
		argv = argv[2:]
	}
	if name != "dockerize" {
		return nil
	}
	return argv
}

// options drops leading options.
func options(argv []string) []string {
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") {
		argv = argv[1:]
	}
	return argv
}

// afterDebugger drops debugpy's own options, which take a value each.
func afterDebugger(argv []string) []string {
	for len(argv) > 0 && strings.HasPrefix(argv[0], "-") {
		if argv[0] == "--listen" && len(argv) > 1 {
			argv = argv[1:]
		}
		if argv[0] == "-m" {
			return argv[1:]
		}
		argv = argv[1:]
	}
	return argv
}

// shell follows "sh -c TEXT" and "sh FILE".
func (f *follower) shell(p *process, args []string) {
	for i, a := range args {
		switch {
		case strings.HasPrefix(a, "-") && strings.Contains(a, "c") && !strings.HasPrefix(a, "--") && i+1 < len(args):
			given := f.given(args[min(i+3, len(args)):])
			text, err := script.Split(f.fsys, args[i+1], given)
			if err != nil {
				p.lost = "the command"
				return
			}
			f.run(p, text, nil)
			return
		case strings.HasPrefix(a, "-"):
		default:
			f.script(p, a, args[i+1:])
			return
		}
	}
}

func (f *follower) manage(p *process, args []string) {
	p.django = true
	p.because = "its command runs manage.py"
	args = options(args)
	if len(args) == 0 {
		return
	}
	p.manage, p.argv = args[0], append([]string{"manage.py"}, args...)
	p.setting = option(args, "--settings", p.setting)
	switch args[0] {
	case "runserver", "runserver_plus", "tailwind", "livereload":
		p.http = true
		p.development = append(p.development, "runs "+args[0])
		if strings.HasPrefix(args[0], "runserver") {
			p.serves(f.serverFacts(args[0], args, nil))
		}
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

func (f *follower) worker(p *process, name string, args []string) {
	dirs := f.dirs
	defer func() { f.dirs = dirs }()
	f.enter(option(args, "--workdir", ""))
	app, _, _ := strings.Cut(option(args, "-A", option(args, "--app", "")), ":")
	top, _, _ := strings.Cut(app, ".")
	if here := f.ours(top) || f.ours(app) || f.ours(app+".celery"); name == "celery" && identifier(top) && !here {
		p.unknown = true
		return
	}
	p.django = true
	p.because = "its command runs " + name
	p.argv = append([]string{name}, args...)
	p.app = cmp.Or(app, p.app)
	p.setting = option(args, "--settings", p.setting)
}

// script follows a shell script of the project. One that is not here, or that is
// no shell script, is what the process' environment may depend on, if it starts
// Django: what only runs before it cannot set its variables.
func (f *follower) script(p *process, name string, args []string) {
	file, ok := f.find(name)
	before := p.absent
	if ok && strings.HasSuffix(file, ".py") {
		if path.Base(file) == "manage.py" {
			f.manage(p, args)
		}
		return
	}
	if ok {
		if s, err := script.Read(f.fsys, file, f.given(args)); err == nil {
			f.run(p, s, args)
			if !p.django {
				f.wrapped(p, file, args)
				p.absent = before
			}
			return
		}
		name = file
	}
	f.wrapped(p, name, args)
}

// wrapped follows the arguments of a program that is not followed itself, or those
// after "--", which by custom are the command that it runs.
func (f *follower) wrapped(p *process, name string, args []string) {
	before := p.django
	f.exec(p, args[slices.Index(args, "--")+1:])
	switch {
	case p.django && !before && p.lost == "":
		p.lost = path.Base(name)
	case p.absent == "":
		p.absent = path.Base(name)
	}
}

// given is what scripts see of the process.
func (f *follower) given(args []string) script.Given {
	g := script.Given{Args: []script.Word{}, Lookup: f.lookup, Open: f.open}
	for _, a := range args {
		g.Args = append(g.Args, script.Word{Text: a, Known: !strings.Contains(a, "${") && !strings.Contains(a, "$()")})
	}
	return g
}

// lookup finds a variable of the process. What the runtime or the base image
// commonly set is not known to be unset.
func (f *follower) lookup(name string) (text document.Text, set, known bool) {
	v, ok := f.env[name]
	switch {
	case ok && v.State == document.Known:
		return v.Text, true, true
	case ok:
		return document.Text{}, false, v.State == document.Unset
	case slices.Contains(ambient, name) || strings.HasPrefix(name, "PYTHON") || strings.HasPrefix(name, "BASH") || strings.HasPrefix(name, "LC_"):
		return document.Text{}, false, false
	}
	return document.Text{}, false, f.closed
}

// ambient are variables that shells, runtimes and base images set.
var ambient = []string{"PATH", "HOME", "HOSTNAME", "PWD", "OLDPWD", "SHLVL", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "UID", "EUID",
	"GID", "PPID", "IFS", "RANDOM", "SECONDS", "LINENO", "OSTYPE", "HOSTTYPE", "MACHTYPE", "OPTIND", "GPG_KEY", "VIRTUAL_ENV", "TZ"}

// open finds the file that a script sources, if the image has it.
func (f *follower) open(name string) (string, bool) {
	file, ok := f.find(name)
	return file, ok && (f.ships == nil || f.ships(file))
}

// run follows what a shell text may do, in its order.
func (f *follower) run(p *process, s *script.Script, args []string) {
	for _, e := range s.Exports {
		f.export(p, e)
	}
	if len(s.FromFiles) > 0 {
		f.fromFiles(p, s.FromFiles[0])
	}
	if len(s.Opaque) > 0 && p.lost == "" {
		p.lost = place(s.Opaque[0])
	}
	lost := p.lost
	for _, c := range s.Commands {
		f.command(p, c, argumentsOf(c, args))
	}
	if !p.bare {
		p.lost = cmp.Or(lost, p.lost)
	}
}

// exec follows a command line that no shell starts.
func (f *follower) exec(p *process, argv []string) {
	if len(argv) > 0 {
		f.run(p, script.Exec(argv, f.place), nil)
	}
}

// command follows a command of p.
func (f *follower) command(p *process, c script.Command, argv []string) {
	if change, ok := f.change(c, argv); ok {
		p.changes = append(p.changes, change)
	}
	f.inside(p, c, func(own *process) { f.follow(own, argv) })
}

// inside follows what p starts by a command, in a process of its own: what that is
// given, and what it sets, is not of those that p starts beside it.
func (f *follower) inside(p *process, c script.Command, read func(own *process)) {
	outer := *f
	own := process{user: c.User, bare: c.Bare}
	f.env = maps.Clone(f.env)
	if c.Bare {
		clear(f.env)
		f.closed = true
	}
	if !c.At.IsZero() {
		f.place = c.At
	}
	for _, e := range c.Env {
		f.export(&own, e)
	}
	read(&own)
	*f = outer
	p.take(own, c)
}

// take joins a process that p starts. The one that is judged is the last to serve
// HTTP, else the last that runs Django.
func (p *process) take(own process, c script.Command) {
	p.development, p.deployment = append(p.development, own.development...), append(p.deployment, own.deployment...)
	p.unknown, p.changes = p.unknown || own.unknown, append(p.changes, own.changes...)
	if !own.django {
		p.absent = cmp.Or(p.absent, own.lost, own.absent)
	}
	if p.django && (!own.django || p.http && !own.http) {
		return
	}
	p.user = cmp.Or(own.user, p.user)
	if own.django {
		p.become(own, c.Certain && !p.perhaps)
		p.perhaps = p.perhaps || c.Exec && !c.Certain
	}
}

// become makes p the process that it starts. Where that is not certain, it may be
// another one that p starts.
func (p *process) become(own process, certain bool) {
	only := certain || !p.django
	p.django, p.http, p.app, p.setting, p.manage, p.argv = true, own.http, own.app, own.setting, own.manage, own.argv
	p.config, p.because = own.config, own.because
	if only {
		p.server = nil
	}
	if own.server != nil {
		p.serves(own.server)
	}
	last := append(own.exports, own.last...)
	switch {
	case !certain && own.bare:
		p.lost = cmp.Or(p.lost, own.lost, "env -i")
	case !only:
		p.last, p.lost = append(p.last, last...), cmp.Or(p.lost, own.lost)
	case own.bare:
		p.exports, p.last, p.bare, p.lost = nil, last, true, own.lost
	default:
		p.last, p.lost = last, own.lost
	}
}

// export takes over what a script exports: certain and known, or unknown. What
// it is made of passes its marks on.
func (f *follower) export(p *process, e script.Export) {
	v := document.Variable{Name: e.Name, State: document.Known, Text: e.Value, Origin: document.OriginEnv, At: e.At,
		Chain: []document.Step{{Kind: document.StepScript, At: e.KeyAt, Name: e.Name}}}
	for _, name := range e.From {
		from := f.env[name]
		v.Secret = v.Secret || from.Secret
		v.Assumes = append(v.Assumes, from.Assumes...)
		v.Chain = append(v.Chain, from.Chain...)
	}
	switch {
	case e.Unset && e.Certain:
		v.State = document.Unset
	case e.File != "" && e.Certain:
		v.State, v.Text, v.Secret = document.Unknown, document.Text{}, true
		v.Because, v.Needs = place(e.KeyAt)+" reads it from "+e.File, []string{e.Name}
	case !e.Known || !e.Certain:
		v.State, v.Text, v.Assumes = document.Unknown, document.Text{}, nil
		v.Because, v.Needs = place(e.KeyAt)+" may export it", []string{e.Name}
	}
	if have, ok := f.env[e.Name]; ok && e.At.IsZero() && have.State == v.State && have.Text == v.Text {
		return // the adapter read it off the command, with its place
	}
	p.exports = append(p.exports, export{v, e.Default})
	if have, ok := f.env[e.Name]; f.env != nil && (!ok || !e.Default || have.State == document.Unset) {
		f.env[e.Name] = v
	}
}

// fromFiles exports every NAME of which the process has a NAME_FILE.
func (f *follower) fromFiles(p *process, at document.Location) {
	for _, name := range slices.Sorted(maps.Keys(f.env)) {
		base, ok := strings.CutSuffix(name, "_FILE")
		if ok && base != "" && f.env[name].State != document.Unset {
			f.export(p, script.Export{Name: base, File: "the file of " + name, Certain: true, At: at, KeyAt: at})
		}
	}
}

// argumentsOf are the words of a command, with the script's arguments in place of "$@".
func argumentsOf(c script.Command, args []string) []string {
	var out []string
	for _, w := range c.Words {
		if w.Args {
			out = append(out, args...)
			continue
		}
		out = append(out, w.Text)
	}
	return out
}
