# METADATA
# description: How Django matches a Host header with ALLOWED_HOSTS, in every version from 3.2.
package django.lib.hosts

# A pattern that some Host header matches. Django compares in lower case, drops
# the port, and takes one dot off the end of what the client sent.
can_match("*")

can_match(pattern) if regex.match(`^[a-z0-9.-]*[a-z0-9-]$`, lower(pattern))

can_match(pattern) if regex.match(`^\[[a-f0-9]*:[a-f0-9.:]+\]$`, lower(pattern))

# Why a pattern matches nothing, and what was meant.
reason(pattern) := "it is not text" if not is_string(pattern)

reason(pattern) := text if {
	is_string(pattern)
	not can_match(pattern)
	text := [text | some [shape, text] in _reasons; regex.match(shape, pattern)][0]
}

# The first that fits is said.
_reasons := [
	[`^\s|\s$`, "the space belongs to the name; strip it"],
	[`,`, "it is one text with commas; split it"],
	[`^[A-Za-z][A-Za-z0-9+.-]*://`, "it has a scheme; write the host alone"],
	[`^[0-9a-fA-F.:]+/[0-9]+$`, "Django knows no address ranges"],
	[`/`, "it has a path; write the host alone"],
	[`^[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$`, "an IPv6 address needs brackets"],
	[`:[0-9]*$`, "it has a port, which Django drops before it compares"],
	[`^\*\.`, "only a leading dot matches subdomains; drop the star"],
	[`\*`, "* stands for all hosts only when it is alone"],
	[`_`, "Django refuses host names with an underscore"],
	[`[^\x00-\x7f]`, "write a name that is not ASCII as punycode (xn--...)"],
	[`\.$`, "Django drops the dot at the end before it compares"],
	[``, "no Host header can be equal to it"],
]
