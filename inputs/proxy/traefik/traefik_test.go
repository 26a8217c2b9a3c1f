package traefik

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/proxytest"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// show writes each site on a line.
func show(c *source.Config) string {
	var out []string
	for _, s := range c.Sites {
		line := fmt.Sprintf("%d tls=%v redirect=%v %s", s.Port, s.TLS.Value, s.Redirect.Value, strings.Join(s.Hosts, ","))
		for _, r := range s.Routes {
			line += fmt.Sprintf("; %s%s %s %s", r.Path, map[string]string{"exact": " =", "regex": " ~", "condition": " ?"}[r.Match], r.Does, strings.Join(append(r.Upstreams, r.Guards...), ","))
			for _, h := range r.Response {
				line += fmt.Sprintf(" +%s=%s", h.Name, h.Value)
			}
		}
		out = append(out, line)
	}
	for _, g := range c.Gaps {
		out = append(out, "? "+g.Because)
	}
	return strings.Join(out, "\n")
}

func container(labels ...string) []Container {
	out := Container{Name: "web", Labels: map[string]string{}, Port: "8000", At: document.Location{File: "compose.yaml", Line: 3}}
	for _, l := range labels {
		name, value, _ := strings.Cut(l, "=")
		out.Labels[name] = value
	}
	return []Container{out}
}

func TestRead(t *testing.T) {
	rule := "traefik.http.routers.shop.rule=Host(`shop.example`, `www.shop.example`)"
	points := []string{"--entrypoints.web.address=:80", "--entrypoints.secure.address=:443"}
	redirecting := append(points, "--entryPoints.web.http.redirections.entryPoint.to=secure")
	ruled := func(rule string, more ...string) Input {
		labels := append([]string{"traefik.http.routers.a.rule=" + rule, "traefik.http.routers.a.entrypoints=web"}, more...)
		return Input{Files: proxytest.Files{}, Command: points, Containers: container(labels...)}
	}
	for name, c := range map[string]struct {
		in   Input
		want string
	}{
		"labels and flags": {Input{Files: proxytest.Files{}, Command: redirecting, Containers: container(rule, "traefik.http.routers.shop.entrypoints=secure", "traefik.http.routers.shop.tls.certresolver=le")},
			"80 tls=false redirect=true ; / redirects \n443 tls=true redirect=false shop.example,www.shop.example; / forwards web:8000"},
		"without a redirect": {Input{Files: proxytest.Files{}, Command: points, Containers: container(rule, "traefik.http.routers.shop.entrypoints=web", "traefik.http.services.shop.loadbalancer.server.port=9000")},
			"80 tls=false redirect=false shop.example,www.shop.example; / forwards web:9000"},
		"a middleware": {Input{Files: proxytest.Files{}, Command: points, Containers: container(rule, "traefik.http.routers.shop.entrypoints=web", "traefik.http.routers.shop.middlewares=up@docker", "traefik.http.middlewares.up.redirectscheme.scheme=https")},
			"80 tls=false redirect=true shop.example,www.shop.example; / redirects web:8000"},
		"headers": {Input{Files: proxytest.Files{}, Command: points, Containers: container(rule, "traefik.http.routers.shop.entrypoints=secure", "traefik.http.routers.shop.tls=true", "traefik.http.routers.shop.middlewares=all",
			"traefik.http.middlewares.all.chain.middlewares=sts", "traefik.http.middlewares.sts.headers.stsSeconds=60", "traefik.http.middlewares.sts.headers.frameDeny=true")},
			"443 tls=true redirect=false shop.example,www.shop.example; / forwards web:8000 +Strict-Transport-Security=max-age=60 +X-Frame-Options=DENY"},
		"guards": {ruled("PathPrefix(`/admin`) && ClientIP(`10.0.0.0/8`)", "traefik.http.routers.a.middlewares=who,near,far",
			"traefik.http.middlewares.who.basicauth.users=a:b", "traefik.http.middlewares.near.ipallowlist.sourcerange=0.0.0.0/0", "traefik.http.middlewares.far.forwardauth.address=http://auth"),
			"80 tls=false redirect=false ; /admin forwards web:8000,password,program,address"},
		"a policy": {Input{Files: proxytest.Files{}, Command: points, Containers: container(rule, "traefik.http.routers.shop.entrypoints=web", "traefik.http.routers.shop.middlewares=h",
			"traefik.http.middlewares.h.headers.customFrameOptionsValue=SAMEORIGIN", "traefik.http.middlewares.h.headers.contentSecurityPolicy=default-src 'self'")},
			"80 tls=false redirect=false shop.example,www.shop.example; / forwards web:8000 +X-Frame-Options=SAMEORIGIN +Content-Security-Policy=default-src 'self'"},
		"a middleware that is not here": {ruled("PathPrefix(`/a`)", "traefik.http.routers.a.middlewares=x"),
			"80 tls=false redirect=false ; /a forwards web:8000\n? the middleware x is not here"},
		"hosts with paths of their own": {ruled("Host(`a.example`) && PathPrefix(`/a`, `/b`) || host(\"b.example\") && Path(`/c`)"),
			"80 tls=false redirect=false a.example; /a forwards web:8000; /b forwards web:8000\n80 tls=false redirect=false b.example; /c = forwards web:8000"},
		"hosts with paths in common": {ruled("(Host(`a.example`) || Host(`b.example`)) && PathPrefix(`/a`)"),
			"80 tls=false redirect=false a.example,b.example; /a forwards web:8000"},
		"a pattern of paths": {ruled("PathRegexp(`^/(a|b)/`)"),
			"80 tls=false redirect=false ; ^/(a|b)/ ~ forwards web:8000"},
		"what it leaves": {ruled("Host(`a.example`) && !(PathPrefix(`/static/`) || PathPrefix(`/files`))",
			"traefik.http.routers.b.rule=PathPrefix(`/static`)", "traefik.http.routers.b.entrypoints=web"),
			"80 tls=false redirect=false a.example; / forwards web:8000; /files answers \n80 tls=false redirect=false ; /static forwards web:8000"},
		"what only some requests have": {ruled("Host(`a.example`) && Method(`GET`)"),
			"80 tls=false redirect=false a.example; / ? forwards web:8000\n? a rule with more than hosts, paths and addresses is not followed"},
		"a host that is another": {ruled("!Host(`a.example`)"),
			"80 tls=false redirect=false ; / ? forwards web:8000\n? a rule with more than hosts, paths and addresses is not followed"},
		"a path of Traefik 2": {ruled("Path(`/a/{id:[0-9]+}`)"),
			"80 tls=false redirect=false ; / ? forwards web:8000\n? a rule with more than hosts, paths and addresses is not followed"},
		"no rule": {ruled("Host(`a.example`) PathPrefix(`/a`)"),
			"80 tls=false redirect=false ; / forwards web:8000\n? a rule that is none is not followed"},
		"too many rules": {ruled(strings.Repeat("(Path(`/a`) || Path(`/b`)) && ", 9) + "Path(`/c`)"),
			"80 tls=false redirect=false ; / forwards web:8000\n? a rule that is none is not followed"},
		"a rule that is too deep": {ruled(strings.Repeat("(", 100) + "Path(`/c`)" + strings.Repeat(")", 100)),
			"80 tls=false redirect=false ; / forwards web:8000\n? a rule that is none is not followed"},
		"elsewhere": {Input{Containers: container(rule, "traefik.http.routers.shop.tls=true")},
			"0 tls=true redirect=<nil> shop.example,www.shop.example; / forwards web:8000\n? Traefik's own configuration is not here: whether it redirects to HTTPS is not known"},
		"files": {Input{Files: proxytest.Files{
			"/etc/traefik/traefik.yml":    "entryPoints:\n  web: {address: ':80'}\nproviders:\n  file: {directory: /etc/traefik/dynamic}\n",
			"/etc/traefik/dynamic/a.toml": "[http.routers.shop]\nrule = \"Host(`a.example`)\"\nservice = \"app\"\n[[http.services.app.loadBalancer.servers]]\nurl = \"http://web:8000\"\n",
		}}, "80 tls=false redirect=false a.example; / forwards web:8000"},
		"a template":     {Input{Files: proxytest.Files{"/traefik.yml": "a: {{ b }}"}}, "? the file is a template, and is not read"},
		"no YAML":        {Input{Files: proxytest.Files{"/traefik.yml": "a: [b"}}, "? Traefik does not read it: it is no YAML"},
		"no TOML":        {Input{Files: proxytest.Files{"/traefik.toml": "a = "}}, "? Traefik does not read it: it is no TOML"},
		"a NUL byte":     {Input{Files: proxytest.Files{"/traefik.yml": "a: b\x00"}}, "? the file holds a NUL byte"},
		"too deep":       {Input{Files: proxytest.Files{"/traefik.yml": strings.Repeat("[", 100) + strings.Repeat("]", 100)}}, "? the file has more than 20000 values, or too many in each other"},
		"an empty file":  {Input{Files: proxytest.Files{"/traefik.yml": ""}}, ""},
		"only version 1": {Input{Files: proxytest.Files{}, Command: points, Containers: container("traefik.frontend.rule=Host:a.example")}, "? labels of Traefik 1 are not read"},
	} {
		if got := show(Read(c.in)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("http:\n  routers:\n    a: &a {rule: Host(`x`), tls: {}}\n    b: *a\n", "x.yml")
	f.Add("[http.routers.a]\nrule = \"Host(`x`)\"\n[[http.services.b.loadBalancer.servers]]\nurl='http://c'", "x.toml")
	f.Fuzz(func(t *testing.T, text, name string) {
		if _, bad := file(name, text); bad != nil && (bad.At.Line < 1 || bad.Message == "") {
			t.Errorf("%+v", bad)
		}
		Read(Input{Files: proxytest.Files{"/etc/traefik/traefik.yml": text, "/etc/traefik/traefik.toml": text}})
	})
}
