package caddy

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// directive is one line and the block that it opens.
type directive struct {
	words []word
	block []*directive
	opens bool
}

func (d *directive) name() string          { return d.words[0].text }
func (d *directive) at() document.Location { return d.words[0].at }

// args are the texts behind the name.
func (d *directive) args() []string {
	var out []string
	for _, w := range d.words[1:] {
		out = append(out, w.text)
	}
	return out
}

func (d *directive) arg(i int) string {
	if i+1 < len(d.words) {
		return d.words[i+1].text
	}
	return ""
}

// Bounds on hostile files.
const (
	maxDepth      = 32 // blocks in blocks
	maxImports    = 10 // imports in imports
	maxDirectives = 20_000
)

// The codes of the diagnostics.
const (
	CodeRead      = "caddy-read"   // a file cannot be read
	CodeSyntax    = "caddy-syntax" // Caddy refuses the file
	CodeImport    = "caddy-import" // what it imports is not here
	CodeTemplated = "templated"    // the file is a template of another program
)

// loader reads a file and what it imports.
type loader struct {
	files       source.Files
	env         []document.Variable
	closed      bool
	snippets    map[string][]*directive
	directives  int
	diagnostics []document.Diagnostic
	gaps        []document.Gap
}

func (l *loader) fail(code, severity, message string, at document.Location) {
	l.diagnostics = append(l.diagnostics, document.Diagnostic{Code: code, Severity: severity, Message: message, At: at})
	l.gaps = append(l.gaps, document.Gap{What: "Caddy", Because: message, At: at})
}

// load reads one file; false where Caddy cannot start with it, or it is not known.
func (l *loader) load(name string) ([]*directive, bool) {
	text, shown, state := l.files.Read(name)
	if state != document.Known {
		return nil, false
	}
	src := environ(shown, string(text), l.env, l.closed)
	if message, at := src.Unfit(); message != "" {
		l.fail(CodeRead, "error", message, at)
		return nil, false
	}
	if at, templated := src.Templated("{{", "{%", "<%"); templated {
		l.fail(CodeTemplated, "warning", "the file is a template of another program, and is not read", at)
		return nil, false
	}
	all, err := lines(src)
	if err == nil {
		var tree []*directive
		if tree, err = blocks(all); err == nil {
			return tree, true
		}
	}
	l.fail(CodeSyntax, "error", "Caddy does not start: "+err.message, err.at)
	return nil, false
}

// blocks makes a tree of lines. A block begins with a "{" at the end of a line and
// ends with a "}" on one of its own.
func blocks(all [][]word) ([]*directive, *fault) {
	root := &directive{}
	stack := []*directive{root}
	for _, line := range all {
		first, last := line[0], line[len(line)-1]
		top := stack[len(stack)-1]
		if first.text == "}" && !first.quoted && len(line) == 1 {
			if len(stack) == 1 {
				return nil, &fault{first.at, "\"}\" closes no block"}
			}
			stack = stack[:len(stack)-1]
			continue
		}
		d := &directive{words: line}
		top.block = append(top.block, d)
		if last.text == "{" && !last.quoted {
			d.opens, d.words = true, line[:len(line)-1]
			if stack = append(stack, d); len(stack) > maxDepth {
				return nil, &fault{first.at, fmt.Sprintf("more than %d blocks in each other", maxDepth)}
			}
		}
		if len(d.words) == 0 { // global options
			d.words = []word{{at: first.at}}
		}
	}
	if len(stack) > 1 {
		return nil, &fault{stack[len(stack)-1].at(), "the block is not closed"}
	}
	return root.block, nil
}

// expand puts snippets and files in the place of each import.
func (l *loader) expand(tree []*directive, depth int) []*directive {
	var out []*directive
	for _, d := range tree {
		if l.directives++; l.directives > maxDirectives {
			l.gaps = append(l.gaps, document.Gap{What: "Caddy", Because: fmt.Sprintf("more than %d directives", maxDirectives), At: d.at()})
			return out
		}
		if d.name() == "import" {
			out = append(out, l.imported(d, depth)...)
			continue
		}
		d.block = l.expand(d.block, depth)
		out = append(out, d)
	}
	return out
}

func (l *loader) imported(d *directive, depth int) []*directive {
	name := d.arg(0)
	switch {
	case len(d.words) < 2:
		l.fail(CodeSyntax, "error", "Caddy does not start: import needs a name", d.at())
		return nil
	case depth >= maxImports:
		l.fail(CodeImport, "warning", "the import leads back to itself", d.at())
		return nil
	}
	if snippet, ok := l.snippets[name]; ok {
		return l.expand(withArguments(snippet, d.args()[1:]), depth+1)
	}
	if !strings.HasPrefix(name, "/") {
		name = "/etc/caddy/" + name
	}
	names, complete := []string{name}, true
	if strings.ContainsAny(name, "*?[") {
		names, complete = l.files.Glob(name)
	}
	var out []*directive
	for _, n := range names {
		tree, ok := l.load(n)
		complete = complete && ok
		out = append(out, l.expand(tree, depth+1)...)
	}
	if !complete {
		l.fail(CodeImport, "warning", "what it imports is not in the project", d.at())
	}
	return out
}

// withArguments copies a snippet with {args[0]} and {args.0} replaced.
func withArguments(tree []*directive, args []string) []*directive {
	var pairs []string
	for i, a := range args {
		n := strconv.Itoa(i)
		pairs = append(pairs, "{args["+n+"]}", a, "{args."+n+"}", a)
	}
	r := strings.NewReplacer(pairs...)
	var copyAll func([]*directive) []*directive
	copyAll = func(tree []*directive) []*directive {
		var out []*directive
		for _, d := range tree {
			c := &directive{opens: d.opens, block: copyAll(d.block)}
			for _, w := range d.words {
				w.text = r.Replace(w.text)
				c.words = append(c.words, w)
			}
			out = append(out, c)
		}
		return out
	}
	return copyAll(tree)
}

// takeSnippets removes the snippets, "(name) {", and remembers them.
func (l *loader) takeSnippets(tree []*directive) []*directive {
	var out []*directive
	for _, d := range tree {
		if name := d.name(); d.opens && strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
			l.snippets[strings.Trim(name, "()")] = d.block
			continue
		}
		out = append(out, d)
	}
	return out
}
