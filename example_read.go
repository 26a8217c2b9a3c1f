package djgate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// mostRead bounds what a failure shows of a document.
const mostRead = 8

// whatIsRead says what documents hold where a policy reads: beside a failure, that is
// what tells a wrong example from a wrong policy.
func whatIsRead(p *evaluator.Policy, docs []*document.Document) []string {
	var list []string
	for _, path := range p.Reads {
		kind, rest, _ := strings.Cut(path, ".")
		name, _, _ := strings.Cut(rest, ".")
		for _, d := range docs {
			n := map[string]map[string]*document.Node{"settings": d.Settings, "env": d.Env}[kind][name]
			if n == nil {
				continue
			}
			if line := fmt.Sprintf("%s.%s %s", kind, name, held(n)); !slices.Contains(list, line) {
				list = append(list, line)
			}
		}
	}
	return list[:min(len(list), mostRead)]
}

// held is a node in a few words.
func held(n *document.Node) string {
	var shown struct {
		Value json.RawMessage `json:"value"`
	}
	raw, err := json.Marshal(n)
	if err == nil {
		err = json.Unmarshal(raw, &shown)
	}
	text := "is " + string(shown.Value)
	switch {
	case err != nil || n.Secret:
		text = "is a secret"
	case n.State == document.Unknown:
		text = "is not known: " + n.Because
	case n.State == document.Unset:
		text = "is not set"
	case shown.Value == nil:
		text = "is " + string(n.State)
	case len(text) > 80:
		text = strings.ToValidUTF8(text[:77], "") + "..."
	}
	if n.At.File == "" {
		return text
	}
	return fmt.Sprintf("%s (%s:%d)", text, n.At.File, n.At.Line)
}
