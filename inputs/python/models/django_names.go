package models

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/python/value"
)

// The names that modules of Django have, series by series: a name that a series
// removed cannot be imported from it. django_names.txt is what
// testdata/django_names.py says under each series, merged by
// testdata/merge_names.py.

//go:embed django_names.txt
var djangoNamesText string

// djangoNames is the table: by module, for each name the series that have it, as
// bits in the order of series. The names of a module are parsed when they are
// first asked for.
type djangoNames struct {
	series  []string
	modules map[string]func() map[string]uint32
}

// djangoTable is the table. Its first line lists the series; every other is
// "module: name name@3.2-4.2 ...". A name without "@" is there wherever the module is.
var djangoTable = sync.OnceValue(func() djangoNames {
	head, rest, _ := strings.Cut(djangoNamesText, "\n")
	d := djangoNames{series: strings.Fields(head), modules: map[string]func() map[string]uint32{}}
	for line := range strings.Lines(rest) {
		module, words, _ := strings.Cut(strings.TrimSpace(line), ":")
		d.modules[module] = sync.OnceValue(func() map[string]uint32 { return d.parse(words) })
	}
	return d
})

func (d djangoNames) parse(words string) map[string]uint32 {
	names := map[string]uint32{}
	for word := range strings.FieldsSeq(words) {
		name, span, limited := strings.Cut(word, "@")
		if !limited {
			span = d.series[0] + "-" + d.series[len(d.series)-1]
		}
		names[name] |= d.bits(span)
	}
	return names
}

// bits are those of a span "3.2-4.2" of series.
func (d djangoNames) bits(span string) uint32 {
	first, last, _ := strings.Cut(span, "-")
	var out uint32
	for i := slices.Index(d.series, first); i <= slices.Index(d.series, last); i++ {
		out |= 1 << i
	}
	return out
}

// seriesOf is the bit of the series in use; 0 where it is not known or not in the table.
func (d djangoNames) seriesOf(t *value.Thread) uint32 {
	version, installed := t.Host.Package("django")
	parts := strings.SplitN(version, ".", 3)
	if installed != value.Yes || len(parts) < 2 {
		return 0
	}
	if i := slices.Index(d.series, parts[0]+"."+parts[1]); i >= 0 {
		return 1 << i
	}
	return 0
}

// ofSeries makes the models of the table's modules be of the series in use: what
// it does not have is not there, and what it has and no model follows is unknown.
func ofSeries(models map[string]maker) map[string]maker {
	for module := range djangoTable().modules {
		models[module] = inSeries(module, models[module])
	}
	return models
}

func inSeries(module string, make maker) maker {
	return func(t *value.Thread) value.Value {
		names, bit := djangoTable().modules[module](), djangoTable().seriesOf(t)
		if bit != 0 && !anyHas(names, bit) {
			return nil
		}
		m, ok := value.NewModule(module, ""), true
		if make != nil {
			m, ok = make(t).(*value.Module)
		}
		if !ok || bit == 0 {
			return m
		}
		has := func(name string) bool { return names[name]&bit != 0 || strings.HasPrefix(name, "_") }
		for _, name := range m.NS.Names() {
			if !has(name) {
				m.NS.Delete(nil, name)
			}
		}
		other := m.Fallback
		if other == nil {
			other = notFollowed(module)
		}
		m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
			if !has(name) {
				return nil, nil
			}
			return other(t, name)
		}
		return m
	}
}

// anyHas tells whether a series has one of the names, and so the module.
func anyHas(names map[string]uint32, bit uint32) bool {
	for _, have := range names {
		if have&bit != 0 {
			return true
		}
	}
	return false
}
