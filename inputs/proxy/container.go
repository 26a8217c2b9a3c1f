package proxy

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file finds the files of a container: a bind mount lies over what the image
// has, and that over the base image.

// Copy is what an image takes from the project: a path of the root, and where it
// lies in the image. Both are files, or both folders. An empty Source stands for
// what is made while the image is built.
type Copy struct{ Source, Dest string }

// Container is the file system of a service, as far as files show it. It satisfies
// what the readers ask for.
type Container struct {
	FS     fs.FS
	Mounts []document.Mount
	Copies []Copy // a later one lies over an earlier one
	// Stock: below all that is an image of the proxy's makers, unchanged. Without, what
	// is not found is not known.
	Stock bool
	// Packaged: what is not found is as the packages of the proxy bring it, if they do,
	// while folders may hold more than is here.
	Packaged bool
	// Removed are paths that the build takes away.
	Removed []string
}

// under returns what name is called below a folder; true for the folder itself, too.
func under(name, dir string) (string, bool) {
	if name == dir {
		return "", true
	}
	return strings.CutPrefix(name, strings.TrimSuffix(dir, "/")+"/")
}

// Read returns the text of a file, and its path in the project.
func (c *Container) Read(name string) ([]byte, string, document.State) {
	source, found := c.source(name)
	if source != "" {
		if text, err := fs.ReadFile(c.FS, source); err == nil {
			return text, source, document.Known
		}
	}
	if found && source != "" && !c.isMounted(name) && c.isFolder(path.Dir(source)) {
		return nil, "", document.Unset // the folder is here, without it
	}
	if found || !c.Stock && !c.Packaged {
		return nil, "", document.Unknown
	}
	return nil, "", document.Unset
}

// isMounted tells whether a mount is for this very path.
func (c *Container) isMounted(name string) bool {
	return slices.ContainsFunc(c.Mounts, func(m document.Mount) bool { return path.Clean(m.Target) == name })
}

func (c *Container) isFolder(name string) bool {
	info, err := fs.Stat(c.FS, name)
	return err == nil && info.IsDir()
}

// source returns the path in the project; found without a path: something lies
// there that the project does not hold.
func (c *Container) source(name string) (source string, found bool) {
	best := -1
	for _, m := range c.Mounts {
		rest, ok := under(name, path.Clean(m.Target))
		if !ok || len(m.Target) <= best {
			continue
		}
		best, source, found = len(m.Target), "", true
		if at, ok := inProject(m); ok {
			source = path.Join(at, rest)
		}
	}
	if found {
		return source, true
	}
	for _, copied := range slices.Backward(c.Copies) {
		rest, ok := under(name, path.Clean(copied.Dest))
		if !ok {
			continue
		}
		if copied.Source == "" {
			return "", true
		}
		if at := path.Join(copied.Source, rest); c.isFile(at) {
			return at, true
		}
	}
	return "", false
}

// inProject returns the path in the project that a mount shows; false where it
// shows none. PWD is taken for the folder of the Compose file.
func inProject(m document.Mount) (string, bool) {
	source, bind := m.Source, m.Bind
	if rest, ok := strings.CutPrefix(source, "${PWD}/"); ok {
		source, bind = path.Join(path.Dir(m.At.File), rest), true
	}
	source = path.Clean(source)
	return source, bind && fs.ValidPath(source)
}

func (c *Container) isFile(name string) bool {
	info, err := fs.Stat(c.FS, name)
	return err == nil && info.Mode().IsRegular()
}

// Glob lists the files of one folder that match.
func (c *Container) Glob(pattern string) (names []string, complete bool) {
	dir := path.Dir(pattern)
	if strings.ContainsAny(dir, "*?[") {
		return nil, false
	}
	all, complete := c.list(dir)
	for _, name := range all {
		if ok, err := path.Match(pattern, name); ok && err == nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, complete
}

// list returns the paths of what lies in a folder.
func (c *Container) list(dir string) (names []string, complete bool) {
	covered := false
	complete = true
	for _, m := range c.Mounts {
		target := path.Clean(m.Target)
		if rest, ok := under(dir, target); ok {
			covered = true
			at, ok := inProject(m)
			if !ok {
				complete = false
				continue
			}
			names = append(names, c.entries(path.Join(at, rest), dir)...)
		} else if path.Dir(target) == dir {
			names = append(names, target)
		}
	}
	if covered {
		return names, complete
	}
	return c.listImage(dir, names)
}

// listImage adds what the image has in a folder.
func (c *Container) listImage(dir string, names []string) ([]string, bool) {
	complete := c.Stock
	for _, copied := range c.Copies {
		dest := path.Clean(copied.Dest)
		if rest, ok := under(dir, dest); ok && copied.Source != "" {
			names = append(names, c.entries(path.Join(copied.Source, rest), dir)...)
		} else if ok {
			complete = false
		} else if path.Dir(dest) == dir && (copied.Source == "" || c.isFile(copied.Source)) {
			names = append(names, dest)
		}
	}
	if stock := "/etc/nginx/conf.d/default.conf"; c.Stock && dir == path.Dir(stock) {
		names = append(names, stock)
	}
	return slices.DeleteFunc(names, func(n string) bool {
		return slices.ContainsFunc(c.Removed, func(r string) bool { ok, _ := path.Match(r, n); return ok })
	}), complete
}

// entries are the files of a folder of the project, by their paths in the container.
func (c *Container) entries(source, dir string) []string {
	found, err := fs.ReadDir(c.FS, path.Clean(source))
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range found {
		if !e.IsDir() {
			out = append(out, path.Join(dir, e.Name()))
		}
	}
	return out
}

// templates is a container whose start makes files of *.template: nginx's image
// those of /etc/nginx/templates, a command those that it names.
type templates struct {
	*Container
	outputs  map[string]string // a file, and what it is made of
	rendered map[string]bool
}

const templateDir = "/etc/nginx/templates"

func (t *templates) Read(name string) ([]byte, string, document.State) {
	from := t.outputs[name]
	if from == "" && path.Dir(name) == "/etc/nginx/conf.d" {
		from = path.Join(templateDir, path.Base(name)+".template")
	}
	if from != "" {
		if text, shown, state := t.Container.Read(from); state == document.Known {
			t.rendered[shown] = true
			return text, shown, state
		}
	}
	return t.Container.Read(name)
}

func (t *templates) Glob(pattern string) ([]string, bool) {
	names, complete := t.Container.Glob(pattern)
	if path.Dir(pattern) == "/etc/nginx/conf.d" {
		found, _ := t.Container.Glob(templateDir + "/*.template")
		for _, f := range found {
			names = append(names, path.Join(path.Dir(pattern), strings.TrimSuffix(path.Base(f), ".template")))
		}
	}
	for out := range t.outputs {
		names = append(names, out)
	}
	names = slices.DeleteFunc(names, func(n string) bool { ok, _ := path.Match(pattern, n); return !ok })
	slices.Sort(names)
	return slices.Compact(names), complete
}

// envsubst '$A $B' < in > out, in the command of a container.
var envsubst = pattern.New(`envsubst\s*(?:(?:'([^']*)'|"([^"]*)")\s*)?<\s*(\S+)\s*>\s*([^\s;&"']+)`)

// copied are the files that a command makes with envsubst.
func copied(command []string) map[string]string {
	out := map[string]string{}
	for _, m := range envsubst.FindAllStringSubmatch(strings.Join(command, " "), -1) {
		out[m[4]] = m[3]
	}
	return out
}

// listedNames are the only variables that a command lets envsubst replace; nil for all.
func listedNames(command []string) []string {
	m := envsubst.FindStringSubmatch(strings.Join(command, " "))
	if m == nil || m[1]+m[2] == "" {
		return nil
	}
	return strings.FieldsFunc(m[1]+m[2], func(r rune) bool { return strings.ContainsRune("$ \\{},", r) })
}

func portText(port int) string { return strconv.Itoa(port) }
