package proxy

import (
	"net"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file joins the configurations that lie in the project while no deployment
// names them. One counts only where what it forwards to fits, and no other does:
// which of several is in force, no file says.

// settle keeps, of the configurations that no deployment names, the only one that
// leads to the service that is judged: straight to it or, where a proxy of the
// deployment does that, to that proxy.
func (j *joiner) settle() {
	named := j.through(func(s document.Site) bool { return !j.isUnnamed(s.Service) })
	var fit []*Service
	for i := range j.all {
		if u := &j.all[i]; u.Unnamed && j.leadsTo(u, named) && !j.includes(u.Name) {
			fit = append(fit, u)
		}
	}
	j.edge.Sites = slices.DeleteFunc(j.edge.Sites, func(s document.Site) bool {
		return j.isUnnamed(s.Service) && (len(fit) != 1 || s.Service != fit[0].Name)
	})
	if len(fit) < 2 {
		return
	}
	var names []string
	for _, u := range fit {
		names = append(names, u.Name)
	}
	for _, u := range fit {
		because := "which of " + strings.Join(names, ", ") + " is in force is not known"
		j.doubts = append(j.doubts, gap{Gap: document.Gap{What: words(u), Because: because, At: u.At}})
	}
}

// unnamed is the name of a configuration that no deployment names; "" for a service.
func (s *Service) unnamed() string {
	if s.Unnamed {
		return s.Name
	}
	return ""
}

// leadsTo tells whether a configuration has a way to the proxies of the deployment
// or, without any, to the service that is judged.
func (j *joiner) leadsTo(u *Service, named []string) bool {
	return slices.ContainsFunc(j.edge.Sites, func(s document.Site) bool {
		return s.Service == u.Name && slices.ContainsFunc(s.Routes, func(r document.Route) bool {
			return r.Does == document.Forwards && (len(named) == 0 && r.Django || slices.Contains(named, r.Service))
		})
	})
}

// includes tells whether another configuration takes a file in.
func (j *joiner) includes(file string) bool {
	return slices.ContainsFunc(j.edge.Sites, func(s document.Site) bool { return s.At.File == file && s.Service != file })
}

func (j *joiner) isUnnamed(service string) bool {
	return slices.ContainsFunc(j.all, func(s Service) bool { return s.Unnamed && s.Name == service })
}

// certainly lists what is not known of the proxies that count. Where none leads to
// the service that is judged, each may.
func (j *joiner) certainly(through []string) []document.Gap {
	all := j.doubts
	if len(through) == 0 {
		all = append(slices.Clip(all), j.lost...)
	}
	var out []document.Gap
	for _, g := range all {
		if g.unnamed == "" || len(through) == 0 || slices.Contains(through, g.unnamed) {
			out = append(out, g.Gap)
		}
	}
	return out
}

// bound finds the service that listens on an address of the machine.
func (j *joiner) bound(address string) *Service {
	for i := range j.all {
		if slices.ContainsFunc(j.all[i].Binds, func(have string) bool { return sameAddress(have, address) }) {
			return &j.all[i]
		}
	}
	return nil
}

// sameAddress tells whether what connects to an address reaches one that a program
// listens on: the same socket, or the same port of this machine.
func sameAddress(bind, address string) bool {
	if path, ok := strings.CutPrefix(address, "unix:"); ok {
		return strings.TrimPrefix(strings.TrimPrefix(bind, "unix:"), "//") == strings.TrimPrefix(path, "//")
	}
	host, port, err := net.SplitHostPort(address)
	on, own, bad := net.SplitHostPort(bind)
	return err == nil && bad == nil && port == own && isLocal(host) && (isLocal(on) || on == "")
}

func isLocal(host string) bool {
	return slices.Contains([]string{"localhost", "127.0.0.1", "0.0.0.0", "::1", "::"}, host)
}
