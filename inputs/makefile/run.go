package makefile

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file makes targets: prerequisites first, each once, then the recipe.

// make adds what is run for a target; false where nothing says how it is made.
func (m *maker) make(name string, certain bool, depth int) bool {
	name = clean(name)
	if m.steps++; depth > maxDepth || m.steps > maxSteps || len(m.out.Lines) > maxLines {
		return false
	}
	if m.made[name] {
		return true
	}
	m.made[name] = true
	t := m.targets[name]
	if t == nil {
		t = &target{}
	}
	rules := t.rules
	if !slices.ContainsFunc(rules, func(r *rule) bool { return len(r.commands) > 0 }) {
		if r := m.implicit(name, 0); r != nil && !m.phony[name] {
			rules = append(slices.Clone(rules), r)
		}
	}
	if len(rules) == 0 {
		return m.exists(name)
	}
	m.enter(t)
	m.build(name, rules, certain, depth)
	m.scopes = m.scopes[:len(m.scopes)-1]
	return true
}

// enter opens the scope of a target's own variables, which what it needs has, too.
func (m *maker) enter(t *target) {
	scope := map[string]*variable{}
	m.scopes = append(m.scopes, scope)
	for _, v := range t.vars {
		m.assign(scope, v.assignment, v.certain)
		if set := scope[v.name]; set != nil && v.export {
			set.exports = true
		}
	}
}

// build makes what a target needs, and runs its recipes.
func (m *maker) build(name string, rules []*rule, certain bool, depth int) {
	var prereqs, order []string
	for _, r := range commandsFirst(rules) {
		prereqs, order = append(prereqs, r.prereqs...), append(order, r.orderOnly...)
		certain := certain && r.certain
		for _, p := range slices.Concat(r.prereqs, r.orderOnly) {
			if !m.make(p, certain, depth+1) && !m.exists(p) {
				m.opaque(r.at) // a file that is not here
			}
		}
		if r.double {
			m.run(name, r, r.prereqs, r.orderOnly, certain && m.stale(name))
		}
	}
	for _, r := range recipes(rules) {
		m.run(name, r, prereqs, order, certain && r.certain && m.stale(name))
	}
}

// commandsFirst are rules in the order in which make takes what they need: that with a
// recipe comes before those that were read before it.
func commandsFirst(rules []*rule) []*rule {
	var out []*rule
	for _, r := range rules {
		if len(r.commands) > 0 && !r.double {
			out = slices.Insert(out, 0, r)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// recipes are the rules whose recipe may be that of their target: the last one and,
// where that may not be read, those before it.
func recipes(rules []*rule) []*rule {
	var out []*rule
	for _, r := range slices.Backward(rules) {
		if r.double || len(r.commands) == 0 {
			continue
		}
		out = append(out, r)
		if r.certain {
			break
		}
	}
	slices.Reverse(out)
	return out
}

// stale tells whether a target is certainly made: none that has its name is there.
func (m *maker) stale(name string) bool { return m.phony[name] || !m.exists(name) }

func (m *maker) exists(name string) bool {
	_, err := fs.Stat(m.fsys, path.Join(m.dir, name))
	return err == nil
}

// run adds the lines of a recipe.
func (m *maker) run(name string, r *rule, prereqs, order []string, certain bool) {
	if shell, ok := m.text("$(SHELL)"); !ok || !slices.Contains([]string{"sh", "bash", "dash", "ash", "ksh", "zsh"}, path.Base(shell)) {
		m.opaque(r.at)
		return
	}
	outer := m.auto
	m.auto = automatic(name, r.stem, prereqs, order)
	commands := r.commands
	if m.oneShell {
		commands = joined(commands)
	}
	var exports []script.Export
	for _, c := range commands {
		text := m.expand(c.text)
		if strings.Contains(text, unknown) && strings.Contains(c.text, "$(eval ") {
			m.opaque(c.at)
		}
		for _, line := range m.split(text) {
			if line = strings.TrimLeft(line, " \t@+-"); line != "" && line != ":" {
				if exports == nil {
					exports = m.exports()
				}
				m.out.Lines = append(m.out.Lines, Line{Text: shell(line), Exports: exports, Certain: certain && c.certain, At: c.at})
			}
		}
	}
	m.auto = outer
}

// joined is a recipe that one shell runs.
func joined(commands []command) []command {
	if len(commands) == 0 {
		return nil
	}
	out := commands[0]
	for _, c := range commands[1:] {
		out.text += "\n" + strings.TrimLeft(c.text, " \t@+-")
		out.certain = out.certain && c.certain
	}
	return []command{out}
}

// split cuts a line that is expanded at the ends of lines that a variable has.
func (m *maker) split(text string) []string {
	if m.oneShell || !strings.Contains(text, "\n") {
		return []string{text}
	}
	var out []string
	line := ""
	for part := range strings.SplitSeq(text, "\n") {
		line += part
		if continues(line) {
			line += "\n"
			continue
		}
		out = append(out, line)
		line = ""
	}
	return append(out, line)
}

// automatic are the variables of a recipe that make sets.
func automatic(name, stem string, prereqs, order []string) map[string]string {
	unique := []string{}
	for _, p := range prereqs {
		if !slices.Contains(unique, p) {
			unique = append(unique, p)
		}
	}
	first := ""
	if len(prereqs) > 0 {
		first = prereqs[0]
	}
	return map[string]string{"@": name, "<": first, "^": strings.Join(unique, " "), "+": strings.Join(prereqs, " "), "|": strings.Join(order, " "), "*": stem, "?": unknown,
		"@D": path.Dir(name), "@F": path.Base(name), "<D": path.Dir(first), "<F": path.Base(first)}
}

// exports are the variables that make sets for the recipe of a target, in order of
// name.
func (m *maker) exports() []script.Export {
	all := map[string]bool{}
	for _, scope := range append([]map[string]*variable{m.vars}, m.scopes...) {
		for name := range scope {
			all[name] = true
		}
	}
	for name := range m.exported {
		all[name] = true
	}
	var out []script.Export
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if e, ok := m.export(name); ok {
			out = append(out, e)
		}
	}
	return out
}

// export is what make sets a variable to for commands; false where they have that of
// the environment.
func (m *maker) export(name string) (script.Export, bool) {
	v, t := m.find(name), m.isExported(name)
	switch {
	case !isShellName(name) || name == "SHELL" || name == "MAKEFLAGS":
		return script.Export{}, false
	case m.exported[name] == no && m.names(name):
		_, set, known := m.lookup(name)
		e := script.Export{Name: name, Unset: true, Certain: true, At: v.place(), KeyAt: v.place()}
		return e, set || !known
	case v == nil || t == no:
		return script.Export{}, false
	}
	text := m.value(name, 0)
	e := script.Export{Name: name, Certain: t == yes, At: v.at, KeyAt: v.at, From: names(text)}
	if text == open+name+end || t == maybe && !m.names(name) && strings.HasPrefix(text, open+name+"-") {
		return e, false
	}
	if rest, ok := strings.CutPrefix(text, open+name+"-"); ok {
		e.Value, e.HasValue, e.Default, e.Needs = document.NewText(strings.TrimSuffix(rest, end)), true, true, []string{name}
		return e, true
	}
	if text, ok := m.resolve(text); ok {
		e.Value, e.HasValue, e.Known = document.NewText(text), true, true
	}
	return e, true
}

// names tells whether export or unexport names a variable.
func (m *maker) names(name string) bool { _, ok := m.exported[name]; return ok }

// isExported tells whether commands get a variable: one that export names, one of the
// command line, and one that the environment has already.
func (m *maker) isExported(name string) truth {
	v := m.find(name)
	if t, ok := m.exported[name]; ok {
		return t
	}
	if v != nil && (v.exports || v.origin == fromCommand) {
		return yes
	}
	_, set, known := m.lookup(name)
	switch {
	case !known:
		return max(m.exportAll, maybe)
	case set:
		return yes
	}
	return m.exportAll
}

func (v *variable) place() document.Location {
	if v == nil {
		return document.Location{}
	}
	return v.at
}

// shell is a line as the shell gets it, with a substitution for each mark: within
// quotes that take a "$" as it is, these are closed around it.
func shell(line string) string {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == unknown[0] || c == open[0]:
			text := "$(:)"
			if c == open[0] {
				n := strings.Index(line[i:], end)
				text = "${" + line[i+1:i+n] + "}"
				i += n
			}
			if quote == '\'' {
				text = `'"` + text + `"'`
			}
			b.WriteString(text)
			continue
		case c == '\\' && quote != '\'' && i+1 < len(line):
			b.WriteByte(c)
			i++
			c = line[i]
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == quote:
			quote = 0
		}
		b.WriteByte(c)
	}
	return b.String()
}
