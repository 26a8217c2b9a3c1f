package dotenv

// This file expands one word of a shell assignment, as bash and sh both do.
// Where they differ, or a command would run, the value is in doubt.

import "strings"

// shellWord is the word being read, at the parser's pos.
type shellWord struct {
	*shellParser
	x    *expansion
	text strings.Builder
}

// shellOwn are variables that a shell computes or guards: what is assigned to
// them, or read before an assignment, is not what the environment says.
var shellOwn = map[string]bool{
	"UID": true, "EUID": true, "PPID": true, "SHELLOPTS": true, "BASHOPTS": true, "BASHPID": true, "BASH_VERSINFO": true,
	"BASH_VERSION": true, "BASH": true, "BASH_ARGV0": true, "BASH_COMMAND": true, "BASH_SUBSHELL": true, "DIRSTACK": true, "FUNCNAME": true,
	"GROUPS": true, "HISTCMD": true, "LINENO": true, "RANDOM": true, "SRANDOM": true, "SECONDS": true, "EPOCHSECONDS": true,
	"EPOCHREALTIME": true, "PIPESTATUS": true, "IFS": true, "OPTIND": true, "OPTERR": true, "OPTARG": true, "PWD": true, "OLDPWD": true,
	"SHLVL": true, "HOSTNAME": true, "HOSTTYPE": true, "MACHTYPE": true, "OSTYPE": true, "PS1": true, "PS2": true, "PS4": true, "_": true,
}

// doubt notes the first reason why the value cannot be told.
func (w *shellWord) doubt(because string) {
	if w.x.because == "" {
		w.x.because = because
	}
}

// read reads up to the end of the word; false where it is no such word.
func (w *shellWord) read() bool {
	first := true
	for !w.wordEnds() {
		c := w.src[w.pos]
		switch {
		case strings.IndexByte(";&|<>()`", c) >= 0:
			return false
		case c == '\'':
			if !w.single() {
				return false
			}
		case c == '"':
			if !w.double() {
				return false
			}
		case c == '\\':
			w.escaped("")
		case c == '$':
			if !w.dollar(false) {
				return false
			}
		default:
			w.bare(c, first)
			w.pos++
		}
		first = c == ':'
	}
	return true
}

// bare writes an unquoted character. A tilde may be the home folder; in an
// export command some shells expand braces and file name patterns.
func (w *shellWord) bare(c byte, first bool) {
	if c == '~' && first {
		w.doubt(shellComputes)
	}
	if w.export && strings.IndexByte("{}*?[~", c) >= 0 {
		w.doubt(shellSplitting)
	}
	w.text.WriteByte(c)
}

func (w *shellWord) single() bool {
	end := strings.IndexByte(w.src[w.pos+1:], '\'')
	if end < 0 {
		return false
	}
	w.text.WriteString(w.src[w.pos+1 : w.pos+1+end])
	w.pos += end + 2
	return true
}

func (w *shellWord) double() bool {
	for w.pos++; w.pos < len(w.src); {
		switch c := w.src[w.pos]; c {
		case '"':
			w.pos++
			return true
		case '`':
			return false
		case '\\':
			w.escaped("$`\"\\")
		case '$':
			if !w.dollar(true) {
				return false
			}
		default:
			w.text.WriteByte(c)
			w.pos++
		}
	}
	return false
}

// escaped writes the character after a backslash; the backslash too, where only
// others lose it. A line end after it is dropped.
func (w *shellWord) escaped(only string) {
	w.pos++
	if w.pos == len(w.src) {
		w.text.WriteByte('\\')
		return
	}
	c := w.src[w.pos]
	w.pos++
	if c == '\n' {
		return
	}
	if only != "" && strings.IndexByte(only, c) < 0 {
		w.text.WriteByte('\\')
	}
	w.text.WriteByte(c)
}

// dollar replaces the variable that begins at pos; false for what runs a command
// or is not understood.
func (w *shellWord) dollar(quoted bool) bool {
	w.pos++
	rest := w.src[w.pos:]
	if rest == "" {
		w.text.WriteByte('$')
		return true
	}
	if name := shellName(rest); name != "" {
		w.pos += len(name)
		w.put(w.variable(name), quoted)
		return true
	}
	switch c := rest[0]; {
	case c == '{':
		return w.braced(quoted)
	case c == '(' || c == '[' || !quoted && (c == '\'' || c == '"'):
		return false
	case strings.IndexByte("$!?#@*-0123456789", c) >= 0:
		w.doubt(shellComputes)
		w.pos++
	default:
		w.text.WriteByte('$')
	}
	return true
}

// variable returns the value of $name.
func (w *shellWord) variable(name string) string {
	if _, set := w.set[name]; !set && shellOwn[name] {
		w.doubt(shellComputes)
		return ""
	}
	return w.x.text(name)
}

// braced replaces ${NAME}, ${NAME-text} and its like, at the brace. The text
// must be free of quotes and variables.
func (w *shellWord) braced(quoted bool) bool {
	inside, _, closed := strings.Cut(w.src[w.pos+1:], "}")
	name := shellName(inside)
	rest := inside[len(name):]
	op := operator(rest)
	if !closed || name == "" || rest != "" && (op == "" || strings.ContainsAny(rest, "$`\"'\\{~")) {
		return false
	}
	w.pos += len(inside) + 2
	if op == "" {
		w.put(w.variable(name), quoted)
		return true
	}
	if _, set := w.set[name]; !set && shellOwn[name] {
		w.doubt(shellComputes)
		return true
	}
	w.put(w.x.operate(name, op, rest[len(op):], 0), quoted)
	return true
}

// put writes an expanded value. Unquoted in an export command, some shells split it.
func (w *shellWord) put(value string, quoted bool) {
	if w.export && !quoted && strings.ContainsAny(value, " \t\n*?[{~") {
		w.doubt(shellSplitting)
	}
	if w.x.spend(len(value)) {
		w.text.WriteString(value)
	}
}
