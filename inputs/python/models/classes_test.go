package models

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// eachClass calls f with every class that is a name of a model.
func eachClass(th *value.Thread, f func(module, name string, c *value.Class)) {
	for _, module := range slices.Sorted(maps.Keys(Table())) {
		v, err := importModule(th, module)
		m, ok := v.(*value.Module)
		if err != nil || !ok {
			continue
		}
		for _, name := range m.NS.Names() {
			b, _ := m.NS.Get(name)
			if c, ok := b.V.(*value.Class); ok {
				f(module, name, c)
			}
		}
	}
}

func lacks(th *value.Thread, v value.Value, name string) bool {
	_, err := value.Attr(th, v, name)
	return raisedIs(err, "AttributeError")
}

// TestClassesLackNothing: what the class of the library has is not absent here.
func TestClassesLackNothing(t *testing.T) {
	var cases []oracleCase
	th := newThread(&host{})
	classes := map[string]*value.Class{}
	eachClass(th, func(module, name string, c *value.Class) {
		if name != c.Name {
			return // another class stands for it
		}
		expr := `[n for n in dir(__import__("importlib").import_module("` + module + `").` + name + `) if not n.startswith("_")]`
		classes[expr] = c
		cases = append(cases, oracleCase{Env: map[string]string{}, Expr: expr})
	})
	asked := 0
	for i, answer := range askOracle(t, "requirements", []string{}, cases).Results {
		if strings.HasPrefix(answer, "raises ") {
			continue
		}
		asked++
		c := classes[cases[i].Expr]
		for _, name := range strings.FieldsFunc(answer, func(r rune) bool { return strings.ContainsRune("[]', ", r) }) {
			if lacks(th, c, name) {
				t.Errorf("%s.%s has no %s", c.Module, c.Name, name)
			}
		}
	}
	t.Logf("%d of %d classes", asked, len(cases))
}
