package value

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// The methods of str that change case, with Unicode's full mappings.

func addCaseMethods(ms methods) {
	for name, f := range map[string]func(string) string{
		"upper": upper, "lower": lower, "casefold": casefold, "title": title,
		"capitalize": capitalize, "swapcase": swapcase,
	} {
		ms[name] = method{gives: StrClass, fn: func(in *invocation) (Value, error) {
			if err := in.t.Burn(len(in.text()) / 16); err != nil { // letters are mapped one by one
				return nil, err
			}
			return in.give(f(in.text())), in.t.Alloc(len(in.text()))
		}}
	}
}

func upper(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return mapRunes(s, upperRune)
}

func upperRune(r rune) string { return mapCase(r, unicode.ToUpper, cases.Upper) }

func titleRune(r rune) string {
	return mapCase(r, unicode.ToTitle, func(tag language.Tag, _ ...cases.Option) cases.Caser { return cases.Title(tag, cases.NoLower) })
}

func lowerRune(r rune) string {
	if r == 0x130 { // the one letter whose lower case is two code points
		return "i\u0307"
	}
	return textOf([]rune{unicode.ToLower(r)})
}

// mapCase maps one code point; full is made only where the mapping may have several.
func mapCase(r rune, simple func(rune) rune, full func(language.Tag, ...cases.Option) cases.Caser) string {
	if r < 0x80 {
		return string(simple(r))
	}
	if r >= 0xD800 && r <= 0xDFFF {
		return textOf([]rune{r})
	}
	return full(language.Und).String(string(r))
}

// lower is str.lower; a final sigma has a form of its own.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	rs := runesOf(s)
	var b strings.Builder
	for i, r := range rs {
		if r == 0x3A3 {
			b.WriteRune(sigma(rs, i))
			continue
		}
		b.WriteString(lowerRune(r))
	}
	return b.String()
}

// sigma is the lower case of a capital sigma (Unicode, section 3.13, Final_Sigma).
func sigma(rs []rune, i int) rune {
	before, after := i-1, i+1
	for before >= 0 && caseIgnorable(rs[before]) {
		before--
	}
	for after < len(rs) && caseIgnorable(rs[after]) {
		after++
	}
	if before >= 0 && isCased(rs[before]) && (after == len(rs) || !isCased(rs[after])) {
		return 0x3C2
	}
	return 0x3C3
}

func caseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) ||
		strings.ContainsRune("'.:·\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a", r)
}

func isUpper(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }
func isLower(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) }
func isCased(r rune) bool { return isUpper(r) || isLower(r) || unicode.IsTitle(r) }

func casefold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	fold := cases.Fold()
	return mapRunes(s, func(r rune) string {
		if r >= 0xD800 && r <= 0xDFFF {
			return textOf([]rune{r})
		}
		return fold.String(string(r))
	})
}

// title begins each run of cased letters with a capital.
func title(s string) string {
	rs := runesOf(s)
	var b strings.Builder
	inWord := false
	for i, r := range rs {
		switch {
		case !inWord:
			b.WriteString(titleRune(r))
		case r == 0x3A3:
			b.WriteRune(sigma(rs, i))
		default:
			b.WriteString(lowerRune(r))
		}
		inWord = isCased(r)
	}
	return b.String()
}

func capitalize(s string) string {
	if s == "" {
		return s
	}
	r, n := decode(s)
	rs := runesOf(s)
	var b strings.Builder
	b.WriteString(titleRune(r))
	if isASCII(s) {
		return b.String() + strings.ToLower(s[n:])
	}
	for i, r := range rs[1:] {
		if r == 0x3A3 {
			b.WriteRune(sigma(rs, i+1))
			continue
		}
		b.WriteString(lowerRune(r))
	}
	return b.String()
}

func swapcase(s string) string {
	rs := runesOf(s)
	var b strings.Builder
	for i, r := range rs {
		switch {
		case r == 0x3A3:
			b.WriteRune(sigma(rs, i))
		case isUpper(r):
			b.WriteString(lowerRune(r))
		case isLower(r):
			b.WriteString(upperRune(r))
		default:
			b.Write(encode(nil, r))
		}
	}
	return b.String()
}
