package targets

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/compose"
	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/dockerfile"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/platforms"
)

// This file finds which Dockerfile makes an image that a deployment only names:
// by the builds that give it that name, else by what fits.

// built is a build, and what it gives its image; "" for what is not known or not given.
type built struct {
	repository string
	tag        string // up to what is computed
	name       string // the last part of the repository, which may be known alone
	build      *document.Build
}

// builtAs is a build that gives its image a name.
func builtAs(image string, b *document.Build) built {
	tag, _, _ := strings.Cut(tagOf(image), "$")
	return built{repositoryOf(image), tag, lastName(image), b}
}

// lastName is the last part of an image's repository; "" where it is not known.
func lastName(image string) string {
	if name := path.Base(docker.Repository(image)); !strings.Contains(name, "$") {
		return name
	}
	return ""
}

// file is the Dockerfile of the build.
func (b built) file() string {
	if b.build.Dockerfile == "" {
		return path.Join(b.build.Context, "Dockerfile")
	}
	return path.Clean(b.build.Dockerfile)
}

// builds lists the builds of all Compose files, scripts and workflows.
func (f *finder) builds() []built {
	if !f.buildsRead {
		f.buildsRead = true
		for _, file := range f.plan.files {
			switch {
			case f.composeName(file):
				f.composeBuilds(file)
			case scriptLike(file):
				f.scriptBuilds(file)
			}
			if isWorkflow(file) {
				f.workflowBuilds(file)
			} else if platforms.IsCloudBuild(file) {
				f.cloudBuilds(file)
			}
		}
	}
	return f.buildList
}

func (f *finder) composeBuilds(file string) {
	src, err := fs.ReadFile(f.fsys, file)
	if err != nil || !bytes.Contains(src, []byte("build")) && !bytes.Contains(src, []byte("extends")) && !bytes.Contains(src, []byte("include")) {
		return
	}
	p, _ := f.compose.Read([]string{file}, compose.Options{Lookup: f.lookup, Closed: f.o.Closed})
	if p == nil {
		return
	}
	for _, w := range p.Workloads {
		if w.Build != nil {
			f.buildList = append(f.buildList, builtAs(w.Image, w.Build))
		}
	}
}

var (
	buildCommand = pattern.New(`(?:docker|podman) (?:buildx |image )?build\b|gcloud builds submit\b`)
	// builtOtherwise are builds of Google Cloud Build by what a file says, or by buildpacks.
	builtOtherwise = pattern.New(`^gcloud builds submit\b.*--(?:config|pack)\b`)
	buildTag       = pattern.New(`(?:-t|--tag)[= ]\s*["']?([\w./${}-]+(?::[\w.${}-]+)?)`)
	buildFile      = pattern.New(`(?:-f|--file)[= ]\s*["']?([\w./-]+)`)
	buildStage     = pattern.New(`--target[= ]\s*["']?([\w.-]+)`)
	assignment     = pattern.New(`(?m)^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*[?:+]*=[ \t]*(?:["']?([\w./:-]+)["']?[ \t]*$)?|^[ \t]+([A-Z_][A-Z0-9_]*):[ \t]+(?:["']?([\w./:-]+)["']?[ \t]*(?:#.*)?$)?`)
	reference      = pattern.New(`\$\{\{\s*env\.\w+\s*\}\}|\$\{\w+\}|\$\(\w+\)|\$[A-Za-z_]\w*`)
	substituted    = pattern.New("\\$\\([^()]*\\)|`[^`]*`|\\$\\{\\{[^{}]*\\}\\}") // what another command says, or the workflow: $(git describe)
)

// namesBuild tells whether a text may hold a buildCommand. All files are asked, and an
// expression that begins in several ways is slow.
func namesBuild(src []byte) bool {
	return bytes.Contains(src, []byte("gcloud builds submit")) ||
		slices.ContainsFunc([]string{" build", " buildx build", " image build"}, func(words string) bool {
			return bytes.Contains(src, []byte("docker"+words)) || bytes.Contains(src, []byte("podman"+words))
		})
}

// scriptBuilds reads the "docker build -t NAME" lines of a script.
func (f *finder) scriptBuilds(file string) {
	src, err := fs.ReadFile(f.fsys, file)
	if err != nil || len(src) > 256<<10 || !namesBuild(src) {
		return
	}
	given := plainVariables(string(src))
	for _, l := range logicalLines(string(src)) {
		for _, command := range buildsOf(l.text) {
			f.scriptBuild(substituted.ReplaceAllString(given.fill(command), "$$"), document.Location{File: file, Line: l.number})
		}
	}
}

// scriptBuild takes in the command of one build.
func (f *finder) scriptBuild(command string, at document.Location) *document.Build {
	b := &document.Build{Context: contextOf(command), Dockerfile: first(buildFile, command), Target: first(buildStage, command), At: at}
	if b.Dockerfile != "" && !f.isFile(path.Clean(b.Dockerfile)) {
		b.Dockerfile = path.Join(path.Dir(at.File), b.Dockerfile)
	}
	if beside := path.Join(path.Dir(at.File), b.Context); b.Dockerfile == "" && !f.isFile(built{build: b}.file()) && f.isFile(path.Join(beside, "Dockerfile")) {
		b.Context = beside // it is run in its own folder
	}
	tags := buildTag.FindAllStringSubmatch(command, -1)
	for _, m := range tags {
		f.buildList = append(f.buildList, builtAs(m[1], b))
	}
	if len(tags) == 0 { // a name that is computed, or none
		f.buildList = append(f.buildList, built{build: b})
	}
	return b
}

// buildsOf are the builds of a line that take a Dockerfile, each up to where another
// command begins.
func buildsOf(line string) []string {
	var out []string
	for _, at := range buildCommand.FindAllStringSubmatchIndex(line, -1) {
		command, _, _ := strings.Cut(line[at[0]:], "&&")
		if words, _, _ := strings.Cut(command, ";"); strings.Count(words, `"`)%2 == 0 {
			command = words
		}
		if !builtOtherwise.MatchString(command) {
			out = append(out, command)
		}
	}
	return out
}

// plainVariables are the variables of a script, of a makefile or of a workflow to which
// one plain text is given and nothing else.
func plainVariables(src string) givenTexts {
	out := givenTexts{}
	for _, m := range assignment.FindAllStringSubmatch(src, -1) {
		name, text := m[1]+m[3], m[2]+m[4]
		if have, again := out[name]; again && have != text {
			text = ""
		}
		out[name] = text
	}
	return out
}

// givenTexts are texts by the names of variables; "" for one that is not known.
type givenTexts map[string]string

// fill puts the texts in the place of the variables.
func (p givenTexts) fill(line string) string {
	return reference.ReplaceAllStringFunc(line, func(whole string) string {
		name := strings.TrimPrefix(strings.Trim(whole, "${}() "), "env.")
		return cmp.Or(p[strings.TrimSpace(name)], whole)
	})
}

// contextOf is the folder of the root that a build command names: its first word
// that is no option, nor the value of one.
func contextOf(line string) string {
	args := strings.Fields(substituted.ReplaceAllString(line[buildCommand.FindStringIndex(line)[1]:], "$$"))
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case strings.HasPrefix(a, "-"):
			if !strings.Contains(a, "=") && !slices.Contains(buildSwitches, a) {
				i++
			}
		case strings.Contains(a, "$$"): // a makefile's way to write a variable of the shell: further options
		case fs.ValidPath(path.Clean(a)):
			return path.Clean(a)
		default:
			return "."
		}
	}
	return "."
}

// buildSwitches are the options of docker build that take no value.
var buildSwitches = []string{"--push", "--load", "--no-cache", "--pull", "--rm", "--force-rm", "-q", "--quiet", "--squash", "--compress", "--debug", "-D", "--async"}

// logicalLine is a line of a script with those that continue it.
type logicalLine struct {
	number int
	text   string
}

func logicalLines(src string) []logicalLine {
	var out []logicalLine
	open := false
	for i, text := range strings.Split(src, "\n") {
		text, more := strings.CutSuffix(text, "\\")
		if open {
			out[len(out)-1].text += " " + text
		} else {
			out = append(out, logicalLine{i + 1, text})
		}
		open = more
	}
	return out
}

func first(re *pattern.Pattern, text string) string {
	if m := re.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// fitting takes the Dockerfile of the project's own for an image that no build
// names: the only one, or the one whose name shares the most words with the
// deployment's.
func (f *finder) fitting(w *document.Workload, p *Project) *imageFacts {
	have := append(append(fileWords(w.At.File), Words(w.Name)...), Words(imageName(w.Image)+" "+tagOf(w.Image))...)
	own := f.ownImages(p)
	best, others := mostAlike(own, have)
	if len(others) > 0 {
		best, others = mostAlike(f.released(append(others, best)), have)
	}
	if best == nil || len(others) > 0 {
		return nil
	}
	best.guessed, best.presumed = len(own) > 1, true
	best.because = "no build names the image; it is the Dockerfile of the project"
	if best.guessed {
		best.because = "no build names the image; the words of its name fit"
	}
	return best
}

// mostAlike is the image whose Dockerfile shares the most words with those, and the
// others that share as many.
func mostAlike(images []*imageFacts, words []string) (best *imageFacts, others []*imageFacts) {
	most := -1
	for _, img := range images {
		switch n := shared(fileWords(img.file), words); {
		case n > most:
			best, others, most = img, nil, n
		case n == most:
			others = append(others, img)
		}
	}
	return best, others
}

// released are those that a script or a pipeline builds: Compose builds what a developer
// runs, too.
func (f *finder) released(images []*imageFacts) []*imageFacts {
	return slices.DeleteFunc(images, func(img *imageFacts) bool {
		return !slices.ContainsFunc(f.builds(), func(b built) bool { return b.file() == img.file && !f.composeName(b.build.At.File) })
	})
}

// ownImages are what the Dockerfiles of a project make that are not for developers alone.
func (f *finder) ownImages(p *Project) []*imageFacts {
	var own []*imageFacts
	for _, file := range f.dockerfiles() {
		if class := pathClass(file); class == Development || class == Test {
			continue
		}
		img := f.readImage(file, "", nil, f.context(file, p), p)
		if img == nil || !img.copiesProject || img.proxies() && !img.startsAnother() {
			continue
		}
		own = append(own, img)
	}
	return own
}

// context is the folder that a Dockerfile is built from: as a build here says, else what
// is likely.
func (f *finder) context(file string, p *Project) string {
	if b := f.buildFrom(file); b != nil {
		return b.Context
	}
	context, own := contextFor(file, p), path.Dir(file)
	if context == own {
		return own
	}
	if img, _ := f.stageOf(file, "", nil); img != nil && !f.feeds(context, img) && f.feeds(own, img) {
		return own
	}
	return context
}

// feeds tells whether a folder has all that a Dockerfile copies by its name.
func (f *finder) feeds(context string, img *dockerfile.Image) bool {
	for _, c := range img.Copies {
		if c.Run || c.From != "" {
			continue
		}
		for _, source := range c.Sources {
			if found, err := fs.Glob(f.fsys, path.Join(context, source)); err != nil || len(found) == 0 {
				return false
			}
		}
	}
	return true
}

// buildFrom is a build here of a Dockerfile, of several the first from a folder that has
// what it copies; nil for none.
func (f *finder) buildFrom(file string) *document.Build {
	var of []*document.Build
	for _, b := range f.builds() {
		if b.file() == file {
			of = append(of, b.build)
		}
	}
	switch len(of) {
	case 0:
		return nil
	case 1:
		return of[0]
	}
	for _, b := range of {
		if img, _ := f.stageOf(file, b.Target, b.Args); img != nil && f.feeds(b.Context, img) {
			return b
		}
	}
	return of[0]
}

// contextFor is the build context of a Dockerfile that no build names: its
// folder, or the root where the project does not lie below it.
func contextFor(file string, p *Project) string {
	if dir := path.Dir(file); p == nil || under(p.Dir, dir) || under(dir, p.Dir) && p.Dir != "." {
		return dir
	}
	return "."
}

func tagOf(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		return image[i+1:]
	}
	return ""
}

func shared(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}
