package value

// Blame says what an exception that an operation raises depends on, where nothing
// has said so: its operands.
func Blame(err error, operands ...Value) error {
	raised, ok := err.(*Raised)
	if !ok || raised.Trace != nil {
		return err
	}
	var cause *Trace
	for _, v := range operands {
		if v != nil {
			cause = cause.Under(v.Trace())
		}
	}
	raised.Trace = cause
	return err
}
