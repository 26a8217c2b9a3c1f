# METADATA
# description: >-
#   A switch of a cookie as Django's checks take it: anything that is true before
#   4.1, True alone from then on.
package django.lib.cookies

import data.django.lib.settings
import data.django.lib.versions

is_unprotected(name) if settings.is_off(name)

is_unprotected(name) if {
	settings.is_not_true(name)
	versions.from("4.1")
}

is_protected(name) if settings.is_true(name)

is_protected(name) if {
	settings.is_on(name)
	versions.before("4.1")
}
