// Package django knows what Django itself says of its settings: the defaults of
// every series, and how long a series gets security fixes.
//
// The defaults are those of django/conf/global_settings.py in the newest patch
// of each series; generate.go asks for them. Nothing is parsed before it is
// asked for.
package django

//go:generate go run generate.go
//go:generate go run ../../docs/gen.go

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/document"
)

// Default is the value of a setting that a project does not set.
type Default struct {
	Type  string // Python's type(v).__name__; members of a value have no type of their own
	Value any    // plain JSON as in document.Node.Value; not to be changed
}

// oldest is the first series that the policies know; defaults of older ones are
// there to be told apart from it.
const oldest = "3.2"

// undefaulted are settings that Django reads and for which it has no default.
var undefaulted = []string{"EMAIL_FILE_PATH", "MAILERS", "ROOT_URLCONF", "SITE_ID"}

// Series returns the series that the policies know, such as "5.2", in order.
func Series() []string {
	all := table().series
	return slices.Clone(all[slices.Index(all, oldest):])
}

// Defaults returns all settings of a series; nil for one that is not known.
func Defaults(series string) map[string]Default {
	t := table()
	i := slices.Index(t.series, series)
	if i < 0 {
		return nil
	}
	out := make(map[string]Default, len(t.defaults))
	for name, all := range t.defaults {
		for _, d := range all {
			if d.first <= i && i <= d.last {
				out[name] = Default{Type: d.kind, Value: d.value()}
			}
		}
	}
	return out
}

// introduced are the settings that patch releases brought, with the first of each series.
var introduced = map[string][]string{
	"DATA_UPLOAD_MAX_NUMBER_FILES":       {"3.2.18", "4.0.10", "4.1.7"},
	"SIGNED_COOKIE_LEGACY_SALT_FALLBACK": {"5.2.15", "6.0.6"},
}

// Lacks tells whether an exact version is before the patch release that brought a
// setting to its series.
func Lacks(d document.Django, name string) bool {
	return slices.ContainsFunc(introduced[name], func(first string) bool { return Precedes(d, first) })
}

// Precedes tells whether an exact version is before a patch release of its series.
func Precedes(d document.Django, release string) bool {
	return d.Exact != "" && seriesOf(document.Dependency{Exact: release}) == seriesOf(document.Dependency{Exact: d.Exact}) &&
		slices.Compare(parse(d.Exact), parse(release)) < 0
}

// Names returns the name of every setting of the series in Series, sorted, also
// of those without a default.
func Names() []string {
	names := slices.Clone(undefaulted)
	for name := range table().defaults {
		if HasDefault(name) && !slices.Contains(undefaulted, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// IsSetting tells whether any series in Series has a setting of that name.
func IsSetting(name string) bool {
	return slices.Contains(undefaulted, name) || HasDefault(name)
}

// HasDefault tells whether any series in Series has a default of that setting.
func HasDefault(name string) bool {
	t := table()
	start := slices.Index(t.series, oldest)
	return slices.ContainsFunc(t.defaults[name], func(d lasting) bool { return d.last >= start })
}

// defaultTable is defaultLines, parsed.
type defaultTable struct {
	series   []string
	defaults map[string][]lasting // by name
}

// lasting is a default and the first and last series that have it, as indexes. Its
// value is decoded when it is first asked for: a run asks for those of few series.
type lasting struct {
	first, last int
	kind        string
	value       func() any
}

var table = sync.OnceValue(func() defaultTable {
	t := defaultTable{strings.Fields(defaultSeries), map[string][]lasting{}}
	for line := range strings.Lines(defaultLines) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 5)
		t.defaults[f[0]] = append(t.defaults[f[0]], lasting{slices.Index(t.series, f[1]), slices.Index(t.series, f[2]), f[3], sync.OnceValue(func() any { return decode(f[4]) })})
	}
	return t
})

// decode reads the JSON of the generated table; integers become int64. Most of it
// needs no decoder.
func decode(text string) any {
	switch text {
	case "null":
		return nil
	case "true", "false":
		return text == "true"
	case "[]":
		return []any{}
	case "{}":
		return map[string]any{}
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	if inner := strings.Trim(text, `"`); text == `"`+inner+`"` && !strings.ContainsAny(inner, `"\`) {
		return inner
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic("django: defaults.go: " + err.Error()) // generated: a fault of the generator
	}
	return integers(v)
}

func integers(v any) any {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			panic("django: defaults.go: " + err.Error())
		}
		return n
	case []any:
		for i := range v {
			v[i] = integers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = integers(v[k])
		}
	}
	return v
}
