package platforms

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Cloud Run: what `gcloud run deploy` and `gcloud run services update` of scripts, pipelines
// and steps of Cloud Build deploy, and the step google-github-actions/deploy-cloudrun
// (cloud.google.com/sdk/gcloud/reference/run/deploy, its action.yml).

// kept is why their processes are open.
const kept = "variables that another command or the console set before stay"

const deployCloudRun = "google-github-actions/deploy-cloudrun@"

func isCloudRun(file string) bool {
	base := path.Base(file)
	return path.Ext(file) == ".sh" || isWorkflow(file) || base == ".gitlab-ci.yml" || base == "bitbucket-pipelines.yml" || IsCloudBuild(file)
}

// IsCloudBuild tells whether a file is a configuration of Google Cloud Build, by its name.
func IsCloudBuild(file string) bool {
	words := strings.Join(nameWords(path.Base(file)), "")
	return (strings.HasPrefix(words, "cloudbuild") || strings.HasPrefix(words, "cloudmigrate")) && (path.Ext(file) == ".yaml" || path.Ext(file) == ".yml")
}

func isWorkflow(file string) bool {
	return path.Dir(file) == ".github/workflows" && (path.Ext(file) == ".yml" || path.Ext(file) == ".yaml")
}

func readCloudRun(l *loader, app *App, files []string) {
	file := files[0]
	src, err := tree.ReadText(l.fsys, file, maxFile)
	if err != nil || !strings.Contains(src, "gcloud") && !strings.Contains(src, "cloud-sdk") && !strings.Contains(src, deployCloudRun) {
		return
	}
	app.Edge = true
	services := cloudRun{loader: l, app: app}
	for _, c := range calls("gcloud", file, src) {
		services.command(c)
	}
	if path.Ext(file) == ".sh" {
		return
	}
	root := l.open(file)
	for _, step := range root.get("steps").elements() {
		services.cloudBuild(step, root.get("substitutions"), src)
	}
	for _, job := range root.get("jobs").members() {
		for _, step := range job.value.get("steps").elements() {
			services.action(step)
		}
	}
}

// cloudRun collects the services that the commands of a file deploy.
type cloudRun struct {
	*loader
	app *App
}

// service is the one of that name.
func (r cloudRun) service(name string, at document.Location) *document.Workload {
	for _, w := range r.app.Workloads {
		if w.Name == name {
			return w
		}
	}
	env := environment{}
	env.put(given("Cloud Run", at, map[string]string{"PORT": "", "K_SERVICE": "", "K_CONFIGURATION": "", "K_REVISION": ""})...)
	w := &document.Workload{Kind: "cloud-run", Name: name, At: at, Env: env.sorted(), Image: "${image}", OpenBecause: kept}
	r.app.Workloads = append(r.app.Workloads, w)
	return w
}

// command takes in gcloud [beta] run deploy, or services update, NAME --option=value ...
func (r cloudRun) command(c called) {
	words := slices.DeleteFunc(slices.Clone(c.words[1:]), func(w string) bool { return w == "alpha" || w == "beta" })
	switch {
	case len(words) > 2 && words[0] == "run" && words[1] == "deploy":
		words = words[2:]
	case len(words) > 3 && words[0] == "run" && words[1] == "services" && words[2] == "update":
		words = words[3:]
	default:
		return
	}
	name := words[0]
	if strings.HasPrefix(name, "-") || strings.Contains(name, "$") {
		name = "service"
	}
	w := r.service(name, c.at)
	for _, o := range c.options() {
		r.option(w, c, o)
	}
}

// option takes in what an option of gcloud says of a service.
func (r cloudRun) option(w *document.Workload, c called, o option) {
	switch o.name {
	case "image":
		w.Image = cmp.Or(taskImage(o.value), w.Image)
	case "source":
		r.source(w, o.value)
	case "set-env-vars", "update-env-vars":
		for _, text := range listed(o.value) {
			if v, ok := c.assigned(text); ok {
				putVariable(w, v)
			}
		}
	case "env-vars-file":
		r.envFile(w, c.at.File, o.value)
	case "set-secrets", "update-secrets":
		for _, text := range listed(o.value) {
			storedIn(w, c, text)
		}
	case "add-volume-mount":
		for _, text := range listed(o.value) {
			if folder, ok := strings.CutPrefix(text, "mount-path="); ok {
				w.Mounts = append(w.Mounts, document.Mount{Target: folder, At: c.at})
			}
		}
	case "command":
		w.Entrypoint = commandWords(o.value)
	case "args":
		w.Command = commandWords(o.value)
	}
}

// envFile takes in the variables of a file, which lies beside the command's or at the root.
func (r cloudRun) envFile(w *document.Workload, command, name string) {
	for _, dir := range []string{path.Dir(command), "."} {
		if file := within(dir, name); file != "" && exists(r.fsys, file) {
			env := environment{}
			env.put(w.Env...)
			env.table(r.open(file))
			w.Env = env.sorted()
			return
		}
	}
}

// source is the folder of which Cloud Build makes the image, by its Dockerfile. Without one
// it is made of the source itself, whose Procfile another reader reads.
func (r cloudRun) source(w *document.Workload, dir string) {
	dockerfile := path.Join(dir, "Dockerfile")
	if exists(r.fsys, dockerfile) {
		w.Image, w.Build = "", &document.Build{Context: path.Clean(dir), Dockerfile: dockerfile, At: w.At}
	}
}

// storedIn takes in NAME=secret:version, or /path=secret:version.
func storedIn(w *document.Workload, c called, text string) {
	name, _, _ := strings.Cut(text, "=")
	if strings.HasPrefix(name, "/") {
		w.Mounts = append(w.Mounts, document.Mount{Target: name, At: c.at})
	} else if v, ok := c.assigned(text); ok {
		putVariable(w, stored(v, "the platform reads it from its secret store at start"))
	}
}

// putVariable gives a process a variable, in place of one of that name.
func putVariable(w *document.Workload, v document.Variable) {
	env := environment{}
	env.put(w.Env...)
	w.Env = env.with(v).sorted()
}

// listed are the members of a list of gcloud: apart by commas, or by what its beginning
// says: ^@^A=1@B=2 (cloud.google.com/sdk/gcloud/reference/topic/escaping).
func listed(text string) []string {
	if rest, ok := strings.CutPrefix(text, "^"); ok {
		if mark, list, ok := strings.Cut(rest, "^"); ok && mark != "" {
			return strings.Split(list, mark)
		}
	}
	return strings.Split(text, ",")
}

// commandWords are the words of a command; nil where anything in it is filled in.
func commandWords(text string) []string {
	if text == "" || strings.Contains(text, "$") {
		return nil
	}
	return listed(text)
}

// cloudBuild takes in a step that runs gcloud, with the substitutions that the file has
// texts for.
func (r cloudRun) cloudBuild(step, substitutions *node, src string) {
	tool := cmp.Or(path.Base(step.get("entrypoint").value()), path.Base(step.get("name").value()))
	if args := step.get("args").words(); tool == "gcloud" && len(args) > 0 {
		for i, a := range args {
			args[i] = substituted(a, substitutions)
		}
		at := step.get("args").at
		lines := strings.Split(src, "\n")
		r.command(called{append([]string{"gcloud"}, args...), at, lines[min(at.Line, len(lines))-1:]})
	}
}

// substituted puts the texts of a file of Cloud Build in the place of their names.
func substituted(text string, substitutions *node) string {
	for _, s := range substitutions.members() {
		if s.value.value() != "" {
			text = strings.ReplaceAll(text, "${"+s.key+"}", s.value.value())
			if strings.HasSuffix(text, "$"+s.key) {
				text = strings.TrimSuffix(text, "$"+s.key) + s.value.value()
			}
		}
	}
	return text
}

// action takes in a step of GitHub.
func (r cloudRun) action(step *node) {
	uses, with := step.get("uses"), step.get("with")
	if !strings.HasPrefix(uses.value(), deployCloudRun) || with.get("job") != nil {
		return
	}
	name := with.get("service").value()
	if name == "" || strings.Contains(name, "$") {
		name = "service"
	}
	w := r.service(name, uses.at)
	if image := with.get("image"); image != nil {
		w.Image = taskImage(image.text)
	}
	if source := with.get("source"); source != nil {
		r.source(w, expressions.ReplaceAllString(source.text, "$$"))
	}
	for _, kind := range []string{"env_vars", "secrets"} {
		values := with.get(kind)
		if values == nil {
			continue
		}
		lines := strings.Split(values.text, "\n")
		c := called{at: values.at}
		for _, text := range strings.FieldsFunc(expressions.ReplaceAllString(strings.Join(lines, "\n"), "$${}"), func(c rune) bool { return c == '\n' || c == ',' }) {
			if v, ok := c.assigned(strings.TrimSpace(text)); ok && kind == "env_vars" {
				putVariable(w, v)
			} else if ok {
				storedIn(w, c, strings.TrimSpace(text))
			}
		}
	}
}
