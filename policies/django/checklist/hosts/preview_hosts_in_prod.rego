# METADATA
# title: Names of previews are allowed
# description: >-
#   Wherever a pull request has a deployment of its own, its name belongs in its own
#   environment. An entry for all of them lets any of them answer for the site.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
# custom:
#   severity: info
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: Read ALLOWED_HOSTS from a variable that each deployment sets.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.hosts.preview_hosts_in_prod

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.at(host.subject, sprintf("%q is a name of previews or of another stage beside names of production.", [host.value])) if {
	some host in settings.members("ALLOWED_HOSTS")
	_is_preview(host.value)
	some other in settings.members("ALLOWED_HOSTS")
	_is_proper(other.value)
	target.is_production
}

allow if target.is_no_production

_is_preview(host) if {
	is_string(host)
	trim_prefix(lower(host), ".") in {"fly.dev", "netlify.app", "onrender.com", "up.railway.app", "vercel.app"}
}

# A part of the name that is not the last.
_is_preview(host) if {
	is_string(host)
	parts := split(trim_suffix(replace(lower(host), "-", "."), "."), ".")
	some part in array.slice(parts, 0, count(parts) - 1)
	part in {"preprod", "preview", "qa", "review", "stage", "staging", "uat"}
}

_is_proper(host) if {
	is_string(host)
	contains(host, ".")
	not _is_preview(host)
	not regex.match(`^[0-9.]+$|\.local$|^\.?localhost$`, host)
}
