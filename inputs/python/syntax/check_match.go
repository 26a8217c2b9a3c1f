package syntax

// This file checks the patterns of match statements, as CPython's compiler does.

import (
	"maps"
	"slices"
)

func (c *checker) match(s *Match) {
	c.expr(s.Subject)
	for i, m := range s.Cases {
		if i < len(s.Cases)-1 && m.Guard == nil {
			c.reachable(m.Pattern)
		}
		c.pattern(m.Pattern, map[string]bool{})
		if m.Guard != nil {
			c.expr(m.Guard)
		}
		c.stmts(m.Body)
	}
}

// reachable refuses a pattern that matches everything where others follow.
func (c *checker) reachable(p Pattern) {
	as, ok := p.(*MatchAs)
	switch {
	case !ok || as.Pattern != nil:
	case as.Name == "":
		c.report(phaseCode, p, "wildcard makes remaining patterns unreachable")
	default:
		c.report(phaseCode, p, "name capture '%s' makes remaining patterns unreachable", as.Name)
	}
}

// pattern checks p; bound are the names that the whole pattern has bound so far.
func (c *checker) pattern(p Pattern, bound map[string]bool) {
	switch p := p.(type) {
	case *MatchValue:
		switch p.Value.(type) {
		case *JoinedStr, *TemplateStr:
			c.report(phaseCode, p, "patterns may only match literals and attribute lookups")
		}
		c.expr(p.Value)
	case *MatchSequence:
		c.sequencePattern(p, bound)
	case *MatchMapping:
		for _, key := range p.Keys {
			c.expr(key)
		}
		c.eachPattern(p.Patterns, bound)
		c.capture(p, p.Rest, bound)
	case *MatchClass:
		c.classPattern(p, bound)
	case *MatchStar:
		c.capture(p, p.Name, bound)
	case *MatchAs:
		if p.Pattern != nil {
			c.pattern(p.Pattern, bound)
		}
		c.capture(p, p.Name, bound)
	case *MatchOr:
		c.orPattern(p, bound)
	}
}

func (c *checker) eachPattern(ps []Pattern, bound map[string]bool) {
	for _, p := range ps {
		c.pattern(p, bound)
	}
}

func (c *checker) capture(at Pattern, name string, bound map[string]bool) {
	if name == "" {
		return
	}
	if bound[name] {
		c.report(phaseCode, at, "multiple assignments to name '%s' in pattern", name)
	}
	bound[name] = true
	c.bind(at, name)
}

func (c *checker) sequencePattern(p *MatchSequence, bound map[string]bool) {
	stars := 0
	for _, sub := range p.Patterns {
		if _, ok := sub.(*MatchStar); ok {
			stars++
		}
	}
	if stars > 1 {
		c.report(phaseCode, p, "multiple starred names in sequence pattern")
	}
	c.eachPattern(p.Patterns, bound)
}

func (c *checker) classPattern(p *MatchClass, bound map[string]bool) {
	c.expr(p.Cls)
	seen := map[string]bool{}
	for i, attr := range p.KwdAttrs {
		if seen[attr] {
			c.report(phaseCode, p.KwdPatterns[i], "attribute name repeated in class pattern: %s", attr)
		}
		seen[attr] = true
	}
	c.eachPattern(p.Patterns, bound)
	c.eachPattern(p.KwdPatterns, bound)
}

// orPattern demands that all alternatives bind the same names.
func (c *checker) orPattern(p *MatchOr, bound map[string]bool) {
	var first map[string]bool
	for i, alt := range p.Patterns {
		if i < len(p.Patterns)-1 {
			c.reachable(alt)
		}
		names := maps.Clone(bound)
		c.pattern(alt, names)
		if i == 0 {
			first = names
		} else if !slices.Equal(slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(names))) {
			c.report(phaseCode, p, "alternative patterns bind different names")
		}
	}
	maps.Copy(bound, first)
}
