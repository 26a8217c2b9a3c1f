package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// screen is where settings are shown.
type screen struct {
	w     io.Writer
	root  string // real path of the project: paths below it are shown relative
	color bool
	width int // columns; 0: no terminal, no limit
}

// The colours of ANSI terminals (ECMA-48, SGR).
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
)

func (s *screen) paint(code, text string) string {
	if !s.color || code == "" || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s *screen) line(format string, args ...any) {
	fmt.Fprintln(s.w, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

// settings shows every target, one after the other.
func (s *screen) settings(in *inputs.Result, names []string, all bool) error {
	b := bufio.NewWriter(s.w)
	out := *s
	out.w = b
	for i, d := range in.Documents {
		if i > 0 {
			out.line("")
		}
		out.head(d)
		if len(names) == 0 {
			out.table(d, selected(d, all))
			out.foot(d)
			continue
		}
		for _, name := range names {
			out.line("")
			out.detail(d, name)
		}
	}
	return b.Flush()
}

// head names the target.
func (s *screen) head(d *document.Document) {
	t := d.Target
	parts := []string{s.paint(bold, report.Clean(t.ID)), report.Clean(t.SettingsModule)}
	if v := cmp.Or(d.Django.Exact, d.Django.Series); v != "" {
		parts = append(parts, "Django "+report.Clean(v))
	}
	if !t.Closed {
		parts = append(parts, s.paint(dim, "open: "+report.Clean(t.OpenBecause)))
	}
	s.line("%s", strings.Join(parts, "   "))
	s.trouble(d)
}

// trouble says what puts all settings of a target in doubt.
func (s *screen) trouble(d *document.Document) {
	if f := d.Source.Failure; f != nil {
		s.line("%s  %s: %s   %s", s.paint(red, "WOULD NOT LOAD"), report.Clean(f.Exception), report.Clean(f.Message), place(f.At))
	}
	if m := d.Source.Missing; m != nil {
		s.line("%s  %s is not in the project   %s", s.paint(red, "MISSING"), report.Clean(m.Module), place(m.At))
		if m.Elsewhere != "" {
			s.line("%s  %s", s.paint(yellow, "NOTE"), report.Clean(m.Elsewhere))
		}
	}
	s.overrides(d.Source.Overrides)
	for _, diag := range d.Diagnostics {
		switch {
		case diag.Severity == "error":
			s.line("%s  %s   %s", s.paint(red, "ERROR"), report.Clean(diag.Message), place(diag.At))
		case diag.Code == settings.CodeInPlace || diag.Code == settings.CodeElsewhere:
			s.line("%s  %s   %s", s.paint(yellow, "NOTE"), report.Clean(diag.Message), place(diag.At))
		}
	}
}

// overrides says which modules may override the settings elsewhere; of those that one
// line looks for, the first is named.
func (s *screen) overrides(all []document.Override) {
	for len(all) > 0 {
		first, n := all[0], 1
		for n < len(all) && all[n].At == first.At {
			n++
		}
		text := report.Clean(first.Module) + " is not here; where it is, it may override what is shown"
		if n > 1 {
			text = fmt.Sprintf("%s and %d more are not here; where they are, they may override what is shown", report.Clean(first.Module), n-1)
		}
		s.line("%s  %s   %s", s.paint(yellow, "NOTE"), text, place(first.At))
		all = all[n:]
	}
}

// at is a place with its column.
func at(l document.Location) string {
	if l.Line == 0 {
		return report.Clean(l.File)
	}
	return fmt.Sprintf("%s:%d:%d", report.Clean(l.File), l.Line, l.Column)
}

// place is a place without its column.
func place(l document.Location) string {
	if l.Line == 0 {
		return report.Clean(l.File)
	}
	return fmt.Sprintf("%s:%d", report.Clean(l.File), l.Line)
}

// setBy is where a setting is set.
func setBy(d *document.Document, n *document.Node) string {
	switch {
	case n.Origin == document.OriginDjangoDefault:
		return strings.TrimSpace("Django's default " + d.Django.Series)
	case n.Origin == document.OriginPackageDefault:
		return "the package's default"
	case n.State == document.Unset:
		return ""
	}
	return place(n.At)
}

// row is one line of the table.
type row struct {
	name, value, at, note string
	code                  string // colour of the value
}

func (s *screen) row(d *document.Document, name string) row {
	n := d.Settings[name]
	r := row{name: name, value: notation{n, s.root}.text(), at: setBy(d, n), note: note(n)}
	switch {
	case n.State == document.Unknown || n.State == document.Partial:
		r.code = yellow
	case n.Facts != nil, n.State == document.Unset:
		r.code = dim
	}
	return r
}

// note says on what a value rests.
func note(n *document.Node) string {
	switch {
	case n.State == document.Unknown && len(n.Needs) > 0:
		return "needs " + few(n.Needs)
	case len(n.Assumes) > 0 && document.NamesFile(n.Assumes[0]):
		return "without " + few(n.Assumes)
	case len(n.Assumes) > 0:
		return "if nothing sets " + few(n.Assumes)
	}
	return ""
}

// few names one, and counts the others.
func few(names []string) string {
	if len(names) == 1 {
		return report.Clean(names[0])
	}
	return fmt.Sprintf("%s, +%d", report.Clean(names[0]), len(names)-1)
}

// The widths in columns at which the table changes.
const (
	narrow   = 76 // below it a setting takes two lines
	maxPlace = 40
	maxPlain = 60 // of values where there is no terminal: what is longer goes beyond
	minValue = 24
)

func (s *screen) table(d *document.Document, names []string) {
	var rows []row
	name, value, at := 0, 0, 0
	for _, setting := range names {
		r := s.row(d, setting)
		rows = append(rows, r)
		name, value, at = max(name, len(r.name)), max(value, utf8.RuneCountInString(r.value)), max(at, min(maxPlace, utf8.RuneCountInString(r.at)))
	}
	if s.width > 0 && s.width < narrow {
		s.stack(rows)
		return
	}
	limit := 0
	if value = min(value, maxPlain); s.width > 0 {
		limit = max(minValue, s.width-name-at-6)
		value = min(value, limit)
	}
	for _, r := range rows {
		text := shorten(r.value, limit)
		pad := strings.Repeat(" ", max(0, value-utf8.RuneCountInString(text)))
		s.writeRow(r, name, text+pad, at)
	}
}

// writeRow writes a row, with its note on the same line where there is room.
func (s *screen) writeRow(r row, name int, value string, at int) {
	lead := fmt.Sprintf("  %-*s  %s  ", name, r.name, s.paint(r.code, value))
	where := shortenLeft(r.at, maxPlace)
	used := 6 + name + utf8.RuneCountInString(value) + max(at, utf8.RuneCountInString(where))
	switch {
	case r.note == "":
		s.line("%s%s", lead, s.paint(dim, where))
	case s.width > 0 && used+2+utf8.RuneCountInString(r.note) > s.width:
		s.line("%s%s\n  %*s  %s", lead, s.paint(dim, where), name, "", s.paint(dim, r.note))
	default:
		s.line("%s%s  %s", lead, s.paint(dim, fmt.Sprintf("%-*s", at, where)), s.paint(dim, r.note))
	}
}

// stack writes each setting on two lines, for a narrow terminal.
func (s *screen) stack(rows []row) {
	for _, r := range rows {
		s.line("  %s  %s", r.name, s.paint(r.code, shorten(r.value, max(minValue, s.width-len(r.name)-4))))
		rest := strings.TrimSpace(strings.Join([]string{r.at, r.note}, "  "))
		if rest != "" {
			s.line("      %s", s.paint(dim, shortenLeft(rest, s.width-6)))
		}
	}
}

// shorten cuts a text off at a width; 0 is no limit.
func shorten(text string, width int) string {
	runes := []rune(text)
	if width <= 0 || len(runes) <= width {
		return text
	}
	return string(runes[:width-1]) + "…"
}

// shortenLeft keeps the end of a text, which tells more of a path.
func shortenLeft(text string, width int) string {
	runes := []rune(text)
	if width <= 0 || len(runes) <= width {
		return text
	}
	return "…" + string(runes[len(runes)-width+1:])
}

// foot sums up, and says how to see more.
func (s *screen) foot(d *document.Document) {
	set, unknown, assumed := 0, 0, 0
	for _, n := range d.Settings {
		if !n.Set {
			continue
		}
		set++
		switch {
		case n.State == document.Unknown || n.State == document.Partial:
			unknown++
		case len(n.Assumes) > 0:
			assumed++
		}
	}
	parts := []string{fmt.Sprintf("%d set", set)}
	if unknown > 0 {
		parts = append(parts, s.paint(yellow, fmt.Sprintf("%d not or not wholly known", unknown)))
	}
	if assumed > 0 {
		parts = append(parts, fmt.Sprintf("%d if nothing sets their variables", assumed))
	}
	s.line("%s", strings.Join(parts, " | "))
	if n, because := others(d); n > fewOthers {
		s.line("%s", s.paint(yellow, fmt.Sprintf("%d others are not known: %s", n, because)))
	}
}

// fewOthers is how many defaults may differ between the versions that are possible without
// a word of it where nobody asks for them.
const fewOthers = 20

// others counts the settings that the project is not seen to set and of which nothing is
// known, as after a star import that cannot be followed, and gives the commonest reason.
func others(d *document.Document) (n int, because string) {
	reasons := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(d.Settings)) {
		node := d.Settings[name]
		if node.Set || node.State != document.Unknown {
			continue
		}
		n++
		if reasons[node.Because]++; reasons[node.Because] > reasons[because] {
			because = node.Because
		}
	}
	return n, because
}

// detail shows one setting, or a part of one, in full.
func (s *screen) detail(d *document.Document, subject string) {
	n := lookup(d, subject)
	code := s.code(n, subject+" = ")
	kind := ""
	if n.State != document.Unset && n.Type != "" {
		kind = "   " + s.paint(dim, n.Type)
	}
	s.line("%s%s", strings.Replace(code[0], subject, s.paint(bold, subject), 1), kind)
	for _, text := range code[1:] {
		s.line("%s", text)
	}
	s.way(d, n, subject)
	s.decides(d, n)
	for i, c := range n.Choices {
		s.choice(i, c)
	}
	if n.IfUnset != nil && n.IfUnset.State != document.Unset {
		s.indented("with none of its variables set: ", n.IfUnset, setBy(d, n.IfUnset))
	}
}

// code is the value in lines, with the place of each part that stands in another file than the whole.
func (s *screen) code(n *document.Node, prefix string) []string {
	lines := notation{n, s.root}.block(prefix, s.columns())
	width := 0
	for _, l := range lines {
		width = max(width, min(maxPlain, utf8.RuneCountInString(l.text)))
	}
	var out []string
	last := n.At
	for _, l := range lines {
		text := l.text
		if !l.at.IsZero() && l.at.File != last.File {
			text += strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + s.paint(dim, "  # "+place(l.at))
		}
		out = append(out, text)
	}
	return out
}

// columns is the width in which values are broken.
func (s *screen) columns() int {
	if s.width == 0 {
		return 100
	}
	return max(40, s.width-8)
}

// way shows the hops from the settings module down to the file that decides.
func (s *screen) way(d *document.Document, n *document.Node, subject string) {
	if n.Origin == document.OriginDjangoDefault || n.Origin == document.OriginPackageDefault {
		s.line("  %s; the project does not set it", setBy(d, n))
		return
	}
	hops := report.Trail(n.Chain, subject, n.Facts)
	if len(hops) == 0 && !n.At.IsZero() && n.State != document.Unset {
		hops = []report.Hop{{At: place(n.At)}}
	}
	width := 0
	for _, h := range hops {
		width = max(width, utf8.RuneCountInString(h.At))
	}
	for _, h := range hops {
		s.line("  %s", strings.TrimRight(fmt.Sprintf("%s   %s", s.paint(dim, fmt.Sprintf("%-*s", width, report.Clean(h.At))), report.Clean(h.What)), " "))
	}
	if n.Origin == document.OriginRandom {
		s.line("  made anew at each start, and different in each process")
	}
}

// decides says what a value needs or assumes, and where each variable is read.
func (s *screen) decides(d *document.Document, n *document.Node) {
	switch {
	case n.State == document.Unknown:
		s.line("  %s %s", s.paint(yellow, "not known:"), report.Clean(n.Because))
	case n.State == document.Partial: // its parts say why
		s.line("  %s", s.paint(yellow, "not all of it is known"))
	}
	for _, name := range n.Needs {
		s.line("  needs %s%s", report.Clean(name), readAt(d, name))
	}
	for _, name := range n.Assumes {
		switch {
		case slices.Contains(n.Needs, name):
		case document.NamesFile(name):
			s.line("  assumes that %s is not there", report.Clean(name))
		default:
			s.line("  assumes that nothing sets %s%s", report.Clean(name), readAt(d, name))
		}
	}
}

// readAt is where the settings read a variable, and what would give it.
func readAt(d *document.Document, name string) string {
	for _, r := range d.Source.Required {
		if r.Name == name {
			return fmt.Sprintf(", read at %s without a default; give it with --set %s=VALUE or --env-file", place(r.At), report.Clean(name))
		}
	}
	for _, r := range d.Source.Reads {
		if r.Name == name {
			return fmt.Sprintf(", read at %s; give it with --set %s=VALUE or --env-file", place(r.At), report.Clean(name))
		}
	}
	return ""
}

func (s *screen) choice(i int, c document.Choice) {
	lead := "either "
	if i > 0 {
		lead = "or     "
	}
	when := ""
	if c.When != "" {
		when = "if " + report.Clean(c.When)
	}
	s.indented(lead, c.Node, when)
}

// indented shows a value below a setting: on one line with what is said of it, or in a block.
func (s *screen) indented(lead string, n *document.Node, after string) {
	lines := notation{n, s.root}.block(lead, s.columns()-4)
	if len(lines) == 1 {
		s.line("  %s   %s", lines[0].text, s.paint(dim, after))
		return
	}
	for _, l := range lines {
		s.line("  %s", l.text)
	}
	if after != "" {
		s.line("      %s", s.paint(dim, after))
	}
}
