package targets

import (
	"fmt"
	"strings"
	"testing"
)

// A program of Python that loads Django and says nothing of a server serves behind a port.
func TestLauncher(t *testing.T) {
	for expose, role := range map[string]string{"": "worker", "EXPOSE 8080\n": "web"} {
		p := plan(t, hostedProject+"-- launch --\nimport django\ndjango.setup()\n-- Dockerfile --\nFROM python\nWORKDIR /app\nCOPY . .\n"+expose+"CMD [\"python\", \"launch\", \"all\"]\n", Options{})
		if len(p.Targets) == 0 || p.Targets[0].Role != role || p.Targets[0].HTTP != (role == "web") || len(p.Targets[0].Services) == 0 {
			t.Errorf("%q: %s, want a %s", expose, reasons(p), role)
		}
	}
}

// The port of a bot that loads Django for its models is no port of Django.
func TestLauncherOfBot(t *testing.T) {
	p := plan(t, hostedProject+"-- bot.py --\nimport django\ndjango.setup()\nfrom telegram.ext import Application\nApplication.builder().build().run_webhook(port=8080)\n"+
		"-- Dockerfile --\nFROM python\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD [\"python\", \"bot.py\"]\n", Options{})
	if len(p.Targets) == 0 || p.Targets[0].HTTP || p.Targets[0].Role != "worker" {
		t.Errorf("%s, want a worker", reasons(p))
	}
}

// Files of platforms that are not read are listed.
func TestElsewhere(t *testing.T) {
	for archive, want := range map[string]string{
		"-- vercel.json --\n{\"builds\": [{\"src\": \"config/wsgi.py\"}]}\n":                                                     "",
		"-- vercel.json --\n{\"builds\": [{\"src\": \"**/wsgi.py\"}]}\n":                                                         "Vercel vercel.json",
		"-- web/vercel.json --\n{\"framework\": \"nextjs\"}\n":                                                                   "",
		"-- serverless.yml --\nprovider: {runtime: python3.12}\n":                                                                "Serverless Framework serverless.yml",
		"-- azure.yaml --\nservices: {web: {language: python}}\n":                                                                "Azure Developer CLI azure.yaml",
		"-- azure.yaml --\nservices: {web: {language: js}}\n":                                                                    "",
		"-- infra/cdk.json --\n{\"app\": \"npx ts-node bin/site.ts\"}\n":                                                         "AWS CDK infra/cdk.json",
		"-- infra/main.bicep --\nresource web 'Microsoft.Web/sites@2024-11-01' = {}\n":                                           "Azure Resource Manager infra/main.bicep",
		"-- buildspec.yml --\nphases: {build: {commands: [docker compose build]}}\n":                                             "AWS CodeBuild or CodeDeploy buildspec.yml",
		"-- appspec.yml --\nhooks: {AfterInstall: [{location: start.sh}]}\n":                                                     "AWS CodeBuild or CodeDeploy appspec.yml",
		"-- infra/user_data.tpl --\n#!/bin/bash\ncd /srv/shop\ndocker compose up -d\n":                                           "user data of a machine infra/user_data.tpl",
		"-- infra/web.tf --\nresource \"aws_instance\" \"web\" {\n  user_data = \"gunicorn config.wsgi\"\n}\n":                   "user data of a machine infra/web.tf",
		"-- infra/pipe.tf --\nresource \"aws_instance\" \"web\" {\n  user_data = \"apt-get update\"\n}\n":                        "",
		"-- passenger_wsgi.py --\nfrom config.wsgi import application\n":                                                         "Passenger passenger_wsgi.py",
		"-- deploy/web.nomad --\njob \"web\" {}\n":                                                                               "Nomad job deploy/web.nomad",
		"-- infra/service.yml --\nAWSTemplateFormatVersion: '2010-09-09'\nResources: {Task: {Type: AWS::ECS::TaskDefinition}}\n": "AWS CloudFormation infra/service.yml",
		"-- sam-template.yaml --\nTransform: AWS::Serverless-2016-10-31\nResources:\n  Web:\n    Type: AWS::Serverless::Function\n    Properties: {Environment: {Variables: {DJANGO_SETTINGS_MODULE: shop}}}\n": "AWS CloudFormation sam-template.yaml",
		"-- infra/logs.yaml --\nAWSTemplateFormatVersion: '2010-09-09'\nResources: {Logs: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.12}}}\n":                                                  "",
		"-- infra/copilot/web/manifest.yml --\ntype: Load Balanced Web Service\n":                                                                                                                               "AWS Copilot infra/copilot/web/manifest.yml",
		"-- copilot/environments/prod/manifest.yml --\ntype: Environment\n":                                                                                                                                     "",
		"-- docs/vercel.json --\n{\"src\": \"wsgi.py\"}\n":                                                                                                                                                      "",
	} {
		got := ""
		for _, u := range plan(t, hostedProject+archive, Options{}).Unread {
			got += u.What + " " + u.At.File
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", archive, got, want)
		}
	}
}

// So are services whose images come from a registry, and of which no file tells anything.
func TestImagesOfRegistries(t *testing.T) {
	for services, want := range map[string]string{
		"web: {image: 'localhost:5000/web:latest'}\n  job: {image: 'registry.example/shop/app', command: /start}\n  db: {image: 'postgres:17'}": "services web, job",
		"web: {image: 'registry.example/shop:latest', command: gunicorn config.wsgi}\n  job: {image: 'registry.example/job:latest'}":            "",
		"tool: {image: 'registry.example/tool:3.1'}\n  other: {image: 'acme/other:latest'}":                                                     "",
	} {
		got := ""
		for _, u := range plan(t, hostedProject+"-- compose.prod.yml --\nservices:\n  "+services+"\n", Options{}).Unread {
			got += u.What
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", services, got, want)
		}
	}
}

// So are the playbooks of Ansible that deploy it.
func TestPlaybooks(t *testing.T) {
	const play = "- hosts: web\n  roles: [site]\n"
	for archive, want := range map[string]string{
		"-- ansible/site.yml --\n" + play + "-- ansible/roles/site/tasks/main.yml --\n- pip: {name: gunicorn}\n":                                                              "Ansible ansible/site.yml",
		"-- ansible/playbooks/web.yaml --\n" + play + "-- ansible/roles/site/templates/web.service.j2 --\nExecStart=gunicorn\n":                                               "Ansible ansible/playbooks/web.yaml",
		"-- deploy/ansible.cfg --\n-- deploy/web.yml --\n- name: web\n  hosts: all\n  roles: [acme.django]\n-- deploy/db.yml --\n" + play + "  tasks: [{django_manage: x}]\n": "Ansible deploy/db.yml",
		"-- site.yml --\n" + play + "-- roles/site/tasks/main.yml --\n- command: manage.py migrate\n":                                                                         "Ansible site.yml",
		"-- ansible/site.yml --\n" + play + "-- ansible/roles/site/tasks/main.yml --\n- apt: {name: postgresql}\n":                                                            "",
		"-- ansible/vars.yml --\nhosts: django\n":                                   "",
		"-- k8s/in.yml --\n- hosts: [shop.example.com] # django\n":                  "",
		"-- tests/ansible/site.yml --\n" + play + "  tasks: [{django_manage: x}]\n": "",
		"-- .ci/ansible/site.yml --\n" + play + "  tasks: [{django_manage: x}]\n":   "",
	} {
		got := ""
		for _, u := range plan(t, hostedProject+archive, Options{}).Unread {
			got += u.What + " " + u.At.File
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", archive, got, want)
		}
	}
}

// A unit that starts Compose is listed: it runs what the files of Compose say.
func TestUnitOfCompose(t *testing.T) {
	for command, told := range map[string]bool{
		"/usr/bin/docker compose up": true, "/usr/bin/podman compose --profile prod up": true, "/usr/local/bin/docker-compose up": true, "podman-compose up": true,
		"/usr/bin/docker start shop": false, "/srv/compose up": false,
	} {
		p := plan(t, hostedProject+"-- shop.service --\n[Service]\nExecStart="+command+"\n", Options{})
		if len(p.Unread) != 1 || strings.Contains(p.Unread[0].Because, "it starts Compose") != told || (len(p.Diagnostics) == 0) != told {
			t.Errorf("%s: %v %v", command, p.Unread, p.Diagnostics)
		}
	}
}

// A service that may run Django is never left out in silence.
func TestTold(t *testing.T) {
	for name, c := range map[string]struct{ archive, want string }{
		"a process of a platform": {"-- Procfile --\nweb: make serve\n", "service web Procfile:1 make"},
		"a unit":                  {"-- shop.service --\n[Service]\nExecStart=/srv/shop/bin/serve\n", "service shop shop.service:2 serve"},
		"a program of the project that does not say": {"-- Dockerfile --\nFROM python\nCOPY . .\n-- tick.py --\nimport time\n-- compose.yaml --\nservices: {tick: {build: ., command: python tick.py}}\n",
			"service tick compose.yaml:1 tick.py"},
		"an image from elsewhere with the source": {"-- compose.yaml --\nservices: {tick: {image: acme/base, command: circusd app.ini, volumes: ['.:/code']}}\n", "service tick compose.yaml:1 circusd"},
		"an image from elsewhere":                 {"-- compose.yaml --\nservices: {tick: {image: acme/base, command: circusd app.ini}}\n", ""},
		"a Dockerfile":                            {"-- Dockerfile --\nFROM python\nCOPY . .\nCMD [\"circusd\", \"app.ini\"]\n", "service image Dockerfile:3 circusd"},
		"arguments of an image alone":             {"-- compose.yaml --\nservices: {ai: {image: acme/ai, command: [--port, '4000'], volumes: ['.:/code']}}\n", "service ai compose.yaml:1 what its image starts, which is given --port, is not known"},
		"a program that is known":                 {"-- Procfile --\ndocs: mkdocs serve\n", "service docs Procfile:1 it starts mkdocs, which is not known to run Django"},
		"a list that is no JSON":                  {"-- Dockerfile --\nFROM python\nCOPY . .\nCMD [gunicorn, config.wsgi]\n", "service image Dockerfile:3 its line is no list in JSON, where each text stands in double quotes: a shell looks for a program of that name"},
		"one that runs Django":                    {"-- Procfile --\nweb: make serve\n-- Makefile --\nserve:\n\tgunicorn config.wsgi\n", ""},
	} {
		p := plan(t, hostedProject+c.archive, Options{})
		var got []string
		for _, u := range p.Unread {
			what, _, _ := strings.Cut(strings.TrimPrefix(u.Because, "what it starts ("), ")")
			got = append(got, fmt.Sprintf("%s %s %s", u.What, u.At.String(), what))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: got %q, want %q\n%s", name, text, c.want, reasons(p))
		}
		if told := len(p.Diagnostics) > 0; told != (c.want != "" && !strings.Contains(c.want, "mkdocs") && !strings.Contains(c.want, "--port")) {
			t.Errorf("%s: diagnostics %v", name, p.Diagnostics)
		}
	}
}

// Nor one on an image that is not here and may hold the project, whose variables the
// settings read.
func TestToldOfAnotherBase(t *testing.T) {
	const archive = `-- manage.py --
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
import os
NAMES = os.environ["SHOP_A"], os.environ["SHOP_B"], os.environ["SHOP_C"]
-- web/Dockerfile --
FROM acme/shop
CMD ["sh", "enter.sh"]
-- compose.yaml --
services:
  site: {build: web, environment: {SHOP_A: 1, SHOP_B: 1, SHOP_C: 1}}
  docs: {build: web, environment: {SHOP_A: 1}}
`
	p := plan(t, archive, Options{})
	var got []string
	for _, u := range p.Unread {
		got = append(got, u.What)
	}
	if text := strings.Join(got, ", "); text != "service site" {
		t.Errorf("got %q\n%s", text, reasons(p))
	}
}
