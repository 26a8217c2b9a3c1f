package models

import "unicode/utf8"

// fnMatch is fnmatch.fnmatchcase (Lib/fnmatch.py, translate): "*" stands for anything, a
// slash too, "[!a-c]" for a character that is not in the set, and a bracket that nothing
// closes for itself.
func fnMatch(name, pattern string) bool {
	star, again := -1, 0 // the pattern after the last "*", and the name from which it is tried next
	i, j := 0, 0
	for i < len(name) || j < len(pattern) {
		if j < len(pattern) && pattern[j] == '*' {
			j++
			star, again = j, i
			continue
		}
		if i < len(name) && j < len(pattern) {
			r, size := utf8.DecodeRuneInString(name[i:])
			if ok, next := matchOne(r, pattern[j:]); ok {
				i, j = i+size, j+next
				continue
			}
		}
		if star < 0 || again >= len(name) {
			return false
		}
		_, size := utf8.DecodeRuneInString(name[again:])
		again += size
		i, j = again, star
	}
	return true
}

// matchOne matches one character with the beginning of a pattern, of which it takes next bytes.
func matchOne(r rune, pattern string) (ok bool, next int) {
	switch pattern[0] {
	case '?':
		return true, 1
	case '[':
		if set, next := bracket(pattern); next > 0 {
			return inSet(r, set), next
		}
	}
	want, size := utf8.DecodeRuneInString(pattern)
	return r == want, size
}

// bracket is what stands between the brackets at the beginning of a pattern; next is 0
// where nothing closes them. A "]" that comes first is one of the set.
func bracket(pattern string) (set string, next int) {
	end := 1
	if end < len(pattern) && pattern[end] == '!' {
		end++
	}
	if end < len(pattern) && pattern[end] == ']' {
		end++
	}
	for ; end < len(pattern); end++ {
		if pattern[end] == ']' {
			return pattern[1:end], end + 1
		}
	}
	return "", 0
}

// inSet tells whether a set of characters and ranges, or what "!" excludes of it, has one.
func inSet(r rune, text string) bool {
	set := []rune(text)
	other := set[0] == '!'
	if other {
		set = set[1:]
	}
	found := false
	for i := 0; i < len(set); i++ {
		low, high := set[i], set[i]
		if i+2 < len(set) && set[i+1] == '-' {
			high = set[i+2]
			i += 2
		}
		found = found || low <= r && r <= high
	}
	return found != other
}
