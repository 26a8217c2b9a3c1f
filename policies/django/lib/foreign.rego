# METADATA
# description: Settings of packages, and whether anything is there that reads them.
package django.lib.foreign

import data.django.lib.middleware
import data.django.lib.settings

# The packages of which the project sets something and runs nothing, each with the
# first of the settings.
idle contains {"of": distribution, "subject": names[0], "what": what} if {
	some distribution, [prefix, word, what] in {
		"django-cors-headers": ["CORS_", "cors", "its middleware"],
		"django-csp": ["CSP_", "csp", "its middleware"],
		"whitenoise": ["WHITENOISE_", "whitenoise", "its middleware"],
	}
	names := sort(_set_by_project(prefix))
	count(names) > 0
	middleware.lacks_like(word)
	_lacks_app(word)
}

idle contains {"of": distribution, "subject": names[0], "what": "it in INSTALLED_APPS"} if {
	some distribution, [prefix, word] in {
		"django-axes": ["AXES_", "axes"],
		"django-constance": ["CONSTANCE_", "constance"],
	}
	names := sort(_set_by_project(prefix))
	count(names) > 0
	_lacks_app(word)
}

_set_by_project(prefix) := [name |
	some name in input.source.set
	startswith(name, prefix)
	input.settings[name].set == true
]

_lacks_app(word) if {
	listed := settings.all_members("INSTALLED_APPS")
	every app in listed {
		is_string(app.value)
		not contains(lower(app.value), word)
	}
}
