# METADATA
# title: Django and the proxy disagree about frames
# description: >-
#   Of two different X-Frame-Options browsers obey neither and refuse every frame; of
#   X-Frame-Options and frame-ancestors they obey the latter, and older ones the former.
# related_resources:
#   - ref: https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header
# custom:
#   severity: low
#   reads: [proxy, settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP.frame-ancestors, settings.X_FRAME_OPTIONS]
#   inputs: [http]
#   remediation: Say it in one place; X_FRAME_OPTIONS = "SAMEORIGIN" goes with frame-ancestors 'self', "DENY" with 'none'.
#   cwe: [1021]
#   owasp: [ASVS5-3.4.6, "A05:2021"]
package django.checklist.headers.xfo_csp_conflict

import data.django.lib.doubled
import data.django.lib.proxies
import data.django.lib.result

deny contains result.resting(
	result.here(
		"X_FRAME_OPTIONS",
		frame.at,
		sprintf("%s adds X-Frame-Options: %s beside Django's %s: browsers refuse every frame then, the site's own too.", [proxies.in_words(frame.site), frame.value, doubled.frame_options]),
	),
	{"X_FRAME_OPTIONS"},
) if {
	some frame in doubled.frames
}

deny contains result.at(
	"X_FRAME_OPTIONS",
	sprintf(
		"X_FRAME_OPTIONS is %s, which %s, and frame-ancestors of %s says %s: browsers differ in what they do.",
		[doubled.frame_options, doubled.disagreement(doubled.frame_options, policy.words), policy.by, concat(" ", policy.words)],
	),
) if {
	some policy in doubled.ancestors
	doubled.disagreement(doubled.frame_options, policy.words)
}

unsure contains doubt if some doubt in proxies.doubts

allow if doubled.sends_no_frame_options
