package document

import (
	"maps"
	"slices"
)

// Places are the files that the settings and the environment come from, in order:
// those that assign or give a value, and those that it passed through.
func (d *Document) Places() []string {
	files := map[string]bool{}
	for _, nodes := range []map[string]*Node{d.Settings, d.Env} {
		for _, n := range nodes {
			files[n.At.File] = true
			for _, step := range n.Chain {
				files[step.At.File] = true
			}
		}
	}
	delete(files, "")
	return slices.Sorted(maps.Keys(files))
}
