package proxy

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
)

// This file tells what lies beside the folder of an alias, for those who leave it.

// secludes tells whether nothing lies beside the folder of an alias but folders that the
// routes of its site serve. Only the container of a stock image is known so well.
func (s *Service) secludes(r document.Route, routes []document.Route) bool {
	if !r.Alias || r.Root == "" || s.Files == nil || !s.Files.Stock || strings.Contains(r.Root, "$") {
		return false
	}
	above := path.Dir(path.Clean(r.Root))
	if ofImages(above) {
		return false
	}
	if m, _ := s.Files.Mount(above); m != nil {
		return false
	}
	for _, c := range s.Files.Copies {
		if related(path.Clean(c.Dest), above) {
			return false
		}
	}
	return !slices.ContainsFunc(s.Mounts, func(m document.Mount) bool {
		return related(path.Clean(m.Target), above) && !slices.ContainsFunc(routes, func(o document.Route) bool { return o.Alias && path.Clean(o.Root) == path.Clean(m.Target) })
	})
}

// ofImages tells whether the images of proxies may have files in a folder, or below it.
func ofImages(folder string) bool {
	top, rest, _ := strings.Cut(strings.TrimPrefix(folder, "/"), "/")
	switch top {
	case "app", "code", "data", "django", "home", "media", "opt", "project", "static", "vol", "web", "www":
		return false
	case "usr":
		return rest != "src" && !strings.HasPrefix(rest, "src/")
	case "srv", "var":
		return !strings.Contains(rest, "/")
	}
	return true
}

// related tells whether one of two folders is the other one, or lies in it.
func related(a, b string) bool {
	_, in := container.Under(a, b)
	_, around := container.Under(b, a)
	return in || around
}
