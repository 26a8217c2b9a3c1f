# METADATA
# description: Texts of samples that somebody was to replace.
package django.lib.placeholders

import data.django.lib.settings

# The settings that are one, each with its subject and text; a secret has no text.
found contains _sample("DEFAULT_FROM_EMAIL")

found contains _sample("EMAIL_HOST")

found contains _sample("EMAIL_HOST_USER")

found contains _sample("SERVER_EMAIL")

found contains {"subject": "EMAIL_HOST_PASSWORD", "text": "a placeholder"} if settings.facts("EMAIL_HOST_PASSWORD").placeholder == true

found contains {"subject": sprintf("DATABASES.%s.%s", [alias, field]), "text": sprintf("%q", [text])} if {
	some field in {"HOST", "NAME", "USER"}
	some alias, text in settings.column("DATABASES", field)
	is_string(text)
	_is_sample(text)
}

found contains {"subject": member.subject, "text": sprintf("%q", [member.value])} if {
	some member in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(member.value)
	_is_sample(member.value)
}

# None is, and what is not known comes from outside: a variable that no file sets, a
# store of secrets.
are_none if {
	count(found) == 0
	_is_settled("CSRF_TRUSTED_ORIGINS")
	_is_settled("DATABASES")
	_is_settled("DEFAULT_FROM_EMAIL")
	_is_settled("EMAIL_HOST")
	_is_settled("EMAIL_HOST_PASSWORD")
	_is_settled("EMAIL_HOST_USER")
	_is_settled("SERVER_EMAIL")
}

_is_settled(name) if input.settings[name].state == "known"

_is_settled(name) if {
	input.settings[name].state == "unknown"
	input.settings[name].origin in _from_outside
}

_is_settled(name) if {
	input.settings[name].state == "partial"
	every path, doubt in _doubts(name) {
		_is_outside(name, path, doubt)
	}
}

_doubts(name) := {sprintf("%s.%s", [alias, field]): part["$unknown"] |
	some alias, fields in input.settings[name].value
	some field, part in fields
	field in {"HOST", "NAME", "USER"}
}

_is_outside(name, path, doubt) if {
	input.settings[name].parts[path].origin in _from_outside
	count(doubt.needs) > 0
}

_from_outside := {"env", "generated", "secret-store"}

_sample(name) := {"subject": name, "text": sprintf("%q", [settings.text(name)])} if _is_sample(settings.text(name))

_is_sample(text) if {
	strings.any_prefix_match(trim_space(text), {"!!", "%", "<", "[", "__", "{{"})
	regex.match(`^\s*(<[A-Za-z][^<>@]*>|!!+.*!!+|\{\{.*\}\}|\[[A-Za-z _-]+\]|__[A-Z][A-Z_]+__|%[A-Z_]+%)\s*$`, text)
}

_is_sample(text) if {
	strings.any_prefix_match(lower(text), {"change", "edit", "fill", "replace", "set"})
	regex.match(`(?i)^(change|replace|fill|edit|set)[-_ ]?(me|this|it)([-_ ]?(in|now|please|before.*))?!*$`, text)
}

_is_sample(text) if lower(text) in {"fixme", "placeholder", "tbd", "todo"}

_is_sample(text) if {
	strings.any_prefix_match(lower(text), {"insert", "xxx", "your"})
	regex.match(`(?i)^(x{3,}|(your|insert)[-_ ][a-z0-9_ .-]+)$`, text)
}
