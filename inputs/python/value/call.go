package value

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Calls: of functions, methods, classes and instances; and how the functions of
// this package take their arguments.

// CallValue calls any value: TypeError where it cannot be called, unknown where it is unknown.
func CallValue(t *Thread, f Value, c *Call) (Value, error) {
	if err := t.Enter(); err != nil {
		return nil, err
	}
	defer t.Leave()
	c = named(c)
	switch f := f.(type) {
	case *Unknown:
		return callUnknown(t, f, c)
	case *Class:
		return instantiate(t, f, c)
	case Callable:
		return f.Call(t, c)
	case *Instance:
		if b, owner, ok := f.Kind.Lookup("__call__"); ok {
			m, err := bindTo(t, b, f, f.Kind, owner)
			if err != nil {
				return nil, err
			}
			return CallValue(t, m, c)
		}
		if u := f.Kind.unknownBase(); u != nil {
			return callUnknown(t, u, c)
		}
	}
	return nil, Blame(t.Raise("TypeError", "'"+f.Class().TypeName()+"' object is not callable"), f)
}

// named marks the keyword arguments whose names say that they are secret.
func named(c *Call) *Call {
	if !slices.ContainsFunc(c.Keywords, func(k Keyword) bool { return document.SecretName(k.Name) }) {
		return c
	}
	out := *c
	out.Keywords = slices.Clone(c.Keywords)
	for i, k := range out.Keywords {
		out.Keywords[i].Value = Named(k.Name, k.Value)
	}
	return &out
}

// callUnknown is a call of something unknown. Where it is one of a few functions,
// each is called: x.append(y) changes, perhaps, every list that x may be.
func callUnknown(t *Thread, u *Unknown, c *Call) (Value, error) {
	if len(u.Choices) == 0 || u.Many {
		if u.changes {
			operands := append([]Value(nil), c.Args...)
			for _, k := range c.Keywords {
				operands = append(operands, k.Value)
			}
			return doubtOfCall(u, c), t.loseReach(u, operands...)
		}
		return callReached(t, u, c)
	}
	return Over(t, u, func(f Value) (Value, error) { return CallValue(t, f, c) })
}

// pieceFuel is what it costs to run a piece of the program apart, and to join its state.
const pieceFuel = 16

// callReached calls each function that an unknown may be, or none of them: what a
// decorator gives that nobody reads is perhaps the function itself, or calls it.
func callReached(t *Thread, u *Unknown, c *Call) (Value, error) {
	out := doubtOfCall(u, c)
	functions := u.reach.functions()
	if len(functions) == 0 {
		return out, nil
	}
	if err := t.Burn(pieceFuel * len(functions)); err != nil {
		return nil, err
	}
	pieces := apart{t: t}
	pieces.skip()
	for _, f := range functions {
		var result Value
		err := pieces.run(func() (err error) { result, err = CallValue(t, f, c); return err })
		if exc, ok := err.(*Raised); ok {
			pieces.raised(exc)
			continue
		}
		if err != nil {
			return nil, err
		}
		out = out.orOf([]Value{result})
	}
	pieces.join(Doubt(nil, u))
	return out, nil
}

// doubtOfCall is the result of a call that cannot be followed: it depends on the arguments too.
func doubtOfCall(u *Unknown, c *Call) *Unknown {
	out := Doubt(nil, u)
	for _, a := range c.Args {
		out.trace = out.trace.Under(a.Trace())
	}
	for _, k := range c.Keywords {
		out.trace = out.trace.Under(k.Value.Trace())
	}
	return out
}

// instantiate calls a class.
func instantiate(t *Thread, cls *Class, c *Call) (Value, error) {
	if cls.Meta != nil {
		if b, owner, ok := cls.Meta.Lookup("__call__"); ok {
			f, err := bindTo(t, b, cls, cls.Meta, owner)
			if err != nil {
				return nil, err
			}
			return CallValue(t, f, c)
		}
	}
	return construct(t, cls, c)
}

// construct is type.__call__: __new__ and __init__ of a class.
func construct(t *Thread, cls *Class, c *Call) (Value, error) {
	v, err := newObject(t, cls, c)
	if err != nil {
		return nil, err
	}
	if made, ok := v.(*Class); ok && (cls != TypeClass || len(c.Args) == 3) && made.Class().Is(cls) {
		return made, initializeClass(t, made, made.Class(), c)
	}
	i, ok := v.(*Instance)
	if !ok || !i.Kind.Is(cls) {
		return v, nil
	}
	return v, initialize(t, i, cls, c)
}

// newObject is what __new__ gives: of the project's class, of a model, or of the builtin type.
func newObject(t *Thread, cls *Class, c *Call) (Value, error) {
	for _, k := range cls.MRO() {
		if k.NS != nil {
			if b, ok := k.NS.Get("__new__"); ok {
				return callNew(t, b.V, cls, c)
			}
		}
		if k.New != nil {
			v, err := k.New(t, cls, c)
			t.forgetMessage(err)
			return v, err
		}
		if k == TypeClass && (cls != TypeClass || len(c.Args) != 1) {
			return newType(t, cls, c)
		}
		if f := t.constructor(k); f != nil {
			return derive(t, f, k, cls, c)
		}
	}
	if err := abstract(t, cls); err != nil {
		return nil, err
	}
	cls, unknown := ofErrno(cls, c.Args)
	if unknown != nil {
		return unknown, nil
	}
	if cls.Is(exceptionClasses["BaseExceptionGroup"]) {
		kind, err := groupClass(t, cls, c.Args)
		if cls = kind; err != nil {
			return nil, err
		}
	}
	i := t.NewInstance(cls)
	if cls.Is(exceptionClasses["BaseException"]) {
		i.setDirect("args", NewTuple(c.Args, nil))
	}
	return i, nil
}

// abstract refuses to make an instance of a class that has abstract methods: those
// that it lists itself, or that its resolution order marks where its metaclass is
// abc.ABCMeta (CPython, object_new in Objects/typeobject.c).
func abstract(t *Thread, cls *Class) error {
	listed := false
	if cls.Meta != nil {
		b, _ := cls.NS.Get("__abstractmethods__")
		s, ok := b.V.(*Set)
		listed = ok && len(s.elems) > 0
	}
	if listed || cls.Class().Is(ABCMetaClass) && abstractName(t, cls) {
		return t.Raise("TypeError", "Can't instantiate abstract class "+cls.Name+" with abstract methods")
	}
	return nil
}

// abstractName tells whether some name of the class is bound to what is marked as abstract.
func abstractName(t *Thread, cls *Class) bool {
	for _, k := range cls.MRO() {
		if k.NS == nil {
			continue
		}
		for _, name := range k.NS.Names() {
			if b, owner, _ := cls.Lookup(name); owner == k && markedAbstract(t, b.V) {
				return true
			}
		}
	}
	return false
}

// markedAbstract tells whether __isabstractmethod__ of a function, or of what wraps it, is true.
func markedAbstract(t *Thread, v Value) bool {
	switch v := v.(type) {
	case *Property:
		return slices.ContainsFunc([]Value{v.Getter, v.Setter, v.Deleter}, func(f Value) bool { return markedAbstract(t, f) })
	case *ClassMethod:
		return markedAbstract(t, v.Func)
	case *StaticMethod:
		return markedAbstract(t, v.Func)
	case HasAttr:
		if v.Class() != FunctionClass {
			return false
		}
		marked, err := v.Attr(t, "__isabstractmethod__")
		if err != nil || marked == nil {
			return false
		}
		truth, err := Truthy(t, marked)
		return err == nil && truth == Yes
	}
	return false
}

// initializeClass calls the __init__ of a metaclass.
func initializeClass(t *Thread, made, meta *Class, c *Call) error {
	b, owner, ok := meta.Lookup("__init__")
	if !ok {
		return nil
	}
	f, err := bindTo(t, b, made, meta, owner)
	if err == nil {
		_, err = CallValue(t, f, c)
	}
	return err
}

func callNew(t *Thread, f Value, cls *Class, c *Call) (Value, error) {
	if s, ok := f.(*StaticMethod); ok {
		f = s.Func
	}
	with := *c
	with.Args = slices.Concat([]Value{cls}, c.Args)
	return CallValue(t, f, &with)
}

// derive makes a value of the builtin type k, as an instance of cls where that derives from it.
func derive(t *Thread, f function, k, cls *Class, c *Call) (Value, error) {
	if k != cls && isMutableClass(k) {
		c = &Call{At: c.At} // list and dict take their arguments in __init__
	}
	if _, _, own := cls.Lookup("__init__"); own && (k == TupleClass || k == FrozenSetClass || k == FloatClass) {
		with := *c // these leave what is named to an __init__ of the class
		with.Keywords = nil
		c = &with
	}
	v, err := f(t, c)
	if err != nil || k == cls {
		return v, err
	}
	return t.NewDerived(cls, v), nil
}

func isMutableClass(c *Class) bool { return c == ListClass || c == DictClass || c == SetClass }

// initialize calls __init__: the project's, a model's, or the builtin type's.
func initialize(t *Thread, i *Instance, cls *Class, c *Call) error {
	if b, owner, ok := i.Kind.Lookup("__init__"); ok {
		f, err := bindTo(t, b, i, i.Kind, owner)
		if err != nil {
			return err
		}
		_, err = CallValue(t, f, c)
		return err
	}
	if u := cls.unknownBase(); u != nil {
		i.NS.Open(t, u)
		return nil
	}
	return initBuiltin(t, i, c)
}

// initBuiltin is the __init__ of the builtin type that an instance's class derives from.
func initBuiltin(t *Thread, i *Instance, c *Call) error {
	data, _ := i.Data.(Value)
	switch d := data.(type) {
	case *List:
		if _, _, own := i.Kind.Lookup("__new__"); own {
			c = &Call{Args: c.Args, At: c.At}
		}
		if err := atMostOne(t, "list", c); err != nil {
			return err
		}
		if len(c.Args) == 0 {
			return nil
		}
		if err := extend(t, d, c.Args[0]); err != nil {
			return err
		}
		return t.Presume(c.Args[0].Trace(), d)
	case *Set:
		if err := atMostOne(t, "set", c); err != nil {
			return err
		}
		for _, a := range c.Args {
			if err := updateSet(t, d, a); err != nil {
				return err
			}
			if err := t.Presume(a.Trace(), d); err != nil {
				return err
			}
		}
		return nil
	case *Dict:
		return updateDictCall(t, d, c)
	}
	switch {
	case data != nil || hasNew(i.Kind):
		return nil
	case i.Kind.Is(exceptionClasses["BaseException"]):
		if len(c.Keywords) > 0 && !takesKeywords(i.Kind) {
			return t.Raise("TypeError", i.Kind.TypeName()+"() takes no keyword arguments")
		}
		i.setArgs(t, c.Args)
		return nil
	case len(c.Args)+len(c.Keywords) > 0:
		return t.Raise("TypeError", i.Kind.TypeName()+"() takes no arguments")
	}
	return nil
}

// atMostOne refuses more than one argument, or one by name, as list and set do.
func atMostOne(t *Thread, name string, c *Call) error {
	switch {
	case len(c.Keywords) > 0:
		return t.Raise("TypeError", name+"() takes no keyword arguments")
	case len(c.Args) > 1:
		return t.Raise("TypeError", name+" expected at most 1 argument, got "+decimal(len(c.Args)))
	}
	return nil
}

// takesKeywords tells whether an exception class may take keyword arguments: three of the
// builtins do, and those of libraries perhaps.
func takesKeywords(c *Class) bool {
	for _, name := range []string{"ImportError", "AttributeError", "NameError"} {
		if c.Is(exceptionClasses[name]) {
			return true
		}
	}
	return slices.ContainsFunc(c.MRO(), func(k *Class) bool { return !k.Written && k != ObjectClass && exceptionClasses[k.Name] != k })
}

// hasNew tells whether some class of the resolution order makes its instances itself.
func hasNew(c *Class) bool {
	_, _, own := c.Lookup("__new__")
	for _, k := range c.MRO() {
		own = own || k.New != nil
	}
	return own
}
