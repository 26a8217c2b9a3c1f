package models

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func hashModules() map[string]maker {
	return map[string]maker{"hashlib": hashlibModule, "base64": base64Module, "hmac": hmacModule, "binascii": binasciiModule}
}

// hashes are the algorithms that are computed.
func hashes() map[string]func() hash.Hash {
	return map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
}

func hashlibModule(t *value.Thread) value.Value {
	m := value.NewModule("hashlib", "")
	class := hashClass("HASH", "_hashlib", "obj")
	for name, make := range hashes() {
		m.Func(name, strict(name, "string=, *, usedforsecurity=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			data, err := wantBytes(t, a[0])
			return newHash(t, class, name, make, value.NewBytes(data, tr)), err
		}))
	}
	m.Func("new", strict("new", "name, data=, *, usedforsecurity=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		name, err := wantText(t, a[0], "new")
		if err != nil {
			return nil, err
		}
		make, ok := hashes()[strings.ToLower(name)]
		if !ok {
			return unknown(t, "this hash is not followed", tr), nil
		}
		data, err := wantBytes(t, a[1])
		return newHash(t, class, strings.ToLower(name), make, value.NewBytes(data, tr)), err
	}))
	m.Func("pbkdf2_hmac", strict("pbkdf2_hmac", "hash_name, password, salt, iterations, dklen=", func(t *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
		return typed(unknown(t, "hashlib.pbkdf2_hmac is not followed", tr), value.BytesClass), nil
	}))
	m.Func("scrypt", unknownOf("hashlib.scrypt is not followed", value.BytesClass))
	m.Fallback = notFollowed("hashlib")
	return m
}

func wantBytes(t *value.Thread, v value.Value) (string, error) {
	switch b := value.Underlying(v).(type) {
	case nil:
		return "", nil
	case value.Bytes:
		return b.Text(), nil
	case value.Str:
		return "", t.Raise("TypeError", "Strings must be encoded before hashing")
	}
	return "", t.Raise("TypeError", "object supporting the buffer API required")
}

// newHash is a hash object; what it was given so far is in "_data".
func newHash(t *value.Thread, class *value.Class, name string, make func() hash.Hash, data value.Value) value.Value {
	h := t.NewInstance(class)
	h.Data = make
	h.NS.Set(t, "name", value.NewStr(name, nil), t.At)
	h.NS.Set(t, "digest_size", value.NewInt(int64(make().Size()), nil), t.At)
	h.NS.Set(t, "block_size", value.NewInt(int64(make().BlockSize()), nil), t.At)
	h.NS.Set(t, "_data", data, t.At)
	return h
}

// hashClass is HASH of hashlib, or HMAC; param is what update names its parameter.
func hashClass(name, module, param string) *value.Class {
	c := value.NewClass(name, module)
	sum := func(name string, result func(sum string, tr *value.Trace) value.Value) {
		method(c, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			b, _ := self.NS.Get("_data")
			data, ok := b.V.(value.Bytes)
			make, _ := self.Data.(func() hash.Hash)
			if !ok || make == nil {
				return spread(orNone(b.V)), nil
			}
			h := make()
			h.Write([]byte(data.Text()))
			return result(string(h.Sum(nil)), data.Trace()), t.Burn(1 + len(data.Text())/64)
		})
	}
	sum("hexdigest", func(s string, tr *value.Trace) value.Value { return value.NewStr(hex.EncodeToString([]byte(s)), tr) })
	sum("digest", func(s string, tr *value.Trace) value.Value { return value.NewBytes(s, tr) })
	method(c, "update", param, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if u, ok := value.IsUnknown(a[0]); ok {
			self.NS.Set(t, "_data", spread(u), t.At)
			return value.None(), nil
		}
		if _, err := wantBytes(t, a[0]); err != nil {
			return nil, err
		}
		b, _ := self.NS.Get("_data")
		sum, err := value.Binary(t, value.Add, orNone(b.V), a[0])
		if err == nil {
			self.NS.Set(t, "_data", sum, t.At)
		}
		return value.None(), err
	})
	method(c, "copy", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		out := t.NewInstance(c)
		out.Data = self.Data
		for _, name := range self.NS.Names() {
			b, _ := self.NS.Get(name)
			out.NS.Set(t, name, b.V, t.At)
		}
		return out, nil
	})
	return c
}

// hmacModule has new, digest and compare_digest.
func hmacModule(*value.Thread) value.Value {
	m := value.NewModule("hmac", "")
	class := hashClass("HMAC", "hmac", "msg")
	class.NS.Set(nil, "blocksize", value.NewInt(64, nil), value.Place{})
	m.Define("HMAC", class)
	keyed := func(t *value.Thread, key, mode value.Value) (func() hash.Hash, string, error) {
		name, _ := text(mode)
		if b, ok := mode.(*value.Builtin); ok {
			name = b.Name
		}
		make, ok := hashes()[strings.ToLower(strings.TrimPrefix(name, "openssl_"))]
		k, err := wantBytes(t, key)
		if !ok || err != nil {
			return nil, "", err
		}
		return func() hash.Hash { return hmac.New(make, []byte(k)) }, "hmac-" + strings.ToLower(name), nil
	}
	m.Func("new", strict("new", "key, msg=, digestmod=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		make, name, err := keyed(t, a[0], a[2])
		if err != nil || make == nil {
			return unknown(t, "this hash is not followed", tr), err
		}
		data := ""
		if !isNone(a[1]) {
			data, err = wantBytes(t, a[1])
		}
		return newHash(t, class, name, make, value.NewBytes(data, tr)), err
	}))
	m.Func("digest", strict("digest", "key, msg, digest", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		make, _, err := keyed(t, a[0], a[2])
		if err != nil || make == nil {
			return typed(unknown(t, "this hash is not followed", tr), value.BytesClass), err
		}
		data, err := wantBytes(t, a[1])
		h := make()
		h.Write([]byte(data))
		return value.NewBytes(string(h.Sum(nil)), tr), err
	}))
	m.Func("compare_digest", strict("compare_digest", "a, b", compareDigest))
	m.Fallback = notFollowed("hmac")
	return m
}

// compareDigest compares two texts, or two bytes.
func compareDigest(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if a[0].Class() != a[1].Class() {
		return nil, t.Raise("TypeError", "unsupported operand types(s) or combination of types")
	}
	return value.CompareValue(t, value.Eq, a[0], a[1])
}
