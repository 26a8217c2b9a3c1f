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
	"maps"
	"slices"
	"strings"
	"sync"
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
	return maps.Clone(table().defaults[series])
}

// Names returns the name of every setting of the series in Series, sorted, also
// of those without a default.
func Names() []string {
	names := map[string]bool{}
	for _, name := range undefaulted {
		names[name] = true
	}
	for _, s := range Series() {
		for name := range table().defaults[s] {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// IsSetting tells whether any series in Series has a setting of that name.
func IsSetting(name string) bool {
	return slices.Contains(undefaulted, name) || slices.ContainsFunc(Series(), func(s string) bool {
		_, known := table().defaults[s][name]
		return known
	})
}

// defaultTable is defaultLines, parsed.
type defaultTable struct {
	series   []string
	defaults map[string]map[string]Default
}

var table = sync.OnceValue(func() defaultTable {
	t := defaultTable{strings.Fields(defaultSeries), map[string]map[string]Default{}}
	for _, s := range t.series {
		t.defaults[s] = map[string]Default{}
	}
	for line := range strings.Lines(defaultLines) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 5)
		value := Default{Type: f[3], Value: decode(f[4])}
		for _, s := range t.series[slices.Index(t.series, f[1]) : slices.Index(t.series, f[2])+1] {
			t.defaults[s][f[0]] = value
		}
	}
	return t
})

// decode reads the JSON of the generated table; integers become int64.
func decode(text string) any {
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
