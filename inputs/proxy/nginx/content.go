package nginx

import (
	"net/textproto"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file says what answers in a location, and with which headers and limits.

// handlers are the directives that answer a request. Locations in a location do
// not inherit them.
var handlers = []string{"proxy_pass", "uwsgi_pass", "fastcgi_pass", "scgi_pass", "grpc_pass", "memcached_pass",
	"content_by_lua_block", "content_by_lua_file", "content_by_lua", "js_content", "perl", "stub_status", "empty_gif", "mp4", "flv", "api"}

// answer adds the route of what is left after the rewrites.
func (w *walk) answer() {
	if rule := w.refusal(); rule != nil {
		w.add(document.Route{Does: document.Answers, Status: 403, At: rule.at})
		return
	}
	d := w.scope.own(handlers...)
	switch {
	case d == nil:
		w.files()
	case d.name == "proxy_pass":
		w.forward(d, "http")
	case d.name == "uwsgi_pass", d.name == "fastcgi_pass", d.name == "scgi_pass":
		w.forward(d, strings.TrimSuffix(d.name, "_pass"))
	case d.name == "stub_status", d.name == "empty_gif":
		w.add(document.Route{Does: document.Answers, Status: 200, At: d.at})
	default:
		w.gap("what "+d.name+" does is not read", d.at)
		w.add(document.Route{Does: document.Unclear, At: d.at})
	}
}

func (w *walk) gap(because string, at document.Location) {
	*w.http.gaps = append(*w.http.gaps, document.Gap{What: "nginx", Because: because, At: at})
}

// files adds a route that serves files: those below root, or in the place of the
// path below alias.
func (w *walk) files() {
	r := document.Route{Does: document.Serves, At: w.block.at}
	if d := w.folder(&r); d != nil {
		r.At = d.at
	}
	if d := w.scope.one("try_files"); d != nil {
		r.Fallback = d.arg(len(d.args) - 1)
	}
	if w.scope.own("internal") != nil {
		r.Path, r.Match = w.path, "internal"
	}
	w.add(r)
}

// folder sets where files are, and returns the directive that says so. A location
// in another has its alias.
func (w *walk) folder(r *document.Route) *directive {
	d := w.scope.one("root")
	for s := w.scope; s != nil; s = s.up {
		if alias := s.own("alias"); alias != nil {
			d, r.Alias = alias, true
			break
		}
		if s.own("root") != nil {
			break
		}
	}
	if d != nil {
		r.Root = d.arg(0)
	}
	return d
}

// forward adds a route to a program.
func (w *walk) forward(d *directive, protocol string) {
	r := document.Route{Does: document.Forwards, Protocol: protocol, At: d.at}
	host, because := "", ""
	r.Upstreams, host, because = w.upstream(d.arg(0), protocol)
	if because != "" {
		w.gap(because, d.at)
	}
	q := w.request(host)
	if protocol == "http" {
		r.Request = w.proxied(q, d.at)
	} else {
		r.Request = w.params(q, protocol, d.at)
	}
	if protocol == "fastcgi" {
		w.folder(&r)
	}
	r.BodySize = sizeOf(w.scope.one("client_max_body_size"), d.at)
	r.Timeout = secondsOf(w.scope.one(protocolName(protocol)+"_read_timeout"), d.at)
	cache := w.scope.one(protocolName(protocol) + "_cache")
	r.Caches = cache != nil && cache.arg(0) != "off"
	w.add(r)
}

func protocolName(protocol string) string {
	if protocol == "http" {
		return "proxy"
	}
	return protocol
}

// upstream returns the addresses behind a *_pass, and the value of $proxy_host
// (ngx_http_proxy_set_vars): the name as written, with a port that is not the usual one.
func (w *walk) upstream(target, protocol string) (addresses []string, host, because string) {
	v := w.request("").eval(target)
	if !v.known() {
		return nil, "", "the address that it forwards to is in a variable: " + v.because
	}
	rest, usual := v.text, "80"
	if protocol == "http" {
		scheme, after, ok := strings.Cut(rest, "://")
		if !ok {
			return nil, "", "the address that it forwards to has no scheme"
		}
		if rest = after; strings.EqualFold(scheme, "https") {
			usual = "443"
		}
	}
	if socket, ok := strings.CutPrefix(rest, "unix:"); ok {
		socket, _, _ = strings.Cut(socket, ":")
		return []string{"unix:" + socket}, "localhost", ""
	}
	host, _, _ = strings.Cut(rest, "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	if servers, ok := w.http.upstreams[host]; ok {
		return withPorts(servers, usual), host, ""
	}
	return withPorts([]string{host}, usual), strings.TrimSuffix(host, ":"+usual), ""
}

// withPorts adds the usual port where an address has none.
func withPorts(addresses []string, port string) []string {
	var out []string
	for _, a := range addresses {
		if !strings.HasPrefix(a, "unix:") && (!strings.Contains(a, ":") || strings.HasSuffix(a, "]")) {
			a += ":" + port
		}
		out = append(out, a)
	}
	return out
}

// proxied are the headers that proxy_pass sends otherwise than the client did: a
// level with any proxy_set_header has none from above; Host is $proxy_host and
// Connection is close unless they are set (ngx_http_proxy_module).
func (w *walk) proxied(q request, at document.Location) []document.Header {
	out := []document.Header{}
	for _, d := range w.scope.all("proxy_set_header") {
		out = add(out, header(d.arg(0), q.eval(d.arg(1)), d.at))
	}
	out = w.doubtful(out, "proxy_set_header", at)
	if !hasHeader(out, "Host") {
		out = append(out, header("Host", q.variable("proxy_host"), at))
	}
	if d := w.scope.one("proxy_pass_request_headers"); d != nil && d.arg(0) == "off" {
		for _, name := range []string{"X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "Cookie"} {
			if !hasHeader(out, name) {
				out = append(out, document.Header{Name: name, From: document.FromNowhere, At: d.at})
			}
		}
	}
	return out
}

// params are the headers among the parameters of uwsgi_pass and its like, which
// hand on all of the client's otherwise. HTTPS is one of CGI, by which the server
// of Django tells the scheme.
func (w *walk) params(q request, protocol string, at document.Location) []document.Header {
	var out []document.Header
	for _, d := range w.scope.all(protocol + "_param") {
		v := q.eval(d.arg(1))
		if d.arg(2) == "if_not_empty" && v.from == document.FromLiteral && v.text == "" {
			continue
		}
		if name, ok := strings.CutPrefix(d.arg(0), "HTTP_"); ok {
			out = add(out, header(headerName(name), v, d.at))
		} else if d.arg(0) == "HTTPS" || d.arg(0) == "UWSGI_SCHEME" {
			out = add(out, document.Header{Name: d.arg(0), From: v.from, Value: v.text, Because: v.because, At: d.at})
		}
	}
	out = w.doubtful(out, protocol+"_param", at)
	if !hasHeader(out, "Host") {
		out = append(out, document.Header{Name: "Host", From: document.FromClient, Value: "Host", At: at})
	}
	return out
}

// doubtful makes unknown what an include that is not here may say otherwise.
func (w *walk) doubtful(list []document.Header, name string, at document.Location) []document.Header {
	same, instead := w.scope.unclear(name)
	if !same && !instead {
		return list
	}
	unknown := document.Header{From: document.FromUnknown, Because: "an include is not here", At: at}
	for i := range list {
		if unknown.Name = list[i].Name; instead {
			list[i] = unknown
		}
	}
	for _, name := range []string{"Host", "X-Forwarded-Proto", "X-Forwarded-Host"} {
		if unknown.Name = name; !hasHeader(list, name) {
			list = append(list, unknown)
		}
	}
	return list
}

// header makes a request header. One with empty text is not sent.
func header(name string, v value, at document.Location) document.Header {
	h := document.Header{Name: textproto.CanonicalMIMEHeaderKey(name), From: v.from, Because: v.because, At: at}
	switch {
	case v.from == document.FromLiteral && v.text == "":
		h.From = document.FromNowhere
	case h.Shows() || v.from == document.FromClient: // then it is the name of a header
		h.Value, h.Otherwise = v.text, v.otherwise
	}
	return h
}

// add appends a header. nginx sends one that is set twice twice, and which of them
// counts is for the program behind to say.
func add(list []document.Header, h document.Header) []document.Header {
	for i := range list {
		if list[i].Name == h.Name {
			list[i] = document.Header{Name: h.Name, From: document.FromUnknown, Because: "it is set twice", At: h.At}
			return list
		}
	}
	return append(list, h)
}

func hasHeader(list []document.Header, name string) bool {
	for _, h := range list {
		if h.Name == name {
			return true
		}
	}
	return false
}

// response are the headers that are added to answers or taken away; a level with
// any add_header has none from above, as with proxy_hide_header.
func (w *walk) response() []document.Header {
	var out []document.Header
	q := w.request("")
	for _, d := range w.scope.all("add_header") {
		h := header(d.arg(0), q.eval(d.arg(1)), d.at)
		if h.Always = d.arg(2) == "always"; h.From != document.FromNowhere {
			out = append(out, h)
		}
	}
	for _, name := range []string{"proxy_hide_header", "uwsgi_hide_header", "fastcgi_hide_header"} {
		for _, d := range w.scope.all(name) {
			out = hide(out, document.Header{Name: textproto.CanonicalMIMEHeaderKey(d.arg(0)), From: document.FromNowhere, Alone: true, At: d.at})
		}
	}
	return out
}

// hide appends that a header of the program behind is taken away: those of its name
// that nginx adds are alone then.
func hide(list []document.Header, hidden document.Header) []document.Header {
	for i := range list {
		if list[i].Name == hidden.Name {
			list[i].Alone = true
		}
	}
	return append(list, hidden)
}

// sizeOf reads client_max_body_size in bytes; 1m where it is not given.
func sizeOf(d *directive, at document.Location) *document.Node {
	if d == nil {
		return document.Told(int64(1<<20), at)
	}
	text := strings.ToLower(d.arg(0))
	unit := int64(1)
	for i, suffix := range []string{"k", "m", "g"} {
		if rest, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = rest, int64(1)<<(10*(i+1))
		}
	}
	n, err := strconv.ParseInt(text, 10, 40)
	if err != nil {
		return document.Untold("the size is not known", d.at)
	}
	return document.Told(n*unit, d.at)
}

// secondsOf reads a time in whole seconds; 60 where it is not given.
func secondsOf(d *directive, at document.Location) *document.Node {
	if d == nil {
		return document.Told(int64(60), at)
	}
	text, unit := d.arg(0), int64(1)
	for suffix, seconds := range map[string]int64{"s": 1, "m": 60, "h": 3600, "d": 86400} {
		if rest, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = rest, seconds
		}
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return document.Untold("the time is not known", d.at)
	}
	return document.Told(n*unit, d.at)
}
