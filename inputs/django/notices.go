package django

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Describe says what the versions that a project may use make of the settings that
// it sets, and what they need at least. Both are empty for versions that are not
// known here.
func Describe(d *document.Django, set []string) {
	possible := SeriesIn(*d)
	d.Requires = leastOf(possible)
	d.Notices = nil
	for _, name := range set {
		d.Notices = append(d.Notices, notices(name, possible)...)
	}
}

// neverRead is a setting that Django had up to 1.9 and read nowhere (release notes of
// 1.10, "Miscellaneous"): where it is set, a package or the project has a use for it.
const neverRead = "LOGOUT_URL"

// notices are those of one setting: it is ignored in some series, or warned of.
func notices(name string, possible []string) []document.Notice {
	all := table().series
	var out []document.Notice
	if first, last, known := lifetime(name); known {
		out = appendNotice(out, document.Notice{Name: name, Kind: document.NoticeNew, Version: all[first]}, all[:first], possible)
		if last+1 < len(all) && name != neverRead {
			out = appendNotice(out, document.Notice{Name: name, Kind: document.NoticeRemoved, Version: all[last+1]}, all[last+1:], possible)
		}
	}
	for _, span := range deprecated() {
		if span.Name == name {
			first, last := slices.Index(all, span.First), slices.Index(all, span.Last)
			out = appendNotice(out, document.Notice{Name: name, Kind: document.NoticeDeprecated, Version: span.First}, all[first:last+1], possible)
		}
	}
	return out
}

// appendNotice adds a notice where it concerns some of the possible series.
func appendNotice(out []document.Notice, n document.Notice, concerned, possible []string) []document.Notice {
	met := 0
	for _, s := range possible {
		if slices.Contains(concerned, s) {
			met++
		}
	}
	if met == 0 {
		return out
	}
	if n.Certain = met == len(possible); !n.Certain {
		n.Because = "the version is not known exactly"
	}
	return append(out, n)
}

// lifetime returns the first and last series that know a setting, as indexes.
func lifetime(name string) (first, last int, ok bool) {
	for i, d := range table().defaults[name] {
		if i == 0 {
			first = d.first
		}
		first, last = min(first, d.first), max(last, d.last)
	}
	return first, last, len(table().defaults[name]) > 0
}

// leastOf returns, of each program, the lowest of what the series need.
func leastOf(series []string) map[string]string {
	out := map[string]string{}
	for _, s := range series {
		for program, version := range Required(s) {
			if least, seen := out[program]; !seen || slices.Compare(parse(version), parse(least)) < 0 {
				out[program] = version
			}
		}
	}
	return out
}
