# METADATA
# title: A host for development is allowed
# description: >-
#   Names of tunnels, of test clients and of home networks have no place in production.
#   0.0.0.0 is an address to listen on, and no browser sends it. localhost and 127.0.0.1
#   are left alone, since health checks use them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: medium
#   severities: [medium, low]
#   reads: [settings.ALLOWED_HOSTS, settings.DEBUG]
#   inputs: [http]
#   remediation: Keep such hosts in the settings that developers run.
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.hosts.allowed_hosts_dev_leftovers

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.graded(host.subject, severity, sprintf("%q %s.", [host.value, text])), {"DEBUG"}) if {
	settings.is_off("DEBUG")
	some host in settings.members("ALLOWED_HOSTS")
	is_string(host.value)
	[severity, text] := _leftover(lower(host.value))
}

allow if settings.is_on("DEBUG")

_leftover("0.0.0.0") := ["low", "is an address to listen on: no visitor comes by it"]

_leftover("10.0.2.2") := ["low", "is how an emulator of a phone calls the developer's machine"]

_leftover("testserver") := ["low", "is the host of Django's test client, which adds it by itself"]

_leftover("lvh.me") := _of_home

_leftover(host) := _of_home if strings.any_suffix_match(host, {".local", ".localtest.me", ".lvh.me", ".test"})

_leftover(host) := ["medium", "is a tunnel's domain: strangers have names there, and reset links may lead to them"] if {
	strings.any_suffix_match(concat("", [".", host]), _tunnels)
}

_of_home := ["low", "is a name of a home network or a developer's machine"]

_tunnels := {".loca.lt", ".ngrok-free.app", ".ngrok-free.dev", ".ngrok.app", ".ngrok.io", ".serveo.net", ".trycloudflare.com"}
