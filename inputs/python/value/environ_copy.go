package value

import "slices"

// A copy of os.environ is a dict of the variables that are certainly set. Of the
// others it knows what os.environ knew: that a variable is not set may be an assumption.

func (e *Environ) copyDict(t *Thread, _ *Call) (Value, error) {
	d := t.NewDict(nil)
	for _, n := range e.Names(t) {
		v, _ := e.Lookup(t, n)
		d.SetStr(t, n, v)
	}
	more := e.open(t)
	more.environ = &Environ{environContent: e.clone(), of: e, had: e.Names(t)}
	d.Open(t, more)
	return d, nil
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
