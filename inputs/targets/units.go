package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/process"
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
	for _, file := range f.unitFiles() {
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

// unitFiles are the files of services by their names; where there is none, those that
// begin as such a file does, which somebody keeps under another name.
func (f *finder) unitFiles() []string {
	var named, others []string
	for _, file := range f.plan.files {
		switch {
		case template(file):
		case strings.HasSuffix(file, ".service"):
			named = append(named, file)
		case unitExtension(file) && !aside(file) && !isSample(file):
			others = append(others, file)
		}
	}
	if len(named) > 0 {
		return named
	}
	return slices.DeleteFunc(others, func(file string) bool {
		text := f.text(file)
		return !unitStart.MatchString(text) || !strings.Contains(text, "\nExecStart=")
	})
}

// unitStart is how a file of systemd begins.
var unitStart = pattern.New(`^(?:[ \t]*(?:[#;].*)?\r?\n)*\[(?:Unit|Service)\]`)

// unitExtension tells whether a file may be one of systemd that has another name: that of
// a text or of a script, or none.
func unitExtension(file string) bool {
	switch path.Ext(file) {
	case "", ".conf", ".sh", ".systemd", ".txt", ".unit":
		return true
	}
	return false
}

// serverDeployments makes deployments of the configurations of programs that no process here
// starts with and no image takes in: a machine runs them. Those of one folder are deployed
// together.
func (f *finder) serverDeployments() {
	var all []deployment
	for _, file := range f.plan.files {
		kind := f.configures(file)
		if kind == "" {
			continue
		}
		ws := f.configuredBy(kind, file)
		if len(ws) == 0 {
			continue
		}
		d := inFolder(kind, file, kind+" runs the configurations of "+path.Dir(file))
		if own := fileClass(file); own != "" {
			d.class = own
		}
		i := slices.IndexFunc(all, func(o deployment) bool {
			return o.kind == kind && path.Dir(o.files[0]) == path.Dir(file) && o.class == d.class
		})
		if i < 0 {
			i, all = len(all), append(all, d)
		}
		all[i].files, all[i].workloads = append(all[i].files, file), append(all[i].workloads, ws...)
	}
	for _, d := range all {
		f.deploy(d, f.candidatesOf(d))
	}
}

// What begins a program in a configuration of supervisord, and the options of uWSGI.
var (
	programSection = pattern.New(`(?m)^\[program:`)
	uwsgiSection   = pattern.New(`(?m)^\[uwsgi\]`)
)

// configures is the kind of the deployment that a file is on a machine; "" for none.
func (f *finder) configures(file string) string {
	if !configurationFile(file) || aside(file) || template(file) || slices.Contains(f.configs, file) {
		return ""
	}
	text := f.text(file)
	switch {
	case programSection.MatchString(text) && !f.inImage(file, "supervisor"):
		return "supervisor"
	case path.Ext(file) == ".ini" && uwsgiSection.MatchString(text) && !f.inImage(file, "uwsgi"):
		return "uwsgi"
	}
	return ""
}

// configuredBy are the processes of a configuration. Where a process here starts with one
// of supervisord that is not here, each may be that one. One of uWSGI says how Django is
// served where nothing else does; what starts it may set variables.
func (f *finder) configuredBy(kind, file string) []*document.Workload {
	at := document.Location{File: file, Line: 1, Column: 1}
	served := func(t *Target) bool { return t.HTTP && t.stands() }
	switch {
	case kind == "uwsgi" && (slices.ContainsFunc(f.plan.Targets, served) || process.UWSGIApplication(f.fsys, file) == ""):
		return nil
	case kind == "uwsgi":
		return []*document.Workload{{Kind: kind, Name: strings.TrimSuffix(path.Base(file), ".ini"), At: at, Command: []string{"uwsgi", "--ini", file},
			OpenBecause: "what starts uWSGI with " + file + " is not here and may set variables"}}
	case slices.Contains(f.configs, process.Elsewhere):
		f.unread("supervisord", "it is not known which process reads it", at, false)
		return nil
	}
	ws, diags := supervisor.Workloads(f.fsys, file)
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	return ws
}

// inImage tells whether a configuration of a program is one for an image: its folder is
// called so, or a Dockerfile takes it.
func (f *finder) inImage(file, program string) bool {
	return slices.Contains(Words(path.Dir(file)), "docker") || f.taken(file, program)
}

// taken tells whether a Dockerfile speaks of the program and lies beside its
// configuration or names it.
func (f *finder) taken(file, program string) bool {
	dir := path.Dir(file)
	return slices.ContainsFunc(f.plan.files, func(o string) bool {
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

// Configures tells whether a file may be, by its name, the configuration that makes a
// service of a kind.
func Configures(kind, file string) bool {
	return ofConfigurations(kind) && configurationFile(file)
}

// configurationFile tells whether a file may be a configuration by its name.
func configurationFile(file string) bool {
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
