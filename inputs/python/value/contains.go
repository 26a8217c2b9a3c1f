package value

import "strings"

// contains is "item in v": Yes as soon as a known item is equal, Maybe where an
// unknown one may be.
func contains(t *Thread, v, item Value) (Truth, error) {
	switch v := v.(type) {
	case *Unknown:
		return compareUnknown(t, v, None(), func(c, _ Value) (Truth, error) { return contains(t, c, item) })
	case HasContains:
		return v.Contains(t, item)
	case *Instance:
		return containsInInstance(t, v, item)
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
	items, err := Items(t, v)
	if err != nil {
		if r, ok := err.(*Raised); ok && r.Kind.Name == "TypeError" {
			err = t.Raise("TypeError", "argument of type '"+v.Class().Name+"' is not iterable")
		}
		return Maybe, err
	}
	return containsItem(t, items, item)
}

// containsItem looks for an equal item.
func containsItem(t *Thread, items []Value, item Value) (Truth, error) {
	out := No
	for _, e := range items {
		truth := Maybe
		if !isMany(e) {
			var err error
			if truth, err = equalOrSame(t, e, item, maxCompareDepth, true); err != nil {
				return Maybe, err
			}
			if truth == Yes && !perhapsAbsent(e) {
				return Yes, nil
			}
		}
		if truth != No {
			out = Maybe
		}
	}
	return out, nil
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
	case Int:
		if i, ok := x.Int64(); ok && kind == BytesClass && i >= 0 && i < 256 {
			return TruthOf(strings.IndexByte(s, byte(i)) >= 0), nil
		}
	}
	if kind == StrClass {
		return Maybe, t.Raise("TypeError", "'in <string>' requires string as left operand, not "+item.Class().Name)
	}
	return Maybe, t.Raise("TypeError", "a bytes-like object is required, not '"+item.Class().Name+"'")
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
	case d.more != nil:
		return Maybe, nil
	}
	if _, hashable := KeyOf(key); hashable {
		return No, nil
	}
	return containsItem(t, d.keys(), key)
}

func (s *Set) contains(t *Thread, item Value) (Truth, error) {
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
		return Truthy(t, r)
	}
	if data, ok := builtinData(v); ok {
		return contains(t, data, item)
	}
	items, err := itemsOfInstance(t, v)
	if err != nil {
		return Maybe, err
	}
	return containsItem(t, items, item)
}
