package targets

import (
	"cmp"
	"path"
	"slices"
	"sync"

	"github.com/djgate/djgate/inputs/ci"
	"github.com/djgate/djgate/inputs/document"
)

// readPipelines begins to read what the files of the root check and do when they are
// released, and gives what waits for it.
func (f *finder) readPipelines() func() (document.CI, []document.Work) {
	fsys, files := f.fsys, f.plan.files // the search puts another file system in its place
	read := sync.OnceValues(func() (document.CI, []document.Work) { return ci.Read(fsys, files), ci.Work(fsys, files) })
	go read()
	return read
}

// CIOf is what pipelines check, as seen by a target: a check that names no settings
// module is of the one that manage.py falls back to.
func (p *Plan) CIOf(t *Target) document.CI {
	out := p.CI
	out.Runs = slices.Clone(p.CI.Runs)
	for i := range out.Runs {
		switch run := &out.Runs[i]; run.Settings {
		case "":
			run.Settings = t.Project.managed()
		case ci.Unclear:
			run.Settings = ""
		}
	}
	return out
}

// managed is the settings module that manage.py falls back to; "" where none is known.
func (p *Project) managed() string {
	for _, n := range p.Named {
		if n.Kind == "setdefault" && n.At.File == p.Manage {
			return n.Module
		}
	}
	return ""
}

// Defaults are the settings modules that the project's wsgi, asgi, celery and manage
// fall back to.
func (p *Project) Defaults() []document.SettingsModule {
	var out []document.SettingsModule
	for _, n := range p.Named {
		base := path.Base(n.At.File)
		if n.Kind == "setdefault" && !n.Computed && slices.Contains([]string{"wsgi.py", "asgi.py", "celery.py", "celery_app.py", "manage.py"}, base) {
			out = append(out, p.described(n.Module, n.At))
		}
	}
	return out
}

// SettingsModules are those that a process of the project may run.
func (p *Project) SettingsModules() []document.SettingsModule {
	var out []document.SettingsModule
	for _, m := range p.Modules {
		out = append(out, p.described(m.Name, document.Location{File: m.File, Line: 1}))
	}
	return out
}

// described says for what a module is, by its name or else its content.
func (p *Project) described(module string, at document.Location) document.SettingsModule {
	class := moduleClass(module)
	if m, ok := p.module(module); ok {
		class = cmp.Or(class, m.Class)
	}
	return document.SettingsModule{Module: module, Class: class, At: at}
}

// addByPipelines takes for unknown what a pipeline adds to the env files of a workload before
// it deploys them: it stands below what git has. What the workload sets itself counts more.
func (f *finder) addByPipelines(w *document.Workload) {
	for _, e := range w.EnvFiles {
		if e.State != "read" {
			continue
		}
		if f.piped == nil {
			f.piped = ci.Added(f.fsys, f.plan.files)
		}
		for _, v := range f.piped[e.Path] {
			i := slices.IndexFunc(w.Env, func(o document.Variable) bool { return o.Name == v.Name })
			switch {
			case i < 0:
				w.Env = append(w.Env, v)
			case w.Env[i].At.File == e.Path:
				w.Env[i] = v
			}
		}
	}
}
