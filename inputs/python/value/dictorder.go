package value

// The order of a dict's entries. A key that is perhaps there keeps its place when
// it is set, or comes last: from its place on, the order is not known.

// shuffled says that the order of the entries from a place on is not known.
func (d *Dict) shuffled(from int) { d.loose = max(d.loose, len(d.list)-from) }

// ordered is the number of entries, from the first on, whose order is known.
func (d *Dict) ordered() int {
	if d.loose < 2 {
		return len(d.list)
	}
	return max(0, len(d.list)-d.loose)
}

// Disordered tells whether there are entries of which the order is not known.
func (d *Dict) Disordered() bool { return d.ordered() < len(d.list) }

// inAnyOrder gives the items of a view for the entries whose order is not known:
// each may be any of them.
func (v *DictView) inAnyOrder(entries []Entry) []Value {
	items := v.itemsOf(entries)
	if _, known := count(items); !known {
		return []Value{v.anyAmong(entries, nil)}
	}
	one := someOf(v.disordered(), items)
	out := make([]Value, len(items))
	for i := range out {
		out[i] = one
	}
	return out
}

// anyAmong is any number of the items for entries, or of others where there are.
func (v *DictView) anyAmong(entries []Entry, others *Unknown) *Unknown {
	why := others
	if why == nil {
		why = v.disordered()
	}
	return manyOf(Doubt(nil, append([]Value{why}, v.itemsOf(entries)...)...))
}

func (v *DictView) itemsOf(entries []Entry) []Value {
	items := make([]Value, len(entries))
	for i, e := range entries {
		items[i] = v.item(e)
	}
	return items
}

func (v *DictView) disordered() *Unknown {
	return NewUnknown("the order of the keys is not known", Place{}, v.Dict.trace)
}

// looseAmong is the number of the last matches of x and y whose order is not known.
func looseAmong(x, y *dictContent) int {
	all, last := len(x.list), -1
	from := len(x.list) + len(y.list)
	if x.loose > 1 {
		from = len(x.list) - x.loose
	}
	for i, e := range y.list {
		at := x.findAt(e.Key, i)
		if at < 0 {
			at = all
			all++
		}
		if at < last || y.loose > 1 && i >= len(y.list)-y.loose {
			from = min(from, at)
		}
		last = max(last, at)
	}
	return max(0, all-max(from, 0))
}
