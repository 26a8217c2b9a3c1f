package terraform

import (
	"bytes"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// What is called shallow has no token that is too deep, however its bytes are read.
func FuzzShallow(f *testing.F) {
	for _, part := range []string{"(", "[", "{", `"${`, `"%{ if `, "<<A\n${", "!", "-", "a.", "a ? ", "a && ", "'", "\t", "\x80", "$${", "/*", "\r\n", "x = [\n"} {
		f.Add([]byte("a = "+part), uint16(maxBrackets-1))
		f.Add([]byte(part), uint16(maxOpen))
	}
	f.Fuzz(func(t *testing.T, part []byte, times uint16) {
		text := bytes.Repeat(part, int(times)%(2*maxOpen)+1)
		if len(text) > 1<<16 || !shallow(text) {
			return
		}
		for _, lex := range []lexer{hclsyntax.LexConfig, hclsyntax.LexTemplate} {
			tokens, _ := lex(text, "main.tf", hcl.InitialPos)
			if _, deep := deepToken(tokens); deep {
				t.Errorf("%d of %q", times, part)
			}
		}
	})
}

func TestTooDeep(t *testing.T) {
	for text, want := range map[string]bool{
		"a = 1\n": false,
		"a = " + strings.Repeat("[", maxBrackets-1):         false,
		"a = " + strings.Repeat("[", maxBrackets):           true,
		"a = " + strings.Repeat("!", maxOpen+1):             true,
		strings.Repeat("a = [1, 2]\n", maxOpen):             false,
		"a = " + strings.Repeat(`"${`, maxBrackets/2+1):     true,
		"a = <<A\n" + strings.Repeat("}\n${[", maxBrackets): true,
	} {
		if _, deep := tooDeep(hclsyntax.LexConfig, []byte(text), "main.tf"); deep != want {
			t.Errorf("%.40q: too deep is %v", text, deep)
		}
	}
}
