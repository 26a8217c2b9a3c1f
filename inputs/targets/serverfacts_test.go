package targets

import (
	"fmt"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func fact(n *document.Node) string {
	switch {
	case n == nil:
		return "none"
	case n.State == document.Unknown:
		return "unknown " + fmt.Sprint(n.At.Line)
	case !n.Set:
		return fmt.Sprintf("%v by default %v", n.Value, n.Assumes)
	}
	return fmt.Sprintf("%v %s:%d", n.Value, n.At.File, n.At.Line)
}

// The facts of the server that a Compose service runs, with its command in line 5
// of the file and its environment in line 6.
func TestServerFacts(t *testing.T) {
	for name, tt := range map[string]struct{ command, env, files, fact, want string }{
		"a flag":                       {"gunicorn config.wsgi --timeout=5", "", "", "timeout", "5 compose.yaml:5"},
		"the last flag counts":         {"gunicorn -w 2 -w3 config.wsgi", "", "", "workers", "3 compose.yaml:5"},
		"all binds count":              {"gunicorn -b :80 --bind unix:/run/x config.wsgi", "", "", "binds", "[:80 unix:/run/x] compose.yaml:5"},
		"a default":                    {"gunicorn config.wsgi", "", "", "timeout", "30 by default []"},
		"a default of an open process": {"gunicorn config.wsgi", "", "", "forwarded_allow_ips", "127.0.0.1,::1 by default [FORWARDED_ALLOW_IPS]"},
		"a variable":                   {"gunicorn config.wsgi", "FORWARDED_ALLOW_IPS: '*'", "", "forwarded_allow_ips", "* compose.yaml:6"},
		"a flag over a variable":       {"gunicorn --forwarded-allow-ips=10.0.0.1 config.wsgi", "FORWARDED_ALLOW_IPS: '*'", "", "forwarded_allow_ips", "10.0.0.1 compose.yaml:5"},
		"arguments in a variable":      {"gunicorn config.wsgi", "GUNICORN_CMD_ARGS: --reload --timeout 9", "", "timeout", "9 compose.yaml:6"},
		"a file":                       {"gunicorn config.wsgi", "", "-- gunicorn.conf.py --\ntimeout = 7\n", "timeout", "7 gunicorn.conf.py:1"},
		"a file over a variable":       {"gunicorn config.wsgi", "WEB_CONCURRENCY: 9", "-- gunicorn.conf.py --\nworkers = 4\n", "workers", "4 gunicorn.conf.py:1"},
		"a file that computes":         {"gunicorn config.wsgi", "", "-- gunicorn.conf.py --\nimport os\nworkers = os.cpu_count()\n", "workers", "unknown 2"},
		"a file that decides":          {"gunicorn config.wsgi", "", "-- gunicorn.conf.py --\nif x:\n    reload = True\n", "reload", "unknown 2"},
		"a list in a file":             {"gunicorn config.wsgi", "", "-- gunicorn.conf.py --\nbind = ['a:1', 'b:2']\n", "binds", "[a:1 b:2] gunicorn.conf.py:1"},
		"a file with annotations":      {"gunicorn config.wsgi", "", "-- gunicorn.conf.py --\nbind: list = ['unix:/run/x']\n", "binds", "[unix:/run/x] gunicorn.conf.py:1"},
		"uwsgi's socket":               {"uwsgi --ini uwsgi.ini", "", "-- uwsgi.ini --\n[uwsgi]\nmodule = config.wsgi\nhttp-socket = :8000\n", "binds", "[:8000] uwsgi.ini:3"},
		"uvicorn reads headers":        {"uvicorn config.asgi:application", "", "", "proxy_headers", "true by default []"},
		"uvicorn without":              {"uvicorn --no-proxy-headers config.asgi:application", "", "", "proxy_headers", "false compose.yaml:5"},
		"uvicorn's address":            {"uvicorn config.asgi:application --host 0.0.0.0", "", "", "binds", "[0.0.0.0:8000] compose.yaml:5"},
		"uwsgi's file":                 {"uwsgi --ini uwsgi.ini", "", "-- uwsgi.ini --\n[uwsgi]\nmodule = config.wsgi\nharakiri = 20\n", "timeout", "20 uwsgi.ini:3"},
		"uwsgi's condition":            {"uwsgi --ini uwsgi.ini", "", "-- uwsgi.ini --\n[uwsgi]\nmodule = config.wsgi\nif-env = X\nharakiri = 20\nendif =\n", "timeout", "unknown 4"},
		"runserver":                    {"python manage.py runserver --noreload", "", "", "reload", "false compose.yaml:5"},
		"what the command computes":    {"sh -c 'gunicorn -w $$N config.wsgi'", "", "", "workers", "unknown 5"},
		"workers with threads":         {"gunicorn --threads 4 config.wsgi", "", "", "worker_class", "gthread compose.yaml:5"},
		"one thread":                   {"gunicorn --threads=1 config.wsgi", "", "", "worker_class", "sync by default []"},
		"another class with threads":   {"gunicorn -k gevent --threads 4 config.wsgi", "", "", "worker_class", "gevent compose.yaml:5"},
		"threads in a file":            {"gunicorn config.wsgi", "", "-- gunicorn.conf.py --\nthreads = 2\n", "worker_class", "gthread gunicorn.conf.py:1"},
		"threads in a variable":        {"sh -c 'gunicorn --threads $$N config.wsgi'", "", "", "worker_class", "unknown 5"},
		"in a script, at its line":     {"sh start.sh", "", "-- start.sh --\nset -e\nexec gunicorn --reload config.wsgi\n", "reload", "true start.sh:2"},
		"the arguments of a script":    {"sh enter.sh gunicorn --timeout 5 config.wsgi", "", "-- enter.sh --\nset -e\nexec \"$@\"\n", "timeout", "5 compose.yaml:5"},
		"a script adds to them":        {"sh enter.sh --timeout 5 config.wsgi", "", "-- enter.sh --\nset -e\nexec gunicorn \"$@\"\n", "timeout", "5 enter.sh:2"},
	} {
		t.Run(name, func(t *testing.T) {
			env := tt.env
			if env == "" {
				env = "X: y"
			}
			src := "-- compose.yaml --\nservices:\n  web:\n    image: acme/shop\n    # the command\n    command: " + tt.command + "\n    environment: {" + env + "}\n" + tt.files
			p := plan(t, hostedProject+"-- config/asgi.py --\n"+src, Options{})
			for _, target := range p.Targets {
				if target.Service == nil || target.Service.Kind != "compose" {
					continue
				}
				if got := fact(target.Service.Server.Fact(tt.fact)); got != tt.want {
					t.Errorf("%s is %s, want %s", tt.fact, got, tt.want)
				}
				return
			}
			t.Fatalf("no target:\n%s", outline(p))
		})
	}
}

// The user that a Dockerfile, the deployment or the command gives a process.
func TestRunsAs(t *testing.T) {
	const serve = "COPY . .\nCMD gunicorn config.wsgi\n"
	for name, tt := range map[string]struct{ dockerfile, service, want string }{
		"the base's root":                {"FROM python:3.13-slim\n" + serve, "", "root by default []"},
		"a stage's user":                 {"FROM python:3.13 AS base\nUSER app\nFROM base\n" + serve, "", "app Dockerfile:1"},
		"a base that may name one":       {"FROM acme/python:3\n" + serve, "", "unknown 1"},
		"the service's":                  {"FROM python:3.13\n" + serve, "user: '1000'", "1000 compose.yaml:2"},
		"gosu":                           {"FROM python:3.13\nCOPY . .\nCMD gosu app gunicorn config.wsgi\n", "", "app Dockerfile:3"},
		"an entrypoint that is not here": {"FROM python:3.13\nCOPY . .\nENTRYPOINT [\"/drop\"]\nCMD [\"gunicorn\", \"config.wsgi\"]\n", "", "unknown 1"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, hostedProject+"-- Dockerfile --\n"+tt.dockerfile+"-- compose.yaml --\nservices:\n  web:\n    build: .\n    "+tt.service+"\n", Options{})
			for _, target := range p.Targets {
				if target.Service != nil && target.Service.Kind == "compose" {
					if got := fact(target.Service.RunsAs); got != tt.want {
						t.Errorf("runs as %s, want %s", got, tt.want)
					}
					return
				}
			}
			t.Fatalf("no target:\n%s", outline(p))
		})
	}
}
