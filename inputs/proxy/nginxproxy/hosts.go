package nginxproxy

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file tells which names nginx-proxy answers to, for whom, and whether with a
// certificate.

// host is a name of VIRTUAL_HOST, with the containers that have it.
type host struct {
	name       string // unnamed where it is not known
	containers []Container
	asked      setting // VIRTUAL_HOST
	method     string  // HTTPS_METHOD
	plain, tls bool    // whether it answers to HTTP and to HTTPS
	doubt      string  // why it is not known whether there is a certificate
}

// unnamed stands for a name that is not known.
const unnamed = "${VIRTUAL_HOST}"

// maxHosts bounds how many names are followed.
const maxHosts = 100

// names are those that stand in a configuration without changing it.
var names = pattern.New(`^(?:[A-Za-z0-9.*_-]+|~[^\s"'/;]+)$`)

func (h *host) isPattern() bool { return strings.HasPrefix(h.name, "~") }

// isPlain tells whether visitors ask for this very name.
func (h *host) isPlain() bool { return !strings.ContainsAny(h.name, "~*") }

// file is how files for the name are called.
func (h *host) file() string {
	if h.isPattern() {
		return digest(h.name)
	}
	return h.name
}

func digest(text string) string {
	sum := sha1.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// of is the first of a variable that the containers of a host have; "" where none has it.
func (w *writer) of(h *host, name string) string {
	for _, c := range h.containers {
		s := lookup(c.Env, name)
		if s.set && !s.known {
			w.gap(name+" is not known", s.at)
		}
		if s.set {
			return s.text
		}
	}
	return ""
}

// hosts lists the names, in the order in which nginx-proxy has them.
func (w *writer) hosts() []*host {
	byName := map[string]*host{}
	var out []*host
	for _, c := range w.candidates() {
		asked := lookup(c.Env, "VIRTUAL_HOST")
		for _, name := range asked.names() {
			if !names.MatchString(name) && name != unnamed || len(out) == maxHosts {
				w.gap("a name in VIRTUAL_HOST is not followed", asked.at)
				continue
			}
			if byName[name] == nil {
				byName[name] = &host{name: name, asked: asked}
				out = append(out, byName[name])
			}
			byName[name].containers = append(byName[name].containers, c)
		}
	}
	slices.SortFunc(out, func(a, b *host) int { return strings.Compare(a.name, b.name) })
	for _, h := range out {
		w.secure(h)
	}
	return out
}

// names are those of a VIRTUAL_HOST.
func (s setting) names() []string {
	if !s.known {
		return []string{unnamed}
	}
	var out []string
	for name := range strings.SplitSeq(s.text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// candidates are the containers with a VIRTUAL_HOST. Where none is in sight, it is in the
// env file that is not here, of the only one that needs it.
func (w *writer) candidates() []Container {
	var out []Container
	for _, c := range w.Containers {
		if !c.Own && lookup(c.Env, "VIRTUAL_HOST").set {
			out = append(out, c)
		}
	}
	if perhaps := w.perhaps(); len(out) == 0 && len(perhaps) == 1 {
		return perhaps
	}
	return out
}

// perhaps are the containers that need a VIRTUAL_HOST and may have one in an env file that
// is not here.
func (w *writer) perhaps() []Container {
	return slices.DeleteFunc(slices.Clone(w.Containers), func(c Container) bool { return !c.Serves || c.Missing == "" })
}

// missing is an env file of a container that is not here.
func (w *writer) missing() string {
	for _, c := range w.Containers {
		if c.Missing != "" {
			return c.Missing
		}
	}
	return ""
}

// secure says to what a host answers, as far as variables and certificates tell: without
// a certificate to HTTP, whatever HTTPS_METHOD is.
func (w *writer) secure(h *host) {
	h.method = cmp.Or(w.of(h, "HTTPS_METHOD"), w.own("HTTPS_METHOD", "redirect"))
	if !slices.Contains([]string{"redirect", "noredirect", "nohttp", "nohttps"}, h.method) {
		w.gap("HTTPS_METHOD is none that nginx-proxy knows", h.asked.at)
	}
	if h.method == "nohttps" {
		h.plain = true
		return
	}
	certain, because := w.certificate(h)
	h.tls, h.doubt = certain || because != "", because
	h.plain = !certain || h.method != "nohttp"
	if open := cmp.Or(w.of(h, "ENABLE_HTTP_ON_MISSING_CERT"), w.own("ENABLE_HTTP_ON_MISSING_CERT", "true")); !certain && open != "true" {
		w.gap("what ENABLE_HTTP_ON_MISSING_CERT does without a certificate is not followed", w.At)
	}
}

// certificate tells whether there certainly is one for a host, or why it is not known.
// A host without one has that of the name above it and, since 1.7, the default one.
func (w *writer) certificate(h *host) (certain bool, because string) {
	candidates := []string{h.name, parent(h.name)}
	if w.version.since(1, 7) && w.own("TRUST_DEFAULT_CERT", "true") == "true" {
		candidates = append(candidates, "default")
	}
	if named := w.of(h, "CERT_NAME"); named != "" {
		candidates = []string{named}
	}
	for _, name := range candidates {
		if name != "" && w.exists(certs+name+".crt") && w.exists(certs+name+".key") {
			return true, ""
		}
	}
	return w.obtained(h)
}

// obtained tells whether acme-companion gets a certificate for a host, which any container
// may order, or who else may have put one there.
func (w *writer) obtained(h *host) (certain bool, because string) {
	for _, c := range w.Containers {
		ordered := lookup(c.Env, "ACME_HOST")
		if !ordered.set {
			ordered = lookup(c.Env, "LETSENCRYPT_HOST")
		}
		switch {
		case !ordered.set:
		case !w.Companion:
			return false, "whether an acme-companion brings it the certificate for LETSENCRYPT_HOST is not known"
		case h.isIn(ordered, c):
			return true, ""
		case !ordered.known || !h.asked.known:
			because = "whether LETSENCRYPT_HOST has the name of VIRTUAL_HOST is not known"
		}
	}
	switch missing := w.missing(); {
	case because != "":
		return false, because
	case missing != "" && w.Companion:
		return false, fmt.Sprintf("whether LETSENCRYPT_HOST is set is not known: %s is not here", missing)
	case w.Certificates:
		return false, "whether a certificate lies in /etc/nginx/certs is not known"
	}
	return false, ""
}

// isIn tells whether a host, or the name above it, is among those that a container orders
// certificates for. Names that are not known are taken for the container's own.
func (h *host) isIn(ordered setting, by Container) bool {
	if ordered.known && h.asked.known {
		return slices.Contains(ordered.names(), h.name) || slices.Contains(ordered.names(), parent(h.name))
	}
	return ordered.is(h.asked) || slices.ContainsFunc(h.containers, func(c Container) bool { return c.Name == by.Name })
}

// parent is the name above one of three parts or more; "" for none.
func parent(name string) string {
	_, above, _ := strings.Cut(name, ".")
	if !strings.Contains(above, ".") {
		return ""
	}
	return above
}

// exists tells whether the project has a file of the container.
func (w *writer) exists(name string) bool {
	_, _, state := w.Files.Read(name)
	return state == document.Known
}

// release is a version of nginx-proxy; zero for the newest.
type release struct{ major, minor int }

var tag = pattern.New(`^v?([0-9]{1,3})\.([0-9]{1,3})(?:[.-]|$)`)

// versionOf reads the tag of an image. A tag that is no version is taken for the newest.
func versionOf(text string) release {
	var r release
	if m := tag.FindStringSubmatch(text); m != nil {
		fmt.Sscan(m[1]+" "+m[2], &r.major, &r.minor)
	}
	return r
}

func (r release) since(major, minor int) bool {
	return r == release{} || cmp.Or(cmp.Compare(r.major, major), cmp.Compare(r.minor, minor)) >= 0
}
