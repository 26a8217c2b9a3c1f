package models

import (
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/python/value"
)

func sortedNames(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// yamlModule is PyYAML: YAML 1.1 scalars, so "yes" and "on" are true.
func yamlModule(*value.Thread) value.Value {
	m := value.NewModule("yaml", "")
	broken := value.NewClass("YAMLError", "yaml", value.Exceptions()["Exception"])
	m.Define("YAMLError", broken)
	for _, name := range []string{"safe_load", "load", "full_load"} {
		m.Func(name, strict(name, "stream, Loader=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			content := a[0]
			switch content.(type) {
			case value.Str, value.Bytes:
			default:
				read, err := readAll(t, content)
				if err != nil {
					return nil, err
				}
				content = read
			}
			return known(t, args{content}, func(k args) (value.Value, error) { return loadYAML(t, k[0], broken) })
		}))
	}
	m.Fallback = notFollowed("yaml")
	return m
}

// maxYAMLNodes bounds what aliases may add.
const maxYAMLNodes = 100_000

func loadYAML(t *value.Thread, v value.Value, broken *value.Class) (value.Value, error) {
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
	r := &yamlReader{t: t, tr: v.Trace()}
	return r.node(doc.Content[0])
}

type yamlReader struct {
	t     *value.Thread
	tr    *value.Trace
	nodes int
	depth int
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
	return r.scalar(n), nil
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

// yamlBools are the bools of YAML 1.1 as PyYAML resolves them.
var yamlBools = map[string]bool{"yes": true, "true": true, "on": true, "no": false, "false": false, "off": false}

// scalar resolves a plain scalar as PyYAML's resolver does; what it would make an
// octal, a base 60 number or a date is not followed.
func (r *yamlReader) scalar(n *yaml.Node) value.Value {
	s := n.Value
	if n.Style != 0 && n.Style != yaml.TaggedStyle {
		return value.NewStr(s, r.tr)
	}
	if n.Style == yaml.TaggedStyle && n.Tag != "!!str" {
		return unknown(r.t, "a tag of YAML is not followed", r.tr)
	}
	if n.Style == yaml.TaggedStyle {
		return value.NewStr(s, r.tr)
	}
	switch s {
	case "", "~", "null", "Null", "NULL":
		return value.None().With(r.tr)
	}
	if b, ok := yamlBools[strings.ToLower(s)]; ok && (s == strings.ToLower(s) || s == strings.ToUpper(s) || s == strings.ToUpper(s[:1])+strings.ToLower(s[1:])) {
		return value.NewBool(b, r.tr)
	}
	if strings.IndexByte("-+.0123456789", s[0]) < 0 {
		return value.NewStr(s, r.tr)
	}
	return r.number(s)
}

// number is an int, a float with a dot, or a text that only begins like a number.
func (r *yamlReader) number(s string) value.Value {
	digits := strings.TrimLeft(s, "-+")
	if isDigits(digits) && len(s)-len(digits) <= 1 && (digits == "0" || digits[0] != '0') {
		if v, err := parseNumber(r.t, strings.TrimPrefix(s, "+"), true, r.tr); err == nil {
			return v
		}
	}
	whole, fraction, dot := strings.Cut(digits, ".")
	if dot && isDigits(whole) && (fraction == "" || isDigits(fraction)) && len(s)-len(digits) <= 1 {
		if v, err := parseNumber(r.t, strings.TrimPrefix(s, "+"), false, r.tr); err == nil {
			return v
		}
	}
	if strings.Trim(s, "0123456789abcdefABCDEFxXoO_:.-+TtZz \t") != "" || strings.Count(s, ".") > 1 {
		return value.NewStr(s, r.tr)
	}
	return unknown(r.t, "a number or date of YAML 1.1 is not followed", r.tr)
}
