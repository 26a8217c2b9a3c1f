//go:build ignore

// Gen writes catalog.rego from the METADATA of the policies, and compiles them.
package main

import (
	"log"
	"os"

	"github.com/djgate/djgate/evaluator"
)

func main() {
	log.SetFlags(0)
	const bundle = "../policies"
	policies, err := evaluator.Catalog(os.DirFS(bundle))
	if err != nil {
		log.Fatal(err)
	}
	source, err := evaluator.CatalogModule(policies)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(bundle+"/django/catalog.rego", source, 0o644); err != nil {
		log.Fatal(err)
	}
	compiled, err := evaluator.Compile(os.DirFS(bundle))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("../bundle.compiled", compiled, 0o644); err != nil {
		log.Fatal(err)
	}
}
