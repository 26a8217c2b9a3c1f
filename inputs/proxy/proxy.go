// Package proxy finds what stands between visitors and Django: it reads the
// proxies of a deployment, joins each with the services that it forwards to, and
// says what is certain of the edge as a whole.
//
// A proxy that is there and cannot be read is a doubt, never an absence: what it
// may do is undetermined then.
package proxy

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/caddy"
	"github.com/djgate/djgate/inputs/proxy/nginx"
	"github.com/djgate/djgate/inputs/proxy/source"
	"github.com/djgate/djgate/inputs/proxy/traefik"
)

// Service is a workload of the deployment.
type Service struct {
	*document.Workload
	Kind    string              // as KindOf says; empty for what is no proxy
	From    string              // the image that it runs, or that its own builds on; of a proxy
	Files   *Container          // of its machine; nil where it is no proxy
	Env     []document.Variable // of a proxy, or of what runs Django
	Closed  bool                // Env is all that it has
	Missing string              // an env file that is not here; empty for none
	Command []string            // with its entrypoint
	Started []string            // the command of the proxy itself, which a script gives; nil: Command's is
	// Unnamed: it is a configuration of the project that no deployment names; Name is its file.
	Unnamed bool
	// Binds are the addresses of the machine on which it listens: host:port, unix:path.
	Binds []string
	// Writes are the files and folders that it may write to when it starts.
	Writes []string
	// Checkout is the folder of the machine that holds the project which it runs; empty
	// for a container, and where it is not known.
	Checkout string
}

// fills tells whether it may write all of a folder when it starts; what is written
// to one below it is not all.
func (s *Service) fills(folder string) bool {
	return slices.ContainsFunc(s.Writes, func(written string) bool {
		_, inside := container.Under(folder, path.Clean(written))
		return inside
	})
}

// KindOf tells which proxy an image is, by its name without registry and tag;
// empty for none. Kinds that no reader here knows are told, too, and the companion that
// gets certificates for one.
func KindOf(image string) string {
	name, _, _ := strings.Cut(image, "@")
	name, _, _ = strings.Cut(path.Base(name), ":")
	name = strings.ToLower(name)
	if kind, ok := kinds[name]; ok && (!ofMakers[kind] || IsStock(image)) {
		return kind
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		if part == "nginx" || part == "caddy" || part == "traefik" {
			return part
		}
	}
	return ""
}

// ofMakers are kinds whose names many give to an nginx of their own.
var ofMakers = map[string]bool{"nginx-proxy": true, "nginx-certbot": true}

// companion is the kind of acme-companion, which is no proxy.
const companion = "acme-companion"

var kinds = map[string]string{
	"nginx": "nginx", "nginx-unprivileged": "nginx", "openresty": "nginx", "caddy": "caddy", "traefik": "traefik",
	"nginx-proxy": "nginx-proxy", "acme-companion": companion, "letsencrypt-nginx-proxy-companion": companion, "docker-letsencrypt-nginx-proxy-companion": companion,
	"nginx-proxy-manager": "nginx-proxy-manager", "nginx-certbot": "nginx-certbot", "swag": "swag", "nginx-exporter": "", "nginx-prometheus-exporter": "",
	"haproxy": "haproxy", "httpd": "Apache", "apache": "Apache", "envoy": "Envoy", "cloudflared": "cloudflared", "kong": "Kong", "varnish": "Varnish",
}

// Find returns the edge in front of services of a deployment that are judged
// together, or nil where no file shows any. Diagnostics are of the files that were
// read for it.
func Find(judged []*document.Workload, all []Service) (*document.Proxy, []document.Diagnostic) {
	j := &joiner{judged: judged, all: all, edge: &document.Proxy{}}
	for i := range all {
		if all[i].Kind != "" && !j.isJudged(all[i].Workload) {
			j.read(&all[i])
		}
	}
	j.labelled()
	j.addressed()
	j.settle()
	return j.result(), j.diagnostics
}

// joiner joins the proxies of one deployment with the services that are judged.
type joiner struct {
	judged      []*document.Workload
	all         []Service
	edge        *document.Proxy
	doubts      []gap
	lost        []gap // routes to what is no service here
	diagnostics []document.Diagnostic
}

// gap is one of a proxy. unnamed is the configuration that it is of; empty where it
// counts whatever stands before the service.
type gap struct {
	document.Gap
	unnamed string
}

// read reads one proxy and adds its sites.
func (j *joiner) read(s *Service) {
	switch s.Kind {
	case "nginx":
		j.add(s, readNginx(s))
	case "nginx-certbot":
		if s.startsOtherwise() {
			j.doubt(s, "its command is another than that of its image")
			return
		}
		j.add(s, readCertbot(s))
	case "caddy":
		if s.isCaddy1() {
			j.doubt(s, "it is Caddy 1, whose configurations are not read")
			return
		}
		j.add(s, readCaddy(s))
	case "traefik":
		j.add(s, traefik.Read(traefik.Input{Files: s.Files, Command: s.Command, Env: s.Env, At: s.At, Containers: j.containers()}))
	case "nginx-proxy":
		j.add(s, j.readNginxProxy(s))
	case companion:
		if !slices.ContainsFunc(j.all, func(o Service) bool { return o.Kind != "" && o.Kind != companion && !o.Unnamed }) {
			j.doubt(s, "the nginx-proxy that it gets certificates for is not here")
		}
	default:
		j.doubt(s, "configurations of "+s.Kind+" are not read")
	}
}

// labelled reads labels of Traefik where it runs outside the deployment.
func (j *joiner) labelled() {
	if slices.ContainsFunc(j.all, func(s Service) bool { return s.Kind == "traefik" }) {
		return
	}
	labels := slices.ContainsFunc(j.all, func(s Service) bool {
		for name := range s.Labels {
			if strings.HasPrefix(strings.ToLower(name), "traefik.http.routers.") {
				return true
			}
		}
		return false
	})
	if labels {
		outside := &Service{Workload: &document.Workload{Kind: j.judged[0].Kind, At: j.judged[0].At}, Kind: "traefik"}
		j.add(outside, traefik.Read(traefik.Input{At: j.judged[0].At, Containers: j.containers()}))
	}
}

// addressed tells of proxies outside the deployment that find services by what these
// carry: a variable for nginx-proxy, labels for caddy-docker-proxy. What such a proxy
// does by itself its own deployment says.
func (j *joiner) addressed() {
	for _, outside := range []struct {
		kind, by string
		finds    func(Service) bool
	}{
		{"nginx-proxy", "VIRTUAL_HOST", hasVirtualHost},
		{"caddy", "the label caddy", hasCaddyLabel},
	} {
		at := slices.IndexFunc(j.all, outside.finds)
		if at < 0 || slices.ContainsFunc(j.all, func(s Service) bool { return s.Kind == outside.kind }) {
			continue
		}
		j.doubt(&Service{Workload: &document.Workload{At: j.all[at].At}, Kind: outside.kind}, outside.by+" is for one that runs elsewhere, and what it does is not here")
	}
}

func hasVirtualHost(s Service) bool {
	return slices.ContainsFunc(slices.Concat(s.Env, s.Workload.Env), func(v document.Variable) bool {
		return v.Name == "VIRTUAL_HOST" && v.State != document.Unset
	})
}

// hasCaddyLabel tells a site of caddy-docker-proxy: caddy, or caddy_0 of several.
func hasCaddyLabel(s Service) bool {
	for name := range s.Labels {
		if number, ok := strings.CutPrefix(name, "caddy"); ok && (number == "" || isSiteNumber(number)) {
			return true
		}
	}
	return false
}

// isSiteNumber tells the end of a label such as caddy_0.
func isSiteNumber(text string) bool {
	digits, ok := strings.CutPrefix(text, "_")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

func (j *joiner) containers() []traefik.Container {
	var out []traefik.Container
	for _, s := range j.all {
		out = append(out, traefik.Container{Name: s.Name, Labels: s.Labels, Port: s.onlyPort(), At: s.At})
	}
	return out
}

// onlyPort is the only port that a service exposes; empty where there are none or several.
func (s *Service) onlyPort() string {
	ports := slices.Clone(s.Expose)
	for _, p := range s.Ports {
		if !slices.Contains(ports, p.Container) {
			ports = append(ports, p.Container)
		}
	}
	if len(ports) != 1 {
		return ""
	}
	return ports[0]
}

// add adds what one proxy does. One of which nothing could be read is a doubt.
func (j *joiner) add(s *Service, c *source.Config) {
	for _, site := range c.Sites {
		if site.IPv6 && s.isContainer() && s.NetworkMode != "host" {
			continue // ports are published to the container's IPv4 address
		}
		site.Service = s.Name
		site.Published, site.PublicPort = j.published(s, site.Port)
		for i := range site.Routes {
			j.resolve(s, &site.Routes[i])
			site.Routes[i].Files = j.files(s, site.Routes[i])
			site.Routes[i].Secluded = s.secludes(site.Routes[i], site.Routes)
		}
		j.edge.Sites = append(j.edge.Sites, site)
	}
	for _, g := range c.Gaps {
		g.What = words(s)
		j.doubts = append(j.doubts, gap{g, s.unnamed()})
	}
	if !c.Read && len(c.Gaps) == 0 {
		j.doubt(s, s.unread())
	}
	for _, d := range c.Diagnostics {
		if s.Unnamed && d.Severity == "error" {
			d.Severity = "warning" // what no deployment names is no input of one
		}
		j.diagnostics = append(j.diagnostics, d)
	}
}

// isContainer tells a proxy in a container of the deployment from one of a machine.
func (s *Service) isContainer() bool { return s.Image != "" || s.Build != nil }

// unread says why nothing of a proxy could be read.
func (s *Service) unread() string {
	switch start := s.start(); {
	case start == computed:
		return "its script computes which configuration it starts with"
	case slices.Contains(s.Writes, start):
		return "a script changes its " + start
	default:
		return "its " + cmp.Or(start, "configuration") + " is not in the project"
	}
}

func (j *joiner) doubt(s *Service, because string) {
	j.doubts = append(j.doubts, gap{document.Gap{What: words(s), Because: because, At: s.At}, s.unnamed()})
}

// words name a proxy: nginx, nginx (service edge), or nginx (deploy/nginx.conf).
func words(s *Service) string {
	kind := map[string]string{"caddy": "Caddy", "traefik": "Traefik"}[s.Kind]
	switch kind = cmp.Or(kind, s.Kind); {
	case s.Name == "" || s.Name == s.Kind:
		return kind
	case s.Unnamed:
		return kind + " (" + s.Name + ")"
	}
	return kind + " (service " + s.Name + ")"
}

// published tells whether other machines reach a port of a service. Of Traefik and
// others outside the deployment it is taken that they do. An address that no file sets
// is a doubt.
func (j *joiner) published(s *Service, port int) (bool, string) {
	if s.Name == "" || port == 0 || s.NetworkMode == "host" {
		return true, ""
	}
	for _, p := range s.Ports {
		switch {
		case p.Container != portText(port):
		case p.IsOpen():
			return true, p.Published
		case p.Loopback == nil:
			j.doubt(s, fmt.Sprintf("port %s is published on %s, which no file sets", cmp.Or(p.Published, p.Container), p.HostIP))
		}
	}
	return false, ""
}

// readNginx reads the configuration that the command names, else the usual one.
func readNginx(s *Service) *source.Config {
	files := &templates{Container: s.Files, outputs: copied(s.Command)}
	t := nginx.Template{Files: map[string]bool{}, Env: s.Env, Names: listedNames(s.Command)}
	files.rendered = t.Files
	return nginx.Read(s.start(), files, t)
}

// isCaddy1 tells the first Caddy by where its images have the Caddyfile; a directive such
// as proxy means nothing to Caddy 2.
func (s *Service) isCaddy1() bool {
	if s.Files == nil {
		return false
	}
	_, _, state := s.Files.Read("/etc/Caddyfile")
	return state == document.Known
}

func readCaddy(s *Service) *source.Config {
	return caddy.Read(s.start(), s.Files, s.Env, s.Closed)
}

// start is the file that a proxy begins with; "" where there is no usual one.
func (s *Service) start() string {
	switch s.Kind {
	case "nginx", "nginx-certbot":
		return cmp.Or(s.named("-c"), "/etc/nginx/nginx.conf")
	case "caddy":
		return cmp.Or(s.named("--config"), s.named("-config"), "/etc/caddy/Caddyfile")
	}
	return ""
}

// computed stands for a file that a script computes.
const computed = "$"

// named is the file that the proxy's command gives after a flag; "" for none.
func (s *Service) named(flag string) string {
	if i := slices.Index(s.Started, flag); i >= 0 && i+1 < len(s.Started) && strings.Contains(s.Started[i+1], "$") {
		return computed
	}
	return cmp.Or(option(s.Started, flag), option(s.Command, flag))
}

// option returns the value of a flag in a command, in whose shell form all words are one.
// That of a shell, as in sh -c, is none of the program's.
func option(command []string, flag string) string {
	words := strings.Fields(strings.Join(command, " "))
	for i, w := range words {
		if i > 0 && slices.Contains([]string{"sh", "bash", "ash", "dash"}, path.Base(words[i-1])) {
			continue
		}
		if value, ok := strings.CutPrefix(w, flag+"="); ok {
			return value
		}
		if w == flag && i+1 < len(words) && strings.HasPrefix(words[i+1], "/") {
			return words[i+1]
		}
	}
	return ""
}

// IsStock tells whether an image is one that the makers of a proxy publish, so that
// it holds what they say.
func IsStock(image string) bool {
	name, _ := nameAndTag(image)
	name = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(name, "docker.io/"), "library/"), "ghcr.io/nginx-proxy/")
	return slices.Contains([]string{"nginx", "nginxinc/nginx-unprivileged", "caddy", "traefik", "nginx-proxy", "nginxproxy/nginx-proxy", "jwilder/nginx-proxy", "jonasal/nginx-certbot", "staticfloat/nginx-certbot"}, name)
}

// nameAndTag splits the name of an image.
func nameAndTag(image string) (name, tag string) {
	name, _, _ = strings.Cut(image, "@")
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		return name[:i], name[i+1:]
	}
	return name, ""
}
