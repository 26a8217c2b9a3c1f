package targets

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// profiles are those that COMPOSE_PROFILES starts, where the env file of the
// project says so: other services with profiles are then left out.
type profiles struct {
	active []string
	at     document.Location
}

// profiles reads COMPOSE_PROFILES in an env file that git tracks; another one
// says what one machine starts.
func (f *finder) profiles(env []document.Variable) profiles {
	v, ok := variable(env, "COMPOSE_PROFILES")
	if !ok || v.State != document.Known {
		return profiles{}
	}
	if tracked := f.plan.Git.Tracked(v.At.File); tracked != nil && !*tracked {
		return profiles{}
	}
	return profiles{strings.FieldsFunc(v.Text.Reveal(), func(r rune) bool { return r == ',' || r == ' ' }), v.At}
}

// leaveOut says why a service is not started; "" where it is.
func (p profiles) leaveOut(w *document.Workload) string {
	if len(p.active) == 0 || len(w.Profiles) == 0 || slices.Contains(p.active, "*") {
		return ""
	}
	if slices.ContainsFunc(w.Profiles, func(name string) bool { return slices.Contains(p.active, name) }) {
		return ""
	}
	return p.at.String() + " starts the profiles " + strings.Join(p.active, ", ") + " (COMPOSE_PROFILES), and it has " + strings.Join(w.Profiles, ", ")
}

// profileClass is the class that all profiles of a service have, and one of them.
func profileClass(names []string) (class, profile string) {
	for i, name := range names {
		c := wordClass(name)
		if c == "" || name == "docker" || i > 0 && c != class {
			return "", ""
		}
		class, profile = c, name
	}
	return class, profile
}
