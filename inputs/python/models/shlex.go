package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
	"github.com/djgate/djgate/inputs/shlex"
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
		words, ok := shlex.Split(s, comments == value.Yes)
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
			if _, bytes := a[0].(value.Bytes); bytes {
				return typed(unknown(t, "patterns of bytes are not followed"), value.BoolClass), nil
			}
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
