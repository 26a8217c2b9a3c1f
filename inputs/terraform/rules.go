package terraform

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// What leads from the listeners of a load balancer to its target groups.

// groupTargets are the arguments that name a target group, of a listener and of a rule.
var groupTargets = []string{"default_action.target_group_arn", "default_action.forward.target_group.arn",
	"action.target_group_arn", "action.forward.target_group.arn"}

func sendsTo(r, group *resource) bool {
	return slices.ContainsFunc(groupTargets, func(path string) bool {
		is, _ := r.means(path, group)
		return is
	})
}

func isRule(r *resource) bool {
	return !r.data && (r.kind == "aws_lb_listener_rule" || r.kind == "aws_alb_listener_rule")
}

// sending are the listeners that certainly send requests to a group, by themselves
// or by a rule.
func sending(group *resource, all []*resource) []string {
	out := []string{}
	for _, l := range all {
		if l.data || l.kind != "aws_lb_listener" && l.kind != "aws_alb_listener" {
			continue
		}
		if sendsTo(l, group) || slices.ContainsFunc(all, func(rule *resource) bool {
			is := false
			if isRule(rule) && sendsTo(rule, group) {
				is, _ = rule.means("listener_arn", l)
			}
			return is
		}) {
			out = append(out, l.address)
		}
	}
	return out
}

// outside tells whether a target of a group lies outside its network: one that says
// so has the availability zone "all".
func outside(group *resource, all []*resource) *document.Node {
	attached, _ := about(group, all, "target_group_arn", "aws_lb_target_group_attachment", "aws_alb_target_group_attachment")
	for _, a := range attached {
		if n := among("availability_zone", "all")(a); n.State != document.Known || *n.Truth {
			return n
		}
	}
	return nil
}

// hostRules gives each name of a rule's condition on hosts.
func hostRules(r *resource, all []*resource) []document.HostRule {
	if !isRule(r) {
		return nil
	}
	container := ""
	for _, group := range all {
		if !group.data && (group.kind == "aws_lb_target_group" || group.kind == "aws_alb_target_group") && sendsTo(r, group) {
			container = registered(group, all)
		}
	}
	var out []document.HostRule
	for _, p := range r.find("condition.host_header.values") {
		for _, m := range p.each() {
			place := trailOf(m.own).at(trailOf(m.outer).at(r.at))
			out = append(out, document.HostRule{Name: r.address, Host: asText(m, place), Container: container, At: place})
		}
	}
	return out
}
