package compose

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// workloads makes the project's workloads of the merged files.
func (l *loader) workloads(model *node) {
	services := model.get("services")
	switch {
	case services.isNull() && len(l.diagnostics) == 0:
		l.lacksServices(model)
	case !services.isNull() && services.kind != mapping:
		l.fail(CodeShape, services.at, "services must be a mapping")
	}
	if services == nil {
		return
	}
	files := fileMounts{loader: l, secrets: model.get("secrets"), configs: model.get("configs")}
	for _, s := range services.entries {
		switch {
		case s.value.mark == reset:
		case s.value.kind == mapping:
			w := l.workload(s)
			w.Placed = files.of(s.value)
			l.project.Workloads = append(l.project.Workloads, w)
		default:
			l.fail(CodeShape, s.at, "a service must be a mapping")
		}
	}
}

// lacksServices says that there are no services, and why where they stand at the top,
// as they did before "services" was a key: docker compose refuses such a file.
func (l *loader) lacksServices(model *node) {
	for _, e := range model.entries {
		if e.value.kind == mapping && (e.value.gives("image") || e.value.gives("build")) {
			l.warn(CodeShape, e.at, "the file is of version 1 of Compose, which docker compose refuses: "+e.key+" and the other services belong below \"services:\"")
			return
		}
	}
	l.warn(CodeShape, document.Location{File: l.project.Files[0]}, "there are no services")
}

// workload makes one service's workload.
func (l *loader) workload(s entry) *document.Workload {
	n := s.value
	w := &document.Workload{
		Kind: "compose", Name: s.key, At: s.at,
		Image:      l.text(n.get("image")),
		Build:      l.buildOf(n.get("build")),
		Entrypoint: l.command(n.get("entrypoint")),
		Command:    l.command(n.get("command")),
		Dir:        l.text(n.get("working_dir")),
		Ports:      l.ports(n.get("ports")),
		Mounts:     l.mounts(n),

		Container: l.container(n),
		DependsOn: l.dependsOn(n),
		Profiles:  l.names(n.get("profiles")),
		Like:      n.likes,
		Labels:    l.labels(n),
		Aliases:   l.aliases(n),
		HasImage:  n.gives("image"),
		HasBuild:  n.gives("build"),
	}
	for _, key := range []string{"command", "entrypoint"} {
		if line := n.get(key); !line.isNull() && w.CommandAt.IsZero() {
			w.CommandAt = line.at
		}
	}
	l.environment(w, n)
	return w
}

// gives tells whether a file gives a key to the service itself, not only to one
// that it extends.
func (n *node) gives(key string) bool {
	value := n.get(key)
	return !value.isNull() && (n.base == nil || n.base.get(key) != value)
}

// text returns a scalar with its variables replaced; "${NAME}" stands in it for
// what is not known.
func (l *loader) text(n *node) string {
	if n.isNull() || n.kind != scalar {
		return ""
	}
	x := expand(n)
	if x.fault != "" {
		l.refuse(x)
		return ""
	}
	return x.text
}

// labels returns the labels of a service: of label_file in order, and over them
// its own. A key without a value has empty text; as in any text, "${NAME}" stands in
// a key for what is not known.
func (l *loader) labels(service *node) map[string]string {
	own, files := service.get("labels"), service.get("label_file")
	if own.isNull() && files.isNull() {
		return nil
	}
	out := map[string]string{}
	for _, file := range l.labelFiles(files) {
		l.labelFile(file, out)
	}
	for _, e := range l.pairs(own).entries {
		if e.value.mark != reset {
			out[e.key] = l.text(e.value)
		}
	}
	return out
}

// labelFiles returns the files of label_file, each once.
func (l *loader) labelFiles(n *node) []located {
	var out []located
	for _, item := range n.each() {
		file, ok := l.file(item, item.src.dir)
		if ok && !slices.ContainsFunc(out, func(have located) bool { return have.path == file.path }) {
			out = append(out, file)
		}
	}
	return out
}

// labelFile adds the labels of a file. A line may refer to those before it, and
// to no variable.
func (l *loader) labelFile(file located, labels map[string]string) {
	src, err := l.readEnv(file.path)
	if err != nil {
		l.fail(CodeRead, file.at, "the label file is not read: "+err.Error())
		return
	}
	known := func(name string) (string, bool) { text, ok := labels[name]; return text, ok }
	entries, diagnostics := dotenv.Parse(dotenv.Compose, file.path, src, known)
	l.reportAll(diagnostics)
	for _, e := range entries {
		if e.HasValue {
			labels[e.Name] = e.Value.Reveal()
		}
	}
}

// names returns the items of a list, or the keys of a mapping, each once.
func (l *loader) names(n *node) []string {
	if n.isNull() {
		return nil
	}
	var out []string
	if n.kind == mapping {
		for i := range n.entries {
			if n.entries[i].live() != nil {
				out = append(out, n.entries[i].key)
			}
		}
		return out
	}
	for _, item := range n.each() {
		if name := l.text(item); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// dependsOn returns the services that are started before this one: those that
// it names, and those whose name, network or volumes it shares.
func (l *loader) dependsOn(n *node) []string {
	out := l.names(n.get("depends_on"))
	shared := l.names(n.get("links"))
	for _, from := range l.names(n.get("volumes_from")) {
		if !strings.HasPrefix(from, "container:") {
			shared = append(shared, from)
		}
	}
	for _, key := range []string{"network_mode", "ipc", "pid"} {
		if name, ok := strings.CutPrefix(l.text(n.get(key)), "service:"); ok {
			shared = append(shared, name)
		}
	}
	for _, name := range shared {
		if name, _, _ = strings.Cut(name, ":"); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// buildOf returns how a service's image is made.
func (l *loader) buildOf(n *node) *document.Build {
	if n.isNull() {
		return nil
	}
	n = buildMapping(n)
	b := &document.Build{Context: ".", Target: l.text(n.get("target")), Args: map[string]string{}, At: n.at}
	dir := n.src.dir
	if context := n.get("context"); !context.isNull() {
		b.Context, dir = l.text(context), context.src.dir
	}
	if p, ok := docker.Inside(dir, b.Context); ok {
		b.Context = p
	}
	b.Dockerfile = l.dockerfile(n, b.Context)
	for _, arg := range l.pairs(n.get("args")).entries {
		if arg.open { // which no stage asks for by a name
			l.warn(CodeShape, arg.at, "the name of the build argument is not known")
			continue
		}
		if text, ok := argument(arg); ok {
			b.Args[arg.key] = text
		}
	}
	return b
}

// dockerfile returns the Dockerfile of a build; empty where it stands in the
// Compose file itself.
func (l *loader) dockerfile(n *node, context string) string {
	if !n.get("dockerfile_inline").isNull() {
		return ""
	}
	name := l.text(n.get("dockerfile"))
	if name == "" {
		name = "Dockerfile"
	}
	if path.IsAbs(name) {
		return name
	}
	return path.Join(context, name)
}

// argument returns the value of a build argument, if it is known. One without a
// value has that of the variable of its name.
func argument(arg entry) (string, bool) {
	if arg.value.mark == reset {
		return "", false
	}
	if arg.value.kind == null {
		v, ok := arg.value.src.scope.get(arg.key)
		return v.Text.Reveal(), ok && v.State == document.Known
	}
	x := expand(arg.value)
	return x.text, x.known()
}

// command returns a command as a list of arguments: nil where none is given. A
// text is split into words, but no shell runs it.
func (l *loader) command(n *node) []string {
	if n.isNull() {
		return nil
	}
	out := []string{}
	if n.kind == list {
		for _, item := range n.items {
			out = append(out, l.text(item))
		}
		return out
	}
	words, ok := split(l.text(n))
	if !ok {
		l.fail(CodeShape, n.at, "compose refuses the command: a quote or a bracket in it does not end, or it has a bracket outside quotes")
		return nil
	}
	return append(out, words...)
}

// mounts returns the volumes of a service, and its file systems in memory. Of
// those at one target, the last one counts, at the place of the first.
func (l *loader) mounts(service *node) []document.Mount {
	out := l.volumes(service.get("volumes"))
	for _, item := range service.get("tmpfs").each() {
		m := document.Mount{Tmpfs: true, At: item.at}
		m.Target, _, _ = strings.Cut(l.text(item), ":")
		if !slices.ContainsFunc(out, func(have document.Mount) bool { return have.Tmpfs && have.Target == m.Target }) {
			out = append(out, m)
		}
	}
	return out
}

func (l *loader) volumes(n *node) []document.Mount {
	var out []document.Mount
	index := map[string]int{}
	for _, item := range n.each() {
		m, ok := l.mount(item)
		if !ok {
			continue
		}
		if i, seen := index[m.Target]; seen {
			out[i] = m
			continue
		}
		index[m.Target] = len(out)
		out = append(out, m)
	}
	return out
}

func (l *loader) mount(n *node) (document.Mount, bool) {
	m := document.Mount{At: n.at}
	switch n.kind {
	case scalar:
		m = docker.Volume(l.text(n), n.at)
	case mapping:
		m.Source, m.Target = l.text(n.get("source")), l.text(n.get("target"))
		kind := l.text(n.get("type"))
		m.Bind, m.Tmpfs = kind == "bind", kind == "tmpfs"
	}
	if m.Target == "" {
		l.fail(CodeShape, n.at, "a volume must have a target")
		return m, false
	}
	m.Target = path.Clean(m.Target)
	if p, ok := docker.Inside(n.src.dir, m.Source); ok && m.Bind {
		m.Source = p
	}
	return m, true
}
