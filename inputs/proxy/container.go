package proxy

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file finds the files of a proxy: those of its container, and below them what
// its image brings.

// Container is the file system of a service with a proxy. It satisfies what the
// readers ask for.
type Container struct {
	*container.Files
	// Stock: below all that is an image of the proxy's makers, unchanged. Without, what
	// is not found is not known.
	Stock bool
	// Packaged: what is not found is as the packages of the proxy bring it, if they do,
	// while folders may hold more than is here.
	Packaged bool
	// Checkout are the files of the project, which lies somewhere on the machine.
	Checkout []string
}

// Read returns the text of a file, and its path in the project.
func (c *Container) Read(name string) ([]byte, string, document.State) {
	f := c.Find(name)
	source, found := f.Source, f.Told == container.Project || f.Told == container.Elsewhere
	if !found && source == "" {
		source = c.checkedOut(name)
	}
	if source != "" {
		if text, err := fs.ReadFile(c.FS, source); err == nil {
			return text, source, document.Known
		}
	}
	switch {
	case f.Told == container.Gone, found && source != "" && !c.Mounted(name) && c.isFolder(path.Dir(source)):
		return nil, "", document.Unset // the folder is here, without it
	case found || f.Told == container.Unclear || !c.Stock && !c.Packaged:
		return nil, "", document.Unknown
	}
	return nil, "", document.Unset
}

// checkedOut is the file of the project that a path of the machine ends in, if it is
// none of those that a machine has of its own.
func (c *Container) checkedOut(name string) string {
	if strings.HasPrefix(name, "/etc/") || strings.HasPrefix(name, "/usr/") {
		return c.namesake(name)
	}
	for rest := strings.TrimPrefix(name, "/"); rest != ""; _, rest, _ = strings.Cut(rest, "/") {
		if slices.Contains(c.Checkout, rest) {
			return rest
		}
	}
	return ""
}

// namesake is the only file around the configuration that has the name of a path of the
// machine: what it includes is put elsewhere there.
func (c *Container) namesake(name string) string {
	found := ""
	for _, m := range c.Mounts {
		if path.Base(m.Target) != path.Base(name) || !strings.HasPrefix(m.Target, homes["nginx"]+"/") || len(c.Checkout) == 0 {
			continue
		}
		if found != "" {
			return ""
		}
		found = m.Source
	}
	return found
}

func (c *Container) isFolder(name string) bool {
	info, err := fs.Stat(c.FS, name)
	return err == nil && info.IsDir()
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
	for _, p := range c.Placed {
		if name := path.Clean(p.Target); path.Dir(name) == dir {
			names = append(names, name)
		}
	}
	if in := c.FilledAround(dir); in != nil {
		return names, !in.Open
	}
	covered := false
	complete = true
	for _, m := range c.Mounts {
		target := path.Clean(m.Target)
		if rest, ok := container.Under(dir, target); ok {
			covered = true
			at, ok := container.InProject(m)
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
		if rest, ok := container.Under(dir, dest); ok && copied.Source != "" {
			names = append(names, c.entries(path.Join(copied.Source, rest), dir)...)
		} else if ok {
			complete = false
		} else if path.Dir(dest) == dir && (copied.Source == "" || c.IsFile(copied.Source)) {
			names = append(names, dest)
		}
	}
	if c.Stock && dir == path.Dir(nginxDefault) {
		names = append(names, nginxDefault)
	}
	return slices.DeleteFunc(names, func(n string) bool { return c.Find(n).Told == container.Gone }), complete
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

const (
	templateDir = "/etc/nginx/templates"
	// nginxDefault is what the image of nginx has in conf.d.
	nginxDefault = "/etc/nginx/conf.d/default.conf"
)

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
