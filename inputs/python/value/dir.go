package value

import (
	"slices"
	"strings"
)

// Dir are the names that dir() gives of an object, in its order, and whether there
// may be more: of a module its own, of an instance or a class those that the project
// or a model gives, and object's.
func Dir(t *Thread, v Value) (names []string, more *Unknown) {
	if m, ok := v.(*Module); ok {
		return slices.Sorted(slices.Values(m.NS.Names())), m.NS.More()
	}
	more = NewUnknown("dir() of an object is not followed", t.At, nil)
	cls, ok := v.(*Class)
	if i, isInstance := v.(*Instance); isInstance {
		names, cls, ok = append(names, i.NS.Names()...), i.Kind, true
	}
	if !ok {
		return nil, more
	}
	for _, k := range cls.MRO() {
		switch {
		case k.NS != nil:
			names = append(names, k.NS.Names()...)
		case k != ObjectClass:
			return nil, more
		}
	}
	if cls.Unknown == nil {
		more = nil
	}
	names = append(names, objectNames()...)
	slices.Sort(names)
	return slices.Compact(names), more
}

// objectNames are the attributes that every object of a class has.
func objectNames() []string {
	return strings.Fields(`__class__ __delattr__ __dict__ __dir__ __doc__ __eq__ __format__ __ge__
		__getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __module__ __ne__
		__new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ __weakref__`)
}
