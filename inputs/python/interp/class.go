package interp

// Classes. A metaclass of the project is called as Python calls it. One of a
// model takes part by its __init__(cls, name, bases, dict), which may change the
// finished class, and by New, which replaces it.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) classDef(s *syntax.ClassDef) error {
	decorators, err := f.decorators(s.DecoratorList)
	if err != nil {
		return err
	}
	made, err := f.makeClass(s)
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

func (f *frame) makeClass(s *syntax.ClassDef) (value.Value, error) {
	cls, bases, rests, err := f.classHead(s)
	if err != nil {
		return nil, err
	}
	made, err := f.classOf(s, cls, bases)
	if err != nil {
		return nil, err
	}
	return under(made, rests), nil
}

// classOf runs the body of a class that has its bases.
func (f *frame) classOf(s *syntax.ClassDef, cls *value.Class, bases []value.Value) (value.Value, error) {
	keywords := &value.Call{}
	if err := f.keywords(keywords, s.Keywords); err != nil {
		return nil, err
	}
	f.at(s)
	meta, err := f.metaclass(cls, keywords)
	if err != nil {
		return nil, err
	}
	keywords.Args = []value.Value{value.NewStr(s.Name, nil), value.NewTuple(bases, nil)}
	if meta != nil {
		return f.classByMeta(s, cls, meta, keywords)
	}
	if err := value.CheckBases(f.t, cls); err != nil {
		return nil, err
	}
	if err := f.classBody(s, f.classScope(cls.NS, cls)); err != nil {
		return nil, err
	}
	f.at(s)
	return f.finishClass(cls, keywords)
}

// classHead makes the class with its bases, and says what these rest on. A base that is
// not known leaves the class open.
func (f *frame) classHead(s *syntax.ClassDef) (cls *value.Class, bases []value.Value, rests *value.Trace, err error) {
	cls = &value.Class{Name: s.Name, Module: f.unit.module, NS: f.t.NewNamespace()}
	if bases, _, _, err = f.items(s.Bases); err != nil {
		return nil, nil, nil, err
	}
	for i, b := range bases {
		b, tr := value.Rested(b)
		bases[i], rests = b, joined(rests, tr)
		switch b := b.(type) {
		case *value.Class:
			cls.Bases = append(cls.Bases, b)
		case *value.GenericAlias:
			cls.Bases, bases[i] = append(cls.Bases, b.Origin), b.Origin
		case *value.Unknown:
			cls.Unknown = b
		default:
			cls.Unknown = value.NewUnknown("a base of class "+s.Name+" is not followed", f.place(s), nil)
		}
	}
	if len(s.TypeParams) > 0 {
		cls.NS.Set(f.t, "__type_params__", value.NewUnknown("type parameters are not followed", f.place(s), nil), f.place(s))
	}
	if len(cls.Bases) == 0 {
		cls.Bases = []*value.Class{value.ObjectClass}
	}
	return cls, bases, rests, nil
}

// metaclass takes the metaclass out of the keywords and gives it to the class. One
// that the project wrote is returned: it makes the class itself.
func (f *frame) metaclass(cls *value.Class, keywords *value.Call) (value.Value, error) {
	var given value.Value
	for i, k := range keywords.Keywords {
		if k.Name == "metaclass" {
			given = k.Value
			keywords.Keywords = append(keywords.Keywords[:i:i], keywords.Keywords[i+1:]...)
			break
		}
	}
	explicit, isClass := given.(*value.Class)
	switch _, callable := given.(value.Callable); {
	case given == nil || isClass:
	case callable && cls.Unknown == nil:
		return given, nil
	default:
		cls.Unknown = value.NewUnknown("the metaclass of "+cls.Name+" is not known", f.t.At, nil)
	}
	if cls.Unknown != nil {
		return nil, nil
	}
	meta, err := value.MetaOf(f.t, explicit, cls.Bases)
	if err != nil || meta == value.TypeClass {
		return nil, err
	}
	cls.Meta = meta
	if f.in.written(meta) {
		return meta, nil
	}
	return nil, nil
}

// written tells whether the project takes part in a metaclass.
func (in *interp) written(meta *value.Class) bool {
	for _, k := range meta.MRO() {
		if k.New != nil {
			return false
		}
		if k.Written {
			return true
		}
	}
	return false
}

// classByMeta runs the body in what __prepare__ gives, and hands it to the metaclass.
func (f *frame) classByMeta(s *syntax.ClassDef, cls *value.Class, meta value.Value, c *value.Call) (value.Value, error) {
	if m, ok := meta.(*value.Class); ok {
		if _, _, ok := m.Lookup("__prepare__"); ok {
			prepared, err := f.method(s, m, "__prepare__", c.Args...)
			if err != nil {
				return nil, err
			}
			d, ok := prepared.(*value.Dict)
			if !ok {
				return value.NewUnknown("the namespace that __prepare__ gives is not followed", f.place(s), nil), nil
			}
			for _, e := range d.Entries() {
				name, _ := e.Key.(value.Str)
				cls.NS.Set(f.t, name.Text(), e.Value, f.place(s))
			}
		}
	}
	scope := f.classScope(cls.NS, nil)
	if err := f.classBody(s, scope); err != nil {
		return nil, err
	}
	c.At = f.at(s)
	c.Args = append(c.Args, f.namespaceDict(cls.NS))
	made, err := value.CallValue(f.t, meta, c)
	scope.class, _ = made.(*value.Class)
	if scope.class != nil {
		scope.class.Written = true
	}
	return made, err
}

func (f *frame) classScope(ns *value.Namespace, cls *value.Class) *scope {
	outer := f.scope
	if outer.kind == moduleScope {
		outer = nil
	}
	return &scope{kind: classScope, ns: ns, outer: outer, globals: f.scope.globals, class: cls}
}

func (f *frame) classBody(s *syntax.ClassDef, in *scope) error {
	in.qualified = f.scope.qualify(s.Name)
	names := f.in.symbolsOfClass(s)
	if in.outer != nil {
		in.own = names.locals
	}
	in.declare(names)
	body := &frame{in: f.in, t: f.t, unit: f.unit, fn: f.fn, scope: in}
	in.ns.Set(f.t, "__module__", value.NewStr(f.unit.module, nil), f.place(s))
	in.ns.Set(f.t, "__qualname__", value.NewStr(in.qualified, nil), f.place(s))
	if doc := docOf(s.Body); doc.Class() != value.NoneClass {
		in.ns.Set(f.t, "__doc__", doc, f.place(s))
	}
	leave := f.in.enter(body)
	defer leave()
	_, err := body.block(s.Body)
	return err
}

// finishClass lets the bases, the attributes and a model's metaclass know of the class.
func (f *frame) finishClass(cls *value.Class, c *value.Call) (value.Value, error) {
	cls.Written = true
	if err := value.FinishType(f.t, cls, c.Keywords); err != nil || cls.Meta == nil {
		return cls, err
	}
	c.Args, c.At = append(c.Args, f.namespaceDict(cls.NS)), f.t.At
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

func (f *frame) namespaceDict(ns *value.Namespace) value.Value {
	return (&namespaceView{f.in, ns}).snapshot(f.t)
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

// With returns the object, resting on what the trace assumes.
func (s *superObject) With(t *value.Trace) value.Value { return value.Resting(s, t) }

// Attr finds the name after the class and binds it to self.
func (s *superObject) Attr(t *value.Thread, name string) (value.Value, error) {
	return value.SuperAttr(t, s.after, s.self, name)
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
