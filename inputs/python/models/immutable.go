package models

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// immutable is a value of a library that never changes: a date, a UUID, an
// address. Its kind says what it can do.
type immutable[T any] struct {
	kind  *kind[T]
	data  T
	trace *value.Trace
}

// kind is what the values of one class have in common. A part that is nil is one
// that they lack.
type kind[T any] struct {
	class *value.Class
	// text is str(v), or repr(v).
	text func(t *value.Thread, v T, repr bool) string
	// doubt is why text is not known; nil, or "" for a value, where it is.
	doubt func(v T, repr bool) string
	// format is format(v, spec); nil: none but the empty one, as object has it.
	format func(t *value.Thread, v *immutable[T], spec string) (value.Value, error)
	// key is what is equal for equal values; nil: the data itself.
	key func(v T) any
	// order compares two values: No where they have no order, Maybe where it is not known.
	order func(a, b T) (order int, has value.Truth)
	attr  func(t *value.Thread, v *immutable[T], name string) (value.Value, error)
	// binary is a binary operator; ok is false for NotImplemented.
	binary func(t *value.Thread, v *immutable[T], op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error)
	unary  func(v *immutable[T], op string) value.Value
	// like reads a value of another type that compares with those of the kind.
	like func(other value.Value) (T, bool)
	// number is what int() and float() make their numbers of; not ok where it has none.
	number func(v T) (*big.Rat, bool)
	// integral: int() alone has a number of it.
	integral bool
	truth    func(v T) bool
	// has and items are those of a container.
	has   func(t *value.Thread, v T, item value.Value) value.Truth
	items func(t *value.Thread, v *immutable[T]) ([]value.Value, error)
	// item is v[key].
	item func(t *value.Thread, v *immutable[T], key value.Value) (value.Value, error)
}

func (k *kind[T]) make(data T, tr *value.Trace) *immutable[T] { return &immutable[T]{k, data, tr} }

func (v *immutable[T]) Class() *value.Class        { return v.kind.class }
func (v *immutable[T]) Trace() *value.Trace        { return v.trace }
func (v *immutable[T]) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<value>") }

// With returns a copy with the trace.
func (v *immutable[T]) With(tr *value.Trace) value.Value { return v.kind.make(v.data, tr) }

// immutableKey keeps the values of different kinds apart.
type immutableKey struct{ kind, key any }

// Key is that of the data.
func (v *immutable[T]) Key() any {
	if v.kind.key == nil {
		return immutableKey{v.kind, v.data}
	}
	return v.kind.key(v.data)
}

// Text is str() and repr().
func (v *immutable[T]) Text(t *value.Thread, repr bool) (value.Value, error) {
	if v.kind.doubt != nil {
		if because := v.kind.doubt(v.data, repr); because != "" {
			return typed(unknown(t, because, v.trace), value.StrClass), nil
		}
	}
	return value.NewStr(v.kind.text(t, v.data, repr), v.trace), nil
}

// FormatSpec is format(v, spec).
func (v *immutable[T]) FormatSpec(t *value.Thread, spec string) (value.Value, error) {
	if v.kind.format != nil && spec != "" {
		return v.kind.format(t, v, spec)
	}
	s, err := v.Text(t, false)
	if err != nil || spec == "" {
		return s, err
	}
	return nil, t.Raise("TypeError", "unsupported format string passed to "+v.kind.class.TypeName()+".__format__")
}

// Attr gives an attribute or a method of the kind, then of the class.
func (v *immutable[T]) Attr(t *value.Thread, name string) (value.Value, error) {
	if v.kind.attr != nil {
		if r, err := v.kind.attr(t, v, name); r != nil || err != nil {
			return r, err
		}
	}
	if b, _, ok := v.kind.class.Lookup(name); ok {
		return b.V, nil
	}
	return nil, nil
}

// Compare compares with a value of the same kind: by order, or by key.
func (v *immutable[T]) Compare(_ *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	o, ok := other.(*immutable[T])
	if !ok && v.kind.like != nil {
		data, like := v.kind.like(other)
		o, ok = v.kind.make(data, nil), like
	}
	if _, number := other.(value.Float); !ok && number && v.kind.like != nil { // infinite, or no number
		return value.Maybe, true, nil
	}
	if _, number := other.(value.Complex); !ok && number && v.kind.like != nil {
		return value.Maybe, op == value.Eq || op == value.NotEq, nil
	}
	if !ok || o.kind != v.kind {
		return value.Maybe, false, nil
	}
	equality := op == value.Eq || op == value.NotEq
	if v.kind.order != nil {
		switch order, has := v.kind.order(v.data, o.data); has {
		case value.Yes:
			return ordered(op, order)
		case value.Maybe:
			return value.Maybe, true, nil
		}
	}
	if !equality {
		return value.Maybe, false, nil
	}
	return value.TruthOf((v.Key() == o.Key()) == (op == value.Eq)), true, nil
}

// Binary is the kind's arithmetic.
func (v *immutable[T]) Binary(t *value.Thread, op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	if v.kind.binary == nil {
		return nil, false, nil
	}
	return v.kind.binary(t, v, op, other, right)
}

// Unary is -v and +v.
func (v *immutable[T]) Unary(_ *value.Thread, op string) (value.Value, bool, error) {
	if v.kind.unary == nil {
		return nil, false, nil
	}
	r := v.kind.unary(v, op)
	return r, r != nil, nil
}

// Int is int(v), cut off at the point.
func (v *immutable[T]) Int(t *value.Thread) (value.Value, error) {
	if v.kind.number == nil {
		return nil, t.Raise("TypeError", "int() argument must be a string, a bytes-like object or a real number, not '"+v.kind.class.TypeName()+"'")
	}
	r, ok := v.kind.number(v.data)
	if !ok {
		return typed(unknown(t, "a Decimal that is not finite is not followed", v.trace), value.IntClass), nil
	}
	return value.NewBigInt(new(big.Int).Quo(r.Num(), r.Denom()), v.trace), nil
}

// Float is float(v).
func (v *immutable[T]) Float(t *value.Thread) (value.Value, error) {
	if v.kind.number == nil || v.kind.integral {
		return nil, t.Raise("TypeError", "float() argument must be a string or a real number, not '"+v.kind.class.TypeName()+"'")
	}
	r, ok := v.kind.number(v.data)
	if !ok {
		return typed(unknown(t, "a Decimal that is not finite is not followed", v.trace), value.FloatClass), nil
	}
	f, _ := r.Float64()
	if f == 0 && strings.HasPrefix(v.kind.text(t, v.data, false), "-") {
		f = math.Copysign(0, -1)
	}
	return value.NewFloat(f, v.trace), nil
}

// Truth is true but for what the kind says.
func (v *immutable[T]) Truth(*value.Thread) (value.Truth, error) {
	return value.TruthOf(v.kind.truth == nil || v.kind.truth(v.data)), nil
}

// Contains is "item in v".
func (v *immutable[T]) Contains(t *value.Thread, item value.Value) (value.Truth, error) {
	if v.kind.has == nil {
		return value.Maybe, t.Raise("TypeError", "argument of type '"+v.kind.class.TypeName()+"' is not iterable")
	}
	return v.kind.has(t, v.data, item), nil
}

// Items iterates.
func (v *immutable[T]) Items(t *value.Thread) ([]value.Value, error) {
	if v.kind.items == nil {
		return nil, t.Raise("TypeError", "'"+v.kind.class.TypeName()+"' object is not iterable")
	}
	return v.kind.items(t, v)
}

// Item is v[key].
func (v *immutable[T]) Item(t *value.Thread, key value.Value) (value.Value, error) {
	if v.kind.item == nil {
		return nil, t.Raise("TypeError", "'"+v.kind.class.TypeName()+"' object is not subscriptable")
	}
	return v.kind.item(t, v, key)
}

// pure makes a method of known arguments; its result takes over the trace of self.
func pure(name, params string, self value.Value, f func(t *value.Thread, a args, tr *value.Trace) (value.Value, error)) value.Value {
	return value.NewBuiltin(name, strict(name, params, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return f(t, a, value.Merge(self.Trace(), tr))
	}))
}

// texted is pure without parameters, for a text that is computed from self.
func texted(name string, self value.Value, f func() string) value.Value {
	return pure(name, "", self, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
		return value.NewStr(f(), tr), nil
	})
}

// ints defines int attributes by name.
func ints(name string, tr *value.Trace, names []string, numbers ...int) value.Value {
	for i, n := range names {
		if n == name {
			return value.NewInt(int64(numbers[i]), tr)
		}
	}
	return nil
}

// classFunc defines a class method or static method of a model's class. The
// class is not among the arguments.
func classFunc(c *value.Class, name string, f function) {
	c.NS.Set(nil, name, &value.StaticMethod{Func: value.NewBuiltin(name, f)}, value.Place{})
}

// wantInt is an int argument within bounds; def where it is not given.
func wantInt(t *value.Thread, v value.Value, def, low, high int, what string) (int, error) {
	if v == nil {
		return def, nil
	}
	switch n := value.Underlying(v).(type) {
	case value.Bool:
		if n.B {
			return 1, nil
		}
		return 0, nil
	case value.Int:
		if i, ok := n.Int64(); ok && i >= int64(low) && i <= int64(high) {
			return int(i), nil
		}
		return 0, t.Raise("ValueError", what+" is out of range")
	}
	return 0, t.Raise("TypeError", "'"+v.Class().TypeName()+"' object cannot be interpreted as an integer")
}
