package targets

import (
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// This file gives the targets what root modules of Terraform hold that run none of them:
// the databases, caches and buckets of the project's repository, who is let in to them, and
// the secrets that stand in their files.

// lent is what one such root module says.
type lent struct {
	class    string
	files    []string
	infra    document.Infra
	literals []document.Literal
}

// keepLent notes down a deployment of Terraform that runs no target. Which of its ways in
// lead to one is not known, so these are left out.
func (f *finder) keepLent(d deployment, cs []*candidate) {
	if d.kind != "terraform" || len(d.files) == 0 || slices.ContainsFunc(cs, func(c *candidate) bool { return c.target != nil }) {
		return
	}
	l := lent{class: d.class, files: d.files, infra: certain(d.infra)}
	for _, s := range d.literals {
		if !s.Facts.Placeholder && !s.Facts.PublishedDefault {
			l.literals = append(l.literals, s)
		}
	}
	i := &l.infra
	if len(i.Databases) == 0 {
		i.FirewallRules = slices.DeleteFunc(i.FirewallRules, func(r document.FirewallRule) bool { return !opensStore(r) })
	}
	if len(i.FirewallRules)+len(i.Databases)+len(i.Caches)+len(i.Buckets)+len(l.literals) > 0 && !aside(d.files[0]) && !template(d.files[0]) {
		f.lent = append(f.lent, l)
	}
}

// opensStore tells whether a rule lets the internet in to a port that databases and caches
// alone listen on.
func opensStore(r document.FirewallRule) bool {
	port, _ := r.From.Value.(int64)
	return *r.Open.Truth && r.From.Value == r.To.Value && slices.Contains([]int64{1433, 1521, 3306, 5432, 6379, 11211}, port)
}

// certain is what of the infrastructure is known: what is not may be another's, and says
// nothing of the project. The version of a database is a matter of who connects to it.
func certain(all document.Infra) document.Infra {
	var out document.Infra
	for _, d := range all.Databases {
		d.Public, d.Open, d.Backups, d.Engine = knownOf(d.Public), knownOf(d.Open), knownOf(d.Backups), knownOf(d.Engine)
		d.Version, d.Encrypted, d.Protected, d.TLS = nil, nil, nil, nil
		out.Databases = append(out.Databases, d)
	}
	for _, c := range all.Caches {
		if c.Engine, c.Password = knownOf(c.Engine), knownOf(c.Password); c.Engine != nil && c.Password != nil {
			c.TLS, c.Encrypted = nil, nil
			out.Caches = append(out.Caches, c)
		}
	}
	for _, b := range all.Buckets {
		if b.Bucket, b.Public = knownOf(b.Bucket), knownOf(b.Public); b.Bucket != nil && b.Public != nil {
			b.Versioning = nil
			out.Buckets = append(out.Buckets, b)
		}
	}
	for _, r := range all.FirewallRules {
		if knownOf(r.Open) != nil && knownOf(r.From) != nil && knownOf(r.To) != nil {
			out.FirewallRules = append(out.FirewallRules, r)
		}
	}
	return out
}

// knownOf is a fact that is known; nil for another.
func knownOf(n *document.Node) *document.Node {
	if n == nil || n.State != document.Known {
		return nil
	}
	return n
}

// lend gives each deployed target what the repository's root modules hold for its class.
func (f *finder) lend() {
	for _, t := range f.plan.Targets {
		for _, l := range f.lent {
			if deployed(t.Class) && !t.aside() && (l.class == "" || l.class == t.Class) && t.Project.owns(l.files[0], f.plan.Projects) {
				t.take(l)
			}
		}
	}
}

// take adds what a root module says to a target.
func (t *Target) take(l lent) {
	t.Lent = append(t.Lent, l.files...)
	t.Literals = append(slices.Clip(t.Literals), l.literals...)
	i := &t.Infra
	i.Databases = append(slices.Clip(i.Databases), l.infra.Databases...)
	i.Caches = append(slices.Clip(i.Caches), l.infra.Caches...)
	i.Buckets = append(slices.Clip(i.Buckets), l.infra.Buckets...)
	i.FirewallRules = append(slices.Clip(i.FirewallRules), l.infra.FirewallRules...)
	t.reason("infrastructure "+path.Dir(l.files[0]), "Terraform there runs no target, and is in the repository of the project")
}
