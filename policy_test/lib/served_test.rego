package django.lib.served_test

import data.django.lib.admission
import data.django.lib.assets
import data.django.lib.bodies
import data.django.lib.csp
import data.django.lib.doubled
import data.django.lib.forms
import data.django.lib.internal_names
import data.django.lib.remote
import data.django.lib.routing
import data.django.lib.served
import data.django.lib.storages
import data.django.lib.uploads

_at := {"file": "nginx.conf", "line": 1}

# A way in with routes, and a document with it.
_site(kind, hosts, routes) := {
	"service": "edge", "kind": kind, "edge": true, "published": true, "default": true, "port": 443, "hosts": hosts, "at": _at,
	"tls": {"state": "known", "truth": true}, "redirect": {"state": "known", "truth": false}, "routes": routes,
}

_route(fields) := object.union(
	{
		"path": "/", "match": "prefix", "final": false, "does": "serves", "alias": false, "guards": [], "any_address": false, "django": false,
		"request": [], "response": [], "at": _at,
	},
	fields,
)

_to_django := _route({"does": "forwards", "django": true, "service": "web", "protocol": "http"})

_setting(value) := {"state": "known", "value": value, "type": "str", "set": true, "truth": value != "", "at": _at}

_document(sites, settings) := {
	"settings": settings,
	"infra": {"listeners": []},
	"deps": {},
	"service": {"kind": "compose", "ports": [], "peers": []},
	"source": {"urls": {"routes": [], "views": [], "doubts": []}, "places": {}, "remote_users": []},
	"proxy": {"declared": false, "redirect": false, "sites": sites, "inner": [], "doubts": [], "at": _at},
}

_paths(ends) := {end.route.path | some end in ends}

_take(routes, path) := paths if {
	paths := _paths(routing.ends(path)) with input as _document([_site("nginx", [], routes)], {})
}

test_routes_are_chosen_as_nginx_chooses if {
	prefix := _route({"path": "/static/"})
	_take([_to_django, prefix], "/static/x.css") == {"/static/"}
	final := _route({"path": "/static/", "final": true})
	pattern := _route({"path": `\.css$`, "match": "regex"})
	_take([_to_django, prefix, pattern], "/static/x.css") == {`\.css$`}
	_take([_to_django, final, pattern], "/static/x.css") == {"/static/"}
	exact := _route({"path": "/static/x.css", "match": "exact"})
	_take([_to_django, final, exact], "/static/x.css") == {"/static/x.css"}
	_take([_to_django, pattern], "/other/x.js") == {"/"}
}

test_what_only_nginx_can_read_is_doubted if {
	pattern := _route({"path": `(?<!x)\.css$`, "match": "regex"})
	count(routing.doubts("/static/x.css")) == 1 with input as _document([_site("nginx", [], [_to_django, pattern])], {})
	condition := _route({"path": "$http_x", "match": "condition", "does": "forwards"})
	count(routing.doubts("/static/x.css")) == 1 with input as _document([_site("caddy", [], [_to_django, condition])], {})
	routing.is_told("/static/x.css") with input as _document([_site("nginx", [], [_to_django])], {})
}

test_routers_of_one_host_belong_together if {
	static := _route({"path": "/static/"})
	router := _site("traefik", ["a.example"], [_to_django])
	same := _document([router, _site("traefik", ["a.example"], [static])], {})
	_paths(routing.ends("/static/x.css")) == {"/static/"} with input as same
	any_host := _document([router, _site("traefik", [], [static])], {})
	_paths(routing.ends("/static/x.css")) == {"/static/"} with input as any_host
	for_any := _document([_site("traefik", [], [_to_django]), _site("traefik", ["a.example"], [static])], {})
	_paths(routing.ends("/static/x.css")) == {"/static/"} with input as for_any
	other := _document([router, _site("traefik", ["b.example"], [static])], {})
	_paths(routing.ends("/static/x.css")) == {"/"} with input as other
}

_static := {"STATIC_URL": _setting("/static/"), "STATIC_ROOT": _setting("/srv/shop/staticfiles"), "MIDDLEWARE": {"state": "known", "type": "list", "value": ["shop.WhiteNoiseLike"], "at": _at}}

test_static_files if {
	shared := _route({"path": "/static/", "alias": true, "files": {"from": "shared", "django": ["/app/static"], "private": []}})
	{wrong.folder | some wrong in assets.astray} == {"/app/static"} with input as _document([_site("nginx", [], [_to_django, shared])], _static)
	unknown := _route({"path": "/static/", "files": {"from": "unknown", "django": [], "private": []}})
	{doubt.msg | some doubt in assets.doubts} == {"where the files of /static/ come from is not known"} with input as _document([_site("nginx", [], [_to_django, unknown])], _static)
	assets.by_whitenoise with input as _document([], _static)
}

test_who_may_serve_static_files if {
	doubted := object.union(_document([], _static), {"source": {"urls": {"routes": [], "doubts": [{"what": "x", "because": "it is not here", "at": _at}]}}})
	count(assets.by_django_itself) == 2 with input as doubted
	assets.are_unseen with input as json.remove(doubted, ["proxy"])
}

_media := {"MEDIA_URL": _setting("/media/")}

test_uploads_that_php_may_find if {
	php := _route({"path": `\.php$`, "match": "regex", "does": "forwards", "protocol": "fastcgi", "root": "../srv", "alias": false})
	uploads_route := _route({"path": "/media/", "root": "/srv"})
	count(uploads.perhaps_run) == 1 with input as _document([_site("nginx", [], [_to_django, uploads_route, php])], _media)
	count(uploads.run) == 1 with input as _document([_site("nginx", [], [_to_django, uploads_route, object.union(php, {"root": "/srv"})])], _media)
}

test_uploads_in_a_folder_that_django_has if {
	route := _route({"path": "/media/", "root": "/srv", "files": {"from": "shared", "django": ["/app/static"]}})
	d := _document([_site("nginx", [], [_to_django, route])], object.union(_media, {"MEDIA_ROOT": _setting("/app/uploads")}))
	count(uploads.unguarded) == 1 with input as d
	count(uploads.unguarded) == 1 with input as _document([_site("nginx", [], [_to_django, object.remove(route, {"files"})])], _media)
	count(uploads.unguarded) == 0 with input as object.union(d, {"source": {"places": {"/app/uploads": {"container": "/app/uploads"}}}})
	count(uploads.unguarded) == 1 with input as object.union(d, {"source": {"places": {"/app/uploads": {"container": "/app/static/uploads"}}}})
}

test_databases_in_folders_of_the_settings if {
	databases := {"state": "known", "type": "dict", "value": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/static/db"}}, "at": _at}
	served.sqlite_inside == {{"alias": "default", "setting": "STATIC_ROOT"}} with input as _document([], {"STATIC_ROOT": _setting("/srv/static"), "DATABASES": databases})
}

_admin := {"routes": [{"view": "admin", "path": "default", "certain": true, "at": _at}], "doubts": []}

test_ways_to_the_admin if {
	guarded := _route({"path": "/admin/", "does": "forwards", "django": true, "guards": ["address"], "any_address": true})
	d := object.union(_document([_site("nginx", [], [_to_django, guarded])], {}), {"source": {"urls": _admin}})
	count(admission.guarded) == 1 with input as d
	count(admission.believing) == 1 with input as d
	open := object.union(_document([_site("nginx", [], [_to_django])], {}), {"source": {"urls": _admin}})
	admission.is_guarded with input as d
	count(admission.open) == 1 with input as open
	admission.is_not_meant with input as open
}

test_where_the_admin_is if {
	d := _document([_site("nginx", [], [_to_django])], {"ROOT_URLCONF": _setting("shop.urls")})
	doubt := {"what": "shop.urls", "because": "it is made while it runs", "at": _at}
	admission.is_absent with input as d
	{x.msg | some x in admission.doubts} == {"where the admin is is not known: it is made while it runs"} with input as object.union(d, {"source": {"urls": {"routes": [], "doubts": [doubt]}}})
	{x.msg | some x in admission.doubts} == {"no file shows a proxy that may guard the admin"} with input as object.union(d, {"proxy": {"sites": []}})
	{x.msg | some x in admission.doubts} == {"the admin has a path of its own, which may be guarded"} with input as object.union(d, {"source": {"urls": {"routes": [{"view": "admin", "path": "own", "at": _at}], "doubts": []}}})
	conditional := _route({"does": "forwards", "django": true, "guards": ["condition"]})
	{x.msg | some x in admission.doubts} == {"whether a condition keeps strangers from the admin is not known"} with input as object.union(d, {"proxy": {"sites": [_site("nginx", [], [conditional])]}, "source": {"urls": _admin}})
}

test_users_of_headers if {
	list := {"state": "known", "type": "list", "truth": true, "value": ["shop.Login"], "at": _at}
	user := {"class": "Login", "header": "X-User", "at": _at}
	set_ := _route({"does": "forwards", "django": true, "protocol": "http", "request": [{"name": "X-User", "from": "client", "value": "X-User", "at": _at}]})
	d := object.union(_document([_site("nginx", [], [set_])], {"MIDDLEWARE": list}), {"source": {"remote_users": [user]}})
	{passing.header | some passing in remote.passing} == {"X-User"} with input as d
	count(remote.doubts) == 1 with input as object.union(d, {"proxy": {"sites": []}})
	remote.is_unused with input as _document([], {"MIDDLEWARE": object.union(list, {"value": [], "truth": false})})
}

test_names_of_services if {
	internal_names.is_service("db") with input as {"service": {"name": "web", "peers": [{"name": "db"}]}}
	internal_names.is_service("web") with input as {"service": {"name": "web", "peers": [{"name": "db"}]}}
}

test_sizes_that_are_expected if {
	route := object.union(_to_django, {"body_size": {"state": "known", "value": 1000, "at": _at}})
	size := {"state": "known", "value": 10, "type": "int", "set": true, "truth": true, "at": _at}
	none := {"state": "known", "value": null, "type": "NoneType", "set": true, "truth": false, "at": _at}
	settings := {"DATA_UPLOAD_MAX_MEMORY_SIZE": size, "FILE_UPLOAD_MAX_MEMORY_SIZE": none}
	bodies.are_expected_small with input as _document([_site("nginx", [], [route])], settings)
	unknown := object.union(_to_django, {"body_size": {"state": "unknown", "because": "a variable", "at": _at}})
	{doubt.msg | some doubt in bodies.doubts} == {"a variable"} with input as _document([_site("nginx", [], [unknown])], settings)
}

test_policies_of_the_package if {
	settings := {"MIDDLEWARE": {"state": "known", "type": "list", "value": ["csp.middleware.CSPMiddleware"], "at": _at}, "CONTENT_SECURITY_POLICY": {"state": "known", "truth": false, "type": "dict", "value": {}, "at": _at}}
	csp.enforces_none with input as _document([], settings)
	not_enforced := {"MIDDLEWARE": {"state": "known", "type": "list", "value": ["django.middleware.csp.ContentSecurityPolicyMiddleware"], "at": _at}, "SECURE_CSP": {"state": "known", "truth": false, "type": "dict", "value": {}, "at": _at}}
	csp.enforces_none with input as _document([], not_enforced)
}

_trusting(origins) := {"CSRF_TRUSTED_ORIGINS": {"state": "known", "type": "list", "truth": true, "value": origins, "at": _at}}

test_ports_of_forms if {
	host := {"name": "Host", "from": "host", "at": _at}
	route := object.union(_to_django, {"request": [host]})
	site := object.union(_site("nginx", ["a.example"], [route]), {"port": 8443})
	forms.agree with input as _document([_site("nginx", ["a.example"], [route])], {})
	{forms.origin(failure) | some failure in forms.failing} == {"https://a.example:8443"} with input as _document([site], {})
	forms.is_refused({"name": "", "port": "", "sent": ":443"}) with input as _document([], {"CSRF_TRUSTED_ORIGINS": {"state": "known", "type": "list", "truth": false, "value": [], "at": _at}})
	forms.is_refused({"name": "", "port": ":8443"}) with input as _document([], _trusting(["https://a.example:443", null]))
	not forms.is_refused({"name": "", "port": ":8443"}) with input as _document([], _trusting(["https://a.example:8443", null]))
	forms.origin({"name": "", "port": ""}) == "https://<host>"
	forms.host({"name": "", "sent": ":443"}) == "<host>:443"
}

test_names_of_files_of_old_versions if {
	old := {"exact": "3.2.25", "series": "3.2"}
	storages.keeps_names with input as {"django": old, "settings": {"STATICFILES_STORAGE": _setting("django.contrib.staticfiles.storage.StaticFilesStorage")}}
	storages.changes_names with input as {"django": old, "settings": {"STATICFILES_STORAGE": _setting("django.contrib.staticfiles.storage.ManifestStaticFilesStorage")}}
}

test_headers_that_are_not_doubled if {
	doubled.is_single("X-Frame-Options") with input as _document([_site("nginx", [], [_to_django])], {})
	list := {"state": "known", "type": "list", "truth": false, "value": [], "at": _at}
	on := {"state": "known", "truth": true, "value": 60, "at": _at}
	off := {"state": "known", "truth": false, "value": 0, "at": _at}
	doubled.sends_no_hsts with input as _document([], {"SECURE_HSTS_SECONDS": off})
	doubled.sends_no_hsts with input as _document([], {"SECURE_HSTS_SECONDS": on, "MIDDLEWARE": list})
}

test_subdomains_that_one_header_leaves_out if {
	added := {"name": "Strict-Transport-Security", "from": "literal", "value": "max-age=60", "alone": false, "at": _at}
	route := object.union(_to_django, {"response": [added]})
	on := {"state": "known", "type": "bool", "truth": true, "value": true, "at": _at}
	settings := {"SECURE_HSTS_SECONDS": {"state": "known", "truth": true, "value": 60, "at": _at}, "SECURE_HSTS_INCLUDE_SUBDOMAINS": on}
	{difference.what | some difference in doubled.hsts} == {"it leaves subdomains out, and SECURE_HSTS_INCLUDE_SUBDOMAINS is on"} with input as _document([_site("nginx", [], [route])], settings)
}
