package platforms

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// Azure App Service: the step azure/webapps-deploy of a workflow of GitHub, which uploads
// the source (its action.yml). Variables are app settings, which Azure keeps.

const webappsDeploy = "azure/webapps-deploy@"

func readAppService(l *loader, app *App, files []string) {
	src, err := tree.ReadRegular(l.fsys, files[0], maxFile)
	lower := bytes.ToLower(src)
	if err != nil || !bytes.Contains(lower, []byte(webappsDeploy)) {
		return
	}
	python := bytes.Contains(lower, []byte("python"))
	app.Edge, app.Redirect = true, httpsOnly(string(lower), files[0])
	for _, job := range l.open(files[0]).get("jobs").members() {
		for _, step := range job.value.get("steps").elements() {
			uses, with := step.get("uses"), step.get("with")
			switch images := with.get("images"); {
			case !strings.HasPrefix(strings.ToLower(uses.value()), webappsDeploy):
			case images != nil:
				w := webApp(app, uses.at, with)
				w.Image = taskImage(strings.TrimSpace(images.text))
			case python:
				l.deploysWebApp(app, uses.at, with)
			}
		}
	}
	for _, c := range calls("az", files[0], string(src)) {
		if strings.HasPrefix(strings.Join(c.words, " "), "az webapp config appsettings set ") {
			for _, w := range app.Workloads {
				appSettings(w, c)
			}
		}
	}
}

// appSettings takes in the variables of az webapp config appsettings set, as far as they are
// written (learn.microsoft.com/cli/azure/webapp/config/appsettings).
func appSettings(w *document.Workload, c called) {
	for _, o := range c.options() {
		if v, ok := c.assigned(o.value); ok && (o.name == "settings" || o.name == "slot-settings") {
			putVariable(w, v)
		}
	}
}

// httpsOnly is the switch of App Service that leads HTTP to HTTPS, as far as a step of
// the workflow turns it (learn.microsoft.com/cli/azure/webapp). Azure keeps it.
func httpsOnly(workflow, file string) *document.Node {
	at := document.Location{File: file, Line: 1, Column: 1}
	if m := httpsSwitch.FindStringSubmatchIndex(workflow); m != nil {
		at.Line += strings.Count(workflow[:m[2]], "\n")
		return document.Told(workflow[m[2]:m[3]] == "true", at)
	}
	return document.Untold("its switch HTTPS Only decides, which Azure keeps", at)
}

var httpsSwitch = pattern.New(`az webapp (?:create|update)\b(?:[^\n]|\\\n)*?(?:--https-only|httpsonly)[ =](true|false)`)

// deploysWebApp adds what App Service starts of the source: what it is told, else the
// server of a project of Django (learn.microsoft.com/azure/app-service/configure-language-python).
func (l *loader) deploysWebApp(app *App, at document.Location, with *node) {
	uploaded := with.get("package").value()
	dir := path.Clean(uploaded)
	if info, err := fs.Stat(l.fsys, dir); err != nil || !info.IsDir() {
		if !strings.Contains(uploaded, "$") && path.Ext(uploaded) != ".zip" {
			return // what another program makes
		}
		dir = "."
	}
	start := command(with.get("startup-command").value())
	if found, _ := fs.Glob(l.fsys, path.Join(dir, "*/wsgi.py")); start == nil && len(found) == 1 {
		start = []string{"gunicorn", path.Base(path.Dir(found[0])) + ".wsgi"}
	}
	if start == nil {
		return
	}
	app.Dir = dir
	webApp(app, at, with).Command = start
}

// webApp adds what a step deploys: to the slot that it names, else where its workflow says.
func webApp(app *App, at document.Location, with *node) *document.Workload {
	env := environment{}
	env.put(given("App Service", at, map[string]string{"WEBSITE_SITE_NAME": "", "WEBSITE_HOSTNAME": "", "WEBSITE_INSTANCE_ID": ""})...)
	app.Stage = cmp.Or(taskStage(at.File), "production")
	if slot := with.get("slot-name").value(); slot != "" && !strings.Contains(slot, "$") {
		app.Stage = strings.ToLower(slot)
	}
	w := &document.Workload{Kind: "app-service", Name: "web", At: at, Env: env.sorted(), OpenBecause: "app settings are variables too, and Azure keeps them"}
	app.Workloads = append(app.Workloads, w)
	return w
}
