package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/evaluator"
)

// Table writes one line a finding, in columns.
func Table(w io.Writer, r *evaluator.Report, o Options) error {
	b := bufio.NewWriter(w)
	rows := [][]string{{"SEVERITY", "POLICY", "PLACE", "ENVIRONMENTS", "MESSAGE"}}
	for _, i := range issues(r, o) {
		rows = append(rows, []string{strings.ToUpper(i.kind()), i.policy.ID, Clean(place(i.at)), Clean(strings.Join(i.targets, ", ")), i.message})
	}
	if o.ShowSuppressed {
		for _, s := range r.Suppressed {
			rows = append(rows, []string{"SUPPRESSED", s.Policy.ID, Clean(place(s.At)), Clean(strings.Join(s.Targets, ", ")), acceptedText(s.By)})
		}
	}
	for _, d := range troubles(r) {
		rows = append(rows, []string{strings.ToUpper(d.Severity), d.Code, Clean(place(d.At)), "", Clean(d.Message)})
	}
	if len(rows) > 1 {
		columns(b, rows)
	}
	fmt.Fprintln(b, verdict(r))
	return b.Flush()
}

// columns writes rows with their columns aligned; the last is as long as it is.
func columns(w io.Writer, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			fmt.Fprintf(&line, "%-*s  ", width[i], cell)
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
