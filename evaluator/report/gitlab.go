package report

import (
	"encoding/json"
	"io"

	"github.com/djgate/djgate/evaluator"
)

// GitLab writes a code quality report: what is shown, new or undetermined, and
// what is suppressed, where it is asked for. The
// severity is always there, and no two entries have one fingerprint, since GitLab
// takes equals for one.
func GitLab(w io.Writer, r *evaluator.Report, o Options) error {
	out := []codeQuality{}
	seen := numbered{}
	for _, i := range append(issues(r, o), acceptedIssues(r, o)...) {
		entry := codeQuality{Type: "issue", CheckName: i.policy.ID, Description: i.message + targetsText(i.targets), Categories: []string{"Security"},
			Severity: gitlabSeverity(i), Fingerprint: hashed(i.fingerprint, seen.next(i.fingerprint))}
		entry.Location.Path = o.path(i.at.File)
		entry.Location.Lines.Begin = i.at.Line
		out = append(out, entry)
	}
	for _, d := range troubles(r) {
		key := d.Code + d.Message + d.At.File
		entry := codeQuality{Type: "issue", CheckName: d.Code, Description: Clean(d.Message), Categories: []string{"Bug Risk"},
			Severity: map[string]string{"error": "blocker", "warning": "minor"}[d.Severity], Fingerprint: hashed(key, seen.next(key))}
		at := anchorOf(r, nil, d.At)
		entry.Location.Path, entry.Location.Lines.Begin = o.path(at.File), at.Line
		out = append(out, entry)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

type codeQuality struct {
	Type        string   `json:"type"`
	CheckName   string   `json:"check_name"`
	Description string   `json:"description"`
	Categories  []string `json:"categories"`
	Severity    string   `json:"severity"`
	Fingerprint string   `json:"fingerprint"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

func gitlabSeverity(i issue) string {
	switch {
	case i.doubtful, i.accepted:
		return "info"
	case i.severity == evaluator.Critical:
		return "blocker"
	case i.severity == evaluator.High:
		return "critical"
	case i.severity == evaluator.Medium:
		return "major"
	case i.severity == evaluator.Low:
		return "minor"
	}
	return "info"
}
