package django.lib.leftovers_test

import data.django.lib.admin
import data.django.lib.csp
import data.django.lib.databases
import data.django.lib.keys
import data.django.lib.middleware
import data.django.lib.proxies
import data.django.lib.serving
import data.django.lib.storages
import data.django.lib.validators

# What neither the examples nor the other tests come to.

known(value) := {"state": "known", "value": value, "truth": true, "set": true}

test_storages_without_static_files if {
	storages.is_kept_elsewhere with input.settings.STORAGES as {"state": "known", "type": "dict", "truth": true, "set": true, "value": {"default": {}}}
}

test_empty_middleware_of_an_unknown_version if {
	middleware.is_empty with input as {"django": {}, "settings": {"MIDDLEWARE": {"state": "known", "value": [], "truth": false, "set": true}}}
}

test_an_admin_of_an_old_django if {
	some doubt in admin.doubts with input as {"django": {"exact": "1.11"}, "settings": {"MIDDLEWARE": {"truth": false}}}
	doubt.subject == "MIDDLEWARE"
}

test_an_admin_without_sessions if {
	some gap in admin.gaps with input as {
		"django": {"exact": "5.2", "min": "5.2", "below": "5.2.1"},
		"settings": {"INSTALLED_APPS": object.union(known(["django.contrib.admin"]), {"type": "list"})},
	}
	gap.needs == "django.contrib.contenttypes"
}

test_nonces_of_both_policies if {
	asking := object.union(known({"script-src": ["<CSP_NONCE_SENTINEL>"]}), {"type": "dict"})
	csp.with_nonce == {"SECURE_CSP", "SECURE_CSP_REPORT_ONLY"} with input.settings as {"SECURE_CSP": asking, "SECURE_CSP_REPORT_ONLY": asking}
	plain := object.union(known({"script-src": ["'self'"]}), {"type": "dict"})
	csp.asks_for_none("SECURE_CSP") with input.settings.SECURE_CSP as plain
	not csp.asks_for_none("SECURE_CSP") with input.settings.SECURE_CSP as object.union(plain, {"value": {"script-src": "<CSP_NONCE_SENTINEL>"}})
	csp.asks_for_none("SECURE_CSP") with input.settings.SECURE_CSP as {"state": "known", "value": {}, "truth": false, "set": false}
	csp.asks_for_none("SECURE_CSP") with input.settings.SECURE_CSP as {"state": "known", "value": "none", "type": "str", "truth": true, "set": true}
}

test_connections_that_never_end if {
	databases.keeps_connections("default") with input.settings.DATABASES as known({"default": {"CONN_MAX_AGE": null}})
}

test_one_character if {
	keys.looks({"length": 1, "distinct": 1, "classes": ["digits"]}) == "1 character"
}

test_one_validator_is_missing if {
	names := ["UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator"]
	entries := [{"NAME": concat("", ["django.contrib.auth.password_validation.", name])} | some name in names]
	validators.missing_names == "NumericPasswordValidator" with input.settings.AUTH_PASSWORD_VALIDATORS as known(entries)
	validators.are_missing == "is missing: the passwords that it refuses" with input.settings.AUTH_PASSWORD_VALIDATORS as known(entries)
}

test_runserver_that_may_be_for_development if {
	given := {"target": {"unclear": true}, "service": {"server": {"program": "runserver"}}}
	serving.may_be_runserver == "runserver serves, and the service may be for development" with input as given
}

test_timeout_that_is_not_known if {
	server := {"program": "gunicorn", "timeout": {"state": "unknown", "because": "a variable decides", "at": {"file": "Procfile", "line": 1}}}
	count(serving.doubts) == 1 with input.service.server as server
}

test_proxies_behind_a_balancer if proxies.behind_balancer with input.infra.listeners as [{"name": "lb"}]

# An edge behind a load balancer is the outermost one where it is published all the same.
test_proxies_outermost if {
	balanced := {"listeners": [{"name": "lb"}]}
	proxies.is_outermost({"edge": true, "published": true}) with input.infra as balanced
	open := {"listeners": []}
	proxies.is_perhaps_inner({"edge": true, "published": false}) with input.infra as open
	not proxies.is_perhaps_inner({"edge": true, "published": false}) with input.infra as balanced
	not proxies.is_outermost({"edge": true, "published": false}) with input.infra as open
	not proxies.is_outermost({"edge": true, "published": false}) with input.infra as balanced
	not proxies.is_outermost({"edge": false, "published": true}) with input.infra as open
}
