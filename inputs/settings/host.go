package settings

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// host is the world that a settings module sees: the target's environment and
// the files of the project as the image would have them.
type host struct {
	fsys     fs.FS
	root     string // real absolute path of fsys
	env      map[string]document.Variable
	closed   bool
	perhaps  []string
	provided map[string]bool
	required []string
	deps     Packages
	argv     []string
	// noRunserver: where argv is not known, it is not that of the development server.
	noRunserver bool
	dir         string
	// shipped tells whether a file of the project is in the image: rule 9 of docs/targets.md.
	shipped  func(name string) value.Truth
	machine  func(name string) bool
	made     func(name string) bool
	asked    string           // the first file that only the machine may have
	defaults func() *defaults // of Django, for those programs that read them
	// container has other files than the project in places; nil: it has the project's.
	container *container.Files
	asks      map[string]container.Found // of the container, by the names of the project and paths outside it
	sites     []Site
}

// devNull is a device that every machine has, and nothing is in it (null(4)).
const devNull = "/dev/null"

// Variable returns what the target's environment holds by that name.
func (h *host) Variable(name string) (value.Value, value.Truth) {
	v, ok := h.env[name]
	switch {
	case ok && v.State == document.Unset:
		return nil, value.No
	case ok:
		return variable(v), value.Yes
	case h.provided[name]:
		return h.elsewhere(name, name+" is provided elsewhere"), value.Yes
	case slices.Contains(h.required, name):
		return h.elsewhere(name, "no input sets "+name), value.Yes
	case slices.Contains(value.OfMachine, name):
		return h.elsewhere(name, name+" is the machine's own"), value.Yes
	case h.closed && !slices.Contains(h.perhaps, name):
		return nil, value.No
	}
	return nil, value.Maybe
}

func (h *host) elsewhere(name, because string) value.Value {
	u := value.NewUnknown(because, document.Location{}, &value.Trace{
		Origin: document.OriginEnv, Reads: []string{name}, Secret: document.SecretName(name)})
	u.Type, u.Needs = value.StrClass, []string{name}
	return u
}

// variable makes the value of a variable that is set.
func variable(v document.Variable) value.Value {
	tr := &value.Trace{At: v.At, Origin: v.Origin, Steps: v.Chain, Reads: []string{v.Name}, Assumes: v.Assumes,
		Secret: secretVariable(v)}
	if tr.Origin == "" || tr.Origin == document.OriginLiteral {
		tr.Origin = document.OriginEnv
	}
	if v.State == document.Known {
		return value.NewStr(v.Text.Reveal(), tr)
	}
	u := value.NewUnknown(v.Because, v.At, tr)
	u.Type, u.Needs = value.StrClass, v.Needs
	if head := v.Begins.Reveal(); head != "" || !v.Filled {
		return u.Between(head, "")
	}
	return u.Narrowed(&value.Like{Where: value.Except, Texts: []string{""}})
}

// Variables lists the names that are certainly set.
func (h *host) Variables() []string {
	var names []string
	for name, v := range h.env {
		if v.State != document.Unset {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// The places in which a path of the process may lie.
type place int

const (
	outside place = iota // of what is known
	inside               // of fsys
	hidden               // of what is known, but there is a file
	gone                 // the image has removed it
)

// locate turns an absolute path into one of fsys.
func (h *host) locate(abs string) (string, place) {
	abs = path.Clean(abs)
	if abs == h.root {
		return ".", inside
	}
	rel, ok := h.below(abs)
	if !ok {
		return h.beyond(abs)
	}
	switch found := h.instead(rel); found.Told {
	case container.Project:
		return found.Source, inside
	case container.Gone:
		return rel, gone
	case container.Elsewhere:
		if path.Ext(rel) == "" { // perhaps a folder
			return rel, outside
		}
		return rel, hidden
	case container.Unclear:
		return rel, outside
	}
	return rel, inside
}

// below is a clean absolute path below the root, relative to it; the path itself
// where it is not.
func (h *host) below(abs string) (rel string, ok bool) {
	return below(h.root, abs)
}

func below(dir, abs string) (rel string, ok bool) {
	rel, ok = strings.CutPrefix(abs, strings.TrimSuffix(dir, "/")+"/")
	if !ok || !fs.ValidPath(rel) {
		return abs, false
	}
	return rel, true
}

// beyond is locate for a path of the container that is none of the project.
func (h *host) beyond(abs string) (string, place) {
	switch found := h.instead(abs); found.Told {
	case container.Project:
		return found.Source, inside
	case container.Gone:
		return abs, gone
	}
	return abs, outside
}

// instead is what the container has in the place of a path. An env file that is
// there and not here is as one that the machine may have.
func (h *host) instead(name string) container.Found {
	found, known := h.asks[name]
	if known || h.container == nil {
		return found
	}
	found = h.container.Instead(name)
	if found.Told == container.Elsewhere && isEnvFile(name) {
		found = container.Found{}
	}
	h.asks[name] = found
	return found
}

// brought is the line that puts a file at a path of the project.
func (h *host) brought(abs string) document.Location {
	rel, _ := h.below(path.Clean(abs))
	return h.asks[rel].At
}

// ReadFile reads a file that the image would have.
func (h *host) ReadFile(abs string) ([]byte, value.Truth) {
	if site, name, ok := h.inSite(abs); ok {
		return site.read(name)
	}
	if path.Clean(abs) == devNull {
		return nil, value.Yes
	}
	name, at := h.locate(abs)
	switch at {
	case gone:
		return nil, value.No
	case outside, hidden:
		return nil, value.Maybe
	}
	src, err := fs.ReadFile(h.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, h.absent(name)
	case err != nil:
		return nil, value.Maybe
	}
	if there := h.there(name); there != value.Yes {
		h.ask(name)
		return nil, there
	}
	return src, value.Yes
}

// absent is the truth of a file that the project does not hold: what is made at
// build time or on the machine may still be there, but for a module's own kind of file.
func (h *host) absent(name string) value.Truth {
	h.ask(name)
	if strings.HasSuffix(name, ".py") || isEnvFile(name) {
		return value.No
	}
	return value.Maybe
}

// Lacks tells whether a path is the project's, which has nothing there, and no ignore
// rule says that something is made there.
func (h *host) Lacks(abs string) bool {
	if _, _, ok := h.inSite(abs); ok {
		return false
	}
	name, at := h.locate(abs)
	if at != inside || h.made == nil || h.made(name) {
		return false
	}
	_, err := fs.Stat(h.fsys, name)
	return errors.Is(err, fs.ErrNotExist)
}

// OnMachine tells whether a path is that of an env file which the machine may have of its own.
func (h *host) OnMachine(abs string) bool {
	name, at := h.locate(abs)
	return at == inside && h.machine != nil && isEnvFile(name) && h.machine(name)
}

// ask remembers an env file of the machine's own.
func (h *host) ask(name string) {
	if h.asked == "" && h.machine != nil && isEnvFile(name) && h.machine(name) {
		h.asked = name
	}
}

func isEnvFile(name string) bool { return strings.HasPrefix(path.Base(name), ".env") }

// Stat tells what is at a path of the image.
func (h *host) Stat(abs string) (string, value.Truth) {
	if site, name, ok := h.inSite(abs); ok {
		return site.stat(name)
	}
	if path.Clean(abs) == devNull {
		return "device", value.Yes
	}
	name, at := h.locate(abs)
	switch at {
	case outside:
		if h.container.IsFolder(path.Clean(abs)) {
			return "dir", value.Yes
		}
		return "", value.Maybe
	case hidden:
		return "file", value.Yes
	case gone:
		return "", value.No
	}
	info, err := fs.Stat(h.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", h.absent(name)
	case err != nil:
		return "", value.Maybe
	case info.IsDir():
		return "dir", value.Yes
	}
	if there := h.there(name); there != value.Yes {
		h.ask(name)
		return "", there
	}
	return "file", value.Yes
}

// there tells whether the process has a file of fsys.
func (h *host) there(name string) value.Truth {
	if h.container.Inset(name) != nil {
		return value.Yes
	}
	return h.shipped(name)
}

// ReadDir lists a directory of the project.
func (h *host) ReadDir(abs string) ([]string, bool) {
	if site, name, ok := h.inSite(abs); ok {
		return site.list(name)
	}
	name, at := h.locate(abs)
	if at != inside {
		return nil, false
	}
	entries, err := fs.ReadDir(h.fsys, name)
	if err != nil {
		return nil, false
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(names)
	return names, true
}

// Display is the path relative to the root, or to the folder around a site; of other paths
// of the process, the path.
func (h *host) Display(abs string) string {
	if site, name, ok := h.inSite(abs); ok {
		return site.display(name)
	}
	name, _ := h.locate(abs)
	return Beside(h.root, name)
}

// Beside names an absolute path near the root as it is seen from there, "../conf/a.json":
// where the checkout lies is no affair of the project's. Other paths are as they are, and so
// are those in folders like /srv and /tmp, which mean the same on each machine.
func Beside(root, abs string) string {
	up := ".."
	for dir := path.Dir(root); strings.Count(dir, "/") > 1; dir = path.Dir(dir) {
		if abs == dir {
			return up
		}
		if rel, ok := below(dir, abs); ok {
			return path.Join(up, rel)
		}
		up = path.Join(up, "..")
	}
	return abs
}

// Package tells whether a package is installed, by its import name.
func (h *host) Package(name string) (string, value.Truth) { return h.deps.Find(name) }

// Argv is sys.argv of the target's process.
func (h *host) Argv() []string { return h.argv }

// NoRunserver tells whether a process whose command line is not known is no development server.
func (h *host) NoRunserver() bool { return h.noRunserver }

// Dir is where the target's process starts.
func (h *host) Dir() string { return h.dir }
