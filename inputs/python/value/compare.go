package value

import (
	"math"
	"math/big"
	"strings"
)

// maxCompareDepth bounds the nesting of containers that are compared.
const maxCompareDepth = 100

// comparison is how a comparison is written, and the special method behind it
// and behind the same question asked the other way round.
func comparison(op CompareOp) (symbol, method string, mirrored CompareOp) {
	switch op {
	case Eq:
		return "==", "__eq__", Eq
	case NotEq:
		return "!=", "__ne__", NotEq
	case Lt:
		return "<", "__lt__", Gt
	case LtE:
		return "<=", "__le__", GtE
	case Gt:
		return ">", "__gt__", Lt
	}
	return ">=", "__ge__", LtE
}

// Compare is a op b as a truth.
func Compare(t *Thread, op CompareOp, a, b Value) (Truth, error) {
	if err := t.Burn(1); err != nil {
		return Maybe, err
	}
	switch op {
	case Is:
		return Same(a, b), nil
	case IsNot:
		return Same(a, b).Not(), nil
	case In:
		return contains(t, b, a)
	case NotIn:
		in, err := contains(t, b, a)
		return in.Not(), err
	}
	return compare(t, op, a, b, maxCompareDepth)
}

// traceOfContains is what it depends on, beside both traces, whether b contains a.
func traceOfContains(t *Thread, a, b Value) (*Trace, error) {
	h, ok := b.(HasContainsTrace)
	if d, isDict := b.(*Dict); isDict {
		if e := d.beyond(a); e != nil {
			h, ok = e, true
		}
	}
	if !ok {
		return traceOfItems(b), nil
	}
	_, tr, err := h.ContainsTrace(t, a)
	return tr, err
}

// CompareValue is Compare as a value, with the merged trace: a bool, an unknown
// of type bool, or whatever a class's own method gives.
func CompareValue(t *Thread, op CompareOp, a, b Value) (Value, error) {
	ask := Compare
	if op <= GtE && (classDefines(a, op) || classDefines(b, op) || op == NotEq && (classDefines(a, Eq) || classDefines(b, Eq))) && !isUnknown(a) && !isUnknown(b) {
		if r, ok, err := ownCompare(t, op, a, b, true); ok || err != nil {
			return r, err
		}
		ask = compareUnasked
	}
	if view, ok := b.(*DictView); ok && view.Kind == ViewKeys && (op == In || op == NotIn) {
		b = view.Dict
	}
	before := t.Deciding()
	truth, err := ask(t, op, a, b)
	decided := t.Decided(before)
	if err != nil {
		return nil, err
	}
	tr := Merge(a.Trace(), b.Trace(), decided)
	if op == In || op == NotIn {
		if d, ok := b.(*Dict); ok && d.more.given(a) {
			tr = tr.Without(others)
		}
		more, err := traceOfContains(t, a, b)
		if err != nil {
			return nil, err
		}
		tr = Merge(tr, more)
	}
	tr = tr.bare()
	if truth == Maybe {
		u := Doubt(BoolClass, a, b)
		u.trace = tr
		if u.Because == "" {
			u.Because, u.At = "the comparison cannot be decided", t.At
		}
		return u, nil
	}
	return NewBool(truth == Yes, tr), nil
}

// classDefines tells whether the class of an object has its own comparison.
func classDefines(v Value, op CompareOp) bool {
	_, method, mirrored := comparison(op)
	_, other, _ := comparison(mirrored)
	kind := v.Class()
	switch v := v.(type) {
	case *Instance:
	case *Class:
		if v.Meta == nil {
			return false
		}
	default:
		return false
	}
	_, _, own := kind.Lookup(method)
	_, _, reflected := kind.Lookup(other)
	return own || reflected
}

// traceOfItems is what the items of a container were made from.
func traceOfItems(v Value) *Trace {
	var out *Trace
	switch v := v.(type) {
	case *List:
		for _, e := range v.elems {
			out = out.Under(e.Trace())
		}
	case Tuple:
		for _, e := range v.Elems {
			out = out.Under(e.Trace())
		}
	case *Set:
		for _, e := range v.elems {
			out = out.Under(e.Trace())
		}
	}
	return out
}

func compare(t *Thread, op CompareOp, a, b Value, depth int) (Truth, error) {
	switch {
	case op == Eq:
		return equal(t, a, b, depth, true)
	case op != NotEq:
		return order(t, op, a, b, depth)
	case isUnknown(a) || isUnknown(b) || !classDefines(a, Eq) && !classDefines(b, Eq) && !classDefines(a, op) && !classDefines(b, op):
		truth, err := equal(t, a, b, depth, true)
		return truth.Not(), err
	}
	if truth, ok, err := ownTruth(t, op, a, b, true); ok || err != nil {
		return truth, err
	}
	truth, err := builtinEqual(t, Underlying(a), Underlying(b), depth, true)
	return truth.Not(), err
}

// compareUnasked is Compare where the operands' own types have nothing to say.
func compareUnasked(t *Thread, op CompareOp, a, b Value) (Truth, error) {
	if op != Eq && op != NotEq {
		return builtinOrder(t, op, a, b, maxCompareDepth)
	}
	truth, err := builtinEqual(t, Underlying(a), Underlying(b), maxCompareDepth, true)
	if op == NotEq {
		truth = truth.Not()
	}
	return truth, err
}

// asksEqual tells whether != of a class is the opposite of its ==, as that of object is. Of
// a class that derives from a builtin type it is the type's own, whatever the == is.
func asksEqual(c *Class) bool {
	for _, k := range c.MRO() {
		if k == ObjectClass || k.NS == nil {
			return k == ObjectClass || !k.comparesItself()
		}
		if b, ok := k.NS.Get("__eq__"); ok && !k.Written && b.V.Class() != NoneClass {
			return true
		}
		if _, ok := k.NS.Get("__ne__"); ok {
			return false
		}
	}
	return true
}

// comparesItself tells whether a builtin type has an == and != of its own.
func (c *Class) comparesItself() bool {
	return c != ObjectClass && c != TypeClass && !c.Is(exceptionClasses["BaseException"])
}

// compareUnknown asks each choice of an unknown; where they agree it is known.
func compareUnknown(t *Thread, a, b Value, ask func(a, b Value) (Truth, error)) (Truth, error) {
	u, left := a.(*Unknown)
	if !left || len(u.Choices) == 0 {
		if other, ok := b.(*Unknown); ok && len(other.Choices) > 0 {
			u, left = other, false
		}
	}
	if u == nil || u.Many || len(u.Choices) == 0 {
		return Maybe, nil
	}
	var out Truth
	for i, c := range u.Choices {
		x, y := c.V, b
		if !left {
			x, y = a, c.V
		}
		if _, absent := c.V.(Unbound); absent {
			return Maybe, nil
		}
		truth, err := ask(x, y)
		if _, raised := err.(*Raised); raised {
			return Maybe, nil
		}
		if err != nil || i > 0 && truth != out {
			return Maybe, err
		}
		out = truth
	}
	return out, nil
}

func numeric(v Value) bool { _, ok := asFloat(v); return ok }

// ownTruth is what the operands' own types say, as a truth.
func ownTruth(t *Thread, op CompareOp, a, b Value, call bool) (Truth, bool, error) {
	r, ok, err := ownCompare(t, op, a, b, call)
	if !ok || err != nil {
		return Maybe, ok, err
	}
	t.Decide(r)
	truth, err := Truthy(t, r)
	return truth, true, err
}

// ownCompare asks the operands' own types, a derived one first.
func ownCompare(t *Thread, op CompareOp, a, b Value, call bool) (Value, bool, error) {
	_, _, mirrored := comparison(op)
	if a.Class() != b.Class() && b.Class().Is(a.Class()) {
		a, b, op, mirrored = b, a, mirrored, op
	}
	if r, ok, err := askCompare(t, op, a, b, call); ok || err != nil {
		return r, ok, err
	}
	return askCompare(t, mirrored, b, a, call)
}

func askCompare(t *Thread, op CompareOp, v, other Value, call bool) (Value, bool, error) {
	if h, ok := v.(HasCompare); ok {
		truth, ok, err := h.Compare(t, op, other)
		if truth == Maybe {
			return Doubt(BoolClass, v, other), ok, err
		}
		return NewBool(truth == Yes, nil), ok, err
	}
	kind := v.Class()
	switch v := v.(type) {
	case *Instance:
	case *Class:
		if v.Meta == nil {
			return nil, false, nil
		}
	default:
		return nil, false, nil
	}
	_, method, _ := comparison(op)
	if !call {
		_, _, defined := kind.Lookup(method)
		return Doubt(BoolClass, v), defined, nil
	}
	r, found, err := special(t, v, method, other)
	if op == NotEq && !found && err == nil && asksEqual(kind) {
		r, found, err = notEqual(t, v, other)
	}
	if _, not := r.(NotImplementedValue); not || !found || err != nil {
		if u := kind.unknownBase(); !found && u != nil && v != other {
			return Doubt(BoolClass, u), true, err
		}
		return nil, false, err
	}
	return r, true, nil
}

// notEqual is the != of object: the opposite of what __eq__ says.
func notEqual(t *Thread, v, other Value) (Value, bool, error) {
	r, found, err := special(t, v, "__eq__", other)
	if _, not := r.(NotImplementedValue); not || !found || err != nil {
		return r, found, err
	}
	r, err = TruthValue(t, r)
	if err != nil {
		return nil, true, err
	}
	if u, ok := r.(*Unknown); ok {
		return Doubt(BoolClass, u), true, nil
	}
	return NewBool(!r.(Bool).B, r.Trace()), true, nil
}

// compareNumbers compares ints, bools and floats exactly; ok is false for
// anything else. NaN gives 2: it is neither less, equal nor greater.
func compareNumbers(a, b Value) (int, bool) {
	x, intX := asInt(a)
	y, intY := asInt(b)
	if intX && intY {
		return x.cmp(y), true
	}
	f, okF := asFloat(a)
	g, okG := asFloat(b)
	if !okF || !okG {
		return 0, false
	}
	switch {
	case math.IsNaN(f) || math.IsNaN(g):
		return 2, true
	case intX && math.IsInf(g, 0):
		return int(math.Copysign(1, -g)), true
	case intY && math.IsInf(f, 0):
		return int(math.Copysign(1, f)), true
	case intX:
		return new(big.Float).SetInt(x.Big()).Cmp(big.NewFloat(g)), true
	case intY:
		return big.NewFloat(f).Cmp(new(big.Float).SetInt(y.Big())), true
	case f < g:
		return -1, true
	case f > g:
		return 1, true
	}
	return 0, true
}

// order is a op b for the four orderings.
func order(t *Thread, op CompareOp, a, b Value, depth int) (Truth, error) {
	if depth == 0 {
		return Maybe, nil
	}
	if isUnknown(a) || isUnknown(b) {
		return compareUnknown(t, a, b, func(a, b Value) (Truth, error) { return order(t, op, a, b, depth-1) })
	}
	if truth, ok, err := ownTruth(t, op, a, b, true); ok || err != nil {
		return truth, err
	}
	return builtinOrder(t, op, a, b, depth)
}

// builtinOrder is order by the builtin types that the operands are or hold.
func builtinOrder(t *Thread, op CompareOp, a, b Value, depth int) (Truth, error) {
	x, y := Underlying(a), Underlying(b)
	if isUnknown(x) || isUnknown(y) { // an object of the program holds it
		return Maybe, nil
	}
	if c, ok := compareNumbers(x, y); ok {
		return TruthOf(c != 2 && holds(op, c)), nil
	}
	switch x := x.(type) {
	case Str:
		if y, ok := y.(Str); ok {
			return TruthOf(holds(op, compareText(x.text, y.text))), nil
		}
	case Bytes:
		if y, ok := y.(Bytes); ok {
			return TruthOf(holds(op, strings.Compare(x.text, y.text))), nil
		}
	case *List:
		if y, ok := y.(*List); ok {
			return orderItems(t, op, x.elems, y.elems, depth)
		}
	case Tuple:
		if y, ok := y.(Tuple); ok {
			return orderItems(t, op, x.Elems, y.Elems, depth)
		}
	case *Set:
		if y, ok := viewAsSet(t, y); ok {
			return orderSets(op, x, y), t.Burn(len(x.elems))
		}
	case Slice:
		if y, ok := y.(Slice); ok {
			return orderItems(t, op, []Value{x.Lower, x.Upper, x.Step}, []Value{y.Lower, y.Upper, y.Step}, depth)
		}
	case *DictView:
		if y, ok := viewAsSet(t, y); ok && x.Kind != ViewValues {
			return orderSets(op, x.set(t), y), t.Burn(len(y.elems))
		}
	}
	symbol, _, _ := comparison(op)
	return Maybe, t.Raise("TypeError", "'"+symbol+"' not supported between instances of '"+a.Class().TypeName()+"' and '"+b.Class().TypeName()+"'")
}

func holds(op CompareOp, c int) bool {
	switch op {
	case Lt:
		return c < 0
	case LtE:
		return c <= 0
	case Gt:
		return c > 0
	}
	return c >= 0
}

// compareText orders by code points. Bytes of UTF-8 have that order, those of
// lone surrogates too, since these are encoded the same way.
func compareText(a, b string) int { return strings.Compare(a, b) }

// orderItems finds the first items that differ.
func orderItems(t *Thread, op CompareOp, a, b []Value, depth int) (Truth, error) {
	for i := range min(len(a), len(b)) {
		if isUncertain(a[i]) || isUncertain(b[i]) {
			return Maybe, nil
		}
		same, err := equalOrSame(t, a[i], b[i], depth-1, true)
		if err != nil || same == Maybe {
			return Maybe, err
		}
		if same == No {
			return order(t, op, a[i], b[i], depth-1)
		}
	}
	_, knownA := count(a)
	_, knownB := count(b)
	if !knownA || !knownB {
		return Maybe, nil
	}
	return TruthOf(holds(op, len(a)-len(b))), nil
}

// orderSets: < is "proper subset of", and so on.
func orderSets(op CompareOp, a, b *Set) Truth {
	if a.more != nil || b.more != nil {
		return Maybe
	}
	switch op {
	case Lt, LtE:
		return TruthOf(subset(a, b) && (op == LtE || len(a.elems) < len(b.elems)))
	}
	return TruthOf(subset(b, a) && (op == GtE || len(b.elems) < len(a.elems)))
}

func subset(a, b *Set) bool {
	for k := range a.index {
		if _, ok := b.index[k]; !ok {
			return false
		}
	}
	return true
}
