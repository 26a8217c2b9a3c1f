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

func TestSource(t *testing.T) {
	builder := &Files{FS: project}
	builder.Add(line("/build/", "."), ".")
	builder.Again(line("/build/apps.txt", "/build/apps.sample"))
	builder.Again(line("/build/made.txt", "/build/nowhere"))

	f := &Files{FS: project, Mounts: []document.Mount{
		{Bind: true, Source: "docker/local.py", Target: "/app/shop/mounted.py"}, {Bind: true, Source: "/etc/key", Target: "/app/key"},
		{Source: "media", Target: "/app/media"}, {Bind: true, Source: "${PWD}/conf", Target: "/conf", At: document.Location{File: "docker/compose.yml"}},
	}}
	f.Take(line("/app", "/build"), builder.Copies)
	f.Take(line("/app/one/", "/build/manage.py", "/build/apps.txt"), builder.Copies)
	f.Take(line("/usr/bin/uv", "/uv"), nil)
	f.Add(line("/app/shop/local_settings.py", "local.py"), "docker")
	f.Add(line("/app/shop", "docker/conf/*.py"), ".")
	f.Add(line("/app/shop", "apps.sample"), ".")
	f.Add(line("/usr/bin", "docker/start.sh"), ".")
	f.Add(line("/start", "docker/start.sh"), ".")
	f.Add(line("/app/docker", "docker/start.sh"), ".")
	for name, want := range map[string]string{
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
		"/app/docker/start.sh":        "docker/start.sh",
		"/conf/b.py":                  "docker/conf/b.py",
		"/app/key":                    "elsewhere",
		"/app/media/x":                "elsewhere",
		"/usr/bin/uv":                 "elsewhere",
		"/srv/x":                      "",
	} {
		source, _, found := f.Source(name)
		if found && source == "" {
			source = "elsewhere"
		}
		if source != want {
			t.Errorf("%s: %q, want %q", name, source, want)
		}
	}
}

func TestPlace(t *testing.T) {
	f := &Files{Mounts: []document.Mount{{Bind: true, Source: "backend/config", Target: "/etc/app"}},
		Copies: []Copy{{Source: ".", Dest: "/old"}, {Source: "backend", Dest: "/app"}}}
	for name, want := range map[string]string{"backend/static": "/app/static", "backend/config/x": "/etc/app/x", "other": "/old/other"} {
		if got := f.Place(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestInstead(t *testing.T) {
	f := &Files{FS: project, Mounts: []document.Mount{
		{Bind: true, Source: "shop/override.py", Target: "/app/shop/override.py"}, {Bind: true, Source: "/etc/secret.py", Target: "/app/shop/secret.py"},
		{Source: "media", Target: "/app/media"}, {Bind: true, Source: "docker", Target: "/app/docker"}, {Bind: true, Source: "docker/conf", Target: "/app/conf"},
	}}
	f.Add(line("/app/", "."), ".")
	f.Add(line("/app/shop/local_settings.py", "docker/local.py"), ".")
	f.Add(line("/app/shop/", "docker/conf/a.py", "docker/conf/b.py"), ".")
	for name, want := range map[string]string{
		"shop/settings.py":       "itself",
		"shop/local_settings.py": "docker/local.py",
		"shop/b.py":              "docker/conf/b.py",
		"shop/override.py":       "not here",
		"shop/secret.py":         "not here",
		"shop/other.py":          "itself",
		"media":                  "not here",
		"media/x":                "itself",
		"docker":                 "itself",
		"docker/local.py":        "itself",
		"conf":                   "docker/conf",
		"conf/a.py":              "docker/conf/a.py",
		"conf/c.py":              "docker/conf/c.py",
	} {
		source, _, other := f.Instead(name)
		switch {
		case !other:
			source = "itself"
		case source == "":
			source = "not here"
		}
		if source != want {
			t.Errorf("%s: %s, want %s", name, source, want)
		}
	}
}

func TestReplaced(t *testing.T) {
	f := &Files{FS: project, Mounts: []document.Mount{{Bind: true, Source: "/etc/machine.py", Target: "/app/shop/machine.py"},
		{Bind: true, Source: "manage.py", Target: "/app/manage.py"}, {Bind: true, Source: "docker/start.sh", Target: "/start.sh"}}}
	f.Add(line("/app/", "."), ".")
	f.Add(line("/app/shop/local_settings.py", "docker/local.py"), ".")
	want := map[string]string{"shop/machine.py": "", "shop/local_settings.py": "docker/local.py"}
	if got := f.Replaced(); !maps.Equal(got, want) {
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
	if source, _, found := f.Source("/a/manage.py"); source != "manage.py" || !found {
		t.Error(source, found)
	}
}
