package nginxproxy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/proxytest"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// env makes variables of NAME=value; NAME alone has a value that is not known.
func env(all ...string) []document.Variable {
	var out []document.Variable
	for i, text := range all {
		name, value, known := strings.Cut(text, "=")
		v := document.Variable{Name: name, State: document.Unknown, Needs: []string{"DOMAIN"}, At: document.Location{File: "web.env", Line: i + 1}}
		if known {
			v.State, v.Text = document.Known, document.NewText(value)
		}
		out = append(out, v)
	}
	return out
}

func web(all ...string) Container {
	return Container{Name: "web", Port: "8000", Env: env(all...), Serves: true, At: document.Location{File: "compose.yaml", Line: 2}}
}

// say writes each site on a line.
func say(c *source.Config) string {
	var out []string
	for _, s := range c.Sites {
		line := fmt.Sprint(s.Port)
		if s.TLS.Truth == nil {
			line += " tls?"
		} else if *s.TLS.Truth {
			line += " tls"
		}
		if s.Redirect.Truth == nil {
			line += " redirects?"
		}
		if s.Default {
			line += " default"
		}
		line += " " + strings.Join(s.Hosts, ",")
		for _, r := range s.Routes {
			if strings.HasPrefix(r.Path, "/.well-known") {
				continue
			}
			line += fmt.Sprintf("; %s %s", r.Path, r.Does)
			for _, text := range append(r.Upstreams, r.Guards...) {
				line += " " + text
			}
			for _, h := range r.Response {
				line += " +" + h.Value
			}
			if r.BodySize != nil && r.BodySize.Value != int64(1<<20) {
				line += fmt.Sprintf(" body=%v", r.BodySize.Value)
			}
		}
		out = append(out, line)
	}
	for _, g := range c.Gaps {
		out = append(out, "? "+g.Because)
	}
	return strings.Join(out, "\n")
}

const (
	refuses    = "80 default ; / answers\n443 tls default ; / answers\n"
	redirects  = "80 a.example; / redirects\n"
	encrypted  = "443 tls a.example; / forwards web:8000 +max-age=31536000"
	ordered    = "VIRTUAL_HOST=a.example LETSENCRYPT_HOST=a.example"
	noredirect = "80 a.example; / forwards web:8000\n443 tls a.example; / forwards web:8000"
)

func TestRead(t *testing.T) {
	pair := func(name string) proxytest.Files {
		return proxytest.Files{certs + name + ".crt": "", certs + name + ".key": ""}
	}
	one := func(text string) Input {
		return Input{Files: proxytest.Files{}, Companion: true, Containers: []Container{web(strings.Fields(text)...)}}
	}
	with := func(in Input, change func(*Input)) Input { change(&in); return in }
	files := func(in Input, files proxytest.Files) Input { in.Files = files; return in }
	for name, c := range map[string]struct {
		in   Input
		want string
	}{
		"a companion":         {one(ordered), refuses + redirects + encrypted},
		"no companion":        {with(one("VIRTUAL_HOST=a.example"), func(in *Input) { in.Companion = false }), refuses + "80 a.example; / forwards web:8000"},
		"nothing ordered":     {one("VIRTUAL_HOST=a.example"), refuses + "80 a.example; / forwards web:8000"},
		"companion elsewhere": {with(one(ordered), func(in *Input) { in.Companion = false }), refuses + "80 redirects? a.example; / forwards web:8000\n443 tls? a.example; / forwards web:8000 +max-age=31536000"},
		"ordered for another": {one("VIRTUAL_HOST=a.example LETSENCRYPT_HOST=b.example"), refuses + "80 a.example; / forwards web:8000"},
		"ordered elsewhere": {with(one("VIRTUAL_HOST=a.example"), func(in *Input) {
			in.Containers = append(in.Containers, Container{Name: "edge", Own: true, Env: env("VIRTUAL_HOST=a.example", "LETSENCRYPT_HOST=a.example")})
		}), refuses + redirects + encrypted},
		"ordered elsewhere, unknown": {with(one("VIRTUAL_HOST"), func(in *Input) {
			in.Containers = append(in.Containers, Container{Name: "edge", Own: true, Env: env("LETSENCRYPT_HOST")})
		}), strings.ReplaceAll(refuses+redirects+encrypted, "a.example", "${virtual_host}")},
		"ordered by another": {with(one("VIRTUAL_HOST"), func(in *Input) {
			in.Containers = append(in.Containers, Container{Name: "other", Env: env("LETSENCRYPT_HOST=b.example")})
		}), refuses + "80 redirects? ${virtual_host}; / forwards web:8000\n443 tls? ${virtual_host}; / forwards web:8000 +max-age=31536000"},
		"perhaps elsewhere": {with(one("VIRTUAL_HOST=a.example"), func(in *Input) {
			in.Containers = append(in.Containers, Container{Name: "certs", Own: true, Missing: "certs.env"})
		}), refuses + "80 redirects? a.example; / forwards web:8000\n443 tls? a.example; / forwards web:8000 +max-age=31536000"},
		"the name above":        {one("VIRTUAL_HOST=www.a.example LETSENCRYPT_HOST=a.example"), strings.ReplaceAll(refuses+redirects+encrypted, " a.", " www.a.")},
		"certificates mounted":  {with(one("VIRTUAL_HOST=a.example"), func(in *Input) { in.Companion, in.Certificates = false, true }), refuses + "80 redirects? a.example; / forwards web:8000\n443 tls? a.example; / forwards web:8000 +max-age=31536000"},
		"a certificate":         {files(one("VIRTUAL_HOST=a.example"), pair("a.example")), refuses + redirects + encrypted},
		"half a certificate":    {files(one("VIRTUAL_HOST=a.example"), proxytest.Files{certs + "a.example.crt": ""}), refuses + "80 a.example; / forwards web:8000"},
		"the default one":       {files(one("VIRTUAL_HOST=a.example"), pair("default")), refuses + redirects + encrypted},
		"the default one, 1.6":  {with(files(one("VIRTUAL_HOST=a.example"), pair("default")), func(in *Input) { in.Tag = "1.6-alpine" }), refuses + "80 a.example; / forwards web:8000"},
		"distrusted":            {with(files(one("VIRTUAL_HOST=a.example"), pair("default")), func(in *Input) { in.Env = env("TRUST_DEFAULT_CERT=false") }), refuses + "80 a.example; / forwards web:8000"},
		"another start":         {with(one(ordered), func(in *Input) { in.Other = "its command is another" }), "? its command is another"},
		"a named one":           {files(one("VIRTUAL_HOST=a.example CERT_NAME=shared"), pair("shared")), refuses + redirects + encrypted},
		"noredirect":            {one(ordered + " HTTPS_METHOD=noredirect"), refuses + noredirect},
		"nohttps":               {one(ordered + " HTTPS_METHOD=nohttps"), refuses + "80 a.example; / forwards web:8000"},
		"nohttp":                {one(ordered + " HTTPS_METHOD=nohttp"), refuses + encrypted},
		"nohttp, none":          {one("VIRTUAL_HOST=a.example HTTPS_METHOD=nohttp"), refuses + "80 a.example; / forwards web:8000"},
		"its own method":        {with(one(ordered), func(in *Input) { in.Env = env("HTTPS_METHOD=noredirect") }), refuses + noredirect},
		"a method unknown":      {one(ordered + " HTTPS_METHOD"), refuses + redirects + encrypted + "\n? HTTPS_METHOD is not known"},
		"no HSTS":               {one(ordered + " HSTS=off"), refuses + redirects + "443 tls a.example; / forwards web:8000"},
		"another HSTS":          {one(ordered + " HSTS=max-age=60"), refuses + redirects + "443 tls a.example; / forwards web:8000 +max-age=60"},
		"two names":             {one("VIRTUAL_HOST=b.example,a.example,, LETSENCRYPT_HOST=a.example,b.example"), refuses + redirects + encrypted + "\n80 b.example; / redirects\n443 tls b.example; / forwards web:8000 +max-age=31536000"},
		"a name unknown":        {one("VIRTUAL_HOST LETSENCRYPT_HOST"), strings.ReplaceAll(refuses+redirects+encrypted, "a.example", "${virtual_host}")},
		"the default host":      {with(one(ordered), func(in *Input) { in.Env = env("DEFAULT_HOST=a.example") }), "80 default a.example; / redirects\n443 tls default a.example; / forwards web:8000 +max-age=31536000"},
		"the same, unknown":     {with(one("VIRTUAL_HOST LETSENCRYPT_HOST"), func(in *Input) { in.Env = env("DEFAULT_HOST") }), "80 default ${virtual_host}; / redirects\n443 tls default ${virtual_host}; / forwards web:8000 +max-age=31536000"},
		"another default host":  {with(one("VIRTUAL_HOST LETSENCRYPT_HOST"), func(in *Input) { in.Env = env("DEFAULT_HOST=a.example") }), strings.ReplaceAll(refuses+redirects+encrypted, "a.example", "${virtual_host}") + "\n? whether DEFAULT_HOST is the name of VIRTUAL_HOST is not known"},
		"before 1.3":            {with(one(ordered), func(in *Input) { in.Tag = "0.9.3" }), "80 default ; / answers\n" + redirects + "443 tls default a.example; / forwards web:8000 +max-age=31536000"},
		"before 1.3, refusing":  {with(files(one(ordered), pair("default")), func(in *Input) { in.Tag = "1.0" }), refuses + redirects + encrypted},
		"other ports":           {with(one(ordered), func(in *Input) { in.Env = env("HTTP_PORT=8080", "HTTPS_PORT=8443") }), strings.NewReplacer("80 d", "8080 d", "443 t", "8443 t", "80 a", "8080 a").Replace(refuses + redirects + encrypted)},
		"a path":                {one(ordered + " VIRTUAL_PATH=/api/ HTTPS_METHOD=nohttps"), refuses + "80 a.example; /api/ forwards web:8000; / answers"},
		"a port":                {one(ordered + " VIRTUAL_PORT=9000 HTTPS_METHOD=nohttps"), refuses + "80 a.example; / forwards web:9000"},
		"uwsgi":                 {one(ordered + " VIRTUAL_PROTO=uwsgi HTTPS_METHOD=nohttps"), refuses + "80 a.example; / forwards web:8000"},
		"a protocol unknown":    {one(ordered + " VIRTUAL_PROTO=grpc HTTPS_METHOD=nohttps"), refuses + "80 a.example; / unclear\n? what grpc_pass does is not read\n? VIRTUAL_PROTO grpc is not followed"},
		"private":               {one(ordered + " NETWORK_ACCESS=internal HTTPS_METHOD=nohttps"), refuses + "80 a.example; / forwards web:8000 address"},
		"a pattern":             {one(`VIRTUAL_HOST=~^a\.(b|c)\.example$ HTTPS_METHOD=nohttps`), refuses + `80 ~^a\.(b|c)\.example$; / forwards web:8000`},
		"no name":               {one(`VIRTUAL_HOST=a;b HTTPS_METHOD=nohttps`), "? a name in VIRTUAL_HOST is not followed\n? no service here has VIRTUAL_HOST"},
		"a mask":                {files(one("VIRTUAL_HOST=*.a.example HTTPS_METHOD=nohttps"), proxytest.Files{vhosts + "*.a.example": "client_max_body_size 2m;", vhosts + "b.a.example": "client_max_body_size 9m;"}), refuses + "80 *.a.example; / forwards web:8000 body=2097152"},
		"a file for all":        {files(one(ordered), proxytest.Files{vhosts + "default": "location /static/ { alias /static/; }"}), refuses + redirects + "443 tls a.example; /static/ serves +max-age=31536000; / forwards web:8000 +max-age=31536000"},
		"a file for the host":   {files(one(ordered+" HTTPS_METHOD=nohttps"), proxytest.Files{vhosts + "default": "client_max_body_size 9m;", vhosts + "a.example": "client_max_body_size 2m;"}), refuses + "80 a.example; / forwards web:8000 body=2097152"},
		"a file for who":        {files(one("VIRTUAL_HOST HTTPS_METHOD=nohttps"), proxytest.Files{vhosts + "a.example": "client_max_body_size 2m;"}), refuses + "80 ${virtual_host}; / forwards web:8000\n? which of the files in /etc/nginx/vhost.d is for VIRTUAL_HOST is not known"},
		"a header of locations": {files(one(ordered), proxytest.Files{vhosts + "default_location": "add_header X-Robots-Tag none;"}), refuses + redirects + "443 tls a.example; / forwards web:8000 +"},
		"another location":      {files(one(ordered+" HTTPS_METHOD=nohttps"), proxytest.Files{vhosts + "a.example_location_override": "location / { return 404; }"}), refuses + "80 a.example; / answers"},
		"for all hosts":         {files(one(ordered), proxytest.Files{"/etc/nginx/conf.d/custom.conf": "client_max_body_size 2m;"}), refuses + redirects + encrypted + " body=2097152"},
		"passwords":             {files(one(ordered+" HTTPS_METHOD=nohttps"), proxytest.Files{passwords + "a.example": "x"}), refuses + "80 a.example; / forwards web:8000 password"},
		"its own template":      {files(one(ordered), proxytest.Files{template: ""}), "? its template /app/nginx.tmpl is the project's own, and is not followed"},
		"many ports":            {one("VIRTUAL_HOST_MULTIPORTS"), "? VIRTUAL_HOST_MULTIPORTS is not followed"},
		"a path before 1.0":     {with(one(ordered+" VIRTUAL_PATH=/api/ HTTPS_METHOD=nohttps"), func(in *Input) { in.Tag = "0.10" }), "80 default ; / answers\n80 a.example; / forwards web:8000"},
		"another protocol":      {with(one(ordered), func(in *Input) { in.Env = env("ENABLE_PROXY_PROTOCOL=true") }), refuses + redirects + encrypted + "\n? what comes by the PROXY protocol is not followed"},
		"nobody":                {one("OTHER=1"), "? no service here has VIRTUAL_HOST"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := say(Read(c.in)); got != c.want {
				t.Errorf("\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// An env file that is not here may hold what nginx-proxy asks for.
func TestMissing(t *testing.T) {
	absent := web()
	absent.Missing = "web.env"
	other := absent
	other.Name = "admin"
	worker := Container{Name: "worker", Missing: "web.env"}
	unclear := refuses + "80 redirects? ${virtual_host}; / forwards web:8000\n443 tls? ${virtual_host}; / forwards web:8000 +max-age=31536000"
	for name, c := range map[string]struct {
		in   Input
		want string
	}{
		"of one":          {Input{Companion: true, Containers: []Container{absent, worker}}, unclear},
		"before 1.3":      {Input{Tag: "1.2", Companion: true, Containers: []Container{absent}}, "80 default ; / answers\n80 redirects? ${virtual_host}; / forwards web:8000\n443 tls? default ${virtual_host}; / forwards web:8000 +max-age=31536000"},
		"without a doubt": {Input{Containers: []Container{absent}}, refuses + "80 ${virtual_host}; / forwards web:8000"},
		"of two":          {Input{Companion: true, Containers: []Container{absent, other}}, "? web.env, which may set VIRTUAL_HOST, is not here"},
		"its own":         {Input{Missing: "proxy.env", Containers: []Container{web("VIRTUAL_HOST=a.example")}}, "? proxy.env, which sets its variables, is not here"},
	} {
		c.in.Files = proxytest.Files{}
		if got := say(Read(c.in)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// What Django receives.
func TestHeaders(t *testing.T) {
	for name, c := range map[string]struct {
		tag   string
		env   []document.Variable
		files proxytest.Files
		want  string
	}{
		"of today": {"", nil, nil, "Host=host: X-Forwarded-For=appended: X-Forwarded-Proto=client:X-Forwarded-Proto,https X-Forwarded-Host=client:X-Forwarded-Host"},
		"of 1.4":   {"1.4.0", nil, nil, "Host=host: X-Forwarded-For=appended: X-Forwarded-Proto=client:X-Forwarded-Proto,https X-Forwarded-Host=client:X-Forwarded-Host"},
		"of 1.0":   {"1.0-alpine", env("TRUST_DOWNSTREAM_PROXY=false"), nil, "Host=client:Host X-Forwarded-For=appended: X-Forwarded-Proto=client:X-Forwarded-Proto,https"},
		"distrust": {"1.9", env("TRUST_DOWNSTREAM_PROXY=false"), nil, "Host=host: X-Forwarded-For=address: X-Forwarded-Proto=scheme:https X-Forwarded-Host=host:"},
		"of 1.3":   {"1.3.1", env("TRUST_DOWNSTREAM_PROXY=false"), nil, "Host=client:Host X-Forwarded-For=appended: X-Forwarded-Proto=scheme:https X-Forwarded-Host=client:Host"},
		"of 1.8":   {"1.8", env("TRUST_DOWNSTREAM_PROXY=false"), nil, "Host=host: X-Forwarded-For=appended: X-Forwarded-Proto=scheme:https X-Forwarded-Host=host:"},
		"a port":   {"", env("HTTPS_PORT=8443"), nil, "Host=host-port:8443 X-Forwarded-For=appended: X-Forwarded-Proto=client:X-Forwarded-Proto,https X-Forwarded-Host=client:X-Forwarded-Host"},
		"its own":  {"", nil, proxytest.Files{headers: "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;"}, "Host=client:Host X-Forwarded-Proto=scheme:https"},
		"a location of its own": {"", nil, proxytest.Files{vhosts + "default_location": "proxy_set_header X-Forwarded-Proto $scheme;"},
			"X-Forwarded-Proto=scheme:https Host=host:"},
	} {
		if c.files == nil {
			c.files = proxytest.Files{}
		}
		r := Read(Input{Files: c.files, Tag: c.tag, Env: c.env, Companion: true, Containers: []Container{web(strings.Fields(ordered)...)}})
		last := r.Sites[len(r.Sites)-1]
		var got []string
		for _, h := range last.Routes[len(last.Routes)-1].Request {
			if !slices.Contains([]string{"Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"}, h.Name) {
				continue
			}
			got = append(got, strings.TrimSuffix(fmt.Sprintf("%s=%s:%s,%s", h.Name, h.From, h.Value, h.Otherwise), ","))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s\nwant %s", name, strings.Join(got, " "), c.want)
		}
	}
}

// Each line has the place of the variable that it rests on.
func TestPlaces(t *testing.T) {
	c := Read(Input{Files: proxytest.Files{}, Companion: true, At: document.Location{File: "compose.yaml", Line: 9}, Env: env("TRUST_DOWNSTREAM_PROXY=true"), Containers: []Container{web(strings.Fields(ordered)...)}})
	last := c.Sites[len(c.Sites)-1]
	route := last.Routes[len(last.Routes)-1]
	proto := document.Location{}
	for _, h := range route.Request {
		if h.Name == "X-Forwarded-Proto" {
			proto = h.At
		}
	}
	if got := fmt.Sprint(c.Sites[0].At, last.At, route.At, proto); got != "compose.yaml:9 web.env:1 web.env:1 web.env:1" {
		t.Error(got)
	}
}

// Whatever stands in a variable, the configuration is one.
func FuzzRead(f *testing.F) {
	f.Add("a.example", "/", "max-age=1")
	f.Add(`~^a{2}\"`, `~ ^/(a|b)"{`, "a\nb;")
	f.Add("a,b;c,${D}", "= /x }", `\`)
	f.Fuzz(func(t *testing.T, host, path, hsts string) {
		c := Read(Input{Files: proxytest.Files{}, Companion: true, Containers: []Container{web("VIRTUAL_HOST="+host, "LETSENCRYPT_HOST="+host, "VIRTUAL_PATH="+path, "HSTS="+hsts, "VIRTUAL_DEST="+path, "VIRTUAL_PORT="+hsts, "SERVER_TOKENS="+path)}})
		for _, d := range c.Diagnostics {
			if d.Severity == "error" {
				t.Error(d.Message)
			}
		}
	})
}
