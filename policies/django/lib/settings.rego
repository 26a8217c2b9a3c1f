# METADATA
# description: >-
#   Questions about Django's settings. Each has its opposite, and both are
#   undefined while the answer is not known: ask the opposite, never `not`.
package django.lib.settings

import data.django.lib.dotted

# Python's truth of the value.
is_on(name) if input.settings[name].truth == true

is_off(name) if input.settings[name].truth == false

# Whether the project sets it, rather than Django.
# regal ignore:rule-shadows-builtin
is_set(name) if {
	input.settings[name].set == true
	not _may_be_default(input.settings[name])
}

# Where a condition is not known, Django's default is one of what it may be.
_may_be_default(node) if {
	some choice in node.choices
	choice.node.origin == "django-default"
}

is_unset(name) if {
	input.settings[name].set == false
	_is_certain(input.settings[name])
}

_is_certain(node) if node.state != "unknown"

# Nothing sets it, and the versions of Django differ in their default.
_is_certain(node) if node.origin == "django-default"

# Python's type of the value.
of_type(name, type) if input.settings[name].type == type

# Python's `is True`: neither 1 nor "True" is.
is_true(name) if {
	of_type(name, "bool")
	is_on(name)
}

is_not_true(name) if is_off(name)

is_not_true(name) if {
	type := input.settings[name].type
	type != "bool"
}

is_none(name) if of_type(name, "NoneType")

is_some(name) if is_on(name)

is_some(name) if {
	type := input.settings[name].type
	type != "NoneType"
}

# A text, and whether it is the one that is asked for; a path or bytes are none.
is_text(name, text) if {
	of_type(name, "str")
	value(name) == text
}

is_not_text(name, text) if {
	is_some(name)
	value(name) != text
}

is_not_text(name, _) if {
	type := input.settings[name].type
	type != "str"
}

# Where the value comes from, such as "literal" or "random".
of_origin(name, origin) if input.settings[name].origin == origin

# It is what a variable holds and nothing else, whether that is known or not.
is_read_from(name, origin) if {
	of_origin(name, origin)
	not input.settings[name].choices
	not input.settings[name].if_unset.origin == "random"
}

# The value as a whole, where all of it is known.
value(name) := input.settings[name].value if input.settings[name].state == "known"

at_least(name, least) if {
	is_number(value(name))
	value(name) >= least
}

below(name, least) if {
	is_number(value(name))
	value(name) < least
}

# A switch in words: on, off, or why Python takes a text for on.
described(name) := sprintf("the text %q, which Python takes for true", [value(name)]) if {
	is_on(name)
	is_string(value(name))
} else := sprintf("on, since %s", [step.note]) if {
	is_on(name)
	some step in input.settings[name].chain
	step.kind == "truth"
} else := "on" if {
	is_on(name)
} else := "off" if {
	is_off(name)
}

# The known members of a list, tuple or set, each with its subject.
members(name) := {{"subject": sprintf("%s[%d]", [name, i]), "value": member} |
	is_array(input.settings[name].value)
	some i, member in input.settings[name].value
	_plain(member)
}

# The same, where nothing of the list is unknown.
all_members(name) := listed if {
	is_array(value(name))
	listed := members(name)
	count(listed) == count(value(name))
}

holds(name, item) if {
	some value in _values(name)
	value == item
}

# Some of the list is unknown.
is_partial(name) if input.settings[name].state == "partial"

# All of it is known.
is_whole(name) if input.settings[name].state == "known"

lacks(name, item) if {
	values := _all_values(name) # undefined while some are unknown
	every value in values {
		value != item
	}
}

# Whether a dotted path ends in a class of that name: a subclass often keeps it.
holds_class(name, class) if {
	some value in _values(name)
	_is_class(value, class)
}

lacks_class(name, class) if {
	values := _all_values(name)
	every value in values {
		not _is_class(value, class)
	}
}

_is_class(path, class) if {
	is_string(path)
	endswith(path, class)
	dotted.last(path) == class
}

_values(name) := [value |
	is_array(input.settings[name].value)
	some value in input.settings[name].value
	_plain(value)
]

_all_values(name) := values if {
	is_array(value(name))
	values := _values(name)
	count(values) == count(value(name))
}

# Python's `in`: a member of a list, tuple or set, a part of a text, a key of a dict.
has(name, item) if holds(name, item)

has(name, item) if contains(_text(name), item)

has(name, item) if {
	some key, _ in input.settings[name].value
	key == item
}

misses(name, item) if lacks(name, item)

misses(name, item) if not contains(_text(name), item)

misses(name, item) if {
	is_object(input.settings[name].value)
	every key, _ in input.settings[name].value {
		not key in {item, "$more", "$secret"}
	}
}

# The keys of a dict that are known.
keys(name) := {key |
	is_object(input.settings[name].value)
	some key, _ in input.settings[name].value
	not key in {"$more", "$secret"}
}

# What a dict holds at a key: entry_of("CACHES", "default").
entry_of(name, key) := input.settings[name].value[key]

# Python's type of a part, where JSON does not tell it: part_of_type("CACHES", "default.LOCATION", "PosixPath").
part_type(name, path) := input.settings[name].parts[path].type

# One attribute of each entry of a dict of dicts, by the entry's key:
# column("DATABASES", "ENGINE") is {"default": "django.db.backends.postgresql"}.
column(name, attribute) := {key: field |
	some key
	field := input.settings[name].value[key][attribute]
	_plain(field)
}

# The same of the entries of a dict within the setting: of LOGGING["handlers"],
# inner_column("LOGGING", "handlers", "class") is {"console": "logging.StreamHandler"}.
inner_column(name, inner, attribute) := {key: field |
	some key
	field := input.settings[name].value[inner][key][attribute]
	_plain(field)
}

# The same for secrets: the facts of each.
secrets(name, attribute) := {key: facts |
	some key
	facts := input.settings[name].value[key][attribute]["$secret"]
}

# One attribute of one entry: entry("MAILERS", "default", "BACKEND").
entry(name, key, attribute) := field if {
	field := input.settings[name].value[key][attribute]
	_plain(field)
}

# The facts of a setting that is a secret.
facts(name) := input.settings[name].facts

# What the program would have with none of its variables set.
fallback_is_on(name) if input.settings[name].if_unset.truth == true

fallback_is_off(name) if input.settings[name].if_unset.truth == false

fallback_is_whole(name) if input.settings[name].if_unset.state == "known"

fallback_origin(name) := input.settings[name].if_unset.origin

fallback(name) := input.settings[name].if_unset.value

# column and secrets, of what the program would have then.
fallback_column(name, attribute) := {key: field |
	some key
	field := input.settings[name].if_unset.value[key][attribute]
	_plain(field)
}

fallback_secrets(name, attribute) := {key: facts |
	some key
	facts := input.settings[name].if_unset.value[key][attribute]["$secret"]
}

# What decides that, in words: "DJANGO_DEBUG is not set". A variable that chooses among
# modules, and that nothing sets, is among them; where many do, the one whose default it
# is says more than all of them. What reads no variable is no fallback.
unset(name) := _not_set(deciding(name)) if count(_filed(name)) == 0

# The variables that the image itself gives to a setting, wherever it runs.
baked(name) := {step.name |
	some step in input.settings[name].chain
	step.kind == "environment"
	step.note == "image"
}

# The variables that are not set, and whose default the value has.
defaulted(name) := {step.name |
	some step in input.settings[name].chain
	step.kind == "default"
}

# Whether a switch is on without some variables, whatever those are that the image sets;
# where they are not set now, and these keep it off, it is not.
turns_on(name, _) if count(baked(name)) == 0

turns_on(name, _) if is_on(name)

turns_on(name, forgotten) if count(forgotten - defaulted(name)) > 0

# Where a file that the program reads gives what it falls back to, and the value is that,
# nobody has to set anything.
_filed(name) := {step.at |
	value := input.settings[name]
	value.at == value.if_unset.at
	parts := [part.chain | some part in value.if_unset.parts]
	some chain in array.concat([value.if_unset.chain], parts)
	some step in chain
	step.kind == "env-file"
}

deciding(name) := variables if {
	variables := _fallen_back(name) | _choosing(name)
	count(variables) in {1, 2, 3}
}

deciding(name) := _fallen_back(name) if {
	count(_fallen_back(name) | _choosing(name)) > 3
	count(_fallen_back(name)) > 0
}

deciding(name) := _choosing(name) if {
	count(_choosing(name)) > 3
	count(_fallen_back(name)) == 0
}

# No reader falls back, and no module is chosen: what it is made of, as in
# os.environ.get("DEBUG") or "False".
deciding(name) := read if {
	count(_fallen_back(name) | _choosing(name)) == 0
	read := {variable | some variable in input.settings[name].if_unset.reads}
	count(read) > 0
}

_fallen_back(name) := {step.name |
	fallback := input.settings[name].if_unset
	parts := [part.chain | some part in fallback.parts]
	some chain in array.concat([fallback.chain], parts)
	some step in chain
	step.kind == "default"
}

_choosing(name) := {variable |
	some variable in input.settings[name].assumes
	regex.match(`^[A-Z][A-Z0-9_]*$`, variable)
}

# The same for a part that reads variables of its own: "default.PASSWORD".
part_unset(name, path) := _not_set({variable |
	some variable in input.settings[name].if_unset.parts[path].reads
}) if {
	count(input.settings[name].if_unset.parts[path].reads) > 0
}

# The value reads no variable, so that it has no fallback.
fixed(name) if {
	input.settings[name].state == "known"
	not input.settings[name].if_unset
}

_not_set(variables) := sprintf("%s is not set", [_in_words(variables)]) if count(variables) == 1

_not_set(variables) := sprintf("%s are not set", [_in_words(variables)]) if count(variables) > 1

_in_words(variables) := concat(" and ", variables) if count(variables) in {1, 2, 3}

_in_words(variables) := sprintf("%s, %s and %d others", [names[0], names[1], count(names) - 2]) if {
	count(variables) > 3
	names := sort(variables)
}

_text(name) := value(name) if of_type(name, "str")

_plain(leaf) if not is_object(leaf)

_plain(leaf) if {
	is_object(leaf)
	marks := {"$secret", "$unknown", "$more"}
	every key, _ in leaf {
		not key in marks
	}
}

# The value, where it is text.
text(name) := _text(name)

# Python's type is another.
is_no_type(name, type) if {
	other := input.settings[name].type
	other != type
}

# The value comes from an env file.
comes_from_file(name) if regex.match(`(^|/)[^/]*\.?env[^/]*$`, input.settings[name].at.file)

# Known to be so only as long as these variables are not set, in words: the line that
# decides it stands in a branch. A value that is read from a variable is none such.
hangs_on(name) := _in_words(_choosing(name)) if {
	input.settings[name].state == "known"
	not input.settings[name].if_unset
	count(_choosing(name)) > 0
}

# What is assumed decides the parts of the value alone.
assumes_in_parts(name) if count(_assumed(name)) == 0

# It decides which value it is, too.
assumes_a_choice(name) if count(_assumed(name)) > 0

_assumed(name) := outer - inner if {
	outer := {variable | some variable in input.settings[name].assumes}
	inner := {variable |
		some part in input.settings[name].parts
		some variable in part.assumes
	}
}

# Python's `is False`.
is_false(name) if {
	of_type(name, "bool")
	is_off(name)
}

# The members that are texts; JSON has no other form for a pattern, a path or bytes.
texts(name) := {member |
	some member in members(name)
	is_string(member.value)
	not input.settings[name].parts[trim_prefix(member.subject, name)].type
}
