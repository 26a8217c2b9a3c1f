package models

import (
	"path"

	"github.com/djgate/djgate/inputs/python/value"
)

// resourcesModule is importlib.resources: the files that lie in the packages of the
// project. Where those of an installed package are, no file tells.
func resourcesModule(name string) maker {
	return func(t *value.Thread) value.Value {
		m := value.NewModule(name, "")
		m.Func("files", strict("files", "anchor=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return packageDir(t, a[0], tr)
		}))
		nothing := attribute(t, "contextlib", "nullcontext")
		m.Func("as_file", strict("as_file", "path", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			return call(t, orNone(nothing), a[0])
		}))
		for fn, method := range map[string]string{"read_text": "read_text", "read_binary": "read_bytes", "is_resource": "is_file"} {
			m.Func(fn, strict(fn, "package, resource, encoding=, errors=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
				file, err := resource(t, a[0], a[1], tr)
				if err != nil {
					return nil, err
				}
				return methodCall(t, file, method, a[2:]...)
			}))
		}
		m.Func("path", strict("path", "package, resource", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			file, err := resource(t, a[0], a[1], tr)
			if err != nil {
				return nil, err
			}
			return call(t, orNone(nothing), file)
		}))
		m.Fallback = notFollowed(name)
		return m
	}
}

// resource is a file of a package, by its name.
func resource(t *value.Thread, pkg, name value.Value, tr *value.Trace) (value.Value, error) {
	dir, err := packageDir(t, pkg, tr)
	if err != nil {
		return nil, err
	}
	return value.Binary(t, value.Div, dir, name)
}

// packageDir is the folder of a package of the project, as a path.
func packageDir(t *value.Thread, pkg value.Value, tr *value.Trace) (value.Value, error) {
	if name, ok := text(orNone(pkg)); ok {
		m, err := importModule(t, name)
		if err != nil {
			return nil, err
		}
		pkg = m
	}
	m, ok := pkg.(*value.Module)
	if !ok || path.Base(m.File) != "__init__.py" {
		return unknown(t, "the folder of what is no package of the project is not known", tr), nil
	}
	return newPath(t, path.Dir(m.File), tr), nil
}
