# METADATA
# title: The settings module is not there
# description: Django imports the module that DJANGO_SETTINGS_MODULE names before anything else.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings
# custom:
#   severity: critical
#   reads: [source.missing]
#   remediation: Correct the name, or add the file; if the image makes it, name the module in .djgate.yaml.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.layout.settings_module_missing

import data.django.lib.result
import data.django.lib.source

deny contains result.here("target.settings_module", source.nowhere.at, sprintf("the settings module %s is not in the project: Django does not start.", [source.nowhere.module]))

unsure contains result.here("target.settings_module", source.missing.at, sprintf("the settings module %s is not in the project; %s", [source.missing.module, source.missing.elsewhere]))
