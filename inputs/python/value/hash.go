package value

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// The keys under which dicts and sets hold values. Each type has a Go type of
// its own, so that "1", b"1" and 1 differ, while 1, 1.0 and True are one int64.
type (
	strKey     string
	bytesKey   string
	bigKey     string
	setKey     string
	noneKey    struct{}
	nanKey     struct{} // a NaN is found by its identity, which values do not have
	otherKey   string
	tupleKey   struct{ head, last any }
	complexKey complex128
	methodKey  struct{ self, function Value }
	rangeKey   struct {
		n           int
		start, step int64
	}
)

// maxKeyNodes bounds the values inside one key; a text counts as one for each keyBytes of it.
const (
	maxKeyNodes = 10_000
	keyBytes    = 1024
)

// KeyOf gives the key under which a dict holds v: equal values (1, 1.0, True)
// give equal keys. False where v is not hashable or not known.
func KeyOf(v Value) (any, bool) {
	if v == nil {
		return nil, false
	}
	budget := maxKeyNodes
	return keyOf(v, &budget)
}

func keyOf(v Value, budget *int) (any, bool) {
	if *budget -= nodesOfKey(v); *budget < 0 {
		return nil, false
	}
	switch v := v.(type) {
	case Str:
		return strKey(v.text), true
	case Int:
		return intKey(v), true
	case Bool:
		if v.B {
			return int64(1), true
		}
		return int64(0), true
	case NoneValue:
		return noneKey{}, true
	case Bytes:
		return bytesKey(v.text), true
	case Float:
		return floatKey(v.F), true
	case Complex:
		if imag(v.C) == 0 {
			return floatKey(real(v.C)), true
		}
		return complexKey(v.C), true
	case Tuple:
		return keyOfTuple(v, budget)
	case *Set:
		return keyOfSet(v, budget)
	case *Range:
		return rangeKey{v.Len(), v.first(), v.Step * int64(min(1, v.Len()/2))}, true
	case HasKey:
		return v.Key(), true
	case *Instance:
		return keyOfInstance(v, budget)
	case *GenericAlias, *UnionType:
		return keyOfTypes(v, budget)
	case *BoundMethod:
		return methodKey{v.Self, v.Func}, comparable(v.Self)
	case *DictView:
		return v, v.Kind == ViewValues
	case *Unknown, *List, *Dict, Unbound:
		return nil, false
	case EllipsisValue, NotImplementedValue:
		return otherKey(v.Class().Name), true
	}
	if reflect.TypeOf(v).Kind() == reflect.Pointer {
		return v, true
	}
	return nil, false
}

// nodesOfKey is what a value takes of the budget of a key, apart from what is in it.
func nodesOfKey(v Value) int {
	switch v := v.(type) {
	case Str:
		return 1 + len(v.text)/keyBytes
	case Bytes:
		return 1 + len(v.text)/keyBytes
	}
	return 1
}

// comparable tells whether a value is a pointer, which Go can compare.
func comparable(v Value) bool { return reflect.TypeOf(v).Kind() == reflect.Pointer }

func intKey(v Int) any {
	if i, ok := v.Int64(); ok {
		return i
	}
	return bigKey(v.big.Text(62))
}

func floatKey(f float64) any {
	if math.IsNaN(f) {
		return nanKey{}
	}
	if math.IsInf(f, 0) || f != math.Trunc(f) {
		return f
	}
	if math.Abs(f) < 1<<62 {
		return int64(f)
	}
	i, _ := big.NewFloat(f).Int(nil)
	return intKey(Int{big: i})
}

func keyOfTuple(v Tuple, budget *int) (any, bool) {
	var k any = tupleKey{}
	for _, e := range v.Elems {
		ek, ok := keyOf(e, budget)
		if !ok {
			return nil, false
		}
		k = tupleKey{k, ek}
	}
	return k, true
}

func keyOfSet(v *Set, budget *int) (any, bool) {
	if !v.Frozen || v.more != nil {
		return nil, false
	}
	parts := make([]string, 0, len(v.elems))
	for _, e := range v.elems {
		k, ok := keyOf(e, budget)
		if !ok {
			return nil, false
		}
		parts = append(parts, keyText(k))
	}
	slices.Sort(parts)
	return setKey(strings.Join(parts, "\x00")), true
}

// keyText writes a key so that different keys differ.
func keyText(k any) string {
	switch k := k.(type) {
	case tupleKey:
		return "(" + keyText(k.head) + "," + keyText(k.last) + ")"
	case strKey:
		return "str:" + sized(string(k))
	case bytesKey:
		return "bytes:" + sized(string(k))
	case setKey:
		return "set:" + sized(string(k))
	case Value:
		return fmt.Sprint(reflect.ValueOf(k).Pointer())
	}
	return fmt.Sprintf("%T:%#v", k, k)
}

// sized begins a text with its length, so that it ends where it ends without any escape.
func sized(s string) string { return strconv.Itoa(len(s)) + ":" + s }

// keyOfInstance is the identity of an instance, the key of the builtin value it
// is made of, or none where the class defines its own equality.
func keyOfInstance(v *Instance, budget *int) (any, bool) {
	if _, k, ok := v.Kind.Lookup("__eq__"); ok && k != ObjectClass {
		return v.key, v.key != nil
	}
	if data, ok := builtinData(v); ok {
		return keyOf(data, budget)
	}
	return v, true
}

// unhashableWithin tells whether v is known not to be hashable, and the type that is at
// fault. It looks at as many values as the budget has.
func unhashableWithin(v Value, budget *int) (*Class, bool) {
	if *budget -= nodesOfKey(v); *budget < 0 {
		return nil, false
	}
	switch v := v.(type) {
	case *List, *Dict:
		return v.Class(), true
	case *Set:
		if !v.Frozen {
			return v.Class(), true
		}
		for _, e := range v.elems {
			if c, bad := unhashableWithin(e, budget); bad {
				return c, true
			}
		}
	case *DictView:
		return v.Class(), v.Kind != ViewValues
	case Tuple:
		for _, e := range v.Elems {
			if c, bad := unhashableWithin(e, budget); bad {
				return c, true
			}
		}
	case Slice:
		return v.Class(), true
	case *Instance:
		if unhashableClass(v.Kind) {
			return v.Kind, true
		}
		if data, ok := builtinData(v); ok {
			if _, own, defined := v.Kind.Lookup("__hash__"); !defined || own == ObjectClass {
				_, bad := unhashableWithin(data, budget)
				return v.Kind, bad
			}
		}
	}
	return nil, false
}

// unhashableClass tells whether a class of the project has __eq__ and no __hash__,
// or None as its __hash__.
func unhashableClass(c *Class) bool {
	for _, k := range c.MRO() {
		if k.Unknown != nil || !k.Written {
			return false
		}
		if b, ok := k.NS.Get("__hash__"); ok {
			return b.V.Class() == NoneClass
		}
		if b, ok := k.NS.Get("__eq__"); ok {
			return b.V.Class() == FunctionClass
		}
	}
	return false
}

// doubtOfKey says why a value that may be a key has no key that is known.
func doubtOfKey(v Value) *Unknown {
	if u := inside(v); u != nil {
		return Doubt(nil, u, v)
	}
	return NewUnknown("the equality of its class is not followed", Place{}, v.Trace())
}

// hasKey tells whether the key of a value is known.
func hasKey(v Value) bool {
	_, ok := KeyOf(v)
	return ok
}

// checkKey returns TypeError where v cannot be a key.
func checkKey(t *Thread, v Value) error {
	budget := maxKeyNodes
	c, bad := unhashableWithin(v, &budget)
	if err := t.Burn(maxKeyNodes - budget); err != nil { // each look for it goes through them again
		return err
	}
	if bad {
		return t.Raise("TypeError", "unhashable type: '"+c.TypeName()+"'")
	}
	if tuple, ok := v.(Tuple); ok {
		t.Decide(None().With(keyTrace(tuple)))
	}
	if h, ok := v.(HasHashable); ok {
		if err := h.Hashable(t); err != nil {
			return err
		}
	}
	return t.intern(v)
}

// maxKeyParts bounds the parts of a key that are looked at for what they rest on: tuples may
// share theirs, so that there are many more of them than values.
const maxKeyParts = 1000

// keyTrace is what a key rests on, of a tuple with what its items rest on.
func keyTrace(v Value) *Trace {
	left := maxKeyParts
	return partsTrace(v, &left)
}

func partsTrace(v Value, left *int) *Trace {
	tr := v.Trace()
	tuple, ok := v.(Tuple)
	if !ok {
		return tr
	}
	for _, e := range tuple.Elems {
		if *left--; *left < 0 {
			break
		}
		tr = tr.Under(partsTrace(e, left))
	}
	return tr
}

// CheckKey returns TypeError where v cannot be a key of a dict or an item of a set.
func CheckKey(t *Thread, v Value) error { return checkKey(t, v) }
