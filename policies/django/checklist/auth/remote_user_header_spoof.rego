# METADATA
# title: Clients say themselves who they are
# description: >-
#   A middleware takes the user from a header of the request, and the proxy hands on
#   what clients send by that name: whoever writes admin there is admin.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/auth-remote-user/
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [proxy, service.kind, service.ports, settings.MIDDLEWARE, source.remote_users]
#   inputs: [http]
#   remediation: 'proxy_set_header X-Auth-User $remote_user;  # or "", at every level that proxies'
#   cwe: [290, 348]
#   owasp: [ASVS-4.1.1, ASVS5-4.1.3, "A07:2021"]
package django.checklist.auth.remote_user_header_spoof

import data.django.lib.remote
import data.django.lib.result

deny contains result.graded_here(
	"MIDDLEWARE",
	"critical",
	passing.at,
	sprintf("%s hands on %s as clients send it, and %s logs in whom it names (%s:%d).", [passing.by, passing.header, passing.class, passing.class_at.file, passing.class_at.line]),
) if {
	some passing in remote.passing
}

deny contains result.graded_here("MIDDLEWARE", "high", way.at, sprintf("port %s leads to Django past every proxy, and %s logs in whom the header %s names.", [way.port, way.class, way.header])) if {
	some way in remote.around
}

unsure contains doubt if some doubt in remote.doubts

allow if remote.is_unused
