// Package models describes, one file a library, the modules that settings
// import and that are not part of the project. A model says what a call gives,
// never more than that: what depends on the running machine is unknown, with a
// reason.
//
// No model holds state of its own. What a program can change lives in values,
// which the thread's journal can undo.
package models

import (
	"maps"

	"github.com/djgate/djgate/inputs/python/value"
)

// maker makes the module of one interpretation.
type maker = func(t *value.Thread) value.Value

// Table gives the models by dotted module name. Each makes a new module; the
// interpreter keeps one a thread, as sys.modules does.
func Table() map[string]maker {
	table := map[string]maker{}
	for _, part := range []map[string]maker{
		osModules(), pathModules(), textModules(), dataModules(), timeModules(), typeModules(), formatModules(),
		hashModules(), randomModules(), systemModules(), importModules(), recordModules(),
		environModules(), environsModules(), decoupleModules(), dotenvModules(), urlModules(),
		djangoModules(), configurationsModules(), pydanticModules(), opaqueModules(),
		djangoHerokuModules(), pluginModules(), platformModules(), structlogModules(), lasuiteModules(), mitolModules(), smartEnvModules(),
	} {
		maps.Copy(table, part)
	}
	return table
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

// importModule imports through the interpreter where there is one.
func importModule(t *value.Thread, module string) (value.Value, error) {
	if t.ImportModule != nil {
		return t.ImportModule(module)
	}
	if make, ok := Table()[module]; ok {
		return make(t), nil
	}
	return nil, t.Raise("ModuleNotFoundError", "no module of that name")
}
