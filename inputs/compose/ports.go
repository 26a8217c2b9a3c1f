package compose

import (
	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
)

// ports returns the published ports of a service, each once.
func (l *loader) ports(n *node) []document.Port {
	var out []document.Port
	seen := map[[3]string]bool{}
	for _, item := range n.each() {
		for _, p := range l.port(item) {
			key := [...]string{p.HostIP, p.Published, p.Container}
			if !seen[key] {
				seen[key] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// port reads [[host ip:]published:]container[/protocol], or the same as a
// mapping; a range is several ports.
func (l *loader) port(n *node) []document.Port {
	var out []document.Port
	ok := false
	switch n.kind {
	case scalar:
		out, ok = docker.Ports(l.text(n), n.at)
	case mapping:
		out, ok = docker.Published(document.Port{HostIP: l.text(n.get("host_ip")), Published: l.text(n.get("published")), Container: l.text(n.get("target")), At: n.at})
	}
	if !ok {
		l.fail(CodeShape, n.at, "a port must be [[host ip:]published:]container[/protocol], each a number or a range first-last")
	}
	return out
}
