package value

import (
	"slices"
	"strings"
)

// What is known of a str that is not known itself: a condition that holds in the
// arm at work says how it begins or ends, what it contains, or among which texts
// it is. It matters where such a str is the name of what is bound.

// Like is one such condition; the texts are alternatives.
type Like struct {
	Where Part
	Texts []string
}

// Part says where in a str one of the texts is.
type Part uint8

// A str begins or ends with one of the texts, contains it, or is equal to it; or
// it is none of them. Both: it begins with the first text and goes on to end with the second.
const (
	Beginning Part = iota
	Ending
	Within
	Whole
	Except
	Both
)

// longestEnd bounds the texts that are kept of what is made of an unknown str.
const longestEnd = 1000

// Between is an unknown str that is made of the texts with something between them; u
// itself where both are empty or too long.
func (u *Unknown) Between(head, tail string) *Unknown {
	if u.Type != StrClass || head+tail == "" || len(head)+len(tail) > longestEnd {
		return u
	}
	return u.Narrowed(&Like{Where: Both, Texts: []string{head, tail}})
}

// Ends are the texts with which an unknown str certainly begins and ends, since it was made
// of them; what is between them is not known.
func (u *Unknown) Ends() (head, tail string) {
	if u.like == nil || u.like.Where != Both {
		return "", ""
	}
	return u.like.Texts[0], u.like.Texts[1]
}

// joining is the unknown sum of two texts.
func (u *Unknown) joining(a, b Value) *Unknown {
	head, before := endsOf(a)
	after, tail := endsOf(b)
	if _, ok := a.(Str); ok {
		head += after
	}
	if _, ok := b.(Str); ok {
		tail = before + tail
	}
	return u.Between(head, tail)
}

// endsOf are the texts with which a text begins and ends: itself where it is known.
func endsOf(v Value) (head, tail string) {
	switch v := v.(type) {
	case Str:
		return v.text, v.text
	case *Unknown:
		return v.Ends()
	}
	return "", ""
}

// Among is the unknown, of which it is known that it is one of these values.
func (u *Unknown) Among(choices []Choice) *Unknown {
	c := *u
	c.Choices = choices
	return &c
}

// Narrowed is the unknown where the condition holds. A second condition is not kept.
func (u *Unknown) Narrowed(l *Like) *Unknown {
	c := *u
	if c.like == nil {
		c.like = l
	}
	return &c
}

// MayBe tells whether an unknown str may be the text; nil may be none.
func (u *Unknown) MayBe(text string) bool { return u != nil && u.like.matches(text) }

// thatMayBe is u where it may be the text; else nil.
func (u *Unknown) thatMayBe(text string) *Unknown {
	if u.MayBe(text) {
		return u
	}
	return nil
}

func (l *Like) matches(text string) bool {
	if l == nil || l.Where == Except {
		return l == nil || !slices.Contains(l.Texts, text)
	}
	if l.Where == Both {
		rest, begins := strings.CutPrefix(text, l.Texts[0])
		return begins && strings.HasSuffix(rest, l.Texts[1])
	}
	return slices.ContainsFunc(l.Texts, func(t string) bool {
		switch l.Where {
		case Beginning:
			return strings.HasPrefix(text, t)
		case Ending:
			return strings.HasSuffix(text, t)
		case Within:
			return strings.Contains(text, t)
		}
		return text == t
	})
}

// ruledOut tells whether one of two values is a text that the other cannot be.
func ruledOut(a, b Value) bool {
	u, unknown := a.(*Unknown)
	s, known := b.(Str)
	return unknown && known && !u.MayBe(s.text)
}

func (l *Like) same(o *Like) bool {
	if l == nil || o == nil {
		return l == o
	}
	return l.Where == o.Where && slices.Equal(l.Texts, o.Texts)
}

// orMore is what two of that which may be more have in common: any name that either may be.
func orMore(a, b *Unknown) *Unknown {
	switch {
	case a == nil:
		return b
	case b == nil || a.like == nil || a.like.same(b.like):
		return a
	case b.like == nil:
		return b
	}
	c := *a
	c.like = nil
	return &c
}

// gaps are the first and the last place of a text at which something is missing that is not
// known. wide: what is written around them is not known either.
type gaps struct {
	first, last int
	some, wide  bool
}

func (g *gaps) at(i int) {
	if !g.some {
		g.first, g.some = i, true
	}
	g.last = i
}

// in is an unknown text with what is known of it: what is written around its gaps.
func (g gaps) in(u *Unknown, written string) *Unknown {
	if !g.some || g.wide || g.last > len(written) {
		return u
	}
	return u.Between(written[:g.first], written[g.last:])
}
