package value

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// Whatever a program asks for, an answer comes at once: the value where it is
// small, an unknown where it is not, ErrLimit where the fuel or memory is spent.
func TestBounds(t *testing.T) {
	th := newTestThread()
	huge := NewInt(1_000_000_000_000, nil)
	tests := map[string]func() (Value, error){
		"a long str":         func() (Value, error) { return Binary(th, Mult, text("x"), huge) },
		"a long list":        func() (Value, error) { return Binary(th, Mult, list(th, num(1)), huge) },
		"a long list, again": func() (Value, error) { return Inplace(th, Mult, list(th, num(1)), huge) },
		"a large power": func() (Value, error) {
			return Binary(th, Pow, num(10), num(10_000_000_000))
		},
		"a large shift":     func() (Value, error) { return Binary(th, LShift, num(1), huge) },
		"the largest shift": func() (Value, error) { return Binary(th, LShift, num(1), NewInt(math.MaxInt64, nil)) },
		"powers of powers":  func() (Value, error) { return towers(th) },
		"a wide format":     func() (Value, error) { return Format(th, text("x"), "999999999") },
		"a precise format":  func() (Value, error) { return Format(th, NewFloat(1, nil), ".999999999f") },
		"a wide percent":    func() (Value, error) { return Binary(th, Mod, text("%999999999d"), num(1)) },
		"a wide percent *":  func() (Value, error) { return Binary(th, Mod, text("%*d"), NewTuple([]Value{huge, num(1)}, nil)) },
		"a wide str.format": func() (Value, error) { return call(th, text("{:{}}"), "format", text("x"), huge) },
		"zfill":             func() (Value, error) { return call(th, text("x"), "zfill", huge) },
		"center":            func() (Value, error) { return call(th, text("x"), "center", huge) },
		"expandtabs":        func() (Value, error) { return call(th, text("\t"), "expandtabs", huge) },
		"replace": func() (Value, error) {
			return call(th, text(strings.Repeat("x", 1<<16)), "replace", text("x"), text(strings.Repeat("y", 1<<16)))
		},
		"to_bytes":           func() (Value, error) { return call(th, num(1), "to_bytes", huge, text("big")) },
		"bytes":              func() (Value, error) { return builtinCall(th, "bytes", huge) },
		"int of many digits": func() (Value, error) { return builtinCall(th, "int", text(strings.Repeat("f", 1<<20)), num(16)) },
	}
	for what, run := range tests {
		v, err := run()
		if errors.Is(err, ErrLimit) {
			t.Errorf("%s ends everything", what)
			continue
		}
		if u, ok := v.(*Unknown); !ok || err != nil || u.Because != tooLarge {
			t.Errorf("%s: got %s", what, th.result(v, err))
		}
	}
}

func towers(t *Thread) (v Value, err error) {
	v = num(9)
	for range 9 {
		if v, err = Binary(t, Pow, v, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func TestALargeRangeIsNotListed(t *testing.T) {
	th := newTestThread()
	r, err := builtinCall(th, "range", NewInt(1_000_000_000_000, nil))
	if err != nil {
		t.Fatal(err)
	}
	l, err := builtinCall(th, "list", r)
	if got := th.result(l, err); got != "[?*]" {
		t.Errorf("got %s", got)
	}
	if got := th.result(builtinCall(th, "len", r)); got != "1000000000000" {
		t.Errorf("its length: got %s", got)
	}
}

// A value whose parts are shared is small in memory and large to walk through.
func TestSharedPartsAreBounded(t *testing.T) {
	for what, walk := range map[string]func(t *Thread, v Value) error{
		"repr":    func(t *Thread, v Value) error { _, err := ToRepr(t, v); return err },
		"compare": func(t *Thread, v Value) error { _, err := Compare(t, Eq, v, v60()); return err },
		"hash":    func(t *Thread, v Value) error { return SetItem(t, t.NewDict(nil), v, None()) },
		"joining": func(t *Thread, v Value) error { t.NewSet([]Value{v}, false, nil); return nil },
		"search":  func(*Thread, Value) error { inside(v60()); return nil },
	} {
		th := NewThread(nil, Limits{Fuel: 100_000, Depth: 200, Size: 1 << 20, Heap: 1 << 24})
		if err := walk(th, v60()); err != nil && !errors.Is(err, ErrLimit) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// v60 is a tuple of two tuples of two tuples ..., 60 deep.
func v60() Value {
	v := Value(num(1))
	for range 60 {
		v = NewTuple([]Value{v, v}, nil)
	}
	return v
}

func TestContainersInThemselves(t *testing.T) {
	th := newTestThread()
	l := list(th, num(1))
	l.Append(th, l)
	if got := th.result(ToRepr(th, l)); got != `'[1, [...]]'` {
		t.Errorf("repr: got %s", got)
	}
	other := list(th, num(1))
	other.Append(th, other)
	if truth, err := Compare(th, Eq, l, other); err != nil || truth != Maybe {
		t.Errorf("==: got %v, %v", truth, err)
	}
}

// TestKeysCostFuel looks large keys up until the fuel is spent: each look goes through all
// that is in them, so there are few of them.
func TestKeysCostFuel(t *testing.T) {
	var numbers []Value
	for i := range int64(9000) {
		numbers = append(numbers, NewInt(i, nil))
	}
	nested := Value(NewStr("x", nil))
	for range 30 {
		nested = (&Thread{}).NewSet([]Value{nested}, true, nil)
	}
	for what, key := range map[string]Value{"a tuple": NewTuple(numbers, nil), "sets": nested} {
		th := NewThread(nil, Limits{Fuel: 100_000, Depth: 200, Size: 1 << 20, Heap: 1 << 24})
		d := th.NewDict(nil)
		looks := 0
		for err := error(nil); err == nil && looks < 10_000; looks++ {
			err = SetItem(th, d, key, None())
		}
		if looks > 4000 {
			t.Errorf("%s: %d looks", what, looks)
		}
	}
}
