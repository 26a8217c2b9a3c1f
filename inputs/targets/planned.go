package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/terraform"
)

// This file makes the deployment of a Terraform plan: its resources, with the
// places of the files that it was made of.

// planned is what a plan deploys.
func (f *finder) planned() []deployment {
	f.plan.Diagnostics = append(f.plan.Diagnostics, f.o.Plan.Diagnostics...)
	dir := f.planDir()
	vars := f.planVarFiles(dir)
	d := deployment{because: "the plan describes it"}
	if d.name, d.class = terraformName(dir, vars); d.name == "" {
		d.name, d.class = planName(f.o.Plan.Name)
	}
	for i := range f.o.Declared {
		if c := &f.o.Declared[i]; dir != "" && path.Clean(c.TerraformDir) == dir {
			d.name, d.class, d.declared, vars = c.ID, c.class(), c, c.VarFiles
		}
	}
	if !f.readTerraform(&d, dir, vars, f.lookup) {
		return nil
	}
	return []deployment{d}
}

// planDir is the folder of the files that the plan was made of: the one that is
// named, else that which declares most of its resources; empty where none does.
func (f *finder) planDir() string {
	if f.o.TerraformDir != "" {
		return path.Clean(f.o.TerraformDir)
	}
	best, most := "", 0
	for _, dir := range f.terraformDirs() {
		if n := f.o.Plan.DeclaredIn(f.fsys, dir); n > most {
			best, most = dir, n
		}
	}
	return best
}

// planVarFiles are those that are named, else those of the only environment: of
// several nothing says which the plan was made with.
func (f *finder) planVarFiles(dir string) []string {
	if len(f.o.VarFiles) > 0 || dir == "" {
		return f.o.VarFiles
	}
	root, ok := terraform.Discover(f.fsys, dir)
	if !ok || len(root.Environments) == 0 {
		return nil
	}
	name, _ := planName(f.o.Plan.Name)
	for _, e := range root.Environments {
		if len(root.Environments) == 1 || name != "" && strings.Join(fileWords(e.VarFiles[0]), "-") == name {
			return e.VarFiles
		}
	}
	return nil
}

// planName reads the environment off the name of a plan's file, where a word of it
// says what is deployed.
func planName(file string) (name, class string) {
	words := fileWords(file)
	if class = wordClass(strings.Join(words, " ")); class == "" {
		return "", ""
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "plan" || w == "tfplan" }), "-"), class
}
