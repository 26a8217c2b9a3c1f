package value

// How classes come to be: by a class statement or by type(name, bases, dict)
// (Python data model, "Customizing class creation").

// NewType makes the class of a name, bases and a namespace, which it keeps, and
// tells its attributes and its bases of it: what type.__new__ does.
func NewType(t *Thread, meta *Class, name, module string, bases []*Class, ns *Namespace, keywords []Keyword) (*Class, error) {
	cls := &Class{Name: name, Module: module, Bases: bases, NS: ns}
	if meta != TypeClass {
		cls.Meta = meta
	}
	if err := CheckBases(t, cls); err != nil {
		return nil, err
	}
	cls.Written = true
	return cls, FinishType(t, cls, keywords)
}

// CheckBases refuses bases that cannot be, or that have no common order.
func CheckBases(t *Thread, c *Class) error {
	if len(c.Bases) == 0 {
		c.Bases = []*Class{ObjectClass}
	}
	for _, b := range c.Bases {
		if b == BoolClass || b == NoneClass || b == RangeClass || b == SliceClass || b == FunctionClass {
			return t.Raise("TypeError", "type '"+b.Name+"' is not an acceptable base type")
		}
	}
	if !c.ordered() {
		return t.Raise("TypeError", "Cannot create a consistent method resolution order (MRO) for bases")
	}
	return nil
}

// FinishType calls __set_name__ of the attributes and __init_subclass__ of the
// first base that has it, once the body of the class has run.
func FinishType(t *Thread, cls *Class, keywords []Keyword) error {
	implicit(t, cls)
	for _, name := range append([]string{}, cls.NS.Names()...) {
		b, _ := cls.NS.Get(name)
		i, ok := b.V.(*Instance)
		if !ok {
			continue
		}
		if _, _, err := callSpecial(t, i, "__set_name__", cls, NewStr(name, nil)); err != nil {
			return err
		}
	}
	return initSubclass(t, cls, keywords)
}

// implicit makes a class method of what Python takes for one without saying so.
func implicit(t *Thread, cls *Class) {
	for _, name := range []string{"__init_subclass__", "__class_getitem__"} {
		if b, ok := cls.NS.Get(name); ok && b.V.Class() == FunctionClass {
			cls.NS.Set(t, name, &ClassMethod{Func: b.V}, b.At)
		}
	}
}

func initSubclass(t *Thread, cls *Class, keywords []Keyword) error {
	for _, k := range cls.MRO()[1:] {
		if k.Unknown != nil {
			return nil
		}
		if k.NS == nil {
			continue
		}
		b, ok := k.NS.Get("__init_subclass__")
		if !ok {
			continue
		}
		f, err := bindToClass(t, b, cls)
		if err == nil {
			_, err = CallValue(t, f, &Call{Keywords: keywords, At: t.At})
		}
		return err
	}
	if len(keywords) > 0 && cls.unknownBase() == nil && cls.Meta == nil {
		return t.Raise("TypeError", cls.Name+".__init_subclass__() takes no keyword arguments")
	}
	return nil
}

// MetaOf is the metaclass of a class with the given bases: the given one, or the
// most derived of theirs.
func MetaOf(t *Thread, meta *Class, bases []*Class) (*Class, error) {
	if meta == nil {
		meta = TypeClass
	}
	for _, b := range bases {
		of := b.Class()
		switch {
		case meta.Is(of):
		case of.Is(meta):
			meta = of
		default:
			return nil, t.Raise("TypeError", "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	return meta, nil
}

// newType is type.__new__(meta, name, bases, dict).
func newType(t *Thread, meta *Class, c *Call) (Value, error) {
	if len(c.Args) != 3 {
		return nil, t.Raise("TypeError", "type() takes 1 or 3 arguments")
	}
	name, okName := Underlying(c.Args[0]).(Str)
	tuple, okBases := c.Args[1].(Tuple)
	d, okDict := Underlying(c.Args[2]).(*Dict)
	if !okName || !okBases || !okDict || c.Open != nil || d.more != nil {
		return Doubt(nil, append(c.Args, NewUnknown("a class that is made of what is not known is not followed", t.At, nil))...), nil
	}
	bases := make([]*Class, 0, len(tuple.Elems))
	for _, v := range tuple.Elems {
		b, ok := v.(*Class)
		if !ok {
			return Doubt(nil, v, NewUnknown("a base of class "+name.text+" is not followed", t.At, nil)), nil
		}
		bases = append(bases, b)
	}
	winner, err := MetaOf(t, meta, bases)
	if err != nil {
		return nil, err
	}
	if b, _, ok := winner.Lookup("__new__"); ok && winner != meta {
		return callNew(t, b.V, winner, c)
	}
	meta = winner
	ns := t.NewNamespace()
	for _, e := range d.list {
		if key, ok := e.Key.(Str); ok {
			ns.Set(t, key.text, e.Value, t.At)
		}
	}
	ns.SetBy(t, d.trace, true)
	return NewType(t, meta, name.text, t.moduleName(ns), bases, ns, c.Keywords)
}

// moduleName is __module__ of a class that is made in the running code.
func (t *Thread) moduleName(ns *Namespace) string {
	b, ok := ns.Get("__module__")
	if !ok && t.Globals != nil {
		b, _ = t.Globals.Get("__name__")
	}
	name, _ := b.V.(Str)
	return name.text
}
