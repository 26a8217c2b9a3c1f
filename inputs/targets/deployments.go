package targets

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/compose"
	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/process"
)

// deployment is what one set of files deploys.
type deployment struct {
	kind      string // compose, terraform, procfile, dockerfile, docker (its commands), or the platform
	name      string // of the environment; "" where the files do not say
	class     string // by the words of the files' names; "" where they do not say
	by        string // what has those words; "" for one of the files
	files     []string
	because   string
	declared  *Declared // .djgate.yaml names its files
	workloads []*document.Workload
	infra     document.Infra
	literals  []document.Literal
	profiles  profiles
	over      string // the Compose file that production reads over theirs; "" for none
	released  bool   // surely by a platform
}

// named is the file whose name says what is deployed, or what else has that name.
func (d deployment) named() string {
	if d.by != "" {
		return d.by
	}
	for i := len(d.files) - 1; i >= 0; i-- {
		if class, _ := folderClass(d.files[i]); fileClass(d.files[i]) == d.class || class == d.class {
			return d.files[i]
		}
	}
	return d.workloads[0].At.File
}

// words decide the class of a service by names that somebody gave: those of the
// deployment's files, of the stage that it builds and of its env files.
func (d deployment) words(c *candidate) (class, because string) {
	if class, profile := profileClass(c.w.Profiles); class != "" {
		return class, "starts only with the profile " + profile
	}
	if d.class != "" {
		return d.class, "the name of " + d.named()
	}
	if class, because = d.developed(c); class != "" {
		return class, because
	}
	if b := c.w.Build; b != nil && stageClass(b.Target) != "" {
		return stageClass(b.Target), "builds the stage " + b.Target
	}
	return envFileWords(c.w.EnvFiles)
}

// developed tells what makes a service one of developers, whichever stage it builds and
// whichever class of settings it takes: env files or a Dockerfile that are called so.
func (d deployment) developed(c *candidate) (class, because string) {
	if d.class != "" {
		return "", ""
	}
	if class, because = envFileWords(c.w.EnvFiles); class == Development || class == Test {
		return class, because
	}
	if b := c.w.Build; b != nil {
		if class = fileClass(b.Dockerfile); class == Development || class == Test {
			return class, "builds " + path.Base(b.Dockerfile)
		}
		if class, _ = folderClass(withinContext(b)); class == Development {
			return class, "builds " + b.Dockerfile
		}
	}
	return "", ""
}

// withinContext is the Dockerfile of a build as a path from its context. The folders above
// that are those of the project, whose names say nothing of an environment.
func withinContext(b *document.Build) string {
	file, _ := strings.CutPrefix(b.Dockerfile, strings.TrimSuffix(path.Clean(b.Context), "/")+"/")
	return file
}

// envFileWords are the class that the names of env files decide: most of them, and
// of as many the last.
func envFileWords(files []document.EnvFile) (class, because string) {
	count, most := map[string]int{}, 0
	for _, e := range files {
		c := envFileClass(e.Path)
		if c == "" || c == Sample {
			continue
		}
		if count[c]++; count[c] >= most {
			class, because, most = c, "the name of "+e.Path, count[c]
		}
	}
	return class, because
}

// envFileClass is the class that the name of an env file or its folders decide.
func envFileClass(file string) string {
	class := fileClass(file)
	if class == "" {
		class, _ = folderClass(file)
	}
	return class
}

// deployments makes the targets of every deployment (rules 3 to 7).
func (f *finder) deployments() {
	all := f.found()
	f.inlay(all)
	f.findSpares(all)
	candidates := make([][]*candidate, len(all))
	for i, d := range all {
		candidates[i] = f.candidatesOf(d)
	}
	f.judgeNamesakes(all, candidates)
	for i, d := range all {
		f.deploy(d, candidates[i])
		f.keepLent(d, candidates[i])
	}
	f.yieldToOthers()
	if f.o.Plan == nil {
		f.dockerfileTargets()
		f.leaveToDevelopers(all, candidates)
		f.serverDeployments()
		f.hostedElsewhere(all)
		f.playbooks()
	}
}

// found reads the deployment files of the root.
func (f *finder) found() []deployment {
	if f.o.Plan != nil {
		return f.planned()
	}
	out := append(f.declaredDeployments(), f.composeDeployments()...)
	if len(f.o.Compose) > 0 {
		return out
	}
	rest := slices.Concat(f.units(), f.manifests(), f.commands(), f.hosted())
	f.readImages(out)
	f.meanwhile() // what is left of Terraform is being read by one processor
	return slices.Concat(out, f.terraformDeployments(), rest)
}

// readImages reads the images of deployments ahead of whoever asks for them.
func (f *finder) readImages(all []deployment) {
	for _, d := range all {
		for _, w := range d.workloads {
			f.withImage(w)
		}
	}
}

func (f *finder) composeDeployments() []deployment {
	var out []deployment
	for _, s := range f.composeSets() {
		d := deployment{name: s.name, class: s.class, because: s.because, over: s.over}
		if !f.declares(s.files, "") && f.readCompose(&d, s, f.lookup) {
			out = append(out, d)
		}
	}
	return out
}

// lookupFunc finds a variable that the user supplied.
type lookupFunc = func(string) (document.Variable, bool)

func (f *finder) readCompose(d *deployment, s set, lookup lookupFunc) bool {
	p, diags := f.compose.Read(s.files, compose.Options{Lookup: lookup, Closed: f.o.Closed, ProjectEnvFiles: s.envFiles})
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	if p == nil {
		return false
	}
	d.kind, d.files, d.workloads = "compose", p.Files, p.Workloads
	for _, w := range d.workloads {
		f.addByPipelines(w)
	}
	d.profiles = f.profiles(p.ProjectEnv)
	if file := d.devContainer(); d.class == "" && file != "" {
		d.class, d.by = Development, file
	}
	return true
}

// devContainer is the Dockerfile of the container in which developers work
// (containers.dev) that a service builds which always starts; "" for none. Nobody deploys
// such a service, nor the files that start it beside the others.
func (d deployment) devContainer() string {
	for _, w := range d.workloads {
		if b := w.Build; b != nil && len(w.Profiles) == 0 && slices.Contains(strings.Split(path.Dir(b.Dockerfile), "/"), ".devcontainer") {
			return b.Dockerfile
		}
	}
	return ""
}

// lookup finds a variable that the user supplied by flag.
func (f *finder) lookup(name string) (document.Variable, bool) { return variable(f.o.Variables, name) }

// candidatesOf tells of the workloads of a deployment which run Django.
func (f *finder) candidatesOf(d deployment) []*candidate {
	var cs []*candidate
	for _, w := range d.workloads {
		c := f.candidate(w)
		c.released = d.released
		c.pulled = c.pulled && !d.builds(w.Image)
		cs = append(cs, c)
	}
	f.judgeServices(cs)
	return cs
}

// builds tells whether a service of the deployment builds the image of a name.
func (d deployment) builds(image string) bool {
	return slices.ContainsFunc(d.workloads, func(w *document.Workload) bool { return w.Build != nil && w.Image == image })
}

// deploy makes the targets of one deployment.
func (f *finder) deploy(d deployment, cs []*candidate) {
	for _, c := range cs {
		if d.wants(c) {
			c.target = f.targetOf(d, c, cs)
		}
	}
	for _, c := range cs {
		if c.target != nil {
			f.moduleOfOthers(d, c, cs)
			c.target.Assumed = c.target.Assumed || c.target.guessed
		}
	}
	if d.kind == "compose" && f.deployedBeside(d) {
		yieldToNamed(cs)
	}
	d.classTogether(cs)
	d.imagesTogether(cs)
	d.leaveToProduction(cs)
	d.nameTogether(cs)
	for _, c := range cs {
		if c.target != nil {
			f.add(c.target)
		}
	}
	f.tell(cs)
	f.tellImages(d, cs)
	f.tellUntold(d, cs)
}

// classTogether takes services of which nothing speaks for what those beside them are,
// where all of these are for development or tests. So it does with workers of which only a
// restart policy speaks for a deployment, or the stage that they build while they run the
// source of the host, where what serves is for development.
func (d deployment) classTogether(cs []*candidate) {
	var silent, workers []*candidate
	var developed *candidate
	for _, c := range cs {
		switch t := c.target; {
		case t == nil:
		case t.weighed && len(t.evidence.Development)+len(t.evidence.Deployment) == 0:
			silent = append(silent, c)
		case t.Class == Development:
			if developed == nil || c.p.HTTP {
				developed = c
			}
		case t.Class == Test: // which developers run
		case !c.p.HTTP && (t.weighed && t.evidence.onlyStartsAgain() || d.onlyStage(c) && t.evidence.mountsSource()):
			workers = append(workers, c)
		default:
			return
		}
	}
	if developed == nil || len(workers) > 0 && !developed.p.HTTP {
		return
	}
	for _, c := range slices.Concat(silent, workers) {
		t := c.target
		t.evidence = evidence{Development: []process.Sign{{Text: developed.w.Name + ", which runs beside it, is for development"}}}
		var because string
		t.Class, t.Unclear, because = t.evidence.class()
		if d.onlyStage(c) {
			t.Environment = d.kind // not the word of the stage
		}
		t.classReason(because)
	}
}

// imagesTogether takes workers and jobs whose settings are those of an image that serves
// beside them, and for which nothing but the name docker speaks for development, for what
// that is.
func (d deployment) imagesTogether(cs []*candidate) {
	for _, served := range cs {
		if served.target == nil || !served.target.ofImage {
			continue
		}
		for _, c := range cs {
			t := c.target
			if t == nil || t.Class != Development || t.SettingsModule != served.target.SettingsModule || len(t.evidence.Development) > 0 || t.turnsDebugOn() {
				continue
			}
			if class, _ := t.words(d, c); class != "" {
				continue
			}
			t.Class, t.Unclear, t.Environment = served.target.Class, true, served.target.Environment
			t.classReason(served.w.Name + ", which runs beside it, is deployed; but also the name of " + t.SettingsModule)
		}
	}
}

// onlyStage tells whether the stage that a service builds is all that calls it deployed.
func (d deployment) onlyStage(c *candidate) bool {
	b := c.w.Build
	return d.kind == "compose" && d.class == "" && b != nil && deployed(stageClass(b.Target)) && moduleClass(c.target.SettingsModule) == ""
}

// deployedBeside tells whether another Compose file in the folder of a deployment is
// named for one.
func (f *finder) deployedBeside(d deployment) bool {
	return len(d.files) > 0 && slices.ContainsFunc(f.plan.files, func(file string) bool {
		return path.Dir(file) == path.Dir(d.files[0]) && !slices.Contains(d.files, file) && deployed(fileClass(file)) && f.composeName(file)
	})
}

// yieldToNamed leaves out of what speaks for deployment that a service is started again,
// where nothing else does, and all of it where the service runs the source of the host with
// DEBUG on, or perhaps by the development server: there is another file that deploys it.
func yieldToNamed(cs []*candidate) {
	for _, c := range cs {
		t := c.target
		if t == nil || !t.weighed || !t.evidence.onlyStartsAgain() && !(t.evidence.mountsSource() && (t.evidence.runsRunserver() || t.turnsDebugOn())) {
			continue
		}
		t.evidence.Deployment = nil
		if t.evidence.onlyDevelopment() {
			t.Class, t.Unclear = Development, false
			t.classReason(inWords(t.evidence.Development) + "; another Compose file is named for a deployment")
		}
	}
}

// yieldToOthers takes Compose files in which everything but a restart policy speaks for
// development for a developer's where the project is deployed otherwise.
func (f *finder) yieldToOthers() {
	for _, t := range f.plan.Targets {
		if t.kind != "compose" || t.declared != nil || !t.weighed || !t.Unclear || !t.evidence.onlyStartsAgain() {
			continue
		}
		i := slices.IndexFunc(f.plan.Targets, func(o *Target) bool {
			return o.Project == t.Project && o.kind != "compose" && o.kind != "docker" && o.HTTP && deployed(o.Class) && !o.Unclear
		})
		if i >= 0 {
			t.Class, t.Unclear = Development, false
			t.classReason(inWords(t.evidence.Development) + "; " + f.plan.Targets[i].At.String() + " deploys the project")
		}
	}
}

// leaveToProduction leaves out the deployed services of files that production reads with
// another one over them: what they lack may stand there.
func (d deployment) leaveToProduction(cs []*candidate) {
	if d.over == "" {
		return
	}
	for _, c := range cs {
		if t := c.target; t != nil && t.inactive == "" && deployed(t.Class) {
			t.inactive = d.over + ", which is named for production, is read over it there"
			t.reason("not by itself", t.inactive)
		}
	}
}

// nameTogether gives the deployed services of files that name no environment the
// name that some of them have: the stage that one builds says where all run.
func (d deployment) nameTogether(cs []*candidate) {
	name := d.kind
	for _, c := range cs {
		switch {
		case c.target == nil || !deployed(c.target.Class) || c.target.Environment == d.kind:
		case name != d.kind && name != c.target.Environment:
			return
		default:
			name = c.target.Environment
		}
	}
	for _, c := range cs {
		if c.target != nil && deployed(c.target.Class) && d.name == "" {
			c.target.Environment = name
		}
	}
}

// moduleOfOthers takes the settings module of another service of the deployment
// where nothing names one for this: one that is named, else what the site is taken to run.
func (f *finder) moduleOfOthers(d deployment, c *candidate, all []*candidate) {
	t := c.target
	if !t.Assumed && (t.Missing == nil || t.Missing.Module != "") {
		return
	}
	o := c.beside(all, func(o *candidate) bool { return !o.target.Assumed })
	if o == nil && !c.p.HTTP {
		o = c.beside(all, func(o *candidate) bool { return o.p.HTTP })
	}
	if o == nil || t.Missing == nil && t.SettingsModule == o.target.SettingsModule {
		return
	}
	t.SettingsModule, t.Module, t.SettingsFile, t.Missing = o.target.SettingsModule, o.target.Module, o.target.SettingsFile, nil
	t.Assumed, t.defaulted = true, o.target.defaulted
	t.Reasons = slices.DeleteFunc(t.Reasons, func(r Reason) bool { return strings.HasPrefix(r.What, "module ") || r.What == "no module" })
	t.reason("module "+t.SettingsModule, "assumed: nothing names a module for this process, and "+o.w.Name+" runs it")
	f.classify(t, d, c)
}

// beside is the first other service of the project that runs settings which are there, and
// of which something holds; nil for none.
func (c *candidate) beside(all []*candidate, holds func(*candidate) bool) *candidate {
	i := slices.IndexFunc(all, func(o *candidate) bool {
		return o != c && o.target != nil && o.project == c.project && o.target.Missing == nil && holds(o)
	})
	if i < 0 {
		return nil
	}
	return all[i]
}

// wants tells whether a workload is judged in this deployment: the service that
// .djgate.yaml names, whatever the rules say, else those that run Django.
func (d deployment) wants(c *candidate) bool {
	if c.project == nil || d.declared == nil || d.declared.Service == "" {
		return c.project != nil && c.runs
	}
	if !c.runs {
		c.because = d.declared.At.String() + " names it"
	}
	return c.w.Name == d.declared.Service
}

// add keeps a target, or joins it with one that is the same.
func (f *finder) add(t *Target) {
	for _, have := range f.plan.Targets {
		if have.same(t) {
			have.join(t)
			if len(have.webs) > 1 && have.declared == nil {
				have.Proxy = f.edge(have)
			}
			return
		}
	}
	f.plan.Targets = append(f.plan.Targets, t)
}

func (f *finder) targetOf(d deployment, c *candidate, all []*candidate) *Target {
	t := &Target{Project: c.project, kind: d.platform(c), Provided: f.o.Provided, Argv: c.p.Argv, Here: c.p.Here, Infra: d.infra, Workloads: d.workloads}
	t.Infra.Listeners = append(slices.Clone(c.w.Listeners), d.infra.Listeners...)
	t.Services = []string{c.w.Name}
	t.At, t.Sources = c.w.At, slices.Clone(d.files)
	t.HTTP, t.Role = c.p.HTTP, "worker"
	if c.serves() {
		t.HTTP, t.Role = true, "web"
	}
	t.declared, t.inactive = d.declared, d.profiles.leaveOut(c.w)
	t.reason("service "+c.w.Name, c.because)
	if t.inactive != "" {
		t.reason("not started", t.inactive)
	}
	if c.image != nil {
		t.ignored = c.image.ignored
	}
	f.environment(t, c)
	f.open(t, c)
	f.module(t, d, c)
	f.configuration(t, f.loads(c))
	f.changes(t, c)
	f.classify(t, d, c)
	t.Literals = append(slices.Clone(c.w.Literals), d.literals...)
	t.Empty = c.w.Interpolations
	t.Service = f.service(c, all)
	t.Files = f.filesOf(c)
	t.Files.Renamed, t.checkout = t.copied, c.checkout()
	if t.HTTP {
		t.Infra.Listeners = append(t.Infra.Listeners, c.w.Balancers...)
		t.webs, t.around = []*candidate{c}, all
		t.Proxy = f.edge(t)
	}
	if t.Proxy == nil && c.standsBeside(all) {
		t.HTTP, t.Role, t.webs, t.around = false, "worker", nil, nil
	}
	if c.image != nil {
		t.Literals = append(t.Literals, c.image.image.Literals...)
		t.Baked = f.baked(c.image)
	}
	if len(d.files) > 0 {
		t.reason("files "+listed(d.files), d.because)
	} else {
		t.reason("file "+c.w.At.File, d.because)
	}
	if c.image != nil && c.image.because != "" {
		t.reason("image "+c.image.file, c.image.because)
	}
	return t
}

// standsBeside tells whether a service of Compose runs a program of Python in which nothing
// speaks of a server and has no port, while another service answers visitors.
func (c *candidate) standsBeside(all []*candidate) bool {
	if c.w.Kind != "compose" || c.p.HTTP || !c.p.Unknown || c.p.Untold == "" || c.p.Lost != "" || len(c.w.Ports)+len(c.w.Expose) > 0 {
		return false
	}
	return slices.ContainsFunc(all, func(o *candidate) bool { return o != c && o.project == c.project && o.runs && o.p.HTTP })
}

// startsWorker tells whether a program that cannot be followed is by its name one that
// answers no visitors: start-celeryworker, start-flower.
func startsWorker(program string) bool {
	names := []string{"celery", "celeryworker", "celerybeat", "worker", "beat", "flower"}
	return slices.ContainsFunc(Words(path.Base(program)), func(w string) bool { return slices.Contains(names, w) })
}

// listed names files for a person: the first few of many.
func listed(files []string) string {
	if few := 4; len(files) > few+1 {
		return fmt.Sprintf("%s + %d more", strings.Join(files[:few], " + "), len(files)-few)
	}
	return strings.Join(files, " + ")
}

// platform tells targets of one name apart: by the kind of their files or, of
// Terraform, by what they run on.
func (d deployment) platform(c *candidate) string {
	if d.kind == "terraform" {
		return c.w.Kind
	}
	return d.kind
}

func (f *finder) service(c *candidate, all []*candidate) *document.Service {
	s := &document.Service{Name: c.w.Name, Kind: c.w.Kind, Image: c.w.Image, Command: document.HideArguments(c.p.Argv), ServerFile: c.p.Config, Server: c.p.Server, RunsAs: c.runsAs(), Ports: c.w.Ports,
		Mounts: c.w.Mounts, Container: c.w.Container, At: c.w.At, Peers: []document.Backing{}, Managed: append([]document.Managed{}, c.p.Managed...), Superusers: append([]document.Superuser{}, c.p.Superusers...)}
	if s.Ports == nil {
		s.Ports = []document.Port{}
	}
	if s.Healthcheck == nil && c.image != nil && c.w.Kind != "kubernetes" { // which does not read the image's
		s.Healthcheck = c.image.image.Healthcheck
	}
	if c.image != nil && c.w.Kind == "dockerfile" { // who runs the image names its volumes
		for _, v := range c.image.image.Volumes {
			s.Mounts = append(slices.Clone(s.Mounts), document.Mount{Target: v, At: c.w.At})
		}
	}
	for _, o := range all {
		if o != c {
			s.Peers = append(s.Peers, o.backing())
		}
	}
	return s
}

// same tells whether two targets are one: project, environment, module and process environment are equal.
func (t *Target) same(o *Target) bool {
	return t.Project == o.Project && t.kind == o.kind && t.declared == o.declared && t.inactive == o.inactive && t.Environment == o.Environment && t.Module.File == o.Module.File &&
		t.SettingsModule == o.SettingsModule && t.Closed == o.Closed && slices.Equal(t.Sources, o.Sources) && sameEnvironment(t.Env, o.Env) && t.Changes == o.Changes &&
		maps.Equal(t.replaced(), o.replaced())
}

// replaced are the files of the container that are not those of the project.
func (t *Target) replaced() map[string]container.Found {
	if t.Files == nil {
		return nil
	}
	return t.Files.Replaced()
}

func sameEnvironment(a, b []document.Variable) bool {
	return slices.EqualFunc(a, b, func(x, y document.Variable) bool {
		return x.Name == y.Name && x.State == y.State && x.Text == y.Text
	})
}

// join adds another service of the same target. One that serves HTTP leads.
func (t *Target) join(o *Target) {
	if o.HTTP && !t.HTTP {
		t.Services, o.Services = o.Services, t.Services
		t.At, t.HTTP, t.Role, t.Service, t.Argv, t.Proxy = o.At, true, "web", o.Service, o.Argv, o.Proxy
		t.webs, t.around, t.Files, t.Here, t.Program, t.checkout = o.webs, o.around, o.Files, o.Here, o.Program, o.checkout
	} else {
		t.webs = append(t.webs, o.webs...)
	}
	for _, name := range o.Services {
		if !slices.Contains(t.Services, name) { // a oneshot unit starts several commands
			t.Services = append(t.Services, name)
		}
	}
	for i, r := range o.Reasons {
		if (i == 0 || strings.HasPrefix(r.What, "proxy ")) && !slices.Contains(t.Reasons, r) {
			t.Reasons = append(t.Reasons, r)
		}
	}
	t.joinClass(o)
	for _, l := range o.Literals {
		if !slices.ContainsFunc(t.Literals, func(have document.Literal) bool { return have.At == l.At && have.Name == l.Name }) {
			t.Literals = append(t.Literals, l)
		}
	}
	for _, l := range o.Infra.Listeners {
		if !slices.ContainsFunc(t.Infra.Listeners, func(have document.Listener) bool { return have.Name == l.Name && have.Port == l.Port }) {
			t.Infra.Listeners = append(t.Infra.Listeners, l)
		}
	}
	for _, i := range o.Empty {
		if !slices.Contains(t.Empty, i) {
			t.Empty = append(t.Empty, i)
		}
	}
}

// joinClass decides the class of two services together: by what speaks for each,
// where no word decides either, else judged where one is.
func (t *Target) joinClass(o *Target) {
	t.evidence = t.evidence.with(o.evidence)
	if t.weighed && o.weighed {
		var because string
		t.Class, t.Unclear, because = t.evidence.class()
		t.classReason(because)
		return
	}
	t.Unclear = t.Unclear || o.Unclear
	if deployed(o.Class) && !deployed(t.Class) {
		t.Class = o.Class
	}
}

// dockerfileTargets makes a target of each Dockerfile that by itself serves
// Django and that no deployed target runs: who deploys it sets its variables elsewhere.
// One for production that has the project and runs what it is given is one, too.
func (f *finder) dockerfileTargets() {
	for _, file := range f.dockerfiles() {
		if f.dockerfileUsed(file) {
			continue
		}
		w := &document.Workload{Kind: "dockerfile", Name: "image", At: document.Location{File: file, Line: 1}, Build: f.buildOf(file)}
		c := f.candidate(w)
		d := deployment{kind: "dockerfile", name: strings.Join(fileWords(file), "-"), class: dockerfileClass(file),
			workloads: []*document.Workload{w}, because: "its image starts Django, and no deployment here runs it"}
		if d.class == "" {
			d.class, _ = folderClass(file)
		}
		switch {
		case c.project == nil || c.image == nil:
		case c.p.Django && (c.p.HTTP || c.p.Loads != ""):
			c.runs, c.because = true, c.p.Because
		case !c.p.Django && c.p.Given && c.image.copiesProject && deployed(d.class):
			c.runs, c.because = true, "its image copies the project and runs what it is given"
			d.because = "its image is for " + d.class + ", and no deployment here runs it"
		}
		if !c.runs {
			f.tell([]*candidate{c})
			continue
		}
		f.add(f.targetOf(d, c, nil))
	}
}

// buildOf is the build of a Dockerfile by itself: as a script does it, else from
// the folder that holds the project.
func (f *finder) buildOf(file string) *document.Build {
	if b := f.buildFrom(file); b != nil {
		return &document.Build{Context: b.Context, Dockerfile: file, At: b.At}
	}
	var near *Project
	for _, p := range f.plan.Projects {
		if near == nil || under(file, p.Dir) && len(p.Dir) > len(near.Dir) {
			near = p
		}
	}
	return &document.Build{Context: contextFor(file, near), Dockerfile: file}
}

func (f *finder) dockerfileUsed(file string) bool {
	return slices.ContainsFunc(f.plan.Targets, func(t *Target) bool {
		return t.stands() && slices.Contains(t.Sources, file)
	})
}
