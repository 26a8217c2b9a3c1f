package interp

// How the arguments of a call become the parameters of a function. The messages
// are CPython's (Python/ceval.c, too_many_positional and missing_arguments).

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// binding is one call's parameters on their way.
type binding struct {
	fn     *Function
	f      *frame
	call   *value.Call
	named  []*syntax.Arg // those that a position or a name can give, then those that only a name can
	places int           // how many of these a position can give
	given  []value.Value // nil where nothing is given
	more   []value.Keyword
}

func (fn *Function) bind(f *frame, c *value.Call) error {
	p := fn.params
	b := &binding{fn: fn, f: f, call: c, places: len(p.PosOnlyArgs) + len(p.Args)}
	b.named = append(append(append(make([]*syntax.Arg, 0, b.places+len(p.KwOnlyArgs)), p.PosOnlyArgs...), p.Args...), p.KwOnlyArgs...)
	b.given = make([]value.Value, len(b.named))
	copy(b.given[:b.places], c.Args)
	for _, step := range []func() error{b.keywords, b.positions, b.defaults} {
		if err := step(); err != nil {
			return err
		}
	}
	for i, param := range b.named {
		b.set(param, b.given[i])
	}
	b.rest()
	return nil
}

func (b *binding) set(p *syntax.Arg, v value.Value) {
	b.f.scope.ns.Set(b.f.t, p.Arg, v, b.call.At)
}

// keywords gives each keyword argument to the parameter of its name, or to **kwargs.
func (b *binding) keywords() error {
	for _, k := range b.call.Keywords {
		i := b.index(k.Name)
		switch {
		case i < 0 && b.fn.params.Kwarg == nil && b.positionalOnly(k.Name):
			return b.wrong("got some positional-only arguments passed as keyword arguments: '" + k.Name + "'")
		case i < 0 && b.fn.params.Kwarg == nil:
			return b.wrong("got an unexpected keyword argument '" + k.Name + "'")
		case i < 0:
			b.more = append(b.more, k)
		case b.given[i] != nil:
			return b.wrong("got multiple values for argument '" + k.Name + "'")
		default:
			b.given[i] = k.Value
		}
	}
	return nil
}

// index is the place of the parameter that a keyword can give; -1 for none.
func (b *binding) index(name string) int {
	for i := len(b.fn.params.PosOnlyArgs); i < len(b.named); i++ {
		if b.named[i].Arg == name {
			return i
		}
	}
	return -1
}

func (b *binding) positionalOnly(name string) bool {
	for _, p := range b.fn.params.PosOnlyArgs {
		if p.Arg == name {
			return true
		}
	}
	return false
}

// positions refuses more positional arguments than there are parameters.
func (b *binding) positions() error {
	given := len(b.call.Args)
	if given <= b.places || b.fn.params.Vararg != nil {
		return nil
	}
	takes, plural := fmt.Sprint(b.places), b.places != 1
	if defaults, _ := b.fn.positional(); len(defaults) > 0 {
		n := len(defaults)
		takes, plural = fmt.Sprintf("from %d to %d", b.places-n, b.places), true
	}
	named := 0
	for _, v := range b.given[b.places:] {
		if v != nil {
			named++
		}
	}
	were, detail := "were", ""
	if named > 0 {
		detail = fmt.Sprintf(" positional %s (and %d keyword-only %s)", noun(given != 1), named, noun(named != 1))
	} else if given == 1 {
		were = "was"
	}
	return b.wrong(fmt.Sprintf("takes %s positional %s but %d%s %s given", takes, noun(plural), given, detail, were))
}

func noun(plural bool) string {
	if plural {
		return "arguments"
	}
	return "argument"
}

// defaults fills what is not given.
func (b *binding) defaults() error {
	var missing, missingNamed []string
	for i, p := range b.named {
		fallback := b.fallback(i)
		switch {
		case b.given[i] != nil:
		case b.call.Open != nil:
			b.given[i] = value.Doubt(nil, b.call.Open)
			if fallback == nil {
				b.f.t.MayRaise("TypeError", value.Doubt(nil, b.call.Open))
			}
		case fallback != nil:
			b.given[i] = fallback
		case i < b.places:
			missing = append(missing, p.Arg)
		default:
			missingNamed = append(missingNamed, p.Arg)
		}
	}
	if missing != nil {
		return b.missing("positional", missing)
	}
	if missingNamed != nil {
		return b.missing("keyword-only", missingNamed)
	}
	return nil
}

// fallback is the default of a parameter; nil where it has none.
func (b *binding) fallback(i int) value.Value {
	if i >= b.places {
		return b.fn.kwDefaults[i-b.places]
	}
	defaults, u := b.fn.positional()
	if u != nil {
		return value.Doubt(nil, u)
	}
	if i -= b.places - len(defaults); i >= 0 {
		return defaults[i]
	}
	return nil
}

// positional are the defaults of the parameters that a position can give: those that the
// program has set as __defaults__, of which perhaps nothing is known.
func (fn *Function) positional() ([]value.Value, *value.Unknown) {
	b, set := fn.replaced.Get("__defaults__")
	if !set {
		return fn.defaults, nil
	}
	switch v := b.V.(type) {
	case value.Tuple:
		return v.Elems, nil
	case value.NoneValue:
		return nil, nil
	}
	return nil, value.Doubt(nil, b.V)
}

func (b *binding) missing(kind string, names []string) error {
	n := len(names)
	list := "'" + strings.Join(names, "', '") + "'"
	switch {
	case n == 2:
		list = strings.Replace(list, ", ", " and ", 1)
	case n > 2:
		i := strings.LastIndex(list, ", ")
		list = list[:i] + ", and " + list[i+2:]
	}
	return b.wrong(fmt.Sprintf("missing %d required %s %s: %s", n, kind, noun(n != 1), list))
}

// rest binds *args and **kwargs.
func (b *binding) rest() {
	p, c, t := b.fn.params, b.call, b.f.t
	if p.Vararg != nil {
		var extra []value.Value
		if len(c.Args) > b.places {
			extra = append(extra, c.Args[b.places:]...)
		}
		if c.Open != nil {
			extra = append(extra, b.f.asMany(c.Open, c.Open.Because, c.At))
		}
		b.set(p.Vararg, value.NewTuple(extra, nil))
	}
	if p.Kwarg == nil {
		return
	}
	d := t.NewDict(nil)
	for _, k := range b.more {
		d.SetStr(t, k.Name, k.Value)
	}
	if c.Open != nil {
		d.Open(t, c.Open)
	}
	b.set(p.Kwarg, d)
}

func (b *binding) wrong(what string) error {
	return b.f.t.Raise("TypeError", b.fn.qualified+"() "+what)
}
