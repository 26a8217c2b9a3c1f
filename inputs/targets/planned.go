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
		words := planWords(f.o.Plan.Name)
		d.name, d.class = strings.Join(words, "-"), wordClass(strings.Join(words, " "))
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
	words := planWords(f.o.Plan.Name)
	for _, e := range root.Environments {
		if len(root.Environments) == 1 || len(words) > 0 && slices.Equal(fileWords(e.VarFiles[0]), words) {
			return e.VarFiles
		}
	}
	return nil
}

// planWords are the words in the name of a plan's file that may name an environment.
func planWords(file string) []string {
	return slices.DeleteFunc(fileWords(file), func(w string) bool { return w == "plan" || w == "tfplan" || w == "out" })
}
