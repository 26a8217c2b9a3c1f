package kubernetes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// ways writes listeners: the port, whether it redirects, and to whom it is open.
func ways(ls []document.Listener) string {
	var out []string
	for _, l := range ls {
		state := fmt.Sprint(l.Redirect.Value)
		if l.Redirect.State != document.Known {
			state = "unknown"
		}
		if l.Public != nil && l.Public.Value == false {
			state += " inside"
		}
		out = append(out, fmt.Sprint(l.Port, " ", state))
	}
	return strings.Join(out, ", ")
}

func TestIngress(t *testing.T) {
	const (
		nginx   = "nginx.ingress.kubernetes.io/"
		alb     = "alb.ingress.kubernetes.io/"
		traefik = "traefik.ingress.kubernetes.io/router."
	)
	for name, c := range map[string]struct{ spec, annotations, others, want string }{
		"nginx with a certificate":         {"{ingressClassName: nginx, tls: [{hosts: [a]}]}", "", "", "80 true, 443 false"},
		"nginx without":                    {"{ingressClassName: nginx}", "", "", "80 false"},
		"the old annotation of the class":  {"{tls: [{hosts: [a]}]}", "kubernetes.io/ingress.class: nginx", "", "80 true, 443 false"},
		"switched off":                     {"{ingressClassName: nginx, tls: [{}]}", nginx + "ssl-redirect: \"false\"", "", "80 false, 443 false"},
		"forced":                           {"{ingressClassName: nginx}", nginx + "force-ssl-redirect: \"true\"", "", "80 true"},
		"of NGINX Inc.":                    {"{ingressClassName: nginx}", "nginx.org/redirect-to-https: \"true\"", "", "80 true"},
		"a template":                       {"{ingressClassName: nginx, tls: [{}]}", nginx + "ssl-redirect: \"{{ x }}\"", "", "80 unknown, 443 false"},
		"no class":                         {"{tls: [{}]}", "", "", "80 unknown, 443 false"},
		"no class, and annotations":        {"{tls: [{}]}", nginx + "proxy-body-size: 1m", "", "80 true, 443 false"},
		"another controller":               {"{ingressClassName: kong, tls: [{}]}", "", "", "80 unknown, 443 false"},
		"a class of the manifests":         {"{ingressClassName: inner, tls: [{}]}", "", "kind: IngressClass\nmetadata: {name: inner}\nspec: {controller: k8s.io/ingress-nginx}\n", "80 true, 443 false"},
		"Traefik":                          {"{ingressClassName: traefik, tls: [{}]}", "", "", "80 unknown, 443 false"},
		"Traefik by HTTPS alone":           {"{ingressClassName: traefik}", traefik + "entrypoints: websecure, " + traefik + "tls: \"true\"", "", "443 false"},
		"a middleware of Traefik":          {"{ingressClassName: traefik, tls: [{}]}", traefik + "middlewares: shop-https@kubernetescrd", "kind: Middleware\nmetadata: {name: https, namespace: shop}\nspec: {redirectScheme: {scheme: https}}\n", "80 true, 443 false"},
		"a middleware that is not here":    {"{ingressClassName: traefik, tls: [{}]}", traefik + "middlewares: shop-https@kubernetescrd", "", "80 unknown, 443 false"},
		"ALB":                              {"{ingressClassName: alb}", alb + "scheme: internet-facing", "", "80 false"},
		"ALB inside":                       {"{ingressClassName: alb}", "", "", "80 false inside"},
		"ALB with a certificate":           {"{ingressClassName: alb}", alb + "scheme: internet-facing, " + alb + "certificate-arn: a", "", "443 false"},
		"ALB that redirects":               {"{ingressClassName: alb}", alb + "scheme: internet-facing, " + alb + "listen-ports: '[{\"HTTP\": 80}, {\"HTTPS\": 443}]', " + alb + "ssl-redirect: \"443\"", "", "80 true, 443 false"},
		"ALB with an action":               {"{ingressClassName: alb}", alb + "scheme: internet-facing, " + alb + "actions.redirect: x", "", "80 unknown"},
		"ALB of a group":                   {"{ingressClassName: alb}", alb + "scheme: internet-facing, " + alb + "group.name: x", "", "80 unknown"},
		"ALB with ports that are no JSON":  {"{ingressClassName: alb}", alb + "listen-ports: x", "", "80 unknown"},
		"Google":                           {"{tls: [{}]}", "kubernetes.io/ingress.class: gce", "", "80 false, 443 false"},
		"Google without HTTP":              {"{tls: [{}]}", "kubernetes.io/ingress.class: gce, kubernetes.io/ingress.allow-http: \"false\"", "", "443 false"},
		"a FrontendConfig":                 {"{}", "networking.gke.io/managed-certificates: c, networking.gke.io/v1beta1.FrontendConfig: f", "kind: FrontendConfig\nmetadata: {name: f}\nspec: {redirectToHttps: {enabled: true}}\n", "80 true, 443 false"},
		"a FrontendConfig that is nowhere": {"{tls: [{}]}", "networking.gke.io/v1beta1.FrontendConfig: f", "", "80 unknown, 443 false"},
	} {
		r, _ := read(t, "-- i.yaml --\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, annotations: {"+c.annotations+"}}\nspec: "+c.spec+"\n---\n"+c.others)
		if got := ways(r.Infra.Listeners); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// The headers that the controllers of an Ingress set.
func TestIngressSets(t *testing.T) {
	for metadata, want := range map[string]string{
		"{name: i, annotations: {kubernetes.io/ingress.class: nginx}}":                                                                 "[X-Forwarded-Host]",
		"{name: i, annotations: {kubernetes.io/ingress.class: traefik}}":                                                               "[X-Forwarded-Host]",
		"{name: i, annotations: {kubernetes.io/ingress.class: gce}}":                                                                   "[]",
		"{name: i, annotations: {kubernetes.io/ingress.class: kong}}":                                                                  "[]",
		"{name: i, annotations: {kubernetes.io/ingress.class: nginx, nginx.ingress.kubernetes.io/configuration-snippet: 'set $a b;'}}": "[]",
	} {
		r, _ := read(t, "-- i.yaml --\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: "+metadata+"\nspec: {}\n")
		for _, l := range r.Infra.Listeners {
			if got := fmt.Sprint(l.Sets); got != want {
				t.Errorf("%s: %s, want %s", metadata, got, want)
			}
		}
		if len(r.Infra.Listeners) == 0 {
			t.Errorf("%s: no way in", metadata)
		}
	}
}

func TestGateways(t *testing.T) {
	for object, want := range map[string]string{
		"apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r}\nspec: {}\n":                                                                                                                                                                                            "80 false",
		"apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r}\nspec: {tls: {termination: edge}}\n":                                                                                                                                                                    "443 false",
		"apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r}\nspec: {tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}}\n":                                                                                                                           "443 false, 80 true",
		"apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r}\nspec: {tls: {termination: edge, insecureEdgeTerminationPolicy: Allow}}\n":                                                                                                                              "443 false, 80 false",
		"apiVersion: serving.knative.dev/v1\nkind: Route\nmetadata: {name: r}\n":                                                                                                                                                                                                     "",
		"apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {name: r}\nspec: {entryPoints: [websecure], tls: {secretName: s}}\n":                                                                                                                                         "443 false",
		"apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {name: r}\nspec: {entryPoints: [web], routes: [{middlewares: [{name: https}]}]}\n---\napiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: https}\nspec: {redirectScheme: {scheme: https}}\n": "80 true",
		"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {listeners: [{port: 80, protocol: HTTP}, {port: 443, protocol: HTTPS}]}\n":                                                                                                              "80 unknown, 443 false",
		"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {servers: [{port: {number: 80, protocol: HTTP2}, tls: {httpsRedirect: true}}]}\n":                                                                                                             "80 true",
		"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: h}\n":                                                                                                                                                                                           "0 unknown",
	} {
		r, _ := read(t, "-- g.yaml --\n"+object)
		if got := ways(r.Infra.Listeners); got != want {
			t.Errorf("%s: %s, want %s", object, got, want)
		}
	}
}

// Who adds Strict-Transport-Security: yes, no, unknown, or - where nothing does.
func TestIngressHSTS(t *testing.T) {
	const (
		secured = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, annotations: {%s}}\nspec: {ingressClassName: %s, tls: [{}]}\n"
		plain   = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, annotations: {nginx.ingress.kubernetes.io/app-root: /a}}\nspec: {ingressClassName: nginx}\n"
		through = "traefik.ingress.kubernetes.io/router.middlewares: shop-sts@kubernetescrd"
		sts     = "---\napiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: sts, namespace: shop}\nspec: {headers: {stsSeconds: 3600}}\n"
		chain   = "---\napiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: sts, namespace: shop}\nspec: {chain: {middlewares: []}}\n"
		route   = "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {name: r, namespace: shop}\nspec: {routes: [{middlewares: [{name: %s}]}]}\n"
	)
	for _, c := range []struct{ manifests, want string }{
		{fmt.Sprintf(secured, "nginx.ingress.kubernetes.io/app-root: /a", "nginx"), "yes"},
		{fmt.Sprintf(secured, "", "nginx"), "unknown"},
		{fmt.Sprintf(secured, "nginx.org/hsts: \"true\"", "nginx"), "yes"},
		{fmt.Sprintf(secured, "nginx.org/app-root: /a", "nginx"), "-"},
		{fmt.Sprintf(secured, "nginx.ingress.kubernetes.io/app-root: /a", "nginx") + "---\nkind: ConfigMap\nmetadata: {name: ingress-nginx-controller}\ndata: {hsts: \"false\"}\n", "no"},
		{plain, "-"},
		{fmt.Sprintf(secured, through, "traefik") + sts, "yes"},
		{fmt.Sprintf(secured, through, "traefik") + chain, "unknown"},
		{fmt.Sprintf(secured, through, "traefik"), "unknown"},
		{fmt.Sprintf(secured, "", "traefik"), "-"},
		{fmt.Sprintf(secured, "", "alb"), "-"},
		{fmt.Sprintf(secured, "", "kong"), "unknown"},
		{fmt.Sprintf(route, "sts") + sts, "yes"},
		{fmt.Sprintf(route, "sts@file"), "unknown"},
		{"apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r, annotations: {haproxy.router.openshift.io/hsts_header: max-age=3600}}\nspec: {tls: {termination: edge}}\n", "yes"},
	} {
		r, _ := read(t, "-- i.yaml --\n"+c.manifests)
		if got := addsHSTS(r.Infra.Listeners[0].HSTS); got != c.want {
			t.Errorf("%s\n%s, want %s", c.manifests, got, c.want)
		}
	}
}

func addsHSTS(n *document.Node) string {
	switch {
	case n == nil:
		return "-"
	case n.State != document.Known:
		return "unknown"
	case *n.Truth:
		return "yes"
	}
	return "no"
}

// The load balancer of a Service is a way in to the container of its port.
func TestLoadBalancers(t *testing.T) {
	const pod = "-- a.yaml --\nkind: Pod\napiVersion: v1\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: web, ports: [{containerPort: 8000}]}, {name: edge, image: nginx, ports: [{containerPort: 80}]}]}\n---\n"
	for service, want := range map[string]string{
		"metadata: {name: s}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8000}]}\n":                                                                                 "web 80 false",
		"metadata: {name: s}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n":                                                                                                   "edge 80 false",
		"metadata: {name: s}\nspec: {type: ClusterIP, selector: {app: web}, ports: [{port: 80, targetPort: 8000}]}\n":                                                                                    "",
		"metadata: {name: s}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 443, targetPort: 8000}]}\n":                                                                                "web 443 unknown",
		"metadata: {name: s, annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: \"true\"}}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8000}]}\n": "web 80 unknown",
	} {
		r, _ := read(t, pod+"kind: Service\napiVersion: v1\n"+service)
		got := ""
		for _, w := range r.Workloads {
			if len(w.Balancers) > 0 {
				got += w.Name[strings.LastIndex(w.Name, "/")+1:] + " " + ways(w.Balancers)
			}
		}
		if got != want || len(r.Infra.Listeners) > 0 {
			t.Errorf("%s: %s, want %s", service, got, want)
		}
	}
}

// An Ingress is before the pods of its services; where one of them is not among the
// manifests, it may be before any.
func TestIngressOfPods(t *testing.T) {
	pod := "kind: Pod\napiVersion: v1\nmetadata: {name: %[1]s, labels: {app: %[1]s}}\nspec: {containers: [{name: c, image: %[1]s}]}\n---\nkind: Service\nmetadata: {name: %[1]s}\nspec: {selector: {app: %[1]s}, ports: [{port: 80}]}\n---\n"
	entry := "kind: Ingress\nmetadata: {name: i}\nspec: {ingressClassName: nginx, rules: [{http: {paths: [{backend: {service: {name: %s}}}]}}]}\n"
	for service, want := range map[string]string{"grafana": "grafana 80 false", "elsewhere": "all 80 false"} {
		r, _ := read(t, "-- a.yaml --\n"+fmt.Sprintf(pod, "web")+fmt.Sprintf(pod, "grafana")+fmt.Sprintf(entry, service))
		var got []string
		for _, w := range r.Workloads {
			if s := ways(w.Listeners); s != "" {
				got = append(got, w.Name+" "+s)
			}
		}
		if s := ways(r.Infra.Listeners); s != "" {
			got = append(got, "all "+s)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %v, want %s", service, got, want)
		}
	}
}
