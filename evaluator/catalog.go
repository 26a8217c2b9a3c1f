package evaluator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

//go:generate go run gen.go

// mainFile applies the policies where djgate's own command does not.
const mainFile = "django/main.rego"

// catalogFile is where the bundle keeps its policies' METADATA as a Rego
// constant, which main.rego and Go read.
const catalogFile = "django/catalog.rego"

// catalogRule begins the constant; what follows is JSON, but for the comma after
// its last member.
const catalogRule = "\npolicies := "

// readCatalog returns the policies of the generated catalog, in order of id. It
// reads the text as JSON, which takes a tenth of the time of the Rego parser.
func readCatalog(text string) ([]*Policy, error) {
	_, object, ok := strings.Cut(text, catalogRule)
	if !ok {
		return nil, fmt.Errorf("%s: holds no policies", catalogFile)
	}
	if rest, comma := strings.CutSuffix(strings.TrimSpace(object), ",\n}"); comma {
		object = rest + "}"
	}
	var byID map[string]*Policy
	if err := json.Unmarshal([]byte(object), &byID); err != nil {
		return nil, fmt.Errorf("%s: is not as it is generated", catalogFile)
	}
	return sortedPolicies(byID), nil
}

func sortedPolicies(byID map[string]*Policy) []*Policy {
	var list []*Policy
	for _, p := range byID {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *Policy) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Catalog reads the policies of a bundle from their METADATA, in order of id.
// It is for generators and tests: New reads the generated catalog.
func Catalog(bundle fs.FS) ([]*Policy, error) {
	modules, err := parseAll(bundle, true, everything)
	if err != nil {
		return nil, err
	}
	byID := map[string]*Policy{}
	for _, m := range modules {
		if !isPolicy(m.Module) {
			continue
		}
		p, err := describe(m.file, m.Module, false)
		if err != nil {
			return nil, err
		}
		if other := byID[p.ID]; other != nil {
			return nil, fmt.Errorf("%s: the id %s is taken by %s", p.File, p.ID, other.File)
		}
		byID[p.ID] = p
	}
	return sortedPolicies(byID), nil
}

// isPolicy tells policies of the bundle from its library.
func isPolicy(module *ast.Module) bool {
	pkg := packageName(module)
	return strings.HasPrefix(pkg, "django.checklist.") || strings.HasPrefix(pkg, "django.system_checks.")
}

// CatalogModule returns the source of catalog.rego for these policies, one a line.
func CatalogModule(policies []*Policy) ([]byte, error) {
	source := "# Code generated from the METADATA of the policies by `go generate ./evaluator`. DO NOT EDIT.\n" +
		"package django.catalog\n" + catalogRule + "{\n"
	for _, p := range policies {
		entry, err := catalogEntry(p)
		if err != nil {
			return nil, err
		}
		source += fmt.Sprintf("%q: %s,\n", p.ID, entry)
	}
	source += "}\n"
	out, err := format.Source(catalogFile, []byte(source))
	if err != nil {
		return nil, errors.New("catalog: what was generated is not Rego")
	}
	return out, nil
}

// catalogEntry is a policy and the names by which main.rego finds its rules, as JSON.
func catalogEntry(p *Policy) ([]byte, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	entry := map[string]any{}
	if err := json.Unmarshal(raw, &entry); err != nil {
		return nil, err
	}
	entry["path"] = strings.Split(p.Package, ".")[1:]
	return json.Marshal(entry)
}
