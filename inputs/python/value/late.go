package value

import "slices"

// Names of models that are expensive to make, and that few programs ask for.

// late are names that are bound together.
type late struct {
	names []string // those that are still to be bound; at least one
	make  func() map[string]Value
}

// Late defines names of a model that are made when one of them, or every name, is asked for:
// as if that had been before the program began, and whatever it has done since. What make
// gives beside the names is left out.
func (m *Module) Late(t *Thread, names []string, make func() map[string]Value) *Module {
	made := func() (out map[string]Value) {
		t.before(func() { out = make() })
		return out
	}
	m.NS.late = append(m.NS.late, late{slices.Clone(names), made})
	return m
}

// lateWith is the index of the late names among which a name is; -1 where it is none.
func (n *Namespace) lateWith(name string) int {
	return slices.IndexFunc(n.late, func(l late) bool { return slices.Contains(l.names, name) })
}

// settle binds a late name, and those that are bound with it.
func (n *Namespace) settle(name string) bool {
	i := n.lateWith(name)
	if i < 0 {
		return false
	}
	l := n.late[i]
	n.late = slices.Delete(n.late, i, i+1)
	made := l.make()
	for _, name := range l.names {
		if _, bound := n.get(name); !bound && made[name] != nil {
			n.set(name, Binding{V: made[name]})
		}
	}
	return true
}

// forgo takes a late name away without making it.
func (n *Namespace) forgo(name string) bool {
	i := n.lateWith(name)
	if _, bound := n.get(name); bound || i < 0 {
		return false
	}
	l := &n.late[i]
	l.names = slices.DeleteFunc(l.names, func(other string) bool { return other == name })
	if len(l.names) == 0 {
		n.late = slices.Delete(n.late, i, i+1)
	}
	return true
}

// before runs f as before the program began: outside of its branches, its conditions and its calls.
func (t *Thread) before(f func()) {
	branches, begun, depth, around, decisions := t.branches, t.begun, t.depth, t.around, t.decisions
	t.branches, t.begun, t.depth, t.around, t.decisions = nil, 0, 0, Around{}, nil
	defer func() {
		t.branches, t.begun, t.depth, t.around, t.decisions = branches, begun, depth, around, decisions
	}()
	f()
}
