package models

import (
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/python/value"
)

// yamlModule is PyYAML: YAML 1.1 scalars, so "yes" and "on" are true.
func yamlModule(t *value.Thread) value.Value {
	m := value.NewModule("yaml", "")
	broken := value.NewClass("YAMLError", "yaml", value.Exceptions()["Exception"])
	m.Define("YAMLError", broken)
	loaders := map[value.Value]bool{}
	for _, name := range []string{"SafeLoader", "CSafeLoader", "FullLoader", "CFullLoader", "Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader", "BaseLoader", "CBaseLoader"} {
		c := opaqueClass(name, "yaml.loader")
		c.Method("add_constructor", inert)
		loaders[c] = strings.HasSuffix(name, "BaseLoader")
		m.Define(name, c)
	}
	for _, name := range []string{"safe_load", "full_load", "unsafe_load"} {
		m.Func(name, strict(name, "stream", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			return readYAML(t, a[0], false, broken)
		}))
	}
	params := "stream, Loader"
	if version, _ := t.Host.Package("yaml"); version != "" && versionBelow(version, 6) {
		params = "stream, Loader="
	}
	m.Func("load", strict("load", params, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		base, own := loaders[a[1]]
		if a[1] != nil && !own {
			return unknown(t, "a loader of YAML that is not PyYAML's own is not followed", tr), nil
		}
		return readYAML(t, a[0], base, broken)
	}))
	m.Fallback = notFollowed("yaml")
	return m
}

// readYAML loads a text or an open file; base leaves every scalar a str.
func readYAML(t *value.Thread, content value.Value, base bool, broken *value.Class) (value.Value, error) {
	switch content.(type) {
	case value.Str, value.Bytes:
	default:
		read, err := readAll(t, content)
		if err != nil {
			return nil, err
		}
		content = read
	}
	return known(t, args{content}, func(k args) (value.Value, error) { return loadYAML(t, k[0], base, broken) })
}

// maxYAMLNodes bounds what aliases may add.
const maxYAMLNodes = 100_000

func loadYAML(t *value.Thread, v value.Value, base bool, broken *value.Class) (value.Value, error) {
	s, ok := text(v)
	if b, isBytes := v.(value.Bytes); isBytes {
		s, ok = b.Text(), true
	}
	if !ok {
		return unknown(t, "the YAML stream is not followed", v.Trace()), nil
	}
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	var doc, more yaml.Node
	stream := yaml.NewDecoder(strings.NewReader(s))
	if err := stream.Decode(&doc); err != nil && err != io.EOF {
		return nil, t.RaiseClass(broken, "invalid YAML", v.Trace())
	}
	if stream.Decode(&more) != io.EOF { // a second document, or what follows the first and is none
		return nil, t.RaiseClass(broken, "invalid YAML", v.Trace())
	}
	if len(doc.Content) == 0 {
		return value.None().With(v.Trace()), nil
	}
	r := &yamlReader{t: t, tr: v.Trace(), base: base}
	return r.node(doc.Content[0])
}

type yamlReader struct {
	t     *value.Thread
	tr    *value.Trace
	nodes int
	depth int
	base  bool // every scalar is a str
}

func (r *yamlReader) node(n *yaml.Node) (value.Value, error) {
	r.nodes++
	r.depth++
	defer func() { r.depth-- }()
	if err := r.t.Burn(1); err != nil {
		return nil, err
	}
	if r.nodes > maxYAMLNodes || r.depth > r.t.Limits.Depth {
		return unknown(r.t, "the YAML document is too large", r.tr), nil
	}
	switch n.Kind {
	case yaml.AliasNode:
		return r.node(n.Alias)
	case yaml.SequenceNode:
		items := make([]value.Value, len(n.Content))
		for i, c := range n.Content {
			v, err := r.node(c)
			if err != nil {
				return nil, err
			}
			items[i] = v
		}
		return r.t.NewList(items, r.tr), nil
	case yaml.MappingNode:
		return r.mapping(n)
	}
	return r.scalar(n)
}

func (r *yamlReader) mapping(n *yaml.Node) (value.Value, error) {
	d := r.t.NewDict(r.tr)
	for i := 0; i+1 < len(n.Content); i += 2 {
		v, err := r.node(n.Content[i+1])
		if err != nil {
			return nil, err
		}
		if n.Content[i].Value == "<<" && n.Content[i].Style == 0 {
			r.merge(d, v)
			continue
		}
		k, err := r.node(n.Content[i])
		if err != nil {
			return nil, err
		}
		if name, ok := text(k); ok {
			v = value.Named(name, v)
		}
		d.Set(r.t, k, v)
	}
	return d, nil
}

// merge adds what "<<" refers to, under the keys that are there.
func (r *yamlReader) merge(d *value.Dict, from value.Value) {
	switch from := from.(type) {
	case *value.Dict:
		for _, e := range from.Entries() {
			if _, have := d.Get(e.Key); !have {
				d.Set(r.t, e.Key, e.Value)
			}
		}
	case *value.List:
		for _, v := range from.Elems() {
			r.merge(d, v)
		}
	}
}
