package value

// The methods of dict, and its views.

import "slices"

// ViewKind tells what a view of a dict shows.
type ViewKind uint8

// The views of a dict.
const (
	ViewKeys ViewKind = iota
	ViewValues
	ViewItems
)

// DictView is d.keys(), d.values() or d.items(): it follows the dict.
type DictView struct {
	object
	Dict *Dict
	Kind ViewKind
}

// The classes of the views.
var (
	dictKeysClass   = builtin("dict_keys", ObjectClass)
	dictValuesClass = builtin("dict_values", ObjectClass)
	dictItemsClass  = builtin("dict_items", ObjectClass)
)

// Class is dict_keys, dict_values or dict_items.
func (v *DictView) Class() *Class {
	return [...]*Class{dictKeysClass, dictValuesClass, dictItemsClass}[v.Kind]
}

// With returns the view.
func (v *DictView) With(*Trace) Value { return v }

// Trace is the dict's.
func (v *DictView) Trace() *Trace { return v.Dict.trace }

func (v *DictView) items(*Thread) []Value {
	d := v.Dict
	ordered := d.ordered()
	known, rest := make([]Value, 0, len(d.list)), d.list[ordered:]
	for _, e := range d.list[:ordered] {
		known = append(known, v.item(e))
	}
	switch {
	case d.more == nil && len(rest) == 0:
		return known
	case d.more == nil:
		return append(known, v.inAnyOrder(rest)...)
	}
	others := manyOf(d.more) // a key that is not known may stand anywhere
	out := []Value{others}
	for _, item := range known {
		out = append(out, item, others)
	}
	if len(rest) > 0 {
		out[len(out)-1] = v.anyAmong(rest, d.more)
	}
	return out
}

// item is what the view gives for an entry.
func (v *DictView) item(e Entry) Value {
	if u, ok := e.Value.(*Unknown); ok && perhapsAbsent(u) {
		e.Value = u.there()
		why := Doubt(nil, u)
		why.trace = (*Trace)(nil).Under(u.trace) // what a secret decides is none
		return perhaps(why, v.item(e))
	}
	switch {
	case v.Kind == ViewKeys:
		return e.Key
	case v.Kind == ViewValues:
		return e.Value
	}
	return NewTuple([]Value{e.Key, e.Value}, Merge(e.Key.Trace(), e.Value.Trace()))
}

func (v *DictView) set(t *Thread) *Set { return t.NewSet(v.items(t), false, v.Trace()) }

// viewAsSet is a set or a view of keys or items as a set.
func viewAsSet(t *Thread, v Value) (*Set, bool) {
	switch v := v.(type) {
	case *Set:
		return v, true
	case *DictView:
		return v.set(t), v.Kind != ViewValues
	}
	return nil, false
}

// keys are the keys in order; one that is perhaps not there stands for any number.
func (d *Dict) keys() []Value { return (&DictView{Dict: d}).items(nil) }

func dictMethods() methods {
	view := func(kind ViewKind) method {
		return method{open: true, fn: func(in *invocation) (Value, error) {
			return &DictView{Dict: in.self.(*Dict), Kind: kind}, nil
		}}
	}
	return methods{
		"keys": view(ViewKeys), "values": view(ViewValues), "items": view(ViewItems),
		"get":        {takes: pos(2), min: 1, open: true, fn: dictGet},
		"setdefault": {takes: pos(2), min: 1, open: true, fn: dictSetDefault},
		"pop":        {takes: pos(2), min: 1, open: true, fn: dictPop},
		"popitem":    {open: true, fn: dictPopItem},
		"update":     {rest: true, open: true, fn: dictUpdate},
		"clear":      {open: true, fn: dictClear},
		"copy":       {open: true, gives: DictClass, fn: dictCopy},
	}
}

func (in *invocation) dict() *Dict { return in.self.(*Dict) }

func dictGet(in *invocation) (Value, error) {
	return lookUp(in, orNone(in.args[1]), func(key Value) (Value, error) { return orNone(in.args[1]), nil })
}

// lookUp is the value of a key; absent gives it where the key is certainly not there.
func lookUp(in *invocation, def Value, absent func(key Value) (Value, error)) (Value, error) {
	d, key := in.dict(), in.args[0]
	if key == nil {
		return Doubt(nil, in.call.Open, d, def), nil
	}
	if u, ok := key.(*Unknown); ok {
		if len(u.Choices) == 0 {
			return someOf(Doubt(nil, u), append(d.held(), def)), nil
		}
		return Over(in.t, u, func(k Value) (Value, error) {
			again := *in
			again.args = append([]Value{k}, in.args[1:]...)
			return lookUp(&again, def, absent)
		})
	}
	if err := checkKey(in.t, key); err != nil {
		return nil, err
	}
	v, ok := d.Get(key)
	switch {
	case ok && perhapsAbsent(v):
		return insteadOfAbsent(v.(*Unknown), def), nil
	case ok:
		return v, nil
	case d.beyond(key) != nil:
		return d.beyond(key).Get(in.t, key, def, "os.environ.copy")
	case d.more != nil:
		return Doubt(nil, d.more, def), nil
	}
	if _, hashable := KeyOf(key); !hashable {
		return someOf(doubtOfKey(key), append(d.held(), def)), nil
	}
	v, err := absent(key)
	if err != nil || v == nil {
		return v, err
	}
	return d.instead(in.t, v)
}

// insteadOfAbsent puts a default in place of the choice that there is nothing.
func insteadOfAbsent(u *Unknown, def Value) Value {
	choices := append([]Choice(nil), u.Choices...)
	for i, c := range choices {
		if _, absent := c.V.(Unbound); absent {
			choices[i].V = def
		}
	}
	return choose(Doubt(nil, u), choices)
}

func dictSetDefault(in *invocation) (Value, error) {
	d, def := in.dict(), orNone(in.args[1])
	if !hasKey(in.args[0]) {
		v, err := lookUp(in, def, func(Value) (Value, error) { return def, nil })
		if err == nil {
			d.Open(in.t, Doubt(nil, doubtOfKey(in.arg(0)), def, d))
		}
		return v, err
	}
	v, err := lookUp(in, def, func(key Value) (Value, error) {
		d.Set(in.t, key, def)
		v, _ := d.Get(key)
		return v, nil
	})
	if err != nil {
		return v, err
	}
	if have, ok := d.Get(in.args[0]); ok && perhapsAbsent(have) || !ok && d.more != nil {
		d.Set(in.t, in.args[0], v)
	}
	return v, nil
}

// instead is what is given for a key that the dict lacks: where it rests on an assumption that
// it does, so does whatever becomes of the value.
func (d *Dict) instead(t *Thread, v Value) (Value, error) {
	if Reaches(v) { // it may be changed, or asked for what it holds
		if err := t.Presume(d.trace, v); err != nil {
			return nil, err
		}
	}
	return underContainer(v, d), nil
}

func dictPop(in *invocation) (Value, error) {
	d := in.dict()
	if len(d.list) == 0 && d.more == nil && in.args[0] != nil { // an empty dict does not ask for the hash
		if in.args[1] != nil {
			return underContainer(in.args[1], d), nil
		}
		return nil, in.t.raiseWith("KeyError", "...", in.args[0])
	}
	if v, ok := d.Get(in.arg(0)); ok && in.args[1] == nil {
		d.Delete(in.t, in.args[0])
		return in.t.there("KeyError", v), nil
	}
	if e := d.beyond(in.arg(0)); e != nil && in.args[1] == nil {
		return e.Item(in.t, in.args[0])
	}
	v, err := lookUp(in, orNone(in.args[1]), func(key Value) (Value, error) {
		if in.args[1] != nil {
			return in.args[1], nil
		}
		return nil, in.t.raiseWith("KeyError", "...", key)
	})
	if err != nil {
		return nil, err
	}
	if !hasKey(in.args[0]) {
		d.perhapsLess(in.t, doubtOfKey(in.arg(0)))
		return v, nil
	}
	d.Delete(in.t, in.args[0])
	return v, nil
}

// open is Open as a Value that may be nil.
func (c *Call) open() Value {
	if c.Open == nil {
		return nil
	}
	return c.Open
}

func dictPopItem(in *invocation) (Value, error) {
	d := in.dict()
	if u := d.lastDoubt(); u != nil {
		d.perhapsLess(in.t, u)
		return Doubt(TupleClass, u, d), nil
	}
	if len(d.list) == 0 {
		return nil, in.t.Raise("KeyError", "popitem(): dictionary is empty")
	}
	last := d.list[len(d.list)-1]
	d.Delete(in.t, last.Key)
	return NewTuple([]Value{last.Key, last.Value}, nil), nil
}

// lastDoubt is why it is not known which entry is the last; nil where it is known.
func (d *Dict) lastDoubt() *Unknown {
	switch n := len(d.list); {
	case d.more != nil:
		return Doubt(nil, d.more)
	case n > 0 && perhapsAbsent(d.list[n-1].Value):
		return Doubt(nil, d.list[n-1].Value)
	case d.ordered() < n:
		return NewUnknown("the order of the keys is not known", Place{}, d.trace)
	}
	return nil
}

// perhapsLess says that any of the entries may have been deleted.
func (d *Dict) perhapsLess(t *Thread, u *Unknown) {
	t.touch(d)
	d.trace = d.trace.Under(t.changesRestOn())
	for i, e := range d.list {
		d.replace(i, perhaps(u, e.Value))
	}
}

func dictClear(in *invocation) (Value, error) {
	d := in.dict()
	in.t.touch(d)
	d.entries, d.more, d.loose = entries{}, nil, 0
	d.trace = d.trace.Under(in.t.changesRestOn())
	return None(), nil
}

func dictCopy(in *invocation) (Value, error) {
	return copyDict(in.t, in.dict(), in.dict().trace)
}

func copyDict(t *Thread, d *Dict, tr *Trace) (*Dict, error) {
	out := t.NewDict(tr)
	d.entries = d.shared()
	out.entries = d.entries
	out.more, out.loose = d.more, d.loose
	return out, t.Alloc(len(d.list))
}

func dictUpdate(in *invocation) (Value, error) {
	return None(), updateDictCall(in.t, in.dict(), in.call)
}

// updateDictCall is dict(...) and d.update(...): one mapping or iterable of
// pairs, and keyword arguments.
func updateDictCall(t *Thread, d *Dict, c *Call) error {
	if len(c.Args) > 1 {
		return t.Raise("TypeError", "update expected at most 1 argument, got "+decimal(len(c.Args)))
	}
	for _, a := range c.Args {
		if err := updateDict(t, d, a); err != nil {
			return err
		}
	}
	if err := t.mayReplace(d, c.Spread, nil); err != nil {
		return err
	}
	if c.Open == nil {
		setKeywords(t, d, c)
		return nil
	}
	given := t.NewDict(nil)
	setKeywords(t, given, c)
	given.Open(t, c.Open)
	return mergeInto(t, d, given)
}

func setKeywords(t *Thread, d *Dict, c *Call) {
	for _, k := range c.Keywords {
		d.SetStr(t, k.Name, k.Value)
	}
}

// updateDict sets the entries of a mapping, or of an iterable of pairs.
func updateDict(t *Thread, d *Dict, with Value) error {
	if i, ok := with.(*Instance); ok && i.writes("__iter__") && hasKeys(t, with) {
		return updateFromMapping(t, d, with) // as for what is no dict
	}
	switch from := Underlying(with).(type) {
	case *Dict:
		return mergeInto(t, d, from)
	case *Environ:
		return mergeInto(t, d, from.dict(t))
	case *Unknown:
		return updateUnknown(t, d, from)
	}
	if hasKeys(t, with) {
		return updateFromMapping(t, d, with)
	}
	items, err := Items(t, with)
	if err != nil {
		return err
	}
	if err := t.mayReplace(d, with.Trace(), nil); err != nil {
		return err
	}
	for i, e := range items {
		if err := setPair(t, d, i, e); err != nil {
			return err
		}
	}
	return nil
}

// updateUnknown sets what all choices set alike, and leaves open what else there is.
func updateUnknown(t *Thread, d *Dict, u *Unknown) error {
	if other := slices.ContainsFunc(u.Choices, func(c Choice) bool { _, plain := c.V.(*Dict); return !plain }); other {
		return updateFromChoices(t, d, u)
	}
	if len(u.Choices) == 0 {
		d.blur(t, Doubt(nil, u))
		return nil
	}
	if err := t.mayReplace(d, u.trace, nil); err != nil {
		return err
	}
	size := len(d.list)
	for _, c := range u.Choices {
		from := c.V.(*Dict)
		if from.more != nil {
			d.blur(t, Doubt(nil, u, from))
		}
		for _, e := range from.list {
			d.Set(t, e.Key, d.afterUpdate(t, u, e.Key))
		}
	}
	d.shuffled(size)
	return nil
}

// updateFromChoices is updateUnknown where some choice is no plain dict, but perhaps a mapping,
// such as the names of a module: each is copied first.
func updateFromChoices(t *Thread, d *Dict, u *Unknown) error {
	copied, err := Over(t, u, func(v Value) (Value, error) {
		out := t.NewDict(nil)
		return out, updateDict(t, out, v)
	})
	if err != nil {
		return err
	}
	return updateDict(t, d, copied)
}

// mayReplace says of a dict that is updated with what rests on an assumption that it would
// have been updated with other entries: in place of any that it has, or of those under the
// keys that an update may have.
func (t *Thread) mayReplace(d *Dict, rests *Trace, only []string) error {
	if rests == nil || len(rests.Assumes) == 0 {
		return nil
	}
	p := presumption{t: t, cond: rests}
	p.own(d, &d.trace)
	for i, e := range d.list {
		if name, text := e.Key.(Str); only != nil && text && !slices.Contains(only, name.text) {
			continue
		}
		if err := p.entry(d, i); err != nil {
			return err
		}
	}
	return nil
}

// afterUpdate is the value of a key when d is updated with one of the choices of u, all dicts.
func (d *Dict) afterUpdate(t *Thread, u *Unknown, key Value) Value {
	var choices []Choice
	for _, c := range u.Choices {
		v, ok := c.V.(*Dict).Get(key)
		if !ok {
			v = orUnbound(d.perhapsHas(t, key))
		}
		choices = append(choices, Choice{c.When, v})
	}
	return choose(Doubt(nil, u), choices)
}

// perhapsHas is what the dict has under a key, listed or not; nil where it has nothing.
func (d *Dict) perhapsHas(t *Thread, key Value) Value {
	v, _ := d.Get(key)
	return orUnlisted(t, v, d.more, key)
}

func mergeInto(t *Thread, d, from *Dict) error {
	if err := t.Alloc(len(from.list)); err != nil {
		return err
	}
	if err := t.Burn(len(from.list)); err != nil {
		return err
	}
	if err := t.mayReplace(d, from.trace, from.only); err != nil {
		return err
	}
	if from.more != nil {
		if err := d.openLike(t, from); err != nil {
			return err
		}
	}
	size := len(d.list)
	for _, e := range from.list {
		v := e.Value
		if perhapsAbsent(v) {
			if have := d.perhapsHas(t, e.Key); have != nil {
				v = insteadOfAbsent(v.(*Unknown), have)
			}
		}
		d.Set(t, e.Key, v)
	}
	if from.loose > 1 {
		d.shuffled(size)
	}
	d.trace = d.trace.Under(from.trace)
	return nil
}

// MayBeMapping is false where v is known to have no keys(), so that ** refuses it.
func MayBeMapping(t *Thread, v Value) bool {
	switch v := Underlying(v).(type) {
	case *Dict, *Unknown:
		return true
	default:
		_, err := Attr(t, v, "keys")
		raised, ok := err.(*Raised)
		return !ok || !raised.Kind.Is(builtinClass("AttributeError"))
	}
}

// hasKeys tells whether a value of another type is a mapping.
func hasKeys(t *Thread, v Value) bool {
	switch v.(type) {
	case *List, Tuple, *Set, *Iterator, *DictView, Str, Bytes, *Range:
		return false
	}
	f, err := Attr(t, v, "keys")
	return err == nil && !isUnknown(f)
}

func updateFromMapping(t *Thread, d *Dict, from Value) error {
	f, err := Attr(t, from, "keys")
	if err != nil {
		return err
	}
	keys, err := CallValue(t, f, &Call{At: t.At})
	if err != nil {
		return err
	}
	items, err := Items(t, keys)
	if err != nil {
		return err
	}
	if err := t.mayReplace(d, keys.Trace(), nil); err != nil {
		return err
	}
	d.trace = d.trace.Under(keys.Trace())
	for _, k := range items {
		if err := updateFromKey(t, d, from, k); err != nil {
			return err
		}
	}
	return nil
}

func updateFromKey(t *Thread, d *Dict, from, k Value) error {
	u, doubtful := k.(*Unknown)
	if doubtful && perhapsAbsent(u) && !u.Many {
		k = u.there()
	}
	if _, unknown := k.(*Unknown); unknown {
		d.blur(t, Doubt(nil, k))
		return nil
	}
	v, err := Item(t, from, k)
	if err != nil {
		return err
	}
	if doubtful {
		d.Set(t, k, insteadOfAbsent(perhaps(u, v).(*Unknown), orUnbound(d.perhapsHas(t, k))))
		return nil
	}
	return SetItem(t, d, k, v)
}

func setPair(t *Thread, d *Dict, i int, e Value) error {
	if isMany(e) {
		d.blur(t, e.(*Unknown))
		return nil
	}
	pair, err := Items(t, e)
	if err != nil {
		if r, ok := err.(*Raised); ok && r.Kind.Name == "TypeError" {
			return t.Raise("TypeError", "cannot convert dictionary update sequence element #"+decimal(i)+" to a sequence")
		}
		return err
	}
	if _, known := count(pair); !known {
		d.blur(t, Doubt(nil, pair...))
		return nil
	}
	if len(pair) != 2 {
		return t.Raise("ValueError", "dictionary update sequence element #"+decimal(i)+" has length "+decimal(len(pair))+"; 2 is required")
	}
	return SetItem(t, d, pair[0], pair[1])
}

// mergeDicts is a | b.
func mergeDicts(t *Thread, a, b *Dict, tr *Trace) (Value, error) {
	out, err := copyDict(t, a, tr)
	if err != nil {
		return nil, err
	}
	return out, mergeInto(t, out, b)
}

// dictFromKeys is dict.fromkeys.
func dictFromKeys(in *invocation) (Value, error) {
	d := in.t.NewDict(in.args[0].Trace())
	mixed := Disordered(in.args[0])
	items, err := Items(in.t, in.args[0])
	if err != nil {
		return nil, err
	}
	for _, k := range items {
		if err := SetItem(in.t, d, k, orNone(in.args[1])); err != nil {
			return nil, err
		}
	}
	return InAnyOrder(in.t, d, mixed), nil
}
