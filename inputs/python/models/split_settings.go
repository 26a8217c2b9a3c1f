package models

import (
	"path"

	"github.com/djgate/djgate/inputs/python/value"
)

// splitSettingsModule runs further settings files in the namespace of the module that calls it.
func splitSettingsModule(*value.Thread) value.Value {
	m := value.NewModule("split_settings.tools", "")
	skip := value.NewClass("_Optional", "split_settings.tools", value.StrClass)
	m.Func("optional", strict("optional", "filename", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		name := a[0]
		if path, ok := pathText(name); ok {
			name = value.NewStr(path, name.Trace())
		}
		if isNone(name) {
			name = value.NewStr("", nil)
			if packageBelow(t, "split_settings", 1, 3) {
				name = value.NewStr("None", nil)
			}
		}
		return t.NewDerived(skip, name), nil
	}))
	m.Func("include", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if here, err := includesHere(t, c); err != nil || !here {
			return value.None(), err
		}
		if t.Globals != nil && c.Spread != nil && len(c.Spread.Assumes) > 0 {
			t.Globals.Assume(t, c.Spread) // further files might be included
		}
		if paths, err := includedPaths(t, c, skip); err != nil {
			return nil, err
		} else if paths != nil {
			return value.None(), includePaths(t, paths)
		}
		for _, v := range c.Args {
			t.At = c.At // the files before have run
			v, rests := value.Rested(v)
			if err := t.Under(rests, func() error { return includeArgument(t, v, skip) }); err != nil {
				return nil, err
			}
			if tr := v.Trace(); t.Globals != nil && tr != nil && len(tr.Assumes) > 0 {
				t.Globals.Assume(t, tr) // other files might be included
			}
		}
		return value.None(), nil
	})
	return m
}

// includesHere tells whether the files run in the namespace of the module that calls: scope,
// which include demands before 0.2.3, is it or none. In another dict they may set anything.
func includesHere(t *value.Thread, c *value.Call) (bool, error) {
	for _, k := range c.Keywords {
		if k.Name != "scope" && !packageBelow(t, "split_settings", 1, 3) {
			return false, t.Raise("TypeError", "include() got an unexpected keyword argument ...")
		}
	}
	scope := c.Keyword("scope")
	dict, own := scope.(*value.Dict)
	_, isUnknown := value.IsUnknown(orNone(scope))
	switch {
	case scope == nil:
		if packageBelow(t, "split_settings", 0, 2, 3) {
			return false, t.Raise("KeyError", "...")
		}
	case isUnknown:
		if t.Globals != nil {
			t.Globals.Open(t, unknown(t, "in which namespace settings files run is not known", scope.Trace()))
		}
		return false, nil
	case isNone(scope) || own && len(dict.Entries()) == 0 && dict.More() == nil:
		if packageBelow(t, "split_settings", 1, 3) {
			kind := map[bool]string{true: "AttributeError", false: "KeyError"}[isNone(scope)]
			return false, t.Raise(kind, "...")
		}
	case own:
		if _, has := dict.GetStr("__file__"); !has && dict.More() == nil {
			return false, t.Raise("KeyError", "...")
		}
		dict.Open(t, unknown(t, "what settings files set in another namespace is not followed", scope.Trace()))
		return false, nil
	}
	return true, nil
}

// includeOnce runs a file that has not run yet: before 0.2.3 whether or not it has.
func includeOnce(t *value.Thread, file string) error {
	if packageBelow(t, "split_settings", 0, 1, 2) {
		return t.Raise("NameError", "name 'execfile' is not defined")
	}
	name := value.NewStr(file, nil)
	if !packageBelow(t, "split_settings", 0, 2, 3) {
		b, _ := t.Globals.Get(includedFiles)
		done, ok := b.V.(*value.List)
		if !ok {
			done = t.NewList(nil, nil)
			t.Globals.Set(t, includedFiles, done, t.At)
		}
		for _, v := range done.Elems() {
			if have, _ := text(v); have == file {
				return nil
			}
		}
		done.Append(t, name)
	}
	t.Globals.Set(t, includedFile, name, t.At)
	if kind, _ := t.Host.Stat(file); kind == "dir" {
		return isFolder(t, nil)
	}
	if err := t.Run(file, t.Globals); err != nil {
		return err
	}
	return namedModule(t, file)
}

// namedModule is the module that include makes of a file for the reloader, since 1.0.1 by
// its suffix: there is none of another than ".py".
func namedModule(t *value.Thread, file string) error {
	switch {
	case path.Ext(file) == ".py" || packageBelow(t, "split_settings", 1, 0, 1):
		return nil
	case packageBelow(t, "split_settings", 1, 3):
		return t.Raise("AttributeError", "'NoneType' object has no attribute 'loader'")
	}
	return t.Raise("AssertionError", "")
}

// isFolder is the error of opening what is a folder.
func isFolder(t *value.Thread, tr *value.Trace) error {
	return t.RaiseClass(value.Exceptions()["IsADirectoryError"], "[Errno 21] Is a directory: ...", tr)
}
