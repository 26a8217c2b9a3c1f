package program

import "github.com/open-policy-agent/opa/v1/ast"

// Members are those of an object that is made into terms as far as it is asked for.
type Members interface {
	// Member returns what is at a key, nil where nothing is. It returns the same term again.
	Member(key string) (*ast.Term, error)
	// Keys are all keys, in order.
	Keys() []*ast.Term
}

// Lazy returns an object whose members become terms when a program comes to them:
// rules ask a document for a few of the many things that it holds. It is for the
// input of a machine alone; OPA knows no such value.
func Lazy(m Members) *ast.Term { return ast.NewTerm(&lazy{Members: m}) }

// lazy takes the place of an object in a term until all of it is needed. Nothing
// may ask it as a value: the steps that do not know it settle what they read.
type lazy struct {
	Members
	ast.Value
}

// whole returns the object with all that is in it.
func (l *lazy) whole() (ast.Value, error) {
	var pairs [][2]*ast.Term
	for _, key := range l.Keys() {
		member, err := l.Member(string(key.Value.(ast.String)))
		if err != nil {
			return nil, err
		}
		if err := settle(member); err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]*ast.Term{key, member})
	}
	return ast.NewObject(pairs...), nil
}

// settle makes a term what OPA knows.
func settle(t *ast.Term) error {
	l, is := t.Value.(*lazy)
	if !is {
		return nil
	}
	value, err := l.whole()
	if err == nil {
		t.Value = value
	}
	return err
}
