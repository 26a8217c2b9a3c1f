package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Site is a folder of installed packages, as pip writes one: what is neither of the
// project nor modelled is interpreted from there. Of such folders the first that has
// a package counts, as on sys.path.
type Site struct {
	Path string // real absolute path
	FS   fs.FS  // its files; safe for concurrent use
}

// inSite is the file of a site that an absolute path names; ok is false where it lies in none.
func (h *host) inSite(abs string) (site Site, name string, ok bool) {
	if len(h.sites) == 0 {
		return Site{}, "", false
	}
	abs = path.Clean(abs)
	for _, s := range h.sites {
		if abs == s.Path {
			return s, ".", true
		}
		if name, ok := below(s.Path, abs); ok {
			return s, name, true
		}
	}
	return Site{}, "", false
}

func (s Site) read(name string) ([]byte, value.Truth) {
	src, err := fs.ReadFile(s.FS, name)
	if err != nil {
		return nil, absentOr(err)
	}
	return src, value.Yes
}

func (s Site) stat(name string) (string, value.Truth) {
	info, err := fs.Stat(s.FS, name)
	switch {
	case err != nil:
		return "", absentOr(err)
	case info.IsDir():
		return "dir", value.Yes
	}
	return "file", value.Yes
}

func (s Site) list(name string) (names []string, known bool) {
	entries, err := fs.ReadDir(s.FS, name)
	if err != nil {
		return nil, false
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(names)
	return names, true
}

// OtherVersion tells that a site has another version of a package than the one that
// the project's requirements name exactly, as the site's metadata tell
// (packaging.python.org, "Recording installed projects").
func (h *host) OtherVersion(name, dir string) string {
	site, at, ok := h.inSite(dir)
	if !ok || at != "." {
		return ""
	}
	entries, _ := site.list(".")
	for _, entry := range entries {
		stem, is := strings.CutSuffix(entry, ".dist-info")
		distribution, version, named := strings.Cut(stem, "-")
		if !is || !named {
			continue
		}
		distribution = plainName(distribution)
		dep := h.deps.Deps[distribution]
		if dep.Exact != "" && plainVersion(dep.Exact) != plainVersion(version) && site.records(entry, name) {
			return fmt.Sprintf("%s has %s %s, and %s:%d has %s", site.display("."), distribution, version, dep.At.File, dep.At.Line, dep.Exact)
		}
	}
	return ""
}

// records tells whether a distribution installed the module or package of an import name.
func (s Site) records(info, name string) bool {
	record, _ := s.read(path.Join(info, "RECORD"))
	for line := range strings.Lines(string(record)) {
		if strings.HasPrefix(line, name+"/") || strings.HasPrefix(line, name+".py,") {
			return true
		}
	}
	return false
}

// plainVersion is a release without the zeros that say nothing: 2.0 is 2.
func plainVersion(v string) string {
	for {
		shorter, ok := strings.CutSuffix(v, ".0")
		if !ok {
			return v
		}
		v = shorter
	}
}

// display is the name under which reports show a file of the site: it is the same on every machine.
func (s Site) display(name string) string { return path.Join(path.Base(s.Path), name) }

// absentOr is the presence of what could not be read.
func absentOr(err error) value.Truth {
	if errors.Is(err, fs.ErrNotExist) {
		return value.No
	}
	return value.Maybe
}
