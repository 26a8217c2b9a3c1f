package caddy

import (
	"net/textproto"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads reverse_proxy.

// forward fills the route of a reverse_proxy.
func (h *handler) forward(r *document.Route, d *directive, args []string) {
	r.Does, r.Protocol, r.BodySize = document.Forwards, "http", h.size
	if r.BodySize == nil {
		r.BodySize = document.Told(int64(0), d.at())
	}
	targets := args
	f := forwarder{handler: h, trusts: h.trusts, at: d.at()}
	for _, e := range d.block {
		switch e.name() {
		case "to":
			targets = append(targets, e.args()...)
		case "trusted_proxies":
			f.trusts = true
		case "dynamic":
			h.gaps = append(h.gaps, document.Gap{What: "Caddy", Because: "where it forwards to is looked up", At: e.at()})
		}
	}
	for _, t := range targets {
		r.Upstreams = append(r.Upstreams, upstream(t))
	}
	r.Request = f.headers(d, first(r.Upstreams))
}

// upstream writes an address as host:port or unix:path.
func upstream(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "http", text
	}
	if path, unix := strings.CutPrefix(text, "unix/"); unix {
		return "unix:" + path
	}
	rest, _, _ = strings.Cut(rest, "/")
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if strings.HasPrefix(rest, ":") {
		rest = "localhost" + rest
	}
	if !strings.Contains(rest, ":") {
		rest += map[string]string{"http": ":80", "https": ":443", "h2c": ":80"}[scheme]
	}
	return rest
}

// forwarder makes the headers of one reverse_proxy.
type forwarder struct {
	*handler
	trusts bool
	at     document.Location
	out    []document.Header
}

// headers are those that Caddy sends otherwise than the client did: it sets
// X-Forwarded-For, -Proto and -Host anew, but for what trusted proxies send, and
// leaves Host as it is (caddyserver.com/docs/caddyfile/directives/reverse_proxy#defaults).
func (f *forwarder) headers(d *directive, upstream string) []document.Header {
	because := ""
	if f.trusts {
		because = "what trusted proxies send is kept"
	}
	f.out = []document.Header{
		{Name: "Host", From: document.FromClient, Value: "Host", At: f.at},
		{Name: "X-Forwarded-For", From: document.FromAddress, Because: because, At: f.at},
		{Name: "X-Forwarded-Proto", From: document.FromScheme, Value: f.scheme(), Because: because, At: f.at},
		{Name: "X-Forwarded-Host", From: document.FromClient, Value: "Host", Because: because, At: f.at},
	}
	for _, e := range d.block {
		if e.name() == "header_up" && len(e.args()) > 0 {
			f.up(e, upstream)
		}
	}
	return f.out
}

// up applies a header_up: Name value sets, +Name adds, -Name takes away, and a
// third word replaces in what is there.
func (f *forwarder) up(d *directive, upstream string) {
	args := d.args()
	name := textproto.CanonicalMIMEHeaderKey(strings.TrimLeft(args[0], "+-?>"))
	h := document.Header{Name: name, At: d.at()}
	switch {
	case strings.HasPrefix(args[0], "-") && strings.HasSuffix(name, "*"):
		h.Name, h.From, h.Because = strings.TrimSuffix(name, "*"), document.FromNowhere, "all that begin so"
	case strings.HasPrefix(args[0], "-"):
		h.From = document.FromNowhere
	case strings.HasPrefix(args[0], "+"):
		h.From = document.FromAppended
	case len(args) == 2:
		f.value(&h, args[1], upstream)
	default:
		h.From, h.Because = document.FromUnknown, "a part of it is replaced"
	}
	for i := range f.out {
		if f.out[i].Name == h.Name {
			f.out[i] = h
			return
		}
	}
	f.out = append(f.out, h)
}

// value reads a text with placeholders (caddyserver.com/docs/conventions#placeholders).
func (f *forwarder) value(h *document.Header, text, upstream string) {
	switch text {
	case "{host}", "{http.request.host}":
		h.From = document.FromHost
	case "{hostport}", "{http.request.hostport}":
		h.From, h.Value = document.FromClient, "Host"
	case "{scheme}", "{http.request.scheme}":
		h.From, h.Value = document.FromScheme, f.scheme()
	case "{remote_host}", "{http.request.remote.host}", "{client_ip}", "{remote}", "{http.request.remote}":
		h.From = document.FromAddress
	case "{upstream_hostport}", "{http.reverse_proxy.upstream.hostport}":
		h.From, h.Value = document.FromUpstream, upstream
	case "{host}:{port}", "{host}:{server_port}":
		h.From, h.Value = document.FromHostPort, strconv.Itoa(f.site.Port)
	default:
		f.text(h, text)
	}
}

func (f *forwarder) text(h *document.Header, text string) {
	for _, prefix := range []string{"{header.", "{http.request.header.", "{>"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok && strings.HasSuffix(rest, "}") && strings.Count(text, "{") == 1 {
			h.From, h.Value = document.FromClient, textproto.CanonicalMIMEHeaderKey(strings.TrimSuffix(rest, "}"))
			return
		}
	}
	if strings.Contains(text, "{") {
		h.From, h.Because = document.FromUnknown, "it has a variable"
		return
	}
	if h.From = document.FromLiteral; h.Shows() {
		h.Value = text
	}
}

// scheme is http or https where the site's TLS is known.
func (f *forwarder) scheme() string {
	switch {
	case f.site.TLS.Truth == nil:
		return ""
	case *f.site.TLS.Truth:
		return "https"
	}
	return "http"
}
