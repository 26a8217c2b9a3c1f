package interp

import (
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

const project = `
-- config/__init__.py --
-- config/settings/__init__.py --
from .base import *
-- config/settings/base.py --
from pathlib import Path
import config.helpers as helpers
from config.helpers import flag, LIST as APPS
DEBUG = flag("x")
INSTALLED_APPS = APPS
_PRIVATE = 1
NAME = __name__
FILE = __file__
PACKAGE = __package__
HERE = helpers.__name__
-- config/settings/prod.py --
from .base import *
from . import base
from .. import helpers
from ..helpers import LIST
INSTALLED_APPS += ["prod"]
SAME = INSTALLED_APPS is base.INSTALLED_APPS is LIST is helpers.LIST
BASE_DEBUG = base.DEBUG
import config.settings.base
DOTTED = config.settings.base.NAME
import config.settings.base as aliased
ALIASED = aliased is base
-- config/helpers.py --
LIST = ["base"]
def flag(v):
    return v == "x"
`

func TestImports(t *testing.T) {
	w := newWorld(project)
	r := w.run(t, "config.settings.prod")
	if r.Failure != nil {
		t.Fatalf("%+v", r.Failure)
	}
	expect(t, r, `
INSTALLED_APPS: ['base', 'prod']
DEBUG: True
SAME: True
BASE_DEBUG: True
DOTTED: 'config.settings.base'
ALIASED: True
NAME: 'config.settings.base'
FILE: '/app/config/settings/base.py'
PACKAGE: 'config.settings'
HERE: 'config.helpers'
_PRIVATE: unbound`)
	want := []string{"config/__init__.py", "config/settings/__init__.py", "config/settings/base.py", "config/helpers.py", "config/settings/prod.py"}
	for i, f := range r.Files {
		r.Files[i] = w.Display(f)
	}
	if !slices.Equal(r.Files, want) {
		t.Error(r.Files)
	}
	b, _ := r.Module.NS.Get("DEBUG")
	if b.At.File != "config/settings/base.py" || b.At.Line != 4 || b.At.Column != 9 {
		t.Error(b.At)
	}
}

func TestModules(t *testing.T) {
	tests := map[string]struct {
		files, want, failure string
		notes                []string
	}{
		"all": {
			files: "-- a.py --\n__all__ = ['_x', 'y']\n_x = y = z = 1\n-- s.py --\nfrom a import *\n",
			want:  "_x: 1\ny: 1\nz: unbound",
		},
		"below a module of Python that is no package": {
			files: "-- s.py --\nimport os.path, xml.dom, sys.monitoring\ntry:\n    from os.environ import get\nexcept ModuleNotFoundError as e:\n    A = str(e)\nimport datetime.datetime\nB = 1\n",
			want:  "A: \"No module named 'os.environ'; 'os' is not a package\"\nB: 1", failure: "ModuleNotFoundError",
		},
		"names that a module makes": {
			files: "-- a.py --\nx = y = 1\ndef __getattr__(n):\n    if n == '__all__': return ['x', 'q']\n    if n == 'q': return 7\n    raise AttributeError(n)\n" +
				"-- s.py --\nfrom a import *\ntry:\n    from a import gone\nexcept ImportError:\n    A = 2\n",
			want: "x: 1\nq: 7\ny: unbound\nA: 2",
		},
		"a module that makes every name": {
			files:   "-- a.py --\ndef __getattr__(n):\n    return None\n-- s.py --\nB = 1\nfrom a import *\n",
			want:    "B: 1",
			failure: "TypeError",
		},
		"__all__ names what is not there": {
			files: "-- a.py --\n__all__ = ['x', 'gone']\nx = 1\n-- s.py --\ntry:\n    from a import *\nexcept ImportError:\n    A = 1\nexcept AttributeError:\n    A = 2\n",
			want:  "x: 1\nA: 2",
		},
		"absent override": {
			files: "-- p/__init__.py --\n-- p/s.py --\nA = 1\ntry:\n    from .local import *\nexcept ImportError:\n    A = 2\n-- s.py --\nfrom p.s import *\n",
			want:  "A: 2", notes: []string{"override-absent s.py"},
		},
		"absent override at the top": {
			files: "-- s.py --\ntry:\n    from local_settings import *\nexcept ImportError:\n    A = 2\n",
			want:  "A: 2", notes: []string{"override-absent s.py"},
		},
		"absent and not caught": {
			files:   "-- p/__init__.py --\n-- p/s.py --\nfrom .gone import x\nA = 1\n-- s.py --\nfrom p.s import *\nB = x\n",
			want:    "A: 1\nx: unknown\nB: unknown",
			failure: "ModuleNotFoundError",
		},
		"not installed": {
			files: "-- s.py --\ntry:\n    import absent_pkg\n    A = 1\nexcept ImportError:\n    A = 2\n",
			want:  "A: 2",
		},
		"modules of Python 2": {
			files: "-- s.py --\ntry:\n    from urlparse import urlparse\n    A = 2\nexcept ImportError:\n    A = 3\ntry:\n    import ConfigParser as c\n    B = 2\nexcept ImportError:\n    B = 3\n",
			want:  "A: 3\nB: 3",
		},
		"a module of Python 2 of which the backport is installed": {
			files: "-- s.py --\ntry:\n    import Queue\n    A = 2\nexcept ImportError:\n    A = 3\n",
			want:  "A: 3",
		},
		"names of Python 2": {
			files: "-- s.py --\ntry:\n    from urllib import quote\n    A = 2\nexcept ImportError:\n    A = 3\ntry:\n    from itertools import chain\n    B = 2\nexcept ImportError:\n    B = 3\n",
			want:  "A: 3\nB: 2",
		},
		"a program for Python 2 alone": {
			files: "-- s.py --\nfrom urllib import quote\nimport ConfigParser\nA = 1\n",
			want:  "A: 1\nquote: unknown", notes: []string{"may-not-load s.py"},
		},
		"installed": {
			files: "-- s.py --\ntry:\n    import present_pkg\n    A = 1\nexcept ImportError:\n    A = 2\nB = present_pkg.x(1)\n",
			want:  "A: 1\nB: unknown",
		},
		"perhaps installed": {
			files: "-- s.py --\nL = ['a']\ntry:\n    import perhaps_pkg\n    A = 1\n    L.append('b')\nexcept ImportError:\n    A = 2\nB = 3\n",
			want:  "A: one of 1, 2\nB: 3",
		},
		"star import of what is not here": {
			files: "-- s.py --\nA = 1\nhelper = 2\nfrom present_pkg.defaults import *\nB = 3\nC = SOMETHING\nD = helper\n",
			want:  "A: unknown\nB: 3\nC: unknown\nD: 2\nZ: open",
		},
		"star import of a file that may be there": {
			files: "-- s.py --\nA = 1\nfrom hidden import *\nB = 2\n",
			want:  "A: unknown\nB: 2\nZ: open",
		},
		"circular": {
			files: "-- a.py --\nX = 1\nimport b\nY = b.Z\n-- b.py --\nimport a\nZ = a.X + 1\n-- s.py --\nfrom a import *\n",
			want:  "X: 1\nY: 2",
		},
		"circular too early": {
			files:   "-- a.py --\nfrom b import Z\nX = 1\n-- b.py --\nfrom a import X\nZ = 2\n-- s.py --\nfrom a import *\n",
			want:    "X: 1\nZ: 2",
			failure: "ImportError",
		},
		"syntax error in an import": {
			files: "-- a.py --\nX = = 1\n-- s.py --\nfrom a import *\nB = 1\n",
			want:  "B: 1\nX: open",
		},
		"absent and made on the machine": {
			files: "-- p/__init__.py --\n-- s.py --\nA = 1\nfrom p.made import *\nB = 2\n",
			want:  "A: unknown\nB: 2\nZ: open",
		},
		"made on the machine, taken from its package": {
			files: "-- p/__init__.py --\n-- s.py --\nfrom p import made\nA = made.KEY\nfrom p import made as m, gone\n",
			want:  "A: unknown", failure: "ImportError",
		},
		"hidden, taken from its package": {
			files: "-- q/__init__.py --\n-- s.py --\nfrom q import hidden\nA = hidden.KEY\n",
			want:  "A: unknown",
		},
		"optional, made on the machine, taken from its package": {
			files: "-- p/__init__.py --\n-- s.py --\nA = 1\ntry:\n    from p import made\nexcept ImportError:\n    A = 2\n",
			want:  "A: 2", notes: []string{"override-absent s.py"},
		},
		"a clause for what is not known may catch": {
			files: "-- s.py --\nfrom present_pkg import E\nA = B = 1\ntry:\n    A = int('x')\nexcept E:\n    B = 2\nC = 3\n",
			want:  "A: 1\nB: 2\nC: 3", notes: []string{"may-not-load s.py"},
		},
		"optional and made on the machine": {
			files: "-- p/__init__.py --\n-- s.py --\nA = 1\ntry:\n    from p.made import *\nexcept ImportError:\n    B = 2\n",
			want:  "A: 1\nB: 2",
			notes: []string{"override-absent s.py"},
		},
		"an override that must be there": {
			files: "-- s.py --\nimport sys\nA = 1\ntry:\n    from local_settings import *\nexcept ImportError as e:\n    print(e)\n    sys.exit(1)\nB = 2\n",
			want:  "A: unknown\nB: 2\nZ: open",
		},
		"a module of the project that must be there": {
			files: "-- p/__init__.py --\n-- s.py --\nA = 1\ntry:\n    from p.local import *\nexcept ImportError:\n    raise RuntimeError('copy p/example.py to p/local.py')\nB = 2\n",
			want:  "A: unknown\nB: 2\nZ: open",
		},
		"a module that no machine has of its own": {
			files:   "-- p/__init__.py --\n-- s.py --\nA = 1\ntry:\n    from p.gone import *\nexcept ImportError:\n    raise RuntimeError('p/gone.py')\n",
			want:    "A: 1",
			failure: "RuntimeError", notes: []string{"override-absent s.py"},
		},
		"an override of which only an outer clause says that it may be missing": {
			files: "-- s.py --\nA = 1\ntry:\n    try:\n        from local_settings import *\n    except ImportError:\n        raise\nexcept Exception:\n    B = 2\n",
			want:  "A: 1\nB: 2", notes: []string{"override-absent s.py"},
		},
		"namespace package": {
			files: "-- n/inner/m.py --\nX = 1\n-- s.py --\nfrom n.inner.m import X\nimport n.inner.m\nY = n.inner.m.X\n",
			want:  "X: 1\nY: 1",
		},
		"models": {
			files: "-- s.py --\nimport lib.sub\nfrom lib.sub import NAME, other\nA = lib.sub.NAME\nfrom lib import sub\nB = sub.NAME\n",
			want:  "A: 'modelled'\nB: 'modelled'\nNAME: 'modelled'\nother: unknown",
		},
		"a file of the project replaces a library, not a builtin module": {
			files: "-- json.py --\nX = 1\n-- os.py --\nX = 1\n-- s.py --\nfrom json import X\nimport os\nA = hasattr(os, 'environ')\n",
			want:  "X: 1\nA: True",
		},
		"standard library": {
			files: "-- s.py --\nimport tkinter\nA = tkinter.Tk()\n",
			want:  "A: unknown",
		},
		"lazy attributes": {
			files: "-- a.py --\ndef __getattr__(name):\n    if name == 'NONE': raise AttributeError(name)\n    return name.lower()\n-- s.py --\nfrom a import HELLO\nimport a\nA = a.OTHER, hasattr(a, 'NONE'), hasattr(a, 'X'), getattr(a, 'NONE', 1)\n",
			want:  "A: ('other', False, True, 1)\nHELLO: 'hello'",
		},
		"__import__": {
			files: "-- p/__init__.py --\n__all__ = ['b']\nX = 1\n-- p/a.py --\nY = 2\nZ = __import__('', globals(), locals(), ['b'], 1).X\n-- p/b.py --\nY = 3\n-- p/q/__init__.py --\n-- p/q/c.py --\nY = 4\n" +
				"-- s.py --\nA = __import__('p', globals(), locals(), ['a', 'X', 'none']).a.Y\nB = hasattr(__import__('p', fromlist=['*']), 'b')\n" +
				"C = [__import__(n, fromlist=f).__name__ for n, f in [('p.q', ['c']), ('p.q', []), ('p.q', None)]]\nD = __import__('p', fromlist=()).q.c.Y, __import__('p.a', fromlist=['Y']).Z\nE = hasattr(__import__('p', fromlist='*'), 'none')\n" +
				"try:\n    __import__('p.gone', fromlist=['x'])\nexcept ImportError:\n    F = 1\n",
			want: "A: 2\nB: True\nC: ['p.q', 'p', 'p']\nD: (4, 1)\nE: False\nF: 1", notes: []string{"override-absent s.py"},
		},
		"__import__ of what the machine may have": {
			files: "-- p/__init__.py --\n-- s.py --\nA = B = 1\nm = __import__('p', fromlist=['made', 'gone'])\nA = hasattr(m, 'gone')\nfor k in dir(m.made):\n    globals()[k] = getattr(m.made, k)\nC = 1\n",
			want:  "A: unknown\nB: unknown\nC: 1",
		},
		"an import in both arms": {
			files: "-- base.py --\nL = ['base']\nX = 1\n-- dev.py --\nfrom base import *\nL.append('dev')\nY = 1\n-- prod.py --\nfrom base import *\nL.append('prod')\nY = 2\n" +
				"-- s.py --\nimport os\nif os.environ['U']:\n    from dev import *\nelse:\n    from prod import *\nFIRST = L[0]\n",
			want: "X: 1\nY: one of 1, 2\nFIRST: 'base'",
		},
		"sys.modules": {
			files: "-- s.py --\nimport sys\nA = 'pytest' in sys.modules\nB = 's' in sys.modules\nC = 'celery' in sys.modules\n",
			want:  "A: False\nB: True\nC: unknown",
		},
		"exec of what is not known": {
			files: "-- s.py --\nimport os\nA = 1\nexec(os.environ['U'])\nB = 1\n",
			want:  "A: unknown\nB: 1\nZ: open",
		},
		"locals given away": {
			files: "-- s.py --\nimport present_pkg\nA = 1\npresent_pkg.settings(locals())\nB = 1\n",
			want:  "A: unknown\nB: 1\nZ: open",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(tt.files)
			w.unknown = []string{"U"}
			w.hidden = []string{"/app/hidden.py", "/app/q/hidden.py"}
			w.made = []string{"/app/p/made.py"}
			w.installed = map[string]value.Truth{"present_pkg": value.Yes, "absent_pkg": value.No, "perhaps_pkg": value.Maybe, "Queue": value.Yes}
			r := w.run(t, "s")
			got := ""
			if r.Failure != nil {
				got = r.Failure.Exception
			}
			if got != tt.failure {
				t.Errorf("failure %q, want %q", got, tt.failure)
			}
			if notes := noteCodes(r); !slices.Equal(notes, tt.notes) {
				t.Errorf("notes %v, want %v", r.Thread.Notes, tt.notes)
			}
			if (r.Syntax != nil) != strings.Contains(name, "syntax error") {
				t.Error(r.Syntax)
			}
			expect(t, r, tt.want)
		})
	}
}

// What the standard library has and nobody could give is not called a package that lacks a model.
func TestModulesOfPythonAreNoPackages(t *testing.T) {
	r := newWorld("-- settings.py --\nimport sysconfig\nfrom wsgiref import simple_server\nA = sysconfig.get_path('purelib')\nB = simple_server.ServerHandler\n").run(t, "settings")
	for name, want := range map[string]string{"A": "sysconfig is not followed", "B": "wsgiref is not followed"} {
		b, _ := r.Module.NS.Get(name)
		if u, ok := value.IsUnknown(b.V); !ok || u.Because != want {
			t.Errorf("%s: %v %v, want %s", name, ok, u, want)
		}
	}
}

func TestEntryThatIsNotThere(t *testing.T) {
	r := newWorld("").run(t, "gone.settings")
	if r.Module == nil || r.Module.NS.More() == nil || r.Failure == nil {
		t.Fatalf("%+v", r)
	}
}

// What parses and does not compile stops a module as a syntax error does.
func TestModuleThatDoesNotCompile(t *testing.T) {
	w := newWorld("-- settings.py --\nA = 1\nreturn\n")
	r := Run("settings", Options{Host: w, Path: []string{"/app"}, Models: testModels()})
	if r.Syntax == nil || r.Syntax.Line != 2 || r.Syntax.Msg != "'return' outside function" {
		t.Errorf("%+v", r.Syntax)
	}
}

// TestChangedPath: a package that changes __path__ may have modules of other folders beside its own.
func TestChangedPath(t *testing.T) {
	w := newWorld(`
-- p/__init__.py --
from pkgutil import extend_path
__path__ = extend_path(__path__, __name__)
-- p/settings.py --
from p import base
from p.elsewhere import X
A = base.A
B = X
-- p/base.py --
A = 1
`)
	r := w.run(t, "p.settings")
	if r.Failure != nil {
		t.Fatalf("%+v", r.Failure)
	}
	expect(t, r, `
A: 1
B: unknown`)
}
