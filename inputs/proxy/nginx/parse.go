package nginx

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// directive is one line or block of a configuration.
type directive struct {
	name  string
	args  []word
	block []*directive
	// opens: it has a block, perhaps an empty one. named: it has a name, which in a map
	// may be the empty text.
	opens, named bool
	at           document.Location
}

// arg returns the text of an argument, "" where there are fewer.
func (d *directive) arg(i int) string {
	if i >= 0 && i < len(d.args) {
		return d.args[i].text
	}
	return ""
}

// words are the texts of all arguments.
func (d *directive) words() []string {
	var out []string
	for _, a := range d.args {
		out = append(out, a.text)
	}
	return out
}

// Bounds on hostile files.
const (
	maxDepth    = 32   // blocks in blocks
	maxArgument = 4096 // bytes, as nginx has it (NGX_CONF_BUFFER)
)

// The codes of the diagnostics.
const (
	CodeRead      = "nginx-read"    // a file cannot be read
	CodeSyntax    = "nginx-syntax"  // nginx refuses the file
	CodeInclude   = "nginx-include" // what it includes is not here
	CodeLua       = "nginx-lua"     // a block in another language is passed over
	CodeTemplated = "templated"     // the file is a template of another program
)

// parser builds the tree of one file.
type parser struct {
	*scanner
	diagnostics []document.Diagnostic
}

// parse reads one file. What nginx refuses is a diagnostic, and nothing of the
// file counts then: nginx would not start with it.
func parse(src *source.Text) ([]*directive, []document.Diagnostic) {
	if d, is := unfit(src); is {
		return nil, []document.Diagnostic{d}
	}
	p := &parser{scanner: newScanner(src)}
	root := &directive{}
	if err := p.blocks(root); err != nil {
		return nil, append(p.diagnostics, refusal(*err))
	}
	return root.block, p.diagnostics
}

func refusal(err syntaxError) document.Diagnostic {
	return document.Diagnostic{Code: CodeSyntax, Severity: "error", At: err.at, Message: "nginx does not start: " + err.message}
}

// unfit tells of a file that is no configuration of nginx at all.
func unfit(src *source.Text) (document.Diagnostic, bool) {
	if message, at := src.Unfit(); message != "" {
		return document.Diagnostic{Code: CodeRead, Severity: "error", At: at, Message: message}, true
	}
	at, templated := src.Templated("{{", "{%", "<%")
	return document.Diagnostic{Code: CodeTemplated, Severity: "warning", At: at, Message: "the file is a template of another program, and is not read"}, templated
}

// blocks reads until the end of the file, with the open blocks on a stack of its own.
func (p *parser) blocks(root *directive) *syntaxError {
	stack := []*directive{root}
	for {
		top := stack[len(stack)-1]
		d, end, err := p.directive()
		switch {
		case err != nil:
			return err
		case end == "}" && len(stack) == 1:
			return &syntaxError{d.at, "\"}\" closes no block"}
		case end == "}":
			stack = stack[:len(stack)-1]
			continue
		case end == "" && len(stack) > 1:
			return &syntaxError{top.at, "the block is not closed"}
		case end == "":
			return nil
		}
		top.block = append(top.block, d)
		if end == "{" {
			if len(stack) > maxDepth {
				return &syntaxError{d.at, fmt.Sprintf("more than %d blocks in each other", maxDepth)}
			}
			stack = append(stack, d)
		}
	}
}

// directive reads up to an operator, and says which: ";" or "{" after words, "}"
// or the end of the file ("") before any.
func (p *parser) directive() (*directive, string, *syntaxError) {
	d := &directive{}
	for {
		w, err := p.next()
		if err != nil {
			return d, "", err
		}
		if d.at.IsZero() {
			d.at = w.at
		}
		if !w.operator {
			if err := p.add(d, w); err != nil {
				return d, "", err
			}
			continue
		}
		return p.end(d, w)
	}
}

func (p *parser) add(d *directive, w word) *syntaxError {
	switch {
	case len(w.text) > maxArgument:
		return &syntaxError{w.at, fmt.Sprintf("a word is longer than %d bytes", maxArgument)}
	case !d.named:
		d.name, d.named = w.text, true
	default:
		d.args = append(d.args, w)
	}
	return nil
}

// end ends a directive at an operator.
func (p *parser) end(d *directive, w word) (*directive, string, *syntaxError) {
	switch {
	case !d.named && (w.text == ";" || w.text == "{"):
		return d, "", &syntaxError{w.at, fmt.Sprintf("%q follows no directive", w.text)}
	case d.named && (w.text == "}" || w.text == ""):
		return d, "", &syntaxError{d.at, "the directive does not end in \";\""}
	case w.text == "{" && strings.HasSuffix(d.name, "_by_lua_block"):
		return p.lua(d)
	}
	d.opens = w.text == "{"
	return d, w.text, nil
}

// lua passes a block in Lua over.
func (p *parser) lua(d *directive) (*directive, string, *syntaxError) {
	if !p.skipLua() {
		return d, "", &syntaxError{d.at, "the block is not closed"}
	}
	p.diagnostics = append(p.diagnostics, document.Diagnostic{Code: CodeLua, Severity: "note", At: d.at,
		Message: "a block in Lua is not read; what it does to requests is not known"})
	return d, ";", nil
}
