package document

import (
	"slices"
	"strings"
	"unicode/utf8"
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
	// Copy: nothing but its text, which is secret elsewhere, says that it is one.
	Copy bool `json:"copy,omitempty"`
	// Group numbers equal secrets of one run, in document order; 0: not numbered.
	Group int `json:"group,omitempty"`
}

// SecretName tells whether a variable, setting or key of that name holds a secret, by its whole words.
func SecretName(name string) bool {
	for word, rest := cutWord(name); word != ""; word, rest = cutWord(rest) {
		if holdsFold(secretWords, word) || endsInPassword(word) {
			return !PublicName(name)
		}
	}
	return false
}

// endsInPassword tells a word that is glued to what the password is for: PGPASSWORD.
func endsInPassword(word string) bool {
	const end = "password"
	return len(word) > len(end) && strings.EqualFold(word[len(word)-len(end):], end)
}

// secretWords are the whole words of a name that say that it holds a secret.
var secretWords = map[string]bool{
	"secret": true, "secrets": true, "key": true, "apikey": true, "secretkey": true, "token": true, "tokens": true, "password": true,
	"passwd": true, "passphrase": true, "pass": true, "pwd": true, "pw": true, "dsn": true, "credential": true, "credentials": true,
	"salt": true, "signature": true, "dbpass": true, "dbpwd": true,
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
	"method": true, "methods": true, "func": true, "handler": true, "generator": true, "strategy": true, "scheme": true, "claim": true,
	"alg": true, "uri": true, "template": true, "form": true, "fields": true, "filename": true, "middleware": true, "parameter": true,
	"validator": true, "validation": true, "rules": true, "change": true, "attempts": true, "ttl": true, "time": true, "window": true,
	"period": true, "threshold": true,
}

// publicSettings are names that hold a word of a secret and are known to hold none.
var publicSettings = map[string]bool{
	"CSRF_USE_SESSIONS": true, "CACHE_MIDDLEWARE_KEY_PREFIX": true, "PASSWORD_HASHERS": true,
	"AUTH_PASSWORD_VALIDATORS": true, "PASSWORD_RESET_TIMEOUT": true, "KEY_PREFIX": true, "KEY_FUNCTION": true,
}

// PublicName tells whether the last word of a name says that what it names is no secret,
// even of one that holds the word of a secret: a host, a user, a path.
func PublicName(name string) bool {
	if publicSettings[name] {
		return true
	}
	var before, last string
	for word, rest := cutWord(name); word != ""; word, rest = cutWord(rest) {
		before, last = last, strings.ToLower(word)
	}
	return publicWords[last] || slices.Contains(publicAfter[last], before)
}

// publicAfter are the words before a last one that make a name public: uwsgi_pass
// names an upstream of nginx, MAX_TOKENS and EXPIRES_IN are numbers, and
// CORS_ALLOW_CREDENTIALS is a switch.
var publicAfter = map[string][]string{
	"pass":        {"uwsgi", "proxy", "fastcgi", "scgi", "grpc"},
	"tokens":      {"max", "min", "completion", "prompt", "output", "input"},
	"in":          {"expires"},
	"credentials": {"allow", "allowed"},
}

// cutWord returns the first word of a name, and what follows it. Words end at
// underscores, hyphens, dots, spaces, and where lower case turns to upper.
func cutWord(name string) (word, rest string) {
	name = strings.TrimLeft(name, "_-. ")
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c == '_' || c == '-' || c == '.' || c == ' ',
			i > 0 && 'A' <= c && c <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z':
			return name[:i], name[i:]
		}
	}
	return name, ""
}

// holdsFold tells whether a set of words in lower case holds a word, whatever its case.
func holdsFold(set map[string]bool, word string) bool {
	var lower [16]byte // a longer word is in no set
	if len(word) > len(lower) {
		return false
	}
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return set[strings.ToLower(word)]
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return set[string(lower[:len(word)])]
}

// SecretText tells whether a text is a secret whatever its name: a URL with a
// password, a PEM block, a token of a known shape.
func SecretText(s string) bool {
	return urlPassword(s) || privateKey(s) || PublicPrefix(s) != ""
}

// HoldsSecret tells whether a text under a name is a secret in clear: by its form, or
// by the name, where it does not only say where the secret is.
func HoldsSecret(name, text string) bool {
	return text != "" && (SecretText(text) || SecretName(name) && !refers(text) && !(isKeyOfThings(name) && isSlug(text)))
}

// isKeyOfThings tells whether nothing but the last word of a name, key, says that it holds a
// secret, as in PROJECT_KEY and CACHE_KEY, which may be the key of a thing in a table.
func isKeyOfThings(name string) bool {
	last := ""
	for word, rest := cutWord(name); word != ""; word, rest = cutWord(rest) {
		if holdsFold(secretWords, last) || holdsFold(keyWords, last) || endsInPassword(last) {
			return false
		}
		last = word
	}
	return strings.EqualFold(last, "key")
}

// keyWords are words before key that make a secret of what opens something.
var keyWords = map[string]bool{
	"access": true, "account": true, "admin": true, "api": true, "app": true, "application": true, "auth": true, "aws": true, "cipher": true,
	"client": true, "crypto": true, "decryption": true, "django": true, "encrypt": true, "encryption": true, "fernet": true, "field": true,
	"hash": true, "hmac": true, "jwt": true, "license": true, "master": true, "private": true, "secure": true, "security": true, "server": true,
	"service": true, "session": true, "shared": true, "sign": true, "signing": true, "ssh": true, "ssl": true, "storage": true, "tls": true, "webhook": true,
}

// isSlug tells whether a text is words of lower case with a hyphen, a dot or an underscore
// between them: a name.
func isSlug(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("-_.", r) }) {
		if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return true
}

// refers tells whether a text only says where a secret is, or that there is none: a
// file, an address, an account on a chain, empty quotes, a cast of dynaconf.
func refers(text string) bool {
	text = strings.Trim(text, `'"`)
	if hex, ok := strings.CutPrefix(text, "0x"); ok && len(hex) == 40 && strings.Trim(hex, "0123456789abcdefABCDEF") == "" {
		return true // of Ethereum, public by its nature; a private key has 64 digits
	}
	for _, start := range []string{"@none", "http://", "https://"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return text == "" || isFile(text)
}

// isFile tells whether a text is an absolute path to a file with an extension. A path
// with capitals has a folder: a random text may begin with a slash and hold a dot.
func isFile(text string) bool {
	if !strings.HasPrefix(text, "/") || strings.Contains(text, "//") {
		return false
	}
	base := text[strings.LastIndexByte(text, '/')+1:]
	dot := strings.LastIndexByte(base, '.')
	extension := base[dot+1:]
	return dot >= 0 && len(extension) > 0 && strings.Trim(extension, "abcdefghijklmnopqrstuvwxyz") == "" &&
		(strings.ToLower(text) == text || strings.Count(text, "/") > 1) && !strings.ContainsFunc(text, notOfPath)
}

// notOfPath tells whether a character is none of the usual ones of paths.
func notOfPath(r rune) bool {
	letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	return !letter && !strings.ContainsRune("/_.-", r)
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

// prefixLetters are what they begin with.
const prefixLetters = "ASdgrswx"

// PublicPrefix returns the beginning of s that is on the fixed list of public prefixes, or "".
func PublicPrefix(s string) string {
	if privateKey(s) {
		return "-----BEGIN"
	}
	if s == "" || strings.IndexByte(prefixLetters, s[0]) < 0 {
		return ""
	}
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) && len(s) > len(p) {
			return p
		}
	}
	return ""
}
