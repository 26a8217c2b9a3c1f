package terraform

import (
	"strings"

	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	yaml "go.yaml.in/yaml/v3"
)

// yamlDecodeFunc refuses what is too deep to be read, and aliases: a few lines of
// them stand for more than there is memory.
var yamlDecodeFunc = function.New(&function.Spec{
	Params: ctyyaml.YAMLDecodeFunc.Params(),
	Type: func(args []cty.Value) (cty.Type, error) {
		if args[0].IsKnown() && !args[0].IsNull() && !plainYAML(args[0].AsString()) {
			return cty.NilType, errLimit
		}
		return ctyyaml.YAMLDecodeFunc.ReturnTypeForValues(args)
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return ctyyaml.YAMLDecodeFunc.Call(args) },
})

func plainYAML(src string) bool {
	var n yaml.Node
	return !deepJSON(src) && yaml.NewDecoder(strings.NewReader(src)).Decode(&n) == nil && isPlain(&n, 0)
}

func isPlain(n *yaml.Node, depth int) bool {
	if n.Kind == yaml.AliasNode || depth > maxJSON {
		return false
	}
	for _, inner := range n.Content {
		if !isPlain(inner, depth+1) {
			return false
		}
	}
	return true
}
