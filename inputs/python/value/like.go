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
// it is none of them.
const (
	Beginning Part = iota
	Ending
	Within
	Whole
	Except
)

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
