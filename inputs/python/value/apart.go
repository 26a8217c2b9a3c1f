package value

// Pieces of a program of which one is run, one does not know which: an operation
// on each of the values that an unknown may be. Each runs from the same state,
// and what they change is joined.

// apart is what such pieces have changed so far.
type apart struct {
	t        *Thread
	branches []*Branch
}

// run runs one of the pieces and puts back what was before.
func (a *apart) run(piece func() error) error {
	b, err := a.t.isolate(piece)
	a.branches = append(a.branches, b)
	return err
}

// skip is a piece that changes nothing.
func (a *apart) skip() { a.branches = append(a.branches, &Branch{}) }

// raised forgets the last piece, in which the program ends, unless the code around may
// handle the exception: then that goes on with what was changed before.
func (a *apart) raised(exc *Raised) {
	if !a.t.Handling(exc.Kind) {
		a.branches = a.branches[:len(a.branches)-1]
	}
}

// join makes the state that holds whichever of the pieces was run.
func (a *apart) join(why *Unknown) {
	a.t.escape()
	if len(a.branches) == 0 {
		return
	}
	c := Condition{At: why.At, Trace: why.trace, Because: why.Because, Needs: why.Needs}
	left := a.branches[0]
	for _, b := range a.branches[1:] {
		if len(left.changes)+len(b.changes) == 0 {
			continue
		}
		joined := a.t.Begin()
		a.t.Join(c, left, b)
		a.t.End(joined)
		left = joined
	}
	a.t.Commit(left)
}

// isolate is the thread's Isolate, which by default knows nothing of exits.
func (t *Thread) isolate(piece func() error) (*Branch, error) {
	if t.Isolate != nil {
		return t.Isolate(piece)
	}
	b := t.Begin()
	err := piece()
	t.End(b)
	return b, err
}

// escape lets what pieces have raised wait for its handlers.
func (t *Thread) escape() {
	if t.Escape != nil {
		t.Escape()
	}
}
