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

// absentEnvFile is what rests on it that an env file is not here, which the machine may
// have; nil for none. path is "" where it was looked for from the code on, and not found.
func absentEnvFile(t *value.Thread, path string) *value.Trace {
	if path == "" {
		dir, _ := splitPath(t.File)
		path = nearestOnMachine(t, dir, ".env")
	}
	if path == "" || !t.Host.OnMachine(path) {
		return nil
	}
	return withoutFile(t, path)
}

// overwrittenFrom is overwritten for a file that is looked for in a folder and above it,
// and not found: for the nearest that the machine may have.
func overwrittenFrom(t *value.Thread, dir, name string, overwrites value.Truth) {
	if path := nearestOnMachine(t, dir, name); path != "" {
		overwritten(t, path, overwrites)
	}
}

// nearestOnMachine is the first file of that name in a folder and above it that the machine
// may have; "" for none.
func nearestOnMachine(t *value.Thread, dir, name string) string {
	for {
		path := joinPath(dir, name)
		if t.Host.OnMachine(path) {
			return path
		}
		up, _ := splitPath(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
