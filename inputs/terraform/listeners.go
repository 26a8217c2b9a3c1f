package terraform

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// listeners gives the listeners of load balancers that hand requests on or
// redirect them; one that answers by itself is no way in.
func (s *scope) listeners() []document.Listener {
	var out []document.Listener
	for _, b := range s.cfg.resources {
		if !slices.Contains([]string{"aws_lb_listener", "aws_alb_listener"}, b.labels[0]) || s.absent(b) {
			continue
		}
		if l, ok := s.listener(b); ok {
			out = append(out, l)
		}
	}
	return out
}

func (s *scope) listener(b *block) (document.Listener, bool) {
	at := s.src.at(b.at)
	port, hasPort := number(s.plain(b, "port"))
	protocol, hasProtocol := textOf(s.plain(b, "protocol"))
	action, hasAction := s.action(b)
	if !hasPort || !hasProtocol && b.attributes["protocol"] != nil || !hasAction {
		s.src.note("note", codeUnresolved, at, "the listener "+b.name()+" is not known before an apply")
		return document.Listener{}, false
	}
	l := document.Listener{Name: b.name(), Port: int(port), Protocol: strings.ToUpper(protocol), At: at}
	if l.Protocol == "" {
		l.Protocol = "HTTP"
	}
	l.Redirect = known(action.redirects, at)
	return l, action.kind == "forward" || action.kind == "redirect" || strings.HasPrefix(action.kind, "authenticate-")
}

type action struct {
	kind      string
	redirects bool // to HTTPS
}

// action is the default action of a listener: the last, since authentication may
// stand before it. It is false where that is not known.
func (s *scope) action(b *block) (action, bool) {
	var out action
	found := false
	for _, nested := range b.blocks {
		switch nested.Type {
		case "dynamic":
			return action{}, false
		case "default_action":
			kind, ok := textOf(s.inBlock(nested, b, "type"))
			if !ok {
				return action{}, false
			}
			out, found = action{kind: kind, redirects: kind == "redirect" && s.toHTTPS(nested, b)}, true
		}
	}
	return out, found
}

// toHTTPS tells whether the redirect of an action leads to HTTPS.
func (s *scope) toHTTPS(a *hclsyntax.Block, b *block) bool {
	for _, r := range a.Body.Blocks {
		if protocol, _ := textOf(s.inBlock(r, b, "protocol")); r.Type == "redirect" && strings.EqualFold(protocol, "HTTPS") {
			return true
		}
	}
	return false
}

// inBlock is the value of an attribute of a nested block; null where there is none.
func (s *scope) inBlock(nested *hclsyntax.Block, b *block, name string) cty.Value {
	a := nested.Body.Attributes[name]
	if a == nil {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	n := s.prepare(a.Expr, attribute(b))
	a.Expr = n
	v, _ := s.value(n).Unmark()
	return v
}
