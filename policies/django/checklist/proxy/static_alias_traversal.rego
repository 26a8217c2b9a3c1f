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
#   reads: [proxy]
#   inputs: [http]
#   remediation: End both the location and the alias in a slash.
#   cwe: [22]
#   owasp: ["A01:2021"]
package django.checklist.proxy.static_alias_traversal

import data.django.lib.proxies
import data.django.lib.result

deny contains result.here("proxy", route.at, sprintf("location %s has the alias %s: %s../ leads out of that folder, to whatever lies beside it.", [route.path, route.root, route.path])) if {
	some route in proxies.aliases
	not endswith(route.path, "/")
	endswith(route.root, "/")
}

unsure contains doubt if some doubt in proxies.doubts_of_files
