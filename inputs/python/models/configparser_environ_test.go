package models

import (
	"strings"
	"testing"
)

// TestParserOfEnvironment is about a ConfigParser whose defaults are the variables: which
// others the machine sets, and in which order, is not known.
func TestParserOfEnvironment(t *testing.T) {
	const source = `import configparser, os
def f(get):
    try:
        return get()
    except Exception as e:
        return type(e).__name__
cp = configparser.ConfigParser(MADE)
cp.read_string('[S]\na = %(SET)s\nb = %(NONE)s\nc = plain')
A = cp['S']['a']
B = f(lambda: cp['S']['b'])
C = cp['S']['c']
D = [cp.has_option('S', 'set'), cp.get('S', 'other', fallback='f')]
E = cp.options('S')
F = cp.defaults()
`
	const others = "unknown: the environment holds variables that no input names"
	for _, made := range []string{"os.environ", "dict(os.environ)", "os.environ.copy()"} {
		files := map[string]string{"/app/s.py": strings.ReplaceAll(source, "MADE", made)}
		vars := map[string]string{"SET": "one"}
		expectNames(t, &host{vars: vars, files: files}, map[string]string{
			"A": "'one'", "B": "'InterpolationMissingOptionError'", "C": "'plain'", "D": "[True, 'f']", "E": others, "F": others,
		})
		expectNames(t, &host{vars: vars, files: files, open: true}, map[string]string{"A": "'one'", "C": "'plain'"})
	}
}
