# METADATA
# title: Sessions are kept in the cookie itself
# description: >-
#   The visitor can read what is in it, and send an old one again after logging out: nothing on the server ends a session. More than 4096 bytes are lost.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/http/sessions/#using-cookie-based-sessions
# custom:
#   severity: medium
#   reads: [settings.SESSION_ENGINE]
#   inputs: [http]
#   remediation: Set SESSION_ENGINE = "django.contrib.sessions.backends.cached_db", unless a session holds nothing that matters.
#   cwe: [613]
#   owasp: [ASVS-3.3.1, ASVS5-7.3.2, "A07:2021"]
package django.checklist.sessions.session_signed_cookies

import data.django.lib.result
import data.django.lib.sessions

deny contains result.at("SESSION_ENGINE", "sessions are kept in signed cookies: the visitor reads them, and a copy still works after logging out.") if {
	sessions.is_kept_in("signed_cookies")
}
