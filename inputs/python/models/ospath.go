package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// pathText returns the path that a str or a path object names.
func pathText(v value.Value) (string, bool) {
	switch v := value.Underlying(v).(type) {
	case value.Str:
		return v.Text(), true
	case interface{ Fspath() (string, bool) }:
		return v.Fspath()
	}
	return "", false
}

func wantPath(t *value.Thread, v value.Value) (string, error) {
	p, ok := pathText(v)
	if !ok {
		return "", t.Raise("TypeError", "expected str, bytes or os.PathLike object, not "+orNone(v).Class().Name)
	}
	if err := t.Alloc(len(p)); err != nil {
		return "", err
	}
	return p, nil
}

// publicPath marks a trace as that of a path, which is no secret by the name that holds it.
func publicPath(tr *value.Trace) *value.Trace {
	if tr != nil && (tr.Secret || tr.Public) {
		return tr
	}
	out := value.Trace{}
	if tr != nil {
		out = *tr
	}
	out.Public = true
	return &out
}

func osPathModule(*value.Thread) value.Value { return osPathFunctions() }

var osPathFunctions = shared(func() *value.Module {
	m := value.NewModule("posixpath", "")
	constants(m, "sep", "/", "pathsep", ":", "curdir", ".", "pardir", "..", "extsep", ".", "devnull", "/dev/null", "defpath", "/bin:/usr/bin")
	m.Define("altsep", value.None())
	m.Func("join", variadic(osJoin))
	textFunc(m, "dirname", "p", func(p string) string { head, _ := splitPath(p); return head })
	textFunc(m, "basename", "p", func(p string) string { _, tail := splitPath(p); return tail })
	textFunc(m, "normpath", "path", normPath)
	textFunc(m, "normcase", "s", func(p string) string { return p })
	pairFunc(m, "split", splitPath)
	pairFunc(m, "splitext", splitExt)
	pairFunc(m, "splitdrive", func(p string) (string, string) { return "", p })
	m.Func("isabs", pathPredicate("isabs", func(p string) bool { return strings.HasPrefix(p, "/") }))
	m.Func("abspath", strict("abspath", "path", absPath))
	m.Func("realpath", strict("realpath", "filename, *, strict=", absPath))
	m.Func("relpath", strict("relpath", "path, start=", osRelPath))
	m.Func("expanduser", strict("expanduser", "path", expandUser))
	m.Func("expandvars", strict("expandvars", "path", expandVars))
	m.Func("commonprefix", strict("commonprefix", "m", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return common(t, a[0], tr, func(names []string) (string, error) { return commonPrefix(names), nil })
	}))
	m.Func("commonpath", strict("commonpath", "paths", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return common(t, a[0], tr, func(paths []string) (string, error) { return commonPath(t, paths) })
	}))
	osPathTests(m)
	forPaths(m, m.NS.Names()...)
	return m
})

// forPaths lets functions say nothing of a path that is bytes, or an object of the project with
// __fspath__; the functions themselves know texts and the paths of pathlib.
func forPaths(m *value.Module, names ...string) {
	for _, name := range names {
		b, _ := m.NS.Get(name)
		f, ok := b.V.(*value.Builtin)
		if !ok {
			continue
		}
		m.Func(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			for _, v := range c.Args {
				if because := otherPath(v); because != "" {
					return unknown(t, because, traceOf(c.Args)), nil
				}
			}
			return f.Fn(t, c)
		})
	}
}

// otherPath says why a path is not followed; "" where it is, or is none.
func otherPath(v value.Value) string {
	switch v := v.(type) {
	case value.Bytes:
		return "a path of bytes is not followed"
	case *value.Instance:
		if _, _, own := v.Kind.Lookup("__fspath__"); own {
			return "a path of a class of the project is not followed"
		}
	}
	return ""
}

func osPathTests(m *value.Module) {
	test := func(name string, f func(kind string) bool) {
		m.Func(name, strict(name, "path", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return pathTest(t, a[0], tr, f)
		}))
	}
	test("exists", func(kind string) bool { return kind != "" })
	test("lexists", func(kind string) bool { return kind != "" })
	test("isfile", func(kind string) bool { return kind == "file" })
	test("isdir", func(kind string) bool { return kind == "dir" })
	for _, name := range []string{"islink", "ismount", "getmtime", "getsize", "getctime", "getatime", "samefile"} {
		m.Func(name, unknownCall("the state of a file is not known"))
	}
}

// systemFolders are folders that every Linux has (Filesystem Hierarchy Standard 3.0).
var systemFolders = strings.Fields("/ /bin /dev /etc /proc /tmp /usr /usr/bin /var /var/lib /var/log /var/tmp")

// pathTest asks the host what is at a path. What cannot be known is an unknown bool.
func pathTest(t *value.Thread, v value.Value, tr *value.Trace, f func(kind string) bool) (value.Value, error) {
	p, err := wantPath(t, v)
	if err != nil {
		return nil, err
	}
	p, u := absolute(t, p, tr)
	if u != nil {
		return typed(u, value.BoolClass), nil
	}
	p = normPath(p)
	kind, present := t.Host.Stat(p)
	present = onMachine(t, p, present)
	switch {
	case present == value.Yes:
		return value.NewBool(f(kind), tr), nil
	case present == value.No:
		return value.NewBool(false, tr), nil
	case slices.Contains(systemFolders, p):
		return value.NewBool(f("dir"), tr), nil
	case takenAbsent(t, p):
		return value.NewBool(false, tr.Under(withoutFile(t, p))), nil
	}
	return typed(unknown(t, "it cannot be known whether "+t.Host.Display(p)+" is there", tr), value.BoolClass), nil
}

func textFunc(m *value.Module, name, param string, f func(string) string) {
	m.Func(name, strict(name, param, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		p, err := wantPath(t, a[0])
		return value.NewStr(f(p), publicPath(tr)), err
	}))
}

func pairFunc(m *value.Module, name string, f func(string) (string, string)) {
	m.Func(name, strict(name, "p", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		p, err := wantPath(t, a[0])
		x, y := f(p)
		tr = publicPath(tr)
		return value.NewTuple([]value.Value{value.NewStr(x, tr), value.NewStr(y, tr)}, tr), err
	}))
}

func pathPredicate(name string, f func(string) bool) function {
	return strict(name, "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		p, err := wantPath(t, a[0])
		return value.NewBool(f(p), tr), err
	})
}

func osJoin(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if len(a) == 0 {
		return nil, t.Raise("TypeError", "join() missing 1 required positional argument: 'a'")
	}
	parts := make([]string, len(a))
	for i, v := range a {
		p, ok := pathText(v)
		if !ok {
			return nil, t.Raise("TypeError", "join() argument must be str, bytes, or os.PathLike object, not '"+v.Class().Name+"'")
		}
		parts[i] = p
	}
	out := joinPath(parts[0], parts[1:]...)
	if err := t.Alloc(len(out)); err != nil {
		return nil, err
	}
	joined := value.NewStr(out, publicPath(tr))
	if of := joinedUnipath(a, parts); of != nil {
		return unipathOf(t, of, joined), nil
	}
	return joined, nil
}

func absPath(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	p, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	p, u := absolute(t, p, tr)
	if u != nil {
		return typed(u, value.StrClass), nil
	}
	return value.NewStr(normPath(p), publicPath(tr)), nil
}

func osRelPath(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	p, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	start := "."
	if !isNone(a[1]) {
		if start, err = wantPath(t, a[1]); err != nil {
			return nil, err
		}
	}
	if strings.HasPrefix(p, "/") != strings.HasPrefix(start, "/") || !strings.HasPrefix(p, "/") {
		var u *value.Unknown
		if p, u = absolute(t, p, tr); u == nil {
			start, u = absolute(t, start, tr)
		}
		if u != nil {
			return typed(u, value.StrClass), nil
		}
	}
	return value.NewStr(relPath(normPath(p), normPath(start)), publicPath(tr)), nil
}

func expandUser(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	p, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(p, "~") {
		return typed(unknown(t, "the home directory is not known", tr), value.StrClass), nil
	}
	return value.NewStr(p, publicPath(tr)), nil
}

// expandVars replaces $NAME and ${NAME}; what is not set stays as written.
func expandVars(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	p, err := wantPath(t, a[0])
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	for p != "" {
		i := strings.IndexByte(p, '$')
		if i < 0 {
			break
		}
		out.WriteString(p[:i])
		name, rest := variableName(p[i+1:])
		if name == "" {
			out.WriteByte('$')
			p = p[i+1:]
			continue
		}
		v, absent := lookEnviron(t, name)
		switch v := v.(type) {
		case nil:
			tr = tr.Under(absent)
			out.WriteString(p[i : len(p)-len(rest)])
		case value.Str:
			tr = value.Merge(tr, v.Trace())
			out.WriteString(v.Text())
		case *value.Unknown:
			return typed(v, value.StrClass), nil
		}
		p = rest
	}
	return value.NewStr(out.String()+p, tr), nil
}

// lookEnviron asks os.environ for a variable; absent is what it rests on that there is none.
// Another mapping that the program has put in its place is asked where it is a dict, and not
// followed else.
func lookEnviron(t *value.Thread, name string) (v value.Value, absent *value.Trace) {
	switch own := attribute(t, "os", "environ").(type) {
	case *value.Dict:
		v, found := own.GetStr(name)
		switch u := own.More(); {
		case found:
			if _, isText := value.Underlying(v).(value.Str); !isText {
				return unknown(t, "what os.environ holds is no text", v.Trace()), nil
			}
			return value.Underlying(v), nil
		case u != nil:
			return spread(u), nil
		}
		return nil, own.Trace()
	case *value.Environ:
		v, absent = t.Environ.Lookup(t, name)
		t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: true})
		return v, absent
	}
	return unknown(t, "another os.environ is not followed"), nil
}

// variableName splits the name of "$NAME" or "${NAME}" from what follows it.
func variableName(s string) (name, rest string) {
	if strings.HasPrefix(s, "{") {
		if end := strings.IndexByte(s, '}'); end > 0 {
			return s[1:end], s[end+1:]
		}
		return "", s
	}
	i := 0
	for i < len(s) && (s[i] == '_' || s[i] >= '0' && s[i] <= '9' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z') {
		i++
	}
	return s[:i], s[i:]
}

func common(t *value.Thread, v value.Value, tr *value.Trace, f func([]string) (string, error)) (value.Value, error) {
	items, err := value.Items(t, v)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, item := range items {
		if u, ok := value.IsUnknown(item); ok {
			return typed(u, value.StrClass), nil
		}
		if _, bytes := item.(value.Bytes); bytes {
			return unknown(t, "paths of bytes are not followed"), nil
		}
		p, err := wantPath(t, item)
		if err != nil {
			return nil, err
		}
		paths = append(paths, p)
		tr = value.Merge(tr, item.Trace())
	}
	out, err := f(paths)
	return value.NewStr(out, publicPath(tr)), err
}

func commonPath(t *value.Thread, paths []string) (string, error) {
	if len(paths) == 0 {
		return "", t.Raise("ValueError", "commonpath() arg is an empty sequence")
	}
	for _, p := range paths {
		if strings.HasPrefix(p, "/") != strings.HasPrefix(paths[0], "/") {
			return "", t.Raise("ValueError", "Can't mix absolute and relative paths")
		}
	}
	same := pathParts(paths[0])
	for _, p := range paths[1:] {
		parts := pathParts(p)
		n := 0
		for n < len(same) && n < len(parts) && same[n] == parts[n] {
			n++
		}
		same = same[:n]
	}
	out := strings.Join(same, "/")
	if strings.HasPrefix(paths[0], "/") {
		return "/" + out, nil
	}
	return out, nil
}
