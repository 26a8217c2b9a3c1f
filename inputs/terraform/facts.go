package terraform

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// A fact is what one resource says of one thing: known, or unknown with its
// reason. Where a resource leaves it out, the provider decides.
type fact func(*resource) *document.Node

// known is a fact that is certain.
func known(v any, at document.Location) *document.Node {
	n := &document.Node{State: document.Known, Value: v, HasValue: true, Set: true, Origin: document.OriginLiteral, At: at}
	truth := true
	switch v := v.(type) {
	case bool:
		n.Type, truth = "bool", v
	case int64:
		n.Type, truth = "int", v != 0
	case string:
		n.Type, truth = "str", v != ""
	}
	n.Truth = &truth
	return n
}

// doubt is a fact that is not known.
func doubt(t trail, at document.Location) *document.Node {
	return &document.Node{State: document.Unknown, Set: true, Because: t.because(), Needs: t.needs, At: t.at(at)}
}

// standard is what holds where a resource says nothing.
func standard(v any, at document.Location) *document.Node {
	n := known(v, at)
	n.Set, n.Origin = false, document.OriginPackageDefault
	return n
}

func asBool(p spot, at document.Location) *document.Node { return p.node(cty.Bool, at) }

// asNumber makes a node of a whole number.
func asNumber(p spot, at document.Location) *document.Node { return p.node(cty.Number, at) }

func asText(p spot, at document.Location) *document.Node { return p.node(cty.String, at) }

// node converts a value as a provider does. What Terraform hides is not shown.
func (p spot) node(to cty.Type, at document.Location) *document.Node {
	t := p.trail()
	v, err := convert.Convert(p.v, to)
	switch {
	case p.secret():
		return &document.Node{State: document.Unknown, Set: true, Because: "Terraform hides it", At: t.at(at)}
	case err != nil || !v.IsKnown():
		return doubt(t, at)
	}
	var value any
	switch to {
	case cty.Bool:
		value = v.True()
	case cty.Number:
		value, _ = v.AsBigFloat().Int64()
	default:
		value = v.AsString()
	}
	n := known(value, t.at(at))
	n.Chain = t.steps()
	return n
}

// reader makes a node of a value.
type reader func(spot, document.Location) *document.Node

// at is the fact that stands at a path, otherwise the provider's own choice; nil
// where the provider decides by what no file says.
func at(path string, read reader, otherwise any) fact {
	return func(r *resource) *document.Node {
		if p, ok := spotOf(r.body, nil).first(path); ok {
			return read(p, r.at)
		}
		if otherwise == nil {
			return &document.Node{State: document.Unknown, Because: "the provider chooses it", At: r.at}
		}
		return standard(otherwise, r.at)
	}
}

// always is a fact of every resource of a kind.
func always(v any) fact {
	return func(r *resource) *document.Node { return standard(v, r.at) }
}

// among tells whether one of some texts stands at a path, in a list or alone.
func among(path string, texts ...string) fact {
	return func(r *resource) *document.Node { return anyOf(r.find(path), texts, r.at) }
}

func anyOf(found []spot, texts []string, at document.Location) *document.Node {
	var unknown *document.Node
	for _, p := range found {
		for _, member := range p.each() {
			s, ok := member.text()
			if !ok {
				unknown = doubt(member.trail(), at)
				continue
			}
			for _, want := range texts {
				if s == want {
					return known(true, member.trail().at(at))
				}
			}
		}
	}
	if unknown != nil {
		return unknown
	}
	return known(false, at)
}

// opposite turns a switch round.
func opposite(f fact) fact {
	return func(r *resource) *document.Node {
		n := f(r)
		if n.State != document.Known {
			return n
		}
		turned := *n
		off := !*n.Truth
		turned.Value, turned.Truth = off, &off
		return &turned
	}
}

// given tells whether there is anything at a path: a secret, a block.
func given(path string) fact {
	return func(r *resource) *document.Node {
		p, ok := spotOf(r.body, nil).first(path)
		if !ok {
			return standard(false, r.at)
		}
		s, isText := p.text()
		return known(!isText || s != "", p.trail().at(r.at))
	}
}
