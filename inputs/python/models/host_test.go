package models

import (
	"path"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// host is a closed world of variables, files and packages. A path outside /app
// is not known.
type host struct {
	vars     map[string]string
	unknown  map[string]bool // variables that are set, to what is not known
	open     bool            // a variable that is not in vars is perhaps set
	files    map[string]string
	packages map[string]string
	noArgv   bool // the command line is not known
	serves   bool // and it is not that of the development server
	plugged  string
	dir      string
}

func (h *host) Variable(name string) (value.Value, value.Truth) {
	if h.unknown[name] {
		return value.NewUnknown("it is a secret of the platform", value.Place{File: "compose.yaml", Line: 1}, nil), value.Yes
	}
	if s, ok := h.vars[name]; ok {
		tr := &value.Trace{At: value.Place{File: ".env", Line: 1}, Origin: document.OriginEnv, Reads: []string{name}}
		tr.Secret = document.SecretName(name) || document.SecretText(s)
		return value.NewStr(s, tr), value.Yes
	}
	if h.open {
		return nil, value.Maybe
	}
	return nil, value.No
}

func (h *host) Variables() []string {
	var out []string
	for name := range h.vars {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

func (h *host) ReadFile(p string) ([]byte, value.Truth) {
	if s, ok := h.files[p]; ok {
		return []byte(s), value.Yes
	}
	if !strings.HasPrefix(p, "/app/") {
		return nil, value.Maybe
	}
	return nil, value.No
}

func (h *host) Stat(p string) (string, value.Truth) {
	if _, ok := h.files[p]; ok {
		return "file", value.Yes
	}
	if names, _ := h.ReadDir(p); len(names) > 0 || p == "/app" {
		return "dir", value.Yes
	}
	if !strings.HasPrefix(p, "/app/") {
		return "", value.Maybe
	}
	return "", value.No
}

func (h *host) Lacks(string) bool { return false }

func (h *host) OnMachine(string) bool { return false }

func (h *host) ReadDir(p string) ([]string, bool) {
	var out []string
	for f := range h.files {
		if rest, ok := strings.CutPrefix(f, path.Clean(p)+"/"); ok {
			name, _, _ := strings.Cut(rest, "/")
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), strings.HasPrefix(p, "/app")
}

func (h *host) Display(p string) string { return strings.TrimPrefix(p, "/app/") }

func (h *host) Package(name string) (string, value.Truth) {
	v, ok := h.packages[name]
	switch {
	case !ok:
		return "", value.Maybe
	case v == "-":
		return "", value.No
	}
	return v, value.Yes
}

func (h *host) Dir() string { return h.dir }

func (h *host) OtherVersion(string, string) string { return "" }

func (h *host) Plugged(group string) bool { return group == h.plugged }

func (h *host) NoRunserver() bool { return h.serves }

func (h *host) Argv() []string {
	if h.noArgv {
		return nil
	}
	return []string{"gunicorn", "config.wsgi"}
}

// newThread is an interpretation that runs in /app/config/settings.py, with the
// models as its only modules.
func newThread(h *host) *value.Thread {
	t := value.NewThread(h, value.DefaultLimits)
	t.At = value.Place{File: "config/settings.py", Line: 7, Column: 1}
	t.File = "/app/config/settings.py"
	t.Globals = value.NewNamespace()
	table, made := Table(), map[string]value.Value{}
	t.FindModule = func(string) (value.Truth, *value.Trace, error) { return value.Maybe, nil, nil }
	t.ImportModule = func(name string) (value.Value, error) {
		if m, ok := made[name]; ok {
			return m, nil
		}
		make := table[name]
		if make == nil {
			return nil, t.Raise("ModuleNotFoundError", "no such module")
		}
		m := make(t)
		made[name] = m
		return m, nil
	}
	return t
}

// python evaluates one expression of a small language for tests: see eval_test.go.
func python(t *testing.T, th *value.Thread, expr string) string {
	t.Helper()
	v, err := newEvaluator(th).source(expr)
	if err != nil {
		return "raises " + err.Error()
	}
	return show(t, th, v)
}

// show is Python's repr of a value, or why it is not known.
func show(t *testing.T, th *value.Thread, v value.Value) string {
	t.Helper()
	if u, ok := value.IsUnknown(v); ok {
		return "unknown: " + u.Because
	}
	globals := th.Globals
	th.Globals = nil // settings have loaded when their values are shown
	r, err := value.ToRepr(th, v)
	th.Globals = globals
	if err != nil {
		return "raises " + err.Error()
	}
	if u, ok := value.IsUnknown(r); ok {
		return "unknown: " + u.Because
	}
	s, _ := text(r)
	return s
}
