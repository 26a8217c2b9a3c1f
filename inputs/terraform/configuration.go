package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// configuration is a root module: its blocks, with those of override files merged in.
type configuration struct {
	dir       string
	variables map[string]*block
	locals    map[string]hclsyntax.Expression
	resources []*block
	data      []*block
	others    []*block // providers and module calls: they may hold secrets
	byName    map[string]*block
}

// block is a block whose attributes override files may have replaced.
type block struct {
	kind       string // variable, resource, module, provider
	labels     []string
	attributes map[string]hclsyntax.Expression
	blocks     []*hclsyntax.Block
	at         hcl.Range
}

// name is the address of the block.
func (b *block) name() string {
	out := ""
	if b.kind != "resource" {
		out = b.kind
	}
	for _, l := range b.labels {
		if out != "" {
			out += "."
		}
		out += l
	}
	return out
}

func readConfiguration(src *sources, dir string) *configuration {
	files := moduleFiles(src.fsys, dir)
	if len(files) == 0 {
		return nil
	}
	cfg := &configuration{
		dir:       dir,
		variables: map[string]*block{},
		locals:    map[string]hclsyntax.Expression{},
		byName:    map[string]*block{},
	}
	for _, f := range files {
		parse := src.parse
		if strings.HasSuffix(f, ".json") {
			parse = src.parseJSON
		}
		if body := parse(f); body != nil {
			for _, b := range body.Blocks {
				cfg.add(src, b)
			}
		}
	}
	return cfg
}

func (c *configuration) add(src *sources, b *hclsyntax.Block) {
	switch b.Type {
	case "locals":
		for name, a := range b.Body.Attributes {
			c.locals[name] = a.Expr
		}
	case "variable":
		if v := c.merged(b); len(b.Labels) == 1 {
			c.variables[b.Labels[0]] = v
		}
	case "resource", "data":
		_, known := c.byName[key(b)]
		switch merged := c.merged(b); {
		case known || len(b.Labels) != 2:
		case b.Type == "data":
			c.data = append(c.data, merged)
		default:
			c.resources = append(c.resources, merged)
		}
	case "output":
		c.merged(b)
	case "module", "provider":
		_, known := c.byName[key(b)]
		if merged := c.merged(b); !known || b.Type == "provider" {
			c.others = append(c.others, merged)
		}
	}
}

// merged returns the block of that name, with what b says put over it.
func (c *configuration) merged(b *hclsyntax.Block) *block {
	out := c.byName[key(b)]
	if out == nil {
		out = &block{kind: b.Type, labels: b.Labels, attributes: map[string]hclsyntax.Expression{}, at: b.DefRange()}
		c.byName[key(b)] = out
	}
	for name, a := range b.Body.Attributes {
		out.attributes[name] = a.Expr
	}
	out.blocks = replaceBlocks(out.blocks, b.Body.Blocks)
	return out
}

// replaceBlocks drops the nested blocks of each type that over has, then adds those.
func replaceBlocks(base, over hclsyntax.Blocks) []*hclsyntax.Block {
	replaced := map[string]bool{}
	for _, b := range over {
		replaced[nestedType(b)] = true
	}
	var out []*hclsyntax.Block
	for _, b := range base {
		if !replaced[nestedType(b)] {
			out = append(out, b)
		}
	}
	return append(out, over...)
}

// nestedType is the type of a nested block, and of those that a dynamic block makes.
func nestedType(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}

func key(b *hclsyntax.Block) string { return blockKey(b.Type, b.Labels) }

// blockKey names a block among all of its module.
func blockKey(kind string, labels []string) string {
	return strings.Join(append([]string{kind}, labels...), "\x00")
}
