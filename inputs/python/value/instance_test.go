package value

import (
	"strings"
	"testing"
)

// fn is a function of a test's class; self is the first argument.
func fn(f func(t *Thread, args []Value) (Value, error)) func(*Thread, *Call) (Value, error) {
	return func(t *Thread, c *Call) (Value, error) { return f(t, c.Args) }
}

func gives(v Value) func(*Thread, *Call) (Value, error) {
	return func(*Thread, *Call) (Value, error) { return v, nil }
}

func instantiateClass(t *testing.T, th *Thread, c *Class, args ...Value) Value {
	t.Helper()
	v, err := CallValue(th, c, &Call{Args: args})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSpecialMethods(t *testing.T) {
	th := newTestThread()
	same := fn(func(_ *Thread, a []Value) (Value, error) { return a[1], nil })
	c := NewClass("C", "m").
		Method("__add__", same).Method("__radd__", same).Method("__iadd__", gives(text("iadd"))).
		Method("__eq__", gives(NewBool(true, nil))).Method("__lt__", gives(NewBool(true, nil))).
		Method("__len__", gives(num(0))).Method("__getitem__", same).Method("__contains__", gives(num(1))).
		Method("__call__", same).Method("__str__", gives(text("str"))).Method("__repr__", gives(text("repr"))).
		Method("__format__", same).Method("__getattr__", same).Method("__neg__", gives(num(-1))).Method("__int__", gives(num(7))).
		Method("__iter__", gives(NewTuple([]Value{num(1), num(2)}, nil))).Method("__sub__", gives(NotImplementedValue{}))
	v := instantiateClass(t, th, c)
	for what, test := range map[string]struct {
		run  func() (Value, error)
		want string
	}{
		"v + 1":     {func() (Value, error) { return Binary(th, Add, v, num(1)) }, "1"},
		"1 + v":     {func() (Value, error) { return Binary(th, Add, num(1), v) }, "1"},
		"v += 1":    {func() (Value, error) { return Inplace(th, Add, v, num(1)) }, "'iadd'"},
		"v - 1":     {func() (Value, error) { return Binary(th, Sub, v, num(1)) }, "!TypeError"},
		"v == 1":    {func() (Value, error) { return CompareValue(th, Eq, v, num(1)) }, "True"},
		"1 == v":    {func() (Value, error) { return CompareValue(th, Eq, num(1), v) }, "True"},
		"v != 1":    {func() (Value, error) { return CompareValue(th, NotEq, v, num(1)) }, "False"},
		"1 > v":     {func() (Value, error) { return CompareValue(th, Gt, num(1), v) }, "True"},
		"v > 1":     {func() (Value, error) { return CompareValue(th, Gt, v, num(1)) }, "!TypeError"},
		"bool(v)":   {func() (Value, error) { return TruthValue(th, v) }, "False"},
		"v[3]":      {func() (Value, error) { return Item(th, v, num(3)) }, "3"},
		"3 in v":    {func() (Value, error) { return CompareValue(th, In, num(3), v) }, "True"},
		"v(3)":      {func() (Value, error) { return CallValue(th, v, &Call{Args: []Value{num(3)}}) }, "3"},
		"str(v)":    {func() (Value, error) { return ToStr(th, v) }, "'str'"},
		"repr([v])": {func() (Value, error) { return ToRepr(th, list(th, v)) }, "'[repr]'"},
		"format":    {func() (Value, error) { return Format(th, v, "spec") }, "'spec'"},
		"v.any":     {func() (Value, error) { return Attr(th, v, "any") }, "'any'"},
		"-v":        {func() (Value, error) { return Negate(th, v) }, "-1"},
		"int(v)":    {func() (Value, error) { return builtinCall(th, "int", v) }, "7"},
		"list(v)":   {func() (Value, error) { return builtinCall(th, "list", v) }, "[1, 2]"},
		"{v: 1}":    {func() (Value, error) { d := th.NewDict(nil); return d, SetItem(th, d, v, num(1)) }, "{, ?*}"},
	} {
		if got := th.result(test.run()); got != test.want {
			t.Errorf("%s: got %s, want %s", what, got, test.want)
		}
	}
}

func TestAttributes(t *testing.T) {
	th := newTestThread()
	self := fn(func(_ *Thread, a []Value) (Value, error) { return a[0], nil })
	c := NewClass("C", "m").Method("method", self)
	c.Written = true
	define := func(name string, v Value) { c.NS.Set(th, name, v, Place{}) }
	define("prop", &Property{Getter: NewBuiltin("get", gives(text("got")))})
	define("static", &StaticMethod{Func: NewBuiltin("f", gives(text("static")))})
	define("cls", &ClassMethod{Func: NewBuiltin("f", self)})
	define("attr", num(1))
	v := instantiateClass(t, th, c)
	callAttr := func(of Value, name string) func() (Value, error) {
		return func() (Value, error) { return call(th, of, name) }
	}
	for what, test := range map[string]struct {
		run  func() (Value, error)
		want string
	}{
		"v.prop":       {func() (Value, error) { return Attr(th, v, "prop") }, "'got'"},
		"v.prop = 1":   {func() (Value, error) { return nil, SetAttr(th, v, "prop", num(1)) }, "!AttributeError"},
		"v.static()":   {callAttr(v, "static"), "'static'"},
		"C.static()":   {callAttr(c, "static"), "'static'"},
		"v.cls()":      {callAttr(v, "cls"), "\"<class 'm.C'>\""},
		"C.cls()":      {callAttr(c, "cls"), "\"<class 'm.C'>\""},
		"v.attr":       {func() (Value, error) { return Attr(th, v, "attr") }, "1"},
		"v.none":       {func() (Value, error) { return Attr(th, v, "none") }, "!AttributeError"},
		"of a library": {func() (Value, error) { return Attr(th, instantiateClass(t, th, NewClass("L", "lib")), "none") }, "?"},
		"C.none":       {func() (Value, error) { return Attr(th, c, "none") }, "!AttributeError"},
		"C.__name__":   {func() (Value, error) { return Attr(th, c, "__name__") }, "'C'"},
		"str.upper('a')": {func() (Value, error) {
			f, _ := Attr(th, StrClass, "upper")
			return CallValue(th, f, &Call{Args: []Value{text("a")}})
		}, "'A'"},
		"dict.fromkeys": {func() (Value, error) {
			f, _ := Attr(th, DictClass, "fromkeys")
			return CallValue(th, f, &Call{Args: []Value{text("a")}})
		}, "{'a': None}"},
		"str.x = 1": {func() (Value, error) { return nil, SetAttr(th, StrClass, "x", num(1)) }, "!TypeError"},
		"'a'.x = 1": {func() (Value, error) { return nil, SetAttr(th, text("a"), "x", num(1)) }, "!AttributeError"},
		"getattr":   {func() (Value, error) { return builtinCall(th, "getattr", v, text("none"), num(9)) }, "9"},
		"hasattr":   {func() (Value, error) { return builtinCall(th, "hasattr", v, text("none")) }, "False"},
		"(1).real":  {func() (Value, error) { return Attr(th, num(1), "real") }, "1"},
	} {
		got := ""
		v, err := test.run()
		if k, ok := v.(*Class); ok {
			v, err = ToRepr(th, k)
		}
		if got = th.result(v, err); got != test.want {
			t.Errorf("%s: got %s, want %s", what, got, test.want)
		}
	}
}

// A class that derives from a builtin type is that type wherever it is used.
func TestDerivedFromBuiltins(t *testing.T) {
	th := newTestThread()
	tier := NewClass("Tier", "m", StrClass)
	free := th.NewDerived(tier, text("free"))
	env := NewClass("Env", "m", DictClass).Method("__missing__", fn(func(_ *Thread, a []Value) (Value, error) { return a[1], nil }))
	e := instantiateClass(t, th, env, list(th, NewTuple([]Value{text("a"), num(1)}, nil)))
	port := instantiateClass(t, th, NewClass("Port", "m", IntClass), text("8000"))
	for what, test := range map[string]struct {
		run  func() (Value, error)
		want string
	}{
		"== str":     {func() (Value, error) { return CompareValue(th, Eq, free, text("free")) }, "True"},
		"in list":    {func() (Value, error) { return CompareValue(th, In, text("free"), list(th, free)) }, "True"},
		"upper":      {func() (Value, error) { return call(th, free, "upper") }, "'FREE'"},
		"+":          {func() (Value, error) { return Binary(th, Add, free, text("!")) }, "'free!'"},
		"format":     {func() (Value, error) { return Format(th, free, ">6") }, "'  free'"},
		"as a key":   {func() (Value, error) { return Item(th, dictOf(th, text("free"), num(1)), free) }, "1"},
		"isinstance": {func() (Value, error) { return builtinCall(th, "isinstance", free, StrClass) }, "True"},
		"e['a']":     {func() (Value, error) { return Item(th, e, text("a")) }, "1"},
		"e['b']":     {func() (Value, error) { return Item(th, e, text("b")) }, "'b'"},
		"e.get('b')": {func() (Value, error) { return call(th, e, "get", text("b"), num(2)) }, "2"},
		"len(e)":     {func() (Value, error) { return builtinCall(th, "len", e) }, "1"},
		"port + 1":   {func() (Value, error) { return Binary(th, Add, port, num(1)) }, "8001"},
		"super": {func() (Value, error) {
			f, _ := SuperAttr(th, env, e, "__getitem__")
			return CallValue(th, f, &Call{Args: []Value{text("a")}})
		}, "1"},
	} {
		if got := th.result(test.run()); got != test.want {
			t.Errorf("%s: got %s, want %s", what, got, test.want)
		}
	}
}

func TestExceptionInstances(t *testing.T) {
	th := newTestThread()
	own := NewClass("Own", "m", builtinClass("ValueError"))
	for what, test := range map[string]struct {
		class *Class
		args  []Value
		str   string
		repr  string
	}{
		"none":     {builtinClass("ValueError"), nil, `''`, `'ValueError()'`},
		"one":      {builtinClass("ValueError"), []Value{text("no")}, `'no'`, `"ValueError('no')"`},
		"two":      {builtinClass("ValueError"), []Value{num(1), num(2)}, `'(1, 2)'`, `'ValueError(1, 2)'`},
		"KeyError": {builtinClass("KeyError"), []Value{text("k")}, `"'k'"`, `"KeyError('k')"`},
		"OSError":  {builtinClass("OSError"), []Value{num(2), text("gone")}, `'[Errno 2] gone'`, `"FileNotFoundError(2, 'gone')"`},
		"derived":  {own, []Value{text("no")}, `'no'`, `"Own('no')"`},
	} {
		e := instantiateClass(t, th, test.class, test.args...)
		if got := th.result(ToStr(th, e)); got != test.str {
			t.Errorf("%s: str is %s, want %s", what, got, test.str)
		}
		if got := th.result(ToRepr(th, e)); got != test.repr {
			t.Errorf("%s: repr is %s, want %s", what, got, test.repr)
		}
	}
}

// The message of an exception that was raised here is known only where no operand was left out.
func TestMessagesOfRaised(t *testing.T) {
	th := newTestThread()
	for what, run := range map[string]func() (Value, error){
		"?": func() (Value, error) { return builtinCall(th, "int", text("x")) },
		`"unsupported operand type(s) for -: 'str' and 'int'"`: func() (Value, error) { return Binary(th, Sub, text("x"), num(1)) },
		`"'k'"`: func() (Value, error) { return Item(th, th.NewDict(nil), text("k")) },
	} {
		_, err := run()
		if got := th.result(ToStr(th, err.(*Raised).Exc)); got != what {
			t.Errorf("got %s, want %s", got, what)
		}
	}
}

func TestUnknownBase(t *testing.T) {
	th := newTestThread()
	base := NewClass("Base", "lib")
	base.Unknown = NewUnknown("lib is not here", Place{}, nil)
	c := NewClass("C", "m", base)
	v := instantiateClass(t, th, c)
	for what, run := range map[string]func() (Value, error){
		"v.any":      func() (Value, error) { return Attr(th, v, "any") },
		"v()":        func() (Value, error) { return CallValue(th, v, &Call{}) },
		"v[0]":       func() (Value, error) { return Item(th, v, num(0)) },
		"v + 1":      func() (Value, error) { return Binary(th, Add, v, num(1)) },
		"1 in v":     func() (Value, error) { return CompareValue(th, In, num(1), v) },
		"len(v)":     func() (Value, error) { return builtinCall(th, "len", v) },
		"str(v)":     func() (Value, error) { return ToStr(th, v) },
		"bool(v)":    func() (Value, error) { return TruthValue(th, v) },
		"hasattr":    func() (Value, error) { return builtinCall(th, "hasattr", v, text("x")) },
		"isinstance": func() (Value, error) { return builtinCall(th, "isinstance", v, StrClass) },
	} {
		if got := th.result(run()); !strings.HasPrefix(got, "?") {
			t.Errorf("%s: got %s, want an unknown", what, got)
		}
	}
}

func TestResolutionOrder(t *testing.T) {
	a, b := NewClass("A", "m"), NewClass("B", "m")
	c, d := NewClass("C", "m", a, b), NewClass("D", "m", a)
	e := NewClass("E", "m", c, d)
	var names []string
	for _, k := range e.MRO() {
		names = append(names, k.Name)
	}
	if got := strings.Join(names, " "); got != "E C D A B object" {
		t.Errorf("got %s", got)
	}
}

// Iterators give their items one by one: what is not asked for is not made.
func TestIteratorsAreLazy(t *testing.T) {
	th := newTestThread()
	calls := 0
	f := NewBuiltin("f", func(_ *Thread, c *Call) (Value, error) { calls++; return c.Args[0], nil })
	m, err := builtinCall(th, "map", f, NewTuple([]Value{num(0), num(1), num(2)}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if got := th.result(builtinCall(th, "any", m)); got != "True" || calls != 2 {
		t.Errorf("any: %s after %d calls, want True after 2", got, calls)
	}
	if got := th.result(builtinCall(th, "list", m)); got != "[2]" {
		t.Errorf("what remains: %s, want [2]", got)
	}
	if got := th.result(builtinCall(th, "next", m)); got != "!StopIteration" {
		t.Errorf("at the end: %s", got)
	}
}
