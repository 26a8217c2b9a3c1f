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

// modules are the deployments of root modules, and what is wrong with their files.
type modules struct {
	deployments []deployment
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
		diags, ok := f.terraform(&d, dir, vars, f.lookup)
		out.diagnostics = append(out.diagnostics, diags...)
		if ok {
			out.deployments = append(out.deployments, d)
		}
	}
}

func (f *finder) terraformDeployments() []deployment {
	m := f.modules()
	f.terraformDiagnostics(m.diagnostics)
	return m.deployments
}

// terraformDiagnostics takes over what is wrong with root modules. A call that is not
// followed is not judged.
func (f *finder) terraformDiagnostics(diags []document.Diagnostic) {
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	for _, d := range diags {
		if d.Code == terraform.CodeModule {
			f.unread(terraformModule, strings.TrimSuffix(d.Message, ": what it runs is not judged"), d.At, !letsNobodyIn(d.Message))
		}
	}
}

const terraformModule = "Terraform module"

// letsNobodyIn tells whether the name of a module of the registry is one of what holds no
// way in to a program.
func letsNobodyIn(message string) bool {
	_, name, public := strings.Cut(message, "(")
	name, _, _ = strings.Cut(name, ")")
	inner := []string{"vpc", "subnets", "rds", "aurora", "database", "sql", "postgresql", "mysql", "redis", "elasticache", "memorystore", "s3", "bucket", "storage",
		"iam", "kms", "key", "ecr", "security", "route53", "dns", "acm", "sqs", "sns", "secrets", "secret", "ssm", "label", "budget", "cloudwatch", "project"}
	return public && slices.ContainsFunc(words(name), func(w string) bool { return slices.Contains(inner, w) })
}

func (f *finder) readTerraform(d *deployment, dir string, vars []string, lookup lookupFunc) bool {
	diags, ok := f.terraform(d, dir, vars, lookup)
	f.terraformDiagnostics(diags)
	return ok
}

// terraform reads a root module; false where the folder holds none.
func (f *finder) terraform(d *deployment, dir string, vars []string, lookup lookupFunc) ([]document.Diagnostic, bool) {
	m, diags := terraform.Read(f.fsys, dir, terraform.Options{VarFiles: vars, Lookup: lookup, Plan: f.o.Plan, BeforePlan: f.o.BeforePlan})
	if m == nil {
		return diags, false
	}
	for _, w := range m.Workloads {
		withhold(w.Env)
	}
	d.kind, d.files, d.workloads, d.infra, d.literals = "terraform", m.Files, m.Workloads, m.Infra, m.Literals
	return diags, true
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
			if !slices.ContainsFunc(e.VarFiles, func(file string) bool { return fileClass(file) == Sample }) {
				out = append(out, e.VarFiles)
			}
		}
	}
	if len(out) == 0 {
		return [][]string{nil}
	}
	return out
}
