# METADATA
# title: Sessions are files in the common temporary folder
# description: >-
#   Without SESSION_FILE_PATH they lie in /tmp, where other users and programs of the machine can put and delete files, and where they go with the container.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-file-path
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#sessions
# custom:
#   severity: medium
#   reads: [settings.SESSION_ENGINE, settings.SESSION_FILE_PATH]
#   remediation: Set SESSION_FILE_PATH to a folder that only Django's user can read, or keep sessions in the database.
#   cwe: [377, 379]
#   owasp: ["A01:2021"]
package django.checklist.sessions.session_file_shared_tmp

import data.django.lib.result
import data.django.lib.sessions
import data.django.lib.settings

deny contains result.resting(result.at("SESSION_ENGINE", "sessions are files in the common temporary folder: other programs can delete or read them."), {"SESSION_FILE_PATH"}) if {
	sessions.is_kept_in("file")
	settings.is_off("SESSION_FILE_PATH")
}

allow if settings.is_on("SESSION_FILE_PATH")

allow if {
	some engine in ["db", "cached_db", "cache", "signed_cookies"]
	sessions.is_kept_in(engine)
}
