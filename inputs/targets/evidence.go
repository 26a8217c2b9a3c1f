package targets

import (
	"slices"
	"strings"
)

// This file weighs what a service shows of being a developer's or a deployment's (rule 6).

// evidence is what speaks for development and for deployment.
type evidence struct{ development, deployment []sign }

// sign is one thing that does, in words for the user.
type sign struct {
	text   string
	kind   signKind
	server string // that serves, or that reloads
}

type signKind int

// The kinds of signs that are asked for.
const (
	other         signKind = iota
	serves                 // a server made for deployments
	reloads                // a server that restarts when a file changes
	runsRunserver          // the server of Django
	mountsSource           // the source of the host
	startsAgain            // the service is started again when it ends
)

// said is a sign that nobody asks for.
func said(text string) sign { return sign{text: text} }

// onlyDevelopment tells whether something speaks for development and nothing for
// deployment.
func (e evidence) onlyDevelopment() bool { return len(e.development) > 0 && len(e.deployment) == 0 }

// onlyStartsAgain tells whether nothing speaks for deployment but that the service is
// started again.
func (e evidence) onlyStartsAgain() bool {
	return !slices.ContainsFunc(e.deployment, func(s sign) bool { return s.kind != startsAgain })
}

// with adds what another service of the same target says.
func (e evidence) with(o evidence) evidence {
	return evidence{append(slices.Clone(e.development), o.development...), append(slices.Clone(e.deployment), o.deployment...)}
}

// settled leaves a server out of what speaks for deployment where it restarts whenever
// a source changes that the host has mounted: so work developers.
func (e evidence) settled() evidence {
	if !slices.ContainsFunc(e.development, func(s sign) bool { return s.kind == mountsSource }) {
		return e
	}
	e.deployment = slices.DeleteFunc(slices.Clone(e.deployment), func(d sign) bool {
		return d.kind == serves && slices.ContainsFunc(e.development, func(s sign) bool { return s.kind == reloads && s.server == d.server })
	})
	return e
}

// withoutRunserver leaves out that Django's own server runs.
func (e evidence) withoutRunserver() evidence {
	e.development = slices.DeleteFunc(slices.Clone(e.development), func(s sign) bool { return s.kind == runsRunserver })
	return e
}

// class weighs the evidence: only development is development; anything else is
// judged, as unclear where both are there.
func (e evidence) class() (class string, unclear bool, because string) {
	switch {
	case e.onlyDevelopment():
		return Development, false, inWords(e.development)
	case len(e.development) > 0:
		return Production, true, inWords(e.deployment) + "; but also " + inWords(e.development)
	case len(e.deployment) > 0:
		return Production, false, inWords(e.deployment)
	}
	return Production, false, "nothing speaks for development"
}

// inWords lists signs, each once.
func inWords(signs []sign) string {
	var out []string
	for _, s := range signs {
		if !slices.Contains(out, s.text) {
			out = append(out, s.text)
		}
	}
	return strings.Join(out, ", ")
}
