package targets

import (
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/dockerfile"
)

// Each stage has what its own base has, whatever the last one is built on.
func TestStagesAndTheirBases(t *testing.T) {
	for _, last := range []string{"FROM python:3.12", "FROM shop-base"} {
		fsys, err := txtar.FS(txtar.Parse([]byte(`
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
-- shop/settings.py --
INSTALLED_APPS = []
-- shop/wsgi.py --
-- conf/a.py --
-- compose.yaml --
services:
  base: {image: shop-base, build: {context: ., dockerfile: base.Dockerfile}}
  web: {build: ., command: gunicorn shop.wsgi, restart: always}
-- base.Dockerfile --
FROM python:3.12
COPY conf /conf
-- Dockerfile --
FROM node:22 AS front
FROM shop-base AS tools
` + last + `
COPY . /app
COPY --from=front /conf/a.py /front/a.py
COPY --from=tools /conf/a.py /tools/a.py
`)))
		if err != nil {
			t.Fatal(err)
		}
		plan := Find(fsys, Options{Root: t.TempDir()})
		if len(plan.Judged()) != 1 {
			t.Fatal(outline(plan))
		}
		files := plan.Judged()[0].Files
		if found := files.Find("/tools/a.py"); found.Source != "conf/a.py" {
			t.Errorf("%s: a file of a stage with a base: %+v", last, found)
		}
		if found := files.Find("/front/a.py"); found.Told != container.Elsewhere {
			t.Errorf("%s: a file of a stage without one: %+v", last, found)
		}
	}
}

func TestDockerfileName(t *testing.T) {
	for file, want := range map[string]bool{
		"Dockerfile": true, "Dockerfile.prod": true, "web/app.dockerfile": true, "static/mode/dockerfile/dockerfile.js": false,
		"Dockerfile.dockerignore": false, "dockerfile.yml": false, "mode/dockerfile/index.html": false,
		"docs/dockerfiles.png": false, "Dockerfile.bak": false, "web/Dockerfile backup": false, "Dockerfile_old": false, "Dockerfile.backend": true,
	} {
		if got := dockerfileName(file); got != want {
			t.Errorf("%s: %v", file, got)
		}
	}
}

// What docker refuses is an error where something is made from it.
func TestARefusedDockerfile(t *testing.T) {
	for name, test := range map[string]struct{ file, build, want string }{
		"a piece of another":   {"Dockerfile.extras", ".", "warning"},
		"a build names it":     {"Dockerfile.extras", "{context: ., dockerfile: Dockerfile.extras}", "error"},
		"the folder's own one": {"tools/Dockerfile", ".", "error"},
	} {
		plan := Find(fstest.MapFS{
			"manage.py":        {Data: []byte(`os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`)},
			"shop/settings.py": {Data: []byte("DEBUG = False\n")},
			"shop/wsgi.py":     {},
			"Dockerfile":       {Data: []byte("FROM python\nWORKDIR /app\nCOPY . .\n")},
			test.file:          {Data: []byte("COPY . /app\n")},
			"compose.yaml":     {Data: []byte("services:\n  web:\n    build: " + test.build + "\n    command: gunicorn shop.wsgi\n")},
		}, Options{Root: t.TempDir()})
		if len(plan.Diagnostics) != 1 || plan.Diagnostics[0].Severity != test.want || plan.Diagnostics[0].Code != dockerfile.CodeSyntax {
			t.Errorf("%s: want one %s\n%s", name, test.want, reasons(plan))
		}
	}
}

// Where an image is built in a folder of its own, its requirements lie there; so may those of an environment.
func TestVersionsAside(t *testing.T) {
	const project = "-- api/manage.py --\n-- api/shop/settings.py --\nINSTALLED_APPS = []\n"
	for name, c := range map[string]struct{ files, want string }{
		"one":                           {"-- docker/django/Dockerfile --\nFROM python\n-- docker/django/requirements.txt --\nDjango==3.1.9\n-- docker/worker/Dockerfile --\nFROM python\n-- docker/worker/requirements.txt --\nrequests==2\n", "3.1.9"},
		"two":                           {"-- a/Dockerfile --\nFROM python\n-- a/requirements.txt --\nDjango==3.1.9\n-- b/Dockerfile --\nFROM python\n-- b/requirements.txt --\nDjango==5.2\n", ""},
		"the project's own come first":  {"-- api/requirements.txt --\ndjango\n-- docker/Dockerfile --\nFROM python\n-- docker/requirements.txt --\nDjango==3.1.9\n", ""},
		"for environments":              {"-- environments/prod/requirements.txt --\nDjango==3.1.9\nredis==3\n-- environments/dev/requirements.txt --\nDjango==4.0\n-- old/requirements/base.pip --\ndjango==3.1.9\n", "3.1.9"},
		"for environments that differ":  {"-- environments/prod/requirements.txt --\nDjango==3.1.9\n-- environments/beta/requirements.txt --\nDjango==4.0\n", ""},
		"a workspace":                   {"-- api/pyproject.toml --\n[project]\ndependencies = ['django>=3.1']\n-- uv.lock --\n[[package]]\nname = 'django'\nversion = '3.1.9'\n", "3.1.9"},
		"a lock file of something else": {"-- api/requirements.txt --\ndjango>=4\n-- uv.lock --\n[[package]]\nname = 'django'\nversion = '3.1.9'\n", ""},
		"of another project":            {"-- other/manage.py --\n-- other/x/settings.py --\nINSTALLED_APPS = []\n-- other/Dockerfile --\nFROM python\n-- other/requirements.txt --\nDjango==3.1.9\n", ""},
	} {
		if got := plan(t, project+c.files, Options{}).Packages["api"].Deps["django"].Exact; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
