package document

import (
	"slices"
	"strings"
	"testing"
)

func TestSecretName(t *testing.T) {
	for name, want := range map[string]bool{
		"SECRET_KEY": true, "DJANGO_SECRET_KEY": true, "POSTGRES_PASSWORD": true, "PASSWORD": true, "apiKey": true, "SENTRY_DSN": true,
		"AWS_SECRET_ACCESS_KEY": true, "STRIPE_TOKEN": true, "DB_PASS": true, "email_host_password": true, "SALT": true,
		"API_TOKENS": true, "DB_PW": true, "OPENAI_MAX_TOKENS": false, "TOKENS_PER_MINUTE_LIMIT": false, "PWA_APP": false,
		"KEYBOARD": false, "MONKEY": false, "SECRETARY": false, "TOKENIZER": false, "PASSENGERS": false,
		"PASSWORD_HASHERS": false, "AUTH_PASSWORD_VALIDATORS": false, "PASSWORD_RESET_TIMEOUT": false, "KEY_PREFIX": false,
		"CACHE_MIDDLEWARE_KEY_PREFIX": false, "TOKEN_LIFETIME": false, "AWS_ACCESS_KEY_ID": false, "SECRET_KEY_FILE": false,
		"private_subnet_1_cidr": false, "AWS_PRIVATE_MEDIA_LOCATION": false, "PRIVATE_KEY": true,
		"token_endpoint_auth_method": false, "TOKEN_URI": false, "DISABLE_PASSWORD_COMMON_VALIDATION": false, "PASSWORD_MAX_ATTEMPTS": false,
		"ACCESS_TOKEN_EXPIRES_IN": false, "CORS_ALLOW_CREDENTIALS": false, "GOOGLE_CREDENTIALS": true, "SENTRY_DSN_PROD": true,
		"KEY_CONTENT": true, "API_KEY_AUTH": true, "SECRET_KEY_TEXT": true,
		"PGPASSWORD": true, "dbpassword": true, "DBPASS": true, "PGPASSFILE": false, "PGPASSWORD_FILE": false, "NOPASSWORDS": false,
		"DD_UWSGI_PASS": false, "API_KEY_RATE_LIMIT": false, "PASSWORD_MIN_LENGTH": false, "TOKEN_ISSUER": false, "proxy_pass": false, "DEBUG": false, "": false,
	} {
		if got := SecretName(name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestSecretText(t *testing.T) {
	for text, want := range map[string]bool{
		"postgres://shop:pw@db/shop": true, "redis://:pw@cache:6379": true, "-----BEGIN RSA PRIVATE KEY-----\nMIIE": true,
		"ghp_0123456789": true, "django-insecure-abc": true,
		"postgres://db/shop": false, "https://example.com/a:b@c": false, "redis://cache:6379/0": false, "user@example.com": false, "": false,
		"postgres://shop@db/shop": false, "-----BEGIN CERTIFICATE-----": false, "SG": false,
	} {
		if got := SecretText(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestHoldsSecret(t *testing.T) {
	for text, want := range map[string]bool{
		"hunter2": true, "postgres://shop:pw@db/shop": true, "/var/run/hunter2": true, "/aB3.x": true, "/a//b.key": true, "/k4.R/9+b.x": true,
		"": false, "''": false, "/run/keys/shop.json": false, "/shop.pem": false, "/srv/dataUpdate/key-1.json": false, "https://vault/shop": false, "@none": false,
		"0xa0c107Db0e9194c18359d3265289239453b56CF2": false, "0xa0c107Db0e9194c18359d3265289239453b56CF200000000000000000000abcd": true,
	} {
		if got := HoldsSecret("GOOGLE_CREDENTIALS", text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	for name, text := range map[string]string{"PROJECT_KEY": "shop", "CACHE_KEY": "front-page", "jiraProjectKey": "web_shop"} {
		if HoldsSecret(name, text) {
			t.Errorf("%s: %q is a name", name, text)
		}
	}
	for name, text := range map[string]string{"PROJECT_KEY": "sh0p-8fjq", "API_KEY": "letmein", "SECRET_KEY": "front-page", "TOKEN_KEY": "shop", "KEY_PASSWORD": "shop"} {
		if !HoldsSecret(name, text) {
			t.Errorf("%s: %q is a secret", name, text)
		}
	}
	if HoldsSecret("GREETING", "hunter2") {
		t.Error("the name tells of no secret")
	}
}

func TestHideArguments(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"gunicorn config.wsgi --bind 0.0.0.0:8000", "gunicorn config.wsgi --bind 0.0.0.0:8000"},
		{"run --password hunter2 --debug", "run --password ... --debug"},
		{"run --password --debug", "run --password --debug"},
		{"run --access-token=hunter2", "run --access-token=..."},
		{"env API_KEY=hunter2 DEBUG=1 run", "env API_KEY=... DEBUG=1 run"},
		{"celery --broker amqp://shop:hunter2@rabbit//", "celery --broker ..."},
		{"celery --broker=amqp://shop:hunter2@rabbit//", "celery --broker=..."},
		{"gunicorn --keyfile=/run/tls.pem --key-file x", "gunicorn --keyfile=/run/tls.pem --key-file x"},
	} {
		if got := HideArguments(strings.Fields(tt.args)); !slices.Equal(got, strings.Fields(tt.want)) {
			t.Errorf("%s: %q, want %s", tt.args, got, tt.want)
		}
	}
	shell := HideArguments([]string{"/bin/sh", "-c", "curl  -H 'Authorization: Bearer hunter2' --token hunter2 localhost || exit 1"})
	if want := "curl  -H 'Authorization: Bearer ... --token ... localhost || exit 1"; shell[2] != want {
		t.Errorf("got %q, want %q", shell[2], want)
	}
	if HideArguments(nil) != nil {
		t.Error("no arguments stay none")
	}
}

func TestPublicPrefixes(t *testing.T) {
	for _, p := range prefixes {
		if got := PublicPrefix(p + "x"); got != p {
			t.Errorf("%sx: %q", p, got)
		}
		if got := PublicPrefix("-" + p + "x"); got != "" {
			t.Errorf("-%sx: %q", p, got)
		}
	}
}
