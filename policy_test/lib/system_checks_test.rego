package django.lib.system_checks_test

import data.django.lib.apps
import data.django.lib.caches
import data.django.lib.csp
import data.django.lib.languages
import data.django.lib.middleware
import data.django.lib.origins
import data.django.lib.referrer
import data.django.lib.settings
import data.django.lib.start
import data.django.lib.templates
import data.django.lib.versions

# What the kept answers of Django do not come to: projects with classes from
# elsewhere, and versions that are not exact.

list(value) := {"state": "known", "value": value, "type": "list", "truth": count(value) > 0, "set": true}

dict(value) := {"state": "known", "value": value, "type": "dict", "truth": count(value) > 0, "set": true}

text(value) := {"state": "known", "value": value, "type": "str", "truth": value != "", "set": true}

test_versions if {
	versions.from("4.1") with input.django as {"exact": "4.1"}
	versions.from("4.1") with input.django as {"min": "4.2"}
	not versions.from("4.1") with input.django as {"below": "5"}
	versions.before("5.1") with input.django as {"min": "4.2", "below": "5.1"}
	not versions.before("5.1") with input.django as {"min": "4.2", "below": "5.2"}
	not versions.before("5.1") with input.django as {}
	versions.before("5.1") with input.django as {"exact": "5.0.14"}
}

test_paths_that_begin_with_a_dot if {
	sessions := "django.contrib.sessions.middleware.SessionMiddleware"
	middleware.crashing == {2} with input.settings as {"MIDDLEWARE": list([sessions, "shop", "."])}
	middleware.crashing == set() with input.settings as {"MIDDLEWARE": list(["shop.middleware.Sessions", ".shop"])}
	admin := {"INSTALLED_APPS": list(["django.contrib.admin"]), "MIDDLEWARE": list([".shop"])}
	count(start.unreadable_there) == 1 with input.settings as admin
}

test_foreign_classes if {
	given := {"INSTALLED_APPS": list(["shop.apps.Shop", "django.contrib.auth"])}
	apps.may_be("django.contrib.admin") == {{"subject": "INSTALLED_APPS[0]", "value": "shop.apps.Shop"}} with input.settings as given
	not apps.is_absent("django.contrib.admin") with input.settings as given
	apps.is_absent("django.contrib.admin") with input.settings as {"INSTALLED_APPS": list(["shop", 3])}
	engine := {"TEMPLATES": list([{"BACKEND": "shop.Templates"}])}
	templates.may_have_engine with input.settings as engine
	not templates.lacks_engine with input.settings as engine
}

test_simple_admin if {
	given := {"INSTALLED_APPS": list(["django.contrib.admin.apps.SimpleAdminConfig"])}
	apps.has_simple_admin with input.settings as given
	not apps.has_full_admin with input.settings as given
}

test_site_of_every_type if {
	every type in ["NoneType", "int", "bool"] {
		apps.site_is_number with input.settings as {"SITE_ID": {"state": "known", "type": type, "set": true}}
	}
	apps.site_is_no_number with input.settings as {"SITE_ID": text("1")}
}

test_engines if {
	filler := {"TEMPLATES": object.union(list([{"OPTIONS": {"string_if_invalid": "b'x'"}}]), {"parts": {"[0].OPTIONS.string_if_invalid": {"type": "bytes"}}})}
	templates.with_odd_filler == {"TEMPLATES[0].OPTIONS.string_if_invalid"} with input.settings as filler
	nested := {"TEMPLATES": list([{"OPTIONS": {"string_if_invalid": {"a": 1}}}])}
	templates.with_odd_filler == {"TEMPLATES[0].OPTIONS.string_if_invalid"} with input.settings as nested
	unknown := {"TEMPLATES": object.union(list([{"OPTIONS": {"string_if_invalid": {"$unknown": {}}}}]), {"state": "partial"})}
	templates.with_odd_filler == set() with input.settings as unknown
	dummy := {"TEMPLATES": list([{"BACKEND": "django.template.backends.dummy.TemplateStrings", "OPTIONS": {"a": 1}}])}
	some broken in templates.broken with input.settings as dummy
	broken.subject == "TEMPLATES[0].OPTIONS"
}

test_keys_of_a_dict_are_its_members if {
	referrer.strange == {{"subject": "SECURE_REFERRER_POLICY", "value": "x"}} with input.settings as {"SECURE_REFERRER_POLICY": dict({"x": 1, "origin": 1})}
	origins.without_scheme == {{"subject": "CSRF_TRUSTED_ORIGINS", "value": "a"}} with input.settings as {"CSRF_TRUSTED_ORIGINS": dict({"a": 1, "https://a": 1})}
	settings.part_type("X", "[0]") == "tuple" with input.settings as {"X": {"parts": {"[0]": {"type": "tuple"}}}}
}

test_start if {
	start.storages_without_backend == {"STORAGES"} with input as {"django": {"exact": "4.2"}, "settings": {"STORAGES": value}}
	start.unreadable_there == {{"subject": "STORAGES", "rests": {"INSTALLED_APPS"}, "why": "STORAGES is no dict"}} with input as {
		"django": {"exact": "5.2"},
		"settings": {"STORAGES": value, "INSTALLED_APPS": list(["django.contrib.staticfiles"])},
	}
	nothing := {"STORAGES": dict({"staticfiles": null})}
	start.storages_without_backend == {"STORAGES.staticfiles"} with input as {"django": {"exact": "5.0"}, "settings": nothing}
	static := {"STATICFILES_STORAGE": text("x"), "STORAGES": dict({})}
	start.exclusive == {{"old": "STATICFILES_STORAGE", "new": "STORAGES"}} with input as {"django": {"exact": "5.0"}, "settings": static}
	every name in ["BACKEND", "FILE_PATH", "HOST", "HOST_PASSWORD", "HOST_USER", "PORT", "SSL_CERTFILE", "SSL_KEYFILE", "TIMEOUT", "USE_SSL", "USE_TLS"] {
		old := sprintf("EMAIL_%s", [name])
		start.exclusive == {{"old": old, "new": "MAILERS"}} with input as {"django": {"exact": "6.1"}, "settings": {old: text("x"), "MAILERS": dict({})}}
	}
	both := {"DEFAULT_FILE_STORAGE": text("x"), "STORAGES": dict({})}
	start.exclusive == {{"old": "DEFAULT_FILE_STORAGE", "new": "STORAGES"}} with input as {"django": {"exact": "5.0"}, "settings": both}
}

value := {"state": "known", "value": null, "type": "NoneType", "truth": false, "set": true}

test_unreadable if {
	every languages_ in [dict({"eng": "English"}), list([3]), list(["eng"]), list([["en"]])] {
		count(start.unreadable) > 0 with input as {"django": {"exact": "5.2"}, "settings": {"LANGUAGES": languages_}}
	}
	count(start.unreadable) == 1 with input as {"django": {"exact": "5.2"}, "settings": {"CSRF_TRUSTED_ORIGINS": list([true])}}
	members := {"MIDDLEWARE": list(["django.middleware.security.SecurityMiddleware"]), "SECURE_REFERRER_POLICY": list([{"a": 1}])}
	count(start.unreadable_there) == 1 with input as {"django": {"exact": "5.2"}, "settings": members}
}

test_policies_without_a_nonce if {
	csp.asks_for_none("SECURE_CSP") with input.settings as {"SECURE_CSP": dict({"default-src": ["'self'"]})}
	csp.asks_for_none("SECURE_CSP") with input.settings as {"SECURE_CSP": text("default-src")}
	not csp.asks_for_none("SECURE_CSP") with input.settings as {"SECURE_CSP": dict({"a": ["<CSP_NONCE_SENTINEL>"]})}
}

test_caches_that_are_no_folders if {
	every location in ["redis://cache", ["cache:11211"], {"$secret": {"short": false}}] {
		given := {"CACHES": dict({"default": {"BACKEND": "shop.Cache", "LOCATION": location}})}
		caches.are_told with input.settings as given
		caches.may_be_files == set() with input.settings as given
	}
	given := {"CACHES": dict({"default": {"BACKEND": "shop.Cache", "LOCATION": "/srv"}})}
	caches.may_be_files == {"default"} with input.settings as given
	not caches.are_told with input.settings as given
}

test_languages if {
	languages.bidi_has_odd_letters with input.settings as {"LANGUAGES_BIDI": text("h!")}
	given := {
		"LANGUAGE_CODE": text("tlh"), "LANGUAGES": list([["tlh", "Klingon"]]), "LOCALE_PATHS": list(["/srv/locale"]),
		"USE_I18N": {"state": "known", "value": true, "type": "bool", "truth": true}, "INSTALLED_APPS": list(["shop"]),
	}
	languages.may_be_offered with input as {"django": {"exact": "5.2"}, "settings": given}
	languages.may_be_untranslated with input as {"django": {"exact": "5.2"}, "settings": given}
	nothing := object.union(given, {"LANGUAGE_CODE": {"state": "known", "value": null, "type": "NoneType", "truth": false}})
	languages.may_be_untranslated with input as {"django": {"exact": "5.2"}, "settings": nothing}
}
