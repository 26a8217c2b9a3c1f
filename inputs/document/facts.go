package document

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// shortSecret is the length from which a secret is no longer called short.
const shortSecret = 12

// FactsOf returns what may be said of a secret. name is the setting, variable or
// key that holds it; only SECRET_KEY and SECRET_KEY_FALLBACKS, alone or as the
// last words of a variable's name, have their exact length and distinct
// characters told, since Django's own check judges these. Equals and Group are
// for the caller, who sees the siblings.
func FactsOf(name, text string) Facts {
	runes := []rune(text)
	counts := map[rune]int{}
	for _, r := range runes {
		counts[r]++
	}
	f := Facts{
		Short:            len(runes) < shortSecret,
		Empty:            len(runes) == 0,
		Classes:          classesOf(runes),
		Entropy:          entropyOf(counts, len(runes)),
		Prefix:           PublicPrefix(text),
		Placeholder:      isPlaceholder(text) || saysName(name, text),
		PublishedDefault: isPublishedDefault(text),
	}
	if measured(name) {
		f.Length, f.Distinct = len(runes), len(counts)
	}
	return f
}

// measured tells whether a secret of that name has its exact length told.
func measured(name string) bool {
	name, _, _ = strings.Cut(name, "[")
	return strings.HasSuffix(name, "SECRET_KEY") || strings.HasSuffix(name, "SECRET_KEY_FALLBACKS")
}

// classesOf returns the kinds of characters, in the order of Facts.Classes.
func classesOf(runes []rune) []string {
	kinds := []struct {
		name string
		has  func(rune) bool
	}{
		{"digits", func(r rune) bool { return r >= '0' && r <= '9' }},
		{"lower", func(r rune) bool { return r >= 'a' && r <= 'z' }},
		{"upper", func(r rune) bool { return r >= 'A' && r <= 'Z' }},
		{"punctuation", func(r rune) bool { return r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)) }},
		{"other", func(r rune) bool { return r >= unicode.MaxASCII || r <= ' ' }},
	}
	classes := []string{}
	for _, kind := range kinds {
		for _, r := range runes {
			if kind.has(r) {
				classes = append(classes, kind.name)
				break
			}
		}
	}
	return classes
}

// entropyOf is a class, not a number, since a number would tell too much of a
// short secret. It is the Shannon entropy of the characters times the length,
// which no random text of that length exceeds: below 40 bits low, below 100
// medium, else high. (A random key of 50 characters has about 240; changeme 22.)
func entropyOf(counts map[rune]int, size int) string {
	bits, total := 0.0, float64(size)
	for _, n := range counts {
		bits += float64(n) * math.Log2(total/float64(n))
	}
	switch {
	case bits < 40:
		return "low"
	case bits < 100:
		return "medium"
	}
	return "high"
}

// isPublishedDefault tells whether the text is the default of a program, an
// image or a tutorial, which everybody tries first.
func isPublishedDefault(text string) bool {
	switch strings.ToLower(text) {
	case "postgres", "postgresql", "mysql", "mariadb", "redis", "mongo", "rabbitmq", "guest", "minio", "minioadmin",
		"root", "toor", "admin", "administrator", "user", "username", "django", "password", "passwd", "pass",
		"password1", "password123", "passw0rd", "p@ssw0rd", "secret", "example", "changeme", "changethis", "default",
		"letmein", "qwerty", "123", "1234", "12345", "123456", "12345678", "123456789", "test", "dev", "db", "app", "web",
		"admin123", "postgres123", "root123", "secret123":
		return true
	}
	return false
}

// isPlaceholder tells whether the whole text is one that samples hold where a
// secret belongs. The text is compared without case, quotes, brackets, hyphens,
// underscores and spaces, so "<Your-Secret_Key>" is yoursecretkey. What stands in
// angle brackets is there to be replaced whatever it says.
func isPlaceholder(text string) bool {
	own := withoutVendor(text)
	if len(own) > 2 && own[0] == '<' && strings.IndexByte(own, '>') == len(own)-1 {
		return true
	}
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, own)
	if plain == "" {
		return len(text) >= 3 && (strings.Trim(text, "*") == "" || strings.Trim(text, ".") == "") // a mask
	}
	if strings.Trim(plain, "x") == "" && len(plain) >= 3 {
		return true
	}
	return placeholderVerb(plain) || placeholderWord(plain) || namesYours(text) || saysBuild(text) || saysSample(own)
}

// saysName tells whether a text is made of words of the name under which it stands, the last
// and one before it: EMAIL_HOST_PASSWORD=email_password.
func saysName(name, text string) bool {
	words, last := map[string]bool{}, ""
	for word, rest := cutWord(name); word != ""; word, rest = cutWord(rest) {
		last = strings.ToLower(word)
		words[last] = true
	}
	said, all := "", 0
	for word, rest := cutWord(text); word != ""; word, rest = cutWord(rest) {
		said = strings.ToLower(word)
		if all++; !words[said] {
			return false
		}
	}
	return all > 1 && said == last
}

// vendors begin the keys that they give: what follows may still be a placeholder.
var vendors = []string{"django-insecure-", "sk_test_", "sk_live_", "sk_", "pk_test_", "pk_live_", "pk_", "rk_live_", "whsec_", "sk-proj-", "sk-ant-", "sk-", "ghp_",
	"github_pat_", "glpat-", "xoxb-", "xoxp-", "SG.", "re_", "gsk_", "hf_", "rzp_test_", "rzp_live_"}

func withoutVendor(text string) string {
	for _, v := range vendors {
		if rest, ok := strings.CutPrefix(text, v); ok {
			return rest
		}
	}
	return text
}

// saysBuild tells whether a text says that it is there for the build of an image alone:
// not-secret-only-for-build, key for building purposes.
func saysBuild(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune("-_ ", r) })
	build := false
	for _, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return false
		}
		build = build || w == "build" || w == "building" || w == "buildtime" || w == "collectstatic"
	}
	return build && len(words) > 1
}

// sampleWords are those that samples are made of where they say what a secret is for, and
// that it is none: dev-secret-key-change-in-production. The first say that it is none, the
// second what it stands for.
var sampleWords = [...][]string{
	{"change", "changeme", "changethis", "default", "dummy", "example", "fake", "fallback", "insecure", "notsecure", "placeholder", "replace",
		"replaceme", "sample", "unsafe", "unsecure", "your"},
	{"key", "pass", "passwd", "password", "secret", "secretkey", "string", "supersecret", "supersecretkey", "token", "value"},
	{"a", "access", "actual", "admin", "an", "and", "api", "app", "application", "at", "auth", "backend", "be", "before", "build", "chars",
		"character", "characters", "ci", "database", "db", "demo", "deploy", "deploying", "deployment", "dev", "development", "django", "do", "dont",
		"env", "environment", "file", "for", "from", "generated", "good", "here", "in", "is", "it", "jwt", "least", "local", "localhost",
		"long", "longer", "me", "min", "minimum", "more", "must", "my", "needs", "never", "not", "now", "of", "on", "only", "or", "own", "please",
		"postgres", "prod", "production", "random", "real", "really", "redis", "required", "secure", "set", "should", "some", "something", "staging",
		"strong", "super", "temp", "temporary", "test", "testing", "that", "the", "this", "to", "unique", "use", "used", "user", "variable", "very",
		"with", "you"},
}

// saysSample tells whether a text is made of nothing but such words and short numbers, one of
// the first and one of the second among them. It may also say where it must not be used.
func saysSample(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var have [len(sampleWords)]bool
	for _, w := range words {
		kind := slices.IndexFunc(sampleWords[:], func(of []string) bool { return slices.Contains(of, w) })
		if kind < 0 && (len(w) > 3 || strings.Trim(w, "0123456789") != "") {
			return false
		}
		if kind >= 0 {
			have[kind] = true
		}
	}
	denied := slices.Contains(words, "not") || slices.Contains(words, "never") || slices.Contains(words, "dont") || slices.Contains(words, "only")
	return len(words) > 2 && have[1] && (have[0] || denied)
}

// namesYours tells whether a text says whose secret of what service belongs there:
// your-yandex-disk-token.
func namesYours(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune("-_ ", r) })
	if len(words) < 3 || len(words) > 7 || words[0] != "your" {
		return false
	}
	for _, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return false
		}
	}
	switch words[len(words)-1] {
	case "secret", "key", "password", "token", "here":
		return true
	}
	return false
}

// placeholderWord knows the texts that stand alone.
func placeholderWord(plain string) bool {
	switch plain {
	case "secret", "secretkey", "supersecret", "supersecretkey", "verysecret", "verysecretkey", "topsecret", "mysecret",
		"mysecretkey", "notsecret", "notasecret", "notsosecret", "notsosecretkey", "insecure", "insecurekey", "insecuresecretkey",
		"devsecret", "devsecretkey", "devkey", "developmentkey", "developmentsecretkey", "localsecretkey", "localkey", "testsecretkey",
		"testkey", "test", "testing", "dummy", "dummykey", "dummysecret", "dummysecretkey", "fakekey", "fakesecretkey", "fake",
		"placeholder", "todo", "tbd", "fixme", "none", "null", "example", "examplekey", "examplesecretkey", "samplekey", "sample",
		"key", "djangosecret", "djangosecretkey", "productionsecretkey", "unsafe", "unsafesecretkey", "unsafesecretkeyfordevelopment",
		"foo", "bar", "foobar", "abc", "abc123", "insecuredevkey", "insecuredevelopmentkey", "unsafedevkey", "defaultsecretkey",
		"somesecretkey", "somesecret", "randomsecretkey", "asecretkey", "thesecretkey", "password", "yourpassword", "keepitsecret",
		"longrandomstring", "alongrandomstring", "averylongrandomstring", "somethingsecret", "somethingverysecret",
		"insecuresecretkeyfordevelopment", "devonlysecretkey", "devinsecuresecretkey", "demo", "demokey", "demosecretkey", "insecuresecret",
		"insecurepassword", "unused", "notused", "notset", "notconfigured", "buildtime", "collectstatic":
		return true
	}
	return false
}

// placeholderVerb knows the texts that tell the reader to replace them: a verb,
// what to replace, and when.
func placeholderVerb(plain string) bool {
	for _, verb := range []string{"pleasechange", "change", "replace", "set", "insert", "enter", "paste", "put", "add", "fillin", "generate", "your", "my", "edit"} {
		rest, ok := strings.CutPrefix(plain, verb)
		if ok && instructs(rest, verb != "change" && verb != "pleasechange" && verb != "replace" && verb != "fillin") {
			return true
		}
	}
	return false
}

// instructs tells whether rest is nothing but the words that follow such a verb, among
// them what the secret is for. A weak verb (set, put, your) needs at least one of them
// that means a secret.
func instructs(rest string, weak bool) bool {
	words := []string{"sendgrid", "telegram", "database", "postgres", "mailgun", "github", "google", "openai", "stripe", "twilio", "client", "access", "gmail",
		"email", "oauth", "smtp", "mail", "user", "auth", "app", "api", "aws", "jwt", "bot", "db",
		"production", "development", "characters", "char", "random", "generated", "strong", "unique", "private", "django", "secret", "password", "before",
		"deploying", "deployment", "please", "string", "token", "value", "really", "super", "very", "long", "your", "this", "that", "here", "with", "prod", "real",
		"own", "now", "key", "for", "the", "and", "use", "some", "new", "it", "me", "in", "to", "an", "a", "of", "on"}
	nouns := false
	for rest = strings.TrimLeft(rest, "0123456789"); rest != ""; rest = strings.TrimLeft(rest, "0123456789") {
		before := rest
		for _, w := range words {
			if after, ok := strings.CutPrefix(rest, w); ok {
				nouns = nouns || w == "secret" || w == "key" || w == "password" || w == "token" || w == "value" || w == "string"
				rest = after
				break
			}
		}
		if rest == before {
			return false
		}
	}
	return nouns || !weak
}
