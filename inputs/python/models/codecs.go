package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// codecs: open and the marks of byte order; files of another encoding than UTF-8 and
// the registry of codecs are not followed.

func codecsModule(*value.Thread) value.Value {
	m := value.NewModule("codecs", "")
	m.Func("open", strict("open", "filename, mode=, encoding=, errors=, buffering=", codecsOpen))
	for name, mark := range map[string]string{
		"BOM_UTF8": "\xef\xbb\xbf", "BOM_LE": "\xff\xfe", "BOM_BE": "\xfe\xff", "BOM_UTF16": "\xff\xfe", "BOM_UTF16_LE": "\xff\xfe", "BOM_UTF16_BE": "\xfe\xff",
		"BOM_UTF32": "\xff\xfe\x00\x00", "BOM_UTF32_LE": "\xff\xfe\x00\x00", "BOM_UTF32_BE": "\x00\x00\xfe\xff",
	} {
		m.Define(name, value.NewBytes(mark, nil))
	}
	for _, name := range []string{"encode", "decode"} {
		m.Func(name, loose(name, "obj, encoding=, errors=", func(t *value.Thread, a args) (value.Value, error) {
			method, err := value.Attr(t, a[0], name)
			if err != nil {
				return unknown(t, "codecs are not followed", a[0].Trace()), nil
			}
			return call(t, method, given(a[1:])...)
		}))
	}
	m.Fallback = notFollowed("codecs")
	return m
}

// given are the arguments up to the first that was left out.
func given(a args) args {
	for i, v := range a {
		if v == nil {
			return a[:i]
		}
	}
	return a
}

// codecsOpen opens a file as open does, but for line ends, which stay as they are.
func codecsOpen(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	encoding, _ := text(a[2])
	switch strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(encoding)) {
	case "utf-8", "utf8", "u8":
	default:
		return unknown(t, "a file that is not opened as UTF-8 is not followed", tr), nil
	}
	file, err := openBuiltin(t, &value.Call{Args: given(args{a[0], a[1]}), At: t.At})
	if err != nil {
		return nil, err
	}
	if i, ok := file.(*value.Instance); ok {
		if b, _ := i.NS.Get("_all"); b.V != nil && lineEndsDiffer(t, a[0], b.V) {
			return unknown(t, "the line ends of a file are not followed", tr), nil
		}
	}
	return file, nil
}

// lineEndsDiffer tells whether reading as text has replaced line ends.
func lineEndsDiffer(t *value.Thread, path, content value.Value) bool {
	name, _ := pathText(path)
	s, ok := text(content)
	if !ok {
		return false
	}
	raw, u, err := readFile(t, name, nil)
	return u != nil || err != nil || len(raw) != len(s)
}
