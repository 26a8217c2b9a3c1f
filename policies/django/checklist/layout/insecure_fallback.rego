# METADATA
# title: A setting is unsafe when its variable is not set
# description: No file here sets the variables of this deployment, so nothing shows that they are set. One that is forgotten leaves the unsafe default, and no error.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/
# custom:
#   severity: medium
#   reads: [settings.ALLOWED_HOSTS, settings.CORS_ALLOW_ALL_ORIGINS, settings.DATABASES.*.HOST, settings.DATABASES.*.PASSWORD]
#   remediation: Take the default away, so that Django does not start without the variable.
#   cwe: [1188]
#   owasp: ["A05:2021"]
#   judges_fallback: true
package django.checklist.layout.insecure_fallback

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.at("ALLOWED_HOSTS", sprintf("ALLOWED_HOSTS admits any host when %s: a forged Host header then ends up in password reset mails and links.", [unset])) if {
	target.is_open
	"*" in settings.fallback("ALLOWED_HOSTS")
	unset := settings.unset("ALLOWED_HOSTS")
}

deny contains result.at("CORS_ALLOW_ALL_ORIGINS", sprintf("CORS_ALLOW_ALL_ORIGINS is on when %s: scripts of any site may then read answers.", [unset])) if {
	target.is_open
	settings.fallback_is_on("CORS_ALLOW_ALL_ORIGINS")
	unset := settings.unset("CORS_ALLOW_ALL_ORIGINS")
}

# A password that no variable gives is no fallback.
deny contains result.at(sprintf("DATABASES.%s.PASSWORD", [alias]), sprintf("the password of the database %q is a well-known default when %s: who reaches its port gets in.", [alias, unset])) if {
	target.is_open
	some alias, host in settings.fallback_column("DATABASES", "HOST")
	not host in {"", null}
	settings.fallback_secrets("DATABASES", "PASSWORD")[alias].published_default
	unset := settings.part_unset("DATABASES", sprintf("%s.PASSWORD", [alias]))
}

allow if target.is_closed
