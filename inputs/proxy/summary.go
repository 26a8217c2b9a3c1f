package proxy

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file says what is certain of the edge as a whole.

// summarise fills the fields of a proxy that hold for all of it.
func summarise(p *document.Proxy, through []string) {
	var plain, tls, unclear []document.Site // edges that lead to Django
	for _, s := range p.Sites {
		switch {
		case !s.Edge || !leads(s, through):
		case hasTLS(s):
			tls = append(tls, s)
		case lacksTLS(s):
			plain = append(plain, s)
		default:
			unclear = append(unclear, s)
		}
	}
	p.TLS = len(tls) > 0
	p.Redirect = p.TLS && len(unclear) == 0 && !slices.ContainsFunc(plain, func(s document.Site) bool { return s.Published })
	p.HSTS = p.TLS && !slices.ContainsFunc(append(slices.Clip(tls), unclear...), func(s document.Site) bool { return !addsHSTS(s, through) })
	leading := append(tls, plain...)
	p.Headers = common(leading, through, func(r document.Route) []document.Header { return r.Response })
	p.Sets = common(p.Sites, nil, func(r document.Route) []document.Header { return r.Request })
	p.Hosts = hosts(append(leading, unclear...))
}

// positive is a max-age that is not 0.
var positive = pattern.New(`(?i)max-age\s*=\s*"?0*[1-9]`)

// addsHSTS tells whether each way to Django over a site adds the header.
func addsHSTS(s document.Site, through []string) bool {
	for _, r := range s.Routes {
		if r.Does == document.Forwards && (r.Django || slices.Contains(through, r.Service)) &&
			!slices.ContainsFunc(r.Response, func(h document.Header) bool {
				return h.Name == "Strict-Transport-Security" && h.From == document.FromLiteral && positive.MatchString(h.Value)
			}) {
			return false
		}
	}
	return true
}

// common lists the names of the headers that every route to Django, or to the
// proxies before it, gives a value.
func common(sites []document.Site, through []string, of func(document.Route) []document.Header) []string {
	var out []string
	first := true
	for _, s := range sites {
		for _, r := range s.Routes {
			if r.Does != document.Forwards || !r.Django && !slices.Contains(through, r.Service) {
				continue
			}
			var names []string
			for _, h := range of(r) {
				if h.From != document.FromNowhere {
					names = append(names, h.Name)
				}
			}
			if first {
				out, first = names, false
			}
			out = slices.DeleteFunc(out, func(n string) bool { return !slices.Contains(names, n) })
		}
	}
	return out
}

// hosts are the only names that the sites pass on; none where one takes any.
func hosts(sites []document.Site) []string {
	var out []string
	for _, s := range sites {
		if s.Default {
			return nil
		}
		for _, h := range s.Hosts {
			if !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}
