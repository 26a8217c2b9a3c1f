package dockerrun

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// container makes the workload of a command line: its options, and what they say
// together.
type container struct {
	*reader
	command script.Command
	w       *document.Workload
	env     map[string]document.Variable // of -e
}

// container reads what a command starts; nil where it names no image.
func (r *reader) container(service bool, cmd script.Command, words []script.Word) *document.Workload {
	switches := runSwitches
	if service {
		switches = serviceSwitches
	}
	l := parse(words, switches)
	if l.image.Text == "" {
		return nil
	}
	at := cmp.Or(cmd.At, l.image.At)
	c := &container{reader: r, command: cmd, env: map[string]document.Variable{},
		w: &document.Workload{Kind: "docker", Image: l.image.Text, HasImage: true, At: at}}
	if service {
		c.w.Restart = "always" // --restart-condition any
	}
	for _, o := range l.options {
		c.option(o)
	}
	for _, d := range l.doubts {
		c.doubt(d)
	}
	c.program(l.args)
	c.environment()
	if c.w.Name == "" || strings.Contains(c.w.Name, "$") {
		c.w.Name = imageName(c.w.Image)
	}
	return c.w
}

// imageName is the last part of an image's name; "container" where it is not known.
func imageName(image string) string {
	name := path.Base(repository(image))
	if name == "." || strings.Contains(name, "$") {
		return "container"
	}
	return name
}

// doubt leaves the environment open: a word may name any variable.
func (c *container) doubt(w script.Word) {
	if c.w.OpenBecause == "" {
		c.w.OpenBecause = "what " + w.Text + " in the command at " + c.file + ":" + strconv.Itoa(cmp.Or(w.At.Line, c.w.At.Line)) + " holds, which may set variables, is not known"
	}
}

// option reads one option. Those that say nothing of the process are left out.
func (c *container) option(o option) {
	text, w := shown(o.value), c.w
	switch o.name {
	case "-e", "--env":
		c.variable(o.value)
	case "--env-file":
		w.EnvFiles = append(w.EnvFiles, c.envFile(o.value))
	case "-p", "--publish":
		c.publish(o.value)
	case "-v", "--volume", "--mount", "--tmpfs":
		c.mount(o)
	case "--name":
		w.Name = text
	case "-u", "--user":
		w.User = text
	case "-w", "--workdir":
		w.Dir = text
	case "--restart", "--restart-condition":
		w.Restart, _, _ = strings.Cut(strings.Replace(text, "any", "always", 1), ":")
	case "--replicas":
		if n, err := strconv.Atoi(text); err == nil {
			w.Replicas = &n
		}
	case "--entrypoint":
		w.Entrypoint, w.CommandAt = []string{}, o.value.At
		if text != "" {
			w.Entrypoint = []string{text}
		}
	case "--env-host":
		w.OpenBecause = "--env-host passes the environment of the machine on"
	case "-l", "--label", "--container-label":
		if name, value, _ := strings.Cut(text, "="); name != "" {
			if w.Labels == nil {
				w.Labels = map[string]string{}
			}
			w.Labels[name] = value
		}
	case "--network-alias":
		w.Aliases = append(w.Aliases, text)
	case "--secret":
		c.secret(o.value)
	default:
		c.isolation(o, text)
	}
}

// isolation reads the options that say how the process is shut in, and watched.
func (c *container) isolation(o option, text string) {
	w := c.w
	switch o.name {
	case "--network", "--net":
		if text == "host" || text == "none" || strings.HasPrefix(text, "container:") {
			w.NetworkMode = text
		} else if text != "" {
			w.Networks = append(w.Networks, text)
		}
	case "--read-only":
		w.ReadOnly = text != "false"
	case "--privileged":
		w.Privileged = text != "false"
	case "--cap-add":
		w.CapAdd = append(w.CapAdd, text)
	case "--cap-drop":
		w.CapDrop = append(w.CapDrop, text)
	case "--security-opt":
		w.SecurityOpt = append(w.SecurityOpt, text)
	case "--expose":
		w.Expose = append(w.Expose, text)
	case "--health-cmd":
		w.Healthcheck = &document.Healthcheck{Test: document.HideArguments([]string{"/bin/sh", "-c", text}), At: o.value.At}
	case "--no-healthcheck":
		w.Healthcheck = &document.Healthcheck{Disabled: true, At: c.w.At}
	}
}

// shown is a word in which "${NAME}" stands for what is not known.
func shown(w script.Word) string { return strings.ReplaceAll(w.Text, "$()", "${computed}") }

// publish reads a port: [[ip:]published:]container, or published=80,target=8000.
func (c *container) publish(v script.Word) {
	ports, ok := docker.Ports(shown(v), v.At)
	if fields := fieldsOf(shown(v)); fields["target"] != "" {
		ports, ok = docker.Published(document.Port{Published: fields["published"], Container: fields["target"], At: v.At})
	}
	if !ok {
		c.report(CodePort, v.At, "a port must be [[host ip:]published:]container[/protocol], each a number or a range first-last")
		return
	}
	c.w.Ports = append(c.w.Ports, ports...)
}

// fieldsOf are the fields of name=value,name=value.
func fieldsOf(text string) map[string]string {
	out := map[string]string{}
	for _, field := range strings.Split(text, ",") {
		name, value, _ := strings.Cut(field, "=")
		out[name] = value
	}
	return out
}

// mount reads a volume, a bind mount or a file system in memory.
func (c *container) mount(o option) {
	m := docker.Volume(shown(o.value), o.value.At)
	switch o.name {
	case "--tmpfs":
		target, _, _ := strings.Cut(shown(o.value), ":")
		m = document.Mount{Tmpfs: true, Target: target, At: o.value.At}
	case "--mount":
		fields := fieldsOf(shown(o.value))
		m = document.Mount{Source: cmp.Or(fields["source"], fields["src"]), Target: cmp.Or(fields["target"], fields["dst"], fields["destination"]),
			Bind: fields["type"] == "bind", Tmpfs: fields["type"] == "tmpfs", At: o.value.At}
	}
	for _, here := range []string{"${PWD}", "${CURDIR}"} {
		if rest, ok := strings.CutPrefix(m.Source, here); ok {
			m.Source, m.Bind = "./"+strings.TrimPrefix(rest, "/"), true
		}
	}
	if p, ok := c.inside(m.Source); ok && m.Bind {
		m.Source = p
	}
	if m.Target != "" {
		m.Target = path.Clean(m.Target)
		c.w.Mounts = append(c.w.Mounts, m)
	}
}

// inside is a path of the root that a command names: in the first folder that has
// it, else in the first.
func (r *reader) inside(name string) (string, bool) {
	for _, dir := range r.dirs {
		if p, ok := docker.Inside(dir, name); ok && exists(r.fsys, p) {
			return p, true
		}
	}
	return docker.Inside(r.dirs[0], name)
}

// secret reads a secret of a service, which is a file, or of podman, which may be a
// variable.
func (c *container) secret(v script.Word) {
	fields := fieldsOf(v.Text)
	name, _, _ := strings.Cut(v.Text, ",")
	name = cmp.Or(fields["source"], name)
	target := cmp.Or(fields["target"], name)
	if fields["type"] == "env" {
		c.put(target, document.Variable{Name: target, State: document.Unknown, Origin: document.OriginSecretStore, Secret: true,
			Because: "podman reads it from its secrets", Needs: []string{target}, At: v.At})
		return
	}
	if !path.IsAbs(target) {
		target = path.Join("/run/secrets", target)
	}
	c.w.Placed = append(c.w.Placed, document.Placed{Target: target, At: v.At})
}

// program is the command after the image. An entrypoint given here takes the
// image's own command away too.
func (c *container) program(args []script.Word) {
	for _, a := range args {
		c.w.Command = append(c.w.Command, a.Text)
	}
	if len(args) > 0 {
		c.w.CommandAt = args[0].At
	}
}

// environment puts the environment together: env files in order, then -e.
func (c *container) environment() {
	env := map[string]document.Variable{}
	for i := range c.w.EnvFiles {
		for _, v := range c.readEnvFile(&c.w.EnvFiles[i]) {
			env[v.Name] = v
		}
	}
	maps.Copy(env, c.env)
	c.w.Env = slices.SortedFunc(maps.Values(env), func(a, b document.Variable) int { return cmp.Compare(a.Name, b.Name) })
}
