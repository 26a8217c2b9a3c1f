package value

import (
	"maps"
	"slices"
	"strings"
)

// Dir are the names that dir() gives of an object, in its order: of a module its
// own, of an instance or a class those that the project or a model gives, and
// object's. A name that is perhaps bound is an item that is perhaps there. more is
// set where there may be others, tr is what it rests on that there are not.
func Dir(t *Thread, v Value) (names []Value, more *Unknown, tr *Trace) {
	switch v := v.(type) {
	case *Module:
		return DirOf(v.NS)
	case *Instance:
		if _, owner, ok := v.Kind.Lookup("__dir__"); ok && owner != ObjectClass {
			return nil, NewUnknown("__dir__ of a class is not followed", t.At, nil), nil
		}
		return dirOfClass(t, v.Kind, v.NS)
	case *Class:
		return dirOfClass(t, v)
	}
	return nil, NewUnknown("dir() of an object is not followed", t.At, nil), nil
}

// DirOf is Dir of what has the names of namespaces and no others.
func DirOf(spaces ...*Namespace) (names []Value, more *Unknown, tr *Trace) {
	certain, perhapsBound := map[string]*Trace{}, map[string]Value{}
	for _, n := range spaces {
		tr, more = joinedTrace(tr, n.AllAbsent()), orMore(more, n.more)
		for _, name := range n.Names() {
			b, _ := n.Get(name)
			if u, ok := b.V.(*Unknown); ok && perhapsAbsent(u) {
				perhapsBound[name] = perhaps(u, NewStr(name, nil))
				continue
			}
			if _, have := certain[name]; !have {
				certain[name] = (*Trace)(nil).Under(b.Control)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(joinedKeys(certain, perhapsBound))) {
		if control, ok := certain[name]; ok {
			names = append(names, NewStr(name, control))
		} else {
			names = append(names, perhapsBound[name])
		}
	}
	return names, more, tr
}

func joinedKeys(a map[string]*Trace, b map[string]Value) map[string]bool {
	out := map[string]bool{}
	for name := range a {
		out[name] = true
	}
	for name := range b {
		out[name] = true
	}
	return out
}

func dirOfClass(t *Thread, cls *Class, own ...*Namespace) (names []Value, more *Unknown, tr *Trace) {
	if cls.Meta != nil && len(own) == 0 {
		return nil, NewUnknown("dir() of a class with a metaclass is not followed", t.At, nil), nil
	}
	spaces := append(own, NewNamespace())
	for _, name := range objectNames() {
		spaces[len(own)].Set(nil, name, None(), Place{})
	}
	for _, k := range cls.MRO() {
		switch {
		case k.NS != nil:
			spaces = append(spaces, k.NS)
		case k != ObjectClass:
			return nil, NewUnknown("dir() of an object is not followed", t.At, nil), nil
		}
	}
	names, more, tr = DirOf(spaces...)
	if cls.Unknown != nil {
		more = cls.Unknown
	}
	return names, more, tr
}

// objectNames are the attributes that every object of a class has.
func objectNames() []string {
	return strings.Fields(`__class__ __delattr__ __dict__ __dir__ __doc__ __eq__ __format__ __ge__
		__getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __module__ __ne__
		__new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ __weakref__`)
}
