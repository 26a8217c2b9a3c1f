package compose

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Outline is what tells an overlay from a file that stands alone.
type Outline struct {
	// HasServices: the file has a mapping of services, each of them a mapping, as
	// those of other programs, which give addresses, are not.
	HasServices bool
	// Whole: it has services, each of them with an image, a build or a service that it
	// extends, and nothing at its top that Compose does not know.
	Whole bool
	// Services are those of the file itself, in its order; those of included
	// files are not among them.
	Services []ServiceOutline
	// Includes: the file includes others.
	Includes bool
}

// ServiceOutline is what one file says of a service: aliases and merge keys are
// followed, extends is not.
type ServiceOutline struct {
	Name               string
	HasImage, HasBuild bool
	BuildContext       bool // build names a context
	Extends            bool
	ExtendsFile        string // the other file that it extends a service of, as a path of the root
	DependsOn          []string
	Profiles           []string
	At                 document.Location
}

// Overview returns the outline of a file. The error says why there is none, and
// holds nothing of the file. All who ask get the same one, which is not to be changed.
func (f *Files) Overview(file string) (*Outline, error) {
	p := f.of(file)
	if p.outline == nil && p.unclear == nil {
		p.outline, p.unclear = p.overview(file)
	}
	return p.outline, p.unclear
}

func (p *parsed) overview(file string) (*Outline, error) {
	switch {
	case p.err != nil:
		return nil, fmt.Errorf("%s: %w", file, p.err)
	case p.wrong > 0:
		return nil, fmt.Errorf("%s:%d: not valid YAML", file, p.wrong)
	}
	l := &loader{project: &Project{}}
	model := &node{kind: mapping}
	for _, y := range p.documents {
		from := &source{file: file, dir: path.Dir(file), scope: &scope{}, lines: p.lines}
		doc, fault := convert(from, y)
		if fault != nil {
			return nil, fmt.Errorf("%s:%d: %s", file, fault.at.Line, fault.message)
		}
		if doc.kind == mapping {
			model = l.mergeModels(model, doc)
		}
	}
	return l.outline(model), nil
}

func (l *loader) outline(model *node) *Outline {
	services := model.get("services")
	o := &Outline{Includes: model.gives("include")}
	if services.isNull() || services.kind != mapping {
		return o
	}
	o.HasServices = !slices.ContainsFunc(services.entries, func(e entry) bool {
		n := e.live()
		return !n.isNull() && n.kind != mapping
	})
	for _, e := range services.entries {
		n := e.live()
		if n == nil {
			continue
		}
		build, extended := n.get("build"), ""
		if file := l.text(n.get("extends").get("file")); file != "" {
			extended = path.Join(path.Dir(e.at.File), file)
		}
		o.Services = append(o.Services, ServiceOutline{
			Name: e.key, At: e.at,
			HasImage: n.gives("image"), HasBuild: n.gives("build"),
			BuildContext: !build.isNull() && buildMapping(build).gives("context"),
			Extends:      n.gives("extends"), ExtendsFile: extended,
			DependsOn: l.names(n.get("depends_on")),
			Profiles:  l.names(n.get("profiles")),
		})
	}
	o.Whole = o.HasServices && len(o.Services) > 0 && !slices.ContainsFunc(model.entries, func(e entry) bool { return !topLevel(e.key) }) &&
		!slices.ContainsFunc(o.Services, func(s ServiceOutline) bool { return !s.HasImage && !s.HasBuild && !s.Extends })
	return o
}

// topLevel tells whether a key is one of the Compose specification's at the top of a file.
func topLevel(key string) bool {
	return strings.HasPrefix(key, "x-") ||
		slices.Contains([]string{"version", "name", "services", "networks", "volumes", "configs", "secrets", "include", "models"}, key)
}
