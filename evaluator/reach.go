package evaluator

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// This file finds what of the bundle user policies refer to: compiling all of it
// takes a hundred times as long.

// addReached adds the modules of the bundle that those of the library refer to, and
// that these refer to in turn. The bundle has each package in the file of its name.
func (l *library) addReached(bundle fs.FS) error {
	var todo []*ast.Module
	for _, m := range l.modules {
		todo = append(todo, m)
	}
	for len(todo) > 0 {
		m := todo[0]
		todo = todo[1:]
		for _, ref := range references(m) {
			file, err := fileOf(bundle, ref)
			if err != nil {
				return err
			}
			if l.modules[file] != nil {
				continue
			}
			if l.modules[file], err = parseFile(bundle, file, false); err != nil {
				return err
			}
			todo = append(todo, l.modules[file])
		}
	}
	return nil
}

// errWhole is the error for a reference that may mean any package of the bundle.
var errWhole = errors.New("it refers to the bundle as a whole")

// references are those of a module below data.django.
func references(m *ast.Module) []ast.Ref {
	var refs []ast.Ref
	keep := func(ref ast.Ref) bool {
		if len(ref) > 1 && ref[0].Equal(ast.DefaultRootDocument) {
			if first, isText := ref[1].Value.(ast.String); !isText || first == "django" {
				refs = append(refs, ref)
			}
		}
		return false
	}
	for _, i := range m.Imports {
		if ref, is := i.Path.Value.(ast.Ref); is {
			keep(ref)
		}
	}
	ast.WalkRefs(m, keep)
	return refs
}

// fileOf is the file of the package that a reference leads into.
func fileOf(bundle fs.FS, ref ast.Ref) (string, error) {
	var parts []string
	for _, term := range ref[1:] {
		text, isText := term.Value.(ast.String)
		if !isText || strings.ContainsAny(string(text), "/\\") {
			break
		}
		parts = append(parts, string(text))
		if file := path.Join(parts...) + ".rego"; fs.ValidPath(file) {
			if _, err := fs.Stat(bundle, file); err == nil {
				return file, nil
			}
		}
	}
	return "", errWhole
}
