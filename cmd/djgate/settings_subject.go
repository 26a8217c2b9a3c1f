package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// Subjects: a setting, or a part of one as findings name it (DATABASES.default.HOST,
// TEMPLATES[0].OPTIONS). A key may hold dots itself: the longest that fits wins.

// subjects checks that every name is there in one of the documents.
func subjects(docs []*document.Document, names []string) ([]string, error) {
	for _, name := range names {
		root, _ := cutSubject(name)
		if !slices.ContainsFunc(docs, func(d *document.Document) bool { return d.Settings[root] != nil }) {
			return nil, fmt.Errorf("no setting is called %q%s", root, suggestion(root, settingsOf(docs)))
		}
		if !slices.ContainsFunc(docs, func(d *document.Document) bool { return lookup(d, name).State != document.Unset }) && root != name {
			return nil, fmt.Errorf("%s: there is no such part%s", name, partsOf(docs, name))
		}
	}
	return names, nil
}

// cutSubject splits a subject into the setting and the path in its value.
func cutSubject(subject string) (root, rest string) {
	if i := strings.IndexAny(subject, ".["); i >= 0 {
		return subject[:i], strings.TrimPrefix(subject[i:], ".")
	}
	return subject, ""
}

func settingsOf(docs []*document.Document) []string {
	var out []string
	for _, d := range docs {
		for name := range d.Settings {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// suggestion names the nearest of the names, if one is near.
func suggestion(name string, names []string) string {
	best, distance := "", 1+min(4, len(name)/2)
	for _, n := range names {
		if d := evaluator.EditDistance(n, strings.ToUpper(name)); d < distance {
			best, distance = n, d
		}
	}
	if best == "" {
		return " (djgate settings --all lists them)"
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

// partsOf says what the innermost part of a subject that is there holds.
func partsOf(docs []*document.Document, subject string) string {
	for up := subject; ; {
		i := strings.LastIndexAny(up, ".[")
		if i < 0 {
			return ""
		}
		up = up[:i]
		for _, d := range docs {
			switch v := lookup(d, up).Value.(type) {
			case map[string]any:
				if keys := plainKeys(v); len(keys) > 0 {
					return fmt.Sprintf(" (%s has %s)", up, strings.Join(keys, ", "))
				}
			case []any:
				return fmt.Sprintf(" (%s has %d items, from [0])", up, len(v))
			}
		}
	}
}

// lookup is the node of a subject; unset where the target has none.
func lookup(d *document.Document, subject string) *document.Node {
	root, rest := cutSubject(subject)
	n := d.Settings[root]
	if n == nil {
		return &document.Node{State: document.Unset}
	}
	return part(n, rest)
}

// part is the node of a part of a node's value, by its path in it.
func part(n *document.Node, rest string) *document.Node {
	if rest == "" || n == nil {
		return n
	}
	if n.State == document.Unknown {
		out := *n
		out.Type, out.Truth, out.Choices, out.IfUnset = "", nil, nil, part(n.IfUnset, rest)
		for _, c := range n.Choices {
			out.Choices = append(out.Choices, document.Choice{When: c.When, Node: part(c.Node, rest)})
		}
		return &out
	}
	at, v, ok := descend(n.Value, rest)
	if !ok {
		return &document.Node{State: document.Unset, At: n.At, IfUnset: part(n.IfUnset, rest)}
	}
	out := member(n, at, v)
	out.IfUnset = part(n.IfUnset, rest)
	return out
}

// descend follows a path into a plain value; at is the path as places are kept by.
func descend(v any, rest string) (at string, found any, ok bool) {
	for rest != "" {
		var step string
		switch holder := v.(type) {
		case []any:
			i, after, isIndex := index(rest)
			if !isIndex || i >= len(holder) {
				return "", nil, false
			}
			step, rest, v = fmt.Sprintf("[%d]", i), after, holder[i]
		case map[string]any:
			key := longestKey(holder, rest)
			if key == "" {
				return "", nil, false
			}
			step, rest, v = "."+key, strings.TrimPrefix(rest[len(key):], "."), holder[key]
		default:
			return "", nil, false
		}
		at = strings.TrimPrefix(at+step, ".")
	}
	return at, v, true
}

// index reads "[n]" at the start of a path.
func index(rest string) (i int, after string, ok bool) {
	inner, after, found := strings.Cut(strings.TrimPrefix(rest, "["), "]")
	i, err := strconv.Atoi(inner)
	return i, strings.TrimPrefix(after, "."), found && err == nil && i >= 0 && strings.HasPrefix(rest, "[")
}

func longestKey(holder map[string]any, rest string) string {
	best := ""
	for key := range holder {
		after, ok := strings.CutPrefix(rest, key)
		if ok && (after == "" || after[0] == '.' || after[0] == '[') && len(key) > len(best) {
			best = key
		}
	}
	return best
}

// member is the node of a part: what is known of it apart, else what is known of the whole.
func member(n *document.Node, at string, v any) *document.Node {
	out := &document.Node{State: document.Known, Value: v, HasValue: true, Set: n.Set, Origin: n.Origin, At: n.At, Chain: n.Chain, Type: plainType(v)}
	if place, ok := n.AtPaths[at]; ok {
		out.At, out.Origin, out.Chain = place, document.OriginLiteral, nil
	}
	if p, ok := n.Parts[at]; ok {
		out.Assumes, out.Chain = p.Assumes, p.Chain
		out.Origin, out.Type = cmp.Or(p.Origin, out.Origin), cmp.Or(p.Type, out.Type)
	}
	out.AtPaths, out.Parts = below(n.AtPaths, at), below(n.Parts, at)
	facts, doubt := special(v)
	switch {
	case facts != nil:
		out.Value, out.HasValue, out.Secret, out.Facts, out.Type = nil, false, true, facts, cmp.Or(n.Parts[at].Type, "str")
	case doubt != nil:
		out.Value, out.HasValue, out.Type, out.State, out.Because, out.Needs = nil, false, "", document.Unknown, doubt.Because, doubt.Needs
	case doubtful(v):
		out.State = document.Partial
	}
	return out
}

// below are the entries of the paths below one, without it.
func below[T any](paths map[string]T, at string) map[string]T {
	var out map[string]T
	for path, v := range paths {
		rest, ok := strings.CutPrefix(path, at)
		if !ok || rest == "" || rest[0] != '.' && rest[0] != '[' {
			continue
		}
		if out == nil {
			out = map[string]T{}
		}
		out[strings.TrimPrefix(rest, ".")] = v
	}
	return out
}

// special is what stands in a value where a plain one cannot: the facts of a
// secret, or the doubt about one value or about further members.
func special(v any) (*document.Facts, *document.Doubt) {
	holder, ok := v.(map[string]any)
	if !ok || len(holder) != 1 {
		return nil, nil
	}
	if facts, ok := holder[document.KeySecret].(*document.Facts); ok {
		return facts, nil
	}
	for _, key := range []string{document.KeyUnknown, document.KeyMore} {
		if doubt, ok := holder[key].(document.Doubt); ok {
			return nil, &doubt
		}
	}
	return nil, nil
}

// doubtful tells whether something in a value is not known.
func doubtful(v any) bool {
	if _, doubt := special(v); doubt != nil {
		return true
	}
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, doubtful)
	case map[string]any:
		return v[document.KeyMore] != nil || slices.ContainsFunc(slices.Collect(maps.Values(v)), doubtful)
	}
	return false
}

// plainKeys are the keys of a dict, sorted.
func plainKeys(v map[string]any) []string {
	keys := slices.Sorted(maps.Keys(v))
	return slices.DeleteFunc(keys, func(k string) bool { return strings.HasPrefix(k, "$") })
}

// plainType is Python's name for the type that a plain value has by itself.
func plainType(v any) string {
	switch v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64, json.Number:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case []any:
		return "list"
	}
	return "dict"
}
