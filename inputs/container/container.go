// Package container tells which files of a project a container has, and where: a
// bind mount lies over what the image has, and a later copy over an earlier one.
package container

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Files is the file system of a service, as far as files of the project show it.
type Files struct {
	FS fs.FS // the project, and the texts in its files as further ones
	// Insets are those texts, by their names.
	Insets map[string]*document.Inset
	Mounts []document.Mount
	Copies []Copy // a later one lies over an earlier one
	// Placed files, and Filled folders, lie over the mounts.
	Placed []document.Placed
	Filled []document.Filled
	// Dir is the folder in which the process starts; empty where it is not known.
	Dir string
	// Renamed are files that are known to be in the place of others, by the names of
	// these in the project, though no place tells where that is.
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
	removed      bool // a later line removes all of it
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

// Shows tells whether a mount takes a path of the project from the machine, and whether
// it names that path alone.
func (f *Files) Shows(name string) (shown, alone bool) {
	if f == nil {
		return false, false
	}
	if f == nil {
		return false, false
	}
	for _, m := range f.Mounts {
		if dir, ok := InProject(m); ok && (dir == "." || name == dir || strings.HasPrefix(name, dir+"/")) {
			shown, alone = true, alone || name == dir
		}
	}
	return shown, alone
}

// Told is what a line tells of a path.
type Told int

const (
	Nothing   Told = iota // no line tells
	Project               // a path of the project is there
	Elsewhere             // something is there that the project does not hold
	Gone                  // nothing is there any more
	Unclear               // whether anything is there cannot be told
)

// Found is what a container has at a path.
type Found struct {
	Told   Told
	Source string            // of the project
	At     document.Location // the line that tells
}

// Find tells what a container has at a path.
func (f *Files) Find(name string) Found {
	if p := f.placed(name); p != nil && p.Source != "" {
		return Found{Project, p.Source, p.At}
	} else if p != nil {
		return Found{Elsewhere, "", p.At}
	}
	m, rest := f.Mount(name)
	if in := f.FilledAround(name); in != nil && (m == nil || len(in.Target) >= len(m.Target)) {
		if in.Open || name == path.Clean(in.Target) || f.placesBelow(name) {
			return Found{Unclear, "", in.At}
		}
		return Found{Gone, "", in.At}
	}
	if m == nil {
		return f.copied(name)
	}
	if dir, ok := InProject(*m); ok {
		return Found{Project, path.Join(dir, rest), m.At}
	}
	return Found{Elsewhere, "", m.At}
}

// Inset is the text of a manifest that has a name; nil for none.
func (f *Files) Inset(name string) *document.Inset {
	if f == nil {
		return nil
	}
	return f.Insets[name]
}

// placed is the last file that is put at a path.
func (f *Files) placed(name string) *document.Placed {
	for i := range slices.Backward(f.Placed) {
		if path.Clean(f.Placed[i].Target) == name {
			return &f.Placed[i]
		}
	}
	return nil
}

// placesBelow tells whether files are put below a path.
func (f *Files) placesBelow(name string) bool {
	return slices.ContainsFunc(f.Placed, func(p document.Placed) bool { return isBelow(p.Target, name) })
}

// isBelow tells whether a target of the container lies below a path, and is not the path itself.
func isBelow(target, name string) bool {
	rest, below := Under(path.Clean(target), name)
	return below && rest != ""
}

// IsFolder tells whether a path is a folder because something is mounted or put below it.
func (f *Files) IsFolder(name string) bool {
	return f != nil && (f.placesBelow(name) || slices.ContainsFunc(f.Mounts, func(m document.Mount) bool { return isBelow(m.Target, name) }))
}

// FilledAround is the innermost folder around a path, or there, that the deployment fills.
func (f *Files) FilledAround(name string) (found *document.Filled) {
	for i, in := range f.Filled {
		if _, ok := Under(name, path.Clean(in.Target)); ok && (found == nil || len(in.Target) > len(found.Target)) {
			found = &f.Filled[i]
		}
	}
	return found
}

// Mount is the mount that a path lies in, and the rest of the path.
func (f *Files) Mount(name string) (found *document.Mount, rest string) {
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
		if source := tree.Join(c.Source, rest); f.IsFile(source) {
			return Found{Project, source, c.At}
		}
	}
	return Found{}
}

// matches tells whether a pattern fits a path, or a folder that it lies in.
func matches(pattern, name string) bool {
	plain := pattern // what stands before anything that stands for several texts
	if i := strings.IndexAny(pattern, `*?[\`); i >= 0 {
		plain = pattern[:i]
	}
	if !strings.HasPrefix(name, plain) {
		return false
	}
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

// Place returns where a path of the project lies in the container, or is best looked
// for there: the first of its Places; empty where it has none.
func (f *Files) Place(name string) string {
	if places := f.Places(name); len(places) > 0 {
		return places[0]
	}
	return ""
}

// Places returns where a path of the project lies in the container, as far as its
// mounts, the innermost first, and the copies of its image tell, the last first; each
// once. If some are below the folder in which the process starts, only these. What the
// image has removed with all around it is no place.
func (f *Files) Places(name string) []string {
	out := f.everyPlace(name)
	if own := slices.DeleteFunc(slices.Clone(out), f.outsideDir); len(own) > 0 {
		return own
	}
	return out
}

// HasBelow tells whether one of the places of a path of the project, wherever the
// process starts, is below a folder.
func (f *Files) HasBelow(name, dir string) bool {
	return slices.ContainsFunc(f.everyPlace(name), func(at string) bool { return strings.HasPrefix(at, dir+"/") })
}

func (f *Files) everyPlace(name string) []string {
	out := f.mountedAt(name)
	for _, c := range slices.Backward(f.Copies) {
		rest, holds := Below(name, c.Source)
		if !holds || c.Source == "" || c.removed {
			continue
		}
		if place := tree.Join(c.Dest, rest); !slices.Contains(out, place) {
			out = append(out, place)
		}
	}
	return out
}

// mountedAt are the places by mounts, and by what the deployment puts there.
func (f *Files) mountedAt(name string) []string {
	if len(f.Mounts)+len(f.Placed) == 0 {
		return nil
	}
	length := map[string]int{} // of what is mounted
	var out []string
	for _, m := range f.Mounts {
		source, ok := InProject(m)
		rest, holds := Below(name, source)
		if !ok || !holds {
			continue
		}
		if place := tree.Join(m.Target, rest); !slices.Contains(out, place) {
			out, length[place] = append(out, place), len(source)
		}
	}
	for _, p := range f.Placed {
		if p.Source == name && !slices.Contains(out, p.Target) {
			out, length[p.Target] = append(out, p.Target), len(name)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return length[b] - length[a] })
	return out
}

// outsideDir tells whether a path is not below the folder in which the process starts.
func (f *Files) outsideDir(name string) bool {
	_, below := Under(name, path.Clean(f.Dir))
	return f.Dir == "" || !below
}

// Instead tells what the container has in the place of a file or folder of the
// project, by its name; of an absolute path, what it has there. Nothing: that of the
// name itself, or what no line tells. Unclear, too, where its places differ.
func (f *Files) Instead(name string) Found {
	if path.IsAbs(name) {
		return f.Find(name)
	}
	if found, ok := f.Renamed[name]; ok {
		return found
	}
	var out, empty []Found // where there is something, and where nothing is
	for _, place := range f.Places(name) {
		if found := f.at(place, name); found.Told == Project && !f.exists(found.Source) || found.Told == Nothing && !f.exists(name) {
			empty = append(empty, found)
		} else {
			out = append(out, found)
		}
	}
	if len(out) == 0 {
		out = empty[:min(len(empty), 1)]
	}
	return agreed(out)
}

// agreed is what all places have; where they differ, the line of one that tells.
func agreed(all []Found) Found {
	var out Found
	for i, found := range all {
		switch {
		case i == 0:
			out = found
		case found.Told != out.Told || found.Source != out.Source:
			if out.At.IsZero() {
				out.At = found.At
			}
			out.Told, out.Source = Unclear, ""
		}
	}
	return out
}

// at is Instead for one of the places of a name.
func (f *Files) at(place, name string) Found {
	found := f.Find(place)
	switch {
	case found.Told == Elsewhere && f.exact(place, found.At), found.Told == Gone, found.Told == Unclear:
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
	return f.placed(place) != nil || slices.ContainsFunc(f.Copies, func(c Copy) bool { return c.At == at && c.Dest == place }) || f.Mounted(place)
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
	for _, p := range f.Placed {
		all = append(all, Copy{Source: p.Source, Dest: p.Target, At: p.At})
	}
	for _, file := range all {
		if path.Ext(file.Dest) == "" {
			continue
		}
		for _, folder := range all {
			rest, inside := Under(file.Dest, path.Clean(folder.Dest))
			if !inside || rest == "" || folder.Source == "" || f.IsFile(folder.Source) {
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

// FolderAt is the folder of the project that a container has at a path, as a whole or
// where the folders below have their names of there. Nothing: no line tells of one, and
// Unclear: of several.
func (f *Files) FolderAt(name string) Found {
	if m, rest := f.Mount(name); m != nil {
		dir, ok := InProject(*m)
		if dir = path.Join(dir, rest); ok && f.isDir(dir) {
			return Found{Project, dir, m.At}
		}
		return Found{Told: Elsewhere, At: m.At}
	}
	var parts []Found
	for _, c := range slices.Backward(f.Copies) {
		rest, ok := Under(name, path.Clean(c.Dest))
		if dir := path.Join(c.Source, rest); ok && c.Source != "" && f.isDir(dir) {
			return Found{Project, dir, c.At}
		}
		rest, ok = Under(path.Clean(c.Dest), name)
		if dir, same := strings.CutSuffix("./"+c.Source, "/"+rest); ok && same && c.Source != "" && f.isDir(c.Source) {
			parts = append(parts, Found{Project, path.Clean(dir), c.At})
		}
	}
	return agreed(parts)
}

func (f *Files) isDir(name string) bool {
	info, err := fs.Stat(f.FS, name)
	return err == nil && info.IsDir()
}

// IsFile tells whether the project has a file.
func (f *Files) IsFile(name string) bool {
	return tree.IsRegular(f.FS, name)
}
