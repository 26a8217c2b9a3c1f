package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Modules that a program makes of a file by its path: importlib's loaders, and runpy.

// loaderClass is importlib.machinery.SourceFileLoader, of a name and a path.
func loaderClass() *value.Class {
	c := value.NewClass("SourceFileLoader", "importlib.machinery")
	method(c, "__init__", "fullname, path", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "name", a[0], t.At)
		self.NS.Set(t, "path", a[1], t.At)
		return value.None(), nil
	})
	method(c, "exec_module", "module", execModule)
	method(c, "load_module", "fullname=", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		m := loadedModule(t, self, value.None())
		return m, runLoaded(t, self, m.NS)
	})
	c.Method("__getattr__", unknownCall("this of a loader is not followed"))
	return c
}

// execModule runs the file of a loader in a module, which perhaps rests on an assumption.
func execModule(t *value.Thread, loader *value.Instance, a args) (value.Value, error) {
	switch m := a[0].(type) {
	case *value.Module:
		return value.None(), runLoaded(t, loader, m.NS)
	case *value.Unknown:
		if len(m.Choices) > 0 {
			return value.Over(t, m, func(v value.Value) (value.Value, error) { return execModule(t, loader, args{v}) })
		}
	}
	return unknown(t, "what a loader runs here is not followed", a[0].Trace()), nil
}

// runLoaded runs the file of a loader in a namespace.
func runLoaded(t *value.Thread, loader *value.Instance, ns *value.Namespace) error {
	b, _ := loader.NS.Get("path")
	return runPath(t, orNone(b.V), ns)
}

// runPath runs the file of a path in a namespace, of which nothing is known where that of
// the file is not.
func runPath(t *value.Thread, path value.Value, ns *value.Namespace) error {
	p, ok := pathText(path)
	if !ok || t.Run == nil {
		ns.Open(t, spread(unknown(t, "which file is run here is not known"), path))
		return nil
	}
	p, u := absolute(t, p, path.Trace())
	if u == nil {
		var err error
		if _, u, err = readFile(t, p, path.Trace()); err != nil {
			return err
		}
	}
	if u != nil {
		ns.Open(t, u)
		return nil
	}
	return t.Run(normPath(p), ns)
}

// loadedModule is an empty module of what a loader has, and of its spec.
func loadedModule(t *value.Thread, loader *value.Instance, spec value.Value) *value.Module {
	name, _ := loader.NS.Get("name")
	path, _ := loader.NS.Get("path")
	shown, _ := text(name.V)
	m := value.NewModule(shown, "")
	m.NS = t.NewNamespace()
	i := strings.LastIndexByte(shown, '.')
	for name, v := range map[string]value.Value{
		"__name__": orNone(name.V), "__doc__": value.None(), "__package__": value.NewStr(shown[:max(i, 0)], nil),
		"__loader__": loader, "__spec__": spec, "__file__": orNone(path.V),
	} {
		m.NS.Set(t, name, v, t.At)
	}
	return m
}

// specClass is the class of what is known of a module before it is made.
func specClass() *value.Class {
	c := value.NewClass("ModuleSpec", "importlib.machinery")
	c.Method("__getattr__", unknownCall("this of the spec of a module is not followed"))
	return c
}

// specFunctions adds what makes modules of files to importlib.util.
func specFunctions(t *value.Thread, m *value.Module) {
	spec := specClass()
	loaders, _ := attribute(t, "importlib.machinery", "SourceFileLoader").(*value.Class)
	m.Func("spec_from_file_location", strict("spec_from_file_location", "name, location=, *, loader=, submodule_search_locations=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		path, ok := pathText(a[1])
		if !ok || loaders == nil {
			return unknown(t, "a module without a file is not followed", tr), nil
		}
		loader, made := a[2].(*value.Instance)
		switch {
		case made:
		case !isNone(a[2]) || strings.HasSuffix(path, ".pyc") || strings.HasSuffix(path, ".so"):
			return unknown(t, "this loader is not followed", tr), nil
		case !strings.HasSuffix(path, ".py"):
			return value.None().With(tr), nil
		default:
			loader = t.NewInstance(loaders)
			loader.NS.Set(t, "name", a[0], t.At)
			loader.NS.Set(t, "path", value.NewStr(path, publicPath(tr)), t.At)
		}
		i := t.NewInstance(spec)
		i.NS.Set(t, "name", a[0], t.At)
		i.NS.Set(t, "origin", value.NewStr(path, publicPath(tr)), t.At)
		i.NS.Set(t, "loader", loader, t.At)
		return i, nil
	}))
	m.Func("module_from_spec", strict("module_from_spec", "spec", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		i, ok := a[0].(*value.Instance)
		if isNone(a[0]) {
			return nil, t.Raise("AttributeError", "'NoneType' object has no attribute 'loader'")
		}
		if !ok || i.Kind != spec {
			return unknown(t, "the module of this spec is not followed", tr), nil
		}
		b, _ := i.NS.Get("loader")
		loader, ok := b.V.(*value.Instance)
		if !ok || loader.Kind != loaders {
			return unknown(t, "this loader is not followed", tr), nil
		}
		return loadedModule(t, loader, i), nil
	}))
}

func machineryModule(*value.Thread) value.Value {
	m := value.NewModule("importlib.machinery", "")
	m.Define("SourceFileLoader", loaderClass())
	m.Fallback = notFollowed("importlib.machinery")
	return m
}

// runpyModule runs files apart and gives what they have bound.
func runpyModule(*value.Thread) value.Value {
	m := value.NewModule("runpy", "")
	m.Func("run_path", loose("run_path", "path_name, init_globals=, run_name=", func(t *value.Thread, a args) (value.Value, error) {
		ns := t.NewNamespace()
		name := value.Value(value.NewStr("<run_path>", nil))
		if !isNone(a[2]) {
			name = a[2]
		}
		ns.Set(t, "__name__", name, t.At)
		ns.Set(t, "__file__", a[0], t.At)
		given, ok := orNone(a[1]).(*value.Dict)
		if !isNone(a[1]) && (!ok || given.More() != nil) {
			ns.Open(t, unknown(t, "what a file is run with is not known", a[1].Trace()))
		}
		if ok {
			for _, e := range given.Entries() {
				key, _ := text(e.Key)
				ns.Set(t, key, e.Value, t.At)
			}
		}
		if err := runPath(t, a[0], ns); err != nil {
			return nil, err
		}
		return t.DictOf(ns), nil
	}))
	m.Fallback = notFollowed("runpy")
	return m
}
