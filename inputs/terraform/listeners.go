package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/djgate/djgate/inputs/document"
)

// listeners gives the listeners of load balancers that hand requests on or
// redirect them; one that answers by itself is no way in. What one does that is
// perhaps not there is not known.
func listeners(r *resource, all []*resource) []document.Listener {
	var out []document.Listener
	switch r.kind {
	case "aws_lb_listener", "aws_alb_listener":
		out = awsListener(r, all)
	case "google_compute_target_http_proxy", "google_compute_region_target_http_proxy":
		out = googleListener(r, all)
	}
	if r.doubtful != cty.NilVal {
		for i := range out {
			out[i].Redirect = r.perhapsAbsent()
		}
	}
	return out
}

func awsListener(r *resource, all []*resource) []document.Listener {
	whole := spotOf(r.body, nil)
	l := document.Listener{Name: r.address, Protocol: "HTTP", At: r.at, Public: publicBalancer(r, all)}
	port, _ := whole.first("port")
	n, known := number(port.v)
	l.Port = int(n)
	if p, given := whole.first("protocol"); given {
		protocol, ok := p.text()
		l.Protocol, known = strings.ToUpper(protocol), known && ok
		port = spot{v: p.v, own: mergeMarks(port.own, p.own)}
	}
	if l.Protocol == "TCP" || l.Protocol == "UDP" || l.Protocol == "TCP_UDP" {
		return nil
	}
	action := lastAction(whole)
	switch kind, ok := action.text(); {
	case !ok:
		l.Redirect = doubt(action.trail(), r.at)
	case kind != "forward" && kind != "redirect" && !strings.HasPrefix(kind, "authenticate-"):
		return nil
	case !known:
		l.Redirect = doubt(port.trail(), r.at)
	default:
		l.Redirect = redirects(whole, kind, r.at)
	}
	if l.Protocol == "HTTPS" {
		l.TLSPolicy = at("ssl_policy", asText, nil)(r)
	}
	return []document.Listener{l}
}

// lastAction is the kind of the default action: the last, since authentication may
// stand before it.
func lastAction(whole spot) spot {
	kinds := whole.find("default_action.type")
	if len(kinds) == 0 {
		return spot{}
	}
	return kinds[len(kinds)-1]
}

// redirects tells whether the default action leads to HTTPS. Where a redirect says
// no protocol, it keeps that of the request.
func redirects(whole spot, kind string, at document.Location) *document.Node {
	if kind != "redirect" {
		return known(false, at)
	}
	protocol, ok := whole.first("default_action.redirect.protocol")
	if !ok {
		return known(false, at)
	}
	s, isText := protocol.text()
	if !isText {
		return doubt(protocol.trail(), at)
	}
	return known(strings.EqualFold(s, "HTTPS"), at)
}

// publicBalancer is whether the internet reaches a listener's load balancer. Where
// nothing tells which one that is, it is known if all are alike.
func publicBalancer(r *resource, all []*resource) *document.Node {
	var found []*document.Node
	for _, lb := range all {
		if lb.data || lb.kind != "aws_lb" && lb.kind != "aws_alb" {
			continue
		}
		n := opposite(at("internal", asBool, false))(lb)
		if is, _ := r.means("load_balancer_arn", lb); is {
			return n
		}
		found = append(found, n)
	}
	switch same := alike(found); {
	case len(found) == 0:
		return nil
	case same == nil && len(found) > 1:
		return &document.Node{State: document.Unknown, Because: "some load balancers are internal, and it is not known which one it belongs to", At: r.at}
	case same == nil:
		return found[0]
	default:
		return same
	}
}

// googleListener is the proxy for plain HTTP of a load balancer. Whether it
// redirects, its URL map says; which one that is, where there are several, only
// an apply tells.
func googleListener(r *resource, all []*resource) []document.Listener {
	var found []*document.Node
	for _, m := range all {
		if !m.data && slices.Contains([]string{"google_compute_url_map", "google_compute_region_url_map"}, m.kind) {
			found = append(found, at("default_url_redirect.https_redirect", asBool, false)(m))
		}
	}
	l := document.Listener{Name: r.address, Port: 80, Protocol: "HTTP", At: r.at}
	switch same := alike(found); {
	case same != nil:
		l.Redirect = same
	default:
		l.Redirect = &document.Node{State: document.Unknown, Because: "it is not known which URL map it has", At: r.at}
	}
	return []document.Listener{l}
}

// alike is what all nodes say; nil where they differ or there is none.
func alike(nodes []*document.Node) *document.Node {
	for _, n := range nodes {
		if n.State != document.Known || *n.Truth != *nodes[0].Truth {
			return nil
		}
	}
	if len(nodes) == 0 {
		return nil
	}
	return nodes[0]
}

// targetGroups are asked by load balancers whether what is behind them is well.
func targetGroups(r *resource, all []*resource) []document.TargetGroup {
	if r.kind != "aws_lb_target_group" && r.kind != "aws_alb_target_group" {
		return nil
	}
	protocol := at("health_check.protocol", asText, "HTTP")(r)
	if of := at("protocol", asText, nil)(r); len(r.find("health_check.protocol")) == 0 && of.State == document.Known && of.Value == "TCP" {
		protocol = standard("TCP", r.at)
	}
	return []document.TargetGroup{{Name: r.address, At: r.at, Protocol: protocol, Container: registered(r, all),
		Requests: at("protocol", asText, nil)(r), Outside: outside(r, all), Listeners: sending(r, all),
		Path: at("health_check.path", asText, "/")(r), Matcher: at("health_check.matcher", asText, "200")(r)}}
}

// registered is the container of ECS that a target group sends requests to; empty
// where that is none, or is not known.
func registered(r *resource, all []*resource) string {
	services, _ := about(r, all, "load_balancer.target_group_arn", "aws_ecs_service")
	for _, s := range services {
		for _, p := range s.find("load_balancer") {
			for _, b := range p.each() {
				part := &resource{body: b.v, at: s.at}
				if is, told := part.means("target_group_arn", r); is || !told {
					name, _ := b.first("container_name")
					return name.shown()
				}
			}
		}
	}
	return ""
}
