# METADATA
# title: The check itself would fail
# description: Django's check command ends with an exception instead of a list of findings, since a setting is of a type that it does not expect.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/
# custom:
#   severity: critical
#   collection: system-checks
#   reads: [deps.django, settings.CACHES, settings.CSRF_TRUSTED_ORIGINS, settings.DEFAULT_HASHING_ALGORITHM, settings.FILE_UPLOAD_TEMP_DIR,
#     settings.INSTALLED_APPS, settings.LANGUAGES, settings.LANGUAGES_BIDI, settings.LANGUAGE_CODE, settings.LOCALE_PATHS, settings.MAILERS,
#     settings.MEDIA_URL, settings.MIDDLEWARE, settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS, settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
#     settings.SECURE_REFERRER_POLICY, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS, settings.STATIC_URL, settings.STORAGES,
#     settings.TEMPLATES, settings.USE_I18N]
#   remediation: Give the setting the type that Django documents; the other checks are only told once this one is mended.
package django.system_checks.check_would_fail

import data.django.lib.keys
import data.django.lib.languages
import data.django.lib.result
import data.django.lib.start

deny contains result.at(setting.subject, sprintf("the check itself would fail: %s.", [setting.why])) if {
	some setting in start.unreadable
}

deny contains result.resting(result.at(setting.subject, sprintf("the check itself would fail: %s.", [setting.why])), setting.rests) if {
	some setting in start.unreadable_there
}

deny contains result.at("SECRET_KEY", "the check itself would fail: SECRET_KEY is no text.") if keys.is_no_text("SECRET_KEY")

deny contains result.resting(result.at("LANGUAGE_CODE", "the check itself would fail: there are no translations for LANGUAGE_CODE."), {"INSTALLED_APPS", "USE_I18N"}) if {
	languages.is_untranslated
}

unsure contains result.at("LANGUAGE_CODE", "Django has no translations for it; LOCALE_PATHS or an application may") if languages.may_be_untranslated
