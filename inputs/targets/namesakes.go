package targets

import (
	"path"
	"slices"
)

// This file finds the services of a Compose file that takes images from a registry: the
// file beside it, which builds them, has services of the same names.

// judgeNamesakes marks services that are called as one that runs Django in another
// Compose file of the folder, or of any where their own is named for a deployment, and
// where nothing in their own file runs it.
func (f *finder) judgeNamesakes(all []deployment, candidates [][]*candidate) {
	runs := func(c *candidate) bool { return c.runs }
	ran := map[string]*candidate{}
	for i, d := range all {
		for _, c := range candidates[i] {
			for _, key := range d.namesOf(c) {
				if c.runs && ran[key] == nil {
					ran[key] = c
				}
			}
		}
	}
	for i, d := range all {
		if slices.ContainsFunc(candidates[i], runs) {
			continue
		}
		for _, c := range candidates[i] {
			for _, key := range d.namesOf(c) {
				if of := ran[key]; of != nil && of.project == c.project && !c.runs && f.mayBeNamesake(c) {
					c.runs, c.because = true, "it is called as "+of.w.At.String()+", which runs Django, and its variables are the project's"
				}
			}
		}
		f.assumeImages(candidates[i])
		f.judgeAlike(candidates[i])
	}
}

// namesOf are what a service of Compose is called in the folder of its files and, where
// those are of the project's own or named for a deployment, in others; none for another
// workload.
func (d deployment) namesOf(c *candidate) []string {
	if d.kind != "compose" {
		return nil
	}
	names := []string{path.Join(path.Dir(d.files[0]), c.w.Name)}
	if c.runs || deployed(d.class) {
		names = append(names, "*/"+c.w.Name)
	}
	return names
}

// mayBeNamesake tells whether nothing speaks against that a service runs the project: its
// image may hold anything, and it gets variables that the settings read, or env files.
func (f *finder) mayBeNamesake(c *candidate) bool {
	return c.imageUntold() && (f.variablesRead(c) > 0 || len(c.w.EnvFiles) > 0)
}
