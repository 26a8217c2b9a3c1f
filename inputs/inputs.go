// Package inputs reads a project: it finds the targets, interprets the settings
// of each that is judged, and gives one document a target.
package inputs

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/code"
	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/git"
	"github.com/djgate/djgate/inputs/platforms"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
)

// Options say what to read. Root is required.
type Options struct {
	targets.Options
	AsOf   string // YYYY-MM-DD
	Django string // --django: the version, whatever the requirements say
	// Sites are the folders of installed packages that settings are read from (--packages).
	Sites []settings.Site
}

// Result is everything that was read.
type Result struct {
	Plan *targets.Plan
	// Documents are those of the judged targets, in the plan's order. Targets whose
	// processes differ only in variables that the settings do not read are one.
	Documents []*document.Document
	// Diagnostics are those that belong to no document alone. One of severity
	// "error" makes the result incomplete.
	Diagnostics []document.Diagnostic
}

// Read reads the project below fsys. It fails only where the context ends;
// what cannot be read is a diagnostic.
func Read(ctx context.Context, fsys fs.FS, o Options) (*Result, error) {
	plan := targets.Find(fsys, o.Options)
	r := &reader{fsys: fsys, o: o, plan: plan, cache: settings.NewCache(plan.Trees)}
	r.cache.Share(len(plan.Judged()))
	r.lookThrough()
	read, err := r.targets(ctx)
	if err != nil {
		return nil, err
	}
	r.peers(read)
	out := &Result{Plan: plan, Diagnostics: r.weigh(plan.Diagnostics)}
	for _, p := range read {
		out.Documents = append(out.Documents, p.document)
	}
	return out, nil
}

// reader makes the documents of one plan.
type reader struct {
	fsys    fs.FS
	o       Options
	plan    *targets.Plan
	cache   *settings.Cache
	joining sync.Mutex // of targets of the plan
	// modules are what those of each project show, by its folder.
	modules map[string]func() code.Facts
	keys    func() []document.KeyFile
}

// process is a target that was read, and what tells it apart from others.
type process struct {
	target   *targets.Target
	document *document.Document
	reads    map[string]bool // variables
	asks     map[string]container.Found
	secrets  *settings.Secrets // nil where no settings were read
}

// target reads a target of a family, of which some were read before.
func (r *reader) target(t *targets.Target, family []*process) []*process {
	t.Target.Project = t.Project.Dir
	if i := twin(t, family); i >= 0 {
		o := family[i]
		if o.target.HTTP || !t.HTTP {
			r.join(o.target, t)
			o.document.Target = o.target.Target
			return family
		}
		// Settings may ask for the command line, so what serves is what is read.
		r.join(t, o.target)
		family = slices.Delete(family, i, i+1)
	}
	return append(family, r.read(t))
}

// read makes the document of a target.
func (r *reader) read(t *targets.Target) *process {
	d := r.document(t)
	p := &process{target: t, document: d}
	if t.Missing == nil {
		in := r.input(t, d)
		out := settings.Read(in)
		r.fill(d, t, out)
		p.reads, p.asks, p.secrets = out.Reads, out.Asks, out.Secrets
	} else {
		because := "nothing names the settings module"
		if t.Missing.Module != "" {
			because, d.Source.Missing = "the settings module is not in the project", t.Missing
		}
		if t.Missing.Elsewhere != "" {
			because += "; " + t.Missing.Elsewhere
		}
		d.Settings = map[string]*document.Node{}
		for _, name := range django.Names() {
			d.Settings[name] = &document.Node{State: document.Unknown, Because: because, At: t.Missing.At}
		}
		django.Describe(&d.Django, nil)
	}
	d.Source.Literals = r.literals(t)
	d.Source.CI, d.Source.Work = r.plan.CIOf(t), r.plan.Work
	d.Source.Defaults, d.Source.Modules = t.Project.Defaults(), t.Project.SettingsModules()
	for _, at := range d.Source.CI.Pipelines {
		d.Files = append(d.Files, document.File{Path: at.File, Kind: "ci", Tracked: r.plan.Git.Tracked(at.File)})
	}
	d.Source.EmptyInterpolations = append(d.Source.EmptyInterpolations, t.Empty...)
	return p
}

// document writes what is known of a target before its settings are read.
func (r *reader) document(t *targets.Target) *document.Document {
	d := &document.Document{Schema: document.SchemaVersion, AsOf: r.o.AsOf, Target: t.Target, Service: t.Service, Proxy: t.Proxy,
		Deps: r.plan.Packages[t.Project.Dir].Deps, Locked: r.plan.Packages[t.Project.Dir].Locked, Env: map[string]*document.Node{}, Peers: []document.Peer{}, Diagnostics: []document.Diagnostic{}}
	if d.Deps == nil {
		d.Deps = map[string]document.Dependency{}
	}
	d.Infra = t.Infra
	d.Django = django.Resolve(r.packages(t).Deps["django"])
	for _, v := range t.Env {
		d.Env[v.Name] = settings.VariableNode(v)
	}
	for _, f := range t.Sources {
		kind := fileKind(f)
		switch {
		case t.Service == nil || kind != "compose" && kind != "env":
		case kind == "env" && rendered(f, t.Sources):
			kind = "terraform"
		case kind == "compose" && t.Service.Kind == "kubernetes":
			kind = "kubernetes"
		case t.Service.Kind != "compose" && platforms.Reads(f) && (path.Ext(f) != ".sh" || t.Service.Kind == "cloud-run"):
			kind = "platform"
		case targets.Configures(t.Service.Kind, f):
			kind = t.Service.Kind
		}
		if r.o.Plan != nil && f == r.o.Plan.Name {
			kind = "terraform"
		}
		file := document.File{Path: f, Kind: kind, Tracked: r.plan.Git.Tracked(f)}
		if kind == "env" && r.untracked(f) {
			ignored := r.plan.Git.Ignored(f)
			file.Ignored, file.Open = &ignored, r.openToAll(f)
		}
		d.Files = append(d.Files, file)
	}
	for _, f := range t.Lent {
		if !slices.Contains(t.Sources, f) {
			d.Files = append(d.Files, document.File{Path: f, Kind: document.KindResources, Tracked: r.plan.Git.Tracked(f)})
		}
	}
	return d
}

// fileKind is the kind of input that a deployment file is; policies name the kinds that they need.
func fileKind(file string) string {
	base := strings.ToLower(path.Base(file))
	switch ext := path.Ext(base); {
	case ext == ".yml" || ext == ".yaml":
		return "compose"
	case ext == ".tf" || ext == ".tofu" || ext == ".tfvars" || strings.HasSuffix(base, ".tf.json") || strings.HasSuffix(base, ".tofu.json") ||
		strings.HasSuffix(base, ".tfvars.json"):
		return "terraform"
	case ext == ".service" || strings.HasSuffix(path.Dir(file), ".service.d"):
		return "systemd"
	case base == "procfile":
		return "procfile"
	case strings.Contains(base, "dockerfile"):
		return "dockerfile"
	}
	return "env"
}

// rendered tells whether a file is one that Terraform makes containers or programs of, as
// the template of a task, and no env file.
func rendered(file string, sources []string) bool {
	named := slices.ContainsFunc(targets.Words(file), func(word string) bool { return word == "env" || word == "envs" })
	return !named && slices.ContainsFunc(sources, func(source string) bool { return fileKind(source) == "terraform" })
}

func (r *reader) input(t *targets.Target, d *document.Document) settings.Input {
	return settings.Input{
		FS: r.fsys, Root: r.o.Root, Path: r.searchPath(t), Module: t.SettingsModule, File: t.SettingsFile, Env: t.Env, Closed: t.Closed, Perhaps: t.Perhaps,
		Provided: t.Provided, Packages: r.packages(t), Sites: r.o.Sites, Django: d.Django, Argv: t.Argv, NoRunserver: t.NoRunserver(), Program: t.Program, Dir: t.Directory(), Container: t.Files, Configuration: t.Configuration, Shipped: r.plan.Shipped(t), Machine: r.onMachine(t), Made: r.made(t), Cache: r.cache,
	}
}

// packages are those of a target: its project's, with the Django that is given for it.
func (r *reader) packages(t *targets.Target) settings.Packages {
	p := r.plan.Packages[t.Project.Dir]
	if v := cmp.Or(r.o.Django, t.Django); v != "" {
		deps := map[string]document.Dependency{}
		maps.Copy(deps, p.Deps)
		deps["django"] = document.Dependency{Exact: v, At: document.Location{File: t.SettingsFile}}
		p.Deps = deps
	}
	return p
}

// searchPath is sys.path of the target's process, as far as it lies in the project.
func (r *reader) searchPath(t *targets.Target) []string {
	return slices.Concat(t.Added.Before, r.startPath(t), t.Added.After)
}

// startPath is what the target's process starts with: a package that the whole tree is
// the source of is taken as installed from its src.
func (r *reader) startPath(t *targets.Target) []string {
	dirs := []string{t.Project.Dir}
	if from := t.Module.Path; from != "" && from != t.Project.Dir && !slices.Contains(t.Added.After, from) {
		dirs = append([]string{from}, dirs...)
	}
	if src := path.Join(t.Project.Dir, "src"); !r.isPackage(src) {
		dirs = append(dirs, src)
	}
	for _, name := range []string{"pyproject.toml", "setup.py"} {
		if _, err := fs.Stat(r.fsys, name); err == nil && !r.isPackage("src") {
			return append(dirs, "src")
		}
	}
	return dirs
}

// isPackage tells whether modules are imported as parts of a folder, not from it.
func (r *reader) isPackage(dir string) bool {
	_, err := fs.Stat(r.fsys, path.Join(dir, "__init__.py"))
	return err == nil
}

// onMachine tells whether an env file that is not here may be beside the code, in an image
// that is built there, or mounted: git ignores it, or a mount names it.
func (r *reader) onMachine(t *targets.Target) func(string) bool {
	return func(name string) bool {
		shown, alone := t.Files.Shows(name)
		if _, err := fs.Stat(r.fsys, name); err == nil {
			alone = false // and it is read
		}
		return !r.o.Closed && (alone || r.plan.Git.Ignored(name) && (shown || !t.Dockerignored(name)))
	}
}

// made tells whether a file that is not in the project may be made on the machine or
// in the image. What no ignore rule names would show there as a change of the project.
func (r *reader) made(t *targets.Target) func(string) bool {
	rules := r.plan.Git
	switch {
	case rules == nil && r.o.Git != nil:
		return nil // its ignore files are not on the disk
	case rules == nil:
		rules = git.Unversioned(r.o.Root)
	}
	return func(name string) bool { return rules.MayMake(name) || t.Dockerignored(name) }
}

func (r *reader) untracked(name string) bool {
	tracked := r.plan.Git.Tracked(name)
	return tracked != nil && !*tracked
}

func (r *reader) tracked(name string) bool {
	tracked := r.plan.Git.Tracked(name)
	return tracked != nil && *tracked
}

// fill writes what the settings module holds.
func (r *reader) fill(d *document.Document, t *targets.Target, out *settings.Output) {
	d.Settings, d.Source = out.Settings, out.Source
	if out.OpenBecause != "" {
		d.Target.Closed, d.Target.OpenBecause = false, out.OpenBecause
	}
	d.Source.Hazards = r.hazards(t, out)
	d.Source.Set = setBy(d.Settings)
	d.Source.Lookalikes = lookalikes(d.Source.Set, d.Settings)
	d.Source.Folders = r.folders(t, d.Settings)
	d.Source.Places = r.places(t, d.Settings)
	d.Source.Exposed = exposed(d.Settings, path.Join(r.o.Root, d.Target.SettingsFile))
	r.source(d, t, out.Secrets)
	django.Describe(&d.Django, d.Source.Set)
	d.Django.Notices = slices.DeleteFunc(d.Django.Notices, func(n document.Notice) bool { return r.backported(t, n) })
	settle(d.Django.Notices, d.Settings)
	for name, n := range d.Env {
		d.Env[name] = out.Secrets.Hide(name, n)
	}
	accounts(d, t.Workloads, out.Secrets)
	d.Diagnostics = append(d.Diagnostics, out.Diagnostics...)
	for _, e := range out.EnvFiles {
		r.readBySettings(d, e.Path)
		if e.State == "read" && r.tracked(e.Path) {
			d.Source.Shipped = append(d.Source.Shipped, targets.SecretsOf(r.fsys, e.Path)...)
		}
	}
	for _, f := range out.Files {
		d.Files = append(d.Files, document.File{Path: f, Kind: "settings", Tracked: r.plan.Git.Tracked(f)})
	}
}

// readBySettings notes down an env file that the settings read themselves.
func (r *reader) readBySettings(d *document.Document, file string) {
	by := func(f document.File) bool { return f.Path == file }
	if !slices.ContainsFunc(d.Files, by) {
		d.Files = append(d.Files, document.File{Path: file, Kind: "env", Tracked: r.plan.Git.Tracked(file)})
	}
	f := &d.Files[slices.IndexFunc(d.Files, by)]
	f.ReadBy = append(f.ReadBy, "settings")
}

// setBy are the settings that a module sets, in order.
func setBy(all map[string]*document.Node) []string {
	names := []string{}
	for name, n := range all {
		if n.Set {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// literals are the secrets in clear, with what git says of their files.
func (r *reader) literals(t *targets.Target) []document.Literal {
	out := []document.Literal{}
	for _, l := range t.Literals {
		l.Tracked = r.plan.Git.Tracked(l.At.File)
		out = append(out, l)
	}
	return out
}

// peers tells each document of the others, and of targets of the same files that
// are not judged.
func (r *reader) peers(read []*process) {
	for i, p := range read {
		own, d := p.target, p.document
		for j, o := range read {
			if i != j {
				p := peer(own, o.target)
				p.Shares, p.Copies = shares(own.Env, o.target.Env), copies(own.Env, o.target.Env)
				p.Same = same(side{d, read[i].secrets}, side{o.document, o.secrets})
				p.ID, p.Services = o.document.Target.ID, o.document.Target.Services
				d.Peers = append(d.Peers, p)
			}
		}
		for _, t := range r.plan.Targets {
			if t.Judged {
				continue
			}
			if copied := copies(own.Env, t.Env); beside(own, t) || len(copied) > 0 {
				p := peer(own, t)
				p.Copies = copied
				d.Peers = append(d.Peers, p)
			}
		}
	}
}

func peer(own, t *targets.Target) document.Peer {
	return document.Peer{ID: t.ID, Environment: t.Environment, Class: t.Class, Project: t.Project.Dir, Role: t.Role, Services: t.Services,
		SettingsModule: t.SettingsModule, ModuleAt: t.ModuleAt, Beside: beside(own, t)}
}

// beside tells whether two targets were found in the same files, in which services
// refer to each other by name.
func beside(a, b *targets.Target) bool {
	return a.Service != nil && b.Service != nil && a.Service.Kind == b.Service.Kind && a.Service.At.File == b.Service.At.File
}

// shares are the variables of a target that read the same secret of a store as one of another.
func shares(own, others []document.Variable) []document.Share {
	var out []document.Share
	for _, v := range own {
		i := slices.IndexFunc(others, func(o document.Variable) bool { return v.Store.Reveal() != "" && o.Store == v.Store })
		if i >= 0 {
			out = append(out, document.Share{Name: v.Name, With: others[i].Name, At: v.At})
		}
	}
	return out
}

// weigh keeps the severity of what concerns a judged target, or may have hidden
// one, and makes a warning of trouble with anything else.
func (r *reader) weigh(diags []document.Diagnostic) []document.Diagnostic {
	var out []document.Diagnostic
	for _, d := range diags {
		if d.Severity == "error" && r.elsewhere(d.At.File) {
			d.Severity = "warning"
		}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// elsewhere tells whether a file is no input of a judged target and only of others.
func (r *reader) elsewhere(file string) bool {
	other := targets.Beside(file)
	for _, t := range r.plan.Targets {
		if !slices.Contains(t.Sources, file) {
			continue
		}
		if t.Judged {
			return false
		}
		other = true
	}
	return other
}
