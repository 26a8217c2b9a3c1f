package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// method returns a method of the path, or nil.
func (p *pathValue) method(name string) function {
	if f := p.pure(name); f != nil {
		return f
	}
	if p.isPure() {
		return nil
	}
	switch name {
	case "exists", "is_file", "is_dir":
		return p.test(name)
	case "resolve":
		return strict(name, "strict=", p.resolve)
	case "absolute":
		return strict(name, "", p.absolute)
	case "expanduser":
		return strict(name, "", p.expandUser)
	case "read_text":
		return strict(name, "encoding=, errors=, newline=", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
			return readText(t, p.text, p.trace)
		})
	case "read_bytes":
		return strict(name, "", p.readBytes)
	case "open":
		return func(t *value.Thread, c *value.Call) (value.Value, error) { return openFile(t, p.str(p.text), c) }
	case "iterdir":
		return strict(name, "", p.iterDir)
	case "glob", "rglob":
		return strict(name, "pattern, *, case_sensitive=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return p.glob(t, a[0], name == "rglob")
		})
	case "mkdir", "touch", "unlink", "rmdir", "chmod", "lchmod", "symlink_to", "hardlink_to":
		return inert
	case "rename", "replace":
		return strict(name, "target", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return joinSegments(t, &pathValue{class: p.class, text: "."}, a, tr)
		})
	case "write_text", "write_bytes":
		return unknownOf("what is written to a file is not followed", value.IntClass)
	case "walk":
		return unknownCall("the files under a directory are not followed")
	case "stat", "lstat", "owner", "group", "samefile", "is_symlink", "is_mount", "is_junction", "readlink", "is_socket", "is_fifo", "is_block_device", "is_char_device":
		return unknownCall("the state of a file is not known")
	}
	return nil
}

// pure returns a method that looks at no file.
func (p *pathValue) pure(name string) function {
	switch name {
	case "__fspath__", "__str__", "as_posix":
		return strict(name, "", func(*value.Thread, args, *value.Trace) (value.Value, error) { return p.str(p.text), nil })
	case "as_uri":
		return strict(name, "", p.asURI)
	case "is_absolute":
		return strict(name, "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
			return value.NewBool(p.root() != "", p.trace), nil
		})
	case "joinpath":
		return variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) { return joinSegments(t, p, a, tr) })
	case "with_name":
		return strict(name, "name", p.withName)
	case "with_stem":
		return strict(name, "stem", p.withStem)
	case "with_suffix":
		return strict(name, "suffix", p.withSuffix)
	case "relative_to":
		return strict(name, "other, *, walk_up=", p.relativeTo)
	case "is_reserved":
		return strict(name, "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
			return value.NewBool(false, p.trace), nil
		})
	case "__truediv__":
		return strict(name, "other", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) { return joinSegments(t, p, a, tr) })
	case "is_relative_to":
		return strict(name, "other", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			other, err := wantPath(t, a[0])
			_, ok := p.under(other)
			return value.NewBool(ok, value.Merge(p.trace, tr)), err
		})
	case "match":
		return strict(name, "pattern", p.match)
	}
	return nil
}

// joinSegments joins what Path(...) and joinpath take.
func joinSegments(t *value.Thread, p *pathValue, a args, tr *value.Trace) (value.Value, error) {
	out := p.text
	if out == "." {
		out = ""
	}
	for _, v := range a {
		s, ok := pathText(v)
		if !ok {
			return nil, t.Raise("TypeError", "argument should be a str or an os.PathLike object where __fspath__ returns a str, not '"+v.Class().Name+"'")
		}
		out = joinPath(out, s)
	}
	if err := t.Alloc(len(out)); err != nil {
		return nil, err
	}
	return &pathValue{p.class, cleanPath(out), publicPath(value.Merge(p.trace, tr))}, nil
}

func (p *pathValue) test(name string) function {
	want := strings.TrimPrefix(name, "is_")
	return strict(name, "*, follow_symlinks=", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
		return pathTest(t, p, p.trace, func(kind string) bool { return kind != "" && (name == "exists" || kind == want) })
	})
}

// resolve normalises an absolute path; a project's links are not followed. strict
// raises where nothing is there, which is taken as there where it cannot be known.
func (p *pathValue) resolve(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
	full, u := absolute(t, p.text, p.trace)
	if u != nil {
		return typed(u, p.class), nil
	}
	there := value.No
	if len(a) > 0 {
		var err error
		if there, err = isOn(t, a[0], false); err != nil {
			return nil, err
		}
	}
	if there == value.Yes {
		if _, present := t.Host.Stat(normPath(full)); present == value.No {
			return nil, t.RaiseClass(value.Exceptions()["FileNotFoundError"], noSuchFile, p.trace)
		}
	}
	return p.with(normPath(full)), nil
}

// absolute puts the working directory in front; ".." stays.
func (p *pathValue) absolute(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
	full, u := absolute(t, p.text, p.trace)
	if u != nil {
		return typed(u, p.class), nil
	}
	return p.with(full), nil
}

func (p *pathValue) expandUser(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
	if strings.HasPrefix(p.text, "~") {
		return typed(unknown(t, "the home directory is not known", p.trace), p.class), nil
	}
	return p, nil
}

func (p *pathValue) readBytes(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
	content, u, err := readFile(t, p.text, p.trace)
	if u != nil || err != nil {
		return typedOrNil(u, value.BytesClass), err
	}
	return value.NewBytes(string(content), fileTrace(t, p.text, p.trace)), nil
}

func typedOrNil(u *value.Unknown, class *value.Class) value.Value {
	if u == nil {
		return nil
	}
	return typed(u, class)
}

func (p *pathValue) iterDir(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
	folder, u := absolute(t, p.text, p.trace)
	if u != nil {
		return u, nil
	}
	names, ok := t.Host.ReadDir(normPath(folder))
	if !ok {
		return unknown(t, "the directory cannot be listed", p.trace), nil
	}
	out := make([]value.Value, len(names))
	for i, n := range names {
		out[i] = p.with(joinPath(p.text, n))
	}
	return value.InAnyOrder(t, value.NewIterator(value.GeneratorClass, out, p.trace), true), nil
}

// glob gives what a pattern matches; the order is that of the names, where the
// file system's may differ.
func (p *pathValue) glob(t *value.Thread, pattern value.Value, deep bool) (value.Value, error) {
	pat, err := wantText(t, pattern, "glob")
	if err != nil {
		return nil, err
	}
	if deep {
		pat = joinPath("**", pat)
	}
	if pat == "" || strings.HasPrefix(pat, "/") {
		return nil, t.Raise("ValueError", "Unacceptable pattern: ...")
	}
	if p.root() == "" {
		return unknown(t, "the working directory is not known", p.trace), nil
	}
	if strings.HasSuffix(pat, "**") || strings.HasSuffix(pat, "/") {
		return unknown(t, "what the pattern matches depends on the version of Python", p.trace), nil
	}
	paths, ok := globPaths(t, joinPath(p.text, pat), true)
	if !ok {
		return unknown(t, "the directory cannot be listed", p.trace), nil
	}
	out := make([]value.Value, len(paths))
	for i, s := range paths {
		out[i] = p.with(s)
	}
	return value.InAnyOrder(t, value.NewIterator(value.GeneratorClass, out, p.trace), true), nil
}

func (p *pathValue) asURI(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
	if p.root() == "" {
		return nil, t.Raise("ValueError", "relative paths can't be expressed as file URIs")
	}
	return p.str("file://" + quoteURL(p.text, "/")), nil
}

func (p *pathValue) withName(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	name, err := wantText(t, a[0], "with_name")
	if err != nil {
		return nil, err
	}
	return p.rename(t, name, tr)
}

func (p *pathValue) rename(t *value.Thread, name string, tr *value.Trace) (value.Value, error) {
	if p.name() == "" {
		return nil, t.Raise("ValueError", "... has an empty name")
	}
	if name == "" || name == "." || strings.Contains(name, "/") {
		return nil, t.Raise("ValueError", "Invalid name ...")
	}
	out := p.with(joinPath(p.parent().text, name))
	out.trace = publicPath(value.Merge(p.trace, tr))
	return out, nil
}

func (p *pathValue) withStem(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	stem, err := wantText(t, a[0], "with_stem")
	if err != nil {
		return nil, err
	}
	_, suffix := p.splitName()
	return p.rename(t, stem+suffix, tr)
}

func (p *pathValue) withSuffix(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	suffix, err := wantText(t, a[0], "with_suffix")
	if err != nil {
		return nil, err
	}
	if strings.Contains(suffix, "/") || suffix != "" && !strings.HasPrefix(suffix, ".") || suffix == "." {
		return nil, t.Raise("ValueError", "Invalid suffix ...")
	}
	stem, _ := p.splitName()
	return p.rename(t, stem+suffix, tr)
}

// under returns the path below other, where other is one of its parents or itself.
func (p *pathValue) under(other string) (rest []string, ok bool) {
	base := (&pathValue{text: cleanPath(other)}).parts()
	own := p.parts()
	if len(base) > len(own) {
		return nil, false
	}
	for i, s := range base {
		if own[i] != s {
			return nil, false
		}
	}
	return own[len(base):], true
}

func (p *pathValue) relativeTo(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	other, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	rest, ok := p.under(other)
	up, err := isOn(t, a[1], false)
	if err != nil || up != value.No && (!ok || value.PythonSince(t, 12) != value.Yes) {
		return unknown(t, "relative_to(walk_up=True) is not followed", tr), err
	}
	if !ok {
		return nil, t.Raise("ValueError", "... is not in the subpath of ...")
	}
	out := p.with(strings.Join(rest, "/"))
	out.trace = publicPath(value.Merge(p.trace, tr))
	return out, nil
}

// match compares the last parts with a relative pattern, or all of them with an absolute one.
func (p *pathValue) match(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	text, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	pattern, own := (&pathValue{text: cleanPath(text)}).parts(), p.parts()
	if len(pattern) == 0 {
		return nil, t.Raise("ValueError", "empty pattern")
	}
	if len(pattern) > len(own) || strings.HasPrefix(text, "/") && len(pattern) != len(own) {
		return value.NewBool(false, value.Merge(p.trace, tr)), nil
	}
	for i, pat := range pattern {
		if !fnMatch(own[len(own)-len(pattern)+i], pat) {
			return value.NewBool(false, value.Merge(p.trace, tr)), nil
		}
	}
	return value.NewBool(true, value.Merge(p.trace, tr)), nil
}
