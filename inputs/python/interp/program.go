package interp

import (
	"errors"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// errLoaded ends the program that loads Django where it does so: whatever it does later,
// the settings are read by then. No handler of the program's is for it.
var errLoaded = errors.New("the program loads the settings here")

// runProgram runs the program that loads Django until it does, within the fuel of one
// package. What it leaves behind is there when the entry module runs, the modules that it
// is in the midst of too; whether it fails is not asked, but what stopped in it runs again
// where the settings import it. alone: nothing runs after it.
func (in *interp) runProgram(alone bool) {
	if in.Program == "" {
		return
	}
	finish, main, before, mark := in.Finish, in.Main, in.modules.shared(), len(in.pending)
	in.entry, in.Finish, in.Main, in.starting = in.Program, nil, in.ProgramMain, true
	_ = in.t.Within(packageFuel, func() error {
		return in.whereLoaded(mark, in.beginProgram())
	})
	if in.result.Exhausted && !alone {
		in.modules = before
		in.t.Environ.Open(in.t, value.NewUnknown("the program that loads the settings takes more steps than are followed", in.t.At, nil))
	}
	in.Finish, in.Main, in.starting = finish, main, false
	in.dropStopped()
	in.result.Failure, in.result.Syntax, in.result.Exhausted = nil, nil, false
	if in.Named != nil {
		in.Named(in.t)
	}
}

// dropStopped takes the modules in which the program has certainly raised, and those that
// import them, out of sys.modules: none of them is there in full.
func (in *interp) dropStopped() {
	if in.result.Failure != nil {
		for _, name := range in.stopped {
			in.dropModule(name)
		}
	}
	in.stopped = nil
}

// beginProgram imports the program, or runs the script that its path names.
func (in *interp) beginProgram() error {
	run := in.importModule
	if path.IsAbs(in.Program) {
		run = func(file string) (value.Value, error) { return in.runModule("_mod_wsgi_", source{file: file}) }
	}
	_, err := run(in.Program)
	return err
}

// whereLoaded joins the places at which the program has perhaps loaded Django with its end.
func (in *interp) whereLoaded(mark int, err error) error {
	if len(in.pending) == mark {
		return err
	}
	modules := in.modules.shared()
	exits, survivor := in.unwind(mark, nil)
	all := append(exits, outcome{err: err, branch: survivor.branch, modules: modules, against: survivor.against})
	for i, o := range all {
		if o.err == errLoaded {
			all[i].err = nil
		}
	}
	_, _, err = in.combine(all, next)
	return err
}

// loaded is what the loading of Django does: the program is at its end, and of the packages
// around the settings the module that holds them is imported before they have run to theirs.
// What runs then finds the apps.
func (in *interp) loaded() (err error) {
	if in.starting {
		return errLoaded
	}
	if in.awaited {
		_, err = in.importModule(in.entry)
	}
	in.t.SetUp = true
	return err
}

// loads tells whether a call makes Django read its settings: of setup of Django's or
// django-configurations' own, or of a function that is not the project's and has the name
// of one that does.
func loads(e *syntax.Call, fn value.Value) bool {
	switch fn := fn.(type) {
	case *value.Builtin:
		return fn.Name == "setup" || slices.Contains(loaders, fn.Name)
	case *value.Unknown:
		return slices.Contains(loaders, nameCalled(e))
	}
	return false
}

// loaders are the names of functions that load Django.
var loaders = []string{"get_wsgi_application", "get_asgi_application", "get_default_application", "execute_from_command_line", "call_command"}

func nameCalled(c *syntax.Call) string {
	switch f := c.Func.(type) {
	case *syntax.Name:
		return f.ID
	case *syntax.Attribute:
		return f.Attr
	}
	return ""
}
