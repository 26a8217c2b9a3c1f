package inputs

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

const shop = `
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/__init__.py --
-- shop/wsgi.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
import os
INSTALLED_APPS = []
SECRET_KEY = os.environ["SECRET_KEY"]
SITE = os.environ.get("SITE", "shop")
-- Dockerfile --
FROM python:3.12
COPY . /code
ENV SITE=image
-- web.env --
SECRET_KEY=kept-in-memory-alone
`

const web = `
-- compose.yaml --
services:
  web:
    build: .
    command: gunicorn shop.wsgi
    env_file: [web.env]
    environment: {ROLE: web, SITE: compose}
    restart: always
  other:
    build: .
    command: gunicorn shop.wsgi
    env_file: [web.env]
    environment: {ROLE: other, SITE: compose}
    restart: always
  third:
    build: .
    command: gunicorn shop.wsgi
    env_file: [web.env]
    environment: {ROLE: web, SITE: third}
    restart: always
`

func read(t *testing.T, src string) *Result {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(src)))
	if err != nil {
		t.Fatal(err)
	}
	return readFS(t, fsys)
}

func readFS(t *testing.T, fsys fs.FS) *Result {
	t.Helper()
	out, err := Read(context.Background(), fsys, Options{Options: targets.Options{Root: t.TempDir()}, AsOf: "2025-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A project that tries a package out imports it from the src beside it.
func TestPackageOfTheTree(t *testing.T) {
	const sandbox = `
-- src/shopkit/__init__.py --
-- src/shopkit/defaults.py --
DEBUG = False
-- sandbox/manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
-- sandbox/settings.py --
from shopkit.defaults import *
INSTALLED_APPS = []
`
	for packaging, want := range map[string]document.State{"-- setup.py --\n": document.Known, "": document.Unknown} {
		fsys, err := txtar.FS(txtar.Parse([]byte(sandbox + packaging)))
		if err != nil {
			t.Fatal(err)
		}
		in, err := Read(t.Context(), fsys, Options{Options: targets.Options{Root: t.TempDir(), All: true}})
		if err != nil || len(in.Documents) != 1 {
			t.Fatalf("%q: %d documents, want 1 (%v)", packaging, len(in.Documents), err)
		}
		if n := in.Documents[0].Settings["DEBUG"]; n.State != want {
			t.Errorf("%q: DEBUG is %+v, want %v", packaging, n, want)
		}
	}
}

// A src that is a package itself is nowhere that modules are imported from: its celery is
// not the library.
func TestSourceThatIsAPackage(t *testing.T) {
	in := read(t, `
-- pyproject.toml --
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "src.settings")
-- src/__init__.py --
from .celery import app
-- src/celery.py --
from celery import Celery
app = Celery("src")
-- src/settings.py --
INSTALLED_APPS = []
DEBUG = False
`)
	if d := in.Documents[0]; d.Source.Failure != nil || d.Settings["DEBUG"].State != document.Known {
		t.Errorf("%+v, DEBUG is %+v", d.Source.Failure, d.Settings["DEBUG"])
	}
}

// What stops the program before it loads Django stops the settings, where they import it too.
func TestProgramThatStops(t *testing.T) {
	const project = `
-- config/__init__.py --
from config.reader import PORT
-- config/reader.py --
import os
PORT = int(os.environ["PORT"])
-- config/wsgi.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
-- config/settings.py --
INSTALLED_APPS = []
DEBUG = False
-- Dockerfile --
FROM python:3.12
COPY . .
-- compose.yaml --
services:
  web: {build: ., command: gunicorn config.wsgi, restart: always, environment: {PORT: `
	for port, want := range map[string]string{"none": "ValueError", "'80'": ""} {
		d := read(t, project+port+"}}\n").Documents[0]
		got := ""
		if d.Source.Failure != nil {
			got = d.Source.Failure.Exception
		}
		if got != want {
			t.Errorf("%s: %q, want %q", port, got, want)
		}
	}
}

// A relative path begins where the process is run.
func TestWorkingDirectory(t *testing.T) {
	const project = `
-- back/manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- back/shop/__init__.py --
-- back/shop/wsgi.py --
-- back/shop/settings.py --
INSTALLED_APPS = []
STATIC_URL = open("url.txt").read().strip()
-- back/url.txt --
/back/
-- url.txt --
/root/
-- Dockerfile --
FROM python:3.12
WORKDIR /code
COPY . .
-- tools/Dockerfile --
FROM python:3.12
WORKDIR /tmp
COPY . /code
`
	for deployment, want := range map[string]any{
		"-- Procfile --\nweb: cd back && gunicorn shop.wsgi":                                                                             "/back/",
		"-- Procfile --\nweb: gunicorn --chdir back shop.wsgi":                                                                           "/back/",
		"-- Procfile --\nweb: gunicorn --pythonpath back shop.wsgi":                                                                      "/root/",
		"-- Procfile --\nweb: python back/manage.py runmodwsgi":                                                                          "/root/",
		"-- Procfile --\nweb: cd $PLACE && gunicorn --pythonpath back shop.wsgi":                                                         nil,
		"-- compose.yaml --\nservices: {web: {build: ., command: gunicorn --pythonpath back shop.wsgi}}":                                 "/root/",
		"-- compose.yaml --\nservices: {web: {build: ., working_dir: /code/back, command: gunicorn shop.wsgi}}":                          "/back/",
		"-- compose.yaml --\nservices: {web: {build: ., working_dir: '/code/$PLACE', command: gunicorn shop.wsgi}}":                      nil,
		"-- compose.yaml --\nservices: {web: {build: {context: ., dockerfile: tools/Dockerfile}, command: gunicorn shop.wsgi}}":          nil,
		"-- compose.yaml --\nservices: {web: {image: python, volumes: ['./back:/src'], working_dir: /src, command: gunicorn shop.wsgi}}": "/back/",
		"-- compose.yaml --\nservices: {web: {image: acme/shop, working_dir: /src, command: gunicorn shop.wsgi}}":                        "/back/",
	} {
		in := read(t, project+deployment+"\n")
		if len(in.Documents) != 1 {
			t.Fatalf("%s: %d documents", deployment, len(in.Documents))
		}
		if n := in.Documents[0].Settings["STATIC_URL"]; n.Value != want {
			t.Errorf("%s: %+v, want %v", deployment, n, want)
		}
	}
}

func TestDocument(t *testing.T) {
	in := read(t, shop+web)
	if len(in.Documents) != 2 {
		t.Fatalf("%d documents, want 2", len(in.Documents))
	}
	d := in.Documents[0]
	if n := d.Env["SITE"]; n.State != document.Known || n.Value != "compose" || n.At.File != "compose.yaml" {
		t.Errorf("SITE is %+v", n)
	}
	if n := d.Env["SECRET_KEY"]; !n.Secret || n.HasValue || n.At.File != "web.env" {
		t.Errorf("SECRET_KEY is %+v", n)
	}
	if n := d.Settings["SITE"]; n.Value != "compose" {
		t.Errorf("the setting SITE is %+v", n)
	}
	kinds := map[string]string{}
	for _, f := range d.Files {
		if _, twice := kinds[f.Path]; twice {
			t.Errorf("%s is listed twice", f.Path)
		}
		kinds[f.Path] = f.Kind
		if f.Tracked != nil {
			t.Errorf("%s: tracked is told without git", f.Path)
		}
	}
	for file, want := range map[string]string{"compose.yaml": "compose", "Dockerfile": "dockerfile", "web.env": "env", "shop/settings.py": "settings"} {
		if kinds[file] != want {
			t.Errorf("%s is of kind %q, want %q", file, kinds[file], want)
		}
	}
	text, err := d.JSON()
	if err != nil || strings.Contains(string(text), "kept-in-memory-alone") {
		t.Errorf("the document shows a secret, or fails: %v", err)
	}
}

// Services whose variables differ only where the settings do not look are one target.
func TestTwins(t *testing.T) {
	in := read(t, shop+web)
	if got := in.Documents[0].Target.Services; !slices.Equal(got, []string{"web", "other"}) {
		t.Errorf("got %v", got)
	}
	if got := in.Documents[1].Target.Services; !slices.Equal(got, []string{"third"}) {
		t.Errorf("got %v", got)
	}
	if got := in.Documents[0].Peers; len(got) != 1 || got[0].ID != in.Documents[1].Target.ID {
		t.Errorf("peers are %v", got)
	}
}

// Of two processes that are one target, the one that serves HTTP is read, whichever comes first.
func TestTwinThatServes(t *testing.T) {
	in := read(t, strings.Replace(shop, "import os\nINSTALLED", "import os, sys\nWORKER = 'worker' in sys.argv\nINSTALLED", 1)+`
-- shop/celery.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- compose.yaml --
services:
  jobs:
    build: .
    command: celery -A shop worker
    environment: {ROLE: jobs, SECRET_KEY: x}
    restart: always
  web:
    build: .
    command: gunicorn shop.wsgi
    environment: {ROLE: web, SECRET_KEY: x}
    restart: always
`)
	if len(in.Documents) != 1 {
		t.Fatalf("%d documents, want 1", len(in.Documents))
	}
	d := in.Documents[0]
	if n := d.Settings["WORKER"]; n.Value != false {
		t.Errorf("WORKER is %v", n.Value)
	}
	if d.Service.Name != "web" || !slices.Equal(d.Target.Services, []string{"web", "jobs"}) {
		t.Errorf("%s leads %v", d.Service.Name, d.Target.Services)
	}
}

func TestFileKind(t *testing.T) {
	for file, want := range map[string]string{
		"compose.yaml": "compose", "a/production.yml": "compose", "infra/main.tf": "terraform", "prod.tfvars": "terraform", "x.tf.json": "terraform",
		"Procfile": "procfile", "docker/Dockerfile.prod": "dockerfile", "app.Dockerfile": "dockerfile", ".env": "env", "prod.env": "env", "deploy/app.conf": "env",
	} {
		if got := fileKind(file); got != want {
			t.Errorf("%s: got %s, want %s", file, got, want)
		}
	}
}

// What cannot be read makes the result incomplete where it may belong to a
// deployment, and is a warning where it lies beside; the rest is judged all the same.
func TestDiagnosticsAreWeighed(t *testing.T) {
	for name, c := range map[string]struct {
		files  string
		errors bool
	}{
		"nothing wrong":                 {"", false},
		"a Compose file is no YAML":     {"-- deploy/compose.yaml --\nservices: [\n", true},
		"a development file is no YAML": {"-- docker-compose.dev.yml --\nservices: [\n", false},
		"a file of examples is no YAML": {"-- examples/compose.yaml --\nservices: [\n", false},
		"Terraform is binary":           {"-- infra/main.tf --\n\x00\x01\x02\xff\n", true},
		"an env file is a folder":       {"-- live/compose.yaml --\nservices:\n  web:\n    build: ..\n    command: gunicorn shop.wsgi\n    env_file: [.env]\n    restart: always\n-- live/.env/x --\n", true},
		"an argument of no known name":  {"-- live/compose.yaml --\nservices:\n  web:\n    build: {context: .., args: ['${SECRET}']}\n    command: gunicorn shop.wsgi\n    restart: always\n", false},
		"Caddy's env file is not here":  {"-- live/compose.yaml --\nservices:\n  web:\n    build: ..\n    command: gunicorn shop.wsgi\n    restart: always\n  edge:\n    image: caddy:2\n    ports: ['80:80']\n    env_file: [edge.env]\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile']\n-- live/Caddyfile --\n{$DOMAIN} {\n  reverse_proxy web:8000\n}\n", false},
		"a playbook called dockerfile":  {"-- dockerfile.yml --\n- hosts: all\n", false},
	} {
		in := read(t, shop+web+c.files)
		if len(in.Documents) < 2 {
			t.Errorf("%s: %d documents, want the two of compose.yaml at least", name, len(in.Documents))
		}
		errors := slices.ContainsFunc(in.Diagnostics, func(d document.Diagnostic) bool { return d.Severity == "error" })
		if errors != c.errors {
			t.Errorf("%s: error is %v, want %v: %v", name, errors, c.errors, in.Diagnostics)
		}
	}
}

// A settings module that the image makes of another file is read there.
func TestSettingsThatTheImageCopies(t *testing.T) {
	in := read(t, `
-- manage.py --
-- conf/__init__.py --
-- conf/common.py --
INSTALLED_APPS = []
-- shop/__init__.py --
-- shop/wsgi.py --
-- docker/config.py --
from .common import *
SITE = "image"
-- docker/Dockerfile --
FROM python:3.12
WORKDIR /srv
COPY . .
RUN cp docker/config.py conf/config.py
ENV DJANGO_SETTINGS_MODULE=conf.config
CMD ["gunicorn", "shop.wsgi"]
`)
	if len(in.Documents) != 1 {
		t.Fatalf("%d documents", len(in.Documents))
	}
	n := in.Documents[0].Settings["SITE"]
	if n == nil || n.Value != "image" || n.At.File != "docker/config.py" {
		t.Errorf("SITE is %+v, failure %v", n, in.Documents[0].Source.Failure)
	}
}

// What the container has in the place of a file of the project is what its process
// reads: the image's, by whatever stage, over that what is mounted, of each service its own.
func TestFilesOfTheContainer(t *testing.T) {
	in := read(t, `
-- manage.py --
-- .gitignore --
local_settings.py
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/settings.py --
import os
BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INSTALLED_APPS = []
ROOT_URLCONF = "shop.urls"
DEBUG = True
SITE = "settings"
if os.path.exists(os.path.join(BASE_DIR, "apps.txt")):
    with open(os.path.join(BASE_DIR, "apps.txt")) as f:
        INSTALLED_APPS += f.read().split()
with open("/etc/shop/release") as f:
    RELEASE = f.read().strip()
try:
    from .local_settings import *
except ImportError:
    pass
try:
    from .machine import *
except ImportError:
    pass
-- docker/local.py --
DEBUG = False
-- docker/worker.py --
SITE = "worker"
-- docker/apps.sample --
shop.cart shop.till
-- docker/release --
1.2
-- docker/Dockerfile --
FROM python:3.12 AS builder
WORKDIR /build
COPY . .
RUN pip install -r requirements.txt && mv docker/apps.sample apps.txt
FROM python:3.12
WORKDIR /app
COPY --from=builder /build /app
COPY docker/local.py shop/local_settings.py
COPY docker/release /etc/shop/
ENV DJANGO_SETTINGS_MODULE=shop.settings
-- compose.yaml --
services:
  web:
    build: {context: ., dockerfile: docker/Dockerfile}
    command: gunicorn shop.wsgi
    restart: always
    volumes: ["/etc/shop/machine.py:/app/shop/machine.py:ro"]
  worker:
    build: {context: ., dockerfile: docker/Dockerfile}
    command: celery -A shop worker
    restart: always
    volumes: ["./docker/worker.py:/app/shop/machine.py:ro"]
`)
	var got []string
	for _, d := range in.Documents {
		for _, name := range []string{"DEBUG", "INSTALLED_APPS", "RELEASE", "SITE"} {
			n := d.Settings[name]
			got = append(got, fmt.Sprint(d.Service.Name, " ", name, " ", n.State, " ", n.Value, " ", n.At.File))
			for _, s := range n.Chain {
				if s.Kind == document.StepContainer {
					got = append(got, fmt.Sprintf("  %s:%d %s %s", s.At.File, s.At.Line, s.Name, s.Note))
				}
			}
		}
		for _, diag := range d.Diagnostics {
			got = append(got, fmt.Sprintf("%s: %s:%d: %s", diag.Code, diag.At.File, diag.At.Line, diag.Message))
		}
	}
	want := []string{
		"web DEBUG unknown <nil> shop/settings.py",
		"web INSTALLED_APPS unknown <nil> shop/settings.py",
		"web RELEASE unknown <nil> shop/settings.py",
		"web SITE unknown <nil> shop/settings.py",
		"file-in-place: docker/Dockerfile:8: the container has docker/local.py as shop/local_settings.py",
		"file-elsewhere: compose.yaml:6: the container has a shop/machine.py that is not here",
		"worker DEBUG known false docker/local.py",
		"  docker/Dockerfile:8 docker/local.py is shop/local_settings.py in the container",
		"worker INSTALLED_APPS known [shop.cart shop.till] shop/settings.py",
		"worker RELEASE known 1.2 docker/release",
		"  docker/Dockerfile:9 docker/release is /etc/shop/release in the container",
		"worker SITE known worker docker/worker.py",
		"  compose.yaml:11 docker/worker.py is shop/machine.py in the container",
		"file-in-place: docker/Dockerfile:8: the container has docker/local.py as shop/local_settings.py",
		"file-in-place: compose.yaml:11: the container has docker/worker.py as shop/machine.py",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A start script puts files in place as a Dockerfile does; what it may do, or does with
// files that are not here, leaves open what they hold.
func TestFilesOfAStartScript(t *testing.T) {
	for script, want := range map[string]string{
		"": "known base",
		"cp /app/conf/a.py /app/shop/local_settings.py":                                          "known a",
		"cp /data/x.py /app/shop/local_settings.py":                                              "unknown",
		"if [ -n \"$X\" ]; then\ncp /app/conf/a.py /app/shop/local_settings.py\nfi":              "unknown",
		"cp conf/a.py shop/local_settings.py":                                                    "unknown", // wherever it stands
		"cp \"$FROM\" /app/shop/local_settings.py":                                               "unknown",
		"cp /app/conf/a.py /app/shop/\nmv /app/shop/a.py /app/shop/local_settings.py":            "known a",
		"sed -i s/base/other/ /app/shop/settings.py":                                             "none",
		"cp -r /app/conf /app/elsewhere":                                                         "known base",
		"f=/app/shop/local_settings.py\nmake() {\necho SITE=1 > $f\n}\nmake":                     "unknown",
		"echo x >> shop/local_settings.py":                                                       "unknown",
		"cp /app/conf/a.py /app/shop/local_settings.py\necho A=1 >> /app/shop/local_settings.py": "unknown",
		"echo x > /dev/null 2> /app/shop/local_settings.py":                                      "known base",
	} {
		in := read(t, `
-- manage.py --
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/settings.py --
INSTALLED_APPS = []
SITE = "base"
try:
    from .local_settings import *
except ImportError:
    pass
-- conf/a.py --
SITE = "a"
-- start.sh --
#!/bin/sh
`+script+`
exec gunicorn shop.wsgi
-- Dockerfile --
FROM python:3.12
WORKDIR /app
COPY . .
ENV DJANGO_SETTINGS_MODULE=shop.settings
CMD ["sh", "/app/start.sh"]
`)
		if len(in.Documents) != 1 {
			t.Fatalf("%q: %d documents", script, len(in.Documents))
		}
		n, got := in.Documents[0].Settings["SITE"], "none"
		if n != nil {
			got = string(n.State)
		}
		if got == "known" {
			got += fmt.Sprint(" ", n.Value)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", script, got, want)
		}
	}
}

// The Django that is given is the one that the settings see.
func TestGivenDjango(t *testing.T) {
	fsys, err := txtar.FS(txtar.Parse([]byte(strings.Replace(shop, "import os\nINSTALLED", "import os, django\nSERIES = django.VERSION[:2]\nINSTALLED", 1) + "-- requirements.txt --\nDjango==5.2.1\n" + web)))
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{"": "[5 2]", "4.2.3": "[4 2]"} {
		out, err := Read(t.Context(), fsys, Options{Options: targets.Options{Root: t.TempDir()}, Django: given})
		if err != nil {
			t.Fatal(err)
		}
		d := out.Documents[0]
		if got := fmt.Sprint(d.Settings["SERIES"].Value); got != want || given != "" && d.Django.Exact != given {
			t.Errorf("%q: %s and %+v", given, got, d.Django)
		}
	}
}

// A context that has ended is the one error of Read.
func TestReadEnds(t *testing.T) {
	fsys, err := txtar.FS(txtar.Parse([]byte(shop + web)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, fsys, Options{Options: targets.Options{Root: t.TempDir()}}); err == nil {
		t.Error("no error")
	}
}

// What .dockerignore keeps out of the image may be made on the machine: nothing is known of it.
func TestFilesThatTheImageLacks(t *testing.T) {
	const project = shop + "-- version.txt --\n1.2\n" + web
	reading := strings.Replace(project, "SITE = ", "RELEASE = open(os.path.dirname(os.path.dirname(__file__)) + \"/version.txt\").read()\nSITE = ", 1)
	for ignore, want := range map[string]document.State{"": document.Known, "-- .dockerignore --\n*.txt\n": document.Unknown} {
		n := read(t, reading+ignore).Documents[0].Settings["RELEASE"]
		if n.State != want {
			t.Errorf("with %q: %s (%s), want %s", ignore, n.State, n.Because, want)
		}
	}
}
