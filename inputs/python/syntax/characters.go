package syntax

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHexDigit(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func isIdentifierStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= utf8.RuneSelf
}

func isIdentifierByte(c byte) bool { return isIdentifierStart(c) || isDigit(c) }

// checkIdentifier holds a word with characters beyond ASCII against PEP 3131.
func (s *scanner) checkIdentifier(start, end int) bool {
	if reason := s.file.undecodable(s.src[start:end]); reason != "" {
		s.fail(start+1, "%s", reason)
		return false
	}
	for i, r := range s.src[start:end] {
		if i == 0 && isXIDStart(r) || i > 0 && isXIDContinue(r) {
			continue
		}
		after := start + i + utf8.RuneLen(r)
		if unicode.IsPrint(r) {
			s.fail(after, "invalid character '%c' (U+%04X)", r, r)
		} else {
			s.fail(after, "invalid non-printable character %s", codePoint(r))
		}
		return false
	}
	return true
}

// undecodable says in CPython's words why text is not UTF-8, or "".
func (f *File) undecodable(text string) string {
	if !f.invalid || utf8.ValidString(text) {
		return ""
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	first, reason := text[at], "invalid continuation byte"
	n := 1
	for at+n < len(text) && !utf8.FullRuneInString(text[at:at+n]) {
		n++
	}
	switch {
	case first < 0xc2 || first > 0xf4:
		reason = "invalid start byte"
	case !utf8.FullRuneInString(text[at : at+n]):
		n++
		reason = "unexpected end of data"
	}
	if n > 2 {
		return fmt.Sprintf("(unicode error) 'utf-8' codec can't decode bytes in position %d-%d: %s", at, at+n-2, reason)
	}
	return fmt.Sprintf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", first, at, reason)
}

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// isXIDStart and isXIDContinue are Unicode's XID_Start and XID_Continue: the
// characters of an identifier that stay so after NFKC.
func isXIDStart(r rune) bool {
	return r == '_' || isIDStart(r) && allRunes(norm.NFKC.String(string(r)), isIDStart, isIDContinue)
}

func isXIDContinue(r rune) bool {
	return isIDContinue(r) && allRunes(norm.NFKC.String(string(r)), isIDContinue, isIDContinue)
}

func isIDStart(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

func isIDContinue(r rune) bool {
	return isIDStart(r) || r == '_' || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) &&
		!unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

func allRunes(s string, first, rest func(rune) bool) bool {
	for i, r := range s {
		if i == 0 && !first(r) || i > 0 && !rest(r) {
			return false
		}
	}
	return true
}

// identifier returns the name that the text of a token stands for (PEP 3131: NFKC).
func identifier(text string) string {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return norm.NFKC.String(text)
		}
	}
	return text
}
