package value

import "slices"

// environView is os.environ.keys(), items() or values(): what it holds is asked of the
// environment each time.
type environView struct {
	of   *Environ
	kind ViewKind
}

var environViewClasses = [...]*Class{
	ViewKeys:   builtin("KeysView", ObjectClass),
	ViewValues: builtin("ValuesView", ObjectClass),
	ViewItems:  builtin("ItemsView", ObjectClass),
}

// Class is that of collections.abc.
func (v *environView) Class() *Class { return environViewClasses[v.kind] }

// Trace is nil: what rests on the environment is told by what is asked of the view.
func (*environView) Trace() *Trace { return nil }

// With returns the view.
func (v *environView) With(*Trace) Value { return v }

// Items are those that the environment has now.
func (v *environView) Items(t *Thread) ([]Value, error) {
	l := v.list(t)
	t.Decide(l)
	return l.elems, nil
}

// list lists what is certainly set; values are read as they are, and are no recorded
// reads: a program that lists them all demands none.
func (v *environView) list(t *Thread) *List {
	return v.of.listed(t, func(n string) Value {
		switch v.kind {
		case ViewValues:
			return v.of.holds(t, n)
		case ViewItems:
			return NewTuple([]Value{NewStr(n, nil), v.of.holds(t, n)}, nil)
		}
		return NewStr(n, nil)
	})
}

// Len is not known, as of os.environ.
func (*environView) Len(*Thread) (length int, known bool) { return 0, false }

// Contains is "item in" the view; a name asks for one variable.
func (v *environView) Contains(t *Thread, item Value) (Truth, error) {
	truth, _, err := v.ContainsTrace(t, item)
	return truth, err
}

// ContainsTrace is Contains, with what the answer depends on.
func (v *environView) ContainsTrace(t *Thread, item Value) (Truth, *Trace, error) {
	if v.kind == ViewKeys {
		return v.of.ContainsTrace(t, item)
	}
	l := v.list(t)
	truth, err := contains(t, l, item)
	return truth, Merge(l.trace, traceOfItems(l)), err
}

// Compare does not know what else the environment holds. Values are no set, and nothing
// but a set is compared with names and items.
func (v *environView) Compare(_ *Thread, _ CompareOp, other Value) (truth Truth, ok bool, err error) {
	return Maybe, v.kind != ViewValues && likeSet(Underlying(other)), nil
}

func likeSet(v Value) bool {
	switch v := v.(type) {
	case *Set:
		return true
	case *DictView:
		return v.Kind != ViewValues
	case *environView:
		return v.kind != ViewValues
	}
	return false
}

// Binary is an operator of sets.
func (v *environView) Binary(t *Thread, op BinaryOp, other Value, right bool) (result Value, ok bool, err error) {
	if v.kind == ViewValues || op != BitAnd && op != BitOr && op != BitXor && op != Sub {
		return nil, false, nil
	}
	held := v.list(t)
	own := t.NewSet(held.elems, false, held.Trace())
	with, err := asSet(t, other)
	if err != nil {
		return nil, false, err
	}
	if right {
		own, with = with, own
	}
	result, err = setBinary(t, op, own, with, Merge(own.Trace(), with.Trace()))
	return result, true, err
}

// ListsVariables tells whether the items of a value are variables of the environment,
// through which nothing can be changed.
func ListsVariables(t *Thread, v Value) bool {
	switch v := v.(type) {
	case *Environ:
		return true
	case *environView:
		return !slices.ContainsFunc(v.list(t).elems, Reaches)
	case *List:
		return v.trace.OnlyOthers() && !slices.ContainsFunc(v.elems, Reaches)
	}
	return false
}
