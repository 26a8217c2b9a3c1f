# METADATA
# title: The admin is where everybody looks for it
# description: >-
#   Programs that guess passwords ask for /admin/ first. Another path keeps them out of the
#   log; it is no protection against anybody else.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/admin/#hooking-adminsite-instances-into-your-urlconf
# custom:
#   severity: low
#   collection: advice
#   reads: [settings.ROOT_URLCONF, source.urls]
#   inputs: [http]
#   remediation: path(settings.ADMIN_URL, admin.site.urls)
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.auth.admin_default_path

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.urls

deny contains result.here("source.urls", route.at, "the admin is at /admin/, where programs that guess passwords try first.") if {
	settings.is_set("ROOT_URLCONF")
	some route in urls.certain("admin")
	route.path == "default"
}

unsure contains result.here("source.urls", route.at, "the path of the admin is not known") if {
	some route in (urls.certain("admin") | urls.perhaps("admin"))
	route.path == "unknown"
}

unsure contains result.here("source.urls", route.at, "whether the admin is routed at /admin/ depends on what is not known") if {
	some route in urls.perhaps("admin")
	route.path == "default"
}

unsure contains result.at("ROOT_URLCONF", gap.because) if some gap in urls.doubts
