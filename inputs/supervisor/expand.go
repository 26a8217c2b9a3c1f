package supervisor

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/shlex"
)

// This file fills in %(NAME)s, as Python's % does with a dict.

// hole encloses the name of what is not known in a text that is filled in. No variable
// and no argument can have the character.
const hole = "\x00"

// expander knows the names that an option may use.
type expander struct {
	program string
	has     Lookup
}

// conversion is %%, %(NAME)s or %(NAME)02d; any other "%" is refused by Python.
var conversion = pattern.New(`%(?:%|\((\w+)\)([-#0 +]*\d*[sd])|)`)

// expand fills in a text; ok is false where Python refuses it. Secrets are holes in it
// unless they are wanted.
func (e expander) expand(s string, secrets bool) (text string, ok bool) {
	if !strings.Contains(s, "%") {
		return s, true
	}
	var b strings.Builder
	from := 0
	for _, m := range conversion.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[from:m[0]])
		from = m[1]
		switch {
		case s[m[0]:m[1]] == "%%":
			b.WriteByte('%')
		case m[2] < 0:
			return "", false
		default:
			b.WriteString(e.value(s[m[2]:m[3]], s[m[4]:m[5]], secrets))
		}
	}
	b.WriteString(s[from:])
	return b.String(), true
}

// ofEnvironment begins the names of variables that supervisord has itself.
const ofEnvironment = "ENV_"

// value is what stands for a name, formatted in a way that is followed only for "s".
func (e expander) value(name, format string, secrets bool) string {
	variable, ofEnv := strings.CutPrefix(name, ofEnvironment)
	switch {
	case format != "s":
	case name == "program_name":
		return e.program
	case ofEnv && e.has != nil:
		v, ok := e.has(variable)
		text := v.Text.Reveal()
		if ok && v.State == document.Known && (secrets || !v.Secret && !document.SecretName(variable) && !document.SecretText(text)) {
			return text
		}
	}
	return hole + name + hole
}

// word is an option in which "${NAME}" stands for what is not known, as all of it is
// where it is refused.
func (e expander) word(o option, name string) string {
	s, ok := e.expand(o.text(), false)
	if !ok {
		return "${" + name + "}"
	}
	return shown(s)
}

// words are those of a command.
func (e expander) words(command option) []string {
	text, ok := e.expand(command.text(), false)
	words, closed := shlex.Split(text, false)
	if !ok || !closed {
		return []string{"${command}"}
	}
	for i, w := range words {
		words[i] = shown(w)
	}
	return words
}

// shown is a text in which "${NAME}" stands for what is not known.
func shown(s string) string {
	parts := strings.Split(s, hole)
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "${" + strings.TrimPrefix(parts[i], ofEnvironment) + "}"
	}
	return strings.Join(parts, "")
}

// environment are the variables of an option: NAME=value, the value in quotes or a word,
// and one more token before the next. It is filled in once or, of supervisord itself, a
// second time. The place is that of an option that is refused.
func (o option) environment(e expander, times int) ([]document.Variable, document.Location) {
	text := o.text()
	for range times {
		var ok bool
		if text, ok = e.expand(text, true); !ok {
			return nil, o.at()
		}
	}
	tokens, ok := shlex.Tokens(text, "/.+-():"+hole)
	var out []document.Variable
	for ok && len(tokens) > 0 {
		if len(tokens) < 3 || tokens[1] != "=" {
			ok = false
			break
		}
		v := o.variable(tokens[0], strings.Trim(tokens[2], `'"`))
		out = slices.DeleteFunc(out, func(old document.Variable) bool { return old.Name == v.Name })
		out, tokens = append(out, v), tokens[min(4, len(tokens)):]
	}
	if !ok {
		return nil, o.at()
	}
	return out, document.Location{}
}

// variable is one of the environment.
func (o option) variable(name, text string) document.Variable {
	at := o.placeOf(name)
	v := document.Variable{Name: name, State: document.Known, Origin: document.OriginLiteral, At: at, Text: document.NewText(text),
		Chain: []document.Step{{Kind: document.StepEnvironment, At: at, Name: name}}}
	parts := strings.Split(text, hole)
	switch {
	case len(parts) > 1:
		v.State, v.Text, v.Because = document.Unknown, document.Text{}, "supervisord fills it in"
		for i := 1; i < len(parts); i += 2 {
			if needed, ok := strings.CutPrefix(parts[i], ofEnvironment); ok {
				v.Needs = append(v.Needs, needed)
			}
		}
	case strings.Contains(text, "{{") || strings.Contains(text, "{%"):
		v.State, v.Text, v.Because = document.Unknown, document.Text{}, "a template fills it in"
	}
	return v
}

// placeOf is the place of the value that a line gives to a name; of the option where
// none does.
func (o option) placeOf(name string) document.Location {
	for _, l := range o.lines {
		for from := 0; ; {
			i := strings.Index(l.text[from:], name)
			if i < 0 {
				break
			}
			from += i + len(name)
			rest := strings.TrimLeft(l.text[from:], " \t")
			if value, ok := strings.CutPrefix(rest, "="); ok && (from == len(name) || !isName(l.text[from-len(name)-1])) {
				at := l.at
				at.Column += len(l.text) - len(strings.TrimLeft(value, " \t"))
				return at
			}
		}
	}
	return o.at()
}

func isName(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
