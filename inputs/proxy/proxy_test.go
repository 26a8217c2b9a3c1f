package proxy

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// deployment is web, and proxies before it, whose files are those of an example.
type deployment struct {
	files map[string]string
	all   []Service
}

func web(ports ...document.Port) Service {
	return Service{Workload: &document.Workload{Name: "web", Aliases: []string{"app"}, Ports: ports}}
}

// edge is a proxy that publishes ports; mounts are path in the container = path here.
func edge(kind, name string, ports []string, mounts ...string) Service {
	w := &document.Workload{Name: name, At: document.Location{File: "compose.yaml", Line: 9}}
	for _, p := range ports {
		w.Ports = append(w.Ports, document.Port{Container: p, Published: p, Loopback: new(false)})
	}
	for _, m := range mounts {
		target, source, _ := strings.Cut(m, "=")
		w.Mounts = append(w.Mounts, document.Mount{Bind: true, Source: source, Target: target})
	}
	return Service{Workload: w, Kind: kind, Closed: true}
}

// built is a proxy of an image that somebody made.
func built(s Service) Service {
	s.Workload.Image = "registry.example.net/nginx"
	return s
}

// addressed is a service with a variable and a label for proxies.
func addressed(variable, label string) Service {
	s := web()
	s.Workload.Env, s.Workload.Labels = []document.Variable{{Name: variable, State: document.Known}}, map[string]string{label: "a.example"}
	return s
}

// named is a service of the name a.example, with a certificate for it.
func named(s Service) Service {
	for _, name := range []string{"VIRTUAL_HOST", "LETSENCRYPT_HOST"} {
		s.Workload.Env = append(s.Workload.Env, document.Variable{Name: name, State: document.Known, Text: document.NewText("a.example")})
	}
	return s
}

func commanded(s Service, command string) Service {
	s.Command = strings.Fields(command)
	return s
}

// task is one of ECS: Django, and nginx before it.
func task() []Service {
	django := Service{Workload: &document.Workload{Name: "shop/django", Task: "shop", Container: document.Container{Expose: []string{"8000"}}}}
	other := Service{Workload: &document.Workload{Name: "jobs/django", Task: "jobs", Container: django.Workload.Container}}
	front := edge("nginx", "edge", []string{"80"}, conf)
	front.Workload.Task = "shop"
	return []Service{django, other, front}
}

func (d deployment) find() *document.Proxy {
	fsys := fstest.MapFS{}
	for name, text := range d.files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := range d.all {
		if d.all[i].Kind != "" {
			d.all[i].Files = &Container{Files: &container.Files{FS: fsys, Mounts: d.all[i].Mounts}, Stock: d.all[i].Image == "" || IsStock(d.all[i].Image)}
		}
	}
	p, _ := Find([]*document.Workload{d.all[0].Workload}, d.all)
	return p
}

const (
	conf     = "/etc/nginx/conf.d/default.conf=nginx.conf"
	tls      = "server { listen 443 ssl; server_name a.example; location / { proxy_pass http://web:8000; proxy_set_header Host $host; add_header Strict-Transport-Security max-age=60; } }"
	redirect = "server { listen 80; return 301 https://$host$request_uri; }"
	plain    = "server { listen 80; server_name a.example; location / { proxy_pass http://web:8000; } }"
)

func TestFind(t *testing.T) {
	both := []string{"80", "443"}
	const pem = "/etc/nginx/certs=/srv/certs"
	unaddressed := edge("nginx", "nginx", nil, conf)
	unaddressed.Ports = []document.Port{{HostIP: "${BIND}", Published: "8080", Container: "80"}}
	for name, c := range map[string]struct {
		deployment
		want string
	}{
		"redirects":    {deployment{map[string]string{"nginx.conf": tls + redirect}, []Service{web(), edge("nginx", "edge", both, conf)}}, "nginx (service edge) tls redirect hsts headers=Strict-Transport-Security sets=Host"},
		"only HTTPS":   {deployment{map[string]string{"nginx.conf": tls}, []Service{web(), edge("nginx", "edge", both, conf)}}, "nginx (service edge) tls redirect hsts headers=Strict-Transport-Security sets=Host"},
		"both":         {deployment{map[string]string{"nginx.conf": tls + plain}, []Service{web(), edge("nginx", "nginx", both, conf)}}, "nginx tls hsts sets=Host"},
		"plain hidden": {deployment{map[string]string{"nginx.conf": tls + plain}, []Service{web(), edge("nginx", "nginx", []string{"443"}, conf)}}, "nginx tls redirect hsts sets=Host"},
		"plain":        {deployment{map[string]string{"nginx.conf": "server { listen 80 default_server; } " + plain}, []Service{web(), edge("nginx", "nginx", both, conf)}}, "nginx sets=Host hosts=a.example"},
		"an alias":     {deployment{map[string]string{"nginx.conf": strings.ReplaceAll(plain, "web:", "app:")}, []Service{web(), edge("nginx", "nginx", both, conf)}}, "nginx sets=Host"},
		"an address":   {deployment{map[string]string{"nginx.conf": plain}, []Service{web(), unaddressed}}, "nginx sets=Host ? nginx: port 8080 is published on ${BIND}, which no file sets"},
		"a template":   {deployment{map[string]string{"t": plain}, []Service{web(), edge("nginx", "nginx", both, "/etc/nginx/templates/default.conf.template=t")}}, "nginx sets=Host"},
		"the host":     {deployment{map[string]string{"nginx.conf": strings.ReplaceAll(plain, "web:8000", "127.0.0.1:9000")}, []Service{web(document.Port{Published: "9000", Container: "8000", Loopback: new(false)}), edge("nginx", "nginx", both, conf)}}, "nginx sets=Host"},
		"Caddy":        {deployment{map[string]string{"Caddyfile": "a.example\nreverse_proxy web:8000"}, []Service{web(), edge("caddy", "caddy", both, "/etc/caddy/Caddyfile=Caddyfile")}}, "Caddy tls redirect sets=Host,X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Host hosts=a.example"},
		"Caddy 1":      {deployment{map[string]string{"Caddyfile": "a.example\nproxy / web:8000"}, []Service{web(), edge("caddy", "caddy", both, "/etc/Caddyfile=Caddyfile")}}, "Caddy ? Caddy: it is Caddy 1, whose configurations are not read"},
		"nothing":      {deployment{nil, []Service{web(), edge("nginx", "nginx", both)}}, ""},
		"another":      {deployment{nil, []Service{web(), edge("haproxy", "lb", both)}}, "haproxy (service lb) ? haproxy (service lb): configurations of haproxy are not read"},
		"not here":     {deployment{nil, []Service{web(), edge("nginx", "edge", both, conf)}}, "nginx (service edge) ? nginx (service edge): default.conf is not in the project"},
		"no beginning": {deployment{map[string]string{"nginx.conf": plain}, []Service{web(), built(edge("nginx", "edge", both, conf))}}, "nginx (service edge) ? nginx (service edge): its /etc/nginx/nginx.conf is not in the project"},
		"broken":       {deployment{map[string]string{"nginx.conf": "server {"}, []Service{web(), edge("nginx", "nginx", both, conf)}}, "nginx ? nginx: nginx does not start: the block is not closed"},
		"PWD":          {deployment{map[string]string{"nginx.conf": plain}, []Service{web(), edge("nginx", "nginx", both, "/etc/nginx/conf.d/default.conf=${PWD}/nginx.conf")}}, "nginx sets=Host"},
		"a folder": {deployment{map[string]string{"t/traefik.yml": "entryPoints: {web: {address: ':80'}}\nproviders: {file: {filename: /etc/traefik/traefik.yml}}\nhttp:\n  routers: {a: {rule: 'Host(`a.example`)', service: s}}\n  services: {s: {loadBalancer: {servers: [{url: 'http://web:8000'}]}}}\n"},
			[]Service{web(), edge("traefik", "traefik", both, "/etc/traefik=t")}}, "Traefik sets=Host,X-Forwarded-For,X-Forwarded-Host,X-Forwarded-Port,X-Forwarded-Proto hosts=a.example"},
		"nginx-proxy outside":   {deployment{nil, []Service{addressed("VIRTUAL_HOST", "")}}, "nginx-proxy ? nginx-proxy: VIRTUAL_HOST is for one that runs elsewhere, and what it does is not here"},
		"nginx-proxy of nobody": {deployment{nil, []Service{web(), edge("nginx-proxy", "edge", both)}}, "nginx-proxy (service edge) ? nginx-proxy (service edge): no service here has VIRTUAL_HOST"},
		"nginx-proxy":           {deployment{nil, []Service{named(web()), edge("nginx-proxy", "edge", both)}}, "nginx (service edge) sets=Host,Upgrade,X-Real-Ip,X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Port,X-Forwarded-Host,X-Original-Uri hosts=a.example"},
		"its companion":         {deployment{nil, []Service{named(web()), edge("nginx-proxy", "edge", both, pem), edge(companion, "certs", nil, pem)}}, "nginx (service edge) tls redirect hsts headers=Strict-Transport-Security sets=Host,Upgrade,X-Real-Ip,X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Port,X-Forwarded-Host,X-Original-Uri hosts=a.example"},
		"its file mounted":      {deployment{map[string]string{"nginx.conf": plain}, []Service{named(web()), edge("nginx-proxy", "edge", both, conf)}}, "nginx-proxy (service edge) ? nginx-proxy (service edge): something is mounted at its conf.d/default.conf, which it would write itself"},
		"another command":       {deployment{nil, []Service{named(web()), commanded(edge("nginx-proxy", "edge", both), "nginx -g daemon off;")}}, "nginx-proxy (service edge) ? nginx-proxy (service edge): its command is another than that of its image"},
		"a companion apart":     {deployment{nil, []Service{named(web()), edge("nginx-proxy", "edge", both), edge(companion, "certs", nil, pem)}}, "nginx (service edge) sets=Host,Upgrade,X-Real-Ip,X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Port,X-Forwarded-Host,X-Original-Uri hosts=a.example"},
		"a companion alone":     {deployment{nil, []Service{named(web()), edge(companion, "certs", nil)}}, "acme-companion (service certs) ? acme-companion (service certs): the nginx-proxy that it gets certificates for is not here ? nginx-proxy: VIRTUAL_HOST is for one that runs elsewhere, and what it does is not here"},
		"nginx-proxy, nginx": {deployment{map[string]string{"nginx.conf": strings.ReplaceAll(plain, "a.example;", "_; proxy_set_header Host $host;")}, []Service{web(), named(edge("nginx", "inner", nil, conf)), edge("nginx-proxy", "edge", both, pem), edge(companion, "certs", nil, pem)}},
			"nginx (service edge) through inner tls redirect hsts headers=Strict-Transport-Security sets=Host,Upgrade,X-Forwarded-For,X-Forwarded-Host,X-Forwarded-Port,X-Forwarded-Proto,X-Original-Uri,X-Real-Ip hosts=a.example"},
		"nginx-proxy before nginx": {deployment{map[string]string{"nginx.conf": plain}, []Service{web(), edge("nginx", "nginx", nil, conf), addressed("VIRTUAL_HOST", "")}},
			"nginx sets=Host ? nginx-proxy: VIRTUAL_HOST is for one that runs elsewhere, and what it does is not here"},
		"Caddy outside":            {deployment{nil, []Service{addressed("", "caddy_0")}}, "Caddy ? Caddy: the label caddy is for one that runs elsewhere, and what it does is not here"},
		"a label of another sense": {deployment{nil, []Service{addressed("VIRTUAL_PORT", "caddy_network")}}, ""},
		"a task of ECS":            {deployment{map[string]string{"nginx.conf": strings.ReplaceAll(plain, "web:", "localhost:")}, task()}, "nginx (service edge) sets=Host"},
		"a link of ECS":            {deployment{map[string]string{"nginx.conf": strings.ReplaceAll(plain, "web:", "django:")}, task()}, "nginx (service edge) sets=Host"},
		"elsewhere":                {deployment{map[string]string{"nginx.conf": strings.ReplaceAll(plain, "web:", "other:")}, []Service{web(), edge("nginx", "nginx", both, conf)}}, "nginx ? nginx: what listens on other:8000 is no service here"},
		"a chain": {deployment{map[string]string{"nginx.conf": plain, "Caddyfile": "a.example\nreverse_proxy inner"},
			[]Service{web(), edge("nginx", "inner", nil, conf), edge("caddy", "caddy", both, "/etc/caddy/Caddyfile=Caddyfile")}}, "Caddy through inner tls redirect sets=Host,X-Forwarded-For,X-Forwarded-Host,X-Forwarded-Proto hosts=a.example"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := say(c.find()); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// say writes what is certain of an edge.
func say(p *document.Proxy) string {
	if p == nil {
		return ""
	}
	out := []string{p.Name}
	for _, name := range p.Inner {
		out = append(out, "through", name)
	}
	for _, f := range []struct {
		word string
		on   bool
	}{{"tls", p.TLS}, {"redirect", p.Redirect}, {"hsts", p.HSTS}} {
		if f.on {
			out = append(out, f.word)
		}
	}
	for _, l := range []struct {
		word string
		list []string
	}{{"headers", p.Headers}, {"sets", p.Sets}, {"hosts", p.Hosts}} {
		if len(l.list) > 0 {
			out = append(out, l.word+"="+strings.Join(l.list, ","))
		}
	}
	for _, d := range p.Doubts {
		out = append(out, fmt.Sprintf("? %s: %s", d.What, d.Because))
	}
	return strings.Join(out, " ")
}

// What Django receives through a chain is what the outermost proxy sends.
func TestChain(t *testing.T) {
	inner := "server { listen 80; location / { proxy_pass http://web:8000; proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto; } }"
	p := deployment{map[string]string{"nginx.conf": inner, "Caddyfile": "a.example\nreverse_proxy inner"},
		[]Service{web(), edge("nginx", "inner", nil, conf), edge("caddy", "caddy", []string{"80", "443"}, "/etc/caddy/Caddyfile=Caddyfile")}}.find()
	for _, s := range p.Sites {
		for _, r := range s.Routes {
			for _, h := range r.Request {
				if r.Django && h.Name == "X-Forwarded-Proto" && (h.From != document.FromScheme || h.Value != "https") {
					t.Errorf("%+v", h)
				}
			}
		}
	}
}

// What a shell is given names no configuration of nginx.
func TestOption(t *testing.T) {
	for command, want := range map[string]string{
		"nginx -c /etc/nginx/shop.conf": "/etc/nginx/shop.conf", "/bin/bash -c /run.sh": "", "sh -c nginx -c /shop.conf": "/shop.conf", "nginx -g daemon": "",
	} {
		if got := option(strings.Fields(command), "-c"); got != want {
			t.Errorf("%s: %q", command, got)
		}
	}
}

// Images that are nginx with certbot have what the user puts into a folder of theirs, and
// redirect to HTTPS by themselves.
func TestCertbotImages(t *testing.T) {
	both := []string{"80", "443"}
	const own = "server { listen 443 ssl; server_name ${DOMAIN}; location / { proxy_pass http://web:8000; proxy_set_header Host $host; } }"
	const secure = "nginx (service edge) tls redirect"
	for name, c := range map[string]struct {
		image, text string
		env         []string
		mounts      []string
		want        string
	}{
		"jonasal":               {"jonasal/nginx-certbot:5", tls, nil, []string{"/etc/nginx/user_conf.d=conf"}, secure + " hsts headers=Strict-Transport-Security sets=Host for a.example"},
		"staticfloat":           {"staticfloat/nginx-certbot", tls, nil, []string{"/etc/nginx/user.conf.d=conf"}, secure + " hsts headers=Strict-Transport-Security sets=Host for a.example"},
		"right into conf.d":     {"jonasal/nginx-certbot", tls, nil, []string{"/etc/nginx/conf.d/shop.conf=conf/shop.conf"}, secure + " hsts headers=Strict-Transport-Security sets=Host for a.example"},
		"in the place of it":    {"jonasal/nginx-certbot", tls + plain, nil, []string{"/etc/nginx/conf.d=conf"}, "nginx (service edge) tls hsts sets=Host for a.example"},
		"with a way by HTTP":    {"jonasal/nginx-certbot", tls + plain, nil, []string{"/etc/nginx/user_conf.d=conf"}, "nginx (service edge) tls hsts sets=Host for a.example"},
		"a listed variable":     {"staticfloat/nginx-certbot", own, []string{"DOMAIN=b.example", "ENVSUBST_VARS=DOMAIN"}, []string{"/etc/nginx/user.conf.d=conf"}, secure + " sets=Host for b.example"},
		"a variable not listed": {"staticfloat/nginx-certbot", own, []string{"DOMAIN=b.example"}, []string{"/etc/nginx/user.conf.d=conf"}, secure + " sets=Host for ${domain}"},
		"a template":            {"jonasal/nginx-certbot", own, []string{"DOMAIN=b.example", "NGINX_ENVSUBST_OUTPUT_DIR=/etc/nginx/user_conf.d"}, []string{"/etc/nginx/templates/shop.conf.template=conf/shop.conf"}, secure + " sets=Host for b.example"},
		"a variable of a start": {"jonasal/nginx-certbot", own, []string{"DOMAIN=b.example", "COMMAND=sh -c envsubst < /shop.tpl > /etc/nginx/user_conf.d/shop.conf && /scripts/start_nginx_certbot.sh"}, []string{"/shop.tpl=conf/shop.conf"}, secure + " sets=Host for b.example"},
		"another start":         {"jonasal/nginx-certbot", tls, []string{"COMMAND=/setup.sh"}, []string{"/etc/nginx/user_conf.d=conf"}, "nginx-certbot (service edge) ? nginx-certbot (service edge): its command is another than that of its image"},
		"files elsewhere":       {"jonasal/nginx-certbot", tls, nil, []string{"/etc/nginx/user_conf.d=/srv/conf"}, "nginx-certbot (service edge) ? nginx-certbot (service edge): what it includes may hold more than is here"},
		"of somebody else":      {"acme/nginx-certbot", tls, nil, []string{"/etc/nginx/user_conf.d=conf"}, "nginx (service edge) ? nginx (service edge): its /etc/nginx/nginx.conf is not in the project"},
	} {
		t.Run(name, func(t *testing.T) {
			s := edge(KindOf(c.image), "edge", both, c.mounts...)
			s.Workload.Image, s.From = c.image, c.image
			for _, text := range c.env {
				name, value, _ := strings.Cut(text, "=")
				if name == "COMMAND" {
					s.Command = strings.Fields(value)
				}
				s.Env = append(s.Env, document.Variable{Name: name, State: document.Known, Text: document.NewText(value)})
			}
			d := deployment{map[string]string{"conf/shop.conf": c.text}, []Service{web(), s}}
			p := d.find()
			got := say(p)
			if n := len(p.Sites); n > 0 {
				got += " for " + p.Sites[n-1].Hosts[0]
			}
			if got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// What the image of nginx-proxy brings fills its volumes; of a folder of the machine, and
// of a volume that another service has, nothing is known.
func TestVolumesOfNginxProxy(t *testing.T) {
	for name, c := range map[string]struct {
		mount  document.Mount
		shares bool
		want   string
	}{
		"the image's":           {document.Mount{}, false, ""},
		"a volume":              {document.Mount{Source: "vhost", Target: "/etc/nginx/vhost.d"}, false, ""},
		"one without a name":    {document.Mount{Target: "/etc/nginx/vhost.d"}, false, ""},
		"that of another":       {document.Mount{Source: "vhost", Target: "/etc/nginx/vhost.d"}, true, "what lies in /etc/nginx/vhost.d is not known"},
		"a folder of a machine": {document.Mount{Source: "/srv/vhost", Bind: true, Target: "/etc/nginx/vhost.d"}, false, "what lies in /etc/nginx/vhost.d is not known"},
	} {
		s := edge("nginx-proxy", "edge", []string{"80"})
		certs := edge(companion, "certs", nil)
		other := Service{Workload: &document.Workload{Name: "other"}}
		if c.mount.Target != "" {
			s.Workload.Mounts, certs.Workload.Mounts = []document.Mount{c.mount}, []document.Mount{c.mount}
		}
		if c.shares {
			other.Workload.Mounts = []document.Mount{c.mount}
		}
		all := []Service{named(web()), s, certs, other}
		fsys := fstest.MapFS{"default": &fstest.MapFile{Data: []byte("client_max_body_size 2m;")}}
		all[1].Files = &Container{Stock: true, Files: &container.Files{FS: fsys, Mounts: s.Mounts, Copies: []container.Copy{{Source: "default", Dest: "/etc/nginx/vhost.d/default"}}}}
		all[2].Files = &Container{Stock: true, Files: &container.Files{FS: fsys}}
		p, _ := Find([]*document.Workload{all[0].Workload}, all)
		because := ""
		for _, d := range p.Doubts {
			because += d.Because
		}
		last := p.Sites[len(p.Sites)-1].Routes
		if size := last[len(last)-1].BodySize.Value; because != c.want || because == "" && size != int64(2<<20) {
			t.Errorf("%s: %s, %v", name, because, size)
		}
	}
}

func TestKindOf(t *testing.T) {
	for image, want := range map[string]string{
		"nginx:1.25-alpine": "nginx", "docker.io/library/caddy": "caddy", "registry.example/shop-nginx:${TAG}": "nginx", "traefik@sha256:1": "traefik",
		"nginxproxy/nginx-proxy": "nginx-proxy", "jwilder/nginx-proxy:alpine": "nginx-proxy", "ghcr.io/nginx-proxy/nginx-proxy:1.6": "nginx-proxy", "registry.example/shop/nginx-proxy": "nginx",
		"jrcs/letsencrypt-nginx-proxy-companion": companion, "nginxproxy/acme-companion:2.5": companion, "nginx/nginx-prometheus-exporter": "", "postgres:16": "", "": "", "haproxy": "haproxy",
	} {
		if got := KindOf(image); got != want {
			t.Errorf("%s: %q, want %q", image, got, want)
		}
	}
}

func TestPlatforms(t *testing.T) {
	for name, want := range map[string]string{
		"heroku": "Heroku tls sets=X-Forwarded-Port,X-Forwarded-For,X-Forwarded-Proto",
		"render": "Render tls redirect sets=X-Forwarded-For,X-Forwarded-Proto",
		"vercel": "Vercel tls redirect hsts headers=Strict-Transport-Security sets=X-Forwarded-Host,X-Forwarded-For,X-Forwarded-Proto",
		"geo":    "",
	} {
		if got := say(Platform(name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	page, err := os.ReadFile("../../docs/proxies.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Platforms() {
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("docs/proxies.md does not name %s", name)
		}
	}
}
