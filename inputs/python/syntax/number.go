package syntax

// This file scans numbers and computes their values.

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// maxDecimalDigits is CPython's limit for an int written in decimal.
const maxDecimalDigits = 4300

func (s *scanner) number() {
	start := s.at
	if s.peek(0) == '0' {
		switch s.peek(1) | 0x20 {
		case 'x':
			s.based(start, "hexadecimal", isHexDigit)
			return
		case 'o':
			s.based(start, "octal", func(c byte) bool { return c >= '0' && c <= '7' })
			return
		case 'b':
			s.based(start, "binary", func(c byte) bool { return c == '0' || c == '1' })
			return
		}
	}
	s.decimal(start)
}

// based scans the digits of 0x, 0o and 0b.
func (s *scanner) based(start int, name string, digit func(byte) bool) {
	s.at += 2
	for {
		if s.peek(0) == '_' {
			s.at++
		}
		if !digit(s.peek(0)) {
			s.failDigit(name)
			return
		}
		for digit(s.peek(0)) {
			s.at++
		}
		if s.peek(0) != '_' {
			break
		}
	}
	if isDigit(s.peek(0)) {
		s.failDigit(name)
		return
	}
	s.endNumber(start, name)
}

func (s *scanner) failDigit(name string) {
	if c := s.peek(0); isDigit(c) {
		s.fail(s.at+1, "invalid digit '%c' in %s literal", c, name)
		return
	}
	s.fail(s.at, "invalid %s literal", name)
}

// decimal scans an int, a float or an imaginary number.
func (s *scanner) decimal(start int) {
	integer := true
	if s.peek(0) != '.' && !s.digits() {
		return
	}
	zeros := strings.Trim(s.src[start:s.at], "0_") != "" && s.src[start] == '0'
	if s.peek(0) == '.' {
		integer = false
		s.at++
		if isDigit(s.peek(0)) && !s.digits() {
			return
		}
	}
	if s.peek(0)|0x20 == 'e' {
		after := s.peek(1)
		switch {
		case isDigit(after):
			s.at++
		case after == '+' || after == '-':
			s.at += 2
			if !isDigit(s.peek(0)) {
				s.fail(s.at, "invalid decimal literal")
				return
			}
		default:
			s.endNumber(start, "decimal")
			return
		}
		integer = false
		if !s.digits() {
			return
		}
	}
	name := "decimal"
	if s.peek(0)|0x20 == 'j' {
		s.at++
		name, integer = "imaginary", false
	}
	if zeros && integer {
		s.fail(start+1, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
		return
	}
	s.endNumber(start, name)
}

// digits scans decimal digits, with single underscores between them.
func (s *scanner) digits() bool {
	for {
		for isDigit(s.peek(0)) {
			s.at++
		}
		if s.peek(0) != '_' {
			return true
		}
		s.at++
		if !isDigit(s.peek(0)) {
			s.fail(s.at, "invalid decimal literal")
			return false
		}
	}
}

// endNumber refuses a letter behind a number, unless it begins a keyword that may stand there.
func (s *scanner) endNumber(start int, name string) {
	if c := s.peek(0); c < 0x80 && isIdentifierByte(c) && !s.keywordAfterNumber() {
		s.fail(s.at, "invalid %s literal", name)
		return
	}
	s.emit(tNumber, start)
}

func (s *scanner) keywordAfterNumber() bool {
	rest := s.src[s.at:]
	for _, word := range [...]string{"and", "else", "for", "or", "not"} {
		if strings.HasPrefix(rest, word) && !isIdentifierByte(s.peek(len(word))) {
			return true
		}
	}
	return strings.HasPrefix(rest, "if") || strings.HasPrefix(rest, "in") || strings.HasPrefix(rest, "is")
}

// number returns the value of a number: int64, *big.Int, float64 or Imaginary.
func (p *parser) number(t token) any {
	text := p.src[t.pos:t.end]
	if v, err := strconv.ParseInt(text, 10, 64); err == nil {
		return v
	}
	text = strings.ReplaceAll(text, "_", "")
	if len(text) > 1 && text[0] == '0' && !isDigit(text[1]) && strings.IndexByte("xXoObB", text[1]) >= 0 {
		return integer(text, 0)
	}
	if last := text[len(text)-1]; last == 'j' || last == 'J' {
		return Imaginary(float(text[:len(text)-1]))
	}
	if strings.ContainsAny(text, ".eE") {
		return float(text)
	}
	if len(strings.TrimLeft(text, "0")) > maxDecimalDigits {
		p.throw(p.file.errorAt(t.pos, "Exceeds the limit (4300 digits) for integer string conversion: value has "+
			strconv.Itoa(len(text))+" digits; use sys.set_int_max_str_digits() to increase the limit"+
			" - Consider hexadecimal for huge integer literals to avoid decimal conversion limits."))
	}
	return integer(text, 10)
}

func integer(text string, base int) any {
	if v, err := strconv.ParseInt(text, base, 64); err == nil {
		return v
	}
	v, _ := new(big.Int).SetString(text, base)
	return v
}

// float returns the nearest float64, or infinity.
func float(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}
