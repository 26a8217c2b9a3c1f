package platforms

import (
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/beanstalk"
	"github.com/djgate/djgate/inputs/document"
)

// Elastic Beanstalk: option_settings in .ebextensions/*.config, YAML or JSON, the
// later file on top (docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html).

func isBeanstalk(file string) bool {
	return path.Base(path.Dir(file)) == ".ebextensions" && path.Ext(file) == ".config"
}

const (
	beanstalkEnvironment = "aws:elasticbeanstalk:application:environment"
	beanstalkPython      = "aws:elasticbeanstalk:container:python"
)

// beanstalkStatics are addresses with the folders that the proxy serves there, on
// platforms of Amazon Linux 2 and before.
var beanstalkStatics = []string{"aws:elasticbeanstalk:environment:proxy:staticfiles", "aws:elasticbeanstalk:container:python:staticfiles"}

func readBeanstalk(l *loader, app *App, files []string) {
	app.Dir = path.Dir(app.Dir)
	env := environment{}
	balancer, rewritten := beanstalk.Options{}, ""
	var application *node
	var statics []document.Static
	var at document.Location
	for _, file := range files {
		config := l.open(file)
		if config.get("Resources") != nil || config.get("files") != nil {
			rewritten = file + " may redirect"
		}
		options(config.get("option_settings"), func(namespace, name string, key document.Location, value *node) {
			if value != nil {
				balancer.Put(namespace, name, beanstalk.Option{Text: value.text, At: value.at})
			}
			if at.IsZero() {
				at = key
			}
			switch {
			case namespace == beanstalkEnvironment:
				env.put(variable(name, key, value))
			case namespace == beanstalkPython && name == "WSGIPath":
				application = value
			case slices.Contains(beanstalkStatics, namespace):
				statics = append(statics, document.Static{Prefix: name, At: key})
			}
		})
	}
	if at.IsZero() {
		return
	}
	if own := path.Join(app.Dir, ".platform"); exists(l.fsys, own) {
		rewritten = own + " may redirect"
	}
	each := &document.Workload{Kind: "elastic-beanstalk", Name: "web", At: at, Env: env.sorted(),
		OpenBecause: "environment properties are set in the console too"}
	each.Statics = statics
	app.Each = each
	app.Infra = balancer.Edge(beanstalk.Environment{Name: path.Join(app.Dir, ".ebextensions"), Container: each.Name, At: at, Rewritten: rewritten})
	if application != nil { // in force where there is no Procfile
		each.Command = []string{"gunicorn", "--bind", "127.0.0.1:8000", application.text}
	}
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
