# METADATA
# title: Files beside the static files can be fetched
# description: >-
#   A location without a slash at its end, and an alias with one: nginx puts what
#   follows the location behind the alias, so /static../settings.py leaves the folder.
# related_resources:
#   - ref: https://nginx.org/en/docs/http/ngx_http_core_module.html#alias
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: critical
#   severities: [critical, low]
#   reads: [proxy]
#   inputs: [http]
#   remediation: End both the location and the alias in a slash.
#   cwe: [22]
#   owasp: ["A01:2021"]
package django.checklist.proxy.static_alias_traversal

import data.django.lib.proxies
import data.django.lib.result

deny contains result.graded_here("proxy", _severity(route), route.at, msg) if {
	some route in proxies.aliases
	not endswith(route.path, "/")
	endswith(route.root, "/")
	msg := sprintf("location %s has the alias %s: %s../ leads out of that folder, to %s.", [route.path, route.root, route.path, _beside(route)])
}

_severity(route) := "low" if route.secluded

_severity(route) := "critical" if not route.secluded

_beside(route) := "whatever is put beside it one day" if route.secluded

_beside(route) := "whatever lies beside it" if not route.secluded

unsure contains doubt if some doubt in proxies.doubts_of_files
