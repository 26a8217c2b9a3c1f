package targets

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file works out the environment of a process (rule 10), and whether all of it is
// known (rule 8).

// environment puts the process environment together, low to high: the image's
// ENV, env files and environment of the deployment, exports of the entrypoint,
// and then what the user gives for names that are not known.
func (f *finder) environment(t *Target, c *candidate) {
	if c.image != nil {
		t.source(c.image.file)
	}
	env := f.variables(c)
	t.Env = make([]document.Variable, 0, len(env))
	for _, name := range slices.Sorted(maps.Keys(env)) {
		t.Env = append(t.Env, env[name])
	}
	if !f.o.Closed {
		t.Perhaps = slices.Compact(slices.Sorted(slices.Values(c.w.Perhaps)))
	}
	for _, e := range c.w.EnvFiles {
		if e.State == "read" {
			t.source(e.Path)
		}
	}
	for _, v := range t.Env {
		t.sourceOf(v)
	}
}

// sourceOf adds the env file of which a text in the deployment's own files takes a part.
func (t *Target) sourceOf(v document.Variable) {
	for i, s := range v.Chain {
		if i > 0 && s.Kind == document.StepEnvFile && v.Chain[i-1].Kind == document.StepInterpolation {
			t.source(s.At.File)
		}
	}
}

// variables are those of the process of a workload, by name. Nothing passes env -i.
func (f *finder) variables(c *candidate) map[string]document.Variable {
	env := map[string]document.Variable{}
	put := func(vs []document.Variable) {
		for _, v := range vs {
			if have, ok := env[v.Name]; ok && v.State == document.Unknown && have.State == document.Known && f.supplied(v.Name) {
				continue
			}
			env[v.Name] = v
		}
	}
	if !c.p.Bare {
		put(f.ofImage(c))
		put(ofKubelet(c.w))
		put(c.w.Env)
	}
	for _, e := range c.p.Sets() {
		if _, set := env[e.Variable.Name]; !set || !e.Optional {
			put([]document.Variable{e.Variable})
		}
	}
	if c.p.Bare {
		return env
	}
	for _, v := range f.o.Variables {
		if have, ok := env[v.Name]; !ok || have.State == document.Unknown {
			env[v.Name] = v
		}
	}
	return env
}

// ofImage are the variables of the image. An env file that is not here may set them
// otherwise, and whoever runs an image sets what its Dockerfile leaves empty. A secret is
// often there for the build alone: where the deployment has a store of its own, that
// one counts, and one that says so itself counts for no process.
func (f *finder) ofImage(c *candidate) []document.Variable {
	if c.image == nil {
		return nil
	}
	absent := slices.ContainsFunc(c.w.EnvFiles, func(e document.EnvFile) bool { return e.State == "absent" })
	env := slices.Clone(c.image.image.Env)
	for i, v := range env {
		slot := c.w.Kind == "dockerfile" && v.Text.Reveal() == ""
		stored := (c.w.Kind != "dockerfile" && c.w.OpenBecause != "" || c.w.Kind == "dockerfile" && speaksOfBuild(v.Text.Reveal())) && document.HoldsSecret(v.Name, v.Text.Reveal())
		if v.State == document.Known && !f.o.Closed && (absent || slot || stored) {
			env[i].Assumes = append(slices.Clip(v.Assumes), v.Name)
		}
	}
	return env
}

// speaksOfBuild tells whether a text says that it is for the build of an image: "temporary
// key just to build the image", dummy-for-collectstatic.
func speaksOfBuild(text string) bool {
	return slices.ContainsFunc(Words(text), func(w string) bool { return w == "collectstatic" || strings.HasPrefix(w, "build") })
}

// ofKubelet are the variables that the kubelet sets in each container, with and without
// service links (kubernetes.io, "enableServiceLinks"). Cloud Run, which takes manifests
// of Knative, has no kubelet.
func ofKubelet(w *document.Workload) []document.Variable {
	if _, knative := variable(w.Env, "K_SERVICE"); knative || w.Kind != "kubernetes" {
		return nil
	}
	var out []document.Variable
	for _, name := range []string{"KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"} {
		out = append(out, document.GivenBy("the kubelet", name, "", w.At))
	}
	return out
}

// source adds a file that makes the environment.
func (t *Target) source(file string) {
	if !slices.Contains(t.Sources, file) {
		t.Sources = append(t.Sources, file)
	}
}

func (f *finder) supplied(name string) bool { _, ok := f.lookup(name); return ok }

// open decides whether the environment is closed, and if not, why.
func (f *finder) open(t *Target, c *candidate) {
	t.OpenBecause = f.openBecause(c)
	lost := c.p.Lost
	if strings.HasSuffix(c.p.Untold, ".py") { // a program may do so, a server on another module does not
		lost = cmp.Or(lost, c.p.Untold)
	}
	if t.OpenBecause == "" && lost != "" {
		t.OpenBecause = lost + ", which may export variables, cannot be followed"
	}
	t.Closed = t.OpenBecause == "" || f.o.Closed
	if f.o.Closed {
		t.OpenBecause = ""
	}
	if t.Closed {
		t.reason("environment closed", "every source of it is here")
		return
	}
	t.reason("environment open", t.OpenBecause)
}

// openBecause says which source of a workload's environment is not here, the
// scripts that it starts left aside; "" for none.
func (f *finder) openBecause(c *candidate) string {
	if c.p.Bare {
		return ""
	}
	for _, e := range c.w.EnvFiles {
		switch e.State {
		case "read":
		case "broken":
			return e.Path + ", which " + e.At.String() + " reads, has a line that is refused, and what comes after it is not read"
		default:
			return e.Path + ", which " + e.At.String() + " reads, is not here"
		}
	}
	switch {
	case c.w.OpenBecause != "":
		return c.w.OpenBecause
	case c.w.Kind == "procfile" || c.w.Kind == "dockerfile":
		return "no file sets its variables"
	case onServer(c.w) && len(c.w.EnvFiles) == 0 && f.variablesRead(c) == 0:
		return c.w.At.File + " sets no variable that the settings read; another file of the machine may"
	case c.image == nil && c.w.Image == "" && c.w.Kind == "compose":
		return "the Dockerfile of " + c.w.Name + " is not here and may set variables"
	}
	return c.foreignImage("set variables")
}

// foreignImage says of which image nobody here knows what it is made of, and what it
// may do therefore; "" where all of it is here.
func (c *candidate) foreignImage(may string) string {
	switch {
	case c.image == nil && c.w.Image != "":
		return "the image " + imageName(c.w.Image) + " is not built here and may " + may
	case c.image != nil && c.image.guessed:
		return "no build names the image " + imageName(c.w.Image) + "; " + c.image.file + " may not be its Dockerfile"
	case c.image != nil && c.image.foreign() != "":
		return "the image " + imageName(c.image.foreign()) + ", which " + c.image.file + " builds on, is not built here and may " + may
	}
	return ""
}
