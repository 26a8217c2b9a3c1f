package proxy

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// Whose files a proxy serves, by the mounts of both.
func TestFiles(t *testing.T) {
	volume := func(source, target string) document.Mount { return document.Mount{Source: source, Target: target} }
	bind := func(source, target string) document.Mount {
		return document.Mount{Source: source, Target: target, Bind: true}
	}
	for name, c := range map[string]struct {
		location  string
		edge, web []document.Mount
		other     []document.Mount
		copies    []container.Copy
		writes    []string
		want      string
	}{
		"a volume":                 {location: "location /static/ { alias /srv/static/; }", edge: []document.Mount{volume("static", "/srv/static")}, web: []document.Mount{volume("static", "/app/static")}, want: "shared /app/static"},
		"filled by a script":       {location: "location /static/ { alias /srv/static/; }", edge: []document.Mount{volume("all", "/srv")}, web: []document.Mount{volume("all", "/out")}, writes: []string{"/out/"}, want: "unknown /out/static"},
		"filled below by a script": {location: "location /static/ { alias /srv/static/; }", edge: []document.Mount{volume("all", "/srv")}, web: []document.Mount{volume("all", "/out")}, writes: []string{"/out/static/css/"}, want: "shared /out/static"},
		"by root":                  {location: "location /static/ { root /srv; }", edge: []document.Mount{volume("static", "/srv/static")}, web: []document.Mount{volume("static", "/app/static")}, want: "shared /app/static"},
		"inside a volume":          {location: "location /static/ { alias /srv/all/static/; }", edge: []document.Mount{volume("all", "/srv/all")}, web: []document.Mount{volume("all", "/app/files")}, want: "shared /app/files/static"},
		"one folder":               {location: "location /static/ { alias /srv/static/; }", edge: []document.Mount{bind("backend/static", "/srv/static")}, web: []document.Mount{bind("backend", "/app")}, want: "shared /app/static in backend/static"},
		"the project":              {location: "location / { root /srv/web; }", edge: []document.Mount{bind(".", "/srv/web")}, want: "project in . open: .env,manage.py"},
		"of others":                {location: "location / { root /srv/web; }", edge: []document.Mount{volume("pages", "/srv/web")}, other: []document.Mount{volume("pages", "/out")}, want: "others"},
		"nobody's volume":          {location: "location /static/ { alias /srv/static/; }", edge: []document.Mount{volume("static", "/srv/static")}, want: "nobody"},
		"nothing":                  {location: "location /static/ { alias /data/static/; }", want: "nobody"},
		"pages of nginx":           {location: "location / { root /usr/share/nginx/html; }", want: "unknown"},
		"of the machine":           {location: "location / { root /data; }", edge: []document.Mount{bind("/var/data", "/data")}, want: "unknown"},
		"of its image":             {location: "location / { root /data; }", copies: []container.Copy{{Source: "backend", Dest: "/data"}}, want: "project in backend"},
		"made by a build":          {location: "location / { root /data; }", copies: []container.Copy{{Dest: "/data"}}, want: "unknown"},
		"mounted below it":         {location: "location / { root /data; }", edge: []document.Mount{volume("static", "/data/static")}, want: "unknown"},
		"in a variable":            {location: "location / { root /data/$host; }", want: ""},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"nginx.conf": {Data: []byte("server { listen 80; " + c.location + " location /app/ { proxy_pass http://web:8000; } }")}, "manage.py": {}, ".env": {}, "backend/static/a.css": {}}
			proxied := edge("nginx", "edge", nil, conf)
			proxied.Mounts = append(proxied.Mounts, c.edge...)
			proxied.Files = &Container{Files: &container.Files{FS: fsys, Mounts: proxied.Mounts, Copies: c.copies}, Stock: true}
			judged, other := web(), Service{Workload: &document.Workload{Name: "build", Mounts: c.other}}
			judged.Mounts, judged.Writes = c.web, c.writes
			p, _ := Find([]*document.Workload{judged.Workload}, []Service{judged, proxied, other})
			if got := sayFiles(p.Sites[0].Routes[0].Files); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func sayFiles(f *document.Files) string {
	if f == nil {
		return ""
	}
	out := strings.TrimSpace(f.From + " " + strings.Join(f.Django, ","))
	if f.Project != "" {
		out += " in " + f.Project
	}
	if len(f.Private) > 0 {
		out += " open: " + strings.Join(f.Private, ",")
	}
	return out
}

// Services that are judged together may each have their own way in.
func TestSeveralServices(t *testing.T) {
	text := "server { listen 80; location / { proxy_pass http://web:8000; } location /api/ { proxy_pass http://api:8000; } location /other/ { proxy_pass http://other:1; } }"
	proxied := edge("nginx", "edge", []string{"80"}, conf)
	proxied.Files = &Container{Files: &container.Files{FS: fstest.MapFS{"nginx.conf": {Data: []byte(text)}}, Mounts: proxied.Mounts}, Stock: true}
	one, two := web(), Service{Workload: &document.Workload{Name: "api"}}
	p, _ := Find([]*document.Workload{one.Workload, two.Workload}, []Service{one, two, proxied})
	var got []string
	for _, r := range p.Sites[0].Routes {
		got = append(got, fmt.Sprint(r.Path, r.Django))
	}
	if text := strings.Join(got, " "); text != "/true /api/true /other/false" {
		t.Error(text)
	}
}
