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
	f.NS.Set(t, "_rest", content, t.At)
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
	method(c, "readlines", "hint=", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		lines, u := splitLines(takeRest(t, self))
		if u != nil {
			return spread(u), nil
		}
		return t.NewList(lines, nil), nil
	})
	method(c, "__iter__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		lines, u := splitLines(takeRest(t, self))
		if u != nil {
			return spread(u), nil
		}
		return value.NewIterator(c, lines, nil), nil
	})
	method(c, "readline", "size=", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		rest := takeRest(t, self)
		s, ok := text(rest)
		if !ok {
			return unknown(t, "reading a part of a file is not followed", rest.Trace()), nil
		}
		line, after, found := strings.Cut(s, "\n")
		if found {
			line += "\n"
		}
		self.NS.Set(t, "_rest", value.NewStr(after, rest.Trace()), t.At)
		return value.NewStr(line, rest.Trace()), nil
	})
	method(c, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
	method(c, "__exit__", "kind, exc, tb", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.None(), nil })
	for _, name := range []string{"write", "writelines", "flush", "close", "seek", "truncate"} {
		c.Method(name, inert)
	}
	return c
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

// splitLines splits a text after each line break.
func splitLines(v value.Value) ([]value.Value, *value.Unknown) {
	s, ok := text(v)
	if !ok {
		return nil, spread(v)
	}
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return strs(lines, v.Trace()), nil
}
