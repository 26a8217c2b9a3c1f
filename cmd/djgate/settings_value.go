package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// notation writes the value of one node as Python writes it. A secret is its
// facts, what is not known its reason, and a path below the root is relative.
type notation struct {
	node *document.Node
	root string
}

// state is what there is instead of a value; "" where there is one.
func (p notation) state() string {
	n := p.node
	switch {
	case n.Facts != nil:
		return report.Secret(n.Facts)
	case n.State == document.Unset:
		return "<not set>"
	case n.State == document.Unknown:
		return p.unknown(n)
	case !n.HasValue:
		return "<" + n.Type + ">"
	}
	return ""
}

// unknown shows the alternatives where they are few and short, else the reason.
func (p notation) unknown(n *document.Node) string {
	var all []string
	for _, c := range n.Choices {
		one := notation{c.Node, p.root}.text()
		if c.Node.State == document.Unknown || len(one) > 40 {
			all = nil
			break
		}
		all = append(all, one)
	}
	if len(all) > 1 && len(all) <= 3 {
		return "<unknown: " + strings.Join(all, " or ") + ">"
	}
	return "<unknown: " + report.Clean(n.Because) + ">"
}

// text is the value on one line.
func (p notation) text() string {
	if state := p.state(); state != "" {
		return state
	}
	return p.inline("", p.node.Value)
}

func (p notation) inline(at string, v any) string {
	open, shut, members := p.members(at, v)
	if open == "" {
		return p.scalar(at, v)
	}
	var out []string
	for _, m := range members {
		out = append(out, m.prefix+p.inline(m.at, m.v))
	}
	return open + strings.Join(out, ", ") + shut
}

// codeLine is one line of a value that takes several, and where its value is from.
type codeLine struct {
	text string
	at   document.Location
}

// block is the value in lines of at most the given width, where it can be broken.
func (p notation) block(prefix string, width int) []codeLine {
	if state := p.state(); state != "" {
		return []codeLine{{prefix + state, document.Location{}}}
	}
	return p.lines("", p.node.Value, prefix, "", "", width)
}

func (p notation) lines(at string, v any, prefix, suffix, indent string, width int) []codeLine {
	place := p.node.AtPaths[at]
	open, shut, members := p.members(at, v)
	one := indent + prefix + p.inline(at, v) + suffix
	if len(members) == 0 || utf8.RuneCountInString(one) <= width {
		return []codeLine{{one, place}}
	}
	out := []codeLine{{indent + prefix + open, place}}
	for _, m := range members {
		out = append(out, p.lines(m.at, m.v, m.prefix, ",", indent+"    ", width)...)
	}
	return append(out, codeLine{text: indent + strings.TrimPrefix(shut, ",") + suffix})
}

// held is one member of a container: what stands before it, and its path.
type held struct {
	prefix, at string
	v          any
}

// members are those of a container between its brackets; open is "" for what is none.
func (p notation) members(at string, v any) (open, shut string, members []held) {
	if facts, doubt := special(v); facts != nil || doubt != nil {
		return "", "", nil
	}
	switch v := v.(type) {
	case []any:
		for i, m := range v {
			members = append(members, held{star(m), fmt.Sprintf("%s[%d]", at, i), m})
		}
		open, shut = brackets(p.typeOf(at), len(v))
	case map[string]any:
		for _, key := range plainKeys(v) {
			members = append(members, held{strconv.Quote(key) + ": ", strings.TrimPrefix(at+"."+key, "."), v[key]})
		}
		if more, ok := v[document.KeyMore]; ok {
			members = append(members, held{"**", "", map[string]any{document.KeyMore: more}})
		}
		open, shut = "{", "}"
	}
	return open, shut, members
}

// star stands before what is any number of further members.
func star(v any) string {
	if holder, ok := v.(map[string]any); ok && len(holder) == 1 && holder[document.KeyMore] != nil {
		return "*"
	}
	return ""
}

func brackets(kind string, n int) (open, shut string) {
	switch {
	case kind == "tuple" && n == 1:
		return "(", ",)"
	case kind == "tuple":
		return "(", ")"
	case kind == "set" && n > 0:
		return "{", "}"
	case kind == "set", kind == "frozenset":
		return kind + "([", "])"
	}
	return "[", "]"
}

// typeOf is the type of a part, where its JSON does not tell.
func (p notation) typeOf(at string) string {
	if at == "" {
		return p.node.Type
	}
	return p.node.Parts[at].Type
}

func (p notation) scalar(at string, v any) string {
	facts, doubt := special(v)
	switch {
	case facts != nil:
		return report.Secret(facts)
	case doubt != nil:
		return "<unknown: " + report.Clean(doubt.Because) + ">"
	}
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case float64:
		src, err := json.Marshal(v)
		if text := string(src); err == nil && strings.ContainsAny(text, ".e") {
			return text
		}
		return strconv.FormatFloat(v, 'f', 1, 64)
	case string:
		return p.string(p.typeOf(at), v)
	}
	return fmt.Sprint(v)
}

func (p notation) string(kind, text string) string {
	short := p.relative(text)
	switch {
	case kind == "" || kind == "str":
		return strconv.Quote(short)
	case strings.HasSuffix(kind, "Path"):
		return report.Clean(short)
	case kind == "bytes", strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">"): // an object
		return report.Clean(text)
	}
	return kind + "(" + report.Clean(short) + ")"
}

// relative is a path below the root or near it, relative to it: the folder is this machine's.
func (p notation) relative(text string) string {
	switch rest, ok := strings.CutPrefix(text, p.root); {
	case p.root == "":
		return text
	case ok && rest == "":
		return "."
	case ok && rest[0] == '/':
		return "." + rest
	}
	return settings.Beside(p.root, text)
}
