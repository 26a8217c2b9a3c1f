package kubernetes

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds what another program would have to make manifests of.

// Unbuilt describes a deployment that is in no file as it will be applied.
type Unbuilt struct {
	What, Because string
	// Edge: what it makes holds a way in, such as an Ingress, or may.
	Edge bool
	At   document.Location
}

// maxUnbuilt bounds how many are listed.
const maxUnbuilt = 100

var (
	runsPods = pattern.New(`(?m)(?:^|[\s"'{,])kind["']?\s*:\s*["']?(?:Deployment|StatefulSet|DaemonSet|CronJob|Job|Pod|Rollout|DeploymentConfig|ClowdApp)\b`)
	letsIn   = pattern.New(`(?m)(?:^|[\s"'{,])kind["']?\s*:\s*["']?(?:Ingress|IngressRoute|HTTPRoute|Gateway|VirtualService|Route)\b`)
	// A Template of OpenShift holds objects with ${PARAMETERS} ("Using templates").
	openShift = pattern.New(`(?m)(?:^|[\s"'{,])kind["']?\s*:\s*["']?Template\b`)
	// ytt writes its code into comments, "key: #@ value", which YAML takes for nothing.
	ytt = pattern.New(`(?m)(?:^|\s)#@`)
)

// FindUnbuilt lists the Helm charts, templates, and programs of Jsonnet and ytt among
// files that run containers, and the kustomizations that build on what is elsewhere.
func FindUnbuilt(fsys fs.FS, files []string) []Unbuilt {
	var out []Unbuilt
	charts := Templates(files)
	for _, dir := range charts {
		if slices.ContainsFunc(charts, func(other string) bool { return below(dir, path.Join(other, "charts")) }) {
			continue // it is part of another
		}
		templates := slices.DeleteFunc(slices.Clone(files), func(file string) bool { return !below(file, path.Join(dir, "templates")) })
		if u, ok := unbuilt(fsys, "Helm chart", "what it runs, Helm would have to fill in", path.Join(dir, "Chart.yaml"), templates); ok {
			out = append(out, u)
		}
	}
	for _, file := range files {
		if len(out) >= maxUnbuilt || inChart(file, charts) {
			continue
		}
		if isKustomization(file) {
			out = append(out, remote(fsys, file)...)
			continue
		}
		if what := unbuiltKind(fsys, file); what != "" {
			if u, ok := unbuilt(fsys, what, "what it runs, another program would have to make of it", file, []string{file}); ok {
				out = append(out, u)
			}
		}
	}
	return out
}

func below(file, dir string) bool { return strings.HasPrefix(file, dir+"/") }

// inChart tells whether a file is for Helm alone.
func inChart(file string, charts []string) bool {
	return slices.ContainsFunc(charts, func(dir string) bool {
		return below(file, dir) || below(file, path.Join(dir, "templates")) || below(file, path.Join(dir, "charts"))
	})
}

// unbuilt describes what some files run; false where that is nothing.
func unbuilt(fsys fs.FS, what, because, main string, files []string) (Unbuilt, bool) {
	runs := false
	u := Unbuilt{What: what, Because: because, At: document.Location{File: main, Line: 1, Column: 1}}
	for _, file := range files {
		if src, err := tree.ReadRegular(fsys, file, maxFile); err == nil {
			runs, u.Edge = runs || runsPods.Match(src), u.Edge || letsIn.Match(src)
		}
	}
	return u, runs
}

// unbuiltKind tells what a file is a program or template of; "" for none.
func unbuiltKind(fsys fs.FS, file string) string {
	base := path.Base(file)
	switch ext := path.Ext(base); ext {
	case ".jsonnet", ".libsonnet":
		return "Jsonnet"
	case ".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template", ".erb", ".gotmpl":
		if inner := path.Ext(strings.TrimSuffix(base, ext)); inner == ".yaml" || inner == ".yml" {
			return "template"
		}
	case ".yaml", ".yml":
		src, err := tree.ReadRegular(fsys, file, maxFile)
		switch {
		case err != nil:
		case isYtt(src):
			return "template of ytt"
		case isOpenShift(src):
			return "template of OpenShift"
		}
	}
	return ""
}

// isOpenShift matches lines that have the word alone: most YAML files are large, and of
// other programs.
func isOpenShift(src []byte) bool {
	if !bytes.Contains(src, []byte("objects")) {
		return false
	}
	for line := range bytes.Lines(src) {
		if bytes.Contains(line, []byte("Template")) && openShift.Match(line) {
			return true
		}
	}
	return false
}

func isYtt(src []byte) bool { return bytes.Contains(src, []byte("#@")) && ytt.Match(src) }

// remote lists what a kustomization builds on that is not in the project.
func remote(fsys fs.FS, file string) []Unbuilt {
	src, err := tree.ReadRegular(fsys, file, maxFile)
	var root yaml.Node
	if err != nil || yaml.Unmarshal(src, &root) != nil || len(root.Content) == 0 {
		return nil
	}
	var out []Unbuilt
	for _, key := range builtOn {
		for _, n := range items(get(root.Content[0], key)) {
			if name := textOf(n); isRemote(name) {
				out = append(out, Unbuilt{What: "kustomization", Because: "it builds on what is not in the project", Edge: true, At: placeOf(file, plain(n))})
			}
		}
	}
	return out
}

// builtOn are the keys of a kustomization that name what it builds on.
var builtOn = []string{"resources", "bases", "components"}

// isRemote tells a URL or a repository (github.com/owner/name//path?ref=v1) from a path.
func isRemote(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return strings.Contains(name, "://") || strings.HasPrefix(name, "git@") || strings.Contains(name, "?ref=") || first == "github.com" || first == "gitlab.com" || first == "bitbucket.org"
}
