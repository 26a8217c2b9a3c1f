package models

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// Where the releases of PyYAML read otherwise than each other, or than Go's reader.

// yamlLacks tells whether a name came to PyYAML only with a later release than is installed.
func yamlLacks(t *value.Thread, name string) bool {
	switch name {
	case "full_load", "full_load_all", "unsafe_load", "unsafe_load_all", "FullLoader", "CFullLoader", "UnsafeLoader", "CUnsafeLoader", "warnings":
		return packageBelow(t, "yaml", 5, 1)
	}
	return false
}

// yamlUnreadable tells whether a text has characters that PyYAML before 5.1 refuses: those
// outside of the basic plane.
func yamlUnreadable(t *value.Thread, s string) bool {
	return packageBelow(t, "yaml", 5, 1) && strings.ContainsFunc(s, func(c rune) bool { return c > 0xffff })
}

// yamlOdd is what Go's reader refuses and PyYAML may take: directives, and a "?" that ends
// before a bracket or a comma.
var yamlOdd = pattern.New(`(?m)^%|\?\s*[\]},]`)

// yamlPerhapsRead tells whether PyYAML may take a text that Go's reader refuses; the escape
// "\/" it has since 5.1.
func yamlPerhapsRead(t *value.Thread, s string) bool {
	return yamlOdd.MatchString(s) || strings.Contains(s, `\/`) && !packageBelow(t, "yaml", 5, 1)
}

// flowColons finds a plain scalar within brackets that PyYAML ends before Go's reader does:
// at a "?", at a ":" before a bracket or a comma and, before 5.1, at any ":". It gives the
// exception where that is an error, and an unknown where it is something else.
func flowColons(t *value.Thread, n *yaml.Node, broken *yamlErrors, tr *value.Trace) (*value.Class, *value.Unknown) {
	old := packageBelow(t, "yaml", 5, 1)
	var find func(n *yaml.Node, inside bool) (*value.Class, *value.Unknown)
	find = func(n *yaml.Node, inside bool) (*value.Class, *value.Unknown) {
		if n.Kind == yaml.ScalarNode && n.Style&^yaml.TaggedStyle == 0 && inside {
			i := strings.IndexAny(n.Value, "?:")
			switch {
			case i > 0 && n.Value[i] == '?':
				return broken.parser, nil
			case i == 0 || strings.HasSuffix(n.Value, ":"):
				return nil, unknown(t, "a colon within the brackets of YAML is not followed", tr)
			case i > 0 && old:
				return broken.scanner, nil
			case strings.Contains(n.Value, "?"):
				return broken.parser, nil
			}
		}
		inside = inside || n.Style&yaml.FlowStyle != 0
		for _, inner := range n.Content {
			if stage, u := find(inner, inside); stage != nil || u != nil {
				return stage, u
			}
		}
		return nil, nil
	}
	return find(n, false)
}
