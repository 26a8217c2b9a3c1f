package targets

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// This file applies the targets of .djgate.yaml: each changes the targets that
// it names, by id, environment or service, or else adds one of its own.

// declare applies all declared targets.
func (f *finder) declare() {
	for i := range f.o.Declared {
		d, found := &f.o.Declared[i], false
		for _, t := range f.plan.Targets {
			if d.matches(t) {
				f.apply(d, t)
				found = true
			}
		}
		if !found && f.o.Plan == nil {
			f.addDeclared(d)
		}
	}
}

// matches tells whether a declaration is about a target: by its own files, else by
// id, environment, service or settings.
func (d *Declared) matches(t *Target) bool {
	switch {
	case len(d.Compose) > 0 || d.TerraformDir != "":
		return t.declared == d
	case d.Service != "" && !slices.Contains(t.Services, d.Service):
		return false
	case d.ID == "":
		return d.Service != "" || d.Settings != "" && d.Settings == t.SettingsModule
	}
	return d.ID == t.ID || d.ID == t.Environment
}

// class is the one that the id of a declared target says; it is there to be judged.
func (d *Declared) class() string {
	if c := wordClass(d.ID); c != "" {
		return c
	}
	return Production
}

// declaredDeployments reads the deployments whose files .djgate.yaml names.
func (f *finder) declaredDeployments() []deployment {
	var out []deployment
	for i := range f.o.Declared {
		d := &f.o.Declared[i]
		env := f.declaredVariables(d)
		lookup := func(name string) (document.Variable, bool) {
			if v, ok := f.lookup(name); ok {
				return v, true
			}
			return variable(env, name)
		}
		dep := deployment{name: d.ID, class: d.class(), because: d.At.String() + " names it", declared: d}
		if len(d.Compose) > 0 && f.readCompose(&dep, set{files: d.Compose}, lookup) {
			out = append(out, dep)
		}
		if d.TerraformDir != "" && f.readTerraform(&dep, d.TerraformDir, d.VarFiles, lookup) {
			out = append(out, dep)
		}
	}
	return out
}

// declares tells whether .djgate.yaml names these Compose files, or this Terraform folder.
func (f *finder) declares(files []string, dir string) bool {
	return slices.ContainsFunc(f.o.Declared, func(d Declared) bool {
		return len(files) > 0 && slices.Equal(d.Compose, files) || dir != "" && d.TerraformDir != "" && path.Clean(d.TerraformDir) == dir
	})
}

func (f *finder) apply(d *Declared, t *Target) {
	because := d.At.String() + " says so"
	if d.Settings != "" && d.Settings != t.SettingsModule {
		f.setModule(t, d.Settings, because)
	}
	if d.Proxy != nil {
		t.Proxy = d.Proxy
		t.reason("proxy", because)
	}
	if len(d.Provided) > 0 {
		t.Provided = append(slices.Clone(t.Provided), d.Provided...)
		t.reason("variables provided elsewhere", because)
	}
	if d.Django != "" {
		t.Django = d.Django
	}
	f.fill(d, t)
}

// setModule puts another settings module in force.
func (f *finder) setModule(t *Target, name, because string) {
	t.SettingsModule, t.Missing, t.Assumed = name, nil, false
	t.reason("module "+name, because)
	m, ok := t.Project.module(name)
	if !ok {
		t.Missing = &document.MissingModule{Module: name, At: t.At}
		return
	}
	t.Module, t.SettingsFile = m, m.File
}

// fill adds the variables of declared env files for names that are not known.
func (f *finder) fill(d *Declared, t *Target) {
	for _, v := range f.declaredVariables(d) {
		t.put(v)
	}
	for _, file := range d.EnvFiles {
		t.source(file)
	}
}

// declaredVariables reads the env files of a declaration; the last one wins.
func (f *finder) declaredVariables(d *Declared) []document.Variable {
	values := map[string]document.Variable{}
	for _, file := range d.EnvFiles {
		src, err := fs.ReadFile(f.fsys, file)
		if err != nil {
			why := "cannot be read"
			if errors.Is(err, fs.ErrNotExist) {
				why = "is not here"
			}
			f.diagnose("env-file", "error", "the env file "+file+" "+why, d.At)
			continue
		}
		entries, diags := dotenv.Parse(dotenv.Compose, file, src, nil)
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		for _, e := range entries {
			if e.HasValue {
				v := e.Variable(f.o.Closed)
				v.Chain[0].Note = "named by " + d.At.String()
				values[e.Name] = v
			}
		}
	}
	return slices.SortedFunc(maps.Values(values), func(a, b document.Variable) int { return strings.Compare(a.Name, b.Name) })
}

// put sets a variable that is not there or not known.
func (t *Target) put(v document.Variable) {
	for i, have := range t.Env {
		if have.Name == v.Name {
			if have.State == document.Unknown {
				t.Env[i] = v
			}
			return
		}
	}
	t.Env = append(t.Env, v)
}

// addDeclared makes a target of a declaration that matches none: a settings
// module with the variables that the declaration gives.
func (f *finder) addDeclared(d *Declared) {
	for _, p := range f.plan.Projects {
		m, ok := p.module(d.Settings)
		if !ok || len(d.Compose) > 0 || d.TerraformDir != "" {
			continue
		}
		t := f.moduleTarget(p, m, f.hasDeployed(p))
		t.Environment, t.ID, t.At, t.Class = d.ID, d.ID, d.At, d.class()
		t.Reasons = nil
		t.reason("class "+t.Class, d.At.String()+" declares it")
		t.reason("module "+t.SettingsModule, d.At.String()+" says so")
		t.reason("environment open", t.OpenBecause)
		f.apply(d, t)
		return
	}
	f.diagnose("target-unknown", "error", "nothing here matches the declared target "+strings.Join(d.says(), ", "), d.At)
}

// says lists what a declaration names, for a message.
func (d *Declared) says() []string {
	var out []string
	for _, part := range [][2]string{{"", d.ID}, {"settings ", d.Settings}, {"service ", d.Service}, {"compose ", strings.Join(d.Compose, " + ")}, {"tf_dir ", d.TerraformDir}} {
		if part[1] != "" {
			out = append(out, part[0]+part[1])
		}
	}
	return out
}
