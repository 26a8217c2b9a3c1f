// Package value holds Python's values as the interpreter knows them: what they
// are, where each came from, and what is not known of them.
//
// Three laws hold for every function here. A wrong value is worse than an
// unknown one. An operation on an unknown is unknown, with the first reason. No
// error and no formatted value ever shows the text of an operand.
package value

import (
	"fmt"
	"math/big"

	"github.com/djgate/djgate/inputs/document"
)

// Value is one Python object. Values without identity (str, int, tuple, ...)
// are immutable Go values; list, dict, set, instances, classes and modules are
// pointers, and aliasing them is Python's aliasing.
type Value interface {
	// Class is type(v). It is UnknownClass where nothing is known of the type.
	Class() *Class
	// Trace says where the value came from; nil where nothing is worth saying.
	Trace() *Trace
	// With returns the value with another trace. A value that has an identity
	// (a list, a dict, ...) returns itself, its trace merged with the given one.
	With(*Trace) Value
}

// The optional sides of a value. The operators of this package look for them;
// a model gives its own types the sides that they need.
type (
	// Callable can be called.
	Callable interface {
		Value
		Call(t *Thread, c *Call) (Value, error)
	}
	// HasAttr has attributes: nil and no error where it lacks the name.
	HasAttr interface {
		Value
		Attr(t *Thread, name string) (Value, error)
	}
	// HasSetAttr lets attributes be assigned; v is nil to delete.
	HasSetAttr interface {
		Value
		SetAttr(t *Thread, name string, v Value) error
	}
	// HasItem is subscripted.
	HasItem interface {
		Value
		Item(t *Thread, key Value) (Value, error)
	}
	// HasSetItem lets items be assigned; v is nil to delete.
	HasSetItem interface {
		Value
		SetItem(t *Thread, key, v Value) error
	}
	// Iterable gives its items. An item that stands for any number of items is an
	// *Unknown with Many set.
	Iterable interface {
		Value
		Items(t *Thread) ([]Value, error)
	}
	// HasContains answers "item in v".
	HasContains interface {
		Value
		Contains(t *Thread, item Value) (Truth, error)
	}
	// HasBinary takes part in a binary operator; ok is false for NotImplemented.
	// right tells that v is the right operand.
	HasBinary interface {
		Value
		Binary(t *Thread, op BinaryOp, other Value, right bool) (result Value, ok bool, err error)
	}
	// HasCompare answers ==, <, ...; ok is false for NotImplemented.
	HasCompare interface {
		Value
		Compare(t *Thread, op CompareOp, other Value) (truth Truth, ok bool, err error)
	}
	// HasTruth has a truth value of its own; without it and HasLen a value is true.
	HasTruth interface {
		Value
		Truth(t *Thread) (Truth, error)
	}
	// HasLen has a length; known is false where it is not known.
	HasLen interface {
		Value
		Len(t *Thread) (n int, known bool)
	}
	// HasText has its own str() and repr().
	HasText interface {
		Value
		Text(t *Thread, repr bool) (Value, error) // a Str or an *Unknown
	}
	// HasHashable has a hash that can fail with an error of its own.
	HasHashable interface {
		Value
		Hashable(t *Thread) error
	}
	// HasKey can be a key of a dict: equal values give equal keys.
	HasKey interface {
		Value
		Key() any
	}
)

// BinaryOp and CompareOp number the operators as the syntax tree does.
type (
	BinaryOp  uint8
	CompareOp uint8
)

// The binary operators, in the order of syntax.Operator.
const (
	Add BinaryOp = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// The comparisons, in the order of syntax.CmpOperator.
const (
	Eq CompareOp = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

// Truth is the answer to a question about a value.
type Truth uint8

// Yes, No, and Maybe, which is the truth of an unknown.
const (
	Maybe Truth = iota
	Yes
	No
)

// Not turns a truth round.
func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Maybe
}

// TruthOf is Yes for true.
func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// traced is the trace of an immutable value.
type traced struct{ trace *Trace }

func (v traced) Trace() *Trace { return v.trace }

// Format keeps the text of values out of every log, error and panic.
func (v traced) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<value>") }

// The scalars.
type (
	// NoneValue is None.
	NoneValue struct{ traced }
	// Bool is True or False.
	Bool struct {
		traced
		B bool
	}
	// Int is an int of any size.
	Int struct {
		traced
		small int64
		big   *big.Int // nil where small holds it
	}
	// Float is a float.
	Float struct {
		traced
		F float64
	}
	// Complex is a complex number.
	Complex struct {
		traced
		C complex128
	}
	// Str is a str: UTF-8, a lone surrogate as its three bytes.
	Str struct {
		traced
		text string
	}
	// Bytes is a bytes object.
	Bytes struct {
		traced
		text string
	}
	// EllipsisValue is "...".
	EllipsisValue struct{ traced }
	// NotImplementedValue is NotImplemented.
	NotImplementedValue struct{ traced }
	// Tuple is a tuple; its items are not to be changed. An item may be an *Unknown with Many set.
	Tuple struct {
		traced
		Elems []Value
		// Type is the class of a named tuple; nil for a plain one.
		Type *Class
		// Fields are the names of a named tuple's items.
		Fields     []string
		disordered bool // its items are in an order that is not known
	}
	// Slice is what stands between the brackets of x[a:b:c]; a part that is not given is None.
	Slice struct {
		traced
		Lower, Upper, Step Value
	}
)

// None is None without a trace.
func None() Value { return NoneValue{} }

// NewBool returns True or False.
func NewBool(b bool, t *Trace) Value { return Bool{traced{t}, b} }

// NewInt returns an int.
func NewInt(i int64, t *Trace) Value { return Int{traced: traced{t}, small: i} }

// NewBigInt returns an int, which must not be changed afterwards.
func NewBigInt(i *big.Int, t *Trace) Value {
	if i.IsInt64() {
		return Int{traced: traced{t}, small: i.Int64()}
	}
	return Int{traced: traced{t}, big: i}
}

// NewFloat returns a float.
func NewFloat(f float64, t *Trace) Value { return Float{traced{t}, f} }

// NewStr returns a str.
func NewStr(s string, t *Trace) Str { return Str{traced{t}, s} }

// NewBytes returns a bytes object whose bytes are those of s.
func NewBytes(s string, t *Trace) Value { return Bytes{traced{t}, s} }

// NewTuple returns a tuple of the given items, which it keeps.
func NewTuple(items []Value, t *Trace) Value { return Tuple{traced: traced{t}, Elems: items} }

// Text is the text of the str. It may be secret: it goes into other values, never into an error.
func (v Str) Text() string { return v.text }

// Text is the content of the bytes object, byte for byte.
func (v Bytes) Text() string { return v.text }

// Int64 returns the int where int64 holds it.
func (v Int) Int64() (int64, bool) { return v.small, v.big == nil }

// Big returns the int, which must not be changed.
func (v Int) Big() *big.Int {
	if v.big != nil {
		return v.big
	}
	return big.NewInt(v.small)
}

func (NoneValue) Class() *Class           { return NoneClass }
func (Bool) Class() *Class                { return BoolClass }
func (Int) Class() *Class                 { return IntClass }
func (Float) Class() *Class               { return FloatClass }
func (Complex) Class() *Class             { return ComplexClass }
func (Str) Class() *Class                 { return StrClass }
func (Bytes) Class() *Class               { return BytesClass }
func (EllipsisValue) Class() *Class       { return EllipsisClass }
func (NotImplementedValue) Class() *Class { return NotImplementedClass }
func (Slice) Class() *Class               { return SliceClass }

// Class is tuple, or the class of the named tuple.
func (v Tuple) Class() *Class {
	if v.Type != nil {
		return v.Type
	}
	return TupleClass
}

func (v NoneValue) With(t *Trace) Value           { v.trace = t; return v }
func (v Bool) With(t *Trace) Value                { v.trace = t; return v }
func (v Int) With(t *Trace) Value                 { v.trace = t; return v }
func (v Float) With(t *Trace) Value               { v.trace = t; return v }
func (v Complex) With(t *Trace) Value             { v.trace = t; return v }
func (v Str) With(t *Trace) Value                 { v.trace = t; return v }
func (v Bytes) With(t *Trace) Value               { v.trace = t; return v }
func (v EllipsisValue) With(t *Trace) Value       { v.trace = t; return v }
func (v NotImplementedValue) With(t *Trace) Value { v.trace = t; return v }
func (v Tuple) With(t *Trace) Value               { v.trace = t; return v }
func (v Slice) With(t *Trace) Value               { v.trace = t; return v }

// Unknown is a value that is not known, and why.
type Unknown struct {
	traced
	Because string   // the first reason; a sentence without any operand
	At      Place    // where it became unknown
	Type    *Class   // nil where the type is not known
	Needs   []string // the variables that would decide it
	Choices []Choice // the values that it may have, where they are few and all known
	Many    bool     // it stands for any number of items of the container it is in
	hash    any      // of a result of hash(): the key that has it
	environ *Environ // of what a copy of os.environ may have beside its entries: that environment

	reach   *reach // what may be changed through it
	changes bool   // it is a method that changes what it reaches
	like    *Like  // what is known of it as a str

	otherwise *instead // of an object that rests on an assumption (Resting)
}

// Choice is one value that an unknown may have. V is Unbound{} where, in that
// case, the name, key or item would not be there at all.
type Choice struct {
	When string // what must hold, such as "the condition at config/base.py:12 is true"
	V    Value
}

// Unbound is the absence of a binding, as a choice.
type Unbound struct{ traced }

func (Unbound) Class() *Class       { return UnknownClass }
func (v Unbound) With(*Trace) Value { return v }

// Class is the type where it is known, else UnknownClass.
func (u *Unknown) Class() *Class {
	if u.Type != nil {
		return u.Type
	}
	return UnknownClass
}

// With returns a copy with the trace.
func (u *Unknown) With(t *Trace) Value {
	c := *u
	c.trace = t
	return &c
}

// NewUnknown returns an unknown value with its reason.
func NewUnknown(because string, at Place, t *Trace) *Unknown {
	return &Unknown{traced: traced{t}, Because: because, At: at}
}

// IsUnknown returns v as an unknown.
func IsUnknown(v Value) (*Unknown, bool) {
	u, ok := v.(*Unknown)
	return u, ok
}

// Place is a place in a source file.
type Place = document.Location

// Content is the text of a str, or of a bytes as it stands in memory; ok is false for
// any other value.
func Content(v Value) (text string, ok bool) {
	switch v := v.(type) {
	case Str:
		return v.Text(), true
	case Bytes:
		return v.Text(), true
	}
	return "", false
}
