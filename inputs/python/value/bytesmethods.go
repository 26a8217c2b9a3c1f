package value

import (
	"encoding/hex"
	"strings"
)

// The methods of bytes. Most are those of str, on bytes; case and classes of
// characters are those of ASCII.

func bytesMethods() methods {
	ms := methods{}
	shared := strMethods()
	for _, name := range strings.Fields("split rsplit splitlines partition rpartition strip lstrip rstrip replace startswith endswith " +
		"find rfind index rindex count removeprefix removesuffix expandtabs center ljust rjust zfill") {
		m := shared[name]
		if m.gives == StrClass {
			m.gives = BytesClass
		}
		ms[name] = m
	}
	for name, f := range map[string]func(string) string{
		"upper": asciiMap(true, false), "lower": asciiMap(false, true), "swapcase": asciiMap(true, true),
		"title": asciiTitle, "capitalize": asciiCapitalize,
	} {
		ms[name] = method{gives: BytesClass, fn: func(in *invocation) (Value, error) {
			return in.give(f(in.text())), in.t.Alloc(len(in.text()))
		}}
	}
	for name, f := range map[string]func(byte) bool{
		"isalpha": asciiLetter, "isdigit": asciiDigit, "isspace": func(c byte) bool { return isByteSpace(rune(c)) },
		"isalnum": func(c byte) bool { return asciiLetter(c) || asciiDigit(c) },
	} {
		ms[name] = method{gives: BoolClass, fn: func(in *invocation) (Value, error) {
			return NewBool(allBytes(in.text(), f), in.tr), nil
		}}
	}
	for name, f := range map[string]func(string) bool{
		"islower": func(s string) bool { return strings.ContainsFunc(s, lowerByte) && !strings.ContainsFunc(s, upperByte) },
		"isupper": func(s string) bool { return strings.ContainsFunc(s, upperByte) && !strings.ContainsFunc(s, lowerByte) },
		"istitle": func(s string) bool { return strings.ContainsFunc(s, upperByte) && s == asciiTitle(s) },
	} {
		ms[name] = method{gives: BoolClass, fn: func(in *invocation) (Value, error) { return NewBool(f(in.text()), in.tr), nil }}
	}
	ms["translate"] = method{takes: []string{"", "delete"}, min: 1, gives: BytesClass, fn: bytesTranslate}
	ms["isascii"] = method{gives: BoolClass, fn: func(in *invocation) (Value, error) {
		return NewBool(isASCII(in.text()), in.tr), nil
	}}
	ms["join"] = method{takes: pos(1), min: 1, open: true, gives: BytesClass, fn: bytesJoin}
	ms["decode"] = method{takes: []string{"encoding", "errors"}, gives: StrClass, fn: bytesDecode}
	ms["hex"] = method{takes: []string{"sep", "bytes_per_sep"}, gives: StrClass, fn: bytesHex}
	return ms
}

// bytesHex puts a separator between groups of bytes, which are counted from the right
// where their size is positive.
func bytesHex(in *invocation) (Value, error) {
	s := in.text()
	size := in.index(1, 1)
	sep := ""
	switch v := orNone(in.arg(0)).(type) {
	case Str:
		sep = v.Text()
	case Bytes:
		sep = v.Text()
	case NoneValue:
	default:
		if _, _, err := Length(in.t, v); err != nil {
			return nil, err
		}
		return nil, in.t.Raise("TypeError", "sep must be str or bytes.")
	}
	if in.err != nil {
		return nil, in.err
	}
	if in.has(0) && len(sep) != 1 {
		return nil, in.t.Raise("ValueError", "sep must be length 1.")
	}
	return newText(in.t, StrClass, in.tr, 3*len(s), func() string {
		if size == 0 || len(s) == 0 {
			return hex.EncodeToString([]byte(s))
		}
		first := 0
		if size > 0 {
			first = len(s) % size
		}
		group := max(size, -size)
		var groups []string
		if first > 0 {
			groups = append(groups, hex.EncodeToString([]byte(s[:first])))
		}
		for at := first; at < len(s); at += group {
			groups = append(groups, hex.EncodeToString([]byte(s[at:min(at+group, len(s))])))
		}
		return strings.Join(groups, sep)
	})
}

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func lowerByte(r rune) bool   { return r >= 'a' && r <= 'z' }
func upperByte(r rune) bool   { return r >= 'A' && r <= 'Z' }
func asciiDigit(c byte) bool  { return c >= '0' && c <= '9' }

func allBytes(s string, f func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !f(s[i]) {
			return false
		}
	}
	return s != ""
}

// asciiMap turns lower case up, upper case down, or both.
func asciiMap(up, down bool) func(string) string {
	return func(s string) string {
		out := []byte(s)
		for i, c := range out {
			if up && c >= 'a' && c <= 'z' || down && c >= 'A' && c <= 'Z' {
				out[i] = c ^ 0x20
			}
		}
		return string(out)
	}
}

func asciiTitle(s string) string {
	out := []byte(asciiMap(false, true)(s))
	for i, c := range out {
		if asciiLetter(c) && (i == 0 || !asciiLetter(out[i-1])) {
			out[i] = c &^ 0x20
		}
	}
	return string(out)
}

func asciiCapitalize(s string) string {
	if s == "" {
		return s
	}
	return asciiMap(true, false)(s[:1]) + asciiMap(false, true)(s[1:])
}

func bytesJoin(in *invocation) (Value, error) {
	items, err := Items(in.t, in.args[0])
	if err != nil {
		return nil, err
	}
	parts, size := make([]string, len(items)), 0
	for i, e := range items {
		in.tr = Merge(in.tr, e.Trace())
		if u, ok := e.(*Unknown); ok {
			return Doubt(BytesClass, append([]Value{u, in.self}, items...)...), nil
		}
		b, ok := Underlying(e).(Bytes)
		if !ok {
			return nil, in.t.Raise("TypeError", "sequence item "+decimal(i)+": expected a bytes-like object, "+e.Class().TypeName()+" found")
		}
		parts[i] = b.text
		size += len(b.text) + len(in.text())
	}
	return newText(in.t, BytesClass, in.tr, size, func() string { return strings.Join(parts, in.text()) })
}

// bytesTranslate maps bytes by a table of 256, or leaves them for None, but for those that go.
func bytesTranslate(in *invocation) (Value, error) {
	table, ok := Underlying(in.args[0]).(Bytes)
	switch {
	case in.has(0) && !ok:
		return nil, in.t.Raise("TypeError", "a bytes-like object is required, not '"+in.args[0].Class().TypeName()+"'")
	case ok && len(table.text) != 256:
		return nil, in.t.Raise("ValueError", "translation table must be 256 characters long")
	}
	gone := ""
	if in.args[1] != nil {
		b, ok := Underlying(in.args[1]).(Bytes)
		if !ok {
			return nil, in.t.Raise("TypeError", "a bytes-like object is required, not '"+in.args[1].Class().TypeName()+"'")
		}
		gone = b.text
	}
	s := in.text()
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch {
		case strings.IndexByte(gone, s[i]) >= 0:
		case ok:
			out = append(out, table.text[s[i]])
		default:
			out = append(out, s[i])
		}
	}
	return NewBytes(string(out), in.tr), in.t.Alloc(len(out))
}

// bytesMakeTrans is bytes.maketrans: a table for translate.
func bytesMakeTrans(in *invocation) (Value, error) {
	from, ok := Underlying(in.args[0]).(Bytes)
	to, also := Underlying(in.args[1]).(Bytes)
	switch {
	case !ok || !also:
		return nil, in.t.Raise("TypeError", "a bytes-like object is required")
	case len(from.text) != len(to.text):
		return nil, in.t.Raise("ValueError", "maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i := range len(from.text) {
		table[from.text[i]] = to.text[i]
	}
	return NewBytes(string(table), in.tr), nil
}

// bytesFromHex is bytes.fromhex: pairs of digits, with whitespace between pairs.
func bytesFromHex(in *invocation) (Value, error) {
	var out []byte
	s := in.str(0)
	for i := 0; i < len(s); {
		if isByteSpace(rune(s[i])) {
			i++
			continue
		}
		if i+2 > len(s) {
			return nil, in.t.Raise("ValueError", "non-hexadecimal number found in fromhex() arg")
		}
		b, err := hex.DecodeString(s[i : i+2])
		if err != nil {
			return nil, in.t.Raise("ValueError", "non-hexadecimal number found in fromhex() arg")
		}
		out = append(out, b...)
		i += 2
	}
	return NewBytes(string(out), in.tr), in.t.Alloc(len(out))
}
