package interp

// Classes. A metaclass of a model takes part by its __init__(cls, name, bases,
// dict), which may change the finished class, and by New, which replaces it.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) classDef(s *syntax.ClassDef) error {
	decorators, err := f.decorators(s.DecoratorList)
	if err != nil {
		return err
	}
	cls, err := f.classHead(s)
	if err != nil {
		return err
	}
	keywords := &value.Call{}
	if err := f.keywords(keywords, s.Keywords); err != nil {
		return err
	}
	f.setMeta(cls, keywords)
	if err := f.classBody(s, cls); err != nil {
		return err
	}
	f.at(s)
	made, err := f.finishClass(cls, keywords)
	if err != nil {
		return err
	}
	v, err := f.decorate(made, decorators, s.DecoratorList)
	if err != nil {
		return err
	}
	f.bind(s.Name, v, f.place(s))
	return nil
}

// classHead makes the class with its bases. A base that is not known leaves the class open.
func (f *frame) classHead(s *syntax.ClassDef) (*value.Class, error) {
	cls := &value.Class{Name: s.Name, Module: f.unit.module, NS: f.t.NewNamespace()}
	bases, _, err := f.items(s.Bases)
	if err != nil {
		return nil, err
	}
	for _, b := range bases {
		switch b := b.(type) {
		case *value.Class:
			cls.Bases = append(cls.Bases, b)
		case *value.Unknown:
			cls.Unknown = b
		default:
			cls.Unknown = value.NewUnknown("a base of class "+s.Name+" is not followed", f.place(s), nil)
		}
	}
	if len(cls.Bases) == 0 {
		cls.Bases = []*value.Class{value.ObjectClass}
	}
	return cls, nil
}

func (f *frame) setMeta(cls *value.Class, keywords *value.Call) {
	for _, b := range cls.Bases {
		if b.Meta != nil && (cls.Meta == nil || b.Meta.Is(cls.Meta)) {
			cls.Meta = b.Meta
		}
	}
	for i, k := range keywords.Keywords {
		if k.Name != "metaclass" {
			continue
		}
		keywords.Keywords = append(keywords.Keywords[:i:i], keywords.Keywords[i+1:]...)
		meta, ok := k.Value.(*value.Class)
		switch {
		case !ok:
			cls.Unknown = value.NewUnknown("the metaclass of "+cls.Name+" is not known", f.t.At, nil)
		case meta != value.TypeClass:
			cls.Meta = meta
		}
		return
	}
}

func (f *frame) classBody(s *syntax.ClassDef, cls *value.Class) error {
	outer := f.scope
	if outer.kind == moduleScope {
		outer = nil
	}
	body := &frame{in: f.in, t: f.t, unit: f.unit, fn: f.fn, held: f.held, frameHeld: f.frameHeld,
		scope: &scope{kind: classScope, ns: cls.NS, outer: outer, globals: f.scope.globals, class: cls}}
	cls.NS.Set(f.t, "__module__", value.NewStr(f.unit.module, nil), f.place(s))
	cls.NS.Set(f.t, "__qualname__", value.NewStr(s.Name, nil), f.place(s))
	leave := f.in.enter(body)
	defer leave()
	_, err := body.block(s.Body)
	return err
}

// finishClass lets the metaclass, the bases and the attributes know of the class.
func (f *frame) finishClass(cls *value.Class, keywords *value.Call) (value.Value, error) {
	if err := f.setNames(cls); err != nil {
		return nil, err
	}
	if err := f.initSubclass(cls, keywords); err != nil {
		return nil, err
	}
	if cls.Meta == nil {
		return cls, nil
	}
	if _, owner, ok := cls.Meta.Lookup("__new__"); ok && owner.Module == f.unit.module {
		cls.Unknown = value.NewUnknown("the metaclass "+cls.Meta.Name+" is not followed", f.t.At, nil)
		return cls, nil
	}
	c := &value.Call{Args: f.typeArgs(cls), Keywords: keywords.Keywords, At: f.t.At}
	if cls.Meta.New != nil {
		return cls.Meta.New(f.t, cls.Meta, c)
	}
	if b, _, ok := cls.Meta.Lookup("__init__"); ok {
		c.Args = append([]value.Value{cls}, c.Args...)
		if _, err := value.CallValue(f.t, b.V, c); err != nil {
			return nil, err
		}
	}
	return cls, nil
}

// typeArgs are the arguments of type(name, bases, dict).
func (f *frame) typeArgs(cls *value.Class) []value.Value {
	bases := make([]value.Value, len(cls.Bases))
	for i, b := range cls.Bases {
		bases[i] = b
	}
	d := f.t.NewDict(nil)
	for _, name := range cls.NS.Names() {
		b, _ := cls.NS.Get(name)
		d.SetStr(f.t, name, b.V)
	}
	return []value.Value{value.NewStr(cls.Name, nil), value.NewTuple(bases, nil), d}
}

// setNames calls __set_name__ of the attributes that have one.
func (f *frame) setNames(cls *value.Class) error {
	for _, name := range cls.NS.Names() {
		b, _ := cls.NS.Get(name)
		i, ok := b.V.(*value.Instance)
		if !ok {
			continue
		}
		m, _, ok := i.Kind.Lookup("__set_name__")
		if !ok {
			continue
		}
		c := &value.Call{Args: []value.Value{i, cls, value.NewStr(name, nil)}, At: f.t.At}
		if _, err := value.CallValue(f.t, m.V, c); err != nil {
			return err
		}
	}
	return nil
}

func (f *frame) initSubclass(cls *value.Class, keywords *value.Call) error {
	for _, k := range cls.MRO()[1:] {
		if k.NS == nil {
			continue
		}
		b, ok := k.NS.Get("__init_subclass__")
		if !ok {
			continue
		}
		hook := b.V
		if m, ok := hook.(*value.ClassMethod); ok {
			hook = m.Func
		}
		_, err := value.CallValue(f.t, hook, &value.Call{Args: []value.Value{cls}, Keywords: keywords.Keywords, At: f.t.At})
		return err
	}
	return nil
}

// superObject is super(): the attributes that come after a class in the
// resolution order of self's.
type superObject struct {
	after *value.Class
	self  value.Value
}

// Class is super.
func (*superObject) Class() *value.Class { return superClass }

// Trace is nil.
func (*superObject) Trace() *value.Trace { return nil }

// With returns the object.
func (s *superObject) With(*value.Trace) value.Value { return s }

// Attr finds the name after the class and binds it to self.
func (s *superObject) Attr(t *value.Thread, name string) (value.Value, error) {
	kind := s.self.Class()
	own, ofClass := s.self.(*value.Class)
	if ofClass {
		kind = own
	}
	order := kind.MRO()
	for i, k := range order {
		if k == s.after {
			return s.find(t, order[i+1:], name, ofClass)
		}
	}
	return value.NewUnknown("super() is not followed here", t.At, nil), nil
}

func (s *superObject) find(t *value.Thread, order []*value.Class, name string, ofClass bool) (value.Value, error) {
	for _, k := range order {
		if k.Unknown != nil {
			return value.Doubt(nil, k.Unknown), nil
		}
		if k.NS == nil {
			continue
		}
		if b, ok := k.NS.Get(name); ok {
			return s.bound(t, b, ofClass)
		}
	}
	if s.after.Unknown != nil {
		return value.Doubt(nil, s.after.Unknown), nil
	}
	return s.fallback(t, name)
}

func (s *superObject) bound(t *value.Thread, b value.Binding, ofClass bool) (value.Value, error) {
	switch v := b.V.(type) {
	case value.HasGet:
		if ofClass {
			return v.Get(t, nil, s.self.(*value.Class))
		}
		return v.Get(t, s.self, s.self.Class())
	case *value.Builtin, *Function:
		if ofClass {
			return v, nil
		}
		return &value.BoundMethod{Self: s.self, Func: v}, nil
	}
	return b.V, nil
}

// fallback is what object itself, or the builtin type that the class derives from, has.
func (s *superObject) fallback(t *value.Thread, name string) (value.Value, error) {
	nothing := func(r value.Value) value.Value {
		return value.NewBuiltin(name, func(*value.Thread, *value.Call) (value.Value, error) { return r, nil })
	}
	switch name {
	case "__init__", "__init_subclass__", "__set_name__":
		if i, ok := s.self.(*value.Instance); ok && i.Kind.Is(value.Exceptions()["BaseException"]) {
			return s.initException(i), nil
		}
		return nothing(value.None()), nil
	case "__new__":
		return value.NewBuiltin(name, newInstance), nil
	case "__setattr__":
		return s.setattr(), nil
	}
	if i, ok := s.self.(*value.Instance); ok {
		if data := value.Underlying(i); data != value.Value(i) {
			return value.Attr(t, data, name)
		}
	}
	return value.NewUnknown("super()."+name+" is not followed", t.At, nil), nil
}

func (s *superObject) initException(i *value.Instance) value.Value {
	return value.NewBuiltin("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		i.NS.Set(t, "args", value.NewTuple(c.Args, nil), t.At)
		return value.None(), nil
	})
}

func (s *superObject) setattr() value.Value {
	return value.NewBuiltin("__setattr__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		i, ok := s.self.(*value.Instance)
		if ok && len(c.Args) == 2 {
			if name, ok := c.Args[0].(value.Str); ok {
				i.NS.Set(t, name.Text(), c.Args[1], t.At)
			}
		}
		return value.None(), nil
	})
}

// newInstance is object.__new__.
func newInstance(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) > 0 {
		if cls, ok := c.Args[0].(*value.Class); ok && cls.New == nil {
			return t.NewInstance(cls), nil
		}
	}
	return value.NewUnknown("__new__ is not followed", t.At, nil), nil
}

var superClass = value.NewClass("super", "")

// callSuper is super(), and super(Class, self).
func (in *interp) callSuper(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 2 {
		if cls, ok := c.Args[0].(*value.Class); ok {
			return &superObject{cls, c.Args[1]}, nil
		}
		return value.NewUnknown("super() of an unknown class", t.At, nil), nil
	}
	f := in.frame
	if f.fn == nil || f.scope.kind == classScope {
		return nil, t.Raise("RuntimeError", "super(): no arguments")
	}
	cls := f.fn.scope.definingClass()
	self, ok := f.firstArgument()
	if cls == nil || !ok {
		return nil, t.Raise("RuntimeError", "super(): no arguments")
	}
	return &superObject{cls, self}, nil
}

// definingClass is the class in whose body a function is defined; nil for none.
func (s *scope) definingClass() *value.Class {
	for ; s != nil; s = s.outer {
		if s.class != nil {
			return s.class
		}
	}
	return nil
}

func (f *frame) firstArgument() (value.Value, bool) {
	p := f.fn.params
	params := append(append([]*syntax.Arg{}, p.PosOnlyArgs...), p.Args...)
	if len(params) == 0 {
		return nil, false
	}
	b, ok := f.scope.ns.Get(params[0].Arg)
	return b.V, ok
}
