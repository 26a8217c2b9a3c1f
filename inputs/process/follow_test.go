package process

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
)

// files are a project whose commands are followed.
const files = `-- llm/__init__.py --
-- llm/main.py --
from fastapi import FastAPI

app = FastAPI()
-- llm/beside.py --
import django
from fastapi import FastAPI

django.setup()
app = FastAPI()
-- llm/tracker.py --
import trac.web.main
import django
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

django.setup()
application = trac.web.main.dispatch_request
-- llm/beneath.py --
import django
from fastapi import FastAPI
from starlette.middleware.wsgi import WSGIMiddleware

django.setup()
app = FastAPI()
-- llm/around.py --
from fastapi import FastAPI
from shop.asgi import application

app = FastAPI()
app.mount("/", application)
-- manage.py --
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/asgi.py --
-- shop/celery.py --
-- shop/gunicorn.py --
-- bare/celery.py --
-- shop/function.py --
from mangum import Mangum
from shop.asgi import application
handler = Mangum(application)
-- serve.py --
from shop.wsgi import application # py
-- other.py --
-- deploy/uwsgi.ini --
[uwsgi]
wsgi-file = shop/wsgi.py
if-env = X
env = A=1
endif =
env = B=2
-- deploy/shop.ini --
[uwsgi]
chdir = %d/..
module = %n.wsgi:application
-- deploy/named.ini --
[uwsgi]
project = shop
base = /srv
chdir = %(base)/%(project)
wsgi-file = %(chdir)/%(project)/wsgi.py
-- deploy/absolute.ini --
[uwsgi]
wsgi-file = /srv/site/shop/wsgi.py
-- deploy/later.ini --
[uwsgi]
if-env = X
project = other
endif =
project = shop
module = %(project).%(missing)
-- deploy/sections.ini --
[uwsgi]
ini = :base
py-autoreload = 1
[prod]
ini = :base
[base]
ini = :prod
module = shop.wsgi
-- auto.ini --
[uwsgi]
module = shop.wsgi
py-autoreload = 1
-- entrypoint.sh --
#!/bin/sh
set -e
export ROLE=web
python manage.py migrate
exec "$@"
-- start.sh --
#!/bin/sh
export MODE="${MODE:-fast}"
gunicorn shop.wsgi:application
-- loop.sh --
#!/bin/sh
exec ./loop.sh
-- inside.sh --
cd app && make serve
-- entry.py --
print()
-- launch --
import uvicorn
uvicorn.run("shop.asgi:application")
-- worker.py --
import django
django.setup()
-- admin.py --
execute_from_command_line(sys.argv)
-- shop/tool.py --
-- my-shop/__init__.py --
-- my-shop/wsgi.py --
-- Makefile --
SERVER ?= gunicorn
run: migrate
	$(SERVER) shop.wsgi
migrate:
	python manage.py migrate
quiet:
	@echo nothing
computed: ; $(shell ./choose) shop.wsgi
again:
	$(MAKE) -C . run
-- app/Makefile --
serve:
	cd .. && A=1 gunicorn shop.wsgi
-- Processes --
web: gunicorn shop.wsgi
worker: celery -A shop worker
`

// following follows commands in a project at the root, of which some files are found by
// their names alone.
func following(fsys fs.FS, at document.Location, names ...string) *Follower {
	return &Follower{FS: fsys, Base: ".", Roots: []string{".", "src"}, Files: NewListing(names, func(string) bool { return false }), At: at}
}

// TestFollow holds what is understood of command lines: whether they run Django,
// serve HTTP, with which application, and what speaks for development.
func TestFollow(t *testing.T) {
	fsys, err := txtar.FS(txtar.Parse([]byte(files)))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"entrypoint.sh", "start.sh", "deploy/uwsgi.ini", "deploy/shop.ini", "deploy/named.ini", "deploy/later.ini", "deploy/sections.ini", "auto.ini", "entry.py", "loop.sh", "Processes", "Makefile", "app/Makefile", "inside.sh", "launch", "worker.py", "admin.py"}
	const no, django, http, dev = "", "django", "django http", "django http dev"
	for _, c := range []struct{ line, want, app, lost string }{
		{"gunicorn shop.wsgi:application --bind 0.0.0.0:8000", http, "shop.wsgi", ""},
		{"gunicorn 'django.core.wsgi:get_wsgi_application()'", http, "", ""},
		{"uwsgi --http :8000 --module=django.core.wsgi", http, "", ""},
		{"gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"gunicorn -c python:shop.gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"gunicorn --reload shop.wsgi", dev, "shop.wsgi", ""},
		{"gunicorn my-shop.wsgi:application", http, "my-shop.wsgi", ""},
		{"gunicorn my-shop.wsgi", http, "my-shop.wsgi", ""},
		{"gunicorn flaskapp:app", no, "", ""},
		{"uvicorn llm.main:app", no, "", ""},
		{"uvicorn llm.around:app", http, "llm.around", ""},
		{"uvicorn llm.beside:app", django, "llm.beside", ""}, // which loads Django for its models
		{"gunicorn llm.tracker", django, "llm.tracker", ""},
		{"uvicorn llm.beneath:app", http, "llm.beneath", ""},
		{"/usr/local/bin/gunicorn shop.asgi:application -k uvicorn.workers.UvicornWorker", http, "shop.asgi", ""},
		{"uvicorn shop.asgi:application --workers 4", http, "shop.asgi", ""},
		{"uvicorn main:app", no, "", ""},
		{"daphne -b 0.0.0.0 -p 8000 shop.asgi:application", http, "shop.asgi", ""},
		{"hypercorn shop.asgi:application", http, "shop.asgi", ""},
		{"granian --interface asgi shop.asgi:application", http, "shop.asgi", ""},
		{"waitress-serve --port=8000 shop.wsgi:application", http, "shop.wsgi", ""},
		{"mod_wsgi-express start-server shop/wsgi.py", http, "shop.wsgi", ""},
		{"uwsgi --http :8000 --module shop.wsgi:application", http, "shop.wsgi", ""},
		{"uwsgi --wsgi-file shop/wsgi.py", http, "shop.wsgi", ""},
		{"uwsgi --ini deploy/uwsgi.ini", http, "shop.wsgi", ""},
		{"uwsgi --ini deploy/shop.ini", http, "shop.wsgi", ""},
		{"uwsgi --ini deploy/named.ini", http, "shop.wsgi", ""},
		{"uwsgi --ini deploy/absolute.ini", http, "shop.wsgi", ""},
		{"uwsgi --ini deploy/later.ini", no, "", ""},
		{"uwsgi --ini deploy/sections.ini", dev, "shop.wsgi", ""},
		{"uwsgi --ini deploy/sections.ini:prod", http, "shop.wsgi", ""},
		{"uwsgi deploy/sections.ini:prod", http, "shop.wsgi", ""},
		{"zappa.handler.lambda_handler", http, "", ""},
		{"shop.function.handler", http, "shop.function", ""},
		{"shop.celery.handler", no, "", ""},
		{"serve.py", django, "shop.wsgi", "serve.py"},
		{"uwsgi /code/auto.ini", dev, "shop.wsgi", ""},
		{"python -m gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"python3.12 -m uvicorn shop.asgi:application", http, "shop.asgi", ""},
		{"python -m debugpy --listen 0.0.0.0:5678 -m gunicorn shop.wsgi", dev, "shop.wsgi", ""},
		{"poetry run gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"uv run --no-dev gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"pipenv run python manage.py runserver", dev, "", ""},
		{"pyenv exec python3 -m gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"opentelemetry-instrument gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"opentelemetry-instrument --traces_exporter console --service_name=shop gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"newrelic-admin run-program gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"ddtrace-run gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"doppler run --config prd -- gunicorn shop.wsgi", http, "shop.wsgi", "@"},
		{"op run --env-file=app.env -- gunicorn shop.wsgi", http, "shop.wsgi", "@"},
		{"chamber exec prod -- gunicorn shop.wsgi", http, "shop.wsgi", "@"},
		{"envdir /etc/env gunicorn shop.wsgi", http, "shop.wsgi", "envdir"},
		{"tini -- gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"dumb-init gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"dumb-init --rewrite 15:2 -- gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"dumb-init -r 15:2 gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"/sbin/setuser app gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"gosu app gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"env A=1 gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"A=1 gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"chpst -u app gunicorn shop.wsgi", http, "shop.wsgi", "chpst"},
		{"s6-setuidgid app gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"ionice -c 3 gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"uv run --env-file .env --with x gunicorn shop.wsgi", http, "shop.wsgi", "@"},
		{"dotenv -f .env run gunicorn shop.wsgi", http, "shop.wsgi", "@"},
		{"pip install gunicorn shop.wsgi", no, "", ""},
		{"nodemon --exec gunicorn shop.wsgi", dev, "shop.wsgi", "nodemon"},
		{"busybox sh start.sh", http, "shop.wsgi", ""},
		{"./wait-for-it.sh db:5432 -t 30 -- gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"bin/docker-wait.sh --timeout=0 db:5432 -- gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"company-server shop.wsgi:application", http, "shop.wsgi", "company-server"},
		{"company-server summary.wsgi:application", no, "", ""},
		{"/absent.sh --quiet -- gunicorn shop.wsgi", http, "shop.wsgi", "absent.sh"},
		{"honcho -f Processes start", http, "shop.wsgi", ""},
		{"honcho start -f Processes", http, "shop.wsgi", ""},
		{"honcho start -f Processes worker", django, "shop", ""},
		{"overmind start -f Processes", http, "shop.wsgi", ""},
		{"goreman -f Processes start", http, "shop.wsgi", ""},
		{"dockerize -wait tcp://db:5432 gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"python manage.py runserver 0.0.0.0:8000", dev, "", ""},
		{"python -u manage.py migrate", django, "", ""},
		{"python manage.py runmodwsgi --port 8000", http, "", ""},
		{"./manage.py qcluster", django, "", ""},
		{"django-admin migrate", django, "", ""},
		{"python -m manage runserver", dev, "", ""},
		{"python -m django check", django, "", ""},
		{"python -u launch all", http, "shop.asgi", "launch"},
		{"python worker.py", django, "", "worker.py"},
		{"./worker.py", django, "", "worker.py"},
		{"python entry.py python manage.py migrate", django, "", "entry.py"},
		{"./entry.py -- gunicorn shop.wsgi", http, "shop.wsgi", "entry.py"},
		{"python admin.py migrate", django, "", "admin.py"},
		{"python -m shop.tool", no, "", ""},
		{"celery -A shop worker -l info", django, "shop", ""},
		{"celery -A bare worker", django, "bare", ""},
		{"celery -A summary.worker worker", no, "", ""},
		{"celery worker", no, "", ""},
		{"celery --app=shop.celery:app beat", django, "shop.celery", ""},
		{"watchmedo auto-restart -- celery -A shop worker", "django dev", "shop", ""},
		{"./entrypoint.sh gunicorn shop.wsgi", http, "shop.wsgi", ""},
		{"/code/start.sh", http, "shop.wsgi", ""},
		{"bash start.sh", http, "shop.wsgi", ""},
		{"/absent.sh gunicorn shop.wsgi", http, "shop.wsgi", "absent.sh"},
		{"./entry.py", no, "", ""},
		{"loop.sh", no, "", ""},
		{"make", http, "shop.wsgi", ""},
		{"make run", http, "shop.wsgi", ""},
		{"make SERVER=uvicorn run", http, "shop.wsgi", ""},
		{"make -C app serve", http, "shop.wsgi", ""},
		{"make --directory=app -s serve", http, "shop.wsgi", ""},
		{"make again", http, "shop.wsgi", ""},
		{"bash inside.sh", http, "shop.wsgi", ""},
		{"make -n run", no, "", ""},
		{"make quiet", no, "", ""},
		{"make migrate", django, "", ""},
		{"npm start", no, "", ""},
		{"python other.py", no, "", ""},
		{"nginx -g daemon", no, "", ""},
	} {
		for shell, argv := range map[string][]string{"exec": strings.Fields(c.line), "shell": {"/bin/sh", "-c", "cd /code && " + c.line + " || exit 1"}} {
			f := following(fsys, document.Location{File: "compose.yaml", Line: 1}, names...)
			var p Process
			f.exec(&p, argv)
			if c.lost == "@" && p.Lost != "" { // a place
				p.Lost = c.lost
			}
			if got := summary(p); got != c.want || p.App != c.app || p.Lost != c.lost {
				t.Errorf("%s (%s): got %q on %q, lost %q; want %q on %q, lost %q", c.line, shell, got, p.App, p.Lost, c.want, c.app, c.lost)
			}
		}
	}
}

// A text among the arguments is a command, too.
func TestFollowTexts(t *testing.T) {
	fsys, err := txtar.FS(txtar.Parse([]byte(files)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		argv []string
		lost string
	}{
		{[]string{"su", "app", "-c", "cd /code && gunicorn shop.wsgi"}, ""},
		{[]string{"su", "-", "app", "-c", "gunicorn shop.wsgi"}, "su -"},
		{[]string{"scl", "enable", "python", "gunicorn shop.wsgi"}, "scl"},
		{[]string{"zsh", "-c", "gunicorn shop.wsgi"}, ""},
		{[]string{"litestream", "replicate", "-exec", "gunicorn shop.wsgi"}, ""},
		{[]string{"doppler", "run", "--command=gunicorn shop.wsgi"}, "compose.yaml:1"},
		{[]string{"infisical", "run", "--env", "prod", "--command", "cd /code && gunicorn shop.wsgi"}, "compose.yaml:1"},
	} {
		f := following(fsys, document.Location{File: "compose.yaml", Line: 1}, "entrypoint.sh")
		var p Process
		f.exec(&p, c.argv)
		if p.App != "shop.wsgi" || p.Lost != c.lost {
			t.Errorf("%q: %q, lost %q, want lost %q", c.argv, p.App, p.Lost, c.lost)
		}
	}
}

func summary(p Process) string {
	var out []string
	for _, part := range []struct {
		name string
		is   bool
	}{{"django", p.Django}, {"http", p.HTTP}, {"dev", len(p.Development) > 0}} {
		if part.is {
			out = append(out, part.name)
		}
	}
	return strings.Join(out, " ")
}

// What scripts and server files set reaches the process, certain or not.
func TestFollowExports(t *testing.T) {
	fsys, err := txtar.FS(txtar.Parse([]byte(files)))
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"./entrypoint.sh gunicorn shop.wsgi": "ROLE known",
		"./start.sh":                         "MODE known optional",
		"uwsgi deploy/uwsgi.ini":             "A unknown, B known",
		"gunicorn -e DJANGO_SETTINGS_MODULE=shop.settings.prod shop.wsgi": "",
		"sh -c 'export A=1; gunicorn shop.wsgi'":                          "",
	} {
		f := following(fsys, document.Location{}, "entrypoint.sh", "start.sh", "deploy/uwsgi.ini")
		var p Process
		f.exec(&p, strings.Fields(line))
		var got []string
		for _, e := range p.Sets() {
			text := e.Variable.Name + " " + string(e.Variable.State)
			if e.Optional {
				text += " optional"
			}
			got = append(got, text)
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %v, want %s", line, got, want)
		}
	}
}

// Of several commands, what is given to one is not of the others.
func TestFollowSeveral(t *testing.T) {
	for _, c := range []struct{ name, src, app, setting, sets, lost string }{
		{"a step before", "STEP=1 python manage.py migrate --settings=shop.build\nWEB=1 gunicorn shop.wsgi", "shop.wsgi", "", "WEB known", ""},
		{"a step of a program that is not here", "/absent.sh python manage.py migrate\ngunicorn shop.wsgi", "shop.wsgi", "", "", ""},
		{"a script that sets variables for itself", "sh ./entrypoint.sh true\ngunicorn shop.wsgi", "shop.wsgi", "", "", ""},
		{"a worker beside the server", "A=1 gunicorn shop.wsgi &\nB=1 celery -A shop worker", "shop.wsgi", "", "A known", ""},
		{"one or the other", "if x; then A=1 gunicorn shop.wsgi; else B=1 gunicorn shop.asgi; fi", "shop.asgi", "", "A unknown, B unknown", ""},
		{"one, or else the other", "if x; then exec env A=1 gunicorn shop.wsgi; fi\nexec env B=1 gunicorn shop.asgi", "shop.asgi", "", "A unknown, B known", ""},
		{"without a variable", "export A=1\nenv -u A gunicorn shop.wsgi", "shop.wsgi", "", "A known, A unset", ""},
		{"without any", "eval \"$X\"\nexport A=1\nenv -i B=1 gunicorn shop.wsgi", "shop.wsgi", "", "B known", ""},
		{"perhaps without any", "export A=1\nx && env -i gunicorn shop.wsgi || gunicorn shop.wsgi", "shop.wsgi", "", "A known", "env -i"},
		{"with those of a file", "env $(cat .env) gunicorn shop.wsgi", "shop.wsgi", "", "", "run.sh:1"},
	} {
		fsys, err := txtar.FS(txtar.Parse([]byte(files + "-- run.sh --\n" + c.src + "\n")))
		if err != nil {
			t.Fatal(err)
		}
		f := following(fsys, document.Location{}, "entrypoint.sh", "run.sh")
		var p Process
		f.exec(&p, []string{"sh", "run.sh"})
		var sets []string
		for _, e := range p.Sets() {
			sets = append(sets, e.Variable.Name+" "+string(e.Variable.State))
		}
		if got := strings.Join(sets, ", "); p.App != c.app || p.Setting != c.setting || got != c.sets || p.Lost != c.lost {
			t.Errorf("%s: got %q, settings %q, %q, lost %q; want %q, %q, %q, %q", c.name, p.App, p.Setting, got, p.Lost, c.app, c.setting, c.sets, c.lost)
		}
	}
}

// Scripts and rules that start themselves again and again are left in good time.
func TestHostileFollowing(t *testing.T) {
	for name, text := range map[string]string{
		"start.sh": "#!/bin/sh\n" + strings.Repeat("./start.sh\n", 500),
		"Makefile": "run:\n" + strings.Repeat("\tmake run\n", 400),
	} {
		start := time.Now()
		fsys := fstest.MapFS{name: {Data: []byte(text)}}
		f := following(fsys, document.Location{}, name)
		var p Process
		f.exec(&p, []string{"sh", "-c", "./start.sh; make run"})
		if took := time.Since(start); took > 10*time.Second || p.Absent == "" {
			t.Errorf("%s took %v, absent %q", name, took, p.Absent)
		}
	}
}
