package inputs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// hidden is what Django masks in the report of an error: whatever has a name, or a
// key, with one of these words (django.views.debug.SafeExceptionReporterFilter; not
// all versions have AUTH).
var hidden = []string{"API", "AUTH", "TOKEN", "KEY", "SECRET", "PASS", "SIGNATURE", "HTTP_COOKIE"}

func isHidden(name string) bool {
	upper := strings.ToUpper(name)
	return slices.ContainsFunc(hidden, func(word string) bool { return strings.Contains(upper, word) })
}

// secretPart is a setting that is a secret, or a part of one.
type secretPart struct {
	subject string
	masked  bool // in the report of an error
	facts   document.Facts
}

// secretParts are those of what the project sets, in order of name; of what rests
// on a default that may not hold, none.
func secretParts(settings map[string]*document.Node) []secretPart {
	var out []secretPart
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		n := settings[name]
		switch {
		case !n.Set || len(n.Assumes) > 0:
		case n.Facts != nil:
			out = append(out, secretPart{name, isHidden(name), *n.Facts})
		default:
			out = append(out, below(name, name, secretsIn(n.Value))...)
		}
	}
	return out
}

// secretsIn are those of a value, their subjects relative to it.
func secretsIn(v any) []secretPart {
	var out []secretPart
	switch v := v.(type) {
	case []any:
		for i, member := range v {
			if found := secretsIn(member); found != nil {
				out = append(out, below(fmt.Sprintf("[%d]", i), "", found)...)
			}
		}
	case map[string]any:
		if f, ok := v[document.KeySecret].(*document.Facts); ok {
			return []secretPart{{facts: *f}}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = append(out, below("."+key, key, secretsIn(v[key]))...)
		}
	}
	return out
}

// below are parts of what has a name, and a place in what holds it.
func below(place, name string, parts []secretPart) []secretPart {
	for i, p := range parts {
		parts[i].subject, parts[i].masked = place+p.subject, p.masked || isHidden(name)
	}
	return parts
}

// unmasked are the secrets that the report of an error shows in clear.
func unmasked(parts []secretPart) []string {
	var out []string
	for _, p := range parts {
		if !p.masked && !p.facts.Empty && !p.facts.Placeholder {
			out = append(out, p.subject)
		}
	}
	return out
}

// hardcoded finds the settings, SECRET_KEY and the databases aside, that are or hold a
// text which is a literal of a file that git may track, and a secret by its name or its
// own beginning. What several are, or one of these too, is told once; and so is a constant
// that one of these only falls back to.
func (r *reader) hardcoded(all map[string]*document.Node) []document.Sighting {
	var out []document.Sighting
	told, fallbacks := map[document.Location]bool{}, map[document.Location]bool{}
	for _, name := range ownPolicies {
		switch n := all[name]; {
		case n == nil:
		case isLiteral(n):
			tellPlaces(told, n)
		default:
			tellPlaces(fallbacks, n)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		n := all[name]
		if !isLiteral(n) || slices.Contains(ownPolicies, name) {
			continue
		}
		for _, s := range literalSecrets(name, n) {
			constant := fallbacks[s.At] && s.Setting == name
			if !told[s.At] && !constant && !r.untracked(s.At.File) {
				told[s.At] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// ownPolicies are the settings of whose literals other policies tell.
var ownPolicies = []string{"SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASES"}

func isLiteral(n *document.Node) bool { return n.Origin == "literal" && len(n.Assumes) == 0 }

// tellPlaces adds where the texts of a setting stand.
func tellPlaces(told map[document.Location]bool, n *document.Node) {
	told[n.At] = true
	for _, at := range n.AtPaths {
		told[at] = true
	}
}

// literalSecrets are those that a setting is or holds, a dict of the options of a service
// for one.
func literalSecrets(name string, n *document.Node) []document.Sighting {
	if n.Facts != nil {
		if keepsSecret(name, *n.Facts) {
			return []document.Sighting{{Setting: name, At: n.At}}
		}
		return nil
	}
	var out []document.Sighting
	for _, p := range secretsIn(n.Value) {
		at, placed := n.AtPaths[strings.TrimPrefix(p.subject, ".")]
		key := p.subject[strings.LastIndexByte(p.subject, '.')+1:]
		if placed && isWritten(n, strings.TrimPrefix(p.subject, ".")) && keepsSecret(strings.ToUpper("_"+key), p.facts) {
			out = append(out, document.Sighting{Setting: name + p.subject, At: at})
		}
	}
	return out
}

// isWritten tells whether a part of a setting is a literal as the whole is, and so is
// what holds it.
func isWritten(n *document.Node, path string) bool {
	for at, p := range n.Parts {
		if (path == at || strings.HasPrefix(path, at+".") || strings.HasPrefix(path, at+"[")) && (p.Origin != "" || len(p.Reads) > 0 || len(p.Assumes) > 0) {
			return false
		}
	}
	return true
}

// secretSuffixes end the names of settings that hold secrets, never what is public beside
// them: a site key, a name of a header, a prefix of keys.
var secretSuffixes = []string{"_PASSWORD", "_SECRET", "_SECRET_KEY", "_SECRET_ACCESS_KEY", "_PRIVATE_KEY", "_SIGNING_KEY", "_AUTH_TOKEN", "_BOT_TOKEN"}

// secretPrefixes are public beginnings of texts that are secrets whatever their name.
var secretPrefixes = []string{"sk_live_", "rk_live_", "whsec_", "ghp_", "github_pat_", "glpat-", "xoxb-", "SG.", "-----BEGIN"}

// signingKeys end the names of keys with which tokens are signed: whatever text one is,
// a sample too, it is the key.
var signingKeys = []string{"_SIGNING_KEY", "JWT_SECRET", "JWT_SECRET_KEY", "JWT_PRIVATE_KEY"}

// keepsSecret tells whether a setting of that name is a secret that somebody uses: no
// sample, none for developers and no default that everybody knows. A name alone says little of a text without
// digits, which may be the name of a route or of a file.
func keepsSecret(name string, f document.Facts) bool {
	switch {
	case f.Empty, strings.HasPrefix(name, "DEV_"):
		return false
	case slices.ContainsFunc(signingKeys, func(s string) bool { return strings.HasSuffix(name, s) }):
		return true
	case f.Placeholder || f.PublishedDefault:
		return false
	case name == "EMAIL_HOST_PASSWORD" || slices.Contains(secretPrefixes, f.Prefix):
		return true
	}
	return !f.Short && slices.Contains(f.Classes, "digits") && !strings.Contains(name, "TEST") &&
		slices.ContainsFunc(secretSuffixes, func(s string) bool { return strings.HasSuffix(name, s) })
}
