package settings

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// Program is a program that loads Django, such as wsgi.py, and the environment in which it starts.
type Program struct {
	File   string
	Main   bool   // it is run by its name, as manage.py is, not imported
	Names  bool   // it names the settings itself: until then its environment does not
	Root   string // real absolute path of the file system
	Dir    string // of the file system, in which it starts; "" where it is not known
	Env    []document.Variable
	Closed bool // Env is the whole environment, but for Perhaps
	// Perhaps are names that may be set all the same.
	Perhaps []string
	// Shipped tells whether it has a file of the checkout; nil: it has all.
	Shipped Presence
}

// running is what it takes to interpret a program by itself.
func (all *Outlines) running(p Program) Input {
	cache := NewCache(all.trees)
	cache.limits.Fuel = programFuel
	in := Input{FS: all.fsys, Root: p.Root, Dir: p.Dir, Shipped: p.Shipped, Env: p.Env, Closed: p.Closed, Perhaps: p.Perhaps, Cache: cache, Program: p, alone: true}
	in.Path, in.Module = importable(p.File)
	return in
}

// ChosenModule interprets a program whose environment names no settings module, and gives
// the one that it has named at its end; "" where that is not known, or none. A variable
// that perhaps nothing sets is taken as unset; assumed: the choice rests on that, or on what
// is not known at all.
func (all *Outlines) ChosenModule(p Program) (module string, assumed bool) {
	v := all.chosen(p, settingsModule)
	if v == nil {
		return "", false
	}
	module, known := value.Content(v)
	tr := v.Trace()
	return module, !known || tr != nil && len(tr.Assumes) > 0
}

// chosen is what a program has given a variable at its end that its environment lacks;
// nil where it has not set it.
func (all *Outlines) chosen(p Program, variable string) value.Value {
	in := all.running(p)
	in.Shipped = p.sure
	h := newHost(in)
	delete(h.env, settingsModule)
	h.env[variable] = document.Variable{Name: variable, State: document.Unset}
	t := interpret(in, h).Thread
	v, _ := t.Environ.Lookup(t, variable)
	return v
}

// sure is the presence of files, of which env files that are perhaps there are not: what
// they name on a machine is not asked.
func (p Program) sure(name string) value.Truth {
	if p.Shipped == nil {
		return value.Yes
	}
	there := p.Shipped(name)
	if there == value.Maybe && isEnvFile(name) {
		return value.No
	}
	return there
}

// Changes tells apart what programs have done to their environments when they load Django,
// beside naming what they load: a digest, since the variables may be secrets; "" for nothing.
func (all *Outlines) Changes(p Program) string {
	in := all.running(p)
	in.Machine = func(string) bool { return true } // of a file that is not here, it counts which one
	h := newHost(in)
	t := interpret(in, h).Thread
	done := t.Environ.Changes(t, settingsModule, configurationVariable) + h.asked
	if done == "" {
		return ""
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(done)))
}

// module is the name under which a program is imported from one of the folders, or the path
// of a script of mod_wsgi, which none imports; "" for none.
func (p Program) module(root string, search []string) string {
	if path.Ext(p.File) == ".wsgi" {
		return path.Join("/", root, p.File)
	}
	for _, dir := range search {
		if name, ok := below(path.Clean("/"+dir), path.Clean("/"+p.File)); ok && p.File != "" {
			return strings.ReplaceAll(strings.TrimSuffix(name, ".py"), "/", ".")
		}
	}
	return ""
}

// changing finds what changes the environment of a program, and what it names.
var changing = pattern.New(`dotenv|read_env|putenv|environ\.(?:update|pop|clear)|environ\s*\|=|environ(?:\[|\.setdefault\()(?:\s*["'](\w+)|\w)`)

// ChangesEnvironment tells by its text whether a program may change more of its
// environment than which settings it names. It is looked at once.
func (all *Outlines) ChangesEnvironment(file string) bool {
	changes, ok := all.changes[file]
	if !ok {
		changes = all.changesEnvironment(file)
		all.changes[file] = changes
	}
	return changes
}

func (all *Outlines) changesEnvironment(file string) bool {
	src, err := fs.ReadFile(all.fsys, file)
	if err != nil || len(src) > maxNaming || !isPython(file) {
		return false
	}
	for line := range strings.Lines(string(src)) {
		m := changing.FindStringSubmatch(line)
		if m != nil && m[1] != settingsModule && m[1] != configurationVariable && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			return true
		}
	}
	return false
}
