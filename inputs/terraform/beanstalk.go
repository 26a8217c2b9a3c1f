package terraform

import (
	"io/fs"

	"github.com/djgate/djgate/inputs/beanstalk"
	"github.com/djgate/djgate/inputs/document"
)

// elasticBeanstalk gives the load balancer of an environment of Elastic Beanstalk.
func elasticBeanstalk(src *sources, r *resource) document.Infra {
	if r.kind != "aws_elastic_beanstalk_environment" {
		return document.Infra{}
	}
	e := beanstalk.Environment{Name: r.address, Container: r.name, At: r.at, Whole: len(r.find("template_name")) == 0}
	for _, pattern := range []string{".ebextensions", ".platform", "*/.ebextensions", "*/.platform"} {
		if found, err := fs.Glob(src.fsys, pattern); err == nil && len(found) > 0 {
			e.Rewritten = found[0] + " may redirect"
		}
	}
	options := beanstalk.Options{}
	for _, setting := range r.find("setting") {
		for _, s := range setting.each() {
			if !putOption(options, s, r.at) {
				return document.Infra{}
			}
		}
	}
	return options.Edge(e)
}

// putOption adds an option; false for one that is not known by its name.
func putOption(options beanstalk.Options, s spot, at document.Location) bool {
	namespace, _ := s.first("namespace")
	name, _ := s.first("name")
	value, given := s.first("value")
	if namespace.shown() == "" || name.shown() == "" || !given {
		return false
	}
	o := beanstalk.Option{At: value.trail().at(at), Text: value.shown()}
	if _, known := value.written(); !known || value.secret() {
		o.Because = value.trail().because()
	}
	options.Put(namespace.shown(), name.shown(), o)
	return true
}
