package models

import (
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// pythonInt reads a text as int(text) does: blanks around it, a sign, digits of any
// script with single underscores between them.
func pythonInt(s string) (*big.Int, bool) {
	s = value.PlainDigits(strings.TrimSpace(s))
	digits := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	if len(s)-len(digits) > 1 || len(digits) > 4300 || strings.Trim(digits, "0123456789_") != "" {
		return nil, false
	}
	if digits == "" || digits[0] == '_' || digits[len(digits)-1] == '_' || strings.Contains(digits, "__") {
		return nil, false
	}
	return new(big.Int).SetString(strings.ReplaceAll(s, "_", ""), 10)
}

// isDigits tells whether a text is str.isdigit(), for ASCII.
func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// intIfDigits is an int where the text has digits only, else the str.
func intIfDigits(t *value.Thread, s string, tr *value.Trace) value.Value {
	if isDigits(s) {
		if v, err := parseNumber(t, s, true, tr); err == nil {
			return v
		}
	}
	return value.NewStr(s, tr)
}

// ratio is a whole number as a fraction.
func ratio(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }
