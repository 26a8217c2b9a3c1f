package nginx

import (
	"fmt"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// Bounds on includes.
const (
	maxFiles      = 200
	maxIncludes   = 10      // files in files
	maxDirectives = 100_000 // of all files
)

// loader reads a file and all that it includes.
type loader struct {
	files       source.Files
	template    Template
	open        []string // being read, outermost first
	count       int
	directives  int
	diagnostics []document.Diagnostic
	gaps        []document.Gap
}

// load reads one file; false where nginx cannot start with it, or it is not known.
func (l *loader) load(name string) ([]*directive, bool) {
	text, shown, state := l.files.Read(name)
	if state == document.Unset {
		text, state = []byte(distribution[name]), document.Known
		if shown = path.Base(name); distribution[name] == "" {
			return nil, false
		}
	}
	if state != document.Known {
		return nil, false
	}
	tree, diagnostics := parse(l.template.render(shown, string(text)))
	l.diagnostics = append(l.diagnostics, diagnostics...)
	for _, d := range diagnostics {
		if d.Severity != "note" {
			l.gap(d.Message, d.At)
			return nil, false
		}
	}
	l.open = append(l.open, name)
	tree = l.expand(tree)
	l.open = l.open[:len(l.open)-1]
	return tree, true
}

// gap notes what is not known; what rests on it is undetermined.
func (l *loader) gap(because string, at document.Location) {
	l.gaps = append(l.gaps, document.Gap{What: "nginx", Because: because, At: at})
}

// expand puts the contents of included files in the place of each include.
func (l *loader) expand(tree []*directive) []*directive {
	var out []*directive
	for _, d := range tree {
		l.directives++
		switch {
		case l.directives > maxDirectives:
			l.gap(fmt.Sprintf("more than %d directives", maxDirectives), d.at)
			return out
		case d.name == "include" && len(d.args) == 1:
			out = append(out, l.include(d)...)
		default:
			d.block = l.expand(d.block)
			out = append(out, d)
		}
	}
	return out
}

func (l *loader) include(d *directive) []*directive {
	name := d.arg(0)
	if !path.IsAbs(name) {
		name = path.Join(prefix, name)
	}
	if unimportant[name] || path.Base(name) == "mime.types" {
		return nil
	}
	if !strings.ContainsAny(name, "*?[") {
		return l.included(d, path.Clean(name), true)
	}
	names, complete := l.files.Glob(name)
	var out []*directive
	if !complete {
		out = l.missing(d, "what it includes may hold more than is here")
	}
	for _, n := range names {
		out = append(out, l.included(d, n, false)...)
	}
	return out
}

// included reads one file that another includes.
func (l *loader) included(d *directive, name string, needed bool) []*directive {
	l.count++
	switch {
	case l.count > maxFiles:
		return l.missing(d, fmt.Sprintf("more than %d files are included", maxFiles))
	case len(l.open) > maxIncludes || contains(l.open, name):
		return l.missing(d, "the include leads back to itself")
	}
	gaps := len(l.gaps)
	tree, ok := l.load(name)
	if _, _, state := l.files.Read(name); !ok && len(l.gaps) == gaps && (needed || state == document.Unknown) {
		return l.missing(d, path.Base(name)+" is not in the project")
	}
	if !ok && len(l.gaps) > gaps {
		return []*directive{{name: Unreadable, at: d.at}}
	}
	return tree
}

// Unreadable is a directive that stands where others may be that are not known.
const Unreadable = "?"

func (l *loader) missing(d *directive, because string) []*directive {
	l.diagnostics = append(l.diagnostics, document.Diagnostic{Code: CodeInclude, Severity: "warning", At: d.at, Message: because})
	l.gap(because, d.at)
	return []*directive{{name: Unreadable, at: d.at}}
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// prefix is the folder that relative includes are in, in the packages of Debian,
// Alpine and nginx.org alike.
const prefix = "/etc/nginx"

// unimportant files hold no directive that a fact rests on.
var unimportant = map[string]bool{
	"/etc/nginx/mime.types": true, "/etc/nginx/koi-utf": true, "/etc/nginx/koi-win": true, "/etc/nginx/win-utf": true,
	"/etc/letsencrypt/options-ssl-nginx.conf": true, // ssl_* directives alone
	"/etc/nginx/snippets/snakeoil.conf":       true,
}

// distribution holds what packages of nginx bring along, as far as it bears on
// requests, in our words: Debian's nginx-common and the image nginx of Docker.
// Debian's proxy_params and uwsgi_params give Host as $http_host before the
// security updates of 2026, as $host since; which one is installed nobody sees.
var distribution = map[string]string{
	"/etc/nginx/proxy_params": "proxy_set_header Host $host_of_the_distribution;\n" +
		"proxy_set_header X-Real-IP $remote_addr;\nproxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\nproxy_set_header X-Forwarded-Proto $scheme;\n",
	"/etc/nginx/uwsgi_params":              "uwsgi_param SERVER_NAME $server_name;\nuwsgi_param SERVER_PORT $server_port;\nuwsgi_param REQUEST_SCHEME $scheme;\nuwsgi_param HTTPS $https if_not_empty;\n",
	"/etc/nginx/fastcgi_params":            "fastcgi_param SERVER_NAME $server_name;\nfastcgi_param SERVER_PORT $server_port;\nfastcgi_param HTTPS $https if_not_empty;\n",
	"/etc/nginx/fastcgi.conf":              "fastcgi_param SERVER_NAME $server_name;\nfastcgi_param HTTPS $https if_not_empty;\n",
	"/etc/nginx/scgi_params":               "scgi_param SERVER_NAME $server_name;\nscgi_param HTTPS $https if_not_empty;\n",
	"/etc/nginx/snippets/fastcgi-php.conf": "try_files $fastcgi_script_name =404;\n",
	"/etc/nginx/nginx.conf":                "events {\n}\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n}\n",
	// Served by the image until a file replaces it.
	"/etc/nginx/conf.d/default.conf": "server {\n  listen 80;\n  server_name localhost;\n  location / {\n    root /usr/share/nginx/html;\n  }\n}\n",
}
