package targets

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file is about the processes that commands start, and what each of them gets.

// launch is a command that runs Django.
type launch struct {
	django  bool // manage.py, celery, or a server on a module of the project
	http    bool // it serves HTTP
	app     string
	setting string // --settings
	manage  string // manage.py's subcommand
	argv    []string
	config  string // the server's configuration file
	loads   string // a program of the project that runs Django by itself
	file    string // the manage.py that is run, where it is known
	// dirs are the folders of the root that modules are imported from before those of
	// the project; here is the folder in which it is run.
	dirs    []string
	here    container.Found
	because string
}

// process is what a container's command runs.
type process struct {
	launch
	server *document.Server
	user   string // that a program on the way gives the process; "" for none
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
	// configs are the configurations of supervisord and uWSGI on the way.
	configs []string
	// changes are what scripts do to files on the way.
	changes []change
	// unknown is a server or a Python program that is known, on a module or file
	// that is not here.
	unknown bool
	// untold is what of all this could not be followed, and perhaps runs Django; "" for
	// nothing.
	untold string
	// other is a program of which nothing is known but its name; "" for none.
	other string
}

// export is a variable that a script sets; optional: only where nothing else does.
type export struct {
	v        document.Variable
	optional bool
}

// sets are the variables that the process gets on the way, the later ones on top.
func (p *process) sets() []export { return slices.Concat(p.exports, p.last) }

// take joins a process that p starts. The one that is judged is the last to serve
// HTTP, else the last that runs Django.
func (p *process) take(own process, c script.Command) {
	p.development, p.deployment = append(p.development, own.development...), append(p.deployment, own.deployment...)
	p.untold, p.other = cmp.Or(p.untold, own.untold), cmp.Or(own.other, p.other)
	p.unknown, p.changes, p.configs = p.unknown || own.unknown, append(p.changes, own.changes...), append(p.configs, own.configs...)
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
	p.launch = own.launch
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
// it is made of passes its marks on, and a script that stands in a Secret its own.
func (f *follower) export(p *process, e script.Export) {
	if e.At.File == "" && !e.At.IsZero() { // of a text on the command line
		e.At, e.KeyAt = f.place, f.place
	}
	v := document.Variable{Name: e.Name, State: document.Known, Text: e.Value, Origin: document.OriginEnv, At: e.At,
		Chain: []document.Step{{Kind: document.StepScript, At: e.KeyAt, Name: e.Name}}}
	if i := f.over.Inset(e.KeyAt.File); i != nil {
		v.Secret = i.Secret
	}
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
