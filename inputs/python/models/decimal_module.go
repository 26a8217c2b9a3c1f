package models

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

const decimalRoundings = "ROUND_CEILING ROUND_FLOOR ROUND_UP ROUND_DOWN ROUND_HALF_UP ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_05UP"

// decimalLib are the parts of one interpretation.
type decimalLib struct {
	kind                       *kind[decimal]
	context                    *value.Instance
	invalid, zero, invalidZero *value.Class
}

func decimalModule(t *value.Thread) value.Value {
	m := value.NewModule("decimal", "")
	lib := &decimalLib{}
	arithmetic := value.NewClass("DecimalException", "decimal", value.Exceptions()["ArithmeticError"])
	lib.invalid = value.NewClass("InvalidOperation", "decimal", arithmetic)
	lib.zero = value.NewClass("DivisionByZero", "decimal", arithmetic, value.Exceptions()["ZeroDivisionError"])
	lib.invalidZero = value.NewClass("DivisionUndefined", "decimal", lib.invalid, value.Exceptions()["ZeroDivisionError"])
	m.Define("DecimalException", arithmetic).Define("InvalidOperation", lib.invalid).Define("DivisionByZero", lib.zero)
	for _, name := range strings.Fields(decimalRoundings) {
		m.Define(name, value.NewStr(name, nil))
	}
	class := value.NewClass("Decimal", "decimal")
	lib.kind = &kind[decimal]{
		class: class,
		text: func(_ *value.Thread, d decimal, repr bool) string {
			if repr {
				return "Decimal('" + d.text() + "')"
			}
			return d.text()
		},
		key:    decimalKey,
		order:  decimalOrder,
		like:   decimalOf,
		number: decimal.rat,
		truth:  func(d decimal) bool { return d.special != "" || d.digits.Sign() != 0 },
		attr:   lib.attr,
		binary: lib.binary,
		unary: func(v *immutable[decimal], op string) value.Value {
			d := v.data
			d.neg = op == "-" && !d.neg && (d.digits.Sign() != 0 || d.special == "Infinity") || op == "+" && d.neg && d.digits.Sign() != 0
			if op != "-" && op != "+" && op != "abs" {
				return nil
			}
			return v.kind.make(d.fix(), v.trace)
		},
		format: formatDecimal,
	}
	class.New = func(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
		return strict("Decimal", "value=, context=", lib.create)(t, c)
	}
	lib.context = t.NewInstance(value.NewClass("Context", "decimal"))
	for name, v := range map[string]value.Value{"prec": value.NewInt(decimalDigits, nil), "rounding": value.NewStr("ROUND_HALF_EVEN", nil)} {
		lib.context.NS.Set(nil, name, v, value.Place{})
	}
	m.Define("Decimal", class)
	m.Func("getcontext", func(*value.Thread, *value.Call) (value.Value, error) { return lib.context, nil })
	m.Func("setcontext", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		lib.context.NS.Set(t, "prec", unknown(t, "a context of decimal is not followed"), t.At)
		return value.None(), nil
	})
	m.Fallback = notFollowed("decimal")
	return m
}

// plain tells whether the context is still the default one.
func (lib *decimalLib) plain(t *value.Thread) bool {
	prec, _ := lib.context.NS.Get("prec")
	rounding, _ := lib.context.NS.Get("rounding")
	return value.Equal(t, prec.V, value.NewInt(decimalDigits, nil)) == value.Yes &&
		value.Equal(t, rounding.V, value.NewStr("ROUND_HALF_EVEN", nil)) == value.Yes
}

func (lib *decimalLib) create(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if !isNone(a[1]) && a[1].Class().Name != "Context" {
		return nil, t.Raise("TypeError", "optional argument must be a context")
	}
	switch v := value.Underlying(a[0]).(type) {
	case nil:
		return lib.kind.make(decimal{digits: new(big.Int)}, tr), nil
	case *immutable[decimal]:
		return v, nil
	case value.Str:
		d, ok := readDecimal(v.Text())
		if !ok && strings.Contains(strings.ToLower(v.Text()), "nan") {
			return typed(unknown(t, "a Decimal that signals, or that says what is no number, is not followed", tr), lib.kind.class), nil
		}
		if !ok {
			return nil, t.RaiseClass(lib.invalid, "[<class 'decimal.ConversionSyntax'>]", tr)
		}
		return lib.kind.make(d, tr), nil
	case value.Tuple, *value.List:
		items, _ := value.Items(t, v)
		if len(items) != 3 {
			return nil, t.Raise("ValueError", "argument must be a sequence of length 3")
		}
		return typed(unknown(t, "a Decimal of a tuple is not followed", tr), lib.kind.class), nil
	}
	d, ok := decimalOf(a[0])
	if !ok {
		return nil, t.Raise("TypeError", "conversion from "+a[0].Class().TypeName()+" to Decimal is not supported")
	}
	return lib.kind.make(d, tr), nil
}

// decimalKey is that of the equal int where there is one.
func decimalKey(d decimal) any {
	r, ok := d.rat()
	if !ok {
		return immutableKey{"Decimal", d.text()}
	}
	if r.IsInt() {
		k, _ := value.KeyOf(value.NewBigInt(r.Num(), nil))
		return k
	}
	if f, exact := r.Float64(); exact {
		k, _ := value.KeyOf(value.NewFloat(f, nil))
		return k
	}
	return immutableKey{"Rational", r.String()}
}

func decimalOrder(a, b decimal) (int, value.Truth) {
	x, ok := a.rat()
	y, okY := b.rat()
	if !ok || !okY {
		return 0, value.Maybe
	}
	return x.Cmp(y), value.Yes
}

func (lib *decimalLib) binary(t *value.Thread, v *immutable[decimal], op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	tr := value.Merge(v.trace, other.Trace())
	var b decimal
	switch o := other.(type) {
	case *immutable[decimal]:
		b = o.data
	case value.Int, value.Bool:
		b, _ = decimalOf(o)
	default:
		return nil, false, nil
	}
	a := v.data
	if right {
		a, b = b, a
	}
	lost := func() (value.Value, bool, error) {
		return typed(unknown(t, "this operation of decimal is not followed", tr), v.kind.class), true, nil
	}
	far := a.exp > maxExponent || a.exp < -maxExponent || b.exp > maxExponent || b.exp < -maxExponent
	if a.special != "" || b.special != "" || far || !lib.plain(t) {
		return lost()
	}
	if (op == value.Div || op == value.FloorDiv || op == value.Mod) && b.digits.Sign() == 0 {
		if a.digits.Sign() == 0 || op == value.Mod {
			return nil, true, t.RaiseClass(lib.invalid, "[<class 'decimal.DivisionUndefined'>]", tr)
		}
		return nil, true, t.RaiseClass(lib.zero, "[<class 'decimal.DivisionByZero'>]", tr)
	}
	switch op {
	case value.Add:
		return v.kind.make(a.add(b), tr), true, nil
	case value.Sub:
		b.neg = !b.neg
		return v.kind.make(a.add(b), tr), true, nil
	case value.Mult:
		return v.kind.make(a.mul(b), tr), true, nil
	case value.Div:
		return v.kind.make(a.quo(b), tr), true, nil
	}
	return lost()
}

func (lib *decimalLib) attr(_ *value.Thread, v *immutable[decimal], name string) (value.Value, error) {
	d := v.data
	truth := func(b bool) (value.Value, error) {
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) { return value.NewBool(b, tr), nil }), nil
	}
	switch name {
	case "quantize":
		return pure(name, "exp, rounding=, context=", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return lib.quantize(t, d, a, tr)
		}), nil
	case "normalize":
		return pure(name, "context=", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			if d.special == "" && d.digits.Sign() == 0 {
				return v.kind.make(decimal{neg: d.neg, digits: d.digits}, tr), nil
			}
			return v.kind.make(d.fix().strip(1<<30), tr), nil
		}), nil
	case "to_integral_value", "to_integral":
		return pure(name, "rounding=, context=", v, func(_ *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			if d.special != "" || d.exp >= 0 {
				return v, nil
			}
			return v.kind.make(d.rescale(0, safeText(a[0], "ROUND_HALF_EVEN")), tr), nil
		}), nil
	case "is_nan":
		return truth(d.special == "NaN")
	case "is_infinite":
		return truth(d.special == "Infinity")
	case "is_finite":
		return truth(d.special == "")
	case "is_zero":
		return truth(d.special == "" && d.digits.Sign() == 0)
	case "is_signed":
		return truth(d.neg)
	case "copy_abs", "copy_negate":
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			out := d
			out.neg = name == "copy_negate" && !d.neg
			return v.kind.make(out, tr), nil
		}), nil
	case "real":
		return v, nil
	case "sqrt", "exp", "ln", "log10", "as_tuple", "as_integer_ratio", "compare", "max", "min", "fma", "adjusted", "scaleb",
		"remainder_near", "same_quantum", "to_eng_string", "next_plus", "next_minus", "logb", "number_class", "is_normal", "canonical", "conjugate":
		return value.NewBuiltin(name, unknownCall("Decimal."+name+" is not followed")), nil
	}
	return nil, nil
}

func (lib *decimalLib) quantize(t *value.Thread, d decimal, a args, tr *value.Trace) (value.Value, error) {
	to, ok := a[0].(*immutable[decimal])
	if !ok {
		n, isNumber := decimalOf(a[0])
		if _, float := a[0].(value.Float); !isNumber || float {
			return nil, t.Raise("TypeError", "conversion from "+a[0].Class().TypeName()+" to Decimal is not supported")
		}
		to = lib.kind.make(n, nil)
	}
	rounding := safeText(a[1], "ROUND_HALF_EVEN")
	if d.special != "" || to.data.special != "" || !isNone(a[2]) || !lib.plain(t) {
		return typed(unknown(t, "this operation of decimal is not followed", tr), lib.kind.class), nil
	}
	if !strings.Contains(" "+decimalRoundings+" ", " "+rounding+" ") {
		return nil, t.Raise("TypeError", "valid values for rounding are the constants of decimal")
	}
	if d.exp-to.data.exp > decimalDigits+1 && d.digits.Sign() != 0 {
		return nil, t.RaiseClass(lib.invalid, "[<class 'decimal.InvalidOperation'>]", tr)
	}
	out := d.rescale(to.data.exp, rounding)
	if out.count() > decimalDigits {
		return nil, t.RaiseClass(lib.invalid, "[<class 'decimal.InvalidOperation'>]", tr)
	}
	return lib.kind.make(out, tr), nil
}

// formatDecimal knows ".2f" and the like.
func formatDecimal(t *value.Thread, v *immutable[decimal], spec string) (value.Value, error) {
	digits, fixed := strings.CutSuffix(strings.TrimPrefix(spec, "."), "f")
	n, err := strconv.Atoi(digits)
	if !fixed || !strings.HasPrefix(spec, ".") || err != nil || n > 1000 || v.data.special != "" {
		return typed(unknown(t, "this format of a Decimal is not followed", v.trace), value.StrClass), nil
	}
	d := v.data.rescale(-n, "ROUND_HALF_EVEN")
	s := d.digits.String()
	if n > 0 {
		s = strings.Repeat("0", max(n+1-len(s), 0)) + s
		s = s[:len(s)-n] + "." + s[len(s)-n:]
	}
	if d.neg {
		s = "-" + s
	}
	return value.NewStr(s, v.trace), nil
}
