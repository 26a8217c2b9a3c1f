package models

import "testing"

// TestDecoupleReleases is about which of the process and the file wins, and what counts for
// false; what is wanted is what each release of python-decouple says.
func TestDecoupleReleases(t *testing.T) {
	const source = `import decouple as d
` + asksFor + `A = [f(d.config, name) for name in ('BOTH', 'FILE', 'EMPTY', 'BLANK', 'VARIABLE', 'NONE')]
B = [f(d.config, name, default='d') for name in ('VARIABLE', 'NONE', 'LONE')]
C = [f(d.config, 'NONE', default=v, cast=bool) for v in ('', 'y', 'on')]
D = f(lambda: [d.Csv()('a,b'), d.Csv(post_process=tuple)(None)])
`
	vars := map[string]string{"BOTH": "process", "EMPTY": "", "VARIABLE": "v", "LONE": ""}
	for _, file := range []struct {
		name, text string
		want       map[string]map[string]string
	}{
		{".env", "BOTH=file\nFILE = \"f\"\nEMPTY=file\nBLANK=\n", map[string]map[string]string{
			"2.2": {"A": "['file', 'UndefinedValueError', 'file', 'KeyError', 'v', 'UndefinedValueError']", "B": "['v', 'd', '']", "C": "['ValueError', 'ValueError', True]"},
			"2.4": {"A": "['file', 'f', 'file', '', 'v', 'UndefinedValueError']", "B": "['v', 'd', '']", "C": "['ValueError', 'ValueError', True]", "D": "'TypeError'"},
			"3.0": {"A": "['process', 'f', 'file', '', 'v', 'UndefinedValueError']", "B": "['v', 'd', 'KeyError']", "C": "['ValueError', 'ValueError', True]", "D": "'TypeError'"},
			"3.2": {"A": "['process', 'f', '', '', 'v', 'UndefinedValueError']", "B": "['v', 'd', '']", "C": "[False, 'ValueError', True]", "D": "[['a', 'b'], ()]"},
			"3.3": {"C": "[False, True, True]"},
			"3.5": {"C": "[False, True, True]"},
			"3.8": {"A": "['process', 'f', '', '', 'v', 'UndefinedValueError']", "B": "['v', 'd', '']", "C": "[False, True, True]", "D": "[['a', 'b'], ()]"},
		}},
		{"settings.ini", "[settings]\nBOTH=file\nFILE = f\nEMPTY=file\nBLANK=\n", map[string]map[string]string{
			"2.4": {"A": "['file', 'f', 'file', '', 'UndefinedValueError', 'UndefinedValueError']", "B": "['d', 'd', 'd']"},
			"3.0": {"A": "['process', 'f', 'file', '', 'v', 'UndefinedValueError']", "B": "['v', 'd', 'NoOptionError']"},
			"3.1": {"A": "['process', 'f', '', '', 'v', 'UndefinedValueError']", "B": "['v', 'd', '']"},
		}},
	} {
		for version, want := range file.want {
			t.Run(version+file.name, func(t *testing.T) {
				files := map[string]string{"/app/s.py": source, "/app/" + file.name: file.text}
				expectNames(t, &host{packages: map[string]string{"decouple": version}, vars: vars, files: files}, want)
			})
		}
	}
}
