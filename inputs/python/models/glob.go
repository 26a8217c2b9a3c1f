package models

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func globModule(t *value.Thread) value.Value {
	m := value.NewModule("glob", "")
	find := strict("glob", "pathname, *, root_dir=, recursive=, include_hidden=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		pattern, err := wantPath(t, a[0])
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(pattern, "/") || strings.Contains(pattern, "**") || a[1] != nil {
			return unknown(t, "the files under a directory are not followed", tr), nil
		}
		paths, ok := globPaths(t, pattern, false)
		if !ok {
			return unknown(t, "the directory cannot be listed", tr), nil
		}
		return t.NewList(strs(paths, publicPath(tr)), tr), nil
	})
	m.Func("glob", find)
	m.Func("iglob", find)
	return m
}

// pythonGlob turns "[!x]" of Python's patterns into "[^x]", and escapes the backslash.
func pythonGlob(p string) string {
	return strings.NewReplacer(`\`, `\\`, "[!", "[^").Replace(p)
}

// globPaths lists the paths that an absolute pattern matches, sorted; false
// where that is not known. hidden: "*" matches names that begin with a dot.
func globPaths(t *value.Thread, pattern string, hidden bool) ([]string, bool) {
	found := []string{"/"}
	parts := pathParts(pattern)
	for i, part := range parts {
		var next []string
		for _, dir := range found {
			paths, ok := globPart(t, dir, part, i == len(parts)-1, hidden)
			if !ok {
				return nil, false
			}
			next = append(next, paths...)
		}
		found = next
	}
	slices.Sort(found)
	return found, true
}

// globPart lists what one part of a pattern matches in a directory.
func globPart(t *value.Thread, dir, part string, last, hidden bool) ([]string, bool) {
	if !strings.ContainsAny(part, "*?[") {
		return globName(t, joinPath(dir, part), last)
	}
	names, ok := t.Host.ReadDir(dir)
	if !ok {
		return nil, false
	}
	var out []string
	for _, name := range names {
		if t.Burn(1) != nil {
			return nil, false
		}
		if !hidden && strings.HasPrefix(name, ".") && !strings.HasPrefix(part, ".") {
			continue
		}
		if ok, err := path.Match(pythonGlob(part), name); ok && err == nil {
			out = append(out, joinPath(dir, name))
		}
	}
	return out, true
}

// globName follows a part without a wildcard. A directory above the project
// cannot be asked for; what is below it can.
func globName(t *value.Thread, p string, last bool) ([]string, bool) {
	switch _, present := t.Host.Stat(p); present {
	case value.Yes:
		return []string{p}, true
	case value.No:
		return nil, true
	}
	return []string{p}, !last
}
