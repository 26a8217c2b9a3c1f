# METADATA
# description: Questions about the version of Django.
package django.lib.versions

# Dates compare as text, as YYYY-MM-DD.
ended(date) if {
	input.django.eol != ""
	input.django.eol < date
}

series := input.django.series

eol := input.django.eol

# Every version that the project may use is at least this one.
from(version) if low >= number(version)

# None of them is.
before(version) if number(input.django.exact) < number(version)

before(version) if {
	not input.django.exact
	number(input.django.below) <= number(version)
}

# The lowest version that the project may use.
low := number(input.django.exact) if input.django.exact

else := number(input.django.min) if input.django.min

else := []

# The numbers of a version, without zeros at the end.
number(text) := [to_number(number) | some number in split(short, ".")] if {
	long := regex.find_n(`^[0-9]+(\.[0-9]+)*`, text, 1)[0]
	short := regex.replace(long, `(\.0+)+$`, "")
}
