package interp

// An operation on what is not known may raise: int(x), d[k], a + b, and a function
// that nobody reads raises anything. Where a try or a with around it would catch that,
// the program leaves there, with what it has changed so far, and it goes on.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// doubted are the exceptions that an operation on what is not known may raise: those of
// operations on data, and any other that a handler names.
var doubted = []string{"ValueError", "KeyError", "IndexError", "TypeError", "AttributeError", "ZeroDivisionError", "FileNotFoundError", "Exception"}

// decided are the exceptions of which it is told elsewhere whether they are raised: by
// what is installed, and by which names are bound.
var decided = []string{"ImportError", "NameError"}

// maxDoubts bounds the places at which one try may be left by doubt. After
// them, all that its body changes is unknown where an exception is handled.
const maxDoubts = 200

// doubt says that the operation at work, which gave v, may have raised: where v is not
// known, or where v or one of its operands might be another.
func (f *frame) doubt(v value.Value, operands ...value.Value) {
	if v == nil || len(f.in.guards) == 0 || f.in.asking {
		return
	}
	if u, ok := value.IsUnknown(v); ok {
		f.in.mayRaiseAny(u, f.in.expected(doubted...), nil)
		return
	}
	tr := v.Trace()
	for _, o := range operands {
		if o != nil && assumes(o.Trace()) {
			tr = joined(tr, o.Trace())
		}
	}
	if assumes(tr) && (f.in.against == nil || !containsAll(f.in.against.Assumes, tr.Assumes)) {
		u := value.NewUnknown("no input sets "+tr.Assumes[0], f.t.At, tr)
		f.in.mayRaiseAny(u, f.in.expected(doubted...), tr)
	}
}

// safe are the functions and methods that do not raise whatever text they are
// given, where they do not raise for the text that is assumed.
var safe = map[string]bool{
	"get": true, "getenv": true, "strip": true, "lstrip": true, "rstrip": true, "lower": true, "upper": true, "title": true, "capitalize": true,
	"casefold": true, "split": true, "rsplit": true, "splitlines": true, "partition": true, "rpartition": true, "replace": true, "startswith": true,
	"endswith": true, "removeprefix": true, "removesuffix": true, "join": true, "append": true, "extend": true, "add": true, "setdefault": true,
	"items": true, "keys": true, "values": true, "str": true, "bool": true, "len": true, "list": true, "tuple": true, "set": true, "repr": true,
	"isinstance": true, "any": true, "all": true, "print": true, "isdigit": true, "count": true, "find": true, "copy": true,
}

// questions are the functions and methods that ask the machine or chance: what
// they give is not known, and with known arguments they do not raise.
var questions = map[string]bool{
	"exists": true, "lexists": true, "isfile": true, "isdir": true, "islink": true, "ismount": true, "is_file": true, "is_dir": true,
	"getcwd": true, "cwd": true, "abspath": true, "gethostname": true, "getfqdn": true, "cpu_count": true, "getpid": true,
	"now": true, "utcnow": true, "today": true, "time": true, "uuid1": true, "uuid4": true,
	"token_urlsafe": true, "token_hex": true, "get_random_secret_key": true, "get_random_string": true,
	"Mapping.get": true, "getenv": true,
}

// others are the functions that ask other machines and programs, by the class of what
// they raise whatever they are given.
var others = map[string]string{
	"gethostbyname": "OSError", "gethostbyname_ex": "OSError", "gethostbyaddr": "OSError", "getaddrinfo": "OSError", "create_connection": "OSError",
	"check_output": "Exception", "check_call": "Exception", "run": "Exception",
}

// doubtCall is doubt for a call of a function of Python's or of a library.
func (f *frame) doubtCall(fn *value.Builtin, v value.Value, operands ...value.Value) {
	if u, unknown := value.IsUnknown(v); unknown && fn != nil && others[fn.Name] != "" && len(f.in.guards) > 0 && !f.in.asking {
		f.in.mayRaiseAny(u, f.in.expected(others[fn.Name]), nil)
		return
	}
	if fn != nil && (questions[fn.Name] || questions[lastPart(fn.Name)]) && !slices.ContainsFunc(operands, notKnown) {
		return
	}
	if _, unknown := value.IsUnknown(v); !unknown && fn != nil && safe[lastPart(fn.Name)] {
		return
	}
	if fn != nil && shows(fn.Name, operands) {
		return
	}
	f.doubt(v, operands...)
}

// shows tells whether a function gives the text of a known object. That may be unknown, as
// of an exception, a function or a set, and is never a reason to raise.
func shows(function string, operands []value.Value) bool {
	return (function == "str" || function == "repr") && !slices.ContainsFunc(operands, notKnown)
}

func notKnown(v value.Value) bool {
	_, unknown := value.IsUnknown(v)
	return unknown
}

// mayRaiseClass says that the code at work raises an exception of the class, or
// does not, for the reason why.
func (in *interp) mayRaiseClass(class string, why *value.Unknown) {
	kind := value.Exceptions()[class]
	if in.handling(kind) {
		in.mayRaiseAny(why, []*value.Class{kind}, nil)
	}
}

// mayRaiseAny says that the code at work may raise any of the classes; against is
// set where it does so only if an assumption does not hold.
func (in *interp) mayRaiseAny(why *value.Unknown, kinds []*value.Class, against *value.Trace) {
	if len(kinds) == 0 || in.told(kinds) {
		return
	}
	g := in.guards[len(in.guards)-1]
	if g.doubts++; g.doubts > maxDoubts {
		for _, g := range in.around() {
			g.lost = why
		}
		return
	}
	at := in.t.At
	b := in.t.Begin()
	in.t.End(b)
	var exits []outcome
	modules := in.modules.shared()
	for _, kind := range kinds {
		raised := in.t.RaiseClass(kind, "...", why.Trace()).(*value.Raised)
		exc := value.NewUnknown(why.Because, why.At, why.Trace())
		exc.Needs = why.Needs
		raised.Exc = exc
		exits = append(exits, outcome{err: raised, branch: b, modules: modules, late: true, against: against, cond: value.Condition{
			At: at, Trace: why.Trace(), Because: why.Because, Needs: why.Needs,
			Yes: "the operation at " + placeText(at) + " raises " + kind.Name, No: "no operation from " + placeText(at) + " on raises",
		}})
	}
	in.pending = append(in.pending, pending{exits: exits, survivor: in.t.Begin(), kinds: kinds, guards: len(in.guards)})
}

// told tells whether the program may have left from the very state that it is in.
func (in *interp) told(kinds []*value.Class) bool {
	if len(in.pending) == 0 {
		return false
	}
	p := in.pending[len(in.pending)-1]
	return p.guards == len(in.guards) && slices.Equal(p.kinds, kinds) && in.t.Unchanged(p.survivor)
}

// expected are those of the named exceptions that the code around would catch,
// one for each handler.
func (in *interp) expected(names ...string) []*value.Class {
	at := in.t.At
	in.asking = true // reading the handlers is no operation of the program
	defer func() { in.asking, in.t.At = false, at }()
	var kinds []*value.Class
	seen := map[*syntax.ExceptHandler]bool{}
	classes := make([]*value.Class, len(names))
	for i, name := range names {
		classes[i] = value.Exceptions()[name]
	}
	for _, g := range in.around() {
		if len(classes) == 0 {
			break // a handler further in takes all of them
		}
		if g.manager != nil {
			kinds = append(kinds, suppressed(g.manager, classes)...)
			if exits(g.manager) {
				kinds = append(kinds, classes[0])
			}
		}
		for _, h := range g.handlers {
			for _, class := range classes {
				if !seen[h] && g.frame.accepts(h, class) != value.No {
					seen[h] = true
					kinds = append(kinds, class)
				}
			}
			if !seen[h] {
				kinds = append(kinds, special(g.frame.named(h), classes)...)
			}
			classes = slices.DeleteFunc(classes, func(c *value.Class) bool { return g.frame.accepts(h, c) == value.Yes })
		}
	}
	return kinds
}

// exits tells whether a context manager's __exit__ is of the project: it may suppress anything.
func exits(manager value.Value) bool {
	i, ok := manager.(*value.Instance)
	if !ok {
		return false
	}
	b, _, found := i.Kind.Lookup("__exit__")
	_, own := b.V.(*Function)
	return found && own
}

// suppressed is what a manager suppresses of these classes, or of those derived from them.
func suppressed(manager value.Value, classes []*value.Class) []*value.Class {
	for _, class := range classes {
		if suppresses(manager, class) != value.No {
			return []*value.Class{class}
		}
	}
	return special(suppressible(manager), classes)
}

// special is the first class of these that is derived from one of the given, such as
// json.JSONDecodeError. One that the project wrote is raised by what is followed, unless
// it is of an operation on data.
func special(named []value.Value, bases []*value.Class) []*value.Class {
	for _, v := range named {
		c, ok := v.(*value.Class)
		if !ok || slices.ContainsFunc(decided, func(name string) bool { return c.Is(value.Exceptions()[name]) }) {
			continue
		}
		if slices.ContainsFunc(bases, func(base *value.Class) bool { return c.Is(base) && (!c.Written || base.Name != "Exception") }) {
			return []*value.Class{c}
		}
	}
	return nil
}

// named are the classes that a handler is for.
func (f *frame) named(h *syntax.ExceptHandler) []value.Value {
	v, err := f.eval(h.Type)
	if err != nil {
		return nil
	}
	if t, ok := v.(value.Tuple); ok {
		return t.Elems
	}
	return []value.Value{v}
}
