package ci

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the pipelines of GitHub ("Workflow syntax for GitHub Actions")
// and GitLab ("CI/CD YAML syntax reference").

// github reads a workflow: env of the workflow, the job and the step, each over
// the one before. A workflow that is called from elsewhere is a doubt.
func (r *reader) github(src []byte) {
	root := r.parse(src)
	outer := settingsOf(get(root, "env"), nil)
	each(get(root, "jobs"), func(job *yaml.Node) {
		if uses := get(job, "uses"); uses != nil && !strings.HasPrefix(uses.Value, "./") {
			r.doubt("the workflow "+text(uses), "it is that of another repository", uses.Line)
		}
		inner := settingsOf(get(job, "env"), outer)
		for _, step := range items(get(job, "steps")) {
			if run := get(step, "run"); run != nil {
				r.steps(run.Value, run.Line, settingsOf(get(step, "env"), inner))
			}
			if uses := text(get(step, "uses")); strings.HasPrefix(uses, "docker/build-push-action") {
				r.pipeline(get(step, "uses").Line)
			}
		}
	})
}

// gitlab reads the scripts of jobs: variables at the top, then those of the job.
// What an include from elsewhere does is a doubt.
func (r *reader) gitlab(src []byte) {
	root := r.parse(src)
	for _, include := range append(items(get(root, "include")), get(root, "include")) {
		for _, key := range []string{"remote", "project", "template", "component"} {
			if from := get(include, key); from != nil && key != "template" {
				r.doubt("the include "+text(from), "it is not in the project", from.Line)
			}
		}
	}
	outer := settingsOf(get(root, "variables"), nil)
	scripts := func(n *yaml.Node, settings *string) {
		for _, key := range []string{"before_script", "script", "after_script"} {
			r.script(get(n, key), settings, 0, new(int))
		}
	}
	scripts(root, outer)
	each(root, func(job *yaml.Node) {
		if job.Kind == yaml.MappingNode {
			scripts(job, extended(root, job, outer, 0))
		}
	})
}

// extended is the settings module of a job: by its own variables, else by those of
// the jobs that it extends, the later on top.
func extended(root, job *yaml.Node, otherwise *string, depth int) *string {
	if depth > maxExtends {
		return otherwise
	}
	for _, name := range append(items(get(job, "extends")), get(job, "extends")) {
		if base := get(root, text(name)); base != nil && text(name) != "" {
			otherwise = extended(root, base, otherwise, depth+1)
		}
	}
	return settingsOf(get(job, "variables"), otherwise)
}

// maxExtends is how many jobs may extend each other (GitLab allows eleven).
const maxExtends = 11

// script reads a script: a text, or lists of them.
func (r *reader) script(n *yaml.Node, settings *string, depth int, seen *int) {
	*seen++
	if n == nil || depth > maxDepth || *seen > maxNodes {
		return
	}
	if n.Kind == yaml.ScalarNode {
		r.steps(n.Value, n.Line, settings)
	}
	for _, item := range items(n) {
		r.script(item, settings, depth+1, seen)
	}
}

func (r *reader) doubt(what, because string, line int) {
	r.out.Doubts = append(r.out.Doubts, document.Gap{What: what, Because: because, At: document.Location{File: r.file, Line: line}})
}

// settingsOf is the settings module that an environment names, or else that of the
// one around it; empty where it is computed.
func settingsOf(env *yaml.Node, otherwise *string) *string {
	n := get(env, "DJANGO_SETTINGS_MODULE")
	if n == nil {
		return otherwise
	}
	module := text(n)
	if strings.ContainsAny(module, "${") {
		module = ""
	}
	return &module
}

func plain(n *yaml.Node) *yaml.Node {
	for range maxDepth {
		if n == nil || n.Kind != yaml.AliasNode {
			return n
		}
		n = n.Alias
	}
	return nil
}

// get is the value of a key; of one that a mapping lacks, in what "<<" merges in.
func get(n *yaml.Node, key string) *yaml.Node {
	for range maxDepth {
		if n = plain(n); n == nil || n.Kind != yaml.MappingNode {
			return nil
		}
		var merged *yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			switch n.Content[i].Value {
			case key:
				return plain(n.Content[i+1])
			case "<<":
				merged = n.Content[i+1]
			}
		}
		n = merged
	}
	return nil
}

// each calls f for every value of a mapping.
func each(n *yaml.Node, f func(*yaml.Node)) {
	if n = plain(n); n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 1; i < len(n.Content); i += 2 {
		if v := plain(n.Content[i]); v != nil {
			f(v)
		}
	}
}

func items(n *yaml.Node) []*yaml.Node {
	if n = plain(n); n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	var out []*yaml.Node
	for _, item := range n.Content {
		out = append(out, plain(item))
	}
	return out
}

func text(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}
