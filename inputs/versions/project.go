package versions

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// projectFiles reads the files that declare what a project needs.
func (r *reader) projectFiles() {
	if s := r.open(r.inDir("pyproject.toml")); s != nil {
		r.toml(s, func(p tomlPair) { r.pyproject(s, p) })
	}
	if s := r.open(r.inDir("Pipfile")); s != nil {
		r.toml(s, func(p tomlPair) { r.pipfile(s, p) })
	}
	if s := r.open(r.inDir("setup.cfg")); s != nil {
		r.setupCfg(s)
	}
}

// pyproject reads one pair of pyproject.toml.
func (r *reader) pyproject(s *source, p tomlPair) {
	if list, k := requirementList(p.path); list {
		r.list(s, k, p.value)
		return
	}
	if slices.Equal(p.path, []string{"project", "requires-python"}) {
		r.entry(s, declared, pep440, []string{"python"}, p.value)
		return
	}
	if rest, k := poetryTable(p.path); len(rest) > 0 {
		r.entry(s, k, poetry, rest, p.value)
	}
}

// requirementList tells whether a path holds a list of PEP 508 requirements.
func requirementList(path []string) (bool, rank) {
	switch joined := strings.Join(path[:len(path)-1], "."); {
	case slices.Equal(path, []string{"project", "dependencies"}):
		return true, declared
	case joined == "dependency-groups" || joined == "project.optional-dependencies":
		if forDevelopment(path[len(path)-1]) {
			return true, development
		}
		return true, declared
	case joined == "tool.pdm.dev-dependencies", strings.Join(path, ".") == "tool.uv.dev-dependencies":
		return true, development
	}
	return false, 0
}

// poetryTable returns what follows the path of a table of Poetry's dependencies.
func poetryTable(path []string) ([]string, rank) {
	if len(path) < 4 || path[0] != "tool" || path[1] != "poetry" {
		return nil, 0
	}
	switch {
	case path[2] == "dependencies":
		return path[3:], declared
	case path[2] == "dev-dependencies":
		return path[3:], development
	case path[2] == "group" && len(path) > 5 && path[4] == "dependencies":
		if forDevelopment(path[3]) {
			return path[5:], development
		}
		return path[5:], declared
	}
	return nil, 0
}

// pipfile reads one pair of a Pipfile.
func (r *reader) pipfile(s *source, p tomlPair) {
	if len(p.path) < 2 {
		return
	}
	switch p.path[0] {
	case "packages":
		r.entry(s, declared, pep440, p.path[1:], p.value)
	case "requires":
		if text, at, ok := stringAt(s, p.value); ok && (p.path[1] == "python_version" || p.path[1] == "python_full_version") {
			r.python(s, declared, text, at)
		}
	case "dev-packages":
		r.entry(s, development, pep440, p.path[1:], p.value)
	}
}

// list reads the strings of a list of PEP 508 requirements.
func (r *reader) list(s *source, k rank, list *unstable.Node) {
	if list.Kind != unstable.Array {
		return
	}
	for it := list.Children(); it.Next(); {
		if text, at, ok := stringAt(s, it.Node()); ok {
			r.requirement(s, k, text, at, false)
		}
	}
}

// entry reads name = "specifiers", name = {version = "specifiers"}, and a list
// of such tables for several environments. rest is the name and what follows it.
func (r *reader) entry(s *source, k rank, in grammar, rest []string, v *unstable.Node) {
	name := rest[0]
	switch {
	case len(rest) == 2 && rest[1] == "version", len(rest) == 1 && v.Kind == unstable.String:
		text, at, _ := stringAt(s, v)
		r.require(s, k, name, text, in, at)
	case len(rest) == 2 && (rest[1] == "git" || rest[1] == "path" || rest[1] == "url" || rest[1] == "extras"):
		r.require(s, k, name, "", in, offset(v))
	case len(rest) == 1 && v.Kind == unstable.InlineTable:
		r.table(s, k, in, name, v)
	case len(rest) == 1 && v.Kind == unstable.Array:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.InlineTable {
				r.table(s, k, in, name, it.Node())
				r.last(name).marked = true
			}
		}
	}
}

// table reads {version = "specifiers", ...}.
func (r *reader) table(s *source, k rank, in grammar, name string, table *unstable.Node) {
	version := field(table, "version")
	if version == nil {
		r.require(s, k, name, "", in, offset(table))
		return
	}
	text, at, _ := stringAt(s, version)
	r.require(s, k, name, text, in, at)
}

// last returns the candidate of a package that was added last.
func (r *reader) last(name string) *candidate {
	list := r.found[normalise(name)]
	if len(list) == 0 {
		return &candidate{}
	}
	return &list[len(list)-1]
}

// setupCfg reads install_requires of [options], whose values are the indented
// lines that follow it.
func (r *reader) setupCfg(s *source) {
	section, key, offset := "", "", 0
	for line := range strings.Lines(s.text) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#' || text[0] == ';':
		case line[0] == '[':
			section, key = strings.Trim(text, "[]"), ""
		case line[0] != ' ' && line[0] != '\t':
			name, value, _ := strings.Cut(line, "=")
			key = strings.TrimSpace(name)
			r.setupRequirement(s, section, key, value, offset+len(line)-len(value))
		default:
			r.setupRequirement(s, section, key, line, offset)
		}
		offset += len(line)
	}
}

func (r *reader) setupRequirement(s *source, section, key, line string, offset int) {
	text := strings.TrimSpace(line)
	switch at := offset + strings.Index(line, text); {
	case section != "options" || text == "":
	case key == "python_requires":
		r.require(s, declared, "python", text, pep440, at)
	case key == "install_requires":
		r.requirement(s, declared, text, at, false)
	}
}
