package models

import (
	"github.com/djgate/djgate/inputs/python/regex"
	"github.com/djgate/djgate/inputs/python/value"
)

// This file is Match objects.

// found is what a Match object is of.
type found struct {
	*search
	at *regex.Result
}

func (u *search) match(t *value.Thread, r *regex.Result) value.Value {
	m := t.NewInstance(u.lib.match)
	m.Data = found{u, r}
	define := func(name string, v value.Value) { m.NS.Set(nil, name, v, t.At) }
	define("string", u.subject)
	define("re", u.pattern)
	define("pos", value.NewInt(int64(u.pos), u.trace))
	define("endpos", value.NewInt(int64(len(u.text)), u.trace))
	lastIndex, lastGroup := value.None(), value.None()
	if r.Last > 0 {
		lastIndex = value.NewInt(int64(r.Last), u.trace)
	}
	for _, n := range u.program.Names {
		if n.Group == r.Last {
			lastGroup = value.NewStr(n.Text, u.trace)
		}
	}
	define("lastindex", lastIndex)
	define("lastgroup", lastGroup)
	spans := make([]value.Value, len(r.Places)/2)
	for i := range spans {
		spans[i] = u.span(r, i)
	}
	define("regs", value.NewTuple(spans, u.trace))
	return m.With(u.trace)
}

func (u *search) span(r *regex.Result, group int) value.Value {
	return value.NewTuple([]value.Value{value.NewInt(int64(r.Places[2*group]), u.trace), value.NewInt(int64(r.Places[2*group+1]), u.trace)}, u.trace)
}

// number is that of a group that is asked for by number or name; 0 where none is.
func (f found) number(t *value.Thread, key value.Value) (int, error) {
	switch k := key.(type) {
	case nil:
		return 0, nil
	case value.Int:
		if i, ok := k.Int64(); ok && i >= 0 && i <= int64(f.program.Groups) {
			return int(i), nil
		}
	case value.Bool:
		if i := map[bool]int{true: 1}[k.B]; i <= f.program.Groups {
			return i, nil
		}
	case value.Str:
		if i, ok := f.program.Group(k.Text()); ok {
			return i, nil
		}
	default:
		if err := value.CheckKey(t, key); err != nil {
			return 0, err
		}
	}
	return 0, t.Raise("IndexError", "no such group")
}

// matchMethods are the methods of Match.
func (lib *reLib) matchMethods() {
	define := func(name, params string, f func(t *value.Thread, m found, a args) (value.Value, error)) {
		method(lib.match, name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			m, ok := self.Data.(found)
			if !ok {
				return unknown(t, regex.ErrUnsupported.Error(), self.Trace()), nil
			}
			return known(t, a, func(a args) (value.Value, error) { return f(t, m, a) })
		})
	}
	define("groups", "default=", func(_ *value.Thread, m found, a args) (value.Value, error) {
		return value.NewTuple(m.groups(m.at, orNone(a[0])), m.trace), nil
	})
	define("groupdict", "default=", func(t *value.Thread, m found, a args) (value.Value, error) {
		d := t.NewDict(m.trace)
		for _, n := range m.program.Names {
			d.SetStr(t, n.Text, m.group(m.at, n.Group, orNone(a[0])))
		}
		return d, nil
	})
	define("__getitem__", "key", func(t *value.Thread, m found, a args) (value.Value, error) {
		i, err := m.number(t, a[0])
		if err != nil {
			return nil, err
		}
		return m.group(m.at, i, value.None()), nil
	})
	for name, side := range map[string]int{"start": 0, "end": 1} {
		define(name, "group=", func(t *value.Thread, m found, a args) (value.Value, error) {
			i, err := m.number(t, a[0])
			if err != nil {
				return nil, err
			}
			return value.NewInt(int64(m.at.Places[2*i+side]), m.trace), nil
		})
	}
	define("span", "group=", func(t *value.Thread, m found, a args) (value.Value, error) {
		i, err := m.number(t, a[0])
		if err != nil {
			return nil, err
		}
		return m.span(m.at, i), nil
	})
	define("expand", "template", func(t *value.Thread, m found, a args) (value.Value, error) {
		tpl, err := m.template(t, a[0])
		if err != nil {
			return m.lost(t, value.StrClass, err)
		}
		return m.joined(tpl.filled(m.search, m.at)), nil
	})
	define("__repr__", "", func(t *value.Thread, m found, _ args) (value.Value, error) { return m.shown(t) })
	lib.match.Method("group", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, _ := firstInstance(c)
		return variadic(func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			m, ok := self.Data.(found)
			if !ok {
				return unknown(t, regex.ErrUnsupported.Error(), self.Trace()), nil
			}
			return m.asked(t, a)
		})(t, &value.Call{Args: c.Args[1:], Keywords: c.Keywords, Open: c.Open, At: c.At})
	})
}

// asked are the groups of m.group(...): one of them, or a tuple.
func (f found) asked(t *value.Thread, keys args) (value.Value, error) {
	if len(keys) == 0 {
		keys = args{nil}
	}
	out := make([]value.Value, len(keys))
	for n, key := range keys {
		i, err := f.number(t, key)
		if err != nil {
			return nil, err
		}
		out[n] = f.group(f.at, i, value.None())
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return value.NewTuple(out, f.trace), nil
}

// shown is repr(m).
func (f found) shown(t *value.Thread) (value.Value, error) {
	span, err := value.ToRepr(t, f.span(f.at, 0))
	if err != nil {
		return nil, err
	}
	text, err := value.ToRepr(t, f.group(f.at, 0, value.None()))
	at, ok := span.(value.Str)
	own, known := text.(value.Str)
	if err != nil || !ok || !known {
		return text, err
	}
	return value.NewStr("<re.Match object; span="+at.Text()+", match="+own.Text()+">", value.Merge(f.trace, own.Trace())), nil
}
