package interp

// CPython is the oracle: whatever is known here is what Python has.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

type oracleCase struct {
	Files map[string]string `json:"files"`
	Env   map[string]string `json:"env"`
}

type oracleAnswer struct {
	Ended bool                 `json:"ended"` // in time
	Error *string              `json:"error"`
	Names map[string][2]string `json:"names"`
}

// recursive tells whether some list holds itself: a tuple in it has no identity
// here, and walking it ends at another depth.
func (a oracleAnswer) recursive() bool {
	if a.Error != nil && *a.Error == "RecursionError" {
		return true
	}
	for _, v := range a.Names {
		if strings.Contains(v[1], "...") {
			return true
		}
	}
	return false
}

func seeds() int {
	if n, err := strconv.Atoi(os.Getenv("DJGATE_ORACLE_SEEDS")); err == nil {
		return n
	}
	return 300
}

func askPython(t *testing.T, cases []oracleCase) []oracleAnswer {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	script, err := filepath.Abs("testdata/oracle.py")
	if err != nil {
		t.Fatal(err)
	}
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, c := range cases {
		if err := enc.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(python, script)
	cmd.Stdin, cmd.Dir = &in, t.TempDir()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []oracleAnswer
	scan := bufio.NewScanner(bytes.NewReader(out))
	scan.Buffer(nil, 1<<24)
	for scan.Scan() {
		var a oracleAnswer
		if err := json.Unmarshal(scan.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	return answers
}

func TestOracle(t *testing.T) {
	n := seeds()
	cases := make([]oracleCase, n)
	for i := range cases {
		cases[i].Files, cases[i].Env = generate(uint64(i))
	}
	answers := askPython(t, cases)
	if len(answers) != n {
		t.Fatalf("%d answers to %d cases", len(answers), n)
	}
	names, unknown, failing, endless := 0, 0, 0, 0
	for i, a := range answers {
		if !a.Ended {
			endless++
			continue
		}
		if a.Error != nil {
			failing++
		}
		if a.recursive() {
			continue
		}
		for _, is := range compareWith(t, i, cases[i], a) {
			names++
			if !is {
				unknown++
			}
		}
	}
	t.Logf("%d names, %d unknown, %d of %d cases raise, %d do not end", names, unknown, failing, n, endless)
	if endless*100 > n {
		t.Errorf("%d of %d cases do not end in Python", endless, n)
	}
	if unknown*20 > names {
		t.Errorf("%d of %d names are unknown", unknown, names)
	}
}

// compareWith reports what is known and wrong, and for each name whether it is known.
func compareWith(t *testing.T, seed int, c oracleCase, a oracleAnswer) []bool {
	t.Helper()
	w := newWorld("")
	for name, text := range c.Files {
		w.files["/app/"+name] = text
	}
	w.env = c.Env
	r := w.run(t, "s")
	want, got := "", ""
	if a.Error != nil {
		want = *a.Error
	}
	if r.Failure != nil {
		got = r.Failure.Exception
	}
	if got != want && len(r.Thread.Required) == 0 {
		t.Errorf("seed %d: failure %q, Python raises %q", seed, got, want)
	}
	var out []bool
	for name, v := range a.Names {
		known, text := typeAndRepr(r, name)
		if known && text != v {
			t.Errorf("seed %d: %s is %v, in Python %v", seed, name, text, v)
		}
		out = append(out, known)
	}
	for _, name := range r.Module.NS.Names() {
		b, _ := r.Module.NS.Get(name)
		_, bound := a.Names[name]
		if u, perhaps := value.IsUnknown(b.V); perhaps && perhapsAbsent(u) {
			continue
		}
		if a.Error == nil && !bound && name == strings.ToUpper(name) && !strings.HasPrefix(name, "_") {
			t.Errorf("seed %d: %s is not bound in Python", seed, name)
		}
	}
	return out
}

func typeAndRepr(r *Result, name string) (known bool, text [2]string) {
	b, ok := r.Module.NS.Get(name)
	if !ok {
		return r.Module.NS.More() == nil, [2]string{"not bound"}
	}
	if _, unknown := value.IsUnknown(b.V); unknown {
		return false, text
	}
	repr, err := value.ToRepr(r.Thread, b.V)
	s, ok := repr.(value.Str)
	if err != nil || !ok {
		return false, text
	}
	return true, [2]string{b.V.Class().Name, s.Text()}
}
