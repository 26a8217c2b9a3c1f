package interp

// How the arguments of a call become the parameters of a function.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// binding is one call's parameters on their way.
type binding struct {
	fn   *Function
	f    *frame
	call *value.Call
	used map[string]bool // keywords that a parameter took
}

func (fn *Function) bind(f *frame, c *value.Call) error {
	b := &binding{fn: fn, f: f, call: c, used: map[string]bool{}}
	positional := append(append([]*syntax.Arg{}, fn.params.PosOnlyArgs...), fn.params.Args...)
	if err := b.positional(positional); err != nil {
		return err
	}
	if err := b.keywordOnly(); err != nil {
		return err
	}
	return b.rest(len(positional))
}

func (b *binding) set(p *syntax.Arg, v value.Value) {
	b.f.scope.ns.Set(b.f.t, p.Arg, v, b.call.At)
}

// positional binds the parameters that a position can give.
func (b *binding) positional(params []*syntax.Arg) error {
	fn, c := b.fn, b.call
	for i, p := range params {
		named := c.Keyword(p.Arg)
		if i < len(fn.params.PosOnlyArgs) {
			named = nil
		}
		b.used[p.Arg] = named != nil
		fallback := i - (len(params) - len(fn.defaults))
		switch {
		case i < len(c.Args) && named != nil:
			return b.wrong("got multiple values for argument '" + p.Arg + "'")
		case i < len(c.Args):
			b.set(p, c.Args[i])
		case named != nil:
			b.set(p, named)
		case c.Open != nil:
			b.set(p, value.Doubt(nil, c.Open))
		case fallback >= 0:
			b.set(p, fn.defaults[fallback])
		default:
			return b.wrong("missing a required argument: '" + p.Arg + "'")
		}
	}
	return nil
}

func (b *binding) keywordOnly() error {
	for i, p := range b.fn.params.KwOnlyArgs {
		named := b.call.Keyword(p.Arg)
		b.used[p.Arg] = named != nil
		switch {
		case named != nil:
			b.set(p, named)
		case b.call.Open != nil:
			b.set(p, value.Doubt(nil, b.call.Open))
		case b.fn.kwDefaults[i] != nil:
			b.set(p, b.fn.kwDefaults[i])
		default:
			return b.wrong("missing a required keyword-only argument: '" + p.Arg + "'")
		}
	}
	return nil
}

// rest binds *args and **kwargs.
func (b *binding) rest(positional int) error {
	p, c, t := b.fn.params, b.call, b.f.t
	var extra []value.Value
	if len(c.Args) > positional {
		extra = append(extra, c.Args[positional:]...)
	}
	if p.Vararg == nil && len(extra) > 0 {
		return b.wrong("takes fewer positional arguments")
	}
	if p.Vararg != nil {
		if c.Open != nil {
			extra = append(extra, b.f.asMany(c.Open, c.Open.Because, c.At))
		}
		b.set(p.Vararg, value.NewTuple(extra, nil))
	}
	d := t.NewDict(nil)
	for _, k := range c.Keywords {
		if b.used[k.Name] {
			continue
		}
		if p.Kwarg == nil {
			return b.wrong("got an unexpected keyword argument '" + k.Name + "'")
		}
		d.SetStr(t, k.Name, k.Value)
	}
	if p.Kwarg != nil {
		if c.Open != nil {
			d.Open(t, c.Open)
		}
		b.set(p.Kwarg, d)
	}
	return nil
}

func (b *binding) wrong(what string) error {
	return b.f.t.Raise("TypeError", b.fn.name+"() "+what)
}
