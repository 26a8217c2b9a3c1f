# METADATA
# title: The load balancer speaks plain HTTP into another network
# description: >-
#   A target outside the load balancer's own network is reached over a peering or a VPN,
#   and what it is sent in clear can be read by whoever runs what lies between.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
# custom:
#   severity: low
#   reads: [infra.target_groups, infra.target_groups.*.outside, infra.target_groups.*.requests]
#   inputs: [http, terraform]
#   remediation: 'protocol = "HTTPS"  # of the target group, with a certificate at the proxy before Django'
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.infrastructure.lb_to_app_plaintext_cross_network

import data.django.lib.infra
import data.django.lib.result

deny contains result.here(
	infra.subject(group, "requests"),
	group.requests.at,
	sprintf("%s sends requests by plain HTTP to a target outside its network: sessions and passwords can be read on the way.", [group.name]),
) if {
	some group in (infra.with_on("target_groups", "outside") & infra.with_on("target_groups", "requests"))
	group.requests.value == "HTTP"
}
