package document

import (
	_ "embed"
	"strings"
)

//go:generate go run gen.go

//go:embed schema.json
var schema string

// Schema returns the JSON schema of the document, as policies are checked with it.
func Schema() []byte { return []byte(schema) }

//go:embed settings_names.txt
var settingNames string

// SettingNames returns the settings that policies may read, in order.
func SettingNames() []string { return strings.Fields(settingNames) }
