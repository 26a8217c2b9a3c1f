package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
)

// This file finds out what the templates of settings and proxies have to know of a
// project. What its settings leave open is taken as not there.

// proxyFiles are the proxies that init knows, and the templates of their files.
func proxyFiles() map[string]initFile {
	return map[string]initFile{
		"nginx": {name: "deploy/nginx.conf", text: "nginx.conf.tmpl", why: "an edge that Django can trust, for /etc/nginx/conf.d"},
		"caddy": {name: "deploy/Caddyfile", text: "Caddyfile.tmpl", why: "an edge that Django can trust"},
	}
}

func proxyNames() []string { return slices.Sorted(maps.Keys(proxyFiles())) }

// site is what the templates know.
type site struct {
	Name   string `cty:"name"`   // of the project's package
	Base   string `cty:"base"`   // the settings that are there
	Module string `cty:"module"` // those to write on top of them
	File   string // of Module, below PATH
	Reader reader `cty:"reader"`

	// The variables that have SECRET_KEY and ALLOWED_HOSTS.
	SecretKey    string `cty:"secret_key"`
	AllowedHosts string `cty:"allowed_hosts"`

	Database bool `cty:"database"` // the settings use SQLite, whatever is set
	Logging  bool `cty:"logging"`  // they say nothing of logging
	ASGI     bool `cty:"asgi"`     // Channels serves WebSockets

	// The paths below which the proxy serves files, each with its slashes, and the folders
	// of these; empty where it serves none.
	StaticPath     string `cty:"static_path"`
	StaticRoot     string `cty:"static_root"`
	MediaPath      string `cty:"media_path"`
	MediaRoot      string `cty:"media_root"`
	SetsStaticRoot bool   `cty:"sets_static_root"` // the settings name no folder
	SetsMediaRoot  bool   `cty:"sets_media_root"`

	Upstream  string           `cty:"upstream"` // where Django listens, as the proxy connects to it
	Hosts     []string         `cty:"hosts"`    // the names of the site
	fallbacks []settings.Named // of servers, to other settings
}

// reader is a library that reads the environment: how it is imported and made, and
// how it reads a variable that has to be set.
type reader struct {
	Imports string `cty:"imports"`
	Setup   string `cty:"setup"` // empty where there is nothing to make
	Read    string `cty:"read"`  // a format
}

// readers are those that settings use, by the modules that they import; "" for none.
func readers() map[string]reader {
	return map[string]reader{
		"environ":  {"import environ", "env = environ.Env()", "env(%q)"},
		"environs": {"from environs import Env", "env = Env()", "env(%q)"},
		"decouple": {"from decouple import config", "", "config(%q)"},
		"":         {"import os", "", "os.environ[%q]"},
	}
}

// files are those that the flags ask for, and what is to be done after writing them.
func (i *initiation) files(s *source, in *inputs.Result) ([]initFile, []string, error) {
	root := s.tree.Path()
	if i.name == "" && i.proxy == "" {
		files, err := integrations(in, root)
		return files, []string{"djgate check", "djgate init --settings --proxy nginx, for production settings and a proxy that pass it"}, err
	}
	if err := i.check(); err != nil {
		return nil, nil, err
	}
	facts, err := i.site(s, in)
	if err != nil {
		return nil, nil, err
	}
	var files []initFile
	if i.name != "" {
		why := "what " + facts.Base + " has, and what the checklist asks for"
		files = append(files, initFile{name: facts.File, text: "production.py.tmpl", why: why})
	}
	if i.proxy != "" {
		files = append(files, proxyFiles()[i.proxy])
	}
	for j := range files {
		files[j].dir = root
		if files[j].text, err = fill(initTemplates, "templates/"+files[j].text, facts); err != nil {
			return nil, nil, err
		}
	}
	return files, i.next(facts), nil
}

var (
	moduleWord = pattern.New(`^[a-z_][a-z0-9_]*$`)
	hostName   = pattern.New(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)
)

func (i *initiation) check() error {
	if i.name != "" && !moduleWord.MatchString(i.name) {
		return fmt.Errorf("--settings: %q is no last word of a module (small letters, digits, _)", i.name)
	}
	if _, ok := proxyFiles()[i.proxy]; i.proxy != "" && !ok {
		return fmt.Errorf("--proxy: no proxy is called %q (%s)", i.proxy, strings.Join(proxyNames(), ", "))
	}
	for _, h := range i.hosts {
		if !hostName.MatchString(h) {
			return fmt.Errorf("--host: %q is no host name (shop.example.org: small letters, without scheme and port)", h)
		}
	}
	return nil
}

// next says what no file of init does.
func (i *initiation) next(s *site) []string {
	var out []string
	if i.name != "" {
		variables := []string{"DJANGO_SETTINGS_MODULE=" + s.Module, s.SecretKey, s.AllowedHosts}
		if s.Database {
			variables = append(variables, "POSTGRES_HOST", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD")
		}
		out = append(out, "where Django runs, set "+strings.Join(variables, ", "))
		for _, n := range s.fallbacks {
			out = append(out, fmt.Sprintf("%s:%d falls back to %s: name %s there", n.At.File, n.At.Line, n.Module, s.Module))
		}
	}
	if i.proxy != "" && s.StaticPath != "" {
		out = append(out, "let the proxy read STATIC_ROOT as "+s.StaticRoot+", and run manage.py collectstatic at each release")
	}
	if i.proxy != "" && s.MediaPath != "" {
		out = append(out, "let the proxy read MEDIA_ROOT as "+s.MediaRoot)
	}
	return append(out, "djgate check")
}

// site reads the settings that are there.
func (i *initiation) site(src *source, in *inputs.Result) (*site, error) {
	base, err := baseModule(src, in)
	if err != nil {
		return nil, err
	}
	is := shown(base.interpret(src, in))
	s := &site{Name: strings.Split(base.name, ".")[0], Base: base.name, Reader: base.reader(src), Hosts: i.hosts}
	s.Module, s.File = base.sibling(cmp.Or(i.name, "production"))
	s.SecretKey, s.AllowedHosts = is.variable("SECRET_KEY", "DJANGO_SECRET_KEY"), is.variable("ALLOWED_HOSTS", "DJANGO_ALLOWED_HOSTS")
	s.Database, s.Logging, s.ASGI = is.sqlite(), !is.set("LOGGING"), is.set("ASGI_APPLICATION")
	s.served(is, src.tree.Path())
	s.fallbacks = slices.DeleteFunc(slices.Clone(base.near.Project.Named), func(n settings.Named) bool {
		file := path.Base(n.At.File)
		return file != "wsgi.py" && file != "asgi.py" || n.Module == s.Module
	})
	s.deployed(in)
	return s, nil
}

// deployed takes over where Django listens, and the names of the site, from the first
// deployment that says it.
func (s *site) deployed(in *inputs.Result) {
	for _, d := range in.Documents {
		if d.Target.Class != targets.Development && d.Target.Class != targets.Test {
			s.Upstream = cmp.Or(s.Upstream, upstream(d))
			if len(s.Hosts) == 0 {
				s.Hosts = publicHosts(d, s.AllowedHosts)
			}
		}
	}
	s.Upstream = cmp.Or(s.Upstream, "127.0.0.1:8000")
	if len(s.Hosts) == 0 {
		s.Hosts = []string{"example.com"}
	}
}

// module is a settings module, its file, and a target of its project.
type module struct {
	name, file string
	near       *targets.Target
}

// sibling is the module of that last word: beside the others of a package of settings,
// else named after the only one.
func (m module) sibling(word string) (name, file string) {
	parent, own := "", m.name
	if at := strings.LastIndex(m.name, "."); at >= 0 {
		parent, own = m.name[:at+1], m.name[at+1:]
	}
	switch {
	case path.Base(m.file) == "__init__.py":
		return m.name + "." + word, path.Join(path.Dir(m.file), word+".py")
	case own == "settings":
		word = "settings_" + word
	}
	return parent + word, path.Join(path.Dir(m.file), word+".py")
}

// baseModule finds the settings to build on: those that the settings of developers, or
// else the others, build on themselves.
func baseModule(src *source, in *inputs.Result) (module, error) {
	var all []*targets.Target
	for _, t := range in.Plan.Targets {
		own := strings.TrimSuffix(strings.TrimSuffix(t.SettingsFile, ".py"), "/__init__") // not one that an image puts elsewhere
		if dottedName.MatchString(t.SettingsModule) && strings.HasSuffix("/"+own, "/"+strings.ReplaceAll(t.SettingsModule, ".", "/")) && !t.Project.Aside {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return module{}, incomplete("no settings module was found to build on: no file names one")
	}
	for _, t := range all {
		if t.Project != all[0].Project {
			return module{}, errors.New("several projects here: " + projectsOf(in) + "; name the folder of one")
		}
	}
	slices.SortStableFunc(all, func(a, b *targets.Target) int { return cmp.Compare(rank(a), rank(b)) })
	return module{all[0].SettingsModule, all[0].SettingsFile, all[0]}.foundation(src), nil
}

// commonNames are words in the names of settings that the others build on.
var commonNames = []string{"base", "common", "defaults"}

// foundation follows star imports from a module to the one of its package that it builds
// on: the only one, or the one that is called so.
func (m module) foundation(src *source) module {
	o := settings.NewOutlines(src.tree, nil).Of(m.file)
	if o == nil {
		return m
	}
	stars := slices.DeleteFunc(slices.Clone(o.Stars), func(name string) bool {
		common := slices.ContainsFunc(strings.Split(name, "_"), func(word string) bool { return slices.Contains(commonNames, word) })
		return len(o.Stars) > 1 && !common || !moduleWord.MatchString(name)
	})
	if len(stars) != 1 || stars[0] == "__init__" {
		return m
	}
	pkg := m.name + "."
	if path.Base(m.file) != "__init__.py" {
		pkg = strings.TrimSuffix(m.name, strings.TrimSuffix(path.Base(m.file), ".py"))
	}
	file := path.Join(path.Dir(m.file), stars[0]+".py")
	if _, err := src.tree.Stat(file); err != nil {
		return m
	}
	return module{pkg + stars[0], file, m.near}
}

// rank puts the settings of developers first, and those of tests last.
func rank(t *targets.Target) int {
	return map[string]int{targets.Development: 0, targets.Production: 1, targets.Staging: 2}[t.Class] + map[string]int{targets.Test: 3, targets.Sample: 3}[t.Class]
}

// interpret says what the module holds for a process of which nothing is known.
func (m module) interpret(src *source, in *inputs.Result) map[string]*document.Node {
	dir := m.near.Project.Dir
	packages := in.Plan.Packages[dir]
	return settings.Read(settings.Input{FS: src.tree, Root: src.tree.Path(), Path: []string{cmp.Or(m.near.Module.Path, dir), dir, path.Join(dir, "src")},
		Module: m.name, File: m.file, Packages: packages, Django: django.Resolve(packages.Deps["django"])}).Settings
}

// importing finds an import of a library that reads the environment.
var importing = pattern.New(`(?m)^[ \t]*(?:import|from)[ \t]+(environ|environs|decouple)\b`)

// reader is the library by which the module reads its environment.
func (m module) reader(src *source) reader {
	text, _ := src.tree.ReadFile(m.file)
	if found := importing.FindSubmatch(text); found != nil {
		return readers()[string(found[1])]
	}
	return readers()[""]
}

// shown are settings, of which only what is certain counts.
type shown map[string]*document.Node

// set tells whether the project gives a setting something that is not empty.
func (s shown) set(name string) bool {
	n := s[name]
	return n != nil && n.Set && (n.Truth == nil || *n.Truth)
}

// variable is the variable that a setting comes from.
func (s shown) variable(name, otherwise string) string {
	if n := s[name]; n != nil {
		for _, step := range n.Chain {
			if step.Kind == document.StepReader && variableName.MatchString(step.Name) {
				return step.Name
			}
		}
	}
	return otherwise
}

// sqlite tells whether the default database is SQLite and no variable changes that.
func (s shown) sqlite() bool {
	n := s["DATABASES"]
	if n == nil || len(n.Assumes) > 0 || len(n.Parts["default"].Reads)+len(n.Parts["default.ENGINE"].Reads) > 0 {
		return false
	}
	databases, _ := n.Value.(map[string]any)
	first, _ := databases["default"].(map[string]any)
	engine, _ := first["ENGINE"].(string)
	return strings.HasSuffix(engine, ".sqlite3")
}

var plainPath = pattern.New(`^[A-Za-z0-9._~/-]+$`)

// path is the text of a setting; empty where it is none that a path may hold.
func (s shown) path(name string) string {
	n := s[name]
	if n == nil || n.Secret || n.State != document.Known {
		return ""
	}
	text, _ := n.Value.(string)
	if !plainPath.MatchString(text) {
		return ""
	}
	return text
}

func (s shown) whiteNoise() bool {
	n := s["MIDDLEWARE"]
	if n == nil {
		return false
	}
	list, _ := n.Value.([]any)
	return slices.Contains(list, any("whitenoise.middleware.WhiteNoiseMiddleware"))
}

// served says what the proxy serves: static files unless Django does it itself by
// WhiteNoise or they are elsewhere, and uploads.
func (s *site) served(is shown, root string) {
	static, media := servedPath(is.path("STATIC_URL")), servedPath(is.path("MEDIA_URL"))
	s.StaticRoot, s.MediaRoot = s.folder(is.path("STATIC_ROOT"), root, "static"), s.folder(is.path("MEDIA_ROOT"), root, "media")
	s.SetsStaticRoot = static != "" && !is.set("STATIC_ROOT")
	s.SetsMediaRoot = media != "" && !is.set("MEDIA_ROOT")
	if !is.whiteNoise() {
		s.StaticPath = static
	}
	s.MediaPath = media
}

// folder is where the proxy finds a folder of the settings: one below the project,
// which is elsewhere in production, is taken to be below /srv.
func (s *site) folder(at, root, otherwise string) string {
	at = strings.TrimSuffix(at, "/")
	below, inside := strings.CutPrefix(at, root+"/")
	switch {
	case at == "":
		return "/srv/" + s.Name + "/" + otherwise
	case inside:
		return "/srv/" + s.Name + "/" + below
	}
	return at
}

// servedPath is the path of STATIC_URL or MEDIA_URL: one without a slash before it is
// below the site's root. Empty where it is another site's, or the root itself.
func servedPath(url string) string {
	p := "/" + strings.Trim(url, "/") + "/"
	if url == "" || strings.Contains(url, "//") || p == "//" {
		return ""
	}
	return p
}

// upstream is where the service of a target listens: its name and port in Compose and
// Kubernetes, else the address of its server.
func upstream(d *document.Document) string {
	if d.Service == nil || !d.Target.HTTP {
		return ""
	}
	port := "8000"
	if n := d.Service.Server.Fact("binds"); n != nil && n.State == document.Known {
		binds, _ := n.Value.([]any)
		for _, bind := range binds {
			text, _ := bind.(string)
			if at := strings.LastIndex(text, ":"); at >= 0 && isNumber(text[at+1:]) {
				port = text[at+1:]
			}
		}
	}
	if (d.Service.Kind == "compose" || d.Service.Kind == "kubernetes") && plainPath.MatchString(d.Service.Name) {
		return d.Service.Name + ":" + port
	}
	return "127.0.0.1:" + port
}

var number = pattern.New(`^[0-9]{1,5}$`)

func isNumber(s string) bool { return number.MatchString(s) }

// publicHosts are the names by which visitors come: those in ALLOWED_HOSTS or, where the
// settings are not written yet, those that the variable for it has.
func publicHosts(d *document.Document, variable string) []string {
	var names []string
	if n := d.Settings["ALLOWED_HOSTS"]; n != nil && !n.Secret {
		list, _ := n.Value.([]any)
		for _, member := range list {
			text, _ := member.(string)
			names = append(names, text)
		}
	}
	if n := d.Env[variable]; n != nil && !n.Secret {
		text, _ := n.Value.(string)
		names = append(names, strings.Split(text, ",")...)
	}
	if whole := plainHosts(names); len(whole) > 0 {
		return whole
	}
	for i, name := range names { // .example.org stands for example.org too, but it may be a platform's
		names[i] = strings.TrimPrefix(strings.TrimSpace(name), ".")
	}
	return plainHosts(names)
}

// plainHosts are those that are names, and no addresses.
func plainHosts(names []string) []string {
	var out []string
	for _, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if hostName.MatchString(name) && strings.Trim(name, "0123456789.") != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
