package terraform

import (
	"io/fs"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
)

// DeclaredIn counts the resources of the plan that the files in dir declare.
func (p *Plan) DeclaredIn(fsys fs.FS, dir string) int {
	cfg := readConfiguration(newSources(fsys), dir)
	if cfg == nil {
		return 0
	}
	declared := map[string]bool{}
	for _, b := range cfg.resources {
		declared[b.name()] = true
	}
	n := 0
	for _, c := range p.Changes {
		if declared[plainAddress(c.Address)] {
			n++
		}
	}
	return n
}

// planned puts what the plan says of resources in the place of what the files say.
func (m *Module) planned(s *scope, o Options) {
	if o.Plan == nil {
		return
	}
	m.Files = []string{o.Plan.Name}
	before, after := o.Plan.join(s.resources())
	if o.BeforePlan {
		after = before
	}
	m.Workloads, m.Listeners = nil, nil
	for _, r := range after {
		if r.kind == "aws_ecs_task_definition" {
			m.Workloads = append(m.Workloads, s.plannedTask(r)...)
		}
	}
	unique(m.Workloads)
}

func (s *scope) plannedTask(r *resource) []*document.Workload {
	definitions, ok := member(r.body, "container_definitions")
	defs, marks := decoded(definitions).Unmark()
	if !ok || !defs.IsKnown() || defs.IsNull() || !defs.CanIterateElements() {
		s.src.note("warning", codeUnresolved, r.at, "the containers of "+r.address+" are not known: "+trailOf(marks).because())
		return nil
	}
	task := &block{kind: "resource", labels: []string{r.kind, r.name}, at: hcl.Range{Filename: r.at.File, Start: hcl.Pos{Line: r.at.Line}}}
	var out []*document.Workload
	for it := defs.ElementIterator(); it.Next(); {
		_, v := it.Element()
		c := container{s: s, at: r.at, task: task}
		if w := c.read(v.WithMarks(marks)); w != nil {
			out = append(out, w)
		}
	}
	return out
}
