package value

import "reflect"

// Truthy is bool(v): Maybe where it is not known. For an unknown whose choices
// agree, their truth.
func Truthy(t *Thread, v Value) (Truth, error) {
	switch v := v.(type) {
	case *Unknown:
		return truthOfUnknown(t, v)
	case Unbound:
		return Maybe, nil
	case NoneValue:
		return No, nil
	case Bool:
		return TruthOf(v.B), nil
	case Int:
		return TruthOf(v.big != nil || v.small != 0), nil
	case Float:
		return TruthOf(v.F != 0), nil
	case Complex:
		return TruthOf(v.C != 0), nil
	case Str:
		return TruthOf(v.text != ""), nil
	case Bytes:
		return TruthOf(v.text != ""), nil
	case HasTruth:
		return v.Truth(t)
	case *Instance:
		return truthOfInstance(t, v)
	}
	return truthOfLength(t, v)
}

func truthOfUnknown(t *Thread, u *Unknown) (Truth, error) {
	if len(u.Choices) == 0 || u.Many {
		switch {
		case u.Type == NoneClass:
			return No, nil
		case u.Type == StrClass && !u.MayBe(""):
			return Yes, nil
		}
		return Maybe, nil
	}
	var out Truth
	for i, c := range u.Choices {
		truth, err := Truthy(t, c.V)
		if err != nil {
			return Maybe, err
		}
		if i > 0 && truth != out {
			return Maybe, nil
		}
		out = truth
	}
	return out, nil
}

func truthOfInstance(t *Thread, v *Instance) (Truth, error) {
	r, found, err := callSpecial(t, v, "__bool__")
	if found || err != nil {
		return truthOfBool(t, r, err)
	}
	if _, _, sized := v.Kind.Lookup("__len__"); sized {
		n, known, err := lengthOfInstance(t, v)
		if !known || err != nil {
			return Maybe, err
		}
		return TruthOf(n > 0), nil
	}
	if data, ok := builtinData(v); ok {
		return Truthy(t, data)
	}
	if v.Kind.unknownBase() != nil {
		return Maybe, nil
	}
	return Yes, nil
}

// truthOfBool is what a __bool__ gives, which is a bool or an error.
func truthOfBool(t *Thread, r Value, err error) (Truth, error) {
	if err != nil {
		return Maybe, err
	}
	if !isUnknown(r) && r.Class() != BoolClass {
		return Maybe, t.Raise("TypeError", "__bool__ should return bool, returned "+r.Class().TypeName())
	}
	t.Decide(r)
	return Truthy(t, r)
}

// truthOfLength is the truth of a container: one known item makes it true.
func truthOfLength(t *Thread, v Value) (Truth, error) {
	n, known, certain := sizeOf(t, v)
	switch {
	case !certain:
		return Yes, nil
	case n > 0:
		return Yes, nil
	case known:
		return No, nil
	}
	return Maybe, nil
}

// sizeOf counts the items that are certainly in v; known tells that there are no
// more, sized that v has a length at all.
func sizeOf(t *Thread, v Value) (n int, known, sized bool) {
	switch v := v.(type) {
	case Tuple:
		n, known = count(v.Elems)
		return n, known, true
	case *List:
		n, known = count(v.elems)
		return n, known, true
	case *Set:
		n, known = count(v.elems)
		return n, known && v.more == nil, true
	case *Dict:
		n, known = countEntries(v)
		return n, known, true
	case *Range:
		return v.Len(), true, true
	case *DictView:
		n, known = countEntries(v.Dict)
		return n, known, true
	case HasLen:
		n, known = v.Len(t)
		return n, known, true
	}
	return 0, false, false
}

// count counts the items that are certainly there; known is false where some stand for any number.
func count(items []Value) (n int, known bool) {
	known = true
	for _, v := range items {
		if isUncertain(v) {
			known = false
			continue
		}
		n++
	}
	return n, known
}

func countEntries(d *Dict) (n int, known bool) {
	known = d.more == nil
	for _, e := range d.list {
		if perhapsAbsent(e.Value) {
			known = false
			continue
		}
		n++
	}
	return n, known
}

// isMany tells whether an item stands for any number of items.
func isMany(v Value) bool {
	u, ok := v.(*Unknown)
	return ok && u.Many
}

// isUncertain tells whether it is not known that an item is there, exactly once.
func isUncertain(v Value) bool { return isMany(v) || perhapsAbsent(v) }

// perhapsAbsent tells whether an item or entry is perhaps not there at all.
func perhapsAbsent(v Value) bool {
	u, ok := v.(*Unknown)
	if !ok {
		return false
	}
	for _, c := range u.Choices {
		if _, absent := c.V.(Unbound); absent {
			return true
		}
	}
	return false
}

// Same is "a is b" as far as it is known.
func Same(a, b Value) Truth {
	ua, aUnknown := a.(*Unknown)
	ub, bUnknown := b.(*Unknown)
	switch {
	case aUnknown && a == b:
		return Yes
	case aUnknown:
		return sameUnknown(ua, b)
	case bUnknown:
		return sameUnknown(ub, a)
	}
	if a.Class() != b.Class() {
		return No
	}
	switch a := a.(type) {
	case NoneValue, Bool, EllipsisValue, NotImplementedValue, Unbound:
		return TruthOf(identical(a, b))
	case Int:
		if i, ok := a.Int64(); !identical(a, b) || ok && i >= -5 && i <= 256 {
			return TruthOf(identical(a, b))
		}
		return Maybe
	case Str, Bytes, Float, Complex, Tuple, Slice:
		if !identical(a, b) {
			return No
		}
		return Maybe // equal values may or may not be one object
	}
	return TruthOf(samePointer(a, b))
}

func sameUnknown(u *Unknown, b Value) Truth {
	if _, ok := b.(*Unknown); ok || u.Many {
		return Maybe
	}
	if u.Type != nil && len(u.Choices) == 0 && b.Class() != u.Type && singleton(b) {
		return No
	}
	if len(u.Choices) == 0 {
		return Maybe
	}
	out := Same(u.Choices[0].V, b)
	for _, c := range u.Choices[1:] {
		if Same(c.V, b) != out {
			return Maybe
		}
	}
	return out
}

// singleton tells whether v is the one object of its type: no other type has it.
func singleton(v Value) bool {
	switch v.(type) {
	case NoneValue, EllipsisValue, NotImplementedValue, Bool:
		return true
	}
	return false
}

// samePointer compares values that are pointers (or of another comparable type of a model).
func samePointer(a, b Value) bool {
	ta := reflect.TypeOf(a)
	return ta == reflect.TypeOf(b) && ta.Kind() == reflect.Pointer && a == b
}
