package interp

import (
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// TestInstalled is about packages that neither the project nor a model has, and that a
// folder of installed ones holds.
func TestInstalled(t *testing.T) {
	for name, tt := range map[string]struct{ files, want string }{
		"a package is followed": {
			"-- s.py --\nfrom base.conf import *\nfrom base import conf\nB = conf.A + [2]\n-- /site/base/__init__.py --\n-- /site/base/conf.py --\nA = [1]\n",
			"A: [1]\nB: [1, 2]"},
		"the project's own module comes first": {
			"-- s.py --\nimport base\nA = base.A\n-- base.py --\nA = 1\n-- /site/base.py --\nA = 2\n", "A: 1"},
		"so does a model": {
			"-- s.py --\nfrom lib import sub\nA = sub.NAME\n-- /site/lib/__init__.py --\n-- /site/lib/sub.py --\nNAME = 'read'\n", "A: 'modelled'"},
		"the first folder counts": {
			"-- s.py --\nimport base\nA = base.A\n-- /site/base.py --\nA = 1\n-- /more/base.py --\nA = 2\n", "A: 1"},
		"one package uses another": {
			"-- s.py --\nimport base\nA = base.A\n-- /site/base.py --\nfrom more import A\n-- /more/more.py --\nA = 2\n", "A: 2"},
		"and what is modelled": {
			"-- s.py --\nimport base\nA = base.A\n-- /site/base.py --\nimport os\nA = os.environ.get('A', 'none')\n", "A: 'none'"},
		"what its source lacks may be written in C": {
			"-- s.py --\nimport base, base.fast\nA = base.missing\nB = base.fast.x\ntry:\n    from base import speedups\nexcept ImportError:\n    C = 1\nelse:\n    C = 2\n-- /site/base/__init__.py --\n",
			"A: unknown\nB: unknown\nC: 2"},
		"it may need what is not there": {
			"-- s.py --\nimport base\nA = base.A\nB = base.B\n-- /site/base.py --\nimport absent\nA = absent.A\nB = 1\n", "A: unknown\nB: 1"},
		"another version is not read": {
			"-- s.py --\nimport old.conf\nA = old.conf.A\nB = 1\n-- /site/old/__init__.py --\n-- /site/old/conf.py --\nA = 1\n", "A: unknown\nB: 1"},
		"one that takes too long is not known, and the rest is": {
			"-- s.py --\nimport base\nA = base.A\nB = 1\n-- /site/base.py --\nA = 0\nwhile True:\n    A += 1\n", "A: unknown\nB: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(tt.files)
			w.sites, w.otherVersion = []string{"/site", "/more"}, map[string]string{"old": "site has old 1, and the lock file 2"}
			w.installed = map[string]value.Truth{"base": value.Yes, "old": value.Yes, "absent": value.Maybe}
			for name, text := range w.files {
				if rest, ok := strings.CutPrefix(name, "/app//"); ok {
					w.files["/"+rest] = text
				}
			}
			r := w.run(t, "s")
			expect(t, r, tt.want)
			if r.Failure != nil || r.Exhausted {
				t.Errorf("failure %+v, exhausted %v", r.Failure, r.Exhausted)
			}
			if slices.ContainsFunc(r.Files, w.isInstalled) {
				t.Errorf("%v are no modules of the project", r.Files)
			}
		})
	}
}

func (w *world) isInstalled(file string) bool { return !strings.HasPrefix(file, "/app/") }

// TestInstalledRaises is about exceptions in a package, which may come of what is not
// known of the libraries below it.
func TestInstalledRaises(t *testing.T) {
	for name, program := range map[string]string{
		"while it is imported": "-- s.py --\nimport base\nB = 1\n-- /app/site/base.py --\nraise ValueError\n",
		"when it is called":    "-- s.py --\nimport base\nbase.f()\nB = 1\n-- /app/site/base.py --\ndef f():\n    raise ValueError\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(strings.ReplaceAll(program, "/app/", ""))
			w.sites = []string{"/app/site"}
			r := w.run(t, "s")
			expect(t, r, "B: 1")
			if r.Failure != nil {
				t.Errorf("%+v is no certain failure", r.Failure)
			}
			if !slices.ContainsFunc(r.Thread.Notes, func(n value.Note) bool { return n.Code == "may-not-load" }) {
				t.Error("nothing says that the settings may not load")
			}
		})
	}
}
