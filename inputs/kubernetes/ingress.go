package kubernetes

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads Ingresses (networking.k8s.io/v1) by the rules of the controller
// that serves them.

// ingress is one of them.
type ingress struct {
	l           *loader
	o           *object
	annotations map[string]*yaml.Node
	tls         *yaml.Node // nil: no certificate is named
}

func (l *loader) ingress(o *object) *ingress {
	in := &ingress{l: l, o: o, annotations: map[string]*yaml.Node{}, tls: get(o.node, "spec", "tls")}
	pairs(get(o.node, "metadata", "annotations"), func(key, value *yaml.Node) { in.annotations[key.Value] = value })
	return in
}

// controllers are the makers of controllers: words of the class, of the name by which
// an IngressClass calls them, and the prefix of their annotations. The host that a
// client asked for is what those with sets write into X-Forwarded-Host, unless they are
// told to trust a proxy before them (ingress-nginx, "ConfigMap": use-forwarded-headers;
// Traefik, "EntryPoints": forwardedHeaders).
var controllers = []struct {
	name, prefix string
	words        []string
	listeners    func(*ingress) []document.Listener
	hsts         func(*ingress) *document.Node
	sets         []string
}{
	{"nginx", "nginx.", []string{"nginx"}, (*ingress).nginx, (*ingress).nginxHSTS, []string{"X-Forwarded-Host"}},
	{"Traefik", "traefik.ingress.kubernetes.io/", []string{"traefik"}, (*ingress).traefik, (*ingress).traefikHSTS, []string{"X-Forwarded-Host"}},
	{"AWS", "alb.ingress.kubernetes.io/", []string{"alb"}, (*ingress).alb, (*ingress).noHSTS, nil},
	{"Google", "networking.gke.io/", []string{"gce", "gke"}, (*ingress).gce, (*ingress).noHSTS, nil},
}

// class is the class of an Ingress; of an IngressClass that is here, its controller.
func (in *ingress) class() string {
	class := textOf(get(in.o.node, "spec", "ingressClassName"))
	if old := in.annotations["kubernetes.io/ingress.class"]; class == "" {
		class = textOf(old)
	}
	for _, o := range in.l.objects {
		if o.kind == "IngressClass" && o.name == class {
			return textOf(get(o.node, "spec", "controller"))
		}
	}
	return class
}

// listeners are the ways in by HTTP, and by HTTPS where there is a certificate.
// Without a class the annotations tell whose Ingress it is.
func (in *ingress) listeners() []document.Listener {
	class := in.class()
	for _, c := range controllers {
		named := slices.ContainsFunc(c.words, func(word string) bool { return strings.Contains(class, word) })
		if named || class == "" && in.annotated(c.prefix) {
			return withHSTS(in.setting(c.sets, c.listeners(in)), c.hsts(in))
		}
	}
	if class == "" {
		unnamed := doubt("the class of the Ingress is not named, and its controller decides", in.o.at)
		return withHSTS(in.both(unnamed), unnamed)
	}
	return withHSTS(in.both(doubt("whether the controller "+class+" redirects is not in the manifests", in.o.at)),
		doubt("whether the controller "+class+" adds Strict-Transport-Security is not in the manifests", in.o.at))
}

// setting notes the headers that the ways in set: lines of the controller's own
// configuration may set others.
func (in *ingress) setting(headers []string, ways []document.Listener) []document.Listener {
	for name := range in.annotations {
		if strings.Contains(name, "snippet") {
			return ways
		}
	}
	for i := range ways {
		ways[i].Sets = headers
	}
	return ways
}

func (in *ingress) annotated(prefix string) bool {
	for name := range in.annotations {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// says is the text of an annotation and its place.
func (in *ingress) says(name string) (string, document.Location) {
	n := in.annotations[name]
	if n == nil {
		return "", in.o.at
	}
	return textOf(n), in.l.place(in.o, n)
}

// filledIn tells whether a template fills one of the annotations in.
func (in *ingress) filledIn(prefix string) bool {
	for name, n := range in.annotations {
		if strings.HasPrefix(name, prefix) && isPlaceholder(n) {
			return true
		}
	}
	return false
}

func (in *ingress) http(redirect *document.Node) document.Listener {
	return document.Listener{Name: "Ingress " + in.o.name, Port: 80, Protocol: "HTTP", At: in.o.at, Redirect: redirect}
}

func (in *ingress) https(at document.Location) document.Listener {
	return document.Listener{Name: "Ingress " + in.o.name, Port: 443, Protocol: "HTTPS", At: at, Redirect: known(false, at)}
}

// both are plain HTTP, and HTTPS where a certificate is named.
func (in *ingress) both(redirect *document.Node) []document.Listener {
	out := []document.Listener{in.http(redirect)}
	if in.tls != nil {
		out = append(out, in.https(in.l.place(in.o, in.tls)))
	}
	return out
}

// nginx redirects where there is a certificate, unless ssl-redirect is off, and
// always with force-ssl-redirect (ingress-nginx, "Annotations": server-side HTTPS
// enforcement; NGINX Ingress Controller, "Advanced configuration with annotations").
func (in *ingress) nginx() []document.Listener {
	if in.filledIn("nginx.") {
		return in.both(doubt("a template fills an annotation in", in.o.at))
	}
	for _, name := range []string{"nginx.ingress.kubernetes.io/force-ssl-redirect", "nginx.org/redirect-to-https"} {
		if text, at := in.says(name); text == "true" {
			return in.both(known(true, at))
		}
	}
	for _, name := range []string{"nginx.ingress.kubernetes.io/ssl-redirect", "ingress.kubernetes.io/ssl-redirect"} {
		if text, at := in.says(name); text == "false" {
			return in.both(known(false, at))
		}
	}
	return in.both(known(in.tls != nil, in.o.at))
}

// traefik serves an Ingress at the entry points that an annotation names; a
// middleware of the manifests may redirect (Traefik, "Kubernetes Ingress"). What its
// own configuration does at an entry point is not here.
func (in *ingress) traefik() []document.Listener {
	points, at := in.says("traefik.ingress.kubernetes.io/router.entrypoints")
	if tls, _ := in.says("traefik.ingress.kubernetes.io/router.tls"); points == "websecure" && (in.tls != nil || tls == "true") {
		return []document.Listener{in.https(at)}
	}
	names, at := in.middlewares()
	if slices.ContainsFunc(names, in.l.redirecting) {
		return in.both(known(true, at))
	}
	return in.both(doubt("whether Traefik redirects at its entry points is not in the manifests", in.o.at))
}

// middlewares are the names of those of Traefik that an Ingress is served through.
func (in *ingress) middlewares() ([]string, document.Location) {
	text, at := in.says("traefik.ingress.kubernetes.io/router.middlewares")
	if text == "" {
		return nil, at
	}
	names := strings.Split(text, ",")
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
	}
	return names, at
}

// redirecting tells whether a middleware of Traefik is in the manifests and leads to HTTPS.
func (l *loader) redirecting(name string) bool {
	o := l.middleware(name)
	return o != nil && textOf(get(o.node, "spec", "redirectScheme", "scheme")) == "https"
}

// middleware is the one that Traefik calls namespace-name@kubernetescrd.
func (l *loader) middleware(name string) *object {
	name, ok := strings.CutSuffix(name, "@kubernetescrd")
	for _, o := range l.objects {
		if ok && o.kind == "Middleware" && (name == o.namespace+"-"+o.name || o.namespace == "" && strings.HasSuffix(name, "-"+o.name)) {
			return o
		}
	}
	return nil
}

// alb listens where an annotation says: else on 443 with a certificate, and on 80
// without (AWS Load Balancer Controller, "Ingress annotations": listen-ports,
// ssl-redirect, scheme).
func (in *ingress) alb() []document.Listener {
	const prefix = "alb.ingress.kubernetes.io/"
	text, at := in.says(prefix + "listen-ports")
	var ports []map[string]int
	if text == "" {
		text = `[{"HTTP": 80}]`
		if certificate, _ := in.says(prefix + "certificate-arn"); certificate != "" {
			text = `[{"HTTPS": 443}]`
		}
	}
	scheme, schemeAt := in.says(prefix + "scheme")
	public := known(scheme == "internet-facing", schemeAt)
	if in.filledIn(prefix) || json.Unmarshal([]byte(text), &ports) != nil {
		return in.both(doubt("which ports the load balancer has is not known", at))
	}
	var out []document.Listener
	for _, p := range ports {
		for _, protocol := range slices.Sorted(maps.Keys(p)) {
			l := document.Listener{Name: "Ingress " + in.o.name, Port: p[protocol], Protocol: protocol, At: at, Redirect: known(false, at), Public: public}
			if protocol == "HTTP" {
				l.Redirect = in.albRedirect(at)
			}
			out = append(out, l)
		}
	}
	return out
}

// albRedirect: an Ingress of a group, or an action, may redirect too.
func (in *ingress) albRedirect(listens document.Location) *document.Node {
	const prefix = "alb.ingress.kubernetes.io/"
	if port, at := in.says(prefix + "ssl-redirect"); port != "" {
		return known(true, at)
	}
	if _, at := in.says(prefix + "group.name"); at != in.o.at || in.annotated(prefix+"actions.") {
		return doubt("an action, or another Ingress of the group, may redirect", at)
	}
	return known(false, listens)
}

// gce serves plain HTTP unless an annotation forbids it, and redirects where a
// FrontendConfig says so (Google Kubernetes Engine, "Configuring Ingress features").
func (in *ingress) gce() []document.Listener {
	tls, at := in.tls != nil, in.o.at
	for _, name := range []string{"networking.gke.io/managed-certificates", "ingress.gcp.kubernetes.io/pre-shared-cert"} {
		if _, there := in.annotations[name]; there {
			_, at = in.says(name)
			tls = true
		}
	}
	var out []document.Listener
	if allow, _ := in.says("kubernetes.io/ingress.allow-http"); allow != "false" {
		out = append(out, in.http(in.frontend()))
	}
	if tls {
		out = append(out, in.https(at))
	}
	return out
}

func (in *ingress) frontend() *document.Node {
	name, at := in.says("networking.gke.io/v1beta1.FrontendConfig")
	if name == "" {
		return known(false, in.o.at)
	}
	for _, o := range in.l.objects {
		if o.kind == "FrontendConfig" && o.name == name {
			return known(isTrue(get(o.node, "spec", "redirectToHttps", "enabled")), at)
		}
	}
	return doubt("the FrontendConfig "+name+" is not among the manifests", at)
}
