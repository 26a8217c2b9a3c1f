# METADATA
# title: A trusted origin has a scheme that this Django does not know
# description: >-
#   Before Django 4.0 CSRF_TRUSTED_ORIGINS lists hosts. An entry with a scheme is equal
#   to none.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/3.2/ref/settings/#csrf-trusted-origins
# custom:
#   severity: high
#   severities: [high, low]
#   reads: [settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS, settings.DEBUG]
#   inputs: [http]
#   django: ["<4.0"]
#   remediation: CSRF_TRUSTED_ORIGINS = ["app.example.com"]
#   cwe: [346]
#   owasp: ["A05:2021"]
package django.checklist.csrf.csrf_origins_scheme_on_3x

import data.django.lib.hosts
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded(origin.subject, "high", sprintf("%q has a scheme, which Django before 4.0 does not take off: forms sent from there are refused.", [origin.value])) if {
	some origin in _with_scheme
	_is_elsewhere(origin.host)
}

# What a host sends to itself needs no entry.
deny contains result.graded(origin.subject, "low", sprintf("%q has a scheme, which Django before 4.0 does not take off: the entry has no effect.", [origin.value])) if {
	some origin in _with_scheme
	_is_own(origin.host)
}

_with_scheme contains {"subject": origin.subject, "value": origin.value, "host": host} if {
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	[_, host] := split(trim_suffix(origin.value, "/"), "://")
}

_is_own(host) if {
	some allowed in settings.members("ALLOWED_HOSTS")
	allowed.value != "*"
	hosts.match(host, allowed.value)
}

_is_elsewhere(host) if hosts.is_refused(host)

_is_elsewhere(host) if {
	settings.holds("ALLOWED_HOSTS", "*")
	hosts.is_unnamed(host)
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")
