package terraform

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// One part of a text that is known only to an apply makes the whole text unknown.
// Where the text is JSON or YAML that is made of a value, that would hide what is
// known: so the text carries what it is made of as a mark.

// encoded is the mark of a text that stands for a value.
type encoded struct{ value cty.Value }

// decoded is the value that a text of JSON stands for: an object or a tuple, each
// member known or not by itself, with its own marks. A value that is no text is
// given back as it is, and what cannot be read is unknown.
func decoded(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	var found *encoded
	for m := range marks {
		if e, ok := m.(*encoded); ok {
			found = e
			delete(marks, m)
		}
	}
	switch {
	case found != nil:
		return found.value
	case plain.Type() != cty.String || !plain.IsKnown() || plain.IsNull():
		return v
	}
	t := &text{s: &scope{src: newSources(nil)}}
	t.append(plain.AsString(), part{known: true, inserted: true, marks: marks})
	out, ok := t.json()
	if !ok {
		return unknown("it is no JSON").WithMarks(marks)
	}
	return out
}

// encodes is a function whose result is the text of its argument.
func encodes(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "val", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			plain, marks := args[0].UnmarkDeep()
			v, err := f.Call([]cty.Value{plain})
			return v.WithMarks(marks).Mark(&encoded{args[0]}), err
		},
	})
}
