package value

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// The methods of int and float.

func intMethods() methods {
	return methods{
		"bit_length":       {gives: IntClass, fn: func(in *invocation) (Value, error) { return NewInt(int64(in.whole().bits()), in.tr), nil }},
		"bit_count":        {gives: IntClass, fn: intBitCount},
		"conjugate":        {gives: IntClass, fn: func(in *invocation) (Value, error) { return in.whole(), nil }},
		"is_integer":       {gives: BoolClass, fn: func(in *invocation) (Value, error) { return NewBool(true, in.tr), nil }},
		"as_integer_ratio": {gives: TupleClass, fn: intRatio},
		"to_bytes":         {takes: []string{"length", "byteorder", "*signed"}, gives: BytesClass, fn: intToBytes},
	}
}

func (in *invocation) whole() Int {
	i, _ := asInt(in.self)
	return i
}

func intBitCount(in *invocation) (Value, error) {
	n := 0
	for _, w := range new(big.Int).Abs(in.whole().Big()).Bytes() {
		for ; w != 0; w &= w - 1 {
			n++
		}
	}
	return NewInt(int64(n), in.tr), nil
}

func intRatio(in *invocation) (Value, error) {
	return NewTuple([]Value{in.whole(), NewInt(1, in.tr)}, in.tr), nil
}

func intToBytes(in *invocation) (Value, error) {
	n, order, signed := in.int(0, 1), in.strOr(1, "big"), in.truth(2, false)
	v := in.whole().Big()
	switch {
	case in.err != nil:
		return nil, in.err
	case order != "big" && order != "little":
		return nil, in.t.Raise("ValueError", "byteorder must be either 'little' or 'big'")
	case n < 0:
		return nil, in.t.Raise("ValueError", "length argument must be non-negative")
	case n > in.t.Limits.Size:
		return refuse(in.t, BytesClass, in.tr), nil
	case v.Sign() < 0 && !signed:
		return nil, in.t.Raise("OverflowError", "can't convert negative int to unsigned")
	case !fits(v, n, signed):
		return nil, in.t.Raise("OverflowError", "int too big to convert")
	}
	if v.Sign() < 0 {
		v = new(big.Int).Add(v, new(big.Int).Lsh(big.NewInt(1), uint(8*n)))
	}
	out := v.FillBytes(make([]byte, n))
	if order == "little" {
		slices.Reverse(out)
	}
	return NewBytes(string(out), in.tr), in.t.Alloc(n)
}

func fits(v *big.Int, bytes int, signed bool) bool {
	if !signed {
		return v.BitLen() <= 8*bytes
	}
	if v.Sign() < 0 {
		v = new(big.Int).Not(v)
	}
	return v.BitLen() < 8*bytes || v.Sign() == 0
}

// intFromBytes is int.from_bytes.
func intFromBytes(in *invocation) (Value, error) {
	b, ok := in.args[0].(Bytes)
	order, signed := in.strOr(1, "big"), in.truth(2, false)
	if !ok {
		if _, isInt := asInt(in.args[0]); isInt || in.args[0].Class() == StrClass {
			return nil, in.t.Raise("TypeError", "cannot convert '"+in.args[0].Class().TypeName()+"' object to bytes")
		}
		made, err := CallValue(in.t, BytesClass, &Call{Args: in.args[:1], At: in.t.At})
		if b, ok = made.(Bytes); !ok || err != nil {
			return made, err
		}
	}
	raw := []byte(b.text)
	if order == "little" {
		slices.Reverse(raw)
	}
	v := new(big.Int).SetBytes(raw)
	if signed && len(raw) > 0 && raw[0]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
	}
	if v.BitLen() > maxBits {
		return refuse(in.t, IntClass, in.tr), nil
	}
	return NewBigInt(v, in.tr), in.err
}

func floatMethods() methods {
	return methods{
		"is_integer": {gives: BoolClass, fn: func(in *invocation) (Value, error) {
			f := in.self.(Float).F
			return NewBool(f == math.Trunc(f) && !math.IsInf(f, 0), in.tr), nil
		}},
		"conjugate":        {gives: FloatClass, fn: func(in *invocation) (Value, error) { return in.self, nil }},
		"as_integer_ratio": {gives: TupleClass, fn: floatRatio},
		"hex":              {gives: StrClass, fn: floatHex},
	}
}

func floatRatio(in *invocation) (Value, error) {
	f := in.self.(Float).F
	switch {
	case math.IsInf(f, 0):
		return nil, in.t.Raise("OverflowError", "cannot convert Infinity to integer ratio")
	case math.IsNaN(f):
		return nil, in.t.Raise("ValueError", "cannot convert NaN to integer ratio")
	}
	r := new(big.Rat).SetFloat64(f)
	return NewTuple([]Value{NewBigInt(r.Num(), in.tr), NewBigInt(r.Denom(), in.tr)}, in.tr), nil
}

func floatHex(in *invocation) (Value, error) {
	f := in.self.(Float).F
	switch {
	case math.IsInf(f, 0) || math.IsNaN(f):
		return NewStr(formatRepr(f), in.tr), nil
	case f == 0:
		return NewStr(strings.TrimSuffix(formatRepr(f), "0.0")+"0x0.0p+0", in.tr), nil
	}
	if math.Abs(f) < 0x1p-1022 {
		return in.unfollowed(StrClass), nil
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'x', 13, 64), "p")
	n, _ := strconv.Atoi(exponent)
	sign := "+"
	if n < 0 {
		sign = ""
	}
	return NewStr(mantissa+"p"+sign+decimal(n), in.tr), nil
}
