package caddy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/proxytest"
	"github.com/djgate/djgate/inputs/proxy/source"
)

const main = "/etc/caddy/Caddyfile"

func read(text string, env ...document.Variable) *source.Config {
	return Read(main, proxytest.Files{main: text, "/etc/caddy/common": "header X-Frame-Options DENY"}, env, false)
}

// sites writes each site on a line.
func sites(c *source.Config) string {
	var out []string
	for _, s := range c.Sites {
		tls := "unknown"
		if s.TLS.Truth != nil {
			tls = fmt.Sprint(*s.TLS.Truth)
		}
		out = append(out, fmt.Sprintf("%d tls=%s redirect=%v default=%v %s", s.Port, tls, s.Redirect.Value, s.Default, strings.Join(s.Hosts, ",")))
	}
	return strings.Join(out, "\n")
}

func TestSites(t *testing.T) {
	domain := document.Variable{Name: "DOMAIN", State: document.Known, Text: document.NewText("shop.example")}
	for name, c := range map[string]struct{ text, want string }{
		"a name":         {"shop.example {\n reverse_proxy web:8000\n}", "443 tls=true redirect=false default=false shop.example\n80 tls=false redirect=true default=false shop.example"},
		"without braces": {"shop.example\nreverse_proxy web:8000", "443 tls=true redirect=false default=false shop.example\n80 tls=false redirect=true default=false shop.example"},
		"plain":          {"http://shop.example {\n}", "80 tls=false redirect=false default=false shop.example"},
		"any host":       {":80 {\n}", "80 tls=false redirect=false default=true "},
		"both":           {"http://a.example {\n}\na.example {\n}", "80 tls=false redirect=false default=false a.example\n443 tls=true redirect=false default=false a.example"},
		"several names":  {"a.example, b.example,\nc.example {\n}", "443 tls=true redirect=false default=false a.example,b.example,c.example\n80 tls=false redirect=true default=false a.example,b.example,c.example"},
		"a variable":     {"{$DOMAIN} {\n}", "443 tls=true redirect=false default=false shop.example\n80 tls=false redirect=true default=false shop.example"},
		"a default":      {"{$OTHER:localhost}:8080 {\n}", "8080 tls=true redirect=false default=false localhost\n80 tls=false redirect=true default=false localhost"},
		"nobody's":       {"{$OTHER} {\n}", "0 tls=unknown redirect=false default=true "},
		"no redirects":   {"{\n auto_https disable_redirects\n}\na.example {\n}", "443 tls=true redirect=false default=false a.example"},
		"off":            {"{\n auto_https off\n}\na.example {\n}", "443 tls=unknown redirect=false default=false a.example"},
		"a redirect":     {"http://a.example {\n redir https://a.example{uri}\n}", "80 tls=false redirect=true default=false a.example"},
	} {
		if got := sites(read(c.text, domain)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// routes writes what the first site does.
func routes(c *source.Config) string {
	var out []string
	for _, r := range c.Sites[0].Routes {
		line := fmt.Sprintf("%s %s", r.Path, r.Does)
		if r.Match == "exact" {
			line = "= " + line
		}
		for _, word := range slices.Concat(r.Upstreams, []string{source.Folder(r)}, r.Guards) {
			line = strings.TrimSpace(line + " " + word)
		}
		for _, h := range r.Request {
			line += fmt.Sprintf(" %s=%s:%s", h.Name, h.From, h.Value)
		}
		for _, h := range r.Response {
			line += fmt.Sprintf(" +%s=%s", h.Name, h.Value)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestRoutes(t *testing.T) {
	const usual = " Host=client:Host X-Forwarded-For=address: X-Forwarded-Proto=scheme:http X-Forwarded-Host=client:Host"
	for name, c := range map[string]struct{ text, want string }{
		"forwards":         {"reverse_proxy web:8000", "/ forwards web:8000" + usual},
		"by path":          {"reverse_proxy /api/* web", "/api/ forwards web:80" + usual},
		"a block":          {"handle_path /static/* {\n root * /srv\n file_server\n}\nhandle {\n reverse_proxy :8000\n}", "/static/ serves /srv\n/ forwards localhost:8000" + usual},
		"a path taken off": {"handle /static/* {\n uri strip_prefix /static\n root * /srv\n file_server\n}", "/static/ serves /srv"},
		"a part taken off": {"handle /static/* {\n uri strip_prefix /other\n root * /srv\n file_server\n}", "/static/ serves /srv/static"},
		"a matcher":        {"@app path /app/*\nreverse_proxy @app web:1", "/app/ forwards web:1" + usual},
		"a condition":      {"@app {\n not path /x\n}\nreverse_proxy @app web:1", "/ forwards web:1" + usual},
		"another":          {"@app {\n not path /x\n method GET\n}\nreverse_proxy @app web:1", "@app forwards web:1" + usual},
		"but for some": {"@app not path /static/* /robots.txt\nreverse_proxy @app web:1\nroot * /srv\nfile_server",
			"/ forwards web:1" + usual + "\n/static/ serves /srv/static\n= /robots.txt serves /srv/robots.txt"},
		"several paths":     {"@files path /static/* /media/*\nhandle @files {\n root * /srv\n file_server\n}", "/static/ serves /srv/static\n/media/ serves /srv/media"},
		"one path":          {"respond /x 404", "= /x answers"},
		"two roots":         {"root /media/* /m\nroot /static/* /s\nfile_server /media/*\nfile_server /static/*", "/static/ serves /s/static\n/media/ serves /m/media"},
		"a root of its own": {"handle_path /static/* {\n file_server {\n  root /s\n }\n}", "/static/ serves /s"},
		"perhaps a header":  {"@old query v=1\nheader @old X-Frame-Options DENY\nrespond 200", "/ answers +X-Frame-Options="},
		"a header of a path": {"header /media/* X-Content-Type-Options nosniff\nroot * /srv\nfile_server",
			"/media/ serves /srv/media +X-Content-Type-Options=nosniff\n/ serves /srv"},
		"a password": {"basic_auth /admin/* {\n a b\n}\nreverse_proxy web:1", "/admin/ forwards web:1 password" + usual + "\n/ forwards web:1" + usual},
		"a program":  {"handle /admin/* {\n forward_auth auth:1 {\n uri /x\n }\n reverse_proxy web:1\n}", "/admin/ forwards web:1 program" + usual},
		"an address": {"@far {\n path /admin/*\n not remote_ip private_ranges\n}\nrespond @far 403\nreverse_proxy web:1",
			"@far answers\n/admin/ forwards web:1 address" + usual + "\n/ forwards web:1" + usual},
		"an address too late": {"@far not remote_ip private_ranges\nrespond @far 403\nhandle {\n reverse_proxy web:1\n}", "/ forwards web:1" + usual},
		"headers": {"reverse_proxy web:1 {\n header_up Host {upstream_hostport}\n header_up -X-Forwarded-Host\n header_up X-Forwarded-Proto https\n}",
			"/ forwards web:1 Host=upstream:web:1 X-Forwarded-For=address: X-Forwarded-Proto=literal:https X-Forwarded-Host=dropped:"},
		"a secret":  {"reverse_proxy web:1 {\n header_up X-Token hunter2\n}", "/ forwards web:1" + usual + " X-Token=literal:"},
		"response":  {"header {\n Strict-Transport-Security \"max-age=1\"\n -Server\n}\nrespond 404", "/ answers +Strict-Transport-Security=max-age=1 +Server="},
		"a snippet": {"import app web:9", "/ forwards web:9" + usual},
		"a file":    {"import common\nrespond 200", "/ answers +X-Frame-Options=DENY"},
	} {
		got := routes(read("(app) {\n reverse_proxy {args[0]}\n}\n:80 {\n" + c.text + "\n}"))
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// Caddy refuses these, or they are not here.
func TestGaps(t *testing.T) {
	for text, want := range map[string]string{
		":80 {":                             "1:1: Caddy does not start: the block is not closed",
		"}":                                 "1:1: Caddy does not start: \"}\" closes no block",
		"a \"b":                             "1:3: Caddy does not start: the quote is not closed",
		"a <<X\nb":                          "1:3: Caddy does not start: the text after << is not closed",
		":80 {\n\x00}":                      "2:1: the file holds a NUL byte",
		":80 {\nimport /etc/passwd\n}":      "2:1: what it imports is not in the project",
		"{$NONE:} {\nreverse_proxy web\n}":  "1:10: Caddy does not start: the site has no address",
		"{\nhttp_port 80\n}\n{$NONE:} {\n}": "4:10: Caddy does not start: the site has no address",
		":80 {\nimport\n}":                  "2:1: Caddy does not start: import needs a name",
		"(a) {\nimport a\n}\n:80\nimport a": "2:1: the import leads back to itself",
		strings.Repeat("a {\n", 100_000):    "32:1: Caddy does not start: more than 32 blocks in each other",
		":80\nreverse_proxy {{ host }}":     "2:15: the file is a template of another program, and is not read",
	} {
		c := read(text)
		if len(c.Gaps) == 0 {
			t.Errorf("%.20q has no gap", text)
			continue
		}
		g := c.Gaps[0]
		if got := fmt.Sprintf("%d:%d: %s", g.At.Line, g.At.Column, g.Because); got != want {
			t.Errorf("%.20q: %s, want %s", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("{\n auto_https off\n}\na.example, b.example {\n handle /x* {\n reverse_proxy web:1 {\n header_up Host {host}\n}\n}\n}")
	f.Add("(s) {\n root {args[0]}\n}\n:80\nimport s <<X\n a\nX\nheader -A `b`")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(text, "\n") + 1
		for _, d := range read(text).Diagnostics {
			if d.At.Line < 1 || d.At.Line > lines || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}
