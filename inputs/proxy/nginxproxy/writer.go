package nginxproxy

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/nginx"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file writes the configuration that nginx-proxy would write. What it does not
// bear on requests is left out.

// writer writes one configuration.
type writer struct {
	Input
	version release
	lines   []source.Line
	gaps    []document.Gap
}

func (w *writer) gap(because string, at document.Location) {
	g := document.Gap{Because: because, At: at}
	if !slices.Contains(w.gaps, g) {
		w.gaps = append(w.gaps, g)
	}
}

// add writes a line that rests on a place.
func (w *writer) add(at document.Location, format string, args ...any) {
	w.lines = append(w.lines, source.Line{Text: fmt.Sprintf(format, args...), At: at})
}

// quoted is a text as one word of nginx.
func quoted(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// all writes what stands in the http block.
func (w *writer) all(hosts []*host) {
	http, https := w.own("HTTP_PORT", "80"), w.own("HTTPS_PORT", "443")
	w.headers(http == "80" && https == "443")
	fallback := w.fallback(hosts)
	if fallback.plain {
		w.add(w.At, "server { server_tokens off; listen %s; return 503; }", quoted(http))
	}
	if fallback.tls {
		w.add(w.At, "server { server_tokens off; listen %s ssl; return 503; }", quoted(https))
	}
	for _, h := range hosts {
		w.upstreams(h)
		if h.tls && h.doubt == "" && h.method == "redirect" {
			w.redirect(h, http)
		} else if h.plain {
			w.server(h, false, http)
		}
		if h.tls {
			w.server(h, true, https)
		}
	}
}

// fallback tells on which ports a server of its own refuses the names that no host has,
// unless the host of DEFAULT_HOST answers for them.
func (w *writer) fallback(hosts []*host) (out struct{ plain, tls bool }) {
	out.plain, out.tls = true, w.refuses()
	for _, h := range hosts {
		if w.isDefault(h) {
			out.plain, out.tls = out.plain && !h.plain, out.tls && !h.tls
		}
	}
	return out
}

// refuses tells whether it refuses other names over HTTPS, too: before 1.3 only with a
// certificate for that.
func (w *writer) refuses() bool { return w.version.since(1, 3) || w.exists(certs+"default.crt") }

// isDefault tells whether a host is that of DEFAULT_HOST.
func (w *writer) isDefault(h *host) bool {
	given := lookup(w.Env, "DEFAULT_HOST")
	switch {
	case !given.set:
		return false
	case given.known && h.name != unnamed:
		return given.text == h.name
	case given.is(h.asked):
		return true
	}
	w.gap("whether DEFAULT_HOST is the name of VIRTUAL_HOST is not known", given.at)
	return false
}

// headers writes the headers that services receive.
func (w *writer) headers(usual bool) {
	if _, _, state := w.Files.Read(headers); state != document.Unset {
		w.add(w.At, "include %s;", headers)
		return
	}
	trusted, at := w.trusts()
	forwarded := func(header, own string) string {
		if !trusted {
			return own
		}
		w.add(at, "map $http_%s $proxy_%s { default $http_%s; '' %s; }", header, header, header, own)
		return "$proxy_" + header
	}
	if w.own("ENABLE_PROXY_PROTOCOL", "false") != "false" {
		w.gap("what comes by the PROXY protocol is not followed", w.At)
	}
	w.add(w.At, "proxy_set_header Host %s;", w.hostHeader(usual))
	w.add(w.At, "proxy_set_header Upgrade $http_upgrade;")
	w.add(w.At, "proxy_set_header X-Real-IP $remote_addr;")
	w.add(at, "proxy_set_header X-Forwarded-For %s;", either(trusted || !w.version.since(1, 9), "$proxy_add_x_forwarded_for", "$remote_addr"))
	w.add(at, "proxy_set_header X-Forwarded-Proto %s;", forwarded("x_forwarded_proto", "$scheme"))
	w.add(at, "proxy_set_header X-Forwarded-Port %s;", forwarded("x_forwarded_port", "$server_port"))
	if w.version.since(1, 1) {
		w.add(at, "proxy_set_header X-Forwarded-Host %s;", forwarded("x_forwarded_host", either(w.version.since(1, 4), "$host", "$http_host")))
	}
	w.add(w.At, "proxy_set_header X-Original-URI $request_uri;")
	w.add(w.At, `proxy_set_header Proxy "";`)
}

func either(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

// trusts tells whether it hands on the headers of a proxy before it, which any client may
// send: unless TRUST_DOWNSTREAM_PROXY, known since 1.1, says otherwise. at is the place of
// that.
func (w *writer) trusts() (trusted bool, at document.Location) {
	given := lookup(w.Env, "TRUST_DOWNSTREAM_PROXY")
	if !given.set || !w.version.since(1, 1) {
		return true, w.At
	}
	on, err := strconv.ParseBool(w.own("TRUST_DOWNSTREAM_PROXY", "true"))
	if err != nil {
		w.gap("TRUST_DOWNSTREAM_PROXY is none that nginx-proxy knows", given.at)
	}
	return on || err != nil, given.at
}

// hostHeader is what it sends as Host: $host with an unusual port since 1.5, what the
// client sends before 1.4.
func (w *writer) hostHeader(usual bool) string {
	switch {
	case !w.version.since(1, 4):
		return "$http_host"
	case usual || !w.version.since(1, 5):
		return "$host"
	}
	return "$host:$server_port"
}

// begin writes what each server of a host begins with.
func (w *writer) begin(h *host, port, mark string) {
	if w.isDefault(h) {
		mark += " default_server"
	}
	w.add(w.place(h), "server { listen %s%s; server_name %s;", quoted(port), mark, quoted(h.name))
	if tokens := w.of(h, "SERVER_TOKENS"); tokens != "" {
		w.add(w.place(h), "server_tokens %s;", quoted(tokens))
	}
}

// place is that of VIRTUAL_HOST, or of the service that has it.
func (w *writer) place(h *host) document.Location {
	if h.asked.set {
		return h.asked.at
	}
	return h.containers[0].At
}

// redirect writes the server that redirects a host to HTTPS.
func (w *writer) redirect(h *host, port string) {
	w.begin(h, port, "")
	w.add(w.place(h), "location ^~ /.well-known/acme-challenge/ { root /usr/share/nginx/html; } location / { return 301 https://$host$request_uri; } }")
}

// server writes a server that hands on the requests for a host.
func (w *writer) server(h *host, tls bool, port string) {
	w.begin(h, port, either(tls, " ssl", ""))
	at := w.place(h)
	if sent := cmp.Or(w.of(h, "HSTS"), w.own("HSTS", "max-age=31536000")); tls && sent != "off" && h.method != "noredirect" {
		w.add(at, "add_header Strict-Transport-Security %s always;", quoted(sent))
	}
	if tls && (w.exists(certs+h.file()+".ca.crt") || w.exists(certs+"ca.crt")) {
		w.add(at, "ssl_verify_client on;")
	}
	w.include(at, h, "", "default")
	whole := false
	for _, path := range w.paths(h) {
		w.location(h, path)
		whole = whole || path == "/"
	}
	if !whole {
		w.add(at, "location / { return 404; }")
	}
	w.add(at, "}")
}

// include writes the include of the first file of vhost.d that is there: that for the
// host, else the other one.
func (w *writer) include(at document.Location, h *host, suffix string, others ...string) {
	if h.name == unnamed && w.holdsOthers() {
		w.gap("which of the files in /etc/nginx/vhost.d is for VIRTUAL_HOST is not known", w.place(h))
	}
	for _, name := range append([]string{h.file() + suffix}, others...) {
		switch _, _, state := w.Files.Read(vhosts + name); state {
		case document.Known:
			w.add(at, "include %s;", escaped(vhosts+name))
			return
		case document.Unknown:
			w.gap("what lies in /etc/nginx/vhost.d is not known", w.At)
			w.add(w.At, nginx.Unreadable+";")
			return
		}
	}
}

// escaped is the name of one file as an include has it.
func escaped(name string) string { return quoted(strings.ReplaceAll(name, "*", `\*`)) }

// holdsOthers tells whether vhost.d has files for single hosts.
func (w *writer) holdsOthers() bool {
	all, _ := w.Files.Glob(vhosts + "*")
	return slices.ContainsFunc(all, func(name string) bool { return name != vhosts+"default" && name != vhosts+"default_location" })
}
