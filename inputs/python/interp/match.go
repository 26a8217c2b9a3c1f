package interp

// The match statement. A pattern that may or may not match is a condition that
// is not known.

import (
	"fmt"
	"slices"

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
	var truth value.Truth
	var why value.Value
	before := f.t.Deciding()
	bound, err := f.in.isolatePiece(func() (err error) { // its names are bound where it matches
		truth, why, err = f.matches(c, subject)
		return err
	})
	f.in.escape()
	decided := f.t.Decided(before)
	if err != nil {
		return next, err
	}
	body := func() (flow, error) {
		f.t.Commit(bound)
		return f.block(c.Body)
	}
	others := func() (flow, error) { return f.cases(s, cases[1:], subject) }
	cond := f.condition(s.Subject, why)
	cond.Trace = cond.Trace.Under(decided)
	switch truth {
	case value.Yes:
		return f.taken(cond, body, others)
	case value.No:
		return f.taken(flipped(cond), others, func() (flow, error) {
			if err := f.bindAll(c.Pattern, why); err != nil {
				return next, err
			}
			return f.block(c.Body)
		})
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
	f.t.Decide(v)
	if guard == value.Yes {
		return truth, subject, nil
	}
	return guard, v, nil
}

// match tries a pattern and binds its names. What it looks at is what the answer rests on.
func (f *frame) match(p syntax.Pattern, v value.Value) (value.Truth, error) {
	f.t.Decide(v)
	switch p := p.(type) {
	case *syntax.MatchValue:
		want, err := f.eval(p.Value)
		if err != nil {
			return value.Maybe, err
		}
		f.at(p)
		return f.compared(value.Eq, v, want)
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

// compared is a comparison that decides.
func (f *frame) compared(op value.CompareOp, a, b value.Value) (value.Truth, error) {
	v, err := value.CompareValue(f.t, op, a, b)
	if err != nil {
		return value.Maybe, err
	}
	f.t.Decide(v)
	return value.Truthy(f.t, v)
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
	case *value.Range:
		var err error
		if items, err = value.Items(f.t, v); err != nil {
			return value.Maybe, err
		}
	case *value.Unknown:
		return value.Maybe, f.bindAll(p, v)
	case *value.Instance:
		return f.matchInstance(p, v)
	default:
		if !value.TupleClass.Is(v.Class()) && v.Class().Is(value.TupleClass) { // of a class that derives from tuple
			var err error
			if items, err = value.Items(f.t, v); err != nil {
				return value.Maybe, err
			}
			break
		}
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
	d, ok := value.Underlying(v).(*value.Dict)
	if !ok {
		if _, unknown := value.IsUnknown(v); unknown || !plain(v) {
			return value.Maybe, f.bindAll(p, v)
		}
		return value.No, nil
	}
	if d.More() != nil {
		return value.Maybe, f.bindAll(p, v)
	}
	var keys []value.Value
	truth, err := all(len(p.Keys), func(i int) (value.Truth, error) {
		key, err := f.eval(p.Keys[i])
		if err != nil {
			return value.Maybe, err
		}
		keys = append(keys, key)
		if _, hashable := value.KeyOf(key); !hashable {
			return value.Maybe, nil
		}
		item, ok := d.Get(key)
		if !ok {
			return f.compared(value.In, key, d)
		}
		if u, unknown := value.IsUnknown(item); unknown && perhapsAbsent(u) {
			truth, err := f.match(p.Patterns[i], f.in.there(u))
			if truth == value.Yes {
				truth = value.Maybe
			}
			return truth, err
		}
		return f.match(p.Patterns[i], item)
	})
	if err == nil && truth != value.No && p.Rest != "" {
		f.bind(p.Rest, f.without(d, keys), f.place(p))
	}
	return truth, err
}

// without is a copy of a dict but for some keys.
func (f *frame) without(d *value.Dict, keys []value.Value) value.Value {
	rest := f.t.NewDict(nil)
	for _, e := range d.Entries() {
		rest.Set(f.t, e.Key, e.Value)
	}
	for _, k := range keys {
		rest.Delete(f.t, k)
	}
	return rest
}

// plain tells whether a value is of a type of Python's own or an instance of a
// class of the project: neither a sequence nor a mapping unless it derives from one.
func plain(v value.Value) bool {
	i, ok := v.(*value.Instance)
	return !ok || i.Kind.Written && !i.Kind.Opaque()
}

// matchInstance matches an instance of a class that derives from list or tuple.
func (f *frame) matchInstance(p *syntax.MatchSequence, v *value.Instance) (value.Truth, error) {
	switch data := value.Underlying(v).(type) {
	case *value.List, value.Tuple:
		return f.matchSequence(p, data)
	}
	if plain(v) {
		return value.No, nil
	}
	return value.Maybe, f.bindAll(p, v)
}

func (f *frame) matchClass(p *syntax.MatchClass, v value.Value) (value.Truth, error) {
	c, err := f.eval(p.Cls)
	if err != nil {
		return value.Maybe, err
	}
	if _, unknown := value.IsUnknown(v); unknown {
		return value.Maybe, f.bindAll(p, v)
	}
	cls, ok := c.(*value.Class)
	if !ok {
		if _, alias := c.(*value.GenericAlias); alias {
			return value.Maybe, f.t.Raise("TypeError", "called match pattern must be a class")
		}
		return value.Maybe, f.bindAll(p, v)
	}
	switch is, err := value.IsInstance(f.t, v, cls); {
	case err != nil || is == value.No:
		return is, err
	case is == value.Maybe:
		return value.Maybe, f.bindAll(p, v)
	}
	f.at(p)
	positions, known, err := f.positions(p, cls)
	if err != nil || !known {
		return value.Maybe, errOr(err, func() error { return f.bindAll(p, v) })
	}
	names := append(positions, p.KwdAttrs...)
	for i, name := range names {
		if slices.Contains(names[:i], name) && name != "" {
			return value.Maybe, f.t.Raise("TypeError", cls.Name+"() got multiple sub-patterns for attribute '"+name+"'")
		}
	}
	patterns := append(append([]syntax.Pattern{}, p.Patterns...), p.KwdPatterns...)
	return all(len(patterns), func(i int) (value.Truth, error) {
		if names[i] == "" {
			return f.match(patterns[i], v)
		}
		f.at(p)
		attr, err := value.Attr(f.t, v, names[i])
		if err != nil {
			return f.absent(err)
		}
		return f.match(patterns[i], attr)
	})
}

// errOr is the error, or what f gives where there is none.
func errOr(err error, f func() error) error {
	if err != nil {
		return err
	}
	return f()
}

// selfMatching tells whether a class takes one positional pattern, which is for
// the value itself (PEP 634, "Class Patterns").
func selfMatching(cls *value.Class) bool {
	for _, base := range []*value.Class{value.BoolClass, value.BytesClass, value.DictClass, value.FloatClass, value.FrozenSetClass,
		value.IntClass, value.ListClass, value.SetClass, value.StrClass, value.TupleClass} {
		if cls.Is(base) {
			return true
		}
	}
	return false
}

// positions are the attributes for which the positional patterns of a class stand, by
// its __match_args__; "" for the value itself. Where they are not known, known is false.
func (f *frame) positions(p *syntax.MatchClass, cls *value.Class) (names []string, known bool, err error) {
	if len(p.Patterns) == 0 {
		return nil, true, nil
	}
	b, _, ok := cls.Lookup("__match_args__")
	if !ok && (cls.Opaque() || !cls.Written && !selfMatching(cls)) {
		return nil, false, nil
	}
	if _, unknown := value.IsUnknown(b.V); ok && unknown {
		return nil, false, nil
	}
	args, isTuple := b.V.(value.Tuple)
	takes := len(args.Elems)
	switch {
	case ok && !isTuple:
		return nil, true, f.t.Raise("TypeError", cls.Name+".__match_args__ must be a tuple (got "+b.V.Class().Name+")")
	case !ok && selfMatching(cls):
		takes = 1
	}
	if len(p.Patterns) > takes {
		return nil, true, f.t.Raise("TypeError", fmt.Sprintf("%s() accepts %d positional sub-pattern%s (%d given)", cls.Name, takes, plural(takes), len(p.Patterns)))
	}
	for i := range p.Patterns {
		if !ok {
			return []string{""}, true, nil
		}
		if _, unknown := value.IsUnknown(args.Elems[i]); unknown {
			return nil, false, nil
		}
		name, isText := args.Elems[i].(value.Str)
		if !isText {
			return nil, true, f.t.Raise("TypeError", "__match_args__ elements must be strings (got "+args.Elems[i].Class().Name+")")
		}
		names = append(names, name.Text())
	}
	return names, true, nil
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// absent is No for an attribute that is not there.
func (f *frame) absent(err error) (value.Truth, error) {
	if raised, ok := err.(*value.Raised); ok && raised.Kind.Is(value.Exceptions()["AttributeError"]) {
		f.t.Decide(value.None().With(raised.Trace))
		return value.No, nil
	}
	return value.Maybe, err
}
