package targets

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/platforms"
	"github.com/djgate/djgate/inputs/proxy"
	"github.com/djgate/djgate/inputs/systemd"
)

// This file finds what lies beside the deployments that are judged: configurations
// of proxies that none of them names, and deployments that another program would
// have to fill in first. It is said what they are, and what a target's edge might
// do because of them is a doubt.

// Unread is a file that deploys the project, or stands before it, and that no
// target takes in. What says what it is.
type Unread struct {
	document.Gap
	// edge: it may be, or hold, a way in to what it deploys.
	edge bool
}

// spare is a configuration of a proxy that no deployment names.
type spare struct {
	proxy.Configuration
	class string // of the environment that its name says
}

// findSpares finds the configurations that no proxy of the deployments has.
func (f *finder) findSpares(all []deployment) {
	found := proxy.Configurations(f.fsys, f.plan.files)
	if len(found) == 0 {
		return
	}
	var proxies []proxy.Service
	for _, d := range all {
		for _, w := range d.workloads {
			if s := f.proxyOf(w); s.Kind != "" {
				proxies = append(proxies, s)
			}
		}
	}
	for _, c := range found {
		if slices.ContainsFunc(proxies, func(s proxy.Service) bool { return s.Kind == c.Kind && s.Files.Place(c.File) != "" }) {
			continue
		}
		class, _ := folderClass(c.File)
		if own := wordClass(strings.Join(Words(strings.TrimSuffix(path.Base(c.File), ".template")), " ")); own != "" {
			class = own
		}
		f.spares = append(f.spares, spare{c, class})
	}
}

// proxyOf describes a workload as a proxy, without its environment.
func (f *finder) proxyOf(w *document.Workload) proxy.Service {
	return f.proxyService(f.withImage(w))
}

// sparesFor are the configurations that may stand before a target: those of its
// project whose names say no other environment, and none of images where it is a process
// of a machine. A platform has an edge of its own.
func (f *finder) sparesFor(t *Target) []spare {
	if platforms.Is(t.kind) {
		return nil
	}
	machine := ofServers(t.kind)
	return slices.DeleteFunc(slices.Clone(f.spares), func(s spare) bool {
		return machine && f.inImage(s.File, s.Kind) || s.class != "" && s.class != t.Class || aside(s.File) && !aside(t.At.File) || template(s.File) || !t.Project.owns(s.File, f.plan.Projects)
	})
}

// alone are the proxies that would run with them.
func (f *finder) alone(t *Target) []proxy.Service {
	var out []proxy.Service
	for _, s := range f.sparesFor(t) {
		if s.Unread == "" {
			out = append(out, s.Alone(f.fsys, f.plan.files))
		}
	}
	return out
}

// joined gives the reason of a configuration that stands before a target.
func (t *Target) joined(all []proxy.Service) {
	for _, s := range all {
		r := Reason{"proxy " + s.Name, "no deployment names it; what it forwards to is this service"}
		stands := s.Unnamed && t.Proxy != nil && slices.ContainsFunc(t.Proxy.Sites, func(site document.Site) bool { return site.Service == s.Name })
		if stands && !slices.Contains(t.Reasons, r) {
			t.Reasons = append(t.Reasons, r)
		}
	}
}

// doubt adds what may stand before a target and is not read, where no file shows
// what does.
func (f *finder) doubt(t *Target) {
	if !t.HTTP || t.Proxy != nil && len(t.Proxy.Sites) > 0 {
		return
	}
	var doubts []document.Gap
	for _, s := range f.sparesFor(t) {
		if s.Unread != "" {
			doubts = append(doubts, s.gap(s.Unread))
		}
	}
	doubts = append(doubts, f.unreadWays(t)...)
	if len(doubts) == 0 {
		return
	}
	if t.Proxy == nil {
		kind, _, _ := strings.Cut(strings.ToLower(doubts[0].What), " ")
		t.Proxy = &document.Proxy{Kind: kind, Name: doubts[0].What, At: doubts[0].At}
	}
	t.Proxy.Doubts = append(t.Proxy.Doubts, doubts...)
}

// tellDoubts says what leaves the edge of a target open.
func (t *Target) tellDoubts() {
	if t.Proxy == nil {
		return
	}
	for _, d := range t.Proxy.Doubts {
		t.reason("edge not known", d.What+": "+d.Because)
	}
}

// unreadWays are the files that are not read and may hold a way in to a target, those
// of a kind as one.
func (f *finder) unreadWays(t *Target) []document.Gap {
	var out []document.Gap
	files := map[string]int{}
	for _, u := range f.plan.Unread {
		beside := u.What == terraformModule && slices.ContainsFunc(t.Sources, func(file string) bool { return path.Dir(file) == path.Dir(u.At.File) })
		beside = beside || u.What == instanceProxy && t.kind == "elastic-beanstalk" && t.Project.owns(u.At.File, f.plan.Projects)
		if !u.edge || !beside && t.kind != "module" && t.kind != "dockerfile" || aside(u.At.File) {
			continue
		}
		if files[u.What]++; files[u.What] == 1 {
			out = append(out, document.Gap{What: u.What, Because: "it may hold a way in", At: u.At})
		}
	}
	for i, g := range out {
		more := ""
		if n := files[g.What] - 1; n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		out[i].What = g.What + " (" + g.At.File + more + ")"
	}
	return out
}

// gap is a configuration as a doubt of an edge.
func (s spare) gap(because string) document.Gap {
	return document.Gap{What: s.Words(), Because: because, At: s.at()}
}

func (s spare) at() document.Location { return document.Location{File: s.File, Line: 1, Column: 1} }

// unread notes a file that deploys the project and is not judged.
func (f *finder) unread(what, because string, at document.Location, edge bool) {
	u := Unread{document.Gap{What: what, Because: because, At: at}, edge}
	if !slices.Contains(f.plan.Unread, u) {
		f.plan.Unread = append(f.plan.Unread, u)
	}
}

// edges settles what stands before the targets, once all of them are found, and
// notes the configurations that none of them took in.
func (f *finder) edges() {
	for _, t := range f.plan.Targets {
		if t.kind == "module" {
			t.Proxy = f.edge(t)
		}
		f.doubt(t)
	}
	for _, s := range f.spares {
		if slices.ContainsFunc(f.plan.Targets, func(t *Target) bool { return t.stands() && deployed(t.Class) && t.isBehind(s) }) {
			f.leaveToOthers(s)
		}
	}
	for _, t := range f.plan.Targets {
		t.tellDoubts()
	}
	for _, s := range f.spares {
		if !slices.ContainsFunc(f.plan.Targets, func(t *Target) bool { return t.isBehind(s) }) {
			f.unread(s.Kind, f.because(s), s.at(), false)
		}
	}
}

// isBehind tells whether a target has taken a configuration in.
func (t *Target) isBehind(s spare) bool {
	return slices.ContainsFunc(t.Reasons, func(r Reason) bool { return r.What == "proxy "+s.File })
}

// leaveToOthers takes what is not known of a configuration from the targets that it does
// not lead to, where it leads to one that is deployed: that is what it stands before. Of a
// module alone no file says what runs it, and so neither what that listens on.
func (f *finder) leaveToOthers(s spare) {
	for _, t := range f.plan.Targets {
		if t.kind == "module" || t.Proxy == nil || len(t.Proxy.Doubts) == 0 || t.isBehind(s) {
			continue
		}
		t.Proxy.Doubts = slices.DeleteFunc(slices.Clone(t.Proxy.Doubts), func(d document.Gap) bool { return d.What == s.Words() })
		if len(t.Proxy.Sites)+len(t.Proxy.Doubts) == 0 {
			t.Proxy = nil
		}
	}
}

// because says why no target took a configuration in.
func (f *finder) because(s spare) string {
	switch {
	case s.Unread != "":
		return "no deployment names it, and " + s.Unread
	case aside(s.File) || template(s.File):
		return "it lies aside, or is part of a project template"
	}
	for _, t := range f.plan.Targets {
		if t.Proxy == nil {
			continue
		}
		for _, d := range t.Proxy.Doubts {
			if strings.HasSuffix(d.What, " ("+s.File+")") {
				return "no deployment names it, and " + d.Because
			}
		}
	}
	if f.inImage(s.File, s.Kind) {
		return "it is for an image, and no target is behind that"
	}
	if s.class != "" {
		return "its name says " + s.class + ", and no target of that is behind it"
	}
	return "no deployment names it, and the targets are behind another edge"
}

// onMachine tells whether a workload shares its addresses with a proxy that no
// deployment names: it runs on the machine itself, or its image has the proxy's files.
func (f *finder) onMachine(c *candidate) bool {
	if onServer(c.w) || c.w.Kind == "procfile" || c.w.NetworkMode == "host" {
		return true
	}
	if !c.runs || len(f.spares) == 0 {
		return false
	}
	files := f.filesOf(c)
	return slices.ContainsFunc(f.spares, func(s spare) bool { return files.HasBelow(s.File, s.Home()) })
}

// binds are the addresses of the machine on which a workload listens: those of its
// server, or of the socket unit that systemd opens for it.
func (f *finder) binds(c *candidate) []string {
	if !f.onMachine(c) {
		return nil
	}
	if c.w.Kind == "systemd" {
		if opened := systemd.Listens(f.fsys, f.plan.files, c.w); len(opened) > 0 {
			return opened
		}
	}
	var out []string
	if n := c.p.Server.Fact("binds"); n != nil && n.State == document.Known {
		list, _ := n.Value.([]any)
		for _, v := range list {
			if text, ok := v.(string); ok {
				out = append(out, text)
			}
		}
	}
	return out
}
