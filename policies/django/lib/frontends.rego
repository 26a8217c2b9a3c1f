# METADATA
# description: >-
#   Names under which browsers have a page that sends forms to Django, where Django is
#   told another name.
package django.lib.frontends

import data.django.lib.cookies
import data.django.lib.cors
import data.django.lib.hosts
import data.django.lib.infra
import data.django.lib.origins
import data.django.lib.proxies
import data.django.lib.settings

# The names of pages that something else serves, and where that is written.
others contains {"name": name, "at": site.at} if {
	some site in input.proxy.sites
	site.edge == true
	count([1 | some route in site.routes; route.django == true]) == 0
	count([1 | some route in site.routes; route.does in {"serves", "forwards"}]) > 0
	some name in site.hosts
	_is_plain(name)
}

others contains {"name": rule.host.value, "at": rule.at} if {
	some rule in infra.with_on("host_rules", "host")
	rule.container != input.service.name
	_is_plain(rule.host.value)
}

# The names of Django itself.
own contains name if {
	some site in proxies.entrances
	some name in site.hosts
}

own contains rule.host.value if some rule in infra.own_host_rules

_is_plain(name) if not regex.match(`[*~]|^\.`, name)

# Pages of the same domain that share the cookie of the token with Django, which has no
# other use than a form that one sends to the other.
sharing contains {"name": other.name, "at": other.at, "setting": setting, "domain": domain} if {
	some setting, domain in cookies.token_domain
	some other in others
	some name in own
	hosts.is_same_domain(other.name, _dotted(domain))
	hosts.is_same_domain(name, _dotted(domain))
	origins.is_not_trusted(sprintf("https://%s", [other.name]))
}

_dotted(domain) := sprintf(".%s", [trim_prefix(lower(domain), ".")]) if domain != ""

# Pages of the same site that may send cookies to Django, as any page may.
calling contains other if {
	cors.takes_cookies
	settings.is_on("CORS_ALLOW_ALL_ORIGINS")
	some other in others
	some name in own
	origins.registrable(other.name) == origins.registrable(name)
	origins.is_not_trusted(sprintf("https://%s", [other.name]))
}

# Ways in that tell Django a name of their own.
renamed contains {"origin": origin, "host": header.value, "by": proxies.in_words(site), "at": header.at} if {
	some [site, route] in proxies.routes
	site.edge == true
	some name in site.hosts
	_is_plain(name)
	header := proxies.header(route, "Host")
	header.from == "literal"
	lower(header.value) != name
	origin := sprintf("%s://%s", [_scheme(site), name])
	origins.is_not_trusted(origin)
}

_scheme(site) := "https" if {
	site.tls.truth == true
	site.port == 443
}

_scheme(site) := "http" if {
	site.tls.truth == false
	site.port == 80
}

# Whom the load balancer's rules send requests to is not known of all of them.
doubts contains {"subject": sprintf("infra.%s", [rule.name]), "msg": sprintf("whom %s sends requests for %s to is not known", [rule.name, rule.host.value])} if {
	some rule in infra.unclear_host_rules
	some domain in cookies.token_domain
	hosts.is_same_domain(rule.host.value, _dotted(domain))
}

doubts contains doubt if some doubt in proxies.doubts

# No file names a page.
are_unseen if {
	proxies.are_unseen
	count(input.infra.host_rules) == 0
}
