package value

import (
	"strings"
)

// The methods of str, other than those about case (strcase.go), classes of
// characters (strclass.go) and encodings (encoding.go).

func strMethods() methods {
	ms := methods{
		"join":         {takes: pos(1), min: 1, open: true, gives: StrClass, fn: strJoin},
		"split":        {takes: []string{"sep", "maxsplit"}, gives: ListClass, fn: strSplit},
		"rsplit":       {takes: []string{"sep", "maxsplit"}, gives: ListClass, fn: strSplitRight},
		"splitlines":   {takes: []string{"keepends"}, gives: ListClass, fn: strSplitLines},
		"partition":    {takes: pos(1), min: 1, gives: TupleClass, fn: strPartition},
		"rpartition":   {takes: pos(1), min: 1, gives: TupleClass, fn: strPartitionRight},
		"strip":        {takes: pos(1), gives: StrClass, fn: strStrip},
		"lstrip":       {takes: pos(1), gives: StrClass, fn: strStripLeft},
		"rstrip":       {takes: pos(1), gives: StrClass, fn: strStripRight},
		"replace":      {takes: []string{"", "", "count"}, min: 2, gives: StrClass, fn: strReplace},
		"startswith":   {takes: pos(3), min: 1, gives: BoolClass, fn: strStartsWith},
		"endswith":     {takes: pos(3), min: 1, gives: BoolClass, fn: strEndsWith},
		"find":         {takes: pos(3), min: 1, gives: IntClass, fn: strFind},
		"rfind":        {takes: pos(3), min: 1, gives: IntClass, fn: strFindRight},
		"index":        {takes: pos(3), min: 1, gives: IntClass, fn: strIndex},
		"rindex":       {takes: pos(3), min: 1, gives: IntClass, fn: strIndexRight},
		"count":        {takes: pos(3), min: 1, gives: IntClass, fn: strCount},
		"removeprefix": {takes: pos(1), min: 1, gives: StrClass, fn: strRemovePrefix},
		"removesuffix": {takes: pos(1), min: 1, gives: StrClass, fn: strRemoveSuffix},
		"expandtabs":   {takes: []string{"tabsize"}, gives: StrClass, fn: strExpandTabs},
		"center":       {takes: pos(2), min: 1, gives: StrClass, fn: strCenter},
		"ljust":        {takes: pos(2), min: 1, gives: StrClass, fn: strLeft},
		"rjust":        {takes: pos(2), min: 1, gives: StrClass, fn: strRight},
		"zfill":        {takes: pos(1), min: 1, gives: StrClass, fn: strZeroFill},
		"translate":    {takes: pos(1), min: 1, gives: StrClass, fn: strTranslate},
		"encode":       {takes: []string{"encoding", "errors"}, gives: BytesClass, fn: strEncode},
		"format":       {rest: true, open: true, gives: StrClass, fn: strFormat},
		"format_map":   {takes: pos(1), min: 1, open: true, gives: StrClass, fn: strFormatMap},
	}
	addCaseMethods(ms)
	addClassMethods(ms)
	return ms
}

func (in *invocation) text() string {
	switch v := in.self.(type) {
	case Str:
		return v.text
	case Bytes:
		return v.text
	}
	return ""
}

func (in *invocation) isBytes() bool { _, ok := in.self.(Bytes); return ok }

// give makes a str or bytes, as self is, with the trace of the call.
func (in *invocation) give(s string) Value {
	if in.isBytes() {
		return NewBytes(s, in.tr)
	}
	return NewStr(s, in.tr)
}

// kind is str or bytes.
func (in *invocation) kind() *Class {
	if in.isBytes() {
		return BytesClass
	}
	return StrClass
}

// giveAll makes a list of parts.
func (in *invocation) giveAll(parts []string) (Value, error) {
	if err := in.t.Alloc(len(in.text()) + 16*len(parts)); err != nil {
		return nil, err
	}
	items := make([]Value, len(parts))
	for i, p := range parts {
		items[i] = MarkText(in.give(p))
	}
	return in.t.NewList(items, in.tr), nil
}

// like returns an argument that must be of self's type.
func (in *invocation) like(i int) string {
	if !in.isBytes() {
		return in.str(i)
	}
	switch v := Underlying(in.args[i]).(type) {
	case Bytes:
		return v.text
	case Int, Bool:
		if takesByte(in.name) {
			n := in.int(i, 0)
			if n < 0 || n > 255 {
				in.fail("ValueError", "byte must be in range(0, 256)")
			}
			return string([]byte{byte(n)})
		}
	}
	in.fail("TypeError", "a bytes-like object is required, not '"+in.args[i].Class().TypeName()+"'")
	return ""
}

// takesByte tells whether a method of bytes takes an int for one byte.
func takesByte(name string) bool {
	switch name {
	case "find", "rfind", "index", "rindex", "count":
		return true
	}
	return false
}

func strJoin(in *invocation) (Value, error) {
	mixed := Disordered(in.args[0])
	items, err := Items(in.t, in.args[0])
	if err != nil {
		if r, ok := err.(*Raised); ok && r.Kind.Name == "TypeError" {
			return nil, in.t.Raise("TypeError", "can only join an iterable")
		}
		return nil, err
	}
	in.tr = in.tr.Under(in.args[0].Trace())
	size := 0
	for i, e := range items {
		in.tr = Merge(in.tr, e.Trace())
		s, ok := Underlying(e).(Str)
		if !ok && !isUnknown(e) {
			return nil, Blame(in.t.Raise("TypeError", "sequence item "+decimal(i)+": expected str instance, "+e.Class().TypeName()+" found"), e)
		}
		size += len(s.text) + len(in.text())
	}
	if len(items) == 1 && !isMany(items[0]) && !perhapsAbsent(items[0]) {
		return typed(Underlying(items[0]), StrClass), nil
	}
	if mixed && differ(items) {
		return Doubt(StrClass, append([]Value{orderUnknown(in.t, in.args[0]), in.self}, items...)...), nil
	}
	for i, e := range items {
		if u, ok := e.(*Unknown); ok {
			return in.joinUnknown(items, i, u)
		}
	}
	return newText(in.t, StrClass, in.tr, size, func() string {
		parts := make([]string, len(items))
		for i, e := range items {
			parts[i] = Underlying(e).(Str).text
		}
		return strings.Join(parts, in.text())
	})
}

// joinUnknown joins once for each choice of an unknown item.
func (in *invocation) joinUnknown(items []Value, i int, u *Unknown) (Value, error) {
	if u.Many || len(u.Choices) == 0 || perhapsAbsent(u) {
		return Doubt(StrClass, append([]Value{u, in.self}, items...)...), nil
	}
	r, err := Over(in.t, u, func(v Value) (Value, error) {
		with := append([]Value(nil), items...)
		with[i] = v
		again := *in
		again.args = []Value{NewTuple(with, nil)}
		return strJoin(&again)
	})
	return typed(r, StrClass), err
}

func (in *invocation) space() func(rune) bool {
	if in.isBytes() {
		return isByteSpace
	}
	return isSpace
}

func strStrip(in *invocation) (Value, error)      { return in.strip(true, true) }
func strStripLeft(in *invocation) (Value, error)  { return in.strip(true, false) }
func strStripRight(in *invocation) (Value, error) { return in.strip(false, true) }

func (in *invocation) strip(left, right bool) (Value, error) {
	cut := in.space()
	if in.has(0) {
		chars := in.like(0)
		cut = func(r rune) bool { return strings.ContainsRune(chars, r) }
		if in.isBytes() || !isASCII(chars) {
			return in.stripExact(chars, left, right)
		}
	}
	s := in.text()
	if in.isBytes() && !isASCII(s) {
		return in.stripExact(" \t\n\r\v\f", left, right)
	}
	if left {
		s = strings.TrimLeftFunc(s, cut)
	}
	if right {
		s = strings.TrimRightFunc(s, cut)
	}
	return in.give(s), nil
}

// stripExact strips items one by one, whatever bytes they are made of.
func (in *invocation) stripExact(chars string, left, right bool) (Value, error) {
	split := runesOf
	join := textOf
	if in.isBytes() {
		split, join = bytesAsRunes, runesAsBytes
	}
	s, set := split(in.text()), map[rune]bool{}
	for _, r := range split(chars) {
		set[r] = true
	}
	for left && len(s) > 0 && set[s[0]] {
		s = s[1:]
	}
	for right && len(s) > 0 && set[s[len(s)-1]] {
		s = s[:len(s)-1]
	}
	return in.give(join(s)), nil
}

func bytesAsRunes(s string) []rune {
	out := make([]rune, len(s))
	for i := range out {
		out[i] = rune(s[i])
	}
	return out
}

func runesAsBytes(rs []rune) string {
	out := make([]byte, len(rs))
	for i, r := range rs {
		out[i] = byte(r)
	}
	return string(out)
}

func strReplace(in *invocation) (Value, error) {
	s, old, with, limit := in.text(), in.like(0), in.like(1), in.int(2, -1)
	if in.err != nil {
		return nil, in.err
	}
	n := strings.Count(s, old)
	if in.isBytes() && old == "" {
		n = len(s) + 1
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	return newText(in.t, in.kind(), in.tr, len(s)+n*max(0, len(with)-len(old)), func() string {
		if old == "" {
			return interleave(s, with, n, in.isBytes())
		}
		return strings.Replace(s, old, with, n)
	})
}

// interleave puts with before each of the first n characters, or after the last.
func interleave(s, with string, n int, bytes bool) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		width := 1
		if !bytes {
			_, width = decode(s[i:])
		}
		if n > 0 {
			b.WriteString(with)
			n--
		}
		b.WriteString(s[i : i+width])
		i += width
	}
	if n > 0 {
		b.WriteString(with)
	}
	return b.String()
}

func strRemovePrefix(in *invocation) (Value, error) {
	return in.give(strings.TrimPrefix(in.text(), in.like(0))), nil
}

func strRemoveSuffix(in *invocation) (Value, error) {
	return in.give(strings.TrimSuffix(in.text(), in.like(0))), nil
}

func strExpandTabs(in *invocation) (Value, error) {
	s, size := in.text(), in.int(0, 8)
	if in.err != nil {
		return nil, in.err
	}
	grown := len(s)
	if size > 0 {
		if size > in.t.Limits.Size {
			return refuse(in.t, in.kind(), in.tr), nil
		}
		grown += strings.Count(s, "\t") * size
	}
	return newText(in.t, in.kind(), in.tr, grown, func() string { return expandTabs(s, size) })
}

func expandTabs(s string, size int) string {
	var b strings.Builder
	column := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t':
			if size > 0 {
				n := size - column%size
				b.WriteString(strings.Repeat(" ", n))
				column += n
			}
			continue
		case c == '\n' || c == '\r':
			column = 0
		case c&0xC0 != 0x80:
			column++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func strCenter(in *invocation) (Value, error) {
	return in.pad(func(missing, width int) (int, int) {
		left := missing/2 + (missing & width & 1)
		return left, missing - left
	})
}

func strLeft(in *invocation) (Value, error) {
	return in.pad(func(missing, _ int) (int, int) { return 0, missing })
}

func strRight(in *invocation) (Value, error) {
	return in.pad(func(missing, _ int) (int, int) { return missing, 0 })
}

func (in *invocation) pad(share func(missing, width int) (left, right int)) (Value, error) {
	s, width, fill := in.text(), in.int(0, 0), " "
	if in.args[1] != nil {
		fill = in.like(1)
		if in.err == nil && newSequence(in.give(fill)).len() != 1 {
			return nil, in.t.Raise("TypeError", "The fill character must be exactly one character long")
		}
	}
	if in.err != nil {
		return nil, in.err
	}
	missing := width - newSequence(in.self).len()
	if missing <= 0 {
		return in.give(s), nil
	}
	if missing > in.t.Limits.Size {
		return refuse(in.t, in.kind(), in.tr), nil
	}
	left, right := share(missing, width)
	return newText(in.t, in.kind(), in.tr, len(s)+missing*len(fill), func() string {
		return strings.Repeat(fill, left) + s + strings.Repeat(fill, right)
	})
}

func strZeroFill(in *invocation) (Value, error) {
	s, width := in.text(), in.int(0, 0)
	missing := width - newSequence(in.self).len()
	if in.err != nil {
		return nil, in.err
	}
	if missing <= 0 {
		return in.give(s), nil
	}
	if missing > in.t.Limits.Size {
		return refuse(in.t, in.kind(), in.tr), nil
	}
	return newText(in.t, in.kind(), in.tr, len(s)+missing, func() string {
		sign := ""
		if s != "" && (s[0] == '+' || s[0] == '-') {
			sign, s = s[:1], s[1:]
		}
		return sign + strings.Repeat("0", missing) + s
	})
}
