package models

import (
	"errors"
	"strconv"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// TestYAMLErrorsAreThoseOfTheirStage: PyYAML raises another exception in each stage, all of
// which are YAMLError.
func TestYAMLErrorsAreThoseOfTheirStage(t *testing.T) {
	for text, want := range map[string]string{
		"a: b: c": "ScannerError", "a: 'x": "ScannerError", "a: @x": "ScannerError", "- a\nb": "ScannerError",
		"a: ,": "ParserError", "[a, b": "ParserError", "a: 1\n- b": "ParserError",
		"a: *gone": "ComposerError", "--- 1\n--- 2": "ComposerError", "a: 1\n---\nb: [": "ComposerError", "[&x 1, &x 2]": "ComposerError",
		"a: =": "ConstructorError", "{[a]: 1}": "ConstructorError",
	} {
		th := newThread(&host{packages: map[string]string{"yaml": "6.0.2"}})
		_, err := newEvaluator(th).source("yaml.safe_load(" + strconv.Quote(text) + ")")
		var raised *value.Raised
		if !errors.As(err, &raised) || raised.Kind.Name != want {
			t.Errorf("%q: %v, want %s", text, err, want)
			continue
		}
		if any, ok := attribute(th, "yaml", "YAMLError").(*value.Class); !ok || !raised.Kind.Is(any) {
			t.Errorf("%q: %v is no YAMLError", text, err)
		}
	}
}

// TestYAMLReleases is about what PyYAML's releases read otherwise, and where Go's reader
// differs from all of them; what is wanted is what each release says, or that it is not known.
func TestYAMLReleases(t *testing.T) {
	const source = `import yaml
` + asksFor + `A = [f(yaml.safe_load, text) for text in ('[http://h/x]', '{a:1}', 'a: b?c', '😀', '._5', '._')]
B = [f(yaml.safe_load, text) for text in ('[a?x=1]', '{a?b: 1}', '1:30', '010')]
C = [hasattr(yaml, name) for name in ('FullLoader', 'full_load', 'UnsafeLoader', 'safe_load')]
D = [f(yaml.load, '1'), f(lambda: yaml.load('1', yaml.FullLoader))]
E = f(yaml.safe_load, '"\\/"')
F = f(yaml.safe_load, '%YAML 1.2\n--- a')
G = f(yaml.safe_load, '[a:, 1]')
H = f(yaml.safe_load, '[a, ?]')
`
	const odd, colon = "unknown: whether PyYAML reads this is not known", "unknown: a colon within the brackets of YAML is not followed"
	for version, want := range map[string]map[string]string{
		"3.13":  {"A": "['ScannerError', 'ScannerError', {'a': 'b?c'}, 'ReaderError', 0.5, 'ValueError']", "B": "['ParserError', 'ParserError', 90, 8]", "C": "[False, False, False, True]", "D": "[1, 'AttributeError']", "E": "'ScannerError'"},
		"5.4.1": {"A": "[['http://h/x'], {'a:1': None}, {'a': 'b?c'}, '😀', 0.5, 'ValueError']", "B": "['ParserError', 'ParserError', 90, 8]", "C": "[True, True, True, True]", "D": "[1, 1]", "E": odd},
		"6.0.3": {"A": "[['http://h/x'], {'a:1': None}, {'a': 'b?c'}, '😀', '._5', '._']", "B": "['ParserError', 'ParserError', 90, 8]", "C": "[True, True, True, True]", "D": "['TypeError', 1]", "E": odd},
	} {
		t.Run(version, func(t *testing.T) {
			want["F"], want["G"], want["H"] = odd, colon, odd
			expectNames(t, &host{packages: map[string]string{"yaml": version}, files: map[string]string{"/app/s.py": source}}, want)
		})
	}
}
