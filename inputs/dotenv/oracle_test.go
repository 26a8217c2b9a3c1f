package dotenv_test

// This file holds the dialects against the programs that they follow, over
// files made of the tokens that matter to any of them.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"

	compose "github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/docker/cli/pkg/kvfile"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// tokens are what random files are made of.
var tokens = strings.Fields(`K A B1 EXT EMPTY NO = = = = = : " " ' ' \ \\ \" \' \$ \n \t \012 \0101 \d # ## $ $$ ${ } ${EXT} ${NO} $K $EXT
	${K} ${EXT:-d} ${NO:-d} ${NO-d} ${EMPTY:-d} ${EMPTY-d} ${EXT:+p} ${EXT+p} ${NO:?m} ${EMPTY?m} ${NO:-${EXT}} ${NO:-{}} {} {"a" [ ] ( ) ; & ,
	export export a b v ab -- . 1 12 é ſ`)

// blanks are the tokens with white space in them, and those that are rare.
var blanks = []string{" ", " ", " ", "\n", "\n", "\n", "\n", "\nK=", "\nA=\"", "\nB='", "\n#", " #", " # ", "  ", "\t", "\r\n", "\r",
	"\v", "\f", "\u00a0", "\u0085", "\u2028", "\x1c", "\x1f", "\\\n", "K=\"", "K='", "\ufeff", "\xff", "export K=", "\nexport ", "A = "}

// random makes a file; the same seed makes the same file.
func random(seed uint64) []byte {
	rng := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	if rng.IntN(2) == 0 {
		b.WriteString("K=")
	}
	for range 1 + rng.IntN(14) {
		list := tokens
		if rng.IntN(3) == 0 {
			list = blanks
		}
		token := list[rng.IntN(len(list))]
		if token == "\xff" && rng.IntN(4) > 0 {
			continue
		}
		b.WriteString(token)
	}
	if rng.IntN(2) == 0 {
		b.WriteString("\n")
	}
	return []byte(b.String())
}

// corpus is the table and n random files.
func corpus(n int) [][]byte {
	var out [][]byte
	for _, row := range table {
		out = append(out, []byte(row.src))
	}
	for seed := range uint64(n) {
		out = append(out, random(seed))
	}
	return out
}

// result is what a program makes of a file: nil where it refuses it; a nil text
// where a name is there without a value.
type result map[string]*string

// parsed is our result. The first line wins where first is true.
func parsed(d dotenv.Dialect, src []byte, first bool) result {
	entries, diagnostics := dotenv.Parse(d, ".env", src, external)
	if refusal(entries, diagnostics) {
		return nil
	}
	out := result{}
	for _, e := range entries {
		if _, there := out[e.Name]; there && first {
			continue
		}
		if e.HasValue {
			text := e.Value.Reveal()
			out[e.Name] = &text
		} else if d != dotenv.Compose && d != dotenv.DockerRun {
			out[e.Name] = nil
		}
	}
	return out
}

func (r result) String() string {
	if r == nil {
		return "refused"
	}
	text, _ := json.Marshal(map[string]*string(r)) // sorted by name
	return string(text)
}

func TestComposeOracle(t *testing.T) {
	logrus.SetLevel(logrus.PanicLevel)
	defer logrus.SetLevel(logrus.InfoLevel)
	for _, src := range corpus(20000) {
		want := result{}
		vars, err := compose.ParseWithLookup(bytes.NewReader(src), external)
		for name, value := range vars {
			if name != "" {
				value = string([]rune(value)) // as JSON carries it to the daemon
				want[name] = &value
			}
		}
		if err != nil {
			want = nil
		}
		if got := parsed(dotenv.Compose, src, false); got.String() != want.String() {
			t.Fatalf("%q: got %s, compose-go gives %s", src, got, want)
		}
	}
}

// TestDockerRunOracle holds the dialect against the docker command's own reader.
func TestDockerRunOracle(t *testing.T) {
	files := append(corpus(20000), []byte("K="+strings.Repeat("x", 64<<10-3)), []byte("K="+strings.Repeat("x", 64<<10-2)),
		[]byte("A=1\nK="+strings.Repeat("x", 64<<10-3)+"\n"), []byte("K="+strings.Repeat("x", 64<<10-4)+"\r\nB=1"))
	for _, src := range files {
		want := result{}
		lines, err := kvfile.ParseFromReader(bytes.NewReader(src), external)
		for _, line := range lines {
			name, value, _ := strings.Cut(line, "=")
			want[name] = &value
		}
		if err != nil {
			want = nil
		}
		if got := parsed(dotenv.DockerRun, src, false); got.String() != want.String() {
			t.Fatalf("%.100q: got %.100s, docker gives %.100s", src, got, want)
		}
	}
}

func TestPythonOracles(t *testing.T) {
	for name, d := range map[string]dotenv.Dialect{
		"python-decouple": dotenv.Decouple, "django-environ": dotenv.Environ, "python-dotenv": dotenv.PythonDotenv,
		"django-environ@0.4.5": dotenv.Environ07, "django-environ@0.11.2": dotenv.Environ011,
		"python-dotenv@1.1.1": dotenv.PythonDotenv122, "python-dotenv@1.2.3": dotenv.PythonDotenv123,
		"django-dotenv@1.4.2": dotenv.DjangoDotenv, "systemd": dotenv.Systemd,
	} {
		t.Run(name, func(t *testing.T) { comparePython(t, name, d) })
	}
}

func comparePython(t *testing.T, name string, d dotenv.Dialect) {
	files := corpus(1500)
	answer := ask(t, name, files)
	if want := required(t, name); want != "" && answer.Version != want {
		missing(t, name, fmt.Sprintf("%s %s is installed, testdata/requirements.txt has %s", name, answer.Version, want))
	}
	t.Logf("%s %s, %d files", name, answer.Version, len(files))
	for i, src := range files {
		got := parsed(d, src, d.FirstWins())
		if want := answer.Results[i]; got.String() != want.String() {
			t.Fatalf("%q: got %s, %s gives %s", src, got, name, want)
		}
	}
}

// required returns the version that testdata/requirements.txt has of a package, or "".
func required(t *testing.T, name string) string {
	t.Helper()
	lines, err := os.ReadFile("testdata/requirements.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Fields(string(lines)) {
		if version, found := strings.CutPrefix(line, name+"=="); found {
			return version
		}
	}
	return ""
}

// answer is what testdata/oracle.py writes.
type answer struct {
	Version string
	Results []result
}

// ask runs testdata/oracle.py; the test is skipped where the library is not there.
func ask(t *testing.T, name string, files [][]byte) answer {
	t.Helper()
	python := os.Getenv("DJGATE_PYTHON")
	if python == "" {
		python = "python3"
	}
	task, err := json.Marshal(map[string]any{"env": map[string]string{"EXT": "ext", "EMPTY": ""}, "files": files})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/oracle.py", "read", name)
	cmd.Stdin = bytes.NewReader(task)
	out, err := cmd.Output()
	if err != nil {
		missing(t, name, fmt.Sprintf("%s cannot be asked (%v): see testdata/oracle.py", name, err))
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// missing skips the test, or fails it where the oracles are required. systemd's
// library comes with the system and cannot be required.
func missing(t *testing.T, name, message string) {
	t.Helper()
	if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" && name != "systemd" {
		t.Fatal(message)
	}
	t.Skip(message)
}

// shellScript sources each file in a shell of its own and writes what it sets.
const shellScript = `for f in *.env; do ( set -a; . ./$f; exec /usr/bin/env -0 ) >$f.out 2>/dev/null </dev/null; echo $? >$f.status; done`

func TestShellOracle(t *testing.T) {
	for _, shell := range []string{"bash", "dash"} {
		t.Run(shell, func(t *testing.T) { compareShell(t, shell) })
	}
}

func compareShell(t *testing.T, shell string) {
	path, err := exec.LookPath(shell)
	if err != nil {
		missing(t, "systemd", shell+" is not there")
	}
	dir, files := t.TempDir(), corpus(1000)
	for i, src := range files {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.env", i)), src, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(path, "-c", shellScript)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/nonexistent", "EXT=ext", "EMPTY="}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	certain := 0
	for i, src := range files {
		out, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d.env.out", i)))
		if err != nil {
			t.Fatal(err)
		}
		certain += compareSourced(t, src, environment(out))
	}
	t.Logf("%d certain values in %d files", certain, len(files))
	if certain < 100 {
		t.Errorf("only %d values are certain", certain)
	}
}

// environment reads what env -0 writes.
func environment(out []byte) map[string]string {
	env := map[string]string{}
	for _, variable := range strings.Split(string(out), "\x00") {
		name, value, _ := strings.Cut(variable, "=")
		env[name] = value
	}
	return env
}

// compareSourced returns how many values were certain, and right.
func compareSourced(t *testing.T, src []byte, env map[string]string) int {
	t.Helper()
	entries, diagnostics := dotenv.Parse(dotenv.Shell, ".env", src, external)
	if refusal(entries, diagnostics) {
		return 0
	}
	last := map[string]dotenv.Entry{}
	for _, e := range entries {
		last[e.Name] = e
	}
	certain := 0
	for name, e := range last {
		if e.Because != "" {
			continue
		}
		certain++
		if env[name] != e.Value.Reveal() {
			t.Fatalf("%q: %s is %q, the shell gives %q", src, name, e.Value.Reveal(), env[name])
		}
	}
	return certain
}

func FuzzParse(f *testing.F) {
	for _, src := range corpus(50) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, d := range append(columns[:], dotenv.Environ07, dotenv.PythonDotenv, dotenv.PythonDotenv123) {
			entries, diagnostics := dotenv.Parse(d, ".env", src, external)
			checkPlaces(t, d, src, entries, diagnostics)
		}
	})
}

// checkPlaces demands that places lie in the file and follow its order.
func checkPlaces(t *testing.T, d dotenv.Dialect, src []byte, entries []dotenv.Entry, diagnostics []document.Diagnostic) {
	t.Helper()
	lines := 1 + bytes.Count(src, []byte("\n")) + bytes.Count(src, []byte("\r"))
	before := document.Location{}
	for _, e := range entries {
		for _, at := range []document.Location{e.KeyAt, e.At} {
			if at.Line < before.Line || at.Line == before.Line && at.Column < before.Column || at.Line > lines || at.Column < 1 {
				t.Fatalf("%s: %q: %s is at %+v, after %+v", d, src, e.Name, at, before)
			}
			before = at
		}
	}
	for _, diagnostic := range diagnostics {
		if diagnostic.At.Line > lines {
			t.Fatalf("%s: %q: a diagnostic at %+v", d, src, diagnostic.At)
		}
	}
}
