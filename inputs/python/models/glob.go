package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func globModule(t *value.Thread) value.Value {
	m := value.NewModule("glob", "")
	find := func(make func(paths []value.Value, t *value.Thread, tr *value.Trace) value.Value) function {
		return strict("glob", "pathname, *, root_dir=, dir_fd=, recursive=, include_hidden=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			paths, tr, u, err := globCall(t, a, tr)
			if u != nil || err != nil {
				return unknownOrNil(u), err
			}
			return make(strs(paths, publicPath(tr)), t, tr), nil
		})
	}
	m.Func("glob", find(func(paths []value.Value, t *value.Thread, tr *value.Trace) value.Value {
		return value.InAnyOrder(t, t.NewList(paths, tr), true)
	}))
	m.Func("iglob", find(func(paths []value.Value, t *value.Thread, tr *value.Trace) value.Value {
		return value.InAnyOrder(t, value.NewIterator(value.GeneratorClass, paths, tr), true)
	}))
	m.Func("escape", strict("escape", "pathname", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "escape")
		return value.NewStr(strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(s), tr), err
	}))
	m.Func("has_magic", strict("has_magic", "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "has_magic")
		return value.NewBool(strings.ContainsAny(s, "*?["), tr), err
	}))
	return m
}

// globCall is glob.glob, and what its paths rest on.
func globCall(t *value.Thread, a args, tr *value.Trace) ([]string, *value.Trace, *value.Unknown, error) {
	pattern, err := wantPath(t, a[0])
	if err != nil {
		return nil, nil, nil, err
	}
	deep, err := isOn(t, a[3], false)
	if err != nil {
		return nil, nil, nil, err
	}
	hidden, err := isOn(t, a[4], false)
	if err != nil {
		return nil, nil, nil, err
	}
	if !isNone(a[1]) {
		return nil, nil, unknown(t, "glob with root_dir is not followed", tr), nil
	}
	folder := ""
	if !strings.HasPrefix(pattern, "/") {
		var u *value.Unknown
		if folder, u = absolute(t, "", tr); u != nil {
			return nil, nil, u, nil
		}
	}
	if deep != value.Yes {
		pattern = strings.ReplaceAll(pattern, "**", "*")
	} else if strings.HasSuffix(pattern, "**") || strings.HasSuffix(pattern, "**/") {
		return nil, nil, unknown(t, "the folders under a directory are not followed", tr), nil
	}
	paths, ok := globPaths(t, folder+pattern, hidden == value.Yes)
	if ok && strings.HasSuffix(pattern, "/") {
		paths, ok = onlyFolders(t, paths)
	}
	switch {
	case !ok && t.Globals != nil && isOverride(pattern):
		absent := withoutFile(t, normPath(folder+pattern))
		t.Globals.Assume(t, absent)
		return nil, absent.Under(tr), nil, nil
	case !ok:
		return nil, nil, unknown(t, "the directory cannot be listed", tr), nil
	}
	for i, p := range paths {
		paths[i] = strings.TrimPrefix(p, folder)
	}
	return paths, tr, nil, nil
}

// onlyFolders are the paths of folders, each with a slash at its end; false where it is
// not known which are.
func onlyFolders(t *value.Thread, paths []string) ([]string, bool) {
	var out []string
	for _, p := range paths {
		switch kind, present := t.Host.Stat(p); {
		case present == value.Maybe:
			return nil, false
		case present == value.Yes && kind == "dir":
			out = append(out, strings.TrimSuffix(p, "/")+"/")
		}
	}
	return out, true
}

// isOverride tells whether a pattern is that of settings which a machine may have
// on top of those here: where its folder cannot be listed, it has none.
func isOverride(pattern string) bool { return isModule(pattern) || strings.HasSuffix(pattern, ".conf") }

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
	return slices.Compact(found), true
}

// maxGlobDirs bounds the directories that "**" stands for.
const maxGlobDirs = 5000

// globDeep are a directory and all below it.
func globDeep(t *value.Thread, dir string, hidden bool) ([]string, bool) {
	out := []string{dir}
	for i := 0; i < len(out); i++ {
		names, ok := t.Host.ReadDir(out[i])
		if !ok || t.Burn(1+len(names)) != nil || len(out) > maxGlobDirs {
			return nil, false
		}
		for _, name := range names {
			if !hidden && strings.HasPrefix(name, ".") {
				continue
			}
			p := joinPath(out[i], name)
			switch kind, present := t.Host.Stat(p); {
			case present == value.Maybe:
				return nil, false
			case present == value.Yes && kind == "dir":
				out = append(out, p)
			}
		}
	}
	return out, true
}

// globPart lists what one part of a pattern matches in a directory.
func globPart(t *value.Thread, dir, part string, last, hidden bool) ([]string, bool) {
	if part == "**" {
		return globDeep(t, dir, hidden)
	}
	if kind, present := t.Host.Stat(dir); present == value.Yes && kind != "dir" {
		return nil, true
	}
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
		if fnMatch(name, part) {
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
