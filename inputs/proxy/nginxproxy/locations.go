package nginxproxy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file writes the locations of a host, one for each VIRTUAL_PATH.

// paths are those of the containers of a host, in order.
func (w *writer) paths(h *host) []string {
	var out []string
	for _, c := range h.containers {
		if path := w.path(c); !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// path is a container's VIRTUAL_PATH, which nginx-proxy knows since 1.0.
func (w *writer) path(c Container) string {
	given := lookup(c.Env, "VIRTUAL_PATH")
	if !w.version.since(1, 0) {
		return "/"
	}
	if given.set && !given.known {
		w.gap("VIRTUAL_PATH is not known", given.at)
	}
	return cmp.Or(given.text, "/")
}

// at is the host with the containers of one of its paths alone.
func (w *writer) at(h *host, path string) *host {
	out := *h
	out.containers = slices.DeleteFunc(slices.Clone(h.containers), func(c Container) bool { return w.path(c) != path })
	return &out
}

// upstreams writes who answers for each path.
func (w *writer) upstreams(h *host) {
	for _, path := range w.paths(h) {
		w.add(w.place(h), "upstream %s {", w.upstream(h, path))
		for _, c := range w.at(h, path).containers {
			port := lookup(c.Env, "VIRTUAL_PORT")
			if port.set && !port.known {
				w.gap("VIRTUAL_PORT is not known", port.at)
			}
			w.add(c.At, "server %s;", quoted(c.Name+":"+cmp.Or(port.text, c.Port, "80")))
		}
		w.add(w.place(h), "}")
	}
}

// upstream is the name of who answers for a path: that of the host.
func (w *writer) upstream(h *host, path string) string {
	name := h.file()
	if name == unnamed {
		name = "virtual-host"
	}
	if path != "/" {
		name += "-" + digest(path)
	}
	return name
}

// location writes one path of a host.
func (w *writer) location(h *host, path string) {
	of, at := w.at(h, path), w.place(h)
	sum := "_" + digest(path)
	for _, name := range []string{h.file() + sum + "_location_override", h.file() + "_location_override"} {
		if w.version.since(1, 2) && w.exists(vhosts+name) && (path == "/" || strings.Contains(name, sum)) {
			w.add(at, "include %s;", escaped(vhosts+name))
			return
		}
	}
	w.add(at, "location %s {", matched(path))
	if w.of(of, "NETWORK_ACCESS") == "internal" {
		w.inside()
	}
	w.pass(of, path)
	w.guard(h, sum)
	w.include(at, h, sum+"_location", h.file()+"_location", "default_location")
	w.add(at, "}")
}

// matched is a path as a location has it, with what may stand before it.
func matched(path string) string {
	for _, mark := range []string{"~*", "^~", "~", "="} {
		if rest, ok := strings.CutPrefix(path, mark); ok {
			return mark + " " + quoted(strings.TrimSpace(rest))
		}
	}
	return quoted(path)
}

// inside lets in private networks alone.
func (w *writer) inside() {
	if w.exists(internal) {
		w.add(w.At, "include %s;", internal)
		return
	}
	w.add(w.At, "allow 127.0.0.0/8; allow 10.0.0.0/8; allow 192.168.0.0/16; allow 172.16.0.0/12; deny all;")
}

// pass hands requests on, by VIRTUAL_PROTO.
func (w *writer) pass(of *host, path string) {
	at, name := w.place(of), w.upstream(of, path)
	switch proto := cmp.Or(w.of(of, "VIRTUAL_PROTO"), "http"); proto {
	case "http", "https":
		w.add(at, "proxy_pass %s;", quoted(proto+"://"+name+w.of(of, "VIRTUAL_DEST")))
	case "uwsgi", "fastcgi":
		w.add(at, "include %s_params; %s_pass %s;", proto, proto, name)
	default:
		w.gap("VIRTUAL_PROTO "+proto+" is not followed", at)
		w.add(at, "grpc_pass %s;", name)
	}
}

// guard asks for a password where there is a file of them.
func (w *writer) guard(h *host, sum string) {
	for _, name := range []string{h.file() + sum, h.file()} {
		switch _, _, state := w.Files.Read(passwords + name); state {
		case document.Known:
			w.add(w.place(h), "auth_basic restricted;")
			return
		case document.Unknown:
			w.gap("whether "+passwords+" holds passwords for "+h.name+" is not known", w.place(h))
			return
		}
	}
}
