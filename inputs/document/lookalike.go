package document

// Lookalike is a name that the project sets, and that is one letter away from a
// setting which it does not set.
type Lookalike struct {
	Set   string `json:"set"`
	Meant string `json:"meant"`
	// Doubtful: whether the project sets the other is not known.
	Doubtful bool `json:"doubtful"`
}
