package terraform

import (
	"path"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// Functions on files. They read inside the root alone; a file that is not there
// or must not be read gives an unknown value, for it may be there at an apply.

// noFile is the mark of what a file would give that is not read. Its path may be
// made of anything, so it is not named.
func noFile(err error) blur { return blur{"it reads a file, and " + err.Error()} }

func basename(s string) (string, error) { return path.Base(s), nil }
func dirname(s string) (string, error)  { return path.Dir(s), nil }

func (s *scope) fileFunc() function.Function {
	return s.onFile(cty.String, func(text []byte) cty.Value { return cty.StringVal(string(text)) })
}

// fileExistsFunc never says no: a file may be made before an apply.
func (s *scope) fileExistsFunc() function.Function {
	return s.onFile(cty.Bool, func([]byte) cty.Value { return cty.True })
}

func (s *scope) onFile(result cty.Type, f func(text []byte) cty.Value) function.Function {
	return own(result, []function.Parameter{param("path", cty.String)}, func(args []cty.Value) (cty.Value, error) {
		_, text, err := s.file(args[0].AsString())
		if err != nil {
			return cty.UnknownVal(result).Mark(noFile(err)), nil
		}
		return f(text), nil
	})
}

func (s *scope) templateFileFunc() function.Function {
	params := []function.Parameter{param("path", cty.String), {Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true}}
	return own(cty.String, params, func(args []cty.Value) (cty.Value, error) {
		name, text, err := s.file(args[0].AsString())
		if err != nil {
			return cty.UnknownVal(cty.String).Mark(noFile(err)), nil
		}
		expr, ok := s.src.parseTemplate(name, text)
		ctx := s.templateContext(args[1])
		if !ok || ctx == nil {
			return cty.UnknownVal(cty.String), nil
		}
		v := s.valueIn(ctx, s.wrap(s.prepare(expr, origin{})))
		out, err := convert.Convert(v, cty.String)
		if err != nil {
			return cty.UnknownVal(cty.String), nil
		}
		return out, nil
	})
}
