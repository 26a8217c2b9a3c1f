package traefik

import (
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file says what Traefik does with headers.

// address is host:port of a URL.
func address(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		scheme, rest = "http", url
	}
	rest, _, _ = strings.Cut(rest, "/")
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	switch {
	case strings.Contains(rest, ":"):
		return strings.TrimSuffix(rest, ":")
	case scheme == "https":
		return rest + ":443"
	}
	return rest + ":80"
}

// requestHeaders are those that Traefik sets by itself; what clients send under
// these names is dropped unless an entry point trusts them
// (doc.traefik.io/traefik/routing/entrypoints/#forwarded-headers).
func requestHeaders(p *entryPoint, tls bool, at document.Location) []document.Header {
	scheme := map[bool]string{true: "https", false: "http"}[tls]
	return []document.Header{
		{Name: "Host", From: document.FromClient, Value: "Host", At: at},
		{Name: "X-Forwarded-For", From: document.FromAddress, Because: p.trusts, At: at},
		{Name: "X-Forwarded-Host", From: document.FromClient, Value: "Host", Because: p.trusts, At: at},
		{Name: "X-Forwarded-Port", From: document.FromLiteral, Value: strconv.Itoa(p.port), Because: p.trusts, At: at},
		{Name: "X-Forwarded-Proto", From: document.FromScheme, Value: scheme, Because: p.trusts, At: at},
	}
}

// maxChain bounds chains of middlewares.
const maxChain = 5

// middlewares applies those that bear on HTTPS and headers.
func (r *reader) middlewares(out *document.Route, names []string, tls bool, depth int) {
	for _, name := range names {
		name, _, _ = strings.Cut(strings.ToLower(name), "@")
		key := "http.middlewares." + name
		switch {
		case !r.dynamic.has(key):
			r.gap("the middleware "+name+" is not here", out.At)
		case r.dynamic.text(key+".redirectscheme.scheme") == "https" && !tls:
			out.Does, out.HTTPS, out.Status = document.Redirects, true, 302
		case depth < maxChain && r.dynamic.has(key+".chain"):
			r.middlewares(out, r.dynamic.list(key+".chain.middlewares"), tls, depth+1)
		}
		r.guard(out, key)
		r.headers(out, key+".headers", tls)
	}
}

// guard notes a middleware that asks who comes. A list with every address asks nobody.
func (r *reader) guard(out *document.Route, key string) {
	for _, g := range [][2]string{{"basicauth", document.GuardPassword}, {"digestauth", document.GuardPassword}, {"forwardauth", document.GuardProgram},
		{"ipallowlist", document.GuardAddress}, {"ipwhitelist", document.GuardAddress}} {
		all := slices.Contains(r.dynamic.list(key+"."+g[0]+".sourcerange"), "0.0.0.0/0")
		if r.dynamic.has(key+"."+g[0]) && !all && !slices.Contains(out.Guards, g[1]) {
			out.Guards = append(out.Guards, g[1])
		}
	}
	slices.Sort(out.Guards)
}

// headers applies a middleware `headers`.
func (r *reader) headers(out *document.Route, key string, tls bool) {
	if (r.dynamic.on(key+".sslredirect") || r.dynamic.on(key+".sslforcehost")) && !tls {
		out.Does, out.HTTPS, out.Status = document.Redirects, true, 301
	}
	for _, name := range r.dynamic.below(key + ".customrequestheaders") {
		set(&out.Request, name, r.dynamic[key+".customrequestheaders."+name])
	}
	for _, name := range r.dynamic.below(key + ".customresponseheaders") {
		set(&out.Response, name, r.dynamic[key+".customresponseheaders."+name])
	}
	if tls || r.dynamic.on(key+".forcestsheader") {
		r.hsts(out, key)
	}
	for _, h := range [][3]string{{"framedeny", "X-Frame-Options", "DENY"}, {"contenttypenosniff", "X-Content-Type-Options", "nosniff"},
		{"customframeoptionsvalue", "X-Frame-Options", ""}, {"contentsecuritypolicy", "Content-Security-Policy", ""}, {"referrerpolicy", "Referrer-Policy", ""}} {
		switch s := r.dynamic[key+"."+h[0]]; {
		case h[2] == "" && s.text != "":
			set(&out.Response, h[1], s)
		case s.text == "true":
			set(&out.Response, h[1], setting{h[2], s.at})
		}
	}
}

// hsts adds Strict-Transport-Security.
func (r *reader) hsts(out *document.Route, key string) {
	s := r.dynamic[key+".stsseconds"]
	if s.text == "" || s.text == "0" {
		return
	}
	value := "max-age=" + s.text
	if r.dynamic.on(key + ".stsincludesubdomains") {
		value += "; includeSubDomains"
	}
	if r.dynamic.on(key + ".stspreload") {
		value += "; preload"
	}
	set(&out.Response, "Strict-Transport-Security", setting{value, s.at})
}

// set puts a header in the place of any other of that name. One without a value is
// taken away.
func set(list *[]document.Header, name string, s setting) {
	h := document.Header{Name: textproto.CanonicalMIMEHeaderKey(name), From: document.FromLiteral, Always: true, Alone: true, At: s.at}
	if s.text == "" {
		h.From = document.FromNowhere
	} else if h.Shows() {
		h.Value = s.text
	}
	*list = slices.DeleteFunc(*list, func(o document.Header) bool { return o.Name == h.Name })
	*list = append(*list, h)
}
