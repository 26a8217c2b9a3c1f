package settings_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
	"github.com/djgate/djgate/inputs/settings"
)

// What was read for one target is there for the next one, as far as nothing that
// the module asked for differs between them.
// replaced has extra.py as version.txt, by a line of the Dockerfile.
func replaced(fsys fs.FS, line int) []container.Copy {
	files := container.Files{FS: fsys}
	files.Add(container.Line{Sources: []string{"."}, Dest: "/srv/"}, ".")
	files.Add(container.Line{Sources: []string{"extra.py"}, Dest: "/srv/version.txt", At: document.Location{File: "Dockerfile", Line: line}}, ".")
	return files.Copies
}

func TestCacheChangesNothing(t *testing.T) {
	const text = `
import os, sys
from debug_toolbar import settings as there
WORKER = "celery" in sys.argv[0]
LOCAL = "runserver" in sys.argv
VERSION = open(os.path.join(os.path.dirname(__file__), "version.txt")).read()
SECRET = open("/run/secrets/v").read()
EXTRA = os.path.exists("/app/extra.py")
MADE = os.path.exists("/app/made.txt")
DEBUG = os.environ.get("DEBUG", "on") == "on"
`
	tests := []struct {
		name   string
		change func(*settings.Input)
	}{
		{"nothing", func(*settings.Input) {}},
		{"environment", func(in *settings.Input) { in.Env = []document.Variable{{Name: "DEBUG", State: document.Unset}} }},
		{"arguments", func(in *settings.Input) { in.Argv = []string{"celery"} }},
		{"arguments that are not known", func(in *settings.Input) { in.Argv = nil }},
		{"arguments of a server", func(in *settings.Input) { in.Argv, in.NoRunserver = nil, true }},
		{"mounts", func(in *settings.Input) {
			in.Container = &container.Files{FS: in.FS, Placed: []document.Placed{{Target: "/run/secrets/v", Source: "extra.py"}}}
		}},
		{"files of an image", func(in *settings.Input) { in.Container.Copies = replaced(in.FS, 4) }},
		{"files of an image, by another line", func(in *settings.Input) { in.Container.Copies = replaced(in.FS, 5) }},
		{"image", func(in *settings.Input) { in.Shipped = func(string) value.Truth { return value.Maybe } }},
		{"files that are made", func(in *settings.Input) { in.Made = func(string) bool { return false } }},
		{"packages", func(in *settings.Input) { in.Packages.Locked = true }},
		{"Django", func(in *settings.Input) { in.Django.Exact = "4.2" }},
		{"files", func(in *settings.Input) { delete(in.FS.(fstest.MapFS), "extra.py") }},
	}
	make := func() settings.Input {
		in := input(text)
		in.FS.(fstest.MapFS)["version.txt"] = &fstest.MapFile{Data: []byte("1.2")}
		in.FS.(fstest.MapFS)["extra.py"] = &fstest.MapFile{Data: []byte("3")}
		in.Packages.Deps = map[string]document.Dependency{"django": {Exact: "5.2"}}
		in.Argv = []string{"gunicorn"}
		in.Container = &container.Files{FS: in.FS, Placed: []document.Placed{{Target: "/run/secrets/v", Source: "version.txt"}, {Target: "/run/secrets/w"}}}
		return in
	}
	cache := settings.NewCache(&settings.Trees{})
	for _, test := range tests {
		alone, shared := make(), make()
		test.change(&alone)
		test.change(&shared)
		shared.Cache = cache
		want, got := printed(t, settings.Read(alone)), printed(t, settings.Read(shared))
		if got != want {
			t.Errorf("%s: with a cache\n%s\nwithout\n%s", test.name, got, want)
		}
	}
}

func printed(t *testing.T, out *settings.Output) string {
	t.Helper()
	text, err := json.Marshal(out.Settings)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What a run may take does not grow with its targets: of very many none goes far, and each
// says so.
func TestStepsOfARunAreShared(t *testing.T) {
	for targets, want := range map[int]string{1: "known bool true []", 4: "known bool true []", 10_000: "unknown [error]"} {
		in := input("N = 0\nfor i in range(1000):\n    N += 1\nDEBUG = N > 0\n")
		in.Cache = settings.NewCache(&settings.Trees{})
		in.Cache.Share(targets)
		out := settings.Read(in)
		severities := []string{}
		for _, d := range out.Diagnostics {
			severities = append(severities, d.Severity)
		}
		if got := fmt.Sprint(show(t, out.Settings["DEBUG"]), " ", severities); got != want {
			t.Errorf("of %d targets one has DEBUG as %s, want %s", targets, got, want)
		}
	}
}
