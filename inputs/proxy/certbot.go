package proxy

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/nginx"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file finds the files of images that are nginx with certbot in it: what a user puts
// into a folder of theirs they bring to conf.d, beside a server of their own that
// redirects to HTTPS. A file whose certificate is missing waits until certbot has got it.

// certbotImage is one of them.
type certbotImage struct {
	user     string // the folder of the user's files
	redirect string // the file that redirects, in conf.d
	listed   string // the variable that lists which others are replaced in files; empty: none are
}

var certbotImages = map[string]certbotImage{
	"jonasal/nginx-certbot":     {"/etc/nginx/user_conf.d", "redirector.conf", ""},
	"staticfloat/nginx-certbot": {"/etc/nginx/user.conf.d", "certbot.conf", "ENVSUBST_VARS"},
}

// redirector is what both have in that file, in our words.
const redirector = "server { listen 80 default_server; location /.well-known/acme-challenge { } location / { return 301 https://$http_host$request_uri; } }"

// certbot are the files of a container with such an image.
type certbot struct {
	*templates
	image    certbotImage
	replaces bool // a listed variable is replaced in the user's files
}

const confDir = "/etc/nginx/conf.d"

func (c *certbot) Read(name string) ([]byte, string, document.State) {
	if path.Dir(name) != confDir {
		return c.templates.Read(name)
	}
	if text, shown, state := c.templates.Read(path.Join(c.image.user, path.Base(name))); state == document.Known {
		c.rendered[shown] = c.rendered[shown] || c.replaces
		return text, shown, state
	}
	text, shown, state := c.templates.Read(name)
	if state == document.Unset && path.Base(name) == c.image.redirect {
		return nil, c.image.redirect, document.Known
	}
	return text, shown, state
}

func (c *certbot) Glob(pattern string) ([]string, bool) {
	names, complete := c.templates.Glob(pattern)
	if path.Dir(pattern) != confDir {
		return names, complete
	}
	names = slices.DeleteFunc(names, func(n string) bool { return n == nginxDefault && !c.isThere(n) })
	users, all := c.templates.Glob(path.Join(c.image.user, path.Base(pattern)))
	for _, n := range users {
		names = append(names, path.Join(confDir, path.Base(n)))
	}
	if m, _ := c.Mount(confDir); m == nil {
		names = append(names, path.Join(confDir, c.image.redirect))
	}
	slices.Sort(names)
	return slices.Compact(names), complete && all
}

// isThere tells whether somebody has put a file there.
func (c *certbot) isThere(name string) bool {
	_, _, state := c.templates.Read(name)
	return state != document.Unset
}

// startsOtherwise tells whether its command is none that ends in the image's own.
func (s *Service) startsOtherwise() bool {
	command := strings.Join(s.Command, " ")
	return command != "" && !strings.Contains(command, "/scripts/")
}

// readCertbot reads the configuration of such an image.
func readCertbot(s *Service) *source.Config {
	name, _ := nameAndTag(s.From)
	files := &certbot{templates: &templates{Container: s.Files, outputs: copied(s.Command)}, image: certbotImages[strings.TrimPrefix(name, "docker.io/")]}
	made := map[string]*source.Text{files.image.redirect: source.Made([]source.Line{{Text: redirector, At: s.At}})}
	t := nginx.Template{Files: map[string]bool{}, Env: s.Env, Names: listedNames(s.Command), Made: made}
	if files.image.listed != "" {
		t.Names = s.words(files.image.listed)
		files.replaces = len(t.Names) > 0
	}
	files.rendered = t.Files
	return nginx.Read(s.start(), files, t)
}

// words are those of a variable of a proxy.
func (s *Service) words(variable string) []string {
	for _, v := range s.Env {
		if v.Name == variable && v.State == document.Known {
			return strings.Fields(strings.ReplaceAll(v.Text.Reveal(), "$", ""))
		}
	}
	return nil
}
