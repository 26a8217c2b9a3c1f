package targets

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file makes targets of settings modules that no deployment found here runs (rule 7).

// modulesAlone makes a target of every module classed as deployed that no
// judged target runs, with an open environment (rule 7).
func (f *finder) modulesAlone() {
	for _, p := range f.plan.Projects {
		beside := f.hasDeployed(p) // not those of this loop: of two alike neither comes first
		for _, m := range p.Modules {
			if !f.used(m) {
				f.moduleTarget(p, m, beside)
			}
		}
	}
}

// used tells whether a target runs the module, and is of its class: a
// development service that runs production settings does not stand for production.
// One that no name calls deployed is used as well where the settings of a target take it in.
func (f *finder) used(m Module) bool {
	return slices.ContainsFunc(f.plan.Targets, func(t *Target) bool {
		if deployed(m.Class) && !t.stands() || t.beside() {
			return false
		}
		return t.Module.File == m.File || moduleClass(m.Name) == "" && t.Module.takesIn(m)
	})
}

// stands tells whether the target is a deployment of its project, not one of the
// examples beside it.
func (t *Target) stands() bool { return deployed(t.Class) && t.inactive == "" && !t.beside() }

// beside tells whether the target is an example that lies aside of its project.
func (t *Target) beside() bool { return !t.Project.Aside && t.aside() }

// takesIn tells whether a module imports another of the same package.
func (m Module) takesIn(o Module) bool {
	pkg, _ := cutLast(m.Name)
	other, name := cutLast(o.Name)
	return m.outline != nil && pkg == other && slices.Contains(m.outline.Siblings, name)
}

// isEmpty tells whether a module leaves no settings, as the __init__.py of their package.
func (m Module) isEmpty() bool { return m.outline != nil && m.outline.Empty }

func cutLast(module string) (before, last string) {
	i := strings.LastIndexByte(module, '.')
	return module[:max(i, 0)], module[i+1:]
}

// moduleTarget makes a target of a module alone; beside: others of the project are deployed.
func (f *finder) moduleTarget(p *Project, m Module, beside bool) *Target {
	t := &Target{Project: p, Module: m, Provided: f.o.Provided, kind: "module"}
	t.Environment = lastWord(m.Name)
	if m.kept { // the last word would be that of the environment, or of every one that is kept
		_, last := cutLast(m.Name)
		t.Environment = strings.ReplaceAll(last, " ", "_")
	}
	t.Class = m.Class
	because := m.Because
	if t.Class == "" {
		t.Class, because = Production, "nothing speaks for development"
		switch {
		case m.isEmpty() && len(p.Modules) > 1:
			t.Class, because = Development, "it leaves no settings, and others are beside it"
		case beside || len(p.Modules) > 1 && !onlyUnclassed(p, m):
			t.Class, because = Development, "nothing says that it is deployed, and other settings of the project are"
		}
	}
	t.Role, t.HTTP = "web", true
	t.SettingsModule, t.SettingsFile = m.Name, m.File
	t.At = document.Location{File: m.File, Line: 1}
	if len(m.Named) > 0 {
		t.ModuleAt = m.Named[0].At
	} else {
		t.ModuleAt = t.At
	}
	t.Argv = nil
	t.OpenBecause = "no file sets its variables"
	t.Env = slices.Clone(f.o.Variables)
	t.Closed = f.o.Closed
	f.configuration(t, nil)
	t.Program = f.serving(p)
	t.Assumed = m.Sibling
	t.reason("class "+t.Class, because)
	if m.Sibling {
		t.reason("module "+m.Name, "it stands beside "+p.firstNamed()+" and binds INSTALLED_APPS or ROOT_URLCONF; nothing names it")
	} else {
		t.reason("module "+m.Name, fmt.Sprintf("%s names it", t.ModuleAt.String()))
	}
	t.reason("environment open", t.OpenBecause)
	f.plan.Targets = append(f.plan.Targets, t)
	return t
}

// hasDeployed tells whether some target of the project is deployed.
func (f *finder) hasDeployed(p *Project) bool {
	return slices.ContainsFunc(f.plan.Targets, func(t *Target) bool {
		return t.Project == p && t.stands() && t.SettingsModule != ""
	}) ||
		slices.ContainsFunc(p.Modules, func(m Module) bool { return deployed(m.Class) })
}

// onlyUnclassed tells whether m is the one module of which no name says what it is for.
func onlyUnclassed(p *Project, m Module) bool {
	for _, other := range p.Modules {
		if other.Class == "" && other.File != m.File && !other.Sibling && !other.isEmpty() {
			return false
		}
	}
	return true
}
