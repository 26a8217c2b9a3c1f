package interp

// f-strings.

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// joinedStr is an f-string.
func (f *frame) joinedStr(e *syntax.JoinedStr) (value.Value, error) {
	var text strings.Builder
	traces := []*value.Trace{f.literal(e)}
	var parts []value.Value
	known := true
	for _, part := range e.Values {
		v, err := f.formatted(part)
		if err != nil {
			return nil, err
		}
		s, ok := v.(value.Str)
		known = known && ok
		text.WriteString(s.Text())
		traces = append(traces, v.Trace())
		parts = append(parts, v)
	}
	if !known {
		return f.sum(parts)
	}
	if err := f.t.Alloc(text.Len()); err != nil {
		return nil, err
	}
	return value.MarkText(value.NewStr(text.String(), value.Merge(traces...))), nil
}

// sum adds texts of which some are not known.
func (f *frame) sum(parts []value.Value) (value.Value, error) {
	out := parts[0]
	var err error
	for _, p := range parts[1:] {
		if out, err = value.Binary(f.t, value.Add, out, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *frame) formatted(part syntax.Expr) (value.Value, error) {
	field, ok := part.(*syntax.FormattedValue)
	if !ok {
		return f.eval(part)
	}
	v, err := f.eval(field.Value)
	if err != nil {
		return nil, err
	}
	f.at(field)
	switch field.Conversion {
	case 's':
		v, err = value.ToStr(f.t, v)
	case 'r':
		v, err = value.ToRepr(f.t, v)
	case 'a':
		v, err = f.ascii(v)
	}
	if err != nil {
		return nil, err
	}
	return f.format(field, v)
}

func (f *frame) ascii(v value.Value) (value.Value, error) {
	b, ok := f.in.builtins.Get("ascii")
	if !ok {
		return value.Doubt(value.StrClass, value.NewUnknown("!a is not followed", f.t.At, v.Trace())), nil
	}
	return value.CallValue(f.t, b.V, &value.Call{Args: []value.Value{v}, At: f.t.At})
}

func (f *frame) format(field *syntax.FormattedValue, v value.Value) (value.Value, error) {
	if field.FormatSpec == nil {
		r, err := value.Format(f.t, v, "")
		return r, value.Blame(err, v)
	}
	spec, err := f.joinedStr(field.FormatSpec)
	if err != nil {
		return nil, err
	}
	f.at(field)
	text, ok := spec.(value.Str)
	if !ok {
		return value.Doubt(value.StrClass, spec, v), nil
	}
	r, err := value.Format(f.t, v, text.Text())
	if err != nil {
		return nil, value.Blame(err, v, text)
	}
	r = under(r, text.Trace())
	if assumes(text.Trace()) { // of texts alone any can be shown
		f.doubt(r)
	}
	return r, nil
}
