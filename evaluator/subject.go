package evaluator

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file finds the place of a subject. A subject is a path in the document:
// a setting or a part of one (DEBUG, ALLOWED_HOSTS[1], DATABASES.default.PASSWORD),
// or begins with env., deps., source., target., service. or proxy.

// place is what the document says of a subject.
type place struct {
	at      document.Location
	chain   []document.Step
	facts   *document.Facts
	assumes []string
}

// locate returns the place of a subject. fallback asks for what the value is
// when no variable is set.
func locate(d *document.Document, subject string, fallback bool) place {
	root, rest, _ := strings.Cut(subject, ".")
	switch root {
	case "env":
		return locateNode(d, d.Env[rest], "", fallback)
	case "deps":
		if rest == "django" {
			return place{at: d.Django.At}
		}
		return place{at: d.Deps[rest].At}
	case "target":
		return place{at: d.Target.ModuleAt}
	case "service":
		fact, server := strings.CutPrefix(rest, "server.")
		if d.Service != nil && server && d.Service.Server.Fact(fact) != nil {
			return locateNode(d, d.Service.Server.Fact(fact), "", fallback)
		}
		if d.Service != nil {
			return place{at: d.Service.At}
		}
	case "proxy":
		if d.Proxy != nil {
			return place{at: d.Proxy.At}
		}
	}
	name, path := splitSetting(subject)
	return locateNode(d, d.Settings[name], path, fallback)
}

// splitSetting splits a subject into a setting's name and the path inside it, as
// document.Part writes paths.
func splitSetting(subject string) (name, path string) {
	if i := strings.IndexAny(subject, ".["); i >= 0 {
		return subject[:i], strings.TrimPrefix(subject[i:], ".")
	}
	return subject, ""
}

func locateNode(d *document.Document, n *document.Node, path string, fallback bool) place {
	unset := document.Location{File: d.Target.SettingsFile, Line: 1}
	if n == nil {
		return place{at: unset}
	}
	if fallback && n.IfUnset != nil {
		n = n.IfUnset
	}
	p := place{at: n.At, chain: n.Chain, assumes: n.Assumes, facts: n.Facts}
	if path != "" {
		p.facts = factsAt(n.Value, path)
		p.narrow(n, path)
	}
	if p.at.IsZero() {
		p.at = unset
	}
	return p
}

// narrow replaces what is told of the whole node by what is told of the part.
func (p *place) narrow(n *document.Node, path string) {
	if at, found := nearest(n.AtPaths, path); found {
		p.at = at
	}
	if part, found := nearest(n.Parts, path); found {
		p.assumes = part.Assumes
		if part.Chain != nil {
			p.chain = part.Chain
		}
	}
}

// nearest returns what a map of paths holds for path, or for the part around it.
func nearest[T any](paths map[string]T, path string) (found T, ok bool) {
	for path != "" {
		if found, ok = paths[path]; ok {
			return found, true
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return found, false
}

// factsAt returns the facts of the secret at a path inside a value.
func factsAt(v any, path string) *document.Facts {
	for _, key := range steps(path) {
		switch c := v.(type) {
		case map[string]any:
			v = c[key]
		case []any:
			i, ok := index(key)
			if !ok || i >= len(c) {
				return nil
			}
			v = c[i]
		}
	}
	m, _ := v.(map[string]any)
	switch f := m[document.KeySecret].(type) {
	case document.Facts:
		return &f
	case *document.Facts:
		return f
	}
	return nil
}

// steps splits "default.HOSTS[1]" into default, HOSTS, 1.
func steps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

// index reads a step of digits.
func index(step string) (int, bool) {
	n := 0
	for _, r := range step {
		if r < '0' || r > '9' || n > 1e6 {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, step != ""
}
