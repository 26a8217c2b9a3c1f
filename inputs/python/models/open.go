package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The function open, and the file objects that it gives. What is written is not
// kept. What has not been read yet is in the attribute _rest, so that a branch
// can be undone.

var openBuiltin = strict("open", "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener=",
	func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		path, err := wantPath(t, a[0])
		if err != nil {
			return nil, err
		}
		mode, ok := text(a[1])
		if !ok {
			mode = "r"
		}
		if strings.ContainsAny(mode, "wax+") {
			return newFile(t, path, unknown(t, "a file that is written is not followed", tr)), nil
		}
		content, err := fileContent(t, path, strings.Contains(mode, "b"), tr)
		if err != nil {
			return nil, err
		}
		if u, ok := value.IsUnknown(content); ok {
			return spread(u), nil
		}
		return newFile(t, path, content), nil
	})

func fileContent(t *value.Thread, path string, binary bool, tr *value.Trace) (value.Value, error) {
	if !binary {
		return readText(t, path, tr)
	}
	content, u, err := readFile(t, path, tr)
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	return value.NewBytes(string(content), fileTrace(t, path, tr)), nil
}

// newFile is an open file with the given content to be read.
func newFile(t *value.Thread, path string, content value.Value) value.Value {
	f := t.NewInstance(fileClass())
	f.NS.Set(t, "name", value.NewStr(path, publicPath(nil)), t.At)
	f.NS.Set(t, "_all", content, t.At)
	f.NS.Set(t, "_rest", content, t.At)
	f.NS.Set(t, "closed", value.NewBool(false, nil), t.At)
	return f
}

func fileClass() *value.Class {
	c := value.NewClass("TextIOWrapper", "_io")
	method(c, "read", "size=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if n, ok := a[0].(value.Int); a[0] != nil && !isNone(a[0]) && (!ok || n.Big().Sign() >= 0) {
			return unknown(t, "reading a part of a file is not followed"), nil
		}
		return takeRest(t, self), nil
	})
	method(c, "readlines", "hint=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if err := checkSize(t, a[0]); err != nil {
			return nil, err
		}
		lines, u := splitLines(takeRest(t, self))
		if u != nil {
			return spread(u), nil
		}
		return t.NewList(lines, nil), nil
	})
	method(c, "__iter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("_rest")
		if u, ok := value.IsUnknown(orNone(b.V)); ok {
			return spread(u), nil
		}
		return self, nil
	})
	method(c, "__next__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		line := takeLine(t, self)
		if isEmpty(line) {
			return nil, t.Raise("StopIteration", "")
		}
		return line, nil
	})
	method(c, "readline", "size=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if err := checkSize(t, a[0]); err != nil {
			return nil, err
		}
		return takeLine(t, self), nil
	})
	method(c, "seek", "offset, whence=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if err := checkSize(t, a[0]); err != nil || isNone(a[0]) {
			return nil, t.Raise("TypeError", "an integer is required")
		}
		if err := checkSize(t, a[1]); err != nil {
			return nil, err
		}
		rest, _ := self.NS.Get("_all")
		if n, ok := a[0].(value.Int); !ok || n.Big().Sign() != 0 || a[1] != nil {
			rest.V = unknown(t, "a position in a file is not followed")
		}
		self.NS.Set(t, "_rest", orNone(rest.V), t.At)
		return a[0], nil
	})
	for _, name := range []string{"tell", "fileno", "isatty", "readable", "writable", "seekable", "readinto", "detach", "peek"} {
		c.Method(name, unknownCall("the state of a file is not known"))
	}
	method(c, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
	method(c, "__exit__", "kind, exc, tb", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.None(), nil })
	for _, name := range []string{"write", "writelines", "flush", "close", "truncate"} {
		c.Method(name, inert)
	}
	return c
}

// checkSize refuses what cannot be a number of characters.
func checkSize(t *value.Thread, v value.Value) error {
	switch v := value.Underlying(orNone(v)).(type) {
	case value.NoneValue, value.Int, value.Bool, *value.Unknown, *value.Instance:
		return nil
	default:
		return t.Raise("TypeError", "argument should be integer or None, not '"+v.Class().TypeName()+"'")
	}
}

// takeRest reads all that is left.
func takeRest(t *value.Thread, self *value.Instance) value.Value {
	b, _ := self.NS.Get("_rest")
	switch v := b.V.(type) {
	case value.Str:
		self.NS.Set(t, "_rest", value.NewStr("", v.Trace()), t.At)
	case value.Bytes:
		self.NS.Set(t, "_rest", value.NewBytes("", v.Trace()), t.At)
	}
	return orNone(b.V)
}

// takeLine reads up to the next line break; nothing at the end.
func takeLine(t *value.Thread, self *value.Instance) value.Value {
	rest := takeRest(t, self)
	switch v := rest.(type) {
	case value.Str:
		line, after := cutLine(v.Text())
		self.NS.Set(t, "_rest", value.NewStr(after, v.Trace()), t.At)
		return value.NewStr(line, v.Trace())
	case value.Bytes:
		line, after := cutLine(v.Text())
		self.NS.Set(t, "_rest", value.NewBytes(after, v.Trace()), t.At)
		return value.NewBytes(line, v.Trace())
	}
	return many(rest)
}

func cutLine(s string) (line, rest string) {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i+1], s[i+1:]
	}
	return s, ""
}

// splitLines splits a text after each line break.
func splitLines(v value.Value) ([]value.Value, *value.Unknown) {
	var out []value.Value
	switch v := v.(type) {
	case value.Str:
		for rest := v.Text(); rest != ""; {
			var line string
			line, rest = cutLine(rest)
			out = append(out, value.NewStr(line, v.Trace()))
		}
	case value.Bytes:
		for rest := v.Text(); rest != ""; {
			var line string
			line, rest = cutLine(rest)
			out = append(out, value.NewBytes(line, v.Trace()))
		}
	default:
		return nil, spread(v)
	}
	return out, nil
}
