package value

import "math"

// Equality, item by item.

// Equal compares two fully known values without calling anything.
func Equal(t *Thread, a, b Value) Truth {
	truth, err := equal(t, a, b, maxCompareDepth, false)
	if err != nil {
		return Maybe
	}
	return truth
}

// equal is a == b; call tells whether the classes' own methods may be called.
func equal(t *Thread, a, b Value, depth int, call bool) (Truth, error) {
	if depth == 0 {
		return Maybe, nil
	}
	if err := t.Burn(1); err != nil {
		return Maybe, err
	}
	if isUnknown(a) || isUnknown(b) {
		if ruledOut(a, b) || ruledOut(b, a) {
			return No, nil
		}
		if Same(a, b) == No && (singleton(a) || singleton(b)) && !numeric(a) && !numeric(b) {
			return No, nil
		}
		return compareUnknown(t, a, b, func(a, b Value) (Truth, error) { return equal(t, a, b, depth-1, call) })
	}
	if truth, ok, err := ownTruth(t, Eq, a, b, call); ok || err != nil {
		return truth, err
	}
	return builtinEqual(t, Underlying(a), Underlying(b), depth, call)
}

func builtinEqual(t *Thread, a, b Value, depth int, call bool) (Truth, error) {
	if isUnknown(a) || isUnknown(b) { // an object of the program holds it
		return compareUnknown(t, a, b, func(a, b Value) (Truth, error) { return builtinEqual(t, a, b, depth-1, call) })
	}
	if c, ok := compareNumbers(a, b); ok {
		return TruthOf(c == 0), nil
	}
	switch x := a.(type) {
	case Str:
		y, ok := b.(Str)
		return TruthOf(ok && x.text == y.text), nil
	case Bytes:
		y, ok := b.(Bytes)
		return TruthOf(ok && x.text == y.text), nil
	case Complex:
		y, ok := asComplex(b)
		return TruthOf(ok && x.C == y), nil
	case Tuple:
		if y, ok := b.(Tuple); ok && (Disordered(x) || Disordered(y)) {
			return perhapsPermuted(x.Elems, y.Elems), nil
		}
		if y, ok := b.(Tuple); ok {
			return equalItems(t, x.Elems, y.Elems, depth, call)
		}
		return No, nil
	case *List:
		if y, ok := b.(*List); ok && x != y && (Disordered(x) || Disordered(y)) {
			return perhapsPermuted(x.elems, y.elems), nil
		}
		if y, ok := b.(*List); ok {
			return equalItems(t, x.elems, y.elems, depth, call)
		}
		return No, nil
	case *Set:
		y, ok := viewAsSet(t, b)
		if !ok {
			return No, nil
		}
		return equalSets(x, y), t.Burn(len(x.elems))
	case *Dict:
		if y, ok := b.(*Dict); ok {
			return equalDicts(t, x, y, depth, call)
		}
		return No, nil
	case *Range:
		y, ok := b.(*Range)
		return TruthOf(ok && x.sameItems(y)), nil
	case *BoundMethod:
		y, ok := b.(*BoundMethod)
		return TruthOf(ok && samePointer(x.Self, y.Self) && samePointer(x.Func, y.Func)), nil
	case *GenericAlias, *UnionType:
		return equalTypes(a, b), nil
	case *DictView:
		if y, ok := viewAsSet(t, b); ok && x.Kind != ViewValues {
			return equalSets(x.set(t), y), t.Burn(len(y.elems))
		}
	}
	if _, ok := b.(Complex); ok {
		if x, ok := asComplex(a); ok {
			return TruthOf(x == b.(Complex).C), nil
		}
	}
	return TruthOf(identical(a, b)), nil
}

// equalItems compares item by item; identical items are equal, whatever their __eq__ says.
func equalItems(t *Thread, a, b []Value, depth int, call bool) (Truth, error) {
	na, knownA := count(a)
	nb, knownB := count(b)
	if knownA && knownB && na != nb || knownA && nb > na || knownB && na > nb {
		return No, nil
	}
	if truth, err := equalToMany(t, a, b); truth == No || err != nil {
		return truth, err
	}
	if truth, err := equalToMany(t, b, a); truth == No || err != nil {
		return truth, err
	}
	out := Yes
	if !knownA || !knownB {
		out = Maybe
	}
	for i := range min(len(a), len(b)) {
		if isUncertain(a[i]) || isUncertain(b[i]) {
			return Maybe, nil
		}
		truth, err := equalOrSame(t, a[i], b[i], depth-1, call)
		if err != nil || truth == No {
			return truth, err
		}
		if truth == Maybe {
			out = Maybe
		}
	}
	return out, nil
}

// equalToMany is No where a is any number of one unknown, which an item of b is not.
func equalToMany(t *Thread, a, b []Value) (Truth, error) {
	if len(a) != 1 || !isMany(a[0]) {
		return Maybe, nil
	}
	for _, item := range b {
		if isUnknown(item) {
			continue
		}
		if truth, err := hasEqual(t, a[0], item); truth == No || err != nil {
			return truth, err
		}
	}
	return Maybe, nil
}

func equalOrSame(t *Thread, a, b Value, depth int, call bool) (Truth, error) {
	if samePointer(a, b) && !isUnknown(a) {
		return Yes, nil
	}
	if isNaN(a) && isNaN(b) { // one object is equal to itself in a container, two are not
		return Maybe, nil
	}
	t.Decide(a) // what holds them carries no trace of theirs
	t.Decide(b)
	return equal(t, a, b, depth, call)
}

func isNaN(v Value) bool {
	f, ok := v.(Float)
	return ok && math.IsNaN(f.F)
}

func equalSets(a, b Value) Truth {
	x, okX := a.(*Set)
	y, okY := b.(*Set)
	if !okX || !okY {
		return No
	}
	if x.more != nil || y.more != nil {
		return Maybe
	}
	if len(x.elems) != len(y.elems) {
		return No
	}
	for k := range x.index {
		if _, ok := y.index[k]; !ok {
			return No
		}
	}
	return Yes
}

func equalDicts(t *Thread, a, b *Dict, depth int, call bool) (Truth, error) {
	if a.more != nil || b.more != nil {
		return Maybe, nil
	}
	na, knownA := countEntries(a)
	nb, knownB := countEntries(b)
	if knownA && knownB && na != nb {
		return No, nil
	}
	out := TruthOf(true)
	if !knownA || !knownB {
		out = Maybe
	}
	for _, e := range a.list {
		other, ok := b.Get(e.Key)
		if !ok {
			if perhapsAbsent(e.Value) {
				continue
			}
			return No, nil
		}
		truth, err := equalOrSame(t, e.Value, other, depth-1, call)
		if err != nil || truth == No {
			return truth, err
		}
		if truth == Maybe {
			out = Maybe
		}
	}
	return out, nil
}
