# METADATA
# description: >-
#   Variables that a platform itself sets in each of its processes. Nobody can forget
#   one: where it is not set, the machine is another's.
package django.lib.platforms

import data.django.lib.target

# One of the variables is set by hand, or all that is set is known.
may_be_forgotten(variables) if count(variables - _given) > 0

may_be_forgotten(variables) if {
	count(variables) > 0
	target.is_closed
}

# Whether this is a machine of the platform is all that is not known.
are_given(variables) if {
	count(variables) > 0
	target.is_open
	every variable in variables {
		variable in _given
	}
}

_given := {
	"AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "CONTAINER_APP_NAME", "DYNO", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4",
	"FLY_ALLOC_ID", "FLY_APP_NAME", "FLY_MACHINE_ID", "FLY_REGION", "GAE_APPLICATION", "GAE_ENV", "GAE_INSTANCE", "GAE_SERVICE", "GAE_VERSION",
	"K_CONFIGURATION", "K_REVISION", "K_SERVICE", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "LAMBDA_TASK_ROOT",
	"PYTHONANYWHERE_DOMAIN", "PYTHONANYWHERE_SITE", "RAILWAY_ENVIRONMENT", "RAILWAY_ENVIRONMENT_NAME", "RAILWAY_PROJECT_ID", "RAILWAY_SERVICE_ID",
	"RENDER", "RENDER_EXTERNAL_HOSTNAME", "RENDER_INSTANCE_ID", "RENDER_SERVICE_ID", "VCAP_APPLICATION", "VERCEL", "VERCEL_ENV", "VERCEL_URL",
	"WEBSITE_HOSTNAME", "WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME",
}
