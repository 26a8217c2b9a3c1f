package settings

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// Named is one place that names a settings module.
type Named struct {
	Module string
	At     document.Location
	Kind   string // setdefault (a .py file), environment (a deployment file), test, ci, other
	// Computed: a variable or an expression follows, so Module is only its package:
	// f"config.settings.{env}".
	Computed bool
}

// naming finds DJANGO_SETTINGS_MODULE with a literal module after it, in Python,
// shell, YAML, INI, TOML, HCL and Dockerfiles alike.
var naming = pattern.New(`DJANGO_SETTINGS_MODULE["']?\s*[\])]?\s*(?:[=:,]|\s)\s*(?:[fF]?["'])?([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\b`)

// flagged finds --settings=module and --ds=module.
var flagged = pattern.New(`--(?:settings|ds)[= ]["']?([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\b`)

// maxNaming is the size in bytes above which a file is not searched for names.
const maxNaming = 256 << 10

// FindNamed lists the places in the given files that name a settings module, in
// the order of the files.
func FindNamed(fsys fs.FS, files []string) []Named {
	var out []Named
	starts := startDirs(files)
	for _, file := range files {
		kind := namingKind(file)
		if kind == "" || path.Base(file) == "__init__.py" && !starts[path.Dir(file)] {
			continue
		}
		src, err := fs.ReadFile(fsys, file)
		if err != nil || len(src) > maxNaming {
			continue
		}
		out = append(out, namedIn(file, kind, string(src))...)
	}
	return out
}

// startDirs are the packages from which a process starts. A large project has
// hundreds of others, and their __init__.py names no settings.
func startDirs(files []string) map[string]bool {
	out := map[string]bool{}
	for _, file := range files {
		switch dir, base := path.Split(file); base {
		case "manage.py", "wsgi.py", "asgi.py", "celery.py", "settings.py":
			out[path.Clean(dir)] = true
		case "__init__.py":
			switch inner := path.Clean(dir); path.Base(inner) {
			case "wsgi", "asgi", "celery":
				out[inner] = true
			case "settings":
				out[path.Dir(inner)] = true
			}
		}
	}
	return out
}

func namedIn(file, kind, src string) []Named {
	if !strings.Contains(src, "DJANGO_SETTINGS_MODULE") && !strings.Contains(src, "--settings") && !strings.Contains(src, "--ds") {
		return nil
	}
	var out []Named
	for i, line := range strings.Split(src, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for _, re := range []*pattern.Pattern{naming, flagged} {
			if m := re.FindStringSubmatchIndex(line); m != nil && dotted(line[m[2]:m[3]]) {
				out = append(out, Named{line[m[2]:m[3]], document.Location{File: file, Line: i + 1, Column: len([]rune(line[:m[2]])) + 1}, kind, computed(line[m[3]:])})
			}
		}
	}
	return out
}

// computed tells by the rest of a line whether the name goes on with what is not text.
func computed(rest string) bool {
	after, ok := strings.CutPrefix(rest, ".")
	return ok && after != "" && strings.IndexByte("${%\"'", after[0]) >= 0
}

// dotted keeps words that can be a module: not "os", "export", "env" and their like that follow the name in prose.
func dotted(module string) bool {
	return strings.Contains(module, ".") || strings.Contains(module, "settings")
}

// namingKind tells what a file that may name a settings module is; "" for none.
func namingKind(file string) string {
	base := path.Base(file)
	lower := strings.ToLower(base)
	switch {
	case strings.HasPrefix(file, ".github/") || strings.HasPrefix(lower, ".gitlab-ci") || strings.HasPrefix(file, ".circleci/") || lower == "azure-pipelines.yml":
		return "ci"
	case lower == "pytest.ini" || lower == "tox.ini" || lower == "setup.cfg" || lower == "pyproject.toml" || lower == "conftest.py" || lower == "mypy.ini" || lower == "noxfile.py" || lower == "runtests.py":
		return "test"
	case strings.HasSuffix(lower, ".py"):
		if lower == "manage.py" || lower == "wsgi.py" || lower == "asgi.py" || strings.Contains(lower, "celery") || lower == "__init__.py" {
			return "setdefault"
		}
		return ""
	case strings.HasPrefix(lower, "dockerfile") || strings.HasSuffix(lower, ".dockerfile") || lower == "procfile" || lower == "makefile" || lower == "justfile" ||
		strings.HasPrefix(lower, ".env") || strings.HasSuffix(lower, ".env"):
		return "environment"
	}
	switch path.Ext(lower) {
	case ".yml", ".yaml", ".sh", ".ini", ".service", ".tf", ".tfvars", ".toml", ".conf", ".config", ".json", ".cfg":
		return "environment"
	}
	return ""
}

// Module is a settings module of the project.
type Module struct {
	Name string // dotted, relative to Path
	File string // in the root
	Path string // the directory on sys.path that it is found from
	// Named are the places that name it; empty for a sibling of a named one.
	Named []Named
}

// Resolve finds the file of a module: a/b.py, or a/b/__init__.py, below one of the directories.
func Resolve(fsys fs.FS, module string, dirs []string) (Module, bool) {
	rel := strings.ReplaceAll(module, ".", "/")
	for _, dir := range dirs {
		for _, file := range []string{path.Join(dir, rel+".py"), path.Join(dir, rel, "__init__.py")} {
			if info, err := fs.Stat(fsys, file); err == nil && info.Mode().IsRegular() {
				return Module{Name: module, File: file, Path: dir}, true
			}
		}
	}
	return Module{}, false
}

// Siblings lists the settings modules in the package of m that nobody names:
// those that bind INSTALLED_APPS or ROOT_URLCONF, directly or by a star import,
// and that no other module of the package imports.
func Siblings(fsys fs.FS, m Module) []Module {
	dir := path.Dir(m.File)
	if path.Base(m.File) == "__init__.py" {
		return children(fsys, m, dir)
	}
	prefix := ""
	if i := strings.LastIndexByte(m.Name, '.'); i >= 0 {
		prefix = m.Name[:i+1]
	}
	return inPackage(fsys, dir, prefix, m)
}

// children are the settings modules inside a package that is itself the settings module.
func children(fsys fs.FS, m Module, dir string) []Module {
	return inPackage(fsys, dir, m.Name+".", m)
}

func inPackage(fsys fs.FS, dir, prefix string, m Module) []Module {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	outlines := map[string]*Outline{}
	for _, e := range entries {
		name, isPy := strings.CutSuffix(e.Name(), ".py")
		if !isPy || e.IsDir() || strings.Contains(name, ".") { // no import finds settings.dist.py
			continue
		}
		if o := Outlined(fsys, path.Join(dir, e.Name())); o != nil {
			outlines[name] = o
		}
	}
	imported := map[string]bool{}
	for _, o := range outlines {
		for _, name := range o.Siblings {
			imported[name] = true
		}
	}
	var out []Module
	for _, name := range slices.Sorted(maps.Keys(outlines)) {
		file := path.Join(dir, name+".py")
		if name == "__init__" || file == m.File || imported[name] || !bindsDjango(outlines, name, nil) {
			continue
		}
		out = append(out, Module{Name: prefix + name, File: file, Path: m.Path})
	}
	return out
}

// bindsDjango tells whether a module of a package binds what only a settings module binds.
func bindsDjango(outlines map[string]*Outline, name string, seen []string) bool {
	o := outlines[name]
	if o == nil || slices.Contains(seen, name) {
		return false
	}
	if o.Binds["INSTALLED_APPS"] || o.Binds["ROOT_URLCONF"] {
		return true
	}
	for _, star := range o.Stars {
		if bindsDjango(outlines, star, append(seen, name)) {
			return true
		}
	}
	return false
}

// Outline is what can be said of a module without running it.
type Outline struct {
	Binds    map[string]bool // names assigned at module level
	Stars    []string        // modules of the same package that it star-imports; "__init__" for the package
	Siblings []string        // modules of the same package that it imports in any way
	Debug    bool            // DEBUG is literally True
	Secure   int             // SECURE_* and *_COOKIE_SECURE that are literally true
	Texts    []string        // upper-case string constants: names of variables, perhaps
	Empty    bool            // no statement, as in most __init__.py
}

// Outlined reads the outline of a file; nil where it cannot be read.
func Outlined(fsys fs.FS, file string) *Outline {
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil
	}
	m, err := syntax.Parse(file, src)
	if err != nil {
		return nil
	}
	o := &Outline{Binds: map[string]bool{}, Empty: len(m.Body) == 0}
	for _, s := range m.Body {
		o.statement(s, path.Base(path.Dir(file)))
		syntax.Walk(s, o.text)
	}
	return o
}

var variableName = pattern.New(`^[A-Z][A-Z0-9_]{2,}$`)

func (o *Outline) text(n syntax.Node) bool {
	if c, ok := n.(*syntax.Constant); ok {
		if s, ok := c.Value.(string); ok && variableName.MatchString(s) {
			o.Texts = append(o.Texts, s)
		}
	}
	return true
}

func (o *Outline) statement(s syntax.Stmt, pkg string) {
	switch s := s.(type) {
	case *syntax.Assign:
		for _, target := range s.Targets {
			o.bind(target, s.Value)
		}
	case *syntax.AnnAssign:
		if s.Value != nil {
			o.bind(s.Target, s.Value)
		}
	case *syntax.ImportFrom:
		o.imports(s, pkg)
	case *syntax.Try:
		for _, inner := range s.Body {
			o.statement(inner, pkg)
		}
	case *syntax.If:
		for _, inner := range append(slices.Clone(s.Body), s.Orelse...) {
			o.statement(inner, pkg)
		}
	}
}

func (o *Outline) bind(target, v syntax.Expr) {
	name, ok := target.(*syntax.Name)
	if !ok {
		return
	}
	o.Binds[name.ID] = true
	c, ok := v.(*syntax.Constant)
	if !ok {
		return
	}
	if name.ID == "DEBUG" {
		o.Debug = c.Value == true
	}
	if strings.HasPrefix(name.ID, "SECURE_") || strings.HasSuffix(name.ID, "_COOKIE_SECURE") {
		if n, isInt := c.Value.(int64); c.Value == true || isInt && n > 0 {
			o.Secure++
		}
	}
}

// imports notes what a "from" import takes from the same package: ".base", or "pkg.base" by its last but one part.
func (o *Outline) imports(s *syntax.ImportFrom, pkg string) {
	parts := strings.Split(s.Module, ".")
	var from string
	switch {
	case s.Level == 1 && s.Module != "":
		from = parts[0]
	case s.Level == 1:
		for _, a := range s.Names {
			o.Siblings = append(o.Siblings, a.Name)
		}
		from = "__init__"
	case s.Level == 0 && len(parts) > 1 && parts[len(parts)-2] == pkg:
		from = parts[len(parts)-1]
	case s.Level == 2 && len(parts) > 1 && parts[0] == pkg:
		from = parts[1]
	case s.Level == 0 && len(parts) == 1:
		from = parts[0]
	default:
		return
	}
	o.Siblings = append(o.Siblings, from)
	if len(s.Names) == 1 && s.Names[0].Name == "*" {
		o.Stars = append(o.Stars, from)
	}
}
