package interp

// The import statements.

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) importStmt(s *syntax.Import) error {
	for _, a := range s.Names {
		f.at(a)
		m, err := f.in.importModule(a.Name)
		if err != nil {
			return err
		}
		switch {
		case a.AsName != "":
			f.bind(a.AsName, m, f.place(a))
		default:
			top := firstPart(a.Name)
			f.bind(top, f.in.modules.named[top], f.place(a))
		}
	}
	return nil
}

func (f *frame) importFrom(s *syntax.ImportFrom) error {
	f.at(s)
	name, err := f.absolute(s.Module, s.Level)
	if err != nil {
		return err
	}
	if s.Module == "__future__" && s.Level == 0 {
		return nil
	}
	m, err := f.in.importModule(name)
	if err != nil {
		return err
	}
	for _, a := range s.Names {
		f.at(a)
		if a.Name == "*" {
			if err := f.importStar(m, name); err != nil {
				return err
			}
			continue
		}
		if err := f.importName(m, name, a); err != nil {
			return err
		}
	}
	return nil
}

// absolute resolves the dots of a relative import.
func (f *frame) absolute(module string, level int) (string, error) {
	if level == 0 {
		return module, nil
	}
	pkg := f.unit.pkg
	if pkg == "" {
		return "", f.t.Raise("ImportError", "attempted relative import with no known parent package")
	}
	parts := strings.Split(pkg, ".")
	if level > len(parts) {
		return "", f.t.Raise("ImportError", "attempted relative import beyond top-level package")
	}
	base := strings.Join(parts[:len(parts)-level+1], ".")
	if module == "" {
		return base, nil
	}
	return base + "." + module, nil
}

// importName binds one name of "from m import name": an attribute, or a submodule.
func (f *frame) importName(m value.Value, module string, a *syntax.Alias) error {
	as := a.AsName
	if as == "" {
		as = a.Name
	}
	mod, ok := m.(*value.Module)
	if !ok {
		v, err := value.Attr(f.t, m, a.Name)
		if err != nil {
			return err
		}
		f.bind(as, v, f.place(a))
		return nil
	}
	if b, ok := mod.NS.Get(a.Name); ok {
		f.in.asked(mod, b)
		v, err := f.present(b, a.Name, a)
		if err != nil {
			return err
		}
		f.bind(as, v, f.place(a))
		return nil
	}
	v, err := f.submodule(mod, module, a.Name, f.noName(module, a.Name))
	if err != nil {
		return err
	}
	f.bind(as, v, f.place(a))
	return nil
}

// notExported is what an import raises for a name that the module lacks; lacks is what its
// __getattr__ raised, nil where it has none.
type notExported func(lacks *value.Raised) error

// noName is that of "from m import name".
func (f *frame) noName(module, name string) notExported {
	return func(lacks *value.Raised) error {
		var cause *value.Trace
		if lacks != nil {
			cause = lacks.Trace
		}
		return f.t.RaiseClass(value.Exceptions()["ImportError"], "cannot import name '"+name+"' from '"+module+"'", cause)
	}
}

// noAttribute is that of "from m import *", for a name of __all__.
func (f *frame) noAttribute(module, name string) notExported {
	return func(lacks *value.Raised) error {
		if lacks != nil {
			return lacks
		}
		return f.t.Raise("AttributeError", "module '"+module+"' has no attribute '"+name+"'")
	}
}

// submodule is a name of a module that is not bound there.
func (f *frame) submodule(m *value.Module, module, name string, missing notExported) (value.Value, error) {
	in := f.in
	full := module + "." + name
	_, present := in.findSource(full, m)
	load := func() (value.Value, error) {
		v, err := in.module(full, m)
		if r, ok := err.(*value.Raised); ok && present != value.Yes && r.Kind == value.Exceptions()["ModuleNotFoundError"] {
			return nil, missing(nil)
		}
		return v, err
	}
	if present == value.Yes || in.modelled(full) {
		return load()
	}
	if in.lacksName(m, module, name) {
		return nil, missing(nil)
	}
	if m.Fallback != nil {
		v, err := m.Fallback(f.t, name)
		if v != nil || err != nil {
			return v, err
		}
	}
	if lost := m.NS.Lost(name); lost != nil {
		return value.Doubt(nil, lost), nil
	}
	v, lacks, err := f.made(m, name)
	if v != nil || err != nil {
		return v, err
	}
	if present == value.Maybe || in.ownsModules(m) && in.mayBeMade(full, m) {
		return load()
	}
	if in.ownsModules(m) && in.handling(value.Exceptions()["ImportError"]) {
		f.t.Note("override-absent", full, f.t.At)
	}
	return nil, missing(lacks)
}

// importStar binds what "from m import *" gives: __all__, or the names without
// a leading underscore. They keep the places at which they were assigned.
func (f *frame) importStar(m value.Value, name string) error {
	dest := f.scope.ns
	mod, ok := m.(*value.Module)
	if !ok {
		dest.Open(f.t, value.NewUnknown("the names of "+name+" are not known", f.t.At, nil))
		return nil
	}
	names, complete, err := f.exported(mod)
	if err != nil {
		return err
	}
	if more := mod.NS.More(); more != nil {
		dest.Open(f.t, needing(more, name))
	} else if !complete {
		dest.Open(f.t, value.NewUnknown("the names of "+name+" are not known", f.t.At, nil))
	}
	dest.TakeAbsent(f.t, mod.NS)
	dest.Beside(mod)
	dest.Reserve(len(names))
	for _, n := range names {
		b, ok := mod.NS.Get(n)
		if !ok {
			v, err := f.submodule(mod, name, n, f.noAttribute(name, n))
			if err != nil {
				return err
			}
			f.bind(n, v, f.t.At)
			continue
		}
		f.in.asked(mod, b)
		f.importBinding(dest, n, b)
	}
	return nil
}

// needing is what is not known of a module's names, told to need the module.
func needing(more *value.Unknown, module string) *value.Unknown {
	if len(more.Needs) > 0 {
		return more
	}
	u := *more
	u.Needs = []string{module}
	return &u
}

// importBinding binds a name as another module has it.
func (f *frame) importBinding(dest *value.Namespace, name string, b value.Binding) {
	if b.At.IsZero() {
		b.At = f.t.At
	}
	dest.Take(f.t, name, b)
}

// made is what __getattr__ of a module gives for a name that an import asks for, nil where it
// defines none; lacks is the AttributeError that it raises.
func (f *frame) made(m *value.Module, name string) (v value.Value, lacks *value.Raised, err error) {
	v, err = m.Made(f.t, name)
	if raised, ok := err.(*value.Raised); ok && raised.Kind.Is(value.Exceptions()["AttributeError"]) {
		return nil, raised, nil
	}
	return v, nil, err
}

// exported lists the names of a star import, of a model those that its library exports; complete is false where __all__ is not known.
func (f *frame) exported(m *value.Module) (names []string, complete bool, err error) {
	b, ok := m.NS.Get("__all__")
	if !ok {
		made, lacks, err := f.made(m, "__all__")
		if err != nil || lacks != nil && assumes(lacks.Trace) {
			return nil, false, err
		}
		b.V = made
	}
	if b.V == nil {
		for _, n := range m.NS.Names() {
			if !strings.HasPrefix(n, "_") && !slices.Contains(m.Unexported, n) {
				names = append(names, n)
			}
		}
		return names, true, nil
	}
	items, err := value.Items(f.t, b.V)
	if err != nil {
		return nil, false, err
	}
	complete = true
	for _, v := range items {
		s, ok := v.(value.Str)
		if !ok {
			complete = false
			continue
		}
		names = append(names, s.Text())
	}
	return names, complete, nil
}
