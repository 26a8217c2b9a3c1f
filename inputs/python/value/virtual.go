package value

import (
	"slices"
	"strings"
)

// What counts as a subclass of an abstract base class without deriving from it: classes
// that are registered with it, and those that its __subclasshook__ takes.

// registerClass is ABCMeta.register: cls.register(sub).
func registerClass(t *Thread, cls *Class, sub Value) (Value, error) {
	if isUnknown(sub) {
		t.virtual.Append(t, sub)
		return sub, nil
	}
	c, ok := sub.(*Class)
	if !ok {
		return nil, t.Raise("TypeError", "Can only register classes")
	}
	if truth, err := Derives(t, c, cls); truth == Yes || err != nil {
		return sub, err
	}
	if truth, err := Derives(t, cls, c); truth == Yes || err != nil {
		if err == nil {
			err = t.Raise("RuntimeError", "Refusing to create an inheritance cycle")
		}
		return nil, err
	}
	t.virtual.Append(t, NewTuple([]Value{cls, sub}, nil))
	return sub, nil
}

// IsRegistered tells whether a class, or one that it derives from, is registered with an
// abstract base class, or perhaps is.
func IsRegistered(t *Thread, c *Class) bool {
	for _, r := range t.virtual.elems {
		if _, sub, ok := registration(r); !ok || c.Is(sub) {
			return true
		}
	}
	return false
}

// registration is a pair of the list of registered classes; not ok where it is not known.
func registration(v Value) (base, sub *Class, ok bool) {
	pair, ok := v.(Tuple)
	if !ok {
		return nil, nil, false
	}
	return pair.Elems[0].(*Class), pair.Elems[1].(*Class), true
}

// Derives tells whether a class is base or counts as derived from it, as issubclass says where
// no metaclass has a say: Maybe where a base is not known.
func Derives(t *Thread, c, base *Class) (Truth, error) {
	if truth, ok, err := askHook(t, c, base); ok || err != nil {
		return truth, err
	}
	truth := derivesItself(c, base)
	if truth != No || len(t.virtual.elems) == 0 {
		return truth, nil
	}
	t.Decide(t.virtual)
	return derivesByRegistration(t, c, base), t.Burn(len(t.virtual.elems))
}

// askHook asks __subclasshook__ where a class of the program with the metaclass ABCMeta has
// one; ok is false where it leaves the answer to the classes.
func askHook(t *Thread, c, base *Class) (truth Truth, ok bool, err error) {
	b, owner, found := base.Lookup("__subclasshook__")
	if !found || !owner.Written || !base.Class().Is(ABCMetaClass) {
		return No, false, nil
	}
	f, err := bindToClass(t, b, base)
	if err != nil {
		return Maybe, true, err
	}
	r, err := CallValue(t, f, &Call{Args: []Value{c}, At: t.At})
	if _, not := r.(NotImplementedValue); not || err != nil {
		return Maybe, false, err
	}
	t.Decide(r)
	truth, err = Truthy(t, r)
	return truth, true, err
}

// derivesItself is derives by the bases of the class, and by what is known of Python's own.
func derivesItself(c, base *Class) Truth {
	if c.Is(base) {
		return Yes
	}
	if c == UnknownClass || c.unknownBase() != nil {
		return Maybe
	}
	if base.Subclass != nil {
		return base.Subclass(c)
	}
	if base.Written && slices.ContainsFunc(base.Bases, isProtocol) { // whose members decide
		return Maybe
	}
	return No
}

// isProtocol tells whether a class is typing.Protocol.
func isProtocol(c *Class) bool { return c.Name == "Protocol" && strings.HasPrefix(c.Module, "typing") }

// derivesByRegistration looks for a chain of registrations from c to base.
func derivesByRegistration(t *Thread, c, base *Class) Truth {
	out, reached, seen := No, []*Class{c}, map[*Class]bool{c: true}
	for len(reached) > 0 {
		k := reached[0]
		reached = reached[1:]
		t.fuel -= len(t.virtual.elems)
		for _, r := range t.virtual.elems {
			to, sub, ok := registration(r)
			switch {
			case !ok:
				out = Maybe
				continue
			case seen[to] || derivesItself(k, sub) != Yes:
				continue
			}
			switch derivesItself(to, base) {
			case Yes:
				return Yes
			case Maybe:
				out = Maybe
			}
			seen[to] = true
			reached = append(reached, to)
		}
	}
	return out
}
