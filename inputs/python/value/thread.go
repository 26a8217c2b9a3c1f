package value

import (
	"errors"
	"fmt"
	"slices"
)

// Host is all that an interpretation may ask of the world outside it.
type Host interface {
	// Variable returns a variable of the process environment at its start: a Str
	// or an *Unknown (set, but to what is not known) with its trace, and whether it
	// is set. Maybe: no input tells, which is only so in an open environment.
	Variable(name string) (Value, Truth)
	// Variables lists the names that are certainly set, sorted.
	Variables() []string
	// ReadFile returns the content of a file, by its absolute path as the program
	// names it. Maybe: it cannot be known whether it is there (outside the root, or
	// not shipped); No: it is not there. Reads are bounded in size.
	ReadFile(path string) (content []byte, present Truth)
	// Stat tells what is at an absolute path: "file", "dir", "device" or "".
	Stat(path string) (kind string, present Truth)
	// ReadDir lists the names in a directory, sorted; known is false where it cannot be listed.
	ReadDir(path string) (names []string, known bool)
	// Display gives the name under which reports show a path: relative to the root, with slashes.
	Display(path string) string
	// Lacks tells whether a path is one of the project that holds nothing there, though
	// it would be part of what is versioned: it is taken as absent.
	Lacks(path string) bool
	// OnMachine tells whether the machine that runs the process may have an env file at a
	// path of the project that holds nothing.
	OnMachine(path string) bool
	// Package tells whether an installed package (by import name) is there, and
	// its version where the lock files say it exactly.
	Package(name string) (version string, installed Truth)
	// OtherVersion says why the package of an import name that lies in a folder of
	// installed packages is not the one that the process has; "" where nothing says so.
	OtherVersion(name, dir string) (because string)
	// Plugged tells whether something says that a plugin is installed for a group of
	// entry points.
	Plugged(group string) bool
	// Argv is sys.argv of the target's process; nil where it is not known.
	Argv() []string
	// NoRunserver tells whether a process whose command line is not known is certainly
	// not the development server.
	NoRunserver() bool
	// Dir is the absolute path of the directory in which the process starts; "" where
	// it is not known.
	Dir() string
}

// Limits bound one interpretation.
type Limits struct {
	Fuel  int // statements, iterations and calls
	Depth int // nested calls
	Size  int // bytes of one str, items of one container
	Heap  int // bytes of all, roughly
}

// DefaultLimits are far above what any settings module needs.
var DefaultLimits = Limits{Fuel: 2_000_000, Depth: 200, Size: 4 << 20, Heap: 256 << 20}

// ErrLimit is returned where a bound is passed. It is no Python exception: the
// interpretation ends, and what is not known yet stays unknown.
var ErrLimit = errors.New("the interpretation passed a bound")

// Missing is a variable that the program demands and that is not set.
type Missing struct {
	Name     string
	At       Place
	Certain  bool // the line is run whatever is unknown
	Refuted  bool // the program was followed as if it were unset, and fails then
	Inferred bool // from an exception that no condition around it is to raise
}

// VariableRead is one read of a variable.
type VariableRead struct {
	Name    string
	At      Place
	Default bool
}

// Note is something that the reader of a report should know: an import that may
// override, a line that could not be followed.
type Note struct {
	Code string // kebab-case
	Text string
	At   Place
}

// Thread is one interpretation: its environment, its bounds, and the journal
// that lets a branch be undone. It is not safe for concurrent use.
type Thread struct {
	Host    Host
	Environ *Environ
	Limits  Limits

	// At is the place of the expression at work; the interpreter keeps it.
	At Place
	// File is the absolute path of the module whose code is running.
	File string
	// Handling tells whether the code at work stands in a try statement that would
	// catch the exception of this class. The interpreter sets it.
	Handling func(class *Class) bool
	// Dropped counts the exceptions that the code may have raised and that no try of
	// the program catches: a protocol that ends by one asks whether it perhaps did.
	Dropped int
	// Moved tells whether the program has perhaps left the directory it started in.
	Moved bool
	// MayRaise says that the code at work raises an exception of that builtin class,
	// or does not. The interpreter sets it.
	MayRaise func(class string, why *Unknown)
	// Isolate runs a piece of the program, keeps what it changed, and puts back what
	// was before; nil does that for pieces that are left by their end alone. Escape
	// is called when several such pieces are joined. The interpreter sets both.
	Isolate func(piece func() error) (*Branch, error)
	Escape  func()
	// Suppose runs what counts under an assumption, and what is done instead where that
	// does not hold, each from the same state: what the first changes otherwise than the
	// other rests on it. ok is false where the code at work does not make the assumption.
	// The interpreter sets it.
	Suppose func(rests *Trace, kept, other func() error) (err, otherErr error, ok bool)
	// Repeat runs what is done any number of times, for a reason. The interpreter sets it.
	Repeat func(why *Unknown, run func() error) error
	// ImportModule imports a module by its dotted name. The interpreter sets it.
	ImportModule func(name string) (Value, error)
	// FindModule tells whether the project has a module, and imports the packages
	// around it. Maybe: it is not the project's, or a file that is not here may be
	// it. What is taken as absent rests on that. The interpreter sets it.
	FindModule func(name string) (present Truth, rests *Trace, err error)
	// Run executes a project file in the namespace of the running module (exec,
	// split_settings). The interpreter sets it.
	Run func(path string, ns *Namespace) error
	// DictOf is __dict__ of what has the namespace: a dict that changes it. The
	// interpreter sets it.
	DictOf func(ns *Namespace) Value
	// Globals is the namespace of the running module. The interpreter keeps it.
	Globals *Namespace
	// SetUp is set where the program has perhaps set up Django: the apps are known then.
	// The interpreter sets it.
	SetUp bool

	Required []Missing
	Reads    []VariableRead
	Notes    []Note
	Calls    []CallFact

	virtual   *List               // classes registered with an abstract base class: pairs (base, class)
	decisions *Trace              // what the truths, lengths and comparisons rest on that classes of the program decide
	methods   map[*Class]methods  // of the builtin types, made when first used
	interned  map[any][]*Instance // by their hash
	reprs     []Value             // the values whose repr is being written, outermost first
	around    Around
	arms      int // arms held so far
	branches  []*Branch
	begun     int // branches begun so far
	fuel      int
	heap      int
	depth     int
	uncertain int
	changes   int // made so far to mutable values
	presumed  presumedDict
	absentToo bool // an attribute is asked for that may be absent
}

// Around is what the conditions around some code have read and assumed.
type Around struct {
	control *Trace // what is told of the code rests on it, and what it raises
	changes *Trace // what the code changes does: without what the end of an arm settles
	here    *Trace // the same as the arm at work sees it, which takes what runs in it
	arm     int    // that arm, counted; 0 is none
}

// and adds a condition, and what of it the end of the arm does not settle.
func (a Around) and(cond, left *Trace) Around {
	was := a
	a.control = was.control.and(cond)
	a.changes = a.control
	if was.changes != was.control || left != cond {
		a.changes = was.changes.and(left)
	}
	a.here = a.changes
	if was.here != was.changes {
		a.here = was.here.and(left)
	}
	return a
}

// Under is a with the conditions of another around it, and in no arm.
func (a Around) Under(b Around) Around {
	changes := a.changes.Under(b.changes)
	return Around{control: a.control.Under(b.control), changes: changes, here: changes}
}

// Without is a without the assumptions of a trace.
func (a Around) Without(tr *Trace) Around {
	was := a
	a.control, a.changes = was.control.Without(tr), was.changes.Without(tr)
	a.here = a.changes
	if was.here != was.changes {
		a.here = was.here.Without(tr)
	}
	return a
}

// inArm is what a name rests on in one arm, whose end compares what it leaves.
type inArm struct {
	arm   int
	rests *Trace
}

// CallFact is a call whose arguments are facts for policies: sentry_sdk.init, dictConfig.
type CallFact struct {
	Name string
	Args *Call
	At   Place
}

// NewThread returns a thread with full fuel.
func NewThread(host Host, limits Limits) *Thread {
	t := &Thread{Host: host, Limits: limits, fuel: limits.Fuel, heap: limits.Heap}
	t.Handling = func(*Class) bool { return false }
	t.MayRaise = func(string, *Unknown) {}
	t.Environ = newEnviron()
	t.virtual = t.NewList(nil, nil)
	return t
}

// Format keeps the state out of every log, error and panic.
func (t *Thread) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<thread>") }

// Burn takes fuel; every loop and call does.
func (t *Thread) Burn(n int) error {
	t.fuel -= n
	if t.fuel < 0 {
		return ErrLimit
	}
	return nil
}

// Within runs f with at most so much of the fuel that is left. Where f spends that,
// its error is ErrLimit, and the rest is still there.
func (t *Thread) Within(fuel int, f func() error) error {
	kept := max(t.fuel-fuel, 0)
	t.fuel -= kept
	err := f()
	t.fuel = kept + max(t.fuel, 0)
	return err
}

// Alloc accounts for a value of the given size, in bytes or items; it refuses one above Limits.Size.
func (t *Thread) Alloc(n int) error {
	t.heap -= n
	if n > t.Limits.Size || n < 0 || t.heap < 0 {
		return ErrLimit
	}
	return nil
}

// Enter begins a call, Leave ends it.
func (t *Thread) Enter() error {
	t.depth++
	if t.depth > t.Limits.Depth {
		t.depth--
		return t.Raise("RecursionError", "maximum recursion depth exceeded")
	}
	return t.Burn(1)
}

// Leave ends a call.
func (t *Thread) Leave() { t.depth-- }

// Room is the number of calls that may still be nested in the one at work.
func (t *Thread) Room() int { return t.Limits.Depth - t.depth }

// Certain tells whether the code at work is run whatever is unknown.
func (t *Thread) Certain() bool { return t.uncertain == 0 && len(t.branches) == 0 }

// arm is the number of the innermost arm around the code at work; 0 where there is none.
func (t *Thread) arm() int {
	if n := len(t.branches); n > 0 {
		return t.branches[n-1].number
	}
	return 0
}

// Arms is the number of arms around the code at work.
func (t *Thread) Arms() int { return len(t.branches) }

// Control is what the conditions around the code at work have read and assumed.
func (t *Thread) Control() *Trace {
	if t == nil {
		return nil
	}
	return t.around.control
}

// changesRestOn is what the code at work changes rests on.
func (t *Thread) changesRestOn() *Trace {
	if t == nil {
		return nil
	}
	return t.around.changes
}

// Under runs f with one more condition around it.
func (t *Thread) Under(cond *Trace, f func() error) error {
	before := t.around
	t.Hold(cond)
	defer t.Restore(before)
	return f()
}

// Around is what the conditions around the code at work have read and assumed.
func (t *Thread) Around() Around { return t.around }

// Hold adds a condition for all that follows, until the Around of before is given back to Restore.
func (t *Thread) Hold(cond *Trace) {
	t.around = t.around.and(cond, cond)
}

// HoldArm is Hold for an arm whose end is compared with that of the other (Assume):
// what it changes rests on the assumption only where the other leaves something else.
func (t *Thread) HoldArm(cond *Trace) {
	t.arms++
	t.around = t.around.and(cond, cond.Without(cond))
	t.around.arm = t.arms
}

// HoldAll says that the arm around does not compare what follows, such as the names of
// a module that runs in it: these rest on all that is assumed, but where the arm itself
// takes them.
func (t *Thread) HoldAll() { t.around.changes = t.around.control }

// Restore puts an earlier Around back.
func (t *Thread) Restore(a Around) { t.around = a }

// Note records something for the reader of a report, once a place.
func (t *Thread) Note(code, text string, at Place) {
	n := Note{code, text, at}
	if !slices.Contains(t.Notes, n) {
		t.Notes = append(t.Notes, n)
	}
}

// Raised is a Python exception on its way. Its Error never shows an operand.
type Raised struct {
	Exc   Value  // the instance
	Kind  *Class // its class
	Shape string // the message with operands as "..."
	At    Place
	Trace *Trace // what the fact that it is raised depends on

	worded bool // its arguments are the message that Shape is
}

// Error gives the class and the shape of the message.
func (r *Raised) Error() string {
	if r.Shape == "" {
		return r.Kind.Name
	}
	return fmt.Sprintf("%s: %s", r.Kind.Name, r.Shape)
}

// Raise returns an exception of a builtin class. The shape must hold no operand.
func (t *Thread) Raise(class, shape string) error {
	return t.RaiseClass(builtinClass(class), shape, nil)
}

// RaiseClass is Raise for any class, with what the fact of raising depends on.
func (t *Thread) RaiseClass(class *Class, shape string, cause *Trace) error {
	exc := t.NewInstance(class)
	exc.setDirect("args", t.shapeArgs(shape))
	return &Raised{Exc: exc, Kind: class, Shape: shape, At: t.At, Trace: cause, worded: true}
}

// mutable is a value that the journal can save, put back and join.
type mutable interface {
	madeIn() int
	size() int // the number of things that are looked at when it is joined
	save() any
	restore(any)
	// obscure makes what it holds unknown, as far as before and after differ.
	obscure(t *Thread, u *Unknown, before, after any)
	// widen makes it hold what covers before and after.
	widen(w widening, before, after any) Growth
	// join returns the content that holds whichever of a and b is true.
	join(t *Thread, c Condition, a, b any) any
	// differing are the values of a and b by which they differ, and that may be changed.
	differing(c Condition, a, b any) []Value
	// assume returns the content kept, with the condition's trace where other differs.
	assume(c Condition, kept, other any) any
}

// Condition is what an if tests, for joining its arms.
type Condition struct {
	At    Place
	Trace *Trace
	// Yes and No say in words when the first and the second arm are taken.
	Yes, No string
	// Because and Needs are those of the unknown that is tested.
	Because string
	Needs   []string

	arm    int  // that is at work where the arms of the condition are compared
	orders bool // the arms do the same in two orders
}

// Begin starts to record what is changed.
func (t *Thread) Begin() *Branch {
	t.begun++
	b := &Branch{number: t.begun}
	t.branches = append(t.branches, b)
	return b
}

// End stops recording, keeps what the arm left, and puts back what was before.
func (t *Thread) End(b *Branch) {
	t.branches = t.branches[:len(t.branches)-1]
	t.fuel -= len(b.changes)
	t.changes++
	for i := range b.changes {
		c := &b.changes[i]
		c.after = c.of.save()
		c.of.restore(c.before)
	}
}

// Resume records again, beginning with what the arm left.
func (t *Thread) Resume(b *Branch) {
	t.branches = append(t.branches, b)
	t.fuel -= len(b.changes)
	t.changes++
	for _, c := range b.changes {
		c.of.restore(c.after)
	}
}

// Commit makes what an ended arm left the state of the thread.
func (t *Thread) Commit(b *Branch) {
	t.fuel -= len(b.changes)
	for _, c := range b.changes {
		t.touch(c.of)
		c.of.restore(c.after)
	}
}

// Join makes of two ended arms the state that holds whichever was taken.
func (t *Thread) Join(c Condition, yes, no *Branch) {
	for m := range touched(yes, no) {
		t.spend(m)
		t.touch(m)
		now := m.save()
		m.restore(m.join(t, c, yes.left(m, now), no.left(m, now)))
	}
}

// Assume keeps what the taken arm left; where the other arm would have left
// something else, the value takes over what the condition assumed.
func (t *Thread) Assume(c Condition, taken, other *Branch) {
	var differing []Value
	c.arm = t.around.arm
	for m := range touched(taken, other) {
		t.spend(m)
		t.touch(m)
		now := m.save()
		a, b := taken.left(m, now), other.left(m, now)
		differing = append(differing, m.differing(c, a, b)...)
		m.restore(m.assume(c, a, b))
	}
	// An object that takes another's place would have been changed instead of it.
	if t.Presume(c.Trace, differing...) != nil {
		t.fuel = 0
	}
}

// Obscure makes what the branches changed unknown: any of it may be in any state, and hold
// what any other of it held.
func (t *Thread) Obscure(u *Unknown, branches ...*Branch) {
	why := *u
	for _, b := range branches {
		for _, c := range b.changes {
			why.reach = why.reach.with(reachedIn(c.before, c.after))
		}
	}
	u = &why
	for _, b := range branches {
		for _, c := range b.changes {
			t.spend(c.of)
			t.touch(c.of)
			c.of.obscure(t, u, c.before, c.after)
		}
	}
}

// compared is the number of things that are held against others for one unit of fuel.
const compared = 16

// Spend takes the fuel of looking at so many things that arms of the program have left.
func (t *Thread) Spend(things int) { t.fuel -= things / compared }

// spend takes the fuel of joining a value; it is found to be used up where the
// program goes on.
func (t *Thread) spend(m mutable) { t.fuel -= 1 + m.size()/compared }

// Unchanged tells whether nothing was changed since a branch, which still records, began.
func (t *Thread) Unchanged(b *Branch) bool {
	for i := len(t.branches) - 1; i >= 0; i-- {
		switch at := t.branches[i]; {
		case len(at.changes) > 0:
			return false
		case at == b:
			return true
		}
	}
	return false
}

// Changes counts what was changed so far, in arms that are undone too: where it has not
// grown, nothing was.
func (t *Thread) Changes() int { return t.changes }

// touch must be called before a mutable value changes.
func (t *Thread) touch(m mutable) {
	if t == nil {
		return
	}
	t.changes++
	if len(t.branches) == 0 {
		return
	}
	b := t.branches[len(t.branches)-1]
	if m.madeIn() >= b.number {
		return
	}
	if b.find(m) < 0 {
		b.note(change{of: m, before: m.save()})
	}
}

// born marks a new value as one of the branch at work.
func (t *Thread) born() born {
	if t == nil {
		return born{}
	}
	return born{t.begun}
}

// Call is the arguments of a call.
type Call struct {
	Args     []Value
	Keywords []Keyword
	// Open is set where "*args" or "**kwargs" of unknown content were given.
	Open *Unknown
	// Spread is what it rests on which arguments "*args" and "**kwargs" give.
	Spread *Trace
	// Mixed: "*args" gave some of Args in an order that is not known.
	Mixed bool
	At    Place
}

// Keyword is one keyword argument.
type Keyword struct {
	Name  string
	Value Value
}

// Keyword returns the keyword argument of that name, or nil.
func (c *Call) Keyword(name string) Value {
	for _, k := range c.Keywords {
		if k.Name == name {
			return k.Value
		}
	}
	return nil
}
