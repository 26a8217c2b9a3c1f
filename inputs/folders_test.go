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
