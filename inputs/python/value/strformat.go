package value

import "strings"

// str.format: the format string syntax (library reference, "Format String Syntax").

// formatter is one call of str.format.
type formatter struct {
	t       *Thread
	args    []Value
	named   func(name string) (Value, error)
	next    int  // the number of the next automatic field
	manual  bool // some field was numbered
	auto    bool
	tr      *Trace
	doubt   *Unknown
	unknown int // the fields that are not known, those in specs too
	gaps    gaps
	written int
}

func strFormat(in *invocation) (Value, error) {
	f := &formatter{t: in.t, args: in.call.Args, tr: in.tr}
	f.named = func(name string) (Value, error) {
		if v := in.call.Keyword(name); v != nil {
			return v, nil
		}
		if in.call.Open != nil {
			return in.call.Open, nil
		}
		return nil, in.t.raiseWith("KeyError", "...", NewStr(name, nil))
	}
	if in.call.Open != nil {
		f.doubt = in.call.Open
	}
	return f.run(in.text())
}

func strFormatMap(in *invocation) (Value, error) {
	f := &formatter{t: in.t, tr: in.tr}
	f.named = func(name string) (Value, error) { return Item(in.t, in.arg(0), NewStr(name, nil)) }
	return f.run(in.text())
}

func (f *formatter) run(s string) (Value, error) {
	text, err := f.expand(s, whole)
	if err != nil {
		return nil, err
	}
	if f.doubt != nil {
		u := Doubt(StrClass, f.doubt)
		u.trace = Merge(u.trace, f.tr)
		return f.gaps.in(u, text), nil
	}
	return NewStr(text, f.tr), nil
}

// whole is the depth of the text itself, in whose fields others may stand.
const whole = 2

// expand replaces the fields of a text; depth is how deep fields may stand in specs.
func (f *formatter) expand(s string, depth int) (string, error) {
	if depth == 0 {
		return "", f.t.Raise("ValueError", "Max string recursion exceeded")
	}
	var b strings.Builder
	for s != "" {
		at := strings.IndexAny(s, "{}")
		if at < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:at])
		brace := s[at]
		s = s[at+1:]
		if s != "" && s[0] == brace {
			b.WriteByte(brace)
			s = s[1:]
			continue
		}
		if brace == '}' {
			return "", f.t.Raise("ValueError", "Single '}' encountered in format string")
		}
		end, err := f.fieldEnd(s)
		if err != nil {
			return "", err
		}
		before := f.unknown
		text, err := f.field(s[:end], depth)
		if err != nil {
			return "", err
		}
		if f.unknown > before {
			if text = ""; depth == whole {
				f.gaps.at(b.Len())
			}
		}
		b.WriteString(text)
		f.written += len(text)
		if f.written > f.t.Limits.Size {
			f.doubt = refuse(f.t, StrClass, f.tr)
			return "", nil
		}
		s = s[end+1:]
	}
	return b.String(), f.t.Alloc(b.Len())
}

// fieldEnd finds the brace that closes a field. Brackets of an index hide braces
// in the name; in the spec braces nest.
func (f *formatter) fieldEnd(s string) (int, error) {
	depth, bracket := 1, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case bracket:
			bracket = c != ']'
		case c == '[' && depth == 1 && !strings.ContainsAny(s[:i], ":!"):
			bracket = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i, nil
			}
		}
	}
	if s == "" {
		return 0, f.t.Raise("ValueError", "Single '{' encountered in format string")
	}
	return 0, f.t.Raise("ValueError", "expected '}' before end of string")
}

// field is the text of a field; one that is not known is empty.
func (f *formatter) field(s string, depth int) (string, error) {
	name, conversion, spec, err := f.parts(s)
	if err != nil {
		return "", err
	}
	v, err := f.lookUp(name)
	if err != nil {
		return "", err
	}
	if conversion != 0 {
		if v, err = Convert(f.t, v, conversion); err != nil {
			return "", err
		}
	}
	if strings.ContainsAny(spec, "{}") {
		if spec, err = f.expand(spec, depth-1); err != nil {
			return "", err
		}
	}
	r, err := Format(f.t, v, spec)
	if err != nil {
		return "", err
	}
	f.tr = Merge(f.tr, r.Trace())
	text, ok := Underlying(r).(Str)
	if !ok {
		f.unknown++
		if f.doubt == nil {
			f.doubt = Doubt(StrClass, r)
		}
	}
	return text.text, nil
}

// parts splits a field into name, conversion and spec.
func (f *formatter) parts(s string) (name string, conversion byte, spec string, err error) {
	end, bracket := len(s), false
scan:
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case bracket:
			bracket = c != ']'
		case c == '[':
			bracket = true
		case c == '{':
			return "", 0, "", f.t.Raise("ValueError", "unexpected '{' in field name")
		case c == '!' || c == ':':
			end = i
			break scan
		}
	}
	name, s = s[:end], s[end:]
	if strings.HasPrefix(s, "!") {
		if len(s) < 2 {
			return "", 0, "", f.t.Raise("ValueError", "end of string while looking for conversion specifier")
		}
		conversion, s = s[1], s[2:]
		if s != "" && s[0] != ':' {
			return "", 0, "", f.t.Raise("ValueError", "expected ':' after conversion specifier")
		}
	}
	return name, conversion, strings.TrimPrefix(s, ":"), nil
}

// Convert is !s, !r or !a of a field.
func Convert(t *Thread, v Value, conversion byte) (Value, error) {
	switch conversion {
	case 's':
		return ToStr(t, v)
	case 'r':
		return ToRepr(t, v)
	case 'a':
		return asciiOf(&invocation{t: t, args: []Value{v}, call: &Call{}})
	}
	return nil, t.Raise("ValueError", "Unknown conversion specifier ...")
}

// lookUp is the value of a field's name: an argument, then its attributes and items.
func (f *formatter) lookUp(name string) (Value, error) {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	v, err := f.argument(name[:end])
	for rest := name[end:]; rest != "" && err == nil; {
		v, rest, err = f.step(v, rest)
	}
	return v, err
}

func (f *formatter) argument(name string) (Value, error) {
	n, rest, ok := leadingNumber(name)
	numbered := name != "" && rest == "" && ok
	switch {
	case name == "":
		if f.manual {
			return nil, f.t.Raise("ValueError", "cannot switch from manual field specification to automatic field numbering")
		}
		f.auto = true
		n, f.next = f.next, f.next+1
	case numbered:
		if f.auto {
			return nil, f.t.Raise("ValueError", "cannot switch from automatic field numbering to manual field specification")
		}
		f.manual = true
	default:
		return f.named(name)
	}
	if f.args == nil && f.doubt == nil && f.named != nil && len(f.args) == 0 && !numbered && name != "" {
		return f.named(name)
	}
	if n >= len(f.args) {
		if f.doubt != nil {
			return f.doubt, nil
		}
		return nil, f.t.Raise("IndexError", "Replacement index ... out of range for positional args tuple")
	}
	return f.args[n], nil
}

// step follows one .name or [key].
func (f *formatter) step(v Value, path string) (Value, string, error) {
	if path[0] == '.' {
		name := path[1:]
		end := strings.IndexAny(name, ".[")
		if end < 0 {
			end = len(name)
		}
		if end == 0 {
			return nil, "", f.t.Raise("ValueError", "Empty attribute in format string")
		}
		r, err := Attr(f.t, v, name[:end])
		return r, name[end:], err
	}
	end := strings.IndexByte(path, ']')
	if path[0] != '[' {
		return nil, "", f.t.Raise("ValueError", "Only '.' or '[' may follow ']' in format field specifier")
	}
	if end < 0 {
		return nil, "", f.t.Raise("ValueError", "Missing ']' in format string")
	}
	if end == 1 {
		return nil, "", f.t.Raise("ValueError", "Empty attribute in format string")
	}
	var key Value = NewStr(path[1:end], nil)
	if n, rest, ok := leadingNumber(path[1:end]); rest == "" && ok {
		key = NewInt(int64(n), nil)
	}
	r, err := Item(f.t, v, key)
	return r, path[end+1:], err
}
