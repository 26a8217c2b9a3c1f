package models

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// member makes the member of a name, or gives the one that has the value already.
func (lib *enumLib) member(t *value.Thread, cls *value.Class, name string, v value.Value) (value.Value, error) {
	i, made, err := lib.make(t, cls, v)
	if err != nil {
		return nil, err
	}
	if i == nil {
		return unknown(t, "what the __new__ of an enum gives is not known", v.Trace()), nil
	}
	given := made
	if own, ok := i.NS.Get("_value_"); ok {
		given = own.V
	}
	for _, m := range members(cls) {
		own, _ := m.(*value.Instance).NS.Get("value")
		same, err := value.CompareValue(t, value.Eq, own.V, given)
		if tr := same.Trace(); err == nil && tr != nil && len(tr.Assumes) > 0 {
			return unknown(t, "whether "+name+" is another name of a member is not known", tr), nil
		}
		switch truth, isBool := same.(value.Bool); {
		case err != nil:
		case !isBool:
			return unknown(t, "whether "+name+" is another name of a member is not known", same.Trace()), nil
		case truth.B:
			return m, nil
		}
	}
	i.NS.Set(t, "name", value.NewStr(name, nil), t.At)
	i.NS.Set(t, "_name_", value.NewStr(name, nil), t.At)
	i.NS.Set(t, "value", given, t.At)
	i.NS.Set(t, "_value_", given, t.At)
	return i, initMember(t, i, v)
}

// make is a member without its name, and its value, which is what its builtin type makes of it; no member where the __new__ of
// the class's own gives what is not known.
func (lib *enumLib) make(t *value.Thread, cls *value.Class, v value.Value) (*value.Instance, value.Value, error) {
	if b, own, ok := cls.Lookup("__new__"); ok && own.Module != "enum" {
		r, err := call(t, withoutStatic(b.V), append([]value.Value{cls}, memberArguments(v)...)...)
		if i, ok := r.(*value.Instance); err == nil && ok && i.Kind == cls {
			return i, v, lib.setValue(t, i, v)
		}
		return nil, v, err
	}
	data := v
	if base := memberType(cls); base != nil {
		if _, unknown := value.IsUnknown(v); !unknown && derivesFrom(cls, "StrEnum") && !v.Class().Is(value.StrClass) && v.Class() != value.TupleClass {
			return nil, nil, t.Raise("TypeError", "... is not a string")
		}
		made, err := construct(t, base, v)
		if err != nil {
			return nil, nil, err
		}
		if data = made; made.Class() != v.Class() {
			v = made
		}
	}
	return lib.instance(t, cls, data), v, nil
}

// setValue gives a member its value where its __new__ has not: what its builtin
// type makes of the arguments, else the arguments.
func (lib *enumLib) setValue(t *value.Thread, i *value.Instance, v value.Value) error {
	if _, ok := i.NS.Get("_value_"); ok {
		return nil
	}
	if base := memberType(i.Kind); base != nil {
		var err error
		if v, err = construct(t, base, v); err != nil {
			return err
		}
	}
	i.NS.Set(t, "_value_", v, t.At)
	return nil
}

// memberType is the builtin type that the members of a class are; nil for none.
func memberType(cls *value.Class) *value.Class {
	for _, base := range []*value.Class{value.StrClass, value.IntClass, value.FloatClass, value.BytesClass, value.TupleClass} {
		if cls.Is(base) {
			return base
		}
	}
	return nil
}

// memberArguments are what __new__ and __init__ get of a member's value.
func memberArguments(v value.Value) []value.Value {
	if tuple, ok := v.(value.Tuple); ok {
		return tuple.Elems
	}
	return []value.Value{v}
}

// withoutStatic is the function of a static method.
func withoutStatic(v value.Value) value.Value {
	if s, ok := v.(*value.StaticMethod); ok {
		return s.Func
	}
	return v
}

// construct is the value of which a member of a class that derives from a builtin type is made.
func construct(t *value.Thread, base *value.Class, v value.Value) (value.Value, error) {
	tuple, ok := v.(value.Tuple)
	switch {
	case ok && base != value.TupleClass:
		return call(t, base, tuple.Elems...)
	case !ok && base == value.TupleClass:
		return value.NewTuple([]value.Value{v}, v.Trace()), nil
	}
	return call(t, base, v)
}

func (lib *enumLib) instance(t *value.Thread, cls *value.Class, data value.Value) *value.Instance {
	if memberType(cls) != nil {
		return t.NewDerived(cls, data)
	}
	return t.NewInstance(cls)
}

// initMember calls the __init__ of the class's own with the value, or its items.
func initMember(t *value.Thread, i *value.Instance, v value.Value) error {
	b, _, ok := i.Kind.Lookup("__init__")
	if !ok {
		return nil
	}
	arguments := memberArguments(v)
	if base := memberType(i.Kind); base == value.TupleClass { // of which a member is made of one tuple
		whole, err := construct(t, base, v)
		if err != nil {
			return err
		}
		arguments = []value.Value{whole}
	}
	_, err := call(t, b.V, append([]value.Value{i}, arguments...)...)
	return err
}

// members are the members of an enum, in the order of the body, without aliases.
func members(v value.Value) []value.Value {
	cls, ok := v.(*value.Class)
	if !ok {
		return nil
	}
	var out []value.Value
	for _, name := range memberNames(cls) {
		if b, _ := cls.NS.Get(name); !slices.Contains(out, b.V) {
			out = append(out, b.V)
		}
	}
	return out
}

// memberNames are the names of the members, aliases too, in the order of the body.
func memberNames(cls *value.Class) []string {
	return slices.DeleteFunc(slices.Clone(cls.NS.Names()), func(name string) bool {
		b, _ := cls.NS.Get(name)
		i, ok := b.V.(*value.Instance)
		return !ok || i.Kind != cls
	})
}

// unfollowed is a member that is not known; nil where all are.
func unfollowed(v value.Value) *value.Unknown {
	cls, ok := v.(*value.Class)
	if !ok {
		return nil
	}
	for _, name := range cls.NS.Names() {
		b, _ := cls.NS.Get(name)
		if u, ok := value.IsUnknown(b.V); ok && isMember(name, u) {
			return spread(u)
		}
	}
	return nil
}

// shown are the members that iteration gives: of a flag those with one bit, from Python 3.11 on.
func (lib *enumLib) shown(v value.Value) []value.Value {
	cls, ok := v.(*value.Class)
	all := members(v)
	if !ok || !cls.Is(lib.flag) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(m value.Value) bool {
		n := flagBits(m)
		return n <= 0 || n&(n-1) != 0
	})
}

// find is Colour("red"), the member of that value; or Enum("Colour", names).
func (lib *enumLib) find(t *value.Thread, c *value.Call) (value.Value, error) {
	cls, ok := c.Args[0].(*value.Class)
	if !ok {
		return unknown(t, "an enum made by a call is not followed"), nil
	}
	if len(members(cls)) == 0 && unfollowed(cls) == nil {
		return lib.functional(t, cls, c)
	}
	if len(c.Args) != 2 {
		return unknown(t, "an enum made by a call is not followed"), nil
	}
	v, _ := value.Rested(c.Args[1])
	if u, ok := value.IsUnknown(v); ok {
		return spread(u), nil
	}
	found, err := lib.byValue(t, cls, v)
	if err != nil {
		return nil, err
	}
	return value.Resting(found, c.Args[1].Trace()), nil
}

// byValue is the member of a value, of flags perhaps one that combines them.
func (lib *enumLib) byValue(t *value.Thread, cls *value.Class, v value.Value) (value.Value, error) {
	for _, m := range members(cls) {
		i := m.(*value.Instance)
		own, _ := i.NS.Get("value")
		if i == v {
			return i, nil
		}
		equal, err := value.Compare(t, value.Eq, own.V, v)
		if err != nil {
			return nil, err
		}
		switch equal {
		case value.Yes:
			return i, nil
		case value.Maybe:
			return spread(own.V, v), nil
		}
	}
	if u := unfollowed(cls); u != nil {
		return u, nil
	}
	if missing, _, ok := cls.Lookup("_missing_"); ok {
		return lib.missing(t, cls, missing.V, v)
	}
	if n, ok := v.(value.Int); ok && cls.Is(lib.flag) {
		bits, _ := n.Int64()
		if all := allBits(cls); bits >= 0 && (bits&^all == 0 || cls.Is(value.IntClass)) {
			return lib.combined(t, cls, bits), nil
		}
	}
	return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... is not a valid member of the enum", v.Trace())
}

func (lib *enumLib) missing(t *value.Thread, cls *value.Class, hook, v value.Value) (value.Value, error) {
	if m, ok := hook.(*value.ClassMethod); ok {
		hook = m.Func
	}
	r, err := call(t, hook, cls, v)
	if i, ok := r.(*value.Instance); err == nil && (!ok || i.Kind != cls) && !isNone(r) {
		if u, unknown := value.IsUnknown(r); unknown {
			return u, nil
		}
		return nil, t.Raise("TypeError", "error in "+cls.Name+"._missing_: returned ... instead of None or a valid member")
	}
	if err != nil || !isNone(r) {
		return r, err
	}
	return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... is not a valid member of the enum", v.Trace())
}

// functional is Enum("Colour", "RED GREEN") and its other forms.
func (lib *enumLib) functional(t *value.Thread, base *value.Class, c *value.Call) (value.Value, error) {
	if len(c.Args) != 3 || len(c.Keywords) > 0 || c.Open != nil {
		return unknown(t, "an enum made by a call is not followed"), nil
	}
	name, ok := text(c.Args[1])
	if !ok {
		return spread(c.Args[1]), nil
	}
	cls := value.NewClass(name, "", base)
	cls.Meta = base.Meta
	names := c.Args[2]
	if s, ok := text(names); ok {
		names = t.NewList(strs(strings.Fields(strings.ReplaceAll(s, ",", " ")), nil), nil)
	}
	if d, ok := value.Underlying(names).(*value.Dict); ok {
		if u := d.More(); u != nil {
			return spread(u), nil
		}
		names = t.NewList(pairs(d.Entries()), nil)
	}
	rows, u, err := certain(t, names)
	if u != nil || err != nil {
		return u, err
	}
	for _, row := range rows {
		v := value.Value(t.NewInstance(lib.auto))
		if pair, ok := row.(value.Tuple); ok && len(pair.Elems) == 2 {
			row, v = pair.Elems[0], pair.Elems[1]
		}
		field, ok := text(row)
		if !ok {
			return unknown(t, "an enum made by a call is not followed"), nil
		}
		if _, again := cls.NS.Get(field); again {
			return nil, t.RaiseClass(value.Exceptions()["TypeError"], "... already defined as ...", row.Trace())
		}
		if field == "" {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "invalid enum member name(s) ...", row.Trace())
		}
		cls.NS.Set(t, field, v, t.At)
	}
	_, err = lib.prepare(t, &value.Call{Args: []value.Value{cls}})
	return cls, err
}

// item is Colour["RED"]: the member of that name.
func (lib *enumLib) item(t *value.Thread, c *value.Call) (value.Value, error) {
	cls, ok := c.Args[0].(*value.Class)
	if len(c.Args) != 2 || !ok {
		return nil, t.Raise("TypeError", "__getitem__() takes one name")
	}
	if u, ok := value.IsUnknown(c.Args[1]); ok {
		return spread(u), nil
	}
	name, _ := text(c.Args[1])
	if b, ok := cls.NS.Get(name); ok {
		if i, ok := b.V.(*value.Instance); ok && i.Kind == cls {
			return i, nil
		}
	}
	if u := unfollowed(cls); u != nil {
		return u, nil
	}
	return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", c.Args[1].Trace())
}

// contains is "x in Colour": a member; from Python 3.12 on also a member's value.
func (lib *enumLib) contains(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) != 2 {
		return nil, t.Raise("TypeError", "__contains__() takes one value")
	}
	v := c.Args[1]
	if i, ok := v.(*value.Instance); ok && slices.Contains(members(c.Args[0]), value.Value(i)) {
		return value.NewBool(true, nil), nil
	}
	for _, m := range members(c.Args[0]) {
		own, _ := m.(*value.Instance).NS.Get("value")
		if same, err := value.Compare(t, value.Eq, own.V, v); err != nil || same != value.No {
			return typed(unknown(t, "whether a value is in an enum depends on the version of Python", v.Trace()), value.BoolClass), err
		}
	}
	if _, ok := v.(*value.Instance); ok && unfollowed(c.Args[0]) == nil {
		return value.NewBool(false, v.Trace()), nil
	}
	return typed(unknown(t, "whether a value is in an enum depends on the version of Python", v.Trace()), value.BoolClass), nil
}

// unique refuses a class in which two names have the same value.
func unique(t *value.Thread, a args) (value.Value, error) {
	cls, ok := a[0].(*value.Class)
	if !ok {
		return a[0], nil
	}
	seen := map[*value.Instance]bool{}
	for _, name := range cls.NS.Names() {
		b, _ := cls.NS.Get(name)
		if i, ok := b.V.(*value.Instance); ok && i.Kind == cls {
			if seen[i] {
				return nil, t.Raise("ValueError", "duplicate values found in the enum")
			}
			seen[i] = true
		}
	}
	return cls, nil
}

// flagBits is the value of a flag; -1 where it is not known.
func flagBits(m value.Value) int64 {
	i, ok := m.(*value.Instance)
	if !ok {
		return -1
	}
	own, _ := i.NS.Get("value")
	n, isInt := own.V.(value.Int)
	if bits, small := n.Int64(); isInt && small {
		return bits
	}
	return -1
}

func allBits(cls *value.Class) int64 {
	all := int64(0)
	for _, m := range members(cls) {
		all |= max(flagBits(m), 0)
	}
	return all
}

// combined is the member of some bits, or one without a name of its own.
func (lib *enumLib) combined(t *value.Thread, cls *value.Class, bits int64) value.Value {
	var names []string
	rest := bits
	for _, m := range members(cls) {
		n := flagBits(m)
		if n == bits {
			return m
		}
		if n > 0 && n&(n-1) == 0 && n&bits != 0 {
			b, _ := m.(*value.Instance).NS.Get("name")
			s, _ := text(b.V)
			names = append(names, s)
			rest &^= n
		}
	}
	i := lib.instance(t, cls, value.NewInt(bits, nil))
	if rest != 0 && len(names) > 0 { // bits that have no name are shown as a number
		names = append(names, strconv.FormatInt(rest, 10))
	}
	var name value.Value = value.None()
	if len(names) > 0 {
		name = value.NewStr(strings.Join(names, "|"), nil)
	}
	for field, v := range map[string]value.Value{"name": name, "_name_": name, "value": value.NewInt(bits, nil), "_value_": value.NewInt(bits, nil)} {
		i.NS.Set(t, field, v, t.At)
	}
	return i
}

// flagMethods are the operators of Flag. Combined flags are equal by their bits.
func (lib *enumLib) flagMethods() {
	or, and, xor := func(a, b int64) int64 { return a | b }, func(a, b int64) int64 { return a & b }, func(a, b int64) int64 { return a ^ b }
	for name, combine := range map[string]func(a, b int64) int64{
		"__or__": or, "__and__": and, "__xor__": xor, "__ror__": or, "__rand__": and, "__rxor__": xor,
	} {
		method(lib.flag, name, "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			other := flagBits(a[0])
			if n, ok := value.Underlying(a[0]).(value.Int); ok && self.Kind.Is(value.IntClass) {
				other, _ = n.Int64()
			} else if a[0].Class() != self.Kind {
				return value.NotImplementedValue{}, nil
			}
			return lib.combined(t, self.Kind, combine(flagBits(self), other)), nil
		})
	}
	method(lib.flag, "__invert__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		if self.Kind.Is(value.IntClass) && (value.PythonSince(t, 11) != value.Yes || flagBits(self)&^allBits(self.Kind) != 0) {
			return unknown(t, "the complement of a flag of ints differs between versions of Python"), nil
		}
		return lib.combined(t, self.Kind, allBits(self.Kind)&^flagBits(self)), nil
	})
	method(lib.flag, "__bool__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		return value.NewBool(flagBits(self) != 0, nil), nil
	})
	method(lib.flag, "__len__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		if value.PythonSince(t, 11) == value.No {
			return nil, t.Raise("TypeError", "object of type '"+self.Kind.Name+"' has no len()")
		}
		return value.NewInt(int64(bits.OnesCount64(uint64(max(flagBits(self), 0)))), nil), nil
	})
	method(lib.flag, "__contains__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if _, unknown := value.IsUnknown(a[0]); !unknown && a[0].Class() != self.Kind {
			return nil, t.Raise("TypeError", "unsupported operand type(s) for 'in'")
		}
		n := flagBits(a[0])
		return value.NewBool(n >= 0 && n&flagBits(self) == n, nil), nil
	})
	method(lib.flag, "__eq__", "other", func(_ *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if n, ok := a[0].(value.Int); ok && self.Kind.Is(value.IntClass) {
			bits, _ := n.Int64()
			return value.NewBool(bits == flagBits(self), nil), nil
		}
		return value.NewBool(a[0].Class() == self.Kind && flagBits(a[0]) == flagBits(self), nil), nil
	})
	method(lib.flag, "__iter__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		var out []value.Value
		for _, m := range lib.shown(self.Kind) {
			if flagBits(m)&flagBits(self) != 0 {
				out = append(out, m)
			}
		}
		return value.NewIterator(value.GeneratorClass, out, nil), nil
	})
}
