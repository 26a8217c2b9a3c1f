package process

import (
	"cmp"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// This file reads the configuration files of uWSGI and Gunicorn as far as they
// name the application and set variables.

// serverConfig is what such a file says.
type serverConfig struct {
	file   string
	app    string
	chdir  string
	reload bool
	env    []document.Variable
	opaque bool // it sets variables in a way that is not followed
	source *syntax.File
	// facts are what it says of the server, by its own words; unread: it may say more.
	facts  map[string]*document.Node
	unread bool
}

// apply takes the file's word where the command line does not say.
func (c *serverConfig) apply(p *Process, name, app string) string {
	for _, v := range c.env {
		p.exports = append(p.exports, Export{Variable: v})
	}
	if c.opaque && p.Lost == "" {
		p.Lost = c.file
	}
	if c.reload {
		p.Development = append(p.Development, Sign{name + " reloads (" + c.file + ")", Reloads, name})
	}
	if app == "" {
		return c.app
	}
	return app
}

// folder is where the server goes before it loads the application.
func (c *serverConfig) folder() string {
	if c == nil {
		return ""
	}
	return c.chdir
}

// hide marks the variables of a file that stands in a Secret.
func (c *serverConfig) hide() {
	for i := range c.env {
		c.env[i].Secret = true
	}
}

// configured reads the configuration file of a server; nil where it has none.
func (f *Follower) configured(name string, args []string) *serverConfig {
	switch name {
	case "uwsgi":
		for i, a := range args {
			given := false
			if a == "--ini" && i+1 < len(args) {
				a, given = args[i+1], true
			}
			a, long := strings.CutPrefix(a, "--ini=")
			if given = given || long || isINI(a); !given {
				continue
			}
			a, section, _ := strings.Cut(a, ":")
			if file, ok := f.find(a); ok {
				return readUWSGI(f.FS, file, section)
			}
		}
	case "gunicorn", "gunicorn3":
		given := option(args, "-c", option(args, "--config", "./gunicorn.conf.py"))
		if module, ok := strings.CutPrefix(given, "python:"); ok {
			if file, ok := f.File(module); ok {
				return readGunicorn(f.FS, file)
			}
			return nil
		}
		if file, ok := f.find(strings.TrimPrefix(given, "file:")); ok && path.Ext(file) == ".py" {
			return readGunicorn(f.FS, file)
		}
	}
	return nil
}

// isINI tells whether an argument of uwsgi is a configuration, with a section after a
// colon or without.
func isINI(arg string) bool {
	file, _, _ := strings.Cut(arg, ":")
	return path.Ext(file) == ".ini"
}

// maxConfig bounds a configuration file, in bytes.
const maxConfig = 64 << 10

// UWSGIApplication is the module of the application that a configuration of uWSGI names;
// "" for none.
func UWSGIApplication(fsys fs.FS, file string) string { return readUWSGI(fsys, file, "").app }

// readUWSGI reads a section of an ini file, [uwsgi] where none is asked for (uWSGI's
// documentation, "Configuring uWSGI"): a key may repeat, and "%(x)" and "$(X)" are placeholders;
// of the magic variables those of the file's own name are known. Keys under if-env and its like are not certain.
func readUWSGI(fsys fs.FS, file, section string) *serverConfig {
	src, err := fs.ReadFile(fsys, file)
	if err != nil || len(src) > maxConfig {
		return &serverConfig{file: file, opaque: true, unread: true}
	}
	c := &serverConfig{file: file}
	name, ext := path.Base(file), path.Ext(file)
	magic := strings.NewReplacer("%d", path.Dir(file)+"/", "%s", name, "%n", strings.TrimSuffix(name, ext), "%e", strings.TrimPrefix(ext, "."))
	lines := uwsgiLines(file, string(src), cmp.Or(section, "uwsgi"))
	chdir := ""
	for _, l := range lines {
		if l.key == "chdir" {
			chdir = l.text
		}
	}
	for _, l := range lines {
		switch l.key {
		case "module", "wsgi", "wsgi-file":
			c.app = moduleOf(magic.Replace(within(l.text, chdir)))
		case "chdir", "pythonpath":
			c.chdir = magic.Replace(l.text)
		case "py-autoreload", "python-autoreload":
			c.reload = l.text != "0"
			c.noteKey(l.key, l.text, l.at, l.certain)
		case "env":
			c.set(l.text, l.at, l.certain)
		case "socket", "uwsgi-socket", "http-socket":
			c.noteKey(l.key, socketIn(chdir, l.text), l.at, l.certain)
		default:
			c.noteKey(l.key, l.text, l.at, l.certain)
		}
	}
	return c
}

// within is a path below a folder, relative to it; another one as it is.
func within(file, dir string) string {
	if dir == "" {
		return file
	}
	return strings.TrimPrefix(file, strings.TrimSuffix(dir, "/")+"/")
}

// iniLine is a line of uWSGI's, with what its placeholders stand for.
type iniLine struct {
	key, text string
	at        document.Location
	certain   bool
}

// uwsgiLines are those of a section, and in the place of ini = :other those of the other.
func uwsgiLines(file, src, section string) []iniLine {
	return sectionLines(file, src, section, map[string]bool{})
}

func sectionLines(file, src, section string, taken map[string]bool) []iniLine {
	var out []iniLine
	first, branch, within := map[string]string{}, false, ""
	taken[section] = true
	for i, line := range strings.Split(src, "\n") {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "["); ok {
			within = strings.TrimSuffix(name, "]")
		}
		if within != section {
			continue
		}
		key, v, _ := strings.Cut(line, "=")
		key, v = strings.TrimSpace(key), strings.TrimSpace(v)
		if other, ok := strings.CutPrefix(v, ":"); ok && key == "ini" && !taken[other] {
			out = append(out, sectionLines(file, src, other, taken)...)
			continue
		}
		at := document.Location{File: file, Line: i + 1, Column: utf8.RuneCountInString(line[:strings.Index(line, v)]) + 1}
		branch = branch && key != "endif"
		text := placeholders(v, first)
		if _, again := first[key]; !again {
			first[key] = text
			if branch {
				first[key] = "%(" + key + ")" // or another value
			}
		}
		out = append(out, iniLine{key, text, at, !branch && !strings.ContainsAny(text, "%$")})
		branch = branch || strings.HasPrefix(key, "if-")
	}
	return out
}

// placeholders puts the first value of a key above in the place of each %(key); what
// none gives stays as it is written.
func placeholders(text string, first map[string]string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "%(")
		key, after, closed := strings.Cut(rest, ")")
		value, known := first[key]
		if !found || !closed || out.Len() > maxConfig {
			out.WriteString(text)
			return out.String()
		}
		if !known || len(value) > maxPath {
			value = "%(" + key + ")"
		}
		out.WriteString(before + value)
		text = after
	}
}

// maxPath bounds what one placeholder stands for, in bytes.
const maxPath = 4 << 10

// socketIn is the address of a socket as the machine has it: uWSGI has changed to its
// folder when it binds.
func socketIn(chdir, socket string) string {
	if path.IsAbs(chdir) && socket != "" && !path.IsAbs(socket) && !strings.ContainsAny(socket, ":@%$") {
		return path.Join(chdir, socket)
	}
	return socket
}

// set adds a NAME=VALUE.
func (c *serverConfig) set(pair string, at document.Location, certain bool) {
	name, value, ok := strings.Cut(pair, "=")
	if !ok {
		return
	}
	v := document.Variable{Name: name, State: document.Known, Text: document.NewText(value), Origin: document.OriginEnv, At: at,
		Chain: []document.Step{{Kind: document.StepEnvironment, At: at, Name: name}}}
	if !certain {
		v.State, v.Text, v.Origin = document.Unknown, document.Text{}, ""
		v.Because, v.Needs = at.String()+" sets it to what is not known before it runs", []string{name}
	}
	c.env = append(c.env, v)
}

// readGunicorn reads the literals of a Python configuration file (Gunicorn's
// documentation, "Settings").
func readGunicorn(fsys fs.FS, file string) *serverConfig {
	src, err := fs.ReadFile(fsys, file)
	if err != nil || len(src) > maxConfig {
		return &serverConfig{file: file, opaque: true, unread: true}
	}
	m, err := syntax.Parse(file, src)
	if err != nil {
		return &serverConfig{file: file, opaque: true, unread: true}
	}
	c := &serverConfig{file: file, source: m.File}
	c.noteStatements(m.Body)
	for _, s := range m.Body {
		a, ok := s.(*syntax.Assign)
		if !ok || len(a.Targets) != 1 {
			continue
		}
		if name, ok := a.Targets[0].(*syntax.Name); ok {
			c.gunicorn(name.ID, a.Value)
		}
	}
	return c
}

func (c *serverConfig) gunicorn(setting string, v syntax.Expr) {
	constant, _ := v.(*syntax.Constant)
	switch setting {
	case "wsgi_app":
		if constant != nil {
			text, _ := constant.Value.(string)
			c.app = moduleOf(text)
		}
	case "chdir", "pythonpath":
		if constant != nil {
			c.chdir, _ = constant.Value.(string)
		}
	case "reload":
		c.reload = constant != nil && constant.Value == true
	case "raw_env":
		c.rawEnv(v)
	}
}

func (c *serverConfig) rawEnv(v syntax.Expr) {
	list, ok := v.(*syntax.List)
	if !ok {
		c.opaque = true
		return
	}
	for _, e := range list.Elts {
		constant, ok := e.(*syntax.Constant)
		text, isText := "", false
		if ok {
			text, isText = constant.Value.(string)
		}
		if !isText {
			c.opaque = true
			continue
		}
		at := c.source.Position(e.Range().Pos)
		c.set(text, document.Location{File: c.file, Line: at.Line, Column: at.Column}, true)
	}
}
