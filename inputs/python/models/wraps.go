package models

import "github.com/djgate/djgate/inputs/python/value"

// wraps is functools.wraps: the names and attributes of one function go over to another.
func wraps(_ *value.Thread, a args) (value.Value, error) {
	return value.NewBuiltin("decorator", loose("decorator", "wrapper", func(t *value.Thread, b args) (value.Value, error) {
		return updateWrapper(t, args{b[0], a[0]})
	})), nil
}

// updateWrapper is functools.update_wrapper, with its default attributes.
func updateWrapper(t *value.Thread, a args) (value.Value, error) {
	to, from := a[0], a[1]
	for _, name := range []string{"__module__", "__name__", "__qualname__", "__doc__"} {
		if v, err := value.Attr(t, from, name); err == nil {
			if err := value.SetAttr(t, to, name, v); err != nil {
				return nil, err
			}
		}
	}
	if d, err := value.Attr(t, from, "__dict__"); err == nil {
		if own, ok := d.(*value.Dict); ok {
			for _, e := range own.Entries() {
				name, _ := e.Key.(value.Str)
				if err := value.SetAttr(t, to, name.Text(), e.Value); err != nil {
					return nil, err
				}
			}
		}
	}
	return to, value.SetAttr(t, to, "__wrapped__", from)
}
