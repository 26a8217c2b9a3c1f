# METADATA
# description: The templates for errors that the project brings.
package django.lib.pages

# Those that it lacks, in words: "404.html and 500.html".
missing := concat(" and ", input.source.pages.missing) if count(input.source.pages.missing) > 0

are_told if count(input.source.pages.doubts) == 0

# The folders and engines that may have them.
doubts contains gap if {
	count(input.source.pages.missing) > 0
	some gap in input.source.pages.doubts
}

# The first place at which 500.html prints what only a context has, and all that it prints.
first_need := sort([[need.at.file, need.at.line, need.at] | some need in input.source.pages.needs])[0][2]

needs := concat(", ", {need.name | some need in input.source.pages.needs})
