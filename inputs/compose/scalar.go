package compose

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// scalar sets the text of n. YAML types a plain scalar before compose makes text
// of it again, which changes it: True is "true", 0123 is "83", 1.10 is "1.1".
func (c *converter) scalar(n *node, y *yaml.Node) {
	n.kind = scalar
	n.at = c.valuePlace(y)
	n.body, n.block = n.at, y.Style&yaml.LiteralStyle != 0
	if y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		n.body.Column++
	}
	switch tag := y.ShortTag(); tag {
	case "!!str", "!reset", "!override":
		n.text, n.str = y.Value, true
	case "!!null":
		n.kind = null
	case "!!int":
		if isDecimal(y.Value) || y.Value == "-0" { // a float to the YAML of compose
			n.text = y.Value
			return
		}
		n.text, n.str = retype(y)
	default:
		n.text, n.str = retype(y)
	}
}

// isDecimal tells whether a text is an integer that YAML writes in the same way.
func isDecimal(s string) bool {
	if s == "" || len(s) > 18 || s[0] == '0' && s != "0" {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// retype returns a scalar as the text of the value that YAML takes it for.
func retype(y *yaml.Node) (text string, str bool) {
	var v any
	if err := y.Decode(&v); err != nil {
		return y.Value, true
	}
	if s, ok := v.(string); ok {
		return s, true
	}
	return fmt.Sprint(v), false
}

// valuePlace returns where a scalar begins, after its anchor and tag.
func (c *converter) valuePlace(y *yaml.Node) document.Location {
	at := c.place(y)
	if y.Anchor == "" && y.Style&yaml.TaggedStyle == 0 {
		return at
	}
	rest, ok := c.src.from(at)
	for ok && rest != "" && (rest[0] == '&' || rest[0] == '!') {
		end := strings.IndexAny(rest, " \t")
		if end < 0 {
			return c.place(y)
		}
		value := strings.TrimLeft(rest[end:], " \t")
		at.Column += utf8.RuneCountInString(rest[:len(rest)-len(value)])
		rest = value
	}
	return at
}

// keyPlace returns where the text of a key begins, inside its quote.
func (c *converter) keyPlace(y *yaml.Node) document.Location {
	at := c.valuePlace(y)
	if y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		at.Column++
	}
	return at
}
