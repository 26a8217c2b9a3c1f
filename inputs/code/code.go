// Package code looks through the modules of a project for lines that are wrong
// whatever the settings are: those that print secrets, those that believe the
// first address of X-Forwarded-For, and those that believe a header about the user.
//
// A module is parsed only where its text has the words for it.
package code

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/tree"
)

// Facts are what the modules of a project show.
type Facts struct {
	Disclosed []document.Disclosure
	Forwarded []document.Location
	// RemoteUsers are the classes that take the user from a header of the request.
	RemoteUsers []document.RemoteUser
	// Uploads are the first lines of the modules that keep files.
	Uploads []document.Location
}

// Bounds on hostile projects.
const (
	maxFiles = 5000
	maxFile  = 256 << 10 // bytes
	maxFacts = 200
)

// Read looks through those of the files that a server runs: no tests, migrations,
// commands and scripts.
func Read(fsys fs.FS, files []string) Facts {
	r := &reader{}
	read := 0
	for _, file := range files {
		if !served(file) {
			continue
		}
		if read++; read > maxFiles || len(r.out.Disclosed)+len(r.out.Forwarded) > maxFacts {
			break
		}
		if src, err := tree.ReadRegular(fsys, file, maxFile); err == nil {
			r.source(file, src)
		}
	}
	return r.out
}

// served tells whether a server may run a module.
func served(file string) bool {
	base, ok := strings.CutSuffix(path.Base(file), ".py")
	if !ok || strings.HasPrefix(base, "test") || strings.HasSuffix(base, "_test") || strings.HasSuffix(base, "_tests") ||
		isForDevelopers(file) || base == "conftest" || base == "manage" || base == "setup" || base == "fabfile" || base == "tasks" && !strings.Contains(file, "/") {
		return false
	}
	for dir := range strings.SplitSeq(path.Dir(file), "/") {
		switch dir {
		case "tests", "test", "testing", "migrations", "management", "scripts", "script", "bin", "tools", "docs", "doc", "examples", "example", "e2e", "ci", "contrib":
			return false
		}
	}
	return true
}

// isForDevelopers tells whether a module is one of settings for development:
// settings/dev.py, settings_local.py.
func isForDevelopers(file string) bool {
	base := strings.TrimSuffix(path.Base(file), ".py")
	if !strings.Contains(base, "settings") && path.Base(path.Dir(file)) != "settings" {
		return false
	}
	return slices.ContainsFunc(strings.Split(base, "_"), func(word string) bool {
		return word == "dev" || word == "development" || word == "local"
	})
}

type reader struct {
	file string
	tree *syntax.Module
	out  Facts
}

func (r *reader) source(file string, src []byte) {
	text := string(src)
	r.uploads(file, text)
	forwards, discloses, remote := speaksOfForwarded(text), speaksOfSecrets(text), speaksOfRemoteUser(text)
	if !forwards && !discloses && !remote {
		return
	}
	tree, err := syntax.Parse(file, src)
	if err != nil {
		return // Python would not run it
	}
	r.file, r.tree = file, tree
	if forwards {
		r.forwarded(tree.Body)
	}
	if discloses {
		r.disclosed(tree.Body)
	}
	if remote {
		r.remoteUsers(tree.Body)
	}
}

func (r *reader) at(n syntax.Node) document.Location {
	p := r.tree.File.Position(n.Range().Pos)
	return document.Location{File: r.file, Line: p.Line, Column: p.Column}
}

// dotted writes a name with its attributes: settings.SECRET_KEY; "" for all else.
func dotted(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		return e.ID
	case *syntax.Attribute:
		if base := dotted(e.Value); base != "" {
			return base + "." + e.Attr
		}
	}
	return ""
}

// text is that of a literal.
func text(e syntax.Expr) string {
	if c, ok := e.(*syntax.Constant); ok {
		s, _ := c.Value.(string)
		return s
	}
	return ""
}
