package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestNotation(t *testing.T) {
	secret := map[string]any{document.KeySecret: &document.Facts{Short: true}}
	more := document.Doubt{Because: "no input sets X"}
	tests := []struct {
		name string
		node document.Node
		want string
	}{
		{"None", document.Node{HasValue: true, Type: "NoneType"}, "None"},
		{"bool", document.Node{Value: true, HasValue: true, Type: "bool"}, "True"},
		{"float", document.Node{Value: 2.0, HasValue: true, Type: "float"}, "2.0"},
		{"text", document.Node{Value: "a\"\n\u202e", HasValue: true, Type: "str"}, `"a\"\n\u202e"`},
		{"bytes", document.Node{Value: "b'x'", HasValue: true, Type: "bytes"}, "b'x'"},
		{"path", document.Node{Value: "/srv/site/shop/static", HasValue: true, Type: "PosixPath"}, "./static"},
		{"the root", document.Node{Value: "/srv/site/shop", HasValue: true, Type: "PosixPath"}, "."},
		{"beside the root", document.Node{Value: "/srv/shop2", HasValue: true, Type: "PosixPath"}, "/srv/shop2"},
		{"around the root", document.Node{Value: "/srv/site/media", HasValue: true, Type: "PosixPath"}, "../media"},
		{"timedelta", document.Node{Value: "1 day, 0:00:00", HasValue: true, Type: "timedelta"}, "timedelta(1 day, 0:00:00)"},
		{"object", document.Node{Value: "<function f>", HasValue: true, Type: "function"}, "<function f>"},
		{"tuple of one", document.Node{Value: []any{int64(1)}, HasValue: true, Type: "tuple"}, "(1,)"},
		{"empty set", document.Node{Value: []any{}, HasValue: true, Type: "set"}, "set([])"},
		{"set", document.Node{Value: []any{"a"}, HasValue: true, Type: "set"}, `{"a"}`},
		{"tuple in a dict", document.Node{Value: map[string]any{"a": []any{int64(1), int64(2)}}, HasValue: true, Type: "dict",
			Parts: map[string]document.Part{"a": {Type: "tuple"}}}, `{"a": (1, 2)}`},
		{"secret in a list", document.Node{Value: []any{secret}, HasValue: true, Type: "list"}, "[<secret: short>]"},
		{"further members", document.Node{Value: []any{"a", map[string]any{document.KeyMore: more}}, HasValue: true, Type: "list"}, `["a", *<unknown: no input sets X>]`},
		{"further keys", document.Node{Value: map[string]any{"a": int64(1), document.KeyMore: more}, HasValue: true, Type: "dict"}, `{"a": 1, **<unknown: no input sets X>}`},
		{"unset", document.Node{State: document.Unset}, "<not set>"},
		{"class", document.Node{Type: "type"}, "<type>"},
		{"choices", document.Node{State: document.Unknown, Because: "why", Choices: []document.Choice{
			{Node: &document.Node{Value: true, HasValue: true}}, {Node: &document.Node{State: document.Unset}}}}, "<unknown: True or <not set>>"},
		{"doubtful choices", document.Node{State: document.Unknown, Because: "why", Choices: []document.Choice{
			{Node: &document.Node{State: document.Unknown}}, {Node: &document.Node{State: document.Unset}}}}, "<unknown: why>"},
	}
	for _, test := range tests {
		if got := (notation{&test.node, "/srv/site/shop"}).text(); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestBlock(t *testing.T) {
	n := &document.Node{Type: "dict", HasValue: true, Value: map[string]any{"default": map[string]any{"HOST": "a long name", "PORTS": []any{int64(1)}}},
		Parts: map[string]document.Part{"default.PORTS": {Type: "tuple"}}}
	const want = `D = {
    "default": {
        "HOST": "a long name",
        "PORTS": (1,),
    },
}`
	var got []string
	for _, l := range (notation{n, ""}).block("D = ", 30) {
		got = append(got, l.text)
	}
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// The table in terminals of three widths, and where there is none.
func TestTable(t *testing.T) {
	d := &document.Document{Settings: map[string]*document.Node{
		"A":    {State: document.Known, Value: "the quick brown fox jumps over the lazy dog", HasValue: true, Type: "str", At: document.Location{File: "config/settings.py", Line: 1}},
		"LONG": {State: document.Unknown, Because: "why", Needs: []string{"X", "Y"}, At: document.Location{File: "b.py", Line: 2}},
	}}
	tests := []struct {
		width int
		want  string
	}{
		{0, `  A     "the quick brown fox jumps over the lazy dog"  config/settings.py:1
  LONG  <unknown: why>                                 b.py:2                needs X, +1
`},
		{100, `  A     "the quick brown fox jumps over the lazy dog"  config/settings.py:1
  LONG  <unknown: why>                                 b.py:2                needs X, +1
`},
		{76, `  A     "the quick brown fox jumps over the lazy dog"  config/settings.py:1
  LONG  <unknown: why>                                 b.py:2
        needs X, +1
`},
		{40, `  A  "the quick brown fox jumps over th…
      config/settings.py:1
  LONG  <unknown: why>
      b.py:2  needs X, +1
`},
	}
	for _, test := range tests {
		var b strings.Builder
		s := &screen{w: &b, width: test.width}
		s.table(d, []string{"A", "LONG"})
		if b.String() != test.want {
			t.Errorf("%d columns: got\n%s", test.width, b.String())
		}
	}
}

func TestFoot(t *testing.T) {
	d := &document.Document{Settings: map[string]*document.Node{"A": {State: document.Known, Set: true}}}
	for i := range 30 {
		d.Settings[fmt.Sprint("N", i)] = &document.Node{State: document.Unknown, Because: []string{"no input sets X", "the default differs"}[i/20]}
	}
	var b strings.Builder
	(&screen{w: &b}).foot(d)
	if want := "1 set\n30 others are not known: no input sets X\n"; b.String() != want {
		t.Errorf("got %swant %s", b.String(), want)
	}
}

// Why a value is not known; of one that is known in part, its parts say why.
func TestDecides(t *testing.T) {
	for want, n := range map[string]*document.Node{
		"  not known: why\n  needs X\n": {State: document.Unknown, Because: "why", Needs: []string{"X"}},
		"  not all of it is known\n":    {State: document.Partial},
		"":                              {State: document.Known},
	} {
		var b strings.Builder
		(&screen{w: &b}).decides(&document.Document{}, n)
		if b.String() != want {
			t.Errorf("got %q, want %q", b.String(), want)
		}
	}
}

// The names of settings may stand before the folder.
func TestArguments(t *testing.T) {
	dir := t.TempDir()
	for line, want := range map[string]string{"": ".", "DEBUG": ". DEBUG", "DIR DEBUG": "DIR DEBUG", "DEBUG DIR": "DIR DEBUG", "DEBUG DATABASES.default DIR": "DIR DEBUG DATABASES.default", "DEBUG other": ". DEBUG other"} {
		at, _, names, err := (&showing{}).arguments(strings.Fields(strings.ReplaceAll(line, "DIR", dir)))
		if got := strings.ReplaceAll(strings.Join(append([]string{at}, names...), " "), dir, "DIR"); got != want || err != nil {
			t.Errorf("%q: got %q, %v", line, got, err)
		}
	}
}

func TestColor(t *testing.T) {
	d := &document.Document{Settings: map[string]*document.Node{"A": {State: document.Unknown, Because: "why"}}}
	for _, color := range []bool{true, false} {
		var b strings.Builder
		s := &screen{w: &b, color: color}
		s.table(d, []string{"A"})
		if strings.Contains(b.String(), "\x1b[") != color {
			t.Errorf("colour %v: got %q", color, b.String())
		}
	}
}

func TestPart(t *testing.T) {
	n := &document.Node{State: document.Partial, Type: "dict", HasValue: true, At: document.Location{File: "a.py", Line: 1}, Value: map[string]any{
		"a.b": map[string]any{"c": []any{"x", map[string]any{document.KeyUnknown: document.Doubt{Because: "why", Needs: []string{"X"}}}}},
		"a":   map[string]any{"b": int64(1)},
		"s":   map[string]any{document.KeySecret: &document.Facts{Short: true}},
	}, AtPaths: map[string]document.Location{"a.b.c": {File: "b.py", Line: 2}, "a.b.c[0]": {File: "c.py", Line: 3}},
		Parts:   map[string]document.Part{"a.b.c": {Type: "tuple", Assumes: []string{"V"}}},
		IfUnset: &document.Node{State: document.Known, HasValue: true, Value: map[string]any{"a.b": map[string]any{"c": "unset"}}}}
	tests := []struct{ path, want, file, fallback string }{
		{"a.b.c", `("x", <unknown: why>)`, "b.py", `"unset"`},
		{"a.b.c[0]", `"x"`, "c.py", "<not set>"},
		{"a.b.c[1]", "<unknown: why>", "a.py", "<not set>"},
		{"s", "<secret: short>", "a.py", "<not set>"},
		{"a.b.d", "<not set>", "a.py", "<not set>"},
		{"a.b.c[2]", "<not set>", "a.py", "<not set>"},
		{"a.b.c[-1]", "<not set>", "a.py", "<not set>"},
		{"a.b.c.x", "<not set>", "a.py", "<not set>"},
	}
	for _, test := range tests {
		got := part(n, test.path)
		if text := (notation{got, ""}).text(); text != test.want || got.At.File != test.file {
			t.Errorf("%s: got %s from %s", test.path, text, got.At.File)
		}
		if text := (notation{got.IfUnset, ""}).text(); text != test.fallback {
			t.Errorf("%s: got %s with no variable set", test.path, text)
		}
	}
}

func TestCompare(t *testing.T) {
	list := func(items ...any) *document.Node {
		return &document.Node{State: document.Known, Type: "list", HasValue: true, Value: items}
	}
	dict := func(key string, v any) *document.Node {
		return &document.Node{State: document.Known, Type: "dict", HasValue: true, Value: map[string]any{key: v}}
	}
	secret := func(line int, short bool) *document.Node {
		return &document.Node{State: document.Known, Secret: true, Facts: &document.Facts{Short: short}, At: document.Location{File: "a", Line: line}}
	}
	one := &document.Node{State: document.Known, HasValue: true, Value: int64(1), Type: "int"}
	two := &document.Node{State: document.Known, HasValue: true, Value: int64(2), Type: "int"}
	truth := &document.Node{State: document.Known, HasValue: true, Value: true, Type: "bool"}
	unset := &document.Node{State: document.Unset}
	unknown := &document.Node{State: document.Unknown, Because: "why"}
	tests := []struct {
		name string
		a, b *document.Node
		want string
	}{
		{"same", one, one, ""},
		{"changed", one, two, "changed S"},
		{"another type", one, truth, "changed S"},
		{"added", unset, one, "added S"},
		{"removed", one, unset, "removed S"},
		{"neither", unset, unset, ""},
		{"unknown on one side", unknown, one, "unclear S"},
		{"unknown on both", unknown, unknown, "unknown S"},
		{"a secret from one place", secret(1, true), secret(1, true), ""},
		{"secrets alike", secret(1, true), secret(2, true), "unclear S"},
		{"secrets that differ", secret(1, true), secret(2, false), "changed S"},
		{"a key's value", dict("a", int64(1)), dict("a", int64(2)), "changed S.a"},
		{"keys", dict("a", int64(1)), dict("b", int64(1)), "removed S.a added S.b"},
		{"items", list("a", "b"), list("b", "c"), "removed S[0] added S[1]"},
		{"order", list("a", "b"), list("b", "a"), "changed S"},
		{"as many dicts", list(map[string]any{"a": int64(1)}), list(map[string]any{"a": int64(2)}), "changed S[0].a"},
		{"an unknown item", list("a", map[string]any{document.KeyUnknown: document.Doubt{}}), list("a"), "changed S"},
	}
	for _, test := range tests {
		c := &comparison{}
		c.compare("S", test.a, test.b)
		var got []string
		for _, d := range c.changes {
			got = append(got, d.Kind+" "+d.Subject)
		}
		for _, subject := range c.unknown {
			got = append(got, "unknown "+subject)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %v", test.name, got)
		}
	}
}
