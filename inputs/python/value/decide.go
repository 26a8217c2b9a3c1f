package value

// A class of the program may decide with its own methods whether an object is
// true, how long it is, or what is in it. Such an answer rests on what the method
// has read, though the object itself does not: whoever uses the answer takes that over.

// Deciding begins to gather what answers rest on; Decided ends it.
func (t *Thread) Deciding() (before *Trace) {
	before, t.decisions = t.decisions, nil
	return before
}

// Decided is what the answers given since Deciding rest on, nil for nothing.
func (t *Thread) Decided(before *Trace) *Trace {
	own := t.decisions
	t.decisions = before
	return own
}

// Decide notes what an answer rests on.
func (t *Thread) Decide(answer Value) {
	if tr := answer.Trace(); tr != nil && (len(tr.Reads) > 0 || len(tr.Assumes) > 0) {
		t.decisions = joinedTrace(t.decisions, tr)
	}
}
