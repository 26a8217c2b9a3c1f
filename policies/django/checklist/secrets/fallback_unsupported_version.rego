# METADATA
# title: This Django does not use the old signing keys
# description: >-
#   SECRET_KEY_FALLBACKS came with Django 4.1, and sessions survive a new key from 4.1.8 on. Before, a rotation logs everybody out.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/4.1.8/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: medium
#   reads: [settings.SECRET_KEY_FALLBACKS]
#   django: ["<4.1.8"]
#   remediation: Upgrade Django, or expect that a new SECRET_KEY ends all sessions and password reset links.
#   covers: [setting-too-new]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.secrets.fallback_unsupported_version

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECRET_KEY_FALLBACKS", "this Django does not verify sessions with SECRET_KEY_FALLBACKS: with a new key everybody is logged out.") if {
	settings.is_set("SECRET_KEY_FALLBACKS")
	settings.is_on("SECRET_KEY_FALLBACKS")
}
