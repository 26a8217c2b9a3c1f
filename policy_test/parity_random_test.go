package policy_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// This file writes random settings over all that the checks look at: right and
// wrong values and types, missing applications, other orders, silenced ids.

// choice is what may be written for one setting: each is a line or several of
// Python that follow the settled settings.
type choice []string

// assigned makes a choice of one assignment each.
func assigned(name string, values ...string) choice {
	var c choice
	for _, v := range values {
		c = append(c, name+" = "+v+"\n")
	}
	return c
}

// switches are the values of what should be True or False.
func switches() []string {
	return []string{"True", "False", "1", "0", `"True"`, `"False"`, `""`, "None", "[]", "[1]"}
}

func without(name string, items ...string) string {
	return fmt.Sprintf("%s = [item for item in %s if item not in (\"%s\",)]\n", name, name, strings.Join(items, `", "`))
}

func choices() []choice {
	const contrib = "django.contrib."
	list := []choice{
		assigned("DEBUG", switches()...),
		assigned("SECRET_KEY", `""`, "None", `"short"`, `"a" * 60`, `"abcde" * 10`, `"abcdefg" * 7`, `"django-insecure-" + "abcdefghij" * 5`, `"Django-Insecure-" + "abcdefghij" * 5`,
			`b"abcdefghij" * 6`, `b"short"`, "5", `"é\u4e2dabc" * 10`, `"é\u4e2dab" * 20`),
		assigned("SECRET_KEY_FALLBACKS", "[]", `["old"]`, `[SECRET_KEY]`, `[SECRET_KEY, "abcd" * 20]`, `(SECRET_KEY,)`, `""`, `"abc"`, "None", `[None]`, `[""]`, `{SECRET_KEY}`, `["django-insecure-" + "abcdefghij" * 5]`),
		assigned("ALLOWED_HOSTS", "[]", "()", `["*"]`, `[""]`, `("a",)`, `"*"`, `""`, "None", `{"a"}`),
		assigned("X_FRAME_OPTIONS", `"DENY"`, `"deny"`, `"SAMEORIGIN"`, "None", `b"DENY"`, "1", `["DENY"]`),
		assigned("SECURE_HSTS_SECONDS", "0", "1", "-1", `"0"`, "None", `""`, "True", "0.0", "[]", "[0]"),
		assigned("SECURE_HSTS_INCLUDE_SUBDOMAINS", switches()...), assigned("SECURE_HSTS_PRELOAD", switches()...),
		assigned("SECURE_CONTENT_TYPE_NOSNIFF", switches()...), assigned("SECURE_SSL_REDIRECT", switches()...),
		assigned("SESSION_COOKIE_SECURE", switches()...), assigned("SESSION_COOKIE_HTTPONLY", switches()...),
		assigned("CSRF_COOKIE_SECURE", switches()...), assigned("CSRF_USE_SESSIONS", switches()...),
		assigned("SECURE_REFERRER_POLICY", "None", `""`, `"same-origin"`, `"Same-Origin"`, `"no-referrer, same-origin"`, `"same-origin,"`, `["origin"]`, `["origin", "x"]`, "[]", `("unsafe-url",)`,
			`{"origin"}`, `{"origin": 1}`, "1", "True", `[None]`, `[["origin"]]`, `b"origin"`),
		assigned("SECURE_CROSS_ORIGIN_OPENER_POLICY", "None", `""`, `"same-origin"`, `"unsafe-none"`, `"noopener-allow-popups"`, "1", `["same-origin"]`, `("same-origin",)`, "{}", `{"same-origin"}`, `b"same-origin"`, "False"),
		assigned("CSRF_TRUSTED_ORIGINS", "[]", `["https://a.example"]`, `["a.example"]`, `["*.a.example", "https://b"]`, `("https://a.example",)`, `"https://a"`, `""`, "None", "[None]", "[1]", `[""]`,
			`{"https://a.example": 1}`, `{"a.example"}`, `[["://"]]`, `[["a"]]`),
		assigned("CACHES", "{}", `{"other": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}`, "None", "[]",
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/srv/cache"}}`,
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "cache"}}`,
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/srv/static/cache/"}}`,
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/srv/media"}}`,
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/srv"}, "x": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}`,
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/srv/../srv/static"}}`,
			`{"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}}`),
		assigned("MEDIA_ROOT", `""`, `"/srv/media"`, `"media"`, `"/srv/media/"`), assigned("STATIC_ROOT", "None", `"/srv/static"`, `"static"`, `""`),
		assigned("STATICFILES_DIRS", "[]", `["/srv/assets"]`, `["/srv/static/"]`, `[("img", "/srv/static")]`, `[("img/", "/srv/assets")]`, `("/srv/assets")`, `("/srv/assets",)`, "None", `{"/srv/assets"}`, `["assets"]`, `["static"]`, `""`),
		assigned("STATICFILES_DIRS", `["/srv/app/assets"]`, `[("img", "/srv/app/gone")]`, `["/srv/app/assets", "/srv/app/more"]`),
		assigned("FILE_UPLOAD_TEMP_DIR", "None", `""`, `"/srv/app/uploads"`, `"/srv/uploads"`, `"uploads"`, "5", `["/srv/app"]`, "[]"),
		assigned("STATICFILES_FINDERS", `["django.contrib.staticfiles.finders.AppDirectoriesFinder"]`, "[]"),
		assigned("STATIC_URL", "None", `""`, `"static/"`, `"static"`, `"/static"`, `"https://cdn.example"`, "3", "False", `b"/static/"`),
		assigned("MEDIA_URL", `""`, `"media/"`, `"/media"`, `"https://cdn.example/"`, "None", "1"),
		assigned("LANGUAGE_CODE", `"en"`, `"de-at"`, `"english!"`, `"xx"`, `""`, "None", "3", `"EN"`, `"zh-tw"`, `"pt"`, `"de"`, `"sr-latn"`, `["en"]`),
		append(assigned("LANGUAGES", `[("en", "English")]`, `[("de", "German"), ("fr", "French")]`, "[]", `[("e!", "?")]`, `[(1, "?")]`, `[("en-gb", "British")]`, `(("en", "English"),)`, `{"en": "English"}`, `["en"]`, `["eng"]`, "None"),
			"LANGUAGES = [(\"de\", \"German\")]\nLANGUAGE_CODE = \"de-at\"\n"),
		assigned("LANGUAGES_BIDI", `["he"]`, "[]", `["h!"]`, `[1]`, `"he"`, "None", `("he", "ar")`),
		assigned("USE_I18N", "False", "True", "0", `"False"`),
		assigned("STORAGES", "{}", `{"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}`, `{"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}`, `{"staticfiles": None}`),
		assigned("STATICFILES_STORAGE", `"django.contrib.staticfiles.storage.StaticFilesStorage"`),
		assigned("DEFAULT_FILE_STORAGE", `"django.core.files.storage.FileSystemStorage"`),
		assigned("SITE_ID", "1", `"1"`, "None", "True", "1.0", "1.5", "[]", `"x"`),
		assigned("SECURE_CSP", "None", "{}", `{"default-src": ["'self'"]}`, `"default-src 'self'"`, "[]", `{"script-src": ["<CSP_NONCE_SENTINEL>"]}`, `{"script-src": "<CSP_NONCE_SENTINEL>"}`, `{"a": None, "b": True}`),
		assigned("SECURE_CSP_REPORT_ONLY", "None", `("a",)`, `{"script-src": ("'self'", "<CSP_NONCE_SENTINEL>")}`),
		assigned("MAILERS", "{}", `{"other": {}}`, `{"default": {}}`, `{"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}`, `{"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}`, "None"),
		assigned("EMAIL_BACKEND", `"django.core.mail.backends.console.EmailBackend"`), assigned("EMAIL_HOST", `"mail"`),
		assigned("DEFAULT_HASHING_ALGORITHM", `"sha1"`, `"sha256"`, `"md5"`, "None", "[]"),
		assigned("AUTHENTICATION_BACKENDS", "[]", `["django.contrib.auth.backends.ModelBackend"]`, `["django.contrib.auth.backends.RemoteUserBackend"]`, `("django.contrib.auth.backends.BaseBackend",)`),
		assigned("LOCALE_PATHS", "[]", `["/srv/locale"]`, `"/srv/locale"`, "None"),
		assigned("SILENCED_SYSTEM_CHECKS", `["security.W008"]`, `["security.W012", "admin.E403", "4_0.E001"]`, `("security.W019",)`, `"security.W008 security.W004"`, `["security"]`, `["SECURITY.W008"]`, `{"urls.E006", "caches.E001"}`, `{"security.W001": "known"}`),
	}
	apps := choice{
		without("INSTALLED_APPS", contrib+"sessions"), without("INSTALLED_APPS", contrib+"messages"), without("INSTALLED_APPS", contrib+"staticfiles"), without("INSTALLED_APPS", contrib+"contenttypes"),
		without("INSTALLED_APPS", contrib+"auth"), without("INSTALLED_APPS", contrib+"admin"), without("INSTALLED_APPS", contrib+"admin", contrib+"auth"), "INSTALLED_APPS = []\n", "INSTALLED_APPS = tuple(INSTALLED_APPS)\n",
		"INSTALLED_APPS += [\"django.contrib.sites\"]\n", "INSTALLED_APPS += [\"django.contrib.auth\"]\n", "INSTALLED_APPS = None\n", "INSTALLED_APPS = \"django.contrib.auth\"\n",
		without("INSTALLED_APPS", contrib+"messages") + "INSTALLED_APPS += [\"django.contrib.messages.apps.MessagesConfig\"]\n",
		without("INSTALLED_APPS", contrib+"sessions") + "INSTALLED_APPS += [\"django.contrib.sessions.apps.SessionsConfig\"]\n",
		without("INSTALLED_APPS", contrib+"admin") + "INSTALLED_APPS += [\"django.contrib.admin.apps.SimpleAdminConfig\"]\n",
		without("INSTALLED_APPS", contrib+"staticfiles") + "INSTALLED_APPS += [\"django.contrib.staticfiles.apps.StaticFilesConfig\"]\n",
	}
	middleware := choice{"MIDDLEWARE = []\n", "MIDDLEWARE = tuple(MIDDLEWARE)\n", "MIDDLEWARE = None\n", "MIDDLEWARE = \" \".join(MIDDLEWARE)\n", "MIDDLEWARE = set(MIDDLEWARE)\n", "MIDDLEWARE.reverse()\n",
		"MIDDLEWARE += [\"django.contrib.auth.middleware.LoginRequiredMiddleware\"]\n", "MIDDLEWARE.insert(0, \"django.contrib.auth.middleware.LoginRequiredMiddleware\")\n",
		"MIDDLEWARE.append(\"django.middleware.csp.ContentSecurityPolicyMiddleware\")\n", "MIDDLEWARE += [\"shop.middleware.Session\"]\n",
		"MIDDLEWARE.insert(0, \".\")\n", "MIDDLEWARE.append(\"..shop\")\n"}
	for _, class := range []string{"django.middleware.security.SecurityMiddleware", contrib + "sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
		contrib + "auth.middleware.AuthenticationMiddleware", contrib + "messages.middleware.MessageMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"} {
		middleware = append(middleware, without("MIDDLEWARE", class), fmt.Sprintf("MIDDLEWARE = [\"shop.\" + item if item == %q else item for item in MIDDLEWARE]\n", class))
	}
	templates := choice{"TEMPLATES = []\n", "TEMPLATES[0][\"OPTIONS\"] = {}\n", "del TEMPLATES[0][\"OPTIONS\"]\n", "TEMPLATES[0][\"OPTIONS\"][\"string_if_invalid\"] = 5\n", "TEMPLATES[0][\"OPTIONS\"][\"string_if_invalid\"] = \"?\"\n",
		"TEMPLATES[0][\"OPTIONS\"][\"string_if_invalid\"] = None\n", "TEMPLATES[0][\"OPTIONS\"][\"loaders\"] = [\"django.template.loaders.app_directories.Loader\"]\n", "TEMPLATES += TEMPLATES\n", "TEMPLATES += [dict(TEMPLATES[0], NAME=\"second\")]\n",
		"TEMPLATES[0][\"APP_DIRS\"] = False\nTEMPLATES[0][\"OPTIONS\"][\"loaders\"] = [\"django.template.loaders.app_directories.Loader\"]\n",
		"TEMPLATES = [{\"BACKEND\": \"django.template.backends.dummy.TemplateStrings\"}]\n",
		"TEMPLATES[0][\"OPTIONS\"][\"context_processors\"].append(\"django.template.context_processors.csp\")\n", "TEMPLATES = None\n", "TEMPLATES = [{}]\n", "TEMPLATES = tuple(TEMPLATES)\n"}
	for i := range 3 {
		templates = append(templates, fmt.Sprintf("del TEMPLATES[0][\"OPTIONS\"][\"context_processors\"][%d]\n", i))
	}
	return append(list, apps, apps, middleware, middleware, templates, templates)
}

// randomCase changes one to six things of the settled settings.
func randomCase(r *rand.Rand, all []choice) parityCase {
	var c parityCase
	for range 1 + r.IntN(6) {
		options := all[r.IntN(len(all))]
		c.Settings += options[r.IntN(len(options))]
	}
	if r.IntN(20) == 0 {
		c.Env = map[string]string{"DJANGO_ALLOW_ASYNC_UNSAFE": []string{"", "0", "true"}[r.IntN(3)]}
	}
	return c
}

// seedOfRun is $DJGATE_SEED, or one that is always the same.
func seedOfRun(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("DJGATE_SEED")
	if text == "" {
		return 20261120
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal("DJGATE_SEED is no number")
	}
	return seed
}

func TestSystemChecksAreThoseOfDjango(t *testing.T) {
	oracles := checkOracles(t)
	seeds := 600
	if n, err := strconv.Atoi(os.Getenv("DJGATE_ORACLE_SEEDS")); err == nil {
		seeds = n
	}
	e := newSystemChecks(t)
	decided, all, seed := decidedChecks(e), choices(), seedOfRun(t)
	for i, o := range oracles {
		t.Run(o.version, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			cases := make([]parityCase, seeds)
			for i := range cases {
				cases[i] = randomCase(r, all)
			}
			told, open := 0, map[string]int{}
			for i, want := range o.ask(t, cases) {
				got := judged(t, e, documentOfCase(t, cases[i], o.version))
				for _, difference := range got.differences(want, decided) {
					t.Errorf("%s\n%v%s", difference, cases[i].Env, cases[i].Settings)
				}
				for _, id := range got.open {
					open[id]++
				}
				told += len(decided) - len(got.open)
			}
			t.Logf("Django %s: %d modules, %d verdicts told; open: %v", o.version, seeds, told, open)
		})
	}
}
