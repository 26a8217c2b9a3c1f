package value

import "strings"

// Splitting a str or bytes.

func strSplit(in *invocation) (Value, error) {
	s, limit := in.text(), in.int(1, -1)
	if !in.has(0) {
		return in.giveAll(splitSpace(s, limit, in.space()))
	}
	sep := in.like(0)
	if in.err != nil {
		return nil, in.err
	}
	if sep == "" {
		return nil, in.t.Raise("ValueError", "empty separator")
	}
	if limit < 0 || limit > len(s) {
		limit = len(s) + 1
	}
	return in.giveAll(strings.SplitN(s, sep, limit+1))
}

// splitSpace splits at runs of whitespace, at most limit times from the left.
func splitSpace(s string, limit int, space func(rune) bool) []string {
	var out []string
	for {
		s = strings.TrimLeftFunc(s, space)
		if s == "" {
			return out
		}
		end := strings.IndexFunc(s, space)
		if end < 0 {
			return append(out, s)
		}
		if limit == 0 {
			return append(out, s)
		}
		out, s = append(out, s[:end]), s[end:]
		limit--
	}
}

func strSplitRight(in *invocation) (Value, error) {
	s, limit := in.text(), in.int(1, -1)
	if !in.has(0) {
		return in.giveAll(splitSpaceRight(s, limit, in.space()))
	}
	sep := in.like(0)
	if in.err != nil {
		return nil, in.err
	}
	if sep == "" {
		return nil, in.t.Raise("ValueError", "empty separator")
	}
	var out []string
	for ; limit != 0; limit-- {
		at := strings.LastIndex(s, sep)
		if at < 0 {
			break
		}
		out, s = append(out, s[at+len(sep):]), s[:at]
	}
	return in.giveAll(reversedTexts(append(out, s)))
}

func splitSpaceRight(s string, limit int, space func(rune) bool) []string {
	var out []string
	for {
		s = strings.TrimRightFunc(s, space)
		if s == "" {
			break
		}
		at := strings.LastIndexFunc(s, space)
		if at < 0 {
			out = append(out, s)
			break
		}
		if limit == 0 {
			out = append(out, s)
			break
		}
		_, n := decode(s[at:])
		out, s = append(out, s[at+n:]), s[:at]
		limit--
	}
	return reversedTexts(out)
}

func reversedTexts(parts []string) []string {
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

func strSplitLines(in *invocation) (Value, error) {
	switch Underlying(orNone(in.args[0])).(type) {
	case Int, Bool:
	default:
		if in.args[0] != nil { // refused before Python 3.12
			return NewUnknown("whether lines keep their ends differs between versions of Python", in.t.At, in.tr), nil
		}
	}
	keep := in.truth(0, false)
	return in.giveAll(splitLines(in.text(), keep, in.isBytes()))
}

// splitLines splits at Python's line boundaries; bytes only at \n, \r and \r\n.
func splitLines(s string, keep, bytes bool) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if !bytes {
			r, n = decode(s[i:])
		}
		if !lineBreak(r, bytes) {
			i += n
			continue
		}
		if r == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			n = 2
		}
		end := i
		i += n
		if keep {
			end = i
		}
		out, start = append(out, s[start:end]), i
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func lineBreak(r rune, bytes bool) bool {
	switch r {
	case '\n', '\r':
		return true
	case '\v', '\f', 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029:
		return !bytes
	}
	return false
}

func strPartition(in *invocation) (Value, error) {
	return in.partition(strings.Index, func(s string) (string, string) { return s, "" })
}

func strPartitionRight(in *invocation) (Value, error) {
	return in.partition(strings.LastIndex, func(s string) (string, string) { return "", s })
}

func (in *invocation) partition(find func(s, sep string) int, none func(s string) (first, last string)) (Value, error) {
	s, sep := in.text(), in.like(0)
	if in.err != nil {
		return nil, in.err
	}
	if sep == "" {
		return nil, in.t.Raise("ValueError", "empty separator")
	}
	at := find(s, sep)
	first, last := none(s)
	middle := ""
	if at >= 0 {
		first, middle, last = s[:at], sep, s[at+len(sep):]
	}
	return NewTuple([]Value{in.give(first), in.give(middle), in.give(last)}, in.tr), nil
}
