package interp

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) call(e *syntax.Call) (value.Value, error) {
	fn, err := f.eval(e.Func)
	if err != nil {
		return nil, err
	}
	c := &value.Call{}
	if err := f.arguments(c, e.Args); err != nil {
		return nil, err
	}
	if err := f.keywords(c, e.Keywords); err != nil {
		return nil, err
	}
	if c.Mixed {
		c.Args = f.mixed(e, fn, c.Args)
	}
	return f.applySpread(e, fn, c)
}

// applySpread calls a function with arguments of which there might be others, where the
// call rests on an assumption: so does all that it does, and that it takes them.
func (f *frame) applySpread(e *syntax.Call, fn value.Value, c *value.Call) (value.Value, error) {
	if !assumes(c.Spread) {
		return f.apply(e, fn, c)
	}
	v, err := f.t.RestingOn(c.Spread, func() (value.Value, error) { return f.apply(e, fn, c) })
	if err == nil {
		f.doubt(value.None().With(c.Spread))
	}
	return v, err
}

// apply calls a function with arguments that are evaluated.
func (f *frame) apply(e *syntax.Call, fn value.Value, c *value.Call) (value.Value, error) {
	if _, rests := value.Rested(fn); rests != nil { // it is called as what it is, and what is there instead, too
		u, _ := value.IsUnknown(fn)
		return value.Over(f.t, u, func(fn value.Value) (value.Value, error) { return f.apply(e, fn, c) })
	}
	if i, u := perhapsGiven(c); u != nil {
		return f.overChoices(u, func(v value.Value) (value.Value, error) { return f.apply(e, fn, given(c, i, v)) })
	}
	c.At = f.at(e)
	if loads(e, fn) {
		if err := f.in.loaded(); err != nil {
			return nil, err
		}
	}
	before := f.t.Deciding()
	v, err := value.CallValue(f.t, fn, c)
	decided := f.t.Decided(before)
	if b, ok := fn.(*value.Builtin); ok && letsGo(b.Name) {
		for i, arg := range e.Args[:min(len(e.Args), len(c.Args))] {
			if dropped := f.dropped(arg, c.Args[i]); dropped != nil {
				return nil, dropped
			}
		}
	}
	if tooDeep(err) {
		v, err = value.NewUnknown("calls are nested too deeply", f.place(e), nil), nil
	}
	if err != nil {
		if _, own := fn.(*Function); own {
			decided = nil
		}
		return nil, value.Blame(err, append(operands(fn, c), value.None().With(decided))...)
	}
	switch fn := fn.(type) {
	case *value.Unknown:
		f.exposed(e, c, v)
		f.handedOver(e, fn, c)
		f.doubt(v)
	case *Function:
	case *value.BoundMethod:
		grown(fn, c)
		method, ok := fn.Func.(*value.Builtin)
		if ok {
			v = under(v, decided)
		}
		f.doubtCall(method, v, append(arguments(c), fn.Self)...)
		if ok {
			return f.chosen(v, []value.Value{fn.Self}, arguments(c)...)
		}
	case *value.Builtin:
		v = under(v, decided)
		f.doubtCall(fn, v, arguments(c)...)
		return f.picked(fn, v, arguments(c))
	case *value.Class:
		if !fn.Written {
			v = under(v, decided)
			if !shows(fn.Name, arguments(c)) {
				f.doubt(v, arguments(c)...)
			}
			break
		}
		f.doubt(v)
	default:
		f.doubt(v, arguments(c)...)
	}
	return v, nil
}

// letsGo tells whether a builtin function takes some items of an iterator and keeps none of it.
func letsGo(name string) bool { return name == "next" || name == "any" || name == "all" }

// overChoices is value.Over, which asks for the choice that there is no value as well.
func (f *frame) overChoices(u *value.Unknown, run func(v value.Value) (value.Value, error)) (value.Value, error) {
	var numbers []value.Choice
	for i, c := range u.Choices {
		numbers = append(numbers, value.Choice{When: c.When, V: value.NewInt(int64(i), nil)})
	}
	return value.Over(f.t, u.Among(numbers), func(v value.Value) (value.Value, error) {
		i, _ := v.(value.Int).Int64()
		return run(u.Choices[i].V)
	})
}

// perhapsGiven is the first argument of a call that is perhaps not given, as an item of what
// is spread may not be there: its place among those by position and by name; nil for none.
func perhapsGiven(c *value.Call) (int, *value.Unknown) {
	absent := func(v value.Value) *value.Unknown {
		if u, ok := v.(*value.Unknown); ok && len(u.Choices) > 1 {
			if _, partly := withoutUnbound(u); partly {
				return u
			}
		}
		return nil
	}
	for i, v := range c.Args {
		if u := absent(v); u != nil {
			return i, u
		}
	}
	for i, k := range c.Keywords {
		if u := absent(k.Value); u != nil {
			return len(c.Args) + i, u
		}
	}
	return 0, nil
}

// given is the call with an argument in its place, or without one there.
func given(c *value.Call, i int, v value.Value) *value.Call {
	out := *c
	out.Args, out.Keywords = slices.Clone(c.Args), slices.Clone(c.Keywords)
	_, absent := v.(value.Unbound)
	k := i - len(c.Args)
	switch {
	case k < 0 && absent:
		out.Args = slices.Delete(out.Args, i, i+1)
	case k < 0:
		out.Args[i] = v
	case absent:
		out.Keywords = slices.Delete(out.Keywords, k, k+1)
	default:
		out.Keywords[k].Value = v
	}
	return &out
}

// picked is what a function of Python's gives. One that gives a value that is there
// already gives it with all that is in it.
func (f *frame) picked(fn *value.Builtin, v value.Value, by []value.Value) (value.Value, error) {
	v, err := f.chosen(v, nil, by...)
	switch fn.Name {
	case "getattr", "next", "max", "min":
		if err == nil && value.Reaches(v) {
			err = f.t.Presume(v.Trace(), v)
		}
	}
	return v, err
}

// grown gives a container what the call rests on that changed it, or did not.
func grown(m *value.BoundMethod, c *value.Call) {
	method, ok := m.Func.(*value.Builtin)
	if !ok || !mutable(m.Self) {
		return
	}
	switch method.Name {
	case "extend", "update", "pop", "remove", "discard", "insert", "setdefault", "difference_update", "intersection_update", "symmetric_difference_update", "__setitem__", "__delitem__":
	default:
		return
	}
	for _, a := range c.Args {
		under(m.Self, a.Trace())
	}
}

// operands are what the result of a call depends on.
func operands(fn value.Value, c *value.Call) []value.Value {
	out := c.Args
	if m, ok := fn.(*value.BoundMethod); ok {
		out = append([]value.Value{m.Self}, out...)
	} else {
		out = append([]value.Value{fn}, out...)
	}
	for _, k := range c.Keywords {
		out = append(out[:len(out):len(out)], k.Value)
	}
	return out
}

// arguments are all that a call is given.
func arguments(c *value.Call) []value.Value {
	out := slices.Clone(c.Args)
	for _, k := range c.Keywords {
		out = append(out, k.Value)
	}
	return out
}

// tooDeep tells whether our own bound on nested calls was passed; Python's is another.
func tooDeep(err error) bool {
	raised, ok := err.(*value.Raised)
	return ok && raised.Kind.Name == "RecursionError" && raised.Shape == "maximum recursion depth exceeded"
}

// changers are names of functions that change the one container they are given.
var changers = []string{"update", "configure", "setup", "patch", "install", "extend", "settings", "apply"}

// handedOver: a function that is not followed is taken to leave its arguments as
// they are, as logging.config.dictConfig and print do, unless its name says that
// it changes the only one that it is given (debug_setup.install(INSTALLED_APPS)).
func (f *frame) handedOver(e *syntax.Call, fn *value.Unknown, c *value.Call) {
	name := ""
	switch e := e.Func.(type) {
	case *syntax.Name:
		name = e.ID
	case *syntax.Attribute:
		name = e.Attr
	}
	first, _, _ := strings.Cut(strings.ToLower(name), "_")
	if len(c.Args) != 1 || len(c.Keywords) > 0 || !slices.Contains(changers, first) {
		return
	}
	value.Lose(f.t, c.Args[0], value.Doubt(nil, fn))
}

func (f *frame) arguments(c *value.Call, args []syntax.Expr) error {
	c.Args = slices.Grow(c.Args, len(args))
	for _, a := range args {
		star, ok := a.(*syntax.Starred)
		if !ok {
			v, err := f.eval(a)
			if err != nil {
				return err
			}
			c.Args = append(c.Args, v)
			continue
		}
		v, err := f.eval(star.Value)
		if err != nil {
			return err
		}
		f.at(star)
		items, cond, err := f.itemsOf(v)
		if err != nil {
			return f.otherwiseSaid(err, "... argument after * must be an iterable, not "+v.Class().TypeName())
		}
		if many := firstMany(items); many != nil {
			c.Open = value.Doubt(nil, one(many))
			continue
		}
		c.Args, c.Spread = append(c.Args, underAll(items, cond)...), c.Spread.Under(cond)
		c.Mixed = c.Mixed || value.Disordered(v)
	}
	return nil
}

// mixed are the arguments of a call where their order is not known: each may be any of
// them, but for a function that sees to that itself or does not mind.
func (f *frame) mixed(e *syntax.Call, fn value.Value, args []value.Value) []value.Value {
	const most = 12
	if b, ok := fn.(*value.Builtin); ok && slices.Contains([]string{"include", "print", "max", "min"}, b.Name) {
		return args
	}
	var choices []value.Choice
	for _, v := range args {
		if len(args) <= most {
			choices = append(choices, value.Choice{V: v})
		}
	}
	out := make([]value.Value, len(args))
	for i := range args {
		out[i] = value.NewUnknown("the order of the arguments is not known", f.place(e), nil).Among(choices)
	}
	return out
}

func (f *frame) keywords(c *value.Call, keywords []*syntax.Keyword) error {
	c.Keywords = slices.Grow(c.Keywords, len(keywords))
	for _, k := range keywords {
		v, err := f.eval(k.Value)
		if err != nil {
			return err
		}
		if k.Arg != "" {
			c.Keywords = append(c.Keywords, value.Keyword{Name: k.Arg, Value: v})
			continue
		}
		if err := f.spreadKeywords(c, k, v); err != nil {
			return err
		}
	}
	return nil
}

// spreadKeywords is "**x" in a call.
func (f *frame) spreadKeywords(c *value.Call, k *syntax.Keyword, v value.Value) error {
	d := f.t.NewDict(nil)
	if err := f.updateWith(d, k, v); err != nil {
		return err
	}
	c.Spread = c.Spread.Under(d.Trace())
	if more := d.More(); more != nil {
		c.Open = more
	}
	for _, e := range d.Entries() {
		name, ok := e.Key.(value.Str)
		if !ok {
			return f.t.Raise("TypeError", "keywords must be strings")
		}
		if c.Keyword(name.Text()) != nil {
			return f.t.Raise("TypeError", "got multiple values for keyword argument ...")
		}
		c.Keywords = append(c.Keywords, value.Keyword{Name: name.Text(), Value: e.Value})
	}
	return nil
}
