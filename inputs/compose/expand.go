package compose

// This file replaces variables in the strings of a Compose file. The grammar is
// that of dotenv.Pieces; what is kept here beside the text is where each part
// comes from, and which names would change it.

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// expansion is the replacing of variables in one scalar.
type expansion struct {
	scope *scope
	whole *node
	spent int

	text    string   // "${NAME}" stands in it for what is not known
	literal string   // the part of text that the file itself holds
	origin  place    // where the text comes from
	needs   []string // what would decide the text; none where it is known
	because string
	assumes []string
	empty   []use // ${NAME} that nothing sets
	demands []use // ${NAME:?} that nothing sets
	uses    []use // in order of the text
	mixed   bool  // a variable's text is in it
	secret  bool
	fault   string // why compose refuses the text; "" where it does not
}

// use is a variable that a text reads, and what gives it its text.
type use struct {
	name     string
	at       int                // offset of its "$"
	variable *document.Variable // nil where nothing sets it
	fallback int                // offset of the default that is used, or 0
}

// place is where a text comes from: a variable, or an offset in the scalar.
type place struct {
	variable *document.Variable
	offset   int
	inside   bool // the text of an operator
}

// part is what a piece of a template becomes.
type part struct {
	text, literal string
	origin        place
}

// expand replaces the variables in a scalar.
func expand(n *node) *expansion { return expandIn(n, n.src.scope) }

func expandIn(n *node, sc *scope) *expansion {
	x := &expansion{scope: sc, whole: n}
	if !n.str || strings.IndexByte(n.text, '$') < 0 {
		x.text, x.literal = n.text, n.text
		return x
	}
	p := x.template(n.text, 0, 0)
	x.text, x.literal, x.origin = p.text, p.literal, p.origin
	return x
}

// known tells whether the text is what compose would make.
func (x *expansion) known() bool { return len(x.needs) == 0 && x.fault == "" }

// refuse reports a text that compose refuses.
func (l *loader) refuse(x *expansion) {
	l.fail(CodeInterpolation, x.whole.at, "compose refuses the text: "+x.fault)
}

// template replaces the variables in s, which begins at offset of the scalar.
func (x *expansion) template(s string, offset, depth int) part {
	x.spent += len(s)
	if depth > maxDepth || x.spent > 8*maxText {
		x.fault = "it is too large or too deep"
		return part{}
	}
	var text, literal strings.Builder
	whole := place{offset: offset}
	for piece := range dotenv.Pieces(s) {
		p := x.piece(piece, offset, depth)
		if piece.At == 0 {
			whole = p.origin
		} else {
			whole = place{offset: offset}
		}
		text.WriteString(p.text)
		literal.WriteString(p.literal)
		if x.spent += len(p.text); text.Len() > maxText {
			x.fault = "it is too large"
		}
		if x.fault != "" {
			break
		}
	}
	return part{text.String(), literal.String(), whole}
}

// piece replaces one piece of a template that begins at offset of the scalar.
func (x *expansion) piece(p dotenv.Piece, offset, depth int) part {
	at := offset + p.At
	switch {
	case p.Fault != "":
		x.fault = p.Fault
		return part{}
	case p.Name == "":
		return part{p.Text, p.Text, place{offset: at}}
	case p.Op == "":
		return x.plain(p.Name, at)
	}
	return x.operate(operation{name: p.Name, op: p.Op, text: p.Text, at: at, textAt: offset + p.TextAt}, depth)
}

// plain replaces ${NAME}.
func (x *expansion) plain(name string, offset int) part {
	v, ok := x.scope.get(name)
	u := use{name: name, at: offset}
	if ok {
		return x.use(u, v)
	}
	x.uses = append(x.uses, u)
	x.empty = append(x.empty, u)
	if x.scope.closed {
		return part{"", "", place{offset: offset}}
	}
	return x.doubt(u, dotenv.BecauseUnset(name), name)
}

// use replaces a variable that is set.
func (x *expansion) use(u use, v document.Variable) part {
	u.variable = &v
	x.uses = append(x.uses, u)
	if v.State == document.Unknown {
		needs := v.Needs
		if len(needs) == 0 {
			needs = []string{u.name}
		}
		return x.doubt(u, v.Because, needs...)
	}
	x.mixed = true
	x.secret = x.secret || v.Secret
	x.assumes = union(x.assumes, v.Assumes...)
	return part{v.Text.Reveal(), "", place{variable: &v, offset: u.at}}
}

// doubt stands for a text that is not known.
func (x *expansion) doubt(u use, because string, needs ...string) part {
	if x.because == "" {
		x.because = because
	}
	x.needs = union(x.needs, needs...)
	return part{"${" + u.name + "}", "", place{variable: u.variable, offset: u.at}}
}

// begins is what a text that is not known certainly begins with.
func (x *expansion) begins() document.Text {
	head, _, doubtful := strings.Cut(x.text, "${")
	if !doubtful || len(x.assumes) > 0 {
		return document.Text{}
	}
	return document.NewText(head)
}

// operation is ${name op text}.
type operation struct {
	name, op, text string
	at, textAt     int
}

func (x *expansion) operate(o operation, depth int) part {
	v, ok := x.scope.get(o.name)
	u := use{name: o.name, at: o.at}
	if ok && v.State == document.Unknown {
		return x.use(u, v)
	}
	set := ok && (o.op[0] != ':' || v.Text.Reveal() != "")
	if !ok && !x.scope.closed && o.op[len(o.op)-1] != '?' {
		x.assumes = union(x.assumes, o.name)
	}
	switch o.op[len(o.op)-1] {
	case '-':
		if !set {
			u.fallback = o.textAt
			x.uses = append(x.uses, u)
			p := x.template(o.text, o.textAt, depth+1)
			p.origin.inside = true
			return p
		}
		return x.use(u, v)
	case '+':
		x.uses = append(x.uses, u)
		if !set {
			return part{"", "", place{offset: o.at}}
		}
		p := x.template(o.text, o.textAt, depth+1)
		p.origin.inside = true
		return p
	}
	if set {
		return x.use(u, v)
	}
	x.uses = append(x.uses, u)
	x.demands = append(x.demands, u)
	return x.doubt(u, dotenv.BecauseUnset(o.name), o.name)
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
