package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// What the readers of TOML take beside TOML 1.0. Go's reader takes what 1.1 has: a comma
// at the end of an inline table, line breaks in one, and the escapes \e and \x in strings.

// recentTOML tells whether a library reads TOML 1.1: tomli since 2.4, tomllib since Python
// 3.15, and toml never.
func recentTOML(t *value.Thread, library string) value.Truth {
	switch library {
	case "tomllib":
		return value.PythonSince(t, 15)
	case "tomli":
		version, installed := t.Host.Package(library)
		if installed != value.Yes || version == "" {
			return value.Maybe
		}
		return value.TruthOf(!versionBelow(version, 2, 4))
	}
	return value.No
}

// needsRecentTOML tells whether a text that Go's reader takes has what only TOML 1.1 has.
func needsRecentTOML(s string) bool {
	var open []byte // the brackets around
	comma := false  // the last thing was a comma
	for i := 0; i < len(s); {
		inTable := len(open) > 0 && open[len(open)-1] == '{'
		switch c := s[i]; c {
		case '"', '\'':
			end := tomlString(s, i)
			if c == '"' && hasRecentEscape(s[i:end]) {
				return true
			}
			i, comma = end, false
			continue
		case '#':
			i = lineEnd(s, i) - 1
		case '\n':
			if inTable {
				return true
			}
		case '{', '[':
			open, comma = append(open, c), false
		case '}', ']':
			if c == '}' && comma {
				return true
			}
			open, comma = open[:max(len(open)-1, 0)], false
		case ' ', '\t', '\r':
		default:
			comma = c == ','
		}
		i++
	}
	return false
}

// lineEnd is where the line ends that has a place.
func lineEnd(s string, from int) int {
	if n := strings.IndexByte(s[from:], '\n'); n >= 0 {
		return from + n
	}
	return len(s)
}

// tomlString is where the string ends that begins at a quote.
func tomlString(s string, from int) int {
	quote := s[from : from+1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(s[from:], long) {
		quote = long
	}
	i := from + len(quote)
	for i < len(s) && !strings.HasPrefix(s[i:], quote) {
		if s[i] == '\\' && quote[0] == '"' {
			i++
		}
		i++
	}
	for i += len(quote); len(quote) == 3 && i < len(s) && s[i] == quote[0]; i++ { // up to two more belong to it
	}
	return min(i, len(s))
}

func hasRecentEscape(literal string) bool {
	for i := 0; i+1 < len(literal); i++ {
		if literal[i] == '\\' {
			i++
			if literal[i] == 'e' || literal[i] == 'x' {
				return true
			}
		}
	}
	return false
}

// What toml 0.10 reads in a way of its own: four quotes in a row, numbers that are not
// decimal, blanks around the dots of a key, a comment behind a long string and an escaped quote
// that begins a string, which Go's reader takes; and of what that refuses anything but plain lines.
var (
	oddTOML   = pattern.New(`(?m)''''|""""|"\\"("|\\")|[=\[,][ \t]*[+-]?0[xob]|^[ \t]*[\w-]+([ \t]+\.|\.[ \t])|("""|''')[ \t]*#`)
	plainTOML = pattern.New(`^([\w \t-]|[\w \t]=[\w \t]|\n)*$`)
)

// simpleTOML are the texts that toml 0.9 reads as any reader does.
var simpleTOML = pattern.New(`^([ \t]*(#[^"'\[\]\n]*|\[[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*\]|[A-Za-z][\w-]* *= *("[\w \-./:@]+"|'[\w \-./:@]+'|-?[1-9][0-9]*|true|false)|[A-Za-z][\w-]* *= *\[(("[\w \-./:@]+"|'[\w \-./:@]+'|-?[1-9][0-9]*|true|false)(, *("[\w \-./:@]+"|'[\w \-./:@]+'|-?[1-9][0-9]*|true|false))*)?\])?[ \t]*(\n|$))*$`)

// bareKey is a line before its value whose key has neither quotes nor dots.
var bareKey = pattern.New(`^[ \t]*[\w-]+[ \t]*=[ \t]*$`)

// losesString tells whether toml 0.10 may lose a string over several lines, or what follows
// it: it puts the lines together itself, under a bare key, up to one that ends in the quotes.
func losesString(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '\'':
			end := tomlString(s, i)
			if strings.Contains(s[i:end], "\n") {
				line := s[strings.LastIndexByte(s[:i], '\n')+1 : i]
				if !bareKey.MatchString(line) || lineEnd(s, end) > end {
					return true
				}
			}
			i = end - 1
		case '#':
			i = lineEnd(s, i)
		}
	}
	return false
}

// homogeneous tells whether toml 0.10 takes an array: its items are of one kind. With a
// table among others it is not followed.
func homogeneous(items []any) value.Truth {
	out := value.Yes
	for _, v := range items {
		switch {
		case tomlKind(v) == tomlKind(items[0]):
		case tomlKind(v) == "dict" || tomlKind(items[0]) == "dict":
			return value.Maybe
		default:
			out = value.No
		}
	}
	return out
}

func tomlKind(v any) string {
	switch v.(type) {
	case string:
		return "str"
	case bool:
		return "bool"
	case int64:
		return "int"
	case float64:
		return "float"
	case []any:
		return "list"
	case map[string]any:
		return "dict"
	}
	return "moment"
}
