// Package platforms reads the files by which hosting platforms deploy a project:
// one file of this package for each platform. What a platform keeps in its own
// store (a dashboard, secrets, bound services) is not in the project, so a process
// is open unless the platform has no such store.
package platforms

import (
	"io/fs"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// App is what one file of a platform deploys, or a few that are read together.
type App struct {
	// Platform is its name in one word: fly, render, heroku, ...
	Platform string
	// Files are those that were read, of which a reader adds what stands beside them.
	Files []string
	// Dir is the folder that the platform is given, Workloads the processes.
	Dir       string
	Workloads []*document.Workload
	// Each is what every process of the Procfile in Dir has, where the platform
	// runs those; nil where Workloads are all.
	Each *document.Workload
	// Edge tells whether visitors come through the platform's own edge; Redirect
	// whether it leads HTTP to HTTPS, where the file and not the platform decides.
	Edge     bool
	Redirect *document.Node
	// Infra is the load balancer that the file describes.
	Infra document.Infra
	// Stage is the environment, where the file names several; Stages are they.
	Stage  string
	Stages []App
}

// The codes of the diagnostics.
const (
	CodeRead   = "platform-read"   // the file may not be read
	CodeSyntax = "platform-syntax" // it is no TOML, YAML or JSON
)

// platform is one kind of file.
type platform struct {
	name  string
	named func(file string) bool
	// own: no other program has files of that name, so one that is broken is an error.
	own bool
	// together: the files of one folder are read as one, or those that are given alike
	// by home.
	together bool
	home     func(file string) string
	// stage: but for those whose names say another environment.
	stage func(file string) string
	// bare: it runs images alone, that others make.
	bare bool
	read func(l *loader, app *App, files []string)
}

func platforms() []platform {
	return []platform{
		{name: "fly", named: isFly, own: true, read: readFly},
		{name: "render", named: isRender, own: true, read: readRender},
		{name: "heroku", named: isHeroku, together: true, read: readHeroku},
		{name: "railway", named: isRailway, own: true, read: readRailway},
		{name: "nixpacks", named: isNixpacks, own: true, read: readNixpacks},
		{name: "cloud-foundry", named: isCloudFoundry, read: readCloudFoundry},
		{name: "elastic-beanstalk", named: isBeanstalk, own: true, together: true, home: beanstalkHome, read: readBeanstalk},
		{name: "app-engine", named: isAppEngine, read: readAppEngine},
		{name: "app-runner", named: isAppRunner, own: true, read: readAppRunner},
		{name: "digitalocean", named: isDigitalOcean, own: true, read: readDigitalOcean},
		{name: "zappa", named: isZappa, own: true, read: readZappa},
		{name: "vercel", named: isVercel, read: readVercel},
		{name: "app-service", named: isWorkflow, read: readAppService},
		{name: "cloud-run", named: isCloudRun, bare: true, read: readCloudRun},
		{name: "ecs", named: isTask, together: true, stage: taskStage, bare: true, read: readTasks},
	}
}

// Is tells whether a word names a platform whose files are read here, and which has an
// edge of its own and makes images of the source.
func Is(name string) bool {
	return slices.ContainsFunc(platforms(), func(p platform) bool { return p.name == name && !p.bare })
}

// Reads tells whether a file has the name of one that is read here.
func Reads(file string) bool {
	return slices.ContainsFunc(platforms(), func(p platform) bool { return p.named(file) })
}

// Find reads the files of platforms among files, in their order. It never fails:
// what cannot be read is a diagnostic.
func Find(fsys fs.FS, files []string) ([]App, []document.Diagnostic) {
	var out []App
	var diagnostics []document.Diagnostic
	for _, p := range platforms() {
		for _, group := range p.groups(files) {
			l := &loader{fsys: fsys, severity: "warning"}
			if p.own {
				l.severity = "error"
			}
			app := App{Platform: p.name, Dir: path.Dir(group[0])}
			p.read(l, &app, group)
			diagnostics = append(diagnostics, l.diagnostics...)
			for _, each := range append(app.Stages, app) {
				if len(each.Workloads) > 0 || each.Each != nil {
					each.Files = slices.Concat(group, app.Files)
					each.stand()
					out = append(out, each)
				}
			}
		}
	}
	return out, diagnostics
}

// stand says of the processes that run the source itself where that is.
func (a App) stand() {
	for _, w := range append(slices.Clip(a.Workloads), a.Each) {
		if w != nil && w.Build == nil && w.Image == "" && w.Dir == "" {
			w.Dir = a.Dir
		}
	}
}

// groups are the files of a platform that are read together.
func (p platform) groups(files []string) [][]string {
	var out [][]string
	home := p.home
	if home == nil {
		home = path.Dir
	}
	for _, file := range files {
		if !p.named(file) {
			continue
		}
		same := func(group []string) bool {
			return p.together && home(group[0]) == home(file) && (p.stage == nil || p.stage(group[0]) == p.stage(file))
		}
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i] = append(out[i], file)
			continue
		}
		out = append(out, []string{file})
	}
	return out
}
