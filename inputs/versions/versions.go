// Package versions finds the versions of the packages that a project depends
// on, in lock files, requirements and project files, and where they are written.
// Python itself is the package "python".
package versions

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// The codes of the diagnostics. None of them is for a file that is not there,
// unless another file names it.
const (
	CodeRead      = "versions-read"      // a file cannot be read (error)
	CodeSyntax    = "versions-syntax"    // a file is not TOML or JSON (error)
	CodeLimit     = "versions-limit"     // beyond what is read here (error)
	CodeOutside   = "versions-outside"   // -r or -c leaves the project, which is not followed (warning)
	CodeMissing   = "versions-missing"   // -r or -c names a file that is not there (warning)
	CodeLine      = "versions-line"      // a requirement that is not understood (warning)
	CodeTemplated = "versions-templated" // the file is a template of another program (warning)
)

// rank says how strongly a file decides what is installed.
type rank int

const (
	development  rank = iota + 1 // extras and groups for development, requirements-dev.txt
	imageBuild                   // pip install in a Dockerfile
	declared                     // pyproject.toml, Pipfile, setup.cfg, setup.py, *.in
	requirements                 // requirements.txt, environment.yml, .python-version, runtime.txt
	compiled                     // requirements.txt as pip-compile or uv writes it; the image of Python
	locked                       // uv.lock, poetry.lock, pdm.lock, pylock.toml, Pipfile.lock
)

// Read returns the packages that the files of the folder dir (and of its
// requirements folders) name, by their normalised names (PEP 503), with the
// version or the bounds of the strongest file that gives any: lock file,
// compiled requirements, requirements, project file, Dockerfile, files for
// development. A package that no file bounds has neither.
//
// Where files of the same strength disagree, or a lock holds a version for each
// of several environments, the bounds are those that hold all of them. fsys is
// the project's root; nothing outside it is read.
func Read(fsys fs.FS, dir string) (map[string]document.Dependency, []document.Diagnostic) {
	r := &reader{fsys: fsys, dir: path.Clean(dir), ranks: map[string]rank{}, found: map[string][]candidate{}}
	r.locks()
	r.projectFiles()
	r.requirementFiles()
	r.conda()
	r.setupPy()
	r.dockerfile()
	r.interpreter()
	out := map[string]document.Dependency{}
	for name, candidates := range r.found {
		if d, ok := decide(candidates); ok {
			out[name] = d
		}
	}
	return out, r.diagnostics
}

// candidate is what one place says of a package.
type candidate struct {
	bounds
	rank       rank
	marked     bool // for some environments only
	constraint bool // counts only where something else requires the package
	file       *source
	offset     int
}

// add keeps a candidate for a package.
func (r *reader) add(name string, c candidate) {
	r.found[normalise(name)] = append(r.found[normalise(name)], c)
}

// decide returns what the strongest candidates say together.
func decide(candidates []candidate) (document.Dependency, bool) {
	if !slices.ContainsFunc(candidates, func(c candidate) bool { return !c.constraint }) {
		return document.Dependency{}, false
	}
	best := candidates[0]
	for _, c := range candidates {
		if free := c.free(); free == best.free() && c.rank > best.rank || best.free() && !free {
			best = c
		}
	}
	all, marked := bounds{}, []bounds(nil)
	for _, c := range candidates {
		switch {
		case c.rank != best.rank || c.free() && !c.marked:
		case c.marked:
			marked = append(marked, c.bounds)
		default:
			all = both(all, c.bounds)
		}
	}
	if len(marked) > 0 {
		all = both(all, either(marked))
	}
	return document.Dependency{Min: all.min, Below: all.below, Exact: all.exact, At: best.file.at(best.offset)}, true
}

// Same tells whether two files allow the same versions.
func Same(a, b document.Dependency) bool {
	return a.Exact == b.Exact && a.Min == b.Min && a.Below == b.Below
}

// Locks tells whether a is one version out of a lock file, of those that b allows.
func Locks(a, b document.Dependency) bool {
	if a.Exact == "" || b.Exact != "" || !slices.Contains(lockFiles, path.Base(a.At.File)) {
		return false
	}
	return (b.Min == "" || compare(a.Exact, b.Min) >= 0) && (b.Below == "" || compare(a.Exact, b.Below) < 0)
}

// normalise is the name of a package as PEP 503 compares it.
func normalise(name string) string {
	var b strings.Builder
	separated := false
	for _, c := range strings.ToLower(name) {
		if c == '-' || c == '_' || c == '.' {
			separated = true
			continue
		}
		if separated && b.Len() > 0 {
			b.WriteByte('-')
		}
		separated = false
		b.WriteRune(c)
	}
	return b.String()
}
