package targets

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// forOneself tells whether the variables of a service turn DEBUG on and admit the hosts
// alone by which developers ask for their own containers, or their own cluster: nobody
// else gets an answer.
func (t *Target) forOneself(d deployment) bool {
	own := false
	for _, v := range t.Env {
		if v.State == document.Known && strings.HasSuffix(strings.ToUpper(v.Name), "ALLOWED_HOSTS") {
			own = onlyOwnHosts(v.Text.Reveal(), d.kind)
			if !own {
				return false
			}
		}
	}
	return own && t.turnsDebugOn()
}

// turnsDebugOn tells whether a variable of the target's processes does.
func (t *Target) turnsDebugOn() bool {
	return slices.ContainsFunc(t.Env, func(v document.Variable) bool {
		name := strings.ToUpper(v.Name)
		return v.State == document.Known && (name == "DEBUG" || strings.HasSuffix(name, "_DEBUG")) && turnedOn(v)
	})
}

// turnedOn tells whether a variable holds what readers of booleans take for true.
func turnedOn(v document.Variable) bool {
	return slices.Contains([]string{"1", "on", "true", "yes"}, strings.ToLower(v.Text.Reveal()))
}

// onlyOwnHosts tells whether a list of hosts, however it is written, has only such as
// developers ask for on their machine. A proxy beside Django may ask for a name of the
// network instead of what visitors did; the ingress of a cluster does not.
func onlyOwnHosts(list, kind string) bool {
	hosts := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(` ,;"'`, r) })
	return len(hosts) > 0 && !slices.ContainsFunc(hosts, func(host string) bool {
		host = strings.ToLower(strings.TrimPrefix(strings.Trim(host, "[]"), "."))
		inside := kind == "kubernetes" && (!strings.Contains(host, ".") || strings.HasSuffix(host, ".local"))
		return host == "*" || !inside && !slices.Contains(ownHosts, host) && !strings.HasSuffix(host, ".localhost")
	})
}

var ownHosts = []string{"localhost", "127.0.0.1", "0.0.0.0", "::1", "host.docker.internal"}
