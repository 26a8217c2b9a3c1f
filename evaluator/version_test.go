package evaluator

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]Version{
		"5.0": {5}, "5.1.1": {5, 1, 1}, "10.0.0": {10}, "5.0rc1": {5}, "4.2.11+deb12u1": {4, 2, 11}, "": nil, "main": nil, "0": {0},
	} {
		if got := ParseVersion(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestIntervals(t *testing.T) {
	type versions = document.Django
	for _, c := range []struct {
		specifier string
		django    versions
		want      overlap
	}{
		{">=4.0", versions{Exact: "4.0"}, inside},
		{">=4.0", versions{Exact: "5.1.2"}, inside},
		{">=4.0", versions{Exact: "3.2.25"}, outside},
		{">=4.0", versions{Min: "4.1"}, inside},
		{">=4.0", versions{Min: "3.2"}, partly},
		{">=4.0", versions{Min: "3.2", Below: "4"}, outside},
		{">=4.0", versions{Min: "3.2", Below: "4.0.1"}, partly},
		{">=4.0", versions{}, partly},
		{"<5.1", versions{Exact: "5.0.14"}, inside},
		{"<5.1", versions{Exact: "5.1"}, outside},
		{"<5.1", versions{Min: "5.1"}, outside},
		{"<5.1", versions{Min: "4.2"}, partly},
		{"<5.1", versions{Min: "4.2", Below: "5.1"}, inside},
		{">=4.0,<5.0", versions{Min: "4.1", Below: "4.2"}, inside},
		{">=4.0,<5.0", versions{Exact: "5.0"}, outside},
		{">=4.0,<5.0", versions{Below: "3.2"}, outside},
	} {
		in, err := ParseInterval(c.specifier)
		if err != nil {
			t.Fatal(err)
		}
		if got := in.meets(c.django); got != c.want {
			t.Errorf("%s with %+v: %d, want %d", c.specifier, c.django, got, c.want)
		}
	}
	for _, wrong := range []string{"4.0", "==4.0", ">4.0", ""} {
		if _, err := ParseInterval(wrong); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"a", "a", true}, {"a", "ab", false}, {"a*", "ab", true}, {"*b", "ab", true}, {"a*c", "abc", true}, {"a*c", "ac", true},
		{"a*b*c", "a1b2c", true}, {"a*b*c", "acb", false}, {"*", "", true}, {"X[*]", "X[12]", true}, {"a*a", "a", false},
	} {
		if got := matches(c.pattern, c.text); got != c.want {
			t.Errorf("%q on %q: %v", c.pattern, c.text, got)
		}
	}
}

func TestSeverities(t *testing.T) {
	for _, s := range Severities() {
		if parsed, err := ParseSeverity(s.String()); err != nil || parsed != s {
			t.Errorf("%s: %v %v", s, parsed, err)
		}
	}
	if Critical < High || High < Medium || Medium < Low || Low < Info {
		t.Error("out of order")
	}
}
