package models

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djgate/djgate/inputs/python/value"
)

// tomllib, tomli and toml: names are in the order of the file, as Python's dicts keep it.

// tomlModule reads TOML: loads(text) and load(file).
func tomlModule(name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		broken := value.NewClass("TOMLDecodeError", name, value.Exceptions()["ValueError"])
		m.Define("TOMLDecodeError", broken).Define("TomlDecodeError", broken)
		m.Func("loads", strict("loads", "s, *, parse_float=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			s, err := wantText(t, a[0], "loads")
			if err != nil {
				return nil, err
			}
			return loadTOML(t, s, tr, broken)
		}))
		m.Func("load", strict("load", "fp, *, parse_float=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			if s, ok := text(a[0]); ok { // the package toml takes a path
				content, err := readText(t, s, a[0].Trace())
				return loadContent(t, content, err, broken)
			}
			content, err := readAll(t, a[0])
			return loadContent(t, content, err, broken)
		}))
		return m
	}
}

func loadContent(t *value.Thread, content value.Value, err error, broken *value.Class) (value.Value, error) {
	switch c := content.(type) {
	case value.Str:
		return loadTOML(t, c.Text(), c.Trace(), broken)
	case value.Bytes:
		return loadTOML(t, c.Text(), c.Trace(), broken)
	case *value.Unknown:
		return spread(c), err
	}
	return nil, err
}

func loadTOML(t *value.Thread, s string, tr *value.Trace, broken *value.Class) (value.Value, error) {
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := toml.Unmarshal([]byte(s), &tree); err != nil {
		return nil, t.RaiseClass(broken, "invalid TOML", tr)
	}
	return (&tomlReader{t, tr, tomlOrder(s)}).value(tree, "")
}

// tomlReader makes values of what the decoder gives. order has the number of each
// name by its path, since the decoder's maps have none.
type tomlReader struct {
	t     *value.Thread
	tr    *value.Trace
	order map[string]int
}

func (r *tomlReader) value(v any, path string) (value.Value, error) {
	if err := r.t.Burn(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		return r.table(v, path)
	case []any:
		items := make([]value.Value, len(v))
		for i := range v {
			item, err := r.value(v[i], element(path, i))
			if err != nil {
				return nil, err
			}
			items[i] = item
		}
		return r.t.NewList(items, r.tr), nil
	case string:
		return value.NewStr(v, r.tr), nil
	case bool:
		return value.NewBool(v, r.tr), nil
	case int64:
		return value.NewInt(v, r.tr), nil
	case float64:
		return value.NewFloat(v, r.tr), nil
	case toml.LocalDate:
		return r.moment("date", v.Year, v.Month, v.Day)
	case toml.LocalTime:
		return r.moment("time", v.Hour, v.Minute, v.Second, v.Nanosecond/1000)
	case toml.LocalDateTime:
		return r.moment("datetime", v.Year, v.Month, v.Day, v.Hour, v.Minute, v.Second, v.Nanosecond/1000)
	}
	return unknown(r.t, "a moment with a time zone in TOML is not followed", r.tr), nil
}

func (r *tomlReader) table(v map[string]any, path string) (value.Value, error) {
	d := r.t.NewDict(r.tr)
	names := slices.SortedFunc(maps.Keys(v), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.order[child(path, a)], r.order[child(path, b)]), strings.Compare(a, b))
	})
	for _, name := range names {
		item, err := r.value(v[name], child(path, name))
		if err != nil {
			return nil, err
		}
		d.Set(r.t, value.NewStr(name, r.tr), value.Named(name, item))
	}
	return d, nil
}

// moment calls a class of datetime with numbers.
func (r *tomlReader) moment(class string, numbers ...int) (value.Value, error) {
	a := make([]value.Value, len(numbers))
	for i, n := range numbers {
		a[i] = value.NewInt(int64(n), r.tr)
	}
	return call(r.t, attribute(r.t, "datetime", class), a...)
}

// child and element extend a path by a name, and by the number of an element.
func child(path, name string) string    { return path + "\x00" + name }
func element(path string, i int) string { return path + "\x01" + strconv.Itoa(i) }

// tomlOrder numbers the names of a document in the order in which they first appear.
func tomlOrder(s string) map[string]int {
	w := tomlWalk{order: map[string]int{}, elements: map[string]int{}}
	var p unstable.Parser
	p.Reset([]byte(s))
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			table = w.names(e.Key(), "")
		case unstable.ArrayTable:
			list := w.names(e.Key(), "")
			w.elements[list]++
			table = element(list, w.elements[list]-1)
		case unstable.KeyValue:
			w.pair(e, table)
		}
	}
	return w.order
}

type tomlWalk struct {
	order    map[string]int
	elements map[string]int // of each array of tables so far
}

// names numbers the names of a dotted key and gives its path; a name that is an
// array of tables stands for its last element.
func (w *tomlWalk) names(key unstable.Iterator, path string) string {
	for key.Next() {
		if n := w.elements[path]; n > 0 {
			path = element(path, n-1)
		}
		path = child(path, string(key.Node().Data))
		if _, seen := w.order[path]; !seen {
			w.order[path] = len(w.order) + 1
		}
	}
	return path
}

func (w *tomlWalk) pair(e *unstable.Node, table string) {
	w.inside(e.Value(), w.names(e.Key(), table))
}

// inside numbers the names of inline tables, also those in arrays.
func (w *tomlWalk) inside(v *unstable.Node, path string) {
	i := 0
	for it := v.Children(); (v.Kind == unstable.Array || v.Kind == unstable.InlineTable) && it.Next(); i++ {
		if v.Kind == unstable.Array {
			w.inside(it.Node(), element(path, i))
		} else {
			w.pair(it.Node(), path)
		}
	}
}
