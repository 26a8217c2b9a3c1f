package syntax

// operator scans one operator or bracket.
func (s *scanner) operator(c byte) {
	start := s.at
	if f := s.fstring(); f != nil && c == ':' && f.depth-1 == f.fieldDepth {
		// The colon of a replacement field begins its format specification.
		s.at++
		s.emit(tColon, start)
		f.inField, f.inSpec = false, true
		return
	}
	k, n := operatorAt(c, s.peek(1), s.peek(2))
	s.at += n
	switch k {
	case tLPar, tLSqb, tLBrace:
		s.open(c, start)
	case tRPar, tRSqb, tRBrace:
		s.close(c)
	case tOther:
		if c < ' ' || c == 0x7f {
			s.fail(s.at, "invalid non-printable character %s", codePoint(rune(c)))
		}
	}
	if !s.done {
		s.emit(k, start)
	}
}

func (s *scanner) open(c byte, pos int) {
	if len(s.brackets) >= maxBrackets {
		s.fail(s.at, "too many nested parentheses")
		return
	}
	s.brackets = append(s.brackets, bracket{c, int32(pos)})
	if f := s.fstring(); f != nil {
		f.depth++
	}
}

func (s *scanner) close(c byte) {
	f := s.fstring()
	if f != nil && f.depth == 0 && c == '}' {
		s.fail(s.at, "%c-string: single '}' is not allowed", f.letter)
		return
	}
	if len(s.brackets) == 0 {
		s.fail(s.at, "unmatched '%c'", c)
		return
	}
	open := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	if !matches(open.char, c) {
		s.failBracket(open, c)
		return
	}
	if f == nil {
		return
	}
	f.depth--
	if f.depth < 0 {
		s.fail(s.at, "%c-string: unmatched '%c'", f.letter, c)
	} else if c == '}' && f.depth == f.fieldDepth {
		f.fieldDepth--
		f.inField, f.inSpec = false, false
	}
}

func matches(open, close byte) bool {
	return open == '(' && close == ')' || open == '[' && close == ']' || open == '{' && close == '}'
}

func (s *scanner) failBracket(open bracket, c byte) {
	if f := s.fstring(); f != nil && open.char == '{' && f.depth-1 == f.fieldDepth {
		s.fail(s.at, "%c-string: unmatched '%c'", f.letter, c)
		return
	}
	line := s.file.line(open.pos)
	if line == s.file.line(int32(s.at-1)) {
		s.fail(s.at, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.char)
		return
	}
	s.fail(s.at, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, open.char, line+1)
}

// operatorAt returns the operator that begins with c, and its length; next and
// third are the bytes behind it.
func operatorAt(c, next, third byte) (kind, int) {
	switch c {
	case '(':
		return tLPar, 1
	case ')':
		return tRPar, 1
	case '[':
		return tLSqb, 1
	case ']':
		return tRSqb, 1
	case '{':
		return tLBrace, 1
	case '}':
		return tRBrace, 1
	case ',':
		return tComma, 1
	case ';':
		return tSemi, 1
	case '~':
		return tTilde, 1
	case ':':
		return withEqual(next, tColon, tColonEqual)
	case '=':
		return withEqual(next, tEqual, tEqEqual)
	case '!':
		return withEqual(next, tExclamation, tNotEqual)
	case '+':
		return withEqual(next, tPlus, tPlusEqual)
	case '%':
		return withEqual(next, tPercent, tPercentEqual)
	case '@':
		return withEqual(next, tAt, tAtEqual)
	case '&':
		return withEqual(next, tAmper, tAmperEqual)
	case '|':
		return withEqual(next, tVBar, tVBarEqual)
	case '^':
		return withEqual(next, tCircumflex, tCircumflexEqual)
	case '-':
		if next == '>' {
			return tArrow, 2
		}
		return withEqual(next, tMinus, tMinusEqual)
	case '.':
		if next == '.' && third == '.' {
			return tEllipsis, 3
		}
		return tDot, 1
	case '*', '/', '<', '>':
		return doubled(c, next, third)
	}
	return tOther, 1
}

func withEqual(next byte, plain, equal kind) (kind, int) {
	if next == '=' {
		return equal, 2
	}
	return plain, 1
}

// doubled returns the operators that begin with * / < >, which may stand twice.
func doubled(c, next, third byte) (kind, int) {
	once, equal, twice, twiceEqual := tStar, tStarEqual, tDoubleStar, tDoubleStarEqual
	switch c {
	case '/':
		once, equal, twice, twiceEqual = tSlash, tSlashEqual, tDoubleSlash, tDoubleSlashEqual
	case '<':
		once, equal, twice, twiceEqual = tLess, tLessEqual, tLeftShift, tLeftShiftEqual
	case '>':
		once, equal, twice, twiceEqual = tGreater, tGreaterEqual, tRightShift, tRightShiftEqual
	}
	switch {
	case next == c && third == '=':
		return twiceEqual, 3
	case next == c:
		return twice, 2
	case next == '=':
		return equal, 2
	case c == '<' && next == '>':
		return tOther, 2
	}
	return once, 1
}
