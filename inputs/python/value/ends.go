package value

import "strings"

// Questions about a str that is not known, which what it begins and ends with answers: a URL
// made of a scheme and a host that nobody knows has that scheme.

// endQuestions are methods of str by what they give for a text and one argument; nil where
// its ends do not tell.
var endQuestions = map[string]func(t *Thread, u *Unknown, arg Value) Value{
	"startswith": func(_ *Thread, u *Unknown, arg Value) Value {
		head, _ := u.Ends()
		return u.affixed(arg, head, strings.HasPrefix)
	},
	"endswith": func(_ *Thread, u *Unknown, arg Value) Value {
		_, tail := u.Ends()
		return u.affixed(arg, tail, strings.HasSuffix)
	},
	"split": func(t *Thread, u *Unknown, arg Value) Value {
		before, _, rest := u.cut(arg)
		if rest == nil {
			return nil
		}
		part := Doubt(StrClass, u)
		return t.NewList([]Value{before, part, manyOf(part)}, u.trace)
	},
	"partition": func(_ *Thread, u *Unknown, arg Value) Value {
		before, separator, rest := u.cut(arg)
		if rest == nil {
			return nil
		}
		return NewTuple([]Value{before, separator, rest}, u.trace)
	},
}

// answering is a method of an unknown str that its ends may answer, or else is what other
// does; nil for every other attribute.
func (u *Unknown) answering(name string, other Value) Value {
	ask := endQuestions[name]
	if head, tail := u.Ends(); ask == nil || head+tail == "" || len(u.Choices) > 0 || u.Many {
		return nil
	}
	return NewBuiltin(name, func(t *Thread, c *Call) (Value, error) {
		if len(c.Args) == 1 && len(c.Keywords) == 0 && c.Open == nil {
			if v := ask(t, u, c.Args[0]); v != nil {
				return v, nil
			}
		}
		return CallValue(t, other, c)
	})
}

// affixed is whether the text has one of the affixes at the end at which it has part.
func (u *Unknown) affixed(arg Value, part string, has func(s, affix string) bool) Value {
	affixes := []Value{arg}
	if tuple, ok := arg.(Tuple); ok {
		affixes = tuple.Elems
	}
	tr, open := Merge(u.trace, arg.Trace()).bare(), false
	for _, a := range affixes {
		s, ok := a.(Str)
		switch {
		case !ok:
			return nil
		case has(part, s.text):
			return NewBool(true, tr)
		}
		open = open || has(s.text, part)
	}
	if open {
		return nil
	}
	return NewBool(false, tr)
}

// cut is what stands before the first separator, the separator, and what is left, which is
// not known; no more than nil where the text does not certainly begin with so much.
func (u *Unknown) cut(separator Value) (before, at Value, rest *Unknown) {
	head, tail := u.Ends()
	s, ok := separator.(Str)
	if !ok || s.text == "" || !strings.Contains(head, s.text) {
		return nil, nil, nil
	}
	first, left, _ := strings.Cut(head, s.text)
	return NewStr(first, u.trace), separator, Doubt(StrClass, u).Between(left, tail)
}

// holds tells whether the text certainly has another in it.
func (u *Unknown) holds(item Value) bool {
	head, tail := u.Ends()
	s, ok := item.(Str)
	return ok && head+tail != "" && (strings.Contains(head, s.text) || strings.Contains(tail, s.text))
}
