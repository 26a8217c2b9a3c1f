package terraform

import "io/fs"

// DeclaredIn counts the resources of the plan that the files in dir declare.
func (p *Plan) DeclaredIn(fsys fs.FS, dir string) int {
	cfg := readConfiguration(newSources(fsys), dir)
	if cfg == nil {
		return 0
	}
	declared := map[string]bool{}
	for _, b := range cfg.resources {
		declared[b.name()] = true
	}
	n := 0
	for _, c := range p.Changes {
		if declared[plainAddress(c.Address)] {
			n++
		}
	}
	return n
}
