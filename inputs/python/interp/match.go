package interp

// The match statement. A pattern that may or may not match is a condition that
// is not known.

import (
	"fmt"
	"slices"
	"strings"

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

// cases tries the first case, and the others where it is not taken.
func (f *frame) cases(s *syntax.Match, cases []*syntax.MatchCase, subject value.Value) (flow, error) {
	if len(cases) == 0 {
		return next, nil
	}
	c := cases[0]
	m, err := f.tryCase(s, c, subject)
	if err != nil {
		return next, err
	}
	body := func() (flow, error) { return f.block(c.Body) }
	others := func() (flow, error) { return f.cases(s, cases[1:], subject) }
	switch {
	case m.truth == value.Yes && c.Guard != nil:
		return f.guardedCase(c, m, body, others)
	case m.truth == value.Yes:
		return f.taken(m.cond, then(f.binding(m), body), others)
	case m.truth == value.No && m.pattern == value.No:
		bound := func() (flow, error) { return next, f.bindAll(c.Pattern, m.why) }
		return f.taken(flipped(m.cond), others, then(bound, body))
	}
	if c.Guard != nil { // what it has refused is bound all the same
		others = then(func() (flow, error) { return f.fork(m.cond, f.binding(m), nothing) }, others)
	}
	if m.truth == value.No {
		return f.taken(flipped(m.cond), others, then(f.binding(m), body))
	}
	return f.fork(m.cond, then(f.binding(m), body), others)
}

// trial is what came of a pattern, and of its guard where the pattern may or may not match.
type trial struct {
	pattern, truth value.Truth
	why            value.Value // decides
	cond           value.Condition
	bound          *value.Branch // what is changed where it matches
}

// tryCase tries the pattern of a case apart, since its names are bound where it matches alone.
func (f *frame) tryCase(s *syntax.Match, c *syntax.MatchCase, subject value.Value) (m trial, err error) {
	m.why = subject
	before := f.t.Deciding()
	m.bound, err = f.in.isolatePiece(func() (err error) {
		m.pattern, err = f.match(c.Pattern, subject)
		m.truth = m.pattern
		if err != nil || m.pattern != value.Maybe || c.Guard == nil {
			return err
		}
		v, guard, err := f.test(c.Guard)
		if err != nil {
			return err
		}
		f.t.Decide(v)
		if guard != value.Yes {
			m.why = v
		}
		if guard == value.No {
			m.truth = value.No
		}
		return nil
	})
	f.in.escape()
	m.cond = f.condition(s.Subject, m.why)
	m.cond.Trace = m.cond.Trace.Under(f.t.Decided(before))
	return m, err
}

// guardedCase is a case whose pattern matches: its names are bound, whatever the guard says.
func (f *frame) guardedCase(c *syntax.MatchCase, m trial, body, others step) (flow, error) {
	if fl, err := f.taken(m.cond, f.binding(m), nothing); fl != next || err != nil {
		return fl, err
	}
	v, guard, err := f.test(c.Guard)
	if err != nil {
		return next, err
	}
	return f.branch(c.Guard, v.With(v.Trace().Under(m.cond.Trace)), guard, body, others)
}

// binding binds the names of a pattern that matches.
func (f *frame) binding(m trial) step {
	return func() (flow, error) {
		f.t.Commit(m.bound)
		return next, nil
	}
}

func nothing() (flow, error) { return next, nil }

// then is a step after another one that only goes on.
func then(first, second step) step {
	return func() (flow, error) {
		if fl, err := first(); fl != next || err != nil {
			return fl, err
		}
		return second()
	}
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
		if _, unknown := value.IsUnknown(v); unknown || !plain(v) || derives(v.Class(), "Mapping", "UserDict", "ChainMap") || value.IsRegistered(f.t, v.Class()) {
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
	case *value.Dict, *value.Set, value.Str, value.Bytes:
		return value.No, nil
	}
	if plain(v) && !derives(v.Kind, "Sequence", "deque", "UserList") && !value.IsRegistered(f.t, v.Kind) {
		return value.No, nil
	}
	return value.Maybe, f.bindAll(p, v)
}

// derives tells whether a class derives from one of these of the library collections.
func derives(c *value.Class, names ...string) bool {
	return slices.ContainsFunc(c.MRO(), func(k *value.Class) bool {
		return !k.Written && slices.Contains(names, k.Name) && strings.HasPrefix(k.Module, "collections")
	})
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
