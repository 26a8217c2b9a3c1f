package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// Azure writes logging commands of Azure Pipelines: each result an error or a
// warning with its place, and a step that found something and does not fail
// succeeds with issues.
func Azure(w io.Writer, r *evaluator.Report, o Options) error {
	b := bufio.NewWriter(w)
	for _, d := range troubles(r) {
		azureIssue(b, o, d.Severity, d.At, d.Code, Clean(d.Message))
	}
	list := issues(r, o)
	for _, i := range list {
		kind := "warning"
		if i.fails {
			kind = "error"
		}
		azureIssue(b, o, kind, i.at, i.policy.ID, i.message+targetsText(i.targets))
	}
	for _, i := range acceptedIssues(r, o) { // there is no level below a warning
		azureIssue(b, o, "warning", i.at, i.policy.ID, i.message+targetsText(i.targets))
	}
	if len(list) > 0 && r.Complete && !r.Fails(o.Threshold) {
		fmt.Fprintln(b, "##vso[task.complete result=SucceededWithIssues;]"+azureData(verdict(r)))
	}
	return b.Flush()
}

func azureIssue(w io.Writer, o Options, kind string, at document.Location, code, message string) {
	where := ""
	if inProject(at.File) {
		where = fmt.Sprintf("sourcepath=%s;linenumber=%d;columnnumber=%d;", azureProperty(o.path(at.File)), max(1, at.Line), max(1, at.Column))
	}
	fmt.Fprintf(w, "##vso[task.logissue type=%s;%scode=%s;]%s\n", kind, where, azureProperty(code), azureData(message))
}

// azureData and azureProperty escape as azure-pipelines-task-lib does.
func azureData(s string) string {
	return strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func azureProperty(s string) string {
	return strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A", "]", "%5D", ";", "%3B").Replace(s)
}
