package inputs

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

func TestFolders(t *testing.T) {
	fsys := fstest.MapFS{
		"manage.py":       {Data: []byte("import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config\")\n")},
		"assets/site.css": {Data: []byte("a {}\n")},
		"urls.py":         {Data: []byte("urlpatterns = []\n")},
		"config.py": {Data: []byte("ROOT_URLCONF = \"urls\"\n" +
			"STATICFILES_DIRS = [\"/srv/app/assets\", (\"img\", \"/srv/app/gone\"), \"/srv/app/config.py\", \"/srv/other\", \"near\"]\n" +
			"FILE_UPLOAD_TEMP_DIR = \"/srv/app/uploads/\"\n")},
	}
	result, err := Read(t.Context(), fsys, Options{Options: targets.Options{Root: "/srv/app", Settings: "config", All: true}})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Documents) != 1 {
		t.Fatalf("%d documents: %v", len(result.Documents), result.Diagnostics)
	}
	want := map[string]bool{"/srv/app/assets": true, "/srv/app/gone": false, "/srv/app/config.py": false, "/srv/app/uploads/": false}
	if diff := cmp.Diff(want, result.Documents[0].Source.Folders); diff != "" {
		t.Error(diff)
	}
}

func TestExposed(t *testing.T) {
	for folder, want := range map[string]bool{
		"/srv/shop": true, "/srv/shop/": true, "/srv/shop/config": true, "/srv": true, "/": true,
		"/srv/shop/static": false, "/srv/sho": false, "/srv/shop/config/settings.py/x": false, "": false, "shop": false,
	} {
		settings := map[string]*document.Node{"STATIC_ROOT": {State: document.Known, Value: folder, HasValue: true}}
		got := exposed(settings, "/srv/shop/config/settings.py")
		if slices.Contains(got, "STATIC_ROOT") != want {
			t.Errorf("%q: %v, want %v", folder, got, want)
		}
	}
}

// Where paths of the settings lie, in the project and in the container: below the folder
// of the process, though a mount shows the same folder of the project elsewhere.
func TestPlaces(t *testing.T) {
	fsys := fstest.MapFS{
		"manage.py":  {Data: []byte("import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config\")\n")},
		"Dockerfile": {Data: []byte("FROM python:3.12\nWORKDIR /code\nCOPY . .\nCMD [\"gunicorn\", \"config\"]\n")},
		"compose.yaml": {Data: []byte("services:\n  web:\n    build: .\n    restart: always\n    command: gunicorn config.wsgi\n" +
			"    environment: {DJANGO_SETTINGS_MODULE: config}\n    volumes: [\"./uploads:/data\"]\n")},
		"config.py": {Data: []byte("INSTALLED_APPS = []\nSTATIC_ROOT = \"/srv/app/static/\"\nMEDIA_ROOT = \"/srv/app/uploads/a\"\n" +
			"DATABASES = {\"default\": {\"ENGINE\": \"django.db.backends.sqlite3\", \"NAME\": \"/var/db\"}, \"other\": {\"NAME\": \"near\"}}\n" +
			"LOGGING = {\"handlers\": {\"file\": {\"filename\": \"/srv/app/logs/a.log\"}, \"console\": {}}}\n")},
	}
	result, err := Read(t.Context(), fsys, Options{Options: targets.Options{Root: "/srv/app", Compose: []string{"compose.yaml"}, All: true}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]document.Place{
		"/srv/app/static/":    {Container: "/code/static", Project: "static"},
		"/srv/app/uploads/a":  {Container: "/code/uploads/a", Project: "uploads/a"},
		"/srv/app/logs/a.log": {Container: "/code/logs/a.log", Project: "logs/a.log"},
		"/var/db":             {Container: "/var/db"},
		"config.py":           {Container: "/code/config.py", Project: "config.py"},
	}
	if diff := cmp.Diff(want, result.Documents[0].Source.Places); diff != "" {
		t.Error(diff)
	}
}

// Services of one target may each have a way in of their own.
func TestWaysInOfSeveralServices(t *testing.T) {
	service := "    image: shop\n    restart: always\n    command: gunicorn config.wsgi\n    environment: {DJANGO_SETTINGS_MODULE: config}\n"
	fsys := fstest.MapFS{
		"manage.py": {Data: []byte("import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config\")\n")},
		"config.py": {Data: []byte("INSTALLED_APPS = []\n")},
		"compose.yaml": {Data: []byte("services:\n  api:\n" + service + "  web:\n" + service +
			"  edge:\n    image: nginx\n    volumes: [\"./nginx.conf:/etc/nginx/conf.d/default.conf\"]\n    ports: [\"80:80\"]\n")},
		"nginx.conf": {Data: []byte("server { location /api/ { proxy_pass http://api:8000; } location / { proxy_pass http://web:8000; } }\n")},
	}
	result, err := Read(t.Context(), fsys, Options{Options: targets.Options{Root: "/srv/app", All: true}})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Documents) != 1 || result.Documents[0].Proxy == nil {
		t.Fatalf("%d documents", len(result.Documents))
	}
	for _, r := range result.Documents[0].Proxy.Sites[0].Routes {
		if !r.Django {
			t.Errorf("%s leads to %q, which is not judged", r.Path, r.Service)
		}
	}
}
