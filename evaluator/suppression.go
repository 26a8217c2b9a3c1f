package evaluator

import "github.com/djgate/djgate/inputs/document"

// Suppression accepts findings. An empty field matches everything; * in a field
// matches any run of characters.
type Suppression struct {
	Policy  string // an id or an alias
	Target  string // a target's id
	Subject string
	Path    string // of the file
	Line    int    // of the file, for a comment in it; 0: any
	Reason  string
	Owner   string
	Until   string            // YYYY-MM-DD, the last day; empty: for good
	At      document.Location // where it is written
}
