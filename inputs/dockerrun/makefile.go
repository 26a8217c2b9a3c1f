package dockerrun

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/script"
)

// This file makes shell texts of the recipes of a Makefile (GNU make, "Recipes" and
// "Using Variables"), without moving what stands in a line, so that places hold.

// Bounds on hostile files.
const (
	maxExpansion = 8    // references inside one another
	maxValue     = 1024 // bytes of a variable
	maxRecipes   = 200  // that name docker
)

func isMakefile(file string) bool {
	base := strings.ToLower(path.Base(file))
	return base == "makefile" || base == "gnumakefile" || path.Ext(base) == ".mk"
}

var (
	// assignment is NAME = text; of NAME ?= text the environment decides first.
	assignment = pattern.New(`^(?:export\s+|override\s+)*([A-Za-z_]\w*)\s*(=|::?=|\?=|\+=|!=)\s*(.*)$`)
	rule       = pattern.New(`^([A-Za-z0-9_./-]+)[^:=#]*::?(?:[^=]|$)`)
	reference  = pattern.New(`\$[({]([A-Za-z_]\w*)[)}]`)
)

// makefile reads the recipes of each rule.
func (r *reader) makefile(src string) {
	lines := strings.Split(src, "\n")
	m := &makefile{values: map[string]string{}, expanded: map[string]string{}}
	m.assignments(lines)
	name := ""
	var commands []script.Command
	flush := func() {
		r.commands(name, commands)
		commands = nil
	}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if found := rule.FindStringSubmatch(line); found != nil {
			flush()
			name = found[1]
		}
		if !strings.HasPrefix(line, "\t") {
			continue
		}
		first := i
		for strings.HasSuffix(lines[i], "\\") && i+1 < len(lines) {
			i++
		}
		commands = append(commands, m.recipe(r, lines[first:i+1], first)...)
	}
	flush()
}

// makefile holds the variables of a Makefile whose text is certain.
type makefile struct {
	values   map[string]string // as written
	expanded map[string]string // without references; "$" where that is not known
	recipes  int               // that were read
}

// assignments reads the variables outside recipes. One that a second line sets, or
// that the environment, a shell or a function of make decides, is not known.
func (m *makefile) assignments(lines []string) {
	set := map[string]bool{}
	for i := 0; i < len(lines); i++ {
		found := assignment.FindStringSubmatch(lines[i])
		if found == nil {
			continue
		}
		name, text := found[1], found[3]
		for strings.HasSuffix(text, "\\") && i+1 < len(lines) {
			i++
			text = strings.TrimSuffix(text, "\\") + " " + strings.TrimSpace(lines[i])
		}
		text, _, _ = strings.Cut(text, " #")
		if again := set[name]; again || found[2] == "?=" || found[2] == "+=" || found[2] == "!=" {
			delete(m.values, name)
		} else {
			m.values[name] = strings.TrimSpace(text)
		}
		set[name] = true
	}
}

// lookup finds a variable of make in a recipe; others are the environment's.
func (m *makefile) lookup(name string) (text document.Text, set, known bool) {
	value := m.value(name)
	if strings.Contains(value, "$") {
		return document.Text{}, false, false
	}
	return document.NewText(value), true, true
}

// value is the text of a variable of make; "$" where it is not known.
func (m *makefile) value(name string) string {
	if value, ok := m.expanded[name]; ok {
		return value
	}
	value, ok := m.values[name]
	for i := 0; i < maxExpansion && ok && strings.Contains(value, "$") && len(value) <= maxValue; i++ {
		value = reference.ReplaceAllStringFunc(value, func(ref string) string {
			if inner, ok := m.values[ref[2:len(ref)-1]]; ok && len(inner) <= maxValue {
				return inner
			}
			return ref
		})
	}
	if !ok || strings.Contains(value, "$") || len(value) > maxValue {
		value = "$"
	}
	m.expanded[name] = value
	return value
}

// mayStart tells whether a recipe names docker or podman, by itself or in a variable.
func (m *makefile) mayStart(text string) bool {
	if tool.MatchString(text) {
		return true
	}
	return slices.ContainsFunc(reference.FindAllStringSubmatch(text, -1), func(ref []string) bool { return tool.MatchString(m.value(ref[1])) })
}

// recipe reads a line of a recipe, with those that continue it, as the shell gets
// it; first is the index of its line.
func (m *makefile) recipe(r *reader, lines []string, first int) []script.Command {
	if m.recipes == maxRecipes || !m.mayStart(strings.Join(lines, " ")) {
		return nil
	}
	m.recipes++
	text := make([]string, len(lines))
	shifts := make([][]int, len(lines))
	for i, line := range lines {
		if i == 0 {
			line = strings.Repeat(" ", prefix(line)) + line[prefix(line):]
		}
		text[i], shifts[i] = shell(line)
	}
	s, err := script.Split(r.fsys, strings.Join(text, "\n"), script.Given{Lookup: m.lookup})
	if err != nil {
		if starts.MatchString(strings.Join(lines, " ")) {
			r.report(CodeRead, document.Location{File: r.file, Line: first + 1}, "the containers that the recipe starts are not known: it cannot be read as a shell's")
		}
		return nil
	}
	place(s.Commands, func(at *document.Location) {
		if at.Line == 0 || at.Line > len(shifts) {
			return
		}
		at.Column += moved(shifts[at.Line-1], at.Column)
		at.File, at.Line = r.file, at.Line+first
	})
	return s.Commands
}

// place moves every place in commands.
func place(commands []script.Command, move func(*document.Location)) {
	for i := range commands {
		c := &commands[i]
		move(&c.At)
		for j := range c.Words {
			move(&c.Words[j].At)
		}
		for j := range c.Env {
			move(&c.Env[j].At)
			move(&c.Env[j].KeyAt)
		}
	}
}

// prefix is the length of the tab and of what make does with a line: @, -, +.
func prefix(line string) int { return len(line) - len(strings.TrimLeft(line, "\t @-+")) }

// shell is a line of a recipe as the shell gets it: $(NAME) is ${NAME}, $(shell x)
// is $(x), and "$$" is "$", which takes a character away at the columns of shifts.
func shell(line string) (text string, shifts []int) {
	line = strings.ReplaceAll(reference.ReplaceAllStringFunc(line, func(ref string) string {
		return "${" + ref[2:len(ref)-1] + "}"
	}), "$(shell ", "$(      ")
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		b.WriteByte(line[i])
		if line[i] == '$' && i+1 < len(line) && line[i+1] == '$' {
			i++
			shifts = append(shifts, b.Len())
		}
	}
	return b.String(), shifts
}

// moved is how many characters make took away before a column.
func moved(shifts []int, column int) int {
	n := 0
	for _, at := range shifts {
		if at < column {
			n++
		}
	}
	return n
}
