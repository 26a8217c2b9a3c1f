package targets

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/platforms"
	"github.com/djgate/djgate/inputs/process"
	"github.com/djgate/djgate/inputs/procfile"
	"github.com/djgate/djgate/inputs/proxy"
)

// hosted makes a deployment of what each platform's file deploys, and of the
// Procfiles that none of them runs.
func (f *finder) hosted() []deployment {
	apps, diags := platforms.Find(f.fsys, slices.DeleteFunc(slices.Clone(f.plan.files), template))
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	var out []deployment
	var run []string
	for _, app := range apps {
		d := deployment{kind: app.Platform, files: app.Files, workloads: app.Workloads, because: "the platform reads " + listed(app.Files)}
		if file := path.Join(app.Dir, "Procfile"); app.Each != nil && f.isFile(file) {
			d.files, run = append(slices.Clone(app.Files), file), append(run, file)
			d.workloads = f.processesOf(app.Each, file)
		} else if app.Each != nil && app.Each.Command != nil {
			d.workloads = append(slices.Clone(app.Workloads), app.Each)
		}
		if len(d.workloads) == 0 {
			continue
		}
		d.infra, d.literals = app.Infra, secretsOf(app)
		d.listen(app)
		if d.name, d.class = platformName(app.Files[0]); app.Stage != "" {
			d.name, d.class = app.Stage, wordClass(app.Stage)
		}
		out = append(out, d)
	}
	return append(out, f.procfiles(run)...)
}

// secretsOf are the secrets that stand in clear in the files of a platform.
func secretsOf(app platforms.App) []document.Literal {
	var out []document.Literal
	for _, w := range append(slices.Clip(app.Workloads), app.Each) {
		if w == nil {
			continue
		}
		for _, v := range w.Env {
			if text := v.Text.Reveal(); v.State == document.Known && v.Origin == document.OriginLiteral && document.HoldsSecret(v.Name, text) {
				out = append(out, document.Literal{Kind: "platform", Name: v.Name, Facts: document.FactsOf(v.Name, text), Default: len(v.Assumes) > 0, At: v.At})
			}
		}
	}
	return out
}

// procfiles makes a deployment of each Procfile but those, and but those of images.
func (f *finder) procfiles(but []string) []deployment {
	var out []deployment
	for _, file := range f.plan.files {
		if path.Base(file) == "Procfile" && !slices.Contains(but, file) && !f.runInImage(file) {
			ws, diags := procfile.Read(f.fsys, file)
			f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
			out = append(out, deployment{kind: "procfile", files: []string{file}, workloads: ws, because: "a platform runs the processes of " + file, released: f.isReleased(file, ws)})
		}
	}
	return out
}

// runInImage tells whether a Procfile is for a program that runs its processes in an
// image. The one at the root may be a platform's as well.
func (f *finder) runInImage(file string) bool {
	return path.Dir(file) != "." && slices.ContainsFunc(process.ProcfileRunners, func(runner string) bool { return f.taken(file, runner) })
}

// isReleased tells whether the processes of a Procfile are more than those that a
// developer starts together: only platforms know release, and read runtime.txt.
func (f *finder) isReleased(file string, ws []*document.Workload) bool {
	return f.isFile(path.Join(path.Dir(file), "runtime.txt")) ||
		slices.ContainsFunc(ws, func(w *document.Workload) bool { return w.Name == "release" })
}

// processesOf are the processes of a Procfile, each with what the platform's file
// gives all of them; what a line sets itself counts more.
func (f *finder) processesOf(each *document.Workload, file string) []*document.Workload {
	ws, diags := procfile.Read(f.fsys, file)
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	for _, w := range ws {
		own := w.Env
		w.Env = slices.DeleteFunc(slices.Clone(each.Env), func(v document.Variable) bool {
			_, set := variable(own, v.Name)
			return set
		})
		w.Env = append(w.Env, own...)
		slices.SortFunc(w.Env, func(a, b document.Variable) int { return cmp.Compare(a.Name, b.Name) })
		w.Kind, w.OpenBecause, w.Job, w.Statics = each.Kind, each.OpenBecause, w.Name == "release", each.Statics
	}
	return ws
}

// listen puts the platform's edge before the processes that visitors may reach.
func (d deployment) listen(app platforms.App) {
	edge := proxy.Platform(app.Platform)
	if !app.Edge || edge == nil {
		return
	}
	for _, w := range d.workloads {
		if w.Job {
			continue
		}
		l := document.Listener{Name: edge.Name, By: edge.Name, Port: 80, Protocol: "HTTP", Redirect: app.Redirect, At: w.At}
		if edge.HSTS {
			l.HSTS = document.Told(true, w.At)
		}
		if l.Redirect == nil {
			l.Redirect = document.Told(edge.Redirect, w.At)
		}
		w.Listeners = append(w.Listeners, l)
	}
}

// platformName reads the environment off the words of a file's name that are no
// names of platforms, else off its folders.
func platformName(file string) (name, class string) {
	words := slices.DeleteFunc(fileWords(file), func(w string) bool {
		return slices.Contains([]string{"fly", "render", "app", "heroku", "railway", "manifest", "toml", "config", "template", "deploy"}, w)
	})
	if class = wordClass(strings.Join(words, " ")); class != "" && path.Ext(file) != ".config" {
		return strings.Join(words, "-"), class
	}
	class, name = folderClass(file)
	return name, class
}
