package models

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// jsonDecoderModule is json.decoder, whose names json has too.
func jsonDecoderModule(t *value.Thread) value.Value {
	m := value.NewModule("json.decoder", "")
	for _, name := range []string{"JSONDecodeError", "JSONDecoder"} {
		m.Define(name, attribute(t, "json", name))
	}
	m.Fallback = notFollowed("json.decoder")
	return m
}

func jsonModule(*value.Thread) value.Value {
	m := value.NewModule("json", "")
	broken := value.NewClass("JSONDecodeError", "json.decoder", value.Exceptions()["ValueError"])
	m.Define("JSONDecodeError", broken)
	m.Define("JSONEncoder", jsonEncoder())
	decoder := jsonDecoder(broken)
	m.Define("JSONDecoder", decoder)
	const options = ", *, cls=, object_hook=, parse_float=, parse_int=, parse_constant=, object_pairs_hook=, strict="
	m.Func("loads", strict("loads", "s"+options, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return loadJSONAs(t, decoder, a[0], broken, a[1:])
	}))
	m.Func("load", strict("load", "fp"+options, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		content, err := readAll(t, a[0])
		if err != nil {
			return nil, err
		}
		if u, ok := value.IsUnknown(content); ok {
			return spread(u), nil
		}
		return loadJSONAs(t, decoder, content, broken, a[1:])
	}))
	const writing = "skipkeys=, ensure_ascii=, check_circular=, allow_nan=, cls=, indent=, separators=, default=, sort_keys="
	m.Func("dumps", strict("dumps", "obj, *, "+writing, dumpJSON))
	m.Func("dump", strict("dump", "obj, fp, *, "+writing, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := dumpJSON(t, slices.Delete(slices.Clone(a), 1, 2), tr)
		if err != nil {
			return nil, err
		}
		_, err = callMethod(t, a[1], "write", s)
		return value.None(), err
	}))
	return m
}

// jsonEncoder is json.JSONEncoder, as a base of a project's own: what it writes is not followed.
func jsonEncoder() *value.Class {
	c := value.NewClass("JSONEncoder", "json.encoder")
	for _, name := range []string{"encode", "iterencode"} {
		c.Method(name, unknownCall("json.JSONEncoder is not followed"))
	}
	c.Method("__init__", inert)
	method(c, "default", "o", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
		return nil, t.Raise("TypeError", "Object of type "+a[0].Class().Name+" is not JSON serializable")
	})
	return c
}

// jsonDecoder is json.JSONDecoder; only one without hooks is followed.
func jsonDecoder(broken *value.Class) *value.Class {
	c := value.NewClass("JSONDecoder", "json.decoder")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if self, ok := firstInstance(c); ok && (len(c.Args) > 1 || len(c.Keywords) > 0 || c.Open != nil) {
			self.NS.Set(t, "_hooked", value.NewBool(true, nil), t.At)
		}
		return value.None(), nil
	})
	method(c, "decode", "s", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		_, hooked := self.NS.Get("_hooked")
		if _, open := value.IsUnknown(a[0]); open || hooked || self.Kind != c {
			return unknown(t, "a JSON decoder with hooks is not followed", a[0].Trace()), nil
		}
		return loadJSON(t, a[0], broken)
	})
	c.Method("raw_decode", unknownCall("json.JSONDecoder.raw_decode is not followed"))
	return c
}

// loadJSONAs is loadJSONWith, where cls may also be the decoder that is the default.
func loadJSONAs(t *value.Thread, decoder *value.Class, v value.Value, broken *value.Class, hooks args) (value.Value, error) {
	if hooks[0] == value.Value(decoder) {
		hooks = append(args{nil}, hooks[1:]...)
	}
	return loadJSONWith(t, v, broken, hooks)
}

// readAll calls read() of a file object.
func readAll(t *value.Thread, file value.Value) (value.Value, error) {
	read, err := value.Attr(t, file, "read")
	if err != nil {
		return nil, err
	}
	return call(t, read)
}

// loadJSON reads a text without hooks.
func loadJSON(t *value.Thread, v value.Value, broken *value.Class) (value.Value, error) {
	return loadJSONWith(t, v, broken, make(args, 7))
}

// loadJSONWith reads a text; hooks are cls, object_hook, parse_float, parse_int,
// parse_constant, object_pairs_hook and strict.
func loadJSONWith(t *value.Thread, v value.Value, broken *value.Class, hooks args) (value.Value, error) {
	if slices.ContainsFunc([]value.Value{hooks[0], hooks[4], hooks[6]}, func(v value.Value) bool { return !isNone(v) }) {
		return unknown(t, "json.loads with these hooks is not followed", v.Trace()), nil
	}
	var source string
	switch v := value.Underlying(v).(type) {
	case value.Str:
		source = v.Text()
	case value.Bytes:
		source = strings.TrimPrefix(v.Text(), "\ufeff")
	default:
		return nil, t.Raise("TypeError", "the JSON object must be str, bytes or bytearray, not "+v.Class().Name)
	}
	p := &jsonReader{t: t, s: source, tr: v.Trace(), broken: broken, hooks: hooks}
	out, err := p.document()
	return out, err
}

// jsonReader reads JSON as CPython's json does: NaN and Infinity are numbers, a
// key that comes again wins, and lone surrogates stay.
type jsonReader struct {
	t      *value.Thread
	s      string
	at     int
	depth  int
	tr     *value.Trace
	broken *value.Class
	hooks  args
}

// hooked gives what a hook makes of a value, or the value where there is none.
func (p *jsonReader) hooked(i int, v func() value.Value) (value.Value, error) {
	if isNone(p.hooks[i]) {
		return nil, nil
	}
	return call(p.t, p.hooks[i], v())
}

func (p *jsonReader) fail(shape string) error { return p.t.RaiseClass(p.broken, shape, p.tr) }

func (p *jsonReader) document() (value.Value, error) {
	if err := p.t.Alloc(len(p.s)); err != nil {
		return nil, err
	}
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.space(); p.at < len(p.s) {
		return nil, p.fail("Extra data")
	}
	return v, nil
}

func (p *jsonReader) space() {
	for p.at < len(p.s) && strings.IndexByte(" \t\n\r", p.s[p.at]) >= 0 {
		p.at++
	}
}

func (p *jsonReader) take(prefix string) bool {
	if strings.HasPrefix(p.s[p.at:], prefix) {
		p.at += len(prefix)
		return true
	}
	return false
}

func (p *jsonReader) value() (value.Value, error) {
	if p.depth++; p.depth > p.t.Limits.Depth {
		return nil, p.t.Raise("RecursionError", "maximum recursion depth exceeded")
	}
	defer func() { p.depth-- }()
	if err := p.t.Burn(1); err != nil {
		return nil, err
	}
	p.space()
	switch {
	case p.take("{"):
		return p.object()
	case p.take("["):
		return p.array()
	case p.take(`"`):
		s, err := p.text()
		return value.NewStr(s, p.tr), err
	case p.take("null"):
		return value.None().With(p.tr), nil
	case p.take("true"):
		return value.NewBool(true, p.tr), nil
	case p.take("false"):
		return value.NewBool(false, p.tr), nil
	case p.take("NaN"):
		return value.NewFloat(math.NaN(), p.tr), nil
	case p.take("Infinity"):
		return value.NewFloat(math.Inf(1), p.tr), nil
	case p.take("-Infinity"):
		return value.NewFloat(math.Inf(-1), p.tr), nil
	}
	return p.number()
}

func (p *jsonReader) array() (value.Value, error) {
	var items []value.Value
	if p.space(); p.take("]") {
		return p.t.NewList(nil, p.tr), nil
	}
	for {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		items = append(items, v)
		if p.space(); p.take("]") {
			return p.t.NewList(items, p.tr), nil
		}
		if !p.take(",") {
			return nil, p.fail("Expecting ',' delimiter")
		}
	}
}

func (p *jsonReader) object() (value.Value, error) {
	d := p.t.NewDict(p.tr)
	var rows []value.Value
	if p.space(); p.take("}") {
		return p.made(d, rows)
	}
	for {
		if p.space(); !p.take(`"`) {
			return nil, p.fail("Expecting property name enclosed in double quotes")
		}
		key, err := p.text()
		if err != nil {
			return nil, err
		}
		if p.space(); !p.take(":") {
			return nil, p.fail("Expecting ':' delimiter")
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		v = value.Named(key, v)
		d.Set(p.t, value.NewStr(key, p.tr), v)
		rows = append(rows, value.NewTuple([]value.Value{value.NewStr(key, p.tr), v}, p.tr))
		if p.space(); p.take("}") {
			return p.made(d, rows)
		}
		if !p.take(",") {
			return nil, p.fail("Expecting ',' delimiter")
		}
	}
}

// made is what the hooks make of a finished object; object_pairs_hook comes first.
func (p *jsonReader) made(d *value.Dict, rows []value.Value) (value.Value, error) {
	if v, err := p.hooked(5, func() value.Value { return p.t.NewList(rows, p.tr) }); v != nil || err != nil {
		return v, err
	}
	if v, err := p.hooked(1, func() value.Value { return d }); v != nil || err != nil {
		return v, err
	}
	return d, nil
}

// text reads the rest of a string after its quote.
func (p *jsonReader) text() (string, error) {
	var out []byte
	for p.at < len(p.s) {
		c := p.s[p.at]
		p.at++
		switch {
		case c == '"':
			return string(out), nil
		case c < ' ':
			return "", p.fail("Invalid control character")
		case c != '\\':
			out = append(out, c)
		default:
			var err error
			if out, err = p.escape(out); err != nil {
				return "", err
			}
		}
	}
	return "", p.fail("Unterminated string")
}

func (p *jsonReader) escape(out []byte) ([]byte, error) {
	if p.at >= len(p.s) {
		return nil, p.fail("Unterminated string")
	}
	c := p.s[p.at]
	p.at++
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 {
		return append(out, "\"\\/\b\f\n\r\t"[i]), nil
	}
	if c != 'u' {
		return nil, p.fail("Invalid \\escape")
	}
	r, err := p.hex()
	if err != nil {
		return nil, err
	}
	if r >= 0xd800 && r < 0xdc00 && strings.HasPrefix(p.s[p.at:], `\u`) {
		back := p.at
		p.at += 2
		low, err := p.hex()
		if err != nil {
			return nil, err
		}
		if low >= 0xdc00 && low < 0xe000 {
			r = 0x10000 + (r-0xd800)<<10 + (low - 0xdc00)
		} else {
			p.at = back
		}
	}
	return appendPoint(out, r), nil
}

// appendPoint appends a code point, a surrogate as its three bytes.
func appendPoint(out []byte, r rune) []byte {
	if r >= 0xd800 && r < 0xe000 {
		return append(out, byte(0xe0|r>>12), byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f))
	}
	return append(out, string(r)...)
}

func (p *jsonReader) hex() (rune, error) {
	if p.at+4 <= len(p.s) {
		if n, err := strconv.ParseUint(p.s[p.at:p.at+4], 16, 32); err == nil {
			p.at += 4
			return rune(n), nil
		}
	}
	return 0, p.fail("Invalid \\uXXXX escape")
}

func (p *jsonReader) number() (value.Value, error) {
	start, whole := p.at, true
	digits := func() bool {
		from := p.at
		for p.at < len(p.s) && p.s[p.at] >= '0' && p.s[p.at] <= '9' {
			p.at++
		}
		return p.at > from
	}
	p.take("-")
	if !p.take("0") && !digits() {
		p.at = start
		return nil, p.fail("Expecting value")
	}
	if end := p.at; p.take(".") {
		if whole = false; !digits() {
			p.at, whole = end, true
		}
	}
	if end := p.at; p.take("e") || p.take("E") {
		if !p.take("-") {
			p.take("+")
		}
		if digits() {
			whole = false
		} else {
			p.at = end
		}
	}
	hook := 2
	if whole {
		hook = 3
	}
	number := p.s[start:p.at]
	if v, err := p.hooked(hook, func() value.Value { return value.NewStr(number, p.tr) }); v != nil || err != nil {
		return v, err
	}
	return parseNumber(p.t, number, whole, p.tr)
}
