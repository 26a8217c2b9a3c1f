package kubernetes

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads which of the controllers before the pods add Strict-Transport-Security
// to what they answer over HTTPS.

// withHSTS notes it on the ways in; nil says that they add none.
func withHSTS(ways []document.Listener, adds *document.Node) []document.Listener {
	for i := range ways {
		ways[i].HSTS = adds
	}
	return ways
}

// noHSTS is of the load balancers of clouds, whose Ingresses cannot ask for the header.
func (*ingress) noHSTS() *document.Node { return nil }

// nginxHSTS: ingress-nginx adds it unless it is told not to (ingress-nginx,
// "ConfigMap": hsts), NGINX's own controller where it is told to (NGINX Ingress
// Controller, "Advanced configuration with annotations": nginx.org/hsts). Both go by
// the class nginx, and speak HTTPS where the Ingress names a certificate.
func (in *ingress) nginxHSTS() *document.Node {
	const community, own = "nginx.ingress.kubernetes.io/", "nginx.org/"
	if in.tls == nil {
		return nil
	}
	if o := in.l.withKey("ConfigMap", "hsts"); o != nil {
		return known(textOf(get(o.node, "data", "hsts")) == "true", in.l.place(o, get(o.node, "data", "hsts")))
	}
	class := in.class()
	switch text, at := in.says(own + "hsts"); {
	case text != "":
		return known(text == "true", at)
	case in.annotated(community) || strings.Contains(class, "k8s.io/ingress-nginx"):
		return known(true, in.o.at)
	case in.annotated(own) || strings.Contains(class, own):
		return nil
	}
	return doubt("two controllers go by the class nginx, and one of them adds Strict-Transport-Security", in.o.at)
}

// withKey is the first object of a kind whose data have a key.
func (l *loader) withKey(kind, key string) *object {
	for _, o := range l.objects {
		if o.kind == kind && get(o.node, "data", key) != nil {
			return o
		}
	}
	return nil
}

func (in *ingress) traefikHSTS() *document.Node {
	names, at := in.middlewares()
	return in.l.middlewareHSTS(names, at)
}

// middlewareHSTS: a middleware of Traefik adds it where it says for how long (Traefik,
// "Headers": stsSeconds); one that is not here, or a chain of others, may.
func (l *loader) middlewareHSTS(names []string, at document.Location) *document.Node {
	var unclear *document.Node
	for _, name := range names {
		o := l.middleware(name)
		if o == nil || get(o.node, "spec", "chain") != nil {
			unclear = doubt("what the middleware "+name+" adds is not in the manifests", at)
			continue
		}
		seconds := get(o.node, "spec", "headers", "stsSeconds")
		if n, _ := strconv.Atoi(textOf(seconds)); n > 0 {
			return known(true, l.place(o, seconds))
		}
	}
	return unclear
}
