package targets

import (
	"slices"

	"github.com/djgate/djgate/inputs/ci"
	"github.com/djgate/djgate/inputs/document"
)

// CIOf is what pipelines check, as seen by a target: a check that names no settings
// module is of the one that manage.py falls back to.
func (p *Plan) CIOf(t *Target) document.CI {
	out := p.CI
	out.Runs = slices.Clone(p.CI.Runs)
	for i := range out.Runs {
		switch run := &out.Runs[i]; run.Settings {
		case "":
			run.Settings = t.Project.managed()
		case ci.Unclear:
			run.Settings = ""
		}
	}
	return out
}

// managed is the settings module that manage.py falls back to; "" where none is known.
func (p *Project) managed() string {
	for _, n := range p.Named {
		if n.Kind == "setdefault" && n.At.File == p.Manage {
			return n.Module
		}
	}
	return ""
}
