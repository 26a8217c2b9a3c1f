package targets

import (
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file reads the images that GitHub workflows build by docker/build-push-action
// (its README, "inputs": context, file, target, tags).

// maxWorkflow bounds a workflow file, in bytes.
const maxWorkflow = 256 << 10

type workflow struct {
	Env  map[string]string `yaml:"env"`
	Jobs map[string]struct {
		Env   map[string]string `yaml:"env"`
		Steps []workflowStep    `yaml:"steps"`
	} `yaml:"jobs"`
}

type workflowStep struct {
	ID   string    `yaml:"id"`
	Uses string    `yaml:"uses"`
	With yaml.Node `yaml:"with"`
}

// inputs are the texts that a step gives its action.
func (s workflowStep) inputs() map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(s.With.Content); i += 2 {
		if v := s.With.Content[i+1]; v.Kind == yaml.ScalarNode {
			out[s.With.Content[i].Value] = v.Value
		}
	}
	return out
}

func isWorkflow(file string) bool {
	return strings.HasPrefix(file, ".github/workflows/")
}

// workflowBuilds reads the builds of a workflow.
func (f *finder) workflowBuilds(file string) {
	src, err := fs.ReadFile(f.fsys, file)
	if err != nil || len(src) > maxWorkflow || !strings.Contains(string(src), "docker/build-push-action") {
		return
	}
	var w workflow
	if yaml.Unmarshal(src, &w) != nil {
		return
	}
	for _, job := range w.Jobs {
		values, checkedOut := map[string]string{}, ""
		for _, env := range []map[string]string{w.Env, job.Env} {
			for name, text := range env {
				values["env."+name] = text
			}
		}
		for _, step := range job.Steps {
			action, _, _ := strings.Cut(step.Uses, "@")
			in := step.inputs()
			switch action {
			case "actions/checkout":
				if in["repository"] == "" || in["repository"] == "${{ github.repository }}" {
					checkedOut = filled(in["path"], values)
				}
			case "docker/metadata-action":
				values["steps."+step.ID+".outputs.tags"] = filled(in["images"], values)
			case "docker/build-push-action":
				f.workflowBuild(document.Location{File: file, Line: step.With.Line, Column: step.With.Column}, in, values, checkedOut)
			}
		}
	}
}

// workflowBuild notes what a step builds, in a workspace whose folder checkedOut holds the
// project ("" for the workspace itself).
func (f *finder) workflowBuild(at document.Location, in, values map[string]string, checkedOut string) {
	inProject := func(name string) string { return path.Clean(within(path.Clean(filled(in[name], values)), checkedOut)) }
	b := &document.Build{Context: inProject("context"), Target: filled(in["target"], values), At: at}
	if !fs.ValidPath(b.Context) {
		b.Context = "."
	}
	if in["file"] != "" {
		b.Dockerfile = inProject("file")
	}
	for _, tag := range strings.FieldsFunc(filled(in["tags"], values), func(c rune) bool { return c == ',' || c == '\n' || c == ' ' }) {
		f.buildList = append(f.buildList, builtAs(tag, b))
	}
}

// within is a path below a folder, as seen from it; another path stays.
func within(file, folder string) string {
	if folder == "" {
		return file
	}
	if folder = path.Clean(folder); file == folder {
		return "."
	}
	return strings.TrimPrefix(file, folder+"/")
}

var expression = pattern.New(`\$\{\{\s*([\w.-]+)\s*\}\}`)

// filled replaces the expressions of a workflow that are known; others become
// "$", with which no name of an image is compared.
func filled(text string, values map[string]string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		if v, ok := values[expression.FindStringSubmatch(e)[1]]; ok {
			return v
		}
		return "$"
	})
}
