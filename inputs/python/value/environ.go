package value

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Environ is os.environ: what the host gives, and what the program has set or
// deleted since. Every library that reads variables reads them here.
type Environ struct {
	object
	environContent
	supposed []string // what no input sets and is perhaps set, in the code at work
	of       *Environ // what it is a copy of; nil of os.environ itself
	had      []string // of a copy: the variables that were certainly set
}

// environContent is what the program did to the environment.
type environContent struct {
	set     map[string]Value // nil value: deleted
	perhaps map[string]bool  // those of set that are perhaps not set
	more    *Unknown         // variables that are not set may be set by now
	lost    *Unknown         // and those that are set may be set otherwise
	// also is what is assumed of a variable that code sets which is not run, alsoAll
	// of every variable, and alsoUnset of every one that is not set.
	also               map[string]*Trace
	alsoAll, alsoUnset *Trace
}

func newEnviron() *Environ {
	return &Environ{environContent: environContent{set: map[string]Value{}, perhaps: map[string]bool{}}}
}

// EnvironClass is the class of os.environ.
var EnvironClass = builtin("_Environ", ObjectClass)

// Class is os._Environ.
func (*Environ) Class() *Class { return EnvironClass }

// madeIn is 0: the environment is there from the start.
func (*Environ) madeIn() int { return 0 }

// With returns the environment.
func (e *Environ) With(*Trace) Value { return e }

// Lookup returns the value of a variable: a Str, or an *Unknown where it is set
// to what is not known, or perhaps set (Perhaps tells). Where it is not set, v is
// nil and absent is the trace of that fact: it reads the variable and, in an open
// environment, assumes that it is unset. A value made because of the absence must take over that trace
// (Trace.Under or Merge). A name that is itself a secret, as in
// os.environ["django-insecure-..."], is not looked up.
func (e *Environ) Lookup(t *Thread, name string) (v Value, absent *Trace) {
	v, absent = e.lookup(t, name)
	also := joinedTrace(e.also[name], e.alsoAll)
	switch {
	case v != nil:
		return v.With(v.Trace().Under(also)), nil
	case absent != nil && len(absent.Assumes) == 0:
		also = joinedTrace(also, e.alsoUnset)
	}
	return nil, absent.Under(also)
}

func joinedTrace(a, b *Trace) *Trace {
	if a == nil {
		return b
	}
	return a.Under(b)
}

func (e *Environ) lookup(t *Thread, name string) (v Value, absent *Trace) {
	if document.SecretText(name) {
		return NewUnknown("the name of a variable is a secret", t.At, (*Trace)(nil).Hidden()), nil
	}
	if own, ok := e.set[name]; ok {
		switch {
		case e.perhaps[name]:
			return doubtful(t, name, own), nil
		case own != nil:
			return own, nil
		}
		return nil, &Trace{Reads: []string{name}}
	}
	if name == "" || strings.Contains(name, "=") { // nothing can set such a name from outside
		return nil, &Trace{}
	}
	if e.supposes(name) {
		return supposedly(t, name), nil
	}
	v, set := t.Host.Variable(name)
	switch {
	case set == Yes && e.lost != nil:
		return Doubt(nil, e.lost, v), nil
	case set == Yes:
		return v, nil
	case set == Maybe || e.more != nil:
		return nil, &Trace{Reads: []string{name}, Assumes: []string{name}}
	}
	return nil, &Trace{Reads: []string{name}}
}

// Set sets a variable, as the program does; v is nil to delete it.
func (e *Environ) Set(t *Thread, name string, v Value) {
	t.touch(e)
	if v != nil {
		v = v.With(v.Trace().Under(t.changesRestOn()))
	}
	e.set[name] = v
	delete(e.perhaps, name)
	delete(e.also, name)
}

// doubtful is a variable that is perhaps set to v.
func doubtful(t *Thread, name string, v Value) *Unknown {
	if u, ok := v.(*Unknown); ok {
		return Doubt(nil, u)
	}
	u := NewUnknown("whether the program sets "+name+" is not known", t.At, v.Trace())
	u.Needs = []string{name}
	return u
}

// Suppose says which of the variables that no input sets are perhaps set in the
// code that follows.
func (e *Environ) Suppose(names []string) { e.supposed = names }

func (e *Environ) supposes(name string) bool {
	if _, own := e.set[name]; own {
		return false
	}
	return slices.Contains(e.supposed, name) || e.of != nil && slices.Contains(e.of.supposed, name)
}

// supposedly is a variable that is perhaps set to something.
func supposedly(t *Thread, name string) *Unknown {
	u := NewUnknown("no input sets "+name, t.At, &Trace{Reads: []string{name}})
	u.Needs, u.Type = []string{name}, StrClass
	return u
}

// Perhaps tells whether the program has perhaps set, or perhaps deleted, the variable.
func (e *Environ) Perhaps(name string) bool { return e.perhaps[name] || e.supposes(name) }

// given is the value of a variable that is perhaps set, where it is.
func (e *Environ) given(t *Thread, name string) Value {
	if v, own := e.set[name]; own {
		return v
	}
	return supposedly(t, name)
}

// Open says that variables may be set from here on which the host does not set,
// as by an env file that is perhaps there: that they are unset is an assumption.
func (e *Environ) Open(t *Thread, u *Unknown) {
	t.touch(e)
	e.more = u
	for name, v := range e.set {
		if v == nil {
			e.rests(name, &Trace{Assumes: []string{name}})
		}
	}
}

// rests adds to what it rests on that a variable is set as it is, or is not set.
func (e *Environ) rests(name string, tr *Trace) {
	if e.also == nil {
		e.also = map[string]*Trace{}
	}
	e.also[name] = joinedTrace(e.also[name], tr)
}

// Rest says that each variable that the program has deleted is not set only as far as a
// trace assumes, as where an env file that is not here would set it; overwrites: so it is
// with the value of each that is set.
func (e *Environ) Rest(t *Thread, tr *Trace, overwrites bool) {
	t.touch(e)
	for name, v := range e.set {
		if v == nil {
			e.rests(name, tr)
		}
	}
	if !overwrites {
		return
	}
	for _, name := range e.Names(t) {
		e.rests(name, tr)
	}
}

// Lose says that any variable may have been set, as by update() with what is not known.
func (e *Environ) Lose(t *Thread, u *Unknown) {
	e.Open(t, u)
	e.lost = u
	for name, v := range e.set {
		if v == nil {
			delete(e.set, name)
			continue
		}
		e.set[name] = Doubt(nil, u, v)
	}
}

// Names lists the variables that are certainly set, sorted.
func (e *Environ) Names(t *Thread) []string {
	var names []string
	for _, n := range t.Host.Variables() {
		if own, ok := e.set[n]; !ok || own != nil && !e.perhaps[n] {
			names = append(names, n)
		}
	}
	for n, v := range e.set {
		if v != nil && !e.perhaps[n] {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Changes says in words what the program has done to the variables, but for those named.
func (e *Environ) Changes(t *Thread, but ...string) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(e.set)) {
		if slices.Contains(but, name) {
			continue
		}
		v, _ := e.Lookup(t, name)
		switch u, unknown := v.(*Unknown); {
		case v == nil:
			fmt.Fprintf(&out, "%s deleted\n", name)
		case unknown:
			fmt.Fprintf(&out, "%s unknown: %s\n", name, u.Because)
		default:
			text, _ := Content(v)
			fmt.Fprintf(&out, "%s=%q\n", name, text)
		}
		if v != nil && v.Trace() != nil {
			fmt.Fprintln(&out, v.Trace().Assumes)
		}
	}
	for _, u := range []*Unknown{e.more, e.lost} {
		if u != nil {
			fmt.Fprintln(&out, u.Because)
		}
	}
	return out.String()
}

// Default returns the value that a reader falls back to: v with the trace of
// the absence, nil where no variable was asked for, the reader's hop and, where v is a
// literal, that origin.
func (t *Thread) Default(name string, v Value, absent *Trace, reader string) Value {
	tr := Trace{}
	if own := v.Trace(); own != nil {
		tr = *own
	}
	if tr.Origin == document.OriginLiteral || tr.Origin == "" {
		tr.Origin = document.OriginLiteralDefault
	}
	if tr.At.IsZero() {
		tr.At = t.At
	}
	if absent != nil {
		tr.Reads = union(tr.Reads, absent.Reads)
		tr.Assumes = union(tr.Assumes, absent.Assumes)
	}
	tr.Steps = append([]document.Step{
		{Kind: document.StepReader, At: t.At, Name: name, Note: reader},
		{Kind: document.StepDefault, At: tr.At, Name: name},
	}, tr.Steps...)
	tr.Secret = tr.Secret || document.SecretName(name)
	return v.With(&tr)
}

// Read returns a variable that is set, with the reader's hop in front of its trace.
func (t *Thread) Read(name string, v Value, reader string) Value {
	if document.SecretText(name) {
		name = "..."
	}
	return v.With(v.Trace().Step(document.Step{Kind: document.StepReader, At: t.At, Name: name, Note: reader}))
}

// Demand is what a reader without a default does where the variable is not set:
// it raises the exception where the program would catch it, or else notes that
// the variable is missing and gives an unknown, so that one run shows everything.
func (t *Thread) Demand(name string, absent *Trace, class *Class, shape string) (Value, error) {
	if t.Handling(class) {
		return nil, t.RaiseClass(class, shape, absent)
	}
	t.Required = append(t.Required, Missing{Name: name, At: t.At, Certain: t.Certain()})
	u := NewUnknown("no input sets "+name, t.At, (&Trace{At: t.At, Origin: document.OriginEnv}).Under(absent))
	u.trace.Assumes = nil
	u.trace.Secret = document.SecretName(name)
	u.trace.Steps = []document.Step{{Kind: document.StepReader, At: t.At, Name: name}}
	u.Needs = []string{name}
	return u, nil
}

// DemandText is Demand by a reader that gives a variable's text as it is.
func (t *Thread) DemandText(name string, absent *Trace, class *Class, shape string) (Value, error) {
	v, err := t.Demand(name, absent, class, shape)
	if u, ok := v.(*Unknown); ok {
		u.Type = StrClass
	}
	return v, err
}

func (e *Environ) save() any { return e.environContent.clone() }

func (e *Environ) restore(s any) { e.environContent = s.(environContent).clone() }

func (c environContent) clone() environContent {
	c.set, c.perhaps, c.also = maps.Clone(c.set), maps.Clone(c.perhaps), maps.Clone(c.also)
	return c
}

func (e *Environ) obscure(t *Thread, u *Unknown, _, _ any) { e.Lose(t, u) }

// State is what the program has made of the environment by now, for PutBack.
func (e *Environ) State() any { return e.save() }

// PutBack makes the environment what it was at a State.
func (e *Environ) PutBack(t *Thread, state any) {
	t.touch(e)
	e.restore(state)
}
