package compose

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

// TestPositions looks every known value up at the place that it is said to have.
func TestPositions(t *testing.T) {
	fsys, names := files(t, `
-- .env --
FROM_ENV=envtext
-- a.env --
LINE=linetext
-- compose.yaml --
x-env: &env
  ANCHORED: anchoredtext
services:
  web:
    env_file: a.env
    environment:
      <<: *env
      PLAIN: plaintext
      QUOTED: "quotedtext"
      TAGGED: !!str taggedtext
      NAMED: &name namedtext
      DEFAULT: ${X:-defaulttext}
      NESTED: "${X:-${Y:-nestedtext}}"
      VARIABLE: ${FROM_ENV}
      ÄÖ: ${Ä}umlauttext
  list:
    environment:
      - ITEM=itemtext
      - "QITEM=qitemtext"
      - DITEM=${X:-ditemtext}
`)
	p, _ := Read(fsys, names, Options{})
	checked := 0
	for _, w := range p.Workloads {
		for _, v := range w.Env {
			if v.State != document.Known {
				continue
			}
			if got := textAt(t, fsys, v.At); !strings.HasPrefix(strings.TrimLeft(got, `"`), v.Text.Reveal()) {
				t.Errorf("%s: at %v stands %q", v.Name, v.At, got)
			}
			if got := textAt(t, fsys, v.Chain[0].At); !strings.HasPrefix(got, v.Name) {
				t.Errorf("%s: its key at %v is %q", v.Name, v.Chain[0].At, got)
			}
			checked++
		}
	}
	if checked != 12 {
		t.Errorf("%d values are known, want 12", checked)
	}
}

var token = regexp.MustCompile(`^t\d+x$`)

// checkPlaces looks up the values of a random project that stand nowhere else in
// it, and returns how many there are: the text at the place is the value, and
// the chain begins at the variable's name.
func checkPlaces(t *testing.T, archive string) int {
	t.Helper()
	fsys, names := files(t, archive)
	p, _ := Read(fsys, names, Options{})
	checked := 0
	for _, w := range p.Workloads {
		for _, v := range w.Env {
			if v.State != document.Known || !token.MatchString(v.Text.Reveal()) {
				continue
			}
			checked++
			got := strings.TrimLeft(textAt(t, fsys, v.At), `"'`)
			if strings.HasPrefix(got, "|-") || strings.HasPrefix(got, ">-") { // a block begins below
				got = strings.TrimSpace(textAt(t, fsys, document.Location{File: v.At.File, Line: v.At.Line + 1, Column: 1}))
			}
			if !strings.HasPrefix(got, v.Text.Reveal()) && !madeOfParts(v.At.File, got) {
				t.Errorf("%s of %s is %s; at %v stands %q of\n%s", v.Name, w.Name, v.Text.Reveal(), v.At, got, archive)
			}
			if got := strings.TrimLeft(textAt(t, fsys, v.Chain[0].At), `"'`); !strings.HasPrefix(got, v.Name) {
				t.Errorf("the key %s at %v is %q of\n%s", v.Name, v.Chain[0].At, got, archive)
			}
		}
	}
	return checked
}

// madeOfParts tells whether the place of a value is that of its whole text: it
// has more parts than one variable, be they empty, or is a line of an env file.
func madeOfParts(file, text string) bool {
	return strings.HasPrefix(text, "$") &&
		(strings.HasSuffix(file, "env") || strings.Count(text, "$") > 1 || !strings.HasSuffix(strings.TrimRight(text, `'"`), "}"))
}

func textAt(t *testing.T, fsys fstest.MapFS, at document.Location) string {
	t.Helper()
	lines := strings.Split(string(fsys[at.File].Data), "\n")
	if at.Line < 1 || at.Line > len(lines) {
		t.Fatalf("no line %v", at)
	}
	return string([]rune(lines[at.Line-1])[at.Column-1:])
}

func TestChain(t *testing.T) {
	fsys, names := files(t, `
-- .env --
A=1
-- w.env --
W=1
-- compose.yaml --
services:
  web:
    env_file:
      - w.env
    environment:
      X: a${A}b${B:-c}
`)
	p, _ := Read(fsys, names, Options{})
	got := map[string][]document.Step{}
	for _, v := range p.Workloads[0].Env {
		got[v.Name] = v.Chain
	}
	at := func(file string, line, column int) document.Location {
		return document.Location{File: file, Line: line, Column: column}
	}
	want := map[string][]document.Step{
		"W": {{Kind: document.StepEnvFile, At: at("w.env", 1, 1), Name: "W", Note: "read by compose.yaml:4"}},
		"X": {
			{Kind: document.StepEnvironment, At: at("compose.yaml", 6, 7), Name: "X"},
			{Kind: document.StepInterpolation, At: at("compose.yaml", 6, 11), Name: "A"},
			{Kind: document.StepEnvFile, At: at(".env", 1, 1), Name: "A"},
			{Kind: document.StepInterpolation, At: at("compose.yaml", 6, 16), Name: "B"},
			{Kind: document.StepDefault, At: at("compose.yaml", 6, 21), Name: "B"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
