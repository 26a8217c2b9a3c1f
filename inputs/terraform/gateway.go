package terraform

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// gatewayPaths say which function a resource calls, by its type. All of them take HTTPS
// alone (docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html,
// docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html).
var gatewayPaths = map[string]struct{ path, named string }{
	"aws_api_gateway_integration":    {"uri", "API Gateway"},
	"aws_apigatewayv2_integration":   {"integration_uri", "API Gateway"},
	"aws_apigatewayv2_api":           {"target", "API Gateway"},
	"aws_lambda_function_url":        {"function_name", "its function URL"},
	"aws_lb_target_group_attachment": {"target_id", ""}, // a load balancer, whose listeners are read
}

// gateways are the ways to a function of Lambda: none where a load balancer leads to it,
// or where CloudFront, which may take plain HTTP, is there as well.
func gateways(r *resource, all []*resource) []document.Listener {
	if r.kind != "aws_lambda_function" || slices.ContainsFunc(all, mayTakeHTTP) {
		return nil
	}
	var out []document.Listener
	for _, o := range all {
		way, isWay := gatewayPaths[o.kind]
		if !isWay || o.data {
			continue
		}
		if calls, _ := o.means(way.path, r); !calls {
			continue
		}
		if way.named == "" {
			return nil
		}
		if len(out) == 0 {
			out = []document.Listener{{Name: o.address, By: way.named, Port: 443, Protocol: "HTTPS", At: o.at}}
		}
	}
	return out
}

// mayTakeHTTP tells whether a resource is a distribution of CloudFront that does not say
// that it leads its visitors to HTTPS.
func mayTakeHTTP(r *resource) bool {
	if r.kind != "aws_cloudfront_distribution" || r.data {
		return false
	}
	policy, _ := spotOf(r.body, nil).first("default_cache_behavior.viewer_protocol_policy")
	text, known := policy.text()
	return !known || text == "allow-all"
}
