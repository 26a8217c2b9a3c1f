package dockerfile

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"github.com/djgate/djgate/inputs/document"
)

// builder holds the state of one stage after the other.
type builder struct {
	file   string
	lines  []string
	args   map[string]string
	stages []instructions.Stage
	lex    *shell.Lex
	vars   map[string]binding // what words are expanded with
	env    map[string]document.Variable
	shell  []string
	cmdSet bool // the stage itself has a CMD
	image  *Image

	longest int // bytes of the longest value in vars
}

// binding is what a build argument or a variable is set to.
type binding struct {
	value
	env   bool // an ENV: it wins over ARG
	chain []document.Step
}

// value is an expanded word.
type value struct {
	text    string
	needs   []string // what decides it; none where it is known
	assumes []string // build arguments that were assumed not to be given
	used    []string // names in it that are set, in order of name
	refused bool     // docker build refuses it, or it is too long
}

func (v value) known() bool { return len(v.needs) == 0 && !v.refused }

// shown returns the text, or the word as it is written where that is not known.
func (v value) shown(word string) string {
	if v.known() {
		return v.text
	}
	return word
}

// Get makes the bindings what the lexer reads.
func (b *builder) Get(name string) (string, bool) {
	v, ok := b.vars[name]
	return v.text, ok && v.known()
}

// Keys returns the names that are set.
func (b *builder) Keys() []string {
	var out []string
	for name, v := range b.vars {
		if v.known() {
			out = append(out, name)
		}
	}
	return out
}

// word expands a word.
func (b *builder) word(word string) value {
	if !strings.ContainsAny(word, `$'"`+"`\\") {
		return value{text: word}
	}
	if strings.Count(word, "$")*b.longest > 16*maxValue {
		return value{refused: true}
	}
	result, err := b.lex.ProcessWordWithMatches(word, b)
	if err != nil || len(result.Result) > maxValue {
		return value{refused: true}
	}
	v := value{text: result.Result}
	for name := range result.Unmatched {
		v.needs = append(v.needs, name)
		if set, ok := b.vars[name]; ok {
			v.needs = append(v.needs, set.needs...)
		}
	}
	for name := range result.Matched {
		v.used = append(v.used, name)
		v.assumes = append(v.assumes, b.vars[name].assumes...)
	}
	for _, names := range []*[]string{&v.needs, &v.assumes, &v.used} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
		*names = slices.Clip((*names)[:min(len(*names), maxNames)])
	}
	return v
}

// text expands a word; it is returned as written where it is not known.
func (b *builder) text(word string) string { return b.word(word).shown(word) }

// arg declares build arguments. global are those before the first FROM, which a
// stage has only where it declares them.
func (b *builder) arg(c *instructions.ArgCommand, global map[string]binding) {
	cursor := b.cursor(c.Location())
	for _, a := range c.Args {
		key, at := cursor.next(a.Key)
		v := binding{chain: []document.Step{{Kind: document.StepDefault, At: key, Name: a.Key}}}
		given, isGiven := b.args[a.Key]
		switch {
		case isGiven:
			v.text = given
		case a.Value != nil:
			v.value = b.word(*a.Value)
			b.literal(a.Key, *a.Value, at, true)
			if b.args == nil {
				v.assumes = append(slices.Clip(v.assumes), a.Key)
			}
		case len(global[a.Key].chain) > 0:
			v.value, v.chain = global[a.Key].value, global[a.Key].chain
		case b.args == nil:
			v.needs = []string{a.Key}
		}
		if !b.vars[a.Key].env {
			b.set(a.Key, v)
		}
	}
}

// setEnv sets variables. All words of an ENV see what was set before it.
func (b *builder) setEnv(c *instructions.EnvCommand) {
	cursor := b.cursor(c.Location())
	set := map[string]binding{}
	for _, pair := range c.Env {
		key, at := cursor.next(pair.Key)
		name := b.text(pair.Key)
		v := binding{value: b.word(pair.Value), env: true}
		v.chain = []document.Step{{Kind: document.StepEnvironment, At: key, Name: name, Note: "image"}}
		for _, used := range v.used {
			if from := b.vars[used]; len(v.chain)+len(from.chain) <= maxNames {
				v.chain = append(v.chain, from.chain...)
			}
		}
		b.literal(name, pair.Value, at, false)
		b.env[name] = variable(name, v, at)
		set[name] = v
		if name == "PATH" {
			b.setPath(v)
		}
	}
	for name, v := range set {
		b.set(name, v)
	}
}

// setPath notes the folders of a PATH: those that the word has, and after them, where
// it takes over the PATH of before, the earlier ones. The PATH of the base image, which
// is not known, has left nothing in the text.
func (b *builder) setPath(v binding) {
	var folders []string
	if !slices.ContainsFunc(v.needs, func(name string) bool { return name != "PATH" }) {
		folders = slices.DeleteFunc(strings.Split(v.text, ":"), func(dir string) bool { return !path.IsAbs(dir) })
	}
	if !v.known() {
		folders = append(folders, b.image.Path...)
	}
	b.image.Path = folders[:min(len(folders), maxNames)]
}

func (b *builder) set(name string, v binding) {
	b.vars[name] = v
	b.longest = max(b.longest, len(v.text))
}

// variable returns the variable that an ENV sets.
func variable(name string, v binding, at document.Location) document.Variable {
	out := document.Variable{Name: name, State: document.Known, Text: document.NewText(v.text), Origin: document.OriginLiteral,
		Assumes: v.assumes, At: at, Chain: v.chain}
	if !v.known() {
		out.State, out.Text, out.Assumes, out.Needs = document.Unknown, document.Text{}, nil, v.needs
		out.Because = "a build argument or the base image decides it"
	}
	return out
}

// literal records a secret in clear.
func (b *builder) literal(name, word string, at document.Location, argument bool) {
	if strings.Contains(word, "$") {
		return
	}
	text := b.word(word).text
	if document.HoldsSecret(name, text) {
		b.image.Literals = append(b.image.Literals, document.Literal{Kind: "dockerfile", Name: name,
			Facts: document.FactsOf(name, text), Default: argument, At: at})
	}
}

// at returns where an instruction begins.
func (b *builder) at(r []parser.Range) document.Location {
	if len(r) == 0 {
		return document.Location{File: b.file}
	}
	return document.Location{File: b.file, Line: r[0].Start.Line, Column: 1}
}

// cursor finds the names of an instruction in the lines that it stands on, one
// after the other.
type cursor struct {
	*builder
	line, last int
	offset     int
}

func (b *builder) cursor(r []parser.Range) *cursor {
	c := &cursor{builder: b}
	if len(r) > 0 {
		c.line, c.last = r[0].Start.Line, r[len(r)-1].Start.Line
	}
	return c
}

// next returns where the next name and its value stand.
func (c *cursor) next(name string) (key, value document.Location) {
	for ; c.line <= c.last && c.line <= len(c.lines); c.line, c.offset = c.line+1, 0 {
		line := strings.TrimRight(c.lines[c.line-1], "\r")
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
			continue
		}
		start := indexName(line, name, c.offset)
		if start < 0 {
			continue
		}
		end := start + len(name)
		c.offset = end
		if end < len(line) {
			c.offset++
		}
		for c.offset < len(line) && line[end] != '=' && (line[c.offset] == ' ' || line[c.offset] == '\t') {
			c.offset++
		}
		return c.place(line, start), c.place(line, c.offset)
	}
	return document.Location{File: c.file, Line: c.last}, document.Location{File: c.file, Line: c.last}
}

func (c *cursor) place(line string, offset int) document.Location {
	return document.Location{File: c.file, Line: c.line, Column: 1 + utf8.RuneCountInString(line[:offset])}
}

// indexName returns the offset of a name as a whole word followed by "=" or a
// blank, from an offset on; -1 if there is none.
func indexName(line, name string, from int) int {
	for name != "" && from <= len(line) {
		i := strings.Index(line[from:], name)
		if i < 0 {
			return -1
		}
		start, end := from+i, from+i+len(name)
		before := start == 0 || line[start-1] == ' ' || line[start-1] == '\t'
		if before && (end == len(line) || strings.IndexByte("= \t\\", line[end]) >= 0) {
			return start
		}
		from = end
	}
	return -1
}
