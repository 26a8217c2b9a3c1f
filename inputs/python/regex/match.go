package regex

import "slices"

// maxSteps and maxDepth bound one search: a pattern such as (a+)+b takes ever longer.
const maxSteps, maxDepth = 300_000, 5_000

// Kind is where a match has to lie.
type Kind uint8

// Search is anywhere, Match begins where the search does, Full also ends at the end.
const (
	Search Kind = iota
	Match
	Full
)

// Result is a match: Places are the start and the end of it and of each group, -1 where
// one took no part. Last is the group that was closed last, 0 where none was.
type Result struct {
	Places []int
	Last   int
}

// Find looks for the pattern in a text from a place on. Where advance is set, an empty
// match there does not count, as after one that ended there. It returns nil where there
// is no match, and the steps that it took.
func (p *Pattern) Find(text []rune, from int, kind Kind, advance bool) (*Result, int, error) {
	if p.Flags&IgnoreCase != 0 && p.Flags&Unicode != 0 && slices.ContainsFunc(text, oddFold) {
		return nil, 0, ErrUnsupported
	}
	m := &matcher{text: text, places: make([]int, 2*p.Groups+2)}
	for start := from; start <= len(text); start++ {
		for i := range m.places {
			m.places[i] = -1
		}
		m.last = 0
		end := -1
		found := m.run(p.root, start, func(at int) bool {
			if kind == Full && at < len(text) || advance && at == from {
				return false
			}
			end = at
			return true
		})
		if m.exhausted {
			return nil, m.steps, ErrSteps
		}
		if found {
			m.places[0], m.places[1] = start, end
			return &Result{m.places, m.last}, m.steps, nil
		}
		if kind != Search {
			break
		}
		advance = false
	}
	return nil, m.steps, nil
}

// matcher is one search.
type matcher struct {
	text         []rune
	places       []int
	last         int
	steps, depth int
	exhausted    bool
}

// then is what has to match after a node; it is given the place where that ends.
type then = func(at int) bool

func (m *matcher) run(n *node, at int, next then) bool {
	m.steps++
	m.depth++
	defer func() { m.depth-- }()
	if m.steps > maxSteps || m.depth > maxDepth {
		m.exhausted = true
	}
	if m.exhausted {
		return false
	}
	switch n.op {
	case opEmpty:
		return next(at)
	case opLiteral, opAny, opSet:
		return at < len(m.text) && n.takes(m.text[at]) && next(at+1)
	case opSequence:
		return m.sequence(n.subs, at, next)
	case opBranch:
		return slices.ContainsFunc(n.subs, func(sub *node) bool { return m.run(sub, at, next) })
	case opGroup:
		return m.group(n, at, next)
	case opRepeat:
		return m.repeat(n, at, next)
	case opAtomic:
		return m.atomic(n.subs[0], at, next)
	case opAhead:
		return m.look(n, at, at, next)
	case opBehind:
		return m.look(n, at-n.low, at, next)
	case opReference:
		return m.reference(n, at, next)
	case opCondition:
		if m.places[2*n.group+1] >= 0 {
			return m.run(n.subs[0], at, next)
		}
		return m.run(n.subs[1], at, next)
	}
	return m.isPlace(n, at) && next(at)
}

func (m *matcher) sequence(subs []*node, at int, next then) bool {
	if len(subs) == 0 {
		return next(at)
	}
	return m.run(subs[0], at, func(at int) bool { return m.sequence(subs[1:], at, next) })
}

func (m *matcher) group(n *node, at int, next then) bool {
	start, end := 2*n.group, 2*n.group+1
	return m.run(n.subs[0], at, func(to int) bool {
		before, beforeEnd, last := m.places[start], m.places[end], m.last
		m.places[start], m.places[end], m.last = at, to, n.group
		if next(to) {
			return true
		}
		m.places[start], m.places[end], m.last = before, beforeEnd, last
		return false
	})
}

func (m *matcher) repeat(n *node, at int, next then) bool {
	sub := n.subs[0]
	switch {
	case n.possessive:
		return m.possessive(n, at, next)
	case sub.op <= opSet && sub.op != opEmpty:
		return m.characters(n, at, next)
	}
	return m.rounds(n, at, 0, -1, next)
}

// rounds repeats a part, of which so many rounds are over. One that began where the last
// one did, and took nothing, is the last (Modules/_sre/sre_lib.h, MAX_UNTIL).
func (m *matcher) rounds(n *node, at, count, began int, next then) bool {
	round := func(began int) bool {
		return m.run(n.subs[0], at, func(to int) bool { return m.rounds(n, to, count+1, began, next) })
	}
	if count < n.low {
		return round(began)
	}
	again := count < n.high && at != began
	if n.lazy {
		return next(at) || again && round(at)
	}
	return again && round(at) || next(at)
}

// characters repeats a part that takes one character.
func (m *matcher) characters(n *node, at int, next then) bool {
	sub, most := n.subs[0], 0
	limit := min(n.high, len(m.text)-at)
	if n.lazy {
		for ; most < n.low || !next(at+most); most++ {
			if m.exhausted || most >= limit || !sub.takes(m.text[at+most]) {
				return false
			}
		}
		return true
	}
	for most < limit && sub.takes(m.text[at+most]) {
		most++
	}
	m.steps += most / 8
	for ; most >= n.low; most-- {
		if next(at + most) {
			return true
		}
		if m.exhausted {
			return false
		}
	}
	return false
}

// possessive repeats a part as often as it goes, and gives nothing back.
func (m *matcher) possessive(n *node, at int, next then) bool {
	places, last := slices.Clone(m.places), m.last
	to, began := at, -1
	for count := 0; count < n.high && to != began; count++ {
		end := -1
		if !m.run(n.subs[0], to, func(at int) bool { end = at; return true }) {
			if count < n.low {
				m.places, m.last = places, last
				return false
			}
			break
		}
		if count >= n.low {
			began = to
		}
		to = end
	}
	if next(to) {
		return true
	}
	m.places, m.last = places, last
	return false
}

// atomic matches a part in the first way that it matches.
func (m *matcher) atomic(sub *node, at int, next then) bool {
	places, last := slices.Clone(m.places), m.last
	to := -1
	if m.run(sub, at, func(at int) bool { to = at; return true }) && next(to) {
		return true
	}
	m.places, m.last = places, last
	return false
}

// look matches a part from a place on, and takes nothing.
func (m *matcher) look(n *node, from, at int, next then) bool {
	if !n.negated {
		return from >= 0 && m.atomic(n.subs[0], from, func(int) bool { return next(at) })
	}
	places, last := slices.Clone(m.places), m.last
	found := from >= 0 && m.run(n.subs[0], from, func(int) bool { return true })
	m.places, m.last = places, last
	return !found && !m.exhausted && next(at)
}

func (m *matcher) reference(n *node, at int, next then) bool {
	from, to := m.places[2*n.group], m.places[2*n.group+1]
	if to < 0 || at+to-from > len(m.text) {
		return false
	}
	for i, c := range m.text[from:to] {
		if d := m.text[at+i]; c != d && (n.flags&IgnoreCase == 0 || n.lower(c) != n.lower(d)) {
			return false
		}
	}
	m.steps += (to - from) / 8
	return next(at + to - from)
}
