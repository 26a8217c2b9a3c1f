package models

import (
	"strings"
	"testing"
)

// TestEnvironReadEnv is about what env() knows before and after read_env, the lines that
// it reads, and methods; what is wanted is what each version says.
func TestEnvironReadEnv(t *testing.T) {
	const source = `import environ, os
def f(get, *args, **options):
    try:
        return get(*args, **options)
    except Exception as e:
        return type(e).__name__
env = environ.Env()
A = [f(env, 'SET'), f(env, 'SET', default='d')]
env.read_env(os.path.join(os.path.dirname(__file__), '.env'), EXTRA='e')
B = [f(env, name, default='none') for name in ('SET', 'PLAIN', 'EXPORTED', 'QUOTED', 'TWICE', 'EXTRA')]
C = [os.environ.get('PLAIN'), os.environ.get('EXTRA')]
os.environ['PLAIN'] = 'later'
D = [f(env, 'PLAIN', default='none'), f(lambda: 'PLAIN' in env), f(env, 'NONE', default=b'x')]
E = [f(lambda: env.bytes('SET')), f(lambda: env.str('SET', multiline=True)), f(lambda: env.str('NONE', 5, multiline=True))]
F = [f(env.path, 'SET', default=environ.Path('/a')), f(lambda: environ.Path('/a/b') - 'b'), f(lambda: environ.Path('/a/b') - 'x')]
`
	file := strings.Join([]string{"PLAIN=p", "export EXPORTED=x", `QUOTED="a\nb\$c"`, "TWICE=1", "TWICE=2", "SET=file", ""}, "\n")
	type wants = map[string]string
	old := wants{
		"A": "['/s', '/s']", "B": "['/s', 'p', 'none', 'anb$c', '1', 'e']", "C": "['p', 'e']",
		"D": "['later', 'TypeError', 'TypeError']", "E": "['AttributeError', 'TypeError', 'TypeError']", "F": "['AttributeError', <Path:/a>, <Path:/a/b>]",
	}
	bytes := wants{
		"A": "['/s', '/s']", "B": "['/s', 'p', 'x', 'anb$c', '1', 'e']", "C": "['p', 'e']",
		"D": "['later', True, 'TypeError']", "E": "[b'/s', '/s', 'AttributeError']", "F": "['AttributeError', <Path:/a>, 'TypeError']",
	}
	for version, want := range map[string]wants{
		"0.4.1": old,
		"0.4.2": {"A": "['ImproperlyConfigured', 'd']", "B": old["B"], "C": "[None, None]", "D": "['p', 'TypeError', 'TypeError']", "E": old["E"], "F": old["F"]},
		"0.4.3": old,
		"0.4.4": {"B": old["B"], "D": "['later', True, 'TypeError']", "E": old["E"], "F": bytes["F"]},
		"0.4.5": bytes,
		"0.6.0": bytes,
		"0.7.0": {"B": bytes["B"], "D": "['later', True, b'x']", "E": bytes["E"]},
		"0.8.0": {"B": `['/s', 'p', 'x', 'a\\nb$c', '2', 'e']`, "E": "[b'/s', '/s', 'TypeError']", "F": bytes["F"]},
		"0.9.0": {"F": "[<Path:/s>, <Path:/a>, 'TypeError']"},
	} {
		t.Run(version, func(t *testing.T) {
			h := &host{packages: map[string]string{"environ": version}, vars: map[string]string{"SET": "/s"}, files: map[string]string{"/app/s.py": source, "/app/.env": file}}
			expectNames(t, h, want)
		})
	}
}
