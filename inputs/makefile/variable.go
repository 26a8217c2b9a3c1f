package makefile

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file holds variables and expands references to them. In a text that is
// expanded, marks stand for what is not known, or not told to anybody: unknown for
// any text, open NAME end for a variable of the environment, and open NAME-text end
// for one that is that text where the environment does not set it.

const (
	unknown = "\x00"
	open    = "\x01"
	end     = "\x02"
)

// origin is who set a variable. In one scope an earlier one of these cannot change what
// a later one has set, and in none what the command line has.
type origin int

const (
	fromFile origin = iota
	fromCommand
	fromOverride
)

// variable is one of make.
type variable struct {
	text     string
	simple   bool // text is expanded (:=)
	optional bool // the environment may set it instead (?=)
	unknown  bool
	exports  bool // its target's line exports it
	origin   origin
	at       document.Location
}

// hide makes a text one without references.
func hide(text string) string { return strings.ReplaceAll(text, "$", "$$") }

// find returns a variable that a file or the command line sets; nil for none.
func (m *maker) find(name string) *variable {
	v := m.vars[name]
	for _, scope := range slices.Backward(m.scopes) {
		if own := scope[name]; own != nil && (v == nil || v.origin != fromCommand || own.origin == fromOverride) {
			return own
		}
	}
	return v
}

// assignment is a line that sets a variable.
type assignment struct {
	name, op, text string
	override       bool
	at             document.Location
}

// assign sets a variable in a scope.
func (m *maker) assign(scope map[string]*variable, a assignment, certain truth) {
	v := &variable{text: a.text, at: a.at}
	if a.override {
		v.origin = fromOverride
	}
	have := m.find(a.name)
	if have != nil && have.origin > v.origin && (have.origin == fromCommand || scope[a.name] == have) {
		return
	}
	switch a.op {
	case "?=":
		if v = m.otherwise(have, v, a.name); v == nil {
			return
		}
	case "+=":
		v = m.appended(have, v, a.name)
	case "!=":
		v.unknown = true
	case "=":
	default: // :=, ::=
		v.simple, v.text = true, m.expand(a.text)
	}
	if certain == maybe && (have == nil || have.text != v.text || have.simple != v.simple) {
		v.unknown = true
	}
	scope[a.name] = v
}

// otherwise is what NAME ?= text sets; nil for nothing.
func (m *maker) otherwise(have, v *variable, name string) *variable {
	if have != nil {
		return nil
	}
	_, set, known := m.lookup(name)
	if known && set {
		return nil
	}
	v.optional = !known
	return v
}

// appended is what NAME += text sets.
func (m *maker) appended(have, v *variable, name string) *variable {
	text, _, known := m.lookup(name)
	switch {
	case have == nil && known && text.Reveal() == "":
	case have == nil:
		v.text = m.environment(name) + " " + v.text
	case have.optional || have.unknown:
		v.unknown = true
	case have.text == "":
		v.simple = have.simple
		if v.simple {
			v.text = m.expand(v.text)
		}
	case have.simple:
		v.simple, v.text = true, have.text+" "+m.expand(v.text)
	default:
		v.text = have.text + " " + v.text
	}
	return v
}

// lookup finds a variable of the environment.
func (m *maker) lookup(name string) (document.Text, bool, bool) {
	switch {
	case name == "MAKEFLAGS" || name == "MAKELEVEL" || name == "MAKEFILES" || name == "MFLAGS":
		return document.Text{}, false, false
	case m.given.Lookup == nil:
		return document.Text{}, false, false
	}
	return m.given.Lookup(name)
}

// environment is the value of a variable that no file sets.
func (m *maker) environment(name string) string {
	text, set, known := m.lookup(name)
	switch {
	case !isShellName(name) || known && set && strings.ContainsAny(text.Reveal(), specials):
		if known && !set {
			return ""
		}
		return unknown
	case known && !set:
		return ""
	}
	return open + name + end
}

// specials are the characters that a shell does not leave as they are.
const specials = "$`\"'\\;|&<>()#*?~[]{}!\n"

func isShellName(s string) bool {
	for i, c := range s {
		if c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// builtins are variables that make itself sets, and that recipes of commands use.
var builtins = map[string]string{"MAKE": "make", "MAKE_COMMAND": "make", "RM": "rm -f", "SHELL": "/bin/sh", "MAKE_VERSION": unknown, "CURDIR": unknown, "MAKEFILE_LIST": unknown,
	".VARIABLES": unknown, ".FEATURES": unknown, ".INCLUDE_DIRS": unknown, "CC": unknown, "CXX": unknown, "AR": unknown, "AS": unknown, "LD": unknown, "CPP": unknown, "FC": unknown, "LEX": unknown, "YACC": unknown}

// value expands a reference to a variable.
func (m *maker) value(name string, depth int) string {
	if text, ok := m.auto[name]; ok {
		return text
	}
	v := m.find(name)
	switch {
	case v != nil && v.unknown:
		return unknown
	case v != nil:
		text := v.text
		if !v.simple {
			text = m.expandAt(text, depth+1)
		}
		if v.optional {
			return m.fallback(name, text)
		}
		return text
	case name == "MAKECMDGOALS":
		return strings.Join(m.goals, " ")
	}
	if text, ok := builtins[name]; ok {
		return text
	}
	return m.environment(name)
}

// fallback is a text that counts where the environment does not set a name.
func (m *maker) fallback(name, text string) string {
	if !isShellName(name) || strings.ContainsAny(text, specials+unknown+open+end) {
		return unknown
	}
	return open + name + "-" + text + end
}

// expand replaces every reference in a text.
func (m *maker) expand(text string) string { return m.expandAt(text, 0) }

func (m *maker) expandAt(text string, depth int) string {
	if !strings.Contains(text, "$") {
		return text
	}
	if m.steps++; depth > maxDepth || m.steps > maxSteps {
		return unknown
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			b.WriteByte(text[i])
			continue
		}
		ref, n := reference(text[i+1:])
		i += n
		switch {
		case n == 0:
			b.WriteByte('$')
		case ref == "$" && n == 1:
			b.WriteByte('$')
		default:
			b.WriteString(m.refer(ref, depth))
		}
		if b.Len() > maxValue {
			return unknown
		}
	}
	return b.String()
}

// reference cuts what follows a "$": a name in brackets, or one character. n is its
// length, with the brackets.
func reference(s string) (ref string, n int) {
	if s == "" {
		return "", 0
	}
	closing, ok := map[byte]byte{'(': ')', '{': '}'}[s[0]]
	if !ok {
		return s[:1], 1
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case s[0]:
			depth++
		case closing:
			if depth--; depth == 0 {
				return s[1:i], i + 1
			}
		}
	}
	return "", len(s) // not closed: make refuses the file
}

// refer expands what stands in the brackets of a reference.
func (m *maker) refer(ref string, depth int) string {
	if name, rest, ok := cutFunction(ref); ok {
		return m.call(name, rest, depth+1)
	}
	ref = m.expandAt(ref, depth+1)
	if strings.Contains(ref, unknown) {
		return unknown
	}
	if ref, ok := m.resolve(ref); ok {
		if name, change, ok := strings.Cut(ref, ":"); ok && strings.Contains(change, "=") {
			from, to, _ := strings.Cut(change, "=")
			return m.substituted(m.value(name, depth), from, to)
		}
		return m.value(ref, depth)
	}
	return unknown
}

// text expands a text, where all of it is known.
func (m *maker) text(text string) (string, bool) { return m.resolve(m.expand(text)) }

// resolve puts the values of variables of the environment in the place of their marks.
func (m *maker) resolve(text string) (string, bool) {
	if strings.Contains(text, unknown) {
		return "", false
	}
	for {
		before, rest, ok := strings.Cut(text, open)
		if !ok {
			return text, len(text) <= maxValue
		}
		name, after, _ := strings.Cut(rest, end)
		value, set, known := m.lookup(name)
		if !known || !set {
			return "", false // that of open NAME-text end is not known either
		}
		text = before + value.Reveal() + after
	}
}

// names are the variables of the environment in a text.
func names(text string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(text, open)
		if !ok {
			return out
		}
		var name string
		name, text, _ = strings.Cut(rest, end)
		name, _, _ = strings.Cut(name, "-")
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
}
