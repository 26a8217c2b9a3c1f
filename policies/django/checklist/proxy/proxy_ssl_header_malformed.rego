# METADATA
# title: SECURE_PROXY_SSL_HEADER cannot match
# description: >-
#   It takes two texts: a key of request.META, such as HTTP_X_FORWARDED_PROTO, and
#   the value that means HTTPS. Any other spelling matches no header, and any other
#   number of items fails with each request.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: high
#   reads: [settings.SECURE_PROXY_SSL_HEADER]
#   inputs: [http]
#   remediation: Write ("HTTP_X_FORWARDED_PROTO", "https"), for the header that the proxy sets.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.proxy.proxy_ssl_header_malformed

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_PROXY_SSL_HEADER", "SECURE_PROXY_SSL_HEADER is not a pair: every request fails with ImproperlyConfigured.") if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	is_array(settings.value("SECURE_PROXY_SSL_HEADER"))
	count(settings.value("SECURE_PROXY_SSL_HEADER")) != 2
}

deny contains result.at("SECURE_PROXY_SSL_HEADER", "SECURE_PROXY_SSL_HEADER is one text, not a pair: every request fails with ImproperlyConfigured.") if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	settings.of_type("SECURE_PROXY_SSL_HEADER", "str")
}

deny contains result.at("SECURE_PROXY_SSL_HEADER", sprintf("SECURE_PROXY_SSL_HEADER is of type %s, not a pair: every request is answered with 500.", [type])) if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	some type in {"bool", "float", "int"}
	settings.of_type("SECURE_PROXY_SSL_HEADER", type)
}

deny contains result.at("SECURE_PROXY_SSL_HEADER[0]", sprintf("%s is no key of request.META (%s): Django never sees that a request came by HTTPS.", [json.marshal(header), _meant(header)])) if {
	[header, _] := settings.value("SECURE_PROXY_SSL_HEADER")
	not _is_key(header)
}

deny contains result.at("SECURE_PROXY_SSL_HEADER[1]", sprintf("%s is not text: no header is equal to it, and every request counts as plain HTTP.", [json.marshal(value)])) if {
	[_, value] := settings.value("SECURE_PROXY_SSL_HEADER")
	not is_string(value)
}

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")

_is_key(header) if {
	is_string(header)
	startswith(header, "HTTP_")
	header != "HTTP_"
	trim(header, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

_meant(header) := sprintf("HTTP_%s", [trim_prefix(upper(replace(header, "-", "_")), "HTTP_")]) if {
	is_string(header)
} else := "such as HTTP_X_FORWARDED_PROTO"
