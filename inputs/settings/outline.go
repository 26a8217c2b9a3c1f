package settings

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/tree"
)

// This file tells settings modules from others by their trees, without running them.

// Outline is what can be said of a module without running it.
type Outline struct {
	Binds    map[string]bool // names assigned at module level
	Stars    []string        // modules of the same package that it star-imports; "__init__" for the package
	Takes    []Imported      // all modules that it star-imports
	Siblings []string        // modules of the same package that it imports in any way
	Debug    bool            // DEBUG is literally True, whatever a condition says
	Secure   int             // SECURE_* and *_COOKIE_SECURE that are literally true
	Texts    []string        // upper-case string constants: names of variables, perhaps
	Empty    bool            // it leaves no settings of Django, as most __init__.py of their packages
	Classes  []ClassAt       // those of the module itself
	Defines  bool            // functions, classes or routes
	Sets     bool            // a name in upper case is bound or changed, as settings are
}

// ClassAt is a class and the line that begins it.
type ClassAt struct {
	Name string
	Line int
}

// Outlines are those of the modules of one file system, each read once.
type Outlines struct {
	fsys    fs.FS
	trees   *Trees
	known   map[string]*Outline // by file; nil where it cannot be read
	paths   map[string]SearchPath
	changes map[string]bool // whether programs may change their environment
}

// NewOutlines returns the outlines of a file system, of which nothing is read yet.
// Those who interpret its modules share the trees; nil keeps none.
func NewOutlines(fsys fs.FS, trees *Trees) *Outlines {
	return &Outlines{fsys, trees, map[string]*Outline{}, map[string]SearchPath{}, map[string]bool{}}
}

// Of returns the outline of a file, which is not to be changed; nil where it cannot be read.
func (o *Outlines) Of(file string) *Outline {
	found, ok := o.known[file]
	if !ok {
		found = o.outlined(file, path.Dir(file))
		o.known[file] = found
	}
	return found
}

// outlined reads a file as a member of the package in a folder.
func (all *Outlines) outlined(file, dir string) *Outline {
	src, err := fs.ReadFile(all.fsys, file)
	if err != nil {
		return nil
	}
	m, err := all.trees.Tree(file, src)
	if err != nil {
		return nil
	}
	o := &Outline{Binds: map[string]bool{}}
	in := membership{path.Base(dir), 1}
	if path.Dir(file) != dir {
		in.dots = 2
	}
	for _, s := range m.Body {
		o.statement(s, in, true)
		syntax.Walk(s, o.text)
		o.takes(s, file)
		if c, ok := s.(*syntax.ClassDef); ok {
			o.Classes = append(o.Classes, ClassAt{c.Name, m.File.Position(c.Pos).Line})
		}
	}
	o.Empty = !o.Binds["INSTALLED_APPS"] && !o.Binds["ROOT_URLCONF"] && len(o.Classes) == 0 && !slices.ContainsFunc(m.Body, takesIn)
	return o
}

// takesIn tells whether a statement may bring settings from elsewhere: an import of them,
// a call for its effect by a plain name, as include("base.py"), and whatever changes a
// namespace by name.
func takesIn(s syntax.Stmt) bool {
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ImportFrom:
			found = found || slices.ContainsFunc(n.Names, func(a *syntax.Alias) bool { return a.Name == strings.ToUpper(a.Name) }) // or a star
		case *syntax.ExprStmt:
			if call, ok := n.Value.(*syntax.Call); ok {
				_, plain := call.Func.(*syntax.Name)
				found = found || plain
			}
		case *syntax.Name:
			found = found || slices.Contains([]string{"globals", "locals", "vars", "exec", "execfile", "setattr", "__import__", "import_module"}, n.ID)
		case *syntax.Attribute:
			found = found || n.Attr == "import_module" || n.Attr == "modules"
		}
		return !found
	})
	return found
}

func (o *Outline) text(n syntax.Node) bool {
	if c, ok := n.(*syntax.Constant); ok {
		if s, ok := c.Value.(string); ok && isVariableName(s) {
			o.Texts = append(o.Texts, s)
		}
	}
	return true
}

// isVariableName tells whether a text is as the names of variables are: three characters or more.
func isVariableName(text string) bool {
	return len(text) > 2 && 'A' <= text[0] && text[0] <= 'Z' && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// membership is how a module names the others of its package.
type membership struct {
	pkg  string // the last part of the package's name
	dots int    // before a name in it
}

// statement notes what a statement binds; certain: it stands under no condition.
func (o *Outline) statement(s syntax.Stmt, in membership, certain bool) {
	switch s := s.(type) {
	case *syntax.Assign:
		for _, target := range s.Targets {
			o.bind(target, s.Value, certain)
		}
	case *syntax.AnnAssign:
		if s.Value != nil {
			o.bind(s.Target, s.Value, certain)
		}
	case *syntax.AugAssign:
		o.change(s.Target)
	case *syntax.ExprStmt:
		o.change(s.Value)
	case *syntax.FunctionDef, *syntax.ClassDef:
		o.Defines = true
	case *syntax.ImportFrom:
		o.imports(s, in)
	case *syntax.Try:
		for _, inner := range s.Body {
			o.statement(inner, in, certain)
		}
	case *syntax.If:
		for _, inner := range append(slices.Clone(s.Body), s.Orelse...) {
			o.statement(inner, in, false)
		}
	}
}

func (o *Outline) bind(target, v syntax.Expr, certain bool) {
	o.change(target)
	name, ok := target.(*syntax.Name)
	if !ok {
		return
	}
	o.Binds[name.ID] = true
	o.Defines = o.Defines || name.ID == "urlpatterns"
	c, constant := v.(*syntax.Constant)
	if on := constant && c.Value == true; name.ID == "DEBUG" && (certain || !on) {
		o.Debug = on
	}
	if constant && (strings.HasPrefix(name.ID, "SECURE_") || strings.HasSuffix(name.ID, "_COOKIE_SECURE")) {
		if n, isInt := c.Value.(int64); c.Value == true || isInt && n > 0 {
			o.Secure++
		}
	}
}

// change notes what may bind or change a setting: APPS, APPS[0], APPS.append(x), and
// globals().update(x), which names none.
func (o *Outline) change(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Name:
		o.Sets = o.Sets || e.ID == strings.ToUpper(e.ID) || slices.Contains([]string{"globals", "locals", "vars"}, e.ID)
	case *syntax.Attribute:
		o.change(e.Value)
	case *syntax.Subscript:
		o.change(e.Value)
	case *syntax.Call:
		o.change(e.Func)
	case *syntax.Tuple:
		for _, item := range e.Elts {
			o.change(item)
		}
	}
}

// imports notes what a "from" import takes from the same package: ".base", or "pkg.base" by its last but one part;
// or from the package itself, as "." or "project.pkg".
func (o *Outline) imports(s *syntax.ImportFrom, in membership) {
	parts := strings.Split(s.Module, ".")
	var from string
	switch {
	case s.Level == in.dots && s.Module != "":
		from = parts[0]
	case s.Level == in.dots, s.Level == 0 && len(parts) > 1 && parts[len(parts)-1] == in.pkg:
		for _, a := range s.Names {
			o.Siblings = append(o.Siblings, a.Name)
		}
		from = "__init__"
	case s.Level == 0 && len(parts) > 1 && parts[len(parts)-2] == in.pkg:
		from = parts[len(parts)-1]
	case s.Level == in.dots+1 && len(parts) > 1 && parts[0] == in.pkg:
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

// takes notes what a statement star-imports.
func (o *Outline) takes(s syntax.Stmt, file string) {
	syntax.Walk(s, func(n syntax.Node) bool {
		if from, ok := n.(*syntax.ImportFrom); ok && len(from.Names) == 1 && from.Names[0].Name == "*" {
			o.Takes = append(o.Takes, Imported{folderOf(from, file), from.Module})
		}
		return true
	})
}

// Siblings lists the settings modules in the package of m that nobody names:
// those that bind INSTALLED_APPS or ROOT_URLCONF, directly or by a star import,
// and that no other module of the package imports. apart, which may be nil, tells of
// an importer that it is for another environment than what it imports: that does not
// count. What takes all names of settings to use them, as tasks.py and urls.py do, is none.
func (o *Outlines) Siblings(m Module, apart func(importer, imported string) bool) []Module {
	dir := path.Dir(m.File)
	if path.Base(m.File) == "__init__.py" {
		return o.inPackage(dir, m.Name+".", m, true, apart)
	}
	prefix := ""
	if i := strings.LastIndexByte(m.Name, '.'); i >= 0 {
		prefix = m.Name[:i+1]
	}
	return o.inPackage(dir, prefix, m, false, apart)
}

// inPackage lists those in a folder; whole: with the packages in it.
func (o *Outlines) inPackage(dir, prefix string, m Module, whole bool, apart func(importer, imported string) bool) []Module {
	outlines, files := o.members(dir, whole)
	imported := map[string]bool{}
	for importer, o := range outlines {
		for _, name := range o.Siblings {
			imported[name] = imported[name] || apart == nil || !apart(importer, name)
		}
	}
	var out []Module
	for _, name := range slices.Sorted(maps.Keys(outlines)) {
		if name == "__init__" || files[name] == m.File || imported[name] || !bindsDjango(outlines, name, nil) && !o.takesDjango(files[name], m.Path, nil) {
			continue
		}
		out = append(out, Module{Name: prefix + name, File: files[name], Path: m.Path})
	}
	return out
}

// takesDjango is bindsDjango of a file by the modules that it star-imports, wherever in the
// folder from which the project imports they are.
func (o *Outlines) takesDjango(file, root string, seen []string) bool {
	own := o.Of(file)
	if own == nil || slices.Contains(seen, file) || own.Defines && !own.Sets {
		return false
	}
	return slices.ContainsFunc(own.Takes, func(m Imported) bool {
		if m.Dir == "" {
			m.Dir = root
		}
		next, ok := ModuleFile(o.fsys, m.Dir, m.Name)
		taken := o.Of(next)
		return ok && taken != nil && (taken.Binds["INSTALLED_APPS"] || taken.Binds["ROOT_URLCONF"] || o.takesDjango(next, root, append(seen, file)))
	})
}

// members are the modules in a folder, and their files, by name; whole: the packages in
// it as well, as production/__init__.py. A package hides a module of its name.
func (o *Outlines) members(dir string, whole bool) (outlines map[string]*Outline, files map[string]string) {
	outlines, files = map[string]*Outline{}, map[string]string{}
	entries, err := fs.ReadDir(o.fsys, dir)
	if err != nil {
		return outlines, files
	}
	note := func(name, file string, found *Outline) {
		if found != nil {
			outlines[name], files[name] = found, file
		}
	}
	for _, e := range entries {
		name, isPy := strings.CutSuffix(e.Name(), ".py")
		pkg := path.Join(dir, name, "__init__.py")
		switch {
		case e.IsDir() && whole, isPy && hasEntry(entries, name) && tree.IsRegular(o.fsys, pkg):
			note(name, pkg, o.outlined(pkg, dir))
		case isPy && !e.IsDir() && !strings.Contains(name, "."): // no import finds settings.dist.py
			file := path.Join(dir, e.Name())
			note(name, file, o.Of(file))
		}
	}
	return outlines, files
}

// hasEntry tells whether a folder's entries, which are in order, have one of that name.
func hasEntry(entries []fs.DirEntry, name string) bool {
	_, found := slices.BinarySearchFunc(entries, name, func(e fs.DirEntry, name string) int { return strings.Compare(e.Name(), name) })
	return found
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
	if o.Defines && !o.Sets {
		return false
	}
	for _, star := range o.Stars {
		if bindsDjango(outlines, star, append(seen, name)) {
			return true
		}
	}
	return false
}
