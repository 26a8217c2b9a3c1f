package models

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func base64Module(t *value.Thread) value.Value {
	m := value.NewModule("base64", "")
	encode := func(name, params string, f func(a args, data []byte) (string, bool)) {
		m.Func(name, strict(name, params, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			b, ok := a[0].(value.Bytes)
			if !ok {
				return nil, t.Raise("TypeError", "a bytes-like object is required, not '"+a[0].Class().TypeName()+"'")
			}
			out, known := f(a, []byte(b.Text()))
			if !known {
				return typed(unknown(t, "base64."+name+" with this option is not followed", tr), value.BytesClass), nil
			}
			return value.NewBytes(out, tr), t.Alloc(len(out))
		}))
	}
	encode("b64encode", "s, altchars=", func(a args, data []byte) (string, bool) {
		out := base64.StdEncoding.EncodeToString(data)
		if isNone(a[1]) {
			return out, true
		}
		alt, ok := a[1].(value.Bytes)
		if !ok || len(alt.Text()) != 2 {
			return "", false
		}
		return strings.NewReplacer("+", alt.Text()[:1], "/", alt.Text()[1:]).Replace(out), true
	})
	encode("standard_b64encode", "s", func(_ args, data []byte) (string, bool) { return base64.StdEncoding.EncodeToString(data), true })
	encode("urlsafe_b64encode", "s", func(_ args, data []byte) (string, bool) { return base64.URLEncoding.EncodeToString(data), true })
	encode("b32encode", "s", func(_ args, data []byte) (string, bool) { return base32.StdEncoding.EncodeToString(data), true })
	encode("b16encode", "s", func(_ args, data []byte) (string, bool) { return strings.ToUpper(hex.EncodeToString(data)), true })
	encode("encodebytes", "s", func(_ args, data []byte) (string, bool) {
		var out strings.Builder
		for len(data) > 0 {
			n := min(57, len(data))
			out.WriteString(base64.StdEncoding.EncodeToString(data[:n]) + "\n")
			data = data[n:]
		}
		return out.String(), true
	})
	wrong := attribute(t, "binascii", "Error")
	for name, url := range map[string]bool{"b64decode": false, "standard_b64decode": false, "urlsafe_b64decode": true, "decodebytes": false} {
		m.Func(name, strict(name, "s, altchars=, validate=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			strictly, err := isOn(t, a[2], false)
			if err != nil || !isNone(a[1]) || strictly != value.No {
				return typed(unknown(t, "base64."+name+" with this option is not followed", tr), value.BytesClass), err
			}
			return decode64(t, a[0], url, tr, wrong)
		}))
	}
	m.Func("b32decode", strict("b32decode", "s, casefold=, map01=", decoded(wrong, decode32)))
	m.Func("b16decode", strict("b16decode", "s, casefold=", decoded(wrong, func(s string) ([]byte, error) {
		if s != strings.ToUpper(s) {
			return nil, hex.InvalidByteError(0)
		}
		return hex.DecodeString(s)
	})))
	m.Fallback = notFollowed("base64")
	return m
}

// decode32 refuses the newlines and the padding beyond eight characters that Go lets pass.
func decode32(s string) ([]byte, error) {
	if len(s)%8 != 0 || strings.ContainsAny(s, "\r\n") {
		return nil, base32.CorruptInputError(len(s))
	}
	return base32.StdEncoding.DecodeString(s)
}

// decoded makes a function that decodes a text or bytes by a plain alphabet.
func decoded(wrong value.Value, f func(s string) ([]byte, error)) func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	return func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := encodedText(t, a[0])
		if err != nil {
			return nil, err
		}
		if len(a) > 1 && !isNone(a[1]) {
			return typed(unknown(t, "this decoding is not followed", tr), value.BytesClass), nil
		}
		out, failed := f(s)
		if failed != nil {
			return nil, raiseBinascii(t, wrong, tr)
		}
		return value.NewBytes(string(out), tr), nil
	}
}

func raiseBinascii(t *value.Thread, wrong value.Value, tr *value.Trace) error {
	if cls, ok := wrong.(*value.Class); ok {
		return t.RaiseClass(cls, "the text is not encoded so", tr)
	}
	return t.RaiseClass(value.Exceptions()["ValueError"], "the text is not encoded so", tr)
}

// encodedText is a text of ASCII, or bytes.
func encodedText(t *value.Thread, v value.Value) (string, error) {
	switch b := value.Underlying(v).(type) {
	case value.Bytes:
		return b.Text(), nil
	case value.Str:
		if !isASCII(b.Text()) {
			return "", t.Raise("ValueError", "string argument should contain only ASCII characters")
		}
		return b.Text(), nil
	}
	return "", t.Raise("TypeError", "argument should be a bytes-like object or ASCII string, not '"+v.Class().TypeName()+"'")
}

// decode64 drops what is not of the alphabet, as b64decode does without validate.
// Beyond the first padding it stops.
func decode64(t *value.Thread, v value.Value, url bool, tr *value.Trace, wrong value.Value) (value.Value, error) {
	s, err := encodedText(t, v)
	if err != nil {
		return nil, err
	}
	if url {
		s = strings.NewReplacer("-", "+", "_", "/").Replace(s)
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && strings.IndexByte(alnum+"+/=", byte(r)) >= 0 {
			return r
		}
		return -1
	}, s)
	body := strings.TrimRight(s, "=")
	if strings.Contains(body, "=") {
		return typed(unknown(t, "base64 with padding in the middle is not followed", tr), value.BytesClass), nil
	}
	if rest := len(body) % 4; rest == 1 || rest != 0 && len(s)-len(body) < 4-rest {
		return nil, raiseBinascii(t, wrong, tr)
	}
	out, err := base64.RawStdEncoding.DecodeString(body)
	if err != nil {
		return nil, raiseBinascii(t, wrong, tr)
	}
	return value.NewBytes(string(out), tr), nil
}

func binasciiModule(*value.Thread) value.Value {
	m := value.NewModule("binascii", "")
	wrong := value.NewClass("Error", "binascii", value.Exceptions()["ValueError"])
	m.Define("Error", wrong)
	m.Define("Incomplete", value.NewClass("Incomplete", "binascii", value.Exceptions()["Exception"]))
	for _, name := range []string{"hexlify", "b2a_hex"} {
		m.Func(name, strict(name, "data", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			b, ok := a[0].(value.Bytes)
			if !ok {
				return nil, t.Raise("TypeError", "a bytes-like object is required, not '"+a[0].Class().TypeName()+"'")
			}
			return value.NewBytes(hex.EncodeToString([]byte(b.Text())), tr), nil
		}))
	}
	for _, name := range []string{"unhexlify", "a2b_hex"} {
		m.Func(name, strict(name, "hexstr", decoded(wrong, hex.DecodeString)))
	}
	m.Fallback = notFollowed("binascii")
	return m
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
