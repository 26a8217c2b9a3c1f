package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func shlexModule(*value.Thread) value.Value {
	m := value.NewModule("shlex", "")
	m.Func("split", strict("split", "s, comments=, posix=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "split")
		if err != nil {
			return nil, err
		}
		comments, err := isOn(t, a[1], false)
		if err != nil {
			return nil, err
		}
		posix, err := isOn(t, a[2], true)
		if posix != value.Yes || err != nil {
			return unknown(t, "shlex without posix is not followed", tr), err
		}
		words, ok := shellWords(s, comments == value.Yes)
		if !ok {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "No closing quotation", tr)
		}
		return t.NewList(strs(words, tr), tr), t.Burn(1 + len(s)/16)
	}))
	m.Func("quote", strict("quote", "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "quote")
		return value.NewStr(shellQuote(s), tr), err
	}))
	m.Func("join", strict("join", "split_command", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		items, u, err := certain(t, a[0])
		if u != nil || err != nil {
			return u, err
		}
		return known(t, items, func(items args) (value.Value, error) {
			out := make([]string, len(items))
			for i, v := range items {
				s, err := wantText(t, v, "quote")
				if err != nil {
					return nil, err
				}
				out[i] = shellQuote(s)
			}
			return value.NewStr(strings.Join(out, " "), value.Merge(tr, traceOf(items))), nil
		})
	}))
	m.Fallback = notFollowed("shlex")
	return m
}

// shellWords splits as shlex.split does; false where a quote or an escape is open.
func shellWords(s string, comments bool) ([]string, bool) {
	var out []string
	var word strings.Builder
	begun := false
	flush := func() {
		if begun {
			out = append(out, word.String())
		}
		word.Reset()
		begun = false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			flush()
		case comments && c == '#':
			end := strings.IndexByte(s[i:], '\n')
			flush()
			if end < 0 {
				return out, true
			}
			i += end
		case c == '\\':
			if i++; i == len(s) {
				return nil, false
			}
			begun = true
			word.WriteByte(s[i])
		case c == '\'':
			end := strings.IndexByte(s[i+1:], '\'')
			if end < 0 {
				return nil, false
			}
			begun = true
			word.WriteString(s[i+1 : i+1+end])
			i += end + 1
		case c == '"':
			end, ok := doubleQuoted(s, i+1, &word)
			if !ok {
				return nil, false
			}
			begun = true
			i = end
		default:
			begun = true
			word.WriteByte(c)
		}
	}
	flush()
	return out, true
}

// doubleQuoted reads to the closing quote, of which it gives the place.
func doubleQuoted(s string, i int, word *strings.Builder) (end int, ok bool) {
	for ; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return i, true
		case s[i] == '\\' && i+1 < len(s):
			if i++; s[i] != '"' && s[i] != '\\' {
				word.WriteByte('\\')
			}
		case s[i] == '\\':
			return 0, false
		}
		word.WriteByte(s[i])
	}
	return 0, false
}

func shellQuote(s string) string {
	if s != "" && strings.Trim(s, alnum+"_@%+=:,./-") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'"
}

func htmlModule(*value.Thread) value.Value {
	m := value.NewModule("html", "")
	m.Func("escape", strict("escape", "s, quote=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "escape")
		if err != nil {
			return nil, err
		}
		quote, err := isOn(t, a[1], true)
		out := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
		if quote == value.Yes {
			out = strings.NewReplacer(`"`, "&quot;", "'", "&#x27;").Replace(out)
		}
		return value.NewStr(out, tr), err
	}))
	m.Func("unescape", strict("unescape", "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "unescape")
		if strings.Contains(s, "&") {
			return typed(unknown(t, "html.unescape is not followed", tr), value.StrClass), err
		}
		return value.NewStr(s, tr), err
	}))
	m.Fallback = notFollowed("html")
	return m
}

func fnmatchModule(*value.Thread) value.Value {
	m := value.NewModule("fnmatch", "")
	for _, name := range []string{"fnmatch", "fnmatchcase"} {
		m.Func(name, strict(name, "name, pat", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			s, err := wantText(t, a[0], name)
			if err != nil {
				return nil, err
			}
			pat, err := wantText(t, a[1], name)
			if err != nil {
				return nil, err
			}
			return value.NewBool(fnMatch(s, pat), tr), nil
		}))
	}
	m.Func("filter", strict("filter", "names, pat", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		items, u, err := certain(t, a[0])
		if u != nil || err != nil {
			return u, err
		}
		pat, err := wantText(t, a[1], "filter")
		if err != nil {
			return nil, err
		}
		var out []value.Value
		for _, item := range items {
			s, isText := text(item)
			if !isText {
				return unknown(t, "a name that is no text is not followed", tr), nil
			}
			if fnMatch(s, pat) {
				out = append(out, item)
			}
		}
		return t.NewList(out, tr), nil
	}))
	m.Fallback = notFollowed("fnmatch")
	return m
}
