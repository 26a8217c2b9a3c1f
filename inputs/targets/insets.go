package targets

import (
	"slices"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// This file makes files of the texts that manifests put into containers.

// inlay lets the search find those of the deployments.
func (f *finder) inlay(all []deployment) {
	f.insets = map[string]*document.Inset{}
	for _, d := range all {
		for _, w := range d.workloads {
			for _, p := range w.Placed {
				if p.Inset != nil {
					f.insets[p.Inset.Name] = p.Inset
				}
			}
		}
	}
	if len(f.insets) > 0 {
		f.fsys = container.Inlaid(f.fsys, f.insets)
		f.outlines = settings.NewOutlines(f.fsys, f.plan.Trees)
	}
}

// resettle gives what was found in such texts the places of the files around them.
func (f *finder) resettle() {
	all := &container.Files{Insets: f.insets}
	for _, t := range f.plan.Targets {
		if i := f.insets[t.SettingsFile]; i != nil {
			t.SettingsFile = i.File()
		}
		all.Settle(&t.Target, &t.Env, &t.Service, &t.Proxy, &t.Missing, &t.Literals, &t.Configuration)
	}
	all.Settle(&f.plan.Diagnostics)
}

// filesOf is the file system of a workload.
func (f *finder) filesOf(c *candidate) *container.Files {
	out := &container.Files{FS: f.fsys, Insets: f.insets, Mounts: c.w.Mounts, Placed: c.w.Placed, Filled: c.w.Filled}
	if c.image != nil && (!c.image.guessed || c.runs) {
		out.Copies, out.Dir = slices.Clone(c.image.copies), c.image.image.Workdir
	}
	for _, change := range c.p.Changes {
		out.Again(change.Line())
	}
	return out
}
