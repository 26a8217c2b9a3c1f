package targets

import (
	"fmt"
	"slices"
	"strings"
)

// This file decides which of the targets are judged: the deployed ones, or those that flags ask for.

// judge marks the targets that are judged: the deployed ones, or those asked for.
func (f *finder) judge() {
	f.plan.Selection = f.selection()
	for _, t := range f.plan.Targets {
		t.Judged = f.plan.Selection == "" && f.wanted(t)
		if t.Judged && t.SettingsModule == "" {
			f.diagnose("settings-module-unknown", "error", "nothing names the settings module of "+t.first()+": give --settings (found: "+f.settingsModules()+")", t.At)
		}
	}
	if asked := f.o.Target != "" || f.o.Service != "" || len(f.o.Environments) > 0; asked && f.plan.Selection == "" && len(f.plan.Judged()) == 0 {
		f.plan.Selection = "no target fits all of the flags; there are " + f.ids()
	}
}

// selection says which flag names what is not here, and what is.
func (f *finder) selection() string {
	if f.o.Settings != "" && !slices.ContainsFunc(f.plan.Projects, func(p *Project) bool { _, ok := p.module(f.o.Settings); return ok }) {
		return fmt.Sprintf("--settings: no module %s here (found: %s)", f.o.Settings, f.each(func(t *Target) []string { return []string{t.SettingsModule} }))
	}
	id := func(t *Target) []string { return []string{t.ID} }
	if f.o.Target != "" && !f.any(f.o.Target, id) {
		return fmt.Sprintf("--target: no target is called %s (found: %s)", f.o.Target, f.ids())
	}
	if services := func(t *Target) []string { return t.Services }; f.o.Service != "" && !f.any(f.o.Service, services) {
		return fmt.Sprintf("--service: no service that runs Django is called %s (found: %s)", f.o.Service, f.each(services))
	}
	for _, e := range f.o.Environments {
		if !f.any(e, func(t *Target) []string { return []string{t.Environment, t.Class, t.ID} }) {
			return fmt.Sprintf("--environment: none is called %s (found: %s)", e, f.each(func(t *Target) []string { return []string{t.Environment} }))
		}
	}
	return ""
}

func (f *finder) ids() string { return f.each(func(t *Target) []string { return []string{t.ID} }) }

// settingsModules lists those of all projects.
func (f *finder) settingsModules() string {
	var out []string
	for _, p := range f.plan.Projects {
		for _, m := range p.Modules {
			out = append(out, m.Name)
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

// any tells whether one of the targets has the name.
func (f *finder) any(name string, of func(*Target) []string) bool {
	return slices.ContainsFunc(f.plan.Targets, func(t *Target) bool { return slices.Contains(of(t), name) })
}

// each lists the names of all targets, for a message.
func (f *finder) each(of func(*Target) []string) string {
	var out []string
	for _, t := range f.plan.Targets {
		for _, name := range of(t) {
			if name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

func (f *finder) wanted(t *Target) bool {
	switch {
	case f.o.Target != "":
		return t.ID == f.o.Target
	case f.o.Service != "" && !slices.Contains(t.Services, f.o.Service):
		return false
	case f.o.Settings != "" && t.SettingsModule != f.o.Settings:
		return false
	case len(f.o.Environments) > 0:
		return slices.ContainsFunc(f.o.Environments, func(e string) bool { return e == t.Environment || e == t.Class || e == t.ID })
	case f.o.All || f.o.Settings != "" || len(f.o.Compose) > 0 && t.kind == "compose":
		return true
	}
	return deployed(t.Class) && t.inactive == "" && !t.Project.Aside && !t.aside()
}
