package interp

// sys.path as the program has changed it: settings that put a folder of theirs
// there import by the names of the modules in it.

import (
	"path"

	"github.com/djgate/djgate/inputs/python/value"
)

// findTop looks a top-level module up: in what the program put before the search
// path of the process, in that, and in what it put after it. Of the folders that it
// added only those count in which the module certainly is.
func (in *interp) findTop(name string) (source, value.Truth) {
	before, after := in.addedPath(false)
	if src, found := in.findIn(before, name, value.No); found == value.Yes {
		return src, found
	}
	src, found := in.findIn(in.Path, name, value.No)
	if found == value.No {
		if added, there := in.findIn(after, name, value.No); there == value.Yes {
			return added, there
		}
	}
	return src, found
}

// addedPath are the folders that the program certainly added to sys.path, or also those
// that it perhaps added, before and after those that the process started with, which are
// one unknown there.
func (in *interp) addedPath(perhaps bool) (before, after []string) {
	sys, ok := in.modules.named["sys"].(*value.Module)
	if !ok {
		return nil, nil
	}
	b, _ := sys.NS.Get("path")
	list, ok := b.V.(*value.List)
	if !ok {
		return nil, nil
	}
	into := &before
	for _, v := range list.Elems() {
		if u, unknown := v.(*value.Unknown); unknown && u.Many && len(u.Choices) == 0 {
			into = &after
			continue
		}
		if perhaps {
			v = addedAtAll(v)
		}
		if v, ok := v.(value.Str); ok && path.IsAbs(v.Text()) && certain(list) && certain(v) {
			*into = append(*into, path.Clean(v.Text()))
		}
	}
	return before, after
}

// addedAtAll is the only value of an item that is perhaps not there, else the item.
func addedAtAll(item value.Value) value.Value {
	u, unknown := item.(*value.Unknown)
	if !unknown {
		return item
	}
	if bound, partly := withoutUnbound(u); partly && len(bound) == 1 {
		return bound[0].V
	}
	return item
}

// certain tells whether a value rests on no assumption.
func certain(v value.Value) bool {
	tr := v.Trace()
	return tr == nil || len(tr.Assumes) == 0
}
