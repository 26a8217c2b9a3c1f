# METADATA
# title: Visitors can download the database
# description: >-
#   The file of SQLite lies in a folder that is served to everybody: whoever guesses
#   its name has all accounts and sessions.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#sqlite-notes
# custom:
#   severity: critical
#   reads: [proxy, settings.DATABASES, settings.DATABASES.*.ENGINE, settings.DATABASES.*.NAME, settings.MEDIA_ROOT, settings.STATIC_ROOT, source.places]
#   inputs: [http]
#   remediation: 'DATABASES["default"]["NAME"] = BASE_DIR / "data" / "db.sqlite3"  # in no folder that is served'
#   cwe: [538, 552]
#   owasp: [ASVS-12.5.1, ASVS5-13.4.1, "A05:2021"]
package django.checklist.database.sqlite_in_web_root

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.served

deny contains result.at(sprintf("DATABASES.%s.NAME", [inside.alias]), sprintf("the database lies in %s, which is served to visitors: any of them can download it.", [inside.setting])) if {
	some inside in served.sqlite_inside
}

deny contains result.at(
	sprintf("DATABASES.%s.NAME", [shown.alias]),
	sprintf("the proxy (%s:%d) serves the folder that the database lies in: any visitor can download it.", [shown.route.at.file, shown.route.at.line]),
) if {
	some shown in served.with_database
}

unsure contains doubt if {
	served.has_sqlite
	some doubt in (proxies.doubts_of_files | served.folder_doubts)
}

allow if served.has_no_sqlite
