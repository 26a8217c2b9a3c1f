package program

import "github.com/open-policy-agent/opa/v1/ast"

// Members are those of an object that is made into terms as far as it is asked for.
type Members interface {
	// Member returns what is at a key, nil where nothing is. It returns the same term again.
	Member(key string) (*ast.Term, error)
	// Keys are all keys, in order.
	Keys() []*ast.Term
	// Same tells whether a member is surely the same in other members, which were made
	// in the same way: it is asked before a term is made to compare.
	Same(key string, other Members) bool
}

// Lazy returns an object whose members become terms when a program comes to them:
// rules ask a document for a few of the many things that it holds. It is for the
// input of one machine alone; OPA knows no such value.
func Lazy(m Members) *ast.Term { return ast.NewTerm(&lazy{Members: m}) }

// lazy takes the place of an object in a term. Nothing may ask it as a value: the
// steps that do not know it settle what they read.
type lazy struct {
	Members
	ast.Value
	place *place  // where it stands, for machines that take notes
	whole *result // with all that is in it, once that was asked for
}

func lazyOf(t *ast.Term) (*lazy, bool) {
	if t == nil {
		return nil, false
	}
	l, is := t.Value.(*lazy)
	return l, is
}

func isLazy(t *ast.Term) bool {
	_, is := lazyOf(t)
	return is
}

// member returns what a lazy object holds at a key.
func (m *Machine) member(l *lazy, key string) (*ast.Term, error) {
	if m.notes == nil {
		return l.Member(key)
	}
	p := m.notes.at(l.place, key)
	m.notes.add(p.content())
	return m.read(l, p)
}

// keys returns the keys of a lazy object.
func (m *Machine) keys(l *lazy) []*ast.Term {
	if m.notes != nil {
		m.notes.add(l.place.keys())
	}
	return l.Keys()
}

// settle returns a term as OPA knows it.
func (m *Machine) settle(t *ast.Term) (*ast.Term, error) {
	l, is := lazyOf(t)
	if !is {
		return t, nil
	}
	if l.whole == nil {
		whole, err := m.noting(func() (*ast.Term, error) { return m.wholeOf(l) })
		if err != nil {
			return nil, err
		}
		l.whole = whole
	}
	return m.use(l.whole), nil
}

func (m *Machine) wholeOf(l *lazy) (*ast.Term, error) {
	var pairs [][2]*ast.Term
	for _, key := range m.keys(l) {
		member, err := m.member(l, string(key.Value.(ast.String)))
		if err != nil {
			return nil, err
		}
		if member, err = m.settle(member); err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]*ast.Term{key, member})
	}
	return ast.ObjectTerm(pairs...), nil
}
