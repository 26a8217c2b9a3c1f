package syntax

import (
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func mustParse(t *testing.T, src string) *Module {
	t.Helper()
	m, err := Parse("x.py", []byte(src))
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return m
}

// TestNewest reads what no CPython before 3.14 does; the trees are those of its documentation.
func TestNewest(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"try: a\nexcept A, B: b", "(Module [(Try [(Expr (Name \"a\" Load))] [(ExceptHandler (Tuple [(Name \"A\" Load) (Name \"B\" Load)] Load) ~ [(Expr (Name \"b\" Load))])] [] [])])"},
		{"try: a\nexcept* A, B: b", "(Module [(TryStar [(Expr (Name \"a\" Load))] [(ExceptHandler (Tuple [(Name \"A\" Load) (Name \"B\" Load)] Load) ~ [(Expr (Name \"b\" Load))])] [] [])])"},
		{`t"a{b!r:c{d}}" t'{e = }'`, "(Module [(Expr (TemplateStr [(Constant s\"a\" ~) (Interpolation (Name \"b\" Load) \"b\" 114 (JoinedStr [(Constant s\"c\" ~) (FormattedValue (Name \"d\" Load) -1 ~)])) (Constant s\"e = \" ~) (Interpolation (Name \"e\" Load) \"e\" 114 ~)]))])"},
		{"type X[T = int, *Ts = *a, **P = [b]] = T", "(Module [(TypeAlias (Name \"X\" Store) [(TypeVar \"T\" ~ (Name \"int\" Load)) (TypeVarTuple \"Ts\" (Starred (Name \"a\" Load) Load)) (ParamSpec \"P\" (List [(Name \"b\" Load)] Load))] (Name \"T\" Load))])"},
	} {
		if got := string(dump(mustParse(t, test.src), false, nil)); got != test.want {
			t.Errorf("%s:\n got  %s\n want %s", test.src, got, test.want)
		}
	}
	for _, test := range []struct{ src, want string }{
		{"try: a\nexcept A, B as c: b", "2:8:multiple exception types must be parenthesized when using 'as'"},
		{`t"a" "b"`, "1:1:cannot mix t-string literals with string or bytes literals"},
		{`t"{}"`, "1:4:t-string: valid expression required before '}'"},
		{`bt"a"`, "1:3:invalid syntax"},
		{`f"{a! r}"`, "1:5:f-string: conversion type must come right after the exclamation mark"},
	} {
		if _, err := Parse("x.py", []byte(test.src)); verdictOf(err) != test.want {
			t.Errorf("%s: got %s, want %s", test.src, verdictOf(err), test.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"utf-8", "x = 'é'", "é"},
		{"mark", "\xef\xbb\xbfx = 'é'", "é"},
		{"mark and utf-8", "\xef\xbb\xbf# coding: utf-8\nx = 'é'", "é"},
		{"utf8", "# coding=utf8\nx = 'é'", "é"},
		{"latin-1", "# -*- coding: latin-1 -*-\nx = '\xe9'", "é"},
		{"latin_1 on line 2", "#!/usr/bin/python\n# vim: set fileencoding=ISO_8859-1 :\nx = '\xe9'", "é"},
		{"l1 behind CRLF", "\r\n# coding: l1\r\nx = '\xe9'", "é"},
		{"not on line 3", "\n\n# coding: latin-1\nx = 'é'", "é"},
		{"not behind code", "y = 1\n# coding: latin-1\nx = 'é'", "é"},
		{"none in a comment", "# \xff\nx = 'e'  # caf\xe9", "e"},
		{"ascii", "# coding: us-ascii\nx = 'e'", "e"},
		{"line breaks", "x = 'a\\\r\nb'\ry = 1\r\n", "ab"},
	} {
		m, err := Parse("x.py", []byte(test.src))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got any
		for _, s := range m.Body {
			if a, ok := s.(*Assign); ok && a.Targets[0].(*Name).ID == "x" {
				got = a.Value.(*Constant).Value
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestEncodingErrors(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"x = 1\ny = 'a\xff'", "2:5:(unicode error) 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"},
		{"x = '\xe2\x82'", "1:5:(unicode error) 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"},
		{"x = '\xe2\x82a'", "1:5:(unicode error) 'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte"},
		{"x = '\xc3a'", "1:5:(unicode error) 'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte"},
		{"x = \xff", "1:5:(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"},
		{"# coding: ascii\nx = 'é'", "2:0:(unicode error) 'ascii' codec can't decode byte 0xc3 in position 21: ordinal not in range(128)"},
		{"#!\n# coding: cp1251\n", "2:0:encoding cp1251 is not supported (utf-8, ascii and latin-1 are)"},
		{"\xef\xbb\xbf# coding: latin-1\n", "1:0:encoding problem: latin-1 with BOM"},
		{"\xef\xbb\xbf# coding: utf8\n", "1:0:encoding problem: utf8 with BOM"},
		{"x = 1\ny = '\x00'", "2:1:source code cannot contain null bytes"},
		{strings.Repeat("#", maxSource+1), "1:1:file is larger than 4194304 bytes"},
	} {
		if _, err := Parse("x.py", []byte(test.src)); verdictOf(err) != test.want {
			t.Errorf("%.40q: got %s, want %s", test.src, verdictOf(err), test.want)
		}
	}
}

func TestParseExpr(t *testing.T) {
	e, file, err := ParseExpr("<eval>", "  (1,\n 'a') \n\n")
	if err != nil {
		t.Fatal(err)
	}
	if tuple, ok := e.(*Tuple); !ok || len(tuple.Elts) != 2 {
		t.Errorf("got %T", e)
	}
	if got := file.Position(e.Range().End); got != (Position{2, 6}) {
		t.Errorf("it ends at %v", got)
	}
	for _, test := range []struct{ src, want string }{
		{"", "1:0:invalid syntax"},
		{"x = 1", "1:3:invalid syntax"},
		{"x; y", "1:2:invalid syntax"},
		{"(x", "1:1:'(' was never closed"},
		{"f(a b)", "1:3:invalid syntax. Perhaps you forgot a comma?"},
	} {
		if _, _, err := ParseExpr("<eval>", test.src); verdictOf(err) != test.want {
			t.Errorf("%q: got %s, want %s", test.src, verdictOf(err), test.want)
		}
	}
}

// TestErrorsAreDiscreet: an error never shows the text of a string.
func TestErrorsAreDiscreet(t *testing.T) {
	for _, src := range []string{
		`x = "hunter2`, `x = 'hunter2' 'b' y`, `x = f"hunter2{"`, `f("hunter2" x)`, `"hunter2" = 1`,
		`x = "hunter2\x1"`, `x = b"hunter2é"`, `x = {"hunter2" 1}`, `match x:` + "\n case 'hunter2' as 1: pass",
	} {
		_, err := Parse("x.py", []byte(src))
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func TestComments(t *testing.T) {
	m := mustParse(t, "x = [  # one\n  1,  # two\n]\n# three\nif x:\n    # four\n    y = '# none'  # five")
	var got []string
	for _, c := range m.File.Comments {
		if m.File.Source[c.Pos:c.End] != c.Text {
			t.Errorf("%q is not at its place", c.Text)
		}
		got = append(got, c.Text)
	}
	if want := "# one # two # three # four # five"; strings.Join(got, " ") != want {
		t.Errorf("got %q", got)
	}
}

// TestWalk visits every node, and each once.
func TestWalk(t *testing.T) {
	for _, name := range []string{"expressions", "statements", "strings", "fstrings", "patterns"} {
		_, chunks := readChunks(t, filepath.Join("testdata", name+".txt"))
		for _, c := range chunks {
			m := mustParse(t, c.src)
			visited := map[Node]bool{}
			for _, s := range m.Body {
				Walk(s, func(n Node) bool {
					if visited[n] {
						t.Errorf("%T twice in %q", n, c.src)
					}
					visited[n] = true
					return true
				})
			}
			if want := countNodes(reflect.ValueOf(m.Body)); len(visited) != want {
				t.Errorf("%d of %d nodes in %q", len(visited), want, c.src)
			}
		}
	}
}

// countNodes counts what has a position below v.
func countNodes(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return 0
		}
		if _, ok := v.Interface().(Node); ok && v.Kind() == reflect.Pointer {
			n++
		}
		n += countNodes(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			n += countNodes(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[big.Int]() {
			return 0
		}
		for i := range v.NumField() {
			n += countNodes(v.Field(i))
		}
	}
	return n
}

// FuzzParse: whatever the input, a tree or a *SyntaxError, and no panic.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"expressions", "statements", "strings", "fstrings", "patterns", "errors"} {
		b, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for chunk := range strings.SplitSeq(string(b), "\n---\n") {
			src, _, _ := strings.Cut(chunk, "\n=> ")
			f.Add([]byte(src))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		m, err := Parse("x.py", src)
		if err == nil {
			err = Check(m)
		}
		var e *SyntaxError
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%T: %v", err, err)
		}
		if m == nil {
			return
		}
		for _, s := range m.Body {
			Walk(s, func(n Node) bool {
				if at := n.Range(); at.Pos < 0 || at.End < at.Pos || int(at.End) > len(m.File.Source) {
					t.Errorf("%T spans %v of %d bytes", n, at, len(m.File.Source))
				}
				return true
			})
		}
	})
}
