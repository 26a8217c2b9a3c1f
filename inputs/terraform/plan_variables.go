package terraform

import (
	"encoding/json"
	"errors"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
)

// Where one unknown hides a whole text of JSON, the files say what it is made of.
// They may not hold the values that the plan was made with (-var, TF_VAR_x, a
// default that was overridden): the plan does.

// variables reads the values of the root module's variables.
func (p *planReader) variables() error {
	if b, err := p.next(); err != nil || b != '{' {
		return errors.Join(err, p.skip())
	}
	p.plan.variables = map[string]cty.Value{}
	return p.members(func(name string) error {
		at := p.at()
		var v struct{ Value json.RawMessage }
		fits, err := p.into(&v, maxChange)
		if p.kept += len(p.stream.kept); err != nil || !fits {
			return err
		}
		b := &planBody{place: &hop{Step: document.Step{Kind: document.StepProvided, At: at, Name: "var." + name}}}
		p.plan.variables[name] = unknown("the plan holds more of variables than is looked at")
		if p.kept <= maxKept {
			p.plan.variables[name] = b.value(parse(v.Value), nil, nil, secretName(name), 0)
		}
		return nil
	})
}

// asPlanned is the value of a variable that the plan was made with: that of the
// files, which has a place in them, where it is the same.
func (s *scope) asPlanned(name string, files cty.Value, ty cty.Type, defaults *typeexpr.Defaults) cty.Value {
	if s.parent != nil || s.options.Plan == nil {
		return files
	}
	v, ok := s.options.Plan.variables[name]
	if !ok {
		return files
	}
	v, ok = conform(v, ty, defaults)
	if !ok {
		return unknown("the value of the variable " + name + " in the plan does not fit its type")
	}
	plain, _ := files.UnmarkDeep()
	planned, _ := v.UnmarkDeep()
	if planned.RawEquals(plain) {
		return files
	}
	return v
}
