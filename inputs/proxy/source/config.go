package source

import (
	"path"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// Config is what one proxy does, as its reader says it.
type Config struct {
	Sites       []document.Site
	Gaps        []document.Gap // what could not be read or followed
	Diagnostics []document.Diagnostic
	// Read is false where not even the main file could be read.
	Read bool
}

// Files are those of the machine or container that a proxy runs in.
type Files interface {
	// Read returns the text of a file and the path under which it is reported. State
	// is Known, Unset (it is certainly not there) or Unknown.
	Read(name string) (text []byte, shown string, state document.State)
	// Glob lists the files that match a pattern, in order. complete is false where
	// there may be others.
	Glob(pattern string) (names []string, complete bool)
}

// forSeconds is the part of Cache-Control that says how long (RFC 9111, section 5.2.2.1).
var forSeconds = pattern.New(`(?i)(?:^|[\s,])max-age\s*=\s*"?([0-9]{1,9})`)

// MaxAge reads the seconds of a Cache-Control header; nil where it has none.
func MaxAge(text string, at document.Location) *document.Node {
	if m := forSeconds.FindStringSubmatch(text); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		return document.Told(n, at)
	}
	return nil
}

// Folder is the folder that a route serves, a path of the proxy's machine: its root,
// and below it the path where that is no alias. It is empty where it is not known.
func Folder(r document.Route) string {
	switch {
	case !path.IsAbs(r.Root) || strings.ContainsAny(r.Root, "${"):
		return ""
	case r.Alias && r.Match == "regex":
		return ""
	case r.Alias || r.Match != "prefix" && r.Match != "exact":
		return path.Clean(r.Root)
	}
	return path.Join(r.Root, r.Path)
}
