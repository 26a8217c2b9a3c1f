package terraform

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// deployment reads what resources run, by the table of platforms.
type deployment struct {
	src  *sources
	all  []*resource
	made map[string][]*document.Workload // by type of resource
	out  []*document.Workload
}

// workloads gives one workload for each container of each resource that runs any.
func workloads(src *sources, all []*resource) []*document.Workload {
	d := &deployment{src: src, all: all, made: map[string][]*document.Workload{}}
	table := platforms()
	for _, r := range all {
		for i := range table {
			if p := &table[i]; !r.data && p.owner == "" && slices.Contains(p.resource, r.kind) {
				d.resource(p, r)
			}
		}
	}
	for _, r := range all {
		for i := range table {
			if p := &table[i]; !r.data && p.owner != "" && slices.Contains(p.resource, r.kind) {
				d.addition(p, r)
			}
		}
	}
	unique(d.out)
	return d.out
}

// resource makes the workloads of one resource.
func (d *deployment) resource(p *platform, r *resource) {
	found := r.find(p.container)
	for _, f := range found {
		for _, v := range f.each() {
			v = v.value()
			if !v.v.IsKnown() {
				d.src.note("warning", codeUnresolved, r.at, "the containers of "+r.address+" are not known: "+v.trail().because())
				continue
			}
			if !isObject(v.v) {
				continue
			}
			c := container{deployment: d, platform: p, resource: r, at: v.trail().at(r.at)}
			w := c.read(v)
			w.Listeners = append(w.Listeners, gateways(r, d.all)...)
			d.add(r, w)
		}
	}
}

func (d *deployment) add(r *resource, w *document.Workload) {
	d.made[r.kind] = append(d.made[r.kind], w)
	d.out = append(d.out, w)
}

// addition gives variables to the resource that a resource is about. Which one that
// is only an apply tells; where there is one alone, it is that. Where there is
// none here, what they are given to is a workload of its own.
func (d *deployment) addition(p *platform, r *resource) {
	owners := d.made[p.owner]
	if len(owners) == 0 {
		w := &document.Workload{Kind: p.kind, Name: r.name, At: r.at, OpenBecause: p.open, Like: []string{r.address}, Listeners: wayTo(p.owner).listeners(r)}
		d.made[p.owner] = []*document.Workload{w}
		d.out = append(d.out, w)
		owners = d.made[p.owner]
	}
	c := container{deployment: d, platform: p, resource: r, at: r.at}
	if len(owners) > 1 {
		for _, w := range owners {
			w.OpenBecause = r.address + " may give it more variables"
		}
		return
	}
	c.w = owners[0]
	c.variables(spotOf(r.body, nil), p.plain)
	c.sort()
}

// wayTo is the platform of a type of resource.
func wayTo(resource string) *platform {
	for _, p := range platforms() {
		if slices.Contains(p.resource, resource) {
			return &p
		}
	}
	return &platform{}
}

// unique gives containers of the same name the name of their resource as well.
func unique(all []*document.Workload) {
	seen := map[string]int{}
	for _, w := range all {
		seen[w.Name]++
	}
	for _, w := range all {
		if seen[w.Name] > 1 {
			w.Name = shortAddress(w.Like[0]) + "/" + w.Name
		}
	}
	for _, w := range all {
		w.Like = nil
	}
}

// shortAddress is an address without the types in it: module.web.app.
func shortAddress(address string) string {
	parts := strings.Split(address, ".")
	if len(parts) < 2 {
		return address
	}
	return strings.Join(slices.Delete(parts, len(parts)-2, len(parts)-1), ".")
}

// container reads one container.
type container struct {
	*deployment
	*platform
	*resource
	at document.Location // where what has no place of its own stands
	w  *document.Workload
}

func (c *container) read(v spot) *document.Workload {
	c.w = &document.Workload{Kind: c.platform.kind, At: c.resource.at, Like: []string{c.address}, OpenBecause: c.open,
		Job: c.job || isJob(c.resource), Listeners: c.listeners(c.resource)}
	c.title(v)
	c.w.Image = c.show(v, c.image)
	c.w.Entrypoint = c.arguments(v, c.entrypoint)
	c.w.Command = c.arguments(v, c.command)
	c.w.Dir = c.directory(v)
	c.w.Ports = c.publish(v)
	c.w.Mounts = c.volumes(v)
	if c.platform.kind == "ecs" {
		c.w.Task = c.address
	}
	c.ownVariables()
	c.sharedVariables()
	c.variables(v, c.plain)
	c.secrets(v, c.stored)
	c.environmentFiles(v)
	c.sort()
	return c.w
}

// ownVariables are what the platform sets, whatever the resource says.
func (c *container) ownVariables() {
	for name, argument := range c.itself {
		known := ""
		if found, ok := spotOf(c.body, nil).first(argument); ok && argument != "" {
			if text, ok := found.text(); ok && !found.secret() {
				known = text
			}
		}
		c.w.Env = append(c.w.Env, document.GivenBy(c.named, name, known, c.resource.at))
	}
}

// sort brings variables in order of name; of two of one name, the later holds.
func (c *container) sort() {
	last := map[string]document.Variable{}
	for _, v := range c.w.Env {
		last[v.Name] = v
	}
	c.w.Env = c.w.Env[:0]
	for _, name := range sortedKeys(last) {
		c.w.Env = append(c.w.Env, last[name])
	}
}

// isJob tells whether a manifest is of a kind that runs to its end.
func isJob(r *resource) bool {
	for _, p := range r.find("manifest.kind") {
		kind, _ := p.text()
		return kind == "Job" || kind == "CronJob"
	}
	return false
}

// title names the workload: as the container is named, else the resource.
func (c *container) title(v spot) {
	c.w.Name = c.resource.name
	if name, ok := v.first(c.platform.name); c.platform.name != "" && ok {
		if s := name.shown(); s != "" {
			c.w.Name, c.w.At = s, name.trail().at(c.w.At)
		}
	}
}

func (c *container) show(v spot, path string) string {
	if found, ok := v.first(path); path != "" && ok {
		return found.shown()
	}
	return ""
}

// directory is where the command is run.
func (c *container) directory(v spot) string {
	found, ok := v.first(c.dir)
	if c.dir == "" || !ok {
		return ""
	}
	if found.secret() || !found.v.IsKnown() {
		return "${dir}"
	}
	return found.shown()
}

// arguments are a command; nil where any of it is not known or hidden.
func (c *container) arguments(v spot, path string) []string {
	found, ok := v.first(path)
	if path == "" || !ok || !found.v.IsKnown() {
		return nil
	}
	if c.shell {
		if line := found.shown(); line != "" {
			return []string{"/bin/sh", "-c", line}
		}
		return nil
	}
	out := []string{}
	for _, e := range v.find(path) {
		for _, member := range e.each() {
			s, ok := member.text()
			if !ok || member.secret() {
				return nil
			}
			out = append(out, s)
		}
	}
	return out
}

// publish lists ports, "${NAME}" for one that is not known. Those of a task that shares
// the network of its host are published.
func (c *container) publish(v spot) []document.Port {
	var out []document.Port
	if c.ports == "" || !v.value().v.IsKnown() {
		return nil
	}
	for _, found := range v.find(c.ports) {
		t := found.trail()
		if n, ok := number(found.v); ok {
			out = append(out, document.Port{Container: fmt.Sprint(n), Loopback: new(false), At: t.at(c.at)})
		} else if !found.v.IsKnown() {
			name := append(slices.Clone(t.needs), "port")[0]
			out = append(out, document.Port{Container: "${" + name + "}", Loopback: new(false), At: t.at(c.at)})
		}
	}
	hosts := c.hostPorts(v)
	for i := range out {
		if len(hosts) == len(out) {
			out[i].Published = hosts[i]
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Container < out[j].Container })
	return out
}

// volumes are the folders that outlive the container, "${mount}" for one that is not known.
func (c *container) volumes(v spot) []document.Mount {
	var out []document.Mount
	if c.mounts == "" || !v.value().v.IsKnown() {
		return nil
	}
	for _, found := range v.find(c.mounts) {
		target, ok := found.text()
		if !ok || found.secret() {
			target = "${mount}"
		}
		out = append(out, document.Mount{Target: target, At: found.trail().at(c.at)})
	}
	return out
}

// hostPorts are the ports of the host, in the order of the container's.
func (c *container) hostPorts(v spot) []string {
	path := "ports.external"
	if c.platform.kind == "ecs" {
		mode, _ := spotOf(c.body, nil).first("network_mode")
		if s, _ := mode.text(); s != "bridge" && s != "host" {
			return nil
		}
		path = "portMappings.hostPort"
	} else if c.platform.kind != "docker" {
		return nil
	}
	var out []string
	for _, found := range v.find(path) {
		n, ok := number(found.v)
		if !ok || n == 0 {
			return nil
		}
		out = append(out, fmt.Sprint(n))
	}
	return out
}

// environmentFiles are in a bucket, so never here.
func (c *container) environmentFiles(v spot) {
	if c.files == "" {
		return
	}
	for _, f := range v.find(c.files) {
		name := f.shown()
		if name == "" {
			name = "environmentFiles"
		}
		c.w.EnvFiles = append(c.w.EnvFiles, document.EnvFile{Path: name, State: "refused", Required: true, At: f.trail().at(c.at)})
	}
}

// listeners are the ways in that the platform puts before what it runs, where they
// are certain.
func (p *platform) listeners(r *resource) []document.Listener {
	w := p.way
	if w == (way{}) {
		return nil
	}
	l := document.Listener{Name: r.address, By: p.named, Port: 80, Protocol: "HTTP", At: r.at}
	switch {
	case w.within != "" && len(r.find(w.within)) == 0:
		return nil
	case w.redirects || w.forwards:
		l.Redirect = standard(w.redirects, r.at)
	case w.text != "":
		l.Redirect = among(w.at, w.text)(r)
	case w.inverted:
		l.Redirect = opposite(at(w.at, asBool, !w.otherwise))(r)
	default:
		l.Redirect = at(w.at, asBool, w.otherwise)(r)
	}
	return []document.Listener{l}
}
