package value

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// The marks of secrecy that values get by the names that hold them and by their
// own shape.

// Named returns v as it is held under a name: where the name says that it holds
// a secret, every str and bytes leaf of v is marked secret, but for those that
// are public by nature (import paths of classes, file paths).
func Named(name string, v Value) Value {
	if !hidable(v) || name == "key" || !document.SecretName(name) {
		return v
	}
	return hide(v, maxHideDepth)
}

// hidable tells whether hide may change a value of that type.
func hidable(v Value) bool {
	switch v.(type) {
	case Str, Bytes, *Unknown, Tuple, *List, *Set, *Dict:
		return true
	}
	return false
}

// maxHideDepth bounds the containers in which leaves are marked.
const maxHideDepth = 8

func hide(v Value, depth int) Value {
	if tr := v.Trace(); tr != nil && (tr.Secret || tr.Public) || depth == 0 {
		return v
	}
	switch x := v.(type) {
	case Str:
		if importPath(x.text) || rates(x.text) {
			return v
		}
		return v.With(v.Trace().Hidden())
	case Bytes:
		return v.With(v.Trace().Hidden())
	case *Unknown:
		return hideUnknown(x, depth)
	case Tuple:
		x.Elems = hideAll(x.Elems, depth)
		return x
	case *List:
		x.elems, x.used = hideAll(x.elems, depth), nil
	case *Set:
		x.elems = hideAll(x.elems, depth)
	case *Dict:
		for i, e := range x.list {
			x.replace(i, hide(e.Value, depth-1))
		}
	}
	return v
}

func hideUnknown(u *Unknown, depth int) Value {
	out := u.With(u.trace.Hidden()).(*Unknown)
	out.Choices = append([]Choice(nil), u.Choices...)
	for i, c := range out.Choices {
		out.Choices[i].V = hide(c.V, depth-1)
	}
	return out
}

func hideAll(items []Value, depth int) []Value {
	out := make([]Value, len(items))
	for i, e := range items {
		out[i] = hide(e, depth-1)
	}
	return out
}

// importPath tells whether a text is the import path of a class, such as
// "project.auth.TokenBackend": three or more identifiers, the last in CamelCase, or any
// module of Django's own.
func importPath(s string) bool {
	parts := strings.Split(s, ".")
	if len(parts) < 3 {
		return false
	}
	for _, p := range parts[:len(parts)-1] {
		if p == "" || strings.Trim(p, "abcdefghijklmnopqrstuvwxyz_") != "" {
			return false
		}
	}
	last := parts[len(parts)-1]
	if parts[0] == "django" && last != "" && strings.Trim(last, "abcdefghijklmnopqrstuvwxyz_") == "" {
		return true
	}
	return len(last) > 1 && last[0] >= 'A' && last[0] <= 'Z' && last[1] >= 'a' && last[1] <= 'z' &&
		strings.Trim(last, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// rates tells whether a text says how often something may be asked for, such as
// "5/m/ip,20/10m/key", which a throttle has under the name of what it guards.
func rates(s string) bool {
	for rate := range strings.SplitSeq(s, ",") {
		number, per, _ := strings.Cut(strings.TrimSpace(rate), "/")
		per, of, _ := strings.Cut(per, "/")
		if number == "" || strings.Trim(number, "0123456789") != "" || !periods[strings.TrimLeft(per, "0123456789")] || !askers[of] {
			return false
		}
	}
	return true
}

var (
	periods = map[string]bool{"s": true, "m": true, "h": true, "d": true, "sec": true, "second": true, "min": true, "minute": true, "hour": true, "day": true}
	askers  = map[string]bool{"": true, "ip": true, "user": true, "key": true}
)

// MarkText marks a str or bytes whose text is a secret whatever its name: a URL
// with a password, a PEM block, a token of a known shape.
func MarkText(v Value) Value {
	var text string
	switch v := v.(type) {
	case Str:
		text = v.text
	case Bytes:
		text = v.text
	default:
		return v
	}
	if IsSecret(v) || !document.SecretText(text) {
		return v
	}
	return v.With(v.Trace().Hidden())
}
