package versions

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
)

// This file finds the version of Python itself, as the package "python".

// interpreter reads the files that hold nothing else, and the base image of the
// Dockerfile's last stage.
func (r *reader) interpreter() {
	for _, name := range []string{".python-version", "runtime.txt"} {
		if s := r.open(r.inDir(name)); s != nil {
			r.pythonFile(s)
		}
	}
	if s := r.open(r.inDir("Dockerfile")); s != nil {
		r.pythonImage(s)
	}
}

// release3 is a version of CPython in one of those files: 3.12.1, python-3.12.1.
var release3 = pattern.New(`^(?:(?:c?python|Python)-?)?(3\.\d+(?:\.\d+)?)$`)

// pythonFile reads the first line that says something.
func (r *reader) pythonFile(s *source) {
	offset := 0
	for line := range strings.Lines(s.text) {
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			if m := release3.FindStringSubmatchIndex(text); m != nil {
				at := offset + strings.Index(line, text) + m[2]
				r.python(s, requirements, text[m[2]:m[3]], at)
			}
			return
		}
		offset += len(line)
	}
}

// fromPython is the FROM of an image of Python: python:3.12-slim,
// registry.example/library/python:3.12.1, uv:python3.12-alpine.
var fromPython = pattern.New(`(?mi)^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?(?:\S*/)?(?:python:|uv:(?:[\w.]+-)?python)(3\.\d+(?:\.\d+)?)\b`)

// pythonImage takes the last one: a stage before it may be of another version.
func (r *reader) pythonImage(s *source) {
	all := fromPython.FindAllStringSubmatchIndex(s.text, -1)
	if len(all) == 0 {
		return
	}
	m := all[len(all)-1]
	r.python(s, compiled, s.text[m[2]:m[3]], m[2])
}

// python keeps a version of Python; one of two parts stands for all of its patches, and one
// of a single part for all of its releases.
func (r *reader) python(s *source, k rank, version string, offset int) {
	text := "==" + version
	if strings.Count(version, ".") < 2 && !strings.HasSuffix(version, "*") {
		text += ".*"
	}
	if b, _, ok := specifier(text, pep440); ok {
		r.add("python", candidate{bounds: b, rank: k, file: s, offset: offset})
	}
}
