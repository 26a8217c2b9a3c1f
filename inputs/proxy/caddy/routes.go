package caddy

import (
	"cmp"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file says what the directives of a site do with requests.

// handler follows the directives of one site.
type handler struct {
	*reader
	site     *document.Site
	matchers map[string][]string // the paths of @name; empty where it is not by paths alone
	root     string
	response []document.Header
	size     *document.Node
}

// routes lists what a level does, in the order in which Caddy asks. What is behind
// a route for all requests is never asked. A level has the headers of those around it.
func (h *handler) routes(tree []*directive, sorted bool) []document.Route {
	h.gather(tree)
	if sorted {
		tree = h.sorted(tree)
	}
	var out []document.Route
	for _, d := range tree {
		out = append(out, h.does(d)...)
		if slices.ContainsFunc(out, func(r document.Route) bool { return r.Path == "/" && r.Match == "prefix" }) {
			return out
		}
	}
	return out
}

// order is that in which Caddy asks directives (caddyserver.com/docs/caddyfile/directives#directive-order).
var order = []string{"redir", "handle", "handle_path", "route", "abort", "error", "respond", "reverse_proxy", "php_fastcgi", "file_server"}

// sorted orders the directives of a level: by their kind, then those with the
// longest paths first, and those for all requests last.
func (h *handler) sorted(tree []*directive) []*directive {
	rank := func(d *directive) int {
		name := d.name()
		if name == "handle_path" {
			name = "handle"
		}
		return slices.Index(order, name)
	}
	length := func(d *directive) int {
		path, _ := h.matcher(d)
		return len(path)
	}
	out := slices.Clone(tree)
	slices.SortStableFunc(out, func(a, b *directive) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(length(b), length(a)))
	})
	return out
}

// does returns the routes of one directive; none where it answers no request.
func (h *handler) does(d *directive) []document.Route {
	path, args := h.matcher(d)
	r := document.Route{Path: path, Match: "prefix", At: d.at(), Response: h.response}
	if strings.HasPrefix(path, "@") {
		r.Match = "condition"
	}
	switch d.name() {
	case "handle", "handle_path", "route":
		return h.inside(d, path)
	case "redir":
		r.Does, r.Status, r.HTTPS = document.Redirects, redirectStatus(args), h.toHTTPS(first(args))
	case "respond", "abort", "error":
		r.Does, r.Status = document.Answers, status(args)
	case "file_server":
		r.Does, r.Root = document.Serves, h.root
	case "reverse_proxy":
		h.forward(&r, d, args)
	case "php_fastcgi":
		r.Does, r.Protocol, r.Upstreams = document.Forwards, "fastcgi", args
	default:
		return nil
	}
	return []document.Route{r}
}

// gather reads what holds for all of a level, in whatever order it stands: Caddy
// sorts directives.
func (h *handler) gather(tree []*directive) {
	for _, d := range tree {
		if d.opens && strings.HasPrefix(d.name(), "@") || strings.HasPrefix(d.name(), "@") {
			h.matchers[d.name()] = pathsOf(d)
		}
	}
	for _, d := range tree {
		path, args := h.matcher(d)
		switch d.name() {
		case "root":
			h.root = first(args)
		case "header":
			if path == "/" {
				h.response = append(h.response, responseHeaders(d, args)...)
			}
		case "request_body":
			for _, e := range d.block {
				if e.name() == "max_size" {
					h.size = sizeOf(e)
				}
			}
		}
	}
}

// inside follows a block of directives behind a matcher.
func (h *handler) inside(d *directive, path string) []document.Route {
	in := *h
	in.matchers = map[string][]string{}
	for name, paths := range h.matchers {
		in.matchers[name] = paths
	}
	in.response = append([]document.Header{}, h.response...)
	routes := in.routes(d.block, d.name() != "route")
	for i := range routes {
		if path != "/" && routes[i].Path == "/" {
			routes[i].Path = path
			if strings.HasPrefix(path, "@") {
				routes[i].Match = "condition"
			}
		}
	}
	return routes
}

// matcher returns the path of a directive's matcher, "/" for all requests and @name
// for one that is not by its path, and the other arguments.
func (h *handler) matcher(d *directive) (string, []string) {
	args := d.args()
	if len(args) == 0 {
		return "/", args
	}
	switch m := args[0]; {
	case m == "*":
		return "/", args[1:]
	case strings.HasPrefix(m, "@"):
		if paths := h.matchers[m]; len(paths) == 1 {
			return prefixOf(paths[0]), args[1:]
		}
		return m, args[1:]
	case strings.HasPrefix(m, "/") && d.name() != "root" || strings.HasPrefix(m, "/") && len(args) > 1:
		return prefixOf(m), args[1:]
	}
	return "/", args
}

// prefixOf writes /static/* as a prefix.
func prefixOf(pattern string) string {
	if pattern == "*" || pattern == "/*" {
		return "/"
	}
	return strings.TrimSuffix(pattern, "*")
}

// pathsOf are the paths of a named matcher that looks at nothing else.
func pathsOf(d *directive) []string {
	if !d.opens {
		if args := d.args(); len(args) > 1 && args[0] == "path" {
			return args[1:]
		}
		return nil
	}
	if len(d.block) == 1 && d.block[0].name() == "path" {
		return d.block[0].args()
	}
	return nil
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

func redirectStatus(args []string) int {
	if len(args) < 2 {
		return 302
	}
	switch args[1] {
	case "permanent":
		return 301
	case "temporary", "html":
		return 302
	}
	n, _ := strconv.Atoi(args[1])
	return n
}

func status(args []string) int {
	for _, a := range args {
		if n, err := strconv.Atoi(a); err == nil && n >= 100 && n < 600 {
			return n
		}
	}
	return 200
}

func (h *handler) toHTTPS(target string) bool {
	if rest, ok := strings.CutPrefix(target, "{scheme}"); ok && strings.HasPrefix(rest, "://") {
		return h.site.TLS.Truth != nil && *h.site.TLS.Truth
	}
	return strings.HasPrefix(strings.ToLower(target), "https://")
}

// sizeOf reads a size such as 10MB, where M is 1000 thousand and Mi 1024.
func sizeOf(d *directive) *document.Node {
	text := strings.ToLower(d.arg(0))
	digits := strings.TrimRight(text, "kmgtib")
	unit := map[string]int64{"": 1, "b": 1, "k": 1000, "kb": 1000, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9,
		"ki": 1 << 10, "kib": 1 << 10, "mi": 1 << 20, "mib": 1 << 20, "gi": 1 << 30, "gib": 1 << 30}[text[len(digits):]]
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || unit == 0 {
		return document.Untold("the size is not known", d.at())
	}
	return document.Told(n*unit, d.at())
}

// responseHeaders reads `header [+-?>]Name value` and its block.
func responseHeaders(d *directive, args []string) []document.Header {
	var out []document.Header
	add := func(args []string, at document.Location) {
		name := textproto.CanonicalMIMEHeaderKey(strings.TrimLeft(first(args), "+?>-"))
		h := document.Header{Name: name, From: document.FromLiteral, Always: true, At: at}
		switch {
		case name == "":
			return
		case strings.HasPrefix(args[0], "-"):
			h.From = document.FromNowhere
		case len(args) > 2: // a replacement in what is there
			h.From, h.Because = document.FromUnknown, "a part of it is replaced"
		case len(args) == 2 && strings.Contains(args[1], "{"):
			h.From, h.Because = document.FromUnknown, "it has a variable"
		case len(args) == 2 && h.Shows():
			h.Value = args[1]
		}
		out = append(out, h)
	}
	add(args, d.at())
	for _, e := range d.block {
		if e.name() != "defer" {
			add(append([]string{e.name()}, e.args()...), e.at())
		}
	}
	return out
}
