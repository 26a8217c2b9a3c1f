package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// firewallRules are those that let requests of TCP in.
func firewallRules(r *resource) []document.FirewallRule {
	switch r.kind {
	case "aws_security_group":
		return r.eachBlock("ingress", awsRule)
	case "aws_security_group_rule":
		if r.says("type", "egress") {
			return nil
		}
		return awsRule(r, r)
	case "aws_vpc_security_group_ingress_rule":
		return awsRule(r, r)
	case "google_compute_firewall":
		return googleRules(r)
	case "azurerm_network_security_group":
		return r.eachBlock("security_rule", azureRule)
	case "azurerm_network_security_rule":
		return azureRule(r, r)
	}
	return nil
}

// eachBlock reads the nested blocks of a name.
func (r *resource) eachBlock(name string, read func(r, block *resource) []document.FirewallRule) []document.FirewallRule {
	var out []document.FirewallRule
	for _, p := range r.find(name) {
		for _, b := range p.each() {
			out = append(out, read(r, &resource{body: b.v.WithMarks(mergeMarks(b.own, b.outer)), at: b.trail().at(r.at)})...)
		}
	}
	return out
}

// says tells whether an argument is certainly one of some words, in any case.
func (r *resource) says(path string, words ...string) bool {
	p, _ := spotOf(r.body, nil).first(path)
	s, ok := p.written()
	return ok && slices.Contains(words, strings.ToLower(s))
}

const lastPort = int64(65535)

// awsRule reads a rule in each of the three ways to write one.
func awsRule(r, rule *resource) []document.FirewallRule {
	var from []spot
	for _, path := range []string{"cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"} {
		from = append(from, rule.find(path)...)
	}
	out := document.FirewallRule{Name: r.address, At: rule.at, Open: anyOf(from, anywhere, rule.at)}
	for _, path := range []string{"protocol", "ip_protocol"} {
		switch {
		case rule.says(path, "udp", "17", "icmp", "icmpv6", "1", "58"):
			return nil
		case rule.says(path, "-1", "all"):
			out.From, out.To = standard(int64(0), rule.at), standard(lastPort, rule.at)
			return []document.FirewallRule{out}
		}
	}
	out.From, out.To = at("from_port", asNumber, int64(0))(rule), at("to_port", asNumber, int64(0))(rule)
	return []document.FirewallRule{out}
}

// googleRules are the ranges of ports that a firewall of Google allows; all, where it names none.
func googleRules(r *resource) []document.FirewallRule {
	if r.says("direction", "egress") || r.says("disabled", "true") {
		return nil
	}
	open := among("source_ranges", anywhere...)(r)
	if len(r.find("source_ranges")) == 0 {
		open = standard(len(r.find("source_tags"))+len(r.find("source_service_accounts")) == 0, r.at)
	}
	return r.eachBlock("allow", func(r, rule *resource) []document.FirewallRule {
		if rule.says("protocol", "udp", "icmp", "esp", "ah", "sctp", "ipip") {
			return nil
		}
		return portRules(r, rule, open, "ports")
	})
}

// azureRule reads a rule of a network security group.
func azureRule(r, rule *resource) []document.FirewallRule {
	if rule.says("direction", "outbound") || rule.says("access", "deny") || rule.says("protocol", "udp", "icmp", "esp", "ah") {
		return nil
	}
	from := append(rule.find("source_address_prefix"), rule.find("source_address_prefixes")...)
	return portRules(r, rule, anyOf(from, append([]string{"*", "Internet", "Any"}, anywhere...), rule.at), "destination_port_range", "destination_port_ranges")
}

// portRules are a rule for each range of ports at some paths: "5432", "8000-9000", "*".
func portRules(r, rule *resource, open *document.Node, paths ...string) []document.FirewallRule {
	var out []document.FirewallRule
	for _, path := range paths {
		for _, p := range rule.find(path) {
			for _, m := range p.each() {
				from, to := portRange(m, rule.at)
				out = append(out, document.FirewallRule{Name: r.address, At: m.trail().at(rule.at), Open: open, From: from, To: to})
			}
		}
	}
	if len(out) == 0 {
		out = append(out, document.FirewallRule{Name: r.address, At: rule.at, Open: open, From: standard(int64(0), rule.at), To: standard(lastPort, rule.at)})
	}
	return out
}

func portRange(p spot, at document.Location) (from, to *document.Node) {
	s, ok := p.written()
	if !ok {
		return doubt(p.trail(), at), doubt(p.trail(), at)
	}
	at = p.trail().at(at)
	if s == "*" {
		return known(int64(0), at), known(lastPort, at)
	}
	first, last, isRange := strings.Cut(s, "-")
	if !isRange {
		last = first
	}
	low, err := strconv.ParseUint(strings.TrimSpace(first), 10, 16)
	high, err2 := strconv.ParseUint(strings.TrimSpace(last), 10, 16)
	if err != nil || err2 != nil {
		unclear := &document.Node{State: document.Unknown, Because: "it is no range of ports", At: at}
		return unclear, unclear
	}
	return known(int64(low), at), known(int64(high), at)
}
