package compose

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// ports returns the published ports of a service, each once. Of a range, the
// first port stands for all.
func (l *loader) ports(n *node) []document.Port {
	var out []document.Port
	seen := map[document.Port]bool{}
	for _, item := range n.each() {
		p, ok := l.port(item)
		if !ok {
			continue
		}
		key := p
		key.At = document.Location{}
		if seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, p)
	}
	return out
}

// port reads [[host ip:]published:]container[/protocol], or the same as a mapping.
func (l *loader) port(n *node) (document.Port, bool) {
	p := document.Port{At: n.at}
	switch n.kind {
	case scalar:
		p.HostIP, p.Published, p.Container = splitPort(l.text(n))
	case mapping:
		p.HostIP, p.Published, p.Container = l.text(n.get("host_ip")), l.text(n.get("published")), l.text(n.get("target"))
	}
	p.Container, _, _ = strings.Cut(p.Container, "/")
	p.Container, p.Published = first(p.Container), first(p.Published)
	if !isPort(p.Container) || p.Published != "" && !isPort(p.Published) {
		l.fail(CodeShape, n.at, "a port must be [[host ip:]published:]container[/protocol]")
		return p, false
	}
	if p.HostIP == "0.0.0.0" || p.HostIP == "::" {
		p.HostIP = ""
	}
	p.Loopback = isLoopback(p.HostIP)
	return p, true
}

// splitPort splits the short form of a port. An IPv6 address is in brackets, or
// is what stands before the last two fields.
func splitPort(s string) (ip, published, container string) {
	fields := cut(s)
	n := len(fields)
	container = fields[n-1]
	if n > 1 {
		published = fields[n-2]
	}
	if n > 2 {
		ip = strings.Trim(strings.Join(fields[:n-2], ":"), "[]")
	}
	return ip, published, container
}

// first returns the first port of a range.
func first(s string) string {
	if strings.Contains(s, "${") {
		return s
	}
	port, _, _ := strings.Cut(s, "-")
	return port
}

// isPort tells whether a text is a port, or holds a variable that is not known.
func isPort(s string) bool {
	if strings.Contains(s, "${") {
		return true
	}
	_, err := strconv.ParseUint(s, 10, 16)
	return err == nil
}

func isLoopback(ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && addr.Unmap().IsLoopback()
}
