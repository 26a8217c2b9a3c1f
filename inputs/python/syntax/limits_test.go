package syntax

import (
	"strings"
	"testing"
)

// TestHostile: inputs that are deep or long end in a tree or an error, and the
// tree can be walked. Each would exhaust the stack or the time of a parser
// without limits.
func TestHostile(t *testing.T) {
	const n = 300_000
	rep := strings.Repeat
	for _, test := range []struct {
		name, src string
		ok        bool
	}{
		{"parentheses", rep("(", n), false},
		{"200 parentheses", rep("(", 200) + "x" + rep(")", 200), true},
		{"201 parentheses", rep("(", 201) + "x" + rep(")", 201), false},
		{"brackets across lines", rep("[\n", n), false},
		{"calls", rep("f(", 199) + "x" + rep(")", 199), true},
		{"calls without end", rep("f(", n), false},
		{"subscripts with errors", rep("a[b c", 199), false},
		{"names and brackets", rep("a [", 199) + " b c" + rep("]", 199), false},
		{"dicts with errors", rep("{a: b, c ", 199), false},
		{"minus", rep("-", n) + "x", false},
		{"not", rep("not ", n) + "x", false},
		{"power", "x" + rep("**x", n), false},
		{"lambda", rep("lambda: ", n) + "x", false},
		{"else", rep("x if y else ", n) + "z", false},
		{"await", rep("await ", n) + "x", false},
		{"yield", "x = " + rep("(yield ", 199) + rep(")", 199), true},
		{"stars", rep("*", n) + "x", false},
		{"10,000 sums", "x" + rep("+x", maxChain-1), true},
		{"sums", "x" + rep("+x", n), false},
		{"sums in parentheses", rep("(", 150) + "x" + rep(rep("+x", 9000)+")", 150), false},
		{"attributes", "x" + rep(".x", n), false},
		{"calls in a chain", "x" + rep("()", n), false},
		{"comparisons", "x" + rep("<x", n), true},
		{"or", "x" + rep(" or x", n), true},
		{"list", "x = [" + rep("1,", n) + "]", true},
		{"strings", "x = (" + rep("'a'\n", n) + ")", true},
		{"targets", rep("x = ", n) + "1", true},
		{"statements", rep("x;", n), true},
		{"indents", indents(99), true},
		{"100 indents", indents(100), false},
		{"elif", "if x: y\n" + rep("elif x: y\n", n), false},
		{"elif, 1,000", "if x: y\n" + rep("elif x: y\n", 1000), true},
		{"blank lines", rep("\n", n), true},
		{"backslashes", rep("\\\n", n), false},
		{"comments", rep("#\n", n), true},
		{"f-strings", rep("f'{", 150), false},
		{"f-strings in turn", rep(`f"{f'{`, 40) + "1" + rep(`}'}"`, 40), true},
		{"fields", "f'" + rep("{x}", n) + "'", true},
		{"specifications", "f'" + rep("{x:", n), false},
		{"digits", "x = " + rep("9", n), false},
		{"hexadecimal digits", "x = 0x" + rep("f", n), true},
		{"escapes", "x = '" + rep(`\x41`, n) + "'", true},
		{"or-patterns", "match x:\n case " + rep("1|", n) + "1: pass", true},
		{"patterns", "match x:\n case " + rep("[", n), false},
		{"dotted pattern", "match x:\n case a" + rep(".a", n) + ": pass", false},
		{"parameters", "def f(" + rep("a,", n) + "): pass", true},
		{"decorators", rep("@x\n", n) + "def f(): pass", true},
		{"with", "with (" + rep("x,", n) + ") as y: pass", true},
		{"matches", rep("match (x)\n", n), true},
		{"prints", rep("print -x\n", 1000) + "x y", false},
		{"quotes", rep(`"`, n) + "x", false},
		{"open quotes", rep("'\n", n), false},
		{"one line", "x = '" + rep("a", n) + "'", true},
		{"wide", rep("x = ["+rep("é,", 10)+"]\n", n/100), true},
	} {
		m, err := Parse("x.py", []byte(test.src))
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
		if m == nil {
			continue
		}
		for _, s := range m.Body {
			Walk(s, func(Node) bool { return true })
		}
		if err := Check(m); err != nil && !strings.Contains(err.Error(), "argument") && !strings.Contains(err.Error(), "outside function") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func indents(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	return b.String() + strings.Repeat(" ", n) + "y\n"
}
