package terraform

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Root is a folder that holds a root module.
type Root struct {
	Dir   string
	Files []string // *.tf, relative to the root of the file system
	// Auto are the files of values that Terraform reads by itself, in its order.
	Auto []string
	// Environments has one entry for each other .tfvars file; where there is
	// none, the module stands for one environment without a name.
	Environments []Environment
}

// Environment is a set of values that is given with -var-file.
type Environment struct {
	Name     string
	VarFiles []string
}

// Discover tells what dir holds. It is false where dir has no *.tf file.
// Values of environments are sought in dir and up to two folders below it, in
// folders that hold no *.tf file of their own.
func Discover(fsys fs.FS, dir string) (Root, bool) {
	files := moduleFiles(fsys, dir)
	if len(files) == 0 {
		return Root{}, false
	}
	r := Root{Dir: dir, Files: files, Auto: autoFiles(fsys, dir)}
	for _, f := range varFiles(fsys, dir, 2) {
		if !slices.Contains(r.Auto, f) {
			r.Environments = append(r.Environments, Environment{environmentName(f), []string{f}})
		}
	}
	return r, true
}

// moduleFiles lists the *.tf files of a folder, overrides last, as Terraform loads them.
func moduleFiles(fsys fs.FS, dir string) []string {
	var plain, overrides []string
	for _, name := range fileNames(fsys, dir) {
		base, isModule := strings.CutSuffix(name, ".tf")
		switch {
		case !isModule || strings.HasPrefix(name, "."):
		case base == "override" || strings.HasSuffix(base, "_override"):
			overrides = append(overrides, path.Join(dir, name))
		default:
			plain = append(plain, path.Join(dir, name))
		}
	}
	return append(plain, overrides...)
}

// autoFiles lists the files of values that Terraform reads unasked, lowest first.
func autoFiles(fsys fs.FS, dir string) []string {
	var first, auto []string
	for _, name := range fileNames(fsys, dir) {
		switch {
		case name == "terraform.tfvars" || name == "terraform.tfvars.json":
			first = append(first, path.Join(dir, name))
		case strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json"):
			auto = append(auto, path.Join(dir, name))
		}
	}
	return append(first, auto...)
}

func varFiles(fsys fs.FS, dir string, depth int) []string {
	var out []string
	for _, name := range fileNames(fsys, dir) {
		if strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json") {
			out = append(out, path.Join(dir, name))
		}
	}
	if depth == 0 {
		return out
	}
	for _, name := range folderNames(fsys, dir) {
		if sub := path.Join(dir, name); len(moduleFiles(fsys, sub)) == 0 {
			out = append(out, varFiles(fsys, sub, depth-1)...)
		}
	}
	return out
}

// maxEntries bounds how much of one folder is looked at.
const maxEntries = 1000

// fileNames lists the names of the files in dir, sorted; none where it cannot be read.
func fileNames(fsys fs.FS, dir string) []string {
	return names(fsys, dir, func(e fs.DirEntry) bool { return !e.IsDir() })
}

func folderNames(fsys fs.FS, dir string) []string {
	return names(fsys, dir, func(e fs.DirEntry) bool { return e.IsDir() && !strings.HasPrefix(e.Name(), ".") })
}

func names(fsys fs.FS, dir string, want func(fs.DirEntry) bool) []string {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries[:min(len(entries), maxEntries)] {
		if want(e) {
			out = append(out, e.Name())
		}
	}
	return out
}

// jsonFiles lists the files of a module in the JSON form of the language.
func jsonFiles(fsys fs.FS, dir string) []string {
	var out []string
	for _, name := range fileNames(fsys, dir) {
		if strings.HasSuffix(name, ".tf.json") {
			out = append(out, path.Join(dir, name))
		}
	}
	return out
}
