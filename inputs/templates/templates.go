// Package templates reads templates of Django's own language, as far as it takes to
// say what they print of a context. It renders nothing.
package templates

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// Folders are the template folders of a project, first wins.
type Folders struct {
	FS   fs.FS
	Dirs []string // in FS
}

// Bounds on hostile projects.
const (
	maxFile  = 256 << 10 // bytes
	maxDepth = 10        // templates that extend or include each other
	maxNames = 100
	maxReads = 200 // of files
)

// Find returns the file of a template.
func (f Folders) Find(name string) (file string, found bool) {
	for _, dir := range f.Dirs {
		file = path.Join(dir, name)
		if tree.IsRegular(f.FS, file) {
			return file, true
		}
	}
	return "", false
}

// Printed returns the variables that a template prints, itself or through those
// that it extends and includes, although nothing in them binds the name: with an
// empty context each is an empty text. What an {% if %} on an empty name guards is
// not printed.
func Printed(f Folders, name string) []document.Printed {
	file, found := f.Find(name)
	if !found {
		return nil
	}
	r := &reader{folders: f}
	r.template(file, nil, 0)
	return r.out
}

type reader struct {
	folders Folders
	reads   int
	out     []document.Printed
}

// blocks are the contents that templates give to the blocks of those they extend.
type blocks map[string]content

// content is a run of tokens of a file.
type content struct {
	file   string
	tokens []token
}

// token is one tag or variable; words are those of a tag.
type token struct {
	words []string
	print string // the expression of {{ ... }}
	line  int
}

var markup = pattern.New(`\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}`)

// words of a tag are parted by blanks outside of quotes.
var word = pattern.New(`(?:"[^"]*"|'[^']*'|[^\s"'])+`)

func (r *reader) tokens(file string) []token {
	if r.reads++; r.reads > maxReads {
		return nil
	}
	src, err := tree.ReadRegular(r.folders.FS, file, maxFile)
	if err != nil {
		return nil
	}
	var out []token
	silent := "" // the tag that ends what is no markup
	for i, line := range strings.Split(string(src), "\n") {
		if !strings.Contains(line, "{") {
			continue
		}
		for _, m := range markup.FindAllString(line, -1) {
			inner := strings.TrimSpace(m[2 : len(m)-2])
			words := word.FindAllString(inner, -1)
			switch {
			case len(words) == 0 || m[1] == '#':
			case silent != "":
				if m[1] == '%' && words[0] == silent {
					silent = ""
				}
			case m[1] == '{':
				out = append(out, token{print: inner, line: i + 1})
			case words[0] == "comment" || words[0] == "verbatim":
				silent = "end" + words[0]
			default:
				out = append(out, token{words: words, line: i + 1})
			}
		}
	}
	return out
}

// template reads a whole template whose blocks have the contents that extending
// templates gave them.
func (r *reader) template(file string, given blocks, depth int) {
	if depth > maxDepth {
		return
	}
	tokens := r.tokens(file)
	parent := ""
	if i := slices.IndexFunc(tokens, func(t token) bool { return t.is("extends") }); i >= 0 && len(tokens[i].words) > 1 {
		parent = unquoted(tokens[i].words[1])
	}
	if parent == "" {
		r.walk(content{file, tokens}, given, scope{depth: depth})
		return
	}
	above, found := r.folders.Find(parent)
	if !found {
		return
	}
	r.template(above, taken(content{file, tokens}, given), depth+1)
}

func (t token) is(tag string) bool { return len(t.words) > 0 && t.words[0] == tag }

// unquoted is the text of a literal; "" where a variable names the template.
func unquoted(w string) string {
	if len(w) >= 2 && (w[0] == '"' || w[0] == '\'') && w[len(w)-1] == w[0] {
		return w[1 : len(w)-1]
	}
	return ""
}

// taken adds the blocks of a template to those that extending templates gave. One
// that prints {{ block.super }} takes nothing away, so it does not count.
func taken(c content, given blocks) blocks {
	out := blocks{}
	for name, body := range given {
		out[name] = body
	}
	for i, t := range c.tokens {
		if !t.is("block") || len(t.words) < 2 {
			continue
		}
		body := content{c.file, c.tokens[i+1 : blockEnd(c.tokens, i)]}
		if _, overridden := out[t.words[1]]; !overridden && !slices.ContainsFunc(body.tokens, func(t token) bool { return t.print == "block.super" }) {
			out[t.words[1]] = body
		}
	}
	return out
}

// blockEnd is the index of the endblock of the block at i.
func blockEnd(tokens []token, i int) int {
	depth := 0
	for j := i; j < len(tokens); j++ {
		switch {
		case tokens[j].is("block"):
			depth++
		case tokens[j].is("endblock"):
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return len(tokens)
}
