package document

import (
	"slices"
	"strings"
)

// Facts are what may be said of a secret. Nothing of its text is in them but a
// public prefix from a fixed list.
type Facts struct {
	// Length is exact for SECRET_KEY and its fallbacks; else 0 and Short tells.
	Length   int      `json:"length,omitempty"`
	Short    bool     `json:"short"`              // fewer than 12 characters
	Empty    bool     `json:"empty"`              // no character at all
	Distinct int      `json:"distinct,omitempty"` // distinct characters, where Length is given
	Classes  []string `json:"classes"`            // digits, lower, upper, punctuation, other
	Entropy  string   `json:"entropy"`            // low, medium, high
	Prefix   string   `json:"prefix,omitempty"`
	// Placeholder: the whole text is one that stands in samples (changeme, your-secret-key).
	Placeholder bool `json:"placeholder"`
	// PublishedDefault: the text is the default of a program or tutorial (postgres, minioadmin).
	PublishedDefault bool `json:"published_default"`
	// Equals names the sibling fields with the same text (USER, NAME).
	Equals []string `json:"equals,omitempty"`
	// Group numbers equal secrets of one run, in document order; 0: not numbered.
	Group int `json:"group,omitempty"`
}

// SecretName tells whether a variable, setting or key of that name holds a secret, by its whole words.
func SecretName(name string) bool {
	for _, w := range words(name) {
		if secretWords[w] {
			return !publicName(name)
		}
	}
	return false
}

// secretWords are the whole words of a name that say that it holds a secret.
var secretWords = map[string]bool{
	"secret": true, "secrets": true, "key": true, "apikey": true, "secretkey": true, "token": true, "tokens": true, "password": true,
	"passwd": true, "passphrase": true, "pass": true, "pwd": true, "pw": true, "dsn": true, "credential": true, "credentials": true,
	"salt": true, "signature": true,
}

// publicWords are last words that make a name public all the same: a name, a
// path, a prefix or a class is no secret, nor is a number of seconds.
var publicWords = map[string]bool{
	"name": true, "names": true, "prefix": true, "path": true, "file": true, "dir": true, "id": true, "header": true,
	"url": true, "timeout": true, "age": true, "validators": true, "hashers": true, "class": true, "classes": true, "backend": true,
	"module": true, "function": true, "algorithm": true, "lifetime": true, "expiration": true, "expiry": true, "field": true,
	"type": true, "types": true, "length": true, "enabled": true, "required": true, "format": true, "view": true, "rotate": true,
	"public": true, "arn": true, "version": true, "model": true, "serializer": true, "days": true, "hours": true, "minutes": true, "seconds": true,
	"limit": true, "limits": true, "rate": true, "size": true, "count": true, "bits": true, "min": true, "max": true, "mode": true,
	"host": true, "port": true, "user": true, "username": true, "email": true, "bucket": true, "region": true, "endpoint": true,
	"issuer": true, "audience": true, "provider": true, "storage": true, "engine": true, "policy": true,
}

// publicSettings are names that hold a word of a secret and are known to hold none.
var publicSettings = map[string]bool{
	"CSRF_USE_SESSIONS": true, "CACHE_MIDDLEWARE_KEY_PREFIX": true, "PASSWORD_HASHERS": true,
	"AUTH_PASSWORD_VALIDATORS": true, "PASSWORD_RESET_TIMEOUT": true, "KEY_PREFIX": true, "KEY_FUNCTION": true,
}

func publicName(name string) bool {
	if publicSettings[name] {
		return true
	}
	w := words(name)
	last := w[len(w)-1]
	return publicWords[last] || len(w) > 1 && slices.Contains(publicAfter[last], w[len(w)-2])
}

// publicAfter are the words before a last one that make a name public: uwsgi_pass
// names an upstream of nginx, and MAX_TOKENS is a number.
var publicAfter = map[string][]string{
	"pass":   {"uwsgi", "proxy", "fastcgi", "scgi", "grpc"},
	"tokens": {"max", "min", "completion", "prompt", "output", "input"},
}

// words splits a name at underscores, hyphens, dots, and where lower case turns to upper, in lower case.
func words(name string) []string {
	var out []string
	start := 0
	flush := func(end int) {
		if end > start {
			out = append(out, strings.ToLower(name[start:end]))
		}
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c == '_' || c == '-' || c == '.' || c == ' ':
			flush(i)
			start = i + 1
		case i > start && c >= 'A' && c <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z':
			flush(i)
			start = i
		}
	}
	flush(len(name))
	if len(out) == 0 {
		out = []string{""}
	}
	return out
}

// SecretText tells whether a text is a secret whatever its name: a URL with a
// password, a PEM block, a token of a known shape.
func SecretText(s string) bool {
	return urlPassword(s) || privateKey(s) || PublicPrefix(s) != ""
}

// privateKey tells whether s holds a private key in PEM (RFC 7468); a certificate is public.
func privateKey(s string) bool {
	return strings.Contains(s, "-----BEGIN ") && strings.Contains(s, "PRIVATE KEY")
}

// HideArguments returns the arguments of a command with "..." for what is secret:
// the value of an option or variable by its name (--password x, --token=x,
// API_KEY=x), and what is a secret by its shape; also in the text of sh -c.
func HideArguments(args []string) []string {
	out := slices.Clone(args)
	for i, arg := range out {
		name, text, assigned := strings.Cut(arg, "=")
		switch {
		case i > 0 && args[i-1] == "-c" && strings.Contains(arg, " "):
			out[i] = strings.Join(HideArguments(strings.Split(arg, " ")), " ")
		case i > 0 && (args[i-1] == "Bearer" || args[i-1] == "Basic"): // of an Authorization header
			out[i] = "..."
		case assigned && text != "" && (SecretName(name) || SecretText(text)):
			out[i] = name + "=..."
		case SecretText(arg), i > 0 && strings.HasPrefix(args[i-1], "-") && SecretName(args[i-1]) && !strings.HasPrefix(arg, "-"):
			out[i] = "..."
		}
	}
	return out
}

// urlPassword tells whether s is a URL whose userinfo has a password.
func urlPassword(s string) bool {
	i := strings.Index(s, "://")
	if i < 1 {
		return false
	}
	rest := s[i+3:]
	if end := strings.IndexAny(rest, "/?# "); end >= 0 {
		rest = rest[:end]
	}
	at := strings.LastIndexByte(rest, '@')
	if at < 0 {
		return false
	}
	colon := strings.IndexByte(rest[:at], ':')
	return colon >= 0 && colon+1 < at
}

// prefixes are the public beginnings of keys and tokens that may be shown.
var prefixes = []string{"django-insecure-", "AKIA", "ASIA", "sk_live_", "sk_test_", "rk_live_", "whsec_", "ghp_", "gho_", "ghs_",
	"ghu_", "ghr_", "github_pat_", "glpat-", "xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-", "xapp-", "shpat_", "dop_v1_", "SG.", "AIza"}

// PublicPrefix returns the beginning of s that is on the fixed list of public prefixes, or "".
func PublicPrefix(s string) string {
	if privateKey(s) {
		return "-----BEGIN"
	}
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) && len(s) > len(p) {
			return p
		}
	}
	return ""
}
