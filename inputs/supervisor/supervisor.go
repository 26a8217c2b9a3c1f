// Package supervisor reads configurations of supervisord: the programs that it starts,
// and the environment that it gives them (Supervisor 4.3, "Configuration File";
// supervisor/options.py and datatypes.py).
package supervisor

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Bounds on hostile files.
const (
	maxFile     = 256 << 10 // bytes
	maxPrograms = 200
)

// The codes of the diagnostics.
const (
	CodeRead      = "supervisor-read"    // the file may not be read
	CodeSyntax    = "supervisor-syntax"  // supervisord refuses the file from a line on
	CodeRefused   = "supervisor-refused" // supervisord refuses an option
	CodeTemplated = "templated"          // the file is a template of another program
)

// Config is one file of a configuration. It has no more than the file says: what it
// includes is read for itself.
type Config struct {
	// Includes are the patterns of the files that it includes, as they are written.
	Includes []string
	// Templated: another program fills in the file first.
	Templated bool
	shared    option // the environment of all programs
	programs  []*section
}

// Read reads a file. The configuration is nil where there is none to be read, and has
// what stands before the line that supervisord refuses.
func Read(fsys fs.FS, file string) (*Config, []document.Diagnostic) {
	src, err := tree.ReadText(fsys, file, maxFile)
	if err != nil {
		return nil, []document.Diagnostic{{Code: CodeRead, Severity: "error", At: document.Location{File: file}, Message: file + " cannot be read: " + err.Error()}}
	}
	sections, refused := parse(file, src)
	c := &Config{Templated: tree.IsTemplate(src)}
	for _, s := range sections {
		switch name, _, _ := strings.Cut(s.name, ":"); {
		case s.name == "supervisord":
			c.shared = s.options["environment"]
		case s.name == "include":
			c.Includes = strings.Fields(s.options["files"].text())
		case name == "program" && len(c.programs) < maxPrograms:
			c.programs = append(c.programs, s)
		}
	}
	switch {
	case c.Templated:
		return c, []document.Diagnostic{{Code: CodeTemplated, Severity: "warning", At: document.Location{File: file}, Message: "the configuration is a template: what another program fills in is not known"}}
	case refused.IsZero():
		return c, nil
	}
	return c, []document.Diagnostic{{Code: CodeSyntax, Severity: "warning", At: refused, Message: "supervisord refuses the file: neither a section nor option = value"}}
}

// Process is what supervisord runs for a section [program:x].
type Process struct {
	Name string
	// Command has the words of the command, which no shell reads. "${NAME}" stands for
	// what is not known.
	Command []string
	// Dir is where it runs; empty where supervisord itself does.
	Dir, User string
	Restarts  bool // whatever its exit code
	// Env is what all programs are given and, above that, the program's own.
	Env []document.Variable
	// Refused is the place of an environment that supervisord refuses: nothing of it is
	// known then.
	Refused document.Location
	At      document.Location // of the command
}

// Lookup finds a variable that supervisord itself has.
type Lookup func(name string) (document.Variable, bool)

// Processes are what the configuration starts, by the names of the programs. shared is the
// environment that an including configuration gives to all.
func (c *Config) Processes(shared []document.Variable, has Lookup) []Process {
	var out []Process
	for _, s := range c.programs {
		if s.options["command"].at().IsZero() {
			continue
		}
		out = append(out, s.process(shared, has))
	}
	slices.SortStableFunc(out, func(a, b Process) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// Shared is the environment that the configuration gives to all programs, those of files
// that it includes as well. The place is that of one which supervisord refuses.
func (c *Config) Shared(has Lookup) ([]document.Variable, document.Location) {
	return c.shared.environment(expander{has: has}, 2)
}

// process expands the options of a program, the environment first: its variables are
// names that the others may use.
func (s *section) process(shared []document.Variable, has Lookup) Process {
	_, name, _ := strings.Cut(s.name, ":")
	p := Process{Name: strings.TrimSpace(name), At: s.options["command"].at()}
	env := map[string]document.Variable{}
	e := expander{program: p.Name, has: func(name string) (document.Variable, bool) {
		if v, ok := env[name]; ok || has == nil {
			return v, ok
		}
		return has(name)
	}}
	put := func(vs []document.Variable) {
		for _, v := range vs {
			env[v.Name] = v
		}
	}
	put(shared)
	var own []document.Variable
	own, p.Refused = s.options["environment"].environment(e, 1)
	put(own)
	p.Env = slices.SortedFunc(maps.Values(env), func(a, b document.Variable) int { return cmp.Compare(a.Name, b.Name) })
	p.Command = e.words(s.options["command"])
	p.Dir, p.User = e.word(s.options["directory"], "directory"), e.word(s.options["user"], "user")
	p.Restarts = strings.EqualFold(s.options["autorestart"].text(), "true")
	return p
}

// Workloads are the processes of a configuration that nothing but the machine it is
// installed on starts.
func Workloads(fsys fs.FS, file string) ([]*document.Workload, []document.Diagnostic) {
	c, diagnostics := Read(fsys, file)
	if c == nil {
		return nil, diagnostics
	}
	shared, refused := c.Shared(nil)
	var out []*document.Workload
	for _, p := range c.Processes(shared, nil) {
		w := &document.Workload{Kind: "supervisor", Name: p.Name, At: p.At, Command: p.Command, Dir: p.Dir, Env: p.Env, Container: document.Container{User: p.User}}
		if p.Restarts {
			w.Restart = "always"
		}
		switch at := cmp.Or(p.Refused, refused); {
		case at.IsZero():
		case c.Templated:
			w.OpenBecause = "another program fills in " + path.Base(at.File)
		default:
			w.OpenBecause = "supervisord refuses the environment that " + path.Base(at.File) + " gives"
			diagnostics = append(diagnostics, document.Diagnostic{Code: CodeRefused, Severity: "warning", At: at, Message: "supervisord refuses the environment: NAME=\"value\", separated by commas, is allowed"})
		}
		out = append(out, w)
	}
	return out, diagnostics
}
