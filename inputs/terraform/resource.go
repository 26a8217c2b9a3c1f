package terraform

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
)

// resource is one instance of what a module manages or reads, with its
// arguments evaluated. The files of the module and a plan both give resources;
// what they mean for Django is read from these alone.
type resource struct {
	address string // as Terraform writes it: module.web[0].aws_lb.main["x"]
	kind    string // its type: aws_lb
	name    string // main
	data    bool   // a data source
	// body is an object: arguments by name, and nested blocks as lists of objects,
	// as `terraform show -json` writes them. What is not known is unknown, with the
	// marks of marks.go on it; so is what Terraform hides. In *.tf.json a single
	// nested block may be an object: nothing there tells it from an argument.
	body cty.Value
	at   document.Location // the block in the files; zero where only a plan tells of it
	// doubtful is unknown, with the marks of what decides it, where it is not known
	// whether the resource is there at all; else NilVal.
	doubtful cty.Value
}

// perhapsAbsent is what is known of a fact of a resource that is perhaps not there.
func (r *resource) perhapsAbsent() *document.Node {
	n := doubt(spotOf(r.doubtful, nil).trail(), r.at)
	n.Because = "it is not known whether it is there"
	return n
}
