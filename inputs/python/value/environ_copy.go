package value

import "slices"

// A copy of os.environ is a dict of the variables that are certainly set. Of the
// others it knows what os.environ knew: that a variable is not set may be an assumption.

func (e *Environ) copyDict(t *Thread, _ *Call) (Value, error) { return e.dict(t), nil }

func (e *Environ) dict(t *Thread) *Dict {
	d := t.NewDict(nil)
	for _, n := range e.Names(t) {
		v, _ := e.Lookup(t, n)
		d.SetStr(t, n, v)
	}
	more := e.open(t)
	more.environ = e.Detached(t)
	d.Open(t, more)
	return d
}

// Detached is what os.environ holds by now, which later changes of it leave alone.
func (e *Environ) Detached(t *Thread) *Environ {
	return &Environ{environContent: e.clone(), of: e, had: e.Names(t)}
}

// Environ is the environment that a dict is made of, and perhaps others beside it; nil for none.
func (d *Dict) Environ() *Environ {
	if d.more == nil {
		return nil
	}
	return d.more.environ
}

// openLike takes over the keys that another dict, with which this one is updated, may have
// beside its entries. Of a copy of os.environ it is known which: what the entries of this
// one hold is what a reader of their variables would fall back to.
func (d *Dict) openLike(t *Thread, from *Dict) error {
	env := from.more.environ
	if env == nil || d.more != nil {
		d.blur(t, from.more)
		return nil
	}
	d.Open(t, from.more)
	for i, e := range d.list {
		_, given := from.Get(e.Key)
		if _, isName := e.Key.(Str); !isName || given {
			continue
		}
		v, err := env.Get(t, e.Key, e.Value, "os.environ")
		if err != nil {
			return err
		}
		d.replace(i, v)
	}
	return nil
}

// given tells whether the key is that of a variable which was certainly set when
// the environment was copied, of which u is what is not known.
func (u *Unknown) given(key Value) bool {
	name, ok := key.(Str)
	return ok && u != nil && u.environ != nil && slices.Contains(u.environ.had, name.text)
}

// others is the assumption that no variable is set which no input names.
var others = &Trace{Reads: []string{AnyVariable}, Assumes: []string{AnyVariable}}

// OnlyOthers tells whether all that is assumed is that no variable is set beyond
// those which the inputs name. What such a variable would change of one that an
// input gives is not asked: its value does not rest on that.
func (t *Trace) OnlyOthers() bool {
	return t != nil && slices.Equal(t.Assumes, others.Assumes)
}

// beyond is the environment that a dict is a copy of, where the key is not among
// its entries; nil where it is, or the dict is no such copy.
func (d *Dict) beyond(key Value) *Environ {
	if d.more == nil || d.more.environ == nil {
		return nil
	}
	if _, ok := key.(Str); !ok {
		return nil
	}
	if _, ok := d.Get(key); ok {
		return nil
	}
	return d.more.environ
}

// part says that an entry of the dict, if it is a copy of os.environ, is deleted.
func (d *Dict) part(key Value) {
	name, ok := key.(Str)
	if !ok || d.more == nil || d.more.environ == nil {
		return
	}
	more := *d.more
	more.environ = &Environ{environContent: more.environ.clone(), of: more.environ.of, had: more.environ.had}
	more.environ.set[name.text] = nil
	d.more = &more
}
