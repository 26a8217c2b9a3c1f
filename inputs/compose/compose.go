// Package compose reads Docker Compose files as docker compose would, and says
// where every value stands.
//
// It reads YAML nodes itself, since the loader of compose-go keeps no positions,
// reads any path it meets and prints values in its errors; that loader is the
// oracle of the tests. Only the keys that decide what a process runs with are
// read. What a host would add, its environment above all, is not known here:
// such a value is Unknown and names what would decide it.
package compose

import (
	"path"

	"github.com/djgate/djgate/inputs/document"
)

// Options say what is known beside the files.
type Options struct {
	// Lookup gives variables that the user supplies. They fill what no file sets
	// by that name, and never override a file. It may be nil.
	Lookup func(name string) (document.Variable, bool)
	// Closed: nothing but the files and Lookup sets variables, so an unset ${X}
	// is empty text and a default that is used is a fact.
	Closed bool
	// ProjectEnvFiles are the env files that interpolation reads, relative to the
	// root, the later ones on top; none for the .env beside the first file. They do
	// not enter containers.
	ProjectEnvFiles []string
}

// Project is a set of Compose files, merged.
type Project struct {
	// Name is the project's name; empty where only the machine's folder decides it.
	Name string
	// Files are the Compose files that were read, included and extended ones
	// among them, in the order of reading, each once.
	Files []string
	// Workloads are the services, those of inactive profiles too, in the order of the files.
	Workloads []*document.Workload
	// ProjectEnv are the variables of the project's env file, in order of name.
	ProjectEnv []document.Variable
	// Reads are the env files that interpolation reads, or would if they were there.
	Reads []document.EnvFile
}

// Bounds on hostile files.
const (
	maxFile      = 1 << 20 // bytes of a file
	maxFiles     = 50      // Compose files of a project
	maxNodes     = 200_000 // nodes of a file, with its aliases expanded
	maxDepth     = 64      // of nodes, of ${A:-${B:-...}}, of extends and of include
	maxEntries   = 400_000 // entries that merging makes
	maxVariables = 200_000 // variables of all services
	maxEnvBytes  = 16 << 20
	maxText      = 1 << 20 // bytes of a value after interpolation
	maxNames     = 32      // names that are kept of those that decide a value
	maxReports   = 200     // diagnostics
)

// The codes of the diagnostics; those of env files are dotenv's.
const (
	CodeRead          = "compose-read"          // a file is absent or may not be read
	CodeSyntax        = "compose-syntax"        // a file is not YAML
	CodeTemplated     = "templated"             // a file is a template of another program
	CodeLimit         = "compose-limit"         // a file is beyond what is read here
	CodeShape         = "compose-shape"         // a key holds what compose refuses
	CodeRefused       = "compose-refused"       // extends or include leads out of the project
	CodeCycle         = "compose-cycle"         // extends, include or an alias leads back to itself
	CodeMissing       = "compose-missing"       // extends names what is not there
	CodeInterpolation = "compose-interpolation" // a "${" that compose refuses
	CodeRequired      = "compose-required"      // a ${NAME:?} that nothing sets
	CodeEnvAbsent     = "env-file-absent"
	CodeEnvRefused    = "env-file-unreadable"
)

// Read reads the Compose files in the order in which -f would name them, paths
// relative to the root of the file system, and merges them. Paths in them are relative to
// the directory of the first one. It never fails: what cannot be read is a
// diagnostic, and the rest is there.
func (f *Files) Read(list []string, o Options) (*Project, []document.Diagnostic) {
	l := &loader{Files: f, options: o, project: &Project{}, told: map[string]bool{}}
	if len(list) == 0 {
		return l.project, nil
	}
	dir := path.Dir(path.Clean(list[0]))
	sc := l.projectScope(dir)
	l.project.ProjectEnv = sorted(sc.vars)
	names := make([]located, len(list))
	for i, file := range list {
		names[i] = located{path: path.Clean(file)}
	}
	l.nameProject(names, dir, sc)
	model := l.model(names, dir, sc, nil)
	l.workloads(model)
	return l.project, l.diagnostics
}

// loader holds the state of one Read.
type loader struct {
	*Files
	options     Options
	project     *Project
	diagnostics []document.Diagnostic

	loads     int // Compose files loaded, repetitions included
	entries   int // entries that merging has made
	variables int
	envBytes  int
	told      map[string]bool // files that were parsed for it
	paired    map[*node]*node // lists of KEY=VALUE as mappings
	templated []string        // files reported as templates
}

// located is a path and the place that names it.
type located struct {
	path string
	at   document.Location
}

// report keeps a diagnostic; a hostile file gets a bounded number of them.
func (l *loader) report(severity, code string, at document.Location, message string) {
	if len(l.diagnostics) < maxReports {
		l.diagnostics = append(l.diagnostics, document.Diagnostic{Code: code, Message: message, At: at, Severity: severity})
	}
}

func (l *loader) reportAll(diagnostics []document.Diagnostic) {
	for _, d := range diagnostics {
		l.report(d.Severity, d.Code, d.At, d.Message)
	}
}

func (l *loader) fail(code string, at document.Location, message string) {
	l.report("error", code, at, message)
}

func (l *loader) warn(code string, at document.Location, message string) {
	l.report("warning", code, at, message)
}
