package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// maxAnnotations is how many annotations of each level GitHub keeps of one step.
const maxAnnotations = 10

// GitHub writes workflow commands, which GitHub shows as annotations on the lines
// of a pull request: as many as it keeps, the worst first, and a notice that counts
// the others. The job summary (Markdown) holds all.
func GitHub(w io.Writer, r *evaluator.Report, o Options) error {
	b := bufio.NewWriter(w)
	a := &annotations{w: b, o: o, written: map[string]int{"notice": 1}} // one is kept for the overflow
	a.troubles(r, "error")
	for _, i := range append(issues(r, o), acceptedIssues(r, o)...) {
		a.write(githubLevel(i), i.at, i.policy.ID+suffixOf(": ", i.policy.Title), i.message+targetsText(i.targets))
	}
	a.troubles(r, "warning")
	if a.dropped > 0 {
		fmt.Fprintf(b, "::notice title=djgate::%s not shown here: see the job summary%%0A%s\n", plural(a.dropped, "result is", "results are"), githubData(verdict(r)))
	}
	fmt.Fprintln(b, "djgate: "+verdict(r))
	return b.Flush()
}

func targetsText(targets []string) string { return " (" + Clean(strings.Join(targets, ", ")) + ")" }

type annotations struct {
	w       io.Writer
	o       Options
	written map[string]int
	dropped int
}

func (a *annotations) troubles(r *evaluator.Report, severity string) {
	for _, d := range troubles(r) {
		if d.Severity == severity {
			a.write(severity, d.At, d.Code, Clean(d.Message))
		}
	}
}

func (a *annotations) write(level string, at document.Location, title, message string) {
	if a.written[level] == maxAnnotations {
		a.dropped++
		return
	}
	a.written[level]++
	var where string
	if inProject(at.File) {
		where = fmt.Sprintf("file=%s,line=%d,", githubProperty(a.o.path(at.File)), max(1, at.Line))
		if at.Column > 0 {
			where += fmt.Sprintf("col=%d,", at.Column)
		}
	}
	fmt.Fprintf(a.w, "::%s %stitle=%s::%s\n", level, where, githubProperty(Clean(title)), githubData(message))
}

// githubLevel: what fails is an error; what could not be told is a warning at least
// where it would be worth one.
func githubLevel(i issue) string {
	switch {
	case i.fails:
		return "error"
	case i.severity >= evaluator.Medium && !i.accepted:
		return "warning"
	}
	return "notice"
}

// githubData and githubProperty escape as @actions/core does.
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
