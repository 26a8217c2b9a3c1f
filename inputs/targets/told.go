package targets

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/platforms"
	"github.com/djgate/djgate/inputs/process"
)

// This file tells of the services that may run Django, and of which it cannot be told.

// tell names the workloads of a deployment that start what cannot be followed, where
// something speaks for their being the project's. They are not judged, but no run is
// silent about them: a program that is simply another one is listed, and no more where
// it stands beside others.
func (f *finder) tell(cs []*candidate) {
	for _, c := range cs {
		what := cmp.Or(c.p.Lost, c.p.Untold)
		if c.project == nil || c.target != nil || c.runs || c.p.Django || c.w.Job || slices.Contains(idle, cmp.Or(what, c.p.Other, "true")) || c.w.Build == nil && program(c.w.Image) != "" || !f.mayBeProjects(c) {
			continue
		}
		if composes(c.w.Command) {
			f.unread("service "+c.w.Name, "it starts Compose, and the files of Compose say what runs", c.commandAt(), false)
			continue
		}
		because := "what it starts (" + what + ") cannot be followed; if that runs Django, name it as service: in .djgate.yaml"
		if what == "" {
			because = "it starts " + c.p.Other + ", which is not known to run Django"
		}
		if what == "" && strings.HasPrefix(c.p.Other, "[") {
			because = "its line is no list in JSON, where each text stands in double quotes: a shell looks for a program of that name"
		}
		if what == "" && strings.HasPrefix(c.p.Other, "-") {
			because = "what its image starts, which is given " + c.p.Other + ", is not known"
		}
		if what == "" && c.p.Given {
			because = "it runs what it is given, and no file here says what that is"
		}
		f.unread("service "+c.w.Name, because, c.commandAt(), false)
		alone := c.w.Kind == "dockerfile" || c.w.Kind == "procfile" && c.w.Name == "web"
		if (what != "" || alone) && !slices.Contains(process.ScriptRunners, what) {
			f.diagnose("service-not-followed", "warning", c.w.Name+" is not judged: "+because, c.commandAt())
		}
	}
}

// tellImages names the services of a deployment of which none is known to run Django,
// where their images come from a registry and no file says what is in them. Those of a
// version by its number are other people's programs.
func (f *finder) tellImages(d deployment, cs []*candidate) {
	if d.kind != "compose" || d.class == Development || d.class == Test || slices.ContainsFunc(cs, func(c *candidate) bool { return c.runs }) {
		return
	}
	var names []string
	var first *candidate
	for _, c := range cs {
		if c.image != nil || c.w.Build != nil || !fromRegistry(c.w.Image) || program(c.w.Image) != "" || startsOther(c) && c.p.Other != "" || runsForeign(c.w) {
			continue
		}
		names = append(names, c.w.Name)
		first = cmp.Or(first, c)
	}
	if first != nil {
		f.unread("services "+strings.Join(names, ", "), "no file says what their images hold; if one runs Django, name it as service: in .djgate.yaml", first.w.At, false)
	}
}

// fromRegistry tells whether an image is named with the host of its registry, and has no
// version by its number.
func fromRegistry(image string) bool {
	host, _, found := strings.Cut(image, "/")
	tag := strings.TrimPrefix(tagOf(image), "v")
	return found && strings.ContainsAny(host, ".:") && !strings.Contains(host, "$") && (tag == "" || !strings.ContainsAny(tag[:1], "0123456789"))
}

// idle are programs that are known to serve nothing of Django: a place to work in, or tests.
var idle = []string{"bash", "sh", "sleep", "tail", "cat", "true", "pytest", "py.test", "coverage", "nginx"}

// systems are images that hold no program of their own.
var systems = []string{"alpine", "debian", "ubuntu", "busybox"}

// mayBeProjects tells whether anything but its name speaks for a workload's running
// code of the project.
func (f *finder) mayBeProjects(c *candidate) bool {
	switch {
	case c.image != nil && program(c.image.image.Base) != "" && !slices.Contains(systems, imageName(c.image.image.Base)):
		return false
	case c.image != nil:
		return c.image.copiesProject || c.mountsSource() || c.image.foreign() != "" && f.variablesRead(c) >= 3
	case c.w.Kind == "procfile" || onServer(c.w) || !containerised(c.w) && platforms.Is(c.w.Kind):
		return true
	}
	return c.mountsSource() || namedAfter(c) || f.variablesRead(c) > 0
}

// composes tells whether a command starts the services of Compose files.
func composes(argv []string) bool {
	if len(argv) == 0 {
		return false
	}
	switch path.Base(argv[0]) {
	case "docker-compose", "podman-compose":
		return true
	case "docker", "podman":
		return slices.Contains(argv[1:], "compose")
	}
	return false
}
