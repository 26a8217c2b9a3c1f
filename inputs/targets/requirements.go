package targets

import (
	"maps"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/versions"
)

// requirements reads the versions of a project: of its own folder and, for what it does not
// say, of those above it. A lock file above, as a workspace has one, decides among the
// versions that the folders below allow.
func (f *finder) requirements(p *Project) (settings.Packages, []document.Diagnostic) {
	out := settings.Packages{Deps: map[string]document.Dependency{}}
	var diags []document.Diagnostic
	for dir := p.Dir; ; dir = path.Dir(dir) {
		deps, more := versions.Read(f.fsys, dir)
		diags = append(diags, more...)
		for name, d := range deps {
			if below, ok := out.Deps[name]; !ok || versions.Locks(d, below) {
				out.Deps[name] = d
			}
		}
		out.Locked = out.Locked || versions.Locked(f.fsys, dir)
		if dir == "." {
			break
		}
	}
	if _, named := out.Deps["django"]; !named {
		maps.Copy(out.Deps, f.requiredAside(p))
	}
	out.Installed = versions.Installed(out.Deps)
	return out, diags
}

// requiredAside are the versions that lie in other folders than the project and those above
// it, beside a Dockerfile or in a folder for one environment, where all of them that have
// Django have the same. What they say differently of other packages is not known.
func (f *finder) requiredAside(p *Project) map[string]document.Dependency {
	out := map[string]document.Dependency{}
	for _, dir := range f.requirementDirs(p) {
		deps, _ := versions.Read(f.fsys, dir)
		django, named := deps["django"]
		if !named {
			continue
		}
		if first, ok := out["django"]; ok && !versions.Same(first, django) {
			return nil
		}
		for name, d := range deps {
			if first, ok := out[name]; ok && !versions.Same(first, d) {
				d = versions.Span(first, d)
			} else if ok {
				d = first
			}
			out[name] = d
		}
	}
	return out
}

// requirementDirs are the folders with a Dockerfile or with requirements that are no other
// project's.
func (f *finder) requirementDirs(p *Project) []string {
	var dirs []string
	for _, file := range f.plan.files {
		dir, ok := versions.Folder(file)
		if dockerfileName(file) {
			dir, ok = path.Dir(file), true
		}
		if !ok || slices.Contains(dirs, dir) {
			continue
		}
		taken := slices.ContainsFunc(f.plan.Projects, func(o *Project) bool { return o != p && o.Dir != "." && under(dir, o.Dir) })
		if !taken {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}
