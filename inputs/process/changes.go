package process

import (
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// This file tells what start scripts do to the files of a container.

// Change is a command on files: sources are copied to Dest, a path of the container, or
// that is written from what is not known.
type Change struct {
	Dest    string
	sources []string
	at      document.Location
	// certain: the command is run, and each of its words is known.
	certain bool
}

// Line is what is sure of a change: else Dest is perhaps another file than before.
func (c Change) Line() container.Line {
	if !c.certain {
		return container.Line{Dest: c.Dest, At: c.at}
	}
	return container.Line{Sources: c.sources, Dest: c.Dest, At: c.at}
}

// change reads cp, mv and ln, and sed that edits a file in its place.
func (f *Follower) change(c script.Command, argv []string) (Change, bool) {
	if len(argv) < 3 {
		return Change{}, false
	}
	out, name := Change{at: c.At, certain: c.Certain}, path.Base(argv[0])
	var names []string
	for i, word := range argv[1:] {
		if strings.HasPrefix(word, "-") {
			continue
		}
		if known := i+1 < len(c.Words) && c.Words[i+1].Known; !known || !path.IsAbs(word) {
			out.certain = false // the script may stand in any folder
		}
		names = append(names, f.absolute(word))
	}
	n := len(names) - 1
	switch {
	case n < 1 || strings.Contains(names[n], "$"):
		return Change{}, false
	case name == "cp" || name == "mv" || name == "ln":
		out.sources = names[:n]
	case name == "sed" && strings.HasPrefix(argv[1], "-i"):
		out.certain = false
	default:
		return Change{}, false
	}
	out.Dest = names[n]
	return out, true
}

// absolute is a path of the container, as seen from where its process starts.
func (f *Follower) absolute(name string) string {
	if path.IsAbs(name) || f.Image == nil && f.dir == "" {
		return name
	}
	if f.source != "" {
		return path.Join(f.dir, name)
	}
	joined := path.Join(f.dir, name)
	if f.Image != nil && !path.IsAbs(joined) {
		joined = path.Join("/", f.Image.Workdir, joined)
	}
	if strings.HasSuffix(name, "/") {
		joined += "/"
	}
	return joined
}
