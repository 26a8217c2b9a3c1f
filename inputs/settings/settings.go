// Package settings finds Django's settings modules, interprets the one that a
// target runs against the target's environment, and writes what it would hold.
package settings

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/interp"
	"github.com/djgate/djgate/inputs/python/models"
	"github.com/djgate/djgate/inputs/python/value"
)

// Input is one settings module and the process that would load it.
type Input struct {
	FS     fs.FS
	Root   string   // real absolute path of FS
	Path   []string // sys.path inside FS, first wins; "." is the root
	Module string   // dotted name
	File   string   // its file in FS
	Env    []document.Variable
	// Closed: Env is the whole environment. Provided are names supplied elsewhere.
	// Perhaps are names that may be set in one that is closed, too.
	Closed   bool
	Provided []string
	Perhaps  []string
	Packages Packages
	// Sites are the folders of installed packages that may be read.
	Sites  []Site
	Django document.Django
	Argv   []string
	// NoRunserver: where Argv is not known, it is not that of the development server.
	NoRunserver bool
	// Dir is the folder of FS in which the process starts; "" where it is not known.
	Dir string
	// Shipped tells whether the process has a file of FS; nil: it has all.
	Shipped Presence
	// Machine tells whether an env file that is not in the image may be on the machine
	// that runs it; nil: none is.
	Machine func(name string) bool
	// Made tells whether a file that FS lacks may be made beside its files; nil: each may.
	Made func(name string) bool
	// Container has the files of the process; nil: those of FS, each in its place.
	Container *container.Files
	// Configuration is the class of django-configurations that the process falls
	// back to where its environment names none.
	Configuration Configuration
	// Cache is shared by the inputs of one run; nil: nothing is.
	Cache *Cache
	// required are variables that must be set, though no input sets them.
	required []string
	alone    bool // nothing but Program is run
	// Program loads the settings, and changes the environment before; no File: nothing does.
	Program Program
}

// Presence tells of a file of the checkout whether the process has it where it runs.
type Presence func(name string) value.Truth

// Shipping is the presence of files (rule 9 of docs/targets.md) of which some are this
// machine's own, if they are env files, and others may be left out. An own one is nowhere
// else; of what may be left out, the machine may make one, so nothing is known of it.
func Shipping(own, leftOut func(name string) bool) Presence {
	return func(name string) value.Truth {
		switch {
		case strings.HasSuffix(name, ".py"):
			return value.Yes
		case strings.HasPrefix(path.Base(name), ".env") && own(name):
			return value.No
		case leftOut(name):
			return value.Maybe
		}
		return value.Yes
	}
}

// Output is what the settings module would hold.
type Output struct {
	Settings    map[string]*document.Node
	Source      document.Source
	Files       []string           // project modules that were run
	EnvFiles    []document.EnvFile // that the settings read: Path, Dialect, State
	Diagnostics []document.Diagnostic
	// OpenBecause says which env file the settings read, beside a closed environment,
	// that is not here or not known; "" for none.
	OpenBecause string
	// Reads are the variables that were read, and Asks what the container was asked for
	// by names of FS, for telling processes apart.
	Reads map[string]bool
	Asks  map[string]container.Found
	// Secrets are those of the environment and of the settings; no text of theirs is in Settings.
	Secrets *Secrets
}

// Read interprets a settings module twice: against the environment, and with no
// variable set, for what the program falls back to (if_unset). FS and Shipped
// must be safe for concurrent use.
func Read(in Input) *Output {
	if in.Cache == nil {
		in.Cache = NewCache(&Trees{})
	}
	in.Configuration = in.configuration()
	d := in.Cache.defaultsOf(in)
	bare := make(chan fallback, 1)
	go func() { bare <- in.Cache.unset(in, d) }()
	out := read(in, d)
	unset := <-bare
	out.Secrets.variables(in.Env)
	out.Secrets.join(unset.secrets)
	for _, name := range slices.Sorted(maps.Keys(out.Settings)) {
		n := out.Settings[name]
		if len(out.Reads) > 0 {
			n = withFallback(n, unset.nodes[name])
		}
		out.Settings[name] = out.Secrets.Hide(name, n)
	}
	for _, c := range out.Source.Calls {
		for name, n := range c.Args {
			c.Args[name] = out.Secrets.Hide(name, n)
		}
	}
	return out
}

// read interprets a settings module against its environment.
func read(in Input, d *defaults) *Output {
	h := newHost(in)
	run, out := interpret(in, h), &Output{Reads: map[string]bool{}}
	if because := run.opened(h); in.Closed && because != "" {
		in.Closed, out.OpenBecause = false, because
		run = interpret(in, newHost(in))
	}
	out.Settings, out.Secrets = run.nodes(in, d)
	run.report(in, out)
	out.Asks = h.asks
	hops(out.Settings, h.asks)
	out.Diagnostics = append(out.Diagnostics, inPlace(h.asks, out.Files)...)
	out.Source.Calls = run.calls(out.Secrets)
	if in.required = run.contradicted(out); len(in.required) > 0 {
		out.Settings, out.Secrets = interpret(in, newHost(in)).nodes(in, d)
		hops(out.Settings, h.asks)
	}
	out.Source.Unparsed = unparsed(in, out)
	out.settle(in.Container)
	return out
}

// opened says which env file beside a closed environment may set more; "" for none.
func (r run) opened(h *host) string {
	if h.asked != "" {
		return h.asked + ", which the settings read, is not here"
	}
	for _, n := range r.Thread.Notes {
		switch n.Code {
		case models.NoteWhichEnvFile:
			return fmt.Sprintf("which env file %s:%d reads is not known", n.At.File, n.At.Line)
		case models.NoteEnvFileElsewhere:
			return n.Text
		}
	}
	return ""
}

// contradicted are the variables without which the module does not load, although
// it was followed, or some setting assumes, that they are unset: nothing may rest
// on that. Where a module that is not here may override settings, that may as well be
// what is missing, and only what a line reads itself is required.
func (r run) contradicted(out *Output) []string {
	var names []string
	for _, m := range r.Thread.Required {
		assumed := func(name string) bool { return slices.Contains(out.Settings[name].Assumes, m.Name) }
		if m.Inferred && len(out.Source.Overrides) > 0 {
			continue
		}
		if m.Refuted || m.Certain && slices.ContainsFunc(slices.Collect(maps.Keys(out.Settings)), assumed) {
			names = append(names, m.Name)
		}
	}
	return names
}

// withFallback is a node that knows what the program would have with no variable
// set, where that differs or rests on a read.
func withFallback(n, bare *document.Node) *document.Node {
	if bare == nil || !n.Set && !bare.Set {
		return n
	}
	if bare.Origin == document.OriginLiteral && n.Origin == document.OriginLiteral && sameFacts(n, bare) && samePlain(n.Value, bare.Value) {
		return n
	}
	own := *n // the nodes of defaults are shared
	own.IfUnset = bare
	return &own
}

func sameFacts(a, b *document.Node) bool {
	return a.Secret == b.Secret && (a.Facts == nil) == (b.Facts == nil) && len(a.Parts) == 0 && len(b.Parts) == 0 && a.State == b.State
}

// samePlain tells whether two plain values are the same, as reflect.DeepEqual does
// at a cost that shows.
func samePlain(a, b any) bool {
	switch a := a.(type) {
	case string:
		return a == b
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, samePlain)
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, samePlain)
	}
	return reflect.DeepEqual(a, b)
}

// run is one finished interpretation.
type run struct {
	*interp.Result
}

// settingsModule is the variable that names the module. Whoever chose it, a file,
// --settings or a setdefault, it is set when Django imports the module.
const settingsModule = "DJANGO_SETTINGS_MODULE"

// naming are the variables that name what is loaded, as they are when Django imports it.
func (in Input) naming() []document.Variable {
	out := []document.Variable{{Name: settingsModule, State: document.Known, Text: document.NewText(in.Module), At: document.Location{File: in.File}}}
	named := slices.ContainsFunc(in.Env, func(v document.Variable) bool { return v.Name == configurationVariable })
	if !named && in.Configuration.Class != "" {
		out = append(out, document.Variable{Name: configurationVariable, State: document.Known,
			Text: document.NewText(in.Configuration.Class), At: in.Configuration.At})
	}
	return out
}

// named sets them, once the program has run that loads the settings.
func (in Input) named(t *value.Thread) {
	for _, v := range in.naming() {
		t.Environ.Set(t, v.Name, variable(v))
	}
}

// program is the module that loads the settings, and is run before them; "" for none.
func (in Input) program() string { return in.Program.module(in.Root, in.Path) }

func newHost(in Input) *host {
	h := &host{fsys: in.FS, root: in.Root, env: map[string]document.Variable{}, closed: in.Closed, perhaps: in.Perhaps,
		provided: map[string]bool{}, required: in.required, deps: in.Packages, argv: in.Argv, noRunserver: in.NoRunserver, shipped: in.Shipped, machine: in.Machine, made: in.Made,
		container: in.Container, asks: map[string]container.Found{}, sites: in.Sites}
	if h.shipped == nil {
		h.shipped = func(string) value.Truth { return value.Yes }
	}
	if in.Container != nil && len(in.Container.Insets) > 0 {
		h.fsys = in.Container.FS // which has those, too
	}
	if in.Dir != "" {
		h.dir = path.Join(in.Root, in.Dir)
	}
	for _, v := range in.Env {
		h.env[v.Name] = v
	}
	for _, v := range in.naming() {
		_, have := h.env[v.Name]
		switch {
		case in.program() == "":
			h.env[v.Name] = v
		case in.Program.Names && !have:
			h.env[v.Name] = document.Variable{Name: v.Name, State: document.Unset}
		case !have:
			h.env[v.Name] = v
		}
	}
	h.defaults = func() *defaults { return in.Cache.defaultsOf(in) }
	for _, name := range in.Provided {
		h.provided[name] = true
	}
	return h
}

func interpret(in Input, h value.Host) run {
	var dirs, sites []string
	for _, dir := range in.Path {
		dirs = append(dirs, path.Join(in.Root, dir))
	}
	for _, s := range in.Sites {
		sites = append(sites, s.Path)
	}
	module, named := in.Module, in.named
	if in.alone {
		module, named = "", nil
	}
	return run{interp.Run(module, interp.Options{Program: in.program(), ProgramMain: in.Program.Main, Named: named,
		Host: h, Path: dirs, Installed: sites, Models: models.Table(), Copies: models.Copies(), Cache: in.Cache.trees, Limits: in.Cache.limits,
		Finish: models.Configure})}
}

// nodes makes the node of every setting: those that the module binds, and
// Django's own and the packages' for the rest.
func (r run) nodes(in Input, d *defaults) (map[string]*document.Node, *Secrets) {
	e := &emitter{t: r.Thread, secrets: newSecrets(), files: in.Container}
	out := map[string]*document.Node{}
	if r.Module == nil {
		d.add(out, value.NewUnknown("the settings module could not be read", document.Location{File: in.File}, nil))
		return out, e.secrets
	}
	for _, name := range r.Module.NS.Names() {
		b, _ := r.Module.NS.Get(name)
		if value.IsSetting(name) {
			out[name] = e.binding(name, b)
		} else if text, ok := value.Content(b.V); ok && document.SecretName(name) {
			e.secrets.add(text, b.V.Trace())
		}
	}
	for name, n := range out {
		if n.State == document.Unknown {
			choose(n, d.node(name, out))
			settle(n)
		}
	}
	d.add(out, r.Module.NS.More())
	assumeAbsent(out, r.Module.NS)
	d.storages(out)
	d.middleware(out, r.Module.NS.More())
	return out, e.secrets
}

// assumeAbsent lets the defaults rest on what is assumed where the module binds no such name.
func assumeAbsent(nodes map[string]*document.Node, ns *value.Namespace) {
	for name, n := range nodes {
		if _, bound := ns.Get(name); bound {
			continue
		}
		if tr := ns.Absent(name); tr != nil && len(tr.Assumes) > 0 {
			with := *n
			with.Assumes = union(n.Assumes, tr.Assumes)
			nodes[name] = &with
		}
	}
}

// report writes what the run says beside the values.
func (r run) report(in Input, out *Output) {
	s := &out.Source
	s.Required, s.Reads, s.Overrides = []document.Required{}, []document.Read{}, []document.Override{}
	s.EmptyInterpolations, s.Literals, s.Unparsed = []document.Interpolation{}, []document.Literal{}, []document.Unparsed{}
	for _, f := range r.Files {
		out.Files = append(out.Files, r.Thread.Host.Display(f))
	}
	demanded, told := map[document.Required]int{}, map[document.Read]bool{} // by a line that has perhaps run more than once
	for _, m := range r.Thread.Required {
		line := document.Required{Name: m.Name, At: m.At}
		i, again := demanded[line]
		if !again {
			i = len(s.Required)
			demanded[line], s.Required = i, append(s.Required, line)
		}
		s.Required[i].Certain = s.Required[i].Certain || m.Certain
		out.Reads[m.Name] = true
	}
	for _, v := range r.Thread.Reads {
		read := document.Read{Name: v.Name, At: v.At, Default: v.Default}
		if told[read] || document.SecretText(v.Name) {
			continue
		}
		told[read] = true
		s.Reads = append(s.Reads, read)
		out.Reads[v.Name] = true
	}
	for _, n := range r.Thread.Notes {
		if n.Code == models.NoteEnvFile {
			out.EnvFiles = append(out.EnvFiles, document.EnvFile{Path: n.At.File, State: "read", Dialect: n.Text})
			continue
		}
		if n.Code == "override-absent" {
			s.Overrides = append(s.Overrides, document.Override{Module: n.Text, At: n.At})
		}
		out.Diagnostics = append(out.Diagnostics, document.Diagnostic{Code: n.Code, Message: n.Text, At: n.At, Severity: "note"})
	}
	if f := r.Failure; f != nil {
		s.Failure = &document.Failure{Exception: f.Exception, Message: f.Message, At: f.At}
		if strings.HasPrefix(f.Message, "No module named '"+in.Module+"'") { // no line of it has run
			s.Failure.At = document.Location{File: in.File, Line: 1}
		}
	}
	if e := r.Syntax; e != nil {
		out.Diagnostics = append(out.Diagnostics, document.Diagnostic{Code: "python-syntax", Severity: "error",
			Message: e.Msg, At: document.Location{File: display(in.Root, e.File), Line: e.Line, Column: e.Column}})
	}
	if r.Exhausted {
		out.Diagnostics = append(out.Diagnostics, document.Diagnostic{Code: "settings-bounds", Severity: "error",
			Message: "the settings module takes more steps than are followed", At: document.Location{File: in.File}})
	}
	if r.Broken {
		out.Diagnostics = append(out.Diagnostics, document.Diagnostic{Code: "settings-broken", Severity: "error",
			Message: "reading this line broke djgate, which is a fault of djgate: please report it with the line", At: cmp.Or(r.Thread.At, document.Location{File: in.File})})
	}
}

func display(root, abs string) string {
	return strings.TrimPrefix(strings.TrimPrefix(abs, root), "/")
}
