package document

import "testing"

func TestSecretName(t *testing.T) {
	for name, want := range map[string]bool{
		"SECRET_KEY": true, "DJANGO_SECRET_KEY": true, "POSTGRES_PASSWORD": true, "PASSWORD": true, "apiKey": true, "SENTRY_DSN": true,
		"AWS_SECRET_ACCESS_KEY": true, "STRIPE_TOKEN": true, "DB_PASS": true, "email_host_password": true, "SALT": true,
		"KEYBOARD": false, "MONKEY": false, "SECRETARY": false, "TOKENIZER": false, "PASSENGERS": false,
		"PASSWORD_HASHERS": false, "AUTH_PASSWORD_VALIDATORS": false, "PASSWORD_RESET_TIMEOUT": false, "KEY_PREFIX": false,
		"CACHE_MIDDLEWARE_KEY_PREFIX": false, "TOKEN_LIFETIME": false, "AWS_ACCESS_KEY_ID": false, "SECRET_KEY_FILE": false,
		"DD_UWSGI_PASS": false, "proxy_pass": false, "DEBUG": false, "": false,
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
