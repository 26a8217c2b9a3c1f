package traefik

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the rules of routers: matchers joined by &&, || and !
// (doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority).

// condition is one matcher of a rule, or its opposite.
type condition struct {
	name string // in lower case: Traefik takes any
	args []string
	not  bool
}

// The bounds of a rule: how deep it may nest, and how many alternatives it may have.
const (
	maxNesting      = 32
	maxAlternatives = 64
)

// alternatives reads a rule: it takes a request of which all conditions of one of the
// alternatives hold; false where it is no rule.
func alternatives(rule string) ([][]condition, bool) {
	p := &ruleParser{rest: rule}
	all := p.or(false)
	return all, !p.failed && p.skip() == ""
}

// ruleParser reads what is left of a rule. not, in its methods, means that the opposite
// is read: or becomes and.
type ruleParser struct {
	rest   string
	depth  int
	failed bool
}

func (p *ruleParser) or(not bool) [][]condition {
	out := p.and(not)
	for p.eat("||") {
		out = p.join(out, p.and(not), not)
	}
	return out
}

func (p *ruleParser) and(not bool) [][]condition {
	out := p.one(not)
	for p.eat("&&") {
		out = p.join(out, p.one(not), !not)
	}
	return out
}

// join gives the alternatives of two expressions of which one, or both, must hold.
func (p *ruleParser) join(a, b [][]condition, both bool) [][]condition {
	if !both {
		return append(a, b...)
	}
	var out [][]condition
	for _, x := range a {
		for _, y := range b {
			out = append(out, slices.Concat(x, y))
		}
	}
	p.failed = p.failed || len(out) > maxAlternatives
	return out
}

func (p *ruleParser) one(not bool) [][]condition {
	p.depth++
	defer func() { p.depth-- }()
	switch {
	case p.failed || p.depth > maxNesting:
		p.failed = true
		return nil
	case p.eat("!"):
		return p.one(!not)
	case p.eat("("):
		out := p.or(not)
		p.want(")")
		return out
	}
	return [][]condition{{p.matcher(not)}}
}

// matcher reads Host(`a`, `b`).
func (p *ruleParser) matcher(not bool) condition {
	rest := p.skip()
	end := strings.IndexFunc(rest, func(c rune) bool { return (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') })
	if end <= 0 {
		p.failed = true
		return condition{}
	}
	out := condition{name: strings.ToLower(rest[:end]), not: not}
	p.rest = rest[end:]
	p.want("(")
	for !p.failed {
		quoted, err := strconv.QuotedPrefix(p.skip())
		text, bad := strconv.Unquote(quoted)
		if err != nil || bad != nil || quoted[0] == '\'' {
			p.failed = true
			break
		}
		out.args, p.rest = append(out.args, text), p.rest[len(quoted):]
		if !p.eat(",") {
			break
		}
	}
	p.want(")")
	return out
}

func (p *ruleParser) skip() string {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	return p.rest
}

func (p *ruleParser) eat(word string) bool {
	rest, ok := strings.CutPrefix(p.skip(), word)
	p.rest = rest
	return ok
}

func (p *ruleParser) want(word string) {
	p.failed = !p.eat(word) || p.failed
}

// way is what one alternative of a rule takes: requests for one of the hosts, of any
// host without one, and for a path.
type way struct {
	hosts  []string
	path   string
	match  string   // of the path, as in document.Route
	except []string // beginnings of paths that it leaves
	guards []string
	// open: it takes some of these requests only, by what is not followed.
	open bool
}

// addTo adds the way to others: to one that is for other hosts alone, its hosts.
func (w way) addTo(all []way) []way {
	i := slices.IndexFunc(all, func(o way) bool {
		return len(o.hosts) > 0 && len(w.hosts) > 0 && o.path == w.path && o.match == w.match && o.open == w.open &&
			slices.Equal(o.except, w.except) && slices.Equal(o.guards, w.guards)
	})
	if i < 0 {
		return append(all, w)
	}
	all[i].hosts = slices.Concat(all[i].hosts, w.hosts)
	return all
}

// wayOf is what an alternative takes, one way for each path that it names.
func wayOf(all []condition) []way {
	w := way{path: "/", match: "prefix"}
	var paths []way
	hosts := 0
	for _, c := range all {
		switch {
		case c.name == "host" && !c.not:
			hosts++
			for _, host := range c.args {
				w.hosts = append(w.hosts, strings.ToLower(host))
			}
		case c.name == "clientip" && !c.not:
			w.guards = append(w.guards, document.GuardAddress)
		case c.name == "pathprefix" && c.not && c.isPlain():
			w.except = append(w.except, c.args...)
		case pathMatches[c.name] != "" && !c.not && c.isPlain() && paths == nil:
			for _, path := range c.args {
				paths = append(paths, way{path: path, match: pathMatches[c.name]})
			}
		default:
			w.open = true
		}
	}
	w.open = w.open || hosts > 1
	if paths == nil {
		return []way{w}
	}
	for i, p := range paths {
		paths[i] = w
		paths[i].path, paths[i].match = p.path, p.match
	}
	return paths
}

// pathMatches are the matchers of paths, with how they match.
var pathMatches = map[string]string{"path": "exact", "pathprefix": "prefix", "pathregexp": "regex"}

// isPlain tells whether the paths of a matcher are none of the patterns that Traefik 2
// had in them: /shops/{id:[0-9]+}.
func (c condition) isPlain() bool {
	return c.name == "pathregexp" || !slices.ContainsFunc(c.args, func(arg string) bool { return strings.Contains(arg, "{") })
}
