package script

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// This file reads assignments: NAME=value, export, declare, local.

// declare reads export, declare -x and their like.
func (r *reader) declare(c *syntax.DeclClause, certain bool) {
	exports := c.Variant.Value == "export"
	for _, a := range c.Args {
		switch {
		case a.Name == nil && strings.HasPrefix(a.Value.Lit(), "-"):
			exports = exports && a.Value.Lit() != "-n" || strings.Contains(a.Value.Lit(), "x")
		case a.Name == nil && exports:
			r.exportComputed(a, certain)
		case a.Name == nil:
		case exports:
			r.exportName(a, certain)
		default:
			r.declareName(a, c.Variant.Value, certain)
		}
	}
}

// declareName reads a name of declare, readonly or local, which alone makes an
// empty one.
func (r *reader) declareName(a *syntax.Assign, kind string, certain bool) {
	if kind == "local" || kind == "declare" || kind == "typeset" {
		r.local(a.Name.Value, a)
	}
	switch {
	case !a.Naked:
		r.assign(a, certain)
	case kind == "local":
		r.vars[a.Name.Value] = value{ok: true, unset: true, certain: certain}
	}
}

// exportName reads one name of export: with a value, or with that which the
// script has set before.
func (r *reader) exportName(a *syntax.Assign, certain bool) {
	name := a.Name.Value
	r.exported[name] = yes
	if !a.Naked {
		r.assign(a, certain)
		return
	}
	if v, ok := r.vars[name]; ok && !v.unset {
		e := v.export(name)
		e.Certain = certain && v.certain
		if e.At = v.at; e.At.Line == 0 {
			e.At = r.at(a)
		}
		e.KeyAt = r.at(a)
		e.guard(r.guard)
		r.script.Exports = append(r.script.Exports, e)
	}
}

// exportComputed reads export "$name=text", where the name is computed.
func (r *reader) exportComputed(a *syntax.Assign, certain bool) {
	name, text, ok := cutAssignment(a.Value)
	v := r.value(name)
	switch {
	case ok && !v.known() && r.value(text).reads:
		r.script.FromFiles = append(r.script.FromFiles, r.at(a))
		return
	case !ok || !v.known() || !syntax.ValidName(v.text):
		r.opaque(a)
		return
	}
	r.exported[v.text] = yes
	e := r.value(text).export(v.text)
	e.Certain, e.At, e.KeyAt = certain, r.at(a), r.at(a)
	r.put(e)
}

// cutAssignment cuts a word at its first "=".
func cutAssignment(w *syntax.Word) (name, text *syntax.Word, ok bool) {
	parts := w.Parts
	if len(parts) == 1 {
		if q, quoted := parts[0].(*syntax.DblQuoted); quoted {
			parts = q.Parts
		}
	}
	for i, p := range parts {
		lit, isLit := p.(*syntax.Lit)
		if !isLit {
			continue
		}
		before, after, found := strings.Cut(lit.Value, "=")
		if !found {
			continue
		}
		left := append(slices.Clone(parts[:i]), &syntax.Lit{Value: before})
		right := slices.Clone(parts[i+1:])
		if after != "" {
			right = slices.Insert(right, 0, syntax.WordPart(&syntax.Lit{Value: after}))
		}
		return &syntax.Word{Parts: left}, &syntax.Word{Parts: right}, true
	}
	return w, nil, false
}

// assign reads NAME=value: an export where the name is exported, or is in the
// environment; else a variable of the script.
func (r *reader) assign(a *syntax.Assign, certain bool) {
	if a.Name == nil {
		return
	}
	e, ok := r.export(a, certain)
	if !ok {
		e = Export{Name: a.Name.Value, Certain: certain, At: r.at(a), KeyAt: r.at(a)}
	}
	r.put(e)
}

// put sets a variable of the script, and of its commands where it is exported.
func (r *reader) put(e Export) {
	exports := r.exports(e.Name)
	r.vars[e.Name] = value{text: e.Value.Reveal(), head: e.Begins, ok: e.HasValue, needs: e.Needs, from: e.From, file: e.File, program: e.program, fallback: e.Default,
		certain: e.Certain, at: e.At}
	if exports == no {
		return
	}
	r.exported[e.Name] = exports // set -a exports it for good
	e.Certain = e.Certain && exports == yes
	e.guard(r.guard)
	r.script.Exports = append(r.script.Exports, e)
}

// exports tells whether commands see what the script sets a name to.
func (r *reader) exports(name string) truth {
	exported, ok := r.exported[name]
	if !ok {
		exported = no
		if r.given.Lookup != nil {
			_, set, known := r.given.Lookup(name)
			exported = truthOf(set && known)
		}
	}
	return or(exported, r.all)
}

// guard makes an export of a text the default of its name, where it is set only
// if that is empty.
func (e *Export) guard(g guard) {
	if g.name == e.Name && e.Known {
		e.Known, e.Default, e.Fallback, e.Needs, e.Certain = false, true, true, []string{e.Name}, g.certain
	}
}

// export returns what NAME=value sets; false for an array, or NAME+=value.
func (r *reader) export(a *syntax.Assign, certain bool) (Export, bool) {
	if a.Name == nil || a.Array != nil || a.Index != nil || a.Append {
		return Export{}, false
	}
	v := r.value(a.Value)
	if a.Value == nil {
		v = value{ok: true}
	}
	if slices.Contains(v.needs, a.Name.Value) && !v.fallback {
		v.ok = false // PATH=$PATH:more
	}
	e := v.export(a.Name.Value)
	e.Certain, e.KeyAt = certain, r.at(a)
	e.At = e.KeyAt
	e.At.Column += utf8.RuneCountInString(a.Name.Value) + 1
	return e, true
}
