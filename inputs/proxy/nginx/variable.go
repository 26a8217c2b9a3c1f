package nginx

import (
	"net/textproto"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file follows variables: those of a request, and those of `map` and `set`
// where what they are is certain.

// value is what a text with variables becomes, as document.Header has it.
type value struct{ from, text, because, otherwise string }

func literal(s string) value { return value{from: document.FromLiteral, text: s} }

func unknown(because string) value { return value{from: document.FromUnknown, because: because} }

// known tells whether the text is certain.
func (v value) known() bool {
	return v.from == document.FromLiteral || v.from == document.FromScheme && v.text != "" || v.from == document.FromUpstream
}

// request is what is known of a request where a text is evaluated.
type request struct {
	http     *httpBlock
	site     *listen
	name     string               // the server's first name
	upstream string               // $proxy_host
	sets     map[string]*assigned // of the server, then the location
	depth    int
}

// assigned is what `set` gives a variable; certain is false inside of `if`.
type assigned struct {
	text    string
	certain bool
}

var variables = pattern.New(`\$(?:\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))`)

// maxVariables bounds variables that stand for variables.
const maxVariables = 20

// eval returns what a text becomes.
func (r request) eval(text string) value {
	found := variables.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return literal(text)
	}
	if r.depth++; r.depth > maxVariables {
		return unknown("variables stand for variables too often")
	}
	if m := found[0]; m[0] == 0 && m[1] == len(text) {
		return r.variable(text[max(m[2], m[4]):max(m[3], m[5])])
	}
	if m := hostPort.FindStringSubmatch(text); m != nil {
		return value{from: document.FromHostPort, text: r.eval(m[1]).text}
	}
	if appends.MatchString(text) {
		return value{from: document.FromAppended}
	}
	var out strings.Builder
	last := 0
	for _, m := range found {
		v := r.variable(text[max(m[2], m[4]):max(m[3], m[5])])
		if !v.known() {
			return unknown("nginx makes it of several variables")
		}
		out.WriteString(text[last:m[0]] + v.text)
		if last = m[1]; out.Len() > maxArgument {
			return unknown("it becomes too long")
		}
	}
	return literal(out.String() + text[last:])
}

var hostPort = pattern.New(`^\$\{?host\}?:(\$\{?server_port\}?|[0-9]+)$`)

// appends is a list that begins with what the client sends.
var appends = pattern.New(`^\$\{?http_\w+\}?\s*,`)

// variable returns the value of a variable (ngx_http_variables.c,
// ngx_http_proxy_module.c; nginx.org/en/docs/varindex.html).
func (r request) variable(name string) value {
	if set := r.sets[name]; set != nil {
		if !set.certain {
			return unknown("$" + name + " is set under a condition")
		}
		delete(r.sets, name) // it may stand for itself
		v := r.eval(set.text)
		r.sets[name] = set
		return v
	}
	if m := r.http.maps[name]; m != nil {
		return r.mapped(m)
	}
	if header, ok := strings.CutPrefix(name, "http_"); ok {
		return value{from: document.FromClient, text: headerName(header)}
	}
	switch name {
	case "host":
		return value{from: document.FromHost}
	case "host_of_the_distribution":
		return value{from: document.FromHost, because: "older packages of Debian send $http_host"}
	case "proxy_host":
		return value{from: document.FromUpstream, text: r.upstream}
	case "proxy_add_x_forwarded_for":
		return value{from: document.FromAppended}
	case "remote_addr", "realip_remote_addr":
		return value{from: document.FromAddress}
	case "server_name":
		if !strings.HasPrefix(r.name, "~") {
			return literal(r.name)
		}
	case "server_port":
		if r.site.port != 0 {
			return literal(strconv.Itoa(r.site.port))
		}
	case "scheme", "https", "ssl_protocol":
		return r.scheme(name)
	}
	return unknown("the value of $" + name + " is not known")
}

func (r request) scheme(name string) value {
	switch {
	case name == "scheme" && r.site.tls:
		return value{from: document.FromScheme, text: "https"}
	case name == "scheme":
		return value{from: document.FromScheme, text: "http"}
	case !r.site.tls:
		return literal("")
	case name == "https":
		return literal("on")
	}
	return unknown("$ssl_protocol is a version of TLS")
}

// headerName spells the header of $http_x_forwarded_proto.
func headerName(variable string) string {
	return textproto.CanonicalMIMEHeaderKey(strings.ReplaceAll(variable, "_", "-"))
}

// mapping is a block `map`.
type mapping struct {
	source   string
	results  map[string]string // by the exact text, in lower case
	fallback string
	// fuzzy: other texts match by a regular expression, a mask of host names, or by
	// what another file says.
	fuzzy []string
	whole bool // nothing of it is unknown
}

func newMapping(d *directive) *mapping {
	m := &mapping{source: d.arg(0), results: map[string]string{}, whole: true}
	for _, e := range d.block {
		key := strings.ToLower(e.name)
		switch {
		case key == "default":
			m.fallback = e.arg(0)
		case key == "hostnames", key == "include":
			m.whole = false
		case key == "volatile":
		case strings.HasPrefix(key, "~"):
			m.fuzzy = append(m.fuzzy, e.arg(0))
		default:
			m.results[strings.TrimPrefix(key, `\`)] = e.arg(0)
		}
	}
	return m
}

// mapped returns what a map gives for the request.
func (r request) mapped(m *mapping) value {
	if r.depth++; r.depth > maxVariables || !m.whole {
		return unknown("a map is not followed")
	}
	source := r.eval(m.source)
	if source.known() {
		if result, ok := m.results[strings.ToLower(source.text)]; ok {
			return r.eval(result)
		}
		if len(m.fuzzy) == 0 {
			return r.eval(m.fallback)
		}
	}
	same := r.eval(m.fallback)
	for _, text := range m.results {
		same = both(same, r.eval(text))
	}
	for _, text := range m.fuzzy {
		same = both(same, r.eval(text))
	}
	if same.from == document.FromUnknown && source.from == document.FromClient {
		if absent, ok := m.results[""]; ok && r.eval(m.fallback) == source {
			source.otherwise = r.eval(absent).text
		}
		return source
	}
	return same
}

// both is the value that two ways agree on.
func both(a, b value) value {
	if a == b {
		return a
	}
	return unknown("a map decides")
}
