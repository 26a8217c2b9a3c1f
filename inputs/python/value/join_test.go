package value

import (
	"slices"
	"testing"
)

var condition = Condition{
	At: Place{File: "s.py", Line: 3}, Yes: "yes", No: "no", Because: "the condition is not known",
	Needs: []string{"FLAG"}, Trace: &Trace{Reads: []string{"FLAG"}, Assumes: []string{"FLAG"}},
}

// fork runs both arms from the same state and joins them.
func fork(t *Thread, yes, no func()) {
	a := t.Begin()
	yes()
	t.End(a)
	b := t.Begin()
	no()
	t.End(b)
	t.Join(condition, a, b)
}

func TestJoinNames(t *testing.T) {
	th := newTestThread()
	ns := NewNamespace()
	set := func(name string, v Value) { ns.Set(th, name, v, Place{}) }
	shared := list(th, num(1))
	set("SAME", num(0))
	set("SHARED", shared)
	fork(th,
		func() {
			set("SAME", num(1))
			set("DIFFERS", text("a"))
			set("ONLY", num(1))
			set("FALSE", num(0))
			set("TUPLE", NewTuple([]Value{num(1)}, nil))
		},
		func() {
			set("SAME", num(1))
			set("DIFFERS", text("b"))
			set("FALSE", NewBool(false, nil))
			set("TUPLE", NewTuple([]Value{num(1)}, (&Trace{}).Hidden()))
		})
	for name, want := range map[string]string{
		"TUPLE": "(1)", "SAME": "1", "SHARED": "[1]", "DIFFERS": "?('a'|'b')", "ONLY": "?(1|unbound)", "FALSE": "?(0|False)",
	} {
		b, _ := ns.Get(name)
		if got := th.show(b.V); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	b, _ := ns.Get("DIFFERS")
	u := b.V.(*Unknown)
	if u.Type != StrClass || !slices.Equal(u.Needs, []string{"FLAG"}) || u.Choices[0].When != "yes" || u.Choices[1].When != "no" {
		t.Errorf("DIFFERS: type %s, needs %v, choices when %q and %q", u.Class().Name, u.Needs, u.Choices[0].When, u.Choices[1].When)
	}
	if b, _ := ns.Get("SHARED"); b.V != Value(shared) {
		t.Error("SHARED is another list now")
	}
}

func TestJoinContainers(t *testing.T) {
	th := newTestThread()
	tests := []struct {
		what    string
		make    func() Value
		yes, no func(v Value)
		want    string
	}{
		{"an item more", func() Value { return list(th, num(1), num(2)) },
			func(v Value) { v.(*List).Append(th, num(3)) }, func(Value) {}, "[1, 2, ?*(3|unbound)]"},
		{"an item more in the middle", func() Value { return list(th, num(1), num(2)) },
			func(v Value) { _, _ = call(th, v, "insert", num(1), num(9)) }, func(Value) {}, "[1, ?*(9|unbound), 2]"},
		{"an item that differs", func() Value { return list(th, num(1), num(2)) },
			func(v Value) { _ = SetItem(th, v, num(0), num(7)) }, func(v Value) { _ = SetItem(th, v, num(0), num(8)) }, "[?(7|8), 2]"},
		{"the same change", func() Value { return list(th, num(1)) },
			func(v Value) { v.(*List).Append(th, num(3)) }, func(v Value) { v.(*List).Append(th, num(3)) }, "[1, 3]"},
		{"other lengths", func() Value { return list(th) },
			func(v Value) { v.(*List).Append(th, num(1)) }, func(v Value) { v.(*List).Append(th, num(2), num(3)) },
			"[?*(1|unbound), ?*(unbound|2), ?*(unbound|3)]"},
		{"a key more", func() Value { return dictOf(th, text("a"), num(1)) },
			func(v Value) { _ = SetItem(th, v, text("b"), num(2)) }, func(Value) {}, "{'a': 1, 'b': ?(2|unbound)}"},
		{"a key less", func() Value { return dictOf(th, text("a"), num(1)) },
			func(v Value) { _ = SetItem(th, v, text("a"), nil) }, func(Value) {}, "{'a': ?(unbound|1)}"},
		{"a value that differs", func() Value { return dictOf(th, text("a"), num(1)) },
			func(v Value) { _ = SetItem(th, v, text("a"), num(2)) }, func(Value) {}, "{'a': ?(2|1)}"},
		{"a set", func() Value { return th.NewSet([]Value{num(1)}, false, nil) },
			func(v Value) { _, _ = call(th, v, "add", num(2)) }, func(Value) {}, "{1, ?*}"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			v := test.make()
			fork(th, func() { test.yes(v) }, func() { test.no(v) })
			if got := th.show(v); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestBranchesAreUndone(t *testing.T) {
	th := newTestThread()
	d, l, s := dictOf(th, text("a"), num(1)), list(th, num(1)), th.NewSet([]Value{num(1)}, false, nil)
	o := th.NewInstance(NewClass("C", "m"))
	_ = SetAttr(th, o, "x", num(1))
	change := func(n int64) func() {
		return func() {
			_ = SetItem(th, d, text("a"), num(n))
			_ = SetItem(th, l, num(0), num(n))
			_, _ = call(th, s, "add", num(n))
			_ = SetAttr(th, o, "x", num(n))
		}
	}
	state := func() string {
		x, _ := Attr(th, o, "x")
		return th.show(NewTuple([]Value{d, l, s, x}, nil))
	}
	before := state()
	a := th.Begin()
	change(2)()
	th.End(a)
	if got := state(); got != before {
		t.Fatalf("after the first arm: %s, want %s", got, before)
	}
	b := th.Begin()
	change(3)()
	th.End(b)
	if got := state(); got != before {
		t.Fatalf("after the second arm: %s, want %s", got, before)
	}
	th.Resume(a)
	th.End(a)
	if got := state(); got != before {
		t.Fatalf("after the first arm went on: %s, want %s", got, before)
	}
	th.Commit(b)
	if got, want := state(), "({'a': 3}, [3], {1, 3}, 3)"; got != want {
		t.Errorf("committed: %s, want %s", got, want)
	}
}

// What is kept because a variable is assumed unset says so.
func TestAssume(t *testing.T) {
	th := newTestThread()
	ns, d := NewNamespace(), dictOf(th, text("a"), num(1), text("b"), num(2))
	ns.Set(th, "KEPT", num(0), Place{})
	ns.Set(th, "OTHER", num(0), Place{})
	a := th.Begin()
	ns.Set(th, "KEPT", num(1), Place{})
	_ = SetItem(th, d, text("a"), num(5))
	th.End(a)
	b := th.Begin()
	th.End(b)
	th.Assume(condition, a, b)
	for name, want := range map[string]bool{"KEPT": true, "OTHER": false} {
		binding, _ := ns.Get(name)
		if got := binding.Control != nil && slices.Contains(binding.Control.Assumes, "FLAG"); got != want {
			t.Errorf("%s assumes FLAG: %v, want %v", name, got, want)
		}
	}
	for key, want := range map[string]bool{"a": true, "b": false} {
		v, _ := d.GetStr(key)
		if got := v.Trace() != nil && slices.Contains(v.Trace().Assumes, "FLAG"); got != want {
			t.Errorf("[%q] assumes FLAG: %v, want %v", key, got, want)
		}
	}
}

// What is secret in one arm is secret after the join, even where both have the same text.
func TestJoinKeepsSecrets(t *testing.T) {
	th := newTestThread()
	l := list(th)
	fork(th, func() { l.SetElems(th, []Value{text(canary)}) }, func() { l.SetElems(th, []Value{secret()}) })
	if !IsSecret(l.elems[0]) {
		t.Error("an item lost its mark")
	}
}
