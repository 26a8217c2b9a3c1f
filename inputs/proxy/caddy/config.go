package caddy

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// Read reads a Caddyfile, a path on the machine of Caddy. Variables are those of
// env; closed says that there are no others.
func Read(name string, files source.Files, env []document.Variable, closed bool) *source.Config {
	l := &loader{files: files, env: env, closed: closed, snippets: map[string][]*directive{}}
	tree, ok := l.load(name)
	c := &source.Config{Read: ok}
	if ok {
		r := &reader{loader: l, http: 80, https: 443}
		tree = r.options(l.takeSnippets(tree))
		for _, d := range wholeSite(l.expand(tree, 0)) {
			c.Sites = append(c.Sites, r.sites(d)...)
		}
		c.Sites = append(c.Sites, r.redirects(c.Sites)...)
	}
	c.Gaps, c.Diagnostics = l.gaps, l.diagnostics
	return c
}

// reader holds the options that all sites share.
type reader struct {
	*loader
	http, https int
	auto        string // of auto_https: "", off, disable_redirects, ...
	trusts      bool   // servers { trusted_proxies }
}

// options reads the global options, a first block without a name.
func (r *reader) options(tree []*directive) []*directive {
	if len(tree) == 0 || tree[0].name() != "" {
		return tree
	}
	for _, d := range tree[0].block {
		if slices.Contains(siteDirectives, d.name()) {
			r.nameless(tree[0])
			return tree[1:]
		}
		n, _ := strconv.Atoi(d.arg(0))
		switch d.name() {
		case "auto_https":
			r.auto = d.arg(0)
		case "http_port":
			r.http = n
		case "https_port":
			r.https = n
		case "servers":
			r.trusts = r.trusts || slices.ContainsFunc(d.block, func(e *directive) bool { return e.name() == "trusted_proxies" })
		}
	}
	return tree[1:]
}

// siteDirectives are common ones of sites, which are no global options.
var siteDirectives = []string{"reverse_proxy", "handle", "handle_path", "route", "root", "file_server", "redir", "respond"}

// nameless says that a site has no address, as where that is a variable which nothing sets.
func (r *reader) nameless(d *directive) {
	r.fail(CodeSyntax, "error", "Caddy does not start: the site has no address", d.at())
}

// wholeSite makes a block of a file that is one site without braces: its first
// line is the address. An address may go on after a comma.
func wholeSite(tree []*directive) []*directive {
	if len(tree) > 0 && !slices.ContainsFunc(tree, func(d *directive) bool { return d.opens && isAddress(d) }) {
		return []*directive{{words: tree[0].words, block: tree[1:], opens: true}}
	}
	var out []*directive
	var before []word
	for _, d := range tree {
		if !d.opens {
			before = append(before, d.words...)
			continue
		}
		out = append(out, &directive{words: append(before, d.words...), block: d.block, opens: true})
		before = nil
	}
	return out
}

// isAddress tells a site from a directive with a block.
func isAddress(d *directive) bool {
	return strings.ContainsAny(d.name(), ".:{*") || d.name() == "localhost" || strings.HasSuffix(d.name(), ",")
}

// address is one of a site's. Its host is empty for any.
type address struct {
	scheme, host string
	port         int
	known        bool
}

func parseAddress(text string) address {
	a := address{known: !strings.Contains(text, "{$")}
	rest := strings.TrimSuffix(text, ",")
	if scheme, after, ok := strings.Cut(rest, "://"); ok {
		a.scheme, rest = scheme, after
	}
	rest, _, _ = strings.Cut(rest, "/")
	if i := strings.LastIndexByte(rest, ':'); i >= 0 && !strings.HasSuffix(rest, "]") {
		n, err := strconv.ParseUint(rest[i+1:], 10, 16)
		a.port, a.known, rest = int(n), a.known && err == nil, rest[:i]
	}
	a.host = strings.ToLower(rest)
	return a
}

// listens tells the port of an address and whether it has TLS, as automatic HTTPS
// decides (caddyserver.com/docs/automatic-https): not for plain HTTP, not without
// a host.
func (r *reader) listens(a address, d *directive) (port int, tls *document.Node) {
	at := d.at()
	explicit := slices.ContainsFunc(d.block, func(e *directive) bool { return e.name() == "tls" })
	switch {
	case !a.known:
		return 0, document.Untold("the address of the site is in a variable", at)
	case a.scheme == "http" || a.port == r.http:
		return cmp.Or(a.port, r.http), document.Told(false, at)
	case a.scheme == "https" || a.port == r.https || explicit:
		return cmp.Or(a.port, r.https), document.Told(true, at)
	case a.host == "" && a.port != 0:
		return a.port, document.Told(false, at)
	case r.auto == "off":
		return cmp.Or(a.port, r.https), document.Untold("auto_https is off", at)
	}
	return cmp.Or(a.port, r.https), document.Told(true, at)
}

// sites returns one site for each port of a block.
func (r *reader) sites(d *directive) []document.Site {
	if d.name() == "" {
		r.nameless(d)
	}
	var out []document.Site
	for _, w := range d.words {
		for _, text := range strings.Split(w.text, ",") {
			if text == "" {
				continue
			}
			a := parseAddress(text)
			port, tls := r.listens(a, d)
			i := slices.IndexFunc(out, func(s document.Site) bool {
				return s.Port == port && s.TLS.State == tls.State && s.TLS.Value == tls.Value
			})
			if i < 0 {
				out = append(out, document.Site{Kind: "caddy", Port: port, TLS: tls, At: w.at})
				i = len(out) - 1
			}
			if a.host == "" || !a.known {
				out[i].Default = true // it answers whatever is asked for
			} else if !slices.Contains(out[i].Hosts, a.host) {
				out[i].Hosts = append(out[i].Hosts, a.host)
			}
		}
	}
	for i := range out {
		h := handler{reader: r, site: &out[i], matchers: map[string]*directive{}}
		out[i].Routes = h.routes(d.block, true)
		out[i].Redirect = redirect(out[i].Routes, out[i].At)
	}
	return out
}

func redirect(routes []document.Route, at document.Location) *document.Node {
	https, other := false, false
	for _, r := range routes {
		https = https || r.Does == document.Redirects && r.HTTPS
		other = other || r.Does == document.Forwards || r.Does == document.Unclear
	}
	return document.Told(https && !other, at)
}

// redirects are the sites that Caddy adds: plain HTTP of each name that it serves
// by HTTPS goes on there, but where a site of the file has the name.
func (r *reader) redirects(sites []document.Site) []document.Site {
	if r.auto == "off" || r.auto == "disable_redirects" {
		return nil
	}
	var out []document.Site
	for _, s := range sites {
		if s.TLS.Truth == nil || !*s.TLS.Truth || len(s.Hosts) == 0 && s.Default {
			continue
		}
		hosts := slices.DeleteFunc(slices.Clone(s.Hosts), func(host string) bool {
			return slices.ContainsFunc(sites, func(o document.Site) bool { return o.Port == r.http && slices.Contains(o.Hosts, host) })
		})
		if len(hosts) > 0 {
			route := document.Route{Path: "/", Match: "prefix", Does: document.Redirects, Status: 308, HTTPS: true, At: s.At}
			out = append(out, document.Site{Kind: "caddy", Hosts: hosts, Port: r.http, TLS: document.Told(false, s.At),
				Redirect: document.Told(true, s.At), Routes: []document.Route{route}, At: s.At})
		}
	}
	return out
}
