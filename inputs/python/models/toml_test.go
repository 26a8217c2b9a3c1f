package models

import "testing"

// TestTOMLReleases is about the package toml; what is wanted is what each release says, or
// that it is not known.
func TestTOMLReleases(t *testing.T) {
	const source = `import os, toml
` + asksFor + `file = os.path.join(os.path.dirname(__file__), 'x.toml')
A = f(toml.loads, 'a = 1\n[s]\nb = "x"')
B = [f(toml.load, file), f(toml.loads, 'a = 1', _dict=dict), f(toml.load, 5)]
C = f(toml.load, [file, file])
D = f(toml.loads, 'a = "\\""')
E = f(toml.loads, 'a = 07:32:00.5')
F = f(toml.loads, 'a = "\\n"')
`
	const odd = "unknown: how the package toml reads this is not followed"
	const simple = "{'a': 1, 's': {'b': 'x'}}"
	expectReleases(t, map[string]map[string]string{
		"0.9.0":  {"A": "unknown: toml before 0.9.2 is not followed"},
		"0.9.2":  {"A": simple, "B": "[{'a': 1, 'b': [True, False]}, {'a': 1}, 'AttributeError']", "F": odd},
		"0.9.6":  {"A": simple, "B": "[{'a': 1, 'b': [True, False]}, {'a': 1}, 'TypeError']", "F": odd},
		"0.10.2": {"A": simple, "B": "[{'a': 1, 'b': [True, False]}, {'a': 1}, 'TypeError']", "C": "unknown: how toml reads what it is given is not followed", "D": odd, "E": odd, "F": `{'a': '\n'}`},
	}, func(version string) *host {
		files := map[string]string{"/app/s.py": source, "/app/x.toml": "a = 1\nb = [true, false]\n"}
		return &host{packages: map[string]string{"toml": version}, files: files}
	})
}
