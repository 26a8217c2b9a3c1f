package interp

// Packages that are installed where they can be read. What is not known of the
// libraries that they use may be what an exception in them comes from, so none of
// theirs is certain, and a package that takes too long to follow is unknown, as one
// that is not here.

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// packageFuel is what importing one installed package may take, with those that it imports.
const packageFuel = 200_000

// fromSite is a package that lies in a folder of installed packages; nil where none
// has it, or it cannot be followed.
func (in *interp) fromSite(name string) value.Value {
	for _, dir := range in.Installed {
		src, found := in.findIn([]string{dir}, name, value.No)
		if found != value.Yes {
			continue
		}
		if because := in.Host.OtherVersion(name, dir); because != "" {
			return in.closed(name, because)
		}
		return in.follow(name, src)
	}
	return nil
}

// follow runs a package; nil where it cannot be followed.
func (in *interp) follow(name string, src source) (m value.Value) {
	exhausted, before := in.result.Exhausted, in.modules.shared()
	err := in.t.Within(packageFuel, func() (err error) {
		m, err = in.runModule(name, src)
		return err
	})
	if err == nil {
		return m
	}
	in.modules = before
	in.result.Exhausted = exhausted
	return nil
}

// foreign notes that a module is of an installed package. What it lacks may be written in C.
func (in *interp) foreign(u *unit, m *value.Module) {
	in.followed[u.display] = true
	m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
		return value.NewUnknown(m.Name+"."+attr+" is not in its source", t.At, nil), nil
	}
}

// isInstalled tells whether a module is of an installed package.
func (in *interp) isInstalled(m *value.Module) bool {
	if m.File != "" {
		return in.inSite(m.File)
	}
	dirs, _ := in.dirs(m)
	return len(dirs) > 0 && in.inSite(dirs[0])
}

// inSite tells whether a path lies in a folder of installed packages.
func (in *interp) inSite(file string) bool {
	for _, dir := range in.Installed {
		if strings.HasPrefix(file, dir+"/") {
			return true
		}
	}
	return false
}
