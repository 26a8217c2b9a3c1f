package targets

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/dockerfile"
	"github.com/djgate/djgate/inputs/document"
)

// imageFacts is what a Dockerfile says of the image that a workload runs.
type imageFacts struct {
	file          string
	image         *dockerfile.Image
	copiesProject bool // a COPY of the final stage's chain takes the project's folder
	starts        bool // it has an ENTRYPOINT or CMD
	ignored       func(string) bool
	assumed       bool // no build names this Dockerfile for the workload
}

// imageOf reads the Dockerfile of a workload: the one that its build names, or,
// for an image of the project's own, the only one that copies the project.
func (f *finder) imageOf(w *document.Workload, p *Project) *imageFacts {
	if b := w.Build; b != nil {
		file := b.Dockerfile
		if file == "" {
			file = path.Join(b.Context, "Dockerfile")
		}
		return f.readImage(file, b.Target, b.Args, b.Context, p)
	}
	if program(w.Image) != "" || p == nil || w.Kind == "procfile" {
		return nil
	}
	var own []*imageFacts
	for _, file := range f.dockerfiles() {
		if img := f.readImage(file, "", nil, path.Dir(file), p); img != nil && img.copiesProject && fileClass(file) != Development && fileClass(file) != Test {
			own = append(own, img)
		}
	}
	if len(own) != 1 {
		return nil
	}
	own[0].assumed = true
	return own[0]
}

// dockerfiles lists the Dockerfiles of the root.
func (f *finder) dockerfiles() []string {
	var out []string
	for _, file := range f.plan.files {
		base := strings.ToLower(path.Base(file))
		if (strings.HasPrefix(base, "dockerfile") || strings.HasSuffix(base, ".dockerfile")) && !strings.HasSuffix(base, ".dockerignore") && !aside(file) {
			out = append(out, file)
		}
	}
	return out
}

func (f *finder) readImage(file, target string, args map[string]string, context string, p *Project) *imageFacts {
	if _, err := fs.Stat(f.fsys, file); err != nil {
		return nil
	}
	img, diags := dockerfile.Read(f.fsys, file, target, args)
	f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
	if img == nil {
		return nil
	}
	out := &imageFacts{file: file, image: img, starts: len(img.Entrypoint) > 0 || len(img.Cmd) > 0, ignored: dockerfile.Ignore(f.fsys, context)}
	if p != nil {
		out.copiesProject = copies(img, context, p)
	}
	return out
}

// copies tells whether a COPY from the build context takes the project's folder.
func copies(img *dockerfile.Image, context string, p *Project) bool {
	return slices.ContainsFunc(img.Copies, func(c dockerfile.Copy) bool {
		if c.From != "" {
			return false
		}
		return slices.ContainsFunc(c.Sources, func(s string) bool {
			at := path.Join(context, s)
			return at == p.Dir || under(p.Dir, at) || at == path.Join(p.Dir, "manage.py")
		})
	})
}
