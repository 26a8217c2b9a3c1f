package value

// environNames is os.environ.keys(): a view, of which membership asks for one variable.
type environNames struct{ of *Environ }

var keysViewClass = builtin("KeysView", ObjectClass)

// Class is collections.abc.KeysView.
func (*environNames) Class() *Class { return keysViewClass }

// Trace is nil: what rests on the environment is told by what is asked of the view.
func (*environNames) Trace() *Trace { return nil }

// With returns the view.
func (n *environNames) With(*Trace) Value { return n }

// Items are those of os.environ.
func (n *environNames) Items(t *Thread) ([]Value, error) { return n.of.Items(t) }

// Len is not known, as of os.environ.
func (*environNames) Len(*Thread) (length int, known bool) { return 0, false }

// Contains is "name in os.environ.keys()".
func (n *environNames) Contains(t *Thread, item Value) (Truth, error) { return n.of.Contains(t, item) }

// ContainsTrace is Contains, with what the answer depends on.
func (n *environNames) ContainsTrace(t *Thread, item Value) (Truth, *Trace, error) {
	return n.of.ContainsTrace(t, item)
}

// Compare does not know what else the environment holds.
func (*environNames) Compare(*Thread, CompareOp, Value) (truth Truth, ok bool, err error) {
	return Maybe, true, nil
}

// Binary is an operator of sets.
func (n *environNames) Binary(t *Thread, op BinaryOp, other Value, right bool) (result Value, ok bool, err error) {
	if op != BitAnd && op != BitOr && op != BitXor && op != Sub {
		return nil, false, nil
	}
	names := n.of.names(t)
	own := t.NewSet(names.elems, false, names.Trace())
	with, err := asSet(t, other)
	if err != nil {
		return nil, false, err
	}
	if right {
		own, with = with, own
	}
	result, err = setBinary(t, op, own, with, Merge(own.Trace(), with.Trace()))
	return result, true, err
}

// IsEnviron tells whether a value is os.environ or its keys().
func IsEnviron(v Value) bool {
	switch v.(type) {
	case *Environ, *environNames:
		return true
	}
	return false
}
