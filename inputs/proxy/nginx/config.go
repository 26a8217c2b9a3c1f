// Package nginx reads configurations of nginx and says what each of its ways in
// does with requests.
//
// It follows nginx's own rules for words, inheritance and the choice of servers;
// what depends on a module that it does not know is unknown. A test asks nginx.
package nginx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// Read reads a configuration that begins with the file name, a path on the
// machine of nginx: /etc/nginx/nginx.conf. A file that holds only server blocks,
// as one below conf.d does, may be given, too.
func Read(name string, files source.Files, template Template) *source.Config {
	l := &loader{files: files, template: template}
	tree, ok := l.load(name)
	c := &source.Config{Read: ok, Gaps: l.gaps, Diagnostics: l.diagnostics}
	if !ok {
		return c
	}
	for _, h := range httpBlocks(tree) {
		h.gaps = &c.Gaps
		for _, s := range h.servers() {
			c.Sites = append(c.Sites, s.site())
		}
	}
	return c
}

// httpBlocks are the http blocks, or the file itself where it is part of one.
func httpBlocks(tree []*directive) []*httpBlock {
	var out []*httpBlock
	for _, d := range tree {
		if d.name == "http" {
			out = append(out, newHTTP(d.block))
		}
	}
	if len(out) == 0 && slices.ContainsFunc(tree, func(d *directive) bool { return d.name == "server" }) {
		out = append(out, newHTTP(tree))
	}
	return out
}

// httpBlock is a block `http`.
type httpBlock struct {
	scope     *scope
	maps      map[string]*mapping
	upstreams map[string][]string
	gaps      *[]document.Gap
}

func newHTTP(tree []*directive) *httpBlock {
	h := &httpBlock{scope: &scope{tree: tree}, maps: map[string]*mapping{}, upstreams: map[string][]string{}}
	for _, d := range tree {
		switch d.name {
		case "map":
			h.maps[strings.Trim(d.arg(1), "${}")] = newMapping(d)
		case "geo", "split_clients", "perl_set":
			h.maps[strings.Trim(d.arg(len(d.args)-1), "${}")] = &mapping{}
		case "upstream":
			h.upstreams[d.arg(0)] = addresses(d)
		}
	}
	return h
}

// addresses are those of the servers of an upstream.
func addresses(d *directive) []string {
	var out []string
	for _, s := range d.block {
		if s.name == "server" {
			out = append(out, s.arg(0))
		}
	}
	return out
}

// scope is one level of a configuration, inside of others.
type scope struct {
	tree []*directive
	up   *scope
}

// all returns the directives of a name on the nearest level that has any: with
// those of lists (proxy_set_header, add_header) none above it counts then.
func (s *scope) all(name string) []*directive {
	for ; s != nil; s = s.up {
		var out []*directive
		for _, d := range s.tree {
			if d.name == name {
				out = append(out, d)
			}
		}
		if out != nil {
			return out
		}
	}
	return nil
}

// unclear tells whether directives that are not known may add to those of a name
// (same), or stand in their place.
func (s *scope) unclear(name string) (same, instead bool) {
	for ; s != nil; s = s.up {
		hidden := s.own(Unreadable) != nil
		if s.own(name) != nil {
			return hidden, instead
		}
		instead = instead || hidden
	}
	return false, instead
}

// one returns the directive in force; nil where none is.
func (s *scope) one(name string) *directive {
	if all := s.all(name); all != nil {
		return all[0]
	}
	return nil
}

// own returns the first directive of this level by one of some names.
func (s *scope) own(names ...string) *directive {
	for _, d := range s.tree {
		if contains(names, d.name) {
			return d
		}
	}
	return nil
}

// listen is one address on which a server listens.
type listen struct {
	address string
	port    int
	tls     bool
	first   bool // the default server of the address
	apart   bool // an IPv6 address that does not do what the server's IPv4 address of the port does
	at      document.Location
}

// server is a server block as it is on one of its ports.
type server struct {
	*listen
	http  *httpBlock
	block *directive
	scope *scope
	names []string
}

// servers lists every server on each of its ports. Whether an address has TLS,
// and which server is its default, all servers of the address decide.
func (h *httpBlock) servers() []*server {
	var out []*server
	byAddress := map[string][]*listen{}
	for _, d := range h.scope.tree {
		if d.name != "server" || !d.opens {
			continue
		}
		for _, l := range listens(d) {
			byAddress[l.address] = append(byAddress[l.address], l)
			s := &server{listen: l, http: h, block: d, scope: &scope{tree: d.block, up: h.scope}, names: serverNames(d)}
			out = append(out, s)
		}
	}
	for _, ls := range byAddress {
		tls := slices.ContainsFunc(ls, func(l *listen) bool { return l.tls })
		if !slices.ContainsFunc(ls, func(l *listen) bool { return l.first }) {
			ls[0].first = true
		}
		for _, l := range ls {
			l.tls = tls
		}
	}
	return merge(out)
}

// merge makes one of a server's IPv4 and IPv6 address with the same port, unless one of
// them alone has TLS: `ssl` of one line says nothing of the next.
func merge(all []*server) []*server {
	var out []*server
	for _, s := range all {
		i := slices.IndexFunc(out, func(o *server) bool { return s.samePort(o) && o.tls == s.tls })
		if i < 0 {
			s.apart = s.isApart(all)
			out = append(out, s)
			continue
		}
		out[i].first = out[i].first || s.first
	}
	return out
}

func (s *server) samePort(o *server) bool { return o.block == s.block && o.port == s.port }

// isApart tells an IPv6 address from which the server's IPv4 addresses of its port differ.
func (s *server) isApart(all []*server) bool {
	var have, same bool
	for _, o := range all {
		if s.samePort(o) && !o.isIPv6() {
			have, same = true, same || o.tls == s.tls
		}
	}
	return s.isIPv6() && have && !same
}

func (l *listen) isIPv6() bool { return strings.HasPrefix(l.address, "[") }

// listens reads the addresses of a server. Without any it is port 80.
func listens(d *directive) []*listen {
	var out []*listen
	tls := false
	for _, e := range d.block {
		switch {
		case e.name == "ssl" && e.arg(0) == "on":
			tls = true
		case e.name == "listen" && !contains(e.words(), "quic"):
			l := &listen{at: e.at, address: e.arg(0), tls: contains(e.words(), "ssl")}
			l.first = contains(e.words(), "default_server") || contains(e.words(), "default")
			l.port = portOf(l.address)
			l.address = addressOf(l.address)
			out = append(out, l)
		}
	}
	if out == nil {
		out = []*listen{{address: "*:80", port: 80, at: d.at}}
	}
	for _, l := range out {
		l.tls = l.tls || tls
	}
	return out
}

// portOf is the port of an address; 0 where it is not known or there is none.
func portOf(address string) int {
	if strings.HasPrefix(address, "unix:") {
		return 0
	}
	port := address[strings.LastIndexByte(address, ':')+1:]
	if n, err := strconv.ParseUint(port, 10, 16); err == nil && !strings.HasSuffix(address, "]") {
		return int(n)
	}
	if strings.Contains(address, "$") {
		return 0
	}
	return 80 // an address alone
}

// addressOf spells the address one way.
func addressOf(address string) string {
	if _, err := strconv.ParseUint(address, 10, 16); err == nil {
		return "*:" + address
	}
	return address
}

func serverNames(d *directive) []string {
	var out []string
	for _, e := range d.block {
		if e.name == "server_name" {
			out = append(out, e.words()...)
		}
	}
	return out
}

// site says what a server does.
func (s *server) site() document.Site {
	out := document.Site{Kind: "nginx", Hosts: s.hosts(), Default: s.first, Port: s.port, IPv6: s.apart, TLS: document.Told(s.tls, s.listen.at), At: s.block.at}
	if s.apart {
		out.At = s.listen.at
	}
	tokens := s.scope.one("server_tokens")
	out.Version = document.Told(tokens == nil || tokens.arg(0) != "off" && tokens.arg(0) != "", s.block.at)
	if tokens != nil {
		out.Version.At = tokens.at
	}
	out.Routes = s.routes()
	out.Redirect = redirect(out.Routes, s.block.at)
	return out
}

// hosts are the names that a visitor may ask for: "_" and "" are none.
func (s *server) hosts() []string {
	var out []string
	for _, n := range s.names {
		if n != "_" && n != "" && !contains(out, n) {
			out = append(out, strings.ToLower(n))
		}
	}
	return out
}

// redirect tells whether a site sends on to HTTPS what is no challenge of a
// certificate.
func redirect(routes []document.Route, at document.Location) *document.Node {
	var https, conditional, forwards bool
	for _, r := range routes {
		switch {
		case strings.Contains(r.Path, "/.well-known"):
		case r.Does == document.Redirects && r.HTTPS:
			https, conditional = true, conditional || r.Match == "condition"
		case r.Does == document.Forwards || r.Does == document.Unclear:
			forwards = true
		}
	}
	if forwards && conditional {
		return document.Untold("it redirects to HTTPS under a condition", at)
	}
	return document.Told(https && !forwards, at)
}
