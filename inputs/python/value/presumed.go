package value

// A dict may get many keys that rest on the same assumption, as when it is updated with
// the names of a module. Each lets all entries rest on it; what does already is not
// walked through again for each.

// presumedDict is a dict whose entries all rest on a condition, but for the last that was set.
type presumedDict struct {
	presumption
	of      *Dict
	changes int // those of the thread, when that was so
	last    int
}

// presumeEntries lets all entries of a dict that was touched last rest on a condition.
func (t *Thread) presumeEntries(d *Dict, cond *Trace) {
	p := &t.presumed
	if p.of == d && p.changes == t.changes-1 && p.cond.Under(cond) == p.cond && cond.Under(p.cond) == cond {
		p.entry(d, p.last)
	} else {
		*p = presumedDict{presumption: presumption{t: t, cond: cond}, of: d}
		p.dict(d)
	}
	p.changes = t.changes
}

// setNext says which entry is set, without any other change: one that is not there is added.
func (p *presumedDict) setNext(d *Dict, i int) {
	if i < 0 {
		i = len(d.list)
	}
	p.last = i
}
