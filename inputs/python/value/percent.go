package value

import (
	"math/big"
	"strings"
)

// text % values: printf-style formatting (library reference, "printf-style String Formatting").

// printf is one use of the operator.
type printf struct {
	t       *Thread
	bytes   bool
	values  []Value // of a tuple, or the one value
	mapping Value   // what %(name)s looks into; nil where it cannot
	used    int
	tr      *Trace
	doubt   *Unknown
	gaps    gaps
	out     []byte
}

// leave leaves a gap where what is written is not known.
func (p *printf) leave(u *Unknown) {
	if p.doubt == nil {
		p.doubt = u
	}
	p.gaps.at(len(p.out))
}

func percentStr(t *Thread, s Str, v Value) (Value, error) { return percent(t, s, s.text, v, false) }

func percentBytes(t *Thread, b Bytes, v Value) (Value, error) { return percent(t, b, b.text, v, true) }

func percent(t *Thread, format Value, s string, v Value, bytes bool) (Value, error) {
	p := &printf{t: t, bytes: bytes, tr: format.Trace(), values: []Value{v}}
	tuple, isTuple := v.(Tuple)
	if isTuple {
		p.values = tuple.Elems
	} else if isMapping(v, bytes) {
		p.mapping = v
	}
	for _, e := range p.values {
		if isMany(e) {
			return Doubt(format.Class(), e, format), nil
		}
	}
	if err := p.run(s); err != nil {
		return nil, err
	}
	if p.doubt != nil {
		u := Doubt(format.Class(), p.doubt)
		u.trace = Merge(u.trace, p.tr)
		return p.gaps.in(u, string(p.out)), nil
	}
	if p.used < len(p.values) && (isTuple || p.mapping == nil) {
		kind := "string"
		if bytes {
			kind = "bytes"
		}
		return nil, t.Raise("TypeError", "not all arguments converted during "+kind+" formatting")
	}
	if bytes {
		return NewBytes(string(p.out), p.tr), t.Alloc(len(p.out))
	}
	return NewStr(string(p.out), p.tr), t.Alloc(len(p.out))
}

// isMapping tells whether %(name)s can look into v: it has items, and is neither a tuple nor a text.
func isMapping(v Value, bytes bool) bool {
	switch v := v.(type) {
	case *Dict, *List, *Range, HasItem:
		return true
	case *Class:
		if v.Meta == nil {
			return false
		}
		_, _, ok := v.Meta.Lookup("__getitem__")
		return ok
	case Bytes:
		return !bytes
	case *Instance:
		_, _, ok := v.Kind.Lookup("__getitem__")
		data, derived := v.Data.(Value)
		if _, text := data.(Str); text {
			return bytes
		}
		return ok || derived && isMapping(data, bytes)
	}
	return false
}

// conversion is one %... of the format.
type conversion struct {
	flags     string
	width     int
	precision int
	kind      byte
}

func (c conversion) has(flag byte) bool { return strings.IndexByte(c.flags, flag) >= 0 }

func (p *printf) run(s string) error {
	for s != "" {
		at := strings.IndexByte(s, '%')
		if at < 0 {
			p.out = append(p.out, s...)
			break
		}
		p.out = append(p.out, s[:at]...)
		rest, err := p.convert(s[at+1:])
		if err != nil {
			return err
		}
		s = rest
		if len(p.out) > p.t.Limits.Size {
			p.leave(refuse(p.t, nil, p.tr))
			return nil
		}
	}
	return nil
}

// convert does the conversion at the start of s, after its %.
func (p *printf) convert(s string) (string, error) {
	var value Value
	if strings.HasPrefix(s, "%") {
		p.out = append(p.out, '%')
		return s[1:], nil
	}
	if strings.HasPrefix(s, "(") {
		name, rest, ok := closing(s[1:])
		if p.mapping == nil {
			return "", p.t.Raise("TypeError", "format requires a mapping")
		}
		if !ok {
			return "", p.t.Raise("ValueError", "incomplete format key")
		}
		var key Value = NewStr(name, nil)
		if p.bytes {
			key = NewBytes(name, nil)
		}
		v, err := Item(p.t, p.mapping, key)
		if err != nil {
			return "", err
		}
		value, s = v, rest
		p.values, p.used = nil, 0 // after a key no conversion may go without one
	}
	c, s, err := p.parse(s)
	if err != nil {
		return "", err
	}
	if c.kind == '%' {
		p.leave(NewUnknown("how a percent sign is formatted differs between versions of Python", p.t.At, nil))
		return "", nil
	}
	if value == nil {
		if value, err = p.take(); err != nil {
			return "", err
		}
	}
	if strings.IndexByte("diouxXeEfFgGcrsab", c.kind) < 0 || c.kind == 'b' && !p.bytes {
		return "", p.t.Raise("ValueError", "unsupported format character ... at index ...")
	}
	return s, p.put(value, c)
}

// closing splits at the parenthesis that closes a key; parentheses nest.
func closing(s string) (key, rest string, ok bool) {
	depth := 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s[:i], s[i+1:], true
			}
		}
	}
	return "", "", false
}

// take is the next value.
func (p *printf) take() (Value, error) {
	if p.used >= len(p.values) {
		return nil, p.t.Raise("TypeError", "not enough arguments for format string")
	}
	p.used++
	return p.values[p.used-1], nil
}

func (p *printf) parse(s string) (conversion, string, error) {
	c := conversion{precision: -1}
	for s != "" && strings.IndexByte("#0- +", s[0]) >= 0 {
		c.flags, s = c.flags+s[:1], s[1:]
	}
	var err error
	if c.width, s, err = p.number(s); err != nil {
		return c, "", err
	}
	if c.width < 0 {
		c.width, c.flags = -c.width, c.flags+"-"
	}
	if strings.HasPrefix(s, ".") {
		if c.precision, s, err = p.number(s[1:]); err != nil {
			return c, "", err
		}
		c.precision = max(0, c.precision)
	}
	s = strings.TrimLeft(s[:min(1, len(s))], "hlL") + s[min(1, len(s)):]
	if s == "" {
		return c, "", p.t.Raise("ValueError", "incomplete format")
	}
	c.kind = s[0]
	if c.width > p.t.Limits.Size || c.precision > p.t.Limits.Size {
		p.doubt = refuse(p.t, nil, p.tr)
		p.gaps.wide = true
		c.width, c.precision = 0, 0
	}
	return c, s[1:], nil
}

// number is a width or precision: digits, or "*" for the next value.
func (p *printf) number(s string) (int, string, error) {
	if strings.HasPrefix(s, "*") {
		v, err := p.take()
		if err != nil {
			return 0, "", err
		}
		if u, ok := v.(*Unknown); ok {
			p.doubt = u
			p.gaps.wide = true
			return 0, s[1:], nil
		}
		n, ok := asInt(v)
		if !ok {
			return 0, "", p.t.Raise("TypeError", "* wants int")
		}
		i, err := indexOf(p.t, n)
		return i, s[1:], err
	}
	n, rest, ok := leadingNumber(s)
	if !ok {
		return 0, "", p.t.Raise("ValueError", "width too big")
	}
	return n, rest, nil
}

// put writes one value.
func (p *printf) put(v Value, c conversion) error {
	var r Value
	var err error
	switch c.kind {
	case 's', 'r', 'a', 'b':
		r, err = p.text(v, c)
	case 'c':
		r, err = p.char(v)
	default:
		if v, err = p.asNumber(v, c); err != nil {
			return err
		}
		if isUnknown(v) {
			r = v
			break
		}
		return p.putNumber(v, c)
	}
	if err != nil {
		return err
	}
	p.tr = Merge(p.tr, r.Trace())
	var text string
	switch s := Underlying(r).(type) {
	case Str:
		text = s.text
	case Bytes:
		text = s.text
	default:
		p.leave(Doubt(nil, r))
		return nil
	}
	p.pad("", text, c, false)
	return nil
}

// text is %s, %r, %a and, for bytes, %b.
func (p *printf) text(v Value, c conversion) (Value, error) {
	var r Value
	var err error
	switch {
	case p.bytes && (c.kind == 's' || c.kind == 'b'):
		if _, ok := Underlying(v).(Bytes); !ok && !isUnknown(v) {
			return nil, p.t.Raise("TypeError", "%b requires a bytes-like object, or an object that implements __bytes__, not '"+v.Class().TypeName()+"'")
		}
		r = Underlying(v)
	case p.bytes:
		r, err = Convert(p.t, v, 'a')
	default:
		r, err = Convert(p.t, v, c.kind)
	}
	if err != nil || isUnknown(r) || c.precision < 0 {
		return r, err
	}
	seq := newSequence(r)
	return seq.slice(0, 1, min(c.precision, seq.len()), r.Trace()), nil
}

func (p *printf) char(v Value) (Value, error) {
	if i, ok := v.(*Instance); ok {
		if r, found, err := askedNumber(p.t, i, IntClass, "__index__"); err != nil {
			return nil, err
		} else if found {
			v = r
		}
	}
	switch x := Underlying(v).(type) {
	case *Unknown:
		return x, nil
	case Str:
		if runeCount(x.text) == 1 && !p.bytes {
			return x, nil
		}
	case Bytes:
		if len(x.text) == 1 && p.bytes {
			return x, nil
		}
	}
	if n, ok := asInt(Underlying(v)); ok {
		i, small := n.Int64()
		if !small || i < 0 || i > 0x10FFFF || p.bytes && i > 255 {
			return nil, p.t.Raise("OverflowError", "%c arg not in range")
		}
		if p.bytes {
			return NewBytes(string([]byte{byte(i)}), n.trace), nil
		}
		return NewStr(textOf([]rune{rune(i)}), n.trace), nil
	}
	return nil, p.t.Raise("TypeError", "%c requires int or char")
}

// asNumber is what %d, %x or %f asks of the class of v, which may be the program's or a
// library's; v itself where it has no answer.
func (p *printf) asNumber(v Value, c conversion) (Value, error) {
	switch x := Underlying(v).(type) {
	case *Instance:
		r, found, err := p.askedNumber(x, c)
		if raised, ok := err.(*Raised); ok && raised.Kind == Exceptions()["TypeError"] && !isFloating(c.kind) {
			return v, nil // which putNumber refuses
		}
		if found || err != nil {
			return r, err
		}
		return v, nil
	case Int, Bool, Float, Str, *Unknown:
		return v, nil
	}
	if h, ok := v.(HasFloat); ok && isFloating(c.kind) {
		return h.Float(p.t)
	}
	if strings.IndexByte("diu", c.kind) < 0 {
		return v, nil
	}
	m, err := Attr(p.t, v, "__int__")
	if _, none := err.(*Raised); none {
		return v, nil
	}
	if err != nil {
		return nil, err
	}
	return CallValue(p.t, m, &Call{At: p.t.At})
}

// askedNumber is what the special methods of an object of the program give for a conversion.
func (p *printf) askedNumber(v *Instance, c conversion) (Value, bool, error) {
	switch {
	case isFloating(c.kind):
		return askedFloat(p.t, v)
	case strings.IndexByte("diu", c.kind) >= 0:
		return askedNumber(p.t, v, IntClass, "__int__", "__index__")
	}
	return askedNumber(p.t, v, IntClass, "__index__")
}

func isFloating(kind byte) bool { return strings.IndexByte("eEfFgG", kind) >= 0 }

func (p *printf) putNumber(v Value, c conversion) error {
	p.tr = Merge(p.tr, v.Trace())
	kind := v.Class()
	v = Underlying(v)
	switch c.kind {
	case 'e', 'E', 'f', 'F', 'g', 'G':
		return p.putFloat(v, kind, c)
	}
	n, ok := asInt(v)
	if f, isFloat := v.(Float); isFloat && (c.kind == 'd' || c.kind == 'i' || c.kind == 'u') {
		r, err := intFromFloat(p.t, f.F, f.trace)
		if err != nil {
			return err
		}
		n, ok = r.(Int)
	}
	if !ok {
		what := "a real number is required"
		if strings.IndexByte("oxX", c.kind) >= 0 {
			what = "an integer is required"
		}
		return p.t.Raise("TypeError", "%"+string(rune(c.kind))+" format: "+what+", not "+kind.TypeName())
	}
	return p.putInt(n, c)
}

func (p *printf) putInt(n Int, c conversion) error {
	base, prefix := 10, ""
	switch c.kind {
	case 'o':
		base, prefix = 8, "0o"
	case 'x', 'X':
		base, prefix = 16, "0"+string(rune(c.kind))
	}
	if base == 10 && n.bits() > maxDigits*3 {
		return p.t.tooManyDigits()
	}
	digits := new(big.Int).Abs(n.Big()).Text(base)
	if c.kind == 'X' {
		digits = strings.ToUpper(digits)
	}
	if len(digits) < c.precision {
		digits = strings.Repeat("0", c.precision-len(digits)) + digits
	}
	if !c.has('#') {
		prefix = ""
	}
	p.pad(c.sign(n.sign() < 0)+prefix, digits, c, true)
	return nil
}

func (c conversion) sign(negative bool) string {
	switch {
	case negative:
		return "-"
	case c.has('+'):
		return "+"
	case c.has(' '):
		return " "
	}
	return ""
}

func (p *printf) putFloat(v Value, kind *Class, c conversion) error {
	f, ok := asFloat(v)
	if !ok {
		return p.t.Raise("TypeError", "must be real number, not "+kind.TypeName())
	}
	if tooBigForFloat(v, f) {
		return p.t.Raise("OverflowError", "int too large to convert to float")
	}
	precision := c.precision
	if precision < 0 {
		precision = 6
	}
	letter := c.kind | 0x20
	if letter == 'g' && precision == 0 {
		precision = 1
	}
	text := shortFloat(f, letter, precision, c.has('#'), false)
	if c.kind < 'a' {
		text = strings.ToUpper(text)
	}
	negative := strings.HasPrefix(text, "-")
	p.pad(c.sign(negative), strings.TrimPrefix(text, "-"), c, true)
	return nil
}

// pad fills up to the width: zeros after the sign for numbers with the flag 0.
func (p *printf) pad(prefix, body string, c conversion, number bool) {
	missing := c.width - len(prefix)
	if p.bytes {
		missing -= len(body)
	} else {
		missing -= runeCount(body)
	}
	fill := ""
	if missing > 0 {
		fill = strings.Repeat(" ", missing)
	}
	switch {
	case c.has('-'):
		p.out = append(append(append(p.out, prefix...), body...), fill...)
	case number && c.has('0'):
		p.out = append(append(append(p.out, prefix...), strings.Repeat("0", len(fill))...), body...)
	default:
		p.out = append(append(append(p.out, fill...), prefix...), body...)
	}
}
