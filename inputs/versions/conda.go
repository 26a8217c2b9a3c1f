package versions

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// conda reads the dependencies of environment.yml: those of conda, where "="
// stands for every version that begins so (conda's "package match
// specifications"), and those of pip.
func (r *reader) conda() {
	for _, name := range []string{"environment.yml", "environment.yaml"} {
		s := r.open(r.inDir(name))
		if s == nil {
			continue
		}
		var file struct {
			Dependencies []yaml.Node `yaml:"dependencies"`
		}
		if yaml.Unmarshal([]byte(s.text), &file) != nil {
			r.report(CodeSyntax, "error", s.at(0), "the file is no valid YAML")
			continue
		}
		for i := range file.Dependencies {
			r.condaEntry(s, &file.Dependencies[i])
		}
	}
}

func (r *reader) condaEntry(s *source, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		r.condaPackage(s, n.Value, s.offset(n.Line, n.Column))
		return
	}
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 || n.Content[0].Value != "pip" {
		return
	}
	for _, e := range n.Content[1].Content {
		if text := strings.TrimSpace(e.Value); e.Kind == yaml.ScalarNode && text != "" && text[0] != '-' {
			r.requirement(s, requirements, text, s.offset(e.Line, e.Column), false)
		}
	}
}

// condaPackage reads name, name=1.2, name=1.2.3=build and name>=1,<2.
func (r *reader) condaPackage(s *source, text string, offset int) {
	if i := strings.LastIndex(text, "::"); i >= 0 {
		text, offset = text[i+2:], offset+i+2
	}
	name := packageName(text)
	rest := strings.TrimSpace(text[len(name):])
	version, equal := strings.CutPrefix(rest, "=")
	if equal && !strings.HasPrefix(version, "=") {
		version, _, _ = strings.Cut(version, "=")
		rest = "==" + strings.TrimSuffix(version, ".*") + ".*"
	}
	if name != "" {
		r.require(s, requirements, name, rest, pep440, min(offset+len(name), len(s.text)))
	}
}
