# METADATA
# title: The guard of the admin can be passed by
# description: >-
#   The proxy lets only some people in to the admin, and another way leads to it: a
#   path or a server that is not guarded, a port of Django's own, or an address that
#   clients give themselves.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/admin/
# custom:
#   severity: high
#   reads: [infra.listeners, proxy, service.kind, service.ports, settings.ROOT_URLCONF, source.urls]
#   inputs: [http]
#   remediation: Guard the whole path of the admin on every server, and publish no port of Django.
#   cwe: [288, 425]
#   owasp: [ASVS-4.1.1, "A01:2021"]
package django.checklist.auth.admin_exposed_despite_restriction

import data.django.lib.admission
import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.result

deny contains result.here(
	"proxy",
	end.route.at,
	sprintf("%s leads to the admin without asking who comes, though %s (%s:%d) does.", [proxies.in_words(end.site), meant.route.path, meant.route.at.file, meant.route.at.line]),
) if {
	some meant in admission.meant
	some end in admission.open
}

deny contains result.here("service.ports", port.at, sprintf("port %s leads to Django past the proxy, which guards the admin (%s:%d).", [edge.number(port), end.route.at.file, end.route.at.line])) if {
	some end in admission.guarded
	some port in admission.around
}

deny contains result.here(
	"proxy",
	end.route.at,
	"the admin is for some addresses alone, and set_real_ip_from believes everybody: whoever comes can give one of them.",
) if {
	some end in admission.believing
}

unsure contains doubt if some doubt in admission.doubts

allow if proxies.are_unseen

allow if admission.is_absent

allow if admission.is_not_meant
