package value

import (
	"maps"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Environ is os.environ: what the host gives, and what the program has set or
// deleted since. Every library that reads variables reads them here.
type Environ struct {
	object
	set map[string]Value // nil value: deleted by the program
}

func newEnviron() *Environ { return &Environ{set: map[string]Value{}} }

// EnvironClass is the class of os.environ.
var EnvironClass = builtin("_Environ", ObjectClass)

// Class is os._Environ.
func (*Environ) Class() *Class { return EnvironClass }

// madeIn is 0: the environment is there from the start.
func (*Environ) madeIn() int { return 0 }

// With returns the environment.
func (e *Environ) With(*Trace) Value { return e }

// Lookup returns the value of a variable: a Str, or an *Unknown where it is set
// to what is not known. Where it is not set, v is nil and absent is the trace of
// that fact: it reads the variable and, in an open environment, assumes that it
// is unset. A value made because of the absence must take over that trace
// (Trace.Under or Merge). A name that is itself a secret, as in
// os.environ["django-insecure-..."], is not looked up.
func (e *Environ) Lookup(t *Thread, name string) (v Value, absent *Trace) {
	if document.SecretText(name) {
		return NewUnknown("the name of a variable is a secret", t.At, (*Trace)(nil).Hidden()), nil
	}
	if own, ok := e.set[name]; ok {
		if own != nil {
			return own, nil
		}
		return nil, &Trace{Reads: []string{name}}
	}
	v, set := t.Host.Variable(name)
	switch set {
	case Yes:
		return v, nil
	case Maybe:
		return nil, &Trace{Reads: []string{name}, Assumes: []string{name}}
	}
	return nil, &Trace{Reads: []string{name}}
}

// Set sets a variable, as the program does; v is nil to delete it.
func (e *Environ) Set(t *Thread, name string, v Value) {
	t.touch(e)
	if v != nil {
		v = v.With(v.Trace().Under(t.Control()))
	}
	e.set[name] = v
}

// Names lists the variables that are certainly set, sorted.
func (e *Environ) Names(t *Thread) []string {
	var names []string
	for _, n := range t.Host.Variables() {
		if own, ok := e.set[n]; !ok || own != nil {
			names = append(names, n)
		}
	}
	for n, v := range e.set {
		if v != nil {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Default returns the value that a reader falls back to: v with the trace of
// the absence, the reader's hop and, where v is a literal, that origin.
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
	tr.Reads = union(tr.Reads, absent.Reads)
	tr.Assumes = union(tr.Assumes, absent.Assumes)
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

func (e *Environ) save() any {
	return maps.Clone(e.set)
}

func (e *Environ) restore(s any) { e.set = maps.Clone(s.(map[string]Value)) }
