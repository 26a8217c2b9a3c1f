package syntax

// kind is the kind of a token.
type kind uint8

const (
	tEOF kind = iota
	tError
	tNewline
	tIndent
	tDedent
	tName
	tNumber
	tString
	tFStart  // the prefix and opening quotes of an f-string or t-string
	tFMiddle // literal text inside one
	tFEnd    // its closing quotes

	tLPar
	tRPar
	tLSqb
	tRSqb
	tLBrace
	tRBrace
	tColon
	tComma
	tSemi
	tDot
	tEllipsis
	tEqual
	tColonEqual
	tArrow
	tExclamation
	tOther // a character, or "<>", that begins nothing

	tPlus
	tMinus
	tStar
	tSlash
	tDoubleSlash
	tPercent
	tAt
	tDoubleStar
	tVBar
	tAmper
	tCircumflex
	tLeftShift
	tRightShift
	tTilde

	tEqEqual
	tNotEqual
	tLess
	tLessEqual
	tGreater
	tGreaterEqual

	tPlusEqual
	tMinusEqual
	tStarEqual
	tSlashEqual
	tDoubleSlashEqual
	tPercentEqual
	tAtEqual
	tDoubleStarEqual
	tVBarEqual
	tAmperEqual
	tCircumflexEqual
	tLeftShiftEqual
	tRightShiftEqual

	kFalse
	kNone
	kTrue
	kAnd
	kAs
	kAssert
	kAsync
	kAwait
	kBreak
	kClass
	kContinue
	kDef
	kDel
	kElif
	kElse
	kExcept
	kFinally
	kFor
	kFrom
	kGlobal
	kIf
	kImport
	kIn
	kIs
	kLambda
	kNonlocal
	kNot
	kOr
	kPass
	kRaise
	kReturn
	kTry
	kWhile
	kWith
	kYield
	kindCount
)

// token is one token: its kind and the bytes that it covers.
type token struct {
	kind     kind
	pos, end int32
}

// layout says that the token has no text of its own: it never ends a node.
func (k kind) layout() bool { return k <= tDedent }

// keyword returns the kind of the word: a keyword's, or tName.
func keyword(word string) kind {
	if len(word) < 2 || len(word) > 8 {
		return tName
	}
	switch word {
	case "False":
		return kFalse
	case "None":
		return kNone
	case "True":
		return kTrue
	case "and":
		return kAnd
	case "as":
		return kAs
	case "assert":
		return kAssert
	case "async":
		return kAsync
	case "await":
		return kAwait
	case "break":
		return kBreak
	case "class":
		return kClass
	case "continue":
		return kContinue
	case "def":
		return kDef
	case "del":
		return kDel
	case "elif":
		return kElif
	case "else":
		return kElse
	case "except":
		return kExcept
	case "finally":
		return kFinally
	case "for":
		return kFor
	case "from":
		return kFrom
	case "global":
		return kGlobal
	case "if":
		return kIf
	case "import":
		return kImport
	case "in":
		return kIn
	case "is":
		return kIs
	case "lambda":
		return kLambda
	case "nonlocal":
		return kNonlocal
	case "not":
		return kNot
	case "or":
		return kOr
	case "pass":
		return kPass
	case "raise":
		return kRaise
	case "return":
		return kReturn
	case "try":
		return kTry
	case "while":
		return kWhile
	case "with":
		return kWith
	case "yield":
		return kYield
	}
	return tName
}
