package terraform

import (
	"slices"
	"sync"
)

// Where each kind of resource keeps what a process runs with. Paths are those of
// the provider's own schema, without indices: every list on the way is followed.
// Names of attributes are those of the resource's JSON where it holds text.

// platform is a kind of resource that runs processes. Where several paths are
// given, later ones add to the earlier.
type platform struct {
	kind     string   // of the workloads
	named    string   // the platform in words
	resource []string // types

	container           string // path to the containers; empty where the resource is one
	name                string // below the container, as are those that follow
	image               string
	entrypoint, command string
	dir                 string // in which the command is run
	ports               string
	mounts              string   // path to the folders at which volumes are mounted
	plain               []string // variables
	stored              []string // variables whose values are names of secrets
	files               string   // env files that the platform reads
	itself              itself   // variables that it sets

	shared       []string // variables below the resource, for all its containers
	sharedStored []string
	only         [2]string // of variables in a list, those with this member and value

	job    bool   // it runs to its end
	exact  bool   // the platform refuses what is no text
	open   string // why the process may have variables that no file shows
	shell  bool   // a command is a line for a shell
	way    way    // what the platform puts before the process
	owner  string // path to what it adds variables to; the resource runs nothing itself
	secret string // path below the resource to secrets that variables name
	fills  string // with what a reference begins that the platform replaces in values
}

// itself are the variables that a platform sets in each process, by name: to an argument
// of the resource, or to what is not known before it runs ("").
type itself map[string]string

// way says how a platform that ends TLS treats plain HTTP.
type way struct {
	redirects bool   // always
	forwards  bool   // always
	at        string // path to the switch
	inverted  bool   // the switch allows plain HTTP
	text      string // the text that means that it redirects; empty for a switch
	otherwise bool   // where the switch is not set
	within    string // path to the block without which nothing is published
}

const dashboard = "variables are set in its dashboard too"

// platforms are all that run containers. The table is not to be changed.
var platforms = sync.OnceValue(func() []platform {
	return slices.Concat(containerPlatforms(), buildingPlatforms(), kubernetesPlatforms())
})

// containerPlatforms run images.
func containerPlatforms() []platform {
	cloudRun := platform{kind: "cloud-run", named: "Cloud Run", name: "name", image: "image", entrypoint: "command", command: "args", dir: "working_dir",
		ports: "ports.container_port", mounts: "volume_mounts.mount_path", plain: []string{"env"}, way: way{redirects: true},
		itself: itself{"PORT": "", "K_SERVICE": "name", "K_CONFIGURATION": "name", "K_REVISION": ""}} // cloud.google.com/run/docs/container-contract
	v1, v2, pool, job := cloudRun, cloudRun, cloudRun, cloudRun
	v1.resource, v1.container = []string{"google_cloud_run_service"}, "template.spec.containers"
	v2.resource, v2.container = []string{"google_cloud_run_v2_service"}, "template.containers"
	pool.resource, pool.container, pool.way = []string{"google_cloud_run_v2_worker_pool"}, "template.containers", way{}
	pool.itself = itself{"CLOUD_RUN_WORKER_POOL": "name", "CLOUD_RUN_WORKER_POOL_REVISION": ""}
	job.resource, job.container, job.job, job.way = []string{"google_cloud_run_v2_job"}, "template.template.containers", true, way{}
	job.itself = itself{"CLOUD_RUN_JOB": "name", "CLOUD_RUN_EXECUTION": "", "CLOUD_RUN_TASK_INDEX": "", "CLOUD_RUN_TASK_ATTEMPT": "", "CLOUD_RUN_TASK_COUNT": ""}
	return []platform{
		{kind: "ecs", named: "ECS", resource: []string{"aws_ecs_task_definition"}, container: "container_definitions", name: "name", image: "image",
			entrypoint: "entryPoint", command: "command", dir: "workingDirectory", ports: "portMappings.containerPort", mounts: "mountPoints.containerPath",
			plain: []string{"environment"}, stored: []string{"secrets"}, files: "environmentFiles.value", exact: true,
			itself: itself{"AWS_EXECUTION_ENV": "", "AWS_REGION": "", "AWS_DEFAULT_REGION": "", "ECS_CONTAINER_METADATA_URI": "", "ECS_CONTAINER_METADATA_URI_V4": ""}},
		{kind: "app-runner", named: "App Runner", resource: []string{"aws_apprunner_service"}, container: "source_configuration.image_repository",
			image: "image_identifier", command: "image_configuration.start_command", shell: true, ports: "image_configuration.port",
			plain: []string{"image_configuration.runtime_environment_variables"}, stored: []string{"image_configuration.runtime_environment_secrets"}, way: way{redirects: true}},
		{kind: "app-runner", named: "App Runner", resource: []string{"aws_apprunner_service"},
			container: "source_configuration.code_repository.code_configuration.code_configuration_values",
			command:   "start_command", shell: true, ports: "port", plain: []string{"runtime_environment_variables"}, stored: []string{"runtime_environment_secrets"},
			way: way{redirects: true}},
		{kind: "batch", named: "Batch", resource: []string{"aws_batch_job_definition"}, container: "container_properties", image: "image",
			command: "command", plain: []string{"environment"}, stored: []string{"secrets"}, exact: true, job: true},
		{kind: "lightsail", named: "Lightsail", resource: []string{"aws_lightsail_container_service_deployment_version"}, container: "container",
			name: "container_name", image: "image", command: "command", plain: []string{"environment"}},
		v1, v2, pool, job,
		{kind: "container-app", named: "Container Apps", resource: []string{"azurerm_container_app"}, container: "template.container",
			name: "name", image: "image", entrypoint: "command", command: "args", mounts: "volume_mounts.path", plain: []string{"env"}, secret: "secret",
			way:    way{at: "ingress.allow_insecure_connections", inverted: true, otherwise: true, within: "ingress"},
			itself: itself{"CONTAINER_APP_NAME": "name", "CONTAINER_APP_REVISION": "", "CONTAINER_APP_HOSTNAME": "", "CONTAINER_APP_ENV_DNS_SUFFIX": "", "CONTAINER_APP_PORT": "", "CONTAINER_APP_REPLICA_NAME": ""}},
		{kind: "container-app", named: "Container Apps", resource: []string{"azurerm_container_app_job"}, container: "template.container",
			name: "name", image: "image", entrypoint: "command", command: "args", plain: []string{"env"}, secret: "secret", job: true},
		{kind: "container-group", named: "Container Instances", resource: []string{"azurerm_container_group"}, container: "container",
			name: "name", image: "image", command: "commands", ports: "ports.port", mounts: "volume.mount_path",
			plain: []string{"environment_variables", "secure_environment_variables"}},
		{kind: "docker", named: "Docker", resource: []string{"docker_container"}, image: "image", entrypoint: "entrypoint", command: "command",
			dir: "working_dir", ports: "ports.internal", mounts: "volumes.container_path", plain: []string{"env"}},
		{kind: "docker", named: "Docker", resource: []string{"docker_service"}, container: "task_spec.container_spec", image: "image",
			entrypoint: "command", command: "args", dir: "dir", plain: []string{"env"}},
		{kind: "fly", named: "Fly", resource: []string{"fly_machine"}, image: "image", command: "cmd", mounts: "mounts.path", plain: []string{"env"},
			open: "fly secrets are set outside Terraform"},
		{kind: "scaleway", named: "Scaleway", resource: []string{"scaleway_container"}, image: "registry_image", ports: "port",
			plain: []string{"environment_variables", "secret_environment_variables"}, way: way{at: "http_option", text: "redirected"}},
	}
}

// buildingPlatforms build the project's code, or run what was uploaded.
func buildingPlatforms() []platform {
	// learn.microsoft.com/azure/app-service/reference-app-settings
	appService := itself{"WEBSITE_SITE_NAME": "name", "WEBSITE_HOSTNAME": "", "WEBSITE_INSTANCE_ID": "", "WEBSITE_RESOURCE_GROUP": "", "WEBSITE_OWNER_NAME": ""}
	return []platform{
		{kind: "lambda", named: "Lambda", resource: []string{"aws_lambda_function"}, image: "image_uri", command: "image_config.command", mounts: "file_system_config.local_mount_path",
			dir: "image_config.working_directory", plain: []string{"environment.variables"},
			itself: itself{"AWS_REGION": "", "AWS_DEFAULT_REGION": "", "AWS_LAMBDA_FUNCTION_NAME": "function_name", "AWS_LAMBDA_FUNCTION_VERSION": "", "LAMBDA_TASK_ROOT": "",
				"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": "", "AWS_EXECUTION_ENV": ""}},
		{kind: "elastic-beanstalk", named: "Elastic Beanstalk", resource: []string{"aws_elastic_beanstalk_environment", "aws_elastic_beanstalk_configuration_template"},
			plain: []string{"setting"}, only: [2]string{"namespace", "aws:elasticbeanstalk:application:environment"},
			open: "the platform and .ebextensions may set more variables"},
		{kind: "app-engine", named: "App Engine", resource: []string{"google_app_engine_standard_app_version", "google_app_engine_flexible_app_version"},
			command: "entrypoint.shell", shell: true, plain: []string{"env_variables"}},
		{kind: "cloud-functions", named: "Cloud Functions", resource: []string{"google_cloudfunctions2_function"},
			plain: []string{"service_config.environment_variables"}, stored: []string{"service_config.secret_environment_variables"}},
		{kind: "app-service", named: "App Service",
			resource: []string{"azurerm_linux_web_app", "azurerm_linux_web_app_slot", "azurerm_app_service", "azurerm_app_service_slot"},
			command:  "site_config.app_command_line", shell: true, image: "site_config.application_stack.docker_image_name",
			plain: []string{"app_settings"}, way: way{at: "https_only"}, itself: appService},
		{kind: "function-app", named: "Function Apps", resource: []string{"azurerm_linux_function_app", "azurerm_linux_function_app_slot", "azurerm_function_app"},
			plain: []string{"app_settings"}, way: way{at: "https_only"}, itself: appService},
		{kind: "heroku", named: "Heroku", resource: []string{"heroku_app"}, plain: []string{"config_vars", "sensitive_config_vars"},
			open: dashboard, way: way{forwards: true}, itself: itself{"DYNO": "", "PORT": ""}},
		{kind: "heroku", named: "Heroku", resource: []string{"heroku_app_config_association"}, plain: []string{"vars", "sensitive_vars"},
			owner: "heroku_app", open: dashboard},
		{kind: "digitalocean", named: "App Platform", resource: []string{"digitalocean_app"}, container: "spec.service", name: "name",
			command: "run_command", shell: true, ports: "http_port", plain: []string{"env"}, shared: []string{"spec.env"}, fills: "${"},
		{kind: "digitalocean", named: "App Platform", resource: []string{"digitalocean_app"}, container: "spec.worker", name: "name",
			command: "run_command", shell: true, plain: []string{"env"}, shared: []string{"spec.env"}, job: true, fills: "${"},
		{kind: "digitalocean", named: "App Platform", resource: []string{"digitalocean_app"}, container: "spec.job", name: "name",
			command: "run_command", shell: true, plain: []string{"env"}, shared: []string{"spec.env"}, job: true, fills: "${"},
		{kind: "render", named: "Render", resource: []string{"render_web_service"}, name: "name", command: "start_command", shell: true,
			image: "runtime_source.image.image_url", plain: []string{"env_vars"}, open: dashboard, way: way{redirects: true}},
		{kind: "render", named: "Render", resource: []string{"render_background_worker", "render_cron_job", "render_private_service"}, name: "name",
			command: "start_command", shell: true, image: "runtime_source.image.image_url", plain: []string{"env_vars"}, open: dashboard, job: true},
		{kind: "render", named: "Render", resource: []string{"render_env_group"}, plain: []string{"env_vars"}, owner: "render_web_service", open: dashboard},
		{kind: "railway", named: "Railway", resource: []string{"railway_service"}, image: "source_image", open: dashboard, way: way{redirects: true}},
		{kind: "railway", named: "Railway", resource: []string{"railway_variable"}, plain: []string{""}, owner: "railway_service", open: dashboard, fills: "${{"},
		{kind: "railway", named: "Railway", resource: []string{"railway_variable_collection"}, plain: []string{"variables"}, owner: "railway_service", open: dashboard, fills: "${{"},
		{kind: "vercel", named: "Vercel", resource: []string{"vercel_project"}, plain: []string{"environment"}, open: dashboard, way: way{redirects: true}},
		{kind: "vercel", named: "Vercel", resource: []string{"vercel_project_environment_variable"}, plain: []string{""}, owner: "vercel_project", open: dashboard},
	}
}

// kubernetesPlatforms are workloads of the Kubernetes provider; manifests are
// spelled as Kubernetes does.
func kubernetesPlatforms() []platform {
	pod := platform{kind: "kubernetes", named: "Kubernetes", name: "name", image: "image", entrypoint: "command", command: "args", dir: "working_dir",
		ports: "port.container_port", mounts: "volume_mount.mount_path", plain: []string{"env_from", "env"}}
	at := func(path string, job bool, types ...string) platform {
		p := pod
		p.container, p.job = path+".container", job
		for _, t := range types {
			p.resource = append(p.resource, t, t+"_v1")
		}
		return p
	}
	manifest := func(path string, job bool) platform {
		p := pod
		p.resource, p.container, p.job = []string{"kubernetes_manifest", "kubectl_manifest"}, "manifest."+path+".containers", job
		p.dir, p.ports, p.mounts, p.plain, p.exact = "workingDir", "ports.containerPort", "volumeMounts.mountPath", []string{"envFrom", "env"}, true
		return p
	}
	return []platform{
		at("spec.template.spec", false, "kubernetes_deployment", "kubernetes_stateful_set", "kubernetes_daemonset", "kubernetes_daemon_set", "kubernetes_replication_controller"),
		at("spec.template.spec", true, "kubernetes_job"),
		at("spec.job_template.spec.template.spec", true, "kubernetes_cron_job"),
		at("spec", false, "kubernetes_pod"),
		manifest("spec.template.spec", false), manifest("spec.jobTemplate.spec.template.spec", true),
		{kind: "helm", named: "Helm", resource: []string{"helm_release"}, name: "name", image: "values.image.repository",
			plain: []string{"values.env", "values.extraEnv", "values.extraEnvVars", "values.envVars", "values.environment"},
			open:  "the chart may set more variables"},
	}
}
