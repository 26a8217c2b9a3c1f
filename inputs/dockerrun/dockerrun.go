// Package dockerrun reads the containers that shell scripts and Makefiles start:
// docker run, podman run and docker service create (reference of the docker CLI).
//
// Scripts are read, never run. A word that rests on what is not known makes unknown
// what it touches: a value, a port, or, where it may be any option, the environment.
package dockerrun

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tree"
)

// The codes of the diagnostics.
const (
	CodeRead    = "docker-run-read"     // the file starts containers and cannot be read
	CodePort    = "docker-run-port"     // a published port is none
	CodeEnvFile = "docker-run-env-file" // an env file cannot be read
)

// Bounds on hostile files.
const (
	maxFile       = 256 << 10 // bytes
	maxContainers = 200       // of a file
)

// Group are the containers that a script, or a rule of a Makefile, starts.
type Group struct {
	// Rule is the first target of the rule of a Makefile; "" for a script.
	Rule string
	// Workloads are of kind "docker". Their Build is set where a command of the same
	// file builds the image under a name that is not known: what both call alike.
	Workloads []*document.Workload
}

var (
	tool   = pattern.New(`\b(?:docker|podman|nerdctl)\b`)
	starts = pattern.New(`\b(?:run|create)\b`)
)

// IsScript tells whether Read reads a file, by its name.
func IsScript(file string) bool {
	switch path.Ext(file) {
	case ".sh", ".bash":
		return true
	}
	return isMakefile(file)
}

// Read returns the containers that a file starts, in its order. Paths are taken
// from the folder of a Makefile; from the root, or the folder of the file, of a script.
func Read(fsys fs.FS, file string) ([]Group, []document.Diagnostic) {
	src, err := tree.ReadText(fsys, file, maxFile)
	if err != nil || !tool.MatchString(src) || !starts.MatchString(src) {
		return nil, nil // other readers say why a file of the project cannot be read
	}
	r := &reader{fsys: fsys, file: file, dirs: []string{".", path.Dir(file)}}
	if isMakefile(file) {
		r.dirs = []string{path.Dir(file)}
		r.makefile(src)
	} else {
		s, err := script.Read(fsys, file, script.Given{})
		if errors.Is(err, script.ErrNotShell) {
			return nil, nil
		}
		if err != nil {
			r.report(CodeRead, document.Location{File: file}, "the containers that the script starts are not known: it cannot be read as one of a shell")
			return nil, r.diagnostics
		}
		r.commands("", s.Commands)
	}
	return r.finished(), r.diagnostics
}

type reader struct {
	fsys        fs.FS
	file        string
	dirs        []string // in which relative paths are looked for
	groups      []Group
	builds      []build
	containers  int
	diagnostics []document.Diagnostic
}

func (r *reader) report(code string, at document.Location, message string) {
	r.diagnostics = append(r.diagnostics, document.Diagnostic{Code: code, Severity: "warning", At: at, Message: message})
}

// commands keeps the containers and builds among the commands of a rule.
func (r *reader) commands(rule string, all []script.Command) {
	g := Group{Rule: rule}
	for _, c := range all {
		switch what, words := subcommand(c.Words); what {
		case "run", "service":
			if r.containers++; r.containers > maxContainers {
				break
			}
			if w := r.container(what == "service", c, words); w != nil {
				g.Workloads = append(g.Workloads, w)
			}
		case "build":
			r.build(c, words)
		}
	}
	if len(g.Workloads) > 0 {
		r.groups = append(r.groups, g)
	}
}

// subcommand returns which command of docker or podman words are, run, service
// (create) or build, and the words after it; "" for any other.
func subcommand(words []script.Word) (string, []script.Word) {
	if len(words) == 0 || !slices.Contains([]string{"docker", "podman", "nerdctl"}, path.Base(words[0].Text)) {
		return "", nil
	}
	words = words[1:]
	for len(words) > 1 && strings.HasPrefix(words[0].Text, "-") {
		if valued := slices.Contains([]string{"-H", "--host", "-c", "--context", "--config", "-l", "--log-level"}, words[0].Text); valued {
			words = words[1:]
		}
		words = words[1:]
	}
	group := ""
	if len(words) > 1 && slices.Contains([]string{"container", "service", "buildx", "image", "builder"}, words[0].Text) {
		group, words = words[0].Text, words[1:]
	}
	if len(words) == 0 {
		return "", nil
	}
	switch name := words[0].Text; {
	case name == "run" && (group == "" || group == "container"):
		return "run", words[1:]
	case name == "create" && group == "service":
		return "service", words[1:]
	case name == "build" && group != "service" && group != "container":
		return "build", words[1:]
	}
	return "", nil
}

// finished gives the containers the builds that the same file has under the same
// words, where these are not known.
func (r *reader) finished() []Group {
	for _, g := range r.groups {
		for _, w := range g.Workloads {
			i := slices.IndexFunc(r.builds, func(b build) bool { return strings.Contains(b.tag, "$") && sameImage(b.tag, w.Image) })
			if i >= 0 {
				w.Build = r.builds[i].build
			}
		}
	}
	return r.groups
}

// sameImage tells whether two images have one name, whatever their tags.
func sameImage(a, b string) bool {
	return a == b || repository(a) == repository(b) && repository(a) != ""
}

// repository is an image's name without tag and digest; "" where it only has one
// that is not known.
func repository(image string) string {
	if image = docker.Repository(image); strings.HasSuffix(image, "$()") {
		return ""
	}
	return image
}

// build is a build of an image, and the name that it gives it.
type build struct {
	tag   string
	build *document.Build
}

func (r *reader) build(c script.Command, words []script.Word) {
	l := parse(words, buildSwitches)
	context := l.image.Text // the one word that is no option
	if strings.Contains(context, "$") && !l.image.Known {
		context = "."
	}
	dir, ok := r.inside(context)
	if !ok {
		return
	}
	b := &document.Build{Context: dir, At: c.At}
	var tags []string
	for _, o := range l.options {
		switch o.name {
		case "-t", "--tag":
			tags = append(tags, o.value.Text)
		case "-f", "--file":
			b.Dockerfile, _ = r.inside(o.value.Text)
		case "--target":
			b.Target = o.value.Text
		}
	}
	for _, tag := range tags {
		r.builds = append(r.builds, build{tag, b})
	}
}
