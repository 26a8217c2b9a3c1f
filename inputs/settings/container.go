package settings

import (
	"maps"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// This file is about files that lie in the place of others: what an image copies and
// a service mounts over the project.

// The codes of notes on what a container has in the place of a file of the project
// that the settings ask for: another one of it, or one that is not here.
const (
	CodeInPlace   = "file-in-place"
	CodeElsewhere = "file-elsewhere"
)

// inPlace notes the files of the container that are not the project's of that name.
func inPlace(asks map[string]container.Found, files []string) []document.Diagnostic {
	var out []document.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(asks)) {
		found, note := asks[name], document.Diagnostic{Severity: "note", At: asks[name].At}
		switch {
		case found.At.IsZero():
		case found.Told == container.Elsewhere && path.Ext(name) != "" && !path.IsAbs(name):
			note.Code, note.Message = CodeElsewhere, "the container has a "+name+" that is not here"
		case found.Told == container.Project && slices.Contains(files, found.Source):
			note.Code, note.Message = CodeInPlace, "the container has "+found.Source+" as "+name
		}
		if note.Code != "" {
			out = append(out, note)
		}
	}
	return out
}

// settle turns what was read in texts of manifests into places of the manifests, which
// are files of the deployment: such a text is none of the project's, nor an env file.
func (o *Output) settle(files *container.Files) {
	files.Settle(&o.Settings, &o.Source, &o.Diagnostics, &o.Secrets.places)
	o.Files = slices.DeleteFunc(o.Files, func(file string) bool { return files.Inset(file) != nil })
	o.EnvFiles = slices.DeleteFunc(o.EnvFiles, func(e document.EnvFile) bool { return files.Inset(e.Path) != nil })
}

// hops adds to the ways of values the lines that put the files which they come from
// where the process finds them.
func hops(nodes map[string]*document.Node, asks map[string]container.Found) {
	lines := map[string]document.Step{}
	for name, found := range asks {
		if found.Told == container.Project && !found.At.IsZero() {
			lines[found.Source] = document.Step{Kind: document.StepContainer, At: found.At, Name: found.Source, Note: "is " + name + " in the container"}
		}
	}
	if len(lines) == 0 {
		return
	}
	for _, n := range nodes {
		if !n.Set {
			continue // a default, which all targets share
		}
		addHop(&n.Chain, lines)
		for at, p := range n.Parts {
			addHop(&p.Chain, lines)
			n.Parts[at] = p
		}
		for _, c := range n.Choices {
			if o := c.Node.Origin; o != document.OriginDjangoDefault && o != document.OriginPackageDefault {
				addHop(&c.Node.Chain, lines)
			}
		}
	}
}

// addHop adds the line that brings the last of the files on a way.
func addHop(chain *[]document.Step, lines map[string]document.Step) {
	for _, s := range slices.Backward(*chain) {
		file := s.At.File
		if s.Kind == document.StepFile {
			file = s.Name
		}
		if hop, ok := lines[file]; ok {
			*chain = append(slices.Clip(*chain), hop)
			return
		}
	}
}
