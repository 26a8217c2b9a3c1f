package traefik

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// Container is one whose labels Traefik reads.
type Container struct {
	Name   string
	Labels map[string]string
	Port   string // the only port that it exposes; empty where there are none or several
	At     document.Location
}

// Input is what Traefik is told. Command nil and no files: it runs elsewhere, so
// that only the labels are known.
type Input struct {
	Files      source.Files
	Command    []string
	Env        []document.Variable
	At         document.Location
	Containers []Container
}

// Read reads a configuration. A nil input.Files means that Traefik itself is not
// part of the deployment.
func Read(in Input) *source.Config {
	r := &reader{Input: in, dynamic: keys{}, config: &source.Config{Read: true}}
	r.static = r.startup()
	r.providers()
	for _, c := range in.Containers {
		r.container(c)
	}
	r.entryPoints()
	for _, name := range r.dynamic.below("http.routers") {
		r.router(name)
	}
	for i := range r.config.Sites {
		s := &r.config.Sites[i]
		s.Routes = slices.DeleteFunc(s.Routes, func(left document.Route) bool { return left.Does == document.Answers && r.isTaken(s, left.Path) })
	}
	return r.config
}

// isTaken tells whether another router answers for what one leaves.
func (r *reader) isTaken(s *document.Site, path string) bool {
	for i := range r.config.Sites {
		o := &r.config.Sites[i]
		shared := o.Default || s.Default || slices.ContainsFunc(o.Hosts, func(host string) bool { return slices.Contains(s.Hosts, host) })
		if o != s && o.Port == s.Port && shared && slices.ContainsFunc(o.Routes, func(route document.Route) bool {
			return route.Does != document.Answers && route.Match == "prefix" && strings.HasPrefix(path, route.Path)
		}) {
			return true
		}
	}
	return false
}

// reader reads one configuration.
type reader struct {
	Input
	static  keys
	dynamic keys
	points  map[string]*entryPoint
	config  *source.Config
}

func (r *reader) gap(because string, at document.Location) {
	r.config.Gaps = append(r.config.Gaps, document.Gap{What: "Traefik", Because: because, At: at})
}

// startup reads the static configuration: a file, else flags, else variables
// (doc.traefik.io/traefik/getting-started/configuration-overview).
func (r *reader) startup() keys {
	given := flags(r.Command, r.At)
	if r.Files == nil {
		return given
	}
	names := []string{"/etc/traefik/traefik.toml", "/etc/traefik/traefik.yaml", "/etc/traefik/traefik.yml", "/traefik.toml", "/traefik.yaml", "/traefik.yml"}
	if name := given.text("configfile"); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if k, found := r.file(name); found {
			return k
		}
	}
	if len(given) > 0 {
		return given
	}
	return variables(r.Env)
}

// file reads one file; false where it is not there.
func (r *reader) file(name string) (keys, bool) {
	text, shown, state := r.Files.Read(name)
	switch state {
	case document.Unset:
		return nil, false
	case document.Unknown:
		r.gap(path.Base(name)+" is not in the project", r.At)
		return keys{}, true
	}
	k, bad := file(shown, string(text))
	if bad != nil {
		r.config.Diagnostics = append(r.config.Diagnostics, *bad)
		r.gap(bad.Message, bad.At)
		return keys{}, true
	}
	return k, true
}

// providers reads the dynamic configuration of files; it may stand in the static one.
func (r *reader) providers() {
	var names []string
	if name := r.static.text("providers.file.filename"); name != "" {
		names = append(names, name)
	}
	if dir := r.static.text("providers.file.directory"); dir != "" && r.Files != nil {
		for _, ext := range []string{"toml", "yaml", "yml"} {
			found, complete := r.Files.Glob(path.Join(dir, "*."+ext))
			names = append(names, found...)
			if !complete {
				r.gap("the folder of its dynamic configuration may hold more than is here", r.At)
				break
			}
		}
	}
	for _, name := range names {
		if r.Files == nil {
			continue
		}
		if k, found := r.file(name); found {
			maps.Copy(r.dynamic, k)
		} else {
			r.gap(path.Base(name)+" is not in the project", r.At)
		}
	}
}

// container adds the routers, services and middlewares of labels. A router without
// a service has the only one of its container.
func (r *reader) container(c Container) {
	k := labels(c.Labels, c.At)
	if k.text("enable") == "false" || !k.has("http") {
		if k.has("frontend") || k.has("port") {
			r.gap("labels of Traefik 1 are not read", c.At)
		}
		return
	}
	services := k.below("http.services")
	if len(services) == 0 {
		services = []string{strings.ToLower(c.Name)}
	}
	for _, s := range services {
		key := "http.services." + s + ".loadbalancer.server"
		port := cmp.Or(k.text(key+".port"), c.Port)
		scheme := cmp.Or(k.text(key+".scheme"), "http")
		k["http.services."+s+".loadbalancer.servers.0.url"] = setting{scheme + "://" + c.Name + ":" + port, c.At}
	}
	for _, name := range k.below("http.routers") {
		if key := "http.routers." + name + ".service"; k.text(key) == "" {
			k[key] = setting{services[0], c.At}
		}
	}
	maps.Copy(r.dynamic, k)
}

// entryPoint is a port on which Traefik listens.
type entryPoint struct {
	name     string
	port     int
	tls      bool // its routers have TLS without saying so
	unknown  bool // nothing says what it does
	redirect bool // to HTTPS, all of it
	trusts   string
	at       document.Location
}

// entryPoints reads them. Without any there is one on port 80. Where Traefik runs
// elsewhere they are not known.
func (r *reader) entryPoints() {
	r.points = map[string]*entryPoint{}
	if r.Files == nil && len(r.static) == 0 {
		r.gap("Traefik's own configuration is not here: whether it redirects to HTTPS is not known", r.At)
		return
	}
	names := r.static.below("entrypoints")
	if len(names) == 0 && len(r.config.Gaps) == 0 {
		r.points["http"] = &entryPoint{name: "http", port: 80, at: r.At}
	}
	for _, name := range names {
		key := "entrypoints." + name
		p := &entryPoint{name: name, at: r.static.at(key), port: portOf(r.static.text(key + ".address")), tls: r.static.has(key + ".http.tls")}
		to := r.static.text(key + ".http.redirections.entrypoint.to")
		p.redirect = to != "" && cmp.Or(r.static.text(key+".http.redirections.entrypoint.scheme"), "https") == "https"
		if r.static.on(key+".forwardedheaders.insecure") || r.static.text(key+".forwardedheaders.trustedips") != "" {
			p.trusts = "what trusted proxies send is kept"
		}
		r.points[name] = p
		if p.redirect {
			route := document.Route{Path: "/", Match: "prefix", Does: document.Redirects, Status: 301, HTTPS: true, At: p.at}
			r.config.Sites = append(r.config.Sites, document.Site{Kind: "traefik", Default: true, Port: p.port, TLS: document.Told(false, p.at),
				Redirect: document.Told(true, p.at), Routes: []document.Route{route}, At: p.at})
		}
	}
}

// portOf reads :80, 0.0.0.0:80, :443/tcp; 0 where it is not known.
func portOf(address string) int {
	address, _, _ = strings.Cut(address, "/")
	n, err := strconv.ParseUint(address[strings.LastIndexByte(address, ':')+1:], 10, 16)
	if err != nil {
		return 0
	}
	return int(n)
}

// router adds a site for each entry point of a router.
func (r *reader) router(name string) {
	key := "http.routers." + name
	service := r.dynamic.text(key + ".service")
	if strings.HasSuffix(service, "@internal") {
		return
	}
	names := r.dynamic.list(key + ".entrypoints")
	if len(names) == 0 {
		names = slices.Sorted(maps.Keys(r.points))
	}
	if len(names) == 0 {
		names = []string{""}
	}
	for _, n := range names {
		p := r.points[strings.ToLower(n)]
		if p == nil {
			p = &entryPoint{name: n, at: r.dynamic.at(key), unknown: true}
		}
		if p.redirect {
			continue // the whole entry point redirects
		}
		r.config.Sites = append(r.config.Sites, r.sites(key, service, p)...)
	}
}

// sites are those of a router at an entry point, one for each set of hosts that its rule
// has together.
func (r *reader) sites(key, service string, p *entryPoint) []document.Site {
	at := r.dynamic.at(key)
	tls := p.tls || r.dynamic.has(key+".tls") && r.dynamic.text(key+".tls") != "false"
	var out []document.Site
	for _, w := range r.ways(key) {
		i := slices.IndexFunc(out, func(s document.Site) bool { return slices.Equal(s.Hosts, w.hosts) })
		if i < 0 {
			i = len(out)
			out = append(out, document.Site{Kind: "traefik", Hosts: w.hosts, Default: len(w.hosts) == 0, Port: p.port, TLS: document.Told(tls, at), At: at})
		}
		out[i].Routes = append(out[i].Routes, r.taken(w, r.route(key, service, w.path, p, tls))...)
	}
	for i := range out {
		s := &out[i]
		redirects := s.Routes[0].Does == document.Redirects && s.Routes[0].HTTPS
		s.Redirect = document.Told(redirects, at)
		if p.unknown && !redirects {
			s.Redirect = document.Untold("what its entry point does is not known", at)
		}
	}
	return out
}

// taken is the route of one way of a rule, and what it leaves: nobody answers there,
// unless another router does.
func (r *reader) taken(w way, route document.Route) []document.Route {
	route.Match = w.match
	if w.open {
		route.Match = "condition"
	}
	route.Guards = append(route.Guards, w.guards...)
	out := []document.Route{route}
	for _, path := range w.except {
		out = append(out, document.Route{Path: path, Match: "prefix", Does: document.Answers, Status: 404, At: route.At})
	}
	return out
}

// ways are what a router takes. What is not followed of its rule is a gap.
func (r *reader) ways(key string) []way {
	rule := r.dynamic.text(key + ".rule")
	if rule == "" {
		return wayOf(nil)
	}
	all, ok := alternatives(rule)
	if !ok {
		r.gap("a rule that is none is not followed", r.dynamic.at(key))
		return wayOf(nil)
	}
	var out []way
	for _, alternative := range all {
		for _, w := range wayOf(alternative) {
			out = w.addTo(out)
		}
	}
	if slices.ContainsFunc(out, func(w way) bool { return w.open }) {
		r.gap("a rule with more than hosts, paths and addresses is not followed", r.dynamic.at(key))
	}
	return out
}

// route says what a router does with a path.
func (r *reader) route(key, service, path string, p *entryPoint, tls bool) document.Route {
	at := r.dynamic.at(key)
	out := document.Route{Path: path, Match: "prefix", Does: document.Forwards, Protocol: "http", At: at}
	service, _, _ = strings.Cut(service, "@")
	server := "http.services." + strings.ToLower(service) + ".loadbalancer"
	for i := 0; ; i++ {
		url := r.dynamic.text(fmt.Sprintf("%s.servers.%d.url", server, i))
		if url == "" {
			break
		}
		out.Upstreams = append(out.Upstreams, address(url))
	}
	if len(out.Upstreams) == 0 {
		r.gap("where the router "+key[len("http.routers."):]+" forwards to is not known", at)
	}
	out.Request = requestHeaders(p, tls, at)
	if r.dynamic.text(server+".passhostheader") == "false" && len(out.Upstreams) > 0 {
		out.Request[0].From, out.Request[0].Value = document.FromUpstream, out.Upstreams[0]
	}
	names := append(r.static.list("entrypoints."+p.name+".http.middlewares"), r.dynamic.list(key+".middlewares")...)
	r.middlewares(&out, names, tls, 0)
	return out
}
