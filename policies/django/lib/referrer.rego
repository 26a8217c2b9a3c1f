# METADATA
# description: >-
#   SECURE_REFERRER_POLICY as its check reads it: a text with commas, or any number
#   of texts (django/core/checks/security/base.py).
package django.lib.referrer

import data.django.lib.settings

# What is no value of the header, with its subject.
strange contains {"subject": "SECURE_REFERRER_POLICY", "value": part} if {
	settings.of_type("SECURE_REFERRER_POLICY", "str")
	some part in split(settings.value("SECURE_REFERRER_POLICY"), ",")
	not trim_space(part) in _values
}

strange contains {"subject": member.subject, "value": member.value} if {
	some member in settings.members("SECURE_REFERRER_POLICY")
	not is_array(member.value)
	not member.value in _values
}

strange contains {"subject": "SECURE_REFERRER_POLICY", "value": key} if {
	some key in settings.keys("SECURE_REFERRER_POLICY")
	not key in _values
}

# Bytes are numbers.
strange contains {"subject": "SECURE_REFERRER_POLICY", "value": "bytes"} if {
	settings.of_type("SECURE_REFERRER_POLICY", "bytes")
	settings.is_on("SECURE_REFERRER_POLICY")
}

are_known if {
	settings.of_type("SECURE_REFERRER_POLICY", "str")
	every part in split(settings.value("SECURE_REFERRER_POLICY"), ",") {
		trim_space(part) in _values
	}
}

are_known if {
	listed := settings.all_members("SECURE_REFERRER_POLICY")
	every member in listed {
		member.value in _values
	}
}

_values := {
	"no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin",
	"same-origin", "strict-origin", "strict-origin-when-cross-origin", "unsafe-url",
}

# Of several values a browser follows the last that it knows.
in_force := known[count(known) - 1] if {
	settings.of_type("SECURE_REFERRER_POLICY", "str")
	known := [value | some part in split(settings.value("SECURE_REFERRER_POLICY"), ","); value := trim_space(part); value in _values]
}

in_force := known[count(known) - 1] if {
	is_array(settings.value("SECURE_REFERRER_POLICY"))
	known := [value | some value in settings.value("SECURE_REFERRER_POLICY"); value in _values]
}
