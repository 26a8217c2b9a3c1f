package inputs

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/templates"
)

// pages tells which templates for errors a project brings, and what 500.html needs
// of a context. A project without pages of its own has no use for them.
func (r *reader) pages(t *targets.Target, d *document.Document) document.Pages {
	f := &engines{reader: r, target: t}
	if n := d.Settings["TEMPLATES"]; n != nil && n.State == document.Known {
		list, _ := n.Value.([]any)
		for i, e := range list {
			f.engine(i, e, d.Settings["INSTALLED_APPS"])
		}
	}
	out := document.Pages{Doubts: f.doubts}
	if len(f.dirs) == 0 || !r.showsPages(f.dirs) {
		return document.Pages{}
	}
	folders := templates.Folders{FS: r.fsys, Dirs: f.dirs}
	for _, name := range []string{"404.html", "500.html"} {
		handled := slices.ContainsFunc(d.Source.URLs.Views, func(v document.View) bool { return v.Name == "handler"+name[:3] })
		if _, found := folders.Find(name); !found && !handled {
			out.Missing = append(out.Missing, name)
		} else if found && !handled && name == "500.html" {
			out.Needs = templates.Printed(folders, name)
		}
	}
	out.Doubts = append(out.Doubts, d.Source.URLs.Doubts...)
	return out
}

// engines are the template folders that TEMPLATES names, in the order of the search.
type engines struct {
	*reader
	target *targets.Target
	dirs   []string
	doubts []document.Gap
}

func (f *engines) doubt(i int, because string) {
	f.doubts = append(f.doubts, document.Gap{What: fmt.Sprintf("TEMPLATES[%d]", i), Because: because})
}

func (f *engines) engine(i int, e any, apps *document.Node) {
	engine, _ := e.(map[string]any)
	backend, _ := engine["BACKEND"].(string)
	if backend != "django.template.backends.django.DjangoTemplates" {
		f.doubt(i, "another engine than Django's own may have it")
		return
	}
	dirs, _ := engine["DIRS"].([]any)
	for _, dir := range dirs {
		f.dir(i, dir)
	}
	options, _ := engine["OPTIONS"].(map[string]any)
	loaders := fmt.Sprint(options["loaders"])
	if engine["APP_DIRS"] == true || strings.Contains(loaders, "app_directories") {
		f.apps(i, apps)
	}
}

// dir adds a folder of DIRS.
func (f *engines) dir(i int, dir any) {
	name, _ := dir.(string)
	inside, ok := strings.CutPrefix(path.Clean(name), strings.TrimSuffix(f.o.Root, "/")+"/")
	if there, told := f.folder(f.target, name); !ok || !told {
		f.doubt(i, "a folder that is not here may have it")
	} else if there {
		f.dirs = append(f.dirs, inside)
	}
}

// apps adds the folders of the project's own apps; those of packages bring pages
// for errors of a whole site only in rare cases.
func (f *engines) apps(i int, n *document.Node) {
	if n == nil || n.State != document.Known {
		f.doubt(i, "not all of INSTALLED_APPS is known")
		return
	}
	list, _ := n.Value.([]any)
	for _, app := range list {
		name, _ := app.(string)
		if dir, ok := f.appFolder(name); ok {
			f.dirs = append(f.dirs, path.Join(dir, "templates"))
		}
	}
}

// appFolder is the folder of an app, which its package or its AppConfig names.
func (f *engines) appFolder(app string) (string, bool) {
	for name := app; name != ""; name = name[:max(0, strings.LastIndexByte(name, '.'))] {
		if m, found := settings.Resolve(f.fsys, name, f.searchPath(f.target)); found {
			return path.Dir(m.File), true
		}
	}
	return "", false
}

// showsPages tells whether folders hold a page for visitors: mails, and what
// overrides the admin and the browsable API, are none.
func (r *reader) showsPages(dirs []string) bool {
	return slices.ContainsFunc(r.plan.Files(), func(file string) bool {
		return strings.HasSuffix(file, ".html") && slices.ContainsFunc(dirs, func(dir string) bool {
			rel, below := strings.CutPrefix(file, dir+"/")
			first, _, _ := strings.Cut(rel, "/")
			return below && !slices.Contains([]string{"admin", "rest_framework", "account", "registration"}, first) && !strings.Contains(rel, "mail")
		})
	})
}
