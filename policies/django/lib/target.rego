# METADATA
# description: Questions about what is judged, and how it is deployed.
package django.lib.target

import data.django.lib.paths

# Production, staging, or what may be either.
is_deployed if input.target.class in {"production", "staging"}

# Variables may be set where no file shows it.
is_open if input.target.closed == false

is_closed if input.target.closed == true

module := input.target.settings_module

id := input.target.id

as_of := input.as_of

serves_http if input.target.http == true

serves_no_http if input.target.http == false

is_production if input.target.class == "production"

is_no_production if input.target.class != "production"

module_at := input.target.module_at

services := concat(", ", input.target.services)

# The module is what a file of the project falls back to.
module_is_default if paths.name(input.target.module_at.file) in {"asgi.py", "wsgi.py"}

# Something else than that names it.
module_is_named if not module_is_default
