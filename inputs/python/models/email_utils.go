package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// email.utils, as far as addresses are plain: a comment in brackets, a route or an
// address in several pieces is not followed, nor is a group but in getaddresses.

func emailUtilsModule(*value.Thread) value.Value {
	m := value.NewModule("email.utils", "")
	m.Func("parseaddr", strict("parseaddr", "addr, *, strict=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "parseaddr")
		if err != nil {
			return nil, err
		}
		name, addr, ok := plainAddress(s)
		if !ok {
			return typed(unknown(t, "this mail address is not followed", tr), value.TupleClass), nil
		}
		return value.NewTuple(strs([]string{name, addr}, tr), tr), nil
	}))
	m.Func("getaddresses", strict("getaddresses", "fieldvalues, *, strict=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		items, u, err := certain(t, a[0])
		if u != nil || err != nil {
			return u, err
		}
		var out []value.Value
		for _, item := range items {
			if u, ok := value.IsUnknown(item); ok {
				return typed(u, value.ListClass), nil
			}
			s, isText := text(item)
			own := value.Merge(tr, item.Trace())
			for _, part := range strings.Split(s, ",") {
				name, addr, ok := plainAddress(inGroup(part))
				if !ok || !isText || addr == "" || strings.Contains(s, `"`) {
					return typed(unknown(t, "this mail address is not followed", own), value.ListClass), nil
				}
				out = append(out, value.NewTuple(strs([]string{name, addr}, own), own))
			}
		}
		return t.NewList(out, tr), nil
	}))
	m.Func("formataddr", strict("formataddr", "pair, charset=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		items, err := value.Items(t, a[0])
		if err != nil {
			return nil, err
		}
		if len(items) != 2 {
			return nil, t.Raise("ValueError", "too many values to unpack (expected 2)")
		}
		return known(t, items, func(items args) (value.Value, error) {
			name, okName := text(items[0])
			addr, okAddr := text(items[1])
			own := value.Merge(tr, traceOf(items))
			if !okAddr || !okName && !isNone(items[0]) || !isASCII(name+addr) {
				return typed(unknown(t, "this mail address is not followed", own), value.StrClass), nil
			}
			return value.NewStr(formatAddress(name, addr), own), nil
		})
	}))
	m.Fallback = notFollowed("email.utils")
	return m
}

// inGroup is an address without the name of a group that begins before it, as in
// "Team: ada@example.com, bob@example.com"; the names of groups are dropped.
func inGroup(s string) string {
	name, rest, found := strings.Cut(s, ":")
	if !found || strings.TrimSpace(name) == "" || strings.ContainsAny(name, addressSpecials+"\t\r\n") {
		return s
	}
	return rest
}

const addressSpecials = "()<>@,:;\\\".[]"

// plainAddress reads "Name <local@domain>" and "local@domain".
func plainAddress(s string) (name, addr string, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", "", true
	}
	if before, after, angle := strings.Cut(s, "<"); angle {
		inner, rest, closed := strings.Cut(after, ">")
		name = strings.TrimSpace(before)
		if !closed || rest != "" || !plainSpec(inner) {
			return "", "", false
		}
		if unquoted, quoted := strings.CutPrefix(name, `"`); quoted {
			unquoted, quoted = strings.CutSuffix(unquoted, `"`)
			if !quoted || strings.ContainsAny(unquoted, "\"\\\r\n") {
				return "", "", false
			}
			return unquoted, inner, true
		}
		if strings.ContainsAny(name, addressSpecials) || strings.Contains(name, "  ") || strings.ContainsAny(name, "\t\r\n") {
			return "", "", false
		}
		return name, inner, true
	}
	return "", s, plainSpec(s)
}

// plainSpec tells whether a text is local@domain without anything to interpret.
func plainSpec(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	plain := func(part string) bool {
		return part != "" && !strings.ContainsAny(part, "()<>@,:;\\\"[] \t\r\n") && !strings.Contains(part, "..") && part[0] != '.' && part[len(part)-1] != '.'
	}
	return ok && plain(local) && plain(domain)
}

func formatAddress(name, addr string) string {
	if name == "" {
		return addr
	}
	quotes := ""
	if strings.ContainsAny(name, "()<>@,:;\\\".[]") {
		quotes = `"`
	}
	name = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name)
	return quotes + name + quotes + " <" + addr + ">"
}
