package value

import (
	"math"
	"math/big"
	"strings"
)

// format(v, spec): the format specification mini-language (library reference,
// "Format Specification Mini-Language").

// Format is format(v, spec): a Str or an *Unknown, with the trace of v.
func Format(t *Thread, v Value, spec string) (Value, error) {
	switch x := v.(type) {
	case *Unknown:
		r, err := Over(t, x, func(c Value) (Value, error) { return Format(t, c, spec) })
		return typed(r, StrClass), err
	case HasFormat:
		return x.FormatSpec(t, spec)
	case *Instance:
		if r, found, err := callSpecial(t, x, "__format__", NewStr(spec, nil)); err != nil {
			return nil, err
		} else if found {
			return textAnswer(t, StrClass, "__format__ must return a str, not", r)
		}
		if spec != "" {
			if data, ok := builtinData(x); ok {
				return formatBuiltin(t, data, spec)
			}
		}
	}
	if spec == "" {
		return ToStr(t, v)
	}
	return formatBuiltin(t, v, spec)
}

// HasFormat has a format() of its own.
type HasFormat interface {
	Value
	FormatSpec(t *Thread, spec string) (Value, error)
}

// formatSpec is a parsed format specification.
type formatSpec struct {
	fill      string
	align     byte // 0 where not given
	sign      byte
	z, alt    bool
	width     int
	grouping  byte
	precision int // -1 where not given
	kind      byte
}

func formatBuiltin(t *Thread, v Value, text string) (Value, error) {
	switch v.(type) {
	case Str, Int, Bool, Float, Complex:
	default:
		return nil, t.Raise("TypeError", "unsupported format string passed to "+v.Class().TypeName()+".__format__")
	}
	spec, ok := parseSpec(text, !isText(v))
	if ok && spec.grouping != 0 && (spec.kind == ',' || spec.kind == '_') {
		if spec.kind != spec.grouping {
			return nil, t.Raise("ValueError", "Cannot specify both ',' and '_'.")
		}
		return nil, t.Raise("ValueError", "Cannot specify '"+string(rune(spec.kind))+"' with '"+string(rune(spec.kind))+"'.")
	}
	if !ok {
		return nil, t.Raise("ValueError", "Invalid format specifier '...' for object of type '"+v.Class().TypeName()+"'")
	}
	if spec.width > t.Limits.Size || spec.precision > t.Limits.Size {
		return refuse(t, StrClass, v.Trace()), nil
	}
	if err := t.Alloc(spec.width + max(0, spec.precision)); err != nil {
		return nil, err
	}
	switch x := v.(type) {
	case Str:
		return formatStr(t, x, spec)
	case Int:
		return formatInt(t, x, spec)
	case Bool:
		i, _ := asInt(x)
		return formatInt(t, i, spec)
	case Float:
		return formatFloat(t, x.F, spec, "float", x.trace)
	}
	u := NewUnknown("the format of complex numbers is not followed", t.At, v.Trace())
	u.Type = StrClass
	return u, nil
}

// parseSpec reads a specification; number tells that the value is a number,
// which zeros fill behind its sign.
func parseSpec(s string, number bool) (formatSpec, bool) {
	spec := formatSpec{fill: " ", precision: -1}
	filled := false
	if s != "" {
		_, n := decode(s)
		if len(s) > n && strings.IndexByte("<>=^", s[n]) >= 0 {
			spec.fill, spec.align, s, filled = s[:n], s[n], s[n+1:], true
		} else if strings.IndexByte("<>=^", s[0]) >= 0 {
			spec.align, s = s[0], s[1:]
		}
	}
	one := func(set string) byte {
		if s != "" && strings.IndexByte(set, s[0]) >= 0 {
			c := s[0]
			s = s[1:]
			return c
		}
		return 0
	}
	spec.sign = one("+- ")
	spec.z = one("z") != 0
	spec.alt = one("#") != 0
	if !filled && one("0") != 0 {
		spec.fill = "0"
		if spec.align == 0 && number {
			spec.align = '='
		}
	}
	var ok bool
	if spec.width, s, ok = leadingNumber(s); !ok {
		return spec, false
	}
	spec.grouping = one(",_")
	if one(".") != 0 {
		before := s
		if spec.precision, s, ok = leadingNumber(s); !ok || s == before {
			return spec, false
		}
	}
	if s == "" {
		return spec, true
	}
	spec.kind = s[0]
	return spec, len(s) == 1
}

// leadingNumber takes a number off; 0 where there is none, not ok where it is too large.
func leadingNumber(s string) (n int, rest string, ok bool) {
	for s != "" && asciiDigit(s[0]) {
		if n > 1<<40 {
			return 0, s, false
		}
		n, s = n*10+int(s[0]-'0'), s[1:]
	}
	return n, s, true
}

func unknownCode(t *Thread, spec formatSpec, kind string) error {
	return t.Raise("ValueError", "Unknown format code '"+string(rune(spec.kind))+"' for object of type '"+kind+"'")
}

func formatStr(t *Thread, v Str, spec formatSpec) (Value, error) {
	switch {
	case spec.kind != 0 && spec.kind != 's':
		return nil, unknownCode(t, spec, "str")
	case spec.sign != 0:
		return nil, t.Raise("ValueError", "Sign not allowed in string format specifier")
	case spec.z || spec.alt:
		return nil, t.Raise("ValueError", "Alternate form (#) not allowed in string format specifier")
	case spec.grouping != 0:
		return nil, t.Raise("ValueError", "Cannot specify '"+string(rune(spec.grouping))+"' with 's'.")
	case spec.align == '=':
		return nil, t.Raise("ValueError", "'=' alignment not allowed in string format specifier")
	}
	s := v.text
	if spec.precision >= 0 && spec.precision < runeCount(s) {
		s = textOf(runesOf(s)[:spec.precision])
	}
	return pad(t, "", s, spec, '<', v.trace)
}

// pad fills up to the width; "=" puts the fill between prefix and body.
func pad(t *Thread, prefix, body string, spec formatSpec, align byte, tr *Trace) (Value, error) {
	if spec.align != 0 {
		align = spec.align
	}
	missing := max(0, spec.width-runeCount(prefix)-runeCount(body))
	return newText(t, StrClass, tr, len(prefix)+len(body)+missing*len(spec.fill), func() string {
		left, inner, right := 0, 0, 0
		switch align {
		case '<':
			right = missing
		case '>':
			left = missing
		case '=':
			inner = missing
		default:
			left = missing / 2
			right = missing - left
		}
		fill := func(n int) string { return strings.Repeat(spec.fill, n) }
		return fill(left) + prefix + fill(inner) + body + fill(right)
	})
}

func formatInt(t *Thread, v Int, spec formatSpec) (Value, error) {
	switch spec.kind {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f := v.float()
		if tooBigForFloat(v, f) {
			return nil, t.Raise("OverflowError", "int too large to convert to float")
		}
		return formatFloat(t, f, spec, "int", v.trace)
	case 'c':
		return formatChar(t, v, spec)
	case 0, 'd', 'n', 'b', 'o', 'x', 'X':
	default:
		return nil, unknownCode(t, spec, "int")
	}
	if spec.precision >= 0 {
		return nil, t.Raise("ValueError", "Precision not allowed in integer format specifier")
	}
	if spec.z {
		return nil, t.Raise("ValueError", "Negative zero coercion (z) not allowed in format specifier with integer format code")
	}
	if spec.grouping == ',' && strings.IndexByte("bnoxX", spec.kind) >= 0 && spec.kind != 0 || spec.kind == 'n' && spec.grouping != 0 {
		return nil, t.Raise("ValueError", "Cannot specify '"+string(rune(spec.grouping))+"' with '"+string(rune(spec.kind))+"'.")
	}
	base, prefix, group := 10, "", 3
	switch spec.kind {
	case 'b':
		base, prefix, group = 2, "0b", 4
	case 'o':
		base, prefix, group = 8, "0o", 4
	case 'x', 'X':
		base, prefix, group = 16, "0"+string(rune(spec.kind)), 4
	}
	if base == 10 && v.bits() > maxDigits*4 {
		return nil, t.tooManyDigits()
	}
	digits := new(big.Int).Abs(v.Big()).Text(base)
	if base == 10 && len(digits) > maxDigits {
		return nil, t.tooManyDigits()
	}
	if spec.kind == 'X' {
		digits = strings.ToUpper(digits)
	}
	if !spec.alt {
		prefix = ""
	}
	prefix = signText(v.sign() < 0, spec.sign) + prefix
	return pad(t, prefix, grouped(digits, "", prefix, spec, group), spec, '>', v.trace)
}

func signText(negative bool, sign byte) string {
	switch {
	case negative:
		return "-"
	case sign == '+' || sign == ' ':
		return string(rune(sign))
	}
	return ""
}

// grouped puts separators between groups of digits; zeros that fill the width
// ("0=" alignment) are grouped too. rest is what follows the digits.
func grouped(digits, rest, prefix string, spec formatSpec, group int) string {
	if spec.grouping == 0 {
		return digits + rest
	}
	if spec.fill == "0" && spec.align == '=' {
		room := spec.width - len(prefix) - len(rest)
		for len(digits)+(len(digits)-1)/group < room {
			digits = "0" + digits
		}
	}
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%group == 0 {
			b.WriteByte(spec.grouping)
		}
		b.WriteByte(digits[i])
	}
	return b.String() + rest
}

func formatChar(t *Thread, v Int, spec formatSpec) (Value, error) {
	if spec.precision >= 0 {
		return nil, t.Raise("ValueError", "Precision not allowed in integer format specifier")
	}
	if spec.z {
		return nil, t.Raise("ValueError", "Negative zero coercion (z) not allowed in format specifier with integer format code")
	}
	if spec.sign != 0 {
		return nil, t.Raise("ValueError", "Sign not allowed with integer format specifier 'c'")
	}
	if spec.alt {
		return nil, t.Raise("ValueError", "Alternate form (#) not allowed with integer format specifier 'c'")
	}
	if spec.grouping != 0 {
		return nil, t.Raise("ValueError", "Cannot specify '"+string(rune(spec.grouping))+"' with 'c'.")
	}
	n, ok := v.Int64()
	if !ok || n < 0 || n > 0x10FFFF {
		return nil, t.Raise("OverflowError", "%c arg not in range(0x110000)")
	}
	return pad(t, "", textOf([]rune{rune(n)}), spec, '>', v.trace)
}

func formatFloat(t *Thread, f float64, spec formatSpec, kind string, tr *Trace) (Value, error) {
	letter, precision, dot := byte('r'), spec.precision, false
	switch spec.kind {
	case 0:
		dot = true
		if precision >= 0 {
			letter = 'g'
		}
	case 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
		letter = spec.kind | 0x20
		if precision < 0 {
			precision = 6
		}
		if spec.kind == 'n' {
			letter = 'g'
		}
		if spec.kind == '%' {
			f, letter = f*100, 'f'
		}
	default:
		return nil, unknownCode(t, spec, kind)
	}
	if spec.kind == 'n' && spec.grouping != 0 {
		return nil, t.Raise("ValueError", "Cannot specify '"+string(rune(spec.grouping))+"' with 'n'.")
	}
	if letter == 'g' && precision == 0 {
		precision = 1
	}
	body := shortFloat(math.Abs(f), letter, precision, spec.alt, dot)
	negative := math.Signbit(f) && !math.IsNaN(f)
	if spec.z && strings.Trim(body, "0.e+-") == "" {
		negative = false
	}
	if spec.kind == '%' {
		body += "%"
	}
	if spec.kind == 'E' || spec.kind == 'G' || spec.kind == 'F' {
		body = strings.ToUpper(body)
	}
	digits := body
	if i := strings.IndexFunc(body, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		digits = body[:i]
	}
	prefix := signText(negative, spec.sign)
	if digits != "" {
		body = grouped(digits, body[len(digits):], prefix, spec, 3)
	}
	return pad(t, prefix, body, spec, '>', tr)
}
