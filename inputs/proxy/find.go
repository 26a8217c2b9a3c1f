package proxy

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/proxy/source"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the configurations of proxies among the files of a project,
// whether a deployment names them or not.

// Configuration is a file that a proxy may start from.
type Configuration struct {
	Kind string // nginx, caddy, traefik, haproxy, Apache
	File string
	// Unread says why no reader here takes it; empty where one does.
	Unread string
}

// Words names the configuration as the doubts of a joined proxy do: "Caddy (deploy/Caddyfile)".
func (c Configuration) Words() string {
	return words(&Service{Workload: &document.Workload{Name: c.File}, Kind: c.Kind, Unnamed: true})
}

// maxConfigurations bounds how many are looked at.
const maxConfigurations = 40

// form is how a configuration is told: by its name, then by what it holds.
type form struct {
	kind   string
	named  func(dir, base string) bool
	holds  *pattern.Pattern
	unread string
}

var forms = []form{
	{"caddy", namesCaddyfile, pattern.New(`\b(?:reverse_proxy|php_fastcgi)\b`), ""},
	{"caddy", namesJSON, pattern.New(`"handler"\s*:\s*"reverse_proxy"`), "Caddy's JSON is not read; only a Caddyfile is"},
	{"traefik", namesTraefik, pattern.New(`(?i)entryPoints|loadBalancer`), ""},
	{"haproxy", func(_, base string) bool { return path.Ext(base) == ".cfg" && strings.Contains(base, "haproxy") }, pattern.New(`(?m)^\s*(?:backend|listen)\b`), "configurations of haproxy are not read"},
	{"Apache", namesConf, pattern.New(`(?i)<VirtualHost[\s\S]*(?:ProxyPass|WSGIScriptAlias)`), "configurations of Apache are not read"},
	{"nginx", namesConf, pattern.New(`(?m)\bserver\s*\{[\s\S]*\b(?:proxy|uwsgi|fastcgi|scgi|grpc)_pass\b`), ""},
}

// filled are the marks of a file that somebody fills in first, in it and in its name.
var (
	filled = pattern.New(`\{\{|\{%|<%`)
	toFill = pattern.New(`[.-](?:tmpl|tpl|j2|jinja2?|erb|mustache|example|sample|dist|in)$`)
)

// Configurations lists those among files, in their order.
func Configurations(fsys fs.FS, files []string) []Configuration {
	var out []Configuration
	for _, file := range files {
		if c, ok := configuration(fsys, file); ok && len(out) < maxConfigurations {
			out = append(out, c)
		}
	}
	return out
}

func configuration(fsys fs.FS, file string) (Configuration, bool) {
	dir, base := strings.ToLower(path.Dir(file)), strings.ToLower(path.Base(file))
	i := slices.IndexFunc(forms, func(f form) bool { return f.named(dir, base) })
	if i < 0 {
		return Configuration{}, false
	}
	text, err := tree.ReadRegular(fsys, file, source.MaxFile)
	for _, f := range forms[i:] {
		if err != nil || !f.named(dir, base) || !f.holds.Match(text) {
			continue
		}
		c := Configuration{Kind: f.kind, File: file, Unread: f.unread}
		if c.Unread == "" && (toFill.MatchString(base) || f.kind != "caddy" && filled.Match(text)) {
			c.Unread = "it is to be filled in first"
		}
		return c, true
	}
	return Configuration{}, false
}

func namesCaddyfile(_, base string) bool {
	return strings.HasPrefix(base, "caddyfile") || strings.HasSuffix(base, "caddyfile") || path.Ext(base) == ".caddy"
}

func namesJSON(dir, base string) bool {
	return path.Ext(base) == ".json" && (strings.Contains(base, "caddy") || path.Base(dir) == "caddy")
}

func namesTraefik(_, base string) bool {
	return strings.HasPrefix(base, "traefik.") && slices.Contains([]string{".yml", ".yaml", ".toml"}, path.Ext(base))
}

// namesConf tells files of nginx and Apache: *.conf, or any other below their folders.
func namesConf(dir, base string) bool {
	switch path.Ext(base) {
	case ".conf", ".nginx", ".vhost":
		return true
	case ".md", ".py", ".sh", ".yml", ".yaml", ".json", ".html", ".rst", ".txt", ".js", ".tf", ".go":
		return false
	}
	return !strings.HasPrefix(base, "dockerfile") && (strings.Contains(base, "nginx") || slices.ContainsFunc(strings.Split(dir, "/"), func(part string) bool {
		return slices.Contains([]string{"nginx", "apache", "apache2", "sites-available", "sites-enabled", "conf.d"}, part)
	}))
}

// homes are the folders that configurations lie in on the machine of a proxy.
var homes = map[string]string{"nginx": "/etc/nginx", "caddy": "/etc/caddy", "traefik": "/etc/traefik"}

// Home is the folder that holds the configuration on the machine of its proxy.
func (c Configuration) Home() string { return homes[c.Kind] }

// Alone is the proxy that would run with a configuration of the project, with the
// files around it where the machine would have them. files are those of the project.
func (c Configuration) Alone(fsys fs.FS, files []string) Service {
	home, at := homes[c.Kind], document.Location{File: c.File, Line: 1, Column: 1}
	w := &document.Workload{Kind: "file", Name: c.File, At: at, Container: document.Container{NetworkMode: "host"}}
	top := topOf(c.File, path.Base(home))
	started := home + "/" + strings.TrimPrefix(c.File, top+"/")
	for _, file := range files {
		rest, ok := container.Below(file, top)
		if !ok || file != c.File && top == "." || len(w.Mounts) > maxConfigurations {
			continue
		}
		target := home + "/" + rest
		if name, template := strings.CutSuffix(started, ".template"); file == c.File && template && c.Kind == "nginx" {
			started, target = "/etc/nginx/conf.d/"+path.Base(name), templateDir+"/"+path.Base(started)
		}
		w.Mounts = append(w.Mounts, document.Mount{Source: file, Bind: true, Target: target, At: at})
	}
	flag := map[string]string{"nginx": "-c", "caddy": "--config", "traefik": "--configFile"}[c.Kind]
	return Service{Workload: w, Kind: c.Kind, Unnamed: true, Command: []string{flag, started}, Files: &Container{Files: &container.Files{FS: fsys, Mounts: w.Mounts}, Packaged: true, Checkout: files}}
}

// topOf is the folder of the project that stands for a proxy's own: the innermost
// of its name above the file, else the file's.
func topOf(file, name string) string {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if path.Base(dir) == name {
			return dir
		}
	}
	return path.Dir(file)
}
