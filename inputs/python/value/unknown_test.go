package value

import (
	"testing"
)

// show writes a value for a test: unknowns with their choices, and what there may be more.
func (t *Thread) show(v Value) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case Unbound:
		return "unbound"
	case *Unknown:
		s := "?"
		if v.Many {
			s = "?*"
		}
		if len(v.Choices) > 0 {
			s += "("
			for i, c := range v.Choices {
				if i > 0 {
					s += "|"
				}
				s += t.show(c.V)
			}
			s += ")"
		}
		return s
	case *List:
		return "[" + t.showAll(v.elems) + "]"
	case Tuple:
		return "(" + t.showAll(v.Elems) + ")"
	case *Set:
		return "{" + t.showAll(v.all()) + "}"
	case *Dict:
		s := "{"
		for i, e := range v.list {
			if i > 0 {
				s += ", "
			}
			s += t.show(e.Key) + ": " + t.show(e.Value)
		}
		if v.more != nil {
			s += ", ?*"
		}
		return s + "}"
	}
	r, err := ToRepr(t, v)
	if s, ok := r.(Str); ok && err == nil {
		return s.text
	}
	return v.Class().Name
}

func (t *Thread) showAll(items []Value) string {
	s := ""
	for i, e := range items {
		if i > 0 {
			s += ", "
		}
		s += t.show(e)
	}
	return s
}

// result shows what an operation gave, an exception by its class.
func (t *Thread) result(v Value, err error) string {
	if r, ok := err.(*Raised); ok {
		return "!" + r.Kind.Name
	}
	if err != nil {
		return err.Error()
	}
	return t.show(v)
}

func text(s string) Value { return NewStr(s, nil) }
func num(i int64) Value   { return NewInt(i, nil) }

func list(t *Thread, items ...Value) *List { return t.NewList(items, nil) }

// something is an unknown; oneOf one with choices; many stands for any number of items.
func something() *Unknown { return NewUnknown("no input tells", Place{File: "s.py", Line: 1}, nil) }

func oneOf(values ...Value) *Unknown {
	u := something()
	for _, v := range values {
		u.Choices = append(u.Choices, Choice{"a case", v})
	}
	return u
}

func many() *Unknown {
	u := something()
	u.Many = true
	return u
}

func dictOf(t *Thread, pairs ...Value) *Dict {
	d := t.NewDict(nil)
	for i := 0; i < len(pairs); i += 2 {
		d.Set(t, pairs[i], pairs[i+1])
	}
	return d
}

// call calls a method of v.
func call(t *Thread, v Value, name string, args ...Value) (Value, error) {
	f, err := Attr(t, v, name)
	if err != nil {
		return nil, err
	}
	return CallValue(t, f, &Call{Args: args})
}

func builtinCall(t *Thread, name string, args ...Value) (Value, error) {
	f, _ := Builtins().Get(name)
	return CallValue(t, f.V, &Call{Args: args})
}

func TestUnknownLaws(t *testing.T) {
	th := newTestThread()
	tests := []struct {
		what string
		run  func() (Value, error)
		want string
	}{
		{"an operator", func() (Value, error) { return Binary(th, Add, num(1), something()) }, "?"},
		{"an operator over choices", func() (Value, error) { return Binary(th, Add, oneOf(num(1), num(2)), num(3)) }, "?(4|5)"},
		{"choices that agree", func() (Value, error) { return Binary(th, Mod, oneOf(num(1), num(3)), num(2)) }, "1"},
		{"all choices raise", func() (Value, error) { return Plus(th, oneOf(text("a"), text("b"))) }, "!TypeError"},
		{"one choice raises", func() (Value, error) { return Binary(th, Add, oneOf(num(1), text("b")), num(3)) }, "?"},
		{"an unbound choice stays", func() (Value, error) { return Binary(th, Add, oneOf(num(1), Unbound{}), num(3)) }, "?(4|unbound)"},
		{"an attribute", func() (Value, error) { return Attr(th, something(), "name") }, "?"},
		{"a method over choices", func() (Value, error) { return call(th, oneOf(text("a"), text("A")), "upper") }, "'A'"},
		{"an unknown argument", func() (Value, error) { return call(th, text("a"), "replace", something(), text("b")) }, "?"},
		{"an argument with choices", func() (Value, error) { return call(th, text("a-b"), "split", oneOf(text("-"), text("+"))) }, "?(['a', 'b']|['a-b'])"},
		{"an item", func() (Value, error) { return Item(th, something(), text("k")) }, "?"},
		{"an item over choices", func() (Value, error) {
			return Item(th, oneOf(dictOf(th, text("k"), num(1)), dictOf(th, text("k"), num(1), text("x"), num(2))), text("k"))
		}, "1"},
		{"an unknown key", func() (Value, error) { return Item(th, dictOf(th, text("k"), num(1)), something()) }, "1"},
		{"a list plus unknown", func() (Value, error) { return Binary(th, Add, list(th, num(1)), something()) }, "[1, ?*]"},
		{"unknown plus a tuple", func() (Value, error) { return Binary(th, Add, something(), NewTuple([]Value{num(1)}, nil)) }, "(?*, 1)"},
		{"before any number", func() (Value, error) { return Item(th, list(th, num(1), many(), num(2)), num(0)) }, "1"},
		{"after any number", func() (Value, error) { return Item(th, list(th, num(1), many(), num(2)), num(1)) }, "?"},
		{"from the end", func() (Value, error) { return Item(th, list(th, num(1), many(), num(2)), num(-1)) }, "2"},
		{"a slice before any number", func() (Value, error) {
			return Item(th, list(th, num(1), num(2), many()), Slice{Lower: None(), Upper: num(1), Step: None()})
		}, "[1]"},
		{"the rest of a list", func() (Value, error) {
			return Item(th, list(th, num(1), num(2), many()), Slice{Lower: num(1), Upper: None(), Step: None()})
		}, "[2, ?*]"},
		{"the length", func() (Value, error) { return builtinCall(th, "len", list(th, many())) }, "?"},
		{"the length of items", func() (Value, error) { return builtinCall(th, "len", list(th, something())) }, "1"},
		{"in, known", func() (Value, error) { return CompareValue(th, In, num(1), list(th, many(), num(1))) }, "True"},
		{"in, perhaps", func() (Value, error) { return CompareValue(th, In, num(2), list(th, many(), num(1))) }, "?"},
		{"in, not among what there may be", func() (Value, error) {
			u := oneOf(num(3), Unbound{})
			u.Many = true
			return CompareValue(th, In, num(2), list(th, u, num(1)))
		}, "False"},
		{"an index after what differs from it", func() (Value, error) {
			return call(th, list(th, num(5), num(6), many()), "index", num(6))
		}, "1"},
		{"in, known not", func() (Value, error) { return CompareValue(th, NotIn, num(2), list(th, oneOf(num(3), num(4)), num(1))) }, "True"},
		{"join", func() (Value, error) { return call(th, text(","), "join", list(th, text("a"), something())) }, "?"},
		{"join over choices", func() (Value, error) {
			return call(th, text(","), "join", list(th, text("a"), oneOf(text("b"), text("c"))))
		}, "?('a,b'|'a,c')"},
		{"a key beside unknown keys", func() (Value, error) {
			d := dictOf(th, text("k"), num(1))
			d.Open(th, something())
			return Item(th, d, text("k"))
		}, "1"},
		{"perhaps a key", func() (Value, error) {
			d := dictOf(th, text("k"), num(1))
			d.Open(th, something())
			return call(th, d, "get", text("x"), num(2))
		}, "?"},
		{"a default for what is perhaps there", func() (Value, error) {
			return call(th, dictOf(th, text("k"), oneOf(num(1), Unbound{})), "get", text("k"), num(2))
		}, "?(1|2)"},
		{"a default that agrees", func() (Value, error) {
			return call(th, dictOf(th, text("k"), oneOf(num(1), Unbound{})), "get", text("k"), num(1))
		}, "1"},
		{"is None of a known type", func() (Value, error) {
			u := something()
			u.Type = StrClass
			return CompareValue(th, Is, u, None())
		}, "False"},
		{"is None", func() (Value, error) { return CompareValue(th, Is, something(), None()) }, "?"},
		{"bool of choices", func() (Value, error) { return builtinCall(th, "bool", oneOf(text("a"), num(1))) }, "True"},
		{"any", func() (Value, error) { return builtinCall(th, "any", list(th, something(), num(1))) }, "True"},
		{"all", func() (Value, error) { return builtinCall(th, "all", list(th, something(), num(1))) }, "?"},
		{"sorted", func() (Value, error) { return builtinCall(th, "sorted", list(th, something(), num(1))) }, "[?*]"},
		{"the largest", func() (Value, error) { return builtinCall(th, "max", something(), num(1)) }, "?"},
		{"int", func() (Value, error) { return builtinCall(th, "int", oneOf(text("8"), text(" 8 "))) }, "8"},
		{"int that always raises", func() (Value, error) { return builtinCall(th, "int", oneOf(text("x"), text("y"))) }, "!ValueError"},
		{"ascii", func() (Value, error) { return builtinCall(th, "ascii", oneOf(text("é"), text("a"))) }, `?("'\\xe9'"|"'a'")`},
		{"format", func() (Value, error) { return Format(th, list(th, something()), "") }, "?"},
		{"percent", func() (Value, error) { return Binary(th, Mod, text("%s"), something()) }, "?"},
		{"a set", func() (Value, error) { return builtinCall(th, "set", list(th, num(1), many())) }, "{1, ?*}"},
		{"the repr of a set", func() (Value, error) {
			return ToRepr(th, th.NewSet([]Value{num(1), num(2)}, false, nil))
		}, "?"},
		{"a dict of pairs", func() (Value, error) { return builtinCall(th, "dict", list(th, many())) }, "{, ?*}"},
		{"isinstance", func() (Value, error) { return builtinCall(th, "isinstance", oneOf(text("a"), text("b")), StrClass) }, "True"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			if got := th.result(test.run()); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestUnknownKeepsItsFirstReason(t *testing.T) {
	th := newTestThread()
	a, b := NewUnknown("first", Place{File: "a.py", Line: 1}, nil), NewUnknown("second", Place{File: "b.py", Line: 2}, nil)
	a.Needs, b.Needs = []string{"B"}, []string{"A"}
	v, err := Binary(th, Sub, a, b)
	if err != nil {
		t.Fatal(err)
	}
	u := v.(*Unknown)
	if u.Because != "first" || u.At.File != "a.py" || len(u.Needs) != 2 || u.Needs[0] != "A" {
		t.Errorf("got %q at %v, needs %v", u.Because, u.At, u.Needs)
	}
}

func TestChangingAtAnUnknownPlace(t *testing.T) {
	th := newTestThread()
	for name, test := range map[string]struct {
		change func(l *List) (Value, error)
		want   string
	}{
		"insert": {func(l *List) (Value, error) { return call(th, l, "insert", something(), num(3)) }, "[?*(3|unbound), 1, ?*(3|unbound), 2, ?*(3|unbound)]"},
		"assign": {func(l *List) (Value, error) { return nil, SetItem(th, l, something(), num(3)) }, "[?(1|3), ?(2|3)]"},
		"pop":    {func(l *List) (Value, error) { return call(th, l, "pop", something()) }, "[?(1|unbound), ?(2|unbound)]"},
		"remove": {func(l *List) (Value, error) { return call(th, l, "remove", oneOf(num(2), num(4))) }, "[1, ?(2|unbound)]"},
	} {
		l := list(th, num(1), num(2))
		if _, err := test.change(l); err != nil {
			t.Fatal(err)
		}
		if got := th.show(l); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestSettingUnderAnUnknownKey(t *testing.T) {
	th := newTestThread()
	for name, test := range map[string]struct {
		change func(d *Dict) (Value, error)
		want   string
	}{
		"setdefault": {func(d *Dict) (Value, error) { return call(th, d, "setdefault", something(), num(3)) }, "{'a': 1, ?*}"},
		"assign":     {func(d *Dict) (Value, error) { return nil, SetItem(th, d, something(), num(3)) }, "{'a': ?, ?*}"},
		"pop":        {func(d *Dict) (Value, error) { return call(th, d, "pop", something(), None()) }, "{'a': ?(1|unbound)}"},
		"update":     {func(d *Dict) (Value, error) { return call(th, d, "update", something()) }, "{'a': ?, ?*}"},
		"update with one of two": {func(d *Dict) (Value, error) {
			return call(th, d, "update", oneOf(dictOf(th, text("a"), num(2)), dictOf(th, text("b"), num(3))))
		}, "{'a': ?(2|1), 'b': ?(unbound|3)}"},
	} {
		d := dictOf(th, text("a"), num(1))
		if _, err := test.change(d); err != nil {
			t.Fatal(err)
		}
		if got := th.show(d); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

// A method that changes an unknown changes, perhaps, every container that it may be.
func TestChangingAnUnknown(t *testing.T) {
	th := newTestThread()
	a, b := list(th, num(1)), list(th, num(2))
	if _, err := call(th, oneOf(a, b), "append", num(3)); err != nil {
		t.Fatal(err)
	}
	if _, err := Inplace(th, Add, oneOf(a, b), list(th, num(4))); err != nil {
		t.Fatal(err)
	}
	d, e := dictOf(th), dictOf(th, text("k"), num(0))
	if err := SetItem(th, oneOf(d, e), text("k"), num(1)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		v    Value
		want string
	}{{a, "[1, ?*(3|unbound), ?*(4|unbound)]"}, {b, "[2, ?*(unbound|3), ?*(unbound|4)]"}, {d, "{'k': ?(1|unbound)}"}, {e, "{'k': ?(0|1)}"}} {
		if got := th.show(test.v); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}
