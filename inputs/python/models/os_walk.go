package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// Directories, as os.walk and os.scandir give them, in an order that is not known.

func fsDecode(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if b, ok := a[0].(value.Bytes); ok {
		decode, err := value.Attr(t, b, "decode")
		if err != nil {
			return nil, err
		}
		return call(t, decode, value.NewStr("utf-8", nil), value.NewStr("surrogateescape", nil))
	}
	p, err := wantPath(t, a[0])
	return value.NewStr(p, tr), err
}

// dirEntry is a name in a directory, and what it is: "file", "dir" or "" where
// that is not known.
type dirEntry struct{ name, path, kind string }

// entries lists a directory; not ok where it cannot be listed.
func entries(t *value.Thread, dir string) (out []dirEntry, ok bool) {
	folder, u := absolute(t, dir, nil)
	if u != nil {
		return nil, false
	}
	names, ok := t.Host.ReadDir(normPath(folder))
	if !ok || t.Burn(1+len(names)) != nil {
		return nil, false
	}
	for _, name := range names {
		e := dirEntry{name: name, path: joinPath(dir, name)}
		switch kind, present := t.Host.Stat(normPath(joinPath(folder, name))); present {
		case value.Yes:
			e.kind = kind
		case value.Maybe:
			return nil, false
		}
		out = append(out, e)
	}
	return out, true
}

func scanDir(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	dir, err := directory(t, a[0])
	if err != nil {
		return nil, err
	}
	list, ok := entries(t, dir)
	if !ok {
		return unknown(t, "the directory cannot be listed", tr), nil
	}
	class := value.NewClass("DirEntry", "posix")
	items := make([]value.Value, len(list))
	for i, e := range list {
		items[i] = newDirEntry(t, class, e, tr)
	}
	iterator := value.NewClass("ScandirIterator", "posix")
	self := t.NewInstance(iterator)
	self.NS.Set(t, "_entries", value.InAnyOrder(t, value.NewIterator(value.GeneratorClass, items, tr), true), t.At)
	method(iterator, "__iter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
	method(iterator, "__next__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("_entries")
		return callMethod(t, b.V, "__next__")
	})
	method(iterator, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
	iterator.Method("__exit__", inert)
	iterator.Method("close", inert)
	return self, nil
}

func newDirEntry(t *value.Thread, class *value.Class, e dirEntry, tr *value.Trace) value.Value {
	i := t.NewInstance(class)
	tr = publicPath(tr)
	i.NS.Set(t, "name", value.NewStr(e.name, tr), t.At)
	i.NS.Set(t, "path", value.NewStr(e.path, tr), t.At)
	for name, want := range map[string]string{"is_file": "file", "is_dir": "dir"} {
		i.NS.Set(t, name, value.NewBuiltin(name, strict(name, "*, follow_symlinks=", func(*value.Thread, args, *value.Trace) (value.Value, error) {
			return value.NewBool(e.kind == want, tr), nil
		})), t.At)
	}
	for _, name := range []string{"stat", "inode", "is_symlink", "is_junction"} {
		i.NS.Set(t, name, value.NewBuiltin(name, unknownCall("the state of a file is not known")), t.At)
	}
	return i
}

// walk is os.walk from the top down: what the program takes out of the list of
// folders is not walked.
func walk(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	top, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	down, err := isOn(t, a[1], true)
	if err != nil {
		return nil, err
	}
	if _, ok := entries(t, top); !ok || down != value.Yes {
		return unknown(t, "the files under a directory are not followed", tr), nil
	}
	tr = publicPath(tr)
	type pending struct {
		parent string
		dirs   *value.List
	}
	stack := []pending{{dirs: t.NewList(strs([]string{top}, tr), tr)}}
	return value.NewPuller(value.GeneratorClass, tr, func(t *value.Thread) (value.Value, bool, error) {
		for len(stack) > 0 {
			last := &stack[len(stack)-1]
			left := last.dirs.Elems()
			if len(left) == 0 {
				stack = stack[:len(stack)-1]
				continue
			}
			name, ok := text(left[0])
			dir := joinPath(last.parent, name)
			list, listed := entries(t, dir)
			if !ok || !listed {
				stack = nil
				u := unknown(t, "the files under a directory are not followed", tr)
				u.Many = true
				return u, true, nil
			}
			last.dirs = t.NewList(left[1:], tr)
			dirs, files := namesByKind(list)
			below := t.NewList(strs(dirs, tr), tr)
			value.InAnyOrder(t, below, true)
			stack = append(stack, pending{dir, below})
			row := []value.Value{value.NewStr(dir, tr), below, value.InAnyOrder(t, t.NewList(strs(files, tr), tr), true)}
			return value.NewTuple(row, tr), true, nil
		}
		return nil, false, nil
	}), nil
}

func namesByKind(list []dirEntry) (dirs, files []string) {
	for _, e := range list {
		if e.kind == "dir" {
			dirs = append(dirs, e.name)
		} else {
			files = append(files, e.name)
		}
	}
	return dirs, files
}
