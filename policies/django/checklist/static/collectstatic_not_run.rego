# METADATA
# title: Nothing collects the static files
# description: >-
#   The container serves static files from STATIC_ROOT, which only collectstatic fills.
#   A storage with a manifest raises ValueError for each file that it does not know.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/static-files/deployment/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [deps.django, service, service.at, service.kind, service.mounts, settings.DEBUG, settings.INSTALLED_APPS, settings.STATICFILES_STORAGE,
#     settings.STATIC_ROOT, settings.STORAGES, settings.STORAGES.staticfiles, settings.STORAGES.staticfiles.BACKEND, source.work]
#   inputs: [dockerfile, http]
#   remediation: |-
#     RUN SECRET_KEY=build python manage.py collectstatic --noinput  # in the Dockerfile
#   aliases: [manifest-without-collectstatic]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.static.collectstatic_not_run

import data.django.lib.apps
import data.django.lib.release
import data.django.lib.result
import data.django.lib.service
import data.django.lib.settings
import data.django.lib.storages

deny contains result.resting(
	result.graded_here("STATIC_ROOT", "high", release.place, "no file runs collectstatic, and the storage keeps a manifest: each page with {% static %} is answered with 500."),
	{"DEBUG", "STATICFILES_STORAGE", "STORAGES"},
) if {
	_is_left_out
	storages.demands_manifest
	settings.is_off("DEBUG")
}

deny contains result.resting(
	result.graded_here("STATIC_ROOT", "medium", release.place, "no file runs collectstatic: the pages of the site and of the admin come without styles and scripts."),
	{"STATICFILES_STORAGE", "STORAGES"},
) if {
	_is_left_out
	storages.needs_no_manifest
}

_is_left_out if {
	release.collects_nothing
	apps.is_installed("django.contrib.staticfiles")
	storages.is_kept_here
	settings.is_on("STATIC_ROOT")
}

unsure contains result.here("STATIC_ROOT", release.place, because) if some because in release.may_collect

allow if release.does("collectstatic")

allow if apps.is_absent("django.contrib.staticfiles")

allow if storages.is_kept_elsewhere

allow if settings.is_off("STATIC_ROOT")

allow if service.is_no_container
