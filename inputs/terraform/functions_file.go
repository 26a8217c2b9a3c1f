package terraform

import (
	"path"

	"github.com/djgate/djgate/inputs/document"
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
	return own(cty.String, []function.Parameter{param("path", cty.String)}, func(args []cty.Value) (cty.Value, error) {
		return s.fileText(args[0].AsString()), nil
	})
}

// fileText is the text of a file, which knows its file and what it says.
func (s *scope) fileText(path string) cty.Value {
	name, src, err := s.file(path)
	if err != nil {
		return cty.UnknownVal(cty.String).Mark(noFile(err))
	}
	return cty.StringVal(string(src)).Mark(fileText{s, name})
}

// fileExistsFunc never says no: a file may be made before an apply.
func (s *scope) fileExistsFunc() function.Function {
	return own(cty.Bool, []function.Parameter{param("path", cty.String)}, func(args []cty.Value) (cty.Value, error) {
		if _, _, err := s.file(args[0].AsString()); err != nil {
			return cty.UnknownVal(cty.Bool).Mark(noFile(err)), nil
		}
		return cty.True, nil
	})
}

func (s *scope) templateFileFunc() function.Function {
	params := []function.Parameter{param("path", cty.String), {Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true}}
	return own(cty.String, params, func(args []cty.Value) (cty.Value, error) {
		name, src, err := s.file(args[0].AsString())
		if err != nil {
			return cty.UnknownVal(cty.String).Mark(noFile(err)), nil
		}
		return s.rendered(name, src, args[1]), nil
	})
}

// templateStringFunc renders a text that a name stands for.
func (s *scope) templateStringFunc() function.Function {
	params := []function.Parameter{param("template", cty.String), {Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true}}
	return own(cty.String, params, func(args []cty.Value) (cty.Value, error) {
		return s.rendered("", []byte(args[0].AsString()), args[1]), nil
	})
}

// digestFunc makes something of the text of a file.
func (s *scope) digestFunc(f func(string) (string, error)) function.Function {
	return own(cty.String, []function.Parameter{param("path", cty.String)}, func(args []cty.Value) (cty.Value, error) {
		_, src, err := s.file(args[0].AsString())
		if err != nil {
			return cty.UnknownVal(cty.String).Mark(noFile(err)), nil
		}
		out, err := f(string(src))
		return cty.StringVal(out), err
	})
}

// rendered is what a template says with values for its names.
func (s *scope) rendered(file string, src []byte, vars cty.Value) cty.Value {
	expr := s.parsedTemplate(file, src)
	if expr == nil {
		return unknown("the file that it reads is no template")
	}
	ctx := s.templateContext(vars)
	if ctx == nil {
		return unknown("the values for its template are not known")
	}
	v := s.valueIn(ctx, expr)
	out, err := convert.Convert(v, cty.String)
	if err != nil {
		return unknown("it cannot be evaluated")
	}
	return out
}

// parsedTemplate is the expression of a template; nil where it is none. A file's is kept,
// since a module may render it for each of many members.
func (s *scope) parsedTemplate(file string, src []byte) *node {
	if n, done := s.templates[file]; done {
		return n
	}
	s.budget.text(len(src))
	var n *node
	if expr, ok := s.src.parseTemplate(file, src); ok {
		n = s.prepare(expr, origin{kind: document.StepTerraform})
	}
	if file != "" {
		s.templates[file] = n
	}
	return n
}
