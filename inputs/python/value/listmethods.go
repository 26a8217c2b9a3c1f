package value

import (
	"slices"
	"sort"
)

// The methods of list, tuple and range.

func listMethods() methods {
	return methods{
		"append":  {takes: pos(1), min: 1, open: true, fn: listAppend},
		"extend":  {takes: pos(1), min: 1, open: true, fn: listExtend},
		"insert":  {takes: pos(2), min: 2, open: true, fn: listInsert},
		"remove":  {takes: pos(1), min: 1, open: true, fn: listRemove},
		"pop":     {takes: pos(1), open: true, fn: listPop},
		"clear":   {open: true, fn: listClear},
		"index":   {takes: pos(3), min: 1, open: true, gives: IntClass, fn: listIndex},
		"count":   {takes: pos(1), min: 1, open: true, gives: IntClass, fn: listCount},
		"reverse": {open: true, fn: listReverse},
		"copy":    {open: true, gives: ListClass, fn: listCopy},
		"sort":    {takes: []string{"*key", "*reverse"}, open: true, fn: listSort},
	}
}

func tupleMethods() methods {
	return methods{
		"index": {takes: pos(3), min: 1, open: true, gives: IntClass, fn: listIndex},
		"count": {takes: pos(1), min: 1, open: true, gives: IntClass, fn: listCount},
		// Those of named tuples.
		"_asdict":  {open: true, gives: DictClass, fn: tupleAsDict},
		"_replace": {rest: true, open: true, fn: tupleReplace},
	}
}

func rangeMethods() methods {
	return methods{
		"index": {takes: pos(1), min: 1, gives: IntClass, fn: listIndex},
		"count": {takes: pos(1), min: 1, gives: IntClass, fn: listCount},
	}
}

func (in *invocation) list() *List { return in.self.(*List) }

// elems are the items of the list, tuple or range that the method is of.
func (in *invocation) elems() []Value {
	items, err := Items(in.t, in.self)
	if err != nil && in.err == nil {
		in.err = err
	}
	return items
}

func listAppend(in *invocation) (Value, error) {
	if err := in.t.Alloc(1); err != nil {
		return nil, err
	}
	if err := in.t.Burn(len(in.list().elems) / 128); err != nil { // the items are copied
		return nil, err
	}
	if in.call.Open != nil {
		in.list().Append(in.t, manyOf(in.call.Open))
		return None(), nil
	}
	in.list().Append(in.t, in.args[0])
	return None(), nil
}

func listExtend(in *invocation) (Value, error) {
	if in.args[0] == nil {
		in.list().Append(in.t, manyOf(in.call.Open))
		return None(), nil
	}
	return None(), extend(in.t, in.list(), in.args[0])
}

// extend adds the items of an iterable at the end.
func extend(t *Thread, l *List, with Value) error {
	items, err := Items(t, with)
	if err != nil {
		return err
	}
	if err := t.Alloc(len(l.elems) + len(items)); err != nil {
		return err
	}
	mixed := Disordered(with)
	l.Append(t, items...)
	l.disordered = l.disordered || mixed
	return nil
}

func listInsert(in *invocation) (Value, error) {
	l := in.list()
	if in.args[0] == nil || in.args[1] == nil || isUnknown(in.args[0]) {
		return in.insertSomewhere()
	}
	n := in.int(0, 0)
	if in.err != nil {
		return nil, in.err
	}
	at := clip(n, len(l.elems), false)
	if _, known := count(l.elems); !known && !insertsSurely(l.elems, n, at) {
		return in.insertSomewhere()
	}
	items := append([]Value(nil), l.elems[:at]...)
	l.SetElems(in.t, append(append(items, in.args[1]), l.elems[at:]...))
	return None(), in.t.Alloc(len(l.elems))
}

// insertsSurely tells whether the place is counted past certain items only.
func insertsSurely(items []Value, n, at int) bool {
	if n >= 0 {
		return n <= len(items) && (at == 0 || reaches(items, 0, at-1))
	}
	return len(items)+n >= 0 && reaches(items, n, at)
}

// insertSomewhere keeps the items in their order, with the new one perhaps
// before, between or after any of them.
func (in *invocation) insertSomewhere() (Value, error) {
	l := in.list()
	gap := manyOf(Doubt(nil, in.arg(0), in.arg(1), l))
	if in.args[1] != nil && !isUnknown(in.args[1]) {
		gap.Choices = []Choice{{V: in.args[1]}, {V: Unbound{}}}
	}
	items := []Value{gap}
	for _, e := range l.elems {
		items = append(items, e, gap)
	}
	l.SetElems(in.t, items)
	return None(), in.t.Alloc(len(items))
}

func listRemove(in *invocation) (Value, error) {
	l := in.list()
	if in.args[0] == nil {
		l.SetElems(in.t, []Value{manyOf(in.call.Open)})
		return None(), nil
	}
	at, truth, err := find(in.t, l.elems, in.args[0])
	if err != nil {
		return nil, err
	}
	switch truth {
	case No:
		return nil, in.notThere("list.remove(x): x not in list")
	case Maybe:
		return in.removeMaybe()
	}
	items := append([]Value(nil), l.elems[:at]...)
	l.SetElems(in.t, append(items, l.elems[at+1:]...))
	return None(), nil
}

// removeMaybe removes what is perhaps there: every item that may be equal is perhaps gone.
func (in *invocation) removeMaybe() (Value, error) {
	l := in.list()
	in.t.MayRaise("ValueError", Doubt(nil, in.args[0], l))
	items := append([]Value(nil), l.elems...)
	for i, e := range items {
		truth, err := hasEqual(in.t, e, in.args[0])
		if err != nil {
			return nil, err
		}
		if truth != No {
			items[i] = perhaps(Doubt(nil, in.args[0], e), e)
		}
	}
	l.SetElems(in.t, items)
	return None(), nil
}

// perhaps is an item that is there or not.
func perhaps(why *Unknown, v Value) Value {
	out := Doubt(nil, why)
	if choices, ok := flatten([]Choice{{V: v}, {V: Unbound{}}}); ok {
		out.Choices = choices
	} else {
		out = out.orAbsent()
	}
	out.Many = isMany(v)
	return out
}

// find returns the first item that is equal: Maybe where an earlier one may be.
func find(t *Thread, items []Value, v Value) (int, Truth, error) {
	out := No
	for i, e := range items {
		truth, err := hasEqual(t, e, v)
		if err != nil {
			return 0, Maybe, err
		}
		if truth == Yes && out == No {
			return i, Yes, nil
		}
		if truth != No {
			out = Maybe
		}
	}
	return 0, out, nil
}

func listPop(in *invocation) (Value, error) {
	l := in.list()
	n := -1
	if in.args[0] != nil || Disordered(l) {
		if Disordered(l) || isUnknown(in.args[0]) {
			why := Doubt(nil, orNone(in.args[0]), orderUnknown(in.t, l), l)
			items := make([]Value, len(l.elems))
			for i, e := range l.elems {
				items[i] = perhaps(why, e)
			}
			l.SetElems(in.t, items)
			return why, nil
		}
		n = in.int(0, -1)
		if in.err != nil {
			return nil, in.err
		}
	}
	if len(l.elems) == 0 {
		return nil, in.t.Raise("IndexError", "pop from empty list")
	}
	at := n
	if n < 0 {
		at += len(l.elems)
	}
	if at < 0 || at >= len(l.elems) || !reaches(l.elems, n, at) {
		if _, known := count(l.elems); known {
			return nil, in.t.Raise("IndexError", "pop index out of range")
		}
		why := Doubt(nil, l)
		l.SetElems(in.t, []Value{manyOf(why)})
		return why, nil
	}
	v := underContainer(l.elems[at], l)
	items := append([]Value(nil), l.elems[:at]...)
	l.SetElems(in.t, append(items, l.elems[at+1:]...))
	return v, nil
}

func listClear(in *invocation) (Value, error) {
	in.list().SetElems(in.t, nil)
	return None(), nil
}

func listIndex(in *invocation) (Value, error) {
	items := InOrder(in.t, in.self, in.elems())
	if in.args[0] == nil {
		return Doubt(IntClass, in.call.Open), in.err
	}
	lo, hi := 0, len(items)
	if len(in.args) > 1 {
		if isUnknown(orNone(in.args[1])) || isUnknown(orNone(in.args[2])) {
			return Doubt(IntClass, in.args...), nil
		}
		lo, hi = clip(in.int(1, 0), len(items), false), clip(in.int(2, len(items)), len(items), false)
		lo = max(lo, 0)
	}
	if in.err != nil {
		return nil, in.err
	}
	at, truth := 0, No
	if lo < hi {
		var err error
		if at, truth, err = find(in.t, items[lo:hi], in.args[0]); err != nil {
			return nil, err
		}
	}
	tr := Merge(in.self.Trace(), in.args[0].Trace()).Under(traceOfItems(in.self))
	switch {
	case truth == Yes && reaches(items, 0, lo+at):
		return NewInt(int64(lo+at), tr), nil
	case truth != No:
		return Doubt(IntClass, append([]Value{in.args[0]}, items...)...), nil
	}
	name := in.self.Class().Name
	if name == "tuple" {
		return nil, in.notThere("tuple.index(x): x not in tuple")
	}
	return nil, in.notThere("... is not in " + name)
}

// notThere raises for an item that is none of those of the sequence.
func (in *invocation) notThere(shape string) error {
	err := in.t.Raise("ValueError", shape)
	return Blame(err, append([]Value{in.self, in.args[0]}, in.elems()...)...)
}

func orNone(v Value) Value {
	if v == nil {
		return None()
	}
	return v
}

func listCount(in *invocation) (Value, error) {
	n := 0
	items := in.elems()
	for _, e := range items {
		truth, err := hasEqual(in.t, e, in.arg(0))
		if err != nil {
			return nil, err
		}
		if truth == Maybe {
			return Doubt(IntClass, append([]Value{e}, in.args...)...), nil
		}
		if truth == Yes {
			n++
		}
	}
	return NewInt(int64(n), in.self.Trace().Under(traceOfItems(in.self))), in.err
}

func listReverse(in *invocation) (Value, error) {
	in.list().SetElems(in.t, backwards(in.list().elems))
	return None(), nil
}

func backwards(items []Value) []Value {
	out := make([]Value, len(items))
	for i, e := range items {
		out[len(items)-1-i] = e
	}
	return out
}

func listCopy(in *invocation) (Value, error) {
	items := append([]Value(nil), in.list().elems...)
	return InAnyOrder(in.t, in.t.NewList(items, in.self.Trace()), in.list().disordered), in.t.Alloc(len(items))
}

func listSort(in *invocation) (Value, error) {
	l := in.list()
	before := l.elems
	KeysUnlessAssumed(in.t, l.trace, in.args[0])
	items, err := sorted(in.t, before, in.args[0], in.args[1])
	if err != nil {
		return nil, err
	}
	if !sameStore(l.elems, before) {
		l.SetElems(in.t, items)
		return nil, in.t.Raise("ValueError", "list modified during sort")
	}
	l.SetElems(in.t, items)
	l.disordered = false
	return None(), nil
}

// sorted sorts stably. Where the order is not known, the members become one
// unknown that stands for any number.
func sorted(t *Thread, items []Value, key, reverse Value) ([]Value, error) {
	down := No
	if reverse != nil {
		if _, ok := asInt(Underlying(reverse)); !ok && !isUnknown(reverse) && PythonSince(t, 12) == No {
			return nil, t.Raise("TypeError", "'"+reverse.Class().TypeName()+"' object cannot be interpreted as an integer")
		}
		var err error
		if down, err = Truthy(t, reverse); err != nil {
			return nil, err
		}
	}
	keys, err := keysOf(t, items, key)
	if err != nil {
		return nil, err
	}
	s := sorter{t: t, items: append([]Value(nil), items...), keys: keys, down: down == Yes}
	before := t.Deciding()
	if _, known := count(items); !known || len(items) > 1 && down == Maybe {
		s.unknown = true
	} else {
		sort.Stable(&s)
	}
	s.decided = t.Decided(before)
	if reverse != nil {
		s.decided = joinedTrace(s.decided, reverse.Trace())
	}
	if s.err != nil {
		return nil, s.err
	}
	if s.unknown {
		return []Value{manyOf(Doubt(nil, append([]Value{orNone(reverse)}, append(keys, items...)...)...))}, nil
	}
	return ordered(s)
}

// ordered are the sorted items: which is where rests on all keys.
func ordered(s sorter) ([]Value, error) {
	tr := s.decided
	for _, k := range s.keys {
		tr = joinedTrace(tr, k.Trace())
	}
	all := Tuple{Elems: slices.Clone(s.items)}
	for i, v := range s.items {
		s.items[i] = Among(resting(v, tr), tr, all)
	}
	return s.items, s.t.Presume(tr, s.items...)
}

// keysOf are the values by which items are sorted or compared.
func keysOf(t *Thread, items []Value, key Value) ([]Value, error) {
	if key == nil || key.Class() == NoneClass {
		for _, e := range items {
			t.Decide(e)
		}
		return append([]Value(nil), items...), nil
	}
	keys := make([]Value, len(items))
	for i, e := range items {
		k, err := CallOnItems(t, key, &Call{Args: []Value{e}, At: t.At})
		if err != nil {
			return nil, err
		}
		keys[i] = k
		t.Decide(k)
	}
	return keys, nil
}

// KeysUnlessAssumed asks for the keys of other items, where it rests on an assumption which there are.
func KeysUnlessAssumed(t *Thread, rests *Trace, key Value) {
	if key == nil || key.Class() == NoneClass {
		return
	}
	t.UnlessAssumed(rests, func(others *Unknown) error {
		_, err := CallOnItems(t, key, &Call{Args: []Value{others}, At: t.At})
		return err
	})
}

type sorter struct {
	t           *Thread
	items, keys []Value
	down        bool
	unknown     bool
	err         error
	decided     *Trace // what the comparisons rest on, beside the keys themselves
}

func (s *sorter) Len() int { return len(s.items) }

func (s *sorter) Swap(i, j int) {
	s.items[i], s.items[j] = s.items[j], s.items[i]
	s.keys[i], s.keys[j] = s.keys[j], s.keys[i]
}

func (s *sorter) Less(i, j int) bool {
	if s.err != nil || s.unknown {
		return false
	}
	if s.down {
		i, j = j, i
	}
	truth, err := Compare(s.t, Lt, s.keys[i], s.keys[j])
	s.err = err
	s.unknown = s.unknown || truth == Maybe
	return truth == Yes
}

func tupleAsDict(in *invocation) (Value, error) {
	v := in.self.(Tuple)
	d := in.t.NewDict(v.trace)
	for i, f := range v.Fields {
		d.SetStr(in.t, f, v.Elems[i])
	}
	return d, nil
}

func tupleReplace(in *invocation) (Value, error) {
	v := in.self.(Tuple)
	v.Elems = append([]Value(nil), v.Elems...)
	for _, k := range in.call.Keywords {
		i := indexOfParameter(v.Fields, k.Name)
		if i < 0 {
			return nil, in.t.Raise("ValueError", "Got unexpected field names: ...")
		}
		v.Elems[i] = k.Value
	}
	return v, nil
}
