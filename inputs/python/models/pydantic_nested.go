package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Nested models and dicts that are made of several variables: DB__HOST, DB__PORT
// (explode_env_vars of pydantic-settings).

// unset stands in the dict of a nested model for a field whose variable nothing
// sets, so that the default which the model then takes rests on that.
type unset struct {
	value.NoneValue
	name   string
	absent *value.Trace
}

// With returns the same.
func (u *unset) With(*value.Trace) value.Value { return u }

// maxLeaves bounds how many variables are asked for one nested model.
const maxLeaves = 400

// exploding is one field that is being made of several variables.
type exploding struct {
	*envSource
	field modelField
	from  layer
	made  *value.Dict
	given map[*value.Dict]bool // made of JSON, not of names
}

// explode makes the dict of the variables whose names begin with that of the field.
// found tells whether there is any; nil where the settings have no delimiter.
func (s *envSource) explode(t *value.Thread, f modelField, name string, l layer) (d *value.Dict, found bool, absent *value.Trace, err error) {
	if s.delimiter == "" {
		return nil, false, nil, nil
	}
	x := exploding{s, f, l, t.NewDict(nil), map[*value.Dict]bool{}}
	prefix := s.fold(name) + s.delimiter
	for _, full := range x.candidates(t, name, prefix) {
		path := x.path(s.fold(full), prefix)
		v, tr := l.lookup(t, full, true)
		switch {
		case v != nil:
			found = true
			err = x.put(t, path, t.Read(full, v, "pydantic"))
		case tr != nil && len(tr.Assumes) > 0 && !s.lib.v1:
			x.miss(t, path, &unset{name: full, absent: tr})
		}
		if err != nil {
			return nil, false, nil, err
		}
		if v == nil {
			absent = value.Merge(absent, tr)
		}
	}
	return x.made, found, absent, nil
}

// candidates are the variables that count: those that are set, and those that the
// nested models would read.
func (x *exploding) candidates(t *value.Thread, name, prefix string) []string {
	out := x.leaves(t, x.field.schema, name, nil, 0)
	seen := map[string]bool{}
	for _, leaf := range out {
		seen[x.fold(leaf)] = true
	}
	for _, have := range x.from.names(t) {
		if own := x.fold(have); strings.HasPrefix(own, prefix) && !seen[own] {
			out, seen[own] = append(out, have), true
		}
	}
	return out
}

// leaves are the names of the variables that a nested model has fields for.
func (x *exploding) leaves(t *value.Thread, kind schema, name string, out []string, depth int) []string {
	if kind.kind == "union" {
		for _, part := range kind.args {
			out = x.leaves(t, part, name, out, depth)
		}
	}
	if kind.kind != "model" || depth > 4 || x.splits >= 0 && depth > x.splits {
		return out
	}
	fields, _ := x.lib.fields(t, kind.class)
	for _, f := range fields {
		if len(out) >= maxLeaves {
			break
		}
		full := name + x.delimiter + f.name
		if !x.exact {
			full = strings.ToUpper(full)
		}
		if !slices.Contains(out, full) {
			out = append(out, full)
		}
		out = x.leaves(t, f.schema, full, out, depth+1)
	}
	return out
}

// path is the keys that a variable's name spells.
func (x *exploding) path(full, prefix string) []string {
	if x.lib.v1 { // the first part, which is dropped, need not be the field's name
		return strings.Split(full[len(x.prefix):], x.delimiter)[1:]
	}
	if x.splits < 0 {
		return strings.Split(full[len(prefix):], x.delimiter)
	}
	return strings.SplitN(full[len(prefix):], x.delimiter, x.splits+1)
}

// put sets what the path leads to. Where another variable gives the same as JSON,
// the order of the environment decides, which is not known.
func (x *exploding) put(t *value.Thread, path []string, v value.Value) error {
	d, kind := x.made, x.field.schema
	for _, key := range path[:len(path)-1] {
		key, kind = x.below(t, kind, key)
		held, _ := d.GetStr(key)
		next, ok := held.(*value.Dict)
		switch {
		case held == nil:
			next = t.NewDict(nil)
			d.SetStr(t, key, next)
		case !ok || x.given[next]:
			d.SetStr(t, key, unknown(t, "which variable the program reads last is not known", v.Trace(), held.Trace()))
			return nil
		}
		d = next
	}
	key, kind := x.below(t, kind, path[len(path)-1])
	made, err := x.decoded(t, kind, key, v)
	if own, ok := made.(*value.Dict); ok {
		x.given[own] = true
	}
	if held, ok := d.GetStr(key); ok && err == nil {
		made = unknown(t, "which variable the program reads last is not known", made.Trace(), held.Trace())
	}
	if err == nil {
		d.SetStr(t, key, made)
	}
	return err
}

// decoded is a value as its field takes it; version 1 leaves it a text.
func (x *exploding) decoded(t *value.Thread, kind schema, key string, v value.Value) (value.Value, error) {
	if x.lib.v1 || isEmptyText(v) {
		return v, nil
	}
	if kind.kind == "" && x.field.kind == "dict" && len(x.field.args) == 0 {
		return known(t, args{v}, func(a args) (value.Value, error) {
			out, err := loadJSON(t, a[0], value.Exceptions()["ValueError"])
			if refused(err) {
				return a[0], nil
			}
			return out, err
		})
	}
	return x.decode(t, kind, key, v)
}

// miss notes that the variable of a field is not set.
func (x *exploding) miss(t *value.Thread, path []string, u *unset) {
	d, kind := x.made, x.field.schema
	for i, key := range path {
		key, kind = x.below(t, kind, key)
		held, _ := d.GetStr(key)
		next, ok := held.(*value.Dict)
		switch {
		case i == len(path)-1 && held == nil:
			d.SetStr(t, key, u)
		case !ok || x.given[next]:
			return
		}
		d = next
	}
}

// below is what a key of a nested name stands for: the key of the dict, and its type.
func (x *exploding) below(t *value.Thread, kind schema, key string) (string, schema) {
	switch kind.kind {
	case "union":
		if x.lib.oldUnions {
			break
		}
		for _, part := range kind.args {
			if name, inner := x.below(t, part, key); inner.kind != "" {
				return name, inner
			}
		}
	case "dict":
		if len(kind.args) > 0 {
			return key, kind.args[len(kind.args)-1]
		}
	case "model":
		fields, _ := x.lib.fields(t, kind.class)
		for _, f := range fields {
			if x.lib.v1 && f.name == key || !x.lib.v1 && x.fold(f.name) == key {
				return f.name, f.schema
			}
		}
	}
	return key, schema{}
}

// deepUpdate puts a dict over another, and so the dicts in them.
func deepUpdate(t *value.Thread, low, high *value.Dict) *value.Dict {
	for _, e := range high.Entries() {
		under, had := low.Get(e.Key)
		over, isDict := e.Value.(*value.Dict)
		below, both := under.(*value.Dict)
		missing, absent := e.Value.(*unset)
		switch {
		case absent && had:
			low.Set(t, e.Key, restingOn(under, missing.absent))
		case isDict && both:
			low.Set(t, e.Key, deepUpdate(t, below, over))
		default:
			low.Set(t, e.Key, e.Value)
		}
	}
	if more := high.More(); more != nil {
		low.Open(t, more)
	}
	return low
}
