# METADATA
# description: Questions about the version of Django.
package django.lib.versions

# Dates compare as text, as YYYY-MM-DD.
ended(date) if {
	input.django.eol != ""
	input.django.eol < date
}

series := input.django.series

# The series, or what the versions have in common that the project may use.
in_words := input.django.series

in_words := sprintf("below %s", [input.django.below]) if not input.django.series

eol := input.django.eol

# Every version that the project may use is at least this one.
from(version) if low >= number(version)

# One that it may use is older.
may_be_before(version) if low < number(version)

# None of them is.
before(version) if number(input.django.exact) < number(version)

before(version) if {
	not input.django.exact
	number(input.django.below) <= number(version)
}

# The project may use that version, or a later one.
reaches(version) if not before(version)

# The lowest version that the project may use.
default low := []

low := number(input.django.exact) if input.django.exact

else := number(input.django.min) if input.django.min

# The numbers of a version, of which four are compared: 5.2 is 5.2.0.0.
number(text) := array.slice(array.concat(parts, [0, 0, 0]), 0, 4) if {
	label := trim_left(text, "0123456789.") # such as rc1
	parts := [to_number(part) | some part in split(trim_suffix(text, label), "."); part != ""]
	count(parts) > 0
}

# The settings that every version which the project may use ignores or warns of:
# "removed", "new" or "deprecated".
notices(kind) := {notice |
	some notice in input.django.notices
	notice.kind == kind
	notice.certain == true
}

# Those that only some of the versions do.
perhaps(kind) := {notice |
	some notice in input.django.notices
	notice.kind == kind
	notice.certain == false
}

# Why it is not known of one. That the version is not known is one cause, of whatever
# settings.
because(notice, _) := "it depends on the version of Django, which is not known exactly" if notice.because == _inexact

because(notice, what) := sprintf("%s, and %s", [sprintf(what, [notice.name, notice.version]), notice.because]) if notice.because != _inexact

_inexact := "the version is not known exactly"

# Nothing that the project sets is of that kind, whichever version it uses.
has_no_notice(kind) if {
	is_told
	shows_settings
	count(notices(kind)) == 0
	count(perhaps(kind)) == 0
}

# The settings module is here, and so what the project sets.
shows_settings if {
	input.target.settings_module != ""
	not input.source.missing
}

hides_settings if input.source.missing

hides_settings if input.target.settings_module == ""

# The tables know the versions that the project may use; or they are newer or older.
is_told if count(input.django.requires) > 0

is_untold if count(input.django.requires) == 0

required(program) := input.django.requires[program]

# The version has a lower or an exact bound, or none.
is_bounded if input.django.below

is_bounded if input.django.exact

is_unbounded if {
	not input.django.below
	not input.django.exact
}

# Security fixes of the series end between two dates.
ends_within(from_date, to_date) if {
	input.django.series
	input.django.eol >= from_date
	input.django.eol <= to_date
}

# The project's Python, where every version that it may be is older than this one.
python_is_before(version) if number(input.deps.python.exact) < number(version)

python_is_before(version) if {
	not input.deps.python.exact
	number(input.deps.python.below) <= number(version)
}

python := input.deps.python.exact

python := sprintf("below %s", [input.deps.python.below]) if not input.deps.python.exact

# Some file names Django as a requirement.
is_named if input.deps.django

is_unnamed if not input.deps.django

# Where Python's version is written.
python_at := input.deps.python.at

# Security fixes of the series go on until that date.
lasts(date) if {
	input.django.series
	input.django.eol >= date
}

# An installation may take that version, and is not held back by a pin.
allows(version) if {
	not input.django.exact
	number(input.django.below) > number(version)
}
