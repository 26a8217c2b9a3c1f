package script

import (
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// value is what an assignment sets: text, if every name in needs is unset.
type value struct {
	text     string
	head     string // the beginning of text that is so in any case
	ok       bool
	needs    []string
	from     []string // of the environment, with a known value that is in text
	file     string   // what the text is read from, where ok is false
	program  string   // whose path the text is, where ok is false
	reads    bool     // it is read from a file, whose path may not be known
	fallback bool     // text is the default of ${NAME:-text} as a whole
	unset    bool
	certain  bool
	at       document.Location
}

// known tells whether text is the value, whatever the environment.
func (v value) known() bool { return v.ok && len(v.needs) == 0 }

func (v value) equal(w value) bool {
	return v.text == w.text && v.ok == w.ok && v.fallback == w.fallback && v.unset == w.unset && v.file == w.file && v.program == w.program && slices.Equal(v.needs, w.needs)
}

func (v value) export(name string) Export {
	e := Export{Name: name, Begins: v.head, HasValue: v.ok, Needs: v.needs, From: v.from, File: v.file, program: v.program}
	if v.ok {
		e.Value = document.NewText(v.text)
		e.Known = len(v.needs) == 0
		e.Fallback = v.fallback && len(v.needs) == 1
		e.Default = e.Fallback && v.needs[0] == name
	}
	return e
}

// state is what is known of a parameter.
type state int

const (
	isOpen  state = iota // the environment, of which it is not known, decides
	isSet                // by the script, its arguments or the environment
	isUnset              // by all of them
)

// lookup finds a parameter: an argument, a variable of the script or of the
// environment.
func (r *reader) lookup(name string) (value, state) {
	if v, ok := r.vars[name]; ok {
		if v.unset {
			return value{ok: true}, isUnset
		}
		return v, isSet
	}
	if n, err := strconv.Atoi(name); err == nil {
		return r.argument(n)
	}
	switch {
	case name == "#" && r.args != nil:
		return value{text: strconv.Itoa(len(r.args)), ok: true}, isSet
	case !syntax.ValidName(name):
		return value{}, isSet
	case r.given.Lookup == nil:
		return value{}, isOpen
	}
	text, set, known := r.given.Lookup(name)
	switch {
	case !known:
		return value{}, isOpen
	case !set:
		return value{ok: true}, isUnset
	}
	return value{text: text.Reveal(), ok: true, from: []string{name}}, isSet
}

func (r *reader) argument(n int) (value, state) {
	switch {
	case n == 0 || r.args == nil:
		return value{}, isSet
	case n > len(r.args):
		return value{ok: true}, isUnset
	}
	w := r.args[n-1]
	return value{text: w.Text, ok: w.Known}, isSet
}

// value returns what a word of an assignment is.
func (r *reader) value(w *syntax.Word) value {
	if w == nil {
		return value{}
	}
	b := &builder{reader: r, ok: true}
	b.parts(w.Parts, false)
	v := value{text: b.text.String(), head: b.text.String()[:b.head], ok: b.ok && b.text.Len() <= maxValue, needs: b.needs, from: b.from, file: b.file, program: b.program, reads: b.reads}
	v.fallback = b.fallback && len(b.needs) == 1 && wholeParameter(w) != nil
	if v.ok || len(w.Parts) != 1 {
		v.file, v.program = "", ""
	}
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

// words returns the words of a command that a word is: "$@" is as many as there
// are arguments, and the text of a bare $NAME is split at blanks.
func (r *reader) words(w *syntax.Word) []Word {
	word := r.word(w)
	p := wholeParameter(w)
	switch {
	case p == nil:
	case word.Args && p.Index == nil && (p.Exp == nil || len(r.args) > 0 && isFallback(p.Exp.Op)):
		r.script.UsesArgs = r.script.UsesArgs || r.calls == 1
		if args, ok := r.sliced(p); ok {
			return args
		}
	case word.Known && w.Parts[0] == syntax.WordPart(p):
		out := []Word{}
		for _, text := range strings.Fields(word.Text) {
			out = append(out, Word{Text: text, Known: true, At: word.At})
		}
		return out
	}
	return []Word{word}
}

// sliced returns "$@" and "${@:2}".
func (r *reader) sliced(p *syntax.ParamExp) ([]Word, bool) {
	from := 1
	if p.Slice != nil {
		n, ok := integer(p.Slice.Offset)
		if from = n; !ok || n < 1 || p.Slice.Length != nil {
			return nil, false
		}
	}
	if r.args == nil {
		return nil, false
	}
	return r.args[min(from-1, len(r.args)):], true
}

// integer returns the value of an arithmetic expression that is a number.
func integer(x syntax.ArithmExpr) (int, bool) {
	w, ok := x.(*syntax.Word)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(w.Lit())
	return n, err == nil
}

// word returns a word of a command.
func (r *reader) word(w *syntax.Word) Word {
	b := &builder{reader: r, ok: true, shown: true}
	b.parts(w.Parts, false)
	return Word{Text: b.text.String(), Known: b.ok && len(b.needs) == 0, Args: b.args, Needs: b.needs,
		Default: b.ok && len(b.needs) > 0 && !b.open, At: r.textAt(w)}
}

// textAt is the place of the first character of a word that is no opening quote.
func (r *reader) textAt(w *syntax.Word) document.Location {
	at := r.at(w)
	switch w.Parts[0].(type) {
	case *syntax.DblQuoted, *syntax.SglQuoted:
		at.Column++
	}
	return at
}
