package settings

import (
	"maps"
	"reflect"
	"slices"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// defaults gives the settings that a project does not set. It is made once for
// all modules of one Django, and is not changed afterwards; neither are its nodes.
type defaults struct {
	// tables are those of the Django series that the project may use; none where the version is in no table.
	tables   []map[string]django.Default
	packages map[string]django.PackageDefault // of the packages that the project names
	deps     map[string]document.Dependency
	django   document.Django
	at       document.Location
	nodes    map[string]*document.Node // of every name in tables and packages
	unset    *document.Node            // of one that no version in use has
	chain    []document.Step           // of every node that is known
}

func newDefaults(in Input) *defaults {
	at := document.Location{File: in.File, Line: 1}
	d := &defaults{at: at, packages: map[string]django.PackageDefault{}, deps: in.Packages.Deps, django: in.Django,
		nodes: map[string]*document.Node{}, unset: &document.Node{State: document.Unset, At: at},
		chain: []document.Step{{Kind: document.StepDjango, At: at}}}
	for _, s := range django.SeriesIn(in.Django) {
		d.tables = append(d.tables, django.Defaults(s))
	}
	for _, name := range django.Names() {
		d.nodes[name] = d.own(name)
	}
	for name, def := range django.PackageDefaults() {
		if _, ok := d.deps[def.Package]; ok {
			d.packages[name], d.nodes[name] = def, d.packaged(def)
		}
	}
	return d
}

// add adds the default of every setting that is not bound. more is set where the
// module may have bound further names: those are then unknown.
func (d *defaults) add(bound map[string]*document.Node, more *value.Unknown) {
	unknown := perhapsBound(more)
	renamed := map[string]*document.Node{} // before any default is among those that are bound
	for name, p := range d.packages {
		if p.Instead != "" {
			renamed[name] = d.node(name, bound)
		}
	}
	for name, own := range d.nodes {
		switch {
		case bound[name] != nil:
		case more.MayBe(name):
			bound[name] = unknown
		case renamed[name] != nil:
			bound[name] = renamed[name]
		default:
			bound[name] = own
		}
	}
}

// perhapsBound is a setting that a module may have bound, beside the names that are known;
// nil where it has bound no others.
func perhapsBound(more *value.Unknown) *document.Node {
	if more == nil {
		return nil
	}
	return &document.Node{State: document.Unknown, Because: more.Because, Needs: more.Needs, At: more.At}
}

// choose puts the default where an unknown may be unbound.
func choose(n, otherwise *document.Node) {
	for i := range n.Choices {
		if c := &n.Choices[i]; c.Node.State == document.Unset {
			c.Node = otherwise
		}
	}
	if n.Truth == nil && n.State == document.Unknown {
		n.Truth = agreed(n.Choices)
	}
}

// settle makes an unknown known whose choices are all of one value.
func settle(n *document.Node) {
	if len(n.Choices) < 2 {
		return
	}
	first := n.Choices[0].Node
	for _, c := range n.Choices {
		if c.Node.State != document.Known || !c.Node.HasValue || c.Node.Type != first.Type ||
			!reflect.DeepEqual(c.Node.Value, first.Value) || !maps.Equal(partTypes(c.Node), partTypes(first)) {
			return
		}
		n.Assumes = union(n.Assumes, c.Node.Assumes)
	}
	n.State, n.Type, n.Value, n.HasValue, n.Truth, n.AtPaths, n.Parts = first.State, first.Type, first.Value, true, first.Truth, first.AtPaths, first.Parts
	n.Because, n.Needs, n.Choices = "", nil, nil
}

// partTypes are the types inside a value that its JSON does not tell.
func partTypes(n *document.Node) map[string]string {
	types := map[string]string{}
	for at, p := range n.Parts {
		if p.Type != "" {
			types[at] = p.Type
		}
	}
	return types
}

// node is what a setting is where the module does not bind it: its default, or
// what an older name of it is bound to.
func (d *defaults) node(name string, bound map[string]*document.Node) *document.Node {
	own, ok := d.nodes[name]
	if !ok {
		return d.own(name)
	}
	older := bound[d.packages[name].Instead]
	if older == nil {
		return own
	}
	n := *older
	n.Choices = slices.Clone(older.Choices)
	choose(&n, own)
	return &n
}

// own is Django's default of one setting: unset where no version that the
// project may use has one, unknown where they differ.
func (d *defaults) own(name string) *document.Node {
	if len(d.tables) == 0 && django.HasDefault(name) {
		return d.versionNeeded("django", "the Django version is not in djgate's tables")
	}
	if django.Lacks(d.django, name) {
		return d.unset
	}
	out, missing := d.unset, false
	for _, t := range d.tables {
		def, ok := t[name]
		if !ok {
			missing = true
			continue
		}
		next := d.known(def.Type, def.Value, document.OriginDjangoDefault)
		if out.HasValue && (next.Type != out.Type || !reflect.DeepEqual(next.Value, out.Value)) {
			return d.versionNeeded("django", differing)
		}
		out = next
	}
	if missing && out.HasValue && *out.Truth {
		return d.versionNeeded("django", differing)
	}
	return out
}

const differing = "the default differs between the Django versions that the project may use"

// packaged is the default of a package's setting.
func (d *defaults) packaged(p django.PackageDefault) *document.Node {
	switch reads, certain := p.Reads(d.deps[p.Package]); {
	case !certain:
		return d.versionNeeded(p.Package, "not every version of "+p.Package+" that the project may use reads it")
	case !reads:
		return d.unset
	}
	return d.known(p.Type, p.Value, document.OriginPackageDefault)
}

func (d *defaults) versionNeeded(of, because string) *document.Node {
	return &document.Node{State: document.Unknown, Origin: document.OriginDjangoDefault, At: d.at, Because: because, Needs: []string{of}}
}

func (d *defaults) known(kind string, v any, origin string) *document.Node {
	truth := plainTruth(v)
	return &document.Node{State: document.Known, Type: kind, Value: v, HasValue: true, Truth: &truth, Origin: origin, At: d.at, Chain: d.chain}
}

// plainTruth is Python's truth of a plain JSON value.
func plainTruth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Slice, reflect.Map:
		return r.Len() > 0
	}
	return !r.IsZero()
}
