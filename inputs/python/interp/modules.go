package interp

// sys.modules: what a dotted name stands for. The modules that Python has
// loaded before any program runs win over the project's; then the project's,
// along sys.path; then the models; then the folders of installed packages; and what
// is left is a package that is or is not installed.

import (
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// source is where a module of the project was found.
type source struct {
	file string   // empty for a namespace package
	dirs []string // of a package: where its submodules are
}

// modules is sys.modules: by dotted name. Arms of the program and what waits for its
// place in it share one until it changes.
type modules struct {
	named   map[string]value.Value
	perhaps map[string]*imported // those of which it is not known
	// fresh says of modules that have not been imported what that rests on, where they
	// are others when they are imported later.
	fresh map[string]*value.Trace
	kept  bool // by others too: not to be changed
}

func newModules() *modules { return &modules{named: map[string]value.Value{}} }

func (m *modules) clone() *modules {
	return &modules{named: maps.Clone(m.named), perhaps: maps.Clone(m.perhaps), fresh: maps.Clone(m.fresh)}
}

// names are those that stand for a module, or perhaps do, in no order.
func (m *modules) names() iter.Seq[string] {
	return func(yield func(string) bool) {
		for name := range m.named {
			if !yield(name) {
				return
			}
		}
		for name := range m.perhaps {
			if !yield(name) {
				return
			}
		}
	}
}

// cases are the modules that a name may stand for; nil is none.
func (m *modules) cases(name string) []value.Value {
	if p := m.perhaps[name]; p != nil {
		return p.cases
	}
	return []value.Value{m.named[name]}
}

func (m *modules) set(name string, module value.Value) {
	m.named[name] = module
	delete(m.perhaps, name)
}

func (m *modules) setPerhaps(name string, p *imported) {
	if m.perhaps == nil {
		m.perhaps = map[string]*imported{}
	}
	m.perhaps[name] = p
	delete(m.named, name)
}

func (m *modules) drop(name string) {
	delete(m.named, name)
	delete(m.perhaps, name)
}

// rests says what it rests on that a module has not been imported, if it has not.
func (m *modules) rests(name string, tr *value.Trace) {
	if m.named[name] != nil || covered(m.fresh[name], tr) {
		return
	}
	if m.fresh == nil {
		m.fresh = map[string]*value.Trace{}
	}
	m.fresh[name] = joined(m.fresh[name], tr)
}

// shared returns m for another to keep.
func (m *modules) shared() *modules { m.kept = true; return m }

// ownModules is sys.modules for a change.
func (in *interp) ownModules() *modules {
	if in.modules.kept {
		in.modules = in.modules.clone()
	}
	return in.modules
}

func (in *interp) setModule(name string, m value.Value) { in.ownModules().set(name, m) }

func (in *interp) dropModule(name string) { in.ownModules().drop(name) }

// importModule imports a module with all packages around it, and returns it.
func (in *interp) importModule(name string) (value.Value, error) {
	var m value.Value
	if name == "" {
		return nil, in.t.Raise("ValueError", "Empty module name")
	}
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '.' {
			continue
		}
		var err error
		if m, err = in.module(name[:i], m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// module is one module, of whose package parent is the module.
func (in *interp) module(name string, parent value.Value) (m value.Value, err error) {
	if m, ok := in.modules.named[name]; ok {
		return m, nil
	}
	if in.Models[name] != nil {
		// A model may import the modules below it while it is made.
		in.setModule(name, value.NewModule(name, ""))
		defer func() {
			if err != nil {
				in.dropModule(name)
			}
		}()
	}
	m, err = in.loadModule(name, parent)
	if err != nil {
		return nil, err
	}
	in.setModule(name, m)
	if p, ok := parent.(*value.Module); ok {
		p.NS.Set(in.t, lastPart(name), m, value.Place{})
	}
	return m, nil
}

func (in *interp) loadModule(name string, parent value.Value) (value.Value, error) {
	if in.modelled(name) && preloaded[firstPart(name)] {
		return in.modelOr(name)
	}
	src, present := in.findSource(name, parent)
	switch present {
	case value.Yes:
		if in.isCopy(name, src) {
			return in.modelOr(name)
		}
		return in.runModule(name, src)
	case value.Maybe:
		return in.perhapsHere(name, "it is not known whether the module "+name+" is deployed")
	}
	if in.modelled(name) {
		return in.modelOr(name)
	}
	if pkg, ok := parent.(*value.Module); ok {
		if in.isInstalled(pkg) {
			return in.unmodelled(name), nil // or written in C
		}
		if pkg.File != "" || in.ownsModules(pkg) {
			switch {
			case in.mayBeMade(name, pkg):
				return in.perhapsHere(name, "the module "+name+" is not here, and an ignore rule names it: the machine may have it")
			case in.isSupplied(lastPart(name)):
				return in.supplied(name)
			}
			if pkg.File != "" && path.Base(pkg.File) != "__init__.py" {
				return nil, in.t.RaiseClass(moduleNotFound(), "No module named '"+name+"'; '"+pkg.Name+"' is not a package", nil)
			}
			return nil, in.absent(name)
		}
		if top := firstPart(name); stdlib[top] && !stdlibPackages[top] {
			return nil, in.t.RaiseClass(moduleNotFound(), "No module named '"+name+"'; '"+top+"' is not a package", nil)
		}
		return in.unmodelledIn(pkg, name), nil
	}
	if stdlib[name] {
		return in.unmodelled(name), nil
	}
	if m := in.fromSite(name); m != nil {
		return m, nil
	}
	return in.installed(name)
}

// isCopy tells whether a package of the project is a copy of a library, which its model
// stands for better than its own source.
func (in *interp) isCopy(name string, src source) bool {
	files := in.Copies[name]
	if len(files) == 0 || len(src.dirs) == 0 || !in.modelled(name) {
		return false
	}
	return !slices.ContainsFunc(files, func(file string) bool {
		kind, present := in.Host.Stat(path.Join(src.dirs[0], file))
		return present != value.Yes || kind != "file"
	})
}

// installed is a top-level module that is neither the project's nor modelled.
func (in *interp) installed(name string) (value.Value, error) {
	_, installed := in.Host.Package(name)
	switch {
	case in.isOfPython2(name) && (installed != value.Yes || stdlib[strings.ToLower(name)]): // whose backport has the name of today
		return nil, in.notFound(name)
	case installed != value.Yes && in.isSupplied(name):
		return in.supplied(name)
	case installed == value.No && (in.expects(moduleNotFound()) || firstPart(in.entry) == name):
		return nil, in.absent(name)
	case installed != value.Yes && overrides(name) && !in.handling(moduleNotFound()):
		return in.closed(name, "the module "+name+" is not here, and machines have one of their own"), nil
	case installed == value.No:
		// What a package brings along, and how its modules are called, no
		// requirements file tells: it is not certain that the import fails.
		in.t.Note("may-not-load", "the requirements name no package "+name, in.t.At)
		return in.closed(name, "the module "+name+" is not in the project, and the requirements name no package of that name"), nil
	case installed == value.Maybe && overrides(name) && in.handling(moduleNotFound()):
		return nil, in.absent(name)
	case installed == value.Maybe && in.handling(moduleNotFound()):
		in.mayRaise(value.Condition{
			At: in.t.At, Yes: name + " is not installed", No: name + " is installed",
			Because: "it is not known whether " + name + " is installed", Needs: []string{name},
		}, in.notFound(name))
	}
	return in.unmodelled(name), nil
}

// mayBeMade tells whether a module that a package of the project lacks may be written on
// the machine, as settings of one machine are: an ignore rule names its file.
func (in *interp) mayBeMade(name string, pkg *value.Module) bool {
	dirs, _ := in.dirs(pkg)
	return slices.ContainsFunc(dirs, func(dir string) bool { return !in.Host.Lacks(path.Join(dir, lastPart(name)+".py")) })
}

// perhapsHere is a module of the project of which no input tells whether the process
// has it: an optional one is taken as absent. What stands in for the secrets of a machine
// rests on that.
func (in *interp) perhapsHere(name, because string) (value.Value, error) {
	if !in.expects(moduleNotFound()) {
		return in.closed(name, because), nil
	}
	err := in.absent(name)
	if r, ok := err.(*value.Raised); ok && keepsSecrets(lastPart(name)) {
		r.Trace = r.Trace.Under(absentModule(name))
	}
	return nil, err
}

// absentModule is what rests on it that a module is not there.
func absentModule(name string) *value.Trace {
	return &value.Trace{Assumes: []string{strings.ReplaceAll(name, ".", "/") + ".py"}}
}

// keepsSecrets tells whether a module's name is one of those that each server has with
// secrets of its own, and not a developer's.
func keepsSecrets(name string) bool {
	for _, w := range strings.Split(strings.ToLower(name), "_") {
		switch w {
		case "secret", "secrets", "private", "credentials", "passwords", "keys":
			return true
		}
	}
	return false
}

// isSupplied tells whether each machine has a module of its own by that name: the settings
// stop where it is missing.
func (in *interp) isSupplied(name string) bool {
	return overrides(name) && in.demands(moduleNotFound())
}

// supplied is such a module, of which nothing is known.
func (in *interp) supplied(name string) (value.Value, error) {
	return in.perhapsHere(name, "the module "+name+" is not here, and the settings stop without it: the machine has one")
}

// findModule looks a module up as importlib.util.find_spec does. One of the project
// that is not here may override the settings on another machine; of a machine's own it
// is assumed that it is not there.
func (in *interp) findModule(name string) (present value.Truth, rests *value.Trace, err error) {
	var parent value.Value
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		if parent, err = in.importModule(name[:i]); err != nil {
			return value.Maybe, nil, err
		}
	}
	_, present = in.findSource(name, parent)
	if present == value.No && parent == nil {
		_, present = in.findIn(in.Installed, name, value.No)
	}
	if present != value.No {
		return present, nil, nil
	}
	if parent == nil && !overrides(name) || parent != nil && !in.ownsModules(parent) {
		return value.Maybe, nil, nil
	}
	in.t.Note("override-absent", name, in.t.At)
	if pkg, ok := parent.(*value.Module); !ok || in.mayBeMade(name, pkg) {
		rests = absentModule(name)
	}
	return value.No, rests, nil
}

// absent is the error of a module that is not there. Where the program expects
// it, the module may override the settings on another machine.
func (in *interp) absent(name string) error {
	if in.handling(moduleNotFound()) && (strings.Contains(name, ".") || overrides(name)) {
		in.t.Note("override-absent", name, in.t.At)
	}
	return in.notFound(name)
}

func moduleNotFound() *value.Class { return value.Exceptions()["ModuleNotFoundError"] }

func (in *interp) notFound(name string) error {
	return in.t.RaiseClass(moduleNotFound(), "No module named '"+name+"'", nil)
}

// overrides tells whether a top-level module's name is one that people give to
// the settings of one machine.
func overrides(name string) bool {
	for _, w := range strings.Split(strings.ToLower(name), "_") {
		switch strings.TrimPrefix(w, "local") {
		case "", "settings", "override", "overrides", "secret", "secrets", "private", "custom", "config", "conf":
			return true
		}
	}
	return false
}

// modelled tells whether there is a model of the module, or of one below it.
func (in *interp) modelled(name string) bool {
	_, ok := in.Models[name]
	return ok || name == "sys"
}

// modelOr is model, or the error of a module that the version in use does not have.
func (in *interp) modelOr(name string) (value.Value, error) {
	if m := in.model(name); m != nil {
		return m, nil
	}
	return nil, in.absent(name)
}

// model makes the model of a library; nil where the version in use has no such
// module. What it lacks is not known rather than absent.
func (in *interp) model(name string) value.Value {
	make := in.Models[name]
	if make == nil {
		m := in.newModule(name, "")
		in.incomplete(m)
		return in.withModules(m)
	}
	v := make(in.t)
	if m, ok := v.(*value.Module); ok {
		if m.Fallback == nil {
			in.incomplete(m)
		}
		return in.withModules(m)
	}
	return v
}

// withModules gives sys its modules, which only the interpreter knows.
func (in *interp) withModules(m *value.Module) *value.Module {
	if m.Name == "sys" {
		m.NS.Set(in.t, "modules", &modulesView{in}, value.Place{})
	}
	return m
}

func (in *interp) newModule(name, file string) *value.Module {
	return &value.Module{Name: name, File: file, NS: in.t.NewNamespace()}
}

func (in *interp) incomplete(m *value.Module) {
	m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
		return value.NewUnknown(lacking(m.Name, m.Name+"."+attr), t.At, nil), nil
	}
}

// unmodelled is a module of a package that is installed and not followed.
func (in *interp) unmodelled(name string) *value.Module {
	pkg := firstPart(name)
	if stdlib[pkg] {
		return in.closed(name, lacking(name, name))
	}
	m := in.closed(name, lacking(name, "the package "+pkg))
	if readsEnvironment(pkg) {
		in.t.Environ.Open(in.t, value.NewUnknown("the package "+pkg+", which may set variables, is not modelled", in.t.At, nil))
	}
	return m
}

// lacking says of what a module has that it is not known here: the standard library is
// not among the packages that somebody could give.
func lacking(module, what string) string {
	if stdlib[firstPart(module)] {
		return what + " is not followed"
	}
	return what + " is not modelled"
}

// readsEnvironment tells by its name whether a package is about the environment, as envdir
// and dotenv_vault are, which set variables.
func readsEnvironment(pkg string) bool {
	return strings.Contains(pkg, "dotenv") || strings.HasPrefix(pkg, "env") || strings.HasSuffix(pkg, "env")
}

// unmodelledIn is a module of a package that is not followed, for the same reason.
func (in *interp) unmodelledIn(pkg *value.Module, name string) *value.Module {
	more := pkg.NS.More()
	if more == nil {
		return in.unmodelled(name)
	}
	return in.closed(name, more.Because)
}

// closed is a module of which nothing is known.
func (in *interp) closed(name, because string) *value.Module {
	m := in.newModule(name, "")
	in.close(m, because)
	return m
}

// close makes a module of which nothing is known.
func (in *interp) close(m *value.Module, because string) {
	at := in.t.At
	m.NS.Set(in.t, "__name__", value.NewStr(m.Name, nil), at)
	m.NS.Open(in.t, value.NewUnknown(because, at, nil))
	m.Fallback = func(t *value.Thread, _ string) (value.Value, error) {
		return value.NewUnknown(because, t.At, nil), nil
	}
}

// findSource looks a module up in the project. Maybe: a file of that name may be there.
func (in *interp) findSource(name string, parent value.Value) (source, value.Truth) {
	if parent == nil {
		return in.findTop(name)
	}
	dirs, all := in.dirs(parent)
	found := value.No
	if !all {
		found = value.Maybe
	}
	return in.findIn(dirs, name, found)
}

// findIn looks a module up in directories; found is what is known without them.
func (in *interp) findIn(dirs []string, name string, found value.Truth) (source, value.Truth) {
	var namespace []string
	for _, dir := range dirs {
		base := path.Join(dir, lastPart(name))
		for _, c := range []source{{base + "/__init__.py", []string{base}}, {base + ".py", nil}} {
			kind, present := in.Host.Stat(c.file)
			switch {
			case present == value.Yes && kind == "file":
				return c, value.Yes
			case present == value.Maybe:
				found = value.Maybe
			}
		}
		if kind, present := in.Host.Stat(base); present == value.Yes && kind == "dir" {
			namespace = append(namespace, base)
		}
	}
	if found == value.No && namespace != nil && !in.modelled(name) {
		return source{dirs: namespace}, value.Yes
	}
	return source{}, found
}

// dirs are the directories of a package of the project; nil for any other module.
// Where the program has changed them to what is not known, there may be others
// than the package's own.
func (in *interp) dirs(m value.Value) (dirs []string, all bool) {
	mod, ok := m.(*value.Module)
	if !ok {
		return nil, true
	}
	b, _ := mod.NS.Get("__path__")
	list, ok := b.V.(*value.List)
	if !ok {
		if _, unknown := b.V.(*value.Unknown); unknown && mod.File != "" {
			return []string{path.Dir(mod.File)}, false
		}
		return nil, true
	}
	for _, v := range list.Elems() {
		s, ok := v.(value.Str)
		if !ok {
			return append(dirs, path.Dir(mod.File)), false
		}
		dirs = append(dirs, s.Text())
	}
	return dirs, true
}

// ownsModules tells whether a module is a package of the project.
func (in *interp) ownsModules(m value.Value) bool {
	dirs, _ := in.dirs(m)
	return dirs != nil && !in.inSite(dirs[0])
}

// runModule runs a module of the project. An exception that the importer would
// catch goes up, as in Python; any other is recorded, and the module goes on.
func (in *interp) runModule(name string, src source) (value.Value, error) {
	in.awaited = in.awaited && name != in.entry
	m := in.newModule(name, src.file)
	u := &unit{path: src.file, module: name, pkg: name}
	if src.dirs == nil {
		u.pkg = strings.TrimSuffix(strings.TrimSuffix(name, lastPart(name)), ".")
	}
	in.describe(m, u, src)
	in.setModule(name, m)
	if src.file == "" {
		return m, nil
	}
	tree, err := in.parse(u, m)
	if tree == nil {
		return m, err
	}
	m.NS.Reserve(min(len(tree.Body), maxReserved))
	m.NS.Set(in.t, "__doc__", docOf(tree.Body), value.Place{})
	if in.inSite(src.file) {
		in.foreign(u, m)
	} else {
		in.ran(src.file)
	}
	around := in.t.Around()
	in.t.Hold(in.modules.fresh[name])
	in.t.HoldAll() // the other arm may run the module too, as another object
	in.running = append(in.running, m)
	err = in.runBody(u, moduleLike(m.NS, m.NS), tree.Body)
	in.running = in.running[:len(in.running)-1]
	in.t.Restore(around)
	if err != nil {
		if err != errLoaded { // the module is at work
			in.dropModule(name)
		}
		return nil, err
	}
	if name == in.entry && in.Finish != nil {
		return m, in.finish(u, m)
	}
	return m, nil
}

// maxReserved bounds the names that room is made for, about one a statement, before a module runs.
const maxReserved = 256

// finish calls Options.Finish as the code of the module.
func (in *interp) finish(u *unit, m *value.Module) error {
	return in.inScope(u, moduleLike(m.NS, m.NS), func(f *frame) (flow, error) { return next, in.Finish(in.t, m) })
}

// nameOf is the name that a module sees of itself.
func (in *interp) nameOf(m *value.Module) string {
	if in.Main && m.Name == in.entry {
		return "__main__"
	}
	return m.Name
}

func (in *interp) describe(m *value.Module, u *unit, src source) {
	set := func(name string, v value.Value) { m.NS.Set(in.t, name, v, value.Place{}) }
	set("__name__", value.NewStr(in.nameOf(m), nil))
	set("__doc__", value.None())
	set("__package__", value.NewStr(u.pkg, nil))
	set("__loader__", value.NewUnknown("the loader of a module is not followed", value.Place{}, nil))
	set("__spec__", value.NewUnknown("the spec of a module is not followed", value.Place{}, nil))
	if src.file != "" {
		set("__file__", value.NewStr(src.file, nil))
	}
	if src.dirs != nil {
		dirs := make([]value.Value, len(src.dirs))
		for i, d := range src.dirs {
			dirs[i] = value.NewStr(d, nil)
		}
		set("__path__", in.t.NewList(dirs, nil))
	}
	set("__builtins__", value.NewUnknown("the builtins are not a value", value.Place{}, nil))
}

// compile is the tree of a source that CPython would run: what parses and does
// not compile, such as a return outside a function, stops a module as well.
func compile(name string, src []byte) (*syntax.Module, error) {
	tree, err := syntax.Parse(name, src)
	if err != nil {
		return nil, err
	}
	return tree, syntax.Check(tree)
}

// parse reads the file of a unit. Where it cannot, the namespace is left open.
func (in *interp) parse(u *unit, m *value.Module) (*syntax.Module, error) {
	u.display = in.Host.Display(u.path)
	text, present := in.Host.ReadFile(u.path)
	if present != value.Yes {
		in.close(m, "the content of "+u.display+" is not known")
		return nil, nil
	}
	source := in.Cache.compile(u.display, text)
	if source.err == nil {
		u.file, u.constants = source.tree.File, source.constants
		return source.tree, nil
	}
	if wrong, ok := source.err.(*syntax.SyntaxError); ok && in.result.Syntax == nil {
		in.result.Syntax = wrong
	}
	if class := value.Exceptions()["SyntaxError"]; in.handling(class) {
		in.dropModule(m.Name)
		return nil, in.t.RaiseClass(class, "...", nil)
	}
	in.close(m, u.display+" has a syntax error")
	return nil, nil
}

// runBody runs the statements of a module in its namespace.
func (in *interp) runBody(u *unit, s *scope, body []syntax.Stmt) error {
	return in.inScope(u, s, func(f *frame) (flow, error) { return f.block(body) })
}

// inScope runs code in a frame like that of a module.
func (in *interp) inScope(u *unit, s *scope, code func(*frame) (flow, error)) error {
	f := &frame{in: in, t: in.t, unit: u, scope: s}
	leave := in.enter(f)
	defer leave()
	mark := len(in.pending)
	fl, err := code(f)
	_, err = f.settle(mark, fl, err, next)
	if err != nil && in.limited(err) {
		in.exhausted(s.ns)
	}
	return err
}

// exhausted leaves a namespace open where the interpretation ended within it.
func (in *interp) exhausted(ns *value.Namespace) {
	in.result.Exhausted = true
	ns.Open(in.t, value.NewUnknown("the interpretation passed a bound", in.t.At, nil))
}

func (in *interp) ran(file string) {
	for _, f := range in.result.Files {
		if f == file {
			return
		}
	}
	in.result.Files = append(in.result.Files, file)
}
