package value

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Trace says where a value came from. It is immutable and shared by every value
// made from it.
type Trace struct {
	// At is the place to edit: the literal, or the line of the env file that gave the value.
	At Place
	// Origin is one of the document's origins.
	Origin string
	// Steps are the hops from the place that reads the value down to its source, nearest first.
	Steps []document.Step
	// Reads are the environment variables that the value was made from, sorted.
	Reads []string
	// Assumes are those of Reads that were assumed unset since no input tells, sorted.
	Assumes []string
	// Secret: the text must not be shown. Operators carry it on.
	Secret bool
	// Public: the name that holds it is never secret by its name (an import path, a file path, a class name).
	Public bool
}

// maxSteps bounds a chain; longer ones keep their first steps.
const maxSteps = 16

// LiteralAt is the trace of a literal.
func LiteralAt(at Place) *Trace { return &Trace{At: at, Origin: document.OriginLiteral} }

// Merge is the trace of a value made from values with the given traces: what
// read the environment decides its place, then the first that has one.
func Merge(traces ...*Trace) *Trace {
	var out *Trace
	for _, t := range traces {
		switch {
		case t == nil || t == out:
		case out == nil:
			out = t
		default:
			out = merge(out, t)
		}
	}
	return out
}

func merge(a, b *Trace) *Trace {
	if covers(a, b) {
		return a
	}
	if rank(b) > rank(a) {
		a, b = b, a
	}
	out := *a
	out.Reads = union(a.Reads, b.Reads)
	out.Assumes = union(a.Assumes, b.Assumes)
	out.Secret = a.Secret || b.Secret
	out.Public = a.Public && b.Public
	if out.At.IsZero() {
		out.At = b.At
	}
	for _, s := range b.Steps {
		if len(out.Steps) >= maxSteps {
			break
		}
		if !slices.Contains(out.Steps, s) {
			out.Steps = append(slices.Clip(out.Steps), s)
		}
	}
	return &out
}

// covers tells that merging b into a changes nothing that matters.
func covers(a, b *Trace) bool {
	return (!b.Secret || a.Secret) && (!a.Public || b.Public) && rank(b) <= rank(a) && a.holds(b)
}

// holds tells whether a trace has all that another has read, assumed and passed.
func (t *Trace) holds(o *Trace) bool {
	if len(o.Reads) == 0 && len(o.Assumes) == 0 && len(o.Steps) == 0 {
		return true
	}
	if t.At.IsZero() && !o.At.IsZero() || !has(t.Reads, o.Reads) || !has(t.Assumes, o.Assumes) {
		return false
	}
	return len(t.Steps) >= maxSteps || !slices.ContainsFunc(o.Steps, func(s document.Step) bool { return !slices.Contains(t.Steps, s) })
}

// rank orders traces by how much they decide about the place of a result.
func rank(t *Trace) int {
	switch t.Origin {
	case document.OriginRandom:
		return 5
	case document.OriginEnv, document.OriginSecretStore, document.OriginGenerated, document.OriginInterpolationDefault:
		return 4
	case document.OriginLiteralDefault:
		return 3
	case document.OriginFile:
		return 2
	case document.OriginLiteral:
		return 1
	}
	return 0
}

// Under returns the trace of a value that exists only since a condition with the
// trace control came out as it did: it takes over what the condition read and
// assumed, and neither its place nor its secrecy.
func (t *Trace) Under(control *Trace) *Trace {
	if control == nil || len(control.Reads) == 0 && len(control.Assumes) == 0 {
		return t
	}
	out := Trace{}
	if t != nil {
		if has(t.Reads, control.Reads) && has(t.Assumes, control.Assumes) {
			return t
		}
		out = *t
	}
	out.Reads = union(out.Reads, control.Reads)
	out.Assumes = union(out.Assumes, control.Assumes)
	return &out
}

// and is t with one more condition, as a trace of its own: that of conditions has no place.
func (t *Trace) and(cond *Trace) *Trace {
	if cond == nil || len(cond.Reads) == 0 && len(cond.Assumes) == 0 {
		return t
	}
	return (&Trace{}).Under(t).Under(cond)
}

// Without returns the trace without the assumptions of another.
func (t *Trace) Without(other *Trace) *Trace {
	if t == nil || other == nil || len(t.Assumes) == 0 {
		return t
	}
	out := *t
	out.Assumes = slices.DeleteFunc(slices.Clone(t.Assumes), func(name string) bool { return slices.Contains(other.Assumes, name) })
	return &out
}

// Hidden returns the trace with the secret mark.
func (t *Trace) Hidden() *Trace {
	if t != nil && t.Secret {
		return t
	}
	out := Trace{}
	if t != nil {
		out = *t
	}
	out.Secret = true
	return &out
}

// Step returns the trace with a hop in front.
func (t *Trace) Step(s document.Step) *Trace {
	out := Trace{}
	if t != nil {
		out = *t
	}
	out.Steps = append([]document.Step{s}, out.Steps...)
	if len(out.Steps) > maxSteps {
		out.Steps = out.Steps[:maxSteps]
	}
	return &out
}

// IsSecret tells whether the value's text must not be shown.
func IsSecret(v Value) bool { t := v.Trace(); return t != nil && t.Secret }

// union merges two sorted lists of names.
func union(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	if has(a, b) {
		return a
	}
	if has(b, a) {
		return b
	}
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// has tells whether a sorted list of names holds all of another. Traces share lists, so
// the same names are mostly the same texts too.
func has(all, names []string) bool {
	if len(names) > len(all) {
		return false
	}
	if len(names) > 0 && &all[0] == &names[0] {
		return true
	}
	i := 0
	for _, name := range names {
		for i < len(all) && all[i] != name {
			if all[i] > name {
				return false
			}
			i++
		}
		if i == len(all) {
			return false
		}
		i++
	}
	return true
}

// bare returns the trace without the secret mark, for one bit about a value.
func (t *Trace) bare() *Trace {
	if t == nil || !t.Secret {
		return t
	}
	out := *t
	out.Secret = false
	return &out
}
