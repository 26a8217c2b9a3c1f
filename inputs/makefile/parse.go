package makefile

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the lines of a Makefile that are not recipes: conditionals,
// assignments, includes and rules.

// parser reads one file.
type parser struct {
	*maker
	file    string
	lines   []string
	next    int     // index of the line after the one that is read
	raw     string  // the line, with its comment
	rules   []*rule // those that recipe lines are of; nil: none
	certain truth   // of the file
	conds   []cond
}

// cond is a conditional that is open.
type cond struct {
	now   truth // whether the arm is read
	ever  truth // whether one before it was
	outer truth
}

func (p *parser) parse() {
	for p.next < len(p.lines) {
		at := document.Location{File: p.file, Line: p.next + 1, Column: 1}
		line := p.lines[p.next]
		p.next++
		if strings.HasPrefix(line, "\t") && p.rules != nil {
			p.recipe(line[1:], at)
			continue
		}
		p.raw = p.joined(line)
		p.statement(strings.TrimLeft(uncomment(p.raw), " \t"), at)
	}
}

// joined returns a line with those that continue it, a blank between two.
func (p *parser) joined(line string) string {
	for continues(line) && p.next < len(p.lines) {
		line = strings.TrimRight(line[:len(line)-1], " \t") + " " + strings.TrimLeft(p.lines[p.next], " \t")
		p.next++
	}
	return line
}

// continues tells whether a line ends with a backslash that is not escaped.
func continues(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}

// uncomment drops what stands behind a "#" that is not escaped, and in no reference.
func uncomment(line string) string {
	if !strings.Contains(line, "#") {
		return line
	}
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '#':
			i++
			b.WriteByte('#')
		case line[i] == '#':
			return b.String()
		case line[i] == '$':
			_, n := reference(line[i+1:])
			b.WriteString(line[i : i+1+n])
			i += n
		default:
			b.WriteByte(line[i])
		}
	}
	return b.String()
}

// recipe adds a line to the recipe of the rules before it, with those that continue
// it: the shell gets the backslashes, and not the tabs.
func (p *parser) recipe(line string, at document.Location) {
	for continues(line) && p.next < len(p.lines) {
		line += "\n" + strings.TrimPrefix(p.lines[p.next], "\t")
		p.next++
	}
	if p.reading() == no {
		return
	}
	for _, r := range p.rules {
		r.command(line, at, p.reading() == yes)
	}
}

// reading tells whether the lines here are read.
func (p *parser) reading() truth {
	if len(p.conds) > 0 {
		return p.conds[len(p.conds)-1].now
	}
	return p.certain
}

// statement reads a line, without its comment.
func (p *parser) statement(line string, at document.Location) {
	word, rest, _ := strings.Cut(line, " ")
	if i := strings.IndexAny(line, " \t("); i > 0 && (line[i] != '(' || strings.HasPrefix(word, "if")) {
		word, rest = line[:i], strings.TrimLeft(line[i:], " \t")
	}
	switch {
	case strings.TrimSpace(line) == "" || p.conditional(word, strings.TrimSpace(rest)):
		return
	case word == "define" || word == "override" && strings.HasPrefix(rest, "define "):
		p.define(strings.TrimPrefix(rest, "define "), at)
		return
	case p.reading() == no:
		return
	case p.variables(line, at):
		p.rules = nil
	case word == "include" || word == "-include" || word == "sinclude":
		p.rules = nil
		p.include(rest, at)
	case word == "vpath" || word == "undefine" || word == "load" || word == "-load":
		p.rules = nil
		p.opaque(at)
	default:
		p.rule(line, at)
	}
}

// conditional reads ifeq and its like, else and endif.
func (p *parser) conditional(word, rest string) bool {
	n := len(p.conds)
	switch word {
	case "ifeq", "ifneq", "ifdef", "ifndef":
		c := cond{outer: p.reading(), ever: no}
		c.arm(p.test(word, rest))
		p.conds = append(p.conds, c)
	case "else":
		if n == 0 {
			return true
		}
		t := yes
		if word, rest, ok := strings.Cut(rest, " "); ok || rest != "" {
			t = p.test(word, strings.TrimSpace(rest))
		}
		p.conds[n-1].arm(t)
	case "endif":
		p.conds = p.conds[:max(n-1, 0)]
	default:
		return false
	}
	return true
}

// arm begins an arm whose own condition is t.
func (c *cond) arm(t truth) {
	c.now = min(c.outer, t, -c.ever)
	c.ever = max(c.ever, t)
}

// test decides a condition.
func (p *parser) test(word, rest string) truth {
	t := maybe
	switch {
	case p.reading() == no:
	case word == "ifdef" || word == "ifndef":
		if name, ok := p.text(rest); ok {
			t = p.defined(strings.TrimSpace(name))
		}
	default:
		a, b, ok := operands(rest)
		x, ok1 := p.text(a)
		y, ok2 := p.text(b)
		if ok && ok1 && ok2 {
			t = truthOf(x == y)
		}
	}
	if strings.HasPrefix(word, "ifn") {
		return -t
	}
	return t
}

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// defined tells whether a variable has a text, which is not expanded.
func (p *parser) defined(name string) truth {
	v := p.find(name)
	switch {
	case v != nil && (v.unknown || v.simple && strings.Contains(v.text, unknown)):
		return maybe
	case v != nil:
		return truthOf(v.text != "")
	}
	if text, ok := builtins[name]; ok {
		return truthOf(text != "")
	}
	text, set, known := p.lookup(name)
	if !known {
		return maybe
	}
	return truthOf(set && text.Reveal() != "")
}

// operands cuts (a,b), "a" "b" and 'a' 'b'.
func operands(s string) (a, b string, ok bool) {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		args := arguments(s[1:len(s)-1], 2)
		if len(args) < 2 {
			return "", "", false
		}
		return strings.TrimRight(args[0], " \t"), strings.TrimLeft(args[1], " \t"), true
	}
	a, rest, ok := quoted(s)
	if !ok {
		return "", "", false
	}
	b, _, ok = quoted(strings.TrimLeft(rest, " \t"))
	return a, b, ok
}

func quoted(s string) (text, rest string, ok bool) {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return "", "", false
	}
	return strings.Cut(s[1:], s[:1])
}

// define reads a variable of several lines.
func (p *parser) define(head string, at document.Location) {
	var text []string
	for depth := 1; p.next < len(p.lines); {
		line := p.lines[p.next]
		p.next++
		switch word, _, _ := strings.Cut(strings.TrimLeft(line, " ")+" ", " "); strings.TrimSpace(word) {
		case "define":
			depth++
		case "endef":
			depth--
		}
		if depth == 0 {
			break
		}
		text = append(text, p.joined(line))
	}
	p.rules = nil
	name, op, ok := strings.Cut(strings.TrimSpace(head), " ")
	if op = strings.TrimSpace(op); !ok || op == "" {
		op = "="
	}
	if p.reading() != no {
		p.assign(p.vars, assignment{name: name, op: op, text: strings.Join(text, "\n"), at: at}, p.reading())
	}
}

// variables reads an assignment, export and unexport.
func (p *parser) variables(line string, at document.Location) bool {
	mods, rest := modifiers(line)
	exports := slices.Contains(mods, "export")
	if a, ok := assigned(rest); ok {
		name, known := p.text(a.name)
		if name = strings.TrimSpace(name); !known || name == "" {
			p.opaque(at)
			return true
		}
		a.name, a.at, a.override = name, at, slices.Contains(mods, "override")
		p.assign(p.vars, a, p.reading())
		if exports {
			p.export(name, yes)
		}
		return true
	}
	if !exports && !slices.Contains(mods, "unexport") {
		return false
	}
	list, ok := p.text(rest)
	switch {
	case !ok:
		p.opaque(at)
	case strings.TrimSpace(list) == "" && p.reading() == yes:
		p.exportAll = truthOf(exports)
	case strings.TrimSpace(list) == "":
		p.exportAll = maybe
	}
	for _, name := range strings.Fields(list) {
		p.export(name, truthOf(exports))
	}
	return true
}

// export notes what export and unexport say of a name, which make then has.
func (p *parser) export(name string, t truth) {
	if _, set, known := p.lookup(name); p.find(name) == nil && !(set && known) {
		p.vars[name] = &variable{simple: true, optional: !known, unknown: p.reading() == maybe}
	}
	if p.reading() == maybe && p.exported[name] != t {
		t = maybe
	}
	p.exported[name] = t
}

// modifiers cuts the words before an assignment.
func modifiers(line string) (mods []string, rest string) {
	for rest = line; ; {
		word, after, ok := strings.Cut(rest, " ")
		if i := strings.IndexAny(rest, " \t"); i > 0 {
			word, after, ok = rest[:i], rest[i+1:], true
		}
		if word != "export" && word != "unexport" && word != "override" && word != "private" {
			return mods, rest
		}
		after = strings.TrimLeft(after, " \t")
		if strings.HasPrefix(after, "=") || strings.HasPrefix(after, ":=") || strings.HasPrefix(after, "?=") || strings.HasPrefix(after, "+=") {
			return mods, rest // a variable of that name
		}
		mods = append(mods, word)
		if rest = after; !ok {
			return mods, ""
		}
	}
}

// assigned cuts NAME op text; false for a line that is none.
func assigned(line string) (assignment, bool) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '$':
			_, n := reference(line[i+1:])
			i += n
			continue
		case '=':
			return cut(line, i, "="), true
		case ':':
			rest := strings.TrimLeft(line[i:], ":")
			colons := len(line) - i - len(rest)
			if strings.HasPrefix(rest, "=") && colons <= 3 {
				return cut(line, i, strings.Repeat(":", colons)+"="), true
			}
			return assignment{}, false
		case '?', '+', '!':
			if strings.HasPrefix(line[i+1:], "=") {
				return cut(line, i, line[i:i+2]), true
			}
		case ' ', '\t':
			rest := strings.TrimLeft(line[i:], " \t")
			if rest == "" || !strings.ContainsRune("=:?+!", rune(rest[0])) {
				return assignment{}, false // of more than one word
			}
		}
	}
	return assignment{}, false
}

func cut(line string, i int, op string) assignment {
	return assignment{name: strings.TrimSpace(line[:i]), op: op, text: strings.TrimLeft(line[i+len(op):], " \t")}
}

// include reads other files in the place of the line.
func (p *parser) include(list string, at document.Location) {
	files, ok := p.text(list)
	if !ok {
		p.opaque(at)
		return
	}
	for _, name := range strings.Fields(files) {
		file, found := "", false
		if p.given.Open != nil && len(p.conds) < maxDepth {
			file, found = p.given.Open(name)
		}
		p.depth++
		if !found || p.depth > maxDepth || p.read(file, p.reading()) != nil {
			p.opaque(at)
		}
		p.depth--
	}
}
