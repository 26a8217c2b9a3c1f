package models

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// namedTuple makes a class of tuples with names for their items.
func namedTuple(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	name, err := wantText(t, a[0], "namedtuple")
	if err != nil {
		return nil, err
	}
	fields, named, u, err := fieldNames(t, a[1])
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	rename, err := isOn(t, a[2], false)
	if err != nil {
		return nil, err
	}
	if err := checkFields(t, fields, rename == value.Yes); err != nil {
		return nil, err
	}
	var defaults []value.Value
	if !isNone(a[3]) {
		if defaults, err = value.Items(t, a[3]); err != nil {
			return nil, err
		}
	}
	if len(defaults) > len(fields) {
		return nil, t.Raise("TypeError", "Got more default values than field names")
	}
	return value.Resting(tupleClass(t, name, fields, defaults), value.Merge(tr, named)), nil
}

// fieldNames are the names, and what they were made from.
func fieldNames(t *value.Thread, v value.Value) (fields []string, tr *value.Trace, u *value.Unknown, err error) {
	if s, ok := text(v); ok {
		return strings.Fields(strings.ReplaceAll(s, ",", " ")), nil, nil, nil
	}
	items, err := value.Items(t, v)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, v := range items {
		s, ok := text(v)
		if !ok {
			return nil, nil, unknown(t, "the fields of a named tuple are not known", v.Trace()), nil
		}
		fields, tr = append(fields, s), value.Merge(tr, v.Trace())
	}
	return fields, tr, nil, nil
}

// checkFields refuses names that namedtuple refuses; with rename it gives them others.
func checkFields(t *value.Thread, fields []string, rename bool) error {
	for i, f := range fields {
		bad := !isName(f) || strings.HasPrefix(f, "_") || slices.Contains(fields[:i], f) || strings.Contains(pythonKeywords, " "+f+" ")
		if !bad {
			continue
		}
		if !rename {
			return t.Raise("ValueError", "a field name of a named tuple is not allowed")
		}
		fields[i] = "_" + strconv.Itoa(i)
	}
	return nil
}

const pythonKeywords = " False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield "

// isName tells whether a text is an identifier of ASCII.
func isName(s string) bool {
	return s != "" && strings.Trim(s, alnum+"_") == "" && !isDigits(s[:1])
}

// runningModule is the name of the module whose code is running.
func runningModule(t *value.Thread) string {
	if t.Globals == nil {
		return ""
	}
	b, _ := t.Globals.Get("__name__")
	name, _ := text(orNone(b.V))
	return name
}

// tupleNew is __new__ of a named tuple, whose __defaults__ a program may set.
type tupleNew struct {
	*value.Builtin
	defaults *value.List
}

// With returns the function, resting on what the trace assumes.
func (n *tupleNew) With(t *value.Trace) value.Value { return value.Resting(n, t) }

// Attr gives the defaults.
func (n *tupleNew) Attr(t *value.Thread, name string) (value.Value, error) {
	if name != "__defaults__" {
		return nil, nil
	}
	if len(n.defaults.Elems()) == 0 {
		return value.None(), nil
	}
	return value.NewTuple(slices.Clone(n.defaults.Elems()), nil), nil
}

// SetAttr sets the defaults: other attributes of a function are for display.
func (n *tupleNew) SetAttr(t *value.Thread, name string, v value.Value) error {
	if name != "__defaults__" {
		return nil
	}
	switch v := orNone(v).(type) {
	case value.NoneValue:
		n.defaults.SetElems(t, nil)
	case value.Tuple:
		n.defaults.SetElems(t, slices.Clone(v.Elems))
	case *value.Unknown:
		value.Lose(t, n.defaults, v)
	default:
		return t.Raise("TypeError", "__defaults__ must be set to a tuple object")
	}
	return nil
}

// fieldParameters is the signature of fields, of which those from first on have a default.
func fieldParameters(fields []string, first int) string {
	params := slices.Clone(fields)
	for i := max(first, 0); i < len(params); i++ {
		params[i] += "="
	}
	return strings.Join(params, ",")
}

func firstOf(a []value.Value) value.Value {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// tupleClass is the class of a named tuple; defaults are those of its last fields.
func tupleClass(t *value.Thread, name string, fields []string, defaults []value.Value) *value.Class {
	make := func(cls *value.Class, items []value.Value) value.Value {
		tuple := value.NewTuple(items, traceOf(items)).(value.Tuple)
		tuple.Type, tuple.Fields = cls, fields
		return tuple
	}
	c := value.NewClass(name, runningModule(t), value.TupleClass)
	own := &tupleNew{defaults: t.NewList(slices.Clone(defaults), nil)}
	c.New = func(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
		defaults := own.defaults.Elems()
		if slices.ContainsFunc(defaults, uncertain) {
			return unknown(t, "the defaults of a named tuple are not known"), nil
		}
		first := len(fields) - len(defaults)
		return loose(name, fieldParameters(fields, first), func(_ *value.Thread, a args) (value.Value, error) {
			for i, v := range a {
				if v == nil {
					a[i] = defaults[i-first] // there may be more than fields
				}
			}
			return make(cls, a), nil
		})(t, c)
	}
	c.Method("__new__", func(t *value.Thread, call *value.Call) (value.Value, error) {
		cls, ok := orNone(firstOf(call.Args)).(*value.Class)
		if !ok || !cls.Is(c) {
			return nil, t.Raise("TypeError", "__new__() of a named tuple needs its class")
		}
		rest := *call
		rest.Args = call.Args[1:]
		return c.New(t, cls, &rest)
	})
	made, _ := c.NS.Get("__new__")
	own.Builtin = made.V.(*value.Builtin)
	c.NS.Set(nil, "__new__", own, value.Place{})
	for _, names := range []string{"_fields", "__match_args__"} {
		c.NS.Set(nil, names, value.NewTuple(strs(fields, nil), nil), value.Place{})
	}
	byDefault := t.NewDict(nil)
	for i, v := range defaults {
		byDefault.SetStr(nil, fields[len(fields)-len(defaults)+i], v)
	}
	c.NS.Set(nil, "__slots__", value.NewTuple(nil, nil), value.Place{})
	c.NS.Set(nil, "_field_defaults", byDefault, value.Place{})
	c.NS.Set(nil, "_make", &value.ClassMethod{Func: value.NewBuiltin("_make", loose("_make", "cls, iterable", func(t *value.Thread, a args) (value.Value, error) {
		cls, ok := a[0].(*value.Class)
		items, u, err := certain(t, a[1])
		switch {
		case err != nil || u != nil:
			return u, err
		case !ok || len(items) != len(fields):
			return nil, t.Raise("TypeError", "Expected "+strconv.Itoa(len(fields))+" arguments, got "+strconv.Itoa(len(items)))
		}
		return make(cls, items), nil
	}))}, value.Place{})
	c.Method("_asdict", func(t *value.Thread, c *value.Call) (value.Value, error) {
		tuple, err := namedSelf(t, c)
		if err != nil {
			return nil, err
		}
		d := t.NewDict(tuple.Trace())
		for i, f := range fields {
			d.SetStr(t, f, tuple.Elems[i])
		}
		return d, nil
	})
	c.Method("_replace", func(t *value.Thread, c *value.Call) (value.Value, error) {
		tuple, err := namedSelf(t, c)
		if err != nil {
			return nil, err
		}
		if c.Open != nil {
			return typed(spread(tuple, c.Open), tuple.Type), nil
		}
		items := slices.Clone(tuple.Elems)
		for _, k := range c.Keywords {
			i := slices.Index(fields, k.Name)
			if i < 0 {
				return nil, t.Raise("ValueError", "Got unexpected field names")
			}
			items[i] = k.Value
		}
		return make(tuple.Type, items), nil
	})
	return c
}

func namedSelf(t *value.Thread, c *value.Call) (value.Tuple, error) {
	if len(c.Args) > 0 {
		if tuple, ok := c.Args[0].(value.Tuple); ok && tuple.Type != nil {
			return tuple, nil
		}
	}
	return value.Tuple{}, t.Raise("TypeError", "a method of a named tuple needs one")
}
