package models

import "github.com/djgate/djgate/inputs/python/value"

// overwritten says that an env file which is not here, and which the machine may have, would
// set what the program has deleted, and perhaps overwrite what is set: that rests on it from
// here on.
func overwritten(t *value.Thread, path string, overwrites value.Truth) {
	path, u := absolute(t, path, nil)
	if u == nil && t.Host.OnMachine(normPath(path)) {
		t.Environ.Rest(t, &value.Trace{Assumes: []string{t.Host.Display(path)}}, overwrites != value.No)
	}
}

// overwrittenFrom is overwritten for a file that is looked for in a folder and above it,
// and not found: for the nearest that the machine may have.
func overwrittenFrom(t *value.Thread, dir, name string, overwrites value.Truth) {
	for {
		path := joinPath(dir, name)
		up, _ := splitPath(dir)
		if up == dir || t.Host.OnMachine(path) {
			overwritten(t, path, overwrites)
			return
		}
		dir = up
	}
}
