package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/dockerrun"
	"github.com/djgate/djgate/inputs/document"
)

// This file takes in the containers that scripts and Makefiles start by docker run.

// commands makes a deployment of what each script, and each rule of a Makefile,
// starts, where a container of it is the project's own and stays.
func (f *finder) commands() []deployment {
	var out []deployment
	for _, file := range f.plan.files {
		if !dockerrun.IsScript(file) || template(file) {
			continue
		}
		groups, diags := dockerrun.Read(f.fsys, file)
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		for _, g := range groups {
			g.Workloads = slices.DeleteFunc(g.Workloads, func(w *document.Workload) bool { return !f.stays(w) })
			if slices.ContainsFunc(g.Workloads, func(w *document.Workload) bool { return program(w.Image) == "" }) {
				out = append(out, commanded(file, g))
			}
		}
	}
	return out
}

// stays tells whether a container is one of a deployment: another program's, or of
// an image that a build here makes, or that has the project's name and can only be
// of its one Dockerfile. A command that ends, such as migrate, deploys nothing.
func (f *finder) stays(w *document.Workload) bool {
	if program(w.Image) != "" {
		return true
	}
	c := f.candidate(w)
	if c.project == nil {
		return false
	}
	if c.image == nil {
		img := f.fitting(w, c.project)
		if img == nil || img.guessed || !f.isNamedAfter(c) {
			return false
		}
		w.Build = f.buildOf(img.file)
		c = f.candidate(w)
	}
	return c.image != nil && c.image.copiesProject && (c.p.Manage == "" || c.p.HTTP)
}

// isNamedAfter tells whether an image has the name of the project's package or folder.
func (f *finder) isNamedAfter(c *candidate) bool {
	name := strings.Join(Words(imageName(c.w.Image)), "")
	own := []string{path.Base(c.project.Dir), path.Base(f.o.Root)}
	return namedAfter(c) || slices.ContainsFunc(own, func(o string) bool { return name != "" && name == strings.Join(Words(o), "") })
}

// aside tells whether what a target is read from lies aside. Commands are in scripts
// by their nature, and what deploys to a platform in workflows.
func (t *Target) aside() bool {
	if t.kind == "docker" {
		return aside(strings.ReplaceAll("/"+t.At.File, "/scripts/", "/"))
	}
	deploys := t.kind == "app-service" || t.kind == "cloud-run"
	return aside(t.At.File) && !(deploys && (isWorkflow(t.At.File) || path.Ext(t.At.File) == ".sh"))
}

// commanded is the deployment of a group. Its class is that of the first words that
// decide: of the rule, of the file, of a container's name or of an image's tag.
func commanded(file string, g dockerrun.Group) deployment {
	d := deployment{kind: "docker", files: []string{file}, workloads: g.Workloads, because: file + " starts its containers"}
	if g.Rule != "" {
		d.because = "make " + g.Rule + " starts its containers"
	}
	d.says(commandClass(g.Rule), "the rule "+g.Rule)
	d.says(commandClass(strings.TrimSuffix(path.Base(file), path.Ext(file))), file)
	class, word := folderClass(file)
	d.says(class, file)
	for _, w := range g.Workloads {
		if program(w.Image) == "" {
			d.says(commandClass(w.Name), "the container "+w.Name)
			d.says(wordClass(tagOf(w.Image)), "the image "+w.Image)
		}
	}
	if d.name = d.class; d.class == class {
		d.name = word
	}
	return d
}

// says decides the class of a deployment that has none, by the name of something.
func (d *deployment) says(class, name string) {
	if d.class == "" && class != "" {
		d.class, d.by = class, name
	}
}

// commandClass is the class that the name of a rule, a script or a container
// decides. Those words that say what the command does decide nothing.
func commandClass(name string) string {
	have := slices.DeleteFunc(Words(name), func(w string) bool {
		return slices.Contains([]string{"docker", "build", "static", "docs", "release", "stage"}, w)
	})
	if slices.ContainsFunc(have, func(w string) bool { return strings.HasPrefix(w, "smoke") }) {
		return Test
	}
	return wordClass(strings.Join(have, " "))
}
