//go:build ignore

// Gen writes catalog.rego from the METADATA of the policies, and makes their program.
package main

import (
	"log"
	"os"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/program/lower"
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
	program, err := lower.Bundle(os.DirFS(bundle))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("../bundle.program", program, 0o644); err != nil {
		log.Fatal(err)
	}
}
