package dotenv_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

func TestPlaces(t *testing.T) {
	const src = "# c\nA=1\n\n  export  B = \"x\ny\" # é\nC='é' D=2\nE=\nF\n"
	tests := map[dotenv.Dialect]string{
		dotenv.Compose:      "A 2:1 2:3, B 4:11 4:15, C 6:1 6:3, D 6:7 6:9, E 7:1 7:3, F 8:1 8:1",
		dotenv.PythonDotenv: "A 2:1 2:3, B 4:11 4:15, E 7:1 7:3, F 8:1 8:1",
		dotenv.Decouple:     "A 2:1 2:3, export  B 4:3 4:15, C 6:1 6:3, E 7:1 7:3",
		dotenv.Environ:      "A 2:1 2:3, C 6:1 6:3, E 7:1 7:3",
		dotenv.Systemd:      "A 2:1 2:3, C 6:1 6:3, E 7:1 7:3",
		dotenv.Shell:        "A 2:1 2:3",
	}
	for d, want := range tests {
		entries, _ := dotenv.Parse(d, "a/.env", []byte(src), nil)
		var got []string
		for _, e := range entries {
			if e.At.File != "a/.env" {
				t.Errorf("%s: %s is in the file %q", d, e.Name, e.At.File)
			}
			got = append(got, fmt.Sprintf("%s %d:%d %d:%d", e.Name, e.KeyAt.Line, e.KeyAt.Column, e.At.Line, e.At.Column))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s", d, diff)
		}
	}
}

func TestPlacesOfWindowsFiles(t *testing.T) {
	for _, d := range columns {
		if d == dotenv.Shell {
			continue
		}
		entries, _ := dotenv.Parse(d, ".env", []byte("A=1\r\n\r\nB=2\r\n"), nil)
		if len(entries) != 2 || entries[1].At.Line != 3 || entries[1].At.Column != 3 || entries[1].Value.Reveal() != "2" {
			t.Errorf("%s: B is not 2 at 3:3 of a file with \\r\\n: %v", d, entries)
		}
	}
}

func TestInterpolationNotes(t *testing.T) {
	type notes struct{ Value, Unknown, Empty, Required string }
	tests := []struct {
		dialect dotenv.Dialect
		src     string
		want    notes
	}{
		{dotenv.Compose, "K=${EXT}", notes{Value: "ext"}},
		{dotenv.Compose, "K=${NO}", notes{"", "NO", "NO", ""}},
		{dotenv.Compose, "K=p$ssw0rd", notes{"p", "ssw0rd", "ssw0rd", ""}},
		{dotenv.Compose, "K='${NO}'", notes{Value: "${NO}"}},
		{dotenv.Compose, "K=${NO:-d}", notes{Value: "d", Unknown: "NO"}},
		{dotenv.Compose, "K=${EXT:-${NO}}", notes{Value: "ext"}},
		{dotenv.Compose, "K=${NO:-${ALSO}}", notes{"", "NO ALSO", "ALSO", ""}},
		{dotenv.Compose, "K=${EMPTY:-d}${EMPTY-d}", notes{Value: "d"}},
		{dotenv.Compose, "K=${EXT:+${NO}x}", notes{"x", "NO", "NO", ""}},
		{dotenv.Compose, "K=${NO:+x}", notes{Value: "", Unknown: "NO"}},
		{dotenv.Compose, "K=${NO:?m}", notes{Unknown: "NO", Required: "NO"}},
		{dotenv.Compose, "K=${EMPTY:?m}", notes{Required: "EMPTY"}},
		{dotenv.Compose, "K=${EXT:?m}", notes{Value: "ext"}},
		{dotenv.Compose, "A=${NO}1\nK=${A}2", notes{Value: "12", Unknown: "NO"}},
		{dotenv.Compose, "K=${NO}${NO}", notes{"", "NO", "NO", ""}},
		{dotenv.PythonDotenv, "K='${NO}'", notes{"", "NO", "NO", ""}},
		{dotenv.PythonDotenv, "K=${NO:-d}", notes{Value: "d", Unknown: "NO"}},
		{dotenv.PythonDotenv, "K=${NO-d}", notes{Empty: "NO-d"}},
		{dotenv.PythonDotenv, "A\nK=${A:-d}", notes{}},
		{dotenv.Shell, "K=${NO:-d}", notes{Value: "d", Unknown: "NO"}},
		{dotenv.Shell, "K=\"a$NO\"", notes{"a", "NO", "NO", ""}},
		{dotenv.Systemd, "K=${NO}", notes{Value: "${NO}"}},
	}
	for _, test := range tests {
		entries, _ := dotenv.Parse(test.dialect, ".env", []byte(test.src), external)
		e := entries[len(entries)-1]
		got := notes{e.Value.Reveal(), strings.Join(e.Unknown, " "), strings.Join(e.Empty, " "), strings.Join(e.Required, " ")}
		if got != test.want {
			t.Errorf("%s: %s: got %+v, want %+v", test.dialect, test.src, got, test.want)
		}
	}
}

func TestVariable(t *testing.T) {
	const src = "A=1\nB=${NO:-d}\nC=${NO}\nD=x${EXT}\nE\n"
	for closed, want := range map[bool]string{
		false: "A known 1 [] [], B known d [NO] [], C unknown  [] [NO], D known xext [] [], E unknown  [] [E]",
		true:  "A known 1 [] [], B known d [] [], C known  [] [], D known xext [] [], E unknown  [] [E]",
	} {
		entries, _ := dotenv.Parse(dotenv.Compose, ".env", []byte(src), external)
		var got []string
		for _, e := range entries {
			v := e.Variable(closed)
			got = append(got, fmt.Sprint(v.Name, " ", v.State, " ", v.Text.Reveal(), " ", v.Assumes, " ", v.Needs))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("closed %v: %s", closed, diff)
		}
	}
}

func TestReadsAndQuotes(t *testing.T) {
	tests := []struct {
		dialect dotenv.Dialect
		src     string
		reads   string
		quotes  bool
	}{
		{dotenv.Compose, "A=${EXT}\nK=${A}${EMPTY:-d}", "EXT EMPTY", false},
		{dotenv.DockerRun, "EXT", "EXT", false},
		{dotenv.DockerRun, `K="a b"`, "", true},
		{dotenv.DockerRun, `K=a"b"`, "", false},
		{dotenv.DockerRun, `K="a`, "", false},
		{dotenv.Decouple, `K="ab" # c`, "", true},
		{dotenv.Decouple, `K="ab"`, "", false},
		{dotenv.Environ, `K='"ab"'`, "", false},
		{dotenv.Environ, `K="ab" # c`, "", true},
		{dotenv.Compose, `K="ab"`, "", false},
	}
	for _, test := range tests {
		entries, _ := dotenv.Parse(test.dialect, ".env", []byte(test.src), external)
		e := entries[len(entries)-1]
		if got := strings.Join(e.Reads, " "); got != test.reads || e.KeepsQuotes != test.quotes {
			t.Errorf("%s: %s: reads %q, keeps quotes %v", test.dialect, test.src, got, e.KeepsQuotes)
		}
	}
}

func TestPassThrough(t *testing.T) {
	for _, d := range []dotenv.Dialect{dotenv.Compose, dotenv.DockerRun} {
		entries, _ := dotenv.Parse(d, ".env", []byte("EXT\nNO\n"), external)
		if len(entries) != 2 || !entries[0].HasValue || entries[0].Value.Reveal() != "ext" {
			t.Errorf("%s: EXT is not passed through: %+v", d, entries)
		}
		if e := entries[1]; e.HasValue || len(e.Unknown) != 1 || e.Unknown[0] != "NO" {
			t.Errorf("%s: NO is not unknown: %+v", d, e)
		}
	}
}

func TestEnvironmentUnderTheFile(t *testing.T) {
	src := []byte("EXT=file\nK=${EXT}${EMPTY-unset}\n")
	entries, _ := dotenv.ParseBetween(dotenv.Compose, ".env", src, nil, external)
	if got := entries[1].Value.Reveal(); got != "file" {
		t.Errorf("got %q, want the value of the file, and EMPTY found under it", got)
	}
}

func TestIgnoredLinesAreNamed(t *testing.T) {
	for d, src := range map[dotenv.Dialect]string{
		dotenv.Environ: "A=1\n K=s3cret\n", dotenv.Decouple: "A=1\nK s3cret\n", dotenv.PythonDotenv: "A=1\nK: s3cret\n",
		dotenv.Systemd: "A=1\nK-K=s3cret\n", dotenv.Compose: "A=1\nK-s3cret",
	} {
		_, diagnostics := dotenv.Parse(d, ".env", []byte(src), nil)
		if len(diagnostics) != 1 || diagnostics[0].Code != dotenv.CodeIgnored || diagnostics[0].At.Line != 2 || diagnostics[0].Severity != "warning" {
			t.Errorf("%s: line 2 is not named: %+v", d, diagnostics)
		}
	}
}

func TestNoTextInDiagnostics(t *testing.T) {
	const canary = "c4n4ry"
	files := []string{
		canary + "\n", canary + " x\n", ";" + canary, "K=\"" + canary, "K=${" + canary + "!}\n", "K='" + canary + "''x'\n",
		"K=" + canary + "\xff\n", "K=" + canary + "\x00", "K=${NO:?" + canary + "}\n", "K=$(" + canary + ")\n", " K " + canary + "=1\n",
	}
	for _, src := range files {
		for _, d := range append(columns[:], dotenv.PythonDotenv, dotenv.Environ07) {
			entries, diagnostics := dotenv.Parse(d, ".env", []byte(src), nil)
			if s := fmt.Sprintf("%+v", diagnostics); strings.Contains(s, canary) {
				t.Errorf("%s: %q: the diagnostics show the text: %s", d, src, s)
			}
			for _, e := range entries {
				if s := fmt.Sprintf("%v %q", e.Value, e.Value); strings.Contains(s, canary) {
					t.Errorf("%s: %q: the value prints itself", d, src)
				}
			}
		}
	}
}

func TestLimits(t *testing.T) {
	grow := "A=xxxxxxxxxxxxxxxx\n" + strings.Repeat("A=${A}${A}\n", 64)
	tests := []struct {
		name string
		d    dotenv.Dialect
		src  string
		code string
	}{
		{"size", dotenv.Decouple, strings.Repeat("x", 1<<20+1), dotenv.CodeLimit},
		{"NUL", dotenv.Environ, "K\x00=v", dotenv.CodeRefused},
		{"doubling", dotenv.Compose, grow, dotenv.CodeLimit},
		{"doubling", dotenv.PythonDotenv, grow, dotenv.CodeLimit},
		{"doubling", dotenv.Shell, grow, dotenv.CodeLimit},
		{"nesting", dotenv.Compose, "K=" + strings.Repeat("${NO:-", 500) + strings.Repeat("}", 500), dotenv.CodeLimit},
		{"long line", dotenv.DockerRun, "K=" + strings.Repeat("x", 64<<10), dotenv.CodeRefused},
		{"no dialect", "yaml", "K=v", dotenv.CodeRefused},
	}
	for _, test := range tests {
		_, diagnostics := dotenv.Parse(test.d, ".env", []byte(test.src), nil)
		if !has(diagnostics, test.code) {
			t.Errorf("%s, %s: got %+v, want %s", test.name, test.d, diagnostics, test.code)
		}
	}
}

func TestRefusedTemplatesSayWhy(t *testing.T) {
	for src, want := range map[string]string{
		"A=1\nK=${X:-abc\n":  `a "${" has no "}"`,
		"A=1\nK=${\n":        `a "${" has no "}"`,
		"A=1\nK=${X:-${Y}\n": "",
		"A=1\nK=${X!}\n":     `a "${" begins no variable`,
		"A=1\nK=${}\n":       `a "${" begins no variable`,
	} {
		_, diagnostics := dotenv.Parse(dotenv.Compose, ".env", []byte(src), nil)
		if want == "" && len(diagnostics) == 0 {
			continue
		}
		if len(diagnostics) != 1 || diagnostics[0].At.Line != 2 || !strings.Contains(diagnostics[0].Message, want) {
			t.Errorf("%q: got %v, want %s", src, diagnostics, want)
		}
	}
}

func TestWarningsAreBounded(t *testing.T) {
	_, diagnostics := dotenv.Parse(dotenv.Environ, ".env", []byte(strings.Repeat("x\n", 10000)), nil)
	if len(diagnostics) > 60 {
		t.Errorf("%d diagnostics for one file", len(diagnostics))
	}
}

func has(diagnostics []document.Diagnostic, code string) bool {
	for _, d := range diagnostics {
		if d.Code == code && d.Severity == "error" {
			return true
		}
	}
	return false
}

func TestLiteral(t *testing.T) {
	src := []byte("A=1\nB=${A}\nC='x${NO:-d}'\n")
	for d, want := range map[dotenv.Dialect]string{
		dotenv.PythonDotenv:              "A=1 B=1 C=xd",
		dotenv.PythonDotenv.Literal():    "A=1 B=${A} C=x${NO:-d}",
		dotenv.PythonDotenv122.Literal(): "A=1 B=${A} C=x${NO:-d}",
	} {
		var got []string
		entries, _ := dotenv.Parse(d, ".env", src, nil)
		for _, e := range entries {
			got = append(got, e.Name+"="+e.Value.Reveal())
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", d, diff)
		}
	}
}
