# METADATA
# title: A check on security is silenced
# description: >-
#   SILENCED_SYSTEM_CHECKS hides errors too, and with them whatever goes wrong later. W004, W005, W008 and W021 may be silenced where a proxy redirects and adds the header.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#silenced-system-checks
# custom:
#   severity: medium
#   reads: [settings.SILENCED_SYSTEM_CHECKS]
#   remediation: Take the id out, and mend what the check says.
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.layout.checks_silenced

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(member.subject, sprintf("%s is silenced: nobody is told when it becomes true.", [member.value])) if {
	some member in settings.texts("SILENCED_SYSTEM_CHECKS")
	_matters(member.value)
	not member.value in {"security.W004", "security.W005", "security.W008", "security.W021"}
}

_matters(id) if startswith(id, "security.")

_matters(id) if id in {"4_0.E001", "mail.E001", "caches.W002", "async.E001"}
