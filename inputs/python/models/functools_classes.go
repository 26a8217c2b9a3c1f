package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// totalOrdering adds the comparisons that a class lacks, made from one that it
// has and from its equality (Lib/functools.py).
func totalOrdering(t *value.Thread, v value.Value) (value.Value, error) {
	cls, ok := v.(*value.Class)
	if !ok || cls.NS == nil {
		return spread(v), nil
	}
	if slices.ContainsFunc(cls.MRO(), func(k *value.Class) bool { return k.NS == nil && k != value.ObjectClass }) {
		return cls, nil // a builtin type has all of them
	}
	root := ""
	for _, name := range []string{"__lt__", "__le__", "__gt__", "__ge__"} {
		if _, k, ok := cls.Lookup(name); ok && k != value.ObjectClass {
			root = name
			break
		}
	}
	if root == "" {
		return nil, t.Raise("ValueError", "must define at least one ordering operation: < > <= >=")
	}
	for name, made := range orderings[root] {
		if _, k, ok := cls.Lookup(name); ok && k != value.ObjectClass {
			continue
		}
		cls.NS.Set(t, name, value.NewBuiltin(name, loose(name, "self, other", func(t *value.Thread, a args) (value.Value, error) {
			return made.compare(t, root, a)
		})), value.Place{})
	}
	return cls, nil
}

// ordering is a comparison made of another: its opposite where not is set, and
// then with (in)equality.
type ordering struct {
	not bool
	and bool // and it must not be equal
	or  bool // or it may be equal
}

// orderings are the three comparisons that each one gives.
var orderings = map[string]map[string]ordering{
	"__lt__": {"__gt__": {not: true, and: true}, "__le__": {or: true}, "__ge__": {not: true}},
	"__le__": {"__ge__": {not: true, or: true}, "__lt__": {and: true}, "__gt__": {not: true}},
	"__gt__": {"__lt__": {not: true, and: true}, "__ge__": {or: true}, "__le__": {not: true}},
	"__ge__": {"__le__": {not: true, or: true}, "__gt__": {and: true}, "__lt__": {not: true}},
}

func (o ordering) compare(t *value.Thread, root string, a args) (value.Value, error) {
	f, err := value.Attr(t, a[0], root)
	if err != nil {
		return nil, err
	}
	r, err := call(t, f, a[1])
	if err != nil {
		return nil, err
	}
	if _, declined := r.(value.NotImplementedValue); declined {
		return r, nil
	}
	truth, err := value.Truthy(t, r)
	if err != nil {
		return nil, err
	}
	if o.not {
		truth = truth.Not()
	}
	if truth != value.Maybe && (o.and && truth == value.Yes || o.or && truth == value.No) {
		equal, err := value.Compare(t, value.Eq, a[0], a[1])
		if err != nil {
			return nil, err
		}
		truth = equal
		if o.and {
			truth = equal.Not()
		}
	}
	if truth == value.Maybe {
		return typed(spread(r, a[0], a[1]), value.BoolClass), nil
	}
	return value.NewBool(truth == value.Yes, value.Merge(r.Trace(), traceOf(a))), nil
}

// dispatcher is a function of functools.singledispatch: which of its functions is
// called the class of the first argument decides.
type dispatcher struct {
	fn    value.Value
	table *value.Dict // from classes to functions
}

func singleDispatch(t *value.Thread, fn value.Value) value.Value {
	d := &dispatcher{fn, t.NewDict(nil)}
	d.table.Set(t, value.ObjectClass, fn)
	return d
}

func (d *dispatcher) Class() *value.Class             { return value.FunctionClass }
func (d *dispatcher) Trace() *value.Trace             { return nil }
func (d *dispatcher) With(t *value.Trace) value.Value { return value.Resting(d, t) }

// Call calls the function of the nearest class.
func (d *dispatcher) Call(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		name := "singledispatch function"
		if s, err := value.Attr(t, d.fn, "__name__"); err == nil {
			if own, ok := text(s); ok {
				name = own
			}
		}
		return nil, t.Raise("TypeError", name+" requires at least 1 positional argument")
	}
	if u, ok := value.IsUnknown(c.Args[0]); ok && u.Type == nil {
		return spread(u), nil
	}
	f, err := d.dispatch(t, c.Args[0].Class())
	if err != nil {
		return nil, err
	}
	return value.CallValue(t, f, c)
}

// dispatch is the function for the first class of the resolution order that has one, each
// followed by the abstract base classes that it counts as and its bases do not.
func (d *dispatcher) dispatch(t *value.Thread, cls *value.Class) (value.Value, error) {
	if u := d.table.More(); u != nil {
		return spread(u), nil
	}
	f, err := d.nearest(t, cls)
	if u, ok := value.IsUnknown(f); ok && err == nil { // perhaps it is registered
		return spread(u), nil
	}
	return value.Resting(f, d.table.Trace()), err
}

func (d *dispatcher) nearest(t *value.Thread, cls *value.Class) (value.Value, error) {
	for _, k := range cls.MRO() {
		if f, ok := d.table.Get(k); ok {
			return f, nil
		}
		f, err := d.abstract(t, cls, k)
		if f != nil || err != nil {
			return f, err
		}
	}
	return d.fn, nil
}

// abstract is the function of the abstract base class that k counts as, of those that cls
// does not derive from; nil where there is none.
func (d *dispatcher) abstract(t *value.Thread, cls, k *value.Class) (value.Value, error) {
	if err := t.Burn(len(d.table.Entries())); err != nil {
		return nil, err
	}
	var nearest *value.Class
	var found value.Value
	for _, e := range d.table.Entries() {
		a, ok := e.Key.(*value.Class)
		if !ok || cls.Is(a) || !a.Class().Is(value.ABCMetaClass) {
			continue
		}
		counts, err := countsFrom(t, k, a)
		if u, perhaps := value.IsUnknown(e.Value); perhaps && counts != value.No && err == nil {
			return u, nil
		}
		switch {
		case err != nil:
			return nil, err
		case counts == value.No || nearest != nil && certainlyIs(t, nearest, a):
			continue
		case counts == value.Maybe || nearest != nil && !certainlyIs(t, a, nearest):
			return unknown(t, "which function is called for the class is not followed"), nil
		}
		nearest, found = a, e.Value
	}
	return found, nil
}

// certainlyIs tells whether one class is known to count as another.
func certainlyIs(t *value.Thread, c, base *value.Class) bool {
	truth, err := value.Derives(t, c, base)
	return err == nil && truth == value.Yes
}

// countsFrom tells whether a class counts as an abstract one, and none of its bases does.
func countsFrom(t *value.Thread, k, abstract *value.Class) (value.Truth, error) {
	counts, err := value.Derives(t, k, abstract)
	for _, b := range k.Bases {
		if counts == value.No || err != nil {
			break
		}
		var inherited value.Truth
		if inherited, err = value.Derives(t, b, abstract); inherited != value.No {
			counts = inherited.Not()
		}
	}
	return counts, err
}

// Attr gives register, dispatch and registry.
func (d *dispatcher) Attr(t *value.Thread, name string) (value.Value, error) {
	switch name {
	case "register":
		return value.NewBuiltin(name, loose(name, "cls, func=", func(t *value.Thread, a args) (value.Value, error) { return d.register(t, a[0], a[1]) })), nil
	case "dispatch":
		return value.NewBuiltin(name, loose(name, "cls", func(t *value.Thread, a args) (value.Value, error) {
			if cls, ok := a[0].(*value.Class); ok {
				return d.dispatch(t, cls)
			}
			return spread(a[0]), nil
		})), nil
	case "registry":
		return d.table, nil
	case "__wrapped__":
		return d.fn, nil
	}
	return value.Attr(t, d.fn, name)
}

func (d *dispatcher) register(t *value.Thread, cls, f value.Value) (value.Value, error) {
	class, ok := cls.(*value.Class)
	switch {
	case ok && f == nil:
		return value.NewBuiltin("register", loose("register", "func", func(t *value.Thread, a args) (value.Value, error) {
			return d.register(t, cls, a[0])
		})), nil
	case ok:
		d.table.Set(t, class, f)
		return f, nil
	}
	switch cls.(type) {
	case value.Str, value.Int, value.Bool, value.NoneValue, *value.List, *value.GenericAlias:
		return nil, t.Raise("TypeError", "Invalid first argument to `register()`: ...")
	}
	d.table.Open(t, unknown(t, "a function registered by its annotation is not followed"))
	return cls, nil
}

// cmpKey orders a value by a function of two.
type cmpKey struct {
	cmp, v value.Value
}

var cmpKeyClass = &value.Class{Name: "KeyWrapper", Module: "functools", Bases: []*value.Class{value.ObjectClass}}

func cmpToKey(cmp value.Value) value.Value {
	return value.NewBuiltin("K", loose("K", "obj", func(_ *value.Thread, a args) (value.Value, error) { return &cmpKey{cmp, a[0]}, nil }))
}

func (k *cmpKey) Class() *value.Class             { return cmpKeyClass }
func (k *cmpKey) Trace() *value.Trace             { return k.v.Trace() }
func (k *cmpKey) With(t *value.Trace) value.Value { return value.Resting(k, t) }

// Compare asks the function, whose result it compares with 0.
func (k *cmpKey) Compare(t *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	o, ok := other.(*cmpKey)
	if !ok {
		return value.Maybe, false, nil
	}
	r, err := call(t, k.cmp, k.v, o.v)
	if err != nil {
		return value.Maybe, true, err
	}
	truth, err := value.Compare(t, op, r, value.NewInt(0, nil))
	return truth, true, err
}
