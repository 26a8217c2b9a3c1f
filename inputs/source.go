package inputs

import (
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/code"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
	"github.com/djgate/djgate/inputs/urlconf"
)

// This file adds to a document what the source shows beside the settings.

// lookThrough begins to look through the modules of the projects that are judged,
// while their settings are read.
func (r *reader) lookThrough() {
	r.keys = sync.OnceValue(r.keyFiles)
	r.modules = map[string]func() code.Facts{}
	for _, t := range r.plan.Judged() {
		dir := t.Project.Dir
		if r.modules[dir] != nil {
			continue
		}
		r.modules[dir] = sync.OnceValue(func() code.Facts { return code.Read(r.fsys, r.filesOf(dir)) })
		go r.modules[dir]()
	}
}

// filesOf are the files below a folder.
func (r *reader) filesOf(dir string) []string {
	if dir == "." {
		return r.plan.Files()
	}
	var out []string
	for _, f := range r.plan.Files() {
		if strings.HasPrefix(f, dir+"/") {
			out = append(out, f)
		}
	}
	return out
}

func (r *reader) source(d *document.Document, t *targets.Target, secrets *settings.Secrets) {
	s := &d.Source
	s.URLs = r.urls(t, d.Settings)
	s.Pages = r.pages(t, d)
	found := r.modules[t.Project.Dir]()
	s.Disclosed, s.Forwarded, s.RemoteUsers, s.Uploads = found.Disclosed, found.Forwarded, found.RemoteUsers, found.Uploads
	parts := secretParts(d.Settings)
	s.Documented, s.Unmasked, s.Hardcoded = r.documented(parts, secrets), unmasked(parts), r.hardcoded(d.Settings)
	s.Baked, s.Keys = t.Baked, r.keys()
}

// backported tells of a setting that this version of Django does not know whether the
// project reads it by itself, as a copy of what came later does, or has the package that
// brings it to older versions.
func (r *reader) backported(t *targets.Target, n document.Notice) bool {
	if n.Kind != document.NoticeNew {
		return false
	}
	_, installed := r.packages(t).Deps[backports[n.Name]]
	return installed || code.Ask(r.fsys, r.filesOf(t.Project.Dir), n.Name)
}

// backports are the packages that read settings of later versions of Django.
var backports = map[string]string{"TASKS": "django-tasks"}

// urls reads the URL configuration that the settings name.
func (r *reader) urls(t *targets.Target, all map[string]*document.Node) document.URLs {
	known := nodes(all)
	in := urlconf.Input{FS: r.fsys, Settings: known, Find: func(module string) (string, bool) {
		m, found := settings.Resolve(r.fsys, module, r.searchPath(t))
		return m.File, found
	}}
	in.Root, _ = known.Text("ROOT_URLCONF")
	if view := all["CSRF_FAILURE_VIEW"]; view != nil && view.Set {
		in.FailureView, _ = known.Text("CSRF_FAILURE_VIEW")
		in.FailureViewAt = view.At
	}
	return urlconf.Read(in)
}

// nodes answers what the source asks of settings: what rests on no assumption.
type nodes map[string]*document.Node

// Truth is Python's truth of a setting.
func (n nodes) Truth(name string) (on, known bool) {
	node := n[name]
	if node == nil || node.Truth == nil || len(node.Assumes) > 0 {
		return false, false
	}
	return *node.Truth, true
}

// Text is a setting that is a text and no secret.
func (n nodes) Text(name string) (text string, known bool) {
	node := n[name]
	if node == nil || node.State != document.Known || len(node.Assumes) > 0 {
		return "", false
	}
	text, known = node.Value.(string)
	return text, known
}

// Bounds on the documentation that is read.
const (
	maxDocuments = 500
	maxDocument  = 256 << 10 // bytes
)

// documented finds the lines of the documentation that hold a secret of the settings.
func (r *reader) documented(parts []secretPart, secrets *settings.Secrets) []document.Sighting {
	names := map[int]string{}
	for _, p := range parts {
		if names[p.facts.Group] == "" {
			names[p.facts.Group] = p.subject
		}
	}
	search := secrets.Search()
	if len(names) == 0 || search == nil {
		return nil
	}
	var out []document.Sighting
	read := 0
	for _, f := range r.plan.Files() {
		if !documentation(f) || r.untracked(f) {
			continue
		}
		if read++; read > maxDocuments {
			break
		}
		out = append(out, sightings(r.fsys, f, names, search)...)
	}
	return out
}

func documentation(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".md", ".rst", ".adoc":
		return true
	case ".txt":
		return strings.HasPrefix(file, "docs/") || strings.HasPrefix(strings.ToLower(path.Base(file)), "readme")
	}
	return false
}

// sightings are the lines of a file with one of the secrets that have a name, by group.
func sightings(fsys fs.FS, file string, names map[int]string, search func(string) []int) []document.Sighting {
	src, err := tree.ReadRegular(fsys, file, maxDocument)
	if err != nil || len(search(string(src))) == 0 {
		return nil
	}
	var out []document.Sighting
	for i, line := range strings.Split(string(src), "\n") {
		for _, group := range search(line) {
			if name := names[group]; name != "" {
				out = append(out, document.Sighting{Setting: name, At: document.Location{File: file, Line: i + 1}})
			}
		}
	}
	return out
}

// openToAll tells whether every user of this machine may read a file; nil where
// its mode is not known.
func (r *reader) openToAll(file string) *bool {
	info, err := fs.Stat(r.fsys, file)
	if err != nil || info.Mode().Perm() == 0 {
		return nil
	}
	open := info.Mode().Perm()&0o004 != 0
	return &open
}
