package value

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const canary = "c4n4ry-s3cr3t"

func secret() Value { return NewStr(canary, (&Trace{}).Hidden()) }

func TestNamesMarkSecrets(t *testing.T) {
	th := newTestThread()
	for _, test := range []struct {
		name string
		v    Value
		want bool
	}{
		{"SECRET_KEY", text("abc"), true},
		{"PASSWORD", text("abc"), true},
		{"EMAIL_HOST_PASSWORD", text("import.path.of"), true},
		{"API_TOKEN", NewBytes("abc", nil), true},
		{"DB_PASSWORD", something(), true},
		{"DEBUG", text("abc"), false},
		{"key", text("abc"), false},
		{"PASSWORD", num(1), false},
		{"PASSWORD", None(), false},
		{"PASSWORD_HASHERS", text("abc"), false},
		{"KEY_FUNCTION", text("abc"), false},
		{"TOKEN_MODEL", text("abc"), false},
		{"AUTH_TOKEN", text("project.auth.TokenBackend"), false},
		{"_PASS", text("django.contrib.auth.password_validation"), false},
		{"_PASS", text("shop.accounts.validation"), true},
		{"AUTH_TOKEN", NewStr("/run/token", &Trace{Public: true}), false},
		{"HOST", text("postgres://u:pw@h/db"), true},
		{"HOST", text("postgres://u@h/db"), false},
	} {
		ns, d := NewNamespace(), th.NewDict(nil)
		ns.Set(th, test.name, test.v, Place{})
		d.SetStr(th, test.name, test.v)
		b, _ := ns.Get(test.name)
		v, _ := d.GetStr(test.name)
		if IsSecret(b.V) != test.want || IsSecret(v) != test.want {
			t.Errorf("%s of type %s: secret as a name %v, as a key %v, want %v", test.name, test.v.Class().Name, IsSecret(b.V), IsSecret(v), test.want)
		}
	}
}

func TestNamesMarkLeaves(t *testing.T) {
	th := newTestThread()
	inner := list(th, text("a"))
	Named("SECRET_KEY_FALLBACKS", inner)
	d := dictOf(th, text("x"), NewTuple([]Value{text("b"), num(1)}, nil))
	Named("CREDENTIALS", d)
	x, _ := d.GetStr("x")
	if !IsSecret(inner.elems[0]) || !IsSecret(x.(Tuple).Elems[0]) || IsSecret(x.(Tuple).Elems[1]) {
		t.Error("the texts in a list, dict or tuple under a secret name are to be marked, and nothing else")
	}
}

// Every operation carries the mark on.
func TestSecretsStaySecret(t *testing.T) {
	th := newTestThread()
	for what, run := range map[string]func() (Value, error){
		"+":           func() (Value, error) { return Binary(th, Add, text("a"), secret()) },
		"*":           func() (Value, error) { return Binary(th, Mult, secret(), num(2)) },
		"%":           func() (Value, error) { return Binary(th, Mod, text("%s"), secret()) },
		"% of a dict": func() (Value, error) { return Binary(th, Mod, text("%(a)s"), dictOf(th, text("a"), secret())) },
		"format":      func() (Value, error) { return call(th, text("{}"), "format", secret()) },
		"format spec": func() (Value, error) { return Format(th, secret(), ">30") },
		"join":        func() (Value, error) { return call(th, text(","), "join", list(th, text("a"), secret())) },
		"upper":       func() (Value, error) { return call(th, secret(), "upper") },
		"replace":     func() (Value, error) { return call(th, text("a"), "replace", text("a"), secret()) },
		"encode":      func() (Value, error) { return call(th, secret(), "encode") },
		"split": func() (Value, error) {
			l, err := call(th, secret(), "split", text("-"))
			return l.(*List).elems[0], err
		},
		"partition": func() (Value, error) {
			v, err := call(th, secret(), "partition", text("-"))
			return v.(Tuple).Elems[0], err
		},
		"item":      func() (Value, error) { return Item(th, secret(), num(0)) },
		"slice":     func() (Value, error) { return Item(th, secret(), Slice{Lower: num(1), Upper: None(), Step: None()}) },
		"iteration": func() (Value, error) { items, err := Items(th, secret()); return items[0], err },
		"repr":      func() (Value, error) { return ToRepr(th, list(th, secret())) },
		"str":       func() (Value, error) { return builtinCall(th, "str", secret()) },
		"reversed": func() (Value, error) {
			it, err := builtinCall(th, "reversed", secret())
			v, _, _ := it.(*Iterator).Next(th)
			return v, err
		},
		"translate":                    func() (Value, error) { return call(th, secret(), "translate", th.NewDict(nil)) },
		"max":                          func() (Value, error) { return builtinCall(th, "max", secret(), text("a")) },
		"join arms":                    func() (Value, error) { return condition.either(secret(), text("b")), nil },
		"an unknown argument":          func() (Value, error) { return call(th, text("a"), "replace", something(), secret()) },
		"an unknown function argument": func() (Value, error) { return builtinCall(th, "str", something().With((&Trace{}).Hidden())) },
		"some choices raise":           func() (Value, error) { return Binary(th, Add, oneOf(num(1), text("b")), secret()) },
		"too many choices": func() (Value, error) {
			many := oneOf(num(1), num(2), num(3), num(4), num(5), num(6))
			return Over(th, many, func(v Value) (Value, error) { return oneOf(secret(), v), nil })
		},
		"of choices": func() (Value, error) { return Binary(th, Add, oneOf(secret(), text("b")), text("c")) },
	} {
		v, err := run()
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if u, ok := v.(*Unknown); ok && len(u.Choices) > 0 {
			v = u.Choices[0].V
		}
		if !IsSecret(v) {
			t.Errorf("%s loses the mark", what)
		}
	}
}

// No verb of fmt shows what a value holds, wherever it stands.
func TestValuesAreNotPrinted(t *testing.T) {
	th := newTestThread()
	ns := NewNamespace()
	ns.Set(th, "SECRET_KEY", secret(), Place{})
	i := th.NewInstance(NewClass("C", "m"))
	i.NS = ns
	b := th.Begin()
	ns.Set(th, "X", secret(), Place{})
	th.End(b)
	th.Globals = ns
	binding, _ := ns.Get("SECRET_KEY")
	for _, v := range []any{
		secret(), NewBytes(canary, nil), NewTuple([]Value{secret()}, nil), list(th, secret()), dictOf(th, text("a"), secret()),
		th.NewSet([]Value{secret()}, true, nil), oneOf(secret()), ns, i, binding, Entry{text("a"), secret()}, &Call{Args: []Value{secret()}},
		Choice{"", secret()}, b, th, NewModule("m", ""), &BoundMethod{Self: secret()}, NewIterator(zipClass, []Value{secret()}, nil),
		(&DictView{Dict: dictOf(th, text("a"), secret())}), Slice{Lower: secret()},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			if s := fmt.Sprintf(verb, v); strings.Contains(s, canary) || strings.Contains(s, fmt.Sprintf("%x", canary)) {
				t.Errorf("%s of a %T shows the secret", verb, v)
			}
		}
	}
}

// No error shows an operand.
func TestErrorsHoldNoOperand(t *testing.T) {
	th := newTestThread()
	for what, run := range map[string]func() (Value, error){
		"int":        func() (Value, error) { return builtinCall(th, "int", secret()) },
		"float":      func() (Value, error) { return builtinCall(th, "float", secret()) },
		"a key":      func() (Value, error) { return Item(th, th.NewDict(nil), secret()) },
		"an operand": func() (Value, error) { return Binary(th, Sub, secret(), num(1)) },
		"format":     func() (Value, error) { return call(th, text("{"+canary+"}"), "format") },
		"a spec":     func() (Value, error) { return Format(th, num(1), canary) },
		"index":      func() (Value, error) { return call(th, list(th), "index", secret()) },
		"remove":     func() (Value, error) { return call(th, th.NewSet(nil, false, nil), "remove", secret()) },
		"encode":     func() (Value, error) { return call(th, NewStr(canary+"é", nil), "encode", text("ascii")) },
		"decode":     func() (Value, error) { return call(th, NewBytes(canary+"\xff", nil), "decode") },
		"a codec":    func() (Value, error) { return call(th, text("é"), "encode", text("ascii"), text("strict")) },
		"pop":        func() (Value, error) { return call(th, th.NewDict(nil), "pop", secret()) },
	} {
		_, err := run()
		var raised *Raised
		if !errors.As(err, &raised) {
			t.Errorf("%s: %v, want an exception", what, err)
			continue
		}
		if s := fmt.Sprintf("%v %+v %#v %s", err, err, err, raised.Shape); strings.Contains(s, canary) {
			t.Errorf("%s: the error shows the operand", what)
		}
	}
}
