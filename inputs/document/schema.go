package document

import _ "embed"

//go:generate go run gen.go

//go:embed schema.json
var schema string

// Schema returns the JSON schema of the document, as policies are checked with it.
func Schema() []byte { return []byte(schema) }
