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
