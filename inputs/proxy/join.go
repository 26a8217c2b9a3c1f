package proxy

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// This file joins proxies with what they forward to, and with each other.

// resolve finds the service behind a route.
func (j *joiner) resolve(s *Service, r *document.Route) {
	if r.Does != document.Forwards {
		return
	}
	for _, u := range r.Upstreams {
		behind := j.service(s, u)
		if behind == nil {
			continue
		}
		if r.Service == "" || j.isJudged(behind.Workload) && !r.Django {
			r.Service = behind.Name
		}
		r.Django = r.Django || j.isJudged(behind.Workload)
	}
	if r.Service == "" && len(r.Upstreams) > 0 {
		j.lose(gap{document.Gap{What: words(s), Because: "what listens on " + r.Upstreams[0] + " is no service here", At: r.At}, s.unnamed()})
	}
}

// lose notes a route to what is no service here: of several to one address, the first.
func (j *joiner) lose(g gap) {
	if !slices.ContainsFunc(j.lost, func(have gap) bool { return have.What == g.What && have.Because == g.Because }) {
		j.lost = append(j.lost, g)
	}
}

// service finds what listens on an address, as the proxy sees it.
func (j *joiner) service(s *Service, address string) *Service {
	if bound := j.bound(address); bound != nil && s.Unnamed {
		return bound
	}
	if socket, ok := strings.CutPrefix(address, "unix:"); ok {
		return j.behindSocket(s, socket)
	}
	host, port := address, ""
	if i := strings.LastIndexByte(address, ':'); i >= 0 {
		host, port = address[:i], address[i+1:]
	}
	if o := j.inTask(s, host, port); o != nil {
		return o
	}
	switch host {
	case "localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal", "172.17.0.1":
		if s.Workload.Kind == "kubernetes" {
			return j.inPod(s, port)
		}
		return j.publishing(port)
	}
	for k := range j.all {
		if o := &j.all[k]; o.Name == host || slices.Contains(o.Aliases, host) {
			return o
		}
	}
	return nil
}

// inTask finds the container of the task that a proxy is in: the one that it names, which
// `links` lead to, or what listens on a port of the network that they share.
func (j *joiner) inTask(s *Service, host, port string) *Service {
	if s.Task == "" {
		return nil
	}
	itself := slices.Contains([]string{"localhost", "127.0.0.1"}, host)
	for k := range j.all {
		o := &j.all[k]
		if o.Task != s.Task || o.Workload == s.Workload {
			continue
		}
		name := o.Name[strings.LastIndexByte(o.Name, '/')+1:]
		if name == host || itself && o.listensOn(port) {
			return o
		}
	}
	return nil
}

// listensOn tells whether a service says that it listens on a port.
func (s *Service) listensOn(port string) bool {
	return slices.Contains(s.Expose, port) || slices.ContainsFunc(s.Ports, func(p document.Port) bool { return p.Container == port })
}

// inPod finds the container that listens on a port of the pod which it shares with a
// proxy: one that says so, else the only other one that says nothing.
func (j *joiner) inPod(s *Service, port string) *Service {
	var silent []*Service
	for k := range j.all {
		switch o := &j.all[k]; {
		case o.Workload == s.Workload || o.Workload.Kind != "kubernetes" || o.At != s.At || o.Job:
		case slices.Contains(o.Expose, port):
			return o
		case len(o.Expose) == 0:
			silent = append(silent, o)
		}
	}
	if len(silent) == 1 {
		return silent[0]
	}
	return nil
}

// publishing finds the service that has a port of the host.
func (j *joiner) publishing(port string) *Service {
	for k := range j.all {
		for _, p := range j.all[k].Ports {
			if cmp.Or(p.Published, p.Container) == port {
				return &j.all[k]
			}
		}
	}
	return nil
}

// behindSocket finds the only other service that shares the folder of a socket.
func (j *joiner) behindSocket(s *Service, socket string) *Service {
	var out []*Service
	for _, m := range s.Mounts {
		if _, ok := container.Under(path.Dir(socket), path.Clean(m.Target)); !ok || m.Source == "" {
			continue
		}
		for k := range j.all {
			shares := func(o document.Mount) bool { return o.Source == m.Source && o.Bind == m.Bind }
			if o := &j.all[k]; o.Workload != s.Workload && slices.ContainsFunc(o.Mounts, shares) && o.Kind == "" {
				out = append(out, o)
			}
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return nil
}

// leads tells whether a site brings requests to the service that is judged, itself
// or through proxies that do.
func leads(s document.Site, through []string) bool {
	return slices.ContainsFunc(s.Routes, func(r document.Route) bool {
		return r.Does == document.Forwards && (r.Django || r.Service != "" && slices.Contains(through, r.Service))
	})
}

// through lists the proxies whose sites, of those that count, lead to the service
// that is judged, innermost first.
func (j *joiner) through(counts func(document.Site) bool) []string {
	var out []string
	for changed := true; changed; {
		changed = false
		for _, s := range j.edge.Sites {
			if counts(s) && leads(s, out) && !slices.Contains(out, s.Service) {
				out, changed = append(out, s.Service), true
			}
		}
	}
	return out
}

// result says what is certain of the edge; nil where no proxy leads to the service
// that is judged, and none is there of which that is not known.
func (j *joiner) result() *document.Proxy {
	through := j.through(func(document.Site) bool { return true })
	p := j.edge
	p.Sites = slices.DeleteFunc(p.Sites, func(s document.Site) bool { return !slices.Contains(through, s.Service) })
	p.Doubts = j.certainly(through)
	if len(p.Sites) == 0 {
		if len(p.Doubts) == 0 {
			return nil
		}
		p.Kind, p.Name, p.At = strings.ToLower(firstWord(p.Doubts[0].What)), p.Doubts[0].What, p.Doubts[0].At
		return p
	}
	j.order(through)
	for i := range p.Sites {
		p.Sites[i].Edge = !j.isBehind(p.Sites[i].Service)
	}
	for i := range p.Sites {
		if !p.Sites[i].Edge {
			j.compose(&p.Sites[i])
		}
	}
	summarise(p, through)
	return p
}

// firstWord is the kind in the words for a proxy.
func firstWord(what string) string {
	first, _, _ := strings.Cut(what, " ")
	return first
}

// order names the edge and the proxies behind it, outermost first.
func (j *joiner) order(through []string) {
	p := j.edge
	for _, name := range slices.Backward(through) {
		if j.isBehind(name) {
			p.Inner = append(p.Inner, name)
			continue
		}
		for _, s := range p.Sites {
			if s.Service == name && p.Name == "" {
				p.Kind, p.At = s.Kind, s.At
				p.Name = words(&Service{Workload: &document.Workload{Name: name}, Kind: s.Kind, Unnamed: j.isUnnamed(name)})
			}
		}
	}
}

// isBehind tells whether another proxy stands before one.
func (j *joiner) isBehind(service string) bool {
	return slices.ContainsFunc(j.edge.Sites, func(s document.Site) bool { return s.Service != service && forwardsTo(s, service) })
}

func forwardsTo(s document.Site, service string) bool {
	return slices.ContainsFunc(s.Routes, func(r document.Route) bool { return r.Does == document.Forwards && r.Service == service })
}

// compose puts what the proxies before a site send in the place of what "the
// client" sends.
func (j *joiner) compose(s *document.Site) {
	before := j.before(s.Service)
	for i := range s.Routes {
		r := &s.Routes[i]
		for k, h := range r.Request {
			if h.From == document.FromClient {
				if o, ok := before[h.Value]; ok {
					o.Name, o.At = h.Name, h.At
					r.Request[k] = o
				}
			}
		}
		for name, h := range before {
			if !slices.ContainsFunc(r.Request, func(have document.Header) bool { return have.Name == name }) {
				r.Request = append(r.Request, h)
			}
		}
		slices.SortStableFunc(r.Request, func(a, b document.Header) int { return strings.Compare(a.Name, b.Name) })
	}
}

// before is what the proxies before a service send it, where they agree. Those
// with TLS count, if there are any: who comes by plain HTTP is redirected, or a finding.
func (j *joiner) before(service string) map[string]document.Header {
	out := map[string]document.Header{}
	tls := slices.ContainsFunc(j.edge.Sites, func(s document.Site) bool { return hasTLS(s) && forwardsTo(s, service) })
	for _, s := range j.edge.Sites {
		if tls && !hasTLS(s) {
			continue
		}
		for _, r := range s.Routes {
			if r.Service != service || r.Does != document.Forwards {
				continue
			}
			for _, h := range r.Request {
				if have, ok := out[h.Name]; ok && (have.From != h.From || have.Value != h.Value || have.Otherwise != h.Otherwise) {
					h = document.Header{Name: h.Name, From: document.FromUnknown, Because: "the routes before it send different values", At: h.At}
				}
				out[h.Name] = h
			}
		}
	}
	return out
}

func hasTLS(s document.Site) bool { return s.TLS.Truth != nil && *s.TLS.Truth }

func lacksTLS(s document.Site) bool { return s.TLS.Truth != nil && !*s.TLS.Truth }
