package tree

import "strings"

// TemplateMessage says what is wrong with a template, for those who report it.
const TemplateMessage = "the file is a template: it cannot be read before its {{ }} are filled in"

// IsTemplate tells whether a text is to be filled in by Jinja, cookiecutter or Helm
// before the program that it is for reads it.
func IsTemplate(text string) bool {
	return strings.Contains(text, "{{") && strings.Contains(text, "}}") || strings.Contains(text, "{%") && strings.Contains(text, "%}")
}
