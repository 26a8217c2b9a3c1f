package kubernetes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the ways in that are no Ingress: those of OpenShift, Traefik,
// Istio and the Gateway API. What a route does there is read as far as it is here.

// entries give the ways in that an object makes, by its kind.
var entries = map[string]func(*loader, *object) []document.Listener{
	"Ingress":      func(l *loader, o *object) []document.Listener { return l.ingress(o).listeners() },
	"Route":        (*loader).route,
	"IngressRoute": (*loader).ingressRoute,
	"Gateway":      (*loader).gateway,
	"HTTPRoute":    (*loader).httpRoute,
}

// route is OpenShift's (route.openshift.io/v1): insecureEdgeTerminationPolicy says
// what becomes of plain HTTP, which without it is not answered beside TLS.
func (l *loader) route(o *object) []document.Listener {
	if !strings.HasPrefix(textOf(get(o.node, "apiVersion")), "route.openshift.io/") {
		return nil // Knative has a kind of that name
	}
	listener := func(port int, protocol string, redirect bool, at document.Location) document.Listener {
		return document.Listener{Name: "Route " + o.name, Port: port, Protocol: protocol, Redirect: known(redirect, at), At: at}
	}
	tls := get(o.node, "spec", "tls")
	if tls == nil {
		return []document.Listener{listener(80, "HTTP", false, o.at)}
	}
	out := []document.Listener{listener(443, "HTTPS", false, l.place(o, tls))}
	if policy := get(tls, "insecureEdgeTerminationPolicy"); textOf(policy) == "Redirect" || textOf(policy) == "Allow" {
		out = append(out, listener(80, "HTTP", textOf(policy) == "Redirect", l.place(o, policy)))
	}
	if header := get(o.node, "metadata", "annotations", "haproxy.router.openshift.io/hsts_header"); textOf(header) != "" {
		return withHSTS(out, known(true, l.place(o, header)))
	}
	return out
}

// ingressRoute is Traefik's (traefik.io/v1alpha1).
func (l *loader) ingressRoute(o *object) []document.Listener {
	var middlewares []string
	for _, route := range items(get(o.node, "spec", "routes")) {
		middlewares = append(middlewares, middlewaresOf(o, route)...)
	}
	return withHSTS(l.traefikEntries(o), l.middlewareHSTS(middlewares, o.at))
}

// traefikEntries are the entry points by which an IngressRoute is reached.
func (l *loader) traefikEntries(o *object) []document.Listener {
	points := texts(get(o.node, "spec", "entryPoints"))
	at := o.at
	https := document.Listener{Name: "IngressRoute " + o.name, Port: 443, Protocol: "HTTPS", Redirect: known(false, at), At: at}
	if slices.Equal(points, []string{"websecure"}) && get(o.node, "spec", "tls") != nil {
		return []document.Listener{https}
	}
	plainHTTP := document.Listener{Name: https.Name, Port: 80, Protocol: "HTTP", At: at,
		Redirect: doubt("whether Traefik redirects at its entry points is not in the manifests", at)}
	if routes := items(get(o.node, "spec", "routes")); len(routes) > 0 && !slices.ContainsFunc(routes, func(r *yaml.Node) bool { return !l.redirects(o, r) }) {
		plainHTTP.Redirect = known(true, at)
	}
	return []document.Listener{plainHTTP}
}

// redirects tells whether a middleware of a route leads to HTTPS.
func (l *loader) redirects(o *object, route *yaml.Node) bool {
	return slices.ContainsFunc(middlewaresOf(o, route), l.redirecting)
}

// middlewaresOf are the names of the middlewares of a route, as Traefik writes them:
// those of another provider have its name in their own.
func middlewaresOf(o *object, route *yaml.Node) []string {
	var out []string
	for _, m := range items(get(route, "middlewares")) {
		name := textOf(get(m, "name"))
		if !strings.Contains(name, "@") {
			name = cmp.Or(textOf(get(m, "namespace")), o.namespace) + "-" + name + "@kubernetescrd"
		}
		out = append(out, name)
	}
	return out
}

// gateway is that of the Gateway API (gateway.networking.k8s.io/v1), whose routes
// decide what becomes of plain HTTP, or Istio's, which decides it itself
// (networking.istio.io: servers[].tls.httpsRedirect).
func (l *loader) gateway(o *object) []document.Listener {
	var out []document.Listener
	for _, s := range items(get(o.node, "spec", "listeners")) {
		at := l.place(o, plain(s))
		out = append(out, gatewayListener(o, get(s, "port"), get(s, "protocol"), doubt("the routes of the Gateway decide", at), at))
	}
	for _, s := range items(get(o.node, "spec", "servers")) {
		at := l.place(o, plain(s))
		out = append(out, gatewayListener(o, get(s, "port", "number"), get(s, "port", "protocol"), known(isTrue(get(s, "tls", "httpsRedirect")), at), at))
	}
	return out
}

func gatewayListener(o *object, port, protocol *yaml.Node, redirect *document.Node, at document.Location) document.Listener {
	number, _ := strconv.Atoi(textOf(port))
	out := document.Listener{Name: "Gateway " + o.name, Port: number, Protocol: strings.TrimSuffix(textOf(protocol), "2"), Redirect: redirect, At: at}
	if out.Protocol != "HTTP" {
		out.Redirect = known(false, at)
	}
	return out
}

// httpRoute stands for a Gateway that is not among the manifests.
func (l *loader) httpRoute(o *object) []document.Listener {
	if slices.ContainsFunc(l.objects, func(other *object) bool { return other.kind == "Gateway" }) {
		return nil
	}
	return []document.Listener{{Name: "HTTPRoute " + o.name, Redirect: doubt("the Gateway of the HTTPRoute is not among the manifests", o.at), At: o.at}}
}
