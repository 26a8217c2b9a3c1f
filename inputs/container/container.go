// Package container tells which files of a project a container has, and where: a
// bind mount lies over what the image has, and a later copy over an earlier one.
package container

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Files is the file system of a service, as far as files of the project show it.
type Files struct {
	FS     fs.FS // the project
	Mounts []document.Mount
	Copies []Copy // a later one lies over an earlier one
	// Single are the files of secrets and configs by their paths in the container; ""
	// is none of the project. They lie over the mounts.
	Single map[string]string
	// Renamed are files that are known to be in the place of others, by the names of
	// these in the project, though Place does not tell where that is.
	Renamed map[string]Found
}

// Copy is what an image takes from the project: a path of the root, and where it
// lies in the image. Both are files, or both folders. An empty Source stands for
// what is made while the image is built; Gone, for what is removed then, and Dest
// may be a pattern.
type Copy struct {
	Source, Dest string
	At           document.Location // the line that does it
	Gone         bool
}

// Under returns what name is called below a folder; true for the folder itself, too.
func Under(name, dir string) (string, bool) {
	if name == dir {
		return "", true
	}
	return strings.CutPrefix(name, strings.TrimSuffix(dir, "/")+"/")
}

// Below is Under, for folders of the project, where "." holds all.
func Below(name, dir string) (string, bool) {
	if dir == "." {
		return name, true
	}
	return Under(name, dir)
}

// InProject returns the path in the project that a mount shows; false where it
// shows none. PWD is taken for the folder of the Compose file.
func InProject(m document.Mount) (string, bool) {
	source, bind := m.Source, m.Bind
	if rest, ok := strings.CutPrefix(source, "${PWD}/"); ok {
		source, bind = path.Join(path.Dir(m.At.File), rest), true
	}
	source = path.Clean(source)
	return source, bind && fs.ValidPath(source)
}

// Told is what a line tells of a path.
type Told int

const (
	Nothing   Told = iota // no line tells
	Project               // a path of the project is there
	Elsewhere             // something is there that the project does not hold
	Gone                  // nothing is there any more
)

// Found is what a container has at a path.
type Found struct {
	Told   Told
	Source string            // of the project
	At     document.Location // the line that tells
}

// Find tells what a container has at a path.
func (f *Files) Find(name string) Found {
	switch source, single := f.Single[name]; {
	case single && source != "":
		return Found{Told: Project, Source: source}
	case single:
		return Found{Told: Elsewhere}
	}
	m, rest := f.mount(name)
	if m == nil {
		return f.copied(name)
	}
	if dir, ok := InProject(*m); ok {
		return Found{Project, path.Join(dir, rest), m.At}
	}
	return Found{Elsewhere, "", m.At}
}

// mount is the one that a path lies in, and the rest of the path.
func (f *Files) mount(name string) (found *document.Mount, rest string) {
	for i, m := range f.Mounts {
		if below, ok := Under(name, path.Clean(m.Target)); ok && (found == nil || len(m.Target) > len(found.Target)) {
			found, rest = &f.Mounts[i], below
		}
	}
	return found, rest
}

// copied is Find, of the image alone.
func (f *Files) copied(name string) Found {
	for _, c := range slices.Backward(f.Copies) {
		if c.Gone {
			if matches(c.Dest, name) {
				return Found{Gone, "", c.At}
			}
			continue
		}
		rest, ok := Under(name, path.Clean(c.Dest))
		if !ok {
			continue
		}
		if c.Source == "" {
			return Found{Elsewhere, "", c.At}
		}
		if source := path.Join(c.Source, rest); f.IsFile(source) {
			return Found{Project, source, c.At}
		}
	}
	return Found{}
}

// matches tells whether a pattern fits a path, or a folder that it lies in.
func matches(pattern, name string) bool {
	for ; name != "/" && name != "."; name = path.Dir(name) {
		if ok, err := path.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}

// Mounted tells whether a mount is for this very path.
func (f *Files) Mounted(name string) bool {
	return slices.ContainsFunc(f.Mounts, func(m document.Mount) bool { return path.Clean(m.Target) == name })
}

// Place returns where a path of the project lies in the container; empty where no
// mount and no copy of its image tells.
func (f *Files) Place(name string) string {
	best, out := -1, ""
	for _, m := range f.Mounts {
		at, ok := InProject(m)
		if rest, holds := Below(name, at); ok && holds && len(at) > best {
			best, out = len(at), path.Join(m.Target, rest)
		}
	}
	if out != "" {
		return out
	}
	for _, c := range slices.Backward(f.Copies) {
		if rest, holds := Below(name, c.Source); holds && c.Source != "" {
			return path.Join(c.Dest, rest)
		}
	}
	return ""
}

// Instead tells what the container has in the place of a file or folder of the
// project, by its name; of an absolute path, what it has there. Nothing: that of the
// name itself, or what no line tells.
func (f *Files) Instead(name string) Found {
	if path.IsAbs(name) {
		return f.Find(name)
	}
	if found, ok := f.Renamed[name]; ok {
		return found
	}
	place := f.Place(name)
	if place == "" {
		return Found{}
	}
	found := f.Find(place)
	switch {
	case found.Told == Elsewhere && f.exact(place, found.At), found.Told == Gone:
		return found
	case found.Told == Project && !f.exists(found.Source) && f.exact(place, found.At):
		return Found{Elsewhere, "", found.At}
	case found.Told == Project && found.Source != name:
		return found
	}
	return Found{}
}

// exact tells whether the line of a place is for this very path.
func (f *Files) exact(place string, at document.Location) bool {
	_, single := f.Single[place]
	return single || slices.ContainsFunc(f.Copies, func(c Copy) bool { return c.At == at && c.Dest == place }) || f.Mounted(place)
}

func (f *Files) exists(name string) bool {
	_, err := fs.Stat(f.FS, name)
	return err == nil
}

// Replaced are the files that lie in the place of others, one by one: what Instead
// says of these, by the names of the project. Whole folders are not among them.
func (f *Files) Replaced() map[string]Found {
	out := map[string]Found{}
	all := slices.Clone(f.Copies)
	for _, m := range f.Mounts {
		if source, ok := InProject(m); ok || m.Bind {
			all = append(all, Copy{Source: source, Dest: m.Target, At: m.At})
		}
	}
	for dest, source := range f.Single {
		all = append(all, Copy{Source: source, Dest: dest})
	}
	for _, file := range all {
		if path.Ext(file.Dest) == "" {
			continue
		}
		for _, folder := range all {
			rest, inside := Under(file.Dest, path.Clean(folder.Dest))
			if !inside || rest == "" || folder.Source == "" {
				continue
			}
			name := path.Join(folder.Source, rest)
			if found := f.Instead(name); found.Told != Nothing {
				out[name] = found
			}
		}
	}
	return out
}

// IsFile tells whether the project has a file.
func (f *Files) IsFile(name string) bool {
	info, err := fs.Stat(f.FS, name)
	return err == nil && info.Mode().IsRegular()
}
