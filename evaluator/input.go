package evaluator

import (
	"context"
	"fmt"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
)

// EvaluateInput judges a value that is no document of djgate, such as a configuration
// file as a parser gives it: maps, lists and scalars, as encoding/json knows them. Its
// findings are placed on the file's first line, unless they say another place. It is
// for an evaluator with Options.AnyInput.
func (e *Evaluator) EvaluateInput(ctx context.Context, file string, input any) (*Result, error) {
	value, err := ast.InterfaceToValue(input)
	if err != nil {
		return nil, fmt.Errorf("%s: holds what JSON does not know, such as a key that is no text", file)
	}
	j := newJudging(e, []*document.Document{{Target: document.Target{ID: file, SettingsFile: file}}})
	j.open = func(ctx context.Context, _ []*document.Document) *sessions {
		return e.engine.on(ctx, ast.NewTerm(value))
	}
	results, err := j.run(ctx, 1)
	if err != nil {
		return nil, err
	}
	return results[0], nil
}
