package versions

import "strings"

// syntax is the language of version specifiers.
type grammar int

const (
	pep440 grammar = iota // ==5.1, >=5.1,<6, ~=5.1
	poetry                // 5.1, ^5.1, ~5.1, >=5.1 <6, ^4.2 || ^5.1
)

// specifier reads the version specifiers s. at is the offset of the first
// version in it. It is false where s is not understood.
func specifier(s string, in grammar) (b bounds, at int, ok bool) {
	at = -1
	var alternatives []bounds
	base := 0
	for _, text := range split(s, in) {
		one, first, ok := conjunction(text, in)
		if !ok {
			return bounds{}, 0, false
		}
		if at < 0 && first >= 0 {
			at = base + first
		}
		alternatives = append(alternatives, one)
		base += len(text) + len("||")
	}
	return either(alternatives), max(at, 0), true
}

func split(s string, in grammar) []string {
	if in == poetry {
		return strings.Split(s, "||")
	}
	return []string{s}
}

// conjunction reads specifiers that all hold; at is negative where there is none.
func conjunction(s string, in grammar) (b bounds, at int, ok bool) {
	at = -1
	for i := 0; ; {
		i += len(s[i:]) - len(strings.TrimLeft(s[i:], ", \t\r\n"))
		if i == len(s) {
			return b, at, true
		}
		op := s[i : i+len(s[i:])-len(strings.TrimLeft(s[i:], "=<>!~^"))]
		i += len(op)
		i += len(s[i:]) - len(strings.TrimLeft(s[i:], " \t"))
		version := versionAt(s[i:])
		one, ok := bound(op, version, in)
		if !ok {
			return bounds{}, 0, false
		}
		if at < 0 {
			at = i
		}
		b = both(b, one)
		i += len(version)
	}
}

// versionAt returns the version that s begins with, or "".
func versionAt(s string) string {
	end := strings.IndexFunc(s, func(c rune) bool {
		return c >= 0x80 || !strings.ContainsRune(".*+!_-", c) && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
	})
	if end >= 0 {
		s = s[:end]
	}
	if len(s) > 64 || s != "*" && (strings.TrimPrefix(s, "v") == "" || !isDigit(strings.TrimPrefix(s, "v")[0])) {
		return ""
	}
	return s
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// bound reads one operator and its version.
func bound(op, version string, in grammar) (bounds, bool) {
	if version == "" || in == pep440 && (op == "" && version != "*" || op == "=") {
		return bounds{}, false
	}
	prefix, wild := strings.CutSuffix(version, "*")
	prefix = strings.TrimSuffix(prefix, ".")
	v := release(prefix)
	if prefix == "" {
		return bounds{}, true
	}
	switch op {
	case "==", "===", "=", "":
		if wild {
			return bounds{min: prefix, below: raise(v, len(v)-1)}, true
		}
		return bounds{exact: version}, true
	case "~=":
		return bounds{min: prefix, below: raise(v, max(len(v)-2, 0))}, true
	case ">=", ">":
		return bounds{min: prefix}, true
	case "<":
		return bounds{below: prefix}, true
	case "<=":
		return bounds{below: after(prefix)}, true
	case "!=":
		return bounds{}, true
	case "^":
		return bounds{min: prefix, below: raise(v, caret(v))}, in == poetry
	case "~":
		return bounds{min: prefix, below: raise(v, min(1, len(v)-1))}, in == poetry
	}
	return bounds{}, false
}

// caret returns the part that ^ keeps: the first that is not 0.
func caret(v []int) int {
	for i, n := range v {
		if n != 0 {
			return i
		}
	}
	return len(v) - 1
}
