package terraform

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// One part of a text that is known only to an apply makes the whole text unknown.
// Where the text is JSON or YAML that is made of a value, that would hide what is
// known: so the text carries what it is made of as a mark.

// encoded is the mark of a text that stands for a value.
type encoded struct{ value cty.Value }

// fileText is the mark of a text that is that of a file.
type fileText struct {
	s    *scope
	name string
}

// decoded is the value that a text of JSON stands for: an object or a tuple, each
// member known or not by itself, with its own marks. A value that is no text is
// given back as it is, and what cannot be read is unknown.
func decoded(v cty.Value) cty.Value {
	if meaning, ok := meaningOf(v); ok {
		return meaning
	}
	plain, marks := v.Unmark()
	if _, ok := textOf(plain); !ok {
		return v
	}
	t := &text{s: &scope{run: &run{src: newSources(nil)}}}
	t.append(plain.AsString(), part{known: true, inserted: true, marks: marks})
	return t.meaning()
}

// meaningOf is the value that a text remembers to stand for; false where it
// remembers none.
func meaningOf(v cty.Value) (meaning cty.Value, ok bool) {
	for m := range v.Marks() {
		switch m := m.(type) {
		case *encoded:
			if ok {
				return cty.NilVal, false
			}
			meaning, ok = m.value, true
		case fileText:
			if src := m.s.src.text[m.name]; isJSON(string(src)) {
				t := &text{s: m.s, origin: origin{kind: document.StepTerraform}}
				t.file(m.name, src)
				meaning, ok = t.meaning().WithMarks(secrecy(v)), true
			}
		}
	}
	return meaning, ok
}

// meaning reads the text as JSON; unknown where it is none.
func (t *text) meaning() cty.Value {
	v, ok := t.json()
	if !ok {
		return unknown("it is no JSON")
	}
	return v
}

// secretly hides a value as Terraform does, and what it says.
func secretly(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	for m := range marks {
		if e, ok := m.(*encoded); ok {
			delete(marks, m)
			marks[&encoded{e.value.Mark(sensitive{})}] = struct{}{}
		}
	}
	return plain.WithMarks(marks).Mark(sensitive{})
}

// encodes is a function whose result is the text of its argument.
func encodes(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "val", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			plain, marks := args[0].UnmarkDeep()
			v, err := f.Call([]cty.Value{plain})
			if err != nil {
				return cty.NilVal, err
			}
			v = withoutIdentity(v.WithMarks(marks))
			return v.Mark(&encoded{args[0]}), nil
		},
	})
}
