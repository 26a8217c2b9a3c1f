package terraform_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/google/go-cmp/cmp"
)

// TestPlatforms holds one resource of each row of the table of platforms.
func TestPlatforms(t *testing.T) {
	tests := []struct{ name, module, want string }{
		{"ECS, data template_file", `data "template_file" "t" {
  template = "[{\"name\": \"app\", \"environment\": [{\"name\": \"X\", \"value\": \"$${x}\"}]}]"
  vars     = { x = "on" }
}
resource "aws_ecs_task_definition" "web" { container_definitions = data.template_file.t.rendered }`, "ecs app: X=on"},
		{"Lambda", `resource "aws_lambda_function" "web" {
  environment { variables = { X = "on", N = 1 } }
}`, "lambda web: N=1 X=on"},
		{"Elastic Beanstalk", `resource "aws_elastic_beanstalk_environment" "web" {
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "X"
    value     = "on"
  }
  setting {
    namespace = "aws:autoscaling:asg"
    name      = "MinSize"
    value     = "1"
  }
}`, "elastic-beanstalk web: X=on (open)"},
		{"App Runner, an image", `resource "aws_apprunner_service" "web" {
  source_configuration {
    image_repository {
      image_identifier = "x/shop:1"
      image_configuration {
        port                          = "8000"
        start_command                 = "gunicorn config.wsgi"
        runtime_environment_variables = { X = "on" }
        runtime_environment_secrets   = { S = "arn:aws:ssm:x" }
      }
    }
  }
}`, "app-runner web: S=store(arn:aws:ssm:x) X=on image x/shop:1 command [/bin/sh -c gunicorn config.wsgi] port 8000 redirect true"},
		{"App Runner, code", `resource "aws_apprunner_service" "web" {
  source_configuration {
    code_repository {
      code_configuration {
        code_configuration_values { runtime_environment_variables = { X = "on" } }
      }
    }
  }
}`, "app-runner web: X=on redirect true"},
		{"Batch", `resource "aws_batch_job_definition" "web" {
  container_properties = jsonencode({ image = "x/shop", environment = [{ name = "X", value = "on" }], secrets = [{ name = "S", valueFrom = "/shop/s" }] })
}`, "batch web: S=store(/shop/s) X=on image x/shop job"},
		{"Lightsail", `resource "aws_lightsail_container_service_deployment_version" "web" {
  container {
    container_name = "app"
    image          = "x/shop"
    environment    = { X = "on" }
  }
}`, "lightsail app: X=on image x/shop"},
		{"Cloud Run, second version", `resource "google_cloud_run_v2_service" "web" {
  template {
    containers {
      image = "x/shop"
      args  = ["gunicorn"]
      ports { container_port = 8080 }
      env {
        name  = "X"
        value = "on"
      }
      env {
        name = "S"
        value_source {
          secret_key_ref {
            secret  = "key"
            version = "latest"
          }
        }
      }
    }
  }
}`, "cloud-run web: S=store(key) X=on image x/shop command [gunicorn] port 8080 redirect true"},
		{"Cloud Run, first version", `resource "google_cloud_run_service" "web" {
  template {
    spec {
      containers {
        env {
          name  = "X"
          value = "on"
        }
        env {
          name = "S"
          value_from {
            secret_key_ref {
              name = "key"
              key  = "1"
            }
          }
        }
      }
    }
  }
}`, "cloud-run web: S=store(key) X=on redirect true"},
		{"a job of Cloud Run", `resource "google_cloud_run_v2_job" "web" {
  template {
    template {
      containers {
        env {
          name  = "X"
          value = "on"
        }
      }
    }
  }
}`, "cloud-run web: X=on job"},
		{"App Engine", `resource "google_app_engine_standard_app_version" "web" {
  entrypoint { shell = "gunicorn config.wsgi" }
  env_variables = { X = "on" }
}`, "app-engine web: X=on command [/bin/sh -c gunicorn config.wsgi]"},
		{"Cloud Functions", `resource "google_cloudfunctions2_function" "web" {
  service_config { environment_variables = { X = "on" } }
}`, "cloud-functions web: X=on"},
		{"App Service", `resource "azurerm_linux_web_app" "web" {
  https_only   = true
  app_settings = { X = "on", S = "@Microsoft.KeyVault(SecretUri=https://x)" }
  site_config { app_command_line = "gunicorn config.wsgi" }
}`, "app-service web: S=store(@Microsoft.KeyVault(SecretUri=https://x)) X=on command [/bin/sh -c gunicorn config.wsgi] redirect true"},
		{"a slot", `resource "azurerm_linux_web_app_slot" "web" { app_settings = { X = "on" } }`, "app-service web: X=on redirect false"},
		{"Function App", `resource "azurerm_linux_function_app" "web" { app_settings = { X = "on" } }`, "function-app web: X=on redirect false"},
		{"Container App", `resource "azurerm_container_app" "web" {
  ingress { external_enabled = true }
  secret {
    name  = "known"
    value = "from-terraform"
  }
  secret {
    name                = "vault"
    key_vault_secret_id = "https://x"
  }
  template {
    container {
      name = "app"
      env {
        name  = "X"
        value = "on"
      }
      env {
        name        = "K"
        secret_name = "known"
      }
      env {
        name        = "S"
        secret_name = "vault"
      }
    }
  }
}`, "container-app app: K=from-terraform(secret) S=store(vault) X=on redirect true"},
		{"Container Group", `resource "azurerm_container_group" "web" {
  container {
    name                         = "app"
    environment_variables        = { X = "on" }
    secure_environment_variables = { SECRET = "s" }
  }
}`, "container-group app: SECRET=s X=on"},
		{"Heroku", `resource "heroku_app" "web" {
  config_vars = { X = "on" }
}
resource "heroku_app_config_association" "more" {
  app_id = heroku_app.web.id
  vars   = { Y = "y" }
}`, "heroku web: X=on Y=y (open) redirect false"},
		{"App Platform", `resource "digitalocean_app" "web" {
  spec {
    env {
      key   = "X"
      value = "shared"
    }
    service {
      name        = "app"
      run_command = "gunicorn config.wsgi"
      env {
        key   = "X"
        value = "on"
      }
      env {
        key   = "S"
        value = "v"
        type  = "SECRET"
      }
    }
    worker { name = "celery" }
  }
}`, "digitalocean app: S=v(secret) X=on command [/bin/sh -c gunicorn config.wsgi]\ndigitalocean celery: X=shared job"},
		{"what App Platform fills in", `resource "digitalocean_app" "web" {
  spec {
    service {
      name = "app"
      env {
        key   = "DATABASE_URL"
        value = "$${db.DATABASE_URL}"
      }
    }
  }
}`, "digitalocean app: DATABASE_URL=<the platform fills it in>"},
		{"Kubernetes", `resource "kubernetes_config_map" "c" {
  metadata { name = "settings" }
  data = { Y = "y", Z = "z" }
}
resource "kubernetes_secret_v1" "s" {
  metadata { name = "keys" }
  data = { token = "t" }
}
resource "kubernetes_deployment_v1" "web" {
  spec {
    template {
      spec {
        container {
          name  = "app"
          image = "x/shop"
          args  = ["gunicorn"]
          port { container_port = 8000 }
          env_from {
            config_map_ref { name = kubernetes_config_map.c.metadata[0].name }
          }
          env {
            name  = "X"
            value = "on"
          }
          env {
            name = "C"
            value_from {
              config_map_key_ref {
                name = "settings"
                key  = "Z"
              }
            }
          }
          env {
            name = "S"
            value_from {
              secret_key_ref {
                name = "keys"
                key  = "token"
              }
            }
          }
          env {
            name = "E"
            value_from {
              secret_key_ref {
                name = "elsewhere"
                key  = "token"
              }
            }
          }
        }
      }
    }
  }
}`, "kubernetes app: C=z E=store(elsewhere) S=t(secret) X=on Y=y Z=z image x/shop command [gunicorn] port 8000"},
		{"a cron job", `resource "kubernetes_cron_job" "web" {
  spec {
    job_template {
      spec {
        template {
          spec {
            container {
              name = "app"
              env_from {
                secret_ref { name = "elsewhere" }
              }
            }
          }
        }
      }
    }
  }
}`, "kubernetes app: (open) job"},
		{"a manifest", `resource "kubernetes_manifest" "web" {
  manifest = {
    kind = "Deployment"
    spec = { template = { spec = { containers = [{
      name = "app"
      env  = [{ name = "X", value = "on" }, { name = "S", valueFrom = { secretKeyRef = { name = "keys", key = "k" } } }]
    }] } } }
  }
}`, "kubernetes app: S=store(keys) X=on"},
		{"Helm", `resource "helm_release" "web" {
  name   = "shop"
  values = [yamlencode({ image = { repository = "x/shop" }, env = { X = "on" } })]
}`, "helm shop: X=on (open) image x/shop"},
		{"a Docker container", `resource "docker_container" "web" {
  image = "x/shop"
  env   = ["X=on", "Y=a=b", "HOME"]
}`, "docker web: HOME=<it is taken from where the container is started> X=on Y=a=b image x/shop"},
		{"a Docker service", `resource "docker_service" "web" {
  task_spec {
    container_spec {
      image = "x/shop"
      env   = { X = "on" }
    }
  }
}`, "docker web: X=on image x/shop"},
		{"Render", `resource "render_web_service" "web" {
  start_command = "gunicorn config.wsgi"
  env_vars      = { X = { value = "on" }, K = { generate_value = true } }
}`, "render web: K=<the platform makes its value> X=on (open) command [/bin/sh -c gunicorn config.wsgi] redirect true"},
		{"Railway", `resource "railway_service" "web" { name = "shop" }
resource "railway_variable" "x" {
  name  = "X"
  value = "on"
}
resource "railway_variable_collection" "more" {
  variables = [{ name = "Y", value = "y" }, { name = "Z", value = "$${{Postgres.DATABASE_URL}}" }]
}`, "railway web: X=on Y=y Z=<the platform fills it in> (open) redirect true"},
		{"Fly", `resource "fly_machine" "web" {
  image = "x/shop"
  env   = { X = "on" }
}`, "fly web: X=on (open) image x/shop"},
		{"Scaleway", `resource "scaleway_container" "web" {
  registry_image        = "x/shop"
  environment_variables = { X = "on" }
  http_option           = "redirected"
}`, "scaleway web: X=on image x/shop redirect true"},
		{"Vercel", `resource "vercel_project_environment_variable" "x" {
  key   = "X"
  value = "on"
}`, "vercel x: X=on (open) redirect true"},
		{"a function behind API Gateway", `resource "aws_lambda_function" "web" {
  file_system_config { local_mount_path = "/mnt/shop" }
}
resource "aws_apigatewayv2_integration" "web" { integration_uri = aws_lambda_function.web.invoke_arn }`, "lambda web: mount /mnt/shop HTTPS by API Gateway"},
		{"a function with a URL", `resource "aws_lambda_function" "web" { function_name = "shop" }
resource "aws_lambda_function_url" "web" { function_name = aws_lambda_function.web.function_name }
resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior { viewer_protocol_policy = "redirect-to-https" }
}`, "lambda web: HTTPS by its function URL"},
		{"a function behind a load balancer too", `resource "aws_lambda_function" "web" {}
resource "aws_api_gateway_integration" "web" { uri = aws_lambda_function.web.invoke_arn }
resource "aws_lb_target_group_attachment" "web" { target_id = aws_lambda_function.web.arn }`, "lambda web:"},
		{"a function behind CloudFront", `resource "aws_lambda_function" "web" {}
resource "aws_api_gateway_integration" "web" { uri = aws_lambda_function.web.invoke_arn }
resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior { viewer_protocol_policy = "allow-all" }
}`, "lambda web:"},
		{"volumes of a task", `resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "app", mountPoints = [{ sourceVolume = "d", containerPath = "/data" }, { containerPath = aws_x.y.z }] }])
}`, "ecs app: mount /data mount ${mount}"},
		{"an environment that only an apply tells", `resource "aws_lambda_function" "web" {
  environment { variables = aws_x.y.z }
}`, "lambda web: (open)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := terraform.Read(files(t, "-- main.tf --\n"+tt.module+"\n"), ".", terraform.Options{})
			var got []string
			for _, w := range m.Workloads {
				got = append(got, described(w))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("workloads (-want +got):\n%s", diff)
			}
		})
	}
}

// Variables that the platform itself sets are there, and what the resource says of
// them is known.
func TestPlatformsGiveVariables(t *testing.T) {
	for module, want := range map[string]string{
		`resource "google_cloud_run_v2_service" "web" {
  name = "shop"
  template {
    containers { image = "x/shop" }
  }
}`: "K_CONFIGURATION=shop K_REVISION=<Cloud Run sets it> K_SERVICE=shop PORT=<Cloud Run sets it>",
		`resource "google_cloud_run_v2_worker_pool" "work" {
  name = random_pet.x.id
  template {
    containers { image = "x/shop" }
  }
}`: "CLOUD_RUN_WORKER_POOL=<Cloud Run sets it> CLOUD_RUN_WORKER_POOL_REVISION=<Cloud Run sets it>",
		`resource "azurerm_linux_web_app" "web" {
  name         = "shop"
  app_settings = { WEBSITE_HOSTNAME = "shop.example.org" }
}`: "WEBSITE_INSTANCE_ID=<App Service sets it> WEBSITE_OWNER_NAME=<App Service sets it> WEBSITE_RESOURCE_GROUP=<App Service sets it> WEBSITE_SITE_NAME=shop",
	} {
		m, _ := terraform.Read(files(t, "-- main.tf --\n"+module+"\n"), ".", terraform.Options{})
		var got []string
		for _, v := range m.Workloads[0].Env {
			if v.Given {
				got = append(got, v.Name+"="+value(v))
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("variables of %s (-want +got):\n%s", module, diff)
		}
	}
}

// described is a workload in one line.
func described(w *document.Workload) string {
	out := []string{w.Kind + " " + w.Name + ":"}
	for _, v := range fromFiles(w) {
		out = append(out, v.Name+"="+value(v))
	}
	if w.OpenBecause != "" {
		out = append(out, "(open)")
	}
	if w.Image != "" {
		out = append(out, "image "+w.Image)
	}
	if argv := append(w.Entrypoint, w.Command...); len(argv) > 0 {
		out = append(out, "command "+fmt.Sprint(argv))
	}
	for _, p := range w.Ports {
		out = append(out, "port "+p.Container)
	}
	for _, m := range w.Mounts {
		out = append(out, "mount "+m.Target)
	}
	for _, l := range w.Listeners {
		if l.Protocol == "HTTPS" {
			out = append(out, "HTTPS by "+l.By)
			continue
		}
		out = append(out, "redirect "+fact(l.Redirect))
	}
	if w.Job {
		out = append(out, "job")
	}
	return strings.Join(out, " ")
}

func value(v document.Variable) string {
	switch {
	case v.Origin == document.OriginSecretStore:
		return "store(" + v.Store.Reveal() + ")"
	case v.State != document.Known:
		return "<" + v.Because + ">"
	case v.Secret:
		return v.Text.Reveal() + "(secret)"
	}
	return v.Text.Reveal()
}
