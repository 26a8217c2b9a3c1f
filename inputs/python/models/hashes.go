package models

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func hashModules() map[string]maker {
	return map[string]maker{"hashlib": hashlibModule, "base64": base64Module, "hmac": hollow("hmac", "hmac is not followed")}
}

// hashes are the algorithms that are computed.
func hashes() map[string]func() hash.Hash {
	return map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
}

func hashlibModule(*value.Thread) value.Value {
	m := value.NewModule("hashlib", "")
	for name, make := range hashes() {
		m.Func(name, strict(name, "string=, *, usedforsecurity=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			data, err := wantBytes(t, a[0])
			return newHash(t, name, make, data, tr), err
		}))
	}
	m.Fallback = notFollowed("hashlib")
	return m
}

func wantBytes(t *value.Thread, v value.Value) (string, error) {
	switch b := v.(type) {
	case nil:
		return "", nil
	case value.Bytes:
		return b.Text(), nil
	case value.Str:
		return "", t.Raise("TypeError", "Strings must be encoded before hashing")
	}
	return "", t.Raise("TypeError", "object supporting the buffer API required")
}

// newHash is a hash object of all that it was given so far.
func newHash(t *value.Thread, name string, make func() hash.Hash, data string, tr *value.Trace) value.Value {
	h := t.NewInstance(value.NewClass("HASH", "_hashlib"))
	sum := func() string {
		s := make()
		s.Write([]byte(data))
		return string(s.Sum(nil))
	}
	h.NS.Set(nil, "name", value.NewStr(name, nil), t.At)
	define := func(name, params string, f func(t *value.Thread, a args) (value.Value, error)) {
		h.NS.Set(nil, name, value.NewBuiltin(name, strict(name, params, func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) { return f(t, a) })), t.At)
	}
	define("hexdigest", "", func(*value.Thread, args) (value.Value, error) {
		return value.NewStr(hex.EncodeToString([]byte(sum())), tr), nil
	})
	define("digest", "", func(*value.Thread, args) (value.Value, error) { return value.NewBytes(sum(), tr), nil })
	h.NS.Set(nil, "update", value.NewBuiltin("update", func(t *value.Thread, c *value.Call) (value.Value, error) {
		for _, name := range []string{"hexdigest", "digest"} {
			h.NS.Set(t, name, value.NewBuiltin(name, unknownCall("a hash that is updated is not followed")), t.At)
		}
		return value.None(), nil
	}), t.At)
	return h.With(tr)
}

func base64Module(*value.Thread) value.Value {
	m := value.NewModule("base64", "")
	for name, enc := range map[string]*base64.Encoding{"b64encode": base64.StdEncoding, "standard_b64encode": base64.StdEncoding, "urlsafe_b64encode": base64.URLEncoding} {
		m.Func(name, strict(name, "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			b, ok := a[0].(value.Bytes)
			if !ok {
				return nil, t.Raise("TypeError", "a bytes-like object is required, not '"+a[0].Class().Name+"'")
			}
			return value.NewBytes(enc.EncodeToString([]byte(b.Text())), tr), nil
		}))
	}
	for name, url := range map[string]bool{"b64decode": false, "standard_b64decode": false, "urlsafe_b64decode": true} {
		m.Func(name, strict(name, "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) { return decode64(t, a[0], url, tr) }))
	}
	m.Fallback = notFollowed("base64")
	return m
}

// decode64 drops what is not of the alphabet, as b64decode does without validate.
func decode64(t *value.Thread, v value.Value, url bool, tr *value.Trace) (value.Value, error) {
	s, ok := text(v)
	if b, isBytes := v.(value.Bytes); isBytes {
		s, ok = b.Text(), true
	}
	if !ok {
		return nil, t.Raise("TypeError", "argument should be a bytes-like object or ASCII string, not '"+v.Class().Name+"'")
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
	out, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, t.RaiseClass(value.NewClass("Error", "binascii", value.Exceptions()["ValueError"]), "Incorrect padding", tr)
	}
	return value.NewBytes(string(out), tr), nil
}
