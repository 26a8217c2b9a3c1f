package value

import "slices"

// How unknowns pass through operations. A pure operation on an unknown that has
// few and known choices is done for each of them, apart from the others; where all
// results agree the result is known. Any other operation gives an unknown with the first reason.

// maxChoices bounds the choices of one unknown.
const maxChoices = 8

// tooLarge is the reason of a result that is not worth its memory.
const tooLarge = "too large to compute"

// Doubt returns the unknown that an operation on the given operands has as its
// result: the first reason among them, what all of them need, their traces
// merged. typ is the type of the result where it is known, else nil.
func Doubt(typ *Class, operands ...Value) *Unknown {
	out := &Unknown{Type: typ}
	found := false
	for _, v := range operands {
		if v == nil {
			continue
		}
		out.trace = Merge(out.trace, v.Trace())
		if typ == nil || !typ.immutable() {
			out.reach = out.reach.with(reachOf(v))
		}
		u := inside(v)
		if u == nil {
			continue
		}
		if !found {
			out.Because, out.At, found = u.Because, u.At, true
		}
		if u != v {
			out.trace = Merge(out.trace, u.trace)
		}
		out.Needs = union(out.Needs, u.Needs)
	}
	return out
}

// refuse is the unknown that stands for a result above the bounds.
func refuse(t *Thread, typ *Class, tr *Trace) *Unknown {
	u := NewUnknown(tooLarge, t.At, tr)
	u.Type = typ
	return u
}

// inside returns the first unknown in v, down to a bounded depth; nil where all is known.
func inside(v Value) *Unknown { return search(v, 6) }

func search(v Value, depth int) *Unknown {
	if depth == 0 {
		return nil
	}
	first := func(items []Value) *Unknown {
		for _, e := range items {
			if u := search(e, depth-1); u != nil {
				return u
			}
		}
		return nil
	}
	switch v := v.(type) {
	case *Unknown:
		return v
	case Tuple:
		return first(v.Elems)
	case *List:
		return first(v.elems)
	case *Set:
		if v.more != nil {
			return v.more
		}
		return first(v.elems)
	case *Dict:
		if v.more != nil {
			return v.more
		}
		for _, e := range v.list {
			if u := search(e.Value, depth-1); u != nil {
				return u
			}
		}
	case *Instance:
		if data, ok := builtinData(v); ok {
			return search(data, depth-1)
		}
	}
	return nil
}

// Over does a pure operation on each choice of an unknown. The result is known
// where all choices agree on it, and raises where all of them raise. A choice may
// hold the unknown itself, so the depth is bounded as that of calls is.
func Over(t *Thread, u *Unknown, f func(Value) (Value, error)) (Value, error) {
	plain := Doubt(nil, u)
	if len(u.Choices) == 0 || u.Many {
		return plain, nil
	}
	if err := t.Enter(); err != nil {
		if _, deep := err.(*Raised); deep {
			return plain, nil
		}
		return nil, err
	}
	defer t.Leave()
	if _, rests := Rested(u); rests != nil {
		return t.eitherWay(u, f)
	}
	results, raised, err := eachChoice(t, u, plain, f)
	if err != nil {
		return nil, err
	}
	if raised != nil {
		if len(results) == 0 {
			return nil, raised
		}
		plain.absorb(results)
		return plain, nil
	}
	return choose(plain, results), nil
}

// Either does one of two operations, one does not know which, for the reason why.
func Either(t *Thread, why *Unknown, one, two func() (Value, error)) (Value, error) {
	which := *why
	which.Choices = []Choice{{V: NewBool(true, nil)}, {V: NewBool(false, nil)}}
	return Over(t, &which, func(v Value) (Value, error) {
		if v.(Bool).B {
			return one()
		}
		return two()
	})
}

// eachChoice does an operation on each choice, apart from the others, and joins
// what they change. Choices that raise give no result.
func eachChoice(t *Thread, u, why *Unknown, f func(Value) (Value, error)) (results []Choice, raised *Raised, err error) {
	pieces := apart{t: t}
	for _, c := range u.Choices {
		if _, absent := c.V.(Unbound); absent {
			pieces.skip()
			results = append(results, c)
			continue
		}
		var r Value
		err := pieces.run(func() (err error) {
			r, err = f(c.V)
			return err
		})
		if exc, ok := err.(*Raised); ok {
			raised = exc
			pieces.raised(exc)
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		results = append(results, Choice{c.When, r})
	}
	pieces.join(why)
	return results, raised, nil
}

// choose makes one value of the values it may have: themselves where they agree,
// else u with them as its choices.
func choose(u *Unknown, choices []Choice) Value {
	u.absorb(choices)
	flat, ok := flatten(choices)
	if !ok {
		u.Type = commonType(choices)
		for _, c := range choices {
			u.reach = u.reach.with(reachOf(c.V))
		}
		if slices.ContainsFunc(choices, func(c Choice) bool { return absentIn(c.V) }) {
			return u.orAbsent()
		}
		return u
	}
	if same, ok := agreed(flat); ok {
		return same.With(Merge(same.Trace(), u.trace))
	}
	u.Choices, u.Type = flat, commonType(flat)
	return u
}

// Perhaps is an unknown that may be one of the values as well; any other value as it is.
func Perhaps(v Value, others ...Value) Value {
	if u, ok := v.(*Unknown); ok && len(u.Choices) == 0 {
		return u.orOf(others)
	}
	return v
}

// orAbsent is a value of which nothing is known, not even whether it is there.
func (u *Unknown) orAbsent() *Unknown {
	out := *u
	out.Type = nil
	out.Choices = []Choice{{V: Doubt(nil, u)}, {V: Unbound{}}}
	return &out
}

// there is what is perhaps not there, where it is.
func (u *Unknown) there() Value {
	bound := slices.DeleteFunc(slices.Clone(u.Choices), func(c Choice) bool { _, absent := c.V.(Unbound); return absent })
	return choose(Doubt(nil, u), bound)
}

// unlisted is what a container has where it does not list a key or a name, and
// more tells that it may have it all the same; nil where it certainly has not.
func unlisted(more *Unknown) Value {
	if more == nil {
		return nil
	}
	return Doubt(nil, more).orAbsent()
}

// orUnlisted is v, or where that is nil what a dict may have under the key beyond its entries.
func orUnlisted(t *Thread, v Value, more *Unknown, key Value) Value {
	if v != nil || more == nil {
		return v
	}
	if name, ok := key.(Str); ok && more.environ != nil {
		if known, _ := more.environ.variable(t, name.text); known == nil {
			return nil
		}
	}
	return unlisted(more)
}

func absentIn(v Value) bool {
	_, absent := v.(Unbound)
	return absent || perhapsAbsent(v)
}

// absorb lets an unknown take over what its choices read and assumed, and their secrecy.
func (u *Unknown) absorb(choices []Choice) {
	for _, c := range choices {
		tr := c.V.Trace()
		u.trace = u.trace.Under(tr)
		if tr != nil && tr.Secret {
			u.trace = u.trace.Hidden()
		}
	}
}

// flatten replaces unknown choices by their own choices; not ok where one has none, or there are too many.
func flatten(choices []Choice) ([]Choice, bool) {
	out := make([]Choice, 0, len(choices))
	for _, c := range choices {
		if len(out) > maxChoices {
			return nil, false
		}
		n, unknown := c.V.(*Unknown)
		switch {
		case !unknown:
			out = addChoice(out, c)
		case len(n.Choices) == 0 || n.Many:
			return nil, false
		default:
			for _, deeper := range n.Choices {
				when := c.When
				if deeper.When != "" {
					when += ", " + deeper.When
				}
				out = addChoice(out, Choice{when, deeper.V})
			}
		}
	}
	return out, len(out) > 0 && len(out) <= maxChoices
}

// addChoice adds a choice unless its value is there already.
func addChoice(out []Choice, c Choice) []Choice {
	for i, have := range out {
		if identical(have.V, c.V) {
			out[i].V = have.V.With(Merge(have.V.Trace(), c.V.Trace()))
			return out
		}
	}
	return append(out, c)
}

func agreed(choices []Choice) (Value, bool) {
	first := choices[0].V
	if _, absent := first.(Unbound); absent {
		return nil, false
	}
	for _, c := range choices[1:] {
		if !identical(first, c.V) {
			return nil, false
		}
	}
	return first, true
}

// commonType is the type that all choices have, or nil.
func commonType(choices []Choice) *Class {
	var out *Class
	for _, c := range choices {
		k := c.V.Class()
		if k == UnknownClass || out != nil && k != out {
			return nil
		}
		out = k
	}
	return out
}

// Identical tells whether no program could tell a from b: the same object, or
// immutable values of the same type with the same content. Their traces may differ.
func Identical(a, b Value) bool { return identical(a, b) }

// identical tells whether no program could tell a from b, their traces aside:
// the same object, or immutable values of the same type with the same content.
func identical(a, b Value) bool {
	budget := maxKeyNodes
	return identicalWithin(a, b, &budget)
}

// identicalWithin is identical within a bound; beyond it nothing is.
func identicalWithin(a, b Value, budget *int) bool {
	if *budget--; *budget < 0 {
		return false
	}
	switch a := a.(type) {
	case NoneValue, EllipsisValue, NotImplementedValue:
		return a.Class() == b.Class()
	case Unbound: // its class is also that of an unknown
		_, ok := b.(Unbound)
		return ok
	case Bool:
		b, ok := b.(Bool)
		return ok && a.B == b.B
	case Int:
		b, ok := b.(Int)
		return ok && a.cmp(b) == 0
	case Float:
		b, ok := b.(Float)
		return ok && formatRepr(a.F) == formatRepr(b.F)
	case Complex:
		b, ok := b.(Complex)
		return ok && a.C == b.C
	case Str:
		b, ok := b.(Str)
		return ok && a.text == b.text
	case Bytes:
		b, ok := b.(Bytes)
		return ok && a.text == b.text
	case Tuple:
		b, ok := b.(Tuple)
		return ok && a.Type == b.Type && identicalItems(a.Elems, b.Elems, budget)
	case Slice:
		b, ok := b.(Slice)
		return ok && identical(a.Lower, b.Lower) && identical(a.Upper, b.Upper) && identical(a.Step, b.Step)
	}
	return samePointer(a, b)
}

func identicalAll(a, b []Value) bool {
	budget := max(maxKeyNodes, 2*len(a))
	return identicalItems(a, b, &budget)
}

// sameStore tells whether two lists of items lie in the same memory: it is written once.
func sameStore(a, b []Value) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

func identicalItems(a, b []Value, budget *int) bool {
	if len(a) != len(b) {
		return false
	}
	if sameStore(a, b) { // one tuple in two places
		return true
	}
	for i := range a {
		if !identicalWithin(a[i], b[i], budget) {
			return false
		}
	}
	return true
}
