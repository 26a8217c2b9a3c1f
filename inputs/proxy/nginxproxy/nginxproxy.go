// Package nginxproxy says what nginx-proxy does, which finds the services that it
// stands before by their variables: VIRTUAL_HOST and its like.
//
// It writes what nginx-proxy's template (nginx.tmpl) would write for nginx, in our
// words and as far as it bears on requests, and has that read as any configuration of
// nginx. Each line has the place of the variable that it rests on.
package nginxproxy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/nginx"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// Container is a service that nginx-proxy sees.
type Container struct {
	Name string
	Env  []document.Variable
	Port string // the only port that it exposes; empty where there are none or several
	// Missing is an env file that is not here and may set more; empty for none. Serves:
	// somebody has to send it requests.
	Missing string
	Serves  bool
	Own     bool // nginx-proxy itself, or its companion
	At      document.Location
}

// Input is what nginx-proxy is told.
type Input struct {
	Files      source.Files
	Tag        string // of its image
	Other      string // why it does not do what its image does; empty where it does
	Env        []document.Variable
	Missing    string // as a Container's
	At         document.Location
	Containers []Container
	// Companion: acme-companion runs beside it, and brings it certificates for the names of
	// LETSENCRYPT_HOST. Certificates: somebody else may put some there.
	Companion, Certificates bool
}

// The files of its container that this package asks for.
const (
	template  = "/app/nginx.tmpl"
	generated = "/etc/nginx/conf.d/default.conf"
	headers   = "/etc/nginx/proxy.conf"
	internal  = "/etc/nginx/network_internal.conf"
	certs     = "/etc/nginx/certs/"
	vhosts    = "/etc/nginx/vhost.d/"
	passwords = "/etc/nginx/htpasswd/"
)

// Read says what nginx-proxy does in front of the containers.
func Read(in Input) *source.Config {
	w := &writer{Input: in, version: versionOf(in.Tag)}
	if because := w.unread(); because != "" {
		return &source.Config{Read: true, Gaps: []document.Gap{{Because: because, At: in.At}}}
	}
	hosts := w.hosts()
	if len(hosts) == 0 {
		w.gap(w.nobody(), in.At)
		return &source.Config{Read: true, Gaps: w.gaps}
	}
	w.all(hosts)
	c := nginx.Read("/etc/nginx/nginx.conf", made{in.Files}, nginx.Template{Made: map[string]*source.Text{generated: source.Made(w.lines)}})
	c.Gaps = append(c.Gaps, w.gaps...)
	for i := range c.Sites {
		w.amend(&c.Sites[i], hosts)
	}
	return c
}

// unread says why nothing of it can be told; "" where something can.
func (w *writer) unread() string {
	switch _, _, state := w.Files.Read(template); {
	case state != document.Unset:
		return "its template " + template + " is the project's own, and is not followed"
	case w.Other != "":
		return w.Other
	case w.Missing != "":
		return w.Missing + ", which sets its variables, is not here"
	case slices.ContainsFunc(w.Containers, func(c Container) bool { return lookup(c.Env, "VIRTUAL_HOST_MULTIPORTS").set }):
		return "VIRTUAL_HOST_MULTIPORTS is not followed"
	}
	return ""
}

// nobody says why no host is known.
func (w *writer) nobody() string {
	if perhaps := w.perhaps(); len(perhaps) > 0 {
		return perhaps[0].Missing + ", which may set VIRTUAL_HOST, is not here"
	}
	return "no service here has VIRTUAL_HOST"
}

// made are the files of its container, with the one that it makes by itself.
type made struct{ source.Files }

func (m made) Read(name string) ([]byte, string, document.State) {
	if name == generated {
		return nil, generated, document.Known
	}
	return m.Files.Read(name)
}

func (m made) Glob(pattern string) ([]string, bool) {
	names, complete := m.Files.Glob(pattern)
	if pattern == "/etc/nginx/conf.d/*.conf" && !slices.Contains(names, generated) {
		names = append(names, generated)
		slices.Sort(names)
	}
	return names, complete
}

// amend says of a site what no line of nginx can: that it is not known whether there is
// a certificate. And the name of an upstream is that of the host, which the visitor asked for.
func (w *writer) amend(s *document.Site, hosts []*host) {
	i := slices.IndexFunc(hosts, func(h *host) bool { return slices.Contains(s.Hosts, strings.ToLower(h.name)) })
	if i < 0 {
		return
	}
	h := hosts[i]
	for _, r := range s.Routes {
		for k := range r.Request {
			if sent := &r.Request[k]; sent.Name == "Host" && sent.From == document.FromUpstream && sent.Value == w.upstream(h, "/") && h.isPlain() {
				sent.From, sent.Value = document.FromHost, ""
			}
		}
	}
	switch tls := s.TLS.Truth != nil && *s.TLS.Truth; {
	case h.doubt == "":
	case tls:
		s.TLS = document.Untold(h.doubt, s.At)
	case h.method == "redirect" || h.method == "nohttp":
		s.Redirect = document.Untold(h.doubt, s.At)
	}
}

// setting is the value of a variable. An empty one counts as none.
type setting struct {
	text  string
	known bool
	set   bool
	needs []string
	at    document.Location
}

func lookup(env []document.Variable, name string) setting {
	for _, v := range env {
		switch {
		case v.Name != name || v.State == document.Unset:
		case v.State == document.Known && strings.TrimSpace(v.Text.Reveal()) == "":
		case v.State == document.Known:
			return setting{text: strings.TrimSpace(v.Text.Reveal()), known: true, set: true, at: v.At}
		default:
			return setting{set: true, needs: v.Needs, at: v.At}
		}
	}
	return setting{}
}

// is tells whether two settings have one text, though it may not be known which.
func (s setting) is(o setting) bool {
	if s.known || o.known {
		return s.known && o.known && s.text == o.text
	}
	return len(s.needs) > 0 && slices.Equal(s.needs, o.needs)
}

// own is one of nginx-proxy's own variables; "" where it is unset. What is not known is a gap.
func (w *writer) own(name, otherwise string) string {
	s := lookup(w.Env, name)
	if s.set && !s.known {
		w.gap(name+" is not known", s.at)
	}
	return cmp.Or(s.text, otherwise)
}
