package value

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Floats as text, as CPython writes them (Python/pystrtod.c, format_float_short).

// shortFloat formats a float by a type letter: r (shortest), e, f, g, in lower
// case. alt keeps the point and trailing zeros (#); dot adds ".0" to whole numbers.
func shortFloat(f float64, kind byte, precision int, alt, dot bool) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	sign := ""
	if math.Signbit(f) {
		sign, f = "-", -f
	}
	return sign + positiveFloat(f, kind, precision, alt, dot)
}

func positiveFloat(f float64, kind byte, precision int, alt, dot bool) string {
	digits, point := floatDigits(f, kind, precision)
	exponential := false
	switch kind {
	case 'e':
		exponential = true
	case 'g':
		limit := precision
		if dot {
			limit--
		}
		exponential = point <= -4 || point > limit
		if alt {
			digits += strings.Repeat("0", max(0, precision-len(digits)))
		} else {
			digits = trimZeros(digits)
		}
	case 'r':
		exponential = point <= -4 || point > 16
	}
	exponent := ""
	if exponential {
		exponent = exponentText(point - 1)
		point = 1
	}
	return withPoint(digits, point, kind, precision, alt, dot && !exponential) + exponent
}

// floatDigits are the significant digits, and where the point stands among them.
func floatDigits(f float64, kind byte, precision int) (digits string, point int) {
	var s string
	switch kind {
	case 'r':
		s = strconv.FormatFloat(f, 'e', -1, 64)
	case 'g':
		s = strconv.FormatFloat(f, 'e', max(precision, 1)-1, 64)
	case 'e':
		s = strconv.FormatFloat(f, 'e', precision, 64)
	default:
		s = strconv.FormatFloat(f, 'f', precision, 64)
		whole, fraction, _ := strings.Cut(s, ".")
		return whole + fraction, len(whole)
	}
	mantissa, exponent, _ := strings.Cut(s, "e")
	n, _ := strconv.Atoi(exponent)
	return strings.Replace(mantissa, ".", "", 1), n + 1
}

func trimZeros(digits string) string {
	if trimmed := strings.TrimRight(digits, "0"); trimmed != "" {
		return trimmed
	}
	return "0"
}

func exponentText(n int) string {
	sign := "+"
	if n < 0 {
		sign, n = "-", -n
	}
	s := decimal(n)
	if len(s) < 2 {
		s = "0" + s
	}
	return "e" + sign + s
}

// withPoint puts the point into the digits.
func withPoint(digits string, point int, kind byte, precision int, alt, dot bool) string {
	whole, fraction := "0", digits
	switch {
	case point <= 0:
		fraction = strings.Repeat("0", -point) + digits
	case point >= len(digits):
		whole, fraction = digits+strings.Repeat("0", point-len(digits)), ""
	default:
		whole, fraction = digits[:point], digits[point:]
	}
	if digits == "0" && kind != 'f' && kind != 'e' {
		whole, fraction = "0", ""
		if alt && kind == 'g' {
			fraction = strings.Repeat("0", max(0, precision-1))
		}
	}
	switch {
	case fraction != "":
		return whole + "." + fraction
	case dot:
		return whole + ".0"
	case alt:
		return whole + "."
	}
	return whole
}

// roundFloat is round(f, digits): the decimal value, rounded half to even once.
func roundFloat(f float64, digits int) float64 {
	switch {
	case f == 0 || math.IsInf(f, 0) || math.IsNaN(f) || digits > 323:
		return f
	case digits < -308:
		return math.Copysign(0, f)
	case digits >= 0:
		out, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', digits, 64), 64)
		return out
	}
	whole, _ := new(big.Float).SetFloat64(math.Trunc(f)).Int(nil)
	exact := new(big.Rat).SetFloat64(f)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil)
	low := new(big.Int).Mul(new(big.Int).Quo(whole, unit), unit)
	rest := new(big.Rat).Sub(exact, new(big.Rat).SetInt(low))
	rest.Abs(rest)
	half := new(big.Rat).SetFrac(unit, big.NewInt(2))
	c := rest.Cmp(half)
	if c > 0 || c == 0 && new(big.Int).Quo(low, unit).Bit(0) == 1 {
		if f < 0 {
			unit.Neg(unit)
		}
		low.Add(low, unit)
	}
	out, _ := new(big.Float).SetInt(low).Float64()
	return math.Copysign(out, f)
}
