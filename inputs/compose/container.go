package compose

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// container reads how the processes of a service are run.
func (l *loader) container(n *node) document.Container {
	return document.Container{
		User:        l.text(n.get("user")),
		ReadOnly:    l.isTrue(n.get("read_only")),
		Privileged:  l.isTrue(n.get("privileged")),
		CapAdd:      l.names(n.get("cap_add")),
		CapDrop:     l.names(n.get("cap_drop")),
		SecurityOpt: l.names(n.get("security_opt")),
		Expose:      l.names(n.get("expose")),
		NetworkMode: l.text(n.get("network_mode")),
		Networks:    l.names(n.get("networks")),
		Restart:     l.text(n.get("restart")),
		Replicas:    l.replicas(n),
		Healthcheck: l.healthcheck(n.get("healthcheck")),
	}
}

// isTrue tells whether a text is one that compose takes for true.
func (l *loader) isTrue(n *node) bool {
	return slices.Contains([]string{"true", "y", "yes", "on"}, strings.ToLower(l.text(n)))
}

// replicas returns how many containers a service has: what scale says, or deploy.
func (l *loader) replicas(n *node) *int {
	said := n.get("scale")
	if said.isNull() {
		said = n.get("deploy").get("replicas")
	}
	count, err := strconv.Atoi(l.text(said))
	if err != nil {
		return nil
	}
	return &count
}

// healthcheck returns nil where a service has none of its own.
func (l *loader) healthcheck(n *node) *document.Healthcheck {
	if n.isNull() {
		return nil
	}
	h := &document.Healthcheck{Disabled: l.isTrue(n.get("disable")), At: n.at}
	test := n.get("test")
	if test.isNull() {
		return h
	}
	h.At = test.at
	if test.kind == scalar {
		h.Test = []string{"/bin/sh", "-c", l.text(test)}
	} else {
		h.Test = l.command(test)
	}
	switch {
	case len(h.Test) == 0:
	case h.Test[0] == "NONE":
		h.Test, h.Disabled = nil, true
	case h.Test[0] == "CMD":
		h.Test = h.Test[1:]
	case h.Test[0] == "CMD-SHELL":
		h.Test = append([]string{"/bin/sh", "-c"}, h.Test[1:]...)
	}
	h.Test = document.HideArguments(h.Test)
	return h
}
