package process

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/tree"
)

// This file follows WSGI and ASGI servers: which application they load, by their
// command line and then by their own configuration file.

// server follows one: it runs Django where the application is a module of the
// project, and where neither its command line nor its configuration names one.
func (f *Follower) server(p *Process, name string, args []string) {
	for _, flag := range []string{"--reload", "--py-autoreload", "--debug"} {
		if slices.ContainsFunc(args, func(a string) bool { return a == flag || strings.HasPrefix(a, flag+"=") }) {
			runs := said(name + " " + flag)
			if flag != "--debug" {
				runs.Kind, runs.Server = Reloads, name
			}
			p.Development = append(p.Development, runs)
		}
	}
	p.Deployment = append(p.Deployment, Sign{"runs " + name, Serves, name})
	p.Setting = environmentOption(args, p.Setting)
	config := f.configured(name, args)
	f.in(cmp.Or(option(args, "--chdir", ""), config.folder()), func() { f.serving(p, name, args, config) })
}

// serving follows a server where it loads the application.
func (f *Follower) serving(p *Process, name string, args []string, config *serverConfig) {
	dirs := f.Dirs
	defer func() { f.Dirs = dirs }()
	for _, flag := range []string{"--pythonpath", "--app-dir"} {
		f.enter(option(args, flag, ""))
	}
	if config != nil {
		p.Config = config.file
		p.uses(config.file)
		if i := f.Over.Inset(config.file); i != nil && i.Secret {
			config.hide()
		}
	}
	app := f.application(name, args)
	if config != nil {
		app = config.apply(p, name, app)
	}
	app = f.fromFile(app)
	own := djangosOwn.MatchString(app)
	if own {
		app = ""
	}
	_, here := f.File(app)
	switch {
	case own:
	case app != "" && here && !f.ours(app):
		p.Other = name
		return
	case app == "" && name != "uwsgi" && name != "gunicorn" && name != "unitd" || app != "" && !here:
		p.Unknown, p.Untold = true, cmp.Or(p.Untold, app, name)
		if app != "" {
			p.foreign = &foreignServer{append([]string{name}, args...), f.serverFacts(name, args, config)}
		}
		return
	}
	p.App, p.Argv = app, append([]string{name}, args...)
	p.User = cmp.Or(option(args, "--user", option(args, "--uid", "")), config.user(), p.User)
	f.runs(p, "its command runs "+name)
	if app != "" {
		p.Because += " on " + app
	}
	if f.onlyLoads(app) {
		p.Apart = true
		p.Loads, _ = f.File(app)
		p.Because += ", which loads Django and serves an application of its own"
		return
	}
	p.HTTP = true
	p.serves(f.serverFacts(name, args, config))
}

// djangosOwn are Django's modules that make an application of what
// DJANGO_SETTINGS_MODULE names: django.core.wsgi:get_wsgi_application().
var djangosOwn = pattern.New(`^django\.core\.(?:wsgi|asgi|handlers\.wsgi)$`)

// environmentOption reads gunicorn's -e and --env DJANGO_SETTINGS_MODULE=module.
func environmentOption(args []string, otherwise string) string {
	for _, a := range args {
		a = strings.TrimPrefix(strings.TrimPrefix(a, "--env="), "-e")
		if m, ok := strings.CutPrefix(a, "DJANGO_SETTINGS_MODULE="); ok {
			return m
		}
	}
	return otherwise
}

// application finds the module of the application among the arguments: a
// "package.module:name", a bare module, or a file.
func (f *Follower) application(name string, args []string) string {
	for _, flag := range []string{"--module", "--wsgi", "-w", "--wsgi-file", "--mount"} {
		if m := option(args, flag, ""); name == "uwsgi" && m != "" {
			return moduleOf(m[strings.LastIndexByte(m, '=')+1:])
		}
	}
	for i, a := range args {
		if strings.HasPrefix(a, "-") || i > 0 && (args[i-1] == "-c" || args[i-1] == "--config") || name == "uwsgi" && isINI(a) {
			continue
		}
		module, object, ok := strings.Cut(a, ":")
		switch {
		case ok && identifier(module) && identifier(strings.TrimSuffix(object, "()")):
			return module
		case !ok && name != "uwsgi" && identifier(a) && (strings.HasSuffix(a, ".wsgi") || strings.HasSuffix(a, ".asgi") || strings.Contains(a, ".") && f.ours(a)):
			return a
		case name == "mod_wsgi-express" && strings.HasSuffix(a, ".py"):
			return moduleOf(a)
		}
	}
	return ""
}

// moduleOf is the module of "config.wsgi:application", "config/wsgi.py" or "config.wsgi".
func moduleOf(app string) string {
	app, _, _ = strings.Cut(app, ":")
	if file, ok := strings.CutSuffix(app, ".py"); ok && !path.IsAbs(app) {
		return strings.ReplaceAll(path.Clean(file), "/", ".")
	}
	return app
}

// fromFile is the module of an application that is named by the path of its file in the
// container or, where that is not known, of the one that the path ends in.
func (f *Follower) fromFile(app string) string {
	if !path.IsAbs(app) {
		return app
	}
	file, ok := f.find(app)
	for _, root := range f.Roots {
		if rest, below := container.Below(file, root); ok && below {
			return moduleOf(rest)
		}
	}
	for rest := strings.TrimPrefix(app, "/"); rest != ""; _, rest, _ = strings.Cut(rest, "/") {
		if module := moduleOf(rest); f.ours(module) {
			return module
		}
	}
	return moduleOf(strings.TrimPrefix(app, "/"))
}

// identifier tells whether a text can be the name of a module. Servers import by
// importlib, which takes a folder with a hyphen too.
func identifier(s string) bool {
	for _, part := range strings.Split(s, ".") {
		if part == "" || part[0] == '-' || part[0] >= '0' && part[0] <= '9' {
			return false
		}
		for _, r := range part {
			if r != '_' && r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

// ours tells whether a module is one of the project that may have Django's application:
// not one that makes that of another framework. One that is only found where the process
// is run may be another program's, which does not know Django.
func (f *Follower) ours(module string) bool {
	if m, ok := settings.Resolve(f.FS, module, f.Roots); ok {
		text, err := tree.ReadText(f.FS, m.File, maxPython)
		return err != nil || !frameworks.MatchString(text) || knowsDjango(text) || makesApplication.MatchString(text)
	}
	file, ok := f.File(module)
	if !ok {
		return false
	}
	text, err := tree.ReadText(f.FS, file, maxPython)
	return err == nil && knowsDjango(text)
}

// onlyLoads tells whether a module loads Django, for its models or tasks, and makes an
// application of another framework, in which nothing shows that of Django.
func (f *Follower) onlyLoads(module string) bool {
	file, ok := f.File(module)
	if !ok {
		return false
	}
	text, err := tree.ReadText(f.FS, file, maxPython)
	if err != nil || !frameworks.MatchString(text) || !setsUp.MatchString(text) {
		return false
	}
	text = ofTrackers.Replace(text)
	return !makesApplication.MatchString(text) && !handsOn.MatchString(text)
}

// ofTrackers takes out the modules of error trackers that go around any application.
var ofTrackers = strings.NewReplacer("sentry_sdk.integrations.wsgi", "", "sentry_sdk.integrations.asgi", "")

// setsUp finds where a module loads Django itself, as no module does that has Django's application.
var setsUp = pattern.New(`\bdjango\.setup\(\)`)

// handsOn finds in a module what hands requests on to an application of another framework.
var handsOn = pattern.New(`\b(?:[aA]dd_|\w*\.)?[mM]ount\(|\b[AW]SGI(?:Handler|Middleware)\b|\bDispatcherMiddleware\b|\bdjango\.core\.handlers\b`)

// knowsDjango tells whether a module speaks of Django as code does; prose writes it in
// capitals.
func knowsDjango(text string) bool {
	return strings.Contains(text, "django") || strings.Contains(text, "DJANGO")
}

// frameworks finds the libraries with which a module makes an application of its own.
var frameworks = pattern.New(`(?m)^(?:from|import)\s+(?:fastapi|flask|starlette|sanic|bottle|falcon|litestar|quart|aiohttp|tornado|trac)\b`)

// makesApplication finds in a module where it makes Django's application, or takes it from
// the module that does.
var makesApplication = pattern.New(`\bget_[aw]sgi_application\b|(?m:^\s*from\s+[\w.]*\b[aw]sgi\s+import\b)`)

// handler follows what an image of AWS Lambda is given: the name of a function, in a module
// of the project that has Django's application ("Create a Lambda function using a container
// image").
func (f *Follower) handler(p *Process, name string) bool {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || !identifier(name) || name[i:] == ".py" {
		return false
	}
	file, ok := f.File(name[:i])
	if !ok {
		return false
	}
	text, err := tree.ReadText(f.FS, file, maxPython)
	if err != nil || !makesApplication.MatchString(text) || !strings.Contains(text, name[i+1:]) {
		return false
	}
	p.HTTP, p.App, p.Argv = true, name[:i], []string{name}
	p.Deployment = append(p.Deployment, said("runs in AWS Lambda"))
	p.serves(&document.Server{Program: "AWS Lambda", At: f.At})
	f.runs(p, "its command is the handler "+name)
	return true
}
