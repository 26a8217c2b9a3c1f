package models

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
	"github.com/djgate/djgate/inputs/python/value"
)

// Whatever Python's types and its library offer, called with arguments made from a
// seed: what is known of the answer is what CPython gives, to the type, the repr and
// the class of an exception. testdata/surface.py makes the expressions, since Python
// itself knows best what there is to call.

// surfaceCase is one module, which binds R.
type surfaceCase struct {
	Of     string    `json:"of"` // what is called
	Source string    `json:"source"`
	Answer [2]string `json:"answer"` // the type of R, and its repr
}

func TestSurface(t *testing.T) {
	seed, count := "1", "1000"
	if testing.Short() {
		count = "200"
	}
	if s := os.Getenv("DJGATE_ORACLE_SEED"); s != "" { // a longer run, with another seed
		seed, count = s, "20000"
	}
	cases := askSurface(t, seed, count)
	wrong, otherwise, unknown := 0, 0, map[string]int{}
	for _, c := range cases {
		got, because := surfaceAnswer(t, c.Source)
		switch {
		case because != "":
			unknown[c.Of+": "+because]++
		case got != c.Answer && raises(got) && raises(c.Answer):
			otherwise++
		case got != c.Answer:
			if wrong++; wrong <= 40 {
				t.Errorf("%s\n%s got %q\nwant %q", c.Of, c.Source, got, c.Answer)
			}
		}
	}
	total := 0
	for _, n := range unknown {
		total += n
	}
	t.Logf("seed %s: %d expressions, %d differ, %d raise another exception, %d unknown here", seed, len(cases), wrong, otherwise, total)
	if otherwise*50 > len(cases) {
		t.Errorf("%d of %d raise another exception", otherwise, len(cases))
	}
	if os.Getenv("DJGATE_ORACLE_SEED") != "" {
		logMost(t, unknown)
	}
	if total*2 > len(cases) {
		t.Errorf("%d of %d results are unknown: the comparison says too little", total, len(cases))
	}
}

// raises tells whether R says which exception was raised. That arguments which make no sense
// are refused is certain; with which exception, an implementation's order of questions decides.
func raises(answer [2]string) bool { return answer[0] == "str" && strings.HasPrefix(answer[1], "'!") }

func logMost(t *testing.T, counts map[string]int) {
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		return counts[names[i]] > counts[names[j]] || counts[names[i]] == counts[names[j]] && names[i] < names[j]
	})
	for _, name := range names[:min(len(names), 100)] {
		t.Logf("unknown %d times: %s", counts[name], name)
	}
}

func askSurface(t *testing.T, seed, count string) []surfaceCase {
	t.Helper()
	python := filepath.Join(os.Getenv("DJGATE_VENVS"), "requirements", "bin", "python")
	if _, err := os.Stat(python); err != nil || os.Getenv("DJGATE_VENVS") == "" {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal("no virtualenv in DJGATE_VENVS, and DJGATE_REQUIRE_ORACLES demands it")
		}
		t.Skip("no virtualenv in DJGATE_VENVS: nothing to compare with")
	}
	if v, err := exec.Command(python, "-c", "import sys; print(sys.version_info[:2] == (3, 11))").Output(); err != nil || strings.TrimSpace(string(v)) != "True" {
		t.Skip("what there is to call, and how it refuses, is that of Python 3.11")
	}
	script, err := filepath.Abs("testdata/surface.py")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, script, seed, count).Output()
	if err != nil {
		t.Fatal(err)
	}
	var cases []surfaceCase
	scan := bufio.NewScanner(bytes.NewReader(out))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var c surfaceCase
		if err := json.Unmarshal(scan.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if want, _ := strconv.Atoi(count); len(cases) < want/2 {
		t.Fatalf("only %d of %s expressions have a settled answer", len(cases), count)
	}
	return cases
}

// surfaceAnswer is the type and the repr of R, or why one of them is not known.
func surfaceAnswer(t *testing.T, source string) (answer [2]string, because string) {
	t.Helper()
	h := &host{files: map[string]string{"/app/s.py": source}, packages: map[string]string{"python": "3.11.7"}}
	r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table(), Finish: Configure})
	if r.Broken {
		t.Errorf("the interpreter broke at %+v of:\n%s", r.Thread.At, source)
	}
	if r.Failure != nil {
		return [2]string{"failure", r.Failure.Exception}, ""
	}
	b, ok := r.Module.NS.Get("R")
	if !ok {
		return [2]string{"not bound"}, ""
	}
	if u, unknown := value.IsUnknown(b.V); unknown {
		return answer, "is not known: " + u.Because
	}
	repr, err := value.ToRepr(r.Thread, b.V)
	if err != nil {
		return [2]string{b.V.Class().Name, err.Error()}, ""
	}
	if u, unknown := value.IsUnknown(repr); unknown {
		return answer, "has no repr: " + u.Because
	}
	s, _ := text(repr)
	return [2]string{b.V.Class().Name, s}, ""
}
