package kubernetes

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// pod is a workload and where it runs, for what stands before it.
type pod struct {
	workload  *document.Workload
	namespace string
	links     bool // the kubelet sets variables for Services
	labels    map[string]string
	ports     map[string]string // of its container: name to number
}

// podSpecs are the keys that lead to a pod, and whether it ends by itself.
var podSpecs = map[string]struct {
	path []string
	job  bool
}{
	"Deployment":            {[]string{"spec", "template"}, false},
	"StatefulSet":           {[]string{"spec", "template"}, false},
	"DaemonSet":             {[]string{"spec", "template"}, false},
	"ReplicaSet":            {[]string{"spec", "template"}, false},
	"ReplicationController": {[]string{"spec", "template"}, false},
	"DeploymentConfig":      {[]string{"spec", "template"}, false}, // OpenShift
	"Rollout":               {[]string{"spec", "template"}, false}, // Argo
	"Job":                   {[]string{"spec", "template"}, true},
	"CronJob":               {[]string{"spec", "jobTemplate", "spec", "template"}, true},
	"Pod":                   {nil, false},
	"Service":               {[]string{"spec", "template"}, false}, // Knative
}

// workloads adds the containers of an object that runs some.
func (l *loader) workloads(o *object) {
	where, runs := podSpecs[o.kind]
	if !runs || o.node == nil {
		return
	}
	template := get(o.node, where.path...)
	spec := get(template, "spec")
	containers := items(get(spec, "containers"))
	for i, c := range containers {
		w := l.container(o, spec, plain(c), where.job)
		if len(containers) > 1 && i > 0 {
			w.Name += "/" + textOf(get(c, "name"))
		}
		w.Replicas = number(get(o.node, "spec", "replicas"))
		if !where.job {
			w.Restart = "always"
		}
		l.keep(o, template, c, w)
	}
	for _, c := range items(get(spec, "initContainers")) {
		sidecar := textOf(get(c, "restartPolicy")) == "Always" // it goes on beside the others
		w := l.container(o, spec, plain(c), where.job || !sidecar)
		w.Name += "/" + textOf(get(c, "name"))
		l.keep(o, template, c, w)
	}
}

func (l *loader) keep(o *object, template, container *yaml.Node, w *document.Workload) {
	links := textOf(get(template, "spec", "enableServiceLinks")) != "false" && !o.isKnative()
	p := pod{workload: w, namespace: o.namespace, links: links, labels: map[string]string{}, ports: map[string]string{}}
	pairs(get(template, "metadata", "labels"), func(key, value *yaml.Node) { p.labels[key.Value] = textOf(value) })
	for _, port := range items(get(container, "ports")) {
		number := textOf(get(port, "containerPort"))
		p.ports[textOf(get(port, "name"))], p.ports[number] = number, number
	}
	if !w.Job {
		l.probe(o, container, w)
	}
	l.pods = append(l.pods, p)
	l.result.Workloads = append(l.result.Workloads, w)
}

func (l *loader) container(o *object, spec, c *yaml.Node, job bool) *document.Workload {
	env := l.environment(o, c)
	w := &document.Workload{Kind: "kubernetes", Name: o.name, Image: l.image(c), At: o.at, Job: job,
		Env: env.sorted(), OpenBecause: env.open}
	w.HasImage = w.Image != ""
	w.Dir = l.directory(get(c, "workingDir"))
	command, args := get(c, "command"), get(c, "args")
	w.Entrypoint, w.Command = env.command(command), env.command(args)
	for _, line := range []*yaml.Node{command, args} {
		if line != nil {
			w.CommandAt = l.place(o, line)
		}
	}
	for _, port := range items(get(c, "ports")) {
		w.Expose = append(w.Expose, textOf(get(port, "containerPort")))
	}
	if o.isKnative() && !job {
		l.knative(o, w, env)
	}
	secure(w, get(spec, "securityContext"))
	secure(w, get(c, "securityContext"))
	l.mounts(o, spec, c, w)
	return w
}

// directory is where a container starts; the kubelet replaces nothing in it.
func (l *loader) directory(n *yaml.Node) string {
	if n != nil && l.unknown(n) != "" {
		return "${workingDir}"
	}
	return textOf(n)
}

// image is the image of a container. What a template or kustomize fills in of it is
// "${image}", or the ${NAME} that stands there.
func (l *loader) image(c *yaml.Node) string {
	n := get(c, "image")
	switch {
	case n == nil || l.unknown(n) == "":
		return textOf(n)
	case isPlaceholder(n) && n.Kind == yaml.ScalarNode:
		return filled.ReplaceAllStringFunc(n.Value, variableIn)
	}
	return "${image}"
}

// filled are the parts of a text that Helm or Jinja fill in, and variables with a default.
var filled = pattern.New(`\{\{[\s\S]*?\}\}|\$\{[A-Za-z_]\w*[:=-][^}]*\}`)

// variableIn is ${NAME} for such a part.
func variableIn(part string) string {
	if strings.HasPrefix(part, "{{") {
		return "${image}"
	}
	return part[:strings.IndexAny(part, ":=-")] + "}"
}

// command replaces the references in arguments. A secret and what is not known stay "${NAME}".
func (e *environment) command(n *yaml.Node) []string {
	args := texts(n)
	for i, arg := range args {
		args[i], _ = expand(arg, func(name string) (string, bool) {
			v, ok := e.variables[name]
			if e.l.vars[name] {
				return "${" + name + "}", true
			}
			if ok && (v.State != document.Known || v.Secret || document.SecretName(name) || document.SecretText(v.Text.Reveal())) {
				return "${" + name + "}", true
			}
			return v.Text.Reveal(), ok
		})
	}
	return args
}

func number(n *yaml.Node) *int {
	i, err := strconv.Atoi(textOf(n))
	if err != nil {
		return nil
	}
	return &i
}

// secure reads a securityContext: that of the container counts before the pod's.
func secure(w *document.Workload, context *yaml.Node) {
	if user := textOf(get(context, "runAsUser")); user != "" {
		w.User = user
		if group := textOf(get(context, "runAsGroup")); group != "" {
			w.User += ":" + group
		}
	}
	w.ReadOnly = w.ReadOnly || isTrue(get(context, "readOnlyRootFilesystem"))
	w.Privileged = w.Privileged || isTrue(get(context, "privileged"))
	w.CapAdd = append(w.CapAdd, texts(get(context, "capabilities", "add"))...)
	w.CapDrop = append(w.CapDrop, texts(get(context, "capabilities", "drop"))...)
}

// probe reads the probes: a command is the container's health check; a request is
// what the kubelet asks, at the address of the pod.
func (l *loader) probe(o *object, c *yaml.Node, w *document.Workload) {
	for _, kind := range []string{"startupProbe", "readinessProbe", "livenessProbe"} {
		p := get(c, kind)
		if command := texts(get(p, "exec", "command")); len(command) > 0 {
			w.Healthcheck = &document.Healthcheck{Test: document.HideArguments(command), At: l.place(o, p)}
		}
		request := get(p, "httpGet")
		if request == nil || ownHost(request) {
			continue
		}
		at := l.place(o, request)
		protocol := "HTTP"
		if scheme := textOf(get(request, "scheme")); scheme != "" {
			protocol = strings.ToUpper(scheme)
		}
		target := textOf(get(request, "path"))
		if target == "" {
			target = "/"
		}
		l.result.Infra.TargetGroups = append(l.result.Infra.TargetGroups, document.TargetGroup{Name: kind + " of " + w.Name, Container: w.Name, At: at,
			Path: known(target, at), Protocol: known(protocol, at), Matcher: known("200-399", at)})
	}
}

// ownHost tells whether a probe names a host: by a header, or instead of the pod's address.
func ownHost(request *yaml.Node) bool {
	for _, h := range items(get(request, "httpHeaders")) {
		if strings.EqualFold(textOf(get(h, "name")), "Host") {
			return true
		}
	}
	return get(request, "host") != nil
}

// known is a fact that a manifest states.
func known(v any, at document.Location) *document.Node {
	n := &document.Node{State: document.Known, Value: v, HasValue: true, Set: true, Origin: document.OriginLiteral, At: at}
	switch v := v.(type) {
	case bool:
		n.Type, n.Truth = "bool", &v
	case string:
		truth := v != ""
		n.Type, n.Truth = "str", &truth
	}
	return n
}

func doubt(because string, at document.Location) *document.Node {
	return &document.Node{State: document.Unknown, Because: because, Set: true, At: at}
}
