package value

import (
	"math"
	"slices"
	"strings"
)

// The special methods of the builtin types, as super().__setitem__(...) and
// object.__new__(cls) call them.

// dunderOf is a special method of a builtin value, bound to it; nil for none.
func dunderOf(data, self Value, name string) Value {
	f := dunderFunction(data.Class(), name)
	if f == nil && !isBuiltinClass(data.Class()) {
		f = dunderOfLibrary(data, name)
	}
	if f == nil {
		return nil
	}
	return &BoundMethod{Self: self, Func: f}
}

// dunderOfLibrary is a special method of a library's value that has operators of its
// own, as a function of self; nil for none.
func dunderOfLibrary(v Value, name string) Value {
	_, binary := v.(HasBinary)
	_, compares := v.(HasCompare)
	f := operatorDunder(v.Class(), name)
	if f == nil || !binary && !compares {
		return nil
	}
	return f.function(name)
}

// function is the special method as a function of self.
func (f dunder) function(name string) Value {
	return NewBuiltin(name, func(t *Thread, call *Call) (Value, error) {
		if len(call.Args) == 0 {
			return nil, t.Raise("TypeError", "descriptor '"+name+"' needs an argument")
		}
		if err := checkDunder(t, name, call); err != nil {
			return nil, err
		}
		v, err := f(t, call.Args[0], call)
		if raised, ok := err.(*Raised); ok && raised.Kind == builtinClass("TypeError") {
			t.forgetMessage(err)
		}
		return v, err
	})
}

// dunderArguments are the special methods that take other than one argument after self:
// how many at least and at most. Those that are not here and no operator take any.
var dunderArguments = map[string][2]int{
	"__str__": {}, "__repr__": {}, "__hash__": {}, "__len__": {}, "__iter__": {}, "__bool__": {}, "__int__": {}, "__index__": {}, "__float__": {},
	"__neg__": {}, "__pos__": {}, "__invert__": {}, "__abs__": {}, "__reversed__": {}, "__trunc__": {}, "__floor__": {}, "__ceil__": {},
	"__round__": {0, 1}, "__pow__": {1, 2}, "__rpow__": {1, 2}, "__setitem__": {2, 2}, "__setattr__": {2, 2},
	"__getitem__": {1, 1}, "__delitem__": {1, 1}, "__contains__": {1, 1}, "__eq__": {1, 1}, "__ne__": {1, 1}, "__format__": {1, 1},
	"__delattr__": {1, 1}, "__getattribute__": {1, 1}, "__divmod__": {1, 1}, "__rdivmod__": {1, 1},
}

// checkDunder refuses arguments that are too many, too few or named.
func checkDunder(t *Thread, name string, c *Call) error {
	takes, ok := dunderArguments[name]
	if !ok && isOperatorDunder(name) {
		takes, ok = [2]int{1, 1}, true
	}
	n := len(c.Args) - 1
	if ok && c.Open == nil && (n < takes[0] || n > takes[1] || len(c.Keywords) > 0) {
		return t.Raise("TypeError", "... takes other arguments")
	}
	return nil
}

// powDunder is __pow__ with a modulus, which an int takes of ints alone.
func powDunder(t *Thread, self Value, c *Call) (Value, error) {
	args := []Value{Underlying(self), argument(t, c, 0), argument(t, c, 1)}
	_, isInt := asInt(args[0])
	for _, v := range args[1:] {
		if _, ok := asInt(Underlying(v)); isInt && !ok && !isUnknown(v) {
			return NotImplementedValue{}, nil
		}
	}
	return numberFunctions()["pow"].invoke(t, "pow", nil, &Call{Args: args, At: c.At})
}

func isOperatorDunder(name string) bool {
	for op := Add; op <= FloorDiv; op++ {
		if o := operatorOf(op); name == o.method || name == o.reflected || name == o.inplace {
			return true
		}
	}
	for _, op := range []CompareOp{Lt, LtE, Gt, GtE} {
		if _, method, _ := comparison(op); method == name {
			return true
		}
	}
	return false
}

// comparedBy is a comparison as the special method of a library's value answers it.
func comparedBy(t *Thread, h HasCompare, op CompareOp, other Value) (Value, error) {
	asked := op
	if op == NotEq {
		asked = Eq
	}
	truth, known, err := h.Compare(t, asked, other)
	switch {
	case err != nil:
		return nil, err
	case !known:
		return NotImplementedValue{}, nil
	case truth == Maybe:
		return Doubt(BoolClass, h, other), nil
	}
	return NewBool((truth == Yes) == (asked == op), nil), nil
}

// comparesWith tells whether the comparisons of a builtin type take the other operand,
// rather than leave it to that one.
func comparesWith(self, other Value, op CompareOp) bool {
	order := op != Eq && op != NotEq
	switch a := self.(type) {
	case Int, Bool, Float:
		return numeric(other) && takesOperand(self, other)
	case Complex:
		_, ok := other.(Complex)
		return (ok || numeric(other)) && !order
	case *Dict, *Range:
		return self.Class() == other.Class() && !order
	case *Set:
		_, ok := other.(*Set)
		return ok
	case *DictView:
		return a.Kind != ViewValues && isSetLike(other)
	case Tuple:
		_, ok := other.(Tuple)
		return ok
	case Str, Bytes, *List, Slice:
		return self.Class() == other.Class()
	case *BoundMethod, *GenericAlias, *UnionType:
		return self.Class() == other.Class() && !order
	}
	return false
}

// isSetLike tells whether v is a set, or a view of a dict that is compared as one.
func isSetLike(v Value) bool {
	switch v := v.(type) {
	case *Set:
		return true
	case *DictView:
		return v.Kind != ViewValues
	}
	return false
}

// takesOperand tells whether the special methods of a number take the operand: those of an int
// leave a float to the float.
func takesOperand(self, other Value) bool {
	rank := func(v Value) int {
		switch Underlying(v).(type) {
		case Int, Bool:
			return 1
		case Float:
			return 2
		case Complex:
			return 3
		case *Unknown:
			return 0
		}
		return 4
	}
	return rank(self) == 4 || rank(other) <= rank(self)
}

// dunderFunction is a special method of a builtin class as a function of self; nil for none.
func dunderFunction(c *Class, name string) Value {
	if !strings.HasPrefix(name, "__") || !strings.HasSuffix(name, "__") {
		return nil
	}
	base := c.builtinBase()
	if base == nil {
		base = ObjectClass
	}
	if known := attributeNames()[base.Name]; known != nil && !known[name] && !attributeNames()["object"][name] {
		return nil
	}
	f := objectDunder(name)
	if f == nil && base == TypeClass {
		f = typeDunder(name)
	}
	if f == nil {
		f = containerDunder(base, name)
	}
	if f == nil {
		f = operatorDunder(base, name)
	}
	if f == nil {
		return nil
	}
	return f.of(base).function(name)
}

// of is the special method for objects of the class that has it.
func (f dunder) of(c *Class) dunder {
	if c == ObjectClass || c == TypeClass {
		return f
	}
	return func(t *Thread, self Value, call *Call) (Value, error) {
		if kind := self.Class(); kind != UnknownClass && !kind.Is(c) && !Underlying(self).Class().Is(c) && kind.unknownBase() == nil {
			if cls, ok := self.(*Class); !ok || !cls.Is(c) && cls.unknownBase() == nil { // __new__ and the like take a class
				return nil, t.Raise("TypeError", "descriptor requires a '"+c.Name+"' object")
			}
		}
		return f(t, self, call)
	}
}

// dunder is a special method: self, and the call with self in front.
type dunder func(t *Thread, self Value, c *Call) (Value, error)

// argument is the i-th argument after self, or an unknown where there is none.
func argument(t *Thread, c *Call, i int) Value {
	if i+1 < len(c.Args) {
		return c.Args[i+1]
	}
	if c.Open != nil {
		return c.Open
	}
	return NewUnknown("an argument is missing", t.At, nil)
}

func rest(c *Call) *Call {
	out := *c
	out.Args = c.Args[1:]
	return &out
}

// objectDunder are the special methods that every class inherits from object.
func objectDunder(name string) dunder {
	switch name {
	case "__new__":
		return dunderNew
	case "__init__":
		return dunderInit
	case "__init_subclass__", "__subclasshook__":
		return func(*Thread, Value, *Call) (Value, error) { return None(), nil }
	case "__setattr__", "__delattr__":
		return dunderSetAttr
	case "__getattribute__":
		return dunderGetAttribute
	case "__str__":
		return func(t *Thread, self Value, _ *Call) (Value, error) { return plainText(t, self, false) }
	case "__repr__":
		return func(t *Thread, self Value, _ *Call) (Value, error) { return plainText(t, self, true) }
	case "__eq__", "__ne__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			if h, ok := self.(HasCompare); ok && !isUnknown(argument(t, c, 0)) {
				op := Eq
				if name == "__ne__" {
					op = NotEq
				}
				return comparedBy(t, h, op, argument(t, c, 0))
			}
			a, b := Underlying(self), Underlying(argument(t, c, 0))
			if !isUnknown(a) && !isUnknown(b) && !comparesWith(a, b, Eq) && !identical(a, b) {
				return NotImplementedValue{}, nil
			}
			truth, err := builtinEqual(t, a, b, maxCompareDepth, true)
			if err != nil || truth == Maybe {
				return Doubt(BoolClass, self, argument(t, c, 0)), err
			}
			return NewBool((truth == Yes) == (name == "__eq__"), nil), nil
		}
	case "__hash__":
		return func(t *Thread, _ Value, _ *Call) (Value, error) {
			return NewUnknown("hashes differ in each process", t.At, nil), nil
		}
	case "__format__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			if spec, ok := argument(t, c, 0).(Str); ok {
				return Format(t, Underlying(self), spec.text)
			}
			return Doubt(StrClass, argument(t, c, 0)), nil
		}
	}
	return nil
}

// typeDunder are the special methods of type.
func typeDunder(name string) dunder {
	switch name {
	case "__call__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			if cls, ok := self.(*Class); ok {
				return construct(t, cls, rest(c))
			}
			return nil, t.Raise("TypeError", "descriptor '__call__' requires a 'type' object")
		}
	case "__prepare__":
		return func(t *Thread, _ Value, _ *Call) (Value, error) { return t.NewDict(nil), nil }
	}
	return nil
}

// plainText is str() or repr() as the builtin base says, whatever the class overrides.
func plainText(t *Thread, self Value, repr bool) (Value, error) {
	i, ok := self.(*Instance)
	if !ok {
		if repr {
			return ToRepr(t, self)
		}
		return ToStr(t, self)
	}
	if set, ok := i.Data.(*Set); ok {
		return textOfSet(t, i, set)
	}
	if data, ok := builtinData(i); ok {
		if _, isStr := data.(Str); !repr && !isStr { // str() of another builtin type is its repr
			return ToRepr(t, i)
		}
		return plainText(t, data, repr)
	}
	if i.Kind.Is(exceptionClasses["BaseException"]) {
		return textOfException(t, i, repr)
	}
	u := NewUnknown("the text of an object holds its address", t.At, i.trace)
	u.Type = StrClass
	return u, nil
}

// dunderNew is __new__ of the builtin type that the class derives from, or of object.
func dunderNew(t *Thread, self Value, c *Call) (Value, error) {
	cls, ok := self.(*Class)
	if !ok {
		return Doubt(nil, self), nil
	}
	if cls.Is(TypeClass) {
		return newType(t, cls, rest(c))
	}
	for _, k := range cls.MRO() {
		if k.New != nil {
			return k.New(t, cls, rest(c))
		}
		if f := t.constructor(k); f != nil {
			return derive(t, f, k, cls, rest(c))
		}
	}
	if err := abstract(t, cls); err != nil {
		return nil, err
	}
	i := t.NewInstance(cls)
	if cls.Is(exceptionClasses["BaseException"]) {
		i.setDirect("args", NewTuple(c.Args[1:], nil))
	}
	return i, nil
}

func dunderInit(t *Thread, self Value, c *Call) (Value, error) {
	switch v := self.(type) {
	case *Dict:
		return None(), updateDictCall(t, v, rest(c))
	case *List:
		made, err := CallValue(t, ListClass, rest(c))
		if l, ok := made.(*List); ok && err == nil {
			v.SetElems(t, l.elems)
		}
		return None(), err
	case *Set:
		if v.Frozen {
			break
		}
		made, err := CallValue(t, SetClass, rest(c))
		if s, ok := made.(*Set); ok && err == nil {
			v.SetElems(t, s.all())
		}
		return None(), err
	}
	i, ok := self.(*Instance)
	if !ok {
		return None(), nil
	}
	if u := i.Kind.unknownBase(); u != nil {
		i.NS.Open(t, u)
		return None(), nil
	}
	if !i.Kind.Is(exceptionClasses["BaseException"]) {
		if _, builtinType := i.Data.(Value); !builtinType {
			return None(), nil
		}
	}
	return None(), initBuiltin(t, i, rest(c))
}

// dunderSetAttr is object.__setattr__ and __delattr__: past the class's own.
func dunderSetAttr(t *Thread, self Value, c *Call) (Value, error) {
	i, ok := self.(*Instance)
	name, known := argument(t, c, 0).(Str)
	if cls, is := self.(*Class); is && known && !isBuiltinClass(cls) { // super().__setattr__ of a metaclass
		var to Value
		if len(c.Args) > 2 {
			to = c.Args[2]
		}
		return None(), setName(t, cls, cls.NS, name.text, to)
	}
	if !ok {
		return None(), setAttrOfBuiltin(t, self, c)
	}
	if !known && !isUnknown(argument(t, c, 0)) {
		return nil, t.Raise("TypeError", "attribute name must be string")
	}
	if !known {
		i.NS.Open(t, Doubt(nil, argument(t, c, 0)))
		return None(), nil
	}
	var to Value
	if len(c.Args) > 2 {
		to = c.Args[2]
	}
	return None(), plainSetAttr(t, i, name.text, to)
}

// setAttrOfBuiltin is object.__setattr__, or __delattr__, of a value of a builtin type.
func setAttrOfBuiltin(t *Thread, self Value, c *Call) error {
	name, ok := Underlying(argument(t, c, 0)).(Str)
	switch {
	case isUnknown(self) || isUnknown(argument(t, c, 0)):
		return nil
	case !ok:
		return t.Raise("TypeError", "attribute name must be string")
	case self.Class() == FunctionClass, len(c.Args) < 2:
		return nil
	}
	var to Value
	if len(c.Args) > 2 {
		to = c.Args[2]
	}
	return SetAttr(t, self, name.text, to)
}

// dunderGetAttribute is object.__getattribute__: past the class's own.
func dunderGetAttribute(t *Thread, self Value, c *Call) (Value, error) {
	name, known := argument(t, c, 0).(Str)
	if !known {
		return Doubt(nil, argument(t, c, 0)), nil
	}
	i, ok := self.(*Instance)
	if !ok {
		return Attr(t, self, name.text)
	}
	r, err := plainAttr(t, i, name.text)
	switch {
	case r != nil || err != nil:
		return r, err
	case i.Kind.unknownBase() != nil:
		return Doubt(nil, i.Kind.unknownBase()), nil
	}
	if r := commonAttr(i, name.text); r != nil {
		return r, nil
	}
	return nil, t.noAttr(i, name.text)
}

// containerDunder are the special methods of containers.
func containerDunder(base *Class, name string) dunder {
	if base == ObjectClass || !isContainer(base) {
		return nil
	}
	switch name {
	case "__getitem__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			if i, ok := self.(*Instance); ok {
				return itemOfData(t, i, Underlying(self), argument(t, c, 0))
			}
			return Item(t, Underlying(self), argument(t, c, 0))
		}
	case "__setitem__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			return None(), SetItem(t, Underlying(self), argument(t, c, 0), argument(t, c, 1))
		}
	case "__delitem__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			return None(), SetItem(t, Underlying(self), argument(t, c, 0), nil)
		}
	case "__contains__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			return CompareValue(t, In, argument(t, c, 0), Underlying(self))
		}
	case "__len__":
		return func(t *Thread, self Value, _ *Call) (Value, error) {
			n, known, err := Length(t, Underlying(self))
			if err != nil || !known {
				return Doubt(IntClass, Underlying(self)), err
			}
			return NewInt(int64(n), self.Trace()), nil
		}
	case "__iter__":
		return func(t *Thread, self Value, _ *Call) (Value, error) { return iterate(t, Underlying(self)) }
	}
	return nil
}

func isContainer(c *Class) bool {
	switch c {
	case StrClass, BytesClass, ListClass, TupleClass, DictClass, SetClass, FrozenSetClass, RangeClass:
		return true
	}
	return c == dictKeysClass || c == dictValuesClass || c == dictItemsClass
}

// operatorDunder are the operators of a builtin type by their special methods.
func operatorDunder(base *Class, name string) dunder {
	if base == ObjectClass {
		return nil
	}
	for op := Add; op <= FloorDiv; op++ {
		o := operatorOf(op)
		switch name {
		case o.method:
			return func(t *Thread, self Value, c *Call) (Value, error) {
				if len(c.Args) > 2 {
					return powDunder(t, self, c)
				}
				return operated(op, self, argument(t, c, 0), func(a, b Value) (Value, error) { return Binary(t, op, a, b) })
			}
		case o.inplace:
			return func(t *Thread, self Value, c *Call) (Value, error) {
				if d, ok := Underlying(self).(*Dict); ok && op == BitOr {
					_, err := Inplace(t, op, d, argument(t, c, 0)) // any iterable of pairs
					return self, err
				}
				return operated(op, self, argument(t, c, 0), func(a, b Value) (Value, error) { return Inplace(t, op, a, b) })
			}
		case o.reflected:
			return func(t *Thread, self Value, c *Call) (Value, error) {
				if len(c.Args) > 2 {
					return NewUnknown("this special method is not followed", t.At, nil), nil
				}
				if s, ok := Underlying(self).(Str); ok && op == Mod && argument(t, c, 0).Class().Is(StrClass) {
					return Binary(t, op, argument(t, c, 0), s)
				}
				return operated(op, self, argument(t, c, 0), func(a, b Value) (Value, error) { return Binary(t, op, b, a) })
			}
		}
	}
	for _, op := range []CompareOp{Lt, LtE, Gt, GtE} {
		if _, method, _ := comparison(op); method == name {
			return func(t *Thread, self Value, c *Call) (Value, error) {
				a, b := Underlying(self), Underlying(argument(t, c, 0))
				if h, ok := a.(HasCompare); ok && !isUnknown(b) {
					return comparedBy(t, h, op, b)
				}
				if !isUnknown(b) && !comparesWith(a, b, op) {
					return NotImplementedValue{}, nil
				}
				return CompareValue(t, op, a, b)
			}
		}
	}
	if f := numberDunder(name); f != nil {
		return f
	}
	switch name {
	case "__bool__":
		return func(t *Thread, self Value, _ *Call) (Value, error) { return TruthValue(t, Underlying(self)) }
	case "__int__", "__index__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			return CallValue(t, IntClass, &Call{Args: []Value{Underlying(self)}, At: c.At})
		}
	case "__float__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			return CallValue(t, FloatClass, &Call{Args: []Value{Underlying(self)}, At: c.At})
		}
	}
	return nil
}

// numberDunder are the special methods behind the operators and functions of one number.
func numberDunder(name string) dunder {
	unary := func(f func(*Thread, Value) (Value, error)) dunder {
		return func(t *Thread, self Value, _ *Call) (Value, error) { return f(t, Underlying(self)) }
	}
	switch name {
	case "__neg__":
		return unary(Negate)
	case "__pos__":
		return unary(Plus)
	case "__invert__":
		return unary(Invert)
	case "__reversed__":
		return func(t *Thread, self Value, c *Call) (Value, error) {
			return CallValue(t, reversedClass, &Call{Args: []Value{Underlying(self)}, At: c.At})
		}
	case "__abs__", "__divmod__", "__rdivmod__", "__round__":
		function := strings.TrimPrefix(strings.Trim(name, "_"), "r")
		if name == "__round__" {
			function = "round"
		}
		return func(t *Thread, self Value, c *Call) (Value, error) {
			args := append([]Value{Underlying(self)}, c.Args[1:]...)
			if strings.HasSuffix(name, "divmod__") && !takesOperand(self, argument(t, c, 0)) {
				return NotImplementedValue{}, nil
			}
			if name == "__rdivmod__" && len(args) == 2 {
				args[0], args[1] = args[1], args[0]
			}
			r, err := numberFunctions()[function].invoke(t, function, nil, &Call{Args: args, Keywords: c.Keywords, At: c.At, Open: c.Open})
			if name == "__round__" {
				return r, err
			}
			return notImplemented(r, err)
		}
	case "__trunc__", "__floor__", "__ceil__":
		return unary(func(t *Thread, v Value) (Value, error) {
			round := map[string]func(float64) float64{"__trunc__": math.Trunc, "__floor__": math.Floor, "__ceil__": math.Ceil}[name]
			switch v := v.(type) {
			case Float:
				return intFromFloat(t, round(v.F), v.trace)
			case Int, Bool:
				return CallValue(t, IntClass, &Call{Args: []Value{v}, At: t.At})
			}
			return NewUnknown("this special method is not followed", t.At, v.Trace()), nil
		})
	}
	return nil
}

// operated is an operator called by its special method. A sequence raises where it
// cannot be added or repeated; any other value leaves what it does not take to the operand.
func operated(op BinaryOp, self, other Value, f func(a, b Value) (Value, error)) (Value, error) {
	self = Underlying(self)
	switch self.(type) {
	case Str, Bytes, *List, Tuple:
		if op == Add || op == Mult || op == Mod && self.Class() == StrClass {
			return f(self, other)
		}
	}
	if !takesOperand(self, other) {
		return NotImplementedValue{}, nil
	}
	return notImplemented(f(self, other))
}

// notImplemented is what a special method gives for operands that it does not take.
func notImplemented(v Value, err error) (Value, error) {
	if raised, ok := err.(*Raised); ok && raised.Kind.Name == "TypeError" {
		return NotImplementedValue{}, nil
	}
	return v, err
}

// classMethod is a method of a builtin class that takes no self: dict.fromkeys.
func (t *Thread) classMethod(k, cls *Class, name string) (Value, bool) {
	var m method
	switch {
	case k == DictClass && name == "fromkeys":
		m = method{takes: pos(2), min: 1, open: true, gives: DictClass, fn: dictFromKeys}
	case k == StrClass && name == "maketrans":
		m = method{takes: pos(3), min: 1, gives: DictClass, fn: makeTrans}
	case k == BytesClass && name == "fromhex":
		m = method{takes: pos(1), min: 1, gives: BytesClass, fn: bytesFromHex}
	case k == BytesClass && name == "maketrans":
		m = method{takes: pos(2), min: 2, gives: BytesClass, fn: bytesMakeTrans}
	case k == IntClass && name == "from_bytes":
		m = method{takes: []string{"bytes", "byteorder", "*signed"}, min: 1, gives: IntClass, fn: intFromBytes}
	default:
		return nil, false
	}
	return NewBuiltin(name, func(t *Thread, c *Call) (Value, error) {
		v, err := m.invoke(t, name, nil, c)
		if cls != k && k != DictClass && k != StrClass && err == nil && !strings.HasSuffix(name, "trans") {
			return CallValue(t, cls, &Call{Args: []Value{v}, At: c.At})
		}
		if d, ok := v.(*Dict); ok && cls != k && err == nil {
			return fromKeysOf(t, cls, d)
		}
		return v, err
	}), true
}

// fromKeysOf is what fromkeys of a class that derives from dict makes: an object of the class,
// whose __setitem__ is given what d holds.
func fromKeysOf(t *Thread, cls *Class, d *Dict) (Value, error) {
	made, err := CallValue(t, cls, &Call{At: t.At})
	if err != nil {
		return nil, err
	}
	if own, ok := Underlying(made).(*Dict); ok && len(own.list) == 0 && own.more == nil {
		if i, is := made.(*Instance); is && !i.writes("__setitem__") {
			return made, mergeInto(t, own, d)
		}
	}
	for _, e := range d.list {
		if d.more != nil || isUnknown(e.Key) || perhapsAbsent(e.Value) {
			return NewUnknown("fromkeys of a class of the program is not followed", t.At, d.trace), nil
		}
		if err := SetItem(t, made, e.Key, e.Value); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// writes tells whether a class of the program gives the object the method.
func (i *Instance) writes(name string) bool {
	_, owner, ok := i.Kind.Lookup(name)
	return ok && owner.Written
}

// SuperAttr is the attribute that super() finds for self after cls in the
// resolution order of self's class (self may be a class, for class methods).
func SuperAttr(t *Thread, cls *Class, self Value, name string) (Value, error) {
	kind, isClass := self.(*Class)
	if !isClass || !kind.Is(cls) {
		kind, isClass = self.Class(), false
	}
	var after []*Class
	if mro := kind.MRO(); slices.Contains(mro, cls) {
		after = mro[slices.Index(mro, cls)+1:]
	}
	for _, k := range after {
		if r, err := superAttrOf(t, k, kind, self, isClass, name); r != nil || err != nil {
			return r, err
		}
	}
	if u := kind.unknownBase(); u != nil {
		return Doubt(nil, u), nil
	}
	if ofBuiltin(after, name) || ofLibrary(after, name) {
		return NewUnknown(name+" of super() is not followed", t.At, nil), nil
	}
	return nil, t.Raise("AttributeError", "'super' object has no attribute '"+name+"'")
}

func superAttrOf(t *Thread, k, kind *Class, self Value, isClass bool, name string) (Value, error) {
	if k.Unknown != nil {
		return Doubt(nil, k.Unknown), nil
	}
	if k.NS != nil {
		if b, ok := k.NS.Get(name); ok {
			if isClass && name != "__new__" {
				return bindToClass(t, b, kind)
			}
			if _, static := b.V.(*StaticMethod); !static && name == "__new__" {
				return b.V, nil
			}
			return bindTo(t, b, self, kind, k)
		}
	}
	if !isBuiltinClass(k) {
		return nil, nil
	}
	f := t.unboundMethod(k, name)
	if f == nil || k == ObjectClass && objectDunder(name) == nil {
		return nil, nil
	}
	if name == "__new__" || isClass && name != "__init_subclass__" && name != "__subclasshook__" {
		return f, nil
	}
	return &BoundMethod{Self: self, Func: f}, nil
}

// bindToClass is what the attribute of a class gives when it is read from the class.
func bindToClass(t *Thread, b Binding, kind *Class) (Value, error) {
	b = b.rested()
	switch f := b.V.(type) {
	case HasGet:
		v, err := f.Get(t, nil, kind)
		b.V = v
		return b.held(), err
	case *Instance:
		if r, found, err := callSpecial(t, f, "__get__", None(), kind); found || err != nil {
			b.V = r
			return b.held(), err
		}
	}
	return b.held(), nil
}
