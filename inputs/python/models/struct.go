package models

import (
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module struct, on a machine of 64 bits that is little endian. Formats are read as
// the library reference, "struct", has them.

func structModule(*value.Thread) value.Value {
	m := value.NewModule("struct", "")
	failed := value.NewClass("error", "struct", value.Exceptions()["Exception"])
	m.Define("error", failed)
	format := func(t *value.Thread, v value.Value) (layout, error) {
		s, ok := text(v)
		if b, is := v.(value.Bytes); is {
			s, ok = b.Text(), true
		}
		if !ok {
			return layout{}, t.Raise("TypeError", "Struct() argument 1 must be a str or bytes object, not "+v.Class().TypeName())
		}
		l, ok := readLayout(s)
		if !ok {
			return l, t.RaiseClass(failed, "bad char in struct format", v.Trace())
		}
		return l, nil
	}
	m.Func("calcsize", strict("calcsize", "format", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		l, err := format(t, a[0])
		return value.NewInt(int64(l.size), tr), err
	}))
	m.Func("unpack", strict("unpack", "format, buffer", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		l, err := format(t, a[0])
		if err != nil {
			return nil, err
		}
		data, err := wantBytes(t, a[1])
		if err == nil && len(data) != l.size {
			err = t.RaiseClass(failed, "unpack requires a buffer of another size", tr)
		}
		if err != nil {
			return nil, err
		}
		return value.NewTuple(l.unpack([]byte(data), tr), tr), t.Alloc(len(data))
	}))
	m.Func("pack", variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		if len(a) == 0 {
			return nil, t.Raise("TypeError", "pack expected at least 1 argument, got 0")
		}
		l, err := format(t, a[0])
		if err != nil {
			return nil, err
		}
		if l.size > t.Limits.Size {
			return unknown(t, "too large to compute", tr), nil
		}
		out, ok := l.pack(t, a[1:])
		if !ok && l.tooLarge(a[1:]) {
			return nil, t.Raise("OverflowError", "float too large to pack with f format")
		}
		if !ok {
			return nil, t.RaiseClass(failed, "the values do not fit the format", tr)
		}
		return value.NewBytes(string(out), tr), t.Alloc(len(out))
	}))
	m.Fallback = notFollowed("struct")
	return m
}

// field is one value: its code, its size, where it stands; of "s" and "p" the whole text.
type field struct {
	code     byte
	size, at int
}

// layout is a format that is read.
type layout struct {
	order  binary.ByteOrder
	fields []field
	size   int
	native bool
}

// standardSizes are those of every order but the native one; nativeSizes are what differs there.
var (
	standardSizes = map[byte]int{'x': 1, 'c': 1, 'b': 1, 'B': 1, '?': 1, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 4, 'L': 4, 'q': 8, 'Q': 8, 'f': 4, 'd': 8, 's': 1, 'p': 1}
	nativeSizes   = map[byte]int{'l': 8, 'L': 8, 'n': 8, 'N': 8}
)

// readLayout reads a format; ok is false where Python refuses it, or it is too long.
func readLayout(s string) (l layout, ok bool) {
	l.order = binary.LittleEndian
	l.native = true
	if s != "" && strings.IndexByte("@=<>!", s[0]) >= 0 {
		l.native = s[0] == '@'
		if s[0] == '>' || s[0] == '!' {
			l.order = binary.BigEndian
		}
		s = s[1:]
	}
	count, counted := 0, false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if count = 10*count + int(c-'0'); count > maxLayout {
				return l, false
			}
			counted = true
			continue
		case !counted && isByteSpace(c):
			continue
		case !counted:
			count = 1
		}
		if !l.add(c, count) {
			return l, false
		}
		count, counted = 0, false
	}
	return l, !counted
}

// maxLayout bounds what a format may ask for.
const maxLayout = 1 << 20

func isByteSpace(c byte) bool { return strings.IndexByte(" \t\n\r\v\f", c) >= 0 }

func (l *layout) add(code byte, count int) bool {
	size, ok := standardSizes[code]
	if n, is := nativeSizes[code]; is && l.native {
		size, ok = n, true
	}
	if !ok || l.size+count*size > maxLayout {
		return false
	}
	if l.native && size > 1 {
		l.size = (l.size + size - 1) / size * size
	}
	switch code {
	case 's', 'p':
		l.fields = append(l.fields, field{code, count, l.size})
	case 'x':
	default:
		for i := range count {
			l.fields = append(l.fields, field{code, size, l.size + i*size})
		}
	}
	l.size += count * size
	return true
}

func (l layout) unpack(data []byte, tr *value.Trace) []value.Value {
	out := make([]value.Value, len(l.fields))
	for i, f := range l.fields {
		out[i] = l.read(f, data[f.at:f.at+f.size], tr)
	}
	return out
}

func (l layout) read(f field, b []byte, tr *value.Trace) value.Value {
	switch f.code {
	case 'c', 's':
		return value.NewBytes(string(b), tr)
	case 'p':
		if len(b) == 0 {
			return value.NewBytes("", tr)
		}
		return value.NewBytes(string(b[1:min(1+int(b[0]), len(b))]), tr)
	case '?':
		return value.NewBool(b[0] != 0, tr)
	case 'f':
		return value.NewFloat(float64(math.Float32frombits(l.order.Uint32(b))), tr)
	case 'd':
		return value.NewFloat(math.Float64frombits(l.order.Uint64(b)), tr)
	}
	n := new(big.Int).SetUint64(l.number(b))
	if f.code >= 'a' && b[l.top(len(b))]&0x80 != 0 { // signed
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return value.NewBigInt(n, tr)
}

// top is the place of the most significant byte.
func (l layout) top(n int) int {
	if l.order == binary.BigEndian {
		return 0
	}
	return n - 1
}

// number is the unsigned number of up to eight bytes.
func (l layout) number(b []byte) uint64 {
	var out uint64
	for i := range b {
		if l.order == binary.BigEndian {
			out = out<<8 | uint64(b[i])
		} else {
			out |= uint64(b[i]) << (8 * i)
		}
	}
	return out
}

// pack is false where the values are too many, too few, or not of their fields.
func (l layout) pack(t *value.Thread, values []value.Value) ([]byte, bool) {
	if len(values) != len(l.fields) {
		return nil, false
	}
	out := make([]byte, l.size)
	for i, f := range l.fields {
		if !l.write(t, f, out[f.at:f.at+f.size], values[i]) {
			return nil, false
		}
	}
	return out, true
}

func (l layout) write(t *value.Thread, f field, b []byte, v value.Value) bool {
	switch f.code {
	case 'c', 's', 'p':
		return writeBytes(f, b, v)
	case '?':
		on, err := value.Truthy(t, v)
		if on == value.Yes {
			b[0] = 1
		}
		return err == nil
	case 'f', 'd':
		return l.writeFloat(b, v)
	}
	n, ok := integer(v)
	return ok && l.writeInt(b, n, f.code >= 'a')
}

// integer is an int, or a bool as one.
func integer(v value.Value) (*big.Int, bool) {
	switch n := value.Underlying(v).(type) {
	case value.Int:
		return n.Big(), true
	case value.Bool:
		if n.B {
			return big.NewInt(1), true
		}
		return new(big.Int), true
	}
	return nil, false
}

func (l layout) writeInt(b []byte, n *big.Int, signed bool) bool {
	span := new(big.Int).Lsh(big.NewInt(1), uint(8*len(b)))
	low, high := new(big.Int), span
	if signed {
		high = new(big.Int).Rsh(span, 1)
		low = new(big.Int).Neg(high)
	}
	if n.Cmp(low) < 0 || n.Cmp(high) >= 0 {
		return false
	}
	if n.Sign() < 0 {
		n = new(big.Int).Add(n, span)
	}
	n.FillBytes(b)
	if l.order == binary.LittleEndian {
		slices.Reverse(b)
	}
	return true
}

func writeBytes(f field, b []byte, v value.Value) bool {
	s, ok := v.(value.Bytes)
	switch {
	case !ok || f.code == 'c' && len(s.Text()) != 1:
		return false
	case f.code == 'p' && len(b) > 0:
		b[0] = byte(min(copy(b[1:], s.Text()), 255))
	default:
		copy(b, s.Text())
	}
	return true
}

func (l layout) writeFloat(b []byte, v value.Value) bool {
	var f float64
	switch n := v.(type) {
	case value.Float:
		f = n.F
	default:
		i, ok := integer(v)
		if !ok {
			return false
		}
		f, _ = new(big.Float).SetInt(i).Float64()
	}
	if len(b) == 8 {
		l.order.PutUint64(b, math.Float64bits(f))
		return !math.IsInf(f, 0) || v.Class() == value.FloatClass
	}
	l.order.PutUint32(b, math.Float32bits(float32(f)))
	return l.native || !overflows(f)
}

// overflows tells whether a float of 32 bits cannot hold the number.
func overflows(f float64) bool { return math.IsInf(float64(float32(f)), 0) && !math.IsInf(f, 0) }

// tooLarge tells whether some float is what does not fit.
func (l layout) tooLarge(values []value.Value) bool {
	if len(values) != len(l.fields) {
		return false
	}
	for i, f := range l.fields {
		if n, ok := values[i].(value.Float); ok && f.code == 'f' && overflows(n.F) {
			return true
		}
	}
	return false
}
