// Package urlconf reads what a URL configuration routes, as far as its source
// tells: where the admin is, which views serve files, and whether the views that
// the project names for errors are there and take what Django calls them with.
//
// It runs nothing. It follows the lists of ROOT_URLCONF and of the modules of the
// project that it includes, with the conditions of a site whose DEBUG is off; what
// it cannot follow is a doubt, where the module speaks of one of these views.
package urlconf

import (
	"io/fs"

	"github.com/djgate/djgate/inputs/document"
)

// Settings answers what a URL configuration asks of the settings.
type Settings interface {
	// Truth is Python's truth of a setting; known is false where it is not known.
	Truth(name string) (on, known bool)
	// Text is the value of a setting that is a text and no secret.
	Text(name string) (text string, known bool)
}

// Input is one URL configuration.
type Input struct {
	FS       fs.FS
	Root     string // ROOT_URLCONF; "" where it is not known
	Find     func(module string) (file string, found bool)
	Settings Settings
	// FailureView is CSRF_FAILURE_VIEW where the project sets it, else "".
	FailureView   string
	FailureViewAt document.Location
}

// Read reads a URL configuration.
func Read(in Input) document.URLs {
	r := &reader{Input: in, modules: map[string]*module{}}
	out := document.URLs{Views: r.failureView()}
	if in.Root == "" {
		return out
	}
	root := r.module(in.Root)
	if root == nil && len(r.doubts) == 0 {
		r.doubt(in.Root, "the project has no module "+in.Root, document.Location{})
	}
	if root != nil {
		out.Views = append(out.Views, root.handlers()...)
		for _, e := range r.attribute(in.Root, "urlpatterns") {
			if route, ok := e.route(); ok {
				out.Routes = append(out.Routes, route)
			}
		}
	}
	out.Doubts = r.doubts
	return out
}

// Bounds on hostile projects.
const (
	maxModules = 300
	maxDepth   = 20
	maxEntries = 5000
	maxFile    = 512 << 10 // bytes
)

type reader struct {
	Input
	modules map[string]*module // by name; nil: not in the project, or not readable
	doubts  []document.Gap
	depth   int
}

func (r *reader) doubt(what, because string, at document.Location) {
	if len(r.doubts) < maxModules {
		r.doubts = append(r.doubts, document.Gap{What: what, Because: because, At: at})
	}
}

// attribute is the list that a module of the project binds to a name.
func (r *reader) attribute(name, list string) []entry {
	if r.depth >= maxDepth {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	if m := r.module(name); m != nil {
		return m.lists[list]
	}
	return nil
}

// entry is one route, with the prefixes of those that include it.
type entry struct {
	path    string
	told    bool // path is known
	view    string
	options map[string]bool // of the view: those that are True
	certain bool
	at      document.Location
}

// route is the fact that an entry is; ok is false for a view of no concern.
func (e entry) route() (out document.URLRoute, ok bool) {
	out = document.URLRoute{Certain: e.certain, At: e.at}
	switch {
	case isAdmin(e.view):
		out.View, out.Path = document.RouteAdmin, "own"
		if !e.told {
			out.Path = "unknown"
		} else if e.path == "admin/" || e.path == "admin" {
			out.Path = "default"
		}
	case e.view == "django.views.static.serve":
		out.View = document.RouteServe
	case e.view == "django.contrib.staticfiles.views.serve" && e.options["insecure"]:
		out.View = document.RouteInsecure
	default:
		return out, false
	}
	return out, true
}
