package settings

import (
	"maps"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// This file is about files that lie in the place of others: what an image copies and
// a service mounts over the project.

// Container tells what the container of a process has in the place of files of FS.
type Container interface {
	// Instead names what is there in the place of a path of FS: another one of it, or
	// "" for what is not here; at is the line that puts it there. False: the path itself.
	Instead(name string) (source string, at document.Location, other bool)
	// Source names what is at a path of the container; "" for what is not here.
	Source(path string) (source string, at document.Location, found bool)
}

// Replacement is what a container has in the place of a path of FS, or at a path
// of its own that FS does not have.
type Replacement struct {
	Name   string
	Source string // "" is not here
	At     document.Location
	Other  bool
}

// The codes of notes on what a container has in the place of a file of the project
// that the settings ask for: another one of it, or one that is not here.
const (
	CodeInPlace   = "file-in-place"
	CodeElsewhere = "file-elsewhere"
)

// inPlace notes the files of the container that are not the project's of that name.
func inPlace(asks map[string]Replacement, files []string) []document.Diagnostic {
	var out []document.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(asks)) {
		r, note := asks[name], document.Diagnostic{Severity: "note", At: asks[name].At}
		switch {
		case !r.Other:
		case r.Source == "" && path.Ext(name) != "":
			note.Code, note.Message = CodeElsewhere, "the container has a "+name+" that is not here"
		case slices.Contains(files, r.Source):
			note.Code, note.Message = CodeInPlace, "the container has "+r.Source+" as "+name
		}
		if note.Code != "" {
			out = append(out, note)
		}
	}
	return out
}

// hops adds to the ways of values the lines that put the files which they come from
// where the process finds them.
func hops(nodes map[string]*document.Node, asks map[string]Replacement) {
	lines := map[string]document.Step{}
	for _, r := range asks {
		if r.Other && r.Source != "" {
			lines[r.Source] = document.Step{Kind: document.StepContainer, At: r.At, Name: r.Source, Note: "is " + r.Name + " in the container"}
		}
	}
	if len(lines) == 0 {
		return
	}
	for _, n := range nodes {
		addHop(&n.Chain, lines)
		for at, p := range n.Parts {
			addHop(&p.Chain, lines)
			n.Parts[at] = p
		}
		for _, c := range n.Choices {
			addHop(&c.Node.Chain, lines)
		}
	}
}

// addHop adds the line that brings the last of the files on a way. Nodes of defaults
// are shared, and have no such file: they are not written.
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
