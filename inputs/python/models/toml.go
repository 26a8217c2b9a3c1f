package models

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// tomllib, tomli and toml: names are in the order of the file, as Python's dicts keep it.

// tomlModule is tomllib, or tomli, which is the same for older versions of Python.
func tomlModule(name string) maker {
	return func(*value.Thread) value.Value {
		lib := &tomlLib{name, value.NewClass("TOMLDecodeError", name, value.Exceptions()["ValueError"])}
		m := value.NewModule(name, "").Define(lib.broken.Name, lib.broken)
		m.Func("loads", strict("loads", "s, *, parse_float=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			return lib.load(t, a[0], value.StrClass, a[1])
		}))
		m.Func("load", strict("load", "fp, *, parse_float=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			content, err := readAll(t, a[0])
			if err != nil {
				return nil, err
			}
			return lib.load(t, content, value.BytesClass, a[1])
		}))
		return m
	}
}

// oldTOMLModule is the package toml, which takes paths, and files that are open for texts.
func oldTOMLModule(t *value.Thread) value.Value {
	lib := &tomlLib{"toml", value.NewClass("TomlDecodeError", "toml.decoder", value.Exceptions()["ValueError"])}
	m := value.NewModule("toml", "")
	m.Fallback = notFollowed("toml")
	if packageBelow(t, "toml", 0, 9, 2) {
		m.Func("loads", unknownCall("toml before 0.9.2 is not followed")).Func("load", unknownCall("toml before 0.9.2 is not followed"))
		return m
	}
	m.Define(lib.broken.Name, lib.broken)
	m.Func("loads", strict("loads", "s, _dict=, decoder=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		if ownTables(a[1], a[2]) {
			return unknown(t, "a class or decoder that toml is given is not followed", tr), nil
		}
		return lib.load(t, a[0], value.StrClass, nil)
	}))
	m.Func("load", strict("load", "f, _dict=, decoder=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		_, several := a[0].(*value.List)
		_, isText := text(a[0])
		path, isPath := pathText(a[0])
		if several || ownTables(a[1], a[2]) || isPath && !isText && packageBelow(t, "toml", 0, 10) {
			return unknown(t, "how toml reads what it is given is not followed", tr), nil
		}
		if isPath {
			content, err := readText(t, path, a[0].Trace())
			if err != nil {
				return nil, err
			}
			return lib.load(t, content, value.StrClass, nil)
		}
		if read, err := value.Attr(t, a[0], "read"); (err != nil || read == nil) && !packageBelow(t, "toml", 0, 9, 6) {
			return nil, t.RaiseClass(value.Exceptions()["TypeError"], "You can only load a file descriptor, filename or list", a[0].Trace())
		}
		content, err := readAll(t, a[0])
		if err != nil {
			return nil, err
		}
		return lib.load(t, content, value.StrClass, nil)
	}))
	return m
}

// ownTables tells whether the tables are to be of another class than dict, or another
// decoder makes them.
func ownTables(class, decoder value.Value) bool {
	return class != nil && class != value.Value(value.DictClass) || !isNone(decoder)
}

// tomlLib is one of the libraries in one interpretation.
type tomlLib struct {
	name   string
	broken *value.Class
}

// load reads a content, which has to be of one class; floats is what makes a float of its text.
func (lib *tomlLib) load(t *value.Thread, content value.Value, class *value.Class, floats value.Value) (value.Value, error) {
	return known(t, args{content}, func(a args) (value.Value, error) {
		if a[0].Class() != class {
			return nil, value.Blame(t.Raise("TypeError", "TOML is read from "+class.Name+", not "+a[0].Class().Name), a[0])
		}
		s, ok := text(a[0])
		if b, isBytes := a[0].(value.Bytes); isBytes {
			s, ok = b.Text(), true
		}
		if !ok {
			return unknown(t, "the TOML is not followed", a[0].Trace()), nil
		}
		return lib.parse(t, s, a[0].Trace(), !isNone(floats))
	})
}

// tomlLarge are numbers that Go's reader refuses, and Python does not.
var tomlLarge = pattern.New(`[0-9_]{19}`)

func (lib *tomlLib) parse(t *value.Thread, s string, tr *value.Trace, ownFloats bool) (value.Value, error) {
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	old := lib.name == "toml"
	if old && packageBelow(t, "toml", 0, 10) && !simpleTOML.MatchString(s) {
		return unknown(t, "how the package toml reads this is not followed", tr), nil
	}
	var tree map[string]any
	err := toml.Unmarshal([]byte(s), &tree)
	switch {
	case err != nil && tomlLarge.MatchString(s):
		return unknown(t, "numbers of TOML that are as large are not followed", tr), nil
	case old && (err != nil && !plainTOML.MatchString(s) || err == nil && (oddTOML.MatchString(s) || losesString(s))):
		return unknown(t, "how the package toml reads this is not followed", tr), nil
	case err == nil && needsRecentTOML(s):
		switch recentTOML(t, lib.name) {
		case value.Maybe:
			return unknown(t, "whether TOML 1.1 is read depends on the version of "+lib.name, tr), nil
		case value.No:
			return nil, t.RaiseClass(lib.broken, "invalid TOML", tr)
		}
	case err != nil:
		return nil, t.RaiseClass(lib.broken, "invalid TOML", tr)
	}
	return (&tomlReader{t: t, tr: tr, order: tomlOrder(s), ownFloats: ownFloats, old: old, broken: lib.broken}).value(tree, "")
}

// tomlReader makes values of what the decoder gives. order has the number of each
// name by its path, since the decoder's maps have none.
type tomlReader struct {
	t     *value.Thread
	tr    *value.Trace
	order map[string]int
	// ownFloats tells that floats are made by a function that was given, from their texts.
	ownFloats bool
	old       bool // as the package toml reads them
	broken    *value.Class
}

func (r *tomlReader) value(v any, path string) (value.Value, error) {
	if err := r.t.Burn(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		return r.table(v, path)
	case []any:
		return r.array(v, path)
	case string:
		return value.NewStr(v, r.tr), nil
	case bool:
		return value.NewBool(v, r.tr), nil
	case int64:
		return value.NewInt(v, r.tr), nil
	case float64:
		if r.ownFloats {
			return unknown(r.t, "parse_float is not followed", r.tr), nil
		}
		if r.old && v == 0 { // it has no negative zero
			v = 0
		}
		return value.NewFloat(v, r.tr), nil
	case toml.LocalDate:
		return r.moment("date", v.Year, v.Month, v.Day)
	case toml.LocalTime:
		if r.old && v.Nanosecond != 0 {
			return unknown(r.t, "how the package toml reads this is not followed", r.tr), nil
		}
		return r.moment("time", v.Hour, v.Minute, v.Second, v.Nanosecond/1000)
	case toml.LocalDateTime:
		return r.moment("datetime", v.Year, v.Month, v.Day, v.Hour, v.Minute, v.Second, v.Nanosecond/1000)
	}
	return unknown(r.t, "a moment with a time zone in TOML is not followed", r.tr), nil
}

func (r *tomlReader) array(v []any, path string) (value.Value, error) {
	if one := homogeneous(v); r.old && one != value.Yes {
		if one == value.No {
			return nil, r.t.RaiseClass(r.broken, "Not a homogeneous array", r.tr)
		}
		return unknown(r.t, "how the package toml reads this is not followed", r.tr), nil
	}
	items := make([]value.Value, len(v))
	for i := range v {
		item, err := r.value(v[i], element(path, i))
		if err != nil {
			return nil, err
		}
		items[i] = item
	}
	return r.t.NewList(items, r.tr), nil
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
