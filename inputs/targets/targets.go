// Package targets decides what is judged: which projects there are, which
// services of which deployments run them, with which settings module, in which
// process environment, and whether that is a deployment or somebody's machine.
//
// Every choice keeps its reason. People trust the first run only if it judges
// what they deploy and says why it left the rest. The rules that comments here
// name by number are those of docs/targets.md.
package targets

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/compose"
	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/git"
	"github.com/djgate/djgate/inputs/process"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/djgate/djgate/inputs/tree"
)

// Options say what to judge. The zero value judges every deployment found.
type Options struct {
	Root         string   // real absolute path of the root
	Environments []string // -e: names or classes; empty: the deployed ones
	All          bool     // --all-environments
	Target       string   // --target: one id
	Service      string
	Settings     string              // --settings: the module to judge, whatever the files say
	Variables    []document.Variable // --env-file and --set
	Closed       bool                // --env-complete
	Compose      []string            // --compose, in -f order
	TerraformDir string
	VarFiles     []string
	Provided     []string
	Projects     []string
	Declared     []Declared
	// Plan is a Terraform plan. With one only what it holds is deployed: the state
	// after it or, with BeforePlan, the one before.
	Plan       *terraform.Plan
	BeforePlan bool
	// Git tells what git knows of the files; nil: it is sought at Root.
	Git func() *git.State
	// Meanwhile is called once, as soon as the search leaves a processor idle: the place to
	// begin, on another goroutine, what is needed after it. nil: nothing is.
	Meanwhile func()
}

// Declared is a target of .djgate.yaml. Empty fields leave the choice to the rules.
type Declared struct {
	ID, Settings, Service string
	Compose, EnvFiles     []string
	TerraformDir          string
	VarFiles              []string
	Django                string
	Provided              []string
	Proxy                 *document.Proxy
	At                    document.Location
}

// Reason is one choice and why it was made.
type Reason struct {
	What    string `json:"what"`
	Because string `json:"because"`
}

// Target is one thing that can be judged.
type Target struct {
	document.Target
	Judged   bool
	Reasons  []Reason
	Env      []document.Variable
	Perhaps  []string // names of variables that may be set as well, whether it is closed or not
	Provided []string
	Project  *Project
	Module   Module
	Argv     []string
	Here     container.Found     // the folder in which the process is run
	Added    settings.SearchPath // by the program that loads the settings
	Program  settings.Program    // that loads them, where it changes its environment before
	Changes  string              // that the program makes to the environment: a digest of them
	Service  *document.Service
	Proxy    *document.Proxy
	Django   string // declared version
	Missing  *document.MissingModule
	// Files are those of the container of Service; nil where nothing runs the target.
	Files *container.Files
	// Configuration is the class of django-configurations that the process falls back to.
	Configuration settings.Configuration
	Literals      []document.Literal
	Baked         []document.Baked
	Empty         []document.Interpolation
	Infra         document.Infra
	Lent          []string             // files of Terraform that run no target, and whose infrastructure it has
	Workloads     []*document.Workload // all of the deployment, those that do not run Django too
	kind          string
	declared      *Declared                  // its files are those of this declaration
	inactive      string                     // why its service is not started; "" where it is
	copied        map[string]container.Found // the settings module, where the container makes it of SettingsFile
	defaulted     bool                       // only the file that the command loads names the module
	guessed       bool                       // which of several it names is not known
	evidence      evidence                   // of its services
	unconfigured  string                     // why Configuration says nothing; "" where it does
	weighed       bool                       // the evidence decides the class, no word does
	ofImage       bool                       // its settings are called docker, and are those of an image that serves
	ignored       func(string) bool          // of .dockerignore; nil: nothing is
	webs          []*candidate               // its services that serve HTTP
	around        []*candidate               // all services of the deployment
	checkout      string                     // the folder of the machine that its process is started in
}

// Plan is everything that was found.
type Plan struct {
	Projects    []*Project
	Targets     []*Target
	Diagnostics []document.Diagnostic
	// Ask is set where there are more projects than are judged unasked.
	Ask string
	// Selection is set where the user asked for targets that are not there: it
	// says which are.
	Selection string
	Git       *git.State
	// Packages are the requirements of each project, by its folder.
	Packages map[string]settings.Packages
	// Trees are those of the modules that were looked at.
	Trees *settings.Trees
	// CI is what the pipelines of the root check; CIOf says it for a target.
	CI document.CI
	// Work are the steps of a release that files of the root do.
	Work []document.Work
	// Unread are the files that deploy the project, or stand before it, and are not judged.
	Unread []Unread
	files  []string
}

// Dockerignored tells whether .dockerignore keeps a file out of the image.
func (t *Target) Dockerignored(name string) bool { return t.ignored != nil && t.ignored(name) }

// Shipped tells which files of the checkout a target's process has: not the env files that
// git does not track, unless the deployment names them; perhaps what git ignores or
// .dockerignore leaves out, where nothing mounts it.
func (p *Plan) Shipped(t *Target) settings.Presence {
	return settings.Shipping(func(name string) bool {
		tracked := p.Git.Tracked(name)
		return tracked != nil && !*tracked && !slices.Contains(t.Sources, name)
	}, func(name string) bool {
		mounted, _ := t.Files.Shows(name)
		return p.Git.Ignored(name) || t.Dockerignored(name) && !mounted
	})
}

// Files are those below the root, in order, as far as they are looked at.
func (p *Plan) Files() []string { return p.files }

// maxProjects is the number of projects above which the user has to choose.
const maxProjects = 8

// finder is one search for targets.
type finder struct {
	fsys fs.FS
	o    Options
	plan *Plan
	// buildList holds the builds that name their image, once they are read.
	buildList  []built
	buildsRead bool
	// dockerfileList holds the Dockerfiles that something can be made from, once they are read.
	dockerfileList  []string
	dockerfilesRead bool
	configs         []string // of supervisord and uWSGI, that processes here start with
	images          map[imageKey]*imageFacts
	compose         *compose.Files
	parsed          map[string]parsedFile // Dockerfiles
	bases           int                   // images that are being read, each the base of the one before
	lent            []lent                // root modules that run no target
	spares          []spare               // configurations of proxies that no deployment names
	modules         func() modules
	meanwhile       func() // Options.Meanwhile, the first time that it is called
	outlines        *settings.Outlines
	insets          map[string]*document.Inset     // texts of manifests that are files of fsys, by their names
	listing         *process.Listing               // of the plan's files
	piped           map[string][]document.Variable // what pipelines add to env files, once it is read
}

// Find looks for everything that could be judged under fsys, and marks what is.
func Find(fsys fs.FS, o Options) *Plan {
	f := &finder{fsys: fsys, o: o, plan: &Plan{Packages: map[string]settings.Packages{}, Trees: &settings.Trees{}}, images: map[imageKey]*imageFacts{}, parsed: map[string]parsedFile{}, compose: compose.NewFiles(fsys)}
	f.outlines = settings.NewOutlines(fsys, f.plan.Trees)
	f.walk()
	if f.meanwhile = func() {}; o.Meanwhile != nil {
		f.meanwhile = sync.OnceFunc(o.Meanwhile)
	}
	if f.o.Plan == nil && len(f.o.Compose) == 0 {
		f.readModules()
	}
	if !slices.ContainsFunc(f.plan.files, terraform.IsConfiguration) {
		f.meanwhile()
	}
	pipelines := f.readPipelines()
	f.projects()
	if f.plan.Ask != "" || len(f.plan.Projects) == 0 {
		return f.plan
	}
	f.deployments()
	f.meanwhile()
	if f.o.Plan == nil {
		f.modulesAlone()
	}
	f.assumeConfigurations()
	f.lend()
	f.edges()
	f.name()
	f.declare()
	f.judge()
	f.plan.CI, f.plan.Work = pipelines()
	f.resettle()
	return f.plan
}

func (f *finder) walk() {
	known := make(chan *git.State, 1)
	go func() { known <- f.git() }()
	files, complete := tree.Walk(f.fsys)
	f.plan.files, f.listing = files, process.NewListing(files, aside)
	if !complete {
		f.diagnose("too-many-files", "warning", "the folder holds more files than are looked at; name the project's folder", document.Location{File: "."})
	}
	f.plan.Git = <-known
}

func (f *finder) git() *git.State {
	if f.o.Git != nil {
		return f.o.Git()
	}
	return git.Read(f.o.Root)
}

func (f *finder) diagnose(code, severity, message string, at document.Location) {
	f.plan.Diagnostics = append(f.plan.Diagnostics, document.Diagnostic{Code: code, Severity: severity, Message: message, At: at})
}

// projects applies rule 1 and reads what each project requires.
func (f *finder) projects() {
	named := settings.FindNamed(f.fsys, f.plan.files)
	all := findProjects(f.fsys, f.outlines, f.plan.files, named)
	for _, p := range all {
		if len(f.o.Projects) > 0 && !slices.Contains(f.o.Projects, p.Dir) {
			continue
		}
		f.plan.Projects = append(f.plan.Projects, p)
	}
	f.choose()
	for _, p := range f.plan.Projects {
		f.settingsOption(p)
		deps, diags := f.requirements(p)
		f.plan.Packages[p.Dir] = deps
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	}
}

// choose leaves out the projects that lie aside where others do not, and asks where too many remain.
func (f *finder) choose() {
	main := 0
	for _, p := range f.plan.Projects {
		if !p.Aside {
			main++
		}
	}
	if main > maxProjects {
		var dirs []string
		for _, p := range f.plan.Projects {
			dirs = append(dirs, p.Dir)
		}
		f.plan.Ask = fmt.Sprintf("%d projects here (%s): name one folder, or list them under projects: in .djgate.yaml", main, strings.Join(dirs[:min(len(dirs), 12)], ", "))
	}
}

// settingsOption adds the module of --settings and of the declared targets.
func (f *finder) settingsOption(p *Project) {
	names := []string{f.o.Settings}
	for _, d := range f.o.Declared {
		names = append(names, d.Settings)
	}
	for _, name := range names {
		if name == "" {
			continue
		}
		if _, ok := p.module(name); ok {
			continue
		}
		if m, ok := settings.Resolve(f.fsys, name, p.roots()); ok {
			mod := Module{Module: m}
			mod.classify(f.outlines)
			p.Modules = append(p.Modules, mod)
		}
	}
}

func (t *Target) reason(what, because string) { t.Reasons = append(t.Reasons, Reason{what, because}) }

// classReason gives the reason of the class, in place of another one.
func (t *Target) classReason(because string) {
	t.Reasons = slices.DeleteFunc(t.Reasons, func(r Reason) bool { return strings.HasPrefix(r.What, "class ") })
	t.reason("class "+t.Class, because)
}

// lastWord is the last word of a module's name that says something.
func lastWord(module string) string {
	parts := strings.Split(module, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		w := glued(Words(parts[i]))
		for j := len(w) - 1; j >= 0; j-- {
			if w[j] != "settings" && w[j] != "config" && w[j] != "conf" {
				return w[j]
			}
		}
	}
	return module
}

// name gives every target an id: its environment, then its first service, then
// the kind of its deployment, as far as is needed to tell it apart.
func (f *finder) name() {
	base := func(t *Target) string {
		if len(f.plan.Projects) > 1 && t.Project.Dir != "." {
			return t.Project.Dir + ":" + t.Environment
		}
		return t.Environment
	}
	forms := []func(*Target) string{base,
		func(t *Target) string { return base(t) + "/" + t.first() },
		func(t *Target) string { return base(t) + "/" + t.first() + "@" + t.kind },
		func(t *Target) string { return base(t) + "/" + t.first() + "@" + t.kind + ":" + t.At.File }}
	for _, form := range forms {
		count := map[string]int{}
		for _, t := range f.plan.Targets {
			if t.ID == "" {
				count[form(t)]++
			}
		}
		for _, t := range f.plan.Targets {
			if id := form(t); t.ID == "" && count[id] == 1 {
				t.ID = id
			}
		}
	}
	for i, t := range f.plan.Targets {
		if t.ID == "" {
			t.ID = fmt.Sprintf("%s#%d", base(t), i+1)
		}
	}
}

func (t *Target) first() string {
	if len(t.Services) > 0 {
		return t.Services[0]
	}
	return lastWord(t.SettingsModule)
}

// Join makes one target of two whose processes turned out to be the same.
func (p *Plan) Join(t, other *Target) {
	t.join(other)
	p.Targets = slices.DeleteFunc(p.Targets, func(have *Target) bool { return have == other })
}

// Judged lists the targets that are judged.
func (p *Plan) Judged() []*Target {
	var out []*Target
	for _, t := range p.Targets {
		if t.Judged {
			out = append(out, t)
		}
	}
	return out
}
