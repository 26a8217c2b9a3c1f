package targets

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

const (
	unitOfShop = "-- deploy/shop.service --\n[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/bin/gunicorn config.wsgi %s\n"
	siteOfShop = "-- deploy/nginx.conf --\nserver { listen 443 ssl; server_name shop.example; location / { proxy_set_header X-Forwarded-Proto $scheme; proxy_pass %s; } }\n"
	chart      = "-- chart/Chart.yaml --\nname: shop\n-- chart/templates/web.yaml --\nkind: Deployment\nspec: {{ toYaml .Values }}\n"
)

// ownNginx is a task of Django and nginx, with a Dockerfile that makes an image of nginx.
func ownNginx(image string) string {
	return `-- Dockerfile --
FROM python:3.12
COPY . .
-- deploy/Dockerfile --
FROM nginx:1.27
COPY nginx.conf /etc/nginx/conf.d/default.conf
-- main.tf --
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    { name = "web", image = "1.dkr.ecr.eu-west-1.amazonaws.com/shop:latest", command = ["gunicorn", "config.wsgi"], portMappings = [{ containerPort = 8000 }] },
    { name = "nginx", image = "` + image + `", portMappings = [{ containerPort = 443 }] },
  ])
}
` + fmt.Sprintf(siteOfShop, "http://web:8000")
}

// What stands before the first target, and what is not judged.
func TestUnread(t *testing.T) {
	image := "-- Dockerfile --\nFROM python:3.12\nCOPY . .\nCMD [\"gunicorn\", \"config.wsgi\"]\n"
	bound, socket := fmt.Sprintf(unitOfShop, "-b unix:/run/shop.sock"), fmt.Sprintf(unitOfShop, "")
	site := fmt.Sprintf(siteOfShop, "http://unix:/run/shop.sock")
	for name, c := range map[string]struct{ archive, want string }{
		"the socket of a unit": {bound + site, "nginx (deploy/nginx.conf) tls"},
		"beside a worker":      {"-- deploy/celery.service --\n[Service]\nExecStart=/srv/venv/bin/celery -A config worker\n" + bound + site, "nginx (deploy/nginx.conf) tls"},
		"a socket unit":        {socket + "-- deploy/shop.socket --\n[Socket]\nListenStream=/run/shop.sock\n" + site, "nginx (deploy/nginx.conf) tls"},
		"its usual port":       {socket + fmt.Sprintf(siteOfShop, "http://127.0.0.1:8000"), "nginx (deploy/nginx.conf) tls"},
		"a Procfile's port":    {"-- Procfile --\nweb: gunicorn -b :8001 config.wsgi\n" + fmt.Sprintf(siteOfShop, "http://localhost:8001"), "nginx (deploy/nginx.conf) tls"},
		"uWSGI's socket": {"-- deploy/shop.service --\n[Service]\nExecStart=/usr/bin/uwsgi --module config.wsgi --socket /run/shop.sock\n" +
			"-- deploy/nginx.conf --\nserver { listen 80; location / { include uwsgi_params; uwsgi_pass unix:/run/shop.sock; } }\n", "nginx (deploy/nginx.conf)"},
		"uWSGI's socket in its folder, and its parameters beside": {"-- deploy/shop.service --\n[Service]\nExecStart=/usr/bin/uwsgi --ini /srv/shop/deploy/uwsgi.ini\n" +
			"-- deploy/uwsgi.ini --\n[uwsgi]\nproject = shop\nsocket = %(project).sock\nbase = /srv\nchdir = %(base)/%(project)\nmodule = config.wsgi\n-- deploy/uwsgi_params --\nuwsgi_param HTTP_HOST $host;\n" +
			"-- deploy/nginx.conf --\nserver { listen 443 ssl; location / { include /srv/shop/deploy/uwsgi_params; uwsgi_pass unix:///srv/shop/shop.sock; } }\n", "nginx (deploy/nginx.conf) tls"},
		"in the image of Django": {"-- Dockerfile --\nFROM python:3.12\nCOPY . .\nCOPY deploy/nginx.conf /etc/nginx/conf.d/default.conf\nCMD [\"gunicorn\", \"-b\", \"unix:/run/shop.sock\", \"config.wsgi\"]\n-- compose.yaml --\nservices: {web: {build: .}}\n" + site, "nginx (deploy/nginx.conf) tls"},
		"and in its folder, too": {"-- Dockerfile --\nFROM python:3.12\nWORKDIR /app\nCOPY . .\nCOPY deploy/nginx.conf /etc/nginx/conf.d/default.conf\nCMD [\"gunicorn\", \"-b\", \"unix:/run/shop.sock\", \"config.wsgi\"]\n-- compose.yaml --\nservices: {web: {build: .}}\n" + site, "nginx (deploy/nginx.conf) tls"},
		"another machine's socket": {"-- Dockerfile --\nFROM python:3.12\nCOPY . .\nCMD [\"gunicorn\", \"-b\", \"127.0.0.1:8000\", \"config.wsgi\"]\n-- compose.yaml --\nservices: {web: {build: .}}\n" + fmt.Sprintf(siteOfShop, "http://127.0.0.1:8000"),
			"nginx (deploy/nginx.conf) ? nginx (deploy/nginx.conf): what listens on 127.0.0.1:8000 is no service here | nginx deploy/nginx.conf: no deployment names it, and what listens on 127.0.0.1:8000 is no service here"},
		"certbot on Elastic Beanstalk": {"-- .ebextensions/django.config --\noption_settings:\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: config.wsgi:application\n-- .platform/hooks/postdeploy/cert.sh --\nsudo certbot -n -d shop.example --nginx\n",
			"proxy of Elastic Beanstalk (.platform/hooks/postdeploy/cert.sh) ? proxy of Elastic Beanstalk (.platform/hooks/postdeploy/cert.sh): it may hold a way in | proxy of Elastic Beanstalk .platform/hooks/postdeploy/cert.sh: what it changes of the proxy is not read"},
		"another port": {socket + fmt.Sprintf(siteOfShop, "http://127.0.0.1:8009"),
			"nginx (deploy/nginx.conf) ? nginx (deploy/nginx.conf): what listens on 127.0.0.1:8009 is no service here | nginx deploy/nginx.conf: no deployment names it, and what listens on 127.0.0.1:8009 is no service here"},
		"JSON of Caddy": {socket + "-- caddy.json --\n{\"handler\": \"reverse_proxy\"}\n",
			"Caddy (caddy.json) ? Caddy (caddy.json): Caddy's JSON is not read; only a Caddyfile is | caddy caddy.json: no deployment names it, and Caddy's JSON is not read; only a Caddyfile is"},
		"of development":            {socket + strings.Replace(site, "nginx.conf", "nginx.dev.conf", 1), " | nginx deploy/nginx.dev.conf: its name says development, and no target of that is behind it"},
		"with variables to fill in": {bound + strings.Replace(site, "nginx.conf", "nginx.conf.template", 1), "nginx (deploy/nginx.conf.template) tls"},
		"aside":                     {socket + strings.Replace(site, "deploy/nginx", "docs/nginx", 1), " | nginx docs/nginx.conf: it lies aside, or is part of a project template"},
		"a platform":                {"-- render.yaml --\nservices: [{type: web, runtime: python, name: a, startCommand: gunicorn config.wsgi}]\n" + site, " | nginx deploy/nginx.conf: no deployment names it, and the targets are behind another edge"},
		"a deployment has it":       {"-- compose.yaml --\nservices:\n  web: {image: shop, command: gunicorn config.wsgi}\n  edge: {image: nginx, volumes: ['./deploy/nginx.conf:/etc/nginx/conf.d/default.conf'], ports: ['443:443']}\n" + fmt.Sprintf(siteOfShop, "http://web:8000"), "nginx (service edge) tls"},
		"the project's image of nginx in a registry of its own": {ownNginx("1.dkr.ecr.eu-west-1.amazonaws.com/nginx:latest"), "nginx tls"},
		"another image of nginx":                                {ownNginx("example.org/nginx:latest"), "nginx (deploy/nginx.conf) tls ? nginx: its /etc/nginx/nginx.conf is not in the project"},
		"a manifest of an untold image": {image + "-- k8s/web.yaml --\napiVersion: v1\nkind: Pod\nmetadata: {name: reports}\nspec: {containers: [{name: web, image: 'acme/django-reports:1'}]}\n",
			" | service reports k8s/web.yaml: no file says what its image holds; if that runs Django, name it as service: in .djgate.yaml"},
		"a Compose service of an untold image": {image + "-- deploy/compose.yaml --\nservices:\n  web: {image: 'acme/django-reports:1'}\n  db: {image: 'acme/postgres', environment: [DJANGO_DEBUG=1]}\n",
			" | service web deploy/compose.yaml: no file says what its image holds; if that runs Django, name it as service: in .djgate.yaml"},
		"a manifest of a name alone": {image + "-- k8s/web.yaml --\napiVersion: v1\nkind: Pod\nmetadata: {name: django}\nspec: {containers: [{name: web, image: 'acme/shop:1'}]}\n",
			" | service django k8s/web.yaml: no file says what its image holds; if that runs Django, name it as service: in .djgate.yaml"},
		"a manifest that is broken":  {image + "-- k8s/web.yaml --\napiVersion: apps/v1\nkind: Deployment\na: b: c\n", "Kubernetes manifest (k8s/web.yaml) ? Kubernetes manifest (k8s/web.yaml): it may hold a way in | Kubernetes manifest k8s/web.yaml: not valid YAML"},
		"a manifest to be filled in": {image + "-- k8s/web.yaml --\napiVersion: apps/v1\nkind: Deployment\n{{ if x }}\n", "Kubernetes manifest (k8s/web.yaml) ? Kubernetes manifest (k8s/web.yaml): it may hold a way in | Kubernetes manifest k8s/web.yaml: the file is a template: what another program fills in is not known"},
		"a chart":                    {image + chart, " | Helm chart chart/Chart.yaml: what it runs, Helm would have to fill in"},
		"a chart with an Ingress": {image + chart + "-- chart/templates/in.yaml --\nkind: Ingress\n",
			"Helm chart (chart/Chart.yaml) ? Helm chart (chart/Chart.yaml): it may hold a way in | Helm chart chart/Chart.yaml: what it runs, Helm would have to fill in"},
		"a module of Terraform's registry": {image + "-- infra/main.tf --\nmodule \"vpc\" { source = \"terraform-aws-modules/vpc/aws\" }\n",
			" | Terraform module infra/main.tf: this module (terraform-aws-modules/vpc/aws) is fetched from elsewhere"},
		"a module of Terraform from a repository": {image + "-- infra/main.tf --\nmodule \"app\" { source = \"git::https://user:secret@example.org/app.git\" }\n",
			"Terraform module (infra/main.tf) ? Terraform module (infra/main.tf): it may hold a way in | Terraform module infra/main.tf: this module is fetched from elsewhere"},
		"one whose folder says what it is": {image + "-- infra/main.tf --\nmodule \"app\" { source = \"git::https://example.org/all.git//modules/rds?ref=v1.0\" }\n",
			" | Terraform module infra/main.tf: this module is fetched from elsewhere"},
		"several of them": {image + "-- infra/a.tf --\nmodule \"a\" { source = \"git::https://example.org/a.git\" }\n-- infra/b.tf --\nmodule \"b\" { source = \"git::https://example.org/b.git\" }\n",
			"Terraform module (infra/a.tf and 1 more) ? Terraform module (infra/a.tf and 1 more): it may hold a way in | Terraform module infra/a.tf: this module is fetched from elsewhere | Terraform module infra/b.tf: this module is fetched from elsewhere"},
		"a module beside a container": {"-- infra/main.tf --\nmodule \"alb\" { source = \"terraform-aws-modules/alb/aws\" }\nresource \"aws_ecs_task_definition\" \"web\" {\n  container_definitions = jsonencode([{ name = \"web\", image = \"shop\", command = [\"gunicorn\", \"config.wsgi\"] }])\n}\n",
			"Terraform module (infra/main.tf) ? Terraform module (infra/main.tf): it may hold a way in | Terraform module infra/main.tf: this module (terraform-aws-modules/alb/aws) is fetched from elsewhere"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, hostedProject+c.archive, Options{})
			if got := atEdge(p); got != c.want {
				t.Errorf("got\n%s\nwant\n%s\n%s", got, c.want, reasons(p))
			}
			if e := p.Targets[0].Proxy; e != nil && slices.ContainsFunc(e.Doubts, func(d document.Gap) bool {
				return !slices.Contains(p.Targets[0].Reasons, Reason{"edge not known", d.What + ": " + d.Because})
			}) {
				t.Errorf("a doubt of the edge is no reason:\n%s", reasons(p))
			}
		})
	}
}

// atEdge writes the edge of the first target, and what is not judged.
func atEdge(p *Plan) string {
	var out []string
	if e := p.Targets[0].Proxy; e != nil {
		out = append(out, e.Name)
		if e.TLS {
			out = append(out, "tls")
		}
		for _, d := range e.Doubts {
			out = append(out, fmt.Sprintf("? %s: %s", d.What, d.Because))
		}
	}
	text := strings.Join(out, " ")
	for _, u := range p.Unread {
		text += fmt.Sprintf(" | %s %s: %s", u.What, u.At.File, u.Because)
	}
	return text
}

// A configuration that leads to a deployed service is no doubt of others. What a
// developer's service is behind may be before another's, too.
func TestSparesOfOthers(t *testing.T) {
	procfile := "-- Procfile --\nweb: gunicorn config.wsgi\n"
	for archive, want := range map[string]bool{
		fmt.Sprintf(unitOfShop, "-b unix:/run/shop.sock") + fmt.Sprintf(siteOfShop, "http://unix:/run/shop.sock"):                              false,
		"-- compose.dev.yaml --\nservices: {app: {image: shop, command: gunicorn config.wsgi}}\n" + fmt.Sprintf(siteOfShop, "http://app:8000"): true,
	} {
		p := plan(t, hostedProject+procfile+archive, Options{})
		i := slices.IndexFunc(p.Targets, func(t *Target) bool { return t.kind == "procfile" })
		if e := p.Targets[i].Proxy; (e != nil) != want {
			t.Errorf("%v: want a doubt: %v\n%s", e, want, reasons(p))
		}
	}
}

// One that no deployment names and that is broken is no input of a deployment: a warning.
func TestBrokenSpare(t *testing.T) {
	p := plan(t, hostedProject+fmt.Sprintf(unitOfShop, "")+fmt.Sprintf(siteOfShop, "http://127.0.0.1:8000")+"sudo systemctl reload nginx\n", Options{})
	if len(p.Diagnostics) != 1 || p.Diagnostics[0].Severity != "warning" {
		t.Errorf("%+v", p.Diagnostics)
	}
}

// A load balancer is the only way to a proxy that no deployment names, and goes
// around it where it asks Django itself.
func TestBalancerBeforeSpares(t *testing.T) {
	for container, want := range map[string]string{"edge": "nginx (nginx.conf) published false", "web": "", "": "nginx (nginx.conf) published true"} {
		balancer := `
resource "aws_lb_target_group" "web" { port = 80 }
resource "aws_lb_listener" "https" {
  port     = 443
  protocol = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_ecs_service" "web" {
  task_definition = aws_ecs_task_definition.web.arn
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "` + container + `"
    container_port   = 80
  }
}
`
		if container == "" {
			balancer = ""
		}
		p := plan(t, hostedProject+"-- nginx.conf --\nserver { listen 80; location / { proxy_pass http://web:8000; } }\n-- main.tf --\n"+`
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([
    {name = "web", image = "shop", command = ["gunicorn", "config.wsgi"], portMappings = [{containerPort = 8000}]},
    {name = "edge", image = "shop-edge", portMappings = [{containerPort = 80}]},
  ])
}
`+balancer, Options{})
		got := ""
		if e := p.Targets[0].Proxy; e != nil {
			got = fmt.Sprint(e.Name, " published ", len(e.Sites) == 1 && e.Sites[0].Published)
		}
		if got != want {
			t.Errorf("%q: got %s, want %s\n%s", container, got, want, reasons(p))
		}
	}
}
