package container

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file follows what the lines of a Dockerfile bring to where it comes to lie.

// maxCopies bounds what is followed of one image; later copies are not told.
const maxCopies = 500

// Line is a COPY, or a command on files that the image has already.
type Line struct {
	Sources []string
	// Dest is a path of the image; it ends in "/" where it is written so.
	Dest string
	At   document.Location
}

// Add adds what a line takes from a folder of the project, the build context. Names
// may be patterns.
func (f *Files) Add(l Line, context string) {
	for _, s := range l.Sources {
		// Docker takes ".." at the top of the context for the top itself.
		for _, source := range f.matches(path.Join(context, path.Clean("/"+s))) {
			f.put(Copy{Source: source, At: l.At}, l, path.Base(source))
		}
	}
}

// matches are the files and folders of the project that a name means: itself where
// it is no pattern, or none fits.
func (f *Files) matches(name string) []string {
	if isPattern(name) {
		if found, err := fs.Glob(f.FS, name); err == nil && len(found) > 0 {
			return found
		}
	}
	return []string{path.Clean(name)}
}

func isPattern(name string) bool { return strings.ContainsAny(name, "*?[") }

// Take adds what a line takes from another stage, or from an image that is not built
// here, of which all is unknown: stage has then no copies.
func (f *Files) Take(l Line, stage []Copy) {
	f.lay(Copy{Dest: l.Dest, At: l.At})
	from := Files{FS: f.FS, Copies: stage}
	for _, s := range l.Sources {
		if isPattern(s) {
			continue // what the build makes has such names, not the project
		}
		if c, ok := from.file(s); ok {
			f.put(c, l, path.Base(s))
			continue
		}
		f.lay(from.inside(path.Clean(s), path.Clean(l.Dest))...)
	}
}

// Again adds what a command does to the files of the image itself: without sources it
// writes one, without a destination it removes them. A folder of which nothing is known
// is not told.
func (f *Files) Again(l Line) {
	if len(l.Sources) == 0 {
		f.lay(Copy{Dest: l.Dest, At: l.At})
	}
	for _, s := range l.Sources {
		if l.Dest == "" {
			f.lay(Copy{Dest: path.Clean(s), At: l.At, Gone: true})
			continue
		}
		for _, s := range f.named(s) {
			f.again(s, l)
		}
	}
}

// again adds what a command makes of one file or folder of the image.
func (f *Files) again(s string, l Line) {
	c, ok := f.file(s)
	if c.At = l.At; ok {
		f.put(c, l, path.Base(s))
		return
	}
	if inside := f.holdings(path.Clean(s)); len(inside) > 0 {
		f.putFolder(s, inside, l)
	} else if path.Ext(s) != "" {
		c.Dest = l.Dest
		if f.intoFolder(l) {
			c.Dest = path.Join(l.Dest, path.Base(s))
		}
		f.lay(c)
	}
}

// holdings are what a folder of the image holds that is known, by their paths in it.
func (f *Files) holdings(dir string) []Copy {
	known := func(c Copy) bool { return c.Source != "" && f.exists(c.Source) }
	inside := f.inside(dir, "/")
	if !slices.ContainsFunc(inside, known) {
		return nil
	}
	return slices.DeleteFunc(inside, func(c Copy) bool { return c.Source != "" && !f.exists(c.Source) || c.Source == "" && c.Dest == "/" })
}

// putFolder adds a folder where a line puts it: what it holds with "/." after its name,
// else the folder itself into one that is there, or under a new name. Where no line
// tells which, it is both.
func (f *Files) putFolder(s string, inside []Copy, l Line) {
	var dests []string
	into, name := f.intoFolder(l), path.Base(s)
	if name == "." || !into {
		dests = append(dests, l.Dest)
	}
	if name != "." && (into || path.Ext(l.Dest) == "") {
		dests = append(dests, path.Join(l.Dest, name))
	}
	for _, dest := range dests {
		for _, c := range inside {
			c.At, c.Dest = l.At, path.Join(dest, c.Dest)
			f.lay(c)
		}
	}
}

// named are the paths of the image that a word of a command means: itself where it is
// no pattern, or where nothing that is known fits. What begins with a dot does not.
func (f *Files) named(word string) []string {
	dir, base := path.Split(word)
	if !isPattern(base) || isPattern(dir) {
		return []string{word}
	}
	var out []string
	for _, c := range f.holdings(path.Clean(dir)) {
		names := []string{strings.SplitN(strings.TrimPrefix(c.Dest, "/"), "/", 2)[0]}
		if c.Dest == "/" {
			names = f.entries(c.Source)
		}
		for _, name := range names {
			if ok, err := path.Match(base, name); ok && err == nil && name != "" && name[0] != '.' && !slices.Contains(out, dir+name) {
				out = append(out, dir+name)
			}
		}
	}
	if len(out) == 0 {
		return []string{word}
	}
	return out
}

// Folder is what a folder of the image holds, by the paths of files below it: files of
// the project, and those that are made while the image is built.
func (f *Files) Folder(dir string) map[string]Found {
	out := map[string]Found{}
	note := func(rest string) {
		if rest = strings.TrimPrefix(rest, "/"); rest != "" {
			out[rest] = f.Find(path.Join(dir, rest))
		}
	}
	for _, c := range f.inside(dir, "/") {
		switch {
		case c.Gone:
		case c.Source == "" || f.IsFile(c.Source):
			note(c.Dest)
		default:
			_ = fs.WalkDir(f.FS, c.Source, func(name string, d fs.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					rest, _ := Below(name, c.Source)
					note(path.Join(c.Dest, rest))
				}
				return nil
			})
		}
	}
	return out
}

// entries are the names in a folder of the project.
func (f *Files) entries(dir string) []string {
	found, err := fs.ReadDir(f.FS, dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range found {
		out = append(out, e.Name())
	}
	return out
}

// file is the file that the image has at a path.
func (f *Files) file(name string) (Copy, bool) {
	found := f.copied(path.Clean(name))
	return Copy{Source: found.Source, At: found.At}, found.Told == Project
}

// put adds a file or folder where a line puts it: a file into a folder, where it
// keeps its name, or under a new one. Where no line tells which, it is both.
func (f *Files) put(c Copy, l Line, name string) {
	c.Dest = l.Dest
	if !f.IsFile(c.Source) {
		f.lay(c)
		return
	}
	if !f.intoFolder(l) {
		f.lay(c)
		if path.Ext(c.Dest) != "" {
			return
		}
	}
	c.Dest = path.Join(l.Dest, name)
	f.lay(c)
}

// lay lays copies over those that are there.
func (f *Files) lay(copies ...Copy) {
	for _, c := range copies[:max(0, min(len(copies), maxCopies-len(f.Copies)))] {
		c.Dest = path.Clean(c.Dest)
		for i := range f.Copies {
			f.Copies[i].removed = f.Copies[i].removed || c.Gone && matches(c.Dest, f.Copies[i].Dest)
		}
		f.Copies = append(f.Copies, c)
	}
}

// intoFolder tells whether a line puts files into a folder.
func (f *Files) intoFolder(l Line) bool { return len(l.Sources) > 1 || f.isFolder(l.Dest) }

// isFolder tells whether what a file is copied to is a folder: written so, a folder
// by an earlier line, or one that images of proxies have.
func (f *Files) isFolder(dest string) bool {
	switch path.Base(dest) {
	case "conf.d", "sites-enabled", "sites-available", "templates", "snippets", "nginx", "caddy", "traefik":
		return true
	}
	if strings.HasSuffix(dest, "/") || path.Base(dest) == "." {
		return true
	}
	return slices.ContainsFunc(f.Copies, func(c Copy) bool {
		if rest, within := Under(path.Clean(c.Dest), dest); within && rest != "" {
			return true
		}
		rest, within := Under(dest, path.Clean(c.Dest))
		info, err := fs.Stat(f.FS, path.Join(c.Source, rest))
		return within && c.Source != "" && err == nil && info.IsDir()
	})
}

// inside is what a folder of the image holds, as another folder has it that the whole
// is copied to.
func (f *Files) inside(from, to string) []Copy {
	var out []Copy
	for _, c := range f.Copies {
		if rest, ok := Under(path.Clean(c.Dest), from); ok {
			c.Dest = path.Join(to, rest)
			out = append(out, c)
		} else if rest, ok := Under(from, path.Clean(c.Dest)); ok && !c.Gone {
			if c.Dest = to; c.Source != "" {
				c.Source = path.Join(c.Source, rest)
			}
			out = append(out, c)
		}
	}
	return out
}
