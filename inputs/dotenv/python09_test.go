package dotenv_test

import (
	"testing"

	"github.com/djgate/djgate/inputs/dotenv"
)

// TestPythonDotenv09 is about python-dotenv before 0.10; what is wanted is what it says.
func TestPythonDotenv09(t *testing.T) {
	const src = "A=plain\nB = spaced value \nexport C=exported\nD=\"double \\\" quote\\nnew\"\nE='single \\' quote\\n'\nF=val # comment\n" +
		"G=\"quoted\" # comment\nH=\nI\nJ=\"unterminated\nK='multi\nline'\nL: colon\nM=tab\tinside\nN=\\n\nO=é€\nP=\"é\"\nQ=a=b\nR=\"\n# S=1\n"
	want := map[string]string{
		"A": "plain", "B": "spaced value", "C": "exported", "D": `double \" quote\nnew`, "E": `single \' quote\n`, "F": "val # comment",
		"G": `"quoted" # comment`, "H": "", "J": `"unterminated`, "K": "'multi", "M": `tab\tinside`, "N": `\\n`, "O": `\xe9\u20ac`, "P": "é", "Q": "a=b", "R": "",
	}
	entries, _ := dotenv.Parse(dotenv.PythonDotenv09, ".env", []byte(src), nil)
	if len(entries) != len(want) {
		t.Errorf("%d names, want %d", len(entries), len(want))
	}
	for _, e := range entries {
		if text, ok := want[e.Name]; !ok || e.Value.Reveal() != text || e.Because != "" {
			t.Errorf("%s: got %q (%s), want %q", e.Name, e.Value.Reveal(), e.Because, text)
		}
	}
	entries, _ = dotenv.Parse(dotenv.PythonDotenv09, ".env", []byte("A=${B}\n"), nil)
	if len(entries) != 1 || entries[0].Because == "" {
		t.Errorf("what a name in a value becomes is said to be known: %+v", entries)
	}
}
