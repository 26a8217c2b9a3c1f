# METADATA
# title: Sessions are written with pickle
# description: >-
#   Who can write a session, by a leaked SECRET_KEY with signed cookies or by access to the cache, then runs code in Django. From 5.0 on Django has no PickleSerializer.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/http/sessions/#session-serialization
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [deps.django, settings.SESSION_SERIALIZER]
#   remediation: Set SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer", and log everybody out once.
#   cwe: [502]
#   owasp: [ASVS-5.5.3, ASVS5-1.5.2, "A08:2021"]
package django.checklist.sessions.session_pickle

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.versions

deny contains result.graded("SESSION_SERIALIZER", "critical", "sessions are written with pickle: who can write one, with a leaked SECRET_KEY or in the cache, runs code in Django.") if {
	settings.is_text("SESSION_SERIALIZER", _pickle)
	versions.before("5.0")
}

deny contains result.graded("SESSION_SERIALIZER", "critical", "sessions are written with pickle: who can write one, with a leaked SECRET_KEY or in the cache, runs code in Django.") if {
	settings.is_not_text("SESSION_SERIALIZER", _pickle)
	endswith(settings.text("SESSION_SERIALIZER"), "PickleSerializer")
}

deny contains result.graded("SESSION_SERIALIZER", "high", "this Django has no PickleSerializer: the first session that is written is answered with 500.") if {
	settings.is_text("SESSION_SERIALIZER", _pickle)
	versions.from("5.0")
}

allow if settings.is_text("SESSION_SERIALIZER", "django.contrib.sessions.serializers.JSONSerializer")

_pickle := "django.contrib.sessions.serializers.PickleSerializer"
