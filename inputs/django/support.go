package django

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// support is when a series was released, and the last day of the month in which
// its security fixes end: the Django project names the month only.
type support struct{ series, released, eol string }

// supported is Django's table of releases (https://www.djangoproject.com/download/),
// in order, without gaps. Of the oldest, security fixes ended when the second series
// after them came, which 1.4 as the first with long support outlived.
var supported = []support{
	{"1.0", "2008-09-03", "2010-05-31"},
	{"1.1", "2009-07-29", "2011-03-31"},
	{"1.2", "2010-05-17", "2012-03-31"},
	{"1.3", "2011-03-23", "2013-02-28"},
	{"1.4", "2012-03-23", "2015-10-31"},
	{"1.5", "2013-02-26", "2014-09-30"},
	{"1.6", "2013-11-06", "2015-04-30"},
	{"1.7", "2014-09-02", "2015-12-31"},
	{"1.8", "2015-04-01", "2018-04-30"},
	{"1.9", "2015-12-01", "2017-04-30"},
	{"1.10", "2016-08-01", "2017-12-31"},
	{"1.11", "2017-04-04", "2020-04-30"},
	{"2.0", "2017-12-02", "2019-04-30"},
	{"2.1", "2018-08-01", "2019-12-31"},
	{"2.2", "2019-04-01", "2022-04-30"},
	{"3.0", "2019-12-02", "2021-04-30"},
	{"3.1", "2020-08-04", "2021-12-31"},
	{"3.2", "2021-04-06", "2024-04-30"},
	{"4.0", "2021-12-07", "2023-04-30"},
	{"4.1", "2022-08-03", "2023-12-31"},
	{"4.2", "2023-04-03", "2026-04-30"},
	{"5.0", "2023-12-04", "2025-04-30"},
	{"5.1", "2024-08-07", "2025-12-31"},
	{"5.2", "2025-04-02", "2028-04-30"},
	{"6.0", "2025-12-03", "2027-04-30"},
	{"6.1", "2026-08-05", "2027-12-31"},
}

// Support returns when a series was released and the last day on which it gets
// security fixes, both as YYYY-MM-DD.
func Support(series string) (released, eol string, ok bool) {
	for _, s := range supported {
		if s.series == series {
			return s.released, s.eol, true
		}
	}
	return "", "", false
}

// Resolve fills in the series of the Django that a project depends on, where its
// version is exact or its bounds lie within one series, and the end of support of what
// it may use.
func Resolve(d document.Dependency) document.Django {
	out := document.Django{Min: d.Min, Below: d.Below, Exact: d.Exact, Series: seriesOf(d), At: d.At}
	if out.Series != "" {
		_, out.EOL, _ = Support(out.Series)
		return out
	}
	for _, series := range bounded(d) {
		_, eol, _ := Support(series)
		out.EOL = max(out.EOL, eol)
	}
	return out
}

// seriesOf returns the one series that the bounds allow, or "".
func seriesOf(d document.Dependency) string {
	if d.Exact != "" {
		if v := parse(d.Exact); len(v) >= 2 {
			return strconv.Itoa(v[0]) + "." + strconv.Itoa(v[1])
		}
		return ""
	}
	if within := bounded(d); d.Min != "" && len(within) == 1 {
		return within[0]
	}
	return ""
}

// bounded returns the series below an upper bound; none where there is no such bound, or
// a series after the last one known may lie within it too.
func bounded(d document.Dependency) []string {
	var names []string
	for _, s := range supported {
		names = append(names, s.series)
	}
	if d.Below == "" || slices.Compare(parse(d.Below), following(names[len(names)-1])) > 0 {
		return nil
	}
	return allowed(names, d.Min, d.Below)
}

// SeriesIn returns the series that the version or the bounds allow, in order.
// Without bounds these are all of Series. It is empty for versions of which no
// defaults are known: those newer than the last series, or older than 1.11.
func SeriesIn(d document.Django) []string {
	if d.Exact != "" {
		s := seriesOf(document.Dependency{Exact: d.Exact})
		if !slices.Contains(table().series, s) {
			return nil
		}
		return []string{s}
	}
	if d.Min == "" {
		return allowed(Series(), "", d.Below)
	}
	return allowed(table().series, d.Min, d.Below)
}

// allowed returns those of the series that hold a version in [least, below).
func allowed(series []string, least, below string) []string {
	var out []string
	for _, s := range series {
		if (below == "" || slices.Compare(parse(s), parse(below)) < 0) && (least == "" || slices.Compare(parse(least), following(s)) < 0) {
			out = append(out, s)
		}
	}
	return out
}

// following returns the first version after a series.
func following(series string) []int {
	v := parse(series)
	return []int{v[0], v[1] + 1}
}

// parse returns the numbers of a version, up to its first other part, the
// zeros at its end brought to one form: 5, 5.0 and 5.0.0 are the same.
func parse(version string) []int {
	var out []int
	version = strings.TrimPrefix(strings.TrimSpace(version), "v")
	for _, part := range strings.Split(version, ".") {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		out = append(out, n)
		if digits != part {
			break
		}
	}
	for len(out) > 2 && out[len(out)-1] == 0 {
		out = out[:len(out)-1]
	}
	if len(out) == 1 {
		out = append(out, 0)
	}
	return out
}
