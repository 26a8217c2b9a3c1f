package proxy

import (
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

// Whatever a configuration holds that no deployment names, what is said of it has a place.
func FuzzUnnamed(f *testing.F) {
	names := []string{"deploy/nginx.conf", "nginx/app.conf.template", "etc/nginx/sites-available/a", "Caddyfile", "traefik.yml", "caddy.json"}
	f.Add(0, tls+redirect)
	f.Add(1, "server { listen ${PORT}; include nginx.conf; location / { proxy_pass http://127.0.0.1:8000; } }")
	f.Add(2, "http { include /etc/nginx/sites-available/*; include /etc/passwd; }")
	f.Add(3, "a.example {\n\timport *\n\treverse_proxy 127.0.0.1:8000\n}")
	f.Add(4, "entryPoints: {web: {address: ':80'}}\n")
	f.Fuzz(func(t *testing.T, kind int, text string) {
		name := names[uint(kind)%uint(len(names))]
		fsys := fstest.MapFS{name: {Data: []byte(text)}}
		all := []Service{unit("127.0.0.1:8000")}
		for _, c := range Configurations(fsys, []string{name}) {
			if c.Unread == "" {
				all = append(all, c.Alone(fsys, []string{name}))
			}
		}
		p, diagnostics := Find([]*document.Workload{all[0].Workload}, all)
		if p != nil {
			for _, d := range p.Doubts {
				if d.At.File == "" || d.Because == "" {
					t.Errorf("%+v", d)
				}
			}
		}
		for _, d := range diagnostics {
			if d.At.File == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}
