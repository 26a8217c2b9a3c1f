package targets

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy"
)

// This file gives each service that serves HTTP the proxies before it.

// edge finds what stands before the services of a target among all of its deployment.
func (f *finder) edge(t *Target) *document.Proxy {
	var judged []*document.Workload
	for _, c := range t.webs {
		judged = append(judged, c.w)
	}
	var services []proxy.Service
	for _, o := range t.around {
		services = append(services, f.proxyService(o))
	}
	all := append(slices.Clip(services), f.alone(t)...)
	p, diagnostics := proxy.Find(judged, all)
	if p != nil && (len(p.Sites) == 0 && t.kind == "kubernetes" && len(t.Infra.Listeners) > 0 || t.isBalanced()) {
		p, diagnostics = proxy.Find(judged, services) // its edge is an Ingress, or a load balancer
	}
	if p != nil && len(t.Infra.Listeners) > 0 {
		t.withdraw(p.Sites, all)
	}
	for _, d := range diagnostics {
		if !slices.Contains(f.plan.Diagnostics, d) {
			f.plan.Diagnostics = append(f.plan.Diagnostics, d)
		}
	}
	t.Proxy = p
	t.joined(all)
	return p
}

// isBalanced tells whether a load balancer sends its requests to Django itself.
func (t *Target) isBalanced() bool {
	return slices.ContainsFunc(t.webs, func(c *candidate) bool { return t.balances(c.w.Name) })
}

// balances tells whether a load balancer sends its requests to a container.
func (t *Target) balances(name string) bool {
	return slices.ContainsFunc(t.Infra.TargetGroups, func(g document.TargetGroup) bool { return len(g.Listeners) > 0 && g.Container == name })
}

// withdraw has visitors reach the proxies that a load balancer sends its requests to, and
// the configurations that no deployment names, through the load balancer alone.
func (t *Target) withdraw(sites []document.Site, all []proxy.Service) {
	for i := range sites {
		unnamed := slices.ContainsFunc(all, func(s proxy.Service) bool { return s.Unnamed && s.Name == sites[i].Service })
		if unnamed || t.balances(sites[i].Service) {
			sites[i].Published, sites[i].PublicPort = false, ""
		}
	}
}

// ownRegistries are parts of the names of registries that an account has for itself.
var ownRegistries = []string{".dkr.ecr.", ".azurecr.io/", "-docker.pkg.dev/", "registry.digitalocean.com/"}

// ownProxy is what the Dockerfile of the project makes for a proxy whose image is in the
// account's own registry, where no build names that: the only one that is built on such a
// proxy. nil for none.
func (f *finder) ownProxy(c *candidate) *imageFacts {
	owned := func(registry string) bool { return strings.Contains(c.w.Image, registry) }
	kind := proxy.KindOf(c.w.Image)
	if c.image != nil || c.w.Build != nil || c.project == nil || kind == "" || !slices.ContainsFunc(ownRegistries, owned) {
		return nil
	}
	var fit []*imageFacts
	for _, file := range f.dockerfiles() {
		if class := pathClass(file); class == Development || class == Test {
			continue
		}
		img := f.readImage(file, "", nil, f.context(file, c.project), c.project)
		if img != nil && img.proxies() && !img.startsAnother() && proxy.KindOf(img.image.Base) == kind {
			fit = append(fit, img)
		}
	}
	if len(fit) != 1 {
		return nil
	}
	return fit[0]
}

// proxyService describes a workload as the proxies of its deployment see it.
func (f *finder) proxyService(c *candidate) proxy.Service {
	if img := f.ownProxy(c); img != nil {
		with := *c
		with.image = img
		c = &with
	}
	s := proxy.Service{Workload: c.w, Command: append(slices.Clone(c.w.Entrypoint), c.w.Command...), Started: c.p.Proxy, Binds: f.binds(c)}
	if i := slices.IndexFunc(c.w.EnvFiles, func(e document.EnvFile) bool { return e.State != "read" }); i >= 0 && !f.o.Closed {
		s.Missing = c.w.EnvFiles[i].Path
	}
	for _, change := range c.p.Changes {
		s.Writes = append(s.Writes, change.Dest)
	}
	image := c.w.Image
	if c.image != nil && !c.image.guessed {
		image = c.image.image.Base
	}
	if s.Kind = proxy.KindOf(image); s.Kind == "" && !c.runs {
		return s
	}
	t := &Target{}
	f.environment(t, c)
	if s.Env = t.Env; c.runs {
		s.Kind, s.Checkout = "", c.checkout()
		return s
	}
	s.From, s.Closed = image, f.o.Closed || c.w.OpenBecause == "" && s.Missing == ""
	s.Files = &proxy.Container{Files: f.filesOf(c), Stock: proxy.IsStock(image)}
	if c.image != nil && !c.image.guessed {
		if c.w.Command == nil {
			s.Command = append(slices.Clone(c.w.Entrypoint), c.image.image.Cmd...)
		}
	}
	return s
}
