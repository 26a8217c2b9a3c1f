# METADATA
# description: >-
#   What the URL configuration routes while DEBUG is off, and the views that the
#   project names for what Django does by itself.
package django.lib.urls

# The routes to a view that are there whatever is unknown.
certain(view) := {route |
	some route in input.source.urls.routes
	route.view == view
	route.certain == true
}

# Those that a condition decides which is not known.
perhaps(view) := {route |
	some route in input.source.urls.routes
	route.view == view
	route.certain == false
}

# No condition that is not known decides about one.
routes_nothing(view) if {
	count(doubts) == 0
	count(perhaps(view)) == 0
}

# The modules that may hold one, and cannot be read.
doubts contains gap if some gap in input.source.urls.doubts

# The handlers of errors that are not there, or do not take what Django gives them.
bad_handlers contains view if {
	some view in input.source.urls.views
	view.problem in {"missing", "arguments"}
	startswith(view.name, "handler")
}

unclear_handlers contains view if {
	some view in input.source.urls.views
	view.problem == "unknown"
	startswith(view.name, "handler")
}

# The problem of the view that answers what CsrfViewMiddleware refuses.
failure_view := view if {
	some view in input.source.urls.views
	view.name == "CSRF_FAILURE_VIEW"
}
