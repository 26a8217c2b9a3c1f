package targets

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/platforms"
	"github.com/djgate/djgate/inputs/process"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the settings module, and the class of django-configurations, that is in
// force (rule 4).

// module decides which settings module is in force (rule 4).
func (f *finder) module(t *Target, d deployment, c *candidate) {
	n := f.moduleName(t, d, c)
	if n.fallback && f.overruled(t, d, c, n) {
		n = naming{}
	}
	name, at, because := n.module, n.at, n.because
	t.SettingsModule, t.ModuleAt, t.defaulted, t.guessed = name, at, n.fallback || n.fixed, n.guessed
	if name == "" {
		f.fallback(t, d, c)
		return
	}
	t.reason("module "+name, because)
	t.Added = f.added(c)
	if m, ok := f.imported(c, name, t.Added); ok {
		t.Module, t.SettingsFile = m, m.File
		f.replaced(t, c)
		return
	}
	if own, in := f.copied(c, name); own != "" {
		found := in[own]
		t.Module = Module{Module: settings.Module{Name: name, File: found.Source, Path: c.project.Dir}}
		t.Module.classify(f.outlines)
		t.SettingsFile, t.copied = found.Source, map[string]container.Found{}
		for file, found := range in {
			t.copied[path.Join(c.project.Dir, file)] = found
		}
		t.reason("file "+found.Source, "the container has it as "+own)
		return
	}
	t.Missing = &document.MissingModule{Module: name, At: at, Elsewhere: f.elsewhere(c, name)}
	if n.fallback && !t.Closed && t.Missing.Elsewhere == "" {
		t.Missing.Elsewhere = "DJANGO_SETTINGS_MODULE may name another: " + t.OpenBecause
	}
	t.SettingsFile = at.File
}

// isNowhere tells whether neither the project nor the container has a module, nor may a
// machine.
func (f *finder) isNowhere(c *candidate, module string) bool {
	if _, ok := f.imported(c, module, f.added(c)); ok {
		return false
	}
	own, _ := f.copied(c, module)
	return own == "" && f.elsewhere(c, module) == ""
}

// added is what the files that the command loads add to sys.path before they load Django.
func (f *finder) added(c *candidate) settings.SearchPath {
	var all settings.SearchPath
	for _, file := range f.loads(c) {
		p := f.outlines.SearchPath(file)
		all.Before, all.After = append(all.Before, p.Before...), append(all.After, p.After...)
	}
	return all
}

// imported is the settings module of a name that the process imports: from where it is
// run, else from the project, with what is added to sys.path around them.
func (f *finder) imported(c *candidate, name string, added settings.SearchPath) (Module, bool) {
	own, known := c.project.module(name)
	m, ok := settings.Resolve(f.fsys, name, slices.Concat(added.Before, c.p.Dirs))
	if known && (!ok || m.File == own.File) {
		return own, true
	}
	if !ok {
		m, ok = settings.Resolve(f.fsys, name, append(c.project.roots(), added.After...))
	}
	out := Module{Module: m}
	if ok {
		out.classify(f.outlines)
	}
	return out, ok
}

// elsewhere tells why a settings module that is not in the project may be there all
// the same. A package that the project has is its own: what it lacks, it lacks.
func (f *finder) elsewhere(c *candidate, name string) string {
	files := f.filesOf(c)
	for _, root := range c.project.roots() {
		file := path.Join(root, strings.ReplaceAll(name, ".", "/")+".py")
		if f.plan.Git.Ignored(file) {
			return "git ignores " + file + ", so the machine may have it"
		}
		if found := files.Instead(file); found.Told == container.Elsewhere || found.Told == container.Unclear {
			return found.At.String() + " may bring it from outside the project"
		}
	}
	if f.hasPackage(c, name) {
		return ""
	}
	if file := f.offPath(c, name); file != "" {
		return "a program of the project changes sys.path, and may add the folder of " + file
	}
	if c.p.Lost != "" {
		return c.p.Lost + ", which cannot be followed, may bring it"
	}
	if c.image != nil && c.image.presumed {
		return "no build names the image of " + c.w.Name + ", which may hold it"
	}
	if c.image == nil && c.w.Image == "" && c.w.Build == nil && containerised(c.w) {
		return "no file says what " + c.w.Name + " is made of, which may hold it"
	}
	return c.foreignImage("hold it")
}

// offPath is the file of a module that lies in a folder of the project which modules are
// not imported from, unless manage.py or the application adds it to sys.path; "" for none.
func (f *finder) offPath(c *candidate, module string) string {
	programs := []string{c.project.Manage}
	if app, _ := f.follower(c).File(c.p.App); app != "" {
		programs = append(programs, app)
	}
	if !slices.ContainsFunc(programs, func(file string) bool { return strings.Contains(f.text(file), "sys.path") }) {
		return ""
	}
	own := "/" + strings.ReplaceAll(module, ".", "/") + ".py"
	i := slices.IndexFunc(f.plan.files, func(file string) bool {
		return strings.HasSuffix(file, own) && under(file, c.project.Dir) && !aside(file)
	})
	if i < 0 {
		return ""
	}
	return f.plan.files[i]
}

// hasPackage tells whether the project has the package that a module is in.
func (f *finder) hasPackage(c *candidate, module string) bool {
	first, _, inside := strings.Cut(module, ".")
	return inside && slices.ContainsFunc(c.project.roots(), func(dir string) bool {
		info, err := fs.Stat(f.fsys, path.Join(dir, first))
		return err == nil && info.IsDir()
	})
}

// replaced takes the file that the container has in the place of the module's.
func (f *finder) replaced(t *Target, c *candidate) {
	found := f.filesOf(c).Instead(t.SettingsFile)
	if found.Told != container.Project {
		return
	}
	file := found.Source
	t.reason("file "+file, "the container has it as "+t.SettingsFile)
	own := t.Module.File
	t.Module.File, t.SettingsFile = file, file
	t.Module.classify(f.outlines)
	t.Module.File = own // which this target stands for
}

// configuration finds the class of django-configurations that a process falls
// back to: in the files that its command loads, else in those of the project that
// name a settings module, manage.py last. A class for development says nothing of
// a deployment that does not show its variables.
func (f *finder) configuration(t *Target, loads []string) {
	if _, ok := variable(t.Env, "DJANGO_CONFIGURATION"); ok {
		return
	}
	for _, last := range []bool{false, true} {
		for _, n := range t.Project.Named {
			if n.Kind == "setdefault" && (path.Base(n.At.File) == "manage.py") == last {
				loads = append(loads, n.At.File)
			}
		}
	}
	c := f.outlines.FindConfiguration(loads, f.program(t))
	class := configurationClass(c.Class)
	switch {
	case c.At.File == "":
	case c.Class == "":
		t.unconfigured = c.At.String() + " names it by what is not known"
	case !t.Closed && (class == Development || class == Test):
		t.unconfigured = c.At.String() + " falls back to " + c.Class + ", which is for " + class
	default:
		t.Configuration = c
		t.reason("configuration "+c.Class, c.At.String()+" falls back to it")
	}
}

// assumeConfigurations takes, for targets that are deployed and fall back to a class for
// development, the class of their settings whose name is that of a deployment.
func (f *finder) assumeConfigurations() {
	for _, t := range f.plan.Targets {
		f.assumeConfiguration(t)
	}
}

func (f *finder) assumeConfiguration(t *Target) {
	if t.unconfigured == "" {
		return
	}
	for _, class := range []string{Production, Staging} {
		if t.Module.outline == nil || !deployed(t.Class) {
			break
		}
		for _, c := range t.Module.outline.Classes {
			if configurationClass(c.Name) == class {
				t.Configuration = settings.Configuration{Class: c.Name, At: document.Location{File: t.SettingsFile, Line: c.Line, Column: 1}}
				t.reason("configuration "+c.Name, "assumed: "+t.unconfigured+", and the name of "+c.Name+" speaks for it")
				return
			}
		}
	}
	t.reason("no configuration", t.unconfigured)
}

// naming is what names the module in force. fallback: only the file that the
// command loads does, for an environment that does not. fixed: it does, whatever the
// environment has. assumed: the program chooses by a variable that perhaps nothing sets; guessed: by
// what is not known.
type naming struct {
	module          string
	at              document.Location
	because         string
	fallback, fixed bool
	assumed         bool
	guessed         bool
}

func (f *finder) moduleName(t *Target, d deployment, c *candidate) naming {
	if f.o.Settings != "" {
		return naming{module: f.o.Settings, at: t.At, because: "--settings names it"}
	}
	if n := f.forced(c); n.module != "" {
		return n
	}
	if strings.Contains(c.p.Setting, "$") {
		t.reason("module", "the command names it by what is known only when it runs")
		return naming{}
	}
	if c.p.Setting != "" {
		return naming{module: c.p.Setting, at: c.w.At, because: "the command names it"}
	}
	if v, ok := variable(t.Env, "DJANGO_SETTINGS_MODULE"); ok {
		if v.State == document.Known {
			// A file that is not here may name another, as files for production do.
			fallback := len(v.Assumes) > 0 && deployed(d.class)
			return naming{module: v.Text.Reveal(), at: v.At, because: v.At.String() + " sets DJANGO_SETTINGS_MODULE", fallback: fallback}
		}
		t.reason("DJANGO_SETTINGS_MODULE", "set, but to what is not known: "+v.Because)
		return naming{}
	}
	return f.loaded(t, c)
}

// overruled tells whether the fallback of manage.py or wsgi.py to development
// settings, to those that the deployed ones build on, to the empty package that
// holds them, or to none that there are, says nothing: what deploys the service does
// not show its variables, and the project has settings to deploy. Where the program
// chooses by those, a sign of development such as mounted source does not make up for them.
func (f *finder) overruled(t *Target, d deployment, c *candidate, n naming) bool {
	m, ok := c.project.module(n.module)
	class := moduleClass(n.module)
	if class == "" && ok {
		class = m.Class
	}
	develops := len(c.serviceEvidence().Development) > 0
	if n.assumed {
		develops = c.serviceEvidence().onlyDevelopment()
	}
	if d.class != "" { // a file for production says more than a source that is mounted
		develops = !deployed(d.class)
	}
	if t.Closed && !n.guessed || develops {
		return false
	}
	nothing := class == Development || class == Test || class == "" && !ok && f.isNowhere(c, n.module)
	return class == "" && ok && len(c.project.instead(m)) > 0 || slices.ContainsFunc(c.project.Modules, func(o Module) bool {
		return deployed(o.Class) && (nothing || class == "" && ok && (o.takesIn(m) || m.isEmpty()))
	})
}

// forced finds the file that the command loads and that names a module whatever the
// environment has. A --settings of manage.py comes after it.
func (f *finder) forced(c *candidate) naming {
	if c.p.Manage != "" && c.p.Setting != "" {
		return naming{}
	}
	for _, file := range f.loads(c) {
		if c.p.HTTP && path.Base(file) == "celery.py" { // perhaps nothing imports it
			continue
		}
		if s := f.outlines.Start(file); s.Module != "" {
			return naming{module: s.Module, at: s.At, because: s.At.String() + ", which the command loads, sets it whatever the environment has", fixed: true}
		}
	}
	return naming{}
}

// loaded finds the setdefault of the file that the command loads: wsgi, asgi, celery's app, or manage.py.
func (f *finder) loaded(t *Target, c *candidate) naming {
	files := f.loads(c)
	for _, file := range files {
		found := settings.NamedIn(f.fsys, file)
		if len(found) == 0 && !strings.Contains(f.text(file), "DJANGO_SETTINGS_MODULE") {
			continue
		}
		chosen := f.chosen(t, c, file, found)
		if chosen.module != "" {
			return chosen
		}
		literal := slices.DeleteFunc(slices.Clone(found), func(n settings.Named) bool { return n.Computed })
		if len(literal) > 0 {
			n := falling(slices.MinFunc(literal, func(a, b settings.Named) int { return cmp.Compare(c.unlikely(a), c.unlikely(b)) }))
			if n.guessed = chosen.assumed || slices.ContainsFunc(literal, func(o settings.Named) bool { return o.Module != n.module }); n.guessed {
				n.because = "assumed: which of those that " + file + " names is not known"
			}
			return n
		}
		if len(found) > 0 {
			t.reason("module", found[0].At.String()+", which the command loads, names it by what is not known")
			return naming{}
		}
	}
	for _, file := range files { // perhaps what it imports names one
		if n := f.chosen(t, c, file, nil); n.module != "" {
			return n
		}
	}
	return naming{}
}

func falling(n settings.Named) naming {
	return naming{module: n.Module, at: n.At, because: n.At.String() + ", which the command loads, falls back to it", fallback: true}
}

// chosen is the module that a file falls back to: the one that it names, where it does so
// under no condition, else what has been named when it has run.
func (f *finder) chosen(t *Target, c *candidate, file string, found []settings.Named) naming {
	literal := len(found) == 1 && f.outlines.Start(file).Defaults["DJANGO_SETTINGS_MODULE"] == found[0].Module
	if literal && !f.changing(f.importing(c.project, c.p.Dirs), file) { // an env file may name another
		return falling(found[0])
	}
	p := f.program(t)
	p.File, p.Main = file, c.isMain(file)
	module, assumed := f.outlines.ChosenModule(p)
	at := document.Location{File: file, Line: 1, Column: 1}
	if len(found) > 0 {
		at = found[max(0, slices.IndexFunc(found, func(o settings.Named) bool { return o.Module == module }))].At
	}
	n := falling(settings.Named{Module: module, At: at})
	n.assumed = assumed
	return n
}

// Directory is where the target's process is run: where its deployment says or,
// where that says nothing, in the project's folder, from which servers import it, unless
// it imports its settings from another one; "" then.
func (t *Target) Directory() string {
	elsewhere := t.Module.Path != "" && t.Module.Path != t.Project.Dir
	switch {
	case t.Here.Told == container.Project:
		return t.Here.Source
	case elsewhere || t.Here.Told != container.Nothing:
		return ""
	}
	return t.Project.Dir
}

// Place is where a path of the project lies in the container of the target's service, or
// on the machine that it runs on; empty where that is not known.
func (t *Target) Place(name string) string {
	if t.Files == nil {
		return ""
	}
	if place := t.Files.Place(name); place != "" {
		return place
	}
	rest, inside := container.Below(name, t.Directory())
	if t.checkout == "" || t.Directory() == "" || !inside {
		return ""
	}
	return path.Join(t.checkout, rest)
}

// program is one that a target's process runs, but for its file.
func (f *finder) program(t *Target) settings.Program {
	return settings.Program{Root: cmp.Or(f.o.Root, "/"), Dir: t.Directory(), Env: t.Env, Closed: t.Closed, Perhaps: t.Perhaps, Shipped: f.plan.Shipped(t)}
}

// importing finds the modules that a process of a project imports, from some folders first.
func (f *finder) importing(p *Project, dirs []string) *process.Follower {
	return &process.Follower{FS: f.fsys, Base: p.Dir, Roots: p.roots(), Dirs: dirs}
}

// changes notes the program that the command loads, where it changes the environment
// before it loads the settings, as one that reads an env file does, and how.
func (f *finder) changes(t *Target, c *candidate) {
	fw := f.importing(c.project, c.p.Dirs)
	for _, file := range f.loads(c) {
		if c.p.HTTP && path.Base(file) == "celery.py" || !f.changing(fw, file) {
			continue
		}
		p := f.program(t)
		p.File, p.Main = file, c.isMain(file)
		p.Names = t.defaulted || c.p.Manage != "" && c.p.Setting != ""
		t.Program, t.Changes = p, f.outlines.Changes(p)
		return
	}
}

// changing tells whether a program, or a module of the project that it imports, may change
// its environment.
func (f *finder) changing(fw *process.Follower, file string) bool {
	const most = 40 // modules, of which the first are the likeliest
	files := append([]string{file}, f.around(file)...)
	for i := 0; i < len(files) && i < most; i++ {
		if f.outlines.ChangesEnvironment(files[i]) {
			return true
		}
		for _, m := range f.outlines.Imports(files[i]) {
			if own, ok := fw.Imported(m); ok && !slices.Contains(files, own) {
				files = append(files, own)
			}
		}
	}
	return false
}

// around are the packages that a program lies in, which are imported before it.
func (f *finder) around(file string) (files []string) {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		own := path.Join(dir, "__init__.py")
		if path.Base(file) == "manage.py" || !tree.IsRegular(f.fsys, own) {
			break
		}
		files = append(files, own)
	}
	return files
}

// serving is the program of a project through which servers load its settings, where it
// changes the environment before.
func (f *finder) serving(p *Project) settings.Program {
	for _, n := range p.Named {
		served := slices.Contains([]string{"wsgi.py", "asgi.py"}, path.Base(n.At.File)) || path.Ext(n.At.File) == ".wsgi"
		if served && f.changing(f.importing(p, nil), n.At.File) {
			return settings.Program{File: n.At.File}
		}
	}
	return settings.Program{}
}

// isMain tells whether a file is run by its name.
func (c *candidate) isMain(file string) bool {
	return file == c.p.Loads || path.Base(file) == "manage.py"
}

// unlikely ranks the modules that one file names: a module that is not here is
// local to another machine, and one for tests is for the command test.
func (c *candidate) unlikely(n settings.Named) int {
	_, here := c.project.module(n.Module)
	switch {
	case !here:
		return 2
	case (moduleClass(n.Module) == Test) != (c.p.Manage == "test"):
		return 1
	}
	return 0
}

// loads lists the files of the project that the command loads and that may name a module.
func (f *finder) loads(c *candidate) []string {
	var files []string
	fw := f.importing(c.project, c.p.Dirs)
	if c.p.App != "" {
		if file, ok := fw.File(c.p.App); ok {
			files = append(f.application(fw, file), path.Join(path.Dir(file), "celery.py"))
		}
		for _, sub := range []string{"celery", "celery_app"} {
			if file, ok := fw.File(c.p.App + "." + sub); ok {
				files = append(files, file)
			}
		}
	}
	if c.p.Loads != "" {
		files = append(files, c.p.Loads)
	}
	if manage := cmp.Or(c.p.File, c.project.Manage); c.p.Manage != "" && c.p.Loads == "" && manage != "" {
		files = append(files, manage)
	}
	return files
}

// application lists the file of a module that is served, and those of which it takes the
// application: api/index.py, which imports that of config/wsgi.py.
func (f *finder) application(fw *process.Follower, file string) []string {
	const most = 4 // modules that import one another's
	files := []string{file}
	for i := 0; i < len(files) && len(files) < most; i++ {
		for _, module := range f.outlines.Start(files[i]).Applications {
			if next, ok := fw.File(module); ok && !slices.Contains(files, next) {
				files = append(files, next)
			}
		}
	}
	return files
}

// fallback takes a module that fits what the service is for, and says that this
// is assumed.
func (f *finder) fallback(t *Target, d deployment, c *candidate) {
	fit := f.candidates(t, d, c)
	if len(fit) == 0 {
		t.SettingsFile = c.w.At.File
		t.Missing = &document.MissingModule{At: c.w.At}
		t.reason("no module", "nothing names one for this process: --settings does, or settings: in .djgate.yaml")
		return
	}
	t.Module, t.Assumed = fit[0], true
	t.SettingsModule, t.SettingsFile = fit[0].Name, fit[0].File
	t.ModuleAt = c.w.At
	t.reason("module "+fit[0].Name, "assumed: nothing names a module for this process, and "+c.project.because(fit[0]))
}

// candidates are the modules that a process may run that names none, the
// likeliest first: those of its class, else the only one there is, else those
// that the project's files fall back to.
func (f *finder) candidates(t *Target, d deployment, c *candidate) []Module {
	classes := []string{Production, Staging}
	class, _ := f.words(t, d, c)
	if class == "" && f.develops(d, c.serviceEvidence()) {
		class = Development
	}
	if class == Development || class == Test {
		classes = []string{class}
	}
	defaults := f.defaults(c.project)
	var fit []Module
	for _, class := range classes {
		var of []Module
		for _, m := range append(slices.Clone(defaults), c.project.Modules...) {
			if m.Class == class {
				of = append(of, m)
			}
		}
		slices.SortStableFunc(of, func(a, b Module) int { return d.strangeness(a) - d.strangeness(b) })
		fit = append(fit, of...)
	}
	switch {
	case len(fit) > 0:
		return fit
	case len(c.project.Modules) == 1 && moduleClass(c.project.Modules[0].Name) == "":
		return c.project.Modules
	case len(defaults) > 0 && len(c.project.instead(defaults[0])) > 0:
		return c.project.instead(defaults[0])
	}
	return defaults
}

// instead is the one module that holds settings of which no name says what they are for,
// beside an empty one: settings.server, where the package settings leaves nothing.
func (p *Project) instead(m Module) []Module {
	if !m.isEmpty() {
		return nil
	}
	fit := slices.DeleteFunc(slices.Clone(p.Modules), func(o Module) bool { return o.Class != "" || o.isEmpty() })
	if len(fit) != 1 {
		return nil
	}
	return fit
}

// develops tells whether a service is a developer's by what it shows: also where it runs the
// source of the host, perhaps by the development server, and another file deploys it.
func (f *finder) develops(d deployment, e evidence) bool {
	return e.onlyDevelopment() || e.mountsSource() && e.runsRunserver() && d.kind == "compose" && f.deployedBeside(d)
}

// strangeness ranks the names of modules of one class: production before
// compress_production, which is one for something else as well; and where a platform runs
// the project those that name one before both.
func (d deployment) strangeness(m Module) int {
	_, last := cutLast(m.Name)
	have := slices.DeleteFunc(Words(last), func(w string) bool { return w == "settings" })
	switch {
	case namesPlatform(have) && (d.kind == "procfile" || platforms.Is(d.kind)):
		return 0
	case len(have) == 1:
		return 1
	}
	return 2
}

// because says why a module is assumed.
func (p *Project) because(m Module) string {
	switch {
	case len(p.Modules) == 1:
		return "the project has no other"
	case m.Because != "":
		return m.Because + " speaks for it"
	}
	return "the project's own files fall back to it"
}

// defaults are the modules that wsgi, asgi or manage.py fall back to.
func (f *finder) defaults(p *Project) []Module {
	var out []Module
	for _, base := range []string{"wsgi.py", "asgi.py", "manage.py"} {
		for _, n := range p.Named {
			if m, ok := p.module(n.Module); ok && n.Kind == "setdefault" && path.Base(n.At.File) == base {
				out = append(out, m)
			}
		}
	}
	return out
}

// copied finds the file that the container has as a module which the project lacks, and
// its name in the project; for a package, all that the container has in its folder.
func (f *finder) copied(c *candidate, module string) (own string, in map[string]container.Found) {
	files, name := f.filesOf(c), strings.ReplaceAll(module, ".", "/")
	for _, own := range []string{name + "/__init__.py", name + ".py"} {
		for _, at := range c.placesOf(files, own) {
			found := files.Find(at)
			if found.Told != container.Project || !files.IsFile(found.Source) {
				continue
			}
			in := map[string]container.Found{own: found}
			if dir := path.Dir(own); dir == name {
				for file, found := range files.Folder(path.Dir(at)) {
					in[path.Join(dir, file)] = found
				}
			}
			return own, in
		}
	}
	return "", nil
}

// placesOf are where a file of the project may lie in a container: from where the
// process starts, and where a mount or a copy is for a file of that name.
func (c *candidate) placesOf(files *container.Files, own string) []string {
	var places []string
	if c.image != nil {
		places = append(places, path.Join("/", c.image.image.Workdir, own))
	}
	for _, m := range files.Mounts {
		places = append(places, path.Clean(m.Target))
	}
	for _, p := range files.Placed {
		places = append(places, p.Target)
	}
	for _, copied := range files.Copies {
		places = append(places, copied.Dest)
	}
	return slices.DeleteFunc(places, func(at string) bool { return !strings.HasSuffix(at, "/"+own) })
}
