package models

import (
	"math"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// casts are the methods of environs.Env by name.
func (lib *environsLib) casts() map[string]cast {
	casts := map[string]cast{
		"__call__": castRaw, "str": castStr, "bool": castBool, "int": castInt, "float": castFloat,
		"list": lib.castList, "dict": lib.castDict, "json": lib.castJSON, "path": castPath, "log_level": castLogLevel,
		"url": castURL, "timedelta": castTimedelta, "dj_db_url": lib.castWith("dj_database_url"),
	}
	casts["uuid"], casts["enum"] = castUUID, castEnum
	if lib.below(13) {
		casts["enum"] = castEnumName
	}
	if lib.below(11, 2) {
		casts["timedelta"] = castSeconds
	}
	casts["dj_email_url"], casts["dj_cache_url"] = lib.castWith("dj_email_url"), lib.castWith("django_cache_url")
	for _, name := range []string{"datetime", "date", "time"} {
		casts[name] = castISO(name)
	}
	casts["decimal"] = castDecimal
	for name, since := range laterCasts {
		if lib.below(since...) {
			delete(casts, name)
		}
	}
	return casts
}

// laterCasts are the versions that brought methods.
var laterCasts = map[string][]int{"path": {5}, "log_level": {5, 1}, "dj_cache_url": {7, 2}, "enum": {9, 1}, "time": {9, 2}}

// plainDecimal is what Decimal reads of a text without special values, exponents and blanks.
var plainDecimal = pattern.New(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// castDecimal follows plain numbers.
func castDecimal(t *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	s, isText := text(v)
	n, isInt := v.(value.Int)
	switch {
	case v.Class().Name == "Decimal": // a default
		return v, true, nil
	case isInt:
		s, isText = n.Big().String(), true
	}
	if !isText || !plainDecimal.MatchString(s) {
		return unknown(t, "whether marshmallow takes the decimal is not followed", v.Trace()), true, nil
	}
	out, err := call(t, attribute(t, "decimal", "Decimal"), value.NewStr(s, v.Trace()))
	return out, true, err
}

func castRaw(_ *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	return v, true, nil
}

func castStr(_ *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	_, ok := text(v)
	return v, ok, nil
}

// environsTrue and environsFalse are all that marshmallow takes for a bool, in these cases.
var (
	environsTrue  = []string{"t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1"}
	environsFalse = []string{"f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0"}
)

// castBool takes the texts that marshmallow takes, or the values that the options name.
func castBool(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	if b, ok := v.(value.Bool); ok {
		return b, true, nil
	}
	for _, side := range []struct {
		option string
		texts  []string
		b      bool
	}{{"truthy", environsTrue, true}, {"falsy", environsFalse, false}} {
		in, err := isOneOf(t, v, c.Keyword(side.option), side.texts)
		switch {
		case err != nil || in == value.Yes:
			return value.NewBool(side.b, v.Trace()), true, err
		case in == value.Maybe:
			return spread(v, orNone(c.Keyword(side.option))), true, nil
		}
	}
	return nil, false, nil
}

// isOneOf tells whether a value is among those of an option, or where that is not given
// whether its text is one of these.
func isOneOf(t *value.Thread, v, option value.Value, texts []string) (value.Truth, error) {
	if option != nil {
		return value.Compare(t, value.In, v, option)
	}
	s, _ := text(v)
	if n, ok := v.(value.Int); ok {
		s = n.Big().String()
	}
	return value.TruthOf(slices.Contains(texts, s)), nil
}

func castInt(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	s, isText := text(v)
	if strict, err := isOn(t, c.Keyword("strict"), false); err != nil || strict != value.No {
		_, isInt := v.(value.Int) // a text is none, whatever it says
		return v, isInt, err
	}
	if _, isBool := v.(value.Bool); !isText && !isBool {
		n, err := call(t, value.IntClass, v)
		if refused(err) {
			return nil, false, nil
		}
		return n, true, err
	}
	n, ok := pythonInt(s)
	if !ok {
		return nil, false, nil
	}
	return value.NewBigInt(n, v.Trace()), true, nil
}

// castFloat refuses nan, infinity and bools, as marshmallow does.
func castFloat(t *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	if _, isBool := v.(value.Bool); isBool { // a default
		return nil, false, nil
	}
	f, err := call(t, value.FloatClass, v)
	if refused(err) {
		return nil, false, nil
	}
	if n, ok := f.(value.Float); ok && (math.IsNaN(n.F) || math.IsInf(n.F, 0)) {
		return nil, false, nil
	}
	return f, true, err
}

// refused tells whether err is the ValueError or TypeError of a cast.
func refused(err error) bool {
	return raisedIs(err, "ValueError") || raisedIs(err, "TypeError")
}

// option is an argument of the call after name and default.
func option(c *value.Call, name string) value.Value { return orNone(c.Keyword(name)) }

// castList splits at the delimiter, without stripping blanks; an empty text is an empty
// list, since 7.3.1.
func (lib *environsLib) castList(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	delimiter, given := text(option(c, "delimiter"))
	if !given || lib.below(9, 1) {
		delimiter = ","
	}
	var items []value.Value
	if s, ok := text(v); ok && (s != "" || lib.below(7, 3, 1)) {
		items = strs(strings.Split(s, delimiter), v.Trace())
	} else if isNone(v) {
		return nil, false, noSplit(t, v)
	} else if !ok {
		own, err := value.Items(t, v)
		if err != nil {
			return nil, false, err
		}
		items = append(items, own...)
	}
	sub := option(c, "subcast")
	if len(c.Args) > 3 {
		sub = c.Args[3]
	}
	if err := lib.mapped(t, sub); err != nil {
		return nil, false, err
	}
	for i := range items {
		out, ok, err := subcast(t, sub, items[i], c)
		if err != nil || !ok {
			return nil, ok, err
		}
		items[i] = out
	}
	return t.NewList(items, v.Trace()), true, nil
}

// mapped is the KeyError of a version before 9.5, where a subcast is a type that marshmallow
// has a field for.
func (lib *environsLib) mapped(t *value.Thread, sub value.Value) error {
	if !lib.below(9, 5) || isNone(sub) {
		return nil
	}
	if _, ok := value.IsUnknown(sub); ok {
		return nil
	}
	if c, ok := sub.(*value.Class); ok && slices.Contains([]string{"builtins", "", "decimal", "uuid", "datetime"}, c.Module) {
		return nil
	}
	return t.RaiseClass(value.Exceptions()["KeyError"], "...", sub.Trace())
}

// noSplit is the AttributeError of a version that splits None.
func noSplit(t *value.Thread, v value.Value) error {
	return t.RaiseClass(value.Exceptions()["AttributeError"], "'NoneType' object has no attribute 'split'", v.Trace())
}

// subcast casts one item: a type by marshmallow's field for it, anything else by calling it.
func subcast(t *value.Thread, f, v value.Value, c *value.Call) (value.Value, bool, error) {
	plain := &value.Call{At: c.At}
	switch f {
	case value.Value(value.BoolClass):
		return castBool(t, v, plain)
	case value.Value(value.IntClass):
		return castInt(t, v, plain)
	case value.Value(value.FloatClass):
		return castFloat(t, v, plain)
	case value.Value(value.StrClass), value.Value(value.ListClass), value.Value(value.TupleClass), value.Value(value.SetClass):
		return v, true, nil
	case attribute(t, "decimal", "Decimal"):
		return castDecimal(t, v, plain)
	}
	if isNone(f) {
		return v, true, nil
	}
	out, err := call(t, f, v)
	return out, true, err
}

func (lib *environsLib) castDict(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	s, ok := text(v)
	switch {
	case isNone(v):
		return nil, false, noSplit(t, v)
	case !ok:
		return v, true, nil
	}
	delimiter, equals := ",", "="
	if own, ok := text(option(c, "delimiter")); ok && !lib.below(10) {
		delimiter = own
	}
	if own, ok := text(option(c, "key_value_delimiter")); ok && !lib.below(14, 2) {
		equals = own
	}
	keys := option(c, "subcast_keys")
	if isNone(keys) {
		keys = option(c, "subcast_key")
	}
	d := t.NewDict(v.Trace())
	if s == "" {
		return d, true, nil
	}
	for _, item := range strings.Split(s, delimiter) {
		key, val, found := strings.Cut(item, equals)
		if !found || lib.below(8, 1) && strings.Contains(val, equals) {
			return nil, true, t.RaiseClass(value.Exceptions()["ValueError"], "not enough values to unpack (expected 2, got 1)", v.Trace())
		}
		k, ok, err := subcast(t, keys, value.NewStr(strings.TrimSpace(key), v.Trace()), c)
		if err != nil || !ok {
			return nil, ok, err
		}
		x, ok, err := subcast(t, option(c, "subcast_values"), value.NewStr(strings.TrimSpace(val), v.Trace()), c)
		if err != nil || !ok {
			return nil, ok, err
		}
		d.Set(t, k, x)
	}
	return d, true, nil
}

// noneAllowed tells whether a field takes null: where the default of the call is None.
func noneAllowed(c *value.Call) bool {
	def := c.Keyword("default")
	if len(c.Args) > 2 {
		def = c.Args[2]
	}
	_, none := def.(value.NoneValue)
	return none || c.Keyword("allow_none") != nil
}

func (lib *environsLib) castJSON(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	if _, ok := text(v); !ok && lib.below(10, 1) {
		return nil, false, t.RaiseClass(value.Exceptions()["TypeError"], "the JSON object must be str, bytes or bytearray, not ...", v.Trace())
	} else if !ok {
		return v, true, nil
	}
	out, err := loadJSON(t, v, value.Exceptions()["ValueError"])
	switch {
	case refused(err) && lib.below(9, 3, 2):
		wrong, _ := attribute(t, "json", "JSONDecodeError").(*value.Class)
		return nil, false, t.RaiseClass(wrong, "Expecting value", v.Trace())
	case refused(err):
		return nil, false, nil
	}
	return out, !isNone(out) || noneAllowed(c), err
}

func castPath(t *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	s, ok := pathText(v)
	return newPath(t, s, v.Trace()), ok, nil
}

// logLevels are the names of logging that are ints.
var logLevels = map[string]int64{"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARNING": 30, "WARN": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}

func castLogLevel(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	s, _ := text(v)
	if n, ok := logLevels[strings.ToUpper(s)]; ok {
		return value.NewInt(n, v.Trace()), true, nil
	}
	return castInt(t, v, c)
}

// castURL parses a URL that is plainly valid; what marshmallow makes of others is not followed.
func castURL(t *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	if u, ok := v.(*parseResult); ok {
		return u, true, nil
	}
	if s, ok := text(v); !ok || !plainURL(s) {
		return unknown(t, "whether marshmallow takes the URL is not followed", v.Trace()), true, nil
	}
	result, err := asResult(t, v, false)
	return result, true, err
}

// castWith makes the cast of a library that parses a URL, with the further keywords.
func (lib *environsLib) castWith(module string) cast {
	return func(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
		parse := attribute(t, module, "parse")
		if parse == nil {
			return unknown(t, module+" is not followed", v.Trace()), true, nil
		}
		with := &value.Call{Args: args{v}, At: c.At}
		for _, k := range c.Keywords {
			if k.Name != "default" && k.Name != "name" {
				with.Keywords = append(with.Keywords, k)
			}
		}
		out, err := value.CallValue(t, parse, with)
		if _, raised := err.(*value.Raised); raised && !lib.below(8, 1) {
			return nil, false, nil
		}
		return out, true, err
	}
}
