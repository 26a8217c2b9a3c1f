package value

import "unicode"

// The methods of str that ask what its characters are.

func addClassMethods(ms methods) {
	for name, f := range map[string]func(string) bool{
		"isalpha":      func(s string) bool { return allRunes(s, unicode.IsLetter) },
		"isdecimal":    func(s string) bool { return allRunes(s, isDecimal) },
		"isdigit":      func(s string) bool { return allRunes(s, isDigit) },
		"isalnum":      func(s string) bool { return allRunes(s, isAlphanumeric) },
		"isspace":      func(s string) bool { return allRunes(s, isSpace) },
		"isprintable":  func(s string) bool { return s == "" || allRunes(s, unicode.IsPrint) },
		"isascii":      isASCII,
		"isidentifier": isIdentifier,
		"isupper":      func(s string) bool { return onlyCase(s, isUpper) },
		"islower":      func(s string) bool { return onlyCase(s, isLower) },
		"istitle":      isTitle,
	} {
		ms[name] = method{gives: BoolClass, fn: func(in *invocation) (Value, error) {
			return NewBool(f(in.text()), in.tr), nil
		}}
	}
	ms["isnumeric"] = method{gives: BoolClass, fn: strIsNumeric}
}

func isDecimal(r rune) bool { return unicode.Is(unicode.Nd, r) }

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// digits are the code points that are digits and not decimal: superscripts,
// circled digits and the like (Unicode 14, Numeric_Type=Digit).
var digits = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 178, Hi: 179, Stride: 1}, {Lo: 185, Hi: 185, Stride: 1}, {Lo: 4969, Hi: 4977, Stride: 1}, {Lo: 6618, Hi: 6618, Stride: 1},
		{Lo: 8304, Hi: 8304, Stride: 1}, {Lo: 8308, Hi: 8313, Stride: 1}, {Lo: 8320, Hi: 8329, Stride: 1}, {Lo: 9312, Hi: 9320, Stride: 1},
		{Lo: 9332, Hi: 9340, Stride: 1}, {Lo: 9352, Hi: 9360, Stride: 1}, {Lo: 9450, Hi: 9450, Stride: 1}, {Lo: 9461, Hi: 9469, Stride: 1},
		{Lo: 9471, Hi: 9471, Stride: 1}, {Lo: 10102, Hi: 10110, Stride: 1}, {Lo: 10112, Hi: 10120, Stride: 1}, {Lo: 10122, Hi: 10130, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 68160, Hi: 68163, Stride: 1}, {Lo: 69216, Hi: 69224, Stride: 1}, {Lo: 69714, Hi: 69722, Stride: 1}, {Lo: 127232, Hi: 127242, Stride: 1},
	},
}

func isDigit(r rune) bool { return isDecimal(r) || unicode.Is(digits, r) }

// strIsNumeric is not known for ideographs, some of which are numbers.
func strIsNumeric(in *invocation) (Value, error) {
	if !allRunes(in.text(), func(r rune) bool { return unicode.IsNumber(r) || unicode.Is(unicode.Han, r) }) {
		return NewBool(false, in.tr), nil
	}
	if allRunes(in.text(), unicode.IsNumber) {
		return NewBool(true, in.tr), nil
	}
	u := NewUnknown("which ideographs are numbers is not kept", in.t.At, in.tr)
	u.Type = BoolClass
	return u, nil
}

// onlyCase tells whether s has cased letters and all of them are of the given case.
func onlyCase(s string, of func(rune) bool) bool {
	found := false
	for _, r := range runesOf(s) {
		if isCased(r) && !of(r) {
			return false
		}
		found = found || of(r)
	}
	return found
}

func isTitle(s string) bool {
	found, inWord := false, false
	for _, r := range runesOf(s) {
		switch {
		case isUpper(r) || unicode.IsTitle(r):
			if inWord {
				return false
			}
			found, inWord = true, true
		case isLower(r):
			if !inWord {
				return false
			}
		default:
			inWord = false
		}
	}
	return found
}

func isIdentifier(s string) bool {
	for i, r := range s {
		start := r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)
		if i == 0 && !start {
			return false
		}
		if !start && !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) {
			return false
		}
	}
	return s != ""
}
