package dotenv_test

import (
	"fmt"
	"strings"
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
}

// TestPythonDotenvReleases is about the grammars of early releases; what is wanted is what each says.
func TestPythonDotenvReleases(t *testing.T) {
	const src = "A=1\nexport B = \"x\\ny\" # c\nC=a#b c\nD=a  b\nE='q' rest\nF\nG=${A}-${NO:-d}-${H}\nH=h\nA=2\n'I'=i\n=x\nexport expected=y\nJ='it\\'s'\nK=tab\t# c\nL="
	for d, want := range map[dotenv.Dialect]string{
		dotenv.PythonDotenv08:   `A="2" B="\"x\\\\ny\" # c" C="a#b c" D="a  b" E="'q' rest" G="2--h" H="h" 'I'="i" cted="y" J="it\\'s" K="tab\\t# c" L=""`,
		dotenv.PythonDotenv09:   `A="2" B="\"x\\\\ny\" # c" C="a#b c" D="a  b" E="'q' rest" G="2--h" H="h" 'I'="i" expected="y" J="it\\'s" K="tab\\t# c" L=""`,
		dotenv.PythonDotenv0100: `A="2" B="x\ny" C="a" D="a  b" E="q" G="2--" H="h" 'I'="i" expected="y" J="it's" K="tab" L=""`,
		dotenv.PythonDotenv0102: `A="2" B="x\ny" C="a" D="a  b" E="q" G="2--" H="h" 'I'="i" expected="y" J="it's" K="tab" L=""`,
		dotenv.PythonDotenv0103: `A="2" B="x\ny" C="a#b c" D="a" E="q" G="2--" H="h" I="i" expected="y" J="it's" K="tab\t# c" L=""`,
		dotenv.PythonDotenv0104: `A="2" B="x\ny" C="a#b c" D="a" b E="q" rest F G="2--" H="h" I="i" expected="y" J="it's" K="tab\t# c" L=""`,
		dotenv.PythonDotenv012:  `A="2" B="x\ny" C="a#b c" F G="2--" H="h" I="i" expected="y" J="it's" K="tab\t# c" L=""`,
		dotenv.PythonDotenv014:  `A="2" B="x\ny" C="a#b c" F G="2-d-" H="h" I="i" expected="y" J="it's" K="tab\t# c" L=""`,
		dotenv.PythonDotenv122:  `A="2" B="x\ny" C="a#b c" D="a  b" F G="1-d-" H="h" I="i" expected="y" J="it's" K="tab" L=""`,
	} {
		entries, _ := dotenv.Parse(d, ".env", []byte(src), nil)
		last := map[string]dotenv.Entry{}
		var names []string
		for _, e := range entries {
			if _, again := last[e.Name]; !again {
				names = append(names, e.Name)
			}
			last[e.Name] = e
		}
		for i, name := range names {
			if last[name].HasValue {
				names[i] += fmt.Sprintf("=%q", last[name].Value.Reveal())
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s\n got %s\nwant %s", d, got, want)
		}
	}
}

// TestFirstPythonDotenv is about python-dotenv before 0.7, and python-decouple 2.2, whose
// grammar it took; what is wanted is what each says, but for what is not followed.
func TestFirstPythonDotenv(t *testing.T) {
	const src = "A=plain\nB = \"x\\ny\" # c\nC=\"a\\tb\"\nexport D='it'\nE=a \"q\"\nF=''x''\nG=${A}-${C}\nA=2\nI=\"\nJ=\"q\"\nK=é\nL='é'\nM=a\\b\n"
	const unquoted = `B =" \"x\\ny\" # c" C="a\\tb" export D="it" E="a \"q" F="x" G="${A}-${C}" I="" J="q" K="é" L="é" M="a\\b"`
	for d, want := range map[dotenv.Dialect]string{
		dotenv.PythonDotenv05:  `A="plain" ` + unquoted,
		dotenv.Decouple22:      `A="2" ` + unquoted,
		dotenv.PythonDotenv063: `A="2" B="\"x\\ny\" # c" C? export D="'it'" E="a \"q\"" F="''x''" G? I="" J="q" K="é" L="'é'" M="a\\b"`,
		dotenv.PythonDotenv064: `A="2" B="\"x\\ny\" # c" C? export D="it" E="a \"q\"" F="'x'" G? I="" J="q" K="é" L? M="a\\b"`,
		dotenv.PythonDotenv07:  `A="2" B="\"x\\\\ny\" # c" C="a\\tb" export D="it" E="a \"q\"" F="'x'" G="2-a\\tb" I="" J="q" K="\\xe9" L="é" M="a\\\\b"`,
	} {
		entries, _ := dotenv.Parse(d, ".env", []byte(src), nil)
		last := dotenv.Last(d, entries)
		var got []string
		for _, e := range dotenv.LastOfEach(entries, func(e dotenv.Entry) string { return e.Name }) {
			if l := last[e.Name]; l.Because != "" {
				got = append(got, l.Name+"?")
			} else {
				got = append(got, fmt.Sprintf("%s=%q", l.Name, l.Value.Reveal()))
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s\n got %s\nwant %s", d, got, want)
		}
	}
}
