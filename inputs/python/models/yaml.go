package models

import (
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/python/value"
)

// yamlModule is PyYAML: YAML 1.1 scalars, so "yes" and "on" are true.
func yamlModule(t *value.Thread) value.Value {
	m := value.NewModule("yaml", "")
	broken := newYAMLErrors()
	m.Define("YAMLError", broken.any).Define("MarkedYAMLError", broken.marked)
	loaders := map[value.Value]bool{}
	for _, name := range []string{"SafeLoader", "CSafeLoader", "FullLoader", "CFullLoader", "Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader", "BaseLoader", "CBaseLoader"} {
		if yamlLacks(t, name) {
			continue
		}
		c := opaqueClass(name, "yaml.loader")
		c.Method("add_constructor", inert)
		loaders[c] = strings.HasSuffix(name, "BaseLoader")
		m.Define(name, c)
	}
	for _, name := range []string{"safe_load", "full_load", "unsafe_load"} {
		if yamlLacks(t, name) {
			continue
		}
		m.Func(name, strict(name, "stream", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			return readYAML(t, a[0], false, broken)
		}))
	}
	params := "stream, Loader"
	if packageBelow(t, "yaml", 6) {
		params = "stream, Loader="
	}
	m.Func("load", strict("load", params, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		base, own := loaders[a[1]]
		if a[1] != nil && !own {
			return unknown(t, "a loader of YAML that is not PyYAML's own is not followed", tr), nil
		}
		return readYAML(t, a[0], base, broken)
	}))
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if yamlLacks(t, name) {
			return nil, nil
		}
		return notFollowed("yaml")(t, name)
	}
	return m
}

// yamlErrors are the exceptions of PyYAML, by the stage that raises them.
type yamlErrors struct {
	any, marked, reader, scanner, parser, composer, constructor *value.Class
}

func newYAMLErrors() *yamlErrors {
	of := func(name, module string, base *value.Class) *value.Class {
		return value.NewClass(name, "yaml."+module, base)
	}
	e := &yamlErrors{any: of("YAMLError", "error", value.Exceptions()["Exception"])}
	e.marked = of("MarkedYAMLError", "error", e.any)
	e.reader = of("ReaderError", "reader", e.any)
	e.scanner, e.parser = of("ScannerError", "scanner", e.marked), of("ParserError", "parser", e.marked)
	e.composer, e.constructor = of("ComposerError", "composer", e.marked), of("ConstructorError", "constructor", e.marked)
	return e
}

// of is the exception for what the reader refuses. Its messages are those of libyaml, which
// has the stages of PyYAML: what names no other is of the scanner.
func (e *yamlErrors) of(err error) *value.Class {
	for _, stage := range []struct {
		class  *value.Class
		marker string
	}{
		{e.composer, "unknown anchor"}, {e.reader, "control characters"}, {e.reader, "UTF-8"},
		{e.parser, "did not find expected ',' or"}, {e.parser, "did not find expected '-'"}, {e.parser, "did not find expected <document start>"},
		{e.parser, "did not find expected key"}, {e.parser, "did not find expected node content"},
		{e.parser, "found undefined tag handle"}, {e.parser, "found duplicate %"}, {e.parser, "incompatible YAML document"},
	} {
		if strings.Contains(err.Error(), stage.marker) {
			return stage.class
		}
	}
	return e.scanner
}

// readYAML loads a text or an open file; base leaves every scalar a str.
func readYAML(t *value.Thread, content value.Value, base bool, broken *yamlErrors) (value.Value, error) {
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

func loadYAML(t *value.Thread, v value.Value, base bool, broken *yamlErrors) (value.Value, error) {
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
	if hasTab(s) {
		return unknown(t, "a tab in YAML is not followed", v.Trace()), nil
	}
	if yamlUnreadable(t, s) {
		return nil, t.RaiseClass(broken.reader, "invalid YAML", v.Trace())
	}
	var doc, more yaml.Node
	stream := yaml.NewDecoder(strings.NewReader(s))
	if err := stream.Decode(&doc); err != nil && err != io.EOF {
		if yamlPerhapsRead(t, s) {
			return unknown(t, "whether PyYAML reads this is not known", v.Trace()), nil
		}
		return nil, t.RaiseClass(broken.of(err), "invalid YAML", v.Trace())
	}
	switch err := stream.Decode(&more); {
	case err == io.EOF:
	case err == nil || strings.Contains(s, "\n---") && !strings.Contains(err.Error(), "<document start>"): // a second document
		return nil, t.RaiseClass(broken.composer, "expected a single document in the stream", v.Trace())
	default: // what follows the first, and is none
		return nil, t.RaiseClass(broken.of(err), "invalid YAML", v.Trace())
	}
	if len(doc.Content) == 0 {
		return value.None().With(v.Trace()), nil
	}
	if stage, u := flowColons(t, &doc, broken, v.Trace()); stage != nil {
		return nil, t.RaiseClass(stage, "invalid YAML", v.Trace())
	} else if u != nil {
		return u, nil
	}
	if anchorsAgain(&doc, map[string]bool{}) {
		return nil, t.RaiseClass(broken.composer, "found duplicate anchor", v.Trace())
	}
	r := &yamlReader{t: t, tr: v.Trace(), base: base, broken: broken, made: map[*yaml.Node]yamlMade{}}
	return r.node(doc.Content[0])
}

// anchorsAgain tells whether two nodes have one anchor, which PyYAML refuses and the
// reader takes; seen are those before.
func anchorsAgain(n *yaml.Node, seen map[string]bool) bool {
	if n.Kind == yaml.AliasNode {
		return false
	}
	if seen[n.Anchor] {
		return true
	}
	if n.Anchor != "" {
		seen[n.Anchor] = true
	}
	return slices.ContainsFunc(n.Content, func(inner *yaml.Node) bool { return anchorsAgain(inner, seen) })
}

// hasTab tells whether there is a tab outside of comments: PyYAML refuses most of
// those that the reader takes.
func hasTab(s string) bool {
	for line := range strings.Lines(s) {
		if strings.ContainsRune(line, '\t') && !strings.HasPrefix(strings.TrimLeft(line, " "), "#") {
			return true
		}
	}
	return false
}

type yamlReader struct {
	t      *value.Thread
	tr     *value.Trace
	nodes  int
	depth  int
	base   bool // every scalar is a str, and no tag counts
	broken *yamlErrors
	made   map[*yaml.Node]yamlMade // what has an anchor
}

// yamlMade is what a node has become, with the number of nodes below it; v is nil
// before it is complete.
type yamlMade struct {
	v     value.Value
	nodes int
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
	if n.Kind == yaml.AliasNode {
		return r.alias(n.Alias)
	}
	if n.Anchor == "" {
		return r.fresh(n)
	}
	if made, ok := r.made[n]; ok { // "<<" has asked for it before
		return made.v, nil
	}
	r.made[n] = yamlMade{}
	before := r.nodes
	v, err := r.fresh(n)
	r.made[n] = yamlMade{v, r.nodes - before}
	return v, err
}

// alias is the very object that the anchor is. It counts as a copy, so that the
// document is bounded as whoever walks it sees it.
func (r *yamlReader) alias(n *yaml.Node) (value.Value, error) {
	made, ok := r.made[n]
	switch {
	case !ok:
		return r.node(n)
	case made.v == nil:
		return unknown(r.t, "an anchor of YAML that holds itself is not followed", r.tr), nil
	}
	if r.nodes += made.nodes; r.nodes > maxYAMLNodes {
		return unknown(r.t, "the YAML document is too large", r.tr), nil
	}
	return made.v, nil
}

func (r *yamlReader) fresh(n *yaml.Node) (value.Value, error) {
	if n.Kind == yaml.ScalarNode {
		return r.scalar(n)
	}
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!seq" && n.Tag != "!!map" && !r.base {
		return unknown(r.t, "a tag of YAML is not followed", r.tr), nil
	}
	if n.Kind == yaml.MappingNode {
		return r.mapping(n)
	}
	items := make([]value.Value, len(n.Content))
	for i, c := range n.Content {
		v, err := r.node(c)
		if err != nil {
			return nil, err
		}
		items[i] = v
	}
	return r.t.NewList(items, r.tr), nil
}

// mapping has what "<<" refers to before what it says itself.
func (r *yamlReader) mapping(n *yaml.Node) (value.Value, error) {
	d := r.t.NewDict(r.tr)
	for _, merges := range []bool{true, false} {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if r.isMerge(n.Content[i]) != merges {
				continue
			}
			v, err := r.node(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			if merges {
				err = r.merge(d, v)
			} else {
				err = r.entry(d, n.Content[i], v)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

func (r *yamlReader) isMerge(key *yaml.Node) bool {
	return key.Kind == yaml.ScalarNode && key.Value == "<<" && key.Style == 0 && !r.base
}

func (r *yamlReader) entry(d *value.Dict, key *yaml.Node, v value.Value) error {
	k, err := r.key(key)
	if err != nil {
		return err
	}
	if name, ok := text(k); ok {
		v = value.Named(name, v)
	}
	d.Set(r.t, k, v)
	return nil
}

func (r *yamlReader) key(n *yaml.Node) (value.Value, error) {
	if n.Kind == yaml.ScalarNode && n.Value == "=" && n.Style == 0 {
		return value.NewStr(n.Value, r.tr), nil
	}
	k, err := r.node(n)
	if err != nil {
		return nil, err
	}
	switch k.(type) {
	case *value.List, *value.Dict:
		return nil, r.t.RaiseClass(r.broken.constructor, "found unhashable key in YAML", r.tr)
	}
	return k, nil
}

// merge adds what "<<" refers to; of several the first that has a key counts.
func (r *yamlReader) merge(d *value.Dict, from value.Value) error {
	switch from := from.(type) {
	case *value.Dict:
		for _, e := range from.Entries() {
			d.Set(r.t, e.Key, e.Value)
		}
	case *value.List:
		for _, v := range slices.Backward(from.Elems()) {
			if _, nested := v.(*value.List); nested {
				return r.merge(d, value.None())
			}
			if err := r.merge(d, v); err != nil {
				return err
			}
		}
	case *value.Unknown:
		d.Open(r.t, spread(from))
	default:
		return r.t.RaiseClass(r.broken.constructor, "expected a mapping for merging in YAML", r.tr)
	}
	return nil
}
