package script

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// builder puts the text of a word together.
type builder struct {
	*reader
	text     strings.Builder
	head     int // so much of text is there whatever decides the rest
	ok       bool
	shown    bool // "${NAME}" stands for a variable of the environment
	open     bool // it does so in the text
	args     bool
	fallback bool
	needs    []string
	from     []string
	file     string
	program  string
	reads    bool
	depth    int
}

func (b *builder) parts(parts []syntax.WordPart, quoted bool) {
	if b.depth++; b.depth > maxDepth || b.text.Len() > maxValue {
		b.ok = false
		return
	}
	defer func() { b.depth-- }()
	for _, p := range parts {
		b.settled()
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
		case *syntax.CmdSubst:
			if b.shown && isWorkingDirectory(p) {
				b.environment("PWD")
				continue
			}
			b.file = b.fileRead(p)
			b.located(located(p))
		default:
			b.computed()
		}
	}
}

// settled notes how much of the text no variable of the environment decides.
func (b *builder) settled() {
	if b.ok && len(b.needs)+len(b.from) == 0 {
		b.head = b.text.Len()
	}
}

// computed stands for a part that is not followed.
func (b *builder) computed() {
	b.ok = false
	if b.shown {
		b.text.WriteString("$()")
	}
}

// isWorkingDirectory tells whether a command substitution is $(pwd), which is $PWD.
func isWorkingDirectory(c *syntax.CmdSubst) bool {
	if len(c.Stmts) != 1 {
		return false
	}
	call, ok := c.Stmts[0].Cmd.(*syntax.CallExpr)
	return ok && len(call.Args) == 1 && call.Args[0].Lit() == "pwd"
}

// located is the program whose path a command substitution gives: $(which NAME),
// $(command -v NAME); "" for another one.
func located(c *syntax.CmdSubst) string {
	if len(c.Stmts) != 1 {
		return ""
	}
	call, ok := c.Stmts[0].Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) < 2 {
		return ""
	}
	n := len(call.Args) - 1
	asks := call.Args[0].Lit() == "which" && n == 1 || call.Args[0].Lit() == "command" && call.Args[1].Lit() == "-v" && n == 2
	if name := call.Args[n].Lit(); asks && !strings.HasPrefix(name, "-") {
		return name
	}
	return ""
}

// located stands for the path of a program: in a command its name starts the same.
func (b *builder) located(program string) {
	if program != "" && b.shown {
		b.text.WriteString(program)
		return
	}
	b.program = program
	b.computed()
}

// fileRead returns the file of $(cat FILE) and $(< FILE), "" for anything else.
func (b *builder) fileRead(c *syntax.CmdSubst) string {
	if len(c.Stmts) != 1 {
		return ""
	}
	s := c.Stmts[0]
	var file *syntax.Word
	switch cmd := s.Cmd.(type) {
	case nil:
		if len(s.Redirs) == 1 && s.Redirs[0].Op == syntax.RdrIn {
			file = s.Redirs[0].Word
		}
	case *syntax.CallExpr:
		if len(cmd.Args) == 2 && cmd.Args[0].Lit() == "cat" {
			file = cmd.Args[1]
		}
	}
	b.reads = file != nil
	if v := b.value(file); v.known() {
		return v.text
	}
	return ""
}

// parameter replaces $NAME and ${NAME:-text}.
func (b *builder) parameter(p *syntax.ParamExp, quoted bool) {
	name := p.Param.Value
	if (name == "@" || name == "*") && (p.Exp == nil || isFallback(p.Exp.Op)) {
		if text, ok := b.joined(); ok && !b.shown && p.Exp == nil {
			b.text.WriteString(text)
			return
		}
		b.args = true
		b.ok = false
		b.text.WriteString("$" + name)
		return
	}
	if p.Width || p.Index != nil || p.Repl != nil || p.Names != 0 {
		b.computed()
		return
	}
	if p.Excl {
		v, s := b.lookup(name)
		if s != isSet || !v.known() || !syntax.ValidName(v.text) {
			b.computed()
			return
		}
		name = v.text
	}
	v, s := b.lookup(name)
	switch {
	case p.Length || p.Slice != nil:
		b.measured(p, v, s)
	case p.Exp != nil:
		b.expansion(name, p.Exp, v, s, quoted)
	case s == isOpen || s == isUnset && b.strict && syntax.ValidName(name): // it is set after all, or nothing follows
		b.environment(name)
	case !v.ok && !syntax.ValidName(name):
		b.ok = false
		b.text.WriteString("$" + name)
	default:
		b.put(v)
	}
}

// joined are the arguments as one text, which a variable or a test takes them as.
func (b *builder) joined() (string, bool) {
	if _, split := b.vars["IFS"]; split || b.args || b.reader.args == nil {
		return "", false
	}
	var words []string
	for _, w := range b.reader.args {
		if !w.Known {
			return "", false
		}
		words = append(words, w.Text)
	}
	return strings.Join(words, " "), true
}

// put writes a value.
func (b *builder) put(v value) {
	if !v.ok {
		b.file = v.file
		b.located(v.program)
		return
	}
	b.needs = union(b.needs, v.needs...)
	b.from = union(b.from, v.from...)
	b.open = b.open || len(v.needs) > 0 && !v.fallback
	b.text.WriteString(v.text)
}

// measured replaces ${#NAME} and ${NAME:0:1} of ASCII.
func (b *builder) measured(p *syntax.ParamExp, v value, s state) {
	ascii := !strings.ContainsFunc(v.text, func(c rune) bool { return c >= utf8.RuneSelf })
	if s == isOpen || !v.known() || !ascii || p.Exp != nil || p.Length {
		b.computed()
		return
	}
	from, ok := integer(p.Slice.Offset)
	n, ok2 := len(v.text), true
	if p.Slice.Length != nil {
		n, ok2 = integer(p.Slice.Length)
	}
	if !ok || !ok2 || from < 0 || n < 0 {
		b.computed()
		return
	}
	from = min(from, len(v.text))
	v.text = v.text[from : from+min(n, len(v.text)-from)]
	b.put(v)
}

// expansion replaces ${NAME:-text} and its like.
func (b *builder) expansion(name string, exp *syntax.Expansion, v value, s state, quoted bool) {
	op := exp.Op
	switch {
	case s == isSet && !v.ok, s == isSet && len(v.needs) > 0:
		b.put(value{file: v.file})
	case isFallback(op) && s == isOpen:
		b.alternative(name, exp, quoted)
	case isFallback(op) && (s == isUnset || v.text == "" && !unsetOnly(op)):
		b.otherwise(name, exp, quoted)
	case op == syntax.AlternateUnset || op == syntax.AlternateUnsetOrNull:
		b.alternate(exp, v, s, quoted)
	case op == syntax.ErrorUnset || op == syntax.ErrorUnsetOrNull:
		if s == isOpen {
			b.environment(name)
			return
		}
		b.put(v)
	case isFallback(op):
		b.put(v)
	case s == isOpen:
		b.computed()
	default:
		b.changed(exp, v)
	}
}

// changed replaces ${NAME#pattern}, ${NAME,,} and their like.
func (b *builder) changed(exp *syntax.Expansion, v value) {
	ok := false
	switch exp.Op {
	case syntax.RemSmallPrefix, syntax.RemLargePrefix, syntax.RemSmallSuffix, syntax.RemLargeSuffix:
		v.text, ok = b.strip(v.text, exp)
	case syntax.LowerAll:
		v.text, ok = strings.ToLower(v.text), exp.Word == nil
	case syntax.UpperAll:
		v.text, ok = strings.ToUpper(v.text), exp.Word == nil
	}
	if v.ok = ok; !ok {
		v.file = ""
	}
	b.put(v)
}

// alternate replaces ${NAME:+text}.
func (b *builder) alternate(exp *syntax.Expansion, v value, s state, quoted bool) {
	switch {
	case s == isOpen:
		b.computed()
	case s == isSet && (v.text != "" || exp.Op == syntax.AlternateUnset):
		b.parts(wordOf(exp).Parts, quoted)
	}
}

// environment stands for a variable of the environment.
func (b *builder) environment(name string) {
	b.needs = union(b.needs, name)
	b.open = true
	if b.shown {
		b.text.WriteString("${" + name + "}")
	}
}

// alternative replaces ${NAME:-text} by its text: the environment may set NAME.
func (b *builder) alternative(name string, exp *syntax.Expansion, quoted bool) {
	b.needs = union(b.needs, name)
	b.fallback = true
	b.otherwise(name, exp, quoted)
}

// otherwise replaces ${NAME:-text} by its text, and sets the name where it is
// ${NAME:=text}.
func (b *builder) otherwise(name string, exp *syntax.Expansion, quoted bool) {
	start := b.text.Len()
	b.parts(wordOf(exp).Parts, quoted)
	if exp.Op != syntax.AssignUnset && exp.Op != syntax.AssignUnsetOrNull || !syntax.ValidName(name) {
		return
	}
	e := value{text: b.text.String()[start:], ok: b.ok, needs: b.needs, fallback: b.fallback}.export(name)
	e.Certain, e.At = b.certain, b.here
	e.KeyAt = e.At
	b.reader.put(e)
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
