package targets

import (
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the images that steps of Google Cloud Build make, by docker or kaniko
// (cloud.google.com/build/docs/build-config-file-schema).

type cloudBuild struct {
	Steps []struct {
		Name string    `yaml:"name"`
		Dir  string    `yaml:"dir"`
		Args yaml.Node `yaml:"args"`
	} `yaml:"steps"`
	Substitutions map[string]string `yaml:"substitutions"`
}

// cloudBuilds reads the builds of a file of Cloud Build.
func (f *finder) cloudBuilds(file string) {
	src, err := fs.ReadFile(f.fsys, file)
	var c cloudBuild
	if err != nil || len(src) > maxWorkflow || yaml.Unmarshal(src, &c) != nil {
		return
	}
	for _, step := range c.Steps {
		var args []string
		if step.Args.Decode(&args) != nil || len(args) == 0 {
			continue
		}
		if name, _, _ := strings.Cut(path.Base(step.Name), ":"); name == "executor" {
			args = ofKaniko(args)
		} else if name != "docker" || args[0] != "build" {
			continue
		}
		line := givenTexts(c.Substitutions).fill("docker " + strings.Join(args, " "))
		b := f.scriptBuild(line, document.Location{File: file, Line: step.Args.Line, Column: step.Args.Column})
		if dir := path.Join(step.Dir, b.Context); step.Dir != "" && fs.ValidPath(dir) {
			b.Context = dir
		}
	}
}

// ofKaniko are the arguments of docker build that say what those of kaniko do.
func ofKaniko(args []string) []string {
	out, context := []string{"build"}, "."
	for _, a := range args {
		name, value, _ := strings.Cut(a, "=")
		switch name {
		case "--destination":
			out = append(out, "-t", value)
		case "--dockerfile":
			out = append(out, "-f", value)
		case "--context":
			context = strings.TrimPrefix(strings.TrimPrefix(value, "dir://"), "/workspace/")
		}
	}
	return append(out, context)
}
