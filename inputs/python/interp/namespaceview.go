package interp

// globals(), vars() and sys.modules: dicts that are the interpreter's own state.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// namespaceView is a namespace as a dict; what is set in it is bound there.
type namespaceView struct {
	in *interp
	ns *value.Namespace
}

// view is the one dict that stands for a namespace.
func (in *interp) view(ns *value.Namespace) *namespaceView {
	v, ok := in.views[ns]
	if !ok {
		v = &namespaceView{in, ns}
		in.views[ns] = v
	}
	return v
}

// Class is dict.
func (*namespaceView) Class() *value.Class { return value.DictClass }

// Trace is what it rests on that there are no more names.
func (v *namespaceView) Trace() *value.Trace {
	if tr := v.ns.AllAbsent(); assumes(tr) {
		return tr
	}
	return nil
}

// With returns the view, resting on what the trace assumes.
func (v *namespaceView) With(t *value.Trace) value.Value { return value.Resting(v, t) }

// Item is the value of a name.
func (v *namespaceView) Item(t *value.Thread, key value.Value) (value.Value, error) {
	r, ok := v.get(key)
	if !ok {
		return nil, t.Raise("KeyError", "...")
	}
	return r, nil
}

// get is the value of a name; ok is false where it is certainly not bound.
func (v *namespaceView) get(key value.Value) (r value.Value, ok bool) {
	name, isStr := key.(value.Str)
	if !isStr {
		return value.Doubt(nil, key), true
	}
	if b, ok := v.ns.Get(name.Text()); ok {
		u, unknown := value.IsUnknown(b.V)
		if !unknown {
			return under(b.V, b.Control), true
		}
		if bound, partly := withoutUnbound(u); partly {
			return v.in.choose(u, bound), true
		}
		return b.V, true
	}
	if lost := v.ns.Lost(name.Text()); lost != nil {
		return value.Doubt(nil, lost), true
	}
	return nil, false
}

// SetItem binds a name, or unbinds it. A name that is not known may be any.
func (v *namespaceView) SetItem(t *value.Thread, key, to value.Value) error {
	name, ok := key.(value.Str)
	if !ok || value.IsSecret(key) {
		v.ns.OpenAt(t, key)
		return nil
	}
	defer v.ns.SetBy(t, key.Trace(), false)
	if to != nil {
		v.ns.Set(t, name.Text(), to, t.At)
		return nil
	}
	if !v.ns.Delete(t, name.Text()) && v.ns.Lost(name.Text()) == nil {
		return t.Raise("KeyError", "...")
	}
	return nil
}

// Items are the names.
func (v *namespaceView) Items(t *value.Thread) ([]value.Value, error) {
	return value.Items(t, v.snapshot(t))
}

// Len is the number of names.
func (v *namespaceView) Len(*value.Thread) (n int, known bool) {
	return len(v.ns.Names()), v.ns.More() == nil
}

// Contains tells whether a name is bound.
func (v *namespaceView) Contains(_ *value.Thread, item value.Value) (value.Truth, error) {
	name, ok := item.(value.Str)
	if !ok {
		return value.Maybe, nil
	}
	b, ok := v.ns.Get(name.Text())
	if !ok && v.ns.Lost(name.Text()) == nil {
		return value.No, nil
	}
	if u, unknown := value.IsUnknown(b.V); unknown {
		if _, partly := withoutUnbound(u); partly {
			return value.Maybe, nil
		}
	}
	if !ok {
		return value.Maybe, nil
	}
	return value.Yes, nil
}

// ContainsTrace is Contains, with what the answer rests on.
func (v *namespaceView) ContainsTrace(t *value.Thread, item value.Value) (value.Truth, *value.Trace, error) {
	truth, err := v.Contains(t, item)
	name, ok := item.(value.Str)
	if !ok {
		return truth, item.Trace(), err
	}
	b, _ := v.ns.Get(name.Text())
	return truth, joined(b.Control, v.ns.Absent(name.Text())), err
}

// Compare compares a copy.
func (v *namespaceView) Compare(t *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	truth, err := value.Compare(t, op, v.snapshot(t), other)
	return truth, true, err
}

// Binary is "|" of a copy.
func (v *namespaceView) Binary(t *value.Thread, op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	a, b := value.Value(v.snapshot(t)), other
	if right {
		a, b = b, a
	}
	r, err := value.Binary(t, op, a, b)
	return r, true, err
}

// Inplace is "|=", which binds.
func (v *namespaceView) Inplace(t *value.Thread, op value.BinaryOp, other value.Value) (value.Value, bool, error) {
	if op != value.BitOr {
		return nil, false, nil
	}
	_, err := v.update(t, &value.Call{Args: []value.Value{other}, At: t.At})
	return v, true, err
}

// Text is the text of the dict.
func (v *namespaceView) Text(t *value.Thread, _ bool) (value.Value, error) {
	return value.ToRepr(t, v.snapshot(t))
}

// snapshot is a copy as a plain dict.
func (v *namespaceView) snapshot(t *value.Thread) *value.Dict {
	d, names := t.NewDict(v.ns.AllAbsent()), v.ns.Names()
	t.Spend(len(names))
	for _, name := range names {
		b, _ := v.ns.Get(name)
		key := value.Value(value.NewStr(name, nil))
		if assumes(b.Control) {
			key = key.With(b.Control)
		}
		d.Set(t, key, under(b.V, b.Control))
	}
	if more := v.ns.More(); more != nil {
		d.Open(t, more)
	}
	return d
}

// Attr gives the methods of dict. Those that change it work on the namespace,
// the others on a copy.
func (v *namespaceView) Attr(t *value.Thread, name string) (value.Value, error) {
	switch name {
	case "update":
		return value.NewBuiltin(name, v.update), nil
	case "setdefault":
		return value.NewBuiltin(name, v.setDefault), nil
	case "pop":
		return value.NewBuiltin(name, v.pop), nil
	case "get":
		return value.NewBuiltin(name, v.getOr), nil
	case "clear", "popitem":
		return value.NewUnknown("globals()."+name+" is not followed", t.At, nil), nil
	case "__ior__":
		return value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			_, err := v.update(t, c)
			return v, err
		}), nil
	case "__setitem__":
		return value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			if len(c.Args) != 2 {
				return nil, t.Raise("TypeError", "expected 2 arguments")
			}
			return value.None(), v.SetItem(t, c.Args[0], c.Args[1])
		}), nil
	}
	return value.Attr(t, v.snapshot(t), name)
}

func (v *namespaceView) update(t *value.Thread, c *value.Call) (value.Value, error) {
	d := t.NewDict(nil)
	m, err := value.Attr(t, d, "update")
	if err != nil {
		return nil, err
	}
	if _, err := value.CallValue(t, m, c); err != nil {
		return nil, err
	}
	if more := d.More(); more != nil {
		v.ns.Open(t, more)
	}
	if assumes(d.Trace()) { // it would bind what is not told here
		v.assume(t, c, d.Trace())
	}
	for _, e := range d.Entries() {
		if err := v.SetItem(t, e.Key, v.updated(e)); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}

// assume says of an update that rests on an assumption what else it might bind: any name,
// or those that the dict it is given may have.
func (v *namespaceView) assume(t *value.Thread, c *value.Call, tr *value.Trace) {
	var only []string
	if len(c.Args) == 1 && len(c.Keywords) == 0 {
		if given, ok := c.Args[0].(*value.Dict); ok {
			only = given.Only()
		}
	}
	if only == nil {
		v.ns.Assume(t, tr)
	}
	for _, name := range only {
		v.ns.AssumeOne(t, name, tr)
	}
}

// updated is what a name holds after an update with an entry: where that is perhaps
// not there, what the name held before.
func (v *namespaceView) updated(e value.Entry) value.Value {
	u, unknown := value.IsUnknown(e.Value)
	if !unknown || !perhapsAbsent(u) {
		return e.Value
	}
	before, ok := v.get(e.Key)
	if was, partly := v.perhaps(e.Key, value.Unbound{}); partly {
		before = was
	}
	if !ok {
		return e.Value
	}
	return v.in.choose(u, replacedUnbound(u.Choices, before))
}

func (v *namespaceView) getOr(_ *value.Thread, c *value.Call) (value.Value, error) {
	var def value.Value = value.None()
	if len(c.Args) > 1 {
		def = c.Args[1]
	}
	if len(c.Args) > 0 {
		if r, partly := v.perhaps(c.Args[0], def); partly {
			return r, nil
		}
		if r, ok := v.get(c.Args[0]); ok {
			return r, nil
		}
		if name, ok := c.Args[0].(value.Str); ok {
			def = under(def, v.ns.Absent(name.Text()))
		}
	}
	return def, nil
}

func (v *namespaceView) setDefault(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "setdefault expected at least 1 argument")
	}
	_, bound := v.get(c.Args[0])
	_, partly := v.perhaps(c.Args[0], value.None())
	r, err := v.getOr(t, c)
	if err != nil || bound && !partly {
		return r, err
	}
	return r, v.SetItem(t, c.Args[0], r)
}

// perhaps is what a name holds that may not be bound, with a default where it is not.
func (v *namespaceView) perhaps(key, def value.Value) (r value.Value, partly bool) {
	name, isStr := key.(value.Str)
	if !isStr {
		return nil, false
	}
	b, _ := v.ns.Get(name.Text())
	u, unknown := value.IsUnknown(b.V)
	if !unknown || !perhapsAbsent(u) {
		return nil, false
	}
	return v.in.choose(u, replacedUnbound(u.Choices, def)), true
}

// replacedUnbound are the choices with def where there is nothing.
func replacedUnbound(choices []value.Choice, def value.Value) []value.Choice {
	out := slices.Clone(choices)
	for i, c := range out {
		if _, absent := c.V.(value.Unbound); absent {
			out[i].V = def
		}
	}
	return out
}

func (v *namespaceView) pop(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "pop expected at least 1 argument")
	}
	r, ok := v.get(c.Args[0])
	if !ok && len(c.Args) == 1 {
		return nil, t.Raise("KeyError", "...")
	}
	var err error
	if len(c.Args) > 1 {
		r, err = v.getOr(t, c)
	}
	if name, isStr := c.Args[0].(value.Str); isStr && ok {
		v.ns.Delete(t, name.Text())
	}
	return r, err
}

// modulesView is sys.modules: what the program has imported is in it; what
// Python or the server has imported beside that is not known.
type modulesView struct{ in *interp }

// Class is dict.
func (*modulesView) Class() *value.Class { return value.DictClass }

// Trace is nil.
func (*modulesView) Trace() *value.Trace { return nil }

// With returns the view.
func (v *modulesView) With(*value.Trace) value.Value { return v }

// Item is a module that was imported.
func (v *modulesView) Item(t *value.Thread, key value.Value) (value.Value, error) {
	if name, ok := key.(value.Str); ok {
		if m, ok := v.in.modules.named[name.Text()]; ok {
			return m, nil
		}
		if testRunners[name.Text()] {
			return nil, t.Raise("KeyError", "...")
		}
	}
	return value.NewUnknown("sys.modules is not known beyond the project's imports", t.At, nil), nil
}

// SetItem puts a module in place of another.
func (v *modulesView) SetItem(_ *value.Thread, key, to value.Value) error {
	name, ok := key.(value.Str)
	switch {
	case !ok:
	case to == nil:
		v.in.dropModule(name.Text())
	default:
		v.in.setModule(name.Text(), to)
	}
	return nil
}

// Contains tells whether a module was imported. A deployed process never has a
// test runner in it.
func (v *modulesView) Contains(_ *value.Thread, item value.Value) (value.Truth, error) {
	name, ok := item.(value.Str)
	if !ok {
		return value.Maybe, nil
	}
	if _, ok := v.in.modules.named[name.Text()]; ok {
		return value.Yes, nil
	}
	if testRunners[name.Text()] {
		return value.No, nil
	}
	return value.Maybe, nil
}

// Attr gives get; nothing else of it is followed.
func (v *modulesView) Attr(t *value.Thread, name string) (value.Value, error) {
	if name != "get" {
		return value.NewUnknown("sys.modules."+name+" is not followed", t.At, nil), nil
	}
	return value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Args) == 0 {
			return nil, t.Raise("TypeError", "get expected at least 1 argument")
		}
		r, err := v.Item(t, c.Args[0])
		if err == nil {
			return r, nil
		}
		if len(c.Args) > 1 {
			return c.Args[1], nil
		}
		return value.None(), nil
	}), nil
}

// Items are not known.
func (v *modulesView) Items(t *value.Thread) ([]value.Value, error) {
	u := value.NewUnknown("sys.modules is not known beyond the project's imports", t.At, nil)
	u.Many = true
	return []value.Value{u}, nil
}

// Len is not known.
func (*modulesView) Len(*value.Thread) (int, bool) { return 0, false }

// testRunners are modules that only a test run imports.
var testRunners = map[string]bool{"pytest": true, "_pytest": true, "nose": true, "nose2": true}
