package targets

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/platforms"
	"github.com/djgate/djgate/inputs/process"
)

// programs are images of other programs, by the last part of their name. They
// never run Django, whatever variables they carry.
var programs = map[string]string{
	"postgres": "postgres", "postgis": "postgres", "postgresql": "postgres", "timescaledb": "postgres", "pgvector": "postgres",
	"pgbouncer": "other", "mysql": "mysql", "mariadb": "mysql", "percona": "mysql", "redis": "redis", "valkey": "redis", "keydb": "redis",
	"dragonfly": "redis", "redis-stack": "redis", "memcached": "memcached", "nginx": "nginx", "nginx-unprivileged": "nginx", "openresty": "nginx",
	"caddy": "caddy", "traefik": "traefik", "haproxy": "other", "httpd": "other", "envoy": "other", "node": "other", "bun": "other",
	"aws-cli": "other", "rabbitmq": "other", "kafka": "other", "zookeeper": "other", "mongo": "other", "elasticsearch": "other",
	"opensearch": "other", "solr": "other", "minio": "other", "mc": "other", "localstack": "other", "mailhog": "other", "mailpit": "other",
	"maildev": "other", "mailcatcher": "other", "adminer": "other", "pgadmin4": "other", "phpmyadmin": "other", "certbot": "other",
	"flower": "other", "prometheus": "other", "grafana": "other", "loki": "other", "jaeger": "other", "selenium": "other",
	"standalone-chrome": "other", "alpine": "other", "busybox": "other", "debian": "other", "ubuntu": "other", "clickhouse-server": "other",
	"keycloak": "other", "gotenberg": "other", "tika": "other", "autoheal": "other", "watchtower": "other", "cloudflared": "other",
	"serverless-init": "other", "datadog-agent": "other", "fluent-bit": "other", "aws-for-fluent-bit": "other", "fluentd": "other",
	"aws-otel-collector": "other", "opentelemetry-collector": "other", "opentelemetry-collector-contrib": "other", "aws-xray-daemon": "other",
	"xray-daemon": "other", "typesense": "other", "meilisearch": "other", "vault": "other", "consul": "other", "etcd": "other", "nats": "other", "influxdb": "other",
	"apisix": "other", "kong": "other", "krakend": "other", "oauth2-proxy": "other", "mailcrab": "other", "metabase": "other",
	"cadvisor": "other", "pushgateway": "other", "portainer": "other", "portainer-ce": "other", "n8n": "other", "netdata": "other", "dozzle": "other",
	"mongo-express": "other", "redis-commander": "other", "redisinsight": "other", "uptime-kuma": "other", "telegraf": "other", "vector": "other",
}

// vendors are the names before the last part of images whose makers publish programs of
// their own alone, and ever new ones.
var vendors = []string{"elastic", "grafana", "jaegertracing", "otel", "prom"}

// imageName is the last part of an image's name, without tag and digest.
func imageName(image string) string {
	image, _, _ = strings.Cut(image, "@")
	name := path.Base(image)
	name, _, _ = strings.Cut(name, ":")
	return strings.ToLower(name)
}

// program tells which other program an image is; "" for none that is known.
func program(image string) string {
	if image == "" {
		return ""
	}
	if kind := programs[imageName(image)]; kind != "" {
		return kind
	}
	for _, w := range Words(imageName(image)) {
		switch w {
		case "nginx":
			return "nginx"
		case "ui", "frontend", "proxy", "exporter":
			return "other"
		}
	}
	if maker := path.Dir(strings.ToLower(image)); slices.Contains(vendors, path.Base(maker)) || strings.HasPrefix(maker, "docker.elastic.co/") {
		return "other"
	}
	return ""
}

// stores are words that end the names of images of databases: acme/shop-mssql. Others
// have such names as well, so they only weaken what weak evidence says.
var stores = []string{"postgres", "postgresql", "pgsql", "postgis", "timescaledb", "mysql", "mariadb", "mssql", "sqlserver", "mongo", "mongodb",
	"redis", "memcached", "rabbitmq", "elasticsearch", "opensearch", "clickhouse", "database"}

// storesData tells whether an image has the name of one that keeps data.
func storesData(image string) bool {
	have := Words(imageName(image))
	return len(have) > 0 && slices.Contains(stores, have[len(have)-1])
}

// candidate is a workload of a deployment and what is known of it.
type candidate struct {
	w        *document.Workload
	project  *Project
	image    *imageFacts
	p        process.Process
	runs     bool
	because  string
	target   *Target // what becomes of it, if it runs Django
	released bool    // surely by a platform
	pulled   bool    // its image comes from a registry: nothing beside it builds one of that name
}

// candidate joins a workload with its project, its image and its command.
func (f *finder) candidate(w *document.Workload) *candidate {
	c := f.withImage(w)
	if c.project != nil {
		f.start(c)
	}
	return c
}

// withImage joins a workload with its project and its image alone.
func (f *finder) withImage(w *document.Workload) *candidate {
	c := &candidate{w: w, project: f.projectOf(w), pulled: w.Build == nil && strings.Contains(w.Image, "/")}
	if c.project != nil {
		c.image = f.imageOf(w, c.project)
	}
	return c
}

// start follows what the workload starts.
func (f *finder) start(c *candidate) {
	entrypoint, command := c.w.Entrypoint, c.w.Command
	if c.image != nil && entrypoint == nil {
		entrypoint = c.image.image.Entrypoint
		if command == nil {
			command = c.image.image.Cmd
		}
	}
	c.p = f.follower(c).Follow(c.w.Dir, append(slices.Clone(entrypoint), command...))
	f.configs = append(f.configs, c.p.Configs...)
	if c.p.Loads != "" && !c.p.HTTP && !c.p.Apart && (len(c.w.Ports) > 0 || c.image != nil && len(c.image.image.Expose) > 0) {
		c.p.HTTP = true // a program that says nothing of a server, behind a port
		c.p.Server = cmp.Or(c.p.Server, &document.Server{At: c.commandAt()})
	}
}

// follower follows commands in the process of a workload, as far as its
// environment is known before they run.
func (f *finder) follower(c *candidate) *process.Follower {
	fw := f.importing(c.project, nil)
	fw.Files, fw.Image, fw.Env, fw.Mounts, fw.At = f.listing, c.image.known(), f.variables(c), c.w.Mounts, c.commandAt()
	fw.Closed = f.o.Closed || f.openBecause(c) == ""
	if len(c.w.Placed)+len(c.w.Filled) > 0 {
		fw.Over = &container.Files{FS: f.fsys, Insets: f.insets, Placed: c.w.Placed, Filled: c.w.Filled}
	}
	fw.Ships = func(file string) bool {
		return f.insets[file] != nil || !f.plan.Git.Ignored(file) && (c.image == nil || !c.image.ignored(file))
	}
	return fw
}

// commandAt is the place of what the workload starts: its own command, else that
// of its image.
func (c *candidate) commandAt() document.Location {
	if at := c.w.CommandAt; !at.IsZero() {
		return at
	}
	if c.w.Command == nil && c.w.Entrypoint == nil && c.image != nil {
		return cmp.Or(c.image.image.CmdAt, c.image.image.EntrypointAt, c.w.At)
	}
	return c.w.At
}

// judgeServices marks the workloads that run Django (rule 3): those of which
// their own definition says so, then those that share it, and where there is
// none at all, those whose variables the settings read.
func (f *finder) judgeServices(cs []*candidate) {
	for _, c := range cs {
		if c.runs, c.because = f.runsDjango(c); !c.runs {
			c.runs, c.because = f.givesArguments(c)
		}
	}
	leaveFrontends(cs)
	f.assumeImages(cs)
	f.judgeAlike(cs)
	if slices.ContainsFunc(cs, func(c *candidate) bool { return c.runs }) {
		f.judgeServing(cs)
		return
	}
	for _, c := range cs {
		c.runs, c.because = f.installsProject(c)
	}
	if !slices.ContainsFunc(cs, func(c *candidate) bool { return c.runs }) {
		for _, c := range cs {
			c.runs, c.because = f.readsVariables(c, len(cs) == 1)
		}
	}
	f.assumeImages(cs)
	f.judgeAlike(cs)
}

// leaveFrontends leaves those of which only a ConfigMap that several share says that they run
// Django, where a command does so of another image: they listen where programs of Node do.
func leaveFrontends(cs []*candidate) {
	shares := func(c *candidate) bool {
		v, _ := variable(c.w.Env, "DJANGO_SETTINGS_MODULE")
		return c.w.Kind == "kubernetes" && c.image == nil && !c.p.Django && len(v.Chain) > 0 && strings.HasPrefix(v.Chain[0].Note, "all of ConfigMap")
	}
	for _, c := range cs {
		if !c.runs || !shares(c) || !slices.ContainsFunc(c.w.Expose, func(p string) bool { return p == "3000" || p == "4200" || p == "5173" }) {
			continue
		}
		if slices.ContainsFunc(cs, func(o *candidate) bool { return o.p.Django && o.w.Image != c.w.Image }) {
			c.runs, c.because = false, ""
		}
	}
}

// givesArguments tells whether a command that begins with an option is for the ENTRYPOINT
// of the Dockerfile that fits, and Django runs then. It is the workload's image from there on.
func (f *finder) givesArguments(c *candidate) (bool, string) {
	w := c.w
	if c.project == nil || c.image != nil || w.Build != nil || program(w.Image) != "" || len(w.Entrypoint) > 0 || len(w.Command) == 0 || !strings.HasPrefix(w.Command[0], "-") {
		return false, ""
	}
	if c.image = f.fitting(w, c.project); c.image == nil || len(c.image.image.Entrypoint) == 0 {
		c.image = nil
		return false, ""
	}
	if f.start(c); c.p.Django && c.p.App+c.p.File != "" {
		return true, c.p.Because
	}
	c.image = nil
	f.start(c)
	return false, ""
}

// judgeServing marks those that seem to be the project's where nothing that runs it
// answers visitors: jobs and workers beside which the site is served.
func (f *finder) judgeServing(cs []*candidate) {
	if slices.ContainsFunc(cs, (*candidate).serves) {
		return
	}
	for _, c := range cs {
		if !c.runs && c.imageUntold() {
			c.runs, c.because = f.seemsProjects(c)
		}
	}
	f.assumeImages(cs)
}

// serves tells whether a workload runs Django and perhaps answers visitors.
func (c *candidate) serves() bool {
	return c.runs && (c.p.HTTP || len(c.p.Argv) == 0 && !c.w.Job && !startsWorker(c.p.Lost))
}

// assumeImages takes a Dockerfile of the project for an image that no build
// names, where it is known that the workload runs the project. The same image is
// the same Dockerfile.
func (f *finder) assumeImages(cs []*candidate) {
	taken := map[string]*imageFacts{}
	for _, c := range cs {
		if !c.runs || c.image != nil || c.w.Build != nil || !containerised(c.w) || program(c.w.Image) != "" {
			continue
		}
		img := taken[c.w.Image]
		if img == nil {
			img = f.fitting(c.w, c.project)
			taken[c.w.Image] = img
		}
		if c.image = img; img != nil {
			f.start(c)
		}
		if img != nil && len(c.w.Command) == 0 && len(c.w.Entrypoint) == 0 && startsOther(c) {
			c.image = nil // it is the image of another program
			f.start(c)
		}
	}
}

// judgeAlike marks those that share a definition with one that runs Django.
func (f *finder) judgeAlike(cs []*candidate) {
	for changed := true; changed; {
		changed = false
		for _, c := range cs {
			if c.runs || c.project == nil || program(c.w.Image) != "" && c.w.Build == nil || len(c.p.Argv) > 0 || calledOther(c.w) {
				continue
			}
			if like := likeOf(c, cs); like != nil {
				c.runs, c.because, changed = true, "it shares its definition or image with "+like.w.Name, true
				if c.image == nil && like.image != nil && c.w.Build == nil {
					c.image = like.image
					f.start(c)
				}
			}
		}
	}
}

// calledOther tells whether a workload has the name of another program. Where all images
// are filled in later, what stands for them is the same.
func calledOther(w *document.Workload) bool { return programs[strings.ToLower(w.Name)] != "" }

// likeOf finds a service that runs Django and shares the image, the build or the definition with c.
func likeOf(c *candidate, cs []*candidate) *candidate {
	for _, o := range cs {
		if !o.runs || o == c {
			continue
		}
		sameImage := c.w.Image != "" && c.w.Image == o.w.Image
		sameBuild := c.w.Build != nil && o.w.Build != nil && c.w.Build.Context == o.w.Build.Context &&
			c.w.Build.Dockerfile == o.w.Build.Dockerfile && c.w.Build.Target == o.w.Build.Target
		shared := slices.ContainsFunc(c.w.Like, func(l string) bool { return l == o.w.Name || slices.Contains(o.w.Like, l) })
		if (sameImage || sameBuild || shared && c.w.Command == nil && c.w.Entrypoint == nil) && !startsOther(c) {
			return o
		}
	}
	return nil
}

func (f *finder) runsDjango(c *candidate) (bool, string) {
	_, named := variable(c.w.Env, "DJANGO_SETTINGS_MODULE")
	own := c.image != nil && c.image.copiesProject
	switch {
	case c.project == nil || c.w.Build == nil && program(c.w.Image) != "":
		return false, ""
	case c.p.Django:
		return true, c.p.Because
	case named && !startsOther(c) && (c.image == nil || own || c.mountsSource()):
		return true, "DJANGO_SETTINGS_MODULE is in its environment"
	case own && c.w.Command == nil && c.w.Entrypoint == nil && !c.image.starts && !c.image.proxies():
		return true, "its image copies the project and runs nothing else"
	case own && c.p.Lost != "" && !c.image.proxies():
		return true, "its image copies the project, and what it starts (" + c.p.Lost + ") cannot be followed"
	case own && f.variablesRead(c) >= 3 && !startsOther(c):
		return true, "its image copies the project, and the settings read its variables"
	}
	return false, ""
}

// installsProject tells whether an image that is built here without the project's files has
// its name, and starts what cannot be followed.
func (f *finder) installsProject(c *candidate) (bool, string) {
	if c.image == nil || c.p.Lost == "" || c.image.proxies() || !namedAfter(c) || f.variablesRead(c) == 0 {
		return false, ""
	}
	return true, "its image has the name of the project, and what it starts (" + c.p.Lost + ") cannot be followed"
}

// readsVariables is the weakest evidence: an image of which nothing is known, and
// three variables that the settings read; or one, where the image may have any name and
// nothing stands beside it on a platform; or what else makes it seem to be the project's.
func (f *finder) readsVariables(c *candidate, alone bool) (bool, string) {
	if !c.imageUntold() {
		return false, ""
	}
	if n := f.variablesRead(c); n > 0 && namedAfter(c) {
		return true, "its image has the name of the project, and the settings read its variables"
	} else if n >= 3 || n > 0 && alone && c.w.Image == "" && inCloud(c.w.Kind) && containerised(c.w) {
		return true, "the settings read its variables"
	}
	return f.seemsProjects(c)
}

// imageUntold tells whether a workload may run the project for all that is known: its
// image is not built here, is that of no other program, and nothing else is started in it.
func (c *candidate) imageUntold() bool {
	other := c.w.Build == nil && (program(c.w.Image) != "" || storesData(c.w.Image))
	return c.project != nil && c.image == nil && !other && !startsOther(c) && !runsForeign(c.w)
}

// foreign are how the names of variables begin that make other programs keep their own
// data: Airflow, Grafana, Keycloak, Metabase, n8n.
var foreign = []string{"AIRFLOW__", "GF_DATABASE_", "KC_DB", "MB_DB_", "N8N_"}

// runsForeign tells whether the variables of a workload are those of another program.
func runsForeign(w *document.Workload) bool {
	return slices.ContainsFunc(w.Env, func(v document.Variable) bool {
		return slices.ContainsFunc(foreign, func(prefix string) bool { return strings.HasPrefix(v.Name, prefix) })
	})
}

// namedAfter tells whether the name of the image begins with that of the project's package.
func namedAfter(c *candidate) bool {
	have := Words(imageName(c.w.Image))
	return slices.ContainsFunc(c.project.Modules, func(m Module) bool {
		name, _, _ := strings.Cut(m.Name, ".")
		return len(have) > 0 && have[0] == name
	})
}

// mountsSource tells whether a bind mount puts the project's code into the container.
func (c *candidate) mountsSource() bool {
	return slices.ContainsFunc(c.w.Mounts, func(m document.Mount) bool { return m.Bind && holdsSource(m.Source, c.project) })
}

// startsOther tells whether the command is known and runs no Django.
func startsOther(c *candidate) bool {
	given := len(c.w.Command) > 0 || len(c.w.Entrypoint) > 0 || c.image != nil && c.image.starts
	return given && len(c.p.Argv) == 0 && c.p.Lost == "" && !c.p.Unknown
}

// variablesRead counts the variables of a workload whose names stand in the project's settings.
func (f *finder) variablesRead(c *candidate) int {
	names := f.names(c.project)
	n := 0
	for _, v := range c.w.Env {
		if names[v.Name] {
			n++
		}
	}
	return n
}

func variable(env []document.Variable, name string) (document.Variable, bool) {
	for _, v := range env {
		if v.Name == name && v.State != document.Unset {
			return v, true
		}
	}
	return document.Variable{}, false
}

// serviceEvidence weighs what the definition says for development and for deployment.
func (c *candidate) serviceEvidence() evidence {
	e := evidence{slices.Clone(c.p.Development), slices.Clone(c.p.Deployment)}
	for _, m := range c.w.Mounts {
		if m.Bind && c.project != nil && holdsSource(m.Source, c.project) {
			e.Development = append(e.Development, process.Sign{Text: "mounts its source at " + m.At.String(), Kind: process.MountsSource})
			break
		}
	}
	if c.pulled {
		e.Deployment = append(e.Deployment, process.Sign{Text: "takes its image from a registry"})
	}
	if c.w.Restart == "always" || c.w.Restart == "unless-stopped" {
		e.Deployment = append(e.Deployment, process.Sign{Text: "restarts " + c.w.Restart, Kind: process.StartsAgain})
	}
	if inCloud(c.w.Kind) {
		e.Deployment = append(e.Deployment, process.Sign{Text: "runs on " + c.w.Kind})
	}
	if c.released {
		e.Deployment = append(e.Deployment, process.Sign{Text: "is released by a platform"})
	}
	if c.isRemote() {
		e = e.withoutRunserver()
	}
	return e.settled()
}

// isRemote tells whether a workload surely runs on no machine of a developer's, so that
// the development server in it is that of a deployment: a cluster may be one there, but
// hardly takes its image from a registry then.
func (c *candidate) isRemote() bool {
	return c.released || inCloud(c.w.Kind) && (c.w.Kind != "kubernetes" || strings.Contains(c.w.Image, "/"))
}

// checkout is the folder of the machine in which a server of the project is started, by
// its command alone, and from which it imports the project; empty where that is not so.
func (c *candidate) checkout() string {
	w, moves := c.w, []string{"--chdir", "--pythonpath", "--app-dir"}
	switch {
	case !onServer(w) || !path.IsAbs(w.Dir) || strings.Contains(w.Dir, "$") || c.p.Server == nil || len(w.Command) == 0:
		return ""
	case path.Base(w.Command[0]) != c.p.Server.Program:
		return ""
	case slices.ContainsFunc(w.Command, func(word string) bool {
		name, _, _ := strings.Cut(word, "=")
		return slices.Contains(moves, name)
	}):
		return ""
	}
	return path.Clean(w.Dir)
}

// containerised tells whether a workload runs in an image. A platform that is given
// none makes one of the source.
func containerised(w *document.Workload) bool {
	return w.Kind != "procfile" && !onServer(w) && (w.Image != "" || !platforms.Is(w.Kind))
}

// onServer tells whether a workload is a process of a machine itself.
func onServer(w *document.Workload) bool { return ofServers(w.Kind) }

// ofServers tells whether deployments of a kind are processes of machines.
func ofServers(kind string) bool { return kind == "systemd" || ofConfigurations(kind) }

// ofConfigurations tells whether a program that a machine runs starts those of a kind, as
// its configuration says.
func ofConfigurations(kind string) bool { return kind == "supervisor" || kind == "uwsgi" }

// inCloud tells whether workloads of a kind run on no machine of the developer's.
func inCloud(kind string) bool {
	return !slices.Contains([]string{"compose", "procfile", "dockerfile", "docker"}, kind)
}

// holdsSource tells whether a bind mount puts the project's own code into the container:
// all of it, or the package of its settings.
func holdsSource(source string, p *Project) bool {
	if strings.HasPrefix(source, "/") || strings.HasPrefix(source, "~") || strings.HasPrefix(source, "..") {
		return false
	}
	source = path.Clean(source)
	return source == p.Dir || under(p.Dir, source) ||
		slices.ContainsFunc(p.Modules, func(m Module) bool { return m.File != source && under(m.File, source) })
}

// backing describes a service beside the one that is judged.
func (c *candidate) backing() document.Backing {
	kind := program(c.w.Image)
	if kind == "" && c.image != nil {
		kind = program(c.image.image.Base)
	}
	switch {
	case c.runs:
		kind = "django"
	case kind == "":
		kind = "other"
	}
	ports := c.w.Ports
	if ports == nil {
		ports = []document.Port{}
	}
	return document.Backing{Name: c.w.Name, Aliases: c.w.Aliases, Image: c.w.Image, Kind: kind, MaxConnections: maxConnections(c.w.Command), Ports: ports, At: c.w.At}
}

// connectionLimit is an argument of PostgreSQL's, MySQL's or MariaDB's server.
var connectionLimit = pattern.New(`max[_-]connections=([0-9]{1,6})`)

func maxConnections(command []string) int {
	text := strings.Join(command, " ")
	if !strings.Contains(text, "connections=") {
		return 0
	}
	found := connectionLimit.FindStringSubmatch(text)
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		return 0
	}
	return n
}
