package main

import (
	"embed"
	"strings"
	texttemplate "text/template"
)

// initTemplates are the files that init writes, as templates over ciFile or site.
//
//go:embed templates
var initTemplates embed.FS

// fill executes a template of the program's own.
func fill(files embed.FS, name string, data any) (string, error) {
	t, err := texttemplate.ParseFS(files, name)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, data)
	return b.String(), err
}
