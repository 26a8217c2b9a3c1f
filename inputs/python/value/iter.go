package value

// Iteration: what every iterable gives, and the iterators of the builtins.

// Iterator is an iterator: of iter(), of a generator, of zip, map and the like.
// Its items are a list of what remains, or are pulled one by one.
type Iterator struct {
	object
	born
	kind *Class
	rest []Value
	// pull gives the next item; nil where rest holds all that remain.
	pull     func(t *Thread) (v Value, ok bool, err error)
	gen      Generator // of a generator
	begun    bool      // whether it was resumed
	returned Value     // by a generator that has ended
	// disordered: the items come in an order that is not known.
	disordered bool
	effects    *Branch // what pulling all that remains has changed, and none of it may have
}

// NewIterator returns an iterator over known items. kind is its class, GeneratorClass for a generator.
func NewIterator(kind *Class, items []Value, tr *Trace) *Iterator {
	return &Iterator{object: object{tr}, kind: kind, rest: items}
}

// NewPuller returns an iterator whose items are made when they are asked for.
func NewPuller(kind *Class, tr *Trace, pull func(t *Thread) (v Value, ok bool, err error)) *Iterator {
	return &Iterator{object: object{tr}, kind: kind, pull: pull}
}

// newPuller is NewPuller for an iterator of the arm at work: no other arm has it, so that
// its items can be made one by one there too.
func newPuller(t *Thread, kind *Class, tr *Trace, pull func(t *Thread) (v Value, ok bool, err error)) *Iterator {
	it := NewPuller(kind, tr, pull)
	it.born = t.born()
	return it
}

// Class is the iterator's class.
func (it *Iterator) Class() *Class { return it.kind }

// With merges the trace into the iterator's own.
func (it *Iterator) With(t *Trace) Value { it.trace = Merge(it.trace, t); return it }

// Next takes the next item; ok is false at the end. An item that stands for any
// number of items stays, since it may give more.
func (it *Iterator) Next(t *Thread) (v Value, ok bool, err error) {
	if it.inherited(t) {
		if err := it.pullAll(t); err != nil {
			return nil, false, err
		}
	}
	it.obscureEffects(t)
	if len(it.rest) > 0 {
		t.touch(it)
		v = it.rest[0]
		if !isMany(v) {
			it.rest = it.rest[1:]
		}
		return v, true, nil
	}
	if it.pull == nil {
		return nil, false, nil
	}
	if err := t.Burn(1); err != nil {
		return nil, false, err
	}
	v, ok, err = it.pull(t)
	switch {
	case !ok || err != nil:
		it.pull = nil
	case isMany(v):
		err = it.hold(t, v)
	}
	return v, ok, err
}

// hold puts back an item that stands for any number, and takes from a generator all
// that come after it: it may be asked for them in one way of several.
func (it *Iterator) hold(t *Thread, many Value) error {
	it.rest = []Value{many}
	if it.gen == nil {
		it.pull = nil
	}
	return it.pullAll(t)
}

// obscureEffects makes unknown what pulling the items may have changed by now.
func (it *Iterator) obscureEffects(t *Thread) {
	if it.effects != nil {
		t.Obscure(NewUnknown("how far the iterator was advanced is not known", t.At, nil), it.effects)
	}
}

// inherited tells whether the iterator is older than the arm at work, so that
// the other arm has it too.
func (it *Iterator) inherited(t *Thread) bool {
	return it.madeIn() < t.arm()
}

// pullAll drains the iterator in an arm, since a pulled item could not be put
// back for the other arm. What that changes may happen by and by, in any arm.
func (it *Iterator) pullAll(t *Thread) error {
	if it.pull == nil {
		return nil
	}
	b, err := t.isolate(func() error { return it.drain(t) })
	t.escape()
	if len(b.changes) > 0 {
		it.effects = b
	}
	return err
}

// drain pulls all that remains.
func (it *Iterator) drain(t *Thread) error {
	if it.gen != nil && it.pull != nil {
		if items, ok, err := it.gen.Collect(t); ok {
			it.pull, it.rest = nil, append(it.rest, items...)
			return err
		}
	}
	for it.pull != nil {
		if err := t.Burn(1); err != nil {
			return err
		}
		v, ok, err := it.pull(t)
		if err != nil {
			it.pull = nil
			return err
		}
		if !ok {
			it.pull = nil
			return nil
		}
		if err := t.Alloc(1); err != nil {
			return err
		}
		it.rest = append(it.rest, v)
		if isMany(v) {
			it.pull = nil
		}
	}
	return nil
}

// Items takes all that remains.
func (it *Iterator) Items(t *Thread) ([]Value, error) {
	if err := it.drain(t); err != nil {
		return nil, err
	}
	it.obscureEffects(t)
	t.touch(it)
	items := it.rest
	it.rest = nil
	return items, nil
}

// Range is a range object.
type Range struct {
	object
	Start, Stop, Step int64
}

// Class is range.
func (*Range) Class() *Class { return RangeClass }

// With returns the range with another trace.
func (r *Range) With(t *Trace) Value {
	c := *r
	c.trace = t
	return &c
}

// Len is the number of items.
func (r *Range) Len() int {
	switch {
	case r.Step > 0 && r.Start < r.Stop:
		return int((r.Stop-r.Start-1)/r.Step + 1)
	case r.Step < 0 && r.Start > r.Stop:
		return int((r.Start-r.Stop-1)/(-r.Step) + 1)
	}
	return 0
}

func (r *Range) at(i int) Value { return NewInt(r.Start+int64(i)*r.Step, r.trace) }

// first is the first item; 0 for an empty range.
func (r *Range) first() int64 {
	if r.Len() == 0 {
		return 0
	}
	return r.Start
}

func (r *Range) sameItems(o *Range) bool {
	n := r.Len()
	return n == o.Len() && (n == 0 || r.Start == o.Start && (n == 1 || r.Step == o.Step))
}

// has tells whether an int is in the range, and where.
func (r *Range) has(i Int) (int, bool) {
	n, ok := i.Int64()
	if !ok || r.Len() == 0 {
		return 0, false
	}
	at := (n - r.Start) / r.Step
	return int(at), (n-r.Start)%r.Step == 0 && at >= 0 && at < int64(r.Len())
}

func (r *Range) items(t *Thread) ([]Value, error) {
	n := r.Len()
	if err := t.Burn(n / 8); err != nil {
		return nil, err
	}
	if err := t.Alloc(n); err != nil {
		return nil, err
	}
	out := make([]Value, n)
	for i := range out {
		out[i] = r.at(i)
	}
	return out, nil
}

// Items iterates: all items of an iterable. An *Unknown with Many stands for any
// number of items; for an unknown v there is one such item.
func Items(t *Thread, v Value) ([]Value, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *Unknown:
		return itemsOfUnknown(t, v)
	case Tuple:
		return v.Elems, nil
	case *List:
		return v.elems, nil
	case Str:
		return itemsOfStr(t, v)
	case Bytes:
		return itemsOfBytes(t, v)
	case *Dict:
		return v.keys(), t.Burn(len(v.list) / 16)
	case *DictView:
		return v.items(t), t.Burn(len(v.Dict.list) / 4)
	case *Set:
		return v.all(), nil
	case *Range:
		if v.Len() > t.Limits.Size {
			return []Value{manyOf(refuse(t, IntClass, v.trace))}, nil
		}
		return v.items(t)
	case *Iterator:
		return v.Items(t)
	case Iterable:
		return v.Items(t)
	case *Instance:
		return itemsOfInstance(t, v)
	case *Class:
		if v.Meta != nil {
			return itemsOfClass(t, v)
		}
		if u := v.unknownBase(); u != nil {
			return []Value{manyOf(u)}, nil
		}
	}
	return nil, t.Raise("TypeError", "'"+v.Class().TypeName()+"' object is not iterable")
}

// itemsOfUnknown gives the items of all choices where they have the same items, else any number.
func itemsOfUnknown(t *Thread, u *Unknown) ([]Value, error) {
	var first []Value
	for i, c := range u.Choices {
		if !isSequence(c.V) {
			return []Value{manyOf(u)}, nil
		}
		items, err := Items(t, c.V)
		if err != nil {
			return nil, err
		}
		if i > 0 && !identicalAll(first, items) {
			return []Value{manyOf(u)}, nil
		}
		first = items
	}
	if len(u.Choices) == 0 {
		return []Value{manyOf(u)}, nil
	}
	return first, nil
}

func itemsOfInstance(t *Thread, v *Instance) ([]Value, error) {
	r, found, err := callSpecial(t, v, "__iter__")
	if err != nil {
		return nil, err
	}
	if found {
		if err := t.checkIterator(v, r); err != nil {
			return nil, err
		}
		t.Decide(r)
		if next, ok := r.(*Instance); ok {
			if _, _, found := next.Kind.Lookup("__next__"); found || next == v {
				return itemsByNext(t, next)
			}
		}
		return Items(t, r)
	}
	if v.refuses("__iter__") {
		return nil, t.Raise("TypeError", "'"+v.Kind.TypeName()+"' object is not iterable")
	}
	if data, ok := builtinData(v); ok {
		return Items(t, data)
	}
	if _, owner, ok := v.Kind.Lookup("__getitem__"); ok && owner.Written { // those of libraries take keys
		return itemsByIndex(t, v)
	}
	if u := v.Kind.unknownBase(); u != nil {
		return []Value{manyOf(u)}, nil
	}
	return nil, t.Raise("TypeError", "'"+v.Kind.TypeName()+"' object is not iterable")
}

// itemsByNext calls __next__ until StopIteration.
func itemsByNext(t *Thread, v *Instance) ([]Value, error) {
	return itemsUntil(t, "StopIteration", func(int) (Value, bool, error) { return callSpecial(t, v, "__next__") })
}

// itemsByIndex calls __getitem__ with 0, 1, ... until IndexError.
func itemsByIndex(t *Thread, v *Instance) ([]Value, error) {
	return itemsUntil(t, "IndexError", func(i int) (Value, bool, error) {
		return callSpecial(t, v, "__getitem__", NewInt(int64(i), nil))
	})
}

func itemsUntil(t *Thread, end string, next func(i int) (Value, bool, error)) ([]Value, error) {
	var out []Value
	for i := 0; ; i++ {
		r, ok, err := t.nextBefore(end, func() (Value, bool, error) { return next(i) })
		if !ok || err != nil {
			return out, err
		}
		out = append(out, r)
		if isMany(r) {
			return out, nil
		}
	}
}

// nextBefore is the next item where an exception of the class ends the iteration.
// Where that is perhaps raised, the item stands for any number of items.
func (t *Thread) nextBefore(end string, next func() (v Value, found bool, err error)) (v Value, ok bool, err error) {
	before := t.Dropped
	r, found, err := next()
	raised, is := err.(*Raised)
	ended := is && (raised.Kind.Is(builtinClass(end)) || end == "IndexError" && raised.Kind.Is(builtinClass("StopIteration")))
	if ended || err == nil && !found {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	if isUnknown(r) || t.Dropped != before {
		return manyOf(Doubt(nil, r)), true, nil
	}
	return r, true, nil
}

func itemsOfClass(t *Thread, c *Class) ([]Value, error) {
	b, owner, ok := c.Meta.Lookup("__iter__")
	if !ok {
		return nil, t.Raise("TypeError", "'"+c.Meta.TypeName()+"' object is not iterable")
	}
	f, err := bindTo(t, b, c, c.Meta, owner)
	if err != nil {
		return nil, err
	}
	r, err := CallValue(t, f, &Call{At: t.At})
	if err != nil {
		return nil, err
	}
	return Items(t, r)
}

func itemsOfStr(t *Thread, v Str) ([]Value, error) {
	if err := t.Burn(len(v.text) / 8); err != nil {
		return nil, err
	}
	if err := t.Alloc(len(v.text)); err != nil {
		return nil, err
	}
	out := make([]Value, 0, len(v.text))
	for i := 0; i < len(v.text); {
		_, n := decode(v.text[i:])
		out = append(out, NewStr(v.text[i:i+n], v.trace))
		i += n
	}
	return out, nil
}

func itemsOfBytes(t *Thread, v Bytes) ([]Value, error) {
	if err := t.Burn(len(v.text) / 8); err != nil {
		return nil, err
	}
	if err := t.Alloc(len(v.text)); err != nil {
		return nil, err
	}
	out := make([]Value, len(v.text))
	for i := range out {
		out[i] = NewInt(int64(v.text[i]), v.trace)
	}
	return out, nil
}

// Length is len(v); known is false where it is not known.
func Length(t *Thread, v Value) (n int, known bool, err error) {
	switch v := v.(type) {
	case *Unknown:
		return lengthOfUnknown(t, v)
	case Str:
		return runeCount(v.text), true, nil
	case Bytes:
		return len(v.text), true, nil
	case *Instance:
		return lengthOfInstance(t, v)
	}
	if r, ok := v.(*Range); ok {
		return r.Len(), true, nil
	}
	if n, known, sized := sizeOf(t, v); sized {
		return n, known, t.Burn(n / 128) // the items are counted
	}
	if r, found, err := special(t, v, "__len__"); found || err != nil {
		n, known := r.(Int)
		size, _ := n.Int64()
		return int(size), known, err
	}
	if c, ok := v.(*Class); ok && c.Meta != nil {
		items, err := itemsOfClass(t, c)
		return len(items), true, err
	}
	return 0, false, t.Raise("TypeError", "object of type '"+v.Class().TypeName()+"' has no len()")
}

func lengthOfUnknown(t *Thread, u *Unknown) (int, bool, error) {
	out := 0
	for i, c := range u.Choices {
		if _, absent := c.V.(Unbound); absent {
			return 0, false, nil
		}
		n, known, err := Length(t, c.V)
		if _, raised := err.(*Raised); raised || !known || i > 0 && n != out {
			return 0, false, nil
		}
		if err != nil {
			return 0, false, err
		}
		out = n
	}
	return out, len(u.Choices) > 0 && !u.Many, nil
}

func lengthOfInstance(t *Thread, v *Instance) (int, bool, error) {
	r, found, err := callSpecial(t, v, "__len__")
	if err != nil {
		return 0, false, err
	}
	if found {
		if r, err = indexed(t, r); err != nil {
			return 0, false, err
		}
		t.Decide(r)
		if isUnknown(r) {
			return 0, false, nil
		}
		n, err := indexOf(t, r)
		if err == nil && n < 0 {
			err = t.Raise("ValueError", "__len__() should return >= 0")
		}
		return n, true, err
	}
	if data, ok := builtinData(v); ok {
		return Length(t, data)
	}
	if v.Kind.unknownBase() != nil {
		return 0, false, nil
	}
	return 0, false, t.Raise("TypeError", "object of type '"+v.Kind.TypeName()+"' has no len()")
}
