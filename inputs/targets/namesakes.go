package targets

import (
	"path"
	"slices"
)

// This file finds the services of a Compose file that takes images from a registry: the
// file beside it, which builds them, has services of the same names.

// judgeNamesakes marks services that are called as one that runs Django in another
// Compose file of the folder, where nothing in their own file does.
func (f *finder) judgeNamesakes(all []deployment, candidates [][]*candidate) {
	runs := func(c *candidate) bool { return c.runs }
	ran := map[string]*candidate{}
	for i, d := range all {
		for _, c := range candidates[i] {
			if key := d.nameInFolder(c); c.runs && key != "" && ran[key] == nil {
				ran[key] = c
			}
		}
	}
	for i, d := range all {
		if slices.ContainsFunc(candidates[i], runs) {
			continue
		}
		for _, c := range candidates[i] {
			if of := ran[d.nameInFolder(c)]; of != nil && of.project == c.project && f.mayBeNamesake(c) {
				c.runs, c.because = true, "it is called as "+place(of.w.At)+", which runs Django, and its variables are the project's"
			}
		}
		f.assumeImages(candidates[i])
		f.judgeAlike(candidates[i])
	}
}

// nameInFolder is the name of a service of Compose and the folder of its files; "" for
// another workload.
func (d deployment) nameInFolder(c *candidate) string {
	if d.kind != "compose" {
		return ""
	}
	return path.Join(path.Dir(d.files[0]), c.w.Name)
}

// mayBeNamesake tells whether nothing speaks against that a service runs the project: its
// image may hold anything, and it gets variables that the settings read, or env files.
func (f *finder) mayBeNamesake(c *candidate) bool {
	return c.imageUntold() && (f.variablesRead(c) > 0 || len(c.w.EnvFiles) > 0)
}
