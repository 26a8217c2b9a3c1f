package inputs

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// settle adds to notices of settings where the source sets them, to what, and which of
// them are perhaps not set.
func settle(notices []document.Notice, settings map[string]*document.Node) {
	for i := range notices {
		n := &notices[i]
		node := settings[n.Name]
		n.At = setAt(node)
		if text, ok := node.Value.(string); ok && node.State == document.Known && !node.Secret {
			n.Says = text
		}
		if n.Certain && slices.ContainsFunc(node.Choices, func(c document.Choice) bool { return c.Node.State == document.Unset }) {
			n.Certain, n.Because = false, "what is not known decides whether it is set"
		}
	}
}

// setAt is the place of a setting in the source: that of its value, or the last
// line on the way from a file of another kind.
func setAt(node *document.Node) document.Location {
	at := node.At
	for _, step := range node.Chain {
		if !strings.HasSuffix(node.At.File, ".py") && strings.HasSuffix(step.At.File, ".py") {
			at = step.At
		}
	}
	return at
}
