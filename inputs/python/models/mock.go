package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// unittest.mock's patch: what a program replaces while it imports something, by a
// context manager, a decorator, or start and stop. Mocks themselves are unknown.

func mockModule(t *value.Thread) value.Value {
	m := value.NewModule("unittest.mock", "")
	one, dict := patchClass("_patch", (*patchOf).attribute), patchClass("_patch_dict", (*patchOf).dict)
	patch := t.NewInstance(value.NewClass("function", "builtins"))
	begin := func(class *value.Class, name, params string, f func(t *value.Thread, a args) (*patchOf, error)) function {
		return loose(name, params, func(t *value.Thread, a args) (value.Value, error) {
			p, err := f(t, a)
			if err != nil {
				return nil, err
			}
			i := t.NewInstance(class)
			i.Data = p
			return i, nil
		})
	}
	patch.Kind.Method("__call__", skipSelf(begin(one, "patch", "target, new=, "+mockOptions, func(t *value.Thread, a args) (*patchOf, error) {
		path, ok := text(a[0])
		module, name, dotted := cutLast(path)
		if !ok || !dotted {
			return nil, t.Raise("TypeError", "Need a valid target to patch.")
		}
		return &patchOf{target: value.NewStr(module, a[0].Trace()), name: name, with: a[1]}, nil
	})))
	patch.NS.Set(nil, "object", value.NewBuiltin("object", begin(one, "object", "target, attribute, new=, "+mockOptions, func(t *value.Thread, a args) (*patchOf, error) {
		name, ok := text(a[1])
		if !ok {
			return nil, t.Raise("TypeError", "attribute name must be string")
		}
		return &patchOf{target: a[0], name: name, with: a[2]}, nil
	})), t.At)
	patch.NS.Set(nil, "dict", value.NewBuiltin("dict", patchDict(dict)), t.At)
	for _, name := range []string{"multiple", "stopall"} {
		patch.NS.Set(nil, name, unknown(t, "patch."+name+" is not followed"), t.At)
	}
	m.Define("patch", patch).Define("sentinel", unknown(t, "mocks are not followed")).Define("DEFAULT", unknown(t, "mocks are not followed"))
	m.Fallback = notFollowed("unittest.mock")
	return m
}

// mockOptions say how a mock is made.
const mockOptions = "spec=, create=, spec_set=, autospec=, new_callable=, unsafe="

func skipSelf(f function) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		rest := *c
		rest.Args = c.Args[1:]
		return f(t, &rest)
	}
}

func cutLast(path string) (before, after string, found bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return path, "", false
	}
	return path[:i], path[i+1:], true
}

// patchOf is one replacement: of an attribute by with, nil for a mock, or of entries of a dict.
type patchOf struct {
	target value.Value // or the dotted name of it
	name   string
	with   value.Value
	values value.Value
	clear  bool
}

// patchDict is patch.dict(in_dict, values=(), clear=False, **kwargs).
func patchDict(class *value.Class) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		if c.Open != nil {
			return spread(c.Open), nil
		}
		named := map[string]value.Value{}
		own := t.NewDict(nil)
		for _, k := range c.Keywords {
			switch k.Name {
			case "in_dict", "values", "clear":
				named[k.Name] = k.Value
			default:
				own.SetStr(t, k.Name, k.Value)
			}
		}
		for i, name := range []string{"in_dict", "values", "clear"} {
			if i < len(c.Args) {
				named[name] = c.Args[i]
			}
		}
		if named["in_dict"] == nil || len(c.Args) > 3 {
			return nil, t.Raise("TypeError", "dict() missing 1 required positional argument: 'in_dict'")
		}
		clear, err := isOn(t, named["clear"], false)
		if err != nil {
			return nil, err
		}
		all := t.NewDict(nil)
		for _, from := range []value.Value{named["values"], own} {
			if from == nil {
				continue
			}
			if _, err := callMethod(t, all, "update", from); err != nil {
				return nil, err
			}
		}
		i := t.NewInstance(class)
		i.Data = &patchOf{target: named["in_dict"], values: all, clear: clear != value.No}
		return i, nil
	}
}

// patchClass is the class of patches that begin does; what begin returns ends them.
func patchClass(name string, begin func(p *patchOf, t *value.Thread) (entered value.Value, end func(t *value.Thread) error, err error)) *value.Class {
	c := value.NewClass(name, "unittest.mock")
	enter := func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		entered, end, err := begin(self.Data.(*patchOf), t)
		if err != nil {
			return nil, err
		}
		self.NS.Set(t, "_end", value.NewBuiltin("end", func(t *value.Thread, _ *value.Call) (value.Value, error) { return value.None(), end(t) }), t.At)
		return entered, nil
	}
	exit := func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		end, begun := self.NS.Get("_end")
		if !begun {
			return value.None(), nil
		}
		_, err := call(t, end.V)
		return value.NewBool(false, nil), err
	}
	method(c, "__enter__", "", enter)
	method(c, "start", "", enter)
	method(c, "__exit__", "kind, exc, tb", exit)
	method(c, "stop", "", exit)
	method(c, "__call__", "func", func(_ *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return value.NewWrapper(a[0], func(t *value.Thread, c *value.Call) (value.Value, error) {
			p := self.Data.(*patchOf)
			entered, end, err := begin(p, t)
			if err != nil {
				return nil, err
			}
			with := *c
			if p.name != "" && p.with == nil {
				with.Args = append(with.Args[:len(with.Args):len(with.Args)], entered)
			}
			v, err := value.CallValue(t, a[0], &with)
			if ended := end(t); ended != nil {
				return nil, ended
			}
			return v, err
		}), nil
	})
	return c
}

// attribute replaces an attribute.
func (p *patchOf) attribute(t *value.Thread) (value.Value, func(t *value.Thread) error, error) {
	target, err := p.resolved(t)
	if err != nil {
		return nil, nil, err
	}
	before, err := value.Attr(t, target, p.name)
	if err != nil {
		return nil, nil, err
	}
	with := p.with
	if with == nil {
		with = unknown(t, "mocks are not followed")
	}
	if err := value.SetAttr(t, target, p.name, with); err != nil {
		return nil, nil, err
	}
	return with, func(t *value.Thread) error { return value.SetAttr(t, target, p.name, before) }, nil
}

// dict changes entries of a dict or of os.environ; all of it is put back.
func (p *patchOf) dict(t *value.Thread) (value.Value, func(t *value.Thread) error, error) {
	target, err := p.resolved(t)
	if err != nil {
		return nil, nil, err
	}
	var end func(t *value.Thread) error
	if environ, ok := target.(*value.Environ); ok {
		before := environ.State()
		end = func(t *value.Thread) error { environ.PutBack(t, before); return nil }
	} else {
		before, err := callMethod(t, target, "copy")
		if err != nil {
			return nil, nil, err
		}
		end = func(t *value.Thread) error {
			if _, err := callMethod(t, target, "clear"); err != nil {
				return err
			}
			_, err := callMethod(t, target, "update", before)
			return err
		}
	}
	if p.clear {
		if _, err := callMethod(t, target, "clear"); err != nil {
			return nil, nil, err
		}
	}
	_, err = callMethod(t, target, "update", p.values)
	return target, end, err
}

// resolved is the target, imported as far as its name is that of modules.
func (p *patchOf) resolved(t *value.Thread) (value.Value, error) {
	path, ok := text(p.target)
	if !ok {
		return p.target, nil
	}
	parts := strings.Split(path, ".")
	v, err := t.ImportModule(parts[0])
	for i := 1; i < len(parts) && err == nil; i++ {
		var next value.Value
		if next, err = value.Attr(t, v, parts[i]); raisedIs(err, "AttributeError") {
			if _, err = t.ImportModule(strings.Join(parts[:i+1], ".")); err == nil {
				next, err = value.Attr(t, v, parts[i])
			}
		}
		v = next
	}
	return v, err
}
