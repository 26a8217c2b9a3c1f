package django.lib.sites_test

import data.django.lib.csp
import data.django.lib.domains
import data.django.lib.mail
import data.django.lib.requests
import data.django.lib.responses
import data.django.lib.service
import data.django.lib.sites
import data.django.lib.storages

test_domains_that_strangers_share if {
	names := {"com", "herokuapp.com", "co.uk", "eu-west-1.elb.amazonaws.com", "example.org", "shop.herokuapp.com", "a.b.run.app"}
	shared := {name | some name in names; domains.is_shared(name)}
	shared == {"com", "herokuapp.com", "co.uk", "eu-west-1.elb.amazonaws.com"}
}

test_proxies_that_are_found if {
	at := {"file": "nginx.conf", "line": 4}
	proxy := {"declared": false, "at": at, "headers": ["X-Frame-Options"], "sets": ["X-Forwarded-Host"]}
	responses.adding("x-frame-options") == {{"at": at, "by": "the proxy adds x-frame-options"}} with input.proxy as proxy
	requests.setting("X-Forwarded-Host") == {{"at": at, "by": "the proxy sets X-Forwarded-Host"}} with input.proxy as proxy
	count(requests.setting("Host")) == 0 with input.proxy as proxy
}

test_no_service if {
	service.is_no_container with input as {}
	not service.is_container with input as {}
}

test_mailers_take_the_place_of_a_backend if {
	set_ := {"MAILERS": {"state": "known", "set": true, "type": "dict", "value": {}}}
	mail.is_not_smtp with input.settings as set_
	not mail.is_smtp with input.settings as set_
	forgotten := {"MAILERS": {"state": "unknown", "set": true}}
	not mail.is_not_smtp with input.settings as forgotten
	mail.is_local with input.settings as {"EMAIL_HOST": {"state": "known", "truth": false, "value": ""}}
}

test_uploads_in_a_folder_by_the_old_name if {
	folders := "django.core.files.storage.FileSystemStorage"
	settings_ := {
		"STORAGES": {"state": "known", "value": {"default": {"BACKEND": folders}}},
		"DEFAULT_FILE_STORAGE": {"state": "known", "set": true, "value": folders},
	}
	storages.uploads_are_kept_here with input.settings as settings_
}

test_a_package_without_directives_frames_none if {
	settings_ := {
		"MIDDLEWARE": {"state": "known", "value": ["csp.middleware.CSPMiddleware"]},
		"CSP_FRAME_ANCESTORS": {"state": "known", "set": false, "truth": false},
		"CONTENT_SECURITY_POLICY": {"state": "unset", "set": false},
	}
	csp.frames_no_ancestors with input.settings as settings_
	not csp.frames_ancestors with input.settings as settings_
}

test_domains_that_a_proxy_serves if {
	route := {"does": "forwards", "django": true, "service": "web"}
	names := ["shop.example.org", "*.example.net", ".example.com", "_", "localhost"]
	sites.routed == {"example.org", "example.net", "example.com"} with input.proxy as {"sites": [{"hosts": names, "routes": [route]}]}
	count(sites.routed) == 0 with input as {}
}
