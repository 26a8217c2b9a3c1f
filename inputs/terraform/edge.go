package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/djgate/djgate/inputs/document"
)

// Managed policies of CloudFront, by the id that they have in every account.
var (
	// cachesNothing is CachingDisabled.
	cachesNothing = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
	// passAll are AllViewer and AllViewerAndCloudFrontHeaders-2022-06, which hand cookies and Host on.
	passAll = []string{"216adef6-5c7f-47e4-b989-5492eafa07d3", "33f36d7e-f396-46d9-90e0-52428a34d9dc"}
)

// cdns gives the behaviours of CloudFront, the default and those of paths.
func cdns(r *resource) []document.CDN {
	if r.kind != "aws_cloudfront_distribution" {
		return nil
	}
	var out []document.CDN
	for _, name := range []string{"default_cache_behavior", "ordered_cache_behavior"} {
		for _, p := range r.find(name) {
			for _, b := range p.each() {
				out = append(out, behaviour(r, b, name == "default_cache_behavior"))
			}
		}
	}
	return out
}

func behaviour(r *resource, b spot, isDefault bool) document.CDN {
	part := &resource{body: b.v.WithMarks(mergeMarks(b.own, b.outer)), at: r.at}
	c := document.CDN{Name: r.address, Default: isDefault, At: b.trail().at(r.at),
		HTTPS: among("viewer_protocol_policy", "redirect-to-https", "https-only")(part), MinTLS: at("viewer_certificate.minimum_protocol_version", asText, "TLSv1")(r)}
	if r.doubtful != cty.NilVal {
		c.HTTPS = r.perhapsAbsent()
	}
	if paths, ok := b.first("path_pattern"); ok {
		c.Paths = paths.shown()
	}
	c.Caches, c.Cookies, c.Host = caching(part), handsOn(part, "forwarded_values.cookies.forward", "all"), handsOn(part, "forwarded_values.headers", "Host", "*")
	if origins := r.find("origin"); len(origins) == 1 && len(origins[0].each()) == 1 && len(r.find("origin.custom_origin_config")) == 1 {
		c.Origin = at("origin.custom_origin_config.origin_protocol_policy", asText, nil)(r)
	}
	return c
}

// caching tells whether answers may come from the cache. A policy that is not
// CloudFront's own may say anything.
func caching(part *resource) *document.Node {
	if len(part.find("cache_policy_id")) > 0 {
		none := among("cache_policy_id", cachesNothing)(part)
		if none.State == document.Known && *none.Truth {
			return known(false, none.At)
		}
		return &document.Node{State: document.Unknown, Because: "a cache policy decides it", At: none.At}
	}
	if most := at("max_ttl", asNumber, int64(1))(part); most.State == document.Unknown || !*most.Truth {
		return most
	}
	return standard(true, part.at)
}

// handsOn tells whether something reaches the origin.
func handsOn(part *resource, path string, all ...string) *document.Node {
	switch {
	case len(part.find("forwarded_values")) > 0:
		return among(path, all...)(part)
	case len(part.find("origin_request_policy_id")) > 0:
		n := among("origin_request_policy_id", passAll...)(part)
		if n.State == document.Known && !*n.Truth {
			return &document.Node{State: document.Unknown, Because: "an origin request policy decides it", At: n.At}
		}
		return n
	}
	return standard(false, part.at)
}
