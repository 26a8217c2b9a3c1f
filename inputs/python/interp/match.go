package interp

// The match statement. A pattern that may or may not match is a condition that
// is not known.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) matchStmt(s *syntax.Match) (flow, error) {
	subject, err := f.eval(s.Subject)
	if err != nil {
		return next, err
	}
	return f.cases(s, s.Cases, subject)
}

func (f *frame) cases(s *syntax.Match, cases []*syntax.MatchCase, subject value.Value) (flow, error) {
	if len(cases) == 0 {
		return next, nil
	}
	c := cases[0]
	truth, why, err := f.matches(c, subject)
	if err != nil {
		return next, err
	}
	body := func() (flow, error) { return f.block(c.Body) }
	others := func() (flow, error) { return f.cases(s, cases[1:], subject) }
	cond := f.condition(s.Subject, why)
	switch truth {
	case value.Yes:
		return f.taken(cond, boundBy(s), body, others)
	case value.No:
		return f.taken(flipped(cond), boundBy(s), others, body)
	}
	return f.fork(cond, body, others)
}

// matches tells whether a case is taken, and the value that decides.
func (f *frame) matches(c *syntax.MatchCase, subject value.Value) (value.Truth, value.Value, error) {
	truth, err := f.match(c.Pattern, subject)
	if err != nil || truth == value.No || c.Guard == nil {
		return truth, subject, err
	}
	v, guard, err := f.test(c.Guard)
	if err != nil {
		return value.Maybe, nil, err
	}
	if guard == value.Yes {
		return truth, subject, nil
	}
	return guard, v, nil
}

// match tries a pattern and binds its names.
func (f *frame) match(p syntax.Pattern, v value.Value) (value.Truth, error) {
	switch p := p.(type) {
	case *syntax.MatchValue:
		want, err := f.eval(p.Value)
		if err != nil {
			return value.Maybe, err
		}
		f.at(p)
		return value.Compare(f.t, value.Eq, v, want)
	case *syntax.MatchSingleton:
		return value.Same(v, f.constant(&syntax.Constant{Span: p.Span, Value: p.Value})), nil
	case *syntax.MatchAs:
		return f.matchAs(p, v)
	case *syntax.MatchOr:
		return f.matchOr(p, v)
	case *syntax.MatchSequence:
		return f.matchSequence(p, v)
	case *syntax.MatchMapping:
		return f.matchMapping(p, v)
	case *syntax.MatchClass:
		return f.matchClass(p, v)
	}
	return value.Maybe, nil
}

func (f *frame) matchAs(p *syntax.MatchAs, v value.Value) (value.Truth, error) {
	truth := value.Yes
	if p.Pattern != nil {
		var err error
		if truth, err = f.match(p.Pattern, v); err != nil || truth == value.No {
			return truth, err
		}
	}
	if p.Name != "" {
		f.bind(p.Name, v, f.place(p))
	}
	return truth, nil
}

func (f *frame) matchOr(p *syntax.MatchOr, v value.Value) (value.Truth, error) {
	out := value.No
	for _, alternative := range p.Patterns {
		truth, err := f.match(alternative, v)
		if err != nil || truth == value.Yes {
			return truth, err
		}
		if truth == value.Maybe {
			out = value.Maybe
		}
	}
	return out, nil
}

func (f *frame) matchSequence(p *syntax.MatchSequence, v value.Value) (value.Truth, error) {
	var items []value.Value
	switch v := v.(type) {
	case *value.List:
		items = v.Elems()
	case value.Tuple:
		items = v.Elems
	case *value.Unknown, *value.Instance:
		return value.Maybe, f.bindAll(p, v)
	default:
		return value.No, nil
	}
	if firstMany(items) != nil {
		return value.Maybe, f.bindAll(p, v)
	}
	return f.matchItems(p.Patterns, items)
}

func (f *frame) matchItems(patterns []syntax.Pattern, items []value.Value) (value.Truth, error) {
	star := -1
	for i, p := range patterns {
		if _, ok := p.(*syntax.MatchStar); ok {
			star = i
		}
	}
	if len(items) < len(patterns)-1 || star < 0 && len(items) != len(patterns) {
		return value.No, nil
	}
	after := len(patterns) - star - 1
	return all(len(patterns), func(i int) (value.Truth, error) {
		switch {
		case star < 0 || i < star:
			return f.match(patterns[i], items[i])
		case i > star:
			return f.match(patterns[i], items[len(items)-(len(patterns)-i)])
		}
		if name := patterns[star].(*syntax.MatchStar).Name; name != "" {
			rest := append([]value.Value{}, items[star:len(items)-after]...)
			f.bind(name, f.t.NewList(rest, nil), f.place(patterns[star]))
		}
		return value.Yes, nil
	})
}

// all is Yes where every part is.
func all(n int, part func(i int) (value.Truth, error)) (value.Truth, error) {
	out := value.Yes
	for i := range n {
		truth, err := part(i)
		if err != nil || truth == value.No {
			return truth, err
		}
		if truth == value.Maybe {
			out = value.Maybe
		}
	}
	return out, nil
}

// bindAll makes unknown what a pattern would bind.
func (f *frame) bindAll(p syntax.Pattern, v value.Value) error {
	s := newSymbols()
	s.pattern(p)
	for _, name := range s.order {
		f.bind(name, value.NewUnknown("what the pattern matches is not known", f.place(p), v.Trace()), f.place(p))
	}
	return nil
}

func (f *frame) matchMapping(p *syntax.MatchMapping, v value.Value) (value.Truth, error) {
	d, ok := v.(*value.Dict)
	if !ok {
		if _, unknown := value.IsUnknown(v); unknown || v.Class().Is(value.DictClass) {
			return value.Maybe, f.bindAll(p, v)
		}
		return value.No, nil
	}
	if d.More() != nil || p.Rest != "" {
		return value.Maybe, f.bindAll(p, v)
	}
	return all(len(p.Keys), func(i int) (value.Truth, error) {
		key, err := f.eval(p.Keys[i])
		if err != nil {
			return value.Maybe, err
		}
		item, ok := d.Get(key)
		if !ok {
			return value.No, nil
		}
		return f.match(p.Patterns[i], item)
	})
}

func (f *frame) matchClass(p *syntax.MatchClass, v value.Value) (value.Truth, error) {
	c, err := f.eval(p.Cls)
	if err != nil {
		return value.Maybe, err
	}
	cls, ok := c.(*value.Class)
	if _, unknown := value.IsUnknown(v); !ok || unknown {
		return value.Maybe, f.bindAll(p, v)
	}
	if !v.Class().Is(cls) {
		return value.No, nil
	}
	if len(p.Patterns) == 1 && cls.NS == nil { // str(x), int(x), ...
		return f.match(p.Patterns[0], v)
	}
	if len(p.Patterns) > 0 {
		return value.Maybe, f.bindAll(p, v)
	}
	return all(len(p.KwdAttrs), func(i int) (value.Truth, error) {
		f.at(p)
		attr, err := value.Attr(f.t, v, p.KwdAttrs[i])
		if err != nil {
			return value.No, nil
		}
		return f.match(p.KwdPatterns[i], attr)
	})
}
