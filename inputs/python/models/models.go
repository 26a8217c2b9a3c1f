// Package models describes, one file a library, the modules that settings
// import and that are not part of the project. A model says what a call gives,
// never more than that: what depends on the running machine is unknown, with a
// reason.
//
// No model holds state of its own. What a program can change lives in values,
// which the thread's journal can undo.
package models

import (
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/python/value"
)

// maker makes the module of one interpretation.
type maker = func(t *value.Thread) value.Value

// Table gives the models by dotted module name, not to be changed. Each makes a
// new module; the interpreter keeps one a thread, as sys.modules does. A package
// that is here only for the modules below it has no maker.
func Table() map[string]maker { return table() }

var table = sync.OnceValue(makeTable)

func makeTable() map[string]maker {
	table := map[string]maker{}
	for _, part := range []map[string]maker{
		osModules(), pathModules(), textModules(), dataModules(), timeModules(), typeModules(), formatModules(),
		hashModules(), randomModules(), systemModules(), importModules(), recordModules(),
		environModules(), environsModules(), decoupleModules(), everettModules(), opentelemetryModules(), dotenvModules(), urlModules(),
		djangoModules(), configurationsModules(), pydanticModules(), opaqueModules(),
		djangoHerokuModules(), mezzanineModules(), pluginModules(), platformModules(), structlogModules(), lasuiteModules(), mitolModules(), smartEnvModules(), jinjaModules(),
		dcModules(), dbcaModules(), djangoGetenvModules(), unipathModules(), attrsModules(),
	} {
		for name, make := range part {
			table[name] = ofPython(name, make)
			for pkg := parentName(name); pkg != ""; pkg = parentName(pkg) {
				if _, ok := table[pkg]; !ok {
					table[pkg] = nil
				}
			}
		}
	}
	return table
}

// parentName is the package that a module is in; "" for one that is in none.
func parentName(module string) string { return module[:max(strings.LastIndexByte(module, '.'), 0)] }

// shared makes a module once and gives each interpretation a copy. It is for
// modules whose values are all immutable, functions and constants.
func shared(make func() *value.Module) func() *value.Module {
	made := sync.OnceValue(make)
	return func() *value.Module { return made().Copy() }
}

// attribute returns a name of another model, the one object that the whole
// interpretation shares where the interpreter keeps modules.
func attribute(t *value.Thread, module, name string) value.Value {
	m, err := importModule(t, module)
	if err != nil {
		return nil
	}
	mod, ok := m.(*value.Module)
	if !ok {
		return nil
	}
	b, ok := mod.NS.Get(name)
	if !ok {
		return nil
	}
	return b.V
}

// importModule imports through the interpreter.
func importModule(t *value.Thread, module string) (value.Value, error) { return t.ImportModule(module) }
