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
#   judges_fallback: true
package django.checklist.layout.insecure_fallback

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.at("ALLOWED_HOSTS", "ALLOWED_HOSTS admits any host when its variable is not set.") if {
	target.is_open
	"*" in settings.fallback("ALLOWED_HOSTS")
}

deny contains result.at("CORS_ALLOW_ALL_ORIGINS", "CORS_ALLOW_ALL_ORIGINS is on when its variable is not set: any site may read answers.") if {
	target.is_open
	settings.fallback_is_on("CORS_ALLOW_ALL_ORIGINS")
}

deny contains result.at(sprintf("DATABASES.%s.PASSWORD", [alias]), sprintf("the password of the database %q is a well-known default when its variable is not set.", [alias])) if {
	target.is_open
	some alias, host in settings.fallback_column("DATABASES", "HOST")
	not host in {"", null}
	settings.fallback_secrets("DATABASES", "PASSWORD")[alias].published_default
}

allow if target.is_closed
