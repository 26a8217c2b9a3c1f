package models

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module decimal with its default context: 28 digits, a half rounds to the
// even digit. Once a program sets another context, results are not followed.

// decimal is coefficient * 10**exponent, or a special value.
type decimal struct {
	neg     bool
	digits  *big.Int // not negative, never changed
	exp     int
	special string // "NaN" or "Infinity"; digits are then 0
}

const (
	decimalDigits = 28
	maxExponent   = 10_000 // beyond it nothing is computed
)

var ten = big.NewInt(10)

// power is 10**n.
func power(n int) *big.Int { return new(big.Int).Exp(ten, big.NewInt(int64(n)), nil) }

func (d decimal) count() int { return len(d.digits.String()) }

// readDecimal reads a text as the constructor does.
func readDecimal(s string) (decimal, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "")
	d := decimal{digits: new(big.Int)}
	body := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	if len(s)-len(body) > 1 {
		return d, false
	}
	d.neg = strings.HasPrefix(s, "-")
	switch strings.ToLower(body) {
	case "nan":
		d.special = "NaN"
		return d, true
	case "inf", "infinity":
		d.special = "Infinity"
		return d, true
	}
	mantissa, exponent, scientific := strings.Cut(strings.ToLower(body), "e")
	if scientific {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > maxExponent || n < -maxExponent {
			return d, false
		}
		d.exp = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if !isDigits(whole + fraction) {
		return d, false
	}
	d.digits, _ = new(big.Int).SetString(whole+fraction, 10)
	d.exp -= len(fraction)
	return d, true
}

// decimalOf is the exact value of an int or a float.
func decimalOf(v value.Value) (decimal, bool) {
	switch v := value.Underlying(v).(type) {
	case value.Bool:
		if v.B {
			return decimal{digits: big.NewInt(1)}, true
		}
		return decimal{digits: new(big.Int)}, true
	case value.Int:
		return decimal{neg: v.Big().Sign() < 0, digits: new(big.Int).Abs(v.Big())}, true
	case value.Float:
		switch {
		case math.IsNaN(v.F):
			return decimal{digits: new(big.Int), special: "NaN"}, true
		case math.IsInf(v.F, 0):
			return decimal{digits: new(big.Int), special: "Infinity", neg: v.F < 0}, true
		}
		r, _ := rational(v)
		scale := r.Denom().BitLen() - 1 // a power of two: so many decimals at most
		n := new(big.Int).Mul(new(big.Int).Abs(r.Num()), power(scale))
		d := decimal{neg: math.Signbit(v.F), digits: n.Quo(n, r.Denom()), exp: -scale}
		if scale == 0 {
			return d, true
		}
		return d, true
	}
	return decimal{}, false
}

// text is the scientific notation of the specification, plain where it is short.
func (d decimal) text() string {
	sign := ""
	if d.neg {
		sign = "-"
	}
	if d.special != "" {
		return sign + d.special
	}
	digits := d.digits.String()
	adjusted := d.exp + len(digits) - 1
	switch {
	case d.exp == 0:
		return sign + digits
	case d.exp < 0 && adjusted >= -6:
		if point := len(digits) + d.exp; point > 0 {
			return sign + digits[:point] + "." + digits[point:]
		}
		return sign + "0." + strings.Repeat("0", -d.exp-len(digits)) + digits
	}
	out := sign + digits[:1]
	if len(digits) > 1 {
		out += "." + digits[1:]
	}
	plus := "+"
	if adjusted < 0 {
		plus = ""
	}
	return out + "E" + plus + strconv.Itoa(adjusted)
}

// rat is the value as a fraction; not ok for the special ones.
func (d decimal) rat() (*big.Rat, bool) {
	if d.special != "" {
		return nil, false
	}
	n := new(big.Int).Set(d.digits)
	if d.neg {
		n.Neg(n)
	}
	if d.exp >= 0 {
		return new(big.Rat).SetInt(n.Mul(n, power(d.exp))), true
	}
	return new(big.Rat).SetFrac(n, power(-d.exp)), true
}

// rescale gives the number another exponent; rounding says what happens to digits that are lost.
func (d decimal) rescale(exp int, rounding string) decimal {
	if exp <= d.exp {
		d.digits = new(big.Int).Mul(d.digits, power(d.exp-exp))
		d.exp = exp
		return d
	}
	unit := power(exp - d.exp)
	q, r := new(big.Int).QuoRem(d.digits, unit, new(big.Int))
	half := new(big.Int).Mul(r, big.NewInt(2)).Cmp(unit)
	up := false
	switch rounding {
	case "ROUND_HALF_EVEN":
		up = half > 0 || half == 0 && q.Bit(0) == 1
	case "ROUND_HALF_UP":
		up = half >= 0
	case "ROUND_HALF_DOWN":
		up = half > 0
	case "ROUND_UP":
		up = r.Sign() > 0
	case "ROUND_CEILING":
		up = r.Sign() > 0 && !d.neg
	case "ROUND_FLOOR":
		up = r.Sign() > 0 && d.neg
	case "ROUND_05UP":
		last := new(big.Int).Mod(q, ten).Int64()
		up = r.Sign() > 0 && (last == 0 || last == 5)
	}
	if up {
		q.Add(q, big.NewInt(1))
	}
	d.digits, d.exp = q, exp
	return d
}

// fix rounds to the digits of the context.
func (d decimal) fix() decimal {
	for d.special == "" && d.count() > decimalDigits {
		d = d.rescale(d.exp+d.count()-decimalDigits, "ROUND_HALF_EVEN")
	}
	return d
}

func (d decimal) signed() *big.Int {
	if d.neg {
		return new(big.Int).Neg(d.digits)
	}
	return new(big.Int).Set(d.digits)
}

func (d decimal) add(o decimal) decimal {
	exp := min(d.exp, o.exp)
	a, b := d.rescale(exp, ""), o.rescale(exp, "")
	sum := new(big.Int).Add(a.signed(), b.signed())
	out := decimal{neg: sum.Sign() < 0 || sum.Sign() == 0 && d.neg && o.neg, digits: sum.Abs(sum), exp: exp}
	return out.fix()
}

func (d decimal) mul(o decimal) decimal {
	return decimal{neg: d.neg != o.neg, digits: new(big.Int).Mul(d.digits, o.digits), exp: d.exp + o.exp}.fix()
}

// quo is d / o, o not being zero: exact where it ends within the digits.
func (d decimal) quo(o decimal) decimal {
	out := decimal{neg: d.neg != o.neg, exp: d.exp - o.exp}
	if d.digits.Sign() == 0 {
		out.digits = new(big.Int)
		return out
	}
	ideal := out.exp
	shift := max(o.count()-d.count()+decimalDigits+1, 0)
	n := new(big.Int).Mul(d.digits, power(shift))
	q, r := n.QuoRem(n, o.digits, new(big.Int))
	out.exp -= shift
	if r.Sign() != 0 { // one more digit keeps a half apart from what is above it
		if last := new(big.Int).Mod(q, big.NewInt(5)); last.Sign() == 0 {
			q.Add(q, big.NewInt(1))
		}
		out.digits = q
		return out.fix()
	}
	out.digits = q
	return out.strip(ideal).fix()
}

// strip drops zeros at the end, up to an exponent.
func (d decimal) strip(most int) decimal {
	for d.exp < most && d.digits.Sign() != 0 {
		q, r := new(big.Int).QuoRem(d.digits, ten, new(big.Int))
		if r.Sign() != 0 {
			break
		}
		d.digits, d.exp = q, d.exp+1
	}
	return d
}
