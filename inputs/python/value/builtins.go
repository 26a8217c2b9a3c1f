package value

import (
	"maps"
	"math"
	"math/big"
	"slices"
	"sync"
)

// The module builtins, without what needs the interpreter: super, eval, exec,
// open, globals, locals, __import__, dir.

// Builtins returns the names of the module builtins: types, exceptions, functions.
func Builtins() *Namespace { return &Namespace{base: &builtinNames().bindings} }

// builtinNames are made once: none of these values changes.
var builtinNames = sync.OnceValue(makeBuiltins)

func makeBuiltins() *Namespace {
	n := NewNamespace()
	set := func(name string, v Value) { n.Set(nil, name, v, Place{}) }
	for _, c := range []*Class{
		ObjectClass, TypeClass, IntClass, BoolClass, FloatClass, ComplexClass, StrClass, BytesClass, TupleClass, ListClass,
		DictClass, SetClass, FrozenSetClass, SliceClass, RangeClass, PropertyClass, StaticMethodClass, ClassMethodClass,
		enumerateClass, zipClass, mapClass, filterClass, reversedClass,
	} {
		set(c.Name, c)
	}
	for _, name := range slices.Sorted(maps.Keys(exceptionClasses)) {
		set(name, exceptionClasses[name])
	}
	set("EnvironmentError", builtinClass("OSError"))
	set("IOError", builtinClass("OSError"))
	set("None", None())
	set("True", NewBool(true, nil))
	set("False", NewBool(false, nil))
	set("Ellipsis", EllipsisValue{})
	set("NotImplemented", NotImplementedValue{})
	functions := builtinFunctions()
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		m := functions[name]
		set(name, NewBuiltin(name, func(t *Thread, c *Call) (Value, error) { return m.invoke(t, name, nil, c) }))
	}
	return n
}

func builtinFunctions() methods {
	ms := methods{
		"len":        {takes: pos(1), min: 1, open: true, gives: IntClass, fn: lenOf},
		"repr":       {takes: pos(1), min: 1, open: true, gives: StrClass, fn: func(in *invocation) (Value, error) { return ToRepr(in.t, in.arg(0)) }},
		"ascii":      {takes: pos(1), min: 1, open: true, gives: StrClass, fn: asciiOf},
		"format":     {takes: pos(2), min: 1, open: true, gives: StrClass, fn: formatOf},
		"isinstance": {takes: pos(2), min: 2, open: true, gives: BoolClass, fn: isInstance},
		"issubclass": {takes: pos(2), min: 2, open: true, gives: BoolClass, fn: isSubclass},
		"callable":   {takes: pos(1), min: 1, open: true, gives: BoolClass, fn: callable},
		"hasattr":    {takes: pos(2), min: 2, open: true, gives: BoolClass, fn: hasAttr},
		"getattr":    {takes: pos(3), min: 2, open: true, fn: getAttr},
		"setattr":    {takes: pos(3), min: 3, open: true, fn: setAttr},
		"delattr":    {takes: pos(2), min: 2, open: true, fn: setAttr},
		"vars":       {takes: pos(1), min: 1, open: true, fn: varsOf},
		"hash":       {takes: pos(1), min: 1, open: true, gives: IntClass, fn: hashOf},
		"id":         {takes: pos(1), min: 1, open: true, gives: IntClass, fn: notKnown("the address of an object is not known")},
		"input":      {takes: pos(1), open: true, gives: StrClass, fn: notKnown("what a user enters is not known")},
		"print":      {rest: true, open: true, fn: printTo},
		"breakpoint": {rest: true, open: true, fn: func(*invocation) (Value, error) { return None(), nil }},
	}
	maps.Copy(ms, iterationFunctions())
	maps.Copy(ms, numberFunctions())
	return ms
}

// arg is an argument; where unknown arguments were spread, it may be one of these.
func (in *invocation) arg(i int) Value {
	if in.args[i] == nil && in.call.Open != nil {
		return in.call.Open
	}
	return in.args[i]
}

func notKnown(because string) func(in *invocation) (Value, error) {
	return func(in *invocation) (Value, error) { return NewUnknown(because, in.t.At, nil), nil }
}

func lenOf(in *invocation) (Value, error) {
	v := in.arg(0)
	n, known, err := Length(in.t, v)
	if err != nil {
		return nil, err
	}
	if !known {
		return Doubt(IntClass, v), nil
	}
	return NewInt(int64(n), v.Trace()), nil
}

func asciiOf(in *invocation) (Value, error) {
	r, err := ToRepr(in.t, in.arg(0))
	if u, ok := r.(*Unknown); ok && len(u.Choices) > 0 {
		return Over(in.t, u, func(v Value) (Value, error) { return asciiText(v.(Str)), nil })
	}
	s, ok := r.(Str)
	if err != nil || !ok {
		return r, err
	}
	return asciiText(s), nil
}

// asciiText escapes what is not ASCII.
func asciiText(s Str) Value {
	return NewStr(mapRunes(s.text, func(r rune) string {
		if r < 0x80 {
			return string(r)
		}
		return string(appendEscape(nil, r))
	}), s.trace)
}

func formatOf(in *invocation) (Value, error) {
	if in.args[1] == nil {
		return Format(in.t, in.arg(0), "")
	}
	if u, ok := in.args[1].(*Unknown); ok {
		return Doubt(StrClass, in.args[0], u), nil
	}
	spec := in.str(1)
	if in.err != nil {
		return nil, in.err
	}
	return Format(in.t, in.args[0], spec)
}

// IsInstance is isinstance(v, c), c being a class or a tuple of such.
func IsInstance(t *Thread, v, c Value) (Truth, error) {
	v = t.settled(v)
	if a, ok := v.(*GenericAlias); ok {
		v = a.versioned(t, a)
	}
	return anyClass(t, c, "isinstance() arg 2 must be a type, a tuple of types, or a union", func(c *Class) (Truth, error) {
		if u, ok := v.(*Unknown); ok {
			return unknownIs(t, u, c)
		}
		if v.Class() == c {
			return Yes, nil
		}
		return askMeta(t, c, "__instancecheck__", v, func() (Truth, error) { return Derives(t, v.Class(), c) })
	})
}

// askMeta asks the metaclass whether something is or derives from its class, where it
// says how.
func askMeta(t *Thread, c *Class, method string, of Value, otherwise func() (Truth, error)) (Truth, error) {
	if c.Meta == nil {
		return otherwise()
	}
	b, _, ok := c.Meta.Lookup(method)
	if !ok {
		return otherwise()
	}
	answer, err := CallValue(t, b.V, &Call{Args: []Value{c, of}, At: t.At})
	if err != nil {
		return Maybe, err
	}
	return Truthy(t, answer)
}

func unknownIs(t *Thread, u *Unknown, c *Class) (Truth, error) {
	if c == ObjectClass {
		return Yes, nil
	}
	if len(u.Choices) > 0 && !u.Many {
		var out Truth
		for i, choice := range u.Choices {
			truth, err := Derives(t, choice.V.Class(), c)
			if err != nil || i > 0 && truth != out || choice.V.Class() == UnknownClass {
				return Maybe, err
			}
			out = truth
		}
		return out, nil
	}
	if u.Type == nil {
		return Maybe, nil
	}
	return Derives(t, u.Type, c)
}

// HasClasses stands for classes in isinstance and issubclass: a type of the
// module typing.
type HasClasses interface {
	Value
	// Classes is a class, a tuple of such, or an *Unknown.
	Classes() Value
}

// anyClass asks about each class of c.
func anyClass(t *Thread, c Value, wrong string, ask func(*Class) (Truth, error)) (Truth, error) {
	switch c := t.settled(c).(type) {
	case *Class:
		return ask(c)
	case *Unknown:
		return Maybe, nil
	case *GenericAlias:
		return c.refuse(t, wrong)
	case HasClasses:
		return anyClass(t, c.Classes(), wrong, ask)
	case Tuple:
		out := No
		for _, e := range c.Elems {
			truth, err := anyClass(t, e, wrong, ask)
			if err != nil || truth == Yes {
				return truth, err
			}
			if truth == Maybe {
				out = Maybe
			}
		}
		return out, nil
	}
	return Maybe, t.Raise("TypeError", wrong)
}

func isInstance(in *invocation) (Value, error) {
	truth, err := IsInstance(in.t, in.arg(0), in.arg(1))
	return in.answer(truth, err)
}

func isSubclass(in *invocation) (Value, error) {
	first := in.t.settled(in.arg(0))
	_, alias := first.(*GenericAlias)
	c, ok := first.(*Class)
	if !ok {
		if isUnknown(first) || alias && PythonSince(in.t, 13) != Yes { // before, an alias is taken for a class
			return in.answer(Maybe, nil)
		}
		if none, ok := in.arg(1).(Tuple); ok && len(none.Elems) == 0 { // of no class, nothing is asked
			return in.answer(No, nil)
		}
		return nil, in.t.Raise("TypeError", "issubclass() arg 1 must be a class")
	}
	truth, err := anyClass(in.t, in.arg(1), "issubclass() arg 2 must be a class, a tuple of classes, or a union",
		func(base *Class) (Truth, error) {
			return askMeta(in.t, base, "__subclasscheck__", c, func() (Truth, error) { return Derives(in.t, c, base) })
		})
	return in.answer(truth, err)
}

// answer is a truth about the arguments as a value.
func (in *invocation) answer(truth Truth, err error) (Value, error) {
	if err != nil {
		return nil, err
	}
	operands := append([]Value{in.call.open()}, in.args...)
	if truth == Maybe {
		u := Doubt(BoolClass, operands...)
		u.trace = u.trace.bare()
		if u.Because == "" {
			u.Because, u.At = "what class or attributes it has is not known", in.t.At
		}
		return u, nil
	}
	tr := in.tr.Under(in.t.virtual.trace)
	for _, v := range in.args {
		if v != nil { // of an iterator that the question has moved, too
			tr = Merge(tr, v.Trace())
		}
	}
	return NewBool(truth == Yes, tr.bare()), nil
}

func callable(in *invocation) (Value, error) { return in.answer(isCallable(in.t, in.arg(0)), nil) }

func isCallable(t *Thread, v Value) Truth {
	switch v := t.settled(v).(type) {
	case *Unknown:
		switch {
		case v.Type == nil || v.Type.NS != nil:
			return Maybe
		case v.Type == FunctionClass || v.Type == BuiltinClass || v.Type == MethodClass || v.Type.Is(TypeClass):
			return Yes
		}
		return No
	case *Class, Callable:
		return Yes
	case *Instance:
		_, _, ok := v.Kind.Lookup("__call__")
		if !ok && v.Kind.unknownBase() != nil {
			return Maybe
		}
		return TruthOf(ok)
	}
	return No
}

// attrName is the name given to getattr and the like; not ok where it is unknown.
func (in *invocation) attrName() (string, bool) {
	if in.args[0] == nil || in.args[1] == nil || isUnknown(in.args[1]) || IsSecret(in.args[1]) {
		return "", false
	}
	if s, ok := Underlying(in.args[1]).(Str); ok {
		return s.text, true
	}
	in.fail("TypeError", in.name+"(): attribute name must be string")
	return "", true
}

func hasAttr(in *invocation) (Value, error) {
	name, ok := in.attrName()
	if !ok || in.err != nil {
		return in.answer(Maybe, in.err)
	}
	v, err := in.t.attrOrAbsent(in.args[0], name)
	if raised, ok := err.(*Raised); ok && raised.Kind.Is(builtinClass("AttributeError")) {
		in.tr = in.tr.Under(raised.Trace)
		return in.answer(No, nil)
	}
	if err != nil {
		return nil, err
	}
	in.tr = in.tr.Under(presence(in.args[0], v, name))
	if isUnknown(v) && isUnknown(in.args[0]) || perhapsAbsent(v) {
		return in.answer(Maybe, nil)
	}
	if u, ok := v.(*Unknown); ok && u.Because != "" && unknownBases(in.args[0]) != nil {
		return in.answer(Maybe, nil)
	}
	if isUnknown(v) && inLibrary(in.args[0], name) {
		return in.answer(Maybe, nil)
	}
	if m, ok := in.args[0].(*Module); ok && isUnknown(v) {
		if _, bound := m.NS.Get(name); !bound {
			return in.answer(Maybe, nil)
		}
	}
	return in.answer(Yes, nil)
}

// presence is what it rests on that v has an attribute, which is r.
func presence(v, r Value, name string) *Trace {
	if m, ok := v.(*Module); ok {
		if b, bound := m.NS.Get(name); bound {
			return b.Control
		}
	}
	return r.Trace()
}

func getAttr(in *invocation) (Value, error) {
	if u, ok := in.args[1].(*Unknown); ok && len(u.Choices) > 0 {
		return Over(in.t, u, func(name Value) (Value, error) {
			one := *in
			one.args = []Value{in.args[0], name, in.args[2]}
			return getAttr(&one)
		})
	}
	name, ok := in.attrName()
	if in.err != nil {
		return nil, in.err
	}
	if !ok {
		return Doubt(nil, append([]Value{in.call.open()}, in.args...)...), nil
	}
	if in.args[2] == nil {
		return Attr(in.t, in.args[0], name)
	}
	v, err := in.t.attrOrAbsent(in.args[0], name)
	if raised, ok := err.(*Raised); ok && raised.Kind.Is(builtinClass("AttributeError")) {
		return in.args[2].With(in.args[2].Trace().Under(raised.Trace)), nil
	}
	if u, ok := v.(*Unknown); ok && perhapsAbsent(u) {
		return insteadOfAbsent(u, in.args[2]), nil
	}
	return v, err
}

// setAttr is setattr and delattr.
func setAttr(in *invocation) (Value, error) {
	name, ok := in.attrName()
	if in.err != nil {
		return nil, in.err
	}
	if !ok {
		openAttributes(in.t, in.args[0], Doubt(nil, append([]Value{in.call.open()}, in.args...)...))
		return None(), nil
	}
	var to Value
	if len(in.args) > 2 {
		to = in.args[2]
	}
	if ns := attributesOf(in.args[0]); ns != nil { // another attribute may be meant
		_, module := in.args[0].(*Module)
		defer ns.SetBy(in.t, in.args[1].Trace(), !module)
	}
	return None(), SetAttr(in.t, in.args[0], name, to)
}

// attributesOf are those of an object that a program can give more of; nil where it cannot.
func attributesOf(v Value) *Namespace {
	switch v := v.(type) {
	case *Module:
		return v.NS
	case *Instance:
		return v.NS
	case *Class:
		if !isBuiltinClass(v) {
			return v.NS
		}
	}
	return nil
}

// openAttributes says that some attribute, one does not know which, was set.
func openAttributes(t *Thread, v Value, why *Unknown) {
	if ns := attributesOf(v); ns != nil {
		ns.Open(t, why)
	}
}

func varsOf(in *invocation) (Value, error) {
	switch v := in.arg(0).(type) {
	case *Unknown:
		return Doubt(DictClass, v), nil
	case *Instance:
		return namespaceDict(in.t, v.NS), nil
	case *Module:
		return namespaceDict(in.t, v.NS), nil
	case *Class:
		return Attr(in.t, v, "__dict__")
	}
	return nil, in.t.Raise("TypeError", "vars() argument must have __dict__ attribute")
}

func hashOf(in *invocation) (Value, error) {
	if err := checkKey(in.t, in.arg(0)); err != nil {
		return nil, err
	}
	v := in.arg(0)
	if r, err := in.t.ownHash(v); r != nil || err != nil {
		return hashOfHash(r), err
	}
	if h, ok := hashOfNumber(v); ok {
		return h, nil
	}
	u := NewUnknown("hashes differ in each process", in.t.At, nil)
	u.Type = IntClass
	u.hash, _ = KeyOf(v)
	return u, nil
}

// hashOfHash is hash() of an object whose __hash__ gives r: r itself where it fits.
func hashOfHash(r Value) Value {
	n, ok := r.(Int)
	if i, small := n.Int64(); !ok || small && i != -1 {
		return r
	}
	h, _ := hashOfNumber(r)
	return h
}

// hashModulus is the prime of hash() of a number (sys.hash_info.modulus).
const hashModulus = 1<<61 - 1

// hashOfNumber is hash() of an int, and of a float that is a whole number.
func hashOfNumber(v Value) (Value, bool) {
	n, ok := asInt(Underlying(v))
	if f, isFloat := Underlying(v).(Float); isFloat && f.F == math.Trunc(f.F) && !math.IsInf(f.F, 0) {
		i, _ := big.NewFloat(f.F).Int(nil)
		n, ok = Int{big: i}, true
	}
	if !ok {
		return nil, false
	}
	h := new(big.Int).Rem(n.Big(), big.NewInt(hashModulus)).Int64()
	if h == -1 {
		h = -2
	}
	return NewInt(h, v.Trace()), true
}
