package value

// A dict may get many keys that rest on the same assumption, as when it is updated with
// the names of a module. Each lets all entries rest on it; what does already is not
// walked through again for each.

// presumedDict is a dict whose entries all rest on a condition.
type presumedDict struct {
	presumption
	of      *Dict
	changes int // those of the thread, when that was so
}

// presumeEntries lets all entries of a dict that was touched last rest on a condition, and
// a value that is to be one of them. Fuel that is used up by it is missed at the next step.
func (t *Thread) presumeEntries(d *Dict, cond *Trace, v Value) Value {
	p := &t.presumed
	if p.of != d || p.changes != t.changes-1 || p.cond.Under(cond) != p.cond || cond.Under(p.cond) != cond {
		*p = presumedDict{presumption: presumption{t: t, cond: cond}, of: d}
		p.dict(d)
	}
	v, _ = p.keyed(v)
	p.changes = t.changes
	return v
}
