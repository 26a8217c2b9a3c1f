package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// How models take their arguments. A signature is written as Python writes it,
// without the values of defaults: "url, engine=, *, ssl_require=". A function is
// strict where it can say nothing unless every argument is known; its result is
// then unknown for the reason of the argument, or one choice for each of the
// argument's choices.

// function is a Go function that a program can call.
type function = func(t *value.Thread, c *value.Call) (value.Value, error)

// args are the arguments in the order of the signature; nil where not given.
type args []value.Value

// signature is the parameters of a function.
type signature struct {
	fn         string
	params     []parameter
	positional int
}

type parameter struct {
	name     string
	optional bool
}

// signed reads a signature. Most functions of a model are never called: theirs is
// read when they are.
func signed(fn, params string) signature {
	s := signature{fn: fn, params: make([]parameter, 0, strings.Count(params, ",")+1), positional: -1}
	for p := range strings.SplitSeq(params, ",") {
		p = strings.TrimSpace(p)
		switch {
		case p == "":
		case p == "*":
			s.positional = len(s.params)
		default:
			name, optional := strings.CutSuffix(p, "=")
			s.params = append(s.params, parameter{name, optional})
		}
	}
	if s.positional < 0 {
		s.positional = len(s.params)
	}
	return s
}

// bind puts the arguments of a call in the order of the signature.
func (s signature) bind(t *value.Thread, c *value.Call) (args, error) {
	if len(c.Args) > s.positional {
		return nil, t.Raise("TypeError", s.fn+"() takes fewer positional arguments ...")
	}
	a := make(args, len(s.params))
	copy(a, c.Args)
	for _, k := range c.Keywords {
		i := s.index(k.Name)
		if i < 0 {
			return nil, t.Raise("TypeError", s.fn+"() got an unexpected keyword argument ...")
		}
		if a[i] != nil {
			return nil, t.Raise("TypeError", s.fn+"() got multiple values for argument ...")
		}
		a[i] = k.Value
	}
	for i, v := range a {
		if p := s.params[i]; v == nil && !p.optional && c.Open == nil {
			return nil, t.Raise("TypeError", s.fn+"() missing a required argument: '"+p.name+"'")
		}
	}
	return a, nil
}

func (s signature) index(name string) int {
	return slices.IndexFunc(s.params, func(p parameter) bool { return p.name == name })
}

// strict makes a function of known arguments. The second argument of f is the
// merged trace of them all, for the result. Inlined, each of its 250 uses would have a
// copy of the closure that it returns; so with others that return one.
//
//go:noinline
func strict(fn, params string, f func(t *value.Thread, a args, tr *value.Trace) (value.Value, error)) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		a, err := signed(fn, params).bind(t, c)
		if err != nil {
			return nil, err
		}
		if c.Open != nil {
			return spread(c.Open), nil
		}
		return known(t, a, func(a args) (value.Value, error) { return f(t, a, traceOf(a)) })
	}
}

// raisedFor lets an exception rest on what the arguments rest on, since others may raise none.
func raisedFor(err error, a args) error {
	raised, ok := err.(*value.Raised)
	if !ok || raised.Trace != nil {
		return err
	}
	out := *raised
	out.Trace = traceOf(a)
	return &out
}

// known calls f where every argument is known, else for the choices of the one that is not.
func known(t *value.Thread, a args, f func(a args) (value.Value, error)) (value.Value, error) {
	at := -1
	for i, v := range a {
		u, ok := value.IsUnknown(orNone(v))
		if !ok {
			continue
		}
		if at >= 0 || len(u.Choices) == 0 {
			return spread(u), nil
		}
		at = i
	}
	if at < 0 {
		out, err := f(a)
		return followed(out, err, a)
	}
	return value.Over(t, a[at].(*value.Unknown), func(v value.Value) (value.Value, error) {
		with := append(args{}, a...)
		with[at] = v
		out, err := f(with)
		return followed(out, err, nil)
	})
}

// cannotFollow ends a model that cannot go on: what the call gives is not known.
type cannotFollow struct{ what *value.Unknown }

func (n cannotFollow) Error() string { return n.what.Because }

// followed is what a model gives, which is unknown where it could not go on. What it raises
// rests on the arguments.
func followed(v value.Value, err error, a args) (value.Value, error) {
	if n, ok := err.(cannotFollow); ok {
		return n.what, nil
	}
	return v, raisedFor(err, a)
}

// variadic is strict for a function of any number of positional arguments.
func variadic(f func(t *value.Thread, a args, tr *value.Trace) (value.Value, error)) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		if c.Open != nil {
			return spread(c.Open), nil
		}
		if len(c.Keywords) > 0 {
			return nil, t.Raise("TypeError", "the function takes no keyword arguments")
		}
		return known(t, c.Args, func(a args) (value.Value, error) { return f(t, a, traceOf(a)) })
	}
}

// loose makes a function that looks at unknown arguments itself.
//
//go:noinline
func loose(fn, params string, f func(t *value.Thread, a args) (value.Value, error)) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		a, err := signed(fn, params).bind(t, c)
		if err != nil {
			return nil, err
		}
		if c.Open != nil {
			return spread(c.Open), nil
		}
		return overClasses(t, a, func(a args) (value.Value, error) {
			out, err := f(t, a)
			return followed(out, err, a)
		})
	}
}

// overClasses calls f with each class that an argument may be: a function asks which one it
// is given, a cast to bool above all, and would call what is not known to be one.
func overClasses(t *value.Thread, a args, f func(a args) (value.Value, error)) (value.Value, error) {
	for i, v := range a {
		u, ok := v.(*value.Unknown)
		if !ok || u.Many || !slices.ContainsFunc(u.Choices, func(c value.Choice) bool { _, is := c.V.(*value.Class); return is }) {
			continue
		}
		return value.Over(t, u, func(v value.Value) (value.Value, error) {
			chosen := slices.Clone(a)
			chosen[i] = v
			return overClasses(t, chosen, f)
		})
	}
	return f(a)
}

// spread is the unknown that follows from others: the first reason, not a type.
func spread(operands ...value.Value) *value.Unknown { return value.Doubt(nil, operands...) }

// typed is spread with a type that is known all the same.
func typed(u *value.Unknown, class *value.Class) *value.Unknown {
	out := spread(u)
	out.Type = class
	return out
}

// unknown is a value that this model does not know.
func unknown(t *value.Thread, because string, traces ...*value.Trace) *value.Unknown {
	return value.NewUnknown(because, t.At, value.Merge(traces...))
}

func traceOf(a args) *value.Trace {
	traces := make([]*value.Trace, 0, len(a))
	for _, v := range a {
		if v != nil {
			traces = append(traces, v.Trace())
		}
	}
	return value.Merge(traces...)
}

func orNone(v value.Value) value.Value {
	if v == nil {
		return value.None()
	}
	return v
}

func isNone(v value.Value) bool {
	_, ok := v.(value.NoneValue)
	return v == nil || ok
}

// text returns the text of a str.
func text(v value.Value) (string, bool) {
	s, ok := value.Underlying(v).(value.Str)
	return s.Text(), ok
}

// wantText is text for a function that takes nothing else.
func wantText(t *value.Thread, v value.Value, fn string) (string, error) {
	if s, ok := text(v); ok {
		return s, nil
	}
	return "", t.Raise("TypeError", fn+"() argument must be str, not "+orNone(v).Class().Name)
}

// isOn is the truth of an option that was given; def where it was not. An option
// that is not known gives Maybe.
func isOn(t *value.Thread, v value.Value, def bool) (value.Truth, error) {
	if v == nil {
		return value.TruthOf(def), nil
	}
	return value.Truthy(t, v)
}

// call calls f with positional arguments. What it raises depends on them.
func call(t *value.Thread, f value.Value, a ...value.Value) (value.Value, error) {
	v, err := value.CallValue(t, f, &value.Call{Args: a, At: t.At})
	return v, value.Blame(err, a...)
}

// raisedIs tells whether err is the named exception of Python, or one derived from it.
func raisedIs(err error, name string) bool {
	r, ok := err.(*value.Raised)
	return ok && r.Kind.Is(value.Exceptions()[name])
}

// strs makes a list of str values.
func strs(texts []string, tr *value.Trace) []value.Value {
	out := make([]value.Value, len(texts))
	for i, s := range texts {
		out[i] = value.NewStr(s, tr)
	}
	return out
}

// constants defines str names of a module.
func constants(m *value.Module, pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		m.Define(pairs[i], value.NewStr(pairs[i+1], nil))
	}
}

// one is a table of a single module.
func one(name string, make maker) map[string]maker { return map[string]maker{name: make} }
