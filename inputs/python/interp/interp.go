// Package interp interprets Python settings modules without running them: it
// follows the source, and what it cannot follow is unknown, with a reason.
//
// It never fails and never ends early for what a program does: an exception that
// nobody catches is recorded, and the next statement is interpreted.
package interp

import (
	"errors"
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// Options say what is interpreted, and in what world.
type Options struct {
	Host value.Host
	// Path is sys.path: absolute directories of the project, searched in order.
	Path []string
	// Installed are absolute directories of installed packages, searched in order for
	// what is neither in Path nor modelled.
	Installed []string
	// Models are the libraries by dotted module name ("os", "os.path"). One without a
	// function is a package that is known by the modules below it alone.
	Models map[string]func(t *value.Thread) value.Value
	// Copies are the files by which a package of the project is known to be a copy of the
	// library of its name, whose model then takes its place.
	Copies map[string][]string
	// Limits bound the interpretation; zero means value.DefaultLimits.
	Limits value.Limits
	// Finish, where it is set, is called when the entry module has run to its end,
	// as the last thing that the module does.
	Finish func(t *value.Thread, m *value.Module) error
	// Main: the entry module is a program that is run, so its __name__ is "__main__".
	Main bool
	// Program is a module that loads Django, which is run before the entry, or the absolute
	// path of a script that does; "" for none.
	// ProgramMain: it is run by its name.
	Program     string
	ProgramMain bool
	// Named is called when the program has run, or nil.
	Named func(t *value.Thread)
	// Cache keeps the trees of what was parsed; nil keeps nothing.
	Cache *Cache

	// asserted is told of each assert statement; tests count them.
	asserted func(truth value.Truth, at value.Place)
}

// Result is what an interpretation leaves.
type Result struct {
	// Module is the entry module, as far as it got. Its namespace may be open (More).
	Module *value.Module
	// Thread has what was read, required, noted and called.
	Thread *value.Thread
	// Failure is the first exception that nobody catches and that is certainly raised.
	Failure *Failure
	// Syntax is the first project file that does not parse.
	Syntax *syntax.SyntaxError
	// Files are the absolute paths of the project's modules that were run, in order.
	Files []string
	// Before and After are the folders that the program added to sys.path, around those
	// that it started with. Perhaps it did: "if x not in sys.path" asks what is not known.
	Before, After []string
	// Exhausted: a bound was passed; what comes after is unknown.
	Exhausted bool
	// Broken: the interpreter itself failed where Thread.At is, and nothing is known.
	Broken bool
}

// Failure is an exception that stops a module from loading. Message is its
// shape, operands as "...".
type Failure struct {
	Exception, Message string
	At                 value.Place
	Trace              *value.Trace
}

// interp is one interpretation. The pendings and guards are stacks that follow
// the nesting of calls and statements.
type interp struct {
	Options
	t          *value.Thread
	result     *Result
	modules    *modules // sys.modules
	builtins   *value.Namespace
	symbols    map[syntax.Node]*symbols
	views      map[*value.Namespace]*namespaceView
	entry      string // the module that is asked for
	frame      *frame // the one that runs
	pending    []pending
	guards     []*guard
	escaped    []outcome           // exits out of the pieces of an operation
	caught     []*value.Raised     // exceptions being handled, innermost last
	coroutines map[*coroutine]bool // that wait to be resumed
	depth      int                 // nested expressions
	assumed    int                 // nested arms that count under an assumption
	against    *value.Trace        // the assumptions that do not hold in the code at work, which is supposed
	forks      int                 // nested arms of any kind
	followed   map[string]bool     // modules of installed packages, by the name that reports show
	asking     bool                // the handlers around the code at work are being read
	running    []*value.Module     // outermost first
	awaited    bool                // the entry module has not begun to run, and what is around it does
	starting   bool                // the program that loads Django is being run
	stopped    []string            // modules in which it has raised, or that import them
	early      map[string]bool     // modules that have asked one which was still running for a name
}

// Run interprets the module of the given dotted name, with all that it imports; "": only
// the program.
func Run(module string, o Options) (r *Result) {
	in := newInterp(o)
	defer func() {
		if recover() != nil {
			in.giveUp(module)
			r = in.result
		}
		in.abandonAll()
		in.frame, in.t.Globals = nil, nil // which a coroutine that ends here puts back
	}()
	in.runProgram(module == "")
	if module != "" {
		in.runEntry(module)
	}
	in.result.Before, in.result.After = in.addedPath(true)
	return in.result
}

func newInterp(o Options) *interp {
	if o.Limits == (value.Limits{}) {
		o.Limits = value.DefaultLimits
	}
	in := &interp{
		Options:    o,
		t:          value.NewThread(o.Host, o.Limits),
		modules:    newModules(),
		early:      map[string]bool{},
		followed:   map[string]bool{},
		symbols:    map[syntax.Node]*symbols{},
		views:      map[*value.Namespace]*namespaceView{},
		coroutines: map[*coroutine]bool{},
	}
	in.result = &Result{Thread: in.t}
	in.builtins = in.makeBuiltins()
	in.t.Handling = in.handling
	in.t.ImportModule, in.t.FindModule = in.importModule, in.findModule
	in.t.Run = in.runFile
	in.t.MayRaise = in.mayRaiseClass
	in.t.DictOf = func(ns *value.Namespace) value.Value { return in.view(ns) }
	in.t.Suppose, in.t.Repeat = in.eitherWay, in.anyTimes
	in.t.Isolate, in.t.Escape = in.isolatePiece, in.escape
	return in
}

func (in *interp) runEntry(module string) {
	in.entry, in.awaited = module, true
	m, err := in.importModule(module)
	in.awaited = false
	if raised, ok := err.(*value.Raised); ok {
		in.fail(raised)
	}
	if found, ok := m.(*value.Module); ok {
		in.result.Module = found
		return
	}
	if found, ok := in.modules.named[module].(*value.Module); ok {
		in.result.Module = found
		return
	}
	in.result.Module = value.NewModule(module, "")
	in.result.Module.NS.Open(in.t, value.NewUnknown("the module could not be read", value.Place{}, nil))
}

// giveUp is the last resort: whatever was going on, the entry module's names are not known.
func (in *interp) giveUp(module string) {
	const because = "the interpreter could not follow the module"
	in.result.Broken = true
	m := value.NewModule(module, "")
	m.NS.Open(in.t, value.NewUnknown(because, in.t.At, nil))
	in.result.Module = m
}

// fail records an exception that nobody catches.
func (in *interp) fail(r *value.Raised) {
	refutes := in.refutes(r, nil)
	if refutes || in.followed[r.At.File] || assumes(in.t.Control()) || !in.t.Certain() {
		in.t.Note("may-not-load", "this line may raise "+r.Kind.Name, r.At)
		return
	}
	if in.result.Failure == nil {
		in.result.Failure = &Failure{Exception: r.Kind.Name, Message: r.Shape, At: r.At, Trace: r.Trace}
	}
}

// limited tells whether the interpretation as a whole has run out of fuel or memory,
// rather than one value being too large.
func (in *interp) limited(err error) bool {
	return errors.Is(err, value.ErrLimit) && (in.t.Burn(0) != nil || in.t.Alloc(0) != nil)
}

func placeText(p value.Place) string {
	if p.IsZero() {
		return "an unknown place"
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

func lastPart(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }
