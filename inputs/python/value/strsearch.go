package value

import (
	"strconv"
	"strings"
)

// Searching a str or bytes: find, index, count, startswith, translate.

func decimal(n int) string { return strconv.Itoa(n) }

// window is the part of self that optional start and end arguments leave, and
// where it begins; not ok where start is beyond the end.
func (in *invocation) window(i int) (part string, from int, ok bool) {
	seq := newSequence(in.self)
	n := seq.len()
	from, to := in.index(i, 0), in.index(i+1, n)
	if from < 0 {
		from = max(0, from+n)
	}
	if to < 0 {
		to = max(0, to+n)
	}
	to = min(to, n)
	if in.err != nil || from > to {
		return "", from, false
	}
	if seq.runes != nil {
		return textOf(seq.runes[from:to]), from, true
	}
	return seq.text[from:to], from, true
}

// search gives the place of the first argument, -1 where it is not there.
func (in *invocation) search(find func(s, sub string) int) int {
	sub := in.like(0)
	part, from, ok := in.window(1)
	if !ok {
		return -1
	}
	at := find(part, sub)
	if at < 0 {
		return -1
	}
	if in.isBytes() {
		return from + at
	}
	return from + runeCount(part[:at])
}

func strFind(in *invocation) (Value, error) {
	return NewInt(int64(in.search(strings.Index)), in.tr), nil
}

func strFindRight(in *invocation) (Value, error) {
	return NewInt(int64(in.search(strings.LastIndex)), in.tr), nil
}

func strIndex(in *invocation) (Value, error)      { return in.mustFind(strings.Index) }
func strIndexRight(in *invocation) (Value, error) { return in.mustFind(strings.LastIndex) }

func (in *invocation) mustFind(find func(s, sub string) int) (Value, error) {
	at := in.search(find)
	if at < 0 {
		what := "substring not found"
		if in.isBytes() {
			what = "subsection not found"
		}
		in.fail("ValueError", what)
	}
	return NewInt(int64(at), in.tr), nil
}

func strCount(in *invocation) (Value, error) {
	sub := in.like(0)
	part, _, ok := in.window(1)
	n := 0
	switch {
	case !ok:
	case sub == "" && in.isBytes():
		n = len(part) + 1
	case sub == "":
		n = runeCount(part) + 1
	default:
		n = strings.Count(part, sub)
	}
	return NewInt(int64(n), in.tr), nil
}

func strStartsWith(in *invocation) (Value, error) { return in.affix(strings.HasPrefix) }
func strEndsWith(in *invocation) (Value, error)   { return in.affix(strings.HasSuffix) }

// affix tests one text or a tuple of them.
func (in *invocation) affix(has func(s, affix string) bool) (Value, error) {
	part, _, ok := in.window(1)
	choices := []Value{in.args[0]}
	tuple, many := in.args[0].(Tuple)
	if many {
		choices = tuple.Elems
	}
	out := No
	for _, c := range choices {
		truth := Maybe
		if !isUnknown(c) {
			affix, err := in.affixText(c, many)
			if err != nil {
				return nil, err
			}
			truth = TruthOf(ok && has(part, affix))
		}
		in.tr = Merge(in.tr, c.Trace())
		if truth == Yes {
			return NewBool(true, in.tr), nil
		}
		if truth == Maybe {
			out = Maybe
		}
	}
	if out == Maybe {
		return Doubt(BoolClass, append([]Value{in.self}, choices...)...), nil
	}
	return NewBool(false, in.tr), nil
}

func (in *invocation) affixText(v Value, inTuple bool) (string, error) {
	u := Underlying(v)
	if s, ok := u.(Str); ok && !in.isBytes() {
		return s.text, nil
	}
	if b, ok := u.(Bytes); ok && in.isBytes() {
		return b.text, nil
	}
	if inTuple {
		return "", in.t.Raise("TypeError", "tuple for "+in.name+" must only contain "+in.kind().Name+", not "+v.Class().TypeName())
	}
	return "", in.t.Raise("TypeError", in.name+" first arg must be "+in.kind().Name+" or a tuple of "+in.kind().Name+", not "+v.Class().TypeName())
}

// strTranslate maps code points by a table: to a code point, a text, or None.
func strTranslate(in *invocation) (Value, error) {
	var b []byte
	for _, r := range runesOf(in.text()) {
		to, err := Item(in.t, in.args[0], NewInt(int64(r), nil))
		if raised, ok := err.(*Raised); ok && raised.Kind.Is(builtinClass("LookupError")) {
			b = encode(b, r)
			continue
		}
		if err != nil {
			return nil, err
		}
		switch to := Underlying(to).(type) {
		case NoneValue:
		case Str:
			b = append(b, to.text...)
		case Int:
			n, ok := to.Int64()
			if !ok || n < 0 || n > 0x10FFFF {
				return nil, in.t.Raise("ValueError", "character mapping must be in range(0x110000)")
			}
			b = encode(b, rune(n))
		case *Unknown:
			return Doubt(StrClass, to, in.self), nil
		default:
			return nil, in.t.Raise("TypeError", "character mapping must return integer, None or str")
		}
		if len(b) > in.t.Limits.Size {
			return refuse(in.t, StrClass, in.tr), nil
		}
	}
	return NewStr(string(b), in.tr), in.t.Alloc(len(b))
}

// makeTrans is str.maketrans: a dict, or two texts of equal length and a third to delete.
func makeTrans(in *invocation) (Value, error) {
	d := in.t.NewDict(in.tr)
	if in.args[1] == nil {
		from, ok := in.args[0].(*Dict)
		if !ok {
			return nil, in.t.Raise("TypeError", "if you give only one argument to maketrans it must be a dict")
		}
		for _, e := range from.list {
			key, err := transKey(in, e.Key)
			if err != nil {
				return nil, err
			}
			d.Set(in.t, key, e.Value)
		}
		return d, nil
	}
	from, to := runesOf(in.str(0)), runesOf(in.str(1))
	if in.err == nil && len(from) != len(to) {
		return nil, in.t.Raise("ValueError", "the first two maketrans arguments must have equal length")
	}
	for i, r := range from {
		d.Set(in.t, NewInt(int64(r), nil), NewInt(int64(to[i]), nil))
	}
	if in.args[2] != nil {
		for _, r := range runesOf(in.str(2)) {
			d.Set(in.t, NewInt(int64(r), nil), None())
		}
	}
	return d, nil
}

func transKey(in *invocation, key Value) (Value, error) {
	switch k := Underlying(key).(type) {
	case Str:
		rs := runesOf(k.text)
		if len(rs) != 1 {
			return nil, in.t.Raise("ValueError", "string keys in translate table must be of length 1")
		}
		return NewInt(int64(rs[0]), nil), nil
	case Int:
		return k, nil
	}
	return nil, in.t.Raise("TypeError", "keys in translate table must be strings or integers")
}
