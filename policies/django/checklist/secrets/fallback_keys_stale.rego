# METADATA
# title: Old keys are never taken away
# description: >-
#   Each key of SECRET_KEY_FALLBACKS still opens sessions and password resets. After
#   SESSION_COOKIE_AGE and PASSWORD_RESET_TIMEOUT an old key is of no more use to visitors,
#   only to whoever has it. More than two tell that rotations are begun and not finished
#   (parameter maximum); how long one or two have been there, no file tells.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: medium
#   reads: [settings.SECRET_KEY_FALLBACKS]
#   django: [">=4.1"]
#   remediation: Delete each old key as soon as SESSION_COOKIE_AGE has passed since the rotation.
#   cwe: [324]
#   owasp: ["A02:2021"]
package django.checklist.secrets.fallback_keys_stale

import data.django.lib.leaks
import data.django.lib.result

deny contains result.at("SECRET_KEY_FALLBACKS", sprintf("%d old keys still sign in: earlier rotations were not finished.", [leaks.old_keys])) if leaks.old_keys > _maximum

unsure contains result.at("SECRET_KEY_FALLBACKS", "no file tells how long the old keys have been accepted") if leaks.old_keys > 0

default _maximum := 2

_maximum := data.djgate.parameters["fallback-keys-stale"].maximum
