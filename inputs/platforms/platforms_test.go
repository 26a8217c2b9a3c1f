package platforms

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree/treetest"
)

// find reads the files of an archive.
func find(t *testing.T, archive string) ([]App, []document.Diagnostic) {
	t.Helper()
	fsys, files := treetest.Archive(t, archive)
	return Find(fsys, files)
}

// show writes processes and their variables, without those that the platform
// itself sets.
func show(apps []App) string {
	var out []string
	for _, app := range apps {
		for _, w := range append(slices.Clone(app.Workloads), app.Each) {
			if w == nil {
				continue
			}
			line := fmt.Sprintf("%s %s %d:%d %q", app.Platform, w.Name, w.At.Line, w.At.Column, w.Command)
			if w.Build != nil {
				line += " " + w.Build.Dockerfile
			}
			if w.Dir != "" && w.Dir != app.Dir {
				line += " in " + w.Dir
			}
			if w.Job {
				line += " job"
			}
			out = append(out, line)
			for _, v := range w.Env {
				if strings.HasPrefix(v.Chain[0].Note, "set by") {
					continue
				}
				text := fmt.Sprintf("%q", v.Text.Reveal())
				if v.State != document.Known {
					text = "<" + v.Because + ">"
				}
				if len(v.Assumes) > 0 {
					text += " assumed"
				}
				out = append(out, fmt.Sprintf("  %s=%s %d:%d", v.Name, text, v.At.Line, v.At.Column))
			}
		}
	}
	return strings.Join(out, "\n")
}

func TestFind(t *testing.T) {
	for name, tt := range map[string]struct{ archive, want string }{
		"vercel: what it builds, and its variables": {`
-- vercel.json --
{
  "builds": [
    {"src": "config/wsgi.py", "use": "@vercel/python"},
    {"src": "web/package.json", "use": "@vercel/static-build"},
    {"src": "gone.py", "use": "@vercel/python"}
  ],
  "env": {"STAGE": "live", "TOKEN": "@token", "HOST": "${HOST}"}
}
-- config/wsgi.py --
`, `vercel wsgi 3:13 ["vercel" "config.wsgi:app"]
  HOST=<another program fills it in> 7:55
  STAGE="live" 7:20
  TOKEN=<the platform reads it from its secret store at start> 7:37`},
		"vercel: what requests are sent to": {`
-- back/vercel.json --
{"rewrites": [{"source": "/(.*)", "destination": "/api/index"}, {"source": "/x", "destination": "/y"}], "functions": {"api/jobs/*.py": {}, "api/hook.py": {"maxDuration": 5}}}
-- back/api/index.py --
-- back/api/hook.py --
`, `vercel index 1:50 ["vercel" "api.index:app"]
vercel hook 1:140 ["vercel" "api.hook:app"]`},
		"vercel: of something else": {`
-- vercel.json --
{"framework": "nextjs", "builds": [{"src": "../../etc/x.py"}, {"src": "*.py"}]}
`, ""},
		"app runner: its variables, and those of its secret store": {`
-- apprunner.yaml --
version: 1.0
runtime: python311
build:
  commands:
    build: [pip install -r requirements.txt]
  env:
    - {name: BUILT, value: "1"}
run:
  command: gunicorn config.wsgi
  network: {port: 8080, env: PORT}
  env:
    - name: DEBUG
      value: "True"
  secrets:
    - name: SECRET_KEY
      value-from: "arn:aws:secretsmanager:eu-west-1:1:secret:shop"
`, `app-runner app 9:12 ["/bin/sh" "-c" "gunicorn config.wsgi"]
  DEBUG="True" 13:14
  SECRET_KEY=<the platform reads it from its secret store at start> 16:19`},
		"app runner: nothing to run": {`
-- apprunner.yaml --
version: 1.0
run: {}
`, ""},
		"fly: processes, release and env": {`
-- Dockerfile --
FROM python:3.13
-- fly.toml --
app = "shop"
[env]
  DJANGO_SETTINGS_MODULE = "config.settings"
  WORKERS = 2
[deploy]
  release_command = "python manage.py migrate --noinput"
[processes]
  web = "gunicorn config.wsgi"
  worker = 'celery -A config worker'
`, `fly web 8:3 ["gunicorn" "config.wsgi"] Dockerfile
  DJANGO_SETTINGS_MODULE="config.settings" 3:28
  WORKERS="2" 4:13
fly worker 9:3 ["celery" "-A" "config" "worker"] Dockerfile
  DJANGO_SETTINGS_MODULE="config.settings" 3:28
  WORKERS="2" 4:13
fly release 6:21 ["python" "manage.py" "migrate" "--noinput"] Dockerfile job
  DJANGO_SETTINGS_MODULE="config.settings" 3:28
  WORKERS="2" 4:13`},
		"fly: a buildpack runs the Procfile": {`
-- fly.toml --
[build]
builder = "paketobuildpacks/builder:base"
[env]
PORT = "8080"
`, "fly  1:1 []\n  PORT=\"8080\" 4:8"},
		"render: every kind of variable": {`
-- render.yaml --
envVarGroups:
  - name: shared
    envVars:
      - key: SHARED
        value: "yes"
services:
  - type: web
    name: shop
    runtime: python
    startCommand: gunicorn config.wsgi
    envVars:
      - key: DEBUG
        value: False
      - key: SECRET_KEY
        generateValue: true
      - key: DATABASE_URL
        fromDatabase: {name: db, property: connectionString}
      - key: TOKEN
        sync: false
      - fromGroup: shared
  - type: web
    name: front
    runtime: static
  - {type: cron, name: clean, runtime: docker, dockerCommand: python manage.py clearsessions, rootDir: back}
  - {type: worker, name: tasks, runtime: python, startCommand: celery -A config worker, rootDir: back}
`, `render shop 7:5 ["/bin/sh" "-c" "gunicorn config.wsgi"]
  DATABASE_URL=<it comes from the database db> 16:14
  DEBUG=<how the platform writes it is not known> 13:16
  SECRET_KEY=<Render makes a random value of it> 14:14
  SHARED="yes" 5:16
  TOKEN=<it is given in the dashboard> 18:14
render clean 24:5 ["/bin/sh" "-c" "python manage.py clearsessions"] back/Dockerfile job
render tasks 25:5 ["/bin/sh" "-c" "celery -A config worker"] in back`},
		"app.json: what an app begins with": {"\n-- app.json --\n" +
			"{\"env\": {\n\t\"DEBUG\": \"off\",\n\t\"SECRET_KEY\": {\"generator\": \"secret\"},\n\t\"HOSTS\": {\"value\": \"*\", \"description\": \"\\ud83d\\ude00\"},\n\t\"TOKEN\": {},\n\t\"DSN\": {\"required\": false}\n}}\n",
			`heroku  1:9 []
  DEBUG="off" assumed 2:11
  HOSTS="*" assumed 4:21
  SECRET_KEY=<Heroku makes a random value of it> 3:2
  TOKEN=<it is asked for when the app is made> 5:2`},
		"app.json of another program": {"\n-- app.json --\n{\"expo\": {\"name\": \"x\"}, \"env\": {\"A\": \"1\"}}\n", ""},
		"heroku.yml: images, run and release": {`
-- heroku.yml --
build:
  docker:
    web: {dockerfile: docker/Dockerfile, target: prod}
    worker: Dockerfile.worker
run:
  worker: celery -A config worker
release:
  image: web
  command:
    - ./manage.py migrate
`, `heroku web 3:5 [] docker/Dockerfile
heroku worker 6:3 ["/bin/sh" "-c" "celery -A config worker"] Dockerfile.worker
heroku release 8:3 ["/bin/sh" "-c" "./manage.py migrate"] docker/Dockerfile job`},
		"railway": {"\n-- railway.json --\n{\"deploy\": {\"startCommand\": \"gunicorn config.wsgi\", \"preDeployCommand\": [\"python manage.py migrate\"]}}\n",
			"railway app 1:29 [\"/bin/sh\" \"-c\" \"gunicorn config.wsgi\"]\nrailway pre-deploy 1:73 [\"/bin/sh\" \"-c\" \"python manage.py migrate\"] job"},
		"railway: what Nixpacks builds": {`
-- railway.json --
{"build": {"builder": "NIXPACKS"}}
-- nixpacks.toml --
[variables]
DJANGO_SETTINGS_MODULE = "config.settings.production"
[start]
cmd = "gunicorn config.wsgi"
`, `railway app 4:7 ["/bin/sh" "-c" "gunicorn config.wsgi"]
  DJANGO_SETTINGS_MODULE="config.settings.production" 2:26`},
		"railway: its own command comes before that of Nixpacks": {`
-- railway.toml --
[deploy]
startCommand = "gunicorn config.wsgi"
-- nixpacks.toml --
[start]
cmd = "gunicorn other.wsgi"
`, `railway app 2:16 ["/bin/sh" "-c" "gunicorn config.wsgi"]`},
		"Nixpacks alone": {`
-- back/nixpacks.toml --
[start]
cmd = "gunicorn config.wsgi"
`, `nixpacks app 2:7 ["/bin/sh" "-c" "gunicorn config.wsgi"]`},
		"Cloud Foundry: anchors, placeholders and processes": {`
-- manifest-production.yml --
defaults: &defaults
  env: {A: "1", SECRET_KEY: ((secret))}
applications:
- name: shop
  <<: *defaults
  buildpacks: [python_buildpack]
  processes:
  - {type: web, command: gunicorn config.wsgi}
- name: proxy
  buildpacks: [nginx_buildpack]
  command: nginx
`, `cloud-foundry shop-web 8:5 ["/bin/sh" "-c" "gunicorn config.wsgi"]
  A="1" 2:12
  SECRET_KEY=<another program fills it in> 2:29`},
		"Elastic Beanstalk: both forms, the later file on top": {`
-- .ebextensions/01.config --
option_settings:
  aws:elasticbeanstalk:application:environment:
    A: "1"
    B: "1"
  aws:elasticbeanstalk:container:python:
    WSGIPath: config.wsgi:application
-- .ebextensions/02.config --
option_settings:
  - option_name: B
    value: 2
  - {namespace: "aws:autoscaling:asg", option_name: MinSize, value: 1}
`, "elastic-beanstalk web 3:5 [\"gunicorn\" \"--bind\" \"127.0.0.1:8000\" \"config.wsgi:application\"]\n  A=\"1\" 3:8\n  B=\"2\" 3:12"},
		"App Engine": {"\n-- app.yaml --\nruntime: python312\nentrypoint: gunicorn -b :$PORT config.wsgi\nenv_variables:\n  DEBUG: \"0\"\n  SECRET_KEY: $SECRET_KEY\n",
			"app-engine default 1:10 [\"/bin/sh\" \"-c\" \"gunicorn -b :$PORT config.wsgi\"]\n  DEBUG=\"0\" 4:10\n  SECRET_KEY=<another program fills it in> 5:15"},
		"an app.yaml of another program": {"\n-- app.yaml --\nruntime: nodejs20\n-- manifest.yml --\nname: x\n-- railway.toml --\n[other]\n", ""},
		"Zappa: stages that extend each other": {`
-- zappa_settings.json --
{"common": {"environment_variables": {"A": "1"}, "aws_region": "eu-west-1"},
 "dev": {"extends": "common", "django_settings": "config.settings.dev"},
 "production": {"extends": "dev", "django_settings": "config.settings.production", "environment_variables": {"B": "2"}, "aws_environment_variables": {"B": "0"}},
 "loop": {"extends": "loop"}}
`, `zappa function 2:2 []
  A="1" 1:44
  DJANGO_SETTINGS_MODULE="config.settings.dev" 2:50
zappa function 3:2 []
  B="2" 3:115
  DJANGO_SETTINGS_MODULE="config.settings.production" 3:54`},
		"DigitalOcean": {`
-- .do/deploy.template.yaml --
spec:
  envs:
  - {key: ALL, value: "1"}
  services:
  - name: web
    environment_slug: python
    run_command: gunicorn config.wsgi
    envs:
    - {key: HOSTS, value: "${APP_DOMAIN}"}
    - {key: SECRET_KEY, value: "EV[1:x:y]", type: SECRET}
    - {key: BUILD, value: "1", scope: BUILD_TIME}
`, `digitalocean web 5:11 ["/bin/sh" "-c" "gunicorn config.wsgi"]
  ALL="1" 3:23
  HOSTS=<the platform fills it in> 9:27
  SECRET_KEY=<its secret is encrypted> 10:32`},
		"Cloud Run: commands of a script": {`
-- deploy.sh --
#!/bin/sh
gcloud builds submit --tag gcr.io/$PROJECT/shop
NAME=shop
gcloud beta run deploy $NAME \
  --image gcr.io/$PROJECT/shop \
  --set-env-vars "DEBUG=False,HOST=$HOST" --update-env-vars=^@^LIST=a,b@STAGE=live \
  --set-secrets=SECRET_KEY=key:latest,/app/.env=settings:1 --quiet
gcloud run services update shop --update-env-vars=STAGE=prod && echo done
gcloud run jobs deploy migrate --image gcr.io/$PROJECT/shop
# gcloud run deploy other --image x
echo "gcloud run deploy other"
`, `cloud-run shop 4:1 []
  DEBUG="False" 6:19
  HOST=<the command fills it in> 6:31
  LIST="a,b" 6:64
  SECRET_KEY=<the platform reads it from its secret store at start> 7:17
  STAGE="prod" 8:51`},
		"Elastic Beanstalk: a platform with Docker": {`
-- Dockerrun.aws.json --
{"AWSEBDockerrunVersion": "1", "Ports": [{"ContainerPort": 8000}], "Command": "gunicorn config.wsgi"}
-- .ebextensions/env.config --
option_settings: {"aws:elasticbeanstalk:application:environment": {DEBUG: "0"}}
`, `elastic-beanstalk web 1:1 ["gunicorn" "config.wsgi"] Dockerfile
  DEBUG="0" 1:75`},
		"Elastic Beanstalk: several containers": {`
-- Dockerrun.aws.json --
{"AWSEBDockerrunVersion": 2, "containerDefinitions": [
{"name": "django", "image": "acme/shop", "environment": [{"name": "DEBUG", "value": "0"}], "portMappings": [{"containerPort": 8000}]},
{"name": "edge", "image": "nginx", "portMappings": [{"hostPort": 80, "containerPort": 80}], "links": ["django"]}]}
-- .ebextensions/env.config --
option_settings: {"aws:elasticbeanstalk:application:environment": {DEBUG: "1", STAGE: live}}
-- one/Dockerrun.aws.json --
{"AWSEBDockerrunVersion": "1", "containerDefinitions": [{"name": "app", "image": "aws_beanstalk/current-app"}]}
-- one/Dockerfile --
FROM python
`, `elastic-beanstalk django 2:10 []
  DEBUG="0" 2:85
  STAGE="live" 1:87
elastic-beanstalk edge 3:10 []
  DEBUG="1" 1:75
  STAGE="live" 1:87
elastic-beanstalk web 1:1 [] one/Dockerfile`},
		"Elastic Beanstalk: a Dockerfile alone": {`
-- .ebextensions/env.config --
option_settings: {"aws:elasticbeanstalk:application:environment": {DEBUG: "0"}}
-- Dockerfile --
FROM python
-- other/.ebextensions/env.config --
option_settings: {"aws:elasticbeanstalk:container:python": {NumThreads: "2"}}
-- other/Dockerfile --
FROM python
-- several/Dockerrun.aws.json --
{"AWSEBDockerrunVersion": 2}
`, `elastic-beanstalk web 1:68 [] Dockerfile
  DEBUG="0" 1:75
elastic-beanstalk web 1:61 []`},
		"Cloud Run: a file of variables": {`
-- back/deploy.sh --
gcloud run deploy shop --source back --env-vars-file env.yaml
-- back/env.yaml --
DEBUG: "False"
-- back/Dockerfile --
FROM python
`, `cloud-run shop 1:1 [] back/Dockerfile
  DEBUG="False" 1:8`},
		"App Service: settings of a step": {`
-- shop/wsgi.py --
-- .github/workflows/a.yml --
jobs:
  deploy:
    steps:
      - uses: azure/webapps-deploy@v3 # Python
        with: {package: .}
      - run: |
          az webapp config appsettings set --name shop --settings DEBUG=0 \
            KEY="${{ secrets.KEY }}" HOST='shop.example' -g shop
`, `app-service web 4:15 ["gunicorn" "shop.wsgi"]
  DEBUG="0" 7:67
  HOST="shop.example" 8:38
  KEY=<the command fills it in> 8:13`},
		"Cloud Run: steps of Cloud Build, and of GitHub": {`
-- cloudbuild.yaml --
steps:
  - name: gcr.io/google.com/cloudsdktool/cloud-sdk
    entrypoint: gcloud
    args: [run, deploy, $_NAME, "--image=gcr.io/x/shop:$SHORT_SHA", "--set-env-vars=A=1", --command=gunicorn, "--args=config.wsgi,--log-level,info"]
substitutions: {_NAME: shop}
-- .github/workflows/deploy.yml --
jobs:
  deploy:
    steps:
      - uses: google-github-actions/deploy-cloudrun@v2
        with:
          service: shop
          source: ./
          env_vars: |
            A=1
            B=\${{ secrets.B }}
          secrets: SECRET_KEY=key:latest
      - run: gcloud run deploy back --image "\${{ env.REGISTRY }}/back:1"
-- Dockerfile --
FROM python
`, `cloud-run back 12:14 []
cloud-run shop 4:15 [] Dockerfile
  A="1" 8:21
  B=<the command fills it in> 8:21
  SECRET_KEY=<the platform reads it from its secret store at start> 11:20
cloud-run shop 4:11 ["config.wsgi" "--log-level" "info"]
  A="1" 4:85`},
		"ECS": {`
-- aws/web.json --
{"containerDefinitions": [
  {"name": "web", "image": "<IMAGE>", "entryPoint": ["sh", "-c"], "command": ["gunicorn config.wsgi"],
   "environment": [{"name": "DEBUG", "value": "0"}, {"name": "HOSTS", "value": "${HOSTS}"}],
   "secrets": [{"name": "SECRET_KEY", "valueFrom": "arn:aws:x"}]}]}
-- aws/worker.json --
{"containerDefinitions": [{"name": "worker", "image": "shop:1", "command": ["celery", "-A", "config", "worker"]}]}
-- aws/task-definition.staging.json --
{"taskDefinition": {"containerDefinitions": [{"name": "web"}]}}
-- aws/tasks.json --
{"version": "2.0.0"
`, `ecs web 1:55 []
ecs web 2:12 ["gunicorn config.wsgi"]
  DEBUG="0" 3:47
  HOSTS=<another program fills it in> 3:80
  SECRET_KEY=<the platform reads it from its secret store at start> 4:52
ecs worker 1:36 ["celery" "-A" "config" "worker"]`},
	} {
		t.Run(name, func(t *testing.T) {
			apps, diagnostics := find(t, tt.archive)
			if got := show(apps); got != tt.want || len(diagnostics) > 0 {
				t.Errorf("got\n%s\nwant\n%s\n%v", got, tt.want, diagnostics)
			}
		})
	}
}

func TestStatics(t *testing.T) {
	for archive, want := range map[string]string{
		"-- fly.toml --\n[build]\nimage = \"x\"\n[[statics]]\nguest_path = \"/code/static\"\nurl_prefix = \"/static/\"\n":                                       "/static/ 5",
		"-- app.yaml --\nruntime: python312\nhandlers:\n- {url: /static, static_dir: s}\n- {url: .*, script: auto}\n- {url: /b, static_dir: b}\n":               "/static 3",
		"-- app.yaml --\nruntime: python312\nhandlers:\n- {url: '/(.*\\.css)', static_files: '\\1', upload: x}\n":                                               "",
		"-- .ebextensions/a.config --\noption_settings:\n  aws:elasticbeanstalk:environment:proxy:staticfiles:\n    /static: static\n":                          "/static 3",
		"-- .ebextensions/a.config --\noption_settings:\n- {namespace: 'aws:elasticbeanstalk:container:python:staticfiles', option_name: /static/, value: s}\n": "/static/ 2",
	} {
		apps, _ := find(t, archive)
		got := ""
		for _, a := range apps {
			for _, w := range append(a.Workloads, a.Each) {
				for _, s := range statics(w) {
					got += fmt.Sprintf("%s %d", s.Prefix, s.At.Line)
				}
			}
		}
		if got != want {
			t.Errorf("%s\ngot %q, want %q", archive, got, want)
		}
	}
}

func statics(w *document.Workload) []document.Static {
	if w == nil {
		return nil
	}
	return w.Statics
}

// appService is a workflow of two steps, one of them to be filled in.
const appService = "-- shop/wsgi.py --\n-- .github/workflows/a.yml --\njobs:\n  a:\n    steps:\n      - run: STEP\n      - uses: azure/webapps-deploy@v3 # Python\n        with: {package: .}\n"

func TestRedirects(t *testing.T) {
	for archive, want := range map[string]string{
		"-- fly.toml --\n[build]\nimage = \"x\"\n[http_service]\nforce_https = true\n":                                                     "true 4",
		"-- fly.toml --\n[build]\nimage = \"x\"\n[http_service]\ninternal_port = 8000\n":                                                   "false 3",
		"-- fly.toml --\n[build]\nimage = \"x\"\n[[services]]\n[[services.ports]]\nhandlers = [\"http\"]\nport = 80\nforce_https = true\n": "true 7",
		"-- fly.toml --\n[build]\nimage = \"x\"\n[[services]]\n[[services.ports]]\nhandlers = [\"http\"]\nport = 80\n":                     "false 4",
		"-- app.yaml --\nruntime: python312\nhandlers:\n- {url: /static, static_dir: s}\n- {url: .*, script: auto, secure: always}\n":      "true 4",
		"-- app.yaml --\nruntime: python312\n":                                                                 "false 1",
		strings.ReplaceAll(appService, "STEP", "python -m pip install"):                                        "<nil> 1",
		strings.ReplaceAll(appService, "STEP", "az webapp update --name shop \\\n          --https-only true"): "true 5",
		strings.ReplaceAll(appService, "STEP", "az webapp update --set httpsOnly=false"):                       "false 4",
	} {
		apps, _ := find(t, archive)
		if got := fmt.Sprint(apps[0].Redirect.Value, " ", apps[0].Redirect.At.Line); got != want {
			t.Errorf("%s: %s, want %s", archive, got, want)
		}
	}
}

// What cannot be read is said with its line, and never quoted.
func TestBrokenFiles(t *testing.T) {
	for archive, want := range map[string]string{
		"-- fly.toml --\n[env]\nA = \"1\"\nB = \n":                       "error fly.toml:3",
		"-- render.yaml --\nservices:\n  - a: b\n c: hunter2\n":          "error render.yaml:2",
		"-- app.json --\n{\"env\": {\"A\": \"hunter2\n":                  "warning app.json:2",
		"-- app.yaml --\nruntime: {{ hunter2 }}\nx: [\n":                 "warning app.yaml:2",
		"-- .ebextensions/a.config --\noption_settings:\n\tA: hunter2\n": "error .ebextensions/a.config:2",
	} {
		_, diagnostics := find(t, archive)
		if len(diagnostics) != 1 {
			t.Errorf("%s: %v", archive, diagnostics)
			continue
		}
		d := diagnostics[0]
		if got := fmt.Sprintf("%s %s:%d", d.Severity, d.At.File, d.At.Line); got != want || strings.Contains(d.Message, "hunter2") {
			t.Errorf("%s: %s %s, want %s", archive, got, d.Message, want)
		}
	}
}

// What repeats itself or lies too deep costs little and stops nothing.
func TestHostile(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for name, src := range map[string]string{
		"render.yaml": bomb + "services: *j\n",
		"fly.toml":    "[" + strings.Repeat("a.", 10_000) + "b]\nx = " + strings.Repeat("[", 5_000),
		"app.json":    strings.Repeat("{\"env\":", 5_000),
		"heroku.yml":  "build: &b\n  docker: *b\n",
		"app.yaml":    strings.Repeat("x", maxFile+1),
	} {
		fsys := fstest.MapFS{name: {Data: []byte(src)}}
		if apps, _ := Find(fsys, []string{name}); len(apps) > 0 {
			t.Errorf("%s: %s", name, show(apps))
		}
	}
}

func FuzzFind(f *testing.F) {
	names := []string{"fly.toml", "render.yaml", "app.json", "heroku.yml", "railway.toml", "railway.json", "manifest.yml", ".ebextensions/a.config", "app.yaml", ".do/app.yaml"}
	f.Add(0, "[env]\nA = \"1\"\na.b = {c = [1, {d = 2}]}\n[[services.ports]]\nhandlers = [\"http\"]\n[processes]\nweb = 'x'\n")
	f.Add(1, "services:\n- {type: web, runtime: python, startCommand: x, envVars: [{key: A, value: 1}, {fromGroup: g}]}\nenvVarGroups: [{name: g, envVars: [{fromGroup: g}]}]\n")
	f.Add(2, "{\"env\": {\"A\": {\"value\": \"1\"}, \"B\": null}}")
	f.Add(6, "applications:\n- &a {name: x, command: y, <<: *a}\n")
	f.Add(7, "option_settings: [{option_name: A, value: 1}]\n")
	f.Fuzz(func(t *testing.T, kind int, src string) {
		name := names[uint(kind)%uint(len(names))]
		apps, diagnostics := Find(fstest.MapFS{name: {Data: []byte(src)}}, []string{name})
		for _, app := range apps {
			for _, w := range append(slices.Clone(app.Workloads), app.Each) {
				if w == nil {
					continue
				}
				for _, v := range w.Env {
					if v.At.Line < 1 || v.State == document.Unknown && v.Because == "" {
						t.Errorf("%q is at %v, %s", v.Name, v.At, v.Because)
					}
				}
			}
		}
		for _, d := range diagnostics {
			if d.At.File != name {
				t.Errorf("%v", d)
			}
		}
	})
}

// The options of Elastic Beanstalk's load balancer are ways in.
func TestBeanstalkBalancer(t *testing.T) {
	const options = "-- .ebextensions/https.config --\noption_settings:\n  aws:elbv2:listener:443:\n    Protocol: HTTPS\n  aws:elbv2:listener:default:\n    ListenerEnabled: %s\n    Protocol: HTTP\n"
	for archive, want := range map[string]string{
		fmt.Sprintf(options, "'false'"):                                                   "443 HTTPS false",
		fmt.Sprintf(options, "true"):                                                      "80 HTTP false, 443 HTTPS false",
		fmt.Sprintf(options, "true") + "files:\n  /etc/nginx/conf.d/x.conf: {}\n":         "80 HTTP .ebextensions/https.config may redirect, 443 HTTPS false",
		fmt.Sprintf(options, "true") + "-- .platform/nginx/conf.d/x.conf --\nserver {}\n": "80 HTTP .platform may redirect, 443 HTTPS false",
	} {
		apps, _ := find(t, "\n"+archive)
		var got []string
		for _, l := range apps[0].Infra.Listeners {
			got = append(got, fmt.Sprintf("%d %s %s", l.Port, l.Protocol, cmp.Or(l.Redirect.Because, fmt.Sprint(l.Redirect.Value))))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
