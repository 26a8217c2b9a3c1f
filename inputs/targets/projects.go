package targets

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/tree"
)

// Project is a Django project: the folder of a manage.py or, without any, the
// folder from which a settings module that somebody names can be imported.
type Project struct {
	Dir     string // "." for the root
	Manage  string // its manage.py; "" without one
	Modules []Module
	// Aside: it lies under docs, examples, tests and their like, and is judged only when asked for.
	Aside bool
	Named []settings.Named
	// added is what its manage.py adds to sys.path, where nothing can be imported without.
	added settings.SearchPath
	names map[string]bool
}

// Module is a settings module of a project and its class.
type Module struct {
	settings.Module
	Class   string
	Because string
	Sibling bool
	kept    bool // it is what another was before
	outline *settings.Outline
}

// asides are the folders whose projects and deployments are named, not judged.
var asides = []string{"docs", "doc", "examples", "example", "samples", "tests", "test", "testing", "e2e", "ci", "contrib", "scripts", ".devcontainer", ".github", ".circleci", ".jenkins"}

// aside tells whether a path lies under one of them.
func aside(file string) bool {
	for part := range strings.SplitSeq(path.Dir(file), "/") {
		if slices.Contains(asides, part) || strings.HasPrefix(part, ".") && strings.Contains(part, "container") {
			return true
		}
	}
	return false
}

// template tells whether a path is one of a project template, to be filled in first.
func template(file string) bool { return strings.Contains(file, "{{") }

// findProjects applies rule 1.
func findProjects(fsys fs.FS, outlines *settings.Outlines, files []string, named []settings.Named) []*Project {
	var out []*Project
	for _, f := range files {
		if path.Base(f) != "manage.py" || linked(fsys, f, files) {
			continue
		}
		p := &Project{Dir: importRoot(fsys, f), Manage: f, Aside: aside(f) || template(f)}
		if i := slices.IndexFunc(out, func(o *Project) bool { return o.Dir == p.Dir }); i < 0 {
			out = append(out, p)
		} else if path.Dir(f) == p.Dir {
			out[i] = p
		}
	}
	if len(out) == 0 {
		out = projectsOfModules(fsys, files, named)
	}
	out = filledIn(fsys, out)
	for _, p := range out {
		if p.take(fsys, outlines, named, out); len(p.Modules) == 0 && p.Manage != "" {
			p.Named, p.added = nil, outlines.SearchPath(p.Manage)
			p.take(fsys, outlines, named, out)
		}
	}
	return slices.DeleteFunc(out, func(p *Project) bool { return len(p.Modules) == 0 && otherManage(fsys, p.Manage) })
}

// importRoot is the folder of the modules that a manage.py names: its own or, where it is
// in a package and names modules of that, the one that the package lies in.
func importRoot(fsys fs.FS, manage string) string {
	dir := path.Dir(manage)
	for _, n := range settings.NamedIn(fsys, manage) {
		dirs := []string{dir}
		for pkg := dir; pkg != "." && tree.IsRegular(fsys, path.Join(pkg, "__init__.py")); pkg = path.Dir(pkg) {
			dirs = append(dirs, path.Dir(pkg))
		}
		if m, ok := settings.Resolve(fsys, n.Module, dirs); ok {
			return m.Path
		}
	}
	return dir
}

// otherManage tells whether a manage.py is that of another program: a text that
// never says Django.
func otherManage(fsys fs.FS, file string) bool {
	if file == "" {
		return false
	}
	text, err := fs.ReadFile(fsys, file)
	return err == nil && len(text) > 0 && !bytes.Contains(bytes.ToLower(text), []byte("django"))
}

// filledIn leaves out a manage.py that is to be filled in first, as Ansible does with
// its templates, where there is another one: it is a copy of that.
func filledIn(fsys fs.FS, all []*Project) []*Project {
	whole := slices.DeleteFunc(slices.Clone(all), func(p *Project) bool {
		text, err := fs.ReadFile(fsys, p.Manage)
		return err == nil && !template(p.Manage) && bytes.Contains(text, []byte("{{"))
	})
	if len(whole) == 0 {
		return all
	}
	return whole
}

// linked tells whether a manage.py is a link to another one: Python starts in the
// folder of the file itself, so the link makes no project.
func linked(fsys fs.FS, file string, files []string) bool {
	isLink := func(file string) bool {
		entries, _ := fs.ReadDir(fsys, path.Dir(file))
		return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
			return e.Name() == path.Base(file) && e.Type()&fs.ModeSymlink != 0
		})
	}
	if !isLink(file) {
		return false
	}
	text, err := fs.ReadFile(fsys, file)
	return err == nil && slices.ContainsFunc(files, func(other string) bool {
		if path.Base(other) != "manage.py" || isLink(other) {
			return false
		}
		same, err := fs.ReadFile(fsys, other)
		return err == nil && bytes.Equal(text, same)
	})
}

// projectsOfModules finds the folders from which named modules can be imported
// where no manage.py says so: those above a file of the module's path.
func projectsOfModules(fsys fs.FS, files []string, named []settings.Named) []*Project {
	seen := map[string]bool{}
	var out []*Project
	for _, n := range named {
		rel := strings.ReplaceAll(n.Module, ".", "/")
		for _, f := range files {
			for _, tail := range []string{rel + ".py", rel + "/__init__.py"} {
				dir, ok := strings.CutSuffix("/"+f, "/"+tail)
				if !ok {
					continue
				}
				dir = path.Clean("./" + strings.TrimPrefix(dir, "/"))
				if !seen[dir] {
					seen[dir] = true
					out = append(out, &Project{Dir: dir, Aside: aside(path.Join(dir, "x"))})
				}
			}
		}
	}
	return out
}

// roots are the folders that modules of the project are imported from.
func (p *Project) roots() []string {
	dirs := []string{p.Dir, path.Join(p.Dir, "src")}
	if p.Dir != "." {
		dirs = append(dirs, path.Dir(p.Dir), ".")
	}
	return slices.Compact(slices.Concat(p.added.Before, dirs, p.added.After))
}

// take collects the settings modules of the project: those that a file names
// and their siblings that nobody imports.
func (p *Project) take(fsys fs.FS, outlines *settings.Outlines, named []settings.Named, all []*Project) {
	byFile := map[string]int{}
	add := func(m settings.Module, sibling bool) int {
		if i, ok := byFile[m.File]; ok {
			return i
		}
		byFile[m.File] = len(p.Modules)
		p.Modules = append(p.Modules, Module{Module: m, Sibling: sibling})
		return len(p.Modules) - 1
	}
	for _, n := range named {
		if !p.owns(n.At.File, all) {
			continue
		}
		if n.Computed {
			p.takeSiblings(fsys, outlines, n.Module, add)
			continue
		}
		p.Named = append(p.Named, n)
		if m, ok := settings.Resolve(fsys, n.Module, p.roots()); ok {
			i := add(m, false)
			p.Modules[i].Named = append(p.Modules[i].Named, n)
		} else if m, ok := p.folder(fsys, n.Module); ok {
			for _, s := range outlines.Siblings(m, takesOver) {
				add(s, true)
			}
		} else {
			p.takeBeside(outlines, n.Module, add)
		}
	}
	for _, m := range slices.Clone(p.Modules) {
		for _, s := range outlines.Siblings(m.Module, takesOver) {
			add(s, true)
		}
	}
	p.takeVaried(fsys, outlines, add)
	for i := range p.Modules {
		p.Modules[i].classify(outlines)
		if m := &p.Modules[i]; len(m.Named) == 0 && p.hasModule(replaced(m.Name)) {
			m.kept, m.Class, m.Because = true, Sample, "its name says that it is what "+replaced(m.Name)+" was before"
		}
	}
	slices.SortStableFunc(p.Modules, func(a, b Module) int { return strings.Compare(a.File, b.File) })
}

// hasModule tells whether one of the project's modules has a name.
func (p *Project) hasModule(name string) bool {
	return name != "" && slices.ContainsFunc(p.Modules, func(m Module) bool { return m.Name == name })
}

// takeVaried collects settings that are called as an environment is, and that one other
// module of that environment begins with, as production_styleguide.py with production.py:
// both are in use. What several begin with is perhaps only what they share.
func (p *Project) takeVaried(fsys fs.FS, outlines *settings.Outlines, add func(settings.Module, bool) int) {
	count := map[string]int{}
	for _, m := range p.Modules {
		if plain := varied(m.Name); plain != "" {
			count[plain]++
		}
	}
	for _, m := range slices.Clone(p.Modules) {
		plain := varied(m.Name)
		if count[plain] != 1 || !(Module{Module: m.Module, outline: outlines.Of(m.File)}).takesIn(Module{Module: settings.Module{Name: plain}}) {
			continue
		}
		if found, ok := settings.Resolve(fsys, plain, p.roots()); ok {
			add(found, true)
		}
	}
}

// varied is the module that another of the same deployed environment is called after:
// settings.production for settings.production_styleguide; "" for none.
func varied(module string) string {
	pkg, last := cutLast(module)
	i := strings.IndexAny(last, "-_")
	if i < 0 || !deployed(wordClass(last[:i])) || moduleClass(module) != wordClass(last[:i]) {
		return ""
	}
	return strings.TrimPrefix(pkg+"."+last[:i], ".")
}

// takesOver tells whether one module of a package begins with the settings of another
// environment, as test.py with those of production, and both are in use.
func takesOver(importer, imported string) bool {
	class := moduleClass(importer)
	return class != "" && class != moduleClass(imported) && deployed(moduleClass(imported))
}

// chooses tells whether a module takes in the settings of an environment that it is not for
// itself, as one does that chooses among them: the name that is computed may be of those.
func chooses(importer, imported string) bool {
	class := moduleClass(imported)
	return class != "" && class != moduleClass(importer)
}

// folder is a package whose __init__.py is not here, since each machine has its own.
func (p *Project) folder(fsys fs.FS, pkg string) (settings.Module, bool) {
	for _, root := range p.roots() {
		dir := path.Join(root, strings.ReplaceAll(pkg, ".", "/"))
		if info, err := fs.Stat(fsys, dir); err == nil && info.IsDir() {
			return settings.Module{Name: pkg, File: dir + "/__init__.py", Path: root}, true
		}
	}
	return settings.Module{}, false
}

// takeBeside collects the modules beside one that is not here, as settings of one machine
// are not: those whose names say what they are for. Another is perhaps what it is made of.
func (p *Project) takeBeside(outlines *settings.Outlines, missing string, add func(settings.Module, bool) int) {
	for _, root := range p.roots() {
		file := path.Join(root, strings.ReplaceAll(missing, ".", "/")+".py")
		for _, s := range outlines.Siblings(settings.Module{Name: missing, File: file, Path: root}, takesOver) {
			if moduleClass(s.Name) != "" {
				add(s, true)
			}
		}
	}
}

// takeSiblings collects the modules of a package of which a name is computed.
func (p *Project) takeSiblings(fsys fs.FS, outlines *settings.Outlines, pkg string, add func(settings.Module, bool) int) {
	m, ok := settings.Resolve(fsys, pkg, p.roots())
	if !ok {
		m, ok = p.folder(fsys, pkg) // a package without __init__.py
	}
	if !ok {
		return
	}
	for _, s := range outlines.Siblings(m, chooses) {
		add(s, true)
	}
}

// owns tells whether what a file says is about this project: it lies under the
// project's folder, or under no other's.
func (p *Project) owns(file string, all []*Project) bool {
	best := ""
	for _, q := range all {
		if under(file, q.Dir) && (best == "" || len(q.Dir) > len(best)) {
			best = q.Dir
		}
	}
	return best == "" || best == p.Dir
}

func under(file, dir string) bool {
	return dir == "." || file == dir || strings.HasPrefix(file, dir+"/")
}

// names are the upper-case words that stand as texts in the project's settings
// modules and in those of their package that they take in.
func (f *finder) names(p *Project) map[string]bool {
	if p.names != nil {
		return p.names
	}
	p.names = map[string]bool{}
	seen := map[string]bool{}
	var read func(file string, o *settings.Outline)
	read = func(file string, o *settings.Outline) {
		if o == nil || seen[file] {
			return
		}
		seen[file] = true
		for _, name := range o.Texts {
			p.names[name] = true
		}
		for _, s := range o.Siblings {
			next := path.Join(path.Dir(file), s+".py")
			read(next, f.outlines.Of(next))
		}
	}
	for _, m := range p.Modules {
		read(m.File, m.outline)
	}
	return p.names
}

// classify decides the class of a module by its name, then by what it holds.
func (m *Module) classify(outlines *settings.Outlines) {
	m.outline = outlines.Of(m.File)
	if m.Class = moduleClass(m.Name); m.Class != "" {
		m.Because = "the name of " + m.Name
		return
	}
	switch o := m.outline; {
	case m.onlyTests():
		m.Class, m.Because = Test, "only test configuration names it"
	case o == nil:
	case o.Debug:
		m.Class, m.Because = Development, "DEBUG is literally True in "+m.File
	case o.Secure >= 2:
		m.Class, m.Because = Production, m.File+" turns secure settings on"
	}
}

func (m *Module) onlyTests() bool {
	for _, n := range m.Named {
		if n.Kind != "test" && n.Kind != "ci" {
			return false
		}
	}
	return len(m.Named) > 0
}

// firstNamed is the first module that some file names, of those here if there is any.
func (p *Project) firstNamed() string {
	for _, m := range p.Modules {
		if !m.Sibling {
			return m.Name
		}
	}
	if len(p.Named) > 0 {
		return p.Named[0].Module + ", which is not here,"
	}
	return "the others"
}

// module returns the project's module of that name.
func (p *Project) module(name string) (Module, bool) {
	for _, m := range p.Modules {
		if m.Name == name {
			return m, true
		}
	}
	return Module{}, false
}

// projectOf finds the project that a workload runs: the only one, the one that
// has the module or the application it names, or the one nearest to its build.
func (f *finder) projectOf(w *document.Workload) *Project {
	fit := f.projectsFor(w)
	if len(fit) < 2 {
		return sole(fit)
	}
	if with := settledBy(w, fit); len(with) == 1 {
		return with[0]
	} else if len(with) > 0 {
		fit = with
	}
	if p := sole(f.starting(w, fit)); p != nil {
		return p
	}
	near := path.Dir(w.At.File)
	if w.Build != nil {
		near = w.Build.Context
	} else if p := sole(calledAs(w, fit)); p != nil {
		return p
	}
	if p := nearest(fit, near); p != nil && p.Dir != "." || near == "." {
		return p
	}
	if p := sole(below(fit, near)); p != nil {
		return p
	}
	return cmp.Or(nearest(fit, "."), f.readingMost(w, fit))
}

// settledBy are the projects that have the settings module which the workload names.
func settledBy(w *document.Workload, ps []*Project) []*Project {
	v, ok := variable(w.Env, "DJANGO_SETTINGS_MODULE")
	if !ok || v.State != document.Known {
		return nil
	}
	var out []*Project
	for _, p := range ps {
		if _, ok := p.module(v.Text.Reveal()); ok {
			out = append(out, p)
		}
	}
	return out
}

// readingMost is the project whose settings read three or more of the workload's
// variables, and more than those of any other; nil for none.
func (f *finder) readingMost(w *document.Workload, ps []*Project) *Project {
	var best *Project
	most, again := 0, false
	for _, p := range ps {
		switch n := f.variablesRead(&candidate{w: w, project: p}); {
		case n > most:
			best, most, again = p, n, false
		case n == most:
			again = true
		}
	}
	if most < 3 || again {
		return nil
	}
	return best
}

// calledAs are the projects whose folder or package has the name of the workload's image,
// else of the workload itself.
func calledAs(w *document.Workload, ps []*Project) []*Project {
	for _, name := range []string{imageName(w.Image), w.Name} {
		var out []*Project
		for _, p := range ps {
			if have := Words(name); len(have) > 0 && p.isCalled(have) {
				out = append(out, p)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// isCalled tells whether the project's folder or a package of its settings has that name.
func (p *Project) isCalled(name []string) bool {
	return slices.Equal(Words(path.Base(p.Dir)), name) || slices.ContainsFunc(p.Modules, func(m Module) bool {
		pkg, _, _ := strings.Cut(m.Name, ".")
		return slices.Equal(Words(pkg), name)
	})
}

// starting are the projects that hold the application, or the manage.py, which the
// workload starts.
func (f *finder) starting(w *document.Workload, ps []*Project) []*Project {
	var out []*Project
	for _, p := range ps {
		c := &candidate{w: w, project: p, image: f.imageOf(w, p)}
		f.start(c)
		fw := f.importing(p, c.p.Dirs)
		file := c.p.File
		if c.p.App != "" {
			file, _ = fw.File(c.p.App)
		}
		if file != "" && under(file, p.Dir) {
			out = append(out, p)
		}
	}
	return out
}

// projectsFor are the projects that a workload may run: those aside only where it lies aside itself.
func (f *finder) projectsFor(w *document.Workload) []*Project {
	var fit []*Project
	for _, p := range f.plan.Projects {
		if !p.Aside || aside(w.At.File) {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 {
		return f.plan.Projects
	}
	return fit
}

func sole(ps []*Project) *Project {
	if len(ps) == 1 {
		return ps[0]
	}
	return nil
}

// nearest is the project whose folder holds dir, the innermost one.
func nearest(ps []*Project, dir string) *Project {
	var best *Project
	for _, p := range ps {
		if under(dir, p.Dir) && (best == nil || len(p.Dir) > len(best.Dir)) {
			best = p
		}
	}
	return best
}

// below are the projects below a folder.
func below(ps []*Project, dir string) []*Project {
	var out []*Project
	for _, p := range ps {
		if under(p.Dir, dir) {
			out = append(out, p)
		}
	}
	return out
}
