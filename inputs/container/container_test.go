package container

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

var project = fstest.MapFS{
	"manage.py": {}, "shop/settings.py": {}, "docker/local.py": {}, "docker/conf/a.py": {}, "docker/conf/b.py": {}, "apps.sample": {}, "docker/start.sh": {},
}

func line(dest string, sources ...string) Line { return Line{Sources: sources, Dest: dest} }

func say(f Found) string {
	if f.Told == Project {
		return f.Source
	}
	return map[Told]string{Nothing: "nothing", Elsewhere: "elsewhere", Gone: "gone", Unclear: "unclear"}[f.Told]
}

// expect asks for each name, and says what is not as it should be.
func expect(t *testing.T, ask func(name string) Found, want map[string]string) {
	t.Helper()
	for name, want := range want {
		if got := say(ask(name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	builder := &Files{FS: project}
	builder.Add(line("/build/", "."), ".")
	builder.Again(line("/build/apps.txt", "/build/apps.sample"))
	builder.Again(line("/build/made.txt", "/build/nowhere"))

	builder.Again(line("/build/secret.env", "/build/manage.py"))
	builder.Again(line("", "/build/*.env", "/build/conf.d"))
	builder.Again(line("/build/written"))

	f := &Files{FS: project, Mounts: []document.Mount{
		{Bind: true, Source: "docker/local.py", Target: "/app/shop/mounted.py"}, {Bind: true, Source: "/etc/key", Target: "/app/key"},
		{Source: "media", Target: "/app/media"}, {Bind: true, Source: "${PWD}/conf", Target: "/conf", At: document.Location{File: "docker/compose.yml"}},
	}}
	f.Take(line("/app", "/build"), builder.Copies)
	f.Take(line("/app/one/", "/build/manage.py", "/build/apps.txt"), builder.Copies)
	f.Take(line("/usr/bin/uv", "/uv"), nil)
	f.Take(line("/app/wheels/", "/build/*.whl"), builder.Copies)
	f.Add(line("/app/shop/local_settings.py", "local.py"), "docker")
	f.Add(line("/app/shop", "docker/conf/*.py"), ".")
	f.Add(line("/app/shop", "apps.sample"), ".")
	f.Add(line("/usr/bin", "docker/start.sh"), ".")
	f.Add(line("/start", "docker/start.sh"), ".")
	f.Add(line("/above", "../docker/start.sh", "conf/../../local.py"), ".")
	f.Add(line("/app/docker", "docker/start.sh"), ".")
	expect(t, f.Find, map[string]string{
		"/app/manage.py":              "manage.py",
		"/app/apps.txt":               "apps.sample",
		"/app/apps.sample":            "apps.sample",
		"/app/made.txt":               "elsewhere",
		"/app/one/apps.txt":           "apps.sample",
		"/app/one/manage.py":          "manage.py",
		"/app/shop/local_settings.py": "docker/local.py",
		"/app/shop/a.py":              "docker/conf/a.py",
		"/app/shop/apps.sample":       "apps.sample",
		"/app/shop/mounted.py":        "docker/local.py",
		"/usr/bin/start.sh":           "docker/start.sh",
		"/start":                      "docker/start.sh",
		"/above/start.sh":             "docker/start.sh",
		"/app/docker/start.sh":        "docker/start.sh",
		"/conf/b.py":                  "docker/conf/b.py",
		"/app/key":                    "elsewhere",
		"/app/media/x":                "elsewhere",
		"/usr/bin/uv":                 "elsewhere",
		"/app/secret.env":             "gone",
		"/app/conf.d/x":               "gone",
		"/app/written":                "elsewhere",
		"/app/wheels/*.whl":           "elsewhere",
		"/srv/x":                      "nothing",
	})
}

// What cp makes of folders: their content after "/." and of "*", the folder itself in
// one that is there, and both where that is not known.
func TestFolders(t *testing.T) {
	f := &Files{FS: project}
	f.Add(line("/src/", "."), ".")
	f.Add(line("/app/conf/", "manage.py"), ".")
	f.Add(line("/app/conf/a.py", "manage.py"), ".")
	f.Again(line("/src/docker/conf/made.env"))
	f.Again(line("/app/conf/", "/src/docker/conf/."))
	f.Again(line("/app", "/src/shop"))
	f.Again(line("/star/", "/src/docker/*.py"))
	f.Again(line("/new", "/src/docker"))
	f.Again(line("/all/", "/src/docker/c*"))
	f.Again(line("/app", "/build/dist"))
	f.Again(line("", "/src"))
	expect(t, f.Find, map[string]string{
		"/app/conf/a.py":        "docker/conf/a.py",
		"/app/conf/b.py":        "docker/conf/b.py",
		"/app/conf/made.env":    "elsewhere",
		"/app/conf/manage.py":   "manage.py",
		"/app/shop/settings.py": "shop/settings.py",
		"/app/settings.py":      "nothing",
		"/star/local.py":        "docker/local.py",
		"/star/start.sh":        "nothing",
		"/new/local.py":         "docker/local.py",
		"/new/docker/local.py":  "docker/local.py",
		"/all/conf/a.py":        "docker/conf/a.py",
		"/app/dist/x":           "nothing",
		"/src/manage.py":        "gone",
	})
}

func TestPlaces(t *testing.T) {
	f := &Files{FS: project, Mounts: []document.Mount{{Bind: true, Source: "backend/config", Target: "/etc/app"}}}
	f.Add(line("/gone", "."), ".")
	f.Add(line("/old", "."), ".")
	f.Add(line("/app", "backend"), ".")
	f.Again(line("", "/gone*"))
	for name, want := range map[string]string{"backend/static": "/app/static /old/backend/static",
		"backend/config/x": "/etc/app/x /app/config/x /old/backend/config/x", "other": "/old/other"} {
		if got := strings.Join(f.Places(name), " "); got != want || !strings.HasPrefix(want, f.Place(name)) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A file that the image has twice is looked for at both places: at those below the
// folder in which the process starts, if one is.
func TestSeveralPlaces(t *testing.T) {
	for _, tt := range []struct{ dir, name, want string }{
		{"", "shop/settings.py", "unclear"},
		{"/app", "shop/settings.py", "docker/local.py"},
		{"/srv", "shop/settings.py", "nothing"},
		{"/elsewhere", "shop/settings.py", "unclear"},
		{"", "manage.py", "nothing"},
		{"", "shop/local_settings.py", "docker/local.py"},
		{"", "shop/removed.py", "gone"},
		{"", "shop/other.py", "nothing"},
	} {
		f := &Files{FS: project, Dir: tt.dir}
		f.Add(line("/app/", "."), ".")
		f.Add(line("/app/shop/settings.py", "docker/local.py"), ".")
		f.Add(line("/app/shop/local_settings.py", "docker/local.py"), ".")
		f.Add(line("/srv/", "."), ".")
		f.Again(line("", "/app/shop/removed.py"))
		if got := say(f.Instead(tt.name)); got != tt.want {
			t.Errorf("%s in %q: %s, want %s", tt.name, tt.dir, got, tt.want)
		}
	}
}

// A folder that the deployment fills hides what the image has there.
func TestFilled(t *testing.T) {
	f := &Files{FS: project, Mounts: []document.Mount{{Source: "media", Target: "/app/docker/conf/media"}},
		Filled: []document.Filled{{Target: "/app/docker/conf/"}, {Target: "/app/docker/open", Open: true}},
		Placed: []document.Placed{{Target: "/app/docker/conf/sub/b.py", Source: "manage.py"}, {Target: "/app/docker/open/b.py", Source: "manage.py"}}}
	f.Add(line("/app/", "."), ".")
	expect(t, f.Instead, map[string]string{
		"docker/conf":          "unclear",
		"docker/conf/a.py":     "gone",
		"docker/conf/sub":      "unclear",
		"docker/conf/sub/b.py": "manage.py",
		"docker/conf/media/x":  "nothing",
		"docker/open/a.py":     "unclear",
		"docker/open/b.py":     "manage.py",
		"docker/local.py":      "nothing",
	})
}

func TestInstead(t *testing.T) {
	f := &Files{FS: project, Placed: []document.Placed{{Target: "/app/shop/config.py"}, {Target: "/app/shop/secret_settings.py", Source: "docker/local.py"}},
		Renamed: map[string]Found{"shop/named.py": {Told: Project, Source: "docker/local.py"}}, Mounts: []document.Mount{
			{Bind: true, Source: "shop/override.py", Target: "/app/shop/override.py"}, {Bind: true, Source: "/etc/secret.py", Target: "/app/shop/secret.py"},
			{Source: "media", Target: "/app/media"}, {Bind: true, Source: "docker", Target: "/app/docker"}, {Bind: true, Source: "docker/conf", Target: "/app/conf"},
		}}
	f.Add(line("/app/", "."), ".")
	f.Add(line("/app/shop/local_settings.py", "docker/local.py"), ".")
	f.Add(line("/app/shop/", "docker/conf/a.py", "docker/conf/b.py"), ".")
	expect(t, f.Instead, map[string]string{
		"shop/settings.py":        "nothing",
		"shop/config.py":          "elsewhere",
		"shop/secret_settings.py": "docker/local.py",
		"shop/named.py":           "docker/local.py",
		"shop/local_settings.py":  "docker/local.py",
		"shop/b.py":               "docker/conf/b.py",
		"shop/override.py":        "elsewhere",
		"shop/secret.py":          "elsewhere",
		"shop/other.py":           "nothing",
		"media":                   "elsewhere",
		"media/x":                 "nothing",
		"docker":                  "nothing",
		"docker/local.py":         "nothing",
		"conf":                    "docker/conf",
		"conf/a.py":               "docker/conf/a.py",
		"conf/c.py":               "docker/conf/c.py",
	})
}

func TestReplaced(t *testing.T) {
	f := &Files{FS: project, Mounts: []document.Mount{{Bind: true, Source: "/etc/machine.py", Target: "/app/shop/machine.py"},
		{Bind: true, Source: "manage.py", Target: "/app/manage.py"}, {Bind: true, Source: "docker/start.sh", Target: "/start.sh"}}}
	f.Add(line("/app/", "."), ".")
	f.Add(line("/app/shop/local_settings.py", "docker/local.py"), ".")
	f.Again(line("", "/app/shop/settings.py"))
	want := map[string]string{"shop/machine.py": "elsewhere", "shop/local_settings.py": "docker/local.py", "shop/settings.py": "gone"}
	got := map[string]string{}
	for name, found := range f.Replaced() {
		got[name] = say(found)
	}
	if !maps.Equal(got, want) {
		t.Error(got)
	}
}

// A file that is copied to what may be a folder is none itself.
func TestReplacedInFiles(t *testing.T) {
	f := &Files{FS: project, Copies: []Copy{{Source: "manage.py", Dest: "/app"}, {Source: "manage.py", Dest: "/app/manage.py"}, {Source: ".", Dest: "/app"}}}
	if got := f.Replaced(); len(got) > 0 {
		t.Error(got)
	}
}

// A folder of the image that is a file of the project, and one that goes round, are
// followed to their end.
func TestHostile(t *testing.T) {
	f := &Files{FS: project}
	for range 50 {
		f.Add(line("/a/", "."), ".")
		f.Again(line("/a/", "/a/manage.py", "/a/manage.py"))
		f.Take(line(strings.Repeat("/a", 50), "/"), f.Copies)
	}
	if len(f.Copies) != maxCopies {
		t.Error(len(f.Copies))
	}
	if got := say(f.Find("/a/manage.py")); got != "manage.py" {
		t.Error(got)
	}
}

// What is mounted below a folder makes it; of the end of a mount it is not told.
func TestIsFolder(t *testing.T) {
	files := &Files{
		Mounts: []document.Mount{{Source: "/srv/photos", Target: "/data/photos/", Bind: true}},
		Placed: []document.Placed{{Target: "/run/secrets/key"}},
	}
	for name, want := range map[string]bool{"/data": true, "/data/photos": false, "/da": false, "/run/secrets": true, "/run/secrets/key": false, "/": true} {
		if got := files.IsFolder(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if (*Files)(nil).IsFolder("/data") {
		t.Error("nothing is known of no container")
	}
}

// A target that no workload starts has no files of a container.
func TestShowsOfNoContainer(t *testing.T) {
	if shown, alone := (*Files)(nil).Shows(".env"); shown || alone {
		t.Error("no container shows a file")
	}
}
