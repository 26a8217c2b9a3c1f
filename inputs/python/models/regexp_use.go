package models

import (
	"errors"

	"github.com/djgate/djgate/inputs/python/regex"
	"github.com/djgate/djgate/inputs/python/value"
)

// patternMethod is a method of a pattern, with the parameters that follow the pattern.
// subject is the place of the text among them.
type patternMethod struct {
	name, params string
	subject      int
	inPart       bool // it takes pos and endpos as well
}

var patternMethods = []patternMethod{
	{"search", "string", 0, true}, {"match", "string", 0, true}, {"fullmatch", "string", 0, true}, {"findall", "string", 0, true},
	{"finditer", "string", 0, true}, {"split", "string, maxsplit=", 0, false}, {"sub", "repl, string, count=", 1, false}, {"subn", "repl, string, count=", 1, false},
}

// search is one use of a pattern on a text.
type search struct {
	lib     *reLib
	program *regex.Pattern
	pattern *value.Instance
	subject value.Value
	text    []rune // up to endpos
	rest    []rune // from there on
	pos     int
	bytes   bool
	trace   *value.Trace
}

// run applies a method of a pattern; the last two arguments are pos and endpos.
func (lib *reLib) run(t *value.Thread, f patternMethod, p *value.Instance, a args) (value.Value, error) {
	tr := value.Merge(p.Trace(), traceOf(a))
	s, bytes, ok := characters(a[f.subject])
	own, _ := p.NS.Get("pattern")
	if _, ofBytes := own.V.(value.Bytes); ok && ofBytes != bytes || !ok && orNone(a[f.subject]).Class() != value.StrClass {
		return nil, t.Raise("TypeError", "expected string or bytes-like object of the kind of the pattern, got '...'")
	}
	u := &search{lib: lib, pattern: p, subject: a[f.subject], text: []rune(s), bytes: bytes, trace: tr}
	u.program, _ = p.Data.(*regex.Pattern)
	if u.program == nil || !ok {
		return unknown(t, regex.ErrUnsupported.Error(), tr), nil
	}
	if err := u.part(t, a[len(a)-2], a[len(a)-1]); err != nil {
		return nil, err
	}
	if err := t.Burn(1 + len(u.text)/16); err != nil {
		return nil, err
	}
	switch f.name {
	case "search":
		return u.first(t, regex.Search)
	case "match":
		return u.first(t, regex.Match)
	case "fullmatch":
		return u.first(t, regex.Full)
	case "findall":
		return u.findAll(t)
	case "finditer":
		return u.findIter(t)
	case "split":
		return u.split(t, a[1])
	}
	return u.sub(t, f.name, a[0], a[2])
}

// part keeps to pos and endpos.
func (u *search) part(t *value.Thread, pos, endpos value.Value) error {
	n := len(u.text)
	from, err := wantInt(t, pos, 0, -1<<40, 1<<40, "pos")
	if err != nil {
		return err
	}
	to, err := wantInt(t, endpos, n, -1<<40, 1<<40, "endpos")
	if err != nil {
		return err
	}
	to = min(max(to, 0), n)
	u.pos = min(max(from, 0), to)
	u.text, u.rest = u.text[:to], u.text[to:]
	return nil
}

// find is the next match; nil where there is none.
func (u *search) find(t *value.Thread, from int, kind regex.Kind, advance bool) (*regex.Result, error) {
	r, steps, err := u.program.Find(u.text, from, kind, advance)
	if burned := t.Burn(steps / 16); burned != nil {
		return nil, burned
	}
	return r, err
}

// all gives each match, until one is refused.
func (u *search) all(t *value.Thread, each func(r *regex.Result) (bool, error)) error {
	from, advance := u.pos, false
	for {
		r, err := u.find(t, from, regex.Search, advance)
		if err != nil || r == nil {
			return err
		}
		if more, err := each(r); err != nil || !more {
			return err
		}
		from, advance = r.Places[1], r.Places[0] == r.Places[1]
	}
}

// lost is the result where it is not known what is found; other errors are those of
// the program.
func (u *search) lost(t *value.Thread, class *value.Class, err error) (value.Value, error) {
	if !errors.Is(err, regex.ErrUnsupported) && !errors.Is(err, regex.ErrSteps) {
		return nil, err
	}
	why := unknown(t, err.Error(), u.trace)
	if class == nil {
		return why, nil
	}
	return typed(why, class), nil
}

func (u *search) first(t *value.Thread, kind regex.Kind) (value.Value, error) {
	r, err := u.find(t, u.pos, kind, false)
	if err != nil {
		return u.lost(t, nil, err)
	}
	if r == nil {
		return value.None().With(u.trace), nil
	}
	return u.match(t, r), nil
}

// piece is a part of the text.
func (u *search) piece(from, to int) value.Value {
	if !u.bytes {
		return value.NewStr(string(u.text[from:to]), u.trace)
	}
	return value.NewBytes(string(toBytes(u.text[from:to])), u.trace)
}

func toBytes(s []rune) []byte {
	out := make([]byte, len(s))
	for i, c := range s {
		out[i] = byte(c)
	}
	return out
}

// group is the text of a group; def where it took no part.
func (u *search) group(r *regex.Result, i int, def value.Value) value.Value {
	if r.Places[2*i] < 0 {
		return def.With(value.Merge(def.Trace(), u.trace))
	}
	return u.piece(r.Places[2*i], r.Places[2*i+1])
}

// groups are those from 1 on.
func (u *search) groups(r *regex.Result, def value.Value) []value.Value {
	out := make([]value.Value, u.program.Groups)
	for i := range out {
		out[i] = u.group(r, i+1, def)
	}
	return out
}

func (u *search) findAll(t *value.Thread) (value.Value, error) {
	var out []value.Value
	err := u.all(t, func(r *regex.Result) (bool, error) {
		row := u.groups(r, u.piece(0, 0))
		switch len(row) {
		case 0:
			out = append(out, u.group(r, 0, value.None()))
		case 1:
			out = append(out, row[0])
		default:
			out = append(out, value.NewTuple(row, u.trace))
		}
		return true, t.Alloc(len(out))
	})
	if err != nil {
		return u.lost(t, value.ListClass, err)
	}
	return t.NewList(out, u.trace), nil
}

func (u *search) findIter(t *value.Thread) (value.Value, error) {
	var out []value.Value
	err := u.all(t, func(r *regex.Result) (bool, error) {
		out = append(out, u.match(t, r))
		return true, t.Alloc(len(out))
	})
	if err != nil {
		return u.lost(t, nil, err)
	}
	return value.NewIterator(value.NewClass("callable_iterator", ""), out, u.trace), nil
}

// split puts the groups of the pattern between the pieces.
func (u *search) split(t *value.Thread, limit value.Value) (value.Value, error) {
	most, err := wantInt(t, limit, 0, -1<<40, 1<<40, "maxsplit")
	if err != nil {
		return nil, err
	}
	var out []value.Value
	last, n := 0, 0
	if most >= 0 {
		err = u.all(t, func(r *regex.Result) (bool, error) {
			out = append(out, u.piece(last, r.Places[0]))
			out = append(out, u.groups(r, value.None())...)
			last = r.Places[1]
			n++
			return n != most, t.Alloc(len(out))
		})
	}
	if err != nil {
		return u.lost(t, value.ListClass, err)
	}
	return t.NewList(append(out, u.piece(last, len(u.text))), u.trace), nil
}
