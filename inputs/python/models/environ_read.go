package models

import (
	"slices"
	"strings"
	"unicode"

	"github.com/djgate/djgate/inputs/python/value"
)

// request is one call of Env.get_value.
type request struct {
	name, cast, def, parseDefault value.Value
}

// get asks the object for get_value, which a class may define anew.
func (lib *environLib) get(t *value.Thread, self *value.Instance, r request) (value.Value, error) {
	if _, owner, _ := self.Kind.Lookup("get_value"); owner == lib.env {
		return lib.read(t, self, r)
	}
	get, err := value.Attr(t, self, "get_value")
	if err != nil {
		return nil, err
	}
	c := &value.Call{Args: args{r.name}, Keywords: []value.Keyword{{Name: "cast", Value: orNone(r.cast)}, {Name: "default", Value: r.def}}, At: t.At}
	if r.def == nil {
		c.Keywords[1].Value = lib.notSet
	}
	if r.parseDefault != nil {
		c.Keywords = append(c.Keywords, value.Keyword{Name: "parse_default", Value: r.parseDefault})
	}
	return value.CallValue(t, get, c)
}

// read is Env.get_value: the scheme, the variable or the default, "$NAME" in it,
// then the cast. A default that is not given is nil.
func (lib *environLib) read(t *value.Thread, self *value.Instance, r request) (value.Value, error) {
	if u, ok := r.def.(*value.Unknown); ok && lib.perhapsUnset(u) {
		return value.Over(t, u, func(def value.Value) (value.Value, error) {
			r.def = def
			return lib.read(t, self, r)
		})
	}
	if err := t.Enter(); err != nil {
		return nil, err
	}
	defer t.Leave()
	if lib.below(0, 3) {
		return unknown(t, "django-environ before 0.3 is not followed", traceOf(args{r.name, r.def})), nil
	}
	if u, ok := value.IsUnknown(r.name); ok {
		return unknown(t, "the name of a variable is not known: "+u.Because, u.Trace()), nil
	}
	name, err := wantText(t, r.name, "get_value")
	if err != nil {
		return nil, err
	}
	if lib.minor >= 9 {
		prefix, err := value.Attr(t, self, "prefix")
		if err != nil {
			return nil, err
		}
		p, _ := text(prefix)
		name = p + name
	}
	if u, err := lib.fromScheme(t, self, name, &r); u != nil || err != nil {
		return unknownOrNil(u), err
	}
	if lib.unset(r.def) {
		r.def = nil
	}
	v, err := lib.variable(t, self, name, r.def)
	if err != nil {
		return nil, err
	}
	cast := r.cast
	if cast == nil && r.def == nil {
		cast = value.StrClass
	}
	out, err := overCast(t, v, cast, func(v value.Value) (value.Value, error) { return lib.finish(t, self, r, v) })
	if u, ok := value.IsUnknown(orNone(out)); ok && cast == value.StrClass {
		out = beginningAs(u, v)
	}
	return out, err
}

// beginningAs is u, the text of a variable that is not known, with the beginning of that;
// one that may name another variable or be escaped has none.
func beginningAs(u *value.Unknown, variable value.Value) value.Value {
	from, ok := value.IsUnknown(variable)
	if !ok || len(u.Choices) > 0 {
		return u
	}
	head, _ := from.Ends()
	if strings.ContainsAny(head, `$\`) {
		return u
	}
	return u.Between(head, "")
}

// overCast casts the text of a variable, or each that it may have. Where they are not
// known, a cast that is a builtin type tells what it gives.
func overCast(t *value.Thread, v, cast value.Value, f func(value.Value) (value.Value, error)) (value.Value, error) {
	u, unknown := v.(*value.Unknown)
	switch {
	case !unknown:
		out, err := f(v)
		return out, raisedFor(err, args{v})
	case len(u.Choices) > 0:
		return value.Over(t, u, f)
	}
	out := spread(u)
	switch cast {
	case value.StrClass, value.BoolClass, value.IntClass, value.FloatClass, value.ListClass, value.TupleClass, value.DictClass:
		out.Type = cast.(*value.Class)
	}
	return out, nil
}

// fromScheme fills what the scheme says of the variable; an unknown where the scheme is not known.
func (lib *environLib) fromScheme(t *value.Thread, self *value.Instance, name string, r *request) (*value.Unknown, error) {
	scheme, err := value.Attr(t, self, lib.schemeName())
	d, ok := scheme.(*value.Dict)
	if err != nil || !ok {
		return nil, nil
	}
	info, ok := d.GetStr(name)
	if !ok {
		return d.More(), nil
	}
	if u, ok := value.IsUnknown(info); ok {
		return spread(u), nil
	}
	// A cast that is false is none: who writes env("X", False) means a default.
	given, err := isOn(t, r.cast, false)
	if err != nil || given == value.Maybe {
		return unknown(t, "the cast is not known", traceOf(args{r.cast})), nil
	}
	pair := isPair(t, info)
	switch {
	case given == value.Yes:
	case !pair:
		r.cast = info
	default:
		if r.cast, err = value.Item(t, info, value.NewInt(0, nil)); err != nil {
			return nil, err
		}
	}
	if pair && lib.unset(r.def) {
		r.def, err = value.Item(t, info, value.NewInt(1, nil))
	}
	return nil, err
}

// isPair tells whether a value has two items, whatever it is: django-environ takes it for
// a cast and a default.
func isPair(t *value.Thread, v value.Value) bool {
	switch v.(type) {
	case value.Tuple, *value.List, *value.Dict, *value.Set, value.Str, value.Bytes, *value.Instance:
	default:
		return false
	}
	n, err := builtinCall("len")(t, v)
	size, ok := n.(value.Int)
	return err == nil && ok && size.Big().IsInt64() && size.Big().Int64() == 2
}

// variable is the text of the variable, or the default.
func (lib *environLib) variable(t *value.Thread, self *value.Instance, name string, def value.Value) (value.Value, error) {
	if lib.before(1) {
		return lib.plain(t, t.Environ, name, def)
	}
	source, err := value.Attr(t, self, "ENVIRON")
	if err != nil {
		return nil, err
	}
	if i, ok := source.(*value.Instance); ok && i.Kind.Name == "FileAwareMapping" {
		file, absent, err := fromFile(t, name)
		if file != nil || err != nil {
			return file, err
		}
		v, err := lib.plain(t, t.Environ, name, def)
		if err != nil {
			return nil, err
		}
		return v.With(v.Trace().Under(absent)), nil
	}
	switch source := source.(type) {
	case *value.Environ:
		return lib.plain(t, source, name, def)
	case *value.Dict:
		return lib.item(t, source, name, def)
	}
	return unknown(t, "another mapping than os.environ is not followed"), nil
}

// item is what a dict has under a name, or the default.
func (lib *environLib) item(t *value.Thread, d *value.Dict, name string, def value.Value) (value.Value, error) {
	v, ok := d.GetStr(name)
	if u, unknown := value.IsUnknown(v); unknown {
		return spread(u), nil // which is perhaps not there
	}
	switch {
	case ok:
		return v, nil
	case d.More() != nil:
		return spread(d.More()), nil
	case def != nil:
		return def, nil
	}
	return nil, t.RaiseClass(lib.wrong, "Set the "+name+" environment variable", d.Trace())
}

// plain is the variable of that very name in an environment, or the default.
func (lib *environLib) plain(t *value.Thread, from *value.Environ, name string, def value.Value) (value.Value, error) {
	v, absent := from.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: def != nil})
	switch {
	case v != nil:
		return t.Read(name, v, "environ"), nil
	case def != nil:
		return t.Default(name, def, absent, "environ"), nil
	}
	return t.DemandText(name, absent, lib.wrong, "Set the "+name+" environment variable")
}

// fromFile is the content of the file that NAME_FILE names; nil, and what that
// rests on, where it is not set.
func fromFile(t *value.Thread, name string) (value.Value, *value.Trace, error) {
	v, absent := t.Environ.Lookup(t, name+"_FILE")
	t.Reads = append(t.Reads, value.VariableRead{Name: name + "_FILE", At: t.At, Default: true})
	if u, ok := v.(*value.Unknown); ok {
		return typed(u, value.StrClass), nil, nil
	}
	path, ok := text(v)
	switch {
	case !ok:
		return nil, absent, nil
	case path == "":
		return nil, v.Trace(), nil
	}
	content, err := readText(t, path, v.Trace())
	return value.Named(name, content), nil, err
}

// finish does what follows the look-up: "$NAME", the smart cast, and the cast.
func (lib *environLib) finish(t *value.Thread, self *value.Instance, r request, v value.Value) (value.Value, error) {
	if _, ok := v.(value.Bytes); ok && lib.minor < 7 {
		return nil, t.RaiseClass(value.Exceptions()["TypeError"], "startswith first arg must be bytes or a tuple of bytes, not str", v.Trace())
	}
	if s, ok := text(v); ok && strings.HasPrefix(s, "$") {
		inner := r
		inner.name, inner.parseDefault = value.NewStr(strings.TrimLeft(s, "$"), v.Trace()), nil
		var err error
		if v, err = lib.get(t, self, inner); err != nil {
			return nil, err
		}
		if u, ok := value.IsUnknown(v); ok {
			return u, nil
		}
	}
	v, err := lib.unescape(t, self, v)
	if err != nil {
		return nil, err
	}
	cast, u, err := lib.castOf(t, self, r)
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	if r.def != nil && isNone(r.def) && isEmptyText(v) && lib.minor >= 8 {
		return value.None().With(v.Trace()), nil
	}
	same := value.No
	if r.def != nil {
		differs, err := value.Compare(t, value.NotEq, v, r.def)
		if err != nil {
			return nil, err
		}
		if same = differs.Not(); value.Identical(v, r.def) {
			same = value.Yes // whatever is in it
		}
	}
	force, err := isOn(t, r.parseDefault, false)
	if err != nil {
		return nil, err
	}
	if same == value.Yes && force != value.Yes || isNone(v) {
		return v, nil
	}
	if truth, err := value.Truthy(t, v); same == value.Yes && lib.minor < 10 && !lib.before(0) && (err != nil || truth == value.No) {
		return v, err
	}
	return lib.parse(t, v, cast)
}

func unknownOrNil(u *value.Unknown) value.Value {
	if u == nil {
		return nil
	}
	return u
}

func isEmptyText(v value.Value) bool { s, ok := text(v); return ok && s == "" }

// unescape turns `\$` into "$" where escape_proxy is on.
func (lib *environLib) unescape(t *value.Thread, self *value.Instance, v value.Value) (value.Value, error) {
	s, ok := text(v)
	if !ok || !strings.Contains(s, `\$`) || lib.minor < 8 {
		return v, nil
	}
	escape, err := value.Attr(t, self, "escape_proxy")
	if err != nil {
		return nil, err
	}
	on, err := value.Truthy(t, escape)
	if err != nil || on != value.Yes {
		return v, err
	}
	return value.NewStr(strings.ReplaceAll(s, `\$`, "$"), v.Trace()), nil
}

// castOf is the cast that is given or, with smart_cast, the type of the default.
func (lib *environLib) castOf(t *value.Thread, self *value.Instance, r request) (value.Value, *value.Unknown, error) {
	if !isNone(r.cast) || r.def == nil || isNone(r.def) || lib.before(5) {
		return r.cast, nil, nil
	}
	if lib.minor >= 5 {
		smart, err := value.Attr(t, self, "smart_cast")
		if err != nil {
			return nil, nil, err
		}
		if on, err := value.Truthy(t, smart); err != nil || on == value.No {
			return nil, nil, err
		}
	}
	if u, ok := value.IsUnknown(r.def); ok && u.Type == nil {
		return nil, spread(u), nil
	}
	return r.def.Class(), nil, nil
}

// parse is Env.parse_value.
func (lib *environLib) parse(t *value.Thread, v, cast value.Value) (value.Value, error) {
	switch c := cast.(type) {
	case nil, value.NoneValue:
		return v, nil
	case *value.List:
		return lib.parseWith(t, v, c.Elems(), false)
	case value.Tuple:
		if lib.before(0) {
			break
		}
		return lib.parseWith(t, v, c.Elems, true)
	case *value.Dict:
		return lib.parseByKey(t, v, c)
	case *value.Class:
		switch c {
		case value.BoolClass:
			return lib.parseBool(t, v)
		case value.ListClass:
			return lib.parseEach(t, v, nil, false)
		case value.TupleClass:
			if !lib.before(0) {
				return lib.parseEach(t, v, nil, true)
			}
		case value.DictClass:
			return lib.parseDict(t, v)
		case value.FloatClass:
			return lib.parseFloat(t, v)
		}
	}
	return call(t, cast, v)
}

// trueWords are what django-environ takes for true; any other text is false.
var trueWords = []string{"true", "on", "ok", "y", "yes", "1"}

func (lib *environLib) parseBool(t *value.Thread, v value.Value) (value.Value, error) {
	s, ok := text(v)
	if !ok {
		n, err := call(t, value.IntClass, v)
		if err != nil {
			return nil, err
		}
		truth, err := value.Truthy(t, n)
		return value.NewBool(truth == value.Yes, v.Trace()), err
	}
	if n, ok := pythonInt(s); ok {
		return value.NewBool(n.Sign() != 0, v.Trace()), nil
	}
	s = strings.ToLower(s)
	if lib.minor >= 11 {
		s = strings.TrimSpace(s)
	}
	if lib.truths != nil {
		return value.CompareValue(t, value.In, value.NewStr(s, v.Trace()), lib.truths)
	}
	return value.NewBool(slices.Contains(trueWords, s), v.Trace()), nil
}

// split splits at a separator, without what is empty; AttributeError for what is no str.
func (lib *environLib) split(t *value.Thread, v value.Value, sep string, strip bool) ([]string, error) {
	s, ok := text(v)
	if !ok {
		return nil, t.Raise("AttributeError", "'"+v.Class().Name+"' object has no attribute 'split'")
	}
	if strip {
		s = strings.Trim(strings.Trim(s, "("), ")")
	}
	return slices.DeleteFunc(strings.Split(s, sep), func(s string) bool { return s == "" }), nil
}

// parseWith is the cast [f], or (f,): one that holds nothing is asked for its first all the same.
func (lib *environLib) parseWith(t *value.Thread, v value.Value, casts []value.Value, tuple bool) (value.Value, error) {
	if len(casts) == 0 {
		return nil, t.RaiseClass(value.Exceptions()["IndexError"], "list index out of range", v.Trace())
	}
	return lib.parseEach(t, v, casts, tuple)
}

// parseEach splits at commas and casts each item by the first of casts.
func (lib *environLib) parseEach(t *value.Thread, v value.Value, casts []value.Value, tuple bool) (value.Value, error) {
	parts, err := lib.split(t, v, ",", tuple)
	if err != nil {
		return nil, err
	}
	items := strs(parts, v.Trace())
	for i := range items {
		if len(casts) == 0 {
			break
		}
		if items[i], err = call(t, casts[0], items[i]); err != nil {
			return nil, err
		}
	}
	if tuple {
		return value.NewTuple(items, v.Trace()), nil
	}
	return t.NewList(items, v.Trace()), nil
}

func (lib *environLib) parseDict(t *value.Thread, v value.Value) (value.Value, error) {
	parts, err := lib.split(t, v, ",", false)
	if err != nil {
		return nil, err
	}
	d := t.NewDict(v.Trace())
	for _, p := range parts {
		key, item, ok := strings.Cut(p, "=")
		if !ok || lib.minor < 10 && strings.Contains(item, "=") {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "dictionary update sequence element has the wrong length; 2 is required", v.Trace())
		}
		d.Set(t, value.NewStr(key, v.Trace()), value.NewStr(item, v.Trace()))
	}
	return d, nil
}

// parseByKey is the cast {"key": f, "value": g, "cast": {name: h}}, with pairs split at ";".
func (lib *environLib) parseByKey(t *value.Thread, v value.Value, cast *value.Dict) (value.Value, error) {
	parts, err := lib.split(t, v, ";", false)
	if err != nil {
		return nil, err
	}
	option := func(name string) value.Value {
		if f, ok := cast.GetStr(name); ok {
			return f
		}
		return value.StrClass
	}
	byKey, _ := option("cast").(*value.Dict)
	d := t.NewDict(v.Trace())
	for _, p := range parts {
		kv := strings.Split(p, "=")
		key, err := call(t, option("key"), value.NewStr(kv[0], v.Trace()))
		if err != nil {
			return nil, err
		}
		if len(kv) < 2 {
			return nil, t.RaiseClass(value.Exceptions()["IndexError"], "list index out of range", v.Trace())
		}
		itemCast := option("value")
		if byKey != nil {
			if own, ok := byKey.GetStr(kv[0]); ok {
				itemCast = own
			}
		}
		item, err := lib.parse(t, value.NewStr(kv[1], v.Trace()), itemCast)
		if err != nil {
			return nil, err
		}
		d.Set(t, key, item)
	}
	return d, nil
}

// parseFloat keeps digits, commas, dots and, from 0.7 on, minus signs; the last
// comma or dot is the decimal point.
func (lib *environLib) parseFloat(t *value.Thread, v value.Value) (value.Value, error) {
	s, ok := text(v)
	if !ok {
		return nil, t.Raise("TypeError", "expected string or bytes-like object, got '"+v.Class().Name+"'")
	}
	keep := ",."
	if lib.minor >= 7 {
		keep += "-"
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || strings.ContainsRune(keep, r) {
			return r
		}
		return -1
	}, s)
	if i := strings.LastIndexAny(s, ",."); i >= 0 {
		s = strings.NewReplacer(",", "", ".", "").Replace(s[:i]) + "." + s[i+1:]
	}
	return call(t, value.FloatClass, value.NewStr(s, v.Trace()))
}
