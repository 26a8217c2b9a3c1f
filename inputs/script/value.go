package script

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// value is what an assignment sets: text, if every name in needs is unset.
type value struct {
	text     string
	ok       bool
	needs    []string
	fallback bool // text is the default of ${NAME:-text} as a whole
	certain  bool
	at       document.Location
}

func (v value) equal(w value) bool {
	return v.text == w.text && v.ok == w.ok && v.fallback == w.fallback && slices.Equal(v.needs, w.needs)
}

func (v value) export(name string) Export {
	e := Export{Name: name, HasValue: v.ok, Needs: v.needs}
	if v.ok {
		e.Value = document.NewText(v.text)
		e.Known = len(v.needs) == 0
		e.Default = v.fallback && slices.Equal(v.needs, []string{name})
	}
	return e
}

// value returns what a word of an assignment is.
func (r *reader) value(w *syntax.Word) value {
	if w == nil {
		return value{}
	}
	b := &builder{reader: r, ok: true}
	b.parts(w.Parts, false)
	v := value{text: b.text.String(), ok: b.ok && b.text.Len() <= maxValue, needs: b.needs}
	v.fallback = b.fallback && len(b.needs) == 1 && wholeParameter(w) != nil
	return v
}

// wholeParameter returns the ${...} that a word is, be it in quotes, or nil.
func wholeParameter(w *syntax.Word) *syntax.ParamExp {
	parts := w.Parts
	if len(parts) == 1 {
		if q, ok := parts[0].(*syntax.DblQuoted); ok {
			parts = q.Parts
		}
	}
	if len(parts) != 1 {
		return nil
	}
	p, _ := parts[0].(*syntax.ParamExp)
	return p
}

// word returns a word of a command.
func (r *reader) word(w *syntax.Word) Word {
	b := &builder{reader: r, ok: true, shown: true}
	b.parts(w.Parts, false)
	return Word{Text: b.text.String(), Known: b.ok && len(b.needs) == 0, Args: b.args}
}

// builder puts the text of a word together.
type builder struct {
	*reader
	text     strings.Builder
	ok       bool
	shown    bool // "${NAME}" stands for a variable of the environment
	args     bool
	fallback bool
	needs    []string
	depth    int
}

func (b *builder) parts(parts []syntax.WordPart, quoted bool) {
	if b.depth++; b.depth > maxDepth || b.text.Len() > maxValue {
		b.ok = false
		return
	}
	defer func() { b.depth-- }()
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Lit:
			b.text.WriteString(unescape(p.Value, quoted))
		case *syntax.SglQuoted:
			b.ok = b.ok && (!p.Dollar || !strings.Contains(p.Value, `\`))
			b.text.WriteString(p.Value)
		case *syntax.DblQuoted:
			b.ok = b.ok && !p.Dollar
			b.parts(p.Parts, true)
		case *syntax.ParamExp:
			b.parameter(p, quoted)
		default:
			b.computed()
		}
	}
}

// computed stands for a part that is not followed.
func (b *builder) computed() {
	b.ok = false
	if b.shown {
		b.text.WriteString("$()")
	}
}

// parameter replaces $NAME and ${NAME:-text}.
func (b *builder) parameter(p *syntax.ParamExp, quoted bool) {
	name := p.Param.Value
	simple := !p.Excl && !p.Length && !p.Width && p.Index == nil && p.Slice == nil && p.Repl == nil && p.Names == 0
	if simple && p.Exp == nil && !syntax.ValidName(name) {
		b.args = b.args || name == "@" || name == "*"
		b.ok = false
		b.text.WriteString("$" + name)
		return
	}
	if !simple || !syntax.ValidName(name) {
		b.computed()
		return
	}
	v, set := b.vars[name]
	switch {
	case set && !v.ok:
		b.computed()
	case set && len(v.needs) > 0 && p.Exp != nil:
		b.computed()
	case set && (p.Exp == nil || !isFallback(p.Exp.Op) || v.text != "" || unsetOnly(p.Exp.Op)):
		if p.Exp != nil && !isFallback(p.Exp.Op) {
			b.computed()
			return
		}
		b.needs = union(b.needs, v.needs...)
		b.text.WriteString(v.text)
	case p.Exp == nil:
		b.environment(name)
	case isFallback(p.Exp.Op):
		b.alternative(name, p.Exp, quoted, set)
	default:
		b.computed()
	}
}

// environment stands for a variable of the environment.
func (b *builder) environment(name string) {
	b.needs = union(b.needs, name)
	if b.shown {
		b.text.WriteString("${" + name + "}")
	}
}

// alternative replaces ${NAME:-text} by its text: the environment may set NAME.
func (b *builder) alternative(name string, exp *syntax.Expansion, quoted, set bool) {
	if !set {
		b.needs = union(b.needs, name)
	}
	b.fallback = true
	if exp.Word != nil {
		b.parts(exp.Word.Parts, quoted)
	}
}

func isFallback(op syntax.ParExpOperator) bool {
	return unsetOnly(op) || op == syntax.DefaultUnsetOrNull || op == syntax.AssignUnsetOrNull
}

func unsetOnly(op syntax.ParExpOperator) bool {
	return op == syntax.DefaultUnset || op == syntax.AssignUnset
}

// unescape takes the backslashes away: within double quotes only those before
// characters that mean something there.
func unescape(s string, quoted bool) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch {
		case s[i] == '\n':
		case quoted && strings.IndexByte("$`\"\\", s[i]) < 0:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// union adds the names that are not in a list yet, up to a bound.
func union(names []string, more ...string) []string {
	for _, name := range more {
		if len(names) < maxNames && !slices.Contains(names, name) {
			names = append(slices.Clip(names), name)
		}
	}
	return names
}
