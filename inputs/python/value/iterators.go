package value

import "strings"

// The builtin types that iterate: enumerate, zip, map, filter, reversed. They
// give their items one by one, as Python does.

// The classes of the iterators.
var (
	enumerateClass = builtin("enumerate", ObjectClass)
	zipClass       = builtin("zip", ObjectClass)
	mapClass       = builtin("map", ObjectClass)
	filterClass    = builtin("filter", ObjectClass)
	reversedClass  = builtin("reversed", ObjectClass)
	iteratorClass  = builtin("iterator", ObjectClass)

	listIteratorClass   = builtin("list_iterator", ObjectClass)
	tupleIteratorClass  = builtin("tuple_iterator", ObjectClass)
	strIteratorClass    = builtin("str_iterator", ObjectClass)
	setIteratorClass    = builtin("set_iterator", ObjectClass)
	rangeIteratorClass  = builtin("range_iterator", ObjectClass)
	dictIteratorClasses = [...]*Class{
		ViewKeys:   builtin("dict_keyiterator", ObjectClass),
		ViewValues: builtin("dict_valueiterator", ObjectClass),
		ViewItems:  builtin("dict_itemiterator", ObjectClass),
	}
	callableIteratorClass = builtin("callable_iterator", ObjectClass)
)

func iteratorConstructor(c *Class) function {
	var m method
	switch c {
	case enumerateClass:
		m = method{takes: []string{"iterable", "start"}, min: 1, open: true, fn: newEnumerate}
	case zipClass:
		m = method{rest: true, open: true, fn: newZip}
	case mapClass:
		m = method{rest: true, open: true, fn: newMap}
	case filterClass:
		m = method{takes: pos(2), min: 2, open: true, fn: newFilter}
	case reversedClass:
		m = method{takes: pos(1), min: 1, open: true, fn: newReversed}
	default:
		return nil
	}
	return func(t *Thread, call *Call) (Value, error) {
		if m.rest && len(call.Keywords) > 0 && (c != zipClass || call.Keyword("strict") == nil || len(call.Keywords) > 1) {
			return nil, t.Raise("TypeError", "... got an argument that it does not take")
		}
		if call.Open != nil {
			return NewIterator(c, []Value{manyOf(call.Open)}, nil), nil
		}
		return m.invoke(t, c.Name, nil, call)
	}
}

// iterate is iter(v). An iterator is its own.
func iterate(t *Thread, v Value) (*Iterator, error) {
	if it, ok := v.(*Iterator); ok {
		return it, nil
	}
	if i, ok := v.(*Instance); ok {
		return iterateInstance(t, i)
	}
	kind, mixed := iteratorOf(v), Disordered(v)
	if next := overChanging(v); next != nil {
		it := newPuller(t, kind, v.Trace(), next)
		it.disordered = mixed
		return it, nil
	}
	items, err := Items(t, v)
	if err != nil {
		return nil, err
	}
	it := NewIterator(kind, items, v.Trace())
	it.disordered = mixed
	return it, nil
}

// iterateInOrder is iterate for who counts the items.
func iterateInOrder(t *Thread, v Value) (*Iterator, error) {
	it, err := iterate(t, v)
	if err != nil || !it.disordered {
		return it, err
	}
	items, err := it.Items(t)
	return NewIterator(it.kind, InOrder(t, it, items), it.trace), err
}

// overChanging goes through a list, a dict or a view of one as it is by then; nil for others.
func overChanging(v Value) func(*Thread) (Value, bool, error) {
	switch v := v.(type) {
	case *List:
		if firstMany(v.elems) == nil {
			return overList(v)
		}
	case *Dict:
		return overEntries(v, ViewKeys)
	case *DictView:
		return overEntries(v.Dict, v.Kind)
	}
	return nil
}

// iterateInstance is the iterator that an instance's __iter__ gives; one that is
// itself an instance is asked for each item.
func iterateInstance(t *Thread, i *Instance) (*Iterator, error) {
	r, found, err := callSpecial(t, i, "__iter__")
	if err != nil {
		return nil, err
	}
	if found {
		if err := t.checkIterator(i, r); err != nil {
			return nil, err
		}
		if next, ok := r.(*Instance); ok {
			return newPuller(t, iteratorClass, r.Trace(), next.next), nil
		}
		return iterate(t, r)
	}
	if i.indexed() {
		return newPuller(t, iteratorClass, i.Trace(), i.byIndex()), nil
	}
	items, err := Items(t, i)
	if err != nil {
		return nil, err
	}
	return NewIterator(iteratorClass, items, i.Trace()), nil
}

// indexed tells whether an object without __iter__ is gone through by the program's __getitem__.
func (i *Instance) indexed() bool {
	_, ofBuiltin := builtinData(i)
	return i.writes("__getitem__") && !ofBuiltin && !i.refuses("__iter__")
}

// refuses tells whether the class sets a special method to None.
func (i *Instance) refuses(name string) bool {
	b, _, ok := i.Kind.Lookup(name)
	return ok && b.V.Class() == NoneClass
}

// byIndex asks __getitem__ for 0, 1, ... until IndexError, one at a time.
func (i *Instance) byIndex() func(t *Thread) (Value, bool, error) {
	n := int64(-1)
	return func(t *Thread) (Value, bool, error) {
		n++
		return t.nextBefore("IndexError", func() (Value, bool, error) {
			return callSpecial(t, i, "__getitem__", NewInt(n, nil))
		})
	}
}

func firstMany(items []Value) Value {
	for _, v := range items {
		if isMany(v) {
			return v
		}
	}
	return nil
}

// iteratorOf is the class of iter(v).
func iteratorOf(v Value) *Class {
	switch v := v.(type) {
	case *List:
		return listIteratorClass
	case Tuple:
		return tupleIteratorClass
	case Str:
		return strIteratorClass
	case *Set:
		return setIteratorClass
	case *Range:
		return rangeIteratorClass
	case *Dict:
		return dictIteratorClasses[ViewKeys]
	case *DictView:
		return dictIteratorClasses[v.Kind]
	}
	return iteratorClass
}

func newEnumerate(in *invocation) (Value, error) {
	it, err := iterateInOrder(in.t, in.args[0])
	if err != nil {
		return nil, err
	}
	if isUnknown(orNone(in.args[1])) {
		return NewIterator(enumerateClass, []Value{manyOf(in.args[1])}, nil), nil
	}
	n, one := Int{}, Int{small: 1}
	if in.args[1] != nil {
		if n, err = operatorIndex(in.t, in.args[1]); err != nil {
			return nil, err
		}
	}
	var open *Unknown
	return newPuller(in.t, enumerateClass, it.trace, func(t *Thread) (Value, bool, error) {
		v, ok, err := it.Next(t)
		if !ok || err != nil {
			return nil, false, err
		}
		if u, ok := v.(*Unknown); ok && open == nil && (u.Many || perhapsAbsent(u)) {
			open = u
		}
		if isMany(v) {
			return manyOf(v), true, nil
		}
		var i Value = n
		if open != nil {
			i = Doubt(IntClass, open)
		}
		n = sum(n, one, n.trace).(Int)
		return NewTuple([]Value{i, v}, v.Trace()), true, nil
	}), nil
}

func newZip(in *invocation) (Value, error) {
	var its []*Iterator
	var tr *Trace
	for _, a := range in.args {
		it, err := iterateInOrder(in.t, a)
		if err != nil {
			return nil, err
		}
		its, tr = append(its, it), Merge(tr, it.trace)
	}
	strict := in.call.Keyword("strict")
	next := func(t *Thread) (Value, bool, error) {
		items, ok, err := zipNext(t, its, strict)
		if !ok || err != nil {
			return nil, false, err
		}
		if uncertain(items) != nil {
			return manyOf(Doubt(nil, items...)), true, nil
		}
		return NewTuple(items, nil), true, nil
	}
	return newPuller(in.t, zipClass, tr, PullUnlessAssumed(tr, next, func(t *Thread, others *Unknown) error {
		_, err := othersOf(t, its, others)
		return err
	})), nil
}

// zipNext takes an item of each iterator. Where one stands for any number, so do the others.
func zipNext(t *Thread, its []*Iterator, strict Value) ([]Value, bool, error) {
	items := make([]Value, len(its))
	for i, it := range its {
		v, ok, err := it.Next(t)
		if err != nil {
			return nil, false, err
		}
		if !ok {
			return nil, false, zipEnd(t, its, i, strict)
		}
		items[i] = v
	}
	if uncertain(items) == nil {
		return items, len(its) > 0, nil
	}
	for i, it := range its {
		others, err := it.Spill(t)
		if err != nil {
			return nil, false, err
		}
		if len(others) > 0 {
			items[i] = manyOf(Doubt(nil, append(others, items[i])...))
		}
	}
	return items, true, nil
}

// zipEnd is the end of the i-th iterator: with strict, all must end there.
func zipEnd(t *Thread, its []*Iterator, i int, strict Value) error {
	if strict == nil {
		return nil
	}
	if truth, err := Truthy(t, strict); err != nil || truth != Yes {
		return err
	}
	if i > 0 {
		return t.Raise("ValueError", "zip() argument "+decimal(i+1)+" is shorter than "+arguments(i))
	}
	for j, it := range its[1:] {
		if _, ok, err := it.Next(t); ok || err != nil {
			if err == nil {
				err = t.Raise("ValueError", "zip() argument "+decimal(j+2)+" is longer than "+arguments(j+1))
			}
			return err
		}
	}
	return nil
}

// arguments names the first n arguments of zip().
func arguments(n int) string {
	if n == 1 {
		return "argument 1"
	}
	return "arguments 1-" + decimal(n)
}

func newMap(in *invocation) (Value, error) {
	if len(in.args) < 2 {
		return nil, in.t.Raise("TypeError", "map() must have at least two arguments.")
	}
	f := in.args[0]
	var its []*Iterator
	var tr *Trace
	read := iterate
	if len(in.args) > 2 {
		read = iterateInOrder
	}
	for _, a := range in.args[1:] {
		it, err := read(in.t, a)
		if err != nil {
			return nil, err
		}
		its, tr = append(its, it), Merge(tr, it.trace)
	}
	at := in.call.At
	next := func(t *Thread) (Value, bool, error) {
		items, ok, err := zipNext(t, its, nil)
		if !ok || err != nil {
			return nil, false, err
		}
		v, err := CallOnItems(t, f, &Call{Args: items, At: at})
		if err == nil && uncertain(items) != nil {
			v = typed(manyOf(v), resultType(f))
		}
		return v, err == nil, err
	}
	out := newPuller(in.t, mapClass, tr, PullUnlessAssumed(tr, next, func(t *Thread, others *Unknown) error {
		items, err := othersOf(t, its, others)
		if err == nil {
			_, err = CallOnItems(t, f, &Call{Args: items, At: at})
		}
		return err
	}))
	out.disordered = len(its) == 1 && its[0].disordered
	return out, nil
}

func newFilter(in *invocation) (Value, error) {
	f := in.args[0]
	it, err := iterate(in.t, in.args[1])
	if err != nil {
		return nil, err
	}
	at := in.call.At
	next := func(t *Thread) (Value, bool, error) {
		for {
			v, ok, err := it.Next(t)
			if !ok || err != nil {
				return v, ok, err
			}
			if isMany(v) {
				return filterMany(t, f, it, v)
			}
			test := v
			if f.Class() != NoneClass {
				if test, err = CallOnItems(t, f, &Call{Args: []Value{v}, At: at}); err != nil {
					return nil, false, err
				}
			}
			truth, err := Truthy(t, test)
			if err != nil {
				return nil, false, err
			}
			t.Decide(test)
			switch truth {
			case Yes:
				return v, true, nil
			case Maybe:
				return perhaps(Doubt(nil, test, v), v), true, nil
			}
		}
	}
	out := newPuller(in.t, filterClass, it.trace, PullUnlessAssumed(it.trace, next, func(t *Thread, others *Unknown) error {
		_, _, err := filterMany(t, f, it, others)
		return err
	}))
	out.disordered = it.disordered
	return out, nil
}

// filterMany asks for each of any number of items, and for those behind them.
func filterMany(t *Thread, f Value, it *Iterator, many Value) (Value, bool, error) {
	others, err := it.Spill(t)
	if err != nil {
		return nil, false, err
	}
	if len(others) > 0 {
		many = manyOf(Doubt(nil, append(others, many)...))
	}
	if f.Class() != NoneClass {
		_, err = CallOnItems(t, f, &Call{Args: []Value{many}, At: t.At})
	}
	return many, err == nil, err
}

func newReversed(in *invocation) (Value, error) {
	v := in.args[0]
	if i, ok := v.(*Instance); ok {
		if r, found, err := callSpecial(in.t, i, "__reversed__"); found || err != nil {
			return r, err
		}
		if i.refuses("__reversed__") {
			return nil, in.t.Raise("TypeError", "'"+i.Kind.TypeName()+"' object is not reversible")
		}
	}
	switch own := Underlying(v).(type) {
	case *Set, *Iterator:
		return nil, in.t.Raise("TypeError", "'"+v.Class().TypeName()+"' object is not reversible")
	case *List:
		if firstMany(own.elems) == nil {
			return InAnyOrder(in.t, newPuller(in.t, reversedClass, v.Trace(), overListBackwards(own)), Disordered(own)), nil
		}
	}
	items, err := Items(in.t, v)
	if r, ok := err.(*Raised); ok && strings.HasSuffix(r.Shape, "object is not iterable") {
		return nil, in.t.Raise("TypeError", "'"+v.Class().TypeName()+"' object is not reversible")
	}
	if err != nil {
		return nil, err
	}
	return NewIterator(reversedClass, backwards(items), v.Trace()), nil
}
