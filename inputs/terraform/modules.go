package terraform

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
)

// Modules of the same project are read with the inputs of each call. One that
// Terraform fetches from elsewhere is named, and what it gives is unknown.

const (
	maxModules     = 200 // instances of modules in one reading
	maxModuleDepth = 20
)

// moduleArguments say how Terraform treats a module, and are none of its inputs.
var moduleArguments = []string{"source", "version", "providers", "count", "for_each", "depends_on"}

// connectModule reads the module of a call for one of its instances.
func (s *scope) connectModule(b *block, i *instance) {
	dir, problem := s.moduleFolder(b)
	if problem == "" {
		i.module, problem = s.child(b, *i, dir)
	}
	if i.module == nil {
		i.handle = unknown(problem)
		return
	}
	i.handle = cty.DynamicVal.Mark(&handle{i.module.output}).Mark(blur{"a module gives it"})
}

// Call is a call of a module that is not followed: what the module holds is not judged.
type Call struct {
	Module  string // its name in a registry (namespace/name/provider), else the last of its address
	Because string // why, about "this module"
	At      document.Location
}

// unfollowed notes a call that is not followed. Its severity is that of the diagnostic.
func (s *scope) unfollowed(severity string, c Call) {
	if !slices.Contains(s.src.calls, c) {
		s.src.calls = append(s.src.calls, c)
	}
	s.src.note(severity, codeModule, c.At, c.Because+": what it runs is not judged")
}

// moduleFolder is the folder that a call names, or why there is none.
func (s *scope) moduleFolder(b *block) (dir, problem string) {
	at := s.src.at(b.at)
	source, ok := textOf(s.sourceOf(b))
	switch {
	case !ok:
		s.unfollowed("warning", Call{Because: "the source of this module is not known", At: at})
		return "", "a module gives it whose source is not known"
	case !isLocal(source):
		name := publicName(source)
		named := ""
		if name != "" {
			named = " (" + name + ")"
		}
		s.unfollowed("note", Call{Module: cmp.Or(name, lastName(source)), Because: "this module" + named + " is fetched from elsewhere", At: at})
		return "", "a module" + named + " gives it that is fetched from elsewhere"
	}
	if dir = path.Join(s.cfg.dir, source); dir == ".." || strings.HasPrefix(dir, "../") {
		s.unfollowed("warning", Call{Because: "the source of this module leads out of the project", At: at})
		return "", "a module gives it that is not in the project"
	}
	return dir, ""
}

func (s *scope) sourceOf(b *block) cty.Value {
	if b.attributes["source"] == nil {
		return cty.DynamicVal
	}
	return s.value(s.prepared(b, "source"))
}

// isLocal tells whether a source is a folder beside the module, by Terraform's rule.
func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") || source == "." || source == ".."
}

var registryName = pattern.New(`^[\w-]+(/[\w-]+){2}(//[\w/.-]*)?$`)

// publicName is a source that names a module of the registry, else empty: an address may
// hold a password.
func publicName(source string) string {
	if registryName.MatchString(source) {
		return source
	}
	return ""
}

var plainName = pattern.New(`/([\w-]+)(\.git)?/?(\?[^/]*)?$`)

// lastName is the last name of an address, which says what kind of module it is.
func lastName(source string) string {
	if m := plainName.FindStringSubmatch(source); m != nil {
		return m[1]
	}
	return ""
}

// child is the scope of one instance of a module, or why there is none.
func (s *scope) child(b *block, i instance, dir string) (*scope, string) {
	at := s.src.at(b.at)
	depth := 0
	for outer := s; outer != nil; outer = outer.parent {
		if depth++; outer.cfg.dir == dir || depth > maxModuleDepth {
			s.unfollowed("error", Call{Because: "this module calls itself", At: at})
			return nil, "a module gives it that calls itself"
		}
	}
	if s.modules++; s.modules > maxModules {
		s.budget.exceeded = true
		return nil, tooMuch
	}
	cfg := readConfiguration(s.src, dir)
	if cfg == nil {
		s.unfollowed("warning", Call{Because: "the folder of this module holds no configuration", At: at})
		return nil, "a module gives it that is not here"
	}
	c := &scope{
		run: s.run, cfg: cfg, parent: s, caller: b, more: i.more,
		address: s.address + b.name() + i.index() + ".",
		path:    path.Join(s.path, path.Clean(sourceText(s, b))),
	}
	c.prepareNames()
	return c, ""
}

func sourceText(s *scope, b *block) string {
	text, _ := textOf(s.sourceOf(b))
	return text
}

// input is what the call of the module gives to a variable; NilVal where nothing.
func (s *scope) input(name string) cty.Value {
	if s.caller.attributes[name] == nil || slices.Contains(moduleArguments, name) {
		return cty.NilVal
	}
	return s.parent.valueWith(s.more, s.parent.prepared(s.caller, name))
}

// output is a value that the module gives to its caller.
func (s *scope) output(name string) cty.Value {
	b := s.cfg.byName[blockKey("output", []string{name})]
	if b == nil || b.attributes["value"] == nil {
		return unknown("the module has no output of that name")
	}
	v := s.once("output."+name, func() cty.Value { return s.value(s.prepared(b, "value")) })
	if s.isTrue(b.attributes["sensitive"]) {
		v = secretly(v)
	}
	return hidden(name, v)
}

// scopes gives the module and all that it calls, each before those that it calls.
func (s *scope) scopes() []*scope {
	out := []*scope{s}
	for _, b := range s.cfg.others {
		if b.kind != "module" {
			continue
		}
		for _, i := range s.instancesOf(b).list {
			if i.module != nil {
				out = append(out, i.module.scopes()...)
			}
		}
	}
	return out
}
