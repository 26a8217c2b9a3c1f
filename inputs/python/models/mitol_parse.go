package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// refused is EnvironmentVariableParseException.
func (lib *mitolLib) refused(t *value.Thread, v value.Value, want string) error {
	return t.RaiseClass(lib.unparsed, "Expected value in ... to be "+want, v.Trace())
}

func (lib *mitolLib) parseBool(t *value.Thread, v value.Value) (value.Value, error) {
	if v.Class() == value.BoolClass {
		return v, nil
	}
	lower, err := callMethod(t, v, "lower")
	if err != nil {
		return nil, err
	}
	s, _ := text(lower)
	if s != "true" && s != "false" {
		return nil, lib.refused(t, v, "a boolean")
	}
	return value.NewBool(s == "true", v.Trace()), nil
}

func (lib *mitolLib) parseInt(t *value.Thread, v value.Value) (value.Value, error) {
	if isNone(v) || v.Class().Is(value.IntClass) {
		return v, nil
	}
	n, err := call(t, value.IntClass, v)
	if raisedIs(err, "ValueError") {
		return nil, lib.refused(t, v, "an int")
	}
	return n, err
}

func (lib *mitolLib) parseList(t *value.Thread, v value.Value) (value.Value, error) {
	if v.Class().Is(value.ListClass) {
		return v, nil
	}
	s, ok := text(v)
	if !ok {
		return nil, lib.refused(t, v, "a list literal")
	}
	list, err := literalEval(t, s, v.Trace())
	if raisedIs(err, "ValueError") || raisedIs(err, "SyntaxError") {
		return nil, lib.refused(t, v, "a list literal")
	}
	if err == nil && list.Class() != value.ListClass {
		return nil, lib.refused(t, v, "a list literal")
	}
	return list, err
}

func (lib *mitolLib) parseDelimited(t *value.Thread, v value.Value) (value.Value, error) {
	if s, ok := text(v); ok {
		v = t.NewList(strs(strings.Split(s, ","), v.Trace()), v.Trace())
	}
	items, err := value.Items(t, v)
	if err != nil {
		return nil, err
	}
	out := make([]value.Value, len(items))
	for i, item := range items {
		if out[i], err = callMethod(t, item, "strip", value.NewStr(" ", nil)); err != nil {
			return nil, err
		}
	}
	return t.NewList(out, v.Trace()), nil
}

// parseCrontab gives the keywords of a crontab.
func (lib *mitolLib) parseCrontab(t *value.Thread, v value.Value) (value.Value, error) {
	keys := []string{"minute", "hour", "day_of_week", "day_of_month", "month_of_year"}
	if s, ok := text(v); ok {
		units := strings.Split(s, " ")
		if len(units) != len(keys) || slices.Contains(units, "") {
			return nil, t.RaiseClass(lib.wrong, "Crontab value ... is required to have 5 units", v.Trace())
		}
		d := t.NewDict(v.Trace())
		for i, key := range keys {
			d.SetStr(t, key, value.NewStr(units[i], v.Trace()))
		}
		return d, nil
	}
	if truth, err := value.Truthy(t, v); err != nil || truth == value.No {
		return t.NewDict(v.Trace()), err
	}
	d, ok := v.(*value.Dict)
	if !ok {
		return nil, t.RaiseClass(lib.wrong, "Crontab value is an invalid type: ...", v.Trace())
	}
	for _, e := range d.Entries() {
		if key, ok := text(e.Key); ok && !slices.Contains(keys, key) {
			return nil, t.RaiseClass(lib.wrong, "Crontab value has invalid keys: ...", v.Trace())
		}
	}
	return v, nil
}
