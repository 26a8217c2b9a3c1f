package models

import "testing"

// TestEnvironsReleases is about environs before 10; what is wanted is what each release says.
func TestEnvironsReleases(t *testing.T) {
	const source = `import os
from environs import Env
` + asksFor + `here = os.path.dirname(__file__)
env = Env()
f(env.read_env, os.path.join(here, 'x.env'))
A = [os.environ.get(name) for name in ('WHICH', 'MORE')]
B = [f(env.list, 'EMPTY'), f(env.list, 'LIST', delimiter=';'), f(env.list, 'LIST', subcast=lambda s: s)]
C = [f(env.dict, 'DICT'), f(env.json, 'LIST')]
D = [f(env.int, 'LIST'), f(env.int, 'NONE'), f(env.dj_db_url, 'LIST')]
`
	expectReleases(t, map[string]map[string]string{
		"4.2.0": {"A": "['default', None]", "B": "[[''], ['a;b'], 'KeyError']", "C": "['ValueError', 'JSONDecodeError']", "D": "['EnvError', 'EnvError', 'KeyError']"},
		"5.2.0": {"A": "['default', None]", "B": "[[''], ['a;b'], 'KeyError']", "C": "['ValueError', 'JSONDecodeError']", "D": "['EnvError', 'EnvError', 'KeyError']"},
		"5.2.1": {"A": "['given', '1']", "B": "[[''], ['a;b'], 'KeyError']", "C": "['ValueError', 'JSONDecodeError']", "D": "['EnvError', 'EnvError', 'KeyError']"},
		"6.1.0": {"A": "['given', '1']", "B": "[[''], ['a;b'], 'KeyError']", "C": "['ValueError', 'JSONDecodeError']", "D": "['EnvValidationError', 'EnvValidationError', 'KeyError']"},
		"7.3.1": {"A": "['given', '1']", "B": "[[], ['a;b'], 'KeyError']", "C": "['ValueError', 'JSONDecodeError']", "D": "['EnvValidationError', 'EnvValidationError', 'KeyError']"},
		"8.1.0": {"A": "['given', '1']", "B": "[[], ['a;b'], 'KeyError']", "C": "[{'a': 'b=c'}, 'JSONDecodeError']", "D": "['EnvValidationError', 'EnvError', 'EnvValidationError']"},
		"9.2.0": {"A": "['given', '1']", "B": "[[], ['a', 'b'], 'KeyError']", "C": "[{'a': 'b=c'}, 'JSONDecodeError']", "D": "['EnvValidationError', 'EnvError', 'EnvValidationError']"},
		"9.3.2": {"A": "['given', '1']", "B": "[[], ['a', 'b'], 'KeyError']", "C": "[{'a': 'b=c'}, 'EnvValidationError']", "D": "['EnvValidationError', 'EnvError', 'EnvValidationError']"},
		"9.5.0": {"A": "['given', '1']", "B": "[[], ['a', 'b'], ['a;b']]", "C": "[{'a': 'b=c'}, 'EnvValidationError']", "D": "['EnvValidationError', 'EnvError', 'EnvValidationError']"},
	}, func(version string) *host {
		return &host{
			packages: map[string]string{"environs": version, "dj_database_url": "0.5.0", "dotenv": "0.21.1"},
			vars:     map[string]string{"EMPTY": "", "LIST": "a;b", "DICT": "a=b=c"},
			files:    map[string]string{"/app/s.py": source, "/app/.env": "WHICH=default\n", "/app/x.env": "WHICH=given\nMORE=1\n"},
		}
	})
}

// TestEnvironsProxied: {{NAME}} names another variable before environs 9, which is not followed.
func TestEnvironsProxied(t *testing.T) {
	const source = "from environs import Env\nA = Env().str('X')\n"
	for version, want := range map[string]string{"8.1.0": "unknown: {{NAME}} of environs before 9 is not followed", "9.0.0": "'{{Y}}'"} {
		h := &host{packages: map[string]string{"environs": version}, vars: map[string]string{"X": "{{Y}}", "Y": "y"}, files: map[string]string{"/app/s.py": source}}
		expectNames(t, h, map[string]string{"A": want})
	}
}

// TestEnvironsOptions: what Env takes, and what read_env returns; what is wanted is what each
// release says.
func TestEnvironsOptions(t *testing.T) {
	const source = `import os
from environs import Env
` + asksFor + `A = [f(lambda: Env(**{option: True}) and 1) for option in ('eager', 'expand_vars', 'other')]
B = f(lambda: Env(prefix='P_') and 1)
C = f(Env, True)
D = f(Env().read_env, os.path.join(os.path.dirname(__file__), 'x.env'))
`
	expectReleases(t, map[string]map[string]string{
		"6.0.0":  {"A": "['TypeError', 'TypeError', 'TypeError']", "B": "'TypeError'", "C": "'TypeError'", "D": "True"},
		"8.0.0":  {"A": "[1, 'TypeError', 'TypeError']", "B": "'TypeError'", "C": "'TypeError'", "D": "None"},
		"10.1.0": {"A": "[1, 1, 'TypeError']", "B": "'TypeError'", "C": "'TypeError'", "D": "None"},
		"10.3.0": {"A": "[1, 1, 'TypeError']", "B": "'TypeError'", "C": "'TypeError'", "D": "True"},
		"14.1.0": {"A": "[1, 1, 'TypeError']", "B": "1", "C": "'TypeError'", "D": "True"},
	}, func(version string) *host {
		files := map[string]string{"/app/s.py": source, "/app/x.env": "A=1\n"}
		return &host{packages: map[string]string{"environs": version, "dotenv": "1.0.0"}, files: files}
	})
}
