package value

import "strings"

// contains is "item in v": Yes as soon as a known item is equal, Maybe where an
// unknown one may be.
func contains(t *Thread, v, item Value) (Truth, error) {
	switch v := v.(type) {
	case *Unknown:
		if v.holds(item) {
			return Yes, nil
		}
		return compareUnknown(t, v, None(), func(c, _ Value) (Truth, error) { return contains(t, c, item) })
	case HasContains:
		return v.Contains(t, item)
	case *Instance:
		return containsInInstance(t, v, item)
	case *Class:
		if r, found, err := special(t, v, "__contains__", item); found || err != nil {
			if err != nil {
				return Maybe, err
			}
			t.Decide(r)
			return Truthy(t, r)
		}
	}
	if u, ok := item.(*Unknown); ok && len(u.Choices) > 0 {
		return compareUnknown(t, u, None(), func(c, _ Value) (Truth, error) { return contains(t, v, c) })
	}
	switch v := v.(type) {
	case Str:
		return containsText(t, v.text, item, StrClass)
	case Bytes:
		return containsText(t, v.text, item, BytesClass)
	case *Dict:
		return v.contains(t, item)
	case *Set:
		return v.contains(t, item)
	case *Range:
		if i, ok := asInt(Underlying(item)); ok {
			_, in := v.has(i)
			return TruthOf(in), nil
		}
	case *DictView:
		if v.Kind == ViewKeys {
			return v.Dict.contains(t, item)
		}
	}
	if it, ok := v.(*Iterator); ok {
		return it.contains(t, item)
	}
	items, err := Items(t, v)
	if err != nil {
		return Maybe, notContaining(t, v, err)
	}
	return containsItem(t, items, item)
}

// notContaining is what "in" raises where v does not iterate: a TypeError has words of its own.
func notContaining(t *Thread, v Value, err error) error {
	if r, ok := err.(*Raised); ok && r.Kind.Name == "TypeError" {
		return t.Raise("TypeError", "argument of type '"+v.Class().TypeName()+"' is not iterable")
	}
	return err
}

// containsItem looks for an equal item.
func containsItem(t *Thread, items []Value, item Value) (Truth, error) {
	out := No
	for _, e := range items {
		truth, err := hasEqual(t, e, item)
		if err != nil || truth == Yes {
			return truth, err
		}
		if truth == Maybe {
			out = Maybe
		}
	}
	return out, nil
}

// contains takes items up to the first that is equal.
func (it *Iterator) contains(t *Thread, item Value) (Truth, error) {
	out := No
	for {
		v, ok, err := it.Next(t)
		if !ok || err != nil {
			return out, err
		}
		truth, err := hasEqual(t, v, item)
		if err != nil || truth == Yes || isMany(v) {
			return truth, err
		}
		if truth == Maybe {
			out = Maybe
		}
	}
}

// hasEqual tells whether what stands at one place of a container is equal to v.
// What is perhaps not there, or stands for any number, is at most perhaps equal.
func hasEqual(t *Thread, e, v Value) (Truth, error) {
	u, ok := e.(*Unknown)
	if !ok || !u.Many && !perhapsAbsent(u) {
		return equalOrSame(t, e, v, maxCompareDepth, true)
	}
	if ruledOut(u, v) {
		return No, nil
	}
	if len(u.Choices) == 0 {
		return Maybe, nil
	}
	for _, c := range u.Choices {
		if _, absent := c.V.(Unbound); absent {
			continue
		}
		if truth, err := equalOrSame(t, c.V, v, maxCompareDepth, true); err != nil || truth != No {
			return Maybe, err
		}
	}
	return No, nil
}

func containsText(t *Thread, s string, item Value, kind *Class) (Truth, error) {
	switch x := Underlying(item).(type) {
	case *Unknown:
		return Maybe, nil
	case Str:
		if kind == StrClass {
			return TruthOf(strings.Contains(s, x.text)), t.Burn(len(s) / 256)
		}
	case Bytes:
		if kind == BytesClass {
			return TruthOf(strings.Contains(s, x.text)), t.Burn(len(s) / 256)
		}
	case Int, Bool:
		if kind == BytesClass {
			i, err := indexOf(t, x)
			if err == nil && (i < 0 || i > 255) {
				err = t.Raise("ValueError", "byte must be in range(0, 256)")
			}
			return TruthOf(strings.IndexByte(s, byte(i)) >= 0), err
		}
	}
	if kind == StrClass {
		return Maybe, t.Raise("TypeError", "'in <string>' requires string as left operand, not "+item.Class().TypeName())
	}
	return Maybe, t.Raise("TypeError", "a bytes-like object is required, not '"+item.Class().TypeName()+"'")
}

func (d *Dict) contains(t *Thread, key Value) (Truth, error) {
	if err := checkKey(t, key); err != nil {
		return Maybe, err
	}
	v, ok := d.Get(key)
	switch {
	case ok && perhapsAbsent(v):
		return Maybe, nil
	case ok:
		return Yes, nil
	case d.beyond(key) != nil:
		return d.beyond(key).Contains(t, key)
	case d.more != nil:
		return Maybe, nil
	}
	if _, hashable := KeyOf(key); hashable {
		return No, nil
	}
	return containsItem(t, d.keys(), key)
}

// frozen is a set as a frozenset, which is how a set is looked up in a set.
func frozen(v Value) Value {
	if i, ok := v.(*Instance); ok && !ownEquality(i.Kind) {
		if s, ok := i.Data.(*Set); ok && !s.Frozen {
			return frozen(s)
		}
	}
	if s, ok := v.(*Set); ok && !s.Frozen {
		return &Set{object: s.object, Frozen: true, elems: s.elems, index: s.index, more: s.more}
	}
	return v
}

func (s *Set) contains(t *Thread, item Value) (Truth, error) {
	item = frozen(item)
	if err := checkKey(t, item); err != nil {
		return Maybe, err
	}
	k, hashable := KeyOf(item)
	if !hashable {
		return containsItem(t, s.all(), item)
	}
	if _, ok := s.index[k]; ok {
		return Yes, nil
	}
	if s.more != nil {
		return Maybe, nil
	}
	return No, nil
}

func containsInInstance(t *Thread, v *Instance, item Value) (Truth, error) {
	r, found, err := callSpecial(t, v, "__contains__", item)
	if err != nil {
		return Maybe, err
	}
	if found {
		t.Decide(r)
		return Truthy(t, r)
	}
	if b, _, ok := v.Kind.Lookup("__contains__"); ok && b.V.Class() == NoneClass {
		return Maybe, t.Raise("TypeError", "'"+v.Kind.TypeName()+"' object is not a container")
	}
	if data, ok := builtinData(v); ok {
		return contains(t, data, item)
	}
	items, err := itemsOfInstance(t, v)
	if err != nil {
		return Maybe, notContaining(t, v, err)
	}
	return containsItem(t, items, item)
}
