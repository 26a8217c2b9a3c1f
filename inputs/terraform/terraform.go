// Package terraform reads what a Terraform module gives to its containers: the
// environment of each one with the place of every value, the listeners in front
// of them, and the secrets that stand in clear in its files.
//
// It evaluates HCL without any provider: variables, locals, expressions, modules
// of the project, instances of resources, and the functions that need nothing but
// their arguments and the project's files. What only an apply would tell (what
// providers compute, modules from elsewhere) is unknown, says so, and makes nothing
// else unknown. The files are not trusted: depth, steps and sizes are bounded, and
// nothing outside the file system that is given is read.
package terraform

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Options are the choices that the files do not hold.
type Options struct {
	// VarFiles are the .tfvars files of the environment, relative to the root, in order.
	VarFiles []string
	// Lookup gives values from outside the files by the names Terraform itself
	// uses: TF_VAR_x for a variable of the root module that no file of values sets,
	// over its default, and TF_WORKSPACE. It may be nil.
	Lookup func(name string) (document.Variable, bool)
	// Plan, where there is one, gives the resources: as they are after it or, with
	// BeforePlan, before. The files then give their places.
	Plan       *Plan
	BeforePlan bool
}

// Module is what a root module says of the deployment.
type Module struct {
	Dir         string
	Environment string   // the name of the last var file; empty where none is given
	Files       []string // all files that were read, in order of name
	Workloads   []*document.Workload
	Infra       document.Infra
	Literals    []document.Literal
	Unfollowed  []Call // also told by the diagnostics
}

// Read reads the root module in dir. What cannot be read or followed is a
// diagnostic; the module holds the rest. It is nil where dir holds no *.tf file
// and there is no plan.
func Read(fsys fs.FS, dir string, o Options) (*Module, []document.Diagnostic) {
	src := newSources(fsys)
	cfg := readConfiguration(src, dir)
	switch {
	case cfg == nil && o.Plan == nil:
		return nil, src.diagnostics
	case cfg == nil:
		cfg = &configuration{dir: dir}
	}
	s := newScope(cfg, src, o)
	m := &Module{Dir: dir, Environment: environmentOf(o.VarFiles)}
	all := s.resources()
	m.Literals = s.literals(all)
	if o.Plan != nil {
		m.Files, all = []string{o.Plan.Name}, o.Plan.side(all, o.BeforePlan)
	}
	m.Workloads, m.Infra = workloads(src, all), infra(src, all)
	s.report()
	m.Files, m.Unfollowed = append(m.Files, src.names()...), src.calls
	return m, src.diagnostics
}

// environmentOf names the environment that var files stand for.
func environmentOf(varFiles []string) string {
	if len(varFiles) == 0 {
		return ""
	}
	return environmentName(varFiles[len(varFiles)-1])
}

// environmentName is the name of a tfvars file; of its folder where the name says nothing.
func environmentName(file string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(path.Base(file), ".json"), ".tfvars")
	if dir := path.Base(path.Dir(file)); slices.Contains(plainNames, name) && dir != "." {
		return dir
	}
	return name
}

var plainNames = []string{"terraform", "variables", "vars", "values", "inputs"}
