package inputs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

// cluster is a project whose files stand in manifests: settings, an env file, a start
// script, a proxy's configuration and secrets.
const cluster = `
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/settings.py --
import environ, os
env = environ.Env()
env.read_env("/conf/shop.env")
INSTALLED_APPS = []
ROOT_URLCONF = "shop.urls"
DEBUG = False
FROM_ENV_FILE = env("FROM_ENV_FILE")
FROM_SCRIPT = os.environ["FROM_SCRIPT"]
EMAIL_HOST = open("/run/secrets/shop/relay").read()
HELD = "smtp://" + EMAIL_HOST
from .local_settings import *
from .quoted import *
from .secrets import *
-- Dockerfile --
FROM python:3.12
WORKDIR /app
COPY . .
-- requirements.txt --
django==5.2
django-environ==0.12
-- k8s/objects.yaml --
kind: ConfigMap
apiVersion: v1
metadata: {name: shop}
data:
  local_settings.py: |
    # of the cluster
    ALLOWED_HOSTS = ["shop.example"]
    TIME_ZONE = "UTC"
  quoted.py: "USE_TZ = True\nLANGUAGE_CODE = 'de'\n"
  shop.env: |
    FROM_ENV_FILE=there
  start.sh: |
    #!/bin/sh
    export FROM_SCRIPT=script
    exec gunicorn shop.wsgi --bind 0.0.0.0:${PORT:-8000}
  shop.conf: |
    server {
      listen 80;
      location / {
        proxy_pass http://web:8000;
      }
    }
---
kind: Secret
apiVersion: v1
metadata: {name: keys}
stringData:
  relay: mail-relay
  secrets.py: |
    SECRET_KEY = "kept-in-memory-alone"
    SITE = "kept9in8memory7"
    STATIC_URL = "static/"
---
kind: Service
apiVersion: v1
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8000}]}
-- k8s/web.yaml --
kind: Deployment
apiVersion: apps/v1
metadata: {name: django}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: shop:1
        command: [/scripts/start.sh]
        volumeMounts:
        - {name: conf, mountPath: /app/shop/local_settings.py, subPath: local_settings.py}
        - {name: conf, mountPath: /app/shop/quoted.py, subPath: quoted.py}
        - {name: conf, mountPath: /scripts}
        - {name: conf, mountPath: /conf}
        - {name: keys, mountPath: /run/secrets/shop}
        - {name: keys, mountPath: /app/shop/secrets.py, subPath: secrets.py}
      - name: nginx
        image: nginx:1.27
        ports: [{containerPort: 80}]
        volumeMounts:
        - {name: nginx, mountPath: /etc/nginx/conf.d}
      volumes:
      - {name: conf, configMap: {name: shop}}
      - {name: nginx, configMap: {name: shop, items: [{key: shop.conf, path: shop.conf}]}}
      - {name: keys, secret: {secretName: keys}}
`

// whereabouts shows a setting, and where it comes from.
func whereabouts(n *document.Node) string {
	out := fmt.Sprintf("%v %v", n.State, n.Value)
	if n.Secret {
		out = "secret"
	}
	for _, s := range n.Chain {
		out += fmt.Sprintf(" <- %s:%d:%d", s.At.File, s.At.Line, s.At.Column)
		if s.Kind == document.StepContainer || strings.HasPrefix(s.Note, "line") {
			out += " " + s.Note
		}
	}
	return out
}

func TestFilesInManifests(t *testing.T) {
	r := read(t, cluster)
	if len(r.Documents) != 1 {
		t.Fatal(len(r.Documents))
	}
	d, got := r.Documents[0], map[string]string{}
	want := map[string]string{
		"ALLOWED_HOSTS": "known [shop.example] <- k8s/objects.yaml:7:21 <- k8s/web.yaml:13:35 is shop/local_settings.py in the container",
		"TIME_ZONE":     "known UTC <- k8s/objects.yaml:8:17 <- k8s/web.yaml:13:35 is shop/local_settings.py in the container",
		"LANGUAGE_CODE": "known de <- k8s/objects.yaml:9:14 line 2 of quoted.py <- k8s/web.yaml:14:35 is shop/quoted.py in the container",
		"FROM_ENV_FILE": "known there <- shop/settings.py:7:17 <- k8s/objects.yaml:11:19 <- k8s/web.yaml:16:35 is /conf/shop.env in the container",
		"FROM_SCRIPT":   "known script <- shop/settings.py:8:15 <- k8s/objects.yaml:14:12",
		"EMAIL_HOST":    "secret <- shop/settings.py:9:14 <- k8s/web.yaml:17:35 is /run/secrets/shop/relay in the container",
		"HELD":          "secret <- shop/settings.py:10:8 <- shop/settings.py:9:14 <- k8s/web.yaml:17:35 is /run/secrets/shop/relay in the container",
		"SECRET_KEY":    "secret <- k8s/objects.yaml:30:18 <- k8s/web.yaml:18:35 is shop/secrets.py in the container",
		"SITE":          "secret <- k8s/objects.yaml:31:12 <- k8s/web.yaml:18:35 is shop/secrets.py in the container",
		"STATIC_URL":    "known static/ <- k8s/objects.yaml:32:18 <- k8s/web.yaml:18:35 is shop/secrets.py in the container",
	}
	for name := range want {
		got[name] = whereabouts(d.Settings[name])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p := d.Proxy; p == nil || len(p.Sites) != 1 || p.Sites[0].At.Line != 17 || !p.Sites[0].Routes[0].Django || p.Sites[0].Routes[0].At.Line != 20 {
		t.Errorf("%+v", p)
	}
	for _, f := range d.Files {
		if strings.Contains(f.Path, " ") || len(f.ReadBy) > 0 {
			t.Error(f)
		}
	}
	if text, err := d.JSON(); err != nil || strings.Contains(string(text), "kept9in8memory7") || strings.Contains(string(text), "mail-relay") {
		t.Error("a text of a Secret is in the document")
	}
}

// The settings module itself may stand in a manifest, in the place of the project's or
// as one that the project lacks.
func TestSettingsModuleInManifest(t *testing.T) {
	for module, file := range map[string]string{"shop.settings": "settings.py", "shop.cluster": "cluster.py"} {
		r := read(t, `
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/settings.py --
INSTALLED_APPS = []
DEBUG = True
-- Dockerfile --
FROM python:3.12
WORKDIR /app
COPY . .
-- k8s/web.yaml --
kind: ConfigMap
apiVersion: v1
metadata: {name: shop}
data:
  `+file+`: |
    INSTALLED_APPS = []
    DEBUG = False
---
kind: Deployment
apiVersion: apps/v1
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        image: shop:1
        command: [gunicorn, shop.wsgi]
        env: [{name: DJANGO_SETTINGS_MODULE, value: `+module+`}]
        volumeMounts: [{name: conf, mountPath: /app/shop/`+file+`, subPath: `+file+`}]
      volumes: [{name: conf, configMap: {name: shop}}]
`)
		if len(r.Documents) != 1 {
			t.Fatal(module, len(r.Documents), r.Diagnostics)
		}
		d := r.Documents[0]
		want := "known false <- k8s/web.yaml:7:13 <- k8s/web.yaml:20:48 is shop/" + file + " in the container"
		if got := whereabouts(d.Settings["DEBUG"]); got != want {
			t.Errorf("%s: %s", module, got)
		}
		if d.Target.SettingsFile != "k8s/web.yaml" || d.Settings["USE_TZ"].At.File != "k8s/web.yaml" || d.Target.SettingsModule != module {
			t.Errorf("%+v, USE_TZ at %v", d.Target, d.Settings["USE_TZ"].At)
		}
	}
}
