package value

// What an unknown comes to reach while a loop is followed. Of the objects that rounds make
// there are more each time; through them, too, one may come to reach others that were there
// before, and what a later round changes through the unknown it changes in those.

// linked is an unknown that takes the place of another and covers it: it has grown where it
// reaches what was there before and what the other does not reach.
func (w widening) linked(have, out *Unknown) (*Unknown, Growth) {
	if !w.again {
		return out, Grown
	}
	l := links{w: w, known: true}
	l.reach(have.reach)
	l.known = false
	l.reach(out.reach)
	w.t.fuel -= (len(l.seen.sets) + len(l.seen.objects)) / visited
	if len(l.before) == 0 {
		return out, Noted
	}
	further := *out
	further.reach = out.reach.with(newReach(l.before))
	return &further, Grown
}

// links finds what can be reached through sets, and through what the loop has made of them.
type links struct {
	w      widening
	seen   visits
	known  bool    // what is found is not looked into: it was reached before
	before []Value // what else was there before the loop
}

func (l *links) reach(r *reach) {
	for part := range r.parts(&l.seen) {
		l.values(part.own)
	}
}

func (l *links) values(items []Value) {
	for _, v := range items {
		l.value(v)
	}
}

func (l *links) value(v Value) {
	switch v := v.(type) {
	case *Unknown:
		l.reach(reachOf(v))
	case Tuple:
		l.values(v.Elems)
	case *BoundMethod:
		l.value(v.Self)
	case *DictView:
		l.value(v.Dict)
	case *List:
		if l.enter(v, v) {
			l.values(v.elems)
		}
	case *Iterator:
		if l.enter(v, v) {
			l.values(v.rest)
		}
	case *Dict:
		if l.enter(v, v) {
			l.values(v.held())
		}
	case *Set:
		if l.enter(v, v) {
			l.values(v.all())
		}
	case *Class:
		if v.NS != nil && l.enter(v, v.NS) {
			l.names(v.NS)
		}
	case *Instance:
		if l.enter(v, v.NS) {
			l.names(v.NS)
			if data, ok := v.Data.(Value); ok {
				l.value(data)
			}
		}
	}
}

func (l *links) names(ns *Namespace) {
	for _, name := range ns.Names() {
		b, _ := ns.Get(name)
		l.value(b.V)
	}
}

// enter notes an object, and tells whether what it holds is to be looked at.
func (l *links) enter(v Value, m mutable) bool {
	if !l.seen.object(m) {
		return false
	}
	if l.known || m.madeIn() > l.w.since {
		return !l.known
	}
	l.before = append(l.before, v)
	return false
}
