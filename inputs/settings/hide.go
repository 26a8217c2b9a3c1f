package settings

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// This file hides copies. The mark of a secret follows a value, but not the same
// text that stands somewhere else, under a name that tells nothing: X below
// `SECRET_KEY = X`, or a password that is typed in twice.

// Secrets are the texts that are secret somewhere in one target. Their texts
// leave it as facts alone.
type Secrets struct {
	groups  map[string]int                 // text -> number, in document order
	telling []string                       // texts that are a secret wherever they stand
	places  map[string][]document.Location // text -> the literals that it comes from
}

func newSecrets() *Secrets {
	return &Secrets{groups: map[string]int{}, places: map[string][]document.Location{}}
}

// Format prints a constant, whatever the verb.
func (*Secrets) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<secrets>") }

// add takes up a text that is secret, and gives the number of its group.
func (s *Secrets) add(text string, tr *value.Trace) int {
	if tr != nil && tr.Origin == document.OriginLiteral && len(tr.Steps) == 0 && text != "" {
		s.places[text] = append(s.places[text], tr.At)
	}
	if s.groups[text] == 0 {
		s.groups[text] = len(s.groups) + 1
		s.tell(text)
	}
	return s.groups[text]
}

func (s *Secrets) tell(text string) {
	if telling(text) && !slices.Contains(s.telling, text) {
		s.telling = append(s.telling, text)
	}
	if strings.Contains(text, "://") {
		if u, err := url.Parse(text); err == nil && u.User != nil {
			password, _ := u.User.Password()
			s.tell(password)
		}
	}
}

// variables takes up the secrets of a process environment.
func (s *Secrets) variables(env []document.Variable) {
	for _, v := range env {
		if text := v.Text.Reveal(); v.State == document.Known && secretVariable(v) {
			s.tell(text)
		}
	}
}

// join takes up what another has.
func (s *Secrets) join(o *Secrets) {
	for _, text := range o.telling {
		s.tell(text)
	}
	for text, at := range o.places {
		s.places[text] = append(s.places[text], at...)
	}
}

// The sizes in characters from which a text is looked for, alone and inside of others.
const (
	minAlone  = 6
	minInside = 8
	minPhrase = 20
)

// telling tells whether a text can hardly be anything but the secret: no word, no
// host name, rate or region, which other settings hold too. A run of letters and
// digits mixed is telling, and so is a long phrase that is no path.
func telling(text string) bool {
	facts := document.FactsOf("", text)
	n := utf8.RuneCountInString(text)
	if facts.Placeholder || facts.PublishedDefault || n < minAlone {
		return false
	}
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(run) >= minAlone && strings.ContainsFunc(run, unicode.IsDigit) && strings.ContainsFunc(run, unicode.IsLetter) {
			return true
		}
	}
	return n >= minPhrase && facts.Entropy != "low" && !strings.ContainsAny(text, "./:")
}

// holds tells whether a text is a secret or has one in it.
func (s *Secrets) holds(text string) bool {
	return slices.ContainsFunc(s.telling, func(secret string) bool {
		return text == secret || utf8.RuneCountInString(secret) >= minInside && strings.Contains(text, secret)
	})
}

// known tells whether a text that came from the given place is a secret.
func (s *Secrets) known(text string, at document.Location) bool {
	return slices.Contains(s.places[text], at) || s.holds(text)
}

// perhaps tells whether a node may have a text that is a secret. Most have none.
func (s *Secrets) perhaps(n *document.Node) bool {
	return n != nil && (s.holds(n.Because) || s.within(n.Value) || s.perhaps(n.IfUnset) ||
		slices.ContainsFunc(n.Chain, func(step document.Step) bool { return s.holds(step.Name) || s.holds(step.Note) }) ||
		slices.ContainsFunc(n.Choices, func(c document.Choice) bool { return s.holds(c.When) || s.perhaps(c.Node) }))
}

// within tells whether a part of a plain value may be a secret.
func (s *Secrets) within(v any) bool {
	switch v := v.(type) {
	case string:
		return s.places[v] != nil || s.holds(v)
	case []any:
		return slices.ContainsFunc(v, s.within)
	case map[string]any:
		for key, member := range v {
			if s.holds(key) || s.within(member) {
				return true
			}
		}
	case document.Doubt:
		return s.holds(v.Because)
	}
	return false
}

// Hide returns the node of a setting or variable without any text that is secret
// elsewhere in the target. A node without one is returned as it is.
func (s *Secrets) Hide(name string, n *document.Node) *document.Node {
	if n == nil || n.Origin == document.OriginDjangoDefault || n.Origin == document.OriginPackageDefault || !s.perhaps(n) {
		return n
	}
	out := *n
	out.Because, out.Chain = s.scrub(n.Because), s.steps(n.Chain)
	out.IfUnset = s.Hide(name, n.IfUnset)
	out.Choices = nil
	for _, c := range n.Choices {
		out.Choices = append(out.Choices, document.Choice{When: s.scrub(c.When), Node: s.Hide(name, c.Node)})
	}
	if text, ok := n.Value.(string); ok && s.known(text, n.At) {
		out.Value, out.HasValue, out.Secret, out.Facts = nil, false, true, s.Facts(name, text)
		out.Facts.Copy = true
		return &out
	}
	if v, changed := s.value(name, "", n, n.Value); changed {
		out.Value = v
		out.AtPaths, out.Parts = visible(s, n.AtPaths), visible(s, n.Parts)
	}
	return &out
}

// visible are the entries whose paths name no key that is hidden.
func visible[T any](s *Secrets, paths map[string]T) map[string]T {
	out := maps.Clone(paths)
	maps.DeleteFunc(out, func(at string, _ T) bool { return s.holds(at) })
	return out
}

// value hides in one part of a node's value; changed is false where v has nothing to hide.
func (s *Secrets) value(name, at string, n *document.Node, v any) (out any, changed bool) {
	switch v := v.(type) {
	case string:
		if s.known(v, n.AtPaths[at]) {
			return map[string]any{document.KeySecret: s.Facts(name+"."+at, v)}, true
		}
	case []any:
		return s.list(name, at, n, v)
	case map[string]any:
		return s.dict(name, at, n, v)
	case document.Doubt:
		because := s.scrub(v.Because)
		return document.Doubt{Because: because, Needs: v.Needs}, because != v.Because
	}
	return v, false
}

func (s *Secrets) list(name, at string, n *document.Node, v []any) (out []any, changed bool) {
	out = v
	for i, member := range v {
		m, hidden := s.value(name, fmt.Sprintf("%s[%d]", at, i), n, member)
		if !hidden {
			continue
		}
		if !changed {
			out, changed = slices.Clone(v), true
		}
		out[i] = m
	}
	return out, changed
}

func (s *Secrets) dict(name, at string, n *document.Node, v map[string]any) (out map[string]any, changed bool) {
	out = v
	for _, key := range slices.Sorted(maps.Keys(v)) {
		m, hidden := s.value(name, strings.TrimPrefix(at+"."+key, "."), n, v[key])
		if !hidden && !s.holds(key) {
			continue
		}
		if !changed {
			out, changed = maps.Clone(v), true
		}
		if s.holds(key) {
			delete(out, key)
			key = secretKey(s.Facts("", key))
		}
		out[key] = m
	}
	return out, changed
}

func (s *Secrets) steps(chain []document.Step) []document.Step {
	out := slices.Clone(chain)
	for i := range out {
		out[i].Name, out[i].Note = s.scrub(out[i].Name), s.scrub(out[i].Note)
	}
	return out
}

// scrub writes "..." for each secret in a sentence.
func (s *Secrets) scrub(text string) string {
	for _, secret := range s.telling {
		if utf8.RuneCountInString(secret) >= minInside {
			text = strings.ReplaceAll(text, secret, "...")
		}
	}
	return text
}

// Facts are what may be said of a text that turned out to be secret.
func (s *Secrets) Facts(name, text string) *document.Facts {
	f := document.FactsOf(name, text)
	f.Group = s.add(text, nil)
	return &f
}

// secretKey stands for a dict's key that is secret.
func secretKey(f *document.Facts) string { return fmt.Sprintf("<secret %d>", f.Group) }
