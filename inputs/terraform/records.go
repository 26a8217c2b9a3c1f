package terraform

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// records are the names that DNS gives out.
func records(r *resource, all []*resource) []document.Record {
	paths := map[string]string{"aws_route53_record": "name", "google_dns_record_set": "name", "cloudflare_record": "name",
		"cloudflare_dns_record": "name", "digitalocean_record": "name", "azurerm_dns_a_record": "name", "azurerm_dns_cname_record": "name"}
	path, ok := paths[r.kind]
	if !ok {
		return nil
	}
	return []document.Record{{Name: r.address, Record: at(path, asText, nil)(r), Type: at("type", asText, nil)(r), Plain: plainOnly(r, all), At: r.at}}
}

// recordTargets are the arguments that say where a name leads, one for each way to write it.
var recordTargets = []string{"alias.name", "records", "record", "rrdatas", "content", "value"}

// plainOnly tells whether what a name leads to answers by plain HTTP alone: the
// website of a bucket, or a load balancer without a listener for TLS. It is nil
// where that is another machine, of which nothing is known.
func plainOnly(r *resource, all []*resource) *document.Node {
	for _, path := range recordTargets {
		for _, p := range r.find(path) {
			for _, m := range p.each() {
				if s, _ := m.text(); strings.Contains(s, ".s3-website") {
					return known(true, m.trail().at(r.at))
				}
			}
		}
	}
	for _, o := range all {
		if plain := plainResource(o, all); plain != nil && slices.ContainsFunc(recordTargets, func(path string) bool {
			is, _ := r.means(path, o)
			return is
		}) {
			return known(*plain.Truth, r.at)
		}
	}
	return nil
}

// plainResource tells it of a resource that names lead to; nil of any other.
func plainResource(o *resource, all []*resource) *document.Node {
	switch {
	case o.data:
	case o.kind == "aws_s3_bucket_website_configuration", o.kind == "aws_s3_bucket":
		return known(true, o.at)
	case o.kind == "aws_lb", o.kind == "aws_alb":
		return plainBalancer(o, all)
	}
	return nil
}

func plainBalancer(lb *resource, all []*resource) *document.Node {
	listeners, perhaps := about(lb, all, "load_balancer_arn", "aws_lb_listener", "aws_alb_listener")
	if len(listeners) == 0 || len(perhaps) > 0 {
		return nil
	}
	plain := true
	for _, l := range listeners {
		protocol := at("protocol", asText, "HTTP")(l)
		if protocol.State != document.Known {
			return nil
		}
		plain = plain && strings.EqualFold(protocol.Value.(string), "HTTP")
	}
	return known(plain, lb.at)
}
