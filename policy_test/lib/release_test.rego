package django.lib.release_test

import data.django.lib.csp
import data.django.lib.hosts
import data.django.lib.logs
import data.django.lib.modules
import data.django.lib.pipelines
import data.django.lib.process
import data.django.lib.protections
import data.django.lib.release
import data.django.lib.sessions
import data.django.lib.storages
import data.django.lib.templates

known(value) := {"state": "known", "value": value, "truth": true, "set": true}

text(value) := object.union(known(value), {"type": "str"})

off := {"state": "known", "truth": false, "set": false, "type": "NoneType", "value": null}

test_an_open_process_whose_image_is_here if {
	given := {"target": {"closed": false, "open_because": "no file sets its variables"}, "files": [{"kind": "dockerfile"}]}
	release.is_seen with input as given
	not release.is_hidden with input as given
}

test_sessions_in_files if {
	sessions.stores == {"files"} with input.settings.SESSION_ENGINE as text("django.contrib.sessions.backends.file")
}

test_one_protection_hangs if {
	given := {"state": "known", "truth": false, "assumes": ["TLS"]}
	some found in protections.conditional with input.settings.SECURE_SSL_REDIRECT as given
	found == {"subject": "SECURE_SSL_REDIRECT", "words": "SECURE_SSL_REDIRECT hangs", "variables": "TLS"}
}

test_switches_that_are_not_there_are_not_misread if protections.reads_well with input as {"settings": {}, "env": {}}

# A reader without a name, and one of another name than django-environ's.
test_a_comparison_is_misread if {
	every note in [{}, {"note": "os.environ"}] {
		step := object.union({"kind": "reader", "name": "SESSION_COOKIE_SECURE"}, note)
		given := {
			"settings": {"SESSION_COOKIE_SECURE": {"state": "known", "type": "bool", "truth": false, "chain": [step]}},
			"env": {"SESSION_COOKIE_SECURE": {"value": "1", "at": {"file": ".env", "line": 1}}},
		}
		count(protections.misread) == 1 with input as given
	}
}

test_the_fallback_of_wsgi_is_in_force if {
	at := {"file": "config/wsgi.py", "line": 3}
	given := {
		"target": {"module_at": at, "settings_module": "config.local", "class": "production"},
		"source": {
			"defaults": [{"module": "config.local", "class": "development", "at": at}],
			"modules": [{"module": "config.production", "class": "production", "at": at}],
		},
	}
	count(modules.in_force) == 1 with input as given
	modules.has_deployed with input as given
}

# Settings that are each machine's own may be anything.
test_a_fallback_that_is_not_here_is_nobodys if {
	given := {
		"target": {"settings_module": "config.production", "class": "production"},
		"source": {
			"defaults": [{"module": "config.local", "class": "development", "at": {"file": "config/wsgi.py", "line": 3}}],
			"modules": [{"module": "config.production", "class": "production"}],
		},
	}
	modules.overruled == set() with input as given
}

test_manage_falls_back_to_other_settings_of_production if {
	given := {"target": {"settings_module": "x"}, "source": {"modules": [], "defaults": [
		{"module": "config.one", "class": "production", "at": {"file": "config/wsgi.py", "line": 1}},
		{"module": "config.two", "class": "production", "at": {"file": "manage.py", "line": 1}},
	]}}
	count(modules.differing) == 1 with input as given
}

test_a_worker_runs_on if {
	process.is_never_restarted with input as {"target": {"http": false}, "service": {"kind": "compose", "command": ["celery", "worker"]}}
}

test_source_mounts if {
	mounts := [{"bind": true, "source": "./", "target": "/app"}, {"bind": true, "source": "shop", "target": "/app"}, {"bind": true, "source": "backend", "target": "/app"}, {"bind": true, "source": "media", "target": "/media"}]
	given := {"service": {"mounts": mounts}, "target": {"project": "backend", "settings_file": "shop/settings.py"}}
	count(process.mounts_of_source) == 3 with input as given
}

test_a_probe_of_an_unnamed_container if {
	service := {"kind": "kubernetes", "name": "web"}
	not process.is_never_asked with input as {"service": service, "infra": {"target_groups": [{"name": "x"}]}}
	process.is_never_asked with input as {"service": service, "infra": {"target_groups": [{"container": "db"}]}}
}

test_all_hosts_are_looked_up if {
	given := {"state": "unknown", "because": "socket.getfqdn is known only when the process runs"}
	count(hosts.computed) == 1 with input.settings.ALLOWED_HOSTS as given
}

test_some_hosts_are_given if {
	given := {"state": "partial", "value": ["a", {"$more": {"because": "no input sets HOSTS", "needs": ["HOSTS"]}}]}
	hosts.are_given with input.settings.ALLOWED_HOSTS as given
}

test_loaders_with_arguments if {
	engine := {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [["django.template.loaders.filesystem.Loader", ["x"]]]}}
	count(templates.uncached) == 1 with input.settings.TEMPLATES as known([engine])
}

manifest := "whitenoise.storage.CompressedManifestStaticFilesStorage"

test_a_manifest_by_the_older_setting if {
	given := {"django": {"exact": "4.1"}, "settings": {"STATICFILES_STORAGE": text(manifest), "STORAGES": known({"staticfiles": {"BACKEND": "x"}})}}
	storages.demands_manifest with input as given
}

test_no_manifest_beside_the_older_setting if {
	plain := known({"staticfiles": {"BACKEND": "x"}})
	storages.needs_no_manifest with input as {"django": {"exact": "5.0"}, "settings": {"STATICFILES_STORAGE": text("y"), "STORAGES": plain}}
	storages.needs_no_manifest with input as {"django": {"exact": "5.1", "min": "5.1"}, "settings": {"STATICFILES_STORAGE": text(manifest), "STORAGES": plain}}
	not storages.needs_no_manifest with input as {"django": {"exact": "5.0"}, "settings": {"STATICFILES_STORAGE": text(manifest), "STORAGES": plain}}
}

older(dependency, new) := {"deps": {"django-csp": dependency}, "settings": {
	"CSP_DEFAULT_SRC": known(["'self'"]),
	"CONTENT_SECURITY_POLICY": new,
	"CONTENT_SECURITY_POLICY_REPORT_ONLY": off,
	"MIDDLEWARE": known(["csp.middleware.CSPMiddleware"]),
}}

test_versions_of_django_csp if {
	csp.is_outdated with input as older({"min": "4.0", "below": "5.0"}, off)
	csp.is_up_to_date with input as older({"min": "3.0", "below": "4.0"}, off)
	csp.is_up_to_date with input as older({"exact": "4.0"}, known({"DIRECTIVES": {}}))
	csp.is_perhaps_outdated with input as older({}, off)
}

test_a_policy_that_is_only_reported_on_is_up_to_date if {
	csp.is_up_to_date with input.settings as {"CONTENT_SECURITY_POLICY_REPORT_ONLY": known({}), "CSP_IMG_SRC": known([])}
}

mailing(loggers) := object.union(
	known({
		"version": 1,
		"handlers": {"mail": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"}},
		"root": {"handlers": ["mail"]},
		"loggers": loggers,
	}),
	{"type": "dict"},
)

test_root_mails_what_django_passes_on if {
	logs.mail_hosts with input.settings.LOGGING as mailing({})
	not logs.mail_hosts with input.settings.LOGGING as mailing({"django.security": {"handlers": ["mail"], "propagate": false}, "django.security.DisallowedHost": {}})
}

test_a_logger_between_ends_it if {
	not logs.mail_hosts with input.settings.LOGGING as mailing({"django": {"handlers": ["mail"]}, "django.security": {"propagate": false}})
}

test_the_first_workflow_that_may_check if {
	at := {"file": ".github/workflows/ci.yml", "line": 7}
	one := {"at": at, "what": "the workflow b", "because": "it is that of another repository"}
	alone := {"source": {"ci": {"runs": [], "doubts": [one]}}}
	pipelines.further == "" with input as alone
	both := {"source": {"ci": {"runs": [], "doubts": [object.union(one, {"at": {"file": ".github/workflows/z.yml", "line": 1}}), one]}}}
	pipelines.doubt == one with input as both
	pipelines.further == " and 1 more" with input as both
}
