package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// TAP writes version 14 of the Test Anything Protocol, one test a target and
// policy. What is found below the threshold, or is undetermined, is a TODO, which
// fails nobody; what is accepted is skipped.
func TAP(w io.Writer, r *evaluator.Report, o Options) error {
	b := bufio.NewWriter(w)
	t := &tap{w: b}
	all, wrong := suites(r, o), troubles(r)
	plan := len(wrong)
	for _, s := range all {
		plan += len(s.cases)
	}
	fmt.Fprintf(b, "TAP version 14\n1..%d", plan)
	if plan == 0 {
		fmt.Fprint(b, " # SKIP nothing was judged")
	}
	fmt.Fprintln(b)
	for _, s := range all {
		for _, c := range s.cases {
			t.test(c.outcome == passed || c.outcome == skipped && !isDoubt(c), Clean(s.target)+": "+c.policy.ID, tapDirective(c))
			t.diagnose(c.details)
		}
	}
	for _, d := range wrong {
		t.test(d.Severity != "error", "inputs: "+d.Code, "")
		t.diagnose([]string{strings.TrimPrefix(Clean(place(d.At)+": "+d.Message), ": ")})
	}
	return b.Flush()
}

type tap struct {
	w io.Writer
	n int
}

func (t *tap) test(ok bool, name, directive string) {
	t.n++
	word := "not ok"
	if ok {
		word = "ok"
	}
	fmt.Fprintf(t.w, "%s %d - %s%s\n", word, t.n, tapText(name), suffixOf(" # ", directive))
}

// isDoubt tells what could not be told from what is accepted.
func isDoubt(c testCase) bool { return strings.HasPrefix(c.summary, "undetermined") }

func tapDirective(c testCase) string {
	switch {
	case c.outcome == skipped && isDoubt(c):
		return "TODO " + tapText(c.summary)
	case c.outcome == skipped:
		return "SKIP " + tapText(c.summary)
	case c.outcome == noted:
		return "TODO it does not fail: " + tapText(c.summary)
	}
	return ""
}

// tapText escapes what would begin a directive.
func tapText(s string) string { return strings.NewReplacer(`\`, `\\`, "#", `\#`).Replace(s) }

// diagnose writes a YAML block. Its texts are JSON strings, which are YAML.
func (t *tap) diagnose(details []string) {
	if len(details) == 0 {
		return
	}
	fmt.Fprintln(t.w, "  ---\n  message:")
	for _, line := range details {
		fmt.Fprintf(t.w, "    - %s\n", quoted(line))
	}
	fmt.Fprintln(t.w, "  ...")
}

// quoted is a text as JSON writes it, its characters as they are.
func quoted(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
