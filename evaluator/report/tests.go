package report

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// The kinds of Test.
const (
	RegoTest = "test"     // a rule test_*
	Example  = "example"  // a txtar archive
	Contract = "contract" // what a policy owes
)

// Test is one thing that policies are held against, and how it ended.
type Test struct {
	Kind     string
	Suite    string // the package of a test, the id of an example's policy
	Name     string
	File     string
	Line     int // 0: the file as a whole
	Skipped  bool
	Failures []string // empty where it holds
	Took     time.Duration
}

// TestFormat writes the results of tests.
type TestFormat func(w io.Writer, tests []Test) error

// TestFormats are the formats by name.
func TestFormats() map[string]TestFormat {
	return map[string]TestFormat{"text": testsText, "json": testsJSON, "junit": testsJUnit}
}

// FindTests returns a format by its name; the error lists those there are.
func FindTests(name string) (TestFormat, error) { return find(TestFormats(), "no format", name) }

func testsText(w io.Writer, tests []Test) error {
	var b strings.Builder
	failed, skipped, kinds := 0, 0, map[string]int{}
	for _, test := range tests {
		kinds[test.Kind]++
		where := test.File
		if test.Line > 0 {
			where = fmt.Sprintf("%s:%d", test.File, test.Line)
		}
		switch {
		case test.Skipped:
			skipped++
			fmt.Fprintf(&b, "SKIP  %s   %s.%s\n", Clean(where), test.Suite, test.Name)
		case len(test.Failures) > 0:
			failed++
			fmt.Fprintf(&b, "FAIL  %s   %s\n", Clean(where), test.Suite)
			for _, f := range test.Failures {
				fmt.Fprintf(&b, "  %s\n", Clean(f))
			}
		}
	}
	fmt.Fprintf(&b, "%d tests, %d examples: %d failed, %d skipped\n", kinds[RegoTest], kinds[Example], failed, skipped)
	_, err := io.WriteString(w, b.String())
	return err
}

func testsJSON(w io.Writer, tests []Test) error {
	type row struct {
		Suite    string   `json:"suite"`
		Name     string   `json:"name"`
		File     string   `json:"file"`
		Line     int      `json:"line,omitempty"`
		Status   string   `json:"status"`
		Failures []string `json:"failures"`
	}
	rows, failed := []row{}, false
	for _, test := range tests {
		status := "pass"
		switch {
		case test.Skipped:
			status = "skipped"
		case len(test.Failures) > 0:
			status, failed = "fail", true
		}
		rows = append(rows, row{test.Suite, test.Name, test.File, test.Line, status, append([]string{}, test.Failures...)})
	}
	return WriteJSON(w, map[string]any{"schema": 1, "results": rows, "failed": failed})
}

func testsJUnit(w io.Writer, tests []Test) error {
	out := junitSuites{Name: "djgate verify"}
	suite := junitSuite{Name: "policies"}
	for _, test := range tests {
		c := junitCase{Class: Clean(test.Suite), Name: Clean(test.Name), File: Clean(test.File), Line: test.Line, Time: fmt.Sprintf("%.3f", test.Took.Seconds())}
		switch {
		case test.Skipped:
			c.Skipped = &junitProblem{Message: "its name begins with todo_"}
		case len(test.Failures) > 0:
			c.Failure = &junitProblem{"", Clean(test.Failures[0]), strings.Join(cleaned(test.Failures), "\n")}
		}
		suite.add(c)
	}
	out.add(suite)
	return writeXML(w, "", out)
}
