package process

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// Process is the process that a command line comes to, and what was met on the way. Of
// several it is the last to serve HTTP, else the last that runs Django.
type Process struct {
	Launch
	Signs
	Server *document.Server // nil where it serves nothing, or by what is not known
	User   string           // that a program on the way gives the process; "" for none
	// Lost names a script or a place that cannot be followed and may set variables of what
	// runs Django; Absent, a program of which it is not known what it is; "" for none.
	Lost, Absent string
	// Bare: it has no variables but those that it gets on the way.
	Bare bool
	// Configs are the configurations of supervisord and servers on the way, or Elsewhere.
	Configs []string
	// Changes are what scripts do to files on the way.
	Changes []Change
	// Unknown: it is a server or a Python program on a module or file that is not here.
	Unknown bool
	// Untold is what of all this could not be followed, and perhaps runs Django; "" for
	// nothing.
	Untold string
	// foreign is a server that it starts, of what is not in the project.
	foreign *foreignServer
	// Other is a program of which nothing is known but its name; "" for none.
	Other string
	// Given: a script on the way runs the arguments that it is given, and there are none.
	Given bool
	// Proxy is the command line of a proxy that is started, in whatever script.
	Proxy []string
	// Managed are the commands of manage.py that are run, in their order.
	Managed []document.Managed
	// Superusers are the accounts of administrators that what is run makes.
	Superusers []document.Superuser

	exports []Export // that scripts set on the way
	last    []Export // those of the command that runs Django alone
	perhaps bool     // the command that runs Django may replace the script, and what follows is then not run
}

// Launch is a command that runs Django. What it does not have is empty.
type Launch struct {
	Django  bool   // manage.py, celery, or a server on a module of the project
	HTTP    bool   // it serves HTTP
	App     string // the module of the application
	Setting string // --settings
	Manage  string // manage.py's subcommand
	Argv    []string
	Config  string // the server's configuration file
	Loads   string // a program of the project that runs Django by itself
	Apart   bool   // that program is a server of something else
	File    string // the manage.py that is run, where it is known
	// Dirs are the folders of the root that modules are imported from before those of
	// the project.
	Dirs    []string
	Here    container.Found // the folder in which it is run
	Because string          // how it is known to run Django, in words for the user
}

// foreignServer is a server on a module that is not in the project. After a command of the
// project, such as migrate, it is the project's nevertheless.
type foreignServer struct {
	argv   []string
	server *document.Server
}

// Export is a variable that the process gets on the way. One that is Optional counts only
// where nothing else sets it.
type Export struct {
	Variable document.Variable
	Optional bool
}

// Sets are the variables that the process gets on the way, the later ones on top.
func (p *Process) Sets() []Export { return slices.Concat(p.exports, p.last) }

// take joins a process that p starts. The one that is judged is the last to serve
// HTTP, else the last that runs Django.
func (p *Process) take(own Process, c script.Command) {
	p.Development, p.Deployment = append(p.Development, own.Development...), append(p.Deployment, own.Deployment...)
	p.Untold, p.Other = cmp.Or(p.Untold, own.Untold), cmp.Or(own.Other, p.Other)
	p.Given = p.Given || own.Given
	p.Unknown, p.Changes, p.Configs = p.Unknown || own.Unknown, append(p.Changes, own.Changes...), append(p.Configs, own.Configs...)
	if own.Proxy != nil {
		p.Proxy = own.Proxy
	}
	certain := c.Certain || own.HTTP // where it is not run, nothing is served
	for _, m := range own.Managed {
		m.Certain = m.Certain && certain
		p.Managed = append(p.Managed, m)
	}
	for _, s := range own.Superusers {
		s.Certain = s.Certain && certain
		p.Superusers = append(p.Superusers, s)
	}
	if !own.Django {
		p.Absent = cmp.Or(p.Absent, own.Lost, own.Absent)
	}
	if s := own.foreign; s != nil && p.Django && !p.HTTP {
		p.HTTP, p.Argv = true, s.argv
		p.serves(s.server)
	}
	if p.Django && (!own.Django || p.HTTP && !own.HTTP) {
		return
	}
	p.User = cmp.Or(own.User, p.User)
	if own.Django {
		p.become(own, c.Certain && !p.perhaps)
		p.perhaps = p.perhaps || c.Exec && !c.Certain
	}
}

// become makes p the process that it starts. Where that is not certain, it may be
// another one that p starts.
func (p *Process) become(own Process, certain bool) {
	only := certain || !p.Django
	p.Launch = own.Launch
	if only {
		p.Server = nil
	}
	if own.Server != nil {
		p.serves(own.Server)
	}
	last := append(own.exports, own.last...)
	switch {
	case !certain && own.Bare:
		p.Lost = cmp.Or(p.Lost, own.Lost, "env -i")
	case !only:
		p.last, p.Lost = append(p.last, last...), cmp.Or(p.Lost, own.Lost)
	case own.Bare:
		p.exports, p.last, p.Bare, p.Lost = nil, last, true, own.Lost
	default:
		p.last, p.Lost = last, own.Lost
	}
}

// export takes over what a script exports: certain and known, or unknown. What
// it is made of passes its marks on, and a script that stands in a Secret its own.
func (f *Follower) export(p *Process, e script.Export) {
	if e.At.File == "" && !e.At.IsZero() { // of a text on the command line
		e.At, e.KeyAt = f.At, f.At
	}
	v := document.Variable{Name: e.Name, State: document.Known, Text: e.Value, Origin: document.OriginEnv, At: e.At,
		Chain: []document.Step{{Kind: document.StepScript, At: e.KeyAt, Name: e.Name}}}
	if i := f.Over.Inset(e.KeyAt.File); i != nil {
		v.Secret = i.Secret
	}
	for _, name := range e.From {
		from := f.Env[name]
		v.Secret = v.Secret || from.Secret
		v.Assumes = append(v.Assumes, from.Assumes...)
		v.Chain = append(v.Chain, from.Chain...)
	}
	switch {
	case e.Unset && e.Certain:
		v.State = document.Unset
	case e.File != "" && e.Certain:
		v.State, v.Text, v.Secret = document.Unknown, document.Text{}, true
		v.Because, v.Needs = e.KeyAt.String()+" reads it from "+e.File, []string{e.Name}
	case f.assumed(e):
		v.Assumes = append(v.Assumes, e.Needs...)
	case !e.Known || !e.Certain:
		v.State, v.Text, v.Assumes = document.Unknown, document.Text{}, nil
		v.Because, v.Needs = f.undecided(e)
		if e.Certain {
			v.Begins = document.NewText(e.Begins)
		}
	}
	if have, ok := f.Env[e.Name]; ok && e.At.IsZero() && have.State == v.State && have.Text == v.Text {
		return // the adapter read it off the command, with its place
	}
	p.exports = append(p.exports, Export{v, e.Default})
	if have, ok := f.Env[e.Name]; f.Env != nil && (!ok || !e.Default || have.State == document.Unset) {
		f.Env[e.Name] = v
	}
}

// assumed tells whether an export has the text that its script says for the case that a
// variable is unset, and nothing sets that.
func (f *Follower) assumed(e script.Export) bool {
	return e.Certain && e.Fallback && !slices.ContainsFunc(e.Needs, func(name string) bool { return f.Env[name].State == document.Unknown })
}

// undecided says why the text of an export is not known, and which variables decide it:
// those that it is made of, where it is made of nothing else.
func (f *Follower) undecided(e script.Export) (because string, needs []string) {
	switch {
	case !e.Certain:
		return e.KeyAt.String() + " may export it", []string{e.Name}
	case !e.HasValue:
		return e.KeyAt.String() + " computes it when it is run", []string{e.Name}
	}
	for _, name := range e.Needs {
		from := f.Env[name]
		if from.State != document.Unknown || len(from.Needs) == 0 {
			from = document.Variable{Because: "no input sets " + name, Needs: []string{name}}
		}
		because, needs = cmp.Or(because, from.Because), append(needs, from.Needs...)
	}
	return because, needs
}

// fromFiles exports every NAME of which the process has a NAME_FILE.
func (f *Follower) fromFiles(p *Process, at document.Location) {
	for _, name := range slices.Sorted(maps.Keys(f.Env)) {
		base, ok := strings.CutSuffix(name, "_FILE")
		if ok && base != "" && f.Env[name].State != document.Unset {
			f.export(p, script.Export{Name: base, File: "the file of " + name, Certain: true, At: at, KeyAt: at})
		}
	}
}
