package compose

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// maxRange is the number of ports of a range that are told one by one.
const maxRange = 1024

// ports returns the published ports of a service, each once.
func (l *loader) ports(n *node) []document.Port {
	var out []document.Port
	seen := map[document.Port]bool{}
	for _, item := range n.each() {
		for _, p := range l.port(item) {
			key := p
			key.At = document.Location{}
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
	p := document.Port{At: n.at}
	switch n.kind {
	case scalar:
		p.HostIP, p.Published, p.Container = splitPort(l.text(n))
	case mapping:
		p.HostIP, p.Published, p.Container = l.text(n.get("host_ip")), l.text(n.get("published")), l.text(n.get("target"))
	}
	p.Container, _, _ = strings.Cut(p.Container, "/")
	if p.HostIP == "0.0.0.0" || p.HostIP == "::" {
		p.HostIP = ""
	}
	p.Loopback = isLoopback(p.HostIP)
	out, ok := spread(p)
	if !ok {
		l.fail(CodeShape, n.at, "a port must be [[host ip:]published:]container[/protocol], each a number or a range first-last")
	}
	return out
}

// spread makes a port of each of a range of containers' ports. Where one port
// of the container has a range of the host's, the platform picks one.
func spread(p document.Port) ([]document.Port, bool) {
	if strings.Contains(p.Container+p.Published, "${") {
		return []document.Port{p}, true
	}
	inner, ok := portRange(p.Container)
	outer, published := portRange(p.Published)
	if !ok || p.Published != "" && !published || outer.size() != inner.size() && p.Published != "" && inner.size() != 1 {
		return nil, false
	}
	if inner.size() == 1 {
		return []document.Port{p}, true
	}
	var out []document.Port
	for i := range min(inner.size(), maxRange) {
		p.Container = strconv.Itoa(inner.first + i)
		if published {
			p.Published = strconv.Itoa(outer.first + i)
		}
		out = append(out, p)
	}
	return out, true
}

// span is a range of ports, both ends in it.
type span struct{ first, last int }

func (s span) size() int { return s.last - s.first + 1 }

// portRange reads a port, or first-last.
func portRange(s string) (span, bool) {
	first, last, found := strings.Cut(s, "-")
	if !found {
		last = first
	}
	a, err := strconv.ParseUint(first, 10, 16)
	b, err2 := strconv.ParseUint(last, 10, 16)
	return span{int(a), int(b)}, err == nil && err2 == nil && a <= b
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

func isLoopback(ip string) bool {
	addr, err := netip.ParseAddr(ip)
	return err == nil && addr.Unmap().IsLoopback()
}
