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
