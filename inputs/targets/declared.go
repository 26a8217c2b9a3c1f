package targets

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// This file applies the targets of .djgate.yaml: each changes the targets that
// it names, by id, environment or service, or else adds one of its own.

// declare applies all declared targets.
func (f *finder) declare() {
	for _, d := range f.o.Declared {
		found := false
		for _, t := range f.plan.Targets {
			if d.matches(t) {
				f.apply(d, t)
				found = true
			}
		}
		if !found {
			f.addDeclared(d)
		}
	}
}

func (d Declared) matches(t *Target) bool {
	if d.Service != "" && !slices.Contains(t.Services, d.Service) {
		return false
	}
	if d.ID == "" {
		return d.Service != "" || d.Settings != "" && d.Settings == t.SettingsModule
	}
	return d.ID == t.ID || d.ID == t.Environment
}

func (f *finder) apply(d Declared, t *Target) {
	because := place(d.At) + " says so"
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
func (f *finder) fill(d Declared, t *Target) {
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
		entries, diags := dotenv.Parse(dotenv.Compose, file, src, func(string) (string, bool) { return "", false })
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		for _, e := range entries {
			if e.HasValue {
				t.put(document.Variable{Name: e.Name, State: document.Known, Text: e.Value, Origin: document.OriginEnv, At: e.At,
					Chain: []document.Step{{Kind: document.StepEnvFile, At: e.KeyAt, Name: e.Name, Note: "named by " + place(d.At)}}})
			}
		}
	}
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
func (f *finder) addDeclared(d Declared) {
	for _, p := range f.plan.Projects {
		m, ok := p.module(d.Settings)
		if !ok {
			continue
		}
		t := f.moduleTarget(p, m)
		t.Environment, t.ID, t.At = d.ID, d.ID, d.At
		t.Class = Production
		if c := wordClass(d.ID); c != "" {
			t.Class = c
		}
		f.apply(d, t)
		return
	}
	f.diagnose("target-unknown", "error", "nothing here matches the declared target "+d.ID, d.At)
}
