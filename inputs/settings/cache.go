package settings

import (
	"bytes"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/interp"
	"github.com/djgate/djgate/inputs/python/value"
)

// Cache keeps what the targets of one run share: the trees of modules, Django's
// defaults, and what a module holds with no variable set. The files must stay as
// they are while it is used. It is safe for concurrent use.
type Cache struct {
	trees  *Trees
	limits value.Limits // of one interpretation

	lock      sync.Mutex
	defaults  []*defaults
	fallbacks map[module]*fallbacks
}

// Trees are those of the modules of one file system, each parsed once.
type Trees = interp.Cache

// NewCache returns a cache over the trees that something else has parsed.
func NewCache(trees *Trees) *Cache {
	return &Cache{trees: trees, limits: value.DefaultLimits, fallbacks: map[module]*fallbacks{}}
}

// unshared is the number of targets up to which each may take all steps of an interpretation:
// more take together what these do.
const unshared = 4

// Share says how many targets are read with the cache. Each takes the same part of what
// a run may take, however many there are, and whichever is read first.
func (c *Cache) Share(targets int) {
	c.limits.Fuel = value.DefaultLimits.Fuel * unshared / max(targets, unshared)
}

// module is what every process that runs a settings module has in common.
type module struct {
	name, root, path string
	class            string // of django-configurations
	program          string // that loads it
	names            bool   // the program does
	given            string // the variables that the platform itself sets
	defaults         *defaults
}

// fallbacks are what a module holds with no variable set, by what its hosts answer.
type fallbacks struct {
	lock  sync.Mutex // held while one is made: others may have the same
	known []fallback
}

// fallback is what a module holds with no variable set, and the answers of the
// host that this rests on: wherever they are the same, so are the nodes.
type fallback struct {
	answers []answer
	nodes   map[string]*document.Node
	secrets *Secrets // not changed any more
}

// answer tells whether another host would have answered the same.
type answer func(*host) bool

// defaultsOf are the defaults of an input's Django and packages.
func (c *Cache) defaultsOf(in Input) *defaults {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, d := range c.defaults {
		if d.at.File == in.File && reflect.DeepEqual(d.django, in.Django) && maps.Equal(d.deps, in.Packages.Deps) {
			return d
		}
	}
	d := newDefaults(in)
	c.defaults = append(c.defaults, d)
	return d
}

// unset is what a module holds where nobody sets a variable: those of the platform are
// there all the same.
func (c *Cache) unset(in Input, d *defaults) fallback {
	in.Env, in.Closed, in.Provided, in.Perhaps, in.required = ofPlatform(in.Env), true, nil, nil, nil
	h, all := newHost(in), c.fallbacksOf(module{in.Module, in.Root, strings.Join(in.Path, ":"), in.Configuration.Class, in.Program.File, in.Program.Names, spelled(in.Env), d})
	all.lock.Lock()
	defer all.lock.Unlock()
	for _, f := range all.known {
		if !slices.ContainsFunc(f.answers, func(same answer) bool { return !same(h) }) {
			return f
		}
	}
	var f fallback
	w := &witness{host: h}
	f.nodes, f.secrets = interpret(in, w).nodes(in, d)
	hops(f.nodes, h.asks)
	in.Container.Settle(&f.nodes, &f.secrets.places)
	f.answers = w.answers
	all.known = append(all.known, f)
	return f
}

// ofPlatform are the variables that a platform itself sets.
func ofPlatform(env []document.Variable) []document.Variable {
	var out []document.Variable
	for _, v := range env {
		if v.Given {
			out = append(out, v)
		}
	}
	return out
}

// spelled tells environments of platforms apart.
func spelled(env []document.Variable) string {
	var out strings.Builder
	for _, v := range env {
		out.WriteString(v.Name + "=" + v.Text.Reveal() + v.At.File + "\n")
	}
	return out.String()
}

func (c *Cache) fallbacksOf(m module) *fallbacks {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.fallbacks[m] == nil {
		c.fallbacks[m] = &fallbacks{}
	}
	return c.fallbacks[m]
}

// witness is a host without variables that remembers what it answered.
type witness struct {
	*host
	answers []answer
}

func (w *witness) ReadFile(abs string) ([]byte, value.Truth) {
	src, there := w.host.ReadFile(abs)
	w.answers = append(w.answers, func(o *host) bool {
		s, t := o.ReadFile(abs)
		return t == there && bytes.Equal(s, src)
	})
	return src, there
}

func (w *witness) Stat(abs string) (string, value.Truth) {
	kind, there := w.host.Stat(abs)
	w.answers = append(w.answers, func(o *host) bool {
		k, t := o.Stat(abs)
		return k == kind && t == there
	})
	return kind, there
}

func (w *witness) Lacks(abs string) bool {
	lacks := w.host.Lacks(abs)
	w.answers = append(w.answers, func(o *host) bool { return o.Lacks(abs) == lacks })
	return lacks
}

func (w *witness) OnMachine(abs string) bool {
	has := w.host.OnMachine(abs)
	w.answers = append(w.answers, func(o *host) bool { return o.OnMachine(abs) == has })
	return has
}

func (w *witness) ReadDir(abs string) ([]string, bool) {
	names, ok := w.host.ReadDir(abs)
	w.answers = append(w.answers, func(o *host) bool {
		n, k := o.ReadDir(abs)
		return k == ok && slices.Equal(n, names)
	})
	return names, ok
}

func (w *witness) Display(abs string) string {
	shown, at := w.host.Display(abs), w.host.brought(abs)
	w.answers = append(w.answers, func(o *host) bool { return o.Display(abs) == shown && o.brought(abs) == at })
	return shown
}

func (w *witness) Package(name string) (string, value.Truth) {
	version, installed := w.host.Package(name)
	w.answers = append(w.answers, func(o *host) bool {
		v, i := o.Package(name)
		return v == version && i == installed
	})
	return version, installed
}

func (w *witness) Plugged(group string) bool {
	plugged := w.host.Plugged(group)
	w.answers = append(w.answers, func(o *host) bool { return o.Plugged(group) == plugged })
	return plugged
}

func (w *witness) Dir() string {
	dir := w.host.Dir()
	w.answers = append(w.answers, func(o *host) bool { return o.Dir() == dir })
	return dir
}

func (w *witness) NoRunserver() bool {
	no := w.host.NoRunserver()
	w.answers = append(w.answers, func(o *host) bool { return o.NoRunserver() == no })
	return no
}

func (w *witness) Argv() []string {
	argv := w.host.Argv()
	w.answers = append(w.answers, func(o *host) bool { return slices.Equal(o.Argv(), argv) })
	return argv
}
