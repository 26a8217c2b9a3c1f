package kubernetes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads what stands before the pods: Services that the outside reaches,
// and what an Ingress and its like open.

// services names pods as the Services before them, and publishes the ports that one
// opens to the outside.
func (l *loader) services() {
	for _, o := range l.objects {
		if o.kind != "Service" {
			continue
		}
		for i := range l.pods {
			if p := &l.pods[i]; p.links && o.namespace == p.namespace && o.hasAddress() {
				p.workload.Perhaps = append(p.workload.Perhaps, o.linked()...)
			}
			if p := &l.pods[i]; !p.workload.Job && o.namespace == p.namespace && selects(get(o.node, "spec", "selector"), p.labels) {
				l.serve(o, p)
			}
		}
	}
}

// hasAddress tells whether a Service has an address of its own in the cluster.
func (o *object) hasAddress() bool {
	return textOf(get(o.node, "spec", "clusterIP")) != "None" && textOf(get(o.node, "spec", "type")) != "ExternalName"
}

// linked are the variables that the kubelet sets for a Service in each container of its
// namespace that is started after it (Kubernetes, "Service": environment variables).
func (o *object) linked() []string {
	name := strings.ToUpper(strings.ReplaceAll(o.name, "-", "_"))
	out := []string{name + "_SERVICE_HOST", name + "_SERVICE_PORT", name + "_PORT"}
	for _, port := range items(get(o.node, "spec", "ports")) {
		if label := textOf(get(port, "name")); label != "" {
			out = append(out, name+"_SERVICE_PORT_"+strings.ToUpper(strings.ReplaceAll(label, "-", "_")))
		}
		link := name + "_PORT_" + textOf(get(port, "port")) + "_" + strings.ToUpper(cmp.Or(textOf(get(port, "protocol")), "TCP"))
		out = append(out, link, link+"_ADDR", link+"_PORT", link+"_PROTO")
	}
	return out
}

// serve gives a container the ports and the names of a Service that leads to it.
func (l *loader) serve(o *object, p *pod) {
	kind, leads := textOf(get(o.node, "spec", "type")), false
	for _, port := range items(get(o.node, "spec", "ports")) {
		published := textOf(get(port, "port"))
		target := cmp.Or(textOf(get(port, "targetPort")), published)
		if len(p.ports) > 0 && p.ports[target] == "" {
			continue // of another container of the pod
		}
		leads = true
		if kind == "NodePort" {
			published = textOf(get(port, "nodePort"))
		}
		if kind == "LoadBalancer" {
			p.workload.Balancers = append(p.workload.Balancers, l.loadBalancer(o, port))
		}
		if kind == "LoadBalancer" || kind == "NodePort" {
			p.workload.Ports = append(p.workload.Ports, document.Port{Published: published, Loopback: new(false),
				Container: cmp.Or(p.ports[target], target), At: l.place(o, plain(port))})
		}
	}
	if leads {
		p.workload.Aliases = append(p.workload.Aliases, o.hosts()...)
	}
}

// loadBalancer is what the cloud puts before a Service: it hands on what comes, unless
// annotations, which each cloud reads in its own way, have it end TLS or keep the
// outside away (Kubernetes, "Service": type LoadBalancer).
func (l *loader) loadBalancer(o *object, port *yaml.Node) document.Listener {
	at := l.place(o, plain(port))
	number, _ := strconv.Atoi(textOf(get(port, "port")))
	out := document.Listener{Name: "Service " + o.name, Port: number, Protocol: "HTTP", Redirect: known(false, at), At: at}
	pairs(get(o.node, "metadata", "annotations"), func(key, _ *yaml.Node) {
		if name := strings.ReplaceAll(key.Value, "-", ""); strings.Contains(name, "loadbalancer") {
			out.Redirect = doubt("the annotations of the Service "+o.name+" decide what its load balancer does", at)
		}
	})
	if number == 443 {
		out.Redirect = doubt("what answers on port 443 of the Service "+o.name+" may speak TLS itself", at)
	}
	return out
}

// hosts are the names of a Service (Kubernetes, "DNS for Services and Pods").
func (o *object) hosts() []string {
	if o.namespace == "" {
		return []string{o.name}
	}
	full := o.name + "." + o.namespace
	return []string{o.name, full, full + ".svc", full + ".svc.cluster.local"}
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

// listeners are the ways in by HTTP and HTTPS.
func (l *loader) listeners() {
	for _, o := range l.objects {
		read := entries[o.kind]
		if read == nil || o.node == nil {
			continue
		}
		found, pods := read(l, o), l.behind(o)
		for _, w := range pods {
			w.Listeners = append(w.Listeners, found...)
		}
		if len(pods) == 0 {
			l.result.Infra.Listeners = append(l.result.Infra.Listeners, found...)
		}
	}
}

// behind are the workloads that an Ingress or a Route leads to; none where that is
// not known of each of its services.
func (l *loader) behind(o *object) []*document.Workload {
	var out []*document.Workload
	for _, name := range backends(o) {
		found := l.selected(o, name)
		if len(found) == 0 {
			return nil
		}
		for _, w := range found {
			if !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// backends are the names of the services of an Ingress (in networking.k8s.io/v1 and
// as before it), or of a Route.
func backends(o *object) []string {
	var out []string
	add := func(backend *yaml.Node) {
		for _, name := range []*yaml.Node{get(backend, "service", "name"), get(backend, "serviceName")} {
			if name != nil {
				out = append(out, textOf(name))
			}
		}
	}
	add(get(o.node, "spec", "defaultBackend"))
	add(get(o.node, "spec", "backend"))
	for _, rule := range items(get(o.node, "spec", "rules")) {
		for _, p := range items(get(rule, "http", "paths")) {
			add(get(p, "backend"))
		}
	}
	if to := get(o.node, "spec", "to", "name"); o.kind == "Route" && to != nil {
		out = append(out, textOf(to))
	}
	return out
}

// selected are the workloads that a Service leads to, which another object names.
func (l *loader) selected(from *object, name string) []*document.Workload {
	var out []*document.Workload
	o := l.find("Service", name, from)
	if o == nil || o.namespace != from.namespace {
		return nil
	}
	for _, p := range l.pods {
		if !p.workload.Job && o.namespace == p.namespace && selects(get(o.node, "spec", "selector"), p.labels) {
			out = append(out, p.workload)
		}
	}
	return out
}

// literals are the secrets in clear: all of Secrets, and those of ConfigMaps and env.
// What a reference brings stands elsewhere, and one that nothing replaces is no secret.
func (l *loader) literals() {
	for _, o := range l.objects {
		if o.kind != "ConfigMap" && o.kind != "Secret" || o.node == nil {
			continue
		}
		for _, e := range l.entriesOf(o) {
			if e.broken == "" && e.text != "" && e.chain.Kind == document.StepFile && (o.kind == "Secret" || document.HoldsSecret(e.key, e.text)) {
				l.result.Literals = append(l.result.Literals, document.Literal{Kind: "kubernetes", Name: e.key, Facts: document.FactsOf(e.key, e.text), At: e.at})
			}
		}
	}
	for _, w := range l.result.Workloads {
		for _, v := range w.Env {
			text := v.Text.Reveal()
			written := v.State == document.Known && v.Origin == document.OriginLiteral && !v.Secret && !strings.Contains(text, "$(")
			if written && document.HoldsSecret(v.Name, text) {
				w.Literals = append(w.Literals, document.Literal{Kind: "kubernetes", Name: v.Name, Facts: document.FactsOf(v.Name, text), At: v.At})
			}
		}
	}
}
