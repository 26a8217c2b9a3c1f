package inputs

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

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
