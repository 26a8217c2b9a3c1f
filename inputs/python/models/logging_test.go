package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
)

// TestLoggingIsSetUp: what django.setup() raises of LOGGING is what the settings raise.
func TestLoggingIsSetUp(t *testing.T) {
	const handlers = "LOGGING = {'version': 1, 'handlers': {'console': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['console']"
	for source, fails := range map[string]bool{
		handlers + "}}":                  false,
		handlers + ", 'level': 'info'}}": true,
		handlers + "}, 'loggers': {'django': {'handlers': ['mail_admins']}}}": true,
		handlers + ", 'level': 'info'}}\nLOGGING_CONFIG = None":               false,
		"LOGGING = {}":               false,
		"LOGGING = {'handlers': {}}": true,
		"import os\n" + handlers + ", 'level': os.environ.get('LEVEL', 'info')}}": true,
		"import os\n" + handlers + ", 'level': os.environ['LEVEL']}}":             false,
	} {
		h := &host{files: map[string]string{"/app/s.py": source}}
		r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table(), Finish: Configure})
		if (r.Failure != nil) != fails {
			t.Errorf("%s\n%+v", source, r.Failure)
		} else if fails && (r.Failure.Exception != "ValueError" || r.Failure.At.File == "") {
			t.Errorf("%s\n%+v", source, r.Failure)
		}
	}
}

// TestTemplateDirsIsAList: Django refuses a text.
func TestTemplateDirsIsAList(t *testing.T) {
	for source, want := range map[string]string{"TEMPLATE_DIRS = 'templates'": "ImproperlyConfigured", "TEMPLATE_DIRS = ('templates',)": "", "TEMPLATE_DIRS = ['a']": ""} {
		for version, refuses := range map[string]bool{"5.2": true, "1.8": false, "": false} {
			h := &host{packages: map[string]string{"django": version}, files: map[string]string{"/app/s.py": source}}
			r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table(), Finish: Configure})
			got := ""
			if r.Failure != nil {
				got = r.Failure.Exception
			}
			if (got != "") != (want != "" && refuses) || got != "" && got != want {
				t.Errorf("%s, Django %s: %q", source, version, got)
			}
		}
	}
}

// TestBasicConfigOnce: only the first call of basicConfig does anything.
func TestBasicConfigOnce(t *testing.T) {
	const f = "import logging\ndef f(**o):\n    try:\n        logging.basicConfig(**o)\n        return 'ok'\n    except Exception as e:\n        return type(e).__name__\n"
	for source, want := range map[string]string{
		f + "A = [f(level='info'), f(level='info')]":                    "['ValueError', 'ok']",
		f + "A = [f(nope=1), f(style='?', force=True)]":                 "['ValueError', 'ValueError']",
		f + "logging.warning('x')\nA = [f(level='info')]":               "['ok']",
		f + "logging.getLogger().addHandler(1)\nA = [f(level='info')]":  "['ok']",
		f + "A = [f(level='INFO', format='%(message)s'), f(level=1.5)]": "['ok', 'ok']",
	} {
		expectNames(t, &host{files: map[string]string{"/app/s.py": source}}, map[string]string{"A": want})
	}
}
