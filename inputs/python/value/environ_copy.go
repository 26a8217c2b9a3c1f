package value

// A copy of os.environ is a dict of the variables that are certainly set. Of the
// others it knows what os.environ knew: that a variable is not set may be an assumption.

func (e *Environ) copyDict(t *Thread, _ *Call) (Value, error) {
	d := t.NewDict(nil)
	for _, n := range e.Names(t) {
		v, _ := e.Lookup(t, n)
		d.SetStr(t, n, v)
	}
	more := e.open(t)
	more.environ = &Environ{environContent: e.clone(), of: e}
	d.Open(t, more)
	return d, nil
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
	more.environ = &Environ{environContent: more.environ.clone(), of: more.environ.of}
	more.environ.set[name.text] = nil
	d.more = &more
}
