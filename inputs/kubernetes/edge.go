package kubernetes

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads what stands before the pods: Services that the outside reaches,
// and Ingresses.

// services publishes the ports of pods that a Service opens to the outside.
func (l *loader) services() {
	for _, o := range l.objects {
		kind := textOf(get(o.node, "spec", "type"))
		if o.kind != "Service" || kind != "LoadBalancer" && kind != "NodePort" {
			continue
		}
		for i := range l.pods {
			if p := &l.pods[i]; !p.workload.Job && o.namespace == p.namespace && selects(get(o.node, "spec", "selector"), p.labels) {
				l.publish(o, kind, p)
			}
		}
	}
}

func (l *loader) publish(o *object, kind string, p *pod) {
	for _, port := range items(get(o.node, "spec", "ports")) {
		published := textOf(get(port, "port"))
		target := textOf(get(port, "targetPort"))
		if target == "" {
			target = published
		}
		if kind == "NodePort" {
			published = textOf(get(port, "nodePort"))
		}
		container := p.ports[target]
		if container == "" {
			container = target
		}
		if len(p.ports) == 0 || p.ports[target] != "" {
			p.workload.Ports = append(p.workload.Ports, document.Port{HostIP: "0.0.0.0", Published: published, Container: container, At: placeOf(o.file, plain(port))})
		}
	}
}

// selects tells whether a selector is of a pod's labels. One without labels selects nothing.
func selects(selector *yaml.Node, labels map[string]string) bool {
	some, all := false, true
	pairs(selector, func(key, value *yaml.Node) {
		some = true
		all = all && labels[key.Value] == textOf(value)
	})
	return some && all
}

// ingresses are the ways in by HTTP, and by HTTPS where an Ingress names a certificate.
func (l *loader) ingresses() {
	for _, o := range l.objects {
		if o.kind != "Ingress" || o.node == nil {
			continue
		}
		tls := get(o.node, "spec", "tls")
		plainHTTP := document.Listener{Name: "Ingress " + o.name, Port: 80, Protocol: "HTTP", At: o.at, Redirect: redirect(o, tls != nil)}
		l.result.Infra.Listeners = append(l.result.Infra.Listeners, plainHTTP)
		if tls != nil {
			at := placeOf(o.file, tls)
			l.result.Infra.Listeners = append(l.result.Infra.Listeners, document.Listener{Name: "Ingress " + o.name, Port: 443, Protocol: "HTTPS", At: at, Redirect: known(false, at)})
		}
	}
}

// redirect tells whether plain HTTP is led to HTTPS. ingress-nginx does so where
// there is a certificate, unless ssl-redirect is off, and always with
// force-ssl-redirect (ingress-nginx, annotations: server-side HTTPS enforcement).
func redirect(o *object, tls bool) *document.Node {
	class := textOf(get(o.node, "spec", "ingressClassName"))
	var off, forced *yaml.Node
	others := false
	pairs(get(o.node, "metadata", "annotations"), func(key, value *yaml.Node) {
		switch name, _ := strings.CutPrefix(key.Value, "nginx.ingress.kubernetes.io/"); {
		case key.Value == "kubernetes.io/ingress.class" && class == "":
			class = textOf(value)
		case name == "ssl-redirect" && name != key.Value && textOf(value) == "false":
			off = value
		case name == "force-ssl-redirect" && name != key.Value && textOf(value) == "true":
			forced = value
		case strings.Contains(key.Value, "redirect") || strings.Contains(key.Value, "middlewares") || strings.Contains(key.Value, "frontend-config") || strings.Contains(key.Value, "actions."):
			others = true
		}
	})
	nginx := strings.Contains(class, "nginx")
	switch {
	case nginx && forced != nil:
		return known(true, placeOf(o.file, forced))
	case nginx && off != nil:
		return known(false, placeOf(o.file, off))
	case nginx:
		return known(tls, o.at)
	case class == "":
		return doubt("the class of the Ingress is not named, and its controller decides", o.at)
	case others:
		return doubt("an annotation of the controller "+class+" decides", o.at)
	}
	return doubt("whether the controller "+class+" redirects is not in the manifests", o.at)
}

// literals are the secrets in clear: in Secrets, and in ConfigMaps and env under
// the names of secrets.
func (l *loader) literals() {
	for _, o := range l.objects {
		if o.kind != "ConfigMap" && o.kind != "Secret" || o.node == nil {
			continue
		}
		for _, e := range l.entriesOf(o) {
			if e.broken == "" && e.text != "" && (o.kind == "Secret" || document.SecretName(e.key)) {
				l.result.Literals = append(l.result.Literals, document.Literal{Kind: "kubernetes", Name: e.key, Facts: document.FactsOf(e.key, e.text), At: e.at})
			}
		}
	}
	for _, w := range l.result.Workloads {
		for _, v := range w.Env {
			if v.State == document.Known && v.Origin == document.OriginLiteral && document.SecretName(v.Name) && v.Text.Reveal() != "" {
				w.Literals = append(w.Literals, document.Literal{Kind: "kubernetes", Name: v.Name, Facts: document.FactsOf(v.Name, v.Text.Reveal()), At: v.At})
			}
		}
	}
}
