package kubernetes

import (
	"cmp"
	"slices"
)

// This file keeps the names of objects: those that a kustomization changes, and by
// which others still call them (kustomize, api/filters/nameref).

// identity is a name that an object has or had.
type identity struct{ kind, namespace, name string }

// id is what an object is called now; without a namespace it is in "default".
func (o *object) id() identity {
	return identity{o.kind, cmp.Or(o.namespace, "default"), o.name}
}

// original is what its manifest calls it.
func (o *object) original() identity {
	if len(o.former) > 0 {
		return o.former[0]
	}
	return o.id()
}

// isCalled tells whether an object has or had a name.
func (o *object) isCalled(id identity) bool {
	return o.id() == id || slices.Contains(o.former, id)
}

func (o *object) apiVersion() string { return textOf(get(o.node, "apiVersion")) }

// remember keeps the name that an object has, before it gets another.
func (o *object) remember() {
	if id := o.id(); !slices.Contains(o.former, id) {
		o.former = append(o.former, id)
	}
}

// reference is a kind and a name by which an object may be called.
type reference struct{ kind, name string }

// index finds objects by the names that they have and had.
func (l *loader) index() {
	l.named = map[reference][]*object{}
	for _, o := range l.objects {
		names := []string{o.name}
		for _, id := range o.former {
			names = append(names, id.name)
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			r := reference{o.kind, name}
			l.named[r] = append(l.named[r], o)
		}
	}
}

// find is the object that another one means by a name; nil where there is none, or
// where it cannot be told. One without a namespace is of any.
func (l *loader) find(kind, name string, from *object) *object {
	all := l.named[reference{kind, name}]
	in := func(namespace string) []*object {
		return those(all, func(o *object) bool { return o.namespace == namespace })
	}
	found := in(from.namespace)
	switch {
	case len(found) > 0:
	case from.namespace != "":
		found = in("")
	case len(all) == 1:
		found = all
	}
	if len(found) > 1 {
		found = nearest(found, name, from)
	}
	if len(found) == 0 {
		return nil
	}
	return found[len(found)-1] // of several of one name the last is applied
}

// nearest are those of several objects that had the name before a kustomization
// changed it, and of these the ones to which it did the same as to the one that names it.
func nearest(found []*object, name string, from *object) []*object {
	had := func(o *object) bool {
		return slices.ContainsFunc(o.former, func(id identity) bool { return id.name == name })
	}
	if renamed := those(found, had); len(renamed) > 0 {
		found = renamed
	}
	for _, strict := range []bool{false, true} {
		if len(found) > 1 {
			found = those(found, func(o *object) bool {
				return sameEnd(o.prefixes, from.prefixes, strict) && sameEnd(o.suffixes, from.suffixes, strict)
			})
		}
	}
	if slices.ContainsFunc(found, func(o *object) bool { return o.name != found[0].name }) {
		return nil
	}
	return found
}

// sameEnd tells whether the shorter list is the end of the longer one; an empty one is
// only of another empty one where that is strict.
func sameEnd(a, b []string, strict bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return !strict || len(b) == 0
	}
	return slices.Equal(a, b[len(b)-len(a):])
}

func those(objects []*object, ok func(*object) bool) []*object {
	return slices.DeleteFunc(slices.Clone(objects), func(o *object) bool { return !ok(o) })
}
