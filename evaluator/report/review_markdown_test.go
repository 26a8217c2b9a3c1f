package report_test

import (
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs/document"
)

// The comment on a pull request says what the change does, and nothing in it is taken for Markdown.
func TestMarkdownOfReview(t *testing.T) {
	r := &evaluator.Report{Complete: true, Review: &evaluator.Review{
		Targets: []evaluator.TargetChange{
			{ID: "production/web", Kind: evaluator.KindChanged, Env: []string{"DJANGO_DEBUG"}, Settings: []evaluator.SettingChange{
				{Subject: "DEBUG", Before: "False", After: "True", At: document.Location{File: "main.tf", Line: 17}},
				{Subject: "SECRET_KEY", After: "<secret: 50 characters>"}}},
			{ID: "production/worker", Kind: evaluator.KindUnchanged}},
		Resources: []evaluator.ResourceChange{{Address: `aws_lb.main["<b>|x"]`, Action: "update"}}, Kept: 3,
		Mended: []evaluator.MergedFinding{{Finding: evaluator.Finding{Policy: &evaluator.Policy{ID: "allowed-hosts-wildcard"}, Severity: evaluator.High, Message: "any host"},
			Targets: []string{"production/web"}}},
	}}
	var b strings.Builder
	if err := report.Markdown(&b, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1 of 4 resources change; 0 introduced, 1 mended, 0 unchanged.",
		"- update aws&#95;lb.main&#91;&quot;&lt;b&gt;&#124;x&quot;&#93;\n",
		"**production/web**: changed\n",
		"| DEBUG | False | True | main.tf:17 |\n",
		"| SECRET&#95;KEY | &lt;not set&gt; | &lt;secret: 50 characters&gt; |",
		"variables: DJANGO&#95;DEBUG\n",
		"**production/worker**: not touched\n",
		"- allowed-hosts-wildcard: any host (production/web)\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
