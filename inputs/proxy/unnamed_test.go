package proxy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// alone are the proxies that configurations of a project would be.
func alone(files map[string]string) []Service {
	fsys := fstest.MapFS{}
	var names []string
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		names = append(names, name)
	}
	slices.Sort(names)
	var out []Service
	for _, c := range Configurations(fsys, names) {
		if c.Unread == "" {
			out = append(out, c.Alone(fsys, names))
		}
	}
	return out
}

func unit(binds ...string) Service {
	return Service{Workload: &document.Workload{Name: "shop"}, Binds: binds}
}

// A configuration that no deployment names counts where its upstream is the service,
// and no other one fits.
func TestUnnamed(t *testing.T) {
	to := func(upstream string) string { return strings.ReplaceAll(tls+redirect, "http://web:8000", upstream) }
	debian := `upstream app { server unix:/run/shop.sock fail_timeout=0; }
server { listen 80; server_name a.example; return 301 https://$host$request_uri; }
server { listen 443 ssl; server_name a.example; include snippets/ssl.conf; location / { include proxy_params; proxy_pass http://app; } }`
	behind := edge("nginx", "inner", nil, conf)
	behind.Ports = []document.Port{{Published: "8080", Container: "80", Loopback: new(true)}}
	read := "nginx (nginx.conf) tls redirect hsts headers=Strict-Transport-Security sets=Host"
	for name, c := range map[string]struct {
		files map[string]string
		all   []Service
		want  string
	}{
		"a socket":        {map[string]string{"nginx.conf": to("http://unix:/run/shop.sock")}, []Service{unit("unix:/run/shop.sock")}, read},
		"a port":          {map[string]string{"nginx.conf": to("http://127.0.0.1:8001")}, []Service{unit("0.0.0.0:8001")}, read},
		"another port":    {map[string]string{"nginx.conf": to("http://127.0.0.1:8002")}, []Service{unit("127.0.0.1:8001")}, "nginx (nginx.conf) ? nginx (nginx.conf): what listens on 127.0.0.1:8002 is no service here"},
		"another machine": {map[string]string{"nginx.conf": to("http://10.0.0.7:8001")}, []Service{unit("127.0.0.1:8001")}, "nginx (nginx.conf) ? nginx (nginx.conf): what listens on 10.0.0.7:8001 is no service here"},
		"two ways to one that is not here": {map[string]string{"nginx.conf": "server { listen 80; location / { proxy_pass http://other:1; } location /api { proxy_pass http://other:1/api; } }"}, []Service{web()},
			"nginx (nginx.conf) ? nginx (nginx.conf): what listens on other:1 is no service here"},
		"a service's name": {map[string]string{"nginx.conf": tls + redirect}, []Service{web()}, read},
		"a port that a container publishes": {map[string]string{"nginx.conf": to("http://localhost:9000")},
			[]Service{web(document.Port{Published: "9000", Container: "8000", Loopback: new(false)})}, read},
		"as on the machine": {map[string]string{"etc/nginx/sites-available/shop": debian, "etc/nginx/snippets/ssl.conf": "ssl_certificate a;\n"}, []Service{unit("unix:/run/shop.sock")},
			"nginx (etc/nginx/sites-available/shop) tls redirect sets=Host,X-Real-Ip,X-Forwarded-For,X-Forwarded-Proto"},
		"an include that is not here": {map[string]string{"deploy/shop.conf": debian}, []Service{unit("unix:/run/shop.sock")},
			"nginx (deploy/shop.conf) tls redirect sets=Host,X-Real-Ip,X-Forwarded-For,X-Forwarded-Proto ? nginx (deploy/shop.conf): ssl.conf is not in the project"},
		"Caddy":                          {map[string]string{"Caddyfile": "a.example\nreverse_proxy 127.0.0.1:8001\n"}, []Service{unit("127.0.0.1:8001")}, "Caddy (Caddyfile) tls redirect sets=Host,X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Host hosts=a.example"},
		"a template":                     {map[string]string{"nginx/app.conf.template": plain}, []Service{web()}, "nginx (nginx/app.conf.template) sets=Host"},
		"an include that lies beside it": {map[string]string{"docker/nginx/shop.conf": strings.ReplaceAll(plain, "proxy_pass", "include /etc/nginx/conf.d/params.conf; proxy_pass"), "docker/nginx/params.conf": "proxy_set_header X-Real-IP $remote_addr;"}, []Service{web()}, "nginx (docker/nginx/shop.conf) sets=X-Real-Ip,Host"},
		"one that includes":              {map[string]string{"nginx/nginx.conf": "http { server { listen 81; } include conf.d/*.conf; }", "nginx/conf.d/a.conf": plain}, []Service{web()}, "nginx (nginx/conf.d/a.conf) sets=Host"},
		"two that fit": {map[string]string{"a.conf": plain, "b.conf": tls}, []Service{web()},
			"nginx (a.conf) ? nginx (a.conf): which of a.conf, b.conf is in force is not known ? nginx (b.conf): which of a.conf, b.conf is in force is not known"},
		"the deployment shows its own": {map[string]string{"old.conf": tls, "nginx.conf": plain}, []Service{web(), edge("nginx", "nginx", []string{"80"}, conf)}, "nginx sets=Host"},
		"before that of the deployment": {map[string]string{"host.conf": to("http://127.0.0.1:8080"), "nginx.conf": plain},
			[]Service{web(), behind}, "nginx (host.conf) through inner tls redirect hsts headers=Strict-Transport-Security sets=Host"},
	} {
		t.Run(name, func(t *testing.T) {
			own, fsys := c.files, fstest.MapFS{}
			if len(c.all) > 1 { // nginx.conf is the deployment's
				own = maps.Clone(c.files)
				delete(own, "nginx.conf")
				fsys["nginx.conf"] = &fstest.MapFile{Data: []byte(c.files["nginx.conf"])}
				c.all[1].Files = &Container{Files: &container.Files{FS: fsys, Mounts: c.all[1].Mounts}, Stock: true}
			}
			p, _ := Find([]*document.Workload{c.all[0].Workload}, append(c.all, alone(own)...))
			if got := say(p); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestConfigurations(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"deploy/nginx.conf": tls, "deploy/nginx.conf.j2": "{{ x }} " + tls, "etc/nginx/sites-available/shop": tls, "nginx/app.conf.example": tls, "nginx/snippets/ssl.conf": "ssl_protocols TLSv1.2;",
		"Caddyfile.prod": "a.example {\n reverse_proxy web:8000\n}", "caddy.json": `{"apps": {"http": {"servers": {"a": {"routes": [{"handle": [{"handler": "reverse_proxy"}]}]}}}}}`,
		"package.json": "{}", "haproxy.cfg": "backend a\n server a 127.0.0.1:8000\n", "sites/shop.conf": "<VirtualHost *:80>\nProxyPass / http://localhost:8000/\n</VirtualHost>",
		"redis.conf": "port 1\n", "nginx/README.md": tls, "nginx/Dockerfile": "RUN echo '" + tls + "'", "supervisord.conf": "[program:nginx]\ncommand=nginx\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var names []string
	for name := range fsys {
		names = append(names, name)
	}
	slices.Sort(names)
	var got []string
	for _, c := range Configurations(fsys, names) {
		got = append(got, fmt.Sprintf("%s %s %v", c.Kind, c.File, c.Unread == ""))
	}
	want := []string{"caddy Caddyfile.prod true", "caddy caddy.json false", "nginx deploy/nginx.conf true", "nginx deploy/nginx.conf.j2 false", "nginx etc/nginx/sites-available/shop true",
		"haproxy haproxy.cfg false", "nginx nginx/app.conf.example false", "Apache sites/shop.conf false"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
