package platforms

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/beanstalk"
	"github.com/djgate/djgate/inputs/document"
)

// Elastic Beanstalk: option_settings in .ebextensions/*.config, YAML or JSON, the
// later file on top (docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html).

func isBeanstalk(file string) bool {
	return path.Base(path.Dir(file)) == ".ebextensions" && path.Ext(file) == ".config" || path.Base(file) == dockerrunFile
}

// dockerrunFile says what a platform with Docker runs
// (docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html).
const dockerrunFile = "Dockerrun.aws.json"

// beanstalkHome is the folder that is uploaded.
func beanstalkHome(file string) string {
	if path.Base(file) == dockerrunFile {
		return path.Dir(file)
	}
	return path.Dir(path.Dir(file))
}

const (
	beanstalkEnvironment = "aws:elasticbeanstalk:application:environment"
	beanstalkPython      = "aws:elasticbeanstalk:container:python"
)

// beanstalkStatics are addresses with the folders that the proxy serves there, on
// platforms of Amazon Linux 2 and before.
var beanstalkStatics = []string{"aws:elasticbeanstalk:environment:proxy:staticfiles", "aws:elasticbeanstalk:container:python:staticfiles"}

// inConsole is why its processes are open.
const inConsole = "environment properties are set in the console too"

// beanstalkFiles is what the files of one folder say together.
type beanstalkFiles struct {
	env         environment
	balancer    beanstalk.Options
	statics     []document.Static
	application *node // WSGIPath
	python      bool  // an option is one of Python's
	dockerrun   *node
	rewritten   string // why the proxy may do otherwise
	at          document.Location
}

func readBeanstalk(l *loader, app *App, files []string) {
	app.Dir = beanstalkHome(files[0])
	f := beanstalkFiles{env: environment{}, balancer: beanstalk.Options{}}
	for _, file := range files {
		if path.Base(file) == dockerrunFile {
			f.dockerrun = l.open(file)
		} else {
			f.read(l.open(file), file)
		}
	}
	if f.at = f.dockerrun.place(f.at); f.at.IsZero() {
		return
	}
	if own := path.Join(app.Dir, ".platform"); exists(l.fsys, own) {
		f.rewritten = own + " may redirect"
	}
	each := &document.Workload{Kind: "elastic-beanstalk", Name: "web", At: f.at, Env: f.env.sorted(), OpenBecause: inConsole}
	if f.dockerrun != nil && !f.dockerrun.get("AWSEBDockerrunVersion").is("1") {
		app.Workloads, each.Name = f.containers()
	}
	app.Infra = f.balancer.Edge(beanstalk.Environment{Name: path.Join(app.Dir, ".ebextensions"), Container: each.Name, At: f.at, Rewritten: f.rewritten})
	if f.dockerrun != nil || !f.python && l.isDocker(app.Dir) {
		if l.inDocker(each, app.Dir, f.dockerrun) {
			app.Workloads = append(app.Workloads, each)
		}
		return
	}
	app.Each, each.Statics = each, f.statics
	if f.application != nil { // in force where there is no Procfile
		each.Command = []string{"gunicorn", "--bind", "127.0.0.1:8000", f.application.text}
	}
}

// containers are those of the task that a file of version 2 describes, each with the
// environment properties, and the name of the one that the load balancer reaches
// (docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker_v2config.html).
func (f *beanstalkFiles) containers() (all []*document.Workload, reached string) {
	for _, c := range f.dockerrun.get("containerDefinitions").elements() {
		w := ecsContainer(c)
		env := environment{}
		env.put(f.env.sorted()...)
		env.put(w.Env...)
		w.Env, w.OpenBecause = env.sorted(), inConsole
		all = append(all, w)
		for _, p := range c.get("portMappings").elements() {
			if p.get("hostPort").is("80") {
				reached = w.Name
			}
		}
	}
	return all, reached
}

// read takes in the options of a file.
func (f *beanstalkFiles) read(config *node, file string) {
	if config.get("Resources") != nil || config.get("files") != nil {
		f.rewritten = file + " may redirect"
	}
	options(config.get("option_settings"), func(namespace, name string, key document.Location, value *node) {
		if value != nil {
			f.balancer.Put(namespace, name, beanstalk.Option{Text: value.text, At: value.at})
		}
		if f.at.IsZero() {
			f.at = key
		}
		f.python = f.python || strings.HasPrefix(namespace, beanstalkPython)
		switch {
		case namespace == beanstalkEnvironment:
			f.env.put(variable(name, key, value))
		case namespace == beanstalkPython && name == "WSGIPath":
			f.application = value
		case slices.Contains(beanstalkStatics, namespace):
			f.statics = append(f.statics, document.Static{Prefix: name, At: key})
		}
	})
}

// isDocker tells whether a folder is for a platform with Docker, where no option is one of
// Python's: it has a Dockerfile, and nothing that another would start.
func (l *loader) isDocker(dir string) bool {
	starts := func(name string) bool { return exists(l.fsys, path.Join(dir, name)) }
	return starts("Dockerfile") && !slices.ContainsFunc([]string{"Procfile", "application.py", "docker-compose.yml"}, starts)
}

// inDocker has a process run in the image that a folder names or makes; false where it
// runs several, or those of a Compose file.
func (l *loader) inDocker(w *document.Workload, dir string, dockerrun *node) bool {
	if dockerrun != nil && !dockerrun.get("AWSEBDockerrunVersion").is("1") || exists(l.fsys, path.Join(dir, "docker-compose.yml")) {
		return false
	}
	if image := dockerrun.get("Image", "Name"); image != nil {
		w.Image = taskImage(image.text)
	} else {
		w.Build = &document.Build{Context: dir, Dockerfile: path.Join(dir, "Dockerfile"), At: w.At}
	}
	for _, p := range dockerrun.get("Ports").elements() {
		if inner := p.get("ContainerPort"); inner != nil {
			w.Expose = append(w.Expose, inner.text)
		}
	}
	if given := dockerrun.get("Entrypoint"); given != nil {
		w.Entrypoint = words(given.value())
	}
	if given := dockerrun.get("Command"); given != nil {
		w.Command = words(given.value())
	}
	return true
}

// options calls f for each option, written as {namespace: {name: value}} or as a
// list, whose entries are of the environment unless they say otherwise.
func options(n *node, f func(namespace, name string, key document.Location, value *node)) {
	for _, namespace := range n.members() {
		for _, p := range namespace.value.members() {
			f(namespace.key, p.key, p.at, p.value)
		}
	}
	for _, o := range n.elements() {
		namespace := beanstalkEnvironment
		if given := o.get("namespace"); given != nil {
			namespace = given.text
		}
		if name := o.get("option_name"); name != nil {
			f(namespace, name.text, name.at, o.get("value"))
		}
	}
}
