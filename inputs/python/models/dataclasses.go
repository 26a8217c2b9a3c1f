package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module dataclasses: what the decorator adds to a class, from its annotated
// names (Lib/dataclasses.py).

func dataclassesModule(t *value.Thread) value.Value {
	m := value.NewModule("dataclasses", "")
	lib := &dataLib{
		field:  value.NewClass("Field", "dataclasses"),
		frozen: value.NewClass("FrozenInstanceError", "dataclasses", value.Exceptions()["AttributeError"]),
	}
	const options = "*, init=, repr=, eq=, order=, unsafe_hash=, frozen=, match_args=, kw_only=, slots=, weakref_slot="
	m.Func("dataclass", loose("dataclass", "cls=, "+options, func(t *value.Thread, a args) (value.Value, error) {
		if a[0] != nil {
			return lib.decorate(t, a[0], a)
		}
		return value.NewBuiltin("dataclass", loose("dataclass", "cls", func(t *value.Thread, cls args) (value.Value, error) {
			return lib.decorate(t, cls[0], a)
		})), nil
	}))
	m.Func("field", loose("field", "*, default=, default_factory=, init=, repr=, hash=, compare=, metadata=, kw_only=", lib.makeField))
	m.Define("FrozenInstanceError", lib.frozen).Define("Field", lib.field)
	m.Define("MISSING", t.NewInstance(value.NewClass("_MISSING_TYPE", "dataclasses")))
	m.Define("KW_ONLY", &annotation{name: "KW_ONLY", class: value.NewClass("_KW_ONLY_TYPE", "dataclasses")})
	m.Define("InitVar", &annotation{name: "InitVar", class: value.NewClass("InitVar", "dataclasses")})
	m.Func("is_dataclass", loose("is_dataclass", "obj", func(t *value.Thread, a args) (value.Value, error) {
		if u, ok := value.IsUnknown(a[0]); ok {
			return typed(u, value.BoolClass), nil
		}
		_, ok := fieldsOf(a[0])
		return value.NewBool(ok, nil), nil
	}))
	m.Func("fields", loose("fields", "class_or_instance", lib.fields))
	m.Func("asdict", loose("asdict", "obj, *, dict_factory=", func(t *value.Thread, a args) (value.Value, error) { return lib.dump(t, a, true) }))
	m.Func("astuple", loose("astuple", "obj, *, tuple_factory=", func(t *value.Thread, a args) (value.Value, error) { return lib.dump(t, a, false) }))
	m.Func("replace", lib.replace)
	m.Func("make_dataclass", unknownCall("dataclasses.make_dataclass is not followed"))
	m.Fallback = notFollowed("dataclasses")
	return m
}

type dataLib struct{ field, frozen *value.Class }

// dataField is one field of a data class.
type dataField struct {
	name                      string
	def, factory              value.Value // nil where there is none
	init, repr, compare, only bool
	transient                 bool // an InitVar: given to __post_init__ and not kept
}

// dataFields are what the decorator leaves in a class, under "__dataclass_fields__".
type dataFields struct {
	annotation
	list   []dataField
	frozen bool
}

const fieldsName = "__dataclass_fields__"

// fieldsOf are the fields of a data class or of an instance of one.
func fieldsOf(v value.Value) ([]dataField, bool) {
	cls, ok := v.(*value.Class)
	if !ok {
		cls = v.Class()
	}
	b, _, ok := cls.Lookup(fieldsName)
	f, isFields := b.V.(*dataFields)
	if !ok || !isFields {
		return nil, false
	}
	return f.list, true
}

func (lib *dataLib) makeField(t *value.Thread, a args) (value.Value, error) {
	if a[0] != nil && a[1] != nil {
		return nil, t.Raise("ValueError", "cannot specify both default and default_factory")
	}
	f := t.NewInstance(lib.field)
	d := dataField{def: a[0], factory: a[1]}
	for i, to := range map[int]*bool{2: &d.init, 3: &d.repr, 5: &d.compare, 7: &d.only} {
		on, err := isOn(t, a[i], i != 7)
		if err != nil {
			return nil, err
		}
		*to = on == value.Yes
	}
	f.Data = d
	return f, nil
}

// decorate is the decorator; a are its arguments, the class first.
func (lib *dataLib) decorate(t *value.Thread, v value.Value, a args) (value.Value, error) {
	cls, ok := v.(*value.Class)
	if !ok || cls.NS == nil {
		return spread(v), nil
	}
	on := func(i int, def bool) bool {
		truth, err := isOn(t, a[i], def)
		return err == nil && truth == value.Yes
	}
	list, u, err := lib.collect(t, cls, on(8, false))
	if err != nil {
		return nil, err
	}
	if u != nil {
		cls.Unknown = u
		return cls, nil
	}
	if err := checkOrder(t, list); err != nil && on(1, true) {
		return nil, err
	}
	if on(9, false) {
		lib.slots(t, cls, list)
	}
	if err := checkFrozen(t, cls, on(6, false)); err != nil {
		return nil, err
	}
	cls.NS.Set(t, fieldsName, &dataFields{annotation{name: fieldsName, class: lib.field}, list, on(6, false)}, value.Place{})
	own := func(name string, f value.Value) {
		if _, have := cls.NS.Get(name); !have {
			cls.NS.Set(t, name, f, value.Place{})
		}
	}
	if on(1, true) {
		own("__init__", lib.initOf(cls, list))
	}
	if on(7, true) {
		own("__match_args__", matchArgs(list))
	}
	if on(2, true) {
		own("__repr__", reprOf(list))
	}
	if on(3, true) {
		own("__eq__", comparisonOf("__eq__", value.Eq, list))
		if !on(6, false) && !on(5, false) {
			own("__hash__", value.None())
		}
	}
	if on(4, false) {
		for name, op := range map[string]value.CompareOp{"__lt__": value.Lt, "__le__": value.LtE, "__gt__": value.Gt, "__ge__": value.GtE} {
			own(name, comparisonOf(name, op, list))
		}
	}
	if on(6, false) {
		lib.freeze(t, cls)
	}
	return cls, nil
}

// checkOrder refuses a field without a default behind one that has it.
func checkOrder(t *value.Thread, list []dataField) error {
	defaults := false
	for _, f := range list {
		has := f.def != nil || f.factory != nil
		if f.init && !f.only && defaults && !has {
			return t.RaiseClass(value.Exceptions()["TypeError"], "... without a default follows one that has it", nil)
		}
		defaults = defaults || f.init && !f.only && has
	}
	return nil
}

// checkFrozen refuses a class that is frozen where the data classes it derives from are
// not, and the reverse.
func checkFrozen(t *value.Thread, cls *value.Class, frozen bool) error {
	derived, above := false, false
	for _, base := range cls.MRO()[1:] {
		if base.NS == nil {
			continue
		}
		b, _ := base.NS.Get(fieldsName)
		if f, ok := b.V.(*dataFields); ok {
			derived, above = true, above || f.frozen
		}
	}
	if derived && frozen != above {
		return t.Raise("TypeError", "cannot inherit a frozen dataclass from one that is not, or the reverse")
	}
	return nil
}

// matchArgs are the fields that __init__ takes by position.
func matchArgs(list []dataField) value.Value {
	var names []string
	for _, f := range list {
		if f.init && !f.only {
			names = append(names, f.name)
		}
	}
	return value.NewTuple(strs(names, nil), nil)
}

// freeze refuses assignments to attributes; __init__ goes past it.
func (lib *dataLib) freeze(t *value.Thread, cls *value.Class) {
	for _, name := range []string{"__setattr__", "__delattr__"} {
		cls.NS.Set(t, name, value.NewBuiltin(name, func(t *value.Thread, _ *value.Call) (value.Value, error) {
			return nil, t.RaiseClass(lib.frozen, "cannot assign to field ...", nil)
		}), value.Place{})
	}
}

// collect are the fields of the bases and those of the class's own body; an
// unknown where its annotations are not known.
func (lib *dataLib) collect(t *value.Thread, cls *value.Class, only bool) ([]dataField, *value.Unknown, error) {
	var list []dataField
	add := func(f dataField) {
		if i := slices.IndexFunc(list, func(o dataField) bool { return o.name == f.name }); i >= 0 {
			list[i] = f
			return
		}
		list = append(list, f)
	}
	mro := cls.MRO()
	for i := len(mro) - 1; i > 0; i-- {
		if mro[i].NS == nil {
			continue
		}
		if b, ok := mro[i].NS.Get(fieldsName); ok {
			for _, f := range b.V.(*dataFields).list {
				add(f)
			}
		}
	}
	b, ok := cls.NS.Get("__annotations__")
	if !ok {
		return list, nil, nil
	}
	annotations, ok := b.V.(*value.Dict)
	if !ok || annotations.More() != nil {
		return nil, spread(b.V), nil
	}
	for _, e := range annotations.Entries() {
		name, _ := text(e.Key)
		switch annotated := annotationName(e.Value); annotated {
		case "ClassVar":
			continue
		case "KW_ONLY":
			only = true
			continue
		default:
			f, err := lib.fieldOf(t, cls, name, only)
			if err != nil {
				return nil, nil, err
			}
			f.transient = annotated == "InitVar"
			add(f)
		}
	}
	return list, nil, nil
}

// annotationName is the name of typing or dataclasses with which an annotation begins.
func annotationName(v value.Value) string {
	if a, ok := v.(*annotation); ok {
		return a.name
	}
	s, _ := text(v)
	s, _, _ = strings.Cut(s, "[")
	return s[strings.LastIndexByte(s, '.')+1:]
}

func (lib *dataLib) fieldOf(t *value.Thread, cls *value.Class, name string, only bool) (dataField, error) {
	f := dataField{name: name, init: true, repr: true, compare: true, only: only}
	b, ok := cls.NS.Get(name)
	if !ok {
		return f, nil
	}
	if i, _ := b.V.(*value.Instance); i != nil {
		if own, ok := i.Data.(dataField); ok {
			own.name, own.only = name, own.only || only
			if own.def != nil {
				cls.NS.Set(t, name, own.def, b.At)
			} else {
				cls.NS.Delete(t, name)
			}
			return own, sharedDefault(t, name, own.def)
		}
	}
	f.def = b.V
	return f, sharedDefault(t, name, f.def)
}

// sharedDefault refuses a default that every instance would change.
func sharedDefault(t *value.Thread, name string, def value.Value) error {
	switch v := def.(type) {
	case *value.Set:
		if v.Frozen {
			return nil
		}
	case *value.List, *value.Dict:
	default:
		return nil
	}
	return t.Raise("ValueError", "mutable default "+def.Class().Name+" for field "+name+" is not allowed: use default_factory")
}

// slots gives a class slots for its fields, which stand where their defaults did.
func (lib *dataLib) slots(t *value.Thread, cls *value.Class, list []dataField) {
	cls.NS.Set(t, "__slots__", matchArgs(list), value.Place{})
	for _, f := range list {
		if _, own := cls.NS.Get(f.name); own {
			cls.NS.Set(t, f.name, unknown(t, "a slot of a class is not followed"), value.Place{})
		}
	}
}
