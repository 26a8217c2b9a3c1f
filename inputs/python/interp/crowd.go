package interp

import "github.com/djgate/djgate/inputs/python/value"

// maxExits bounds the exits by one kind of exception that are followed apart; one
// covers all others.
const maxExits = 12

// crowd puts together the exits that are more than maxExits of one kind.
type crowd struct {
	apart map[crowdKey]int
	parts map[crowdKey]*part
	order []*part
}

// crowdKey tells exits apart that are not put together: one that is supposed does not
// stand for one that is not.
type crowdKey struct {
	kind     *value.Class
	supposed bool
}

// part is one exit for several.
type part struct {
	outcome
	cover *value.Cover
}

// newCrowd is one that takes nothing where the pendings have few exits.
func newCrowd(open []pending) *crowd {
	n := 0
	for _, p := range open {
		n += len(p.exits)
	}
	if n <= maxExits {
		return nil
	}
	return &crowd{apart: map[crowdKey]int{}, parts: map[crowdKey]*part{}}
}

// took tells whether an exit that follows a sequence is one of the crowd, which keeps it then.
func (c *crowd) took(seq *value.Sequence, x outcome) bool {
	raised, ok := x.err.(*value.Raised)
	if c == nil || !ok || !x.late {
		return false
	}
	key := crowdKey{raised.Kind, x.against != nil}
	if c.apart[key]++; c.apart[key] <= maxExits {
		return false
	}
	p := c.parts[key]
	if p == nil {
		p = &part{x, seq.Cover()}
		c.parts[key] = p
		c.order = append(c.order, p)
	}
	p.against = joined(p.against, x.against)
	p.cover.Add(x.branch)
	return true
}

// covered are the exits that stand for all others, one of each kind.
func (c *crowd) covered() []outcome {
	if c == nil {
		return nil
	}
	var out []outcome
	for _, p := range c.order {
		u := value.NewUnknown(p.cond.Because, p.cond.At, p.cond.Trace)
		u.Needs = p.cond.Needs
		p.branch = p.cover.Branch(u)
		out = append(out, p.outcome)
	}
	return out
}
