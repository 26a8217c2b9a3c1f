// Package evaluator judges documents: it compiles a bundle of Rego policies once
// and says, for each policy and document, whether it is violated, passed, or
// cannot be told.
//
// It knows nothing of files but the bundle's, which it is given as fs.FS.
package evaluator

import (
	"io/fs"
)

// Options select and extend the policies. The zero value runs the checklist.
type Options struct {
	// Policies are folders of user policies; they may import the bundle's library.
	Policies []fs.FS
	// Data is merged into OPA's data; it cannot touch data.django.
	Data map[string]any
	// Namespaces select user policies by package, * for any run; empty: all.
	Namespaces []string
	// Collections select policies of the bundle; empty: Checklist.
	Collections []string
	// Parameters override the constants of policies: by policy, then by name.
	Parameters map[string]map[string]any
}
