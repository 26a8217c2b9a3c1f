package evaluator

import "github.com/djgate/djgate/inputs/document"

// Suppression accepts findings. An empty field accepts everything; * in a field
// stands for any run of characters.
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

func (s Suppression) accepts(target string, f Finding) bool {
	return (s.Policy == "" || matches(s.Policy, f.Policy.ID) || f.Policy.Named(s.Policy)) &&
		(s.Target == "" || matches(s.Target, target)) &&
		(s.Subject == "" || matches(s.Subject, f.Subject)) &&
		(s.Path == "" || matches(s.Path, f.At.File)) &&
		(s.Line == 0 || s.Line == f.At.Line)
}

// expired compares dates as text, which YYYY-MM-DD allows.
func (s Suppression) expired(asOf string) bool { return s.Until != "" && s.Until < asOf }
