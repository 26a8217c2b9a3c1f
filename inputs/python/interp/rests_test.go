package interp

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/models"
)

// TestAnswersRestOnWhatTheyAreMadeOf: testdata/rests.txt has expressions and statements over
// v, which is read from a variable. What is said of each where nothing sets the variable, or
// where its value is not known, holds for whatever value it gets, or is said to assume it.
func TestAnswersRestOnWhatTheyAreMadeOf(t *testing.T) {
	text, err := os.ReadFile("testdata/rests.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all share
	head, programs := programsOf(string(text))
	for _, program := range programs {
		run := func(read string, env map[string]string, unknown []string, open bool) *Result {
			w := newWorld("-- m_a.py --\nN = 'a'\n-- m_b.py --\nN = 'b'\n")
			w.files["/app/s.py"] = head + "w = v = " + read + "\n" + program
			w.env, w.unknown, w.open = env, unknown, open
			r := Run("s", Options{Host: w, Path: []string{"/app"}, Models: models.Table()})
			if r.Broken || r.Syntax != nil {
				t.Errorf("%s breaks the interpreter: %v", program, r.Syntax)
			}
			return r
		}
		assumed := run("os.environ.get('X0', '')", nil, nil, true)
		another := run("os.environ.get('X0', 'xy')", nil, nil, true)
		unknown := run("os.environ['X0']", nil, []string{"X0"}, false)
		for _, value := range []string{"", "x", "xy"} {
			concrete := run("os.environ['X0']", map[string]string{"X0": value}, nil, false)
			label := fmt.Sprintf("X0=%q:\n%s", value, program)
			all.add(compareRuns(t, "assumed unset, "+label, assumed, concrete))
			all.add(compareRuns(t, "assumed unset, "+label, another, concrete))
			all.add(compareRuns(t, "unknown, "+label, unknown, concrete))
			for _, r := range []*Result{assumed, another, unknown} {
				if f := r.Failure; f != nil && !assumes(f.Trace) && concrete.Failure == nil {
					t.Errorf("said to raise %s, and loads: %s", f.Exception, label)
				}
			}
		}
	}
	t.Logf("%d of %d names known without an assumption, %d wrong", all.known, all.total, all.wrong)
}

// programsOf are what each program begins with, and the programs: expressions stand one on
// a line, statements behind a line "===" each.
func programsOf(text string) (head string, programs []string) {
	parts := strings.Split(text, "\n===")
	for line := range strings.Lines(strings.TrimPrefix(parts[1], " expressions\n")) {
		programs = append(programs, "try: S = "+strings.TrimSpace(line)+"\nexcept (ValueError, TypeError, KeyError, AttributeError, IndexError) as ex: S = type(ex).__name__\n")
	}
	for _, p := range parts[2:] {
		programs = append(programs, strings.TrimPrefix(p, "\n")+"\n")
	}
	return parts[0] + "\n", programs
}
