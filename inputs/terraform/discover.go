package terraform

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Root is a folder that holds a root module.
type Root struct {
	Dir   string
	Files []string // *.tf, *.tf.json and OpenTofu's, relative to the root of the file system
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

// Discover tells what dir holds. It is false where dir has no such file.
// Values of environments are sought in dir and up to two folders below it, in
// folders that hold no configuration of their own.
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

// Called lists the folders in the project that the module calls in dir name: what
// they hold is no root of its own. Calls in those are not looked at.
func Called(fsys fs.FS, dir string) []string {
	src := newSources(fsys)
	if !slices.ContainsFunc(moduleFiles(fsys, dir), src.mayCall) {
		return nil
	}
	s := newScope(readConfiguration(src, dir), src, Options{})
	var out []string
	for _, b := range s.cfg.others {
		if b.kind != "module" {
			continue
		}
		if folder, problem := s.moduleFolder(b); problem == "" && folder != dir && !slices.Contains(out, folder) {
			out = append(out, folder)
		}
	}
	return out
}

// mayCall tells whether a file could hold a module call: most do not, which is
// quicker to see in the text than in the tree.
func (s *sources) mayCall(name string) bool {
	if strings.HasSuffix(name, ".json") {
		return true
	}
	text, _ := s.read(name)
	for rest := text; ; {
		i := bytes.Index(rest, moduleWord)
		if i < 0 {
			return false
		}
		before, after := rest[:i], rest[i+len(moduleWord):]
		if !isPart(before[max(i-1, 0):]) && !isPart(after[:min(1, len(after))]) {
			return true
		}
		rest = after
	}
}

var moduleWord = []byte("module")

// isPart tells whether what stands beside a word makes it part of another name.
func isPart(beside []byte) bool {
	return bytes.ContainsAny(beside, "._-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// configurationSuffixes end the names of files of configuration. Those of OpenTofu
// come first: where it finds main.tofu, it leaves main.tf alone.
var configurationSuffixes = []string{".tofu", ".tofu.json", ".tf", ".tf.json"}

// moduleFiles lists the files of configuration in a folder, overrides last, as
// Terraform loads them.
func moduleFiles(fsys fs.FS, dir string) []string {
	var plain, overrides []string
	all := fileNames(fsys, dir)
	for _, name := range all {
		stem, suffix := cutConfiguration(name)
		switch {
		case suffix == "" || slices.Contains(all, stem+strings.Replace(suffix, ".tf", ".tofu", 1)) && strings.HasPrefix(suffix, ".tf"):
		case stem == "override" || strings.HasSuffix(stem, "_override"):
			overrides = append(overrides, path.Join(dir, name))
		default:
			plain = append(plain, path.Join(dir, name))
		}
	}
	return append(plain, overrides...)
}

// IsConfiguration tells by its name whether Terraform or OpenTofu reads a file as
// part of a module.
func IsConfiguration(file string) bool {
	_, suffix := cutConfiguration(path.Base(file))
	return suffix != ""
}

// cutConfiguration splits the name of a file of configuration; the suffix is empty
// for any other, and for those that editors leave behind.
func cutConfiguration(name string) (stem, suffix string) {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") {
		return name, ""
	}
	for _, suffix := range configurationSuffixes {
		if stem, ok := strings.CutSuffix(name, suffix); ok {
			return stem, suffix
		}
	}
	return name, ""
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
