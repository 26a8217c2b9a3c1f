package interp

// The builtins that need the interpreter: they look at the frame that calls
// them, or run code.

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func (in *interp) makeBuiltins() *value.Namespace {
	ns := value.Builtins()
	for name, fn := range map[string]func(*value.Thread, *value.Call) (value.Value, error){
		"super":      in.callSuper,
		"globals":    in.callGlobals,
		"locals":     in.callLocals,
		"vars":       in.callVars,
		"dir":        in.callDir,
		"exec":       in.callExec,
		"eval":       in.callEval,
		"compile":    in.callCompile,
		"__import__": in.callImport,
		"open":       callOpen,
		"exit":       callExit,
		"quit":       callExit,
	} {
		ns.Set(nil, name, value.NewBuiltin(name, fn), value.Place{})
	}
	ns.Set(nil, "__debug__", value.NewBool(true, nil), value.Place{})
	return ns
}

func callExit(t *value.Thread, _ *value.Call) (value.Value, error) {
	return nil, t.Raise("SystemExit", "...")
}

// callOpen is open, which is io.open: the model of io reads files.
func callOpen(t *value.Thread, c *value.Call) (value.Value, error) {
	if m, err := t.ImportModule("io"); err == nil {
		if open, err := value.Attr(t, m, "open"); err == nil {
			return value.CallValue(t, open, c)
		}
	}
	return value.NewUnknown("the content of a file is not followed", t.At, nil), nil
}

// builtinNames are the names that Python's builtins have and that may be neither
// in the value package nor here.
var builtinNames = func() map[string]bool {
	const names = `abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod
		complex copyright credits delattr dict divmod enumerate exit filter float format frozenset getattr
		hasattr hash help hex id input int isinstance issubclass iter len license list map max memoryview min
		next object oct open ord pow print property quit range repr reversed round set setattr slice sorted
		staticmethod str sum tuple type zip Ellipsis NotImplemented __build_class__ __doc__ __loader__ __name__
		__package__ __spec__ __builtins__`
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}()

func (in *interp) callGlobals(*value.Thread, *value.Call) (value.Value, error) {
	return in.view(in.frame.scope.globals), nil
}

func (in *interp) callLocals(t *value.Thread, _ *value.Call) (value.Value, error) {
	s := in.frame.scope
	view := in.view(s.ns)
	if s.kind != functionScope && s.kind != comprehensionScope {
		return view, nil
	}
	names := view.snapshot(t)
	if fn := in.frame.fn; fn != nil && s.kind == functionScope {
		free := fn.free()
		t.Spend(len(free))
		for _, name := range free {
			if owner := s.owner(name); owner != nil {
				if b, bound := owner.Get(name); bound {
					names.SetStr(t, name, under(b.V, b.Control))
				}
			}
		}
	}
	return names, nil
}

func (in *interp) callVars(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return in.callLocals(t, c)
	}
	names, err := value.Attr(t, c.Args[0], "__dict__")
	if raised, ok := err.(*value.Raised); ok && raised.Kind.Name == "AttributeError" {
		return nil, t.Raise("TypeError", "vars() argument must have __dict__ attribute")
	}
	return names, err
}

func (in *interp) callDir(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return listOfNames(t)(value.DirOf(in.frame.scope.ns))
	}
	names := func(v value.Value) (value.Value, error) { return listOfNames(t)(value.Dir(t, v)) }
	if u, ok := c.Args[0].(*value.Unknown); ok && len(u.Choices) > 0 {
		return value.Over(t, u, names)
	}
	return names(c.Args[0])
}

// listOfNames makes of what value.Dir gives the list that dir() gives.
func listOfNames(t *value.Thread) func(names []value.Value, more *value.Unknown, tr *value.Trace) (value.Value, error) {
	return func(names []value.Value, more *value.Unknown, tr *value.Trace) (value.Value, error) {
		if more != nil {
			many := *more
			many.Many = true
			names = append(names, &many)
		}
		return t.NewList(names, tr), nil
	}
}

// callImport is __import__(): the module of that name where fromlist names what is
// wanted of it, with the modules below it that are; else its first part.
func (in *interp) callImport(t *value.Thread, c *value.Call) (value.Value, error) {
	given := func(i int, name string) value.Value {
		if i < len(c.Args) {
			return c.Args[i]
		}
		return c.Keyword(name)
	}
	named := given(0, "name")
	if named == nil {
		return nil, t.Raise("TypeError", "__import__() missing a required argument: 'name'")
	}
	text, ok := named.(value.Str)
	if !ok {
		return value.Doubt(nil, named), nil
	}
	name := text.Text()
	if v, ok := given(4, "level").(value.Int); ok {
		level, _ := v.Int64()
		var err error
		if name, err = in.frame.absolute(name, int(level)); err != nil {
			return nil, err
		}
	}
	m, err := in.importModule(name)
	if err != nil {
		return nil, err
	}
	fromlist := orNone(given(3, "fromlist"))
	some, err := value.Truthy(t, fromlist)
	if err != nil || some == value.No {
		return in.modules.named[firstPart(name)], err
	}
	wanted, err := value.Items(t, fromlist)
	if err != nil {
		return nil, err
	}
	return m, in.importBelow(m, name, wanted)
}

// importBelow imports the modules of a package that __import__() is asked for;
// a name that it lacks is passed over.
func (in *interp) importBelow(m value.Value, module string, wanted []value.Value) error {
	pkg, ok := m.(*value.Module)
	if !ok {
		return nil
	}
	for _, w := range wanted {
		name, ok := w.(value.Str)
		if !ok {
			continue
		}
		if all, ok := pkg.NS.Get("__all__"); ok && name.Text() == "*" {
			items, err := value.Items(in.t, all.V)
			if err == nil {
				err = in.importBelow(m, module, items)
			}
			if err != nil {
				return err
			}
		}
		if _, bound := pkg.NS.Get(name.Text()); bound {
			continue
		}
		full := module + "." + name.Text()
		_, present := in.findSource(full, m)
		if present == value.No && !in.modelled(full) && !in.mayBeMade(full, pkg) {
			continue
		}
		_, err := in.module(full, m)
		if r, ok := err.(*value.Raised); ok && present != value.Yes && r.Kind == value.Exceptions()["ModuleNotFoundError"] {
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}
