package makefile

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads rules.

// target is what rules are for.
type target struct {
	rules []*rule
	vars  []targetVariable
}

// targetVariable is a line "target: NAME = text".
type targetVariable struct {
	assignment
	export  bool
	certain truth
}

// rule is one rule, for one target or a pattern.
type rule struct {
	pattern   string // of a pattern rule; "" for one with targets
	stem      string // of a static pattern rule
	prereqs   []string
	orderOnly []string
	commands  []command
	double    bool // "::"
	certain   bool
	at        document.Location
}

// command is a line of a recipe, as written.
type command struct {
	text    string
	certain bool
	at      document.Location
}

func (r *rule) command(text string, at document.Location, certain bool) {
	r.commands = append(r.commands, command{text, certain, at})
}

// rule reads "targets: prerequisites", and a variable of targets.
func (p *parser) rule(line string, at document.Location) {
	p.rules = nil
	line, _, inline := cutOutside(line, ';')
	before, after, ok := cutOutside(line, ':')
	if !ok {
		if text, known := p.text(line); !known || strings.TrimSpace(text) != "" {
			p.opaque(at) // a text that is computed is read as further lines
		}
		return
	}
	after, double := strings.CutPrefix(after, ":")
	list, known := p.text(strings.TrimSuffix(before, "&"))
	if !known {
		p.opaque(at)
		return
	}
	targets := strings.Fields(list)
	if p.targetVariable(targets, after, at) {
		return
	}
	p.special(targets, after)
	prereqs, ok := p.known(after)
	if !ok {
		p.opaque(at)
	}
	p.rules = []*rule{}
	for _, name := range targets {
		p.rules = append(p.rules, p.add(name, prereqs, double, at))
	}
	if inline {
		_, recipe, _ := cutOutside(p.raw, ';')
		for _, r := range p.rules {
			r.command(strings.TrimLeft(recipe, " \t"), at, r.certain)
		}
	}
}

// known expands a list, and leaves out the words that are not known.
func (m *maker) known(list string) (words string, all bool) {
	all = true
	var out []string
	for _, w := range strings.Fields(m.expand(list)) {
		text, ok := m.resolve(w)
		all = all && ok
		if ok {
			out = append(out, text)
		}
	}
	return strings.Join(out, " "), all
}

// cutOutside cuts at the first of a character that is in no reference.
func cutOutside(s string, sep byte) (before, after string, ok bool) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '$':
			_, n := reference(s[i+1:])
			i += n
		case sep:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// targetVariable reads what stands after the colon, if that is an assignment.
func (p *parser) targetVariable(targets []string, text string, at document.Location) bool {
	mods, rest := modifiers(strings.TrimLeft(text, " \t"))
	a, ok := assigned(rest)
	if !ok {
		return false
	}
	a.at, a.override = at, slices.Contains(mods, "override")
	for _, name := range targets {
		t := p.target(name)
		t.vars = append(t.vars, targetVariable{a, slices.Contains(mods, "export"), p.reading()})
	}
	return true
}

// special reads the targets that say something of others.
func (p *parser) special(targets []string, prereqs string) {
	list, _ := p.text(prereqs)
	for _, name := range targets {
		switch name {
		case ".PHONY":
			for _, t := range strings.Fields(list) {
				p.phony[t] = true
			}
		case ".EXPORT_ALL_VARIABLES":
			p.exportAll = max(p.exportAll, p.reading())
		case ".ONESHELL":
			p.oneShell = true
		}
	}
}

func (m *maker) target(name string) *target {
	name = clean(name)
	t := m.targets[name]
	if t == nil {
		t = &target{}
		m.targets[name] = t
	}
	return t
}

// clean is the name of a target: make takes "./" away.
func clean(name string) string {
	for strings.HasPrefix(name, "./") && len(name) > 2 {
		name = strings.TrimLeft(name[2:], "/")
	}
	return name
}

// add adds a rule for one target.
func (p *parser) add(name, prereqs string, double bool, at document.Location) *rule {
	r := &rule{double: double, certain: p.reading() == yes, at: at}
	if pattern, rest, ok := strings.Cut(prereqs, ":"); ok && strings.Contains(pattern, "%") { // targets: pattern: prerequisites
		prereqs = rest
		if s, ok := stem(strings.TrimSpace(pattern), name); ok {
			r.stem = s
			prereqs = strings.ReplaceAll(prereqs, "%", s)
		}
	}
	normal, order, _ := strings.Cut(prereqs, "|")
	r.prereqs, r.orderOnly = strings.Fields(normal), strings.Fields(order)
	if strings.Contains(name, "%") {
		r.pattern = name
		p.patterns = append(p.patterns, r)
		return r
	}
	t := p.target(name)
	t.rules = append(t.rules, r)
	if p.first == "" && (!strings.HasPrefix(name, ".") || strings.Contains(name, "/")) {
		p.first = clean(name)
	}
	return r
}

// implicit finds the pattern rule that makes a target: the one with the shortest stem
// whose prerequisites are there or can be made.
func (m *maker) implicit(name string, depth int) *rule {
	var best *rule
	for _, r := range m.patterns {
		if m.steps++; m.steps > maxSteps {
			return nil
		}
		base, pattern := name, r.pattern
		if !strings.Contains(pattern, "/") {
			base = path.Base(name)
		}
		s, ok := stem(pattern, base)
		if !ok || s == "" || len(r.commands) == 0 || best != nil && len(best.stem) <= len(s) {
			continue
		}
		found := *r
		found.stem = s
		found.prereqs, found.orderOnly = filled(r.prereqs, s), filled(r.orderOnly, s)
		if !slices.ContainsFunc(found.prereqs, func(p string) bool { return !m.canMake(p, depth) }) {
			best = &found
		}
	}
	return best
}

func filled(list []string, s string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = strings.Replace(w, "%", s, 1)
	}
	return out
}

// canMake tells whether a prerequisite is there, or has a rule.
func (m *maker) canMake(name string, depth int) bool {
	return m.targets[clean(name)] != nil || m.exists(name) || depth < maxPatterns && m.implicit(name, depth+1) != nil
}

// maxPatterns bounds pattern rules that need one another.
const maxPatterns = 3
