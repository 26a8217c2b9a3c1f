package models

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// pathValue is a pathlib path. Its text is as PurePosixPath keeps it: no double
// slash, no "." but for the empty path.
type pathValue struct {
	class *value.Class
	text  string
	trace *value.Trace
}

// pathClasses are the classes of one interpretation.
type pathClasses struct{ purePath, purePosix, path, posix *value.Class }

func pathModules() map[string]maker {
	return map[string]maker{"pathlib": pathlibModule, "glob": globModule}
}

func pathlibModule(t *value.Thread) value.Value {
	m := value.NewModule("pathlib", "")
	k := &pathClasses{}
	k.purePath = value.NewClass("PurePath", "pathlib")
	k.purePosix = value.NewClass("PurePosixPath", "pathlib", k.purePath)
	k.path = value.NewClass("Path", "pathlib", k.purePath)
	k.posix = value.NewClass("PosixPath", "pathlib", k.path, k.purePosix)
	for _, c := range []*value.Class{k.purePath, k.purePosix, k.path, k.posix} {
		c.New = k.make
		m.Define(c.Name, c)
	}
	for _, name := range []string{"joinpath", "with_name", "with_stem", "with_suffix", "relative_to", "is_relative_to", "is_absolute", "as_posix", "match"} {
		k.purePath.Method(name, ofItsPath(name))
	}
	for _, name := range []string{"resolve", "absolute", "expanduser", "exists", "is_file", "is_dir", "read_text", "read_bytes", "mkdir", "touch", "unlink"} {
		k.path.Method(name, ofItsPath(name))
	}
	k.path.Method("home", unknownOf("the home directory is not known", k.posix))
	k.path.Method("cwd", strict("cwd", "", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
		return (&pathValue{k.posix, "", publicPath(nil)}).resolve(t, nil, nil)
	}))
	m.Define("UnsupportedOperation", value.NewClass("UnsupportedOperation", "pathlib", value.Exceptions()["NotImplementedError"]))
	m.Define("_PathParents", pathParents())
	windows := value.NewClass("PureWindowsPath", "pathlib", k.purePath)
	windows.New = func(t *value.Thread, _ *value.Class, _ *value.Call) (value.Value, error) {
		return unknown(t, "paths of Windows are not followed"), nil
	}
	m.Define("PureWindowsPath", windows).Define("WindowsPath", windows)
	return m
}

// ofItsPath is a method that is asked of the class, as in Path.joinpath(BASE_DIR, "media"):
// the path is its first argument.
func ofItsPath(name string) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Args) == 0 {
			return nil, t.Raise("TypeError", "unbound method Path."+name+"() needs an argument")
		}
		return known(t, c.Args[:1], func(a args) (value.Value, error) {
			p, ok := a[0].(*pathValue)
			if !ok {
				return unknown(t, "Path."+name+" of what is no path is not followed"), nil
			}
			own := *c
			own.Args = c.Args[1:]
			return p.method(name)(t, &own)
		})
	}
}

// make is Path(*segments).
func (k *pathClasses) make(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
	switch cls {
	case k.path:
		cls = k.posix
	case k.purePath:
		cls = k.purePosix
	}
	return variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return joinSegments(t, &pathValue{class: cls, text: "."}, a, tr)
	})(t, c)
}

// newPath makes a PosixPath of a text.
func newPath(t *value.Thread, text string, tr *value.Trace) value.Value {
	class, ok := attribute(t, "pathlib", "PosixPath").(*value.Class)
	if !ok {
		return unknown(t, "pathlib is not there", tr)
	}
	return &pathValue{class, cleanPath(text), publicPath(tr)}
}

func cleanPath(p string) string {
	root := ""
	switch {
	case strings.HasPrefix(p, "//") && !strings.HasPrefix(p, "///"):
		root = "//"
	case strings.HasPrefix(p, "/"):
		root = "/"
	}
	var parts []string
	for _, c := range strings.Split(p, "/") {
		if c != "" && c != "." {
			parts = append(parts, c)
		}
	}
	out := root + strings.Join(parts, "/")
	if out == "" {
		return "."
	}
	return out
}

// isPure tells whether a path looks at no file: it is a PurePosixPath.
func (p *pathValue) isPure() bool {
	for _, c := range p.class.MRO() {
		if c.Name == "Path" && c.Module == "pathlib" {
			return false
		}
	}
	return true
}

func (p *pathValue) Class() *value.Class              { return p.class }
func (p *pathValue) Trace() *value.Trace              { return p.trace }
func (p *pathValue) With(tr *value.Trace) value.Value { return &pathValue{p.class, p.text, tr} }
func (p *pathValue) Format(f fmt.State, _ rune)       { fmt.Fprint(f, "<value>") }
func (p *pathValue) Key() any                         { return pathKey{p.text} }
func (p *pathValue) Fspath() (string, bool)           { return p.text, true }
func (p *pathValue) with(text string) *pathValue {
	return &pathValue{p.class, cleanPath(text), p.trace}
}
func (p *pathValue) str(text string) value.Value { return value.NewStr(text, publicPath(p.trace)) }

type pathKey struct{ text string }

// Text is the path itself, and PosixPath('...') as repr.
func (p *pathValue) Text(t *value.Thread, repr bool) (value.Value, error) {
	if !repr {
		return p.str(p.text), nil
	}
	quoted, err := value.ToRepr(t, p.str(p.text))
	if s, ok := text(quoted); ok && err == nil {
		return p.str(p.class.Name + "(" + s + ")"), nil
	}
	return quoted, err
}

// Binary is p / "x" and "x" / p.
func (p *pathValue) Binary(t *value.Thread, op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	o, ok := pathText(other)
	_, both := other.(*pathValue)
	if op != value.Div || !ok || both && right { // of two paths the left one decides the class
		return nil, false, nil
	}
	a, b := p.text, o
	if right {
		a, b = b, a
	}
	return &pathValue{p.class, cleanPath(joinPath(a, b)), publicPath(value.Merge(p.trace, other.Trace()))}, true, nil
}

// Compare compares paths by their parts, since Python 3.12 by the pieces of their text.
func (p *pathValue) Compare(t *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	o, ok := other.(*pathValue)
	if !ok {
		return value.Maybe, false, nil
	}
	order := comparePaths(p.text, o.text)
	if before := slices.Compare(p.parts(), o.parts()); before != order && value.PythonSince(t, 12) != value.Yes { // "." had no parts
		order = before
	}
	switch op {
	case value.Eq:
		return value.TruthOf(order == 0), true, nil
	case value.NotEq:
		return value.TruthOf(order != 0), true, nil
	case value.Lt:
		return value.TruthOf(order < 0), true, nil
	case value.LtE:
		return value.TruthOf(order <= 0), true, nil
	case value.Gt:
		return value.TruthOf(order > 0), true, nil
	case value.GtE:
		return value.TruthOf(order >= 0), true, nil
	}
	return value.Maybe, false, nil
}

func comparePaths(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := 0; i < len(x) && i < len(y); i++ {
		if c := strings.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return len(x) - len(y)
}

// Attr gives the attributes of a path, then its methods.
func (p *pathValue) Attr(t *value.Thread, name string) (value.Value, error) {
	if v := p.part(t, name); v != nil {
		return v, nil
	}
	if f := p.method(name); f != nil {
		return value.NewBuiltin(name, f), nil
	}
	if b, _, ok := p.class.Lookup(name); ok {
		return b.V, nil
	}
	return nil, nil
}

func (p *pathValue) part(t *value.Thread, name string) value.Value {
	switch name {
	case "name":
		return p.str(p.name())
	case "stem":
		stem, _ := p.splitName()
		return p.str(stem)
	case "suffix":
		_, suffix := p.splitName()
		return p.str(suffix)
	case "suffixes":
		return p.suffixes(t)
	case "parent":
		return p.parent()
	case "parents":
		return p.parents(t)
	case "parts":
		return value.NewTuple(strs(p.parts(), p.trace), p.trace)
	case "root", "anchor":
		return p.str(p.root())
	case "drive":
		return p.str("")
	}
	return nil
}

func (p *pathValue) root() string { return p.text[:len(p.text)-len(strings.TrimLeft(p.text, "/"))] }

// parts are the components, the root first.
func (p *pathValue) parts() []string {
	rest := pathParts(p.text)
	if p.text == "." {
		rest = nil
	}
	if root := p.root(); root != "" {
		return append([]string{root}, rest...)
	}
	return rest
}

func (p *pathValue) name() string {
	parts := p.parts()
	if len(parts) == 0 || len(parts) == 1 && p.root() != "" {
		return ""
	}
	return parts[len(parts)-1]
}

// splitName splits the name at its last dot, which must neither begin nor end it.
func (p *pathValue) splitName() (stem, suffix string) {
	name := p.name()
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || i == len(name)-1 {
		return name, ""
	}
	return name[:i], name[i:]
}

func (p *pathValue) suffixes(t *value.Thread) value.Value {
	name := p.name()
	if strings.HasSuffix(name, ".") {
		return t.NewList(nil, p.trace)
	}
	parts := strings.Split(strings.TrimLeft(name, "."), ".")
	var out []value.Value
	for _, s := range parts[1:] {
		out = append(out, p.str("."+s))
	}
	return t.NewList(out, p.trace)
}

func (p *pathValue) parent() *pathValue {
	if p.name() == "" {
		return p
	}
	head, _ := splitPath(p.text)
	return p.with(head)
}

// parents are the folders above, the nearest first.
func (p *pathValue) parents(t *value.Thread) value.Value {
	var above []value.Value
	for at := p; at.name() != ""; {
		at = at.parent()
		above = append(above, at)
	}
	class, ok := attribute(t, "pathlib", "_PathParents").(*value.Class)
	if !ok {
		return unknown(t, "pathlib is not there", p.trace)
	}
	out := t.NewInstance(class)
	out.NS.Set(t, "_of", value.NewTuple(above, p.trace), t.At)
	out.NS.Set(t, "_path", value.NewStr(p.class.Name, p.trace), t.At)
	return out
}

// pathParents is the class of a sequence of paths, in "_of", that is no tuple; before Python
// 3.10 it had no slices, and no items from the end (Lib/pathlib.py); where the version is not known it has.
func pathParents() *value.Class {
	c := value.NewClass("_PathParents", "pathlib")
	delegate(c, "_of", "__len__", "__iter__", "__contains__", "index", "count")
	method(c, "__reversed__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		above, _ := held[value.Tuple](self, "_of")
		items := slices.Clone(above.Elems)
		slices.Reverse(items)
		return value.NewIterator(value.GeneratorClass, items, above.Trace()), nil
	})
	method(c, "__getitem__", "idx", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if older := value.PythonSince(t, 10) == value.No; older && fromTheEnd(a[0]) {
			return nil, t.Raise("IndexError", "...")
		} else if _, slice := a[0].(value.Slice); older && slice {
			return nil, t.Raise("TypeError", "'<' not supported between instances of 'slice' and 'int'")
		}
		above, _ := held[value.Tuple](self, "_of")
		return value.Item(t, above, a[0])
	})
	method(c, "__repr__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		name, _ := held[value.Str](self, "_path")
		return value.NewStr("<"+name.Text()+".parents>", name.Trace()), nil
	})
	return c
}

// fromTheEnd tells whether an index counts from the end.
func fromTheEnd(index value.Value) bool {
	n, _ := index.(value.Int)
	i, ok := n.Int64()
	return ok && i < 0
}
