package nginx

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file walks a server as nginx walks through it for a request: the rewrites
// of the server, then one of its locations, in which the rewrites come first, then
// who may come in, then what answers.

// walk is one way through a server.
type walk struct {
	*server
	scope *scope
	path  string
	match string
	final bool // of ^~: no regular expression is asked after it
	// refuses: a condition of the request refuses some, so that others may be let in by it.
	refuses bool
	sets    map[string]*assigned
	routes  []document.Route
}

// routes lists what a server does, in the order of the file.
func (s *server) routes() []document.Route {
	w := &walk{server: s, scope: s.scope, path: "/", match: "prefix", sets: map[string]*assigned{}}
	if w.rewrites(s.block.block, 0) {
		return w.routes
	}
	root := false
	for _, d := range s.block.block {
		if d.name == "location" {
			w.location(d, 0)
			match, path := matchOf(d)
			root = root || match == "prefix" && path == "/"
		}
	}
	if !root {
		w.answer()
	}
	return w.routes
}

// location adds the routes of a location and of those in it.
func (w *walk) location(d *directive, depth int) {
	in := &walk{server: w.server, scope: &scope{tree: d.block, up: w.scope}, sets: clone(w.sets), refuses: w.refuses}
	in.match, in.path = matchOf(d)
	in.final = strings.HasPrefix(d.arg(0), "^~")
	if !in.rewrites(d.block, 0) {
		for _, e := range d.block {
			if e.name == "location" && depth < maxDepth {
				in.location(e, depth+1)
			}
		}
		in.answer()
	}
	w.routes = append(w.routes, in.routes...)
}

// matchOf reads `location [=|~|~*|^~] path`; a named one is reached from others only.
func matchOf(d *directive) (match, path string) {
	first, last := d.arg(0), d.arg(len(d.args)-1)
	if len(d.args) == 1 {
		for _, m := range []string{"~*", "^~", "~", "="} { // the blank may be missing
			if rest, ok := strings.CutPrefix(first, m); ok && rest != "" {
				first, last = m, rest
				break
			}
		}
	}
	switch first {
	case "=":
		return "exact", last
	case "~", "~*":
		return "regex", last
	}
	if strings.HasPrefix(last, "@") {
		return "name", last
	}
	return "prefix", last
}

func clone(sets map[string]*assigned) map[string]*assigned {
	out := map[string]*assigned{}
	for k, v := range sets {
		out[k] = v
	}
	return out
}

// rewrites follows the directives of the rewrite module on one level; true where
// no request comes past them.
func (w *walk) rewrites(tree []*directive, depth int) bool {
	for _, d := range tree {
		switch d.name {
		case "set":
			w.sets[strings.TrimPrefix(d.arg(0), "$")] = &assigned{d.arg(1), true}
		case "return":
			w.add(w.returned(d))
			return true
		case "rewrite":
			if r, ok := w.rewritten(d); ok {
				if matchesAll(d.arg(0)) {
					w.add(r)
					return true
				}
				r.Match, r.Path = "condition", "$uri"
				w.add(r)
			}
		case "if":
			if w.condition(d, depth) {
				return true
			}
		}
	}
	return false
}

// condition follows an `if`; true where it is met for certain and ends there.
func (w *walk) condition(d *directive, depth int) bool {
	met, certain := w.request("").holds(d.words())
	if certain && !met || depth > 0 {
		return false
	}
	if certain {
		return w.rewrites(d.block, depth+1)
	}
	in := &walk{server: w.server, scope: &scope{tree: d.block, up: w.scope}, path: strings.Trim(d.arg(0), "("), match: "condition", sets: clone(w.sets)}
	if !in.rewrites(d.block, depth+1) && in.scope.own(handlers...) != nil {
		in.answer()
	}
	for _, r := range in.routes {
		r.Match, r.Path = "condition", in.path
		w.routes = append(w.routes, r)
		w.refuses = w.refuses || r.Does == document.Answers && r.Status >= 400 && tellsVisitors(in.path)
	}
	for name, set := range in.sets {
		if w.sets[name] != set {
			w.sets[name] = &assigned{set.text, false}
		}
	}
	return false
}

// tellsVisitors tells whether a variable may be one by which visitors are told
// apart: not what they ask for, nor how.
func tellsVisitors(variable string) bool {
	return !contains([]string{"$host", "$http_host", "$scheme", "$request_method", "$uri", "$request_uri", "$request_filename",
		"$http_user_agent", "$http_x_forwarded_proto", "$query_string", "$args"}, variable)
}

// holds evaluates the condition of an `if`; certain is false where the request decides.
func (r request) holds(words []string) (met, certain bool) {
	text := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(strings.Join(words, " ")), "("), ")")
	parts := strings.Fields(text)
	if len(parts) == 0 || !strings.HasPrefix(parts[0], "$") {
		return false, false
	}
	v := r.eval(parts[0])
	if !v.known() {
		return false, false
	}
	switch {
	case len(parts) == 1:
		return v.text != "" && v.text != "0", true
	case len(parts) == 3 && parts[1] == "=":
		return v.text == parts[2], true
	case len(parts) == 3 && parts[1] == "!=":
		return v.text != parts[2], true
	}
	return false, false
}

func (w *walk) request(upstream string) request {
	name := ""
	if len(w.names) > 0 {
		name = w.names[0]
	}
	return request{http: w.http, site: w.listen, name: name, upstream: upstream, sets: w.sets}
}

func (w *walk) add(r document.Route) {
	if r.Path == "" {
		r.Path, r.Match, r.Final = w.path, w.match, w.final
	}
	r.Response, r.MaxAge = w.response(), w.maxAge()
	if r.Does != document.Answers && r.Does != document.Redirects { // a return comes before anybody is asked
		w.guard(&r)
	}
	w.routes = append(w.routes, r)
}

// returned reads `return code [text]`, `return code URL` and `return URL`.
func (w *walk) returned(d *directive) document.Route {
	r := document.Route{Does: document.Answers, At: d.at}
	target := d.arg(1)
	if r.Status = number(d.arg(0)); r.Status == 0 {
		target, r.Status = d.arg(0), 302
	}
	switch r.Status {
	case 301, 302, 303, 307, 308:
		r.Does, r.HTTPS = document.Redirects, w.toHTTPS(target)
	}
	return r
}

// rewritten reads `rewrite regex replacement [flag]`, as far as it redirects.
func (w *walk) rewritten(d *directive) (document.Route, bool) {
	r := document.Route{Does: document.Redirects, Status: 302, At: d.at}
	target, flag := d.arg(1), d.arg(2)
	away := strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "$scheme")
	if flag == "permanent" {
		r.Status = 301
	}
	r.HTTPS = w.toHTTPS(target)
	return r, away || flag == "permanent" || flag == "redirect"
}

// toHTTPS tells whether a redirect certainly leads to HTTPS.
func (w *walk) toHTTPS(target string) bool {
	if rest, ok := strings.CutPrefix(target, "$scheme"); ok && strings.HasPrefix(rest, "://") {
		return w.tls
	}
	return strings.HasPrefix(strings.ToLower(target), "https://")
}

// matchesAll tells whether a regular expression matches every path.
func matchesAll(expr string) bool {
	switch expr {
	case "^", "$", ".*", "^.*", "^.*$", "(.*)", "^(.*)", "^(.*)$", "^/", "^/(.*)", "^/(.*)$", "/(.*)", "^(.+)$", "^/.*$", "^/?(.*)$", "^ ":
		return true
	}
	return false
}

func number(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 1000 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
