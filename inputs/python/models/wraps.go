package models

import "github.com/djgate/djgate/inputs/python/value"

// wraps is functools.wraps: the names and attributes of one function go over to another.
func wraps(_ *value.Thread, a args) (value.Value, error) {
	return value.NewBuiltin("decorator", loose("decorator", "wrapper", func(t *value.Thread, b args) (value.Value, error) {
		return updateWrapper(t, args{b[0], a[0], a[1], a[2]})
	})), nil
}

// updateWrapper is functools.update_wrapper: the attributes of the third argument go over as
// they are, the dicts of the fourth are updated.
func updateWrapper(t *value.Thread, a args) (value.Value, error) {
	to, from := a[0], a[1]
	assigned, err := wrappedNames(t, a[2], "__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
	if err != nil {
		return nil, err
	}
	updated, err := wrappedNames(t, a[3], "__dict__")
	if err != nil {
		return nil, err
	}
	for _, name := range assigned {
		if v, err := value.Attr(t, from, name); err == nil {
			if err := value.SetAttr(t, to, name, v); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range updated {
		if err := updateAttribute(t, to, from, name); err != nil {
			return nil, err
		}
	}
	return to, value.SetAttr(t, to, "__wrapped__", from)
}

// wrappedNames are the names of attributes that an argument lists, or the default; one
// that is not known is left out, since it sets what is for display.
func wrappedNames(t *value.Thread, v value.Value, otherwise ...string) ([]string, error) {
	if v == nil {
		return otherwise, nil
	}
	items, err := value.Items(t, v)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		if name, ok := text(item); ok {
			out = append(out, name)
		}
	}
	return out, nil
}

// updateAttribute updates a dict of one object with that of another.
func updateAttribute(t *value.Thread, to, from value.Value, name string) error {
	given, err := value.Attr(t, from, name)
	if err != nil { // it has none
		given = t.NewDict(nil)
	}
	if name == "__dict__" {
		if given, err = call(t, value.DictClass, given); err != nil {
			return err
		}
		own, ok := given.(*value.Dict)
		if !ok {
			return nil
		}
		for _, e := range own.Entries() {
			key, _ := e.Key.(value.Str)
			if err := value.SetAttr(t, to, key.Text(), e.Value); err != nil {
				return err
			}
		}
		return nil
	}
	update, err := value.Attr(t, to, name)
	if err == nil {
		update, err = value.Attr(t, update, "update")
	}
	if err == nil {
		_, err = call(t, update, given)
	}
	return err
}
