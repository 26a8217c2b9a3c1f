package value

import (
	"fmt"
	"slices"
	"strings"
)

// The values that have an identity. Every change goes through a method that
// tells the journal first (Thread.touch), so that a branch can be undone and
// two branches joined.

// object is what all of them share.
type object struct{ trace *Trace }

func (o object) Trace() *Trace { return o.trace }

// Format keeps the content of values out of every log, error and panic.
func (o object) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<value>") }

// born says in which branch a value was made. A branch need not undo what
// happens to a value of its own: without the branch nothing refers to it.
type born struct{ branch int }

func (b born) madeIn() int { return b.branch }

// List is a list. An item may be an *Unknown with Many set.
type List struct {
	object
	born
	elems []Value
	used  *int // of the array of elems, where Append has made it; shared by all that hold it
}

// NewList returns a list of the given items, which it keeps.
func (t *Thread) NewList(items []Value, tr *Trace) *List {
	return &List{object: object{tr}, born: t.born(), elems: items}
}

// Elems are the items; not to be changed.
func (l *List) Elems() []Value { return l.elems }

// SetElems replaces the items.
func (l *List) SetElems(t *Thread, items []Value) {
	t.touch(l)
	l.trace = l.trace.Under(t.Control())
	l.elems, l.used = items, nil
}

// Append adds items at the end: into the room behind the last one, unless another
// state of the list, which the journal keeps, has something there.
func (l *List) Append(t *Thread, items ...Value) {
	elems, used := l.elems, l.used
	if used == nil || *used != len(elems) {
		elems, used = slices.Clip(elems), new(int)
	}
	elems = append(elems, items...)
	*used = len(elems)
	l.SetElems(t, elems)
	l.used = used
}

// Class is list.
func (*List) Class() *Class { return ListClass }

// With merges the trace into the list's own and returns the list.
func (l *List) With(t *Trace) Value { l.trace = Merge(l.trace, t); return l }

// Set is a set or, where Frozen, a frozenset. Items are in the order in which they came.
type Set struct {
	object
	born
	Frozen bool
	elems  []Value
	index  map[any]int
	more   *Unknown
}

// Dict is a dict, in insertion order. A value may be an *Unknown with a choice
// Unbound: the key is perhaps not there.
type Dict struct {
	object
	born
	entries []Entry
	index   map[any]int
	more    *Unknown
}

// Entry is a key of a dict and its value.
type Entry struct{ Key, Value Value }

// NewDict returns an empty dict.
func (t *Thread) NewDict(tr *Trace) *Dict {
	return &Dict{object: object{tr}, born: t.born(), index: map[any]int{}}
}

// Entries are the keys and values, in order; not to be changed.
func (d *Dict) Entries() []Entry { return d.entries }

// More is set where there may be keys beyond Entries.
func (d *Dict) More() *Unknown { return d.more }

// Open says that there may be keys beyond Entries, or other values for some of them.
func (d *Dict) Open(t *Thread, u *Unknown) {
	t.touch(d)
	d.trace = d.trace.Under(t.Control())
	d.more = u
}

// Get returns the value of a key that can be one; ok is false where the key is
// not among Entries (More may still have it).
func (d *Dict) Get(key Value) (v Value, ok bool) {
	k, hashable := KeyOf(key)
	if !hashable {
		return nil, false
	}
	i, ok := d.index[k]
	if !ok {
		return nil, false
	}
	return d.entries[i].Value, true
}

// GetStr is Get for a str key.
func (d *Dict) GetStr(key string) (Value, bool) { return d.Get(NewStr(key, nil)) }

// Set sets the value of a key that can be one. A key that is there keeps its place.
func (d *Dict) Set(t *Thread, key, v Value) {
	k, hashable := KeyOf(key)
	if !hashable {
		return
	}
	t.touch(d)
	d.trace = d.trace.Under(t.Control())
	if s, ok := key.(Str); ok {
		v = Named(s.text, MarkText(v))
	}
	if i, ok := d.index[k]; ok {
		d.entries[i].Value = v
		return
	}
	d.index[k] = len(d.entries)
	d.entries = append(d.entries, Entry{key, v})
}

// SetStr is Set for a str key without a trace.
func (d *Dict) SetStr(t *Thread, key string, v Value) { d.Set(t, NewStr(key, nil), v) }

// Delete removes a key and tells whether it was there.
func (d *Dict) Delete(t *Thread, key Value) bool {
	k, hashable := KeyOf(key)
	if !hashable {
		return false
	}
	i, ok := d.index[k]
	if !ok {
		return false
	}
	t.touch(d)
	d.trace = d.trace.Under(t.Control())
	d.entries = append(d.entries[:i:i], d.entries[i+1:]...)
	d.reindex()
	return true
}

func (d *Dict) reindex() {
	d.index = make(map[any]int, len(d.entries))
	for i, e := range d.entries {
		if k, ok := KeyOf(e.Key); ok {
			d.index[k] = i
		}
	}
}

// Class is dict.
func (*Dict) Class() *Class { return DictClass }

// With merges the trace into the dict's own and returns the dict.
func (d *Dict) With(t *Trace) Value { d.trace = Merge(d.trace, t); return d }

// NewSet returns a set of the given items, which must be hashable; doubles are dropped.
func (t *Thread) NewSet(items []Value, frozen bool, tr *Trace) *Set {
	s := &Set{object: object{tr}, born: t.born(), Frozen: frozen, index: map[any]int{}}
	for _, v := range items {
		s.add(v)
	}
	return s
}

func (s *Set) add(v Value) {
	if u, ok := v.(*Unknown); ok {
		s.more = u
		return
	}
	k, ok := KeyOf(v)
	if !ok { // it holds an unknown, or its class has an equality of its own
		s.more = doubtOfKey(v)
		return
	}
	if _, dup := s.index[k]; !dup {
		s.index[k] = len(s.elems)
		s.elems = append(s.elems, v)
	}
}

// Elems are the items that are certainly in the set; not to be changed.
func (s *Set) Elems() []Value { return s.elems }

// More is set where there may be further items.
func (s *Set) More() *Unknown { return s.more }

// SetElems replaces the items.
func (s *Set) SetElems(t *Thread, items []Value) {
	t.touch(s)
	s.trace = s.trace.Under(t.Control())
	s.elems, s.index, s.more = nil, map[any]int{}, nil
	for _, v := range items {
		s.add(v)
	}
}

// Class is set or frozenset.
func (s *Set) Class() *Class {
	if s.Frozen {
		return FrozenSetClass
	}
	return SetClass
}

// With merges the trace into the set's own and returns the set.
func (s *Set) With(t *Trace) Value { s.trace = Merge(s.trace, t); return s }

// Binding is what a name is bound to.
type Binding struct {
	V Value
	// At is the place of the last assignment to the name.
	At Place
	// Control is what the conditions around that assignment read and assumed.
	Control *Trace
}

// Namespace is the names of a module, a class, an instance or a call, in order.
type Namespace struct {
	born
	names []string
	bound map[string]Binding
	// more is set where a star import of something that is not here may have bound any name.
	more *Unknown
}

// Format keeps the content out of every log, error and panic.
func (n *Namespace) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<namespace>") }

// NewNamespace returns an empty namespace.
func NewNamespace() *Namespace { return &Namespace{bound: map[string]Binding{}} }

// NewNamespace returns an empty namespace that belongs to the branch at work.
func (t *Thread) NewNamespace() *Namespace {
	return &Namespace{born: t.born(), bound: map[string]Binding{}}
}

// Get returns what a name is bound to.
func (n *Namespace) Get(name string) (Binding, bool) { b, ok := n.bound[name]; return b, ok }

// Names are the bound names in the order in which they were first bound.
func (n *Namespace) Names() []string { return n.names }

// More is set where names beyond Names may be bound, or names bound before it may be bound otherwise.
func (n *Namespace) More() *Unknown { return n.more }

// Open says that anything may have been bound here by now: a setting that was
// bound before may be bound otherwise.
func (n *Namespace) Open(t *Thread, u *Unknown) {
	t.touch(n)
	for _, name := range n.names {
		if isSetting(name) {
			n.bound[name] = Binding{V: Named(name, Doubt(nil, u)), At: u.At, Control: t.Control()}
		}
	}
	n.more = u
}

// isSetting tells whether Django reads a name of that form from a settings module (str.isupper).
func isSetting(name string) bool {
	return strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// Set binds a name.
func (n *Namespace) Set(t *Thread, name string, v Value, at Place) {
	t.touch(n)
	if _, ok := n.bound[name]; !ok {
		n.names = append(n.names, name)
	}
	n.bound[name] = Binding{V: Named(name, MarkText(v)), At: at, Control: t.Control()}
}

// Delete unbinds a name and tells whether it was bound.
func (n *Namespace) Delete(t *Thread, name string) bool {
	if _, ok := n.bound[name]; !ok {
		return false
	}
	t.touch(n)
	delete(n.bound, name)
	for i, have := range n.names {
		if have == name {
			n.names = append(n.names[:i:i], n.names[i+1:]...)
			break
		}
	}
	return true
}

// Module is a module: of the project, or a model of a library.
type Module struct {
	object
	Name string
	File string // absolute path; empty for a model
	NS   *Namespace
	// Fallback gives the attributes that NS lacks; nil for none.
	Fallback func(t *Thread, name string) (Value, error)
}

// NewModule returns an empty module.
func NewModule(name, file string) *Module { return &Module{Name: name, File: file, NS: NewNamespace()} }

// Class is module.
func (*Module) Class() *Class { return ModuleClass }

// With returns the module.
func (m *Module) With(*Trace) Value { return m }

// Define binds a name of a model while it is made.
func (m *Module) Define(name string, v Value) *Module {
	m.NS.Set(nil, name, v, Place{})
	return m
}

// Func defines a function of a model.
func (m *Module) Func(name string, f func(t *Thread, c *Call) (Value, error)) *Module {
	return m.Define(name, &Builtin{Name: name, Fn: f})
}

// Builtin is a function written in Go.
type Builtin struct {
	object
	Name string
	Fn   func(t *Thread, c *Call) (Value, error)
}

// NewBuiltin returns a function written in Go.
func NewBuiltin(name string, f func(t *Thread, c *Call) (Value, error)) *Builtin {
	return &Builtin{Name: name, Fn: f}
}

// Class is builtin_function_or_method.
func (*Builtin) Class() *Class { return BuiltinClass }

// With returns the function.
func (b *Builtin) With(*Trace) Value { return b }

// Call calls it.
func (b *Builtin) Call(t *Thread, c *Call) (Value, error) { return b.Fn(t, c) }

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
}

// NewClass returns a class of a model.
func NewClass(name, module string, bases ...*Class) *Class {
	if len(bases) == 0 {
		bases = []*Class{ObjectClass}
	}
	return &Class{Name: name, Module: module, Bases: bases, NS: NewNamespace()}
}

// Method defines a method of a model's class; self is the first argument.
func (c *Class) Method(name string, f func(t *Thread, c *Call) (Value, error)) *Class {
	c.NS.Set(nil, name, &Builtin{Name: name, Fn: f}, Place{})
	return c
}

// Class is type, or the metaclass.
func (c *Class) Class() *Class {
	if c.Meta != nil {
		return c.Meta
	}
	return TypeClass
}

// With returns the class.
func (c *Class) With(*Trace) Value { return c }

// MRO is the method resolution order, by C3; where that fails, depth first.
func (c *Class) MRO() []*Class {
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
	for _, k := range c.MRO() {
		if k.NS == nil {
			continue
		}
		if b, ok := k.NS.Get(name); ok {
			return b, k, true
		}
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

// With merges the trace into the instance's own and returns the instance.
func (i *Instance) With(t *Trace) Value { i.trace = Merge(i.trace, t); return i }

// BoundMethod is a function with its first argument.
type BoundMethod struct {
	object
	Self Value
	Func Value
}

// Class is method.
func (*BoundMethod) Class() *Class { return MethodClass }

// With returns the method.
func (m *BoundMethod) With(*Trace) Value { return m }

// Call calls the function with the first argument in front.
func (m *BoundMethod) Call(t *Thread, c *Call) (Value, error) {
	with := *c
	with.Args = append([]Value{m.Self}, c.Args...)
	return CallValue(t, m.Func, &with)
}
