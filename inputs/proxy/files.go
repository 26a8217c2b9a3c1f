package proxy

import (
	"io/fs"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file tells whose the files are that a proxy serves: a mount that it shares
// with Django, the project's own, or nobody's.

// private are files of a project that no visitor is meant to read.
var private = []string{".env", ".git", "manage.py"}

// usual are folders of pages that images of proxies bring along.
var usual = []string{"/usr/share/nginx/html", "/etc/nginx/html", "/usr/share/caddy", "/srv", "/var/www/html"}

// files says where the folder of a route comes from; nil where the route serves none
// that is known.
func (j *joiner) files(s *Service, r document.Route) *document.Files {
	folder := source.Folder(r)
	if r.Does != document.Serves || folder == "" || s.Files == nil {
		return nil
	}
	m, rest := s.Files.Mount(folder)
	switch {
	case m == nil && s.Unnamed && j.checkedOut(folder):
		return &document.Files{From: document.FilesShared, Django: []string{folder}}
	case m == nil:
		return j.imageFiles(s, folder)
	}
	out := &document.Files{From: document.FilesUnknown}
	if at, ok := container.InProject(*m); ok {
		out.From, out.Project = document.FilesProject, path.Join(at, rest)
	} else if !m.Bind && m.Source != "" {
		out.From = document.FilesNobody
	}
	filled := false
	for k := range j.all {
		o := &j.all[k]
		if o.Workload == s.Workload {
			continue
		}
		if seen := seenAs(*m, rest, o.Mounts); len(seen) > 0 && j.isJudged(o.Workload) {
			out.From, out.Django = document.FilesShared, append(out.Django, seen...)
			filled = filled || slices.ContainsFunc(seen, o.fills)
		} else if len(seen) > 0 && out.From == document.FilesNobody {
			out.From = document.FilesOthers
		}
	}
	if out.Django = slices.Compact(out.Django); filled {
		out.From = document.FilesUnknown // a script copies what collectstatic has gathered
	}
	j.open(s, out)
	return out
}

// checkedOut tells whether a folder of the machine lies in the checkout that a service
// which is judged runs from.
func (j *joiner) checkedOut(folder string) bool {
	return slices.ContainsFunc(j.all, func(o Service) bool {
		_, inside := container.Under(folder, o.Checkout)
		return o.Checkout != "" && inside && j.isJudged(o.Workload)
	})
}

// imageFiles are those that the proxy's image has.
func (j *joiner) imageFiles(s *Service, folder string) *document.Files {
	out := &document.Files{From: document.FilesUnknown}
	for _, c := range slices.Backward(s.Files.Copies) {
		if rest, ok := container.Under(folder, path.Clean(c.Dest)); ok {
			if c.Source != "" {
				out.From, out.Project = document.FilesProject, path.Join(c.Source, rest)
				j.open(s, out)
			}
			return out
		}
	}
	inside := func(m document.Mount) bool { _, ok := container.Under(path.Clean(m.Target), folder); return ok }
	if s.Files.Stock && len(s.Files.Copies) == 0 && !slices.Contains(usual, folder) && !slices.ContainsFunc(s.Mounts, inside) {
		out.From = document.FilesNobody
	}
	return out
}

// open lists the private files that lie right in the folder.
func (j *joiner) open(s *Service, out *document.Files) {
	for _, name := range private {
		if out.Project == "" {
			return
		}
		if _, err := fs.Stat(s.Files.FS, path.Join(out.Project, name)); err == nil {
			out.Private = append(out.Private, name)
		}
	}
}

// seenAs are the paths by which another container sees what lies in a mount: the same
// volume, or a folder of the machine, or of a volume, that is the same or above it.
func seenAs(m document.Mount, rest string, others []document.Mount) []string {
	var out []string
	for _, o := range others {
		if o.Bind != m.Bind || o.Source == "" || o.Tmpfs {
			continue
		}
		if below, ok := container.Under(path.Join(m.Source, rest), path.Clean(o.Source)); ok {
			out = append(out, path.Join(o.Target, below))
		}
	}
	return out
}

// isJudged tells whether a workload is one of those that are judged.
func (j *joiner) isJudged(w *document.Workload) bool { return slices.Contains(j.judged, w) }
