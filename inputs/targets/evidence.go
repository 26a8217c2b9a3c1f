package targets

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/process"
)

// This file weighs what a service shows of being a developer's or a deployment's (rule 6).

// evidence is what a target's services show.
type evidence process.Signs

// onlyDevelopment tells whether something speaks for development and nothing for
// deployment.
func (e evidence) onlyDevelopment() bool { return len(e.Development) > 0 && len(e.Deployment) == 0 }

// onlyStartsAgain tells whether nothing speaks for deployment but that the service is
// started again.
func (e evidence) onlyStartsAgain() bool {
	return !slices.ContainsFunc(e.Deployment, func(s process.Sign) bool { return s.Kind != process.StartsAgain })
}

// mountsSource tells whether the processes run the source of the host.
func (e evidence) mountsSource() bool {
	return slices.ContainsFunc(e.Development, func(s process.Sign) bool { return s.Kind == process.MountsSource })
}

// runsRunserver tells whether the command starts the server of Django, or may.
func (e evidence) runsRunserver() bool {
	return slices.ContainsFunc(e.Development, func(s process.Sign) bool { return s.Kind == process.RunsRunserver })
}

// with adds what another service of the same target says.
func (e evidence) with(o evidence) evidence {
	return evidence{append(slices.Clone(e.Development), o.Development...), append(slices.Clone(e.Deployment), o.Deployment...)}
}

// settled leaves a server out of what speaks for deployment where it restarts whenever
// a source changes that the host has mounted: so work developers.
func (e evidence) settled() evidence {
	if !e.mountsSource() {
		return e
	}
	e.Deployment = slices.DeleteFunc(slices.Clone(e.Deployment), func(d process.Sign) bool {
		return d.Kind == process.Serves && slices.ContainsFunc(e.Development, func(s process.Sign) bool { return s.Kind == process.Reloads && s.Server == d.Server })
	})
	return e
}

// withoutRunserver leaves out that Django's own server runs.
func (e evidence) withoutRunserver() evidence {
	e.Development = slices.DeleteFunc(slices.Clone(e.Development), func(s process.Sign) bool { return s.Kind == process.RunsRunserver })
	return e
}

// class weighs the evidence: only development is development; anything else is
// judged, as unclear where both are there.
func (e evidence) class() (class string, unclear bool, because string) {
	switch {
	case e.onlyDevelopment():
		return Development, false, inWords(e.Development)
	case len(e.Development) > 0:
		return Production, true, inWords(e.Deployment) + "; but also " + inWords(e.Development)
	case len(e.Deployment) > 0:
		return Production, false, inWords(e.Deployment)
	}
	return Production, false, "nothing speaks for development"
}

// inWords lists signs, each once.
func inWords(signs []process.Sign) string {
	var out []string
	for _, s := range signs {
		if !slices.Contains(out, s.Text) {
			out = append(out, s.Text)
		}
	}
	return strings.Join(out, ", ")
}
