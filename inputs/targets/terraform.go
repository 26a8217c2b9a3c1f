package targets

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
)

// This file reads root modules of Terraform, once for each environment that they
// have values for.

// modules are the deployments of root modules, the modules they call that are not
// followed, and what is wrong with their files.
type modules struct {
	deployments []deployment
	unfollowed  []terraform.Call
	diagnostics []document.Diagnostic
}

// readModules begins to read the root modules while projects and Compose files are
// read, on which they do not depend.
func (f *finder) readModules() {
	f.modules = sync.OnceValue(func() modules {
		var out modules
		for _, dir := range f.terraformDirs() {
			if !f.declares(nil, dir) {
				f.readModule(&out, dir)
			}
		}
		return out
	})
	go f.modules()
}

func (f *finder) readModule(out *modules, dir string) {
	for _, vars := range f.varFileSets(dir) {
		d := deployment{because: "Terraform describes it"}
		d.name, d.class = terraformName(dir, vars)
		m, diags := f.terraform(dir, vars, f.lookup)
		out.diagnostics = append(out.diagnostics, diags...)
		if m != nil {
			out.unfollowed = append(out.unfollowed, m.Unfollowed...)
			out.deployments = append(out.deployments, d.of(m))
		}
	}
}

func (f *finder) terraformDeployments() []deployment {
	m := f.modules()
	f.unfollowed(m.unfollowed, m.diagnostics)
	return m.deployments
}

// unfollowed takes over what is wrong with root modules, and the calls that are not
// followed: what they run is not judged.
func (f *finder) unfollowed(calls []terraform.Call, diags []document.Diagnostic) {
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	for _, c := range calls {
		f.unread(terraformModule, c.Because, c.At, !letsNobodyIn(c.Module))
	}
}

const terraformModule = "Terraform module"

// letsNobodyIn tells whether a module of the registry is named as one of what holds no
// way in to a program.
func letsNobodyIn(module string) bool {
	inner := []string{"vpc", "subnets", "rds", "aurora", "database", "sql", "postgresql", "mysql", "redis", "elasticache", "memorystore", "s3", "bucket", "storage",
		"iam", "kms", "key", "ecr", "security", "route53", "dns", "acm", "sqs", "sns", "secrets", "secret", "ssm", "label", "budget", "cloudwatch", "project"}
	return slices.ContainsFunc(Words(module), func(w string) bool { return slices.Contains(inner, w) })
}

func (f *finder) readTerraform(d *deployment, dir string, vars []string, lookup lookupFunc) bool {
	m, diags := f.terraform(dir, vars, lookup)
	if m == nil {
		f.unfollowed(nil, diags)
		return false
	}
	f.unfollowed(m.Unfollowed, diags)
	*d = d.of(m)
	return true
}

// terraform reads a root module; nil where the folder holds none.
func (f *finder) terraform(dir string, vars []string, lookup lookupFunc) (*terraform.Module, []document.Diagnostic) {
	m, diags := terraform.Read(f.fsys, dir, terraform.Options{VarFiles: vars, Lookup: lookup, Plan: f.o.Plan, BeforePlan: f.o.BeforePlan})
	if m != nil {
		for _, w := range m.Workloads {
			withhold(w.Env)
		}
	}
	return m, diags
}

// of adds to a deployment what a root module says of it.
func (d deployment) of(m *terraform.Module) deployment {
	d.kind, d.files, d.workloads, d.infra, d.literals = "terraform", m.Files, m.Workloads, m.Infra, m.Literals
	return d
}

// terraformName reads the environment off the var files, else off the folders.
func terraformName(dir string, vars []string) (name, class string) {
	for i := len(vars) - 1; i >= 0; i-- {
		if w := fileWords(vars[i]); len(w) > 0 {
			return strings.Join(w, "-"), wordClass(strings.Join(w, " "))
		}
	}
	parts := strings.Split(dir, "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if c := wordClass(parts[i]); c != "" {
			return parts[i], c
		}
	}
	return "", ""
}

// terraformDirs are the folders of root modules: those that no other one calls.
func (f *finder) terraformDirs() []string {
	if f.o.TerraformDir != "" {
		return []string{f.o.TerraformDir}
	}
	var dirs, called []string
	for _, file := range f.plan.files {
		dir := path.Dir(file)
		if !terraform.IsConfiguration(file) || slices.Contains(dirs, dir) {
			continue
		}
		dirs, called = append(dirs, dir), append(called, terraform.Called(f.fsys, dir)...)
	}
	return slices.DeleteFunc(dirs, func(dir string) bool { return slices.Contains(called, dir) })
}

// varFileSets gives one list of var files for each environment of a folder; a sample
// of such a file is none.
func (f *finder) varFileSets(dir string) [][]string {
	if len(f.o.VarFiles) > 0 {
		return [][]string{f.o.VarFiles}
	}
	var out [][]string
	if root, ok := terraform.Discover(f.fsys, dir); ok {
		for _, e := range root.Environments {
			if !slices.ContainsFunc(e.VarFiles, func(file string) bool { return isSample(path.Base(file)) }) {
				out = append(out, e.VarFiles)
			}
		}
	}
	if len(out) == 0 {
		return [][]string{nil}
	}
	return out
}
