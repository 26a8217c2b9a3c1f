# METADATA
# description: Questions about the headers that what stands before Django adds to its answers.
package django.lib.responses

import data.django.lib.proxies

# No proxy is there that could not be read.
are_told if count(proxies.doubts) == 0

# The places that add a header.
adding(header) := {{"at": input.proxy.at, "by": sprintf("%s adds %s", [_proxy, header])} |
	some added in input.proxy.headers
	lower(added) == lower(header)
}

_proxy := "declared: the proxy" if input.proxy.declared

_proxy := "the proxy" if not input.proxy.declared
