package value

import (
	"slices"
	"sync/atomic"
)

// Classes, their instances and their methods.

// Builtin is a function written in Go.
type Builtin struct {
	object
	Name string
	Fn   func(t *Thread, c *Call) (Value, error)
	// unworded: the exceptions that it raises are the library's, their messages are not,
	// since these differ between versions: they are unknown to the program.
	unworded bool
}

// NewBuiltin returns a function written in Go.
func NewBuiltin(name string, f func(t *Thread, c *Call) (Value, error)) *Builtin {
	return &Builtin{Name: name, Fn: f}
}

// Class is builtin_function_or_method.
func (*Builtin) Class() *Class { return BuiltinClass }

// With returns the function, resting on what the trace assumes.
func (b *Builtin) With(t *Trace) Value { return Resting(b, t) }

// Call calls it.
func (b *Builtin) Call(t *Thread, c *Call) (Value, error) {
	if err := t.Burn(weightOf(c.Args) / 256); err != nil {
		return nil, err
	}
	v, err := b.Fn(t, c)
	if b.unworded {
		t.forgetMessage(err)
	}
	return v, err
}

// Class is a class: builtin, of a model, or of the project.
type Class struct {
	object
	Name   string
	Module string // "builtins" is written as ""
	Bases  []*Class
	NS     *Namespace // nil for a builtin class
	// New makes an instance; nil: an *Instance, whose __init__ is called.
	New func(t *Thread, cls *Class, c *Call) (Value, error)
	// Unknown is set where a base is not known: any attribute may be inherited.
	Unknown *Unknown
	// Meta is the metaclass where it is not type (enum).
	Meta *Class
	// Subclass answers issubclass for classes that do not derive from this one, as an
	// abstract class does; nil for none.
	Subclass func(*Class) Truth
	// Written says that the project has the class, rather than a model.
	Written bool
	// Data is the state of a model's class, for its methods.
	Data any

	order atomic.Pointer[[]*Class] // MRO, once it was asked for
}

// NewClass returns a class of a model.
func NewClass(name, module string, bases ...*Class) *Class {
	if len(bases) == 0 {
		bases = []*Class{ObjectClass}
	}
	return &Class{Name: name, Module: module, Bases: bases, NS: NewNamespace()}
}

// Copy returns a class of a model that begins with the names of c, which must not
// change any more, and has its own Data.
func (c *Class) Copy(data any) *Class {
	return &Class{Name: c.Name, Module: c.Module, Bases: c.Bases, NS: &Namespace{base: &c.NS.bindings},
		New: c.New, Unknown: c.Unknown, Meta: c.Meta, Subclass: c.Subclass, Data: data}
}

// TypeName is the name as CPython's messages have it: types that are written in C have
// their module with them, since their tp_name does.
func (c *Class) TypeName() string {
	named, ok := namedWithModule[c.Module]
	if c.Written || !ok || len(named) > 0 && !slices.Contains(named, c.Name) {
		return c.Name
	}
	return c.Module + "." + c.Name
}

// namedWithModule are the types of CPython 3.11 whose tp_name has a module, by that module;
// none are all that the module's model has.
var namedWithModule = map[string][]string{
	"_csv": {}, "_io": {}, "datetime": {}, "decimal": {}, "itertools": {},
	"collections": {"OrderedDict", "defaultdict", "deque"},
	"functools":   {"partial"},
	"operator":    {"attrgetter", "itemgetter", "methodcaller"},
	"re":          {"Match", "Pattern"},
	"types":       {"SimpleNamespace"},
	"zoneinfo":    {"ZoneInfo"},
}

// Method defines a method of a model's class; self is the first argument.
func (c *Class) Method(name string, f func(t *Thread, c *Call) (Value, error)) *Class {
	c.NS.Set(nil, name, &Builtin{Name: name, Fn: f, unworded: true}, Place{})
	return c
}

// Class is type, or the metaclass.
func (c *Class) Class() *Class {
	if c.Meta != nil {
		return c.Meta
	}
	return TypeClass
}

// With returns the class, resting on what the trace assumes.
func (c *Class) With(t *Trace) Value { return Resting(c, t) }

// MRO is the method resolution order, by C3; where that fails, depth first. It is
// not to be changed, nor are Bases once it was asked for.
func (c *Class) MRO() []*Class {
	if known := c.order.Load(); known != nil {
		return *known
	}
	order := slices.Clip(c.linearize())
	c.order.Store(&order)
	return order
}

func (c *Class) linearize() []*Class {
	if len(c.Bases) == 0 {
		return []*Class{c}
	}
	lists := make([][]*Class, 0, len(c.Bases)+1)
	for _, b := range c.Bases {
		lists = append(lists, b.MRO())
	}
	lists = append(lists, c.Bases)
	out := []*Class{c}
	for {
		next, rest, ok := c3(lists)
		if next == nil {
			return out
		}
		if !ok {
			return append(out, next)
		}
		out, lists = append(out, next), rest
	}
}

// ordered tells whether the bases have a common order.
func (c *Class) ordered() bool {
	order := c.MRO()
	for _, b := range c.Bases {
		if !slices.Contains(order, b) {
			return false
		}
		for _, k := range b.MRO() {
			if !slices.Contains(order, k) {
				return false
			}
		}
	}
	return true
}

func c3(lists [][]*Class) (next *Class, rest [][]*Class, ok bool) {
	for _, l := range lists {
		if len(l) > 0 && !inTail(lists, l[0]) {
			next = l[0]
			break
		}
	}
	if next == nil {
		for _, l := range lists {
			if len(l) > 0 {
				return l[0], nil, false
			}
		}
		return nil, nil, true
	}
	for _, l := range lists {
		if len(l) > 0 && l[0] == next {
			l = l[1:]
		}
		rest = append(rest, l)
	}
	return next, rest, true
}

func inTail(lists [][]*Class, c *Class) bool {
	for _, l := range lists {
		for i, x := range l {
			if i > 0 && x == c {
				return true
			}
		}
	}
	return false
}

// Is tells whether c is base or derived from it.
func (c *Class) Is(base *Class) bool {
	if c == base {
		return true
	}
	for _, b := range c.Bases {
		if b.Is(base) {
			return true
		}
	}
	return false
}

// Lookup finds a name along the method resolution order.
func (c *Class) Lookup(name string) (Binding, *Class, bool) {
	var absent *Trace // what it rests on that the classes before have no such name
	for _, k := range c.MRO() {
		if k.NS == nil {
			continue
		}
		if b, ok := k.NS.Get(name); ok {
			if absent != nil {
				b.under(absent)
			}
			return b, k, true
		}
		absent = joinedTrace(absent, k.NS.Absent(name))
	}
	return Binding{}, nil, false
}

// Instance is an object of a class.
type Instance struct {
	object
	Kind *Class
	NS   *Namespace
	// Data is the state of an instance of a model's class.
	Data any
	// key is the instance that stands for all that are equal to this one, as a key.
	key *Instance
}

// NewInstance returns an instance without calling __init__.
func (t *Thread) NewInstance(c *Class) *Instance { return &Instance{Kind: c, NS: t.NewNamespace()} }

func (i *Instance) setDirect(name string, v Value) { i.NS.Set(nil, name, v, Place{}) }

// Class is the class.
func (i *Instance) Class() *Class { return i.Kind }

// Trace is the instance's own, with what the builtin value that it is made of assumes.
func (i *Instance) Trace() *Trace {
	if data, ok := i.Data.(Value); ok {
		if tr := data.Trace(); tr != nil && len(tr.Assumes) > 0 {
			return i.trace.Under(tr)
		}
	}
	return i.trace
}

// With merges the trace into the instance's own and returns the instance; what it
// assumes is said of this value alone.
func (i *Instance) With(t *Trace) Value {
	if t != nil && len(t.Assumes) > 0 {
		return Resting(i, t)
	}
	i.trace = Merge(i.trace, t)
	return i
}

// BoundMethod is a function with its first argument.
type BoundMethod struct {
	object
	Self Value
	Func Value
}

// Class is method.
func (*BoundMethod) Class() *Class { return MethodClass }

// With returns the method, resting on what the trace assumes.
func (m *BoundMethod) With(t *Trace) Value { return Resting(m, t) }

// Call calls the function with the first argument in front.
func (m *BoundMethod) Call(t *Thread, c *Call) (Value, error) {
	with := *c
	with.Args = slices.Concat([]Value{m.Self}, c.Args)
	return CallValue(t, m.Func, &with)
}
