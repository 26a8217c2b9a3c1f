package models

import (
	"crypto/md5"
	"crypto/sha1"
	"encoding/hex"
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// uuidBytes are the 16 bytes of a UUID.
type uuidBytes [16]byte

// text is the hexadecimal form with hyphens.
func (u uuidBytes) text() string {
	h := hex.EncodeToString(u[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// versioned sets the version and the variant of RFC 4122.
func (u uuidBytes) versioned(version byte) uuidBytes {
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
	return u
}

// readUUID reads the forms that uuid.UUID reads.
func readUUID(s string) (u uuidBytes, ok bool) {
	s = strings.NewReplacer("urn:", "", "uuid:", "").Replace(s)
	s = strings.ReplaceAll(strings.Trim(s, "{}"), "-", "")
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 16 {
		return u, false
	}
	return uuidBytes(b), true
}

func uuidModule(*value.Thread) value.Value {
	m := value.NewModule("uuid", "")
	class := value.NewClass("UUID", "uuid")
	k := &kind[uuidBytes]{
		class: class,
		text: func(_ *value.Thread, u uuidBytes, repr bool) string {
			if repr {
				return "UUID('" + u.text() + "')"
			}
			return u.text()
		},
		order:    func(a, b uuidBytes) (int, value.Truth) { return strings.Compare(string(a[:]), string(b[:])), value.Yes },
		number:   func(u uuidBytes) (*big.Rat, bool) { return new(big.Rat).SetInt(new(big.Int).SetBytes(u[:])), true },
		integral: true, attr: uuidAttr,
	}
	class.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) {
		return strict("UUID", "hex=, bytes=, bytes_le=, fields=, int=, version=, *, is_safe=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return newUUID(t, k, a, tr)
		})(t, c)
	}
	m.Define("UUID", class)
	for name, s := range map[string]string{"NAMESPACE_DNS": "6ba7b810", "NAMESPACE_URL": "6ba7b811", "NAMESPACE_OID": "6ba7b812", "NAMESPACE_X500": "6ba7b814"} {
		u, _ := readUUID(s + "-9dad-11d1-80b4-00c04fd430c8")
		m.Define(name, k.make(u, nil))
	}
	for name, version := range map[string]byte{"uuid3": 3, "uuid5": 5} {
		m.Func(name, strict(name, "namespace, name", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			space, ok := a[0].(*immutable[uuidBytes])
			s, isText := text(a[1])
			if !ok || !isText {
				return typed(unknown(t, "uuid."+name+" of these is not followed", tr), class), nil
			}
			var sum uuidBytes
			data := append(append([]byte{}, space.data[:]...), s...)
			if version == 3 {
				sum = md5.Sum(data)
			} else {
				full := sha1.Sum(data)
				copy(sum[:], full[:16])
			}
			return k.make(sum.versioned(version), tr), nil
		}))
	}
	for _, name := range []string{"uuid1", "uuid4", "uuid6", "uuid7", "uuid8"} {
		m.Func(name, randomCall("uuid."+name, class))
	}
	m.Func("getnode", unknownOf("uuid.getnode is known only when the process runs", value.IntClass))
	m.Fallback = notFollowed("uuid")
	return m
}

func newUUID(t *value.Thread, k *kind[uuidBytes], a args, tr *value.Trace) (value.Value, error) {
	var u uuidBytes
	switch {
	case a[2] != nil || a[3] != nil || a[5] != nil:
		return typed(unknown(t, "a UUID made in this way is not followed", tr), k.class), nil
	case a[0] != nil:
		s, err := wantText(t, a[0], "UUID")
		if err != nil {
			return nil, err
		}
		read, ok := readUUID(s)
		if !ok {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "badly formed hexadecimal UUID string", tr)
		}
		u = read
	case a[1] != nil:
		b, ok := a[1].(value.Bytes)
		if !ok || len(b.Text()) != 16 {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "bytes is not a 16-char string", tr)
		}
		copy(u[:], b.Text())
	default:
		n, ok := orNone(a[4]).(value.Int)
		if !ok {
			return nil, t.Raise("TypeError", "one of the hex, bytes, bytes_le, fields, or int arguments must be given")
		}
		if n.Big().Sign() < 0 || n.Big().BitLen() > 128 {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "int is out of range (need a 128-bit value)", tr)
		}
		n.Big().FillBytes(u[:])
	}
	return k.make(u, tr), nil
}

func uuidAttr(t *value.Thread, v *immutable[uuidBytes], name string) (value.Value, error) {
	switch name {
	case "hex":
		return value.NewStr(hex.EncodeToString(v.data[:]), v.trace), nil
	case "int":
		return value.NewBigInt(new(big.Int).SetBytes(v.data[:]), v.trace), nil
	case "bytes":
		return value.NewBytes(string(v.data[:]), v.trace), nil
	case "urn":
		return value.NewStr("urn:uuid:"+v.data.text(), v.trace), nil
	case "version":
		if v.data[8]&0xc0 == 0x80 {
			return value.NewInt(int64(v.data[6]>>4), v.trace), nil
		}
		return value.None().With(v.trace), nil
	case "bytes_le", "fields", "variant", "time", "node", "clock_seq", "is_safe":
		return unknown(t, "this part of a UUID is not followed", v.trace), nil
	}
	return nil, nil
}
