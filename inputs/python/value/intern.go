package value

// Instances whose class has its own __eq__ and __hash__, as keys. Equal ones
// share one key: the first of them that was a key.

// special calls a special method of v's class: of an instance, or of a class by
// its metaclass. found is false where there is none.
func special(t *Thread, v Value, name string, args ...Value) (r Value, found bool, err error) {
	switch v := v.(type) {
	case *Instance:
		return callSpecial(t, v, name, args...)
	case *Class:
		if v.Meta == nil {
			return nil, false, nil
		}
		b, owner, ok := v.Meta.Lookup(name)
		if !ok {
			return nil, false, nil
		}
		f, err := bindTo(t, b, v, v.Meta, owner)
		if err != nil {
			return nil, true, err
		}
		r, err := CallValue(t, f, &Call{Args: args, At: t.At})
		return r, true, err
	}
	return nil, false, nil
}

// intern finds the key of every instance in v that has its own equality.
func (t *Thread) intern(v Value) error {
	budget := maxKeyNodes
	return t.internWithin(v, &budget)
}

func (t *Thread) internWithin(v Value, budget *int) error {
	if *budget--; *budget < 0 {
		return nil
	}
	switch v := v.(type) {
	case Tuple:
		for _, e := range v.Elems {
			if err := t.internWithin(e, budget); err != nil {
				return err
			}
		}
	case *Instance:
		if v.key == nil && ownEquality(v.Kind) {
			return t.internInstance(v)
		}
		if b, _, ok := v.Kind.Lookup("__hash__"); ok && v.key == nil && b.V.Class() == FunctionClass {
			_, err := t.ownHash(v)
			return err
		}
	}
	return nil
}

// ownHash is what the __hash__ of an object's class gives, nil where it has none.
func (t *Thread) ownHash(v Value) (Value, error) {
	r, found, err := special(t, v, "__hash__")
	if !found || err != nil {
		return nil, err
	}
	return answered(t, v, IntClass, "__hash__", r)
}

// ownEquality tells whether a class of the project defines __eq__ and __hash__.
func ownEquality(c *Class) bool {
	_, k, eq := c.Lookup("__eq__")
	b, _, hash := c.Lookup("__hash__")
	return eq && hash && k.Written && b.V.Class() == FunctionClass
}

func (t *Thread) internInstance(v *Instance) error {
	r, err := t.ownHash(v)
	if err != nil {
		return err
	}
	hash, ok := hashKey(r)
	if !ok {
		return nil
	}
	for _, other := range t.interned[hash] {
		truth, err := equal(t, v, other, maxCompareDepth, true)
		if err != nil || truth == Maybe {
			return err
		}
		if truth == Yes {
			v.key = other
			return nil
		}
	}
	if t.interned == nil {
		t.interned = map[any][]*Instance{}
	}
	v.key = v
	t.interned[hash] = append(t.interned[hash], v)
	return nil
}

// hashKey is what tells one result of hash() from another.
func hashKey(v Value) (any, bool) {
	switch v := v.(type) {
	case *Unknown:
		return v.hash, v.hash != nil
	case Int:
		return intKey(v), true
	}
	return nil, false
}
