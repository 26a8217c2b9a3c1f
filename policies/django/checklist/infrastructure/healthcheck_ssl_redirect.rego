# METADATA
# title: The health check is redirected to HTTPS
# description: A load balancer asks by plain HTTP and without the header that tells Django of TLS, so that SECURE_SSL_REDIRECT sends the check away too.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt
# custom:
#   severity: high
#   reads: [infra.target_groups, infra.target_groups.*.matcher, infra.target_groups.*.path, infra.target_groups.*.protocol, service.name,
#     settings.MIDDLEWARE, settings.SECURE_REDIRECT_EXEMPT, settings.SECURE_SSL_REDIRECT]
#   inputs: [http, terraform]
#   remediation: Name the path of the check in SECURE_REDIRECT_EXEMPT, without its first slash; or redirect at the load balancer and turn SECURE_SSL_REDIRECT off.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.infrastructure.healthcheck_ssl_redirect

import data.django.lib.health
import data.django.lib.redirects
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here("SECURE_SSL_REDIRECT", group.matcher.at, sprintf("%s asks for %s by plain HTTP, and SECURE_SSL_REDIRECT answers 301, and the check never passes.", [group.name, group.path.value])),
	{"MIDDLEWARE", "SECURE_REDIRECT_EXEMPT", "SECURE_SSL_REDIRECT"},
) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	health.reaches(_security)
	some group in health.plain_groups
	health.refuses(group, 301)
	redirects.is_not_exempt(group.path.value)
}

unsure contains result.at("MIDDLEWARE", "a middleware before SecurityMiddleware may answer the health check") if {
	settings.is_on("SECURE_SSL_REDIRECT")
	health.may_not_reach(_security)
	some group in health.plain_groups
	health.refuses(group, 301)
}

unsure contains result.here("SECURE_SSL_REDIRECT", group.at, sprintf("it is not known which container %s asks", [group.name])) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some group in health.perhaps
	group.protocol.value == "HTTP"
	health.refuses(group, 301)
	redirects.is_not_exempt(group.path.value)
}

allow if health.ask_others

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if health.reaches_none(_security)

_security := "django.middleware.security.SecurityMiddleware"
