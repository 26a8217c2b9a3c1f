package terraform

import (
	"cmp"
	"fmt"
	"sort"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// workloads gives one workload for each container of each task definition. All
// instances of a resource (count, for_each) are one.
func (s *scope) workloads() []*document.Workload {
	var out []*document.Workload
	for _, b := range s.cfg.resources {
		if b.labels[0] == "aws_ecs_task_definition" && !s.absent(b) {
			out = append(out, s.task(b)...)
		}
	}
	unique(out)
	return out
}

// absent tells whether a resource has certainly no instance.
func (s *scope) absent(b *block) bool {
	if expr := b.attributes["count"]; expr != nil {
		n, err := convert.Convert(s.plain(b, "count"), cty.Number)
		return err == nil && n.IsKnown() && !n.IsNull() && n.AsBigFloat().Sign() == 0
	}
	v := s.plain(b, "for_each")
	return v.IsKnown() && !v.IsNull() && v.CanIterateElements() && v.LengthInt() == 0
}

// plain is the value of an attribute without its marks; null where there is none.
func (s *scope) plain(b *block, name string) cty.Value {
	expr := b.attributes[name]
	if expr == nil {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	v, _ := s.value(s.prepared(b, name)).Unmark()
	return v
}

// prepared is an attribute's expression, rewritten once.
func (s *scope) prepared(b *block, name string) hclsyntax.Expression {
	n := s.prepare(b.attributes[name], attribute(b))
	b.attributes[name] = n
	return n
}

func (s *scope) task(b *block) []*document.Workload {
	at := s.src.at(b.at)
	if b.attributes["container_definitions"] == nil {
		return nil
	}
	s.prepared(b, "container_definitions")
	defs, marks := s.definitions(b.attributes["container_definitions"], attribute(b), 0).Unmark()
	if !defs.IsKnown() || defs.IsNull() || !defs.CanIterateElements() || defs.Type().IsObjectType() || defs.Type().IsMapType() {
		s.src.note("warning", codeUnresolved, at, "the containers of "+b.name()+" are not known: "+trailOf(marks).because())
		return nil
	}
	mode, _ := textOf(s.plain(b, "network_mode"))
	var out []*document.Workload
	for it := defs.ElementIterator(); it.Next(); {
		_, v := it.Element()
		c := container{s: s, at: s.src.at(b.attributes["container_definitions"].Range()), task: b, published: mode == "bridge" || mode == "host"}
		if w := c.read(v.WithMarks(marks)); w != nil {
			out = append(out, w)
			continue
		}
		s.src.note("warning", codeUnresolved, at, "a container of "+b.name()+" is not known: "+trailOf(marks).because())
	}
	return out
}

// unique gives containers of the same name the name of their task as well.
func unique(all []*document.Workload) {
	seen := map[string]int{}
	for _, w := range all {
		seen[w.Name]++
	}
	for _, w := range all {
		if seen[w.Name] > 1 {
			w.Name = strings.TrimPrefix(w.Like[0], "aws_ecs_task_definition.") + "/" + w.Name
		}
	}
	for _, w := range all {
		w.Like = nil
	}
}

// container reads one member of container_definitions.
type container struct {
	s         *scope
	at        document.Location // where the value of a member without a place stands
	task      *block
	published bool // the task shares the network of its host
	sensitive bool
}

func (c *container) read(v cty.Value) *document.Workload {
	v, marks := v.Unmark()
	if !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() && !v.Type().IsMapType() {
		return nil
	}
	c.sensitive = trailOf(marks).secret
	w := &document.Workload{Kind: "ecs", At: c.s.src.at(c.task.at), Like: []string{c.task.name()}}
	name, marks := c.member(v, "name")
	w.Name, _ = textOf(name)
	if w.Name == "" {
		w.Name = c.task.labels[1]
	}
	w.At = trailOf(marks).at(w.At)
	image, marks := c.member(v, "image")
	w.Image = c.shown(image, marks)
	w.Entrypoint = c.list(v, "entryPoint")
	w.Command = c.list(v, "command")
	w.Ports = c.ports(v)
	c.environment(w, v)
	c.secrets(w, v)
	c.environmentFiles(w, v)
	sort.SliceStable(w.Env, func(i, j int) bool { return w.Env[i].Name < w.Env[j].Name })
	return w
}

// member is a member without its marks, and these; null where there is none.
func (c *container) member(v cty.Value, name string) (cty.Value, cty.ValueMarks) {
	m, ok := member(v, name)
	if !ok {
		return cty.NullVal(cty.DynamicPseudoType), nil
	}
	return m.Unmark()
}

// textOf is the text of a known string.
func textOf(v cty.Value) (string, bool) {
	v, _ = v.Unmark()
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return "", false
	}
	return v.AsString(), true
}

// shown is the text of a value that is to be shown: empty where it is not known
// or Terraform hides it.
func (c *container) shown(v cty.Value, marks cty.ValueMarks) string {
	if c.sensitive || trailOf(marks).secret {
		return ""
	}
	s, _ := textOf(v)
	return s
}

// list is a list of text to be shown; nil where any of it is not known or hidden.
func (c *container) list(v cty.Value, name string) []string {
	m, own := c.member(v, name)
	if !m.IsKnown() || m.IsNull() || !m.CanIterateElements() {
		return nil
	}
	out := []string{}
	for it := m.ElementIterator(); it.Next(); {
		_, e := it.Element()
		s, ok := textOf(e)
		if _, marks := e.Unmark(); !ok || c.sensitive || trailOf(marks, own).secret {
			return nil
		}
		out = append(out, s)
	}
	return out
}

// each calls f for the objects in a list of the container. The answer says why
// the list is not known as a whole; empty where it is.
func (c *container) each(v cty.Value, name string, f func(entry cty.Value, inherited cty.ValueMarks)) string {
	list, marks := c.member(v, name)
	if list.IsKnown() && list.IsNull() {
		return ""
	}
	if !list.IsKnown() || !list.CanIterateElements() {
		return trailOf(marks).because()
	}
	doubt := ""
	for it := list.ElementIterator(); it.Next(); {
		_, entry := it.Element()
		entry, own := entry.Unmark()
		if !entry.IsKnown() || entry.IsNull() || !entry.CanIterateElements() {
			doubt = trailOf(own, marks).because()
			continue
		}
		f(entry, mergeMarks(marks, own))
	}
	return doubt
}

func mergeMarks(sets ...cty.ValueMarks) cty.ValueMarks { return cty.NewValueMarks(marksOf(sets)...) }

func marksOf(sets []cty.ValueMarks) []any {
	var out []any
	for _, set := range sets {
		for m := range set {
			out = append(out, m)
		}
	}
	return out
}

func (c *container) ports(v cty.Value) []document.Port {
	var out []document.Port
	c.each(v, "portMappings", func(entry cty.Value, _ cty.ValueMarks) {
		port, marks := c.member(entry, "containerPort")
		n, ok := number(port)
		if !ok {
			return
		}
		p := document.Port{Container: fmt.Sprint(n), At: trailOf(marks).at(c.at)}
		if host, _ := c.member(entry, "hostPort"); c.published {
			if h, ok := number(host); ok && h > 0 {
				p.Published = fmt.Sprint(h)
			}
		}
		out = append(out, p)
	})
	return out
}

// number is the value of a known whole number.
func number(v cty.Value) (int64, bool) {
	v, _ = v.Unmark()
	v, err := convert.Convert(v, cty.Number)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return 0, false
	}
	n, _ := v.AsBigFloat().Int64()
	return n, true
}

func (c *container) environment(w *document.Workload, v cty.Value) {
	doubt := c.each(v, "environment", func(entry cty.Value, inherited cty.ValueMarks) {
		name, _ := c.member(entry, "name")
		key, ok := textOf(name)
		if !ok || key == "" {
			return
		}
		value, own := c.member(entry, "value")
		w.Env = append(w.Env, c.variable(key, value, own, inherited))
	})
	if doubt != "" {
		w.OpenBecause = doubt
	}
}

// variable is one entry of environment. The platform takes text alone there. What
// no variable of Terraform decides needs the variable of the process itself.
func (c *container) variable(name string, v cty.Value, own, inherited cty.ValueMarks) document.Variable {
	t := trailOf(own)
	out := document.Variable{
		Name: name, Origin: document.OriginEnv, At: t.at(c.at), Chain: t.steps(),
		Secret: c.sensitive || t.secret || trailOf(inherited).secret,
	}
	switch s, ok := textOf(v); {
	case ok:
		out.State, out.Text = document.Known, document.NewText(s)
	case !v.IsKnown():
		out.State, out.Because, out.Needs = document.Unknown, t.because(), t.needs
		if out.Needs == nil {
			out.Needs = []string{name}
		}
	default:
		out.State, out.Because = document.Unknown, "its value is no text, which the platform refuses"
	}
	return out
}

func (c *container) secrets(w *document.Workload, v cty.Value) {
	doubt := c.each(v, "secrets", func(entry cty.Value, _ cty.ValueMarks) {
		name, marks := c.member(entry, "name")
		key, ok := textOf(name)
		if !ok || key == "" {
			return
		}
		_, from := c.member(entry, "valueFrom")
		t := trailOf(from)
		w.Env = append(w.Env, document.Variable{
			Name: key, State: document.Unknown, Origin: document.OriginSecretStore, Secret: true,
			Because: "the platform reads it from its secret store at start", Needs: []string{key},
			At: t.at(trailOf(marks).at(c.at)), Chain: t.steps(),
		})
	})
	if doubt != "" {
		w.OpenBecause = doubt
	}
}

// environmentFiles are in a bucket, so never here.
func (c *container) environmentFiles(w *document.Workload, v cty.Value) {
	doubt := c.each(v, "environmentFiles", func(entry cty.Value, _ cty.ValueMarks) {
		file, marks := c.member(entry, "value")
		name := cmp.Or(c.shown(file, marks), "environmentFiles")
		w.EnvFiles = append(w.EnvFiles, document.EnvFile{Path: name, State: "refused", Required: true, At: trailOf(marks).at(c.at)})
	})
	if doubt != "" {
		w.OpenBecause = doubt
	}
}
