# METADATA
# title: ALLOWED_HOSTS is no list
# description: >-
#   Django from 4.0 on does not start unless ALLOWED_HOSTS is a list or a tuple. Before,
#   a text is read letter by letter, so that "*" somewhere in it admits any host.
#   Parentheses without a comma make no tuple.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: high
#   reads: [settings.ALLOWED_HOSTS]
#   remediation: ALLOWED_HOSTS = ["shop.example.com"]
#   covers: [allowed-hosts-empty]
#   cwe: [704]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_not_list

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("ALLOWED_HOSTS", sprintf("ALLOWED_HOSTS is %s, not a list: Django from 4.0 on does not start, and earlier ones read it piece by piece.", [words])) if {
	some type, words in _types
	settings.of_type("ALLOWED_HOSTS", type)
}

_types := {
	"str": "one text", "set": "a set", "frozenset": "a set", "NoneType": "None", "dict": "a dict", "bool": "a bool", "int": "a number",
	"bytes": "bytes", "generator": "a generator", "map": "a generator", "filter": "a generator",
}
