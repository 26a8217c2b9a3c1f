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
}

// Copy is what an image takes from the project: a path of the root, and where it
// lies in the image. Both are files, or both folders. An empty Source stands for
// what is made while the image is built.
type Copy struct {
	Source, Dest string
	At           document.Location // the line that brings it
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

// Source returns the path in the project of what a container has at a path, and the
// line that brings it there; found without a path: something that the project does
// not hold.
func (f *Files) Source(name string) (source string, at document.Location, found bool) {
	if m, rest := f.mount(name); m != nil {
		if dir, ok := InProject(*m); ok {
			source = path.Join(dir, rest)
		}
		return source, m.At, true
	}
	return f.copied(name)
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

// copied is Source, of the image alone.
func (f *Files) copied(name string) (source string, at document.Location, found bool) {
	for _, c := range slices.Backward(f.Copies) {
		rest, ok := Under(name, path.Clean(c.Dest))
		if !ok {
			continue
		}
		if c.Source == "" {
			return "", c.At, true
		}
		if source := path.Join(c.Source, rest); f.IsFile(source) {
			return source, c.At, true
		}
	}
	return "", document.Location{}, false
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
// project: another one of it, or "", which is one that is not here. False: that of
// the name itself, or nothing that a line tells; at is that line.
func (f *Files) Instead(name string) (source string, at document.Location, other bool) {
	place := f.Place(name)
	if place == "" {
		return "", at, false
	}
	source, at, found := f.Source(place)
	if _, err := fs.Stat(f.FS, source); source != "" && err != nil && f.Mounted(place) || source == "" && found && f.Mounted(place) {
		return "", at, true
	}
	return source, at, source != "" && source != name
}

// Replaced are the files that lie in the place of others, one by one: what Instead
// says of these, by the names of the project. Whole folders are not among them.
func (f *Files) Replaced() map[string]string {
	out := map[string]string{}
	all := slices.Clone(f.Copies)
	for _, m := range f.Mounts {
		if source, ok := InProject(m); ok || m.Bind {
			all = append(all, Copy{Source: source, Dest: m.Target, At: m.At})
		}
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
			if source, _, other := f.Instead(name); other {
				out[name] = source
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
