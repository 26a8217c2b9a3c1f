package models

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// environPath is environ.Path: an absolute path that is called to join, and that
// adds and subtracts.
type environPath struct {
	lib   *environLib
	root  string
	trace *value.Trace
}

func environPathClass(t *value.Thread, lib *environLib) *value.Class {
	c := value.NewClass("Path", "environ.environ")
	c.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) {
		return strictPaths(t, c, func(paths args, required, isFile value.Value) (value.Value, error) {
			return newEnvironPath(t, lib, paths, required, isFile)
		})
	}
	return c
}

// Contains tells whether another path is below this one, by the text.
func (p *environPath) Contains(t *value.Thread, item value.Value) (value.Truth, error) {
	other, ok := item.(*environPath)
	if _, unknown := value.IsUnknown(item); unknown {
		return value.Maybe, nil
	}
	if !ok {
		return value.Maybe, t.Raise("AttributeError", "'"+item.Class().Name+"' object has no attribute '__root__'")
	}
	base := p.root
	if len(base) > 1 {
		base = joinPath(base, "")
	}
	return value.TruthOf(strings.HasPrefix(other.root, base)), nil
}

// strictPaths binds "*paths, required=, is_file=" of known arguments.
func strictPaths(t *value.Thread, c *value.Call, f func(paths args, required, isFile value.Value) (value.Value, error)) (value.Value, error) {
	if c.Open != nil {
		return spread(c.Open), nil
	}
	a := append(append(args{}, c.Args...), orFalse(c.Keyword("required")), orFalse(c.Keyword("is_file")))
	return known(t, a, func(a args) (value.Value, error) {
		n := len(a) - 2
		return f(a[:n], a[n], a[n+1])
	})
}

func newEnvironPath(t *value.Thread, lib *environLib, paths args, required, isFile value.Value) (value.Value, error) {
	texts := make([]string, len(paths))
	for i, v := range paths {
		s, err := wantPath(t, v)
		if err != nil {
			return nil, err
		}
		texts[i] = s
	}
	start := ""
	if len(texts) > 0 {
		start, texts = texts[0], texts[1:]
	}
	file, err := value.Truthy(t, isFile)
	if err != nil {
		return nil, err
	}
	if file == value.Yes {
		start, _ = splitPath(start)
	}
	return absoluteJoin(t, lib, start, texts, required, traceOf(paths))
}

// absoluteJoin joins, normalises and, with required, demands that the path is there.
func absoluteJoin(t *value.Thread, lib *environLib, start string, rest []string, required value.Value, tr *value.Trace) (value.Value, error) {
	root, u := absolute(t, joinPath(start, rest...), tr)
	if u != nil {
		return typed(u, lib.path), nil
	}
	root = normPath(root)
	need, err := value.Truthy(t, required)
	if err != nil {
		return nil, err
	}
	if need == value.Yes {
		switch _, present := t.Host.Stat(root); present {
		case value.No:
			return nil, t.RaiseClass(lib.wrong, "Create required path: ...", tr)
		case value.Maybe:
			return typed(unknown(t, "it cannot be known whether "+t.Host.Display(root)+" is there", tr), lib.path), nil
		}
	}
	return &environPath{lib, root, publicPath(tr)}, nil
}

func (p *environPath) Class() *value.Class              { return p.lib.path }
func (p *environPath) Trace() *value.Trace              { return p.trace }
func (p *environPath) With(tr *value.Trace) value.Value { return &environPath{p.lib, p.root, tr} }
func (p *environPath) Format(f fmt.State, _ rune)       { fmt.Fprint(f, "<value>") }

// Fspath is the path where one is taken, as since 0.4.5.
func (p *environPath) Fspath() (string, bool) { return p.root, !p.lib.before(5) }

// str is the path as a text.
func (p *environPath) str() value.Value { return value.NewStr(p.root, p.trace) }

// Text is the path; as repr "<Path:...>".
func (p *environPath) Text(_ *value.Thread, repr bool) (value.Value, error) {
	if repr {
		return value.NewStr("<Path:"+p.root+">", p.trace), nil
	}
	return value.NewStr(p.root, p.trace), nil
}

// Call joins: root("static") is a str.
func (p *environPath) Call(t *value.Thread, c *value.Call) (value.Value, error) {
	joined, err := p.join(t, c)
	if below, ok := joined.(*environPath); ok && err == nil {
		return value.NewStr(below.root, below.trace), nil
	}
	return joined, err
}

func (p *environPath) join(t *value.Thread, c *value.Call) (value.Value, error) {
	return strictPaths(t, c, func(paths args, required, _ value.Value) (value.Value, error) {
		return newEnvironPath(t, p.lib, append(args{p.str()}, paths...), required, value.NewBool(false, nil))
	})
}

// Attr gives root, path, file and the text methods.
func (p *environPath) Attr(t *value.Thread, name string) (value.Value, error) {
	switch name {
	case "root":
		return value.NewStr(p.root, p.trace), nil
	case "path":
		return value.NewBuiltin(name, p.join), nil
	case "file":
		return value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			if len(c.Args) == 0 {
				return nil, t.Raise("TypeError", "file() missing a required argument: 'name'")
			}
			path, err := p.Call(t, &value.Call{Args: c.Args[:1], At: c.At})
			if err != nil {
				return nil, err
			}
			return openFile(t, path, &value.Call{Args: c.Args[1:], Keywords: c.Keywords, At: c.At})
		}), nil
	case "find", "rfind":
		return value.Attr(t, value.NewStr(p.root, p.trace), name)
	case "__fspath__", "__str__":
		if name == "__fspath__" && p.lib.before(5) {
			return nil, nil
		}
		return value.NewBuiltin(name, strict(name, "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
			return value.NewStr(p.root, p.trace), nil
		})), nil
	}
	return nil, nil
}

// Item indexes the text.
func (p *environPath) Item(t *value.Thread, key value.Value) (value.Value, error) {
	return value.Item(t, value.NewStr(p.root, p.trace), key)
}

// Binary is root + "sub" and root - 1, which goes up.
func (p *environPath) Binary(t *value.Thread, op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	no := value.NewBool(false, nil)
	if right {
		return nil, false, nil
	}
	switch o := other.(type) {
	case value.Str, *environPath:
		s, _ := text(o)
		if below, ok := o.(*environPath); ok {
			s, other = below.root, below.str()
			if p.lib.below(0, 3, 1) {
				other = value.NewStr(s[1:], below.trace)
			}
		}
		if op == value.Add {
			v, err := newEnvironPath(t, p.lib, args{p.str(), other}, no, no)
			return v, true, err
		}
		if op == value.Sub && (strings.HasSuffix(p.root, s) || p.lib.before(4)) {
			if _, ok := o.(value.Str); ok {
				cut := value.NewStr(strings.TrimRight(p.root, s), p.trace)
				v, err := newEnvironPath(t, p.lib, args{cut}, no, no)
				return v, true, err
			}
		}
	case value.Int:
		if n, ok := o.Int64(); ok && op == value.Sub && n < 1000 {
			up := value.NewStr(strings.Repeat("../", int(max(n, 0))), nil)
			v, err := newEnvironPath(t, p.lib, args{p.str(), up}, no, no)
			return v, true, err
		}
	}
	return nil, false, nil
}

// Unary is ~root, the folder above.
func (p *environPath) Unary(t *value.Thread, op string) (value.Value, bool, error) {
	if op != "~" {
		return nil, false, nil
	}
	no := value.NewBool(false, nil)
	v, err := newEnvironPath(t, p.lib, args{p.str(), value.NewStr("..", nil)}, no, no)
	return v, true, err
}

// Compare compares the root with that of another path or, from 0.9 on, with a str.
func (p *environPath) Compare(t *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	if op != value.Eq && op != value.NotEq {
		return value.Maybe, false, nil
	}
	o, isPath := other.(*environPath)
	s, isText := text(other)
	switch {
	case isPath:
		s = o.root
	case p.lib.minor < 9:
		return value.Maybe, true, t.Raise("AttributeError", "'"+other.Class().Name+"' object has no attribute '__root__'")
	case !isText:
		return value.TruthOf(op == value.NotEq), true, nil
	}
	return value.TruthOf((p.root == s) == (op == value.Eq)), true, nil
}
