package interp

// Comprehensions. An item that stands for any number of items, or a filter that
// is not known, gives any number of items.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// collection is a comprehension at work.
type collection struct {
	f          *frame // that of its own scope
	generators []*syntax.Comprehension
	// add evaluates the element and keeps it; many tells that it stands for any
	// number, and why.
	add   func(many *value.Unknown) error
	from  *value.Trace   // what its sources and filters read and assumed
	items *[]value.Value // the elements of a list or set
	// parts are the expressions of the element; dry: they are evaluated for what they
	// do, and not kept.
	parts []syntax.Expr
	dry   bool
	mixed bool // the order of its items is not known
}

func (f *frame) comprehension(e syntax.Expr) (value.Value, error) {
	generators := generatorsOf(e)
	first, err := f.eval(generators[0].Iter)
	if err != nil {
		return nil, err
	}
	inner := f.nested(e, generators)
	c := &collection{f: inner, generators: generators, items: new([]value.Value), parts: partsOf(e), mixed: value.Disordered(first)}
	switch e := e.(type) {
	case *syntax.DictComp:
		d := f.t.NewDict(f.literal(e))
		c.add = func(many *value.Unknown) error { return c.addPair(d, e, many) }
		err := c.run(first)
		return value.InAnyOrder(f.t, d, c.mixed).With(c.from), err
	case *syntax.GeneratorExp:
		return f.generator(c, first, e)
	}
	c.collect(c.parts[0])
	if err := c.run(first); err != nil {
		return nil, err
	}
	items := *c.items
	tr := f.literal(e).Under(c.from)
	if _, ok := e.(*syntax.SetComp); ok {
		f.at(e)
		err := f.hashable(items...)
		return f.t.NewSet(items, false, tr), err
	}
	return value.InAnyOrder(f.t, f.t.NewList(items, tr), c.mixed), nil
}

// generator is a generator expression. What it goes through first is asked for
// an iterator at once.
func (f *frame) generator(c *collection, first value.Value, e *syntax.GeneratorExp) (value.Value, error) {
	f.at(e.Generators[0].Iter)
	if err := value.CheckIterable(f.t, first); err != nil {
		return nil, value.Blame(err, first)
	}
	from := f.literal(e).Under(first.Trace())
	it := f.in.newGenerator("<genexpr>", f.place(e), from, func(g *coroutine) (value.Value, error) {
		leave := f.in.enter(c.f)
		defer leave()
		c.add = func(many *value.Unknown) error {
			v, err := c.element(e.Elt, many)
			if err == nil {
				_, err = g.hand(under(v, c.from))
			}
			return err
		}
		err := c.run(first)
		if dropped := f.dropped(e.Generators[0].Iter, first); dropped != nil {
			return nil, dropped
		}
		f.t.Decide(value.None().With(c.from)) // that there is no more
		return value.None(), err
	})
	return value.InAnyOrder(f.t, it, c.mixed), nil
}

func generatorsOf(e syntax.Expr) []*syntax.Comprehension {
	switch e := e.(type) {
	case *syntax.ListComp:
		return e.Generators
	case *syntax.SetComp:
		return e.Generators
	case *syntax.DictComp:
		return e.Generators
	case *syntax.GeneratorExp:
		return e.Generators
	}
	return nil
}

func partsOf(e syntax.Expr) []syntax.Expr {
	switch e := e.(type) {
	case *syntax.DictComp:
		return []syntax.Expr{e.Key, e.Value}
	case *syntax.ListComp:
		return []syntax.Expr{e.Elt}
	case *syntax.SetComp:
		return []syntax.Expr{e.Elt}
	case *syntax.GeneratorExp:
		return []syntax.Expr{e.Elt}
	}
	return nil
}

// harmless tells whether the rounds change nothing that is there before: they call
// nothing but what makes texts, numbers and containers of others.
func (c *collection) harmless() bool {
	all := slices.Clone(c.parts)
	for i, g := range c.generators {
		all = append(all, g.Ifs...)
		if i > 0 {
			all = append(all, g.Iter)
		}
	}
	pure := true
	for _, e := range all {
		syntax.Walk(e, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Call:
				pure = pure && isPure(n.Func)
			case *syntax.NamedExpr, *syntax.Yield, *syntax.YieldFrom:
				pure = false
			}
			return pure
		})
	}
	return pure
}

// isPure tells whether a function, by its name, changes none of its arguments, as
// builtin types and methods of texts and mappings do.
func isPure(function syntax.Expr) bool {
	switch f := function.(type) {
	case *syntax.Name:
		return slices.Contains(pureFunctions, f.ID)
	case *syntax.Attribute:
		return slices.Contains(pureMethods, f.Attr)
	}
	return false
}

var (
	pureFunctions = []string{"str", "int", "float", "bool", "len", "tuple", "list", "dict", "set", "frozenset", "sorted", "reversed", "enumerate",
		"zip", "range", "repr", "min", "max", "sum", "any", "all", "abs", "isinstance", "ord", "chr", "type", "Path"}
	pureMethods = []string{"strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "partition", "rpartition", "lower", "upper", "title",
		"capitalize", "casefold", "replace", "format", "join", "startswith", "endswith", "removeprefix", "removesuffix", "encode", "decode",
		"isdigit", "get", "items", "keys", "values", "count", "index", "find", "sub", "match", "compile"}
)

// last evaluates the element of a round.
func (c *collection) last(many *value.Unknown) error {
	if !c.dry {
		return c.add(many)
	}
	for _, e := range c.parts {
		if _, err := c.f.eval(e); err != nil {
			return err
		}
	}
	return nil
}

// nested is a frame with the comprehension's own scope, which has its targets.
func (f *frame) nested(e syntax.Expr, generators []*syntax.Comprehension) *frame {
	sy := f.in.symbolsOfComprehension(e, generators)
	inner := *f
	outer := f.scope
	if outer.kind == moduleScope && outer.ns == outer.globals {
		outer = nil
	}
	inner.scope = &scope{kind: comprehensionScope, ns: f.t.NewNamespace(), symbols: sy, outer: outer, globals: f.scope.globals}
	return &inner
}

// collect keeps the elements of a list or set.
func (c *collection) collect(elt syntax.Expr) {
	c.add = func(many *value.Unknown) error {
		v, err := c.element(elt, many)
		if err != nil {
			return err
		}
		*c.items = append(*c.items, v)
		return c.f.t.Alloc(1)
	}
}

// element is one element, or any number where many says so.
func (c *collection) element(elt syntax.Expr, many *value.Unknown) (value.Value, error) {
	v, err := c.f.eval(elt)
	if err == nil && many != nil {
		v = c.f.asMany(v, many.Because, many.At)
	}
	return v, err
}

func (c *collection) addPair(d *value.Dict, e *syntax.DictComp, many *value.Unknown) error {
	k, err := c.f.eval(e.Key)
	if err != nil {
		return err
	}
	v, err := c.f.eval(e.Value)
	if err != nil {
		return err
	}
	c.f.at(e)
	if before, ok := d.Get(k); ok && c.mixed { // either may come last
		v = c.f.in.either(value.OrderUnknown(c.f.t, d), before, v)
	}
	return value.SetItem(c.f.t, d, k, v)
}

func (c *collection) run(first value.Value) error { return c.over(0, first, nil) }

// over runs the clauses from the i-th on over the items of a value.
func (c *collection) over(i int, iter value.Value, many *value.Unknown) error {
	f, g := c.f, c.generators[i]
	f.at(g.Iter)
	before := f.t.Deciding()
	items, err := value.Iterate(f.t, iter)
	decided := f.t.Decided(before)
	if err != nil {
		return value.Blame(err, iter)
	}
	cond := joined(iter.Trace(), decided)
	c.from = c.from.Under(cond)
	c.mixed = c.mixed || value.Disordered(iter)
	if entries := value.MixedEntries(iter); entries != nil {
		c.mixed, items = true, entries.Kept()
	}
	return c.supposedly(i, iter, cond, many, func() error { return c.rounds(i, iter, items, many) })
}

func (c *collection) rounds(i int, iter value.Value, items *value.Cursor, many *value.Unknown) error {
	f, g := c.f, c.generators[i]
	for {
		f.at(g.Iter)
		before := f.t.Deciding()
		item, ok, err := items.Next(f.t)
		decided := f.t.Decided(before)
		c.from = c.from.Under(decided)
		if err != nil {
			return err
		}
		if err := c.supposedly(i, iter, decided, many, func() error { return nil }); err != nil || !ok {
			return err
		}
		if err := f.t.Burn(1); err != nil {
			return err
		}
		if err := c.round(i, item, many); err != nil {
			return err
		}
	}
}

// supposedly runs rounds over items that rest on an assumption: if it does not hold,
// they are any number of others, of which only what they do counts.
func (c *collection) supposedly(i int, iter value.Value, cond *value.Trace, many *value.Unknown, rounds func() error) error {
	if !assumes(cond) || c.harmless() {
		return rounds()
	}
	f, kept, from, dry := c.f, *c.items, c.from, c.dry
	_, err := f.taken(f.condition(c.generators[i].Iter, value.None().With(cond)), func() (flow, error) {
		*c.items = kept
		return next, rounds()
	}, func() (flow, error) {
		defer func() { c.from, c.dry = from, dry }()
		c.dry = true
		return next, c.round(i, f.in.anyItem(iter, cond), many)
	})
	return err
}

// round is what one item gives, or one that stands for any number.
func (c *collection) round(i int, item value.Value, many *value.Unknown) error {
	f, g := c.f, c.generators[i]
	pass := func(v value.Value, many *value.Unknown) step {
		return func() (flow, error) {
			if err := f.assign(g.Target, v, g.Iter); err != nil {
				return next, err
			}
			return next, c.filtered(i, g.Ifs, many)
		}
	}
	u, ok := value.IsUnknown(item)
	switch {
	case ok && u.Many:
		rounds := pass(f.in.there(one(u)), u)
		_, err := f.perhaps(f.condition(g.Iter, u), c.afresh(rounds))
		return err
	case ok && perhapsAbsent(u):
		return c.fork(f.condition(g.Iter, u), pass(f.in.there(u), u))
	}
	_, err := pass(item, many)()
	return err
}

// filteredBy passes an item or not, by a condition that is known under an
// assumption. What is supposed gives no elements.
func (c *collection) filteredBy(cond value.Condition, passes bool, pass func() error) error {
	kept := *c.items
	yes := func() (flow, error) {
		*c.items = kept
		return next, pass()
	}
	no := func() (flow, error) {
		*c.items = kept
		return next, nil
	}
	if !passes {
		yes, no = no, yes
		cond = flipped(cond)
	}
	_, err := c.f.taken(cond, yes, no)
	return err
}

// fork does what may not be done.
func (c *collection) fork(cond value.Condition, piece step) error {
	_, err := c.f.fork(cond, piece, func() (flow, error) { return next, nil })
	return err
}

// afresh is a round that forgets the elements that it gave before.
func (c *collection) afresh(round step) step {
	kept := *c.items
	return func() (flow, error) {
		*c.items = kept
		return round()
	}
}

// filtered goes on where the filters let the item pass.
func (c *collection) filtered(i int, ifs []syntax.Expr, many *value.Unknown) error {
	for n, e := range ifs {
		v, truth, err := c.f.test(e)
		if err != nil {
			return err
		}
		c.from = c.from.Under(v.Trace())
		if assumes(v.Trace()) && truth != value.Maybe {
			return c.filteredBy(c.f.condition(e, v), truth == value.Yes, func() error { return c.filtered(i, ifs[n+1:], many) })
		}
		if truth == value.No {
			return nil
		}
		if truth == value.Maybe {
			cond := c.f.condition(e, v)
			if many == nil {
				many = value.NewUnknown(cond.Because, cond.At, v.Trace())
				many.Needs = cond.Needs
			}
			return c.fork(cond, func() (flow, error) { return next, c.filtered(i, ifs[n+1:], many) })
		}
	}
	if i+1 == len(c.generators) {
		return c.last(many)
	}
	iter, err := c.f.eval(c.generators[i+1].Iter)
	if err != nil {
		return err
	}
	return c.over(i+1, iter, many)
}
