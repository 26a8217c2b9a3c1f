package caddy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the matchers of directives (caddyserver.com/docs/caddyfile/matchers).

// place is where a directive holds, in the words of document.Route: "/" as a prefix
// for all requests, @name as a condition for what is not by paths alone.
type place struct{ path, match string }

var everywhere = place{"/", "prefix"}

func (p place) all() bool { return p == everywhere }

// has tells whether a route is for this place.
func (p place) has(r document.Route) bool { return r.Path == p.path && r.Match == p.match }

// placeOf reads a pattern of paths: one that ends in a star is a prefix.
func placeOf(pattern string) place {
	prefix, ok := strings.CutSuffix(pattern, "*")
	switch {
	case prefix == "" || prefix == "/" && ok:
		return everywhere
	case strings.Contains(prefix, "*"):
		return place{pattern, "condition"}
	case ok:
		return place{prefix, "prefix"}
	}
	return place{pattern, "exact"}
}

func placesOf(patterns []string) []place {
	var out []place
	for _, p := range patterns {
		out = append(out, placeOf(p))
	}
	return out
}

// matcher returns where a directive holds, and its other arguments.
func (h *handler) matcher(d *directive) ([]place, []string) {
	args := d.args()
	if len(args) == 0 {
		return []place{everywhere}, args
	}
	switch m := args[0]; {
	case m == "*":
		return []place{everywhere}, args[1:]
	case strings.HasPrefix(m, "@"):
		if paths := h.paths(m, ""); len(paths) > 0 {
			return placesOf(paths), args[1:]
		}
		if len(h.paths(m, "not")) > 0 {
			return []place{everywhere}, args[1:]
		}
		return []place{{m, "condition"}}, args[1:]
	case strings.HasPrefix(m, "/") && (d.name() != "root" || len(args) > 1):
		return []place{placeOf(m)}, args[1:]
	}
	return []place{everywhere}, args
}

// excepted are the places that a directive for all others leaves; nil for none.
func (h *handler) excepted(d *directive) []place {
	if m := d.arg(0); strings.HasPrefix(m, "@") {
		return placesOf(h.paths(m, "not"))
	}
	return nil
}

// paths are those of a named matcher that looks at nothing else, with or without
// "not": @name not path /a* /b.
func (h *handler) paths(name, negated string) []string {
	lines := h.conditions(name)
	if len(lines) != 1 {
		return nil
	}
	words := lines[0]
	if negated != "" {
		if words[0] != negated {
			return nil
		}
		words = words[1:]
	}
	if len(words) < 2 || words[0] != "path" {
		return nil
	}
	return words[1:]
}

// conditions are the lines of a named matcher, all of which must be met.
func (h *handler) conditions(name string) [][]string {
	switch d := h.matchers[name]; {
	case d == nil:
		return nil
	case d.opens:
		return blockWords(d)
	case len(d.args()) > 0:
		return [][]string{d.args()}
	}
	return nil
}

// singlePath is the path of a directive's matcher, where that names one alone.
func (h *handler) singlePath(d *directive) string {
	if strings.HasPrefix(d.arg(0), "/") {
		return d.arg(0)
	}
	for _, words := range h.conditions(d.arg(0)) {
		if words[0] == "path" && len(words) == 2 {
			return words[1]
		}
	}
	return ""
}

// matcherless is 0 for a directive with a matcher, else 1.
func matcherless(d *directive) int {
	if strings.HasPrefix(d.arg(0), "/") || strings.HasPrefix(d.arg(0), "@") {
		return 0
	}
	return 1
}

// guarding is the layer that says who may come in at a place.
func guarding(p place, guard string) layer {
	if p.match == "condition" {
		p, guard = everywhere, document.GuardCondition
	}
	return layer{p, func(r *document.Route) {
		if r.Does == document.Answers || r.Does == document.Redirects || slices.Contains(r.Guards, guard) {
			return
		}
		r.Guards = append(slices.Clone(r.Guards), guard)
		slices.Sort(r.Guards)
	}}
}

// refusals are the layers of a directive that answers with an error whoever is not
// of a list. They hold for what Caddy asks after it:
//
//	@strangers {
//	    path /admin/*
//	    not remote_ip 10.0.0.0/8
//	}
//	respond @strangers 403
func (h *handler) refusals(d *directive) []layer {
	if len(h.paths(d.arg(0), "")) > 0 || d.name() == "respond" && status(d.args()) < 400 {
		return nil
	}
	places, guard := []place{everywhere}, ""
	for _, words := range h.conditions(d.arg(0)) {
		switch {
		case words[0] == "path":
			places = placesOf(words[1:])
		case len(words) > 1 && words[0] == "not" && (words[1] == "remote_ip" || words[1] == "client_ip"):
			guard = document.GuardAddress
		case words[0] != "method" && words[0] != "host" && words[0] != "protocol" && !(words[0] == "not" && len(words) > 1 && words[1] == "path"):
			guard = cmp.Or(guard, document.GuardCondition)
		}
	}
	var out []layer
	for _, p := range places {
		if guard != "" {
			out = append(out, guarding(p, guard))
		}
	}
	return out
}
