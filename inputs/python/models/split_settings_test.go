package models

import (
	"maps"
	"testing"
)

// TestSplitSettingsReleases is about django-split-settings; what is wanted is what each
// release says.
func TestSplitSettingsReleases(t *testing.T) {
	const source = `from pathlib import Path
from split_settings.tools import include, optional
` + asksFor + `def g(*args, **options):
    for name in ('__included_file__', '__included_files__'):
        globals().pop(name, None)
    return f(include, *args, **options)
L = []
A = [f(include, 'a.py', 'a.py', scope=globals()), L]
B = f(include, 'a.py')
C = [g(name, scope=globals()) for name in ('', 'sub', 'b.txt')]
D = [g(optional(''), scope=globals()), g('a.py', scope=None), g('a.py', scope={'x': 1})]
E = g(Path('c.py'), scope=globals())
F = [g('a.py', scope=globals(), other=1), g(optional(Path('none.py')), scope=globals())]
`
	const folder, none = "'IsADirectoryError'", "None"
	files := map[string]string{"/app/s.py": source, "/app/a.py": "L.append('a')\n", "/app/b.txt": "T = 1\n", "/app/c.py": "", "/app/sub/x.txt": ""}
	expectReleases(t, map[string]map[string]string{
		"0.1.1": {"A": "['NameError', []]", "B": "'KeyError'"},
		"0.2.2": {"A": "[None, ['a', 'a', 'a']]", "B": "'KeyError'", "C": "[" + folder + ", " + folder + ", None]", "D": "[" + folder + ", 'AttributeError', 'KeyError']", "E": "'AttributeError'", "F": "[None, None]"},
		"0.3.0": {"A": "[None, ['a', 'a']]", "B": none, "C": "[" + folder + ", " + folder + ", None]", "D": "[" + folder + ", 'AttributeError', 'KeyError']", "E": "'AttributeError'", "F": "[None, None]"},
		"1.0.0": {"A": "[None, ['a', 'a']]", "B": none, "C": "[" + folder + ", " + folder + ", None]", "E": none, "F": "[None, None]"},
		"1.2.0": {"A": "[None, ['a', 'a']]", "B": none, "C": "[" + folder + ", " + folder + ", 'AttributeError']", "D": "[" + folder + ", 'AttributeError', 'KeyError']", "E": none, "F": "[None, None]"},
		"1.3.1": {"A": "[None, ['a', 'a']]", "B": none, "C": "[" + folder + ", " + folder + ", 'AssertionError']", "D": "[" + folder + ", None, 'KeyError']", "E": none, "F": "['TypeError', None]"},
		"1.3.2": {"A": "[None, ['a', 'a']]", "B": none, "C": "[" + folder + ", " + folder + ", 'AssertionError']", "D": "[None, None, 'KeyError']", "E": none, "F": "['TypeError', None]"},
	}, func(version string) *host {
		return &host{packages: map[string]string{"split_settings": version}, files: maps.Clone(files)}
	})
}

// TestExceptionOfWhatIsAssumed: an exception that a function of a library raises where
// something is assumed is one like any other.
func TestExceptionOfWhatIsAssumed(t *testing.T) {
	files := map[string]string{"/app/s.py": `import os
from split_settings.tools import include, optional
include(optional('/elsewhere/x.py'), 'b.txt', 'b.txt', scope=globals())
try:
    include('b*.py', scope=globals())
except OSError as e:
    A = 'absent'
`, "/app/b.txt": "T = 1\n", "/app/b.py": "A = 2\nif 'A' in globals():\n    H = A\nfrom split_settings.tools import include\ninclude('base.py')\n"}
	expectNames(t, &host{packages: map[string]string{"split_settings": "0.1.2"}, files: files}, map[string]string{"T": "1"})
}
