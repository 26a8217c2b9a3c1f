# METADATA
# description: Questions about MANAGERS, whom BrokenLinkEmailsMiddleware alone writes to.
package django.lib.managers

import data.django.lib.middleware
import data.django.lib.settings

are_awaited if {
	middleware.has("django.middleware.common.BrokenLinkEmailsMiddleware")
	settings.is_off("MANAGERS")
}

wait_in_vain if {
	settings.is_on("MANAGERS")
	middleware.lacks_like("brokenlink")
	settings.value("MANAGERS") != settings.value("ADMINS")
}

# Classes that may write to them though they are called otherwise.
senders contains member if {
	settings.is_on("MANAGERS")
	some member in middleware.own_like("brokenlink")
}

are_well if {
	settings.is_on("MANAGERS")
	middleware.has("django.middleware.common.BrokenLinkEmailsMiddleware")
}

are_well if {
	settings.is_off("MANAGERS")
	middleware.lacks_like("brokenlink")
}

# Many projects write MANAGERS = ADMINS and mean nothing by it.
are_well if {
	settings.is_on("MANAGERS")
	settings.value("MANAGERS") == settings.value("ADMINS")
}

though := " though ADMINS is not" if settings.is_on("ADMINS")

though := "" if settings.is_off("ADMINS")
