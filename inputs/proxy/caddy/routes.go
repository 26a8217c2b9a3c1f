package caddy

import (
	"cmp"
	"maps"
	"net/textproto"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file says what the directives of a site do with requests.

// handler follows the directives of one site.
type handler struct {
	*reader
	site     *document.Site
	matchers map[string]*directive
	roots    []layer // where files are
	layers   []layer // what holds for all that answers under a path
	size     *document.Node
	stripped bool // the path of the block is not part of the path of a file
}

// layer is something that holds for the paths of a place.
type layer struct {
	place
	apply func(*document.Route)
}

// routes lists what a level does, in the order in which Caddy asks. What is behind
// a route for all requests is never asked. A level has the headers of those around it.
func (h *handler) routes(tree []*directive, sorted bool) []document.Route {
	h.gather(tree)
	if sorted {
		tree = h.sorted(tree)
	}
	var out []document.Route
	var left []place // the paths that are not answered yet; nil: all
	var before []layer
	for _, d := range tree {
		found := layered(h.does(d), before)
		switch d.name() {
		case "respond", "abort", "error":
			before = append(before, h.refusals(d)...)
		}
		if left != nil {
			found = within(found, left)
		}
		out = append(out, found...)
		if slices.ContainsFunc(found, takesAll) {
			if left = h.excepted(d); left == nil {
				break
			}
		} else if left != nil && len(found) > 0 {
			break
		}
	}
	return layered(out, h.layers)
}

// takesAll tells whether a route answers every request.
func takesAll(r document.Route) bool { return r.Path == "/" && r.Match == "prefix" }

// within makes of routes for all requests those for some paths, and leaves out
// those for other paths.
func within(routes []document.Route, places []place) []document.Route {
	var out []document.Route
	for _, r := range routes {
		for _, p := range places {
			switch {
			case takesAll(r):
				narrow := r
				narrow.Path, narrow.Match = p.path, p.match
				out = append(out, narrow)
			case r.Match == "condition" || p.match == "condition" || strings.HasPrefix(r.Path, p.path):
				out = append(out, r)
			default:
				continue
			}
			if r.Match == "condition" {
				break
			}
		}
	}
	return out
}

// layered applies what holds for some paths to the routes there; one that takes
// more is told apart for them.
func layered(routes []document.Route, layers []layer) []document.Route {
	for _, l := range layers {
		for i := 0; i < len(routes); i++ {
			r := &routes[i]
			switch {
			case r.Match == "condition" && !l.all():
			case l.all() || strings.HasPrefix(r.Path, l.path):
				l.apply(r)
			case r.Match == "prefix" && strings.HasPrefix(l.path, r.Path) && !slices.ContainsFunc(routes, l.has):
				narrow := *r
				narrow.Path, narrow.Match = l.path, l.match
				l.apply(&narrow)
				routes = slices.Insert(routes, i, narrow)
				i++
			}
		}
	}
	return routes
}

// order is that in which Caddy asks directives (caddyserver.com/docs/caddyfile/directives#directive-order).
var order = []string{"redir", "handle", "handle_path", "route", "abort", "error", "respond", "reverse_proxy", "php_fastcgi", "file_server"}

// sorted orders the directives of a level as Caddy does (caddyconfig/httpcaddyfile,
// sortRoutes): by their kind, then longer paths first where both have a single one,
// else those with a matcher first.
func (h *handler) sorted(tree []*directive) []*directive {
	rank := func(d *directive) int {
		name := d.name()
		if name == "handle_path" {
			name = "handle"
		}
		return slices.Index(order, name)
	}
	out := slices.Clone(tree)
	slices.SortStableFunc(out, func(a, b *directive) int {
		if c := cmp.Compare(rank(a), rank(b)); c != 0 {
			return c
		}
		one, other := h.singlePath(a), h.singlePath(b)
		if one != "" && other != "" {
			return cmp.Compare(len(other), len(one))
		}
		return cmp.Compare(matcherless(a), matcherless(b))
	})
	return out
}

// does returns the routes of one directive; none where it answers no request.
func (h *handler) does(d *directive) []document.Route {
	places, args := h.matcher(d)
	var out []document.Route
	for _, p := range places {
		r := document.Route{Path: p.path, Match: p.match, At: d.at()}
		switch d.name() {
		case "handle", "handle_path", "route":
			out = append(out, h.inside(d, p)...)
			continue
		case "redir":
			r.Does, r.Status, r.HTTPS = document.Redirects, redirectStatus(args), h.toHTTPS(first(args))
		case "respond", "abort", "error":
			r.Does, r.Status = document.Answers, status(args)
		case "file_server":
			r.Does, r.Alias = document.Serves, h.stripped
			for _, root := range h.roots {
				if root.all() || strings.HasPrefix(r.Path, root.path) {
					root.apply(&r)
				}
			}
			for _, e := range d.block {
				if e.name() == "root" {
					r.Root = e.arg(0)
				}
			}
		case "reverse_proxy":
			h.forward(&r, d, args)
		case "php_fastcgi":
			r.Does, r.Protocol, r.Upstreams = document.Forwards, "fastcgi", args
		default:
			return nil
		}
		out = append(out, r)
	}
	return out
}

// gather reads what holds for all of a level, in whatever order it stands: Caddy
// sorts directives.
func (h *handler) gather(tree []*directive) {
	for _, d := range tree {
		if strings.HasPrefix(d.name(), "@") {
			h.matchers[d.name()] = d
		}
	}
	for _, d := range tree {
		places, args := h.matcher(d)
		for _, p := range places {
			h.holds(d, p, args)
		}
	}
}

// holds adds what one directive says of a place.
func (h *handler) holds(d *directive, p place, args []string) {
	switch d.name() {
	case "root":
		h.roots = append(h.roots, layer{p, func(r *document.Route) { r.Root = first(args) }})
	case "header":
		h.header(p, d, args)
	case "request_body":
		for _, e := range d.block {
			if e.name() == "max_size" {
				h.size = sizeOf(e)
			}
		}
	case "basic_auth", "basicauth":
		h.layers = append(h.layers, guarding(p, document.GuardPassword))
	case "forward_auth":
		h.layers = append(h.layers, guarding(p, document.GuardProgram))
	}
}

// header adds the headers of a directive, and what its Cache-Control says.
func (h *handler) header(p place, d *directive, args []string) {
	headers := responseHeaders(d, args)
	if p.match == "condition" {
		p = everywhere
		for i := range headers {
			headers[i] = document.Header{Name: headers[i].Name, From: document.FromUnknown, Because: "it is set under a condition", At: headers[i].At}
		}
	}
	h.layers = append(h.layers, layer{p, func(r *document.Route) { r.Response = append(slices.Clone(r.Response), headers...) }})
	for _, words := range append([][]string{args}, blockWords(d)...) {
		if len(words) == 2 && strings.EqualFold(strings.TrimLeft(words[0], "+?>"), "Cache-Control") {
			if age := source.MaxAge(words[1], d.at()); age != nil {
				h.layers = append(h.layers, layer{p, func(r *document.Route) { r.MaxAge = age }})
			}
		}
	}
}

func blockWords(d *directive) [][]string {
	var out [][]string
	for _, e := range d.block {
		out = append(out, append([]string{e.name()}, e.args()...))
	}
	return out
}

// inside follows a block of directives behind a matcher.
func (h *handler) inside(d *directive, p place) []document.Route {
	in := *h
	in.matchers = maps.Clone(h.matchers)
	in.roots = slices.Clone(h.roots)
	in.layers = nil // the level around adds its own
	stripped := d.name() == "handle_path" || strips(d.block, p)
	in.stripped = h.stripped || stripped
	routes := in.routes(d.block, d.name() != "route")
	if p.all() {
		return routes
	}
	if stripped { // what is matched inside is what is left of the path
		for i := range routes {
			if r := &routes[i]; !takesAll(*r) && r.Match != "condition" {
				if r.Root != "" {
					r.Root = path.Join(r.Root, r.Path)
				}
				r.Path = strings.TrimSuffix(p.path, "/") + r.Path
			}
		}
	}
	return within(routes, []place{p})
}

// strips tells whether a block takes the path that it is for off requests, before it
// does anything else with them (caddyserver.com/docs/caddyfile/directives/uri).
func strips(block []*directive, p place) bool {
	return p.match == "prefix" && slices.ContainsFunc(block, func(d *directive) bool {
		return d.name() == "uri" && d.arg(0) == "strip_prefix" && "/"+strings.Trim(d.arg(1), "/")+"/" == p.path
	})
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

// isDeferred tells whether headers are set when the answer is there, in the place of
// those of the program behind (caddyserver.com/docs/caddyfile/directives/header):
// with defer, and where the directive takes one away or sets one by default.
func isDeferred(d *directive, args []string) bool {
	return slices.ContainsFunc(append([][]string{args}, blockWords(d)...), func(words []string) bool {
		return len(words) > 0 && (words[0] == "defer" || strings.ContainsAny(words[0][:min(1, len(words[0]))], "-?"))
	})
}

// responseHeaders reads `header [+-?>]Name value` and its block.
func responseHeaders(d *directive, args []string) []document.Header {
	var out []document.Header
	deferred := isDeferred(d, args)
	add := func(args []string, at document.Location) {
		name := textproto.CanonicalMIMEHeaderKey(strings.TrimLeft(first(args), "+?>-"))
		h := document.Header{Name: name, From: document.FromLiteral, Always: true, At: at}
		h.Alone = (deferred || strings.HasPrefix(first(args), ">")) && !strings.HasPrefix(first(args), "+")
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
