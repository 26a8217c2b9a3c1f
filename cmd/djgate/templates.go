package main

import (
	"embed"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"github.com/zclconf/go-cty/cty/gocty"
)

// initTemplates are the files that init writes, as templates over ciFile or site.
//
//go:embed templates
var initTemplates embed.FS

// fill fills a template of the program's own with the fields of a struct, by their cty
// tags. Templates are in Terraform's language, which djgate has to know anyway: executing
// one of Go's own keeps every method of every type in the program (see dropsMethods).
func fill(files embed.FS, name string, facts any) (string, error) {
	src, err := files.ReadFile(name)
	if err != nil {
		return "", err
	}
	kind, err := gocty.ImpliedType(facts)
	if err != nil {
		return "", err
	}
	known, err := gocty.ToCtyValue(facts, kind)
	if err != nil {
		return "", err
	}
	template, wrong := hclsyntax.ParseTemplate(src, name, hcl.InitialPos)
	if wrong.HasErrors() {
		return "", wrong
	}
	text, wrong := template.Value(&hcl.EvalContext{Variables: known.AsValueMap(), Functions: map[string]function.Function{
		"format": stdlib.FormatFunc,
		"join":   stdlib.JoinFunc,
	}})
	if wrong.HasErrors() {
		return "", wrong
	}
	return text.AsString(), nil
}
