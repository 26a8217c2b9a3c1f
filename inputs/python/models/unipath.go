package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Unipath 1.1 (unipath/abstractpath.py and path.py): a path that is a str.

func unipathModules() map[string]maker { return map[string]maker{"unipath": unipathModule} }

func unipathModule(*value.Thread) value.Value {
	m := value.NewModule("unipath", "")
	c := value.NewClass("Path", "unipath.path", value.StrClass)
	c.New = newUnipath
	for name, f := range map[string]func(string) string{
		"parent": func(p string) string { head, _ := splitPath(p); return head },
		"name":   func(p string) string { _, tail := splitPath(p); return tail },
		"stem":   func(p string) string { _, tail := splitPath(p); root, _ := splitExt(tail); return root },
		"ext":    func(p string) string { _, ext := splitExt(p); return ext },
	} {
		c.NS.Set(nil, name, &value.Property{Getter: value.NewBuiltin(name, unipathPart(name, f))}, value.Place{})
	}
	c.Method("norm", unipathPart("norm", normPath))
	method(c, "ancestor", "n", unipathAncestor)
	c.Method("child", unipathChild)
	unipathTests(c)
	c.Method("__getattr__", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return unknown(t, "an attribute of unipath.Path is not followed"), nil
	})
	m.Define("Path", c)
	m.Fallback = notFollowed("unipath")
	return m
}

// newUnipath is Path(part, ...): the parts joined; a Path alone is itself.
func newUnipath(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
	switch {
	case c.Open != nil || len(c.Keywords) > 0:
		return typed(unknown(t, "the arguments of unipath.Path are not followed", traceOf(c.Args)), cls), nil
	case len(c.Args) == 0:
		return t.NewDerived(cls, value.NewStr(".", nil)), nil
	case len(c.Args) == 1:
		if own, ok := c.Args[0].(*value.Instance); ok && own.Kind == cls {
			return own, nil
		}
	}
	return unipathJoin(t, cls, c.Args)
}

// unipathJoin joins texts as a Path.
func unipathJoin(t *value.Thread, cls *value.Class, parts args) (value.Value, error) {
	return known(t, parts, func(parts args) (value.Value, error) {
		joined, err := osJoin(t, parts, traceOf(parts))
		if err != nil {
			return nil, err
		}
		if _, own := joined.(*value.Instance); own {
			return joined, nil
		}
		return unipathOf(t, cls, joined), nil
	})
}

// joinedUnipath is the class that os.path.join gives where the first of its parts that count
// is a Path, to which the others are added; nil for a str. An absolute part begins anew.
func joinedUnipath(parts args, texts []string) (class *value.Class) {
	for i, v := range parts {
		if i > 0 && !strings.HasPrefix(texts[i], "/") {
			continue
		}
		class = nil
		if own, ok := v.(*value.Instance); ok && own.Kind.Module == "unipath.path" {
			class = own.Kind
		}
	}
	return class
}

// unipathOf is a Path of a str.
func unipathOf(t *value.Thread, cls *value.Class, v value.Value) value.Value {
	if u, ok := value.IsUnknown(v); ok {
		return typed(u, cls)
	}
	return t.NewDerived(cls, v)
}

// unipathPart makes a Path of a part of the path's text.
func unipathPart(name string, f func(string) string) function {
	return strict(name, "self", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		self, ok := a[0].(*value.Instance)
		p, err := wantPath(t, a[0])
		if err != nil || !ok {
			return value.NewStr(p, tr), err
		}
		return t.NewDerived(self.Kind, value.NewStr(f(p), publicPath(tr))), nil
	})
}

// unipathAncestor is Path.ancestor: the parent, n times.
func unipathAncestor(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	return known(t, a, func(a args) (value.Value, error) {
		n, err := wantInt(t, a[0], 0, 0, 1000, "n")
		if err != nil {
			return nil, err
		}
		p, err := wantPath(t, self)
		for range n {
			p, _ = splitPath(p)
		}
		return t.NewDerived(self.Kind, value.NewStr(p, publicPath(traceOf(args{self, a[0]})))), err
	})
}

// unipathChild is Path.child: names below the path, none of which leads elsewhere.
func unipathChild(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok || c.Open != nil || len(c.Keywords) > 0 {
		return unknown(t, "the arguments of Path.child are not followed", traceOf(c.Args)), nil
	}
	for _, v := range c.Args[1:] {
		if s, ok := text(value.Underlying(v)); ok && (strings.Contains(s, "/") || s == "." || s == "..") {
			unsafe := value.NewClass("UnsafePathError", "unipath.errors", value.Exceptions()["ValueError"])
			return nil, t.RaiseClass(unsafe, "arg '...' contains path separator '/'", v.Trace())
		}
	}
	return unipathJoin(t, self.Kind, c.Args)
}

// unipathTests are the methods that make a path absolute, or ask what is there.
func unipathTests(c *value.Class) {
	for _, name := range []string{"absolute", "resolve"} {
		method(c, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			p, err := absPath(t, args{self}, self.Trace())
			if err != nil {
				return nil, err
			}
			return unipathOf(t, self.Kind, p), nil
		})
	}
	for name, is := range map[string]func(kind string) bool{
		"exists": func(string) bool { return true },
		"isdir":  func(kind string) bool { return kind == "dir" },
		"isfile": func(kind string) bool { return kind == "file" },
	} {
		method(c, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			return pathTest(t, self, self.Trace(), is)
		})
	}
}
