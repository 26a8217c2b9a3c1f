// Package docker reads the short notations of Docker that Compose files and command
// lines share: published ports, mounts, paths and names of images.
package docker

import (
	"net/netip"
	"path"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// maxRange is the number of ports of a range that are told one by one.
const maxRange = 1024

// Ports reads [[host ip:]published:]container[/protocol]; a range is several ports.
// False: it is none.
func Ports(text string, at document.Location) ([]document.Port, bool) {
	p := document.Port{At: at}
	p.HostIP, p.Published, p.Container = splitPort(text)
	return Published(p)
}

// Published completes a port whose HostIP, Published and Container are as a file
// gives them: a range becomes several ports, an address of all interfaces none.
func Published(p document.Port) ([]document.Port, bool) {
	p.Container, _, _ = strings.Cut(p.Container, "/")
	if p.HostIP == "0.0.0.0" || p.HostIP == "::" {
		p.HostIP = ""
	}
	p.Loopback = isLoopback(p.HostIP)
	return spread(p)
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

// isLoopback gives nil for an address that a variable has which no file sets.
func isLoopback(ip string) *bool {
	if strings.Contains(ip, "${") {
		return nil
	}
	addr, err := netip.ParseAddr(ip)
	return new(err == nil && addr.Unmap().IsLoopback())
}

// Volume reads [source:]target[:mode]. Its target is as written, "" where there is none.
func Volume(text string, at document.Location) document.Mount {
	fields := cut(text)
	if len(fields) == 1 {
		fields = []string{"", fields[0]}
	}
	return document.Mount{Source: fields[0], Bind: IsHostPath(fields[0]), Target: fields[1], At: at}
}

// IsHostPath tells whether the source of a volume is a path of the host, not the
// name of a volume: also of Windows, C:\data and \\.\pipe\docker.
func IsHostPath(source string) bool {
	switch {
	case source == "":
		return false
	case strings.IndexByte("./~", source[0]) >= 0, strings.HasPrefix(source, `\\`):
		return true
	}
	return len(source) > 1 && source[1] == ':' && isLetter(source[0])
}

// cut splits at the colons outside ${...}. A colon after a single letter at the
// beginning is that of a Windows drive.
func cut(s string) []string {
	var out []string
	start, depth := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '{' && i > 0 && s[i-1] == '$':
			depth++
		case s[i] == '}' && depth > 0:
			depth--
		case s[i] == ':' && depth == 0 && !(i-start == 1 && isLetter(s[start])):
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// Inside returns a path that a file names, relative to the root. It is false
// where that is outside the root or not a path at all.
func Inside(dir, name string) (string, bool) {
	if name == "" || path.IsAbs(name) || name[0] == '~' || strings.Contains(name, "://") || strings.HasPrefix(name, "git@") {
		return name, false
	}
	joined := path.Join(dir, name)
	if joined == ".." || strings.HasPrefix(joined, "../") {
		return name, false
	}
	return joined, true
}

// Repository is the name of an image without tag and digest.
func Repository(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		return image[:i]
	}
	return image
}
