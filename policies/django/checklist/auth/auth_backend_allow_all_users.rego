# METADATA
# title: Deactivated users, or whoever a header names, may log in
# description: >-
#   AllowAllUsers* backends let in users whose is_active is false. RemoteUserBackend takes the name that the server passes on, so that a proxy which lets the header through lets anybody be anyone.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/auth-remote-user/
# custom:
#   severity: medium
#   reads: [settings.AUTHENTICATION_BACKENDS]
#   remediation: Use "django.contrib.auth.backends.ModelBackend"; with RemoteUserBackend, let the proxy overwrite the variable on every request.
#   cwe: [287, 290]
#   owasp: ["A07:2021"]
package django.checklist.auth.auth_backend_allow_all_users

import data.django.lib.dotted
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(backend.subject, sprintf("%s %s.", [dotted.last(backend.value), consequence])) if {
	some backend in settings.members("AUTHENTICATION_BACKENDS")
	consequence := _consequences[backend.value]
}

_consequences := {
	"django.contrib.auth.backends.AllowAllUsersModelBackend": "lets in users who are not active: a blocked account still works",
	"django.contrib.auth.backends.AllowAllUsersRemoteUserBackend": "lets in whoever the server names, active or not: a header that passes the proxy is enough",
	"django.contrib.auth.backends.RemoteUserBackend": "lets in whoever the server names: a header that passes the proxy is enough",
}
