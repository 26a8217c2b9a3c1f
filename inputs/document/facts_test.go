package document_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestPlaceholders(t *testing.T) {
	for text, want := range map[string]bool{
		"changeme": true, "change-me": true, "CHANGE_ME_IN_PRODUCTION": true, "change-this-to-a-long-random-string": true, "change-me-to-a-strong-64-char-secret-key-for-production-use-2026": true, "change4zq8me": false,
		"<your-secret-key>": true, "your-secret-key-here": true, "your_very_secret_key": true, "replace-me": true,
		"django-insecure-change-me": true, "secret": true, "super-secret-key": true, "xxxxxxxx": true, "${SECRET_KEY}": true,
		"!!!SET DJANGO_SECRET_KEY!!!": true, "insecure": true, "dummy": true, "example": true, "set-this-in-production": false,
		"<API_TOKEN>": true, "<a> and <b>": false, "": false, "xx": false, "mypassword": true, "my-dog-rex": false, "changeling": false, "yourstruly": false,
		"p0-9vq7wtestx2m4kz8rtchangemeyb5": false, "testament": false, "DEMO": true, "demolition": false, "insecure_secret": true, "setup": false, "keyboard": false, "addis": false,
		"your-gmail-app-password": true, "your_db_password": true, "<your> google client secret": true, "your-api-key-here": true, "your-gmail": false,
		"add-your-stripe-secret-key": true, "not-configured": true, "NOT_SET": true, "my-email-is-short": false, "mail-app": false,
		"your-yandex-disk-token": true, "your_lab_scanner_key_here": true, "your-dog-rex": false, "not-secret-only-for-build": true, "key for building purposes": true, "build": false, "build-7x-key": false, "your-own-7x-key": false,
		"!!! paste your own secret key here !!!": true, "pasteboard": false,
		"sk_<CHANGE_ME>": true, "re_placeholder": true, "re_8fJk2LmN": false, "sk_test_your_key": true, "whsec_xxx": true, "sk_test_4eC39HqLyjWDarjtT1zdp7dc": false, "sk_live_": false,
		"your-super-secret-key-change-this-in-production": true, "dev-secret-key-change-in-production": true, "CHANGE_THIS_TO_A_SECURE_RANDOM_STRING_AT_LEAST_50_CHARS": true,
		"local-dev-only-secret-key": true, "key-not-for-production": true, "default-secret-key-for-dev": true, "production-db-password": false, "secure_password_123": false,
		"change-the-7x3k9-key": false, "example-admin": false, "insecure-lemon-key": false,
		"********": true, "...": true, "**": false, "-*-": false,
	} {
		if got := document.FactsOf("PASSWORD", text).Placeholder; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestNamesAsPlaceholders(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"EMAIL_HOST_PASSWORD", "email_password", true},
		{"POSTGRES_PASSWORD", "postgres-password", true},
		{"DB_PASSWORD", "production-db-password", false},
		{"DB_PASSWORD", "db", false},
		{"DB_PASSWORD", "password db", false},
		{"DATABASES.default.PASSWORD", "default_x7", false},
	} {
		if got := document.FactsOf(c.name, c.text).Placeholder; got != c.want {
			t.Errorf("%s=%s: %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

func TestPublishedDefaults(t *testing.T) {
	for text, want := range map[string]bool{"postgres": true, "Postgres": true, "minioadmin": true, "guest": true, "postgresx": false, "": false} {
		if got := document.FactsOf("PASSWORD", text).PublishedDefault; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// The exact length of a secret is told for SECRET_KEY only.
func TestLengthIsToldOfSecretKeyOnly(t *testing.T) {
	for name, want := range map[string]int{
		"SECRET_KEY": 3, "DJANGO_SECRET_KEY": 3, "SECRET_KEY_FALLBACKS[0]": 3, "PASSWORD": 0, "SECRET_KEY_FILE": 0, "API_TOKEN": 0,
	} {
		f := document.FactsOf(name, "éa1")
		if f.Length != want || f.Distinct != want {
			t.Errorf("%s: length %d, distinct %d, want %d", name, f.Length, f.Distinct, want)
		}
		if !f.Short {
			t.Errorf("%s: three characters are short", name)
		}
	}
}

func TestClassesAndEntropy(t *testing.T) {
	for _, c := range []struct {
		text, classes, entropy string
	}{
		{"", "", "low"},
		{"472", "digits", "low"},
		{strings.Repeat("a", 60), "lower", "low"},
		{"correct horse battery", "lower other", "medium"},
		{"p0-9vq7w!x2m4kz8rt_yb5nc3hd6gf1js(a)eu%liq&oWEZTXKMB", "digits lower upper punctuation", "high"},
		{"日本", "other", "low"},
	} {
		f := document.FactsOf("PASSWORD", c.text)
		if got := strings.Join(f.Classes, " "); got != c.classes || f.Entropy != c.entropy {
			t.Errorf("%q: %q %s, want %q %s", c.text, got, f.Entropy, c.classes, c.entropy)
		}
	}
}

// Facts hold nothing of the text but a prefix from the fixed list.
func TestFactsHoldNoText(t *testing.T) {
	const canary = "Zq7canary9Xw"
	for _, name := range []string{"SECRET_KEY", "PASSWORD"} {
		for _, prefix := range []string{"", "django-insecure-", "AKIA"} {
			f := document.FactsOf(name, prefix+canary)
			text, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "canary") || f.Prefix != prefix {
				t.Errorf("%s", text)
			}
		}
	}
	if !slices.Contains(document.FactsOf("PASSWORD", canary).Classes, "digits") {
		t.Error("no classes")
	}
}
