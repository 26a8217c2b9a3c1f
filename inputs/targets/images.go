package targets

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/dockerfile"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/process"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the Dockerfile of a workload's image, and files inside an image.

// imageFacts is what a Dockerfile says of the image that a workload runs.
type imageFacts struct {
	file, context string
	image         *dockerfile.Image
	args          map[string]string
	stages        map[string][]container.Copy // by the names of other stages of the file
	copies        []container.Copy            // what it takes from the root, its base included
	copiesProject bool                        // the project's folder is among that, or what is made of it
	starts        bool                        // it has an ENTRYPOINT or CMD
	ignored       func(string) bool
	base          *imageFacts // what it is built on, where a build here makes that
	project       *Project
	// guessed: other Dockerfiles of the project could have made the image as well.
	guessed bool
	// presumed: no build names the image, and this is the project's Dockerfile.
	presumed bool
	because  string
}

// imageOf reads the Dockerfile that makes the image of a workload, where a file says so.
func (f *finder) imageOf(w *document.Workload, p *Project) *imageFacts {
	b, because := w.Build, ""
	if b == nil {
		if b, because = f.builtAs(w); b == nil {
			b, because = f.builtBeside(w)
		}
		if b == nil {
			return nil
		}
	}
	img := f.readImage(built{build: b}.file(), b.Target, b.Args, b.Context, p)
	if img != nil {
		img.because = because
	}
	return img
}

// builtAs finds the build that gives the image of a workload its name: another service's,
// or that of a script. Of several it is the one whose tag begins that of the image (a script
// computes the rest), and of as good ones that of the workload's own file.
func (f *finder) builtAs(w *document.Workload) (*document.Build, string) {
	repository := repositoryOf(w.Image)
	own := func(b *document.Build) bool { return b.At.File == w.At.File }
	var found *document.Build
	fits := 0
	for _, b := range f.builds() {
		n := b.fit(w.Image)
		if b.repository != "" && b.repository == repository && (found == nil || n > fits || n == fits && own(b.build) && !own(found)) {
			found, fits = b.build, n
		}
	}
	if found == nil {
		found = f.builtCalled(w.Image)
	}
	if found == nil {
		return nil, ""
	}
	return found, found.At.String() + " builds the image"
}

// builtCalled finds the one Dockerfile that a script or pipeline makes an image of that
// name of, where the registry of one of the two is filled in later or given by docker tag.
func (f *finder) builtCalled(image string) *document.Build {
	name, repository := lastName(image), repositoryOf(image)
	if name == "" || program(image) != "" || !strings.Contains(docker.Repository(image), "/") {
		return nil
	}
	return f.onlyBuild(func(b built) bool {
		elsewhere := repository != "" && strings.Contains(b.repository, "/")
		return b.name == name && !elsewhere && !f.composeName(b.build.At.File)
	})
}

// onlyBuild is the last of the builds that fit, where all of them make the same stage of
// the same Dockerfile; nil for none.
func (f *finder) onlyBuild(fits func(built) bool) *document.Build {
	var found *document.Build
	for _, b := range f.builds() {
		if !fits(b) {
			continue
		}
		if found != nil && (built{build: found}.file() != b.file() || found.Target != b.build.Target) {
			return nil
		}
		found = b.build
	}
	return found
}

// builtBeside finds the one Dockerfile of which a pipeline makes images, where it deploys
// one whose name it fills in.
func (f *finder) builtBeside(w *document.Workload) (*document.Build, string) {
	if !inCloud(w.Kind) || w.Image == "" || lastName(w.Image) != "" {
		return nil, ""
	}
	found := f.onlyBuild(func(b built) bool { return b.build.At.File == w.At.File })
	if found == nil {
		return nil, ""
	}
	return found, found.At.String() + " makes the only image of the pipeline that deploys it"
}

// fit is how much of an image's tag the tag of the build is; -1 where that is another.
func (b built) fit(image string) int {
	if !strings.HasPrefix(tagOf(image), b.tag) {
		return -1
	}
	return len(b.tag)
}

// repositoryOf is an image's name without tag and digest; "" where it is not known.
func repositoryOf(image string) string {
	if image = docker.Repository(image); strings.Contains(image, "$") {
		return ""
	}
	return image
}

// dockerfiles lists the Dockerfiles of the root that something can be made from.
func (f *finder) dockerfiles() []string {
	if !f.dockerfilesRead {
		f.dockerfilesRead = true
		for _, file := range f.plan.files {
			if dockerfileName(file) && !aside(file) && !f.isPiece(file) {
				f.dockerfileList = append(f.dockerfileList, file)
			}
		}
	}
	return f.dockerfileList
}

// isPiece tells, and says in a warning, that a file with a name of its own
// (Dockerfile.extras) is refused by docker and that no build here names it: a draft, or
// a piece that is put together with others.
func (f *finder) isPiece(file string) bool {
	if strings.EqualFold(path.Base(file), "dockerfile") || f.buildFrom(file) != nil {
		return false
	}
	parsed := f.parse(file)
	if parsed.file != nil || !slices.ContainsFunc(parsed.diagnostics, func(d document.Diagnostic) bool { return d.Code == dockerfile.CodeSyntax }) {
		return false
	}
	for _, d := range parsed.diagnostics {
		d.Severity, d.Message = "warning", "docker build refuses the file; no build here names it, so nothing is taken to come from it"
		f.plan.Diagnostics = append(f.plan.Diagnostics, d)
	}
	return true
}

// dockerfileName tells whether a file is a Dockerfile by its name; one that has the
// extension of another language or of a picture (dockerfile.yml, Dockerfile.j2) is none, nor
// is one that is kept aside (Dockerfile.bak).
func dockerfileName(file string) bool {
	base := strings.ToLower(path.Base(file))
	if slices.ContainsFunc(Words(base), func(w string) bool { return slices.Contains([]string{"backup", "bak", "old", "orig"}, w) }) {
		return false
	}
	switch path.Ext(base) {
	case ".dockerignore", ".yml", ".yaml", ".j2", ".tmpl", ".tpl", ".md", ".sh", ".py", ".json", ".txt", ".rst", ".js", ".ts", ".css", ".html", ".go",
		".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".puml", ".dot", ".drawio":
		return false
	}
	return strings.HasPrefix(base, "dockerfile") || strings.HasSuffix(base, ".dockerfile")
}

// readImage reads what a Dockerfile makes. Services of all deployments build the
// same images, so each is read once; a caller may note down why it is the one.
func (f *finder) readImage(file, target string, args map[string]string, context string, p *Project) *imageFacts {
	key := imageKey{file, target, fmt.Sprint(args), context, p, f.bases}
	img, ok := f.images[key]
	if !ok {
		img = f.readBuild(file, target, args, context, p)
		f.images[key] = img
	}
	if img == nil {
		return nil
	}
	own := *img
	return &own
}

// imageKey tells the images apart that builds here make.
type imageKey struct {
	file, target, args, context string
	project                     *Project
	bases                       int // that are followed around it: fewer are then below it
}

func (f *finder) readBuild(file, target string, args map[string]string, context string, p *Project) *imageFacts {
	if !f.isFile(file) {
		return nil
	}
	img, diags := f.stageOf(file, target, args)
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	if img == nil {
		return nil
	}
	out := &imageFacts{file: file, context: context, args: args, project: p, stages: map[string][]container.Copy{}, image: img, ignored: dockerfile.IgnoreFor(f.fsys, context, file)}
	if out.base = f.baseOf(out, img); out.base != nil {
		img.On(out.base.image)
	}
	out.copies = f.copies(out, img, out.base, 0)
	out.copiesProject = p != nil && f.holds(out, p) || out.base != nil && out.base.copiesProject
	out.starts = len(img.Entrypoint) > 0 || len(img.Cmd) > 0
	return out
}

// stageOf reads a stage of a Dockerfile. The image is nil where
// there is none; the diagnostics then say why.
func (f *finder) stageOf(file, target string, args map[string]string) (*dockerfile.Image, []document.Diagnostic) {
	parsed := f.parse(file)
	if parsed.file == nil {
		return nil, parsed.diagnostics
	}
	return parsed.file.Image(target, args)
}

// parse parses a Dockerfile once.
func (f *finder) parse(file string) parsedFile {
	parsed, known := f.parsed[file]
	if !known {
		parsed.file, parsed.diagnostics = dockerfile.Parse(f.fsys, file)
		f.parsed[file] = parsed
	}
	return parsed
}

// parsedFile is a Dockerfile, or why there is none.
type parsedFile struct {
	file        *dockerfile.File
	diagnostics []document.Diagnostic
}

// maxBases bounds the builds that an image is built on.
const maxBases = 3

// baseOf is the image that a stage is built on, where a build here makes it; else nil.
func (f *finder) baseOf(i *imageFacts, stage *dockerfile.Image) *imageFacts {
	b := f.buildOfBase(stage.Base)
	if b == nil || f.bases >= maxBases {
		return nil
	}
	file := built{build: b}.file()
	if file == i.file {
		return nil
	}
	f.bases++
	defer func() { f.bases-- }()
	return f.readImage(file, b.Target, b.Args, b.Context, i.project)
}

// buildOfBase finds the build of a base image. Other tags of the same name are
// other images, often steps to it.
func (f *finder) buildOfBase(image string) *document.Build {
	repository, tag := repositoryOf(image), tagOf(image)
	if repository == "" || slices.Contains(plain, repository) || program(image) != "" {
		return nil
	}
	for _, b := range f.builds() {
		if b.repository == repository && (b.tag == tag || strings.Contains(b.tag+tag, "$")) {
			return b.build
		}
	}
	return nil
}

// foreign is the base image of which it is not known which variables it sets; ""
// for one that holds a system or Python alone.
func (i *imageFacts) foreign() string {
	base := i.bottom()
	name := imageName(base)
	for _, w := range plain {
		if strings.HasPrefix(name, w) {
			return ""
		}
	}
	return base
}

// bottom is the image below all those that are built here.
func (i *imageFacts) bottom() string {
	for i.base != nil {
		i = i.base
	}
	return i.image.Base
}

// proxies tells whether the image is that of a web server with files added, which it
// starts where nothing else is said.
func (i *imageFacts) proxies() bool {
	switch programs[imageName(i.bottom())] {
	case "nginx", "caddy", "traefik":
		return true
	}
	return false
}

// startsAnother tells whether an image that is built on a web server starts a program of
// its own, which may start Django beside that.
func (i *imageFacts) startsAnother() bool {
	argv := slices.Concat(i.image.Entrypoint, i.image.Cmd)
	return len(argv) > 0 && programs[path.Base(argv[0])] == ""
}

// plain are the names that images of systems and languages begin with.
var plain = []string{"python", "pypy", "debian", "ubuntu", "alpine", "uv", "ubi", "centos", "fedora", "rocky", "alma", "amazonlinux", "buildpack-deps", "node",
	"distroless", "wolfi", "scratch", "conda", "miniconda", "micromamba", "mambaforge", "miniforge",
	"gdal", "nginx", "busybox", "golang", "rust"}

// maxStages bounds the stages that a copied file is followed through.
const maxStages = 5

// copies lists what a stage of an image takes from the root, itself, from the image
// that it is built on, and by way of other stages, each where it comes to lie.
func (f *finder) copies(i *imageFacts, img *dockerfile.Image, base *imageFacts, depth int) []container.Copy {
	files := container.Files{FS: f.fsys}
	if base != nil {
		files.Copies = slices.Clone(base.copies)
	}
	for _, c := range img.Copies {
		line := container.Line{Sources: c.Sources, Dest: c.Dest, At: c.At}
		switch {
		case c.Run:
			files.Again(line)
		case c.From == "":
			files.Add(line, i.context)
		default:
			files.Take(line, f.stage(i, c.From, depth+1))
		}
	}
	return files.Copies
}

// stage lists what another stage of an image takes; nothing for an image that is
// built elsewhere.
func (f *finder) stage(i *imageFacts, name string, depth int) []container.Copy {
	if _, read := i.stages[name]; !read && depth <= maxStages && i.image.HasStage(name) {
		i.stages[name] = nil
		if img, _ := f.stageOf(i.file, name, i.args); img != nil {
			i.stages[name] = f.copies(i, img, f.baseOf(i, img), depth)
		}
	}
	return i.stages[name]
}

// holds tells whether an image has the project's folder, or what another stage
// makes of it.
func (f *finder) holds(i *imageFacts, p *Project) bool {
	return slices.ContainsFunc(i.copies, p.isIn) || slices.ContainsFunc(i.image.Copies, func(c dockerfile.Copy) bool {
		return !dependency(c) && slices.ContainsFunc(f.stage(i, c.From, 1), p.isIn)
	})
}

// dependency tells whether a copy from another stage takes installed packages
// and programs only.
func dependency(c dockerfile.Copy) bool {
	for _, s := range c.Sources {
		switch part := "/" + strings.Trim(s, "/") + "/"; {
		case strings.Contains(part, "/site-packages/"), strings.Contains(part, "/bin/"), strings.Contains(part, "/wheels/"),
			strings.Contains(part, "venv/"), strings.Contains(part, "/node_modules/"), strings.Contains(part, "/static"):
		default:
			return false
		}
	}
	return true
}

// isIn tells whether what an image takes holds the project.
func (p *Project) isIn(c container.Copy) bool {
	return c.Source != "" && (c.Source == p.Dir || under(p.Dir, c.Source) || p.Manage != "" && c.Source == p.Manage)
}

// known is what it tells of the files in which a command line is run; nil for no image.
func (i *imageFacts) known() *process.Image {
	if i == nil {
		return nil
	}
	return &process.Image{Path: i.image.Path, Workdir: i.image.Workdir, Copies: i.copies, CopiesProject: i.copiesProject, Guessed: i.guessed}
}

func (f *finder) isFile(name string) bool { return tree.IsRegular(f.fsys, name) }
