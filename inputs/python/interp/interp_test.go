package interp

import (
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/python/value"
)

// world is a Host made of a txtar archive.
type world struct {
	files     map[string]string
	env       map[string]string
	unknown   []string // variables that are set, to what is not known
	open      bool     // other variables are perhaps set
	installed map[string]value.Truth
	hidden    []string // files of which it is not known whether they are there
	made      []string // may be written on the machine
	// otherVersion is by import name why an installed package is not the one in use.
	otherVersion map[string]string
	sites        []string
}

func newWorld(archive string) *world {
	w := &world{files: map[string]string{}, env: map[string]string{}, installed: map[string]value.Truth{}}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		w.files["/app/"+f.Name] = string(f.Data)
	}
	return w
}

func (w *world) Variable(name string) (value.Value, value.Truth) {
	tr := &value.Trace{Origin: "env", At: value.Place{File: ".env", Line: 1}, Reads: []string{name}}
	if slices.Contains(w.unknown, name) {
		u := value.NewUnknown("the value of "+name+" is not known", tr.At, tr)
		u.Type, u.Needs = value.StrClass, []string{name}
		return u, value.Yes
	}
	if text, ok := w.env[name]; ok {
		return value.NewStr(text, tr), value.Yes
	}
	if w.open {
		return nil, value.Maybe
	}
	return nil, value.No
}

func (w *world) Variables() []string {
	var names []string
	for n := range w.env {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func (w *world) ReadFile(name string) ([]byte, value.Truth) {
	if text, ok := w.files[name]; ok {
		return []byte(text), value.Yes
	}
	return nil, value.No
}

func (w *world) Stat(name string) (string, value.Truth) {
	if _, ok := w.files[name]; ok {
		return "file", value.Yes
	}
	for f := range w.files {
		if strings.HasPrefix(f, name+"/") {
			return "dir", value.Yes
		}
	}
	if slices.Contains(w.hidden, name) {
		return "", value.Maybe
	}
	return "", value.No
}

func (w *world) Lacks(name string) bool {
	return strings.HasSuffix(name, ".py") && !slices.Contains(w.made, name)
}

func (w *world) ReadDir(string) ([]string, bool) { return nil, false }

func (w *world) Display(name string) string { return strings.TrimPrefix(name, "/app/") }

func (w *world) Package(name string) (string, value.Truth) {
	if known, ok := w.installed[name]; ok {
		return "", known
	}
	return "", value.No
}

func (w *world) OnMachine(string) bool { return false }

func (w *world) Argv() []string { return []string{"gunicorn"} }

func (w *world) Plugged(string) bool { return false }

func (w *world) OtherVersion(name, _ string) string { return w.otherVersion[name] }

func (w *world) NoRunserver() bool { return false }

func (w *world) Dir() string { return "" }

// testModels are small models: an os whose environ is the thread's.
func testModels() map[string]func(*value.Thread) value.Value {
	return map[string]func(*value.Thread) value.Value{
		"os": func(t *value.Thread) value.Value {
			m := value.NewModule("os", "").Define("environ", t.Environ)
			getenv := func(t *value.Thread, c *value.Call) (value.Value, error) {
				get, err := value.Attr(t, t.Environ, "get")
				if err != nil {
					return nil, err
				}
				return value.CallValue(t, get, c)
			}
			return m.Func("getenv", getenv)
		},
		"lib": nil,
		"lib.sub": func(*value.Thread) value.Value {
			return value.NewModule("lib.sub", "").Define("NAME", value.NewStr("modelled", nil))
		},
		"sys": func(t *value.Thread) value.Value {
			rest := value.NewUnknown("the search path is not known", t.At, nil)
			rest.Many = true
			return value.NewModule("sys", "").Define("path", t.NewList([]value.Value{rest}, nil))
		},
	}
}

func (w *world) run(t testing.TB, module string) *Result {
	t.Helper()
	r := Run(module, Options{Host: w, Path: []string{"/app"}, Installed: w.sites, Models: testModels()})
	if r.Broken {
		t.Errorf("the interpreter broke at %s", placeText(r.Thread.At))
	}
	return r
}

// show writes a binding of the entry module: its repr, or what is not known of it.
func show(r *Result, name string) string {
	b, ok := r.Module.NS.Get(name)
	if !ok {
		if r.Module.NS.More() != nil {
			return "open"
		}
		return "unbound"
	}
	v := b.V
	if b.Control != nil && len(b.Control.Assumes) > 0 {
		v = under(v, &value.Trace{Assumes: b.Control.Assumes})
	}
	out := describe(r.Thread, v)
	if tr := v.Trace(); tr != nil && len(tr.Assumes) > 0 {
		out += " assuming " + strings.Join(tr.Assumes, " ")
	}
	return out
}

func describe(t *value.Thread, v value.Value) string { return describeWithin(t, v, 12) }

// describeWithin stops at a depth, since a container may hold itself.
func describeWithin(t *value.Thread, v value.Value, depth int) string {
	if depth == 0 {
		return "..."
	}
	depth--
	if u, ok := value.IsUnknown(v); ok {
		var parts []string
		for _, c := range u.Choices {
			if _, absent := c.V.(value.Unbound); absent {
				parts = append(parts, "unbound")
				continue
			}
			parts = append(parts, describeWithin(t, c.V, depth))
		}
		slices.Sort(parts)
		if len(parts) > 0 {
			return "one of " + strings.Join(parts, ", ")
		}
		return "unknown"
	}
	if l, ok := v.(*value.List); ok {
		parts := make([]string, 0, len(l.Elems()))
		for _, e := range l.Elems() {
			if u, ok := value.IsUnknown(e); ok && u.Many {
				parts = append(parts, "many")
				continue
			}
			parts = append(parts, describeWithin(t, e, depth))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if d, ok := v.(*value.Dict); ok {
		var parts []string
		for _, e := range d.Entries() {
			parts = append(parts, describeWithin(t, e.Key, depth)+": "+describeWithin(t, e.Value, depth))
		}
		if d.More() != nil {
			parts = append(parts, "...")
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	s, err := value.ToRepr(t, v)
	if err != nil {
		return "error"
	}
	text, ok := s.(value.Str)
	if !ok {
		return "unknown"
	}
	return text.Text()
}

// expect compares bindings, written as "NAME: what show gives", one a line.
func expect(t *testing.T, r *Result, want string) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		name, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if got := show(r, name); got != text {
			t.Errorf("%s: got %s, want %s", name, got, text)
		}
	}
}

func noteCodes(r *Result) []string {
	var out []string
	for _, n := range r.Thread.Notes {
		out = append(out, n.Code+" "+path.Base(n.At.File))
	}
	return out
}
