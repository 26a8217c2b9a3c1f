package nginx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/proxytest"
	"github.com/djgate/djgate/inputs/proxy/source"
)

const main = "/etc/nginx/nginx.conf"

func read(t *testing.T, text string) *source.Config {
	t.Helper()
	return Read(main, proxytest.Files{main: text}, Template{})
}

// only returns the one site of a configuration.
func only(t *testing.T, text string) document.Site {
	t.Helper()
	c := read(t, text)
	if len(c.Sites) != 1 {
		t.Fatalf("%d sites: %v", len(c.Sites), c.Diagnostics)
	}
	return c.Sites[0]
}

func headers(r document.Route) string {
	var out []string
	for _, h := range r.Request {
		text := strings.TrimSuffix(fmt.Sprintf("%s=%s:%s", h.Name, h.From, h.Value), ":")
		if h.Otherwise != "" {
			text += "/" + h.Otherwise
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// What Django receives, by the places where headers are set.
func TestRequestHeaders(t *testing.T) {
	const pass = "proxy_pass http://web:8000;"
	for name, c := range map[string]struct{ http, server, location, want string }{
		"nothing":              {"", "", pass, "Host=upstream:web:8000"},
		"the usual port":       {"", "", "proxy_pass http://web;", "Host=upstream:web"},
		"a socket":             {"", "", "proxy_pass http://unix:/run/app.sock:/;", "Host=upstream:localhost"},
		"an upstream":          {"upstream app { server web:8000; }", "", "proxy_pass http://app;", "Host=upstream:app"},
		"inherited":            {"proxy_set_header Host $host;", "", pass, "Host=host"},
		"inheritance lost":     {"", "proxy_set_header Host $host;", "proxy_set_header Upgrade $http_upgrade;" + pass, "Upgrade=client:Upgrade Host=upstream:web:8000"},
		"the proto of a map":   {"map $http_x_forwarded_proto $p { default $http_x_forwarded_proto; '' $scheme; }", "", "proxy_set_header X-Forwarded-Proto $p;" + pass, "X-Forwarded-Proto=client:X-Forwarded-Proto/http Host=upstream:web:8000"},
		"a map of some":        {"map $http_x_forwarded_proto $p { default $scheme; https https; }", "", "proxy_set_header X-Forwarded-Proto $p;" + pass, "X-Forwarded-Proto=client:X-Forwarded-Proto Host=upstream:web:8000"},
		"the proto of a set":   {"", "set $p https;", "proxy_set_header x-forwarded-proto $p;" + pass, "X-Forwarded-Proto=literal:https Host=upstream:web:8000"},
		"set in a condition":   {"", "set $p http; if ($http_x) { set $p https; }", "proxy_set_header X-Forwarded-Proto $p;" + pass, "X-Forwarded-Proto=unknown Host=upstream:web:8000"},
		"taken away":           {"", "", `proxy_set_header X-Forwarded-Host "";` + pass, "X-Forwarded-Host=dropped Host=upstream:web:8000"},
		"a secret":             {"", "", "proxy_set_header Authorization hunter2; proxy_set_header Host $host;" + pass, "Authorization=literal Host=host"},
		"uwsgi":                {"", "", "proxy_set_header X-Forwarded-Proto $scheme; include uwsgi_params; uwsgi_pass web:8000;", "Host=client:Host"},
		"uwsgi with a header":  {"", "", "uwsgi_param HTTP_X_FORWARDED_PROTO $scheme; uwsgi_pass web:8000;", "X-Forwarded-Proto=scheme:http Host=client:Host"},
		"Debian's snippet":     {"", "", "include proxy_params;" + pass, "Host=host X-Real-Ip=address X-Forwarded-For=appended X-Forwarded-Proto=scheme:http"},
		"perhaps set":          {"", "proxy_set_header Host $host;", "include x;" + pass, "Host=unknown X-Forwarded-Proto=unknown X-Forwarded-Host=unknown"},
		"perhaps more":         {"", "", "proxy_set_header Host $host; include x;" + pass, "Host=host X-Forwarded-Proto=unknown X-Forwarded-Host=unknown"},
		"twice":                {"", "", "proxy_set_header Host $host; proxy_set_header host web;" + pass, "Host=unknown"},
		"a variable of nobody": {"", "", "proxy_set_header Host $nobody;" + pass, "Host=unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			s := only(t, fmt.Sprintf("http { %s\nserver { %s\nlocation / { %s } } }", c.http, c.server, c.location))
			if got := headers(s.Routes[len(s.Routes)-1]); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// Whether a server sends on to HTTPS.
func TestRedirect(t *testing.T) {
	const forward = "location / { proxy_pass http://web:8000; }"
	for name, c := range map[string]struct {
		server string
		want   any // nil: not known
	}{
		"by return":                  {"return 301 https://$host$request_uri;", true},
		"by return in a location":    {"location / { return 308 https://$host$request_uri; }", true},
		"but for challenges":         {"location /.well-known/acme-challenge/ { root /x; } location / { return 301 https://x; }", true},
		"by rewrite":                 {"rewrite ^ https://$host$request_uri? permanent;" + forward, true},
		"as certbot writes it":       {"if ($host = a.example) { return 301 https://$host$request_uri; } return 404;", true},
		"a condition that holds":     {"if ($scheme = http) { return 301 https://$host$request_uri; }" + forward, true},
		"a condition that does not":  {"if ($scheme = https) { return 301 https://$host$request_uri; }" + forward, false},
		"a condition of the request": {"if ($http_x_forwarded_proto = http) { return 301 https://x; }" + forward, nil},
		"to plain HTTP":              {"return 301 http://x.example$request_uri;", false},
		"to the same scheme":         {"return 301 $scheme://x.example$request_uri;", false},
		"nothing":                    {forward, false},
	} {
		t.Run(name, func(t *testing.T) {
			n := only(t, "http { server { listen 80; "+c.server+" } }").Redirect
			if got := n.Value; got != c.want || (c.want == nil) != (n.State == document.Unknown) {
				t.Errorf("%v %s, want %v", got, n.State, c.want)
			}
		})
	}
}

// What a condition compares with may be a secret.
func TestConditionsShowNoText(t *testing.T) {
	s := only(t, `server { listen 80; if ($http_x_key != "hunter2") { return 403; } location / { proxy_pass http://user:hunter2@web:8000; } }`)
	if text := fmt.Sprintf("%+v", s); strings.Contains(text, "hunter2") || s.Routes[0].Path != "$http_x_key" {
		t.Error(text)
	}
}

func TestListeners(t *testing.T) {
	c := read(t, `http {
		server { listen 80; listen [::]:80; server_name A.example; }
		server { listen 80 default_server; listen 443 ssl default_server; server_name _; return 444; }
		server { listen 443; server_name a.example *.b.example; }
		server { listen 127.0.0.1; }
		server { }
		server { listen unix:/x.sock; listen 8443 quic; }
	}`)
	var got []string
	for _, s := range c.Sites {
		got = append(got, fmt.Sprintf("%d %v %v %s", s.Port, s.TLS.Value, s.Default, strings.Join(s.Hosts, ",")))
	}
	want := []string{"80 false true a.example", "80 false true ", "443 true true ", "443 true false a.example,*.b.example", "80 false true ", "80 false false ", "0 false true "}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("\n%s\n%s", strings.Join(got, "|"), strings.Join(want, "|"))
	}
}

// A template is what nginx's image makes of it, and its places are its own.
func TestTemplate(t *testing.T) {
	const name = "/etc/nginx/templates/default.conf.template"
	env := []document.Variable{{Name: "APP", State: document.Known, Text: document.NewText("web:8000")}, {Name: "DOMAIN", State: document.Unknown}}
	text := "server {\n  location / { proxy_set_header Host ${DOMAIN}; proxy_pass http://${APP}; proxy_set_header X-Forwarded-Proto $scheme; }\n}\n"
	c := Read(name, proxytest.Files{name: text}, Template{Files: map[string]bool{strings.TrimPrefix(name, "/"): true}, Env: env})
	r := c.Sites[0].Routes[0]
	if got := headers(r); got != "Host=unknown X-Forwarded-Proto=scheme:http" || r.Upstreams[0] != "web:8000" {
		t.Errorf("%s to %v", got, r.Upstreams)
	}
	if column := strings.Index(strings.Split(text, "\n")[1], "proxy_set_header X") + 1; r.Request[1].At.Column != column {
		t.Errorf("column %d, want %d", r.Request[1].At.Column, column)
	}
}

// nginx refuses these, and says so at that place.
func TestSyntax(t *testing.T) {
	for text, want := range map[string]string{
		"http {":                              "1:1: nginx does not start: the block is not closed",
		"http { }\n}":                         "2:1: nginx does not start: \"}\" closes no block",
		"a b":                                 "1:1: nginx does not start: the directive does not end in \";\"",
		"a 'b;":                               "1:3: nginx does not start: the quote is not closed",
		"a 'b'c;":                             "1:6: nginx does not start: a blank, \";\" or \"{\" must follow the closing quote",
		";":                                   "1:1: nginx does not start: \";\" follows no directive",
		"ü {\n é \x00; }":                     "2:4: the file holds a NUL byte",
		"{{ x }}":                             "1:1: the file is a template of another program, and is not read",
		"\xff":                                "1:1: the file is not UTF-8",
		strings.Repeat("a {", 100_000):        "1:97: nginx does not start: more than 32 blocks in each other",
		strings.Repeat("#", source.MaxFile+1): "1:1: the file is larger than 1048576 bytes",
		"a " + strings.Repeat("b", 5000):      "1:3: nginx does not start: a word is longer than 4096 bytes",
		"x_by_lua_block {\n '}' -- }\n {}":    "1:1: nginx does not start: the block is not closed",
	} {
		c := read(t, text)
		if c.Read || len(c.Gaps) != 1 {
			t.Errorf("%.20q is read", text)
			continue
		}
		d := c.Diagnostics[0]
		if got := fmt.Sprintf("%d:%d: %s", d.At.Line, d.At.Column, d.Message); got != want {
			t.Errorf("%.20q: %s, want %s", text, got, want)
		}
	}
}

func TestIncludes(t *testing.T) {
	for name, c := range map[string]struct {
		files proxytest.Files
		gap   string
	}{
		"a cycle":    {proxytest.Files{main: "include /etc/nginx/a;", "/etc/nginx/a": "include nginx.conf;"}, "the include leads back to itself"},
		"missing":    {proxytest.Files{main: "http { include /etc/other; }"}, "other is not in the project"},
		"outside":    {proxytest.Files{main: "include ../../etc/passwd;"}, "passwd is not in the project"},
		"a folder":   {proxytest.Files{main: "http { include conf.d/*.conf; }", "/etc/nginx/conf.d/a.conf": "server { }"}, ""},
		"not needed": {proxytest.Files{main: "include mime.types; include /opt/nginx/mime.types; include modules/*.conf;"}, ""},
	} {
		got := Read(main, c.files, Template{})
		var gaps []string
		for _, g := range got.Gaps {
			gaps = append(gaps, g.Because)
		}
		if strings.Join(gaps, ";") != c.gap {
			t.Errorf("%s: %q, want %q", name, gaps, c.gap)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("http { server { listen 443 ssl; location ~ \\.php$ { proxy_pass http://$x; } } }")
	f.Add("map $a $b { default '$c'; } server { set $c $b; return 301 https://$b; }")
	f.Add("a \"b\\\"c\" 'd';#e\n\nx_by_lua_block { --[[ } ]] }")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(text, "\n") + 1
		for _, d := range read(t, text).Diagnostics {
			if d.At.Line < 1 || d.At.Line > lines || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}
