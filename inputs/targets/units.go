package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/supervisor"
	"github.com/djgate/djgate/inputs/systemd"
)

// units makes a deployment of the systemd units of each folder: services that
// share it are deployed together.
func (f *finder) units() []deployment {
	var dirs []string
	for _, p := range f.plan.Projects {
		dirs = append(dirs, p.Dir)
	}
	var out []deployment
	for _, file := range f.plan.files {
		if !strings.HasSuffix(file, ".service") || template(file) {
			continue
		}
		u, diags := systemd.Read(f.fsys, file, dirs)
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		if len(u.Workloads) == 0 {
			continue
		}
		dir := path.Dir(file)
		i := slices.IndexFunc(out, func(d deployment) bool { return path.Dir(d.files[0]) == dir })
		if i < 0 {
			i = len(out)
			out = append(out, inFolder("systemd", file, "systemd runs the units of "+dir))
		}
		out[i].files, out[i].workloads = append(out[i].files, u.Files...), append(out[i].workloads, u.Workloads...)
	}
	return out
}

// section is what begins a program in a configuration of supervisord.
var section = pattern.New(`(?m)^\[program:`)

// supervisors makes a deployment of the configurations of supervisord in each folder that
// no process here starts with and no image takes in: the supervisord of a machine runs
// their programs. Where a process starts with one that is not here, each of them may be
// that one.
func (f *finder) supervisors() {
	var all []deployment
	for _, file := range f.plan.files {
		if !supervisorLike(file) || aside(file) || template(file) || !section.MatchString(f.text(file)) || slices.Contains(f.configs, file) || f.inImage(file, "supervisor") {
			continue
		}
		if slices.Contains(f.configs, elsewhere) {
			f.unread("supervisord", "it is not known which process reads it", document.Location{File: file, Line: 1, Column: 1}, false)
			continue
		}
		ws, diags := supervisor.Workloads(f.fsys, file)
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		if len(ws) == 0 {
			continue
		}
		d := inFolder("supervisor", file, "supervisord runs the programs of "+path.Dir(file))
		if own := fileClass(file); own != "" {
			d.class = own
		}
		i := slices.IndexFunc(all, func(o deployment) bool { return path.Dir(o.files[0]) == path.Dir(file) && o.class == d.class })
		if i < 0 {
			i, all = len(all), append(all, d)
		}
		all[i].files, all[i].workloads = append(all[i].files, file), append(all[i].workloads, ws...)
	}
	for _, d := range all {
		f.deploy(d, f.candidatesOf(d))
	}
}

// inImage tells whether a configuration of a program is one for an image: its folder is
// called so, or a Dockerfile speaks of the program and lies beside it or names it.
func (f *finder) inImage(file, program string) bool {
	dir := path.Dir(file)
	return slices.Contains(words(dir), "docker") || slices.ContainsFunc(f.plan.files, func(o string) bool {
		if !dockerfileName(o) {
			return false
		}
		text := f.text(o)
		return strings.Contains(text, program) && (path.Dir(o) == dir || names(text, file))
	})
}

// names tells whether a text has a word that is the end of a file's path, or of its folder's.
func names(text, file string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		w = strings.Trim(path.Clean(w), "/")
		return w != "." && (strings.HasSuffix("/"+file, "/"+w) || strings.HasSuffix("/"+path.Dir(file), "/"+w))
	})
}

// supervisorLike tells whether a file may be a configuration of supervisord by its name.
func supervisorLike(file string) bool {
	switch path.Ext(file) {
	case ".conf", ".ini", ".cfg":
		return true
	case "":
		return strings.Contains(strings.ToLower(file), "supervis")
	}
	return false
}

// inFolder is a deployment whose environment the folders of a file name.
func inFolder(kind, file, because string) deployment {
	d := deployment{kind: kind, because: because}
	d.class, d.name = folderClass(file)
	return d
}
