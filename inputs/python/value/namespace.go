package value

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Namespaces, and the modules that have them.

// Binding is what a name is bound to.
type Binding struct {
	V Value
	// At is the place of the last assignment to the name.
	At Place
	// Control is what the conditions around that assignment read and assumed.
	Control *Trace
	// otherwise is what the name is bound to if that does not hold; nil where it is not
	// known, or nothing.
	otherwise *instead
	// here is what the name rests on in the arm that bound it, where that is less; nil for none.
	here *inArm
}

// under lets what a name is bound to rest on a condition too.
func (b *Binding) under(tr *Trace) {
	b.Control = b.Control.Under(tr)
	if b.here != nil {
		b.here = &inArm{b.here.arm, b.here.rests.Under(tr)}
	}
}

// Under is a binding that rests on a condition too.
func (b Binding) Under(tr *Trace) Binding {
	if tr != nil {
		b.under(tr)
	}
	return b
}

// Seen is a binding as the code at work sees it.
func (t *Thread) Seen(b Binding) Binding {
	if b.here != nil && b.here.arm == t.around.arm {
		b.Control = b.here.rests
	}
	return b
}

// in is what the name rests on in an arm that is at work, and in which arms have ended.
func (b Binding) in(arm int) *Trace {
	if b.here != nil && b.here.arm >= arm {
		return b.here.rests
	}
	return b.Control
}

// bound is a binding that the code at work makes, of a name that rests on what b does.
func (t *Thread) bound(b Binding) Binding {
	if t == nil {
		return b
	}
	a, seen := t.around, t.Seen(b)
	b.here = nil
	if a.changes != a.here {
		b.here = &inArm{a.arm, joinedTrace(a.here, seen.Control)}
	} else {
		b.Control = seen.Control
	}
	b.Control = joinedTrace(a.changes, b.Control)
	return b
}

// Namespace is the names of a module, a class, an instance or a call, in order.
type Namespace struct {
	born
	bindings
	// base has the names that were bound before, and that other namespaces share;
	// nil for none. It is not changed.
	base *bindings
	// late are names that are bound when one of them, or every name, is asked for.
	late []late
	// more is set where a star import of something that is not here may have bound any name.
	more *Unknown
	// beside are models of which a star import bound the names that they have.
	beside []*Module
	// absent is what it rests on that a name is not bound; nil where it rests on nothing.
	absent map[string]*Trace
}

// Beside says that a star import bound the names of a module here. Where that is a model,
// its library may have more.
func (n *Namespace) Beside(m *Module) {
	if m.Fallback != nil && m.File == "" && !slices.Contains(n.beside, m) {
		n.beside = append(n.beside, m)
	}
	for _, further := range m.NS.beside {
		if !slices.Contains(n.beside, further) {
			n.beside = append(n.beside, further)
		}
	}
}

// FromBeside is a name that is not bound, where the library of a model, of which a star
// import bound the names, may have it; nil where none may.
func (n *Namespace) FromBeside(t *Thread, name string) *Unknown {
	for _, m := range slices.Backward(n.beside) {
		if slices.Contains(m.Unexported, name) {
			continue
		}
		if v, err := m.Fallback(t, name); v != nil && err == nil {
			return NewUnknown("whether "+m.Name+" has this name is not known", t.At, nil)
		}
	}
	return nil
}

// Absent is what it rests on that a name is not bound, assumptions above all.
func (n *Namespace) Absent(name string) *Trace {
	return joinedTrace(n.absent[name], n.absent[anyName])
}

// anyName stands in absent for every name.
const anyName = ""

// TakeAbsent takes over, as a star import does, what it rests on that names are
// not bound in another namespace.
func (n *Namespace) TakeAbsent(t *Thread, from *Namespace) {
	t.touch(n)
	n.flatten()
	for name, tr := range from.absent {
		if b, bound := n.get(name); bound {
			b.under(tr)
			n.set(name, b)
			continue
		}
		n.absent = joinedTraces(n.absent, map[string]*Trace{name: tr})
	}
}

// Assume says that code which is taken not to run may bind any name here: what is
// bound, and that no more is, rests on that.
func (n *Namespace) Assume(t *Thread, tr *Trace) {
	t.touch(n)
	n.flatten()
	for name, b := range n.all() {
		if IsSetting(name) {
			b.under(tr)
			n.set(name, b)
		}
	}
	n.absent = joinedTraces(n.absent, map[string]*Trace{anyName: tr})
}

// SetBy says that a name was bound, or unbound, that rests on an assumption: it might have
// been any. Of the namespaces of modules only settings are thought of, as in Assume.
func (n *Namespace) SetBy(t *Thread, rests *Trace, all bool) {
	if rests == nil || len(rests.Assumes) == 0 {
		return
	}
	n.Assume(t, rests)
	if !all {
		return
	}
	for name, b := range n.all() {
		b.under(rests)
		n.set(name, b)
	}
}

// AssumeOne is Assume of one name.
func (n *Namespace) AssumeOne(t *Thread, name string, tr *Trace) {
	t.touch(n)
	n.flatten()
	if b, bound := n.get(name); bound {
		b.under(tr)
		n.set(name, b)
		return
	}
	n.absent = joinedTraces(n.absent, map[string]*Trace{name: tr})
}

// AllAbsent is what it rests on that no more names are bound.
func (n *Namespace) AllAbsent() *Trace {
	var out *Trace
	for _, name := range slices.Sorted(maps.Keys(n.absent)) {
		out = joinedTrace(out, n.absent[name])
	}
	return out
}

// Format keeps the content out of every log, error and panic.
func (n *Namespace) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<namespace>") }

// NewNamespace returns an empty namespace.
func NewNamespace() *Namespace { return &Namespace{} }

// NewNamespace returns an empty namespace that belongs to the branch at work.
func (t *Thread) NewNamespace() *Namespace {
	return &Namespace{born: t.born()}
}

// Get returns what a name is bound to.
func (n *Namespace) Get(name string) (Binding, bool) {
	if b, ok := n.get(name); ok || n.base == nil && n.late == nil {
		return b, ok
	}
	if n.settle(name) {
		return n.get(name)
	}
	if n.base == nil {
		return Binding{}, false
	}
	return n.base.get(name)
}

// Names are the bound names in the order in which they were first bound.
func (n *Namespace) Names() []string { n.flatten(); return n.order() }

// flatten makes the names of the base its own, and binds the late ones.
func (n *Namespace) flatten() {
	for len(n.late) > 0 {
		n.settle(n.late[0].names[0])
	}
	n.takeBase()
}

func (n *Namespace) takeBase() {
	if n.base == nil {
		return
	}
	own := n.bindings
	n.bindings, n.base = n.base.shared(), nil
	for name, b := range own.all() {
		n.set(name, b)
	}
}

// More is set where names beyond Names may be bound, or names bound before it may be bound otherwise.
func (n *Namespace) More() *Unknown { return n.more }

// Open says that anything may have been bound here by now: a setting that was
// bound before may be bound otherwise.
func (n *Namespace) Open(t *Thread, u *Unknown) {
	t.touch(n)
	n.flatten()
	before := n.more
	for _, name := range n.order() {
		if IsSetting(name) && u.MayBe(name) {
			n.set(name, t.bound(Binding{V: Named(name, Doubt(nil, u)), At: u.At}))
		}
	}
	n.more = u
	if u.like != nil {
		n.more = orMore(before, u)
	}
}

// OpenAt is Open by a key that is not known: what is bound is some name that it may be.
func (n *Namespace) OpenAt(t *Thread, key Value) {
	u := Doubt(nil, key)
	if k, ok := key.(*Unknown); ok {
		u.like = k.like
	}
	n.Open(t, u)
}

// Lost tells why a name that is not bound may be; nil where it is certainly not.
func (n *Namespace) Lost(name string) *Unknown {
	return n.more.thatMayBe(name)
}

// IsSetting tells whether Django takes a name of a settings module for a setting
// (django.conf.Settings: name.isupper()).
func IsSetting(name string) bool {
	return strings.ToUpper(name) == name && strings.ContainsFunc(name, func(r rune) bool { return unicode.ToLower(r) != r })
}

// Set binds a name.
func (n *Namespace) Set(t *Thread, name string, v Value, at Place) {
	n.bind(t, name, t.bound(Binding{V: Named(name, MarkText(v)), At: at}))
}

// Take binds a name as another namespace has it, under the conditions around.
func (n *Namespace) Take(t *Thread, name string, b Binding) {
	switch b.V.(type) {
	case *List, *Dict, *Set: // secrets may have come into it since it was bound
		b.V = Named(name, b.V)
	}
	n.bind(t, name, t.bound(b))
}

func (n *Namespace) bind(t *Thread, name string, b Binding) {
	t.touch(n)
	n.set(name, b)
	if _, missed := n.absent[name]; missed {
		n.absent = maps.Clone(n.absent) // which the journal may have
		delete(n.absent, name)
	}
}

// Reserve makes room for more names.
func (n *Namespace) Reserve(more int) { n.grow(more) }

// Delete unbinds a name and tells whether it was bound.
func (n *Namespace) Delete(t *Thread, name string) bool {
	if t == nil && n.forgo(name) {
		return true
	}
	if _, ok := n.Get(name); !ok {
		return false
	}
	t.touch(n)
	n.takeBase()
	return n.remove(name)
}

// Module is a module: of the project, or a model of a library.
type Module struct {
	object
	Name string
	File string // absolute path; empty for a model
	NS   *Namespace
	// Fallback gives the attributes that NS lacks; nil for none.
	Fallback func(t *Thread, name string) (Value, error)
	// Unexported are names of a model that its library's __all__ lacks.
	Unexported []string
}

// NewModule returns an empty module.
func NewModule(name, file string) *Module { return &Module{Name: name, File: file, NS: NewNamespace()} }

// Copy returns a module that begins with the names of m, which has no late ones and must
// not change any more.
func (m *Module) Copy() *Module {
	return &Module{Name: m.Name, File: m.File, NS: &Namespace{base: &m.NS.bindings}, Fallback: m.Fallback, Unexported: m.Unexported}
}

// Class is module.
func (*Module) Class() *Class { return ModuleClass }

// With returns the module, resting on what the trace assumes.
func (m *Module) With(t *Trace) Value { return Resting(m, t) }

// Define binds a name of a model while it is made.
func (m *Module) Define(name string, v Value) *Module {
	m.NS.Set(nil, name, v, Place{})
	return m
}

// Func defines a function of a model.
func (m *Module) Func(name string, f func(t *Thread, c *Call) (Value, error)) *Module {
	return m.Define(name, &Builtin{Name: name, Fn: f, unworded: true})
}
