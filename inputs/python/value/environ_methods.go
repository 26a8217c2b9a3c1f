package value

import (
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// What a program can do with os.environ. Reading an item is a read of a
// variable: it is recorded, and the value or the fallback carries its trace.

// method is a method of os.environ; nil where there is none of that name.
func (e *Environ) method(name string) function {
	switch name {
	case "get":
		return e.get
	case "setdefault":
		return e.setDefault
	case "pop":
		return e.pop
	case "update":
		return e.update
	case "keys":
		return e.keys
	case "items":
		return e.items
	case "values":
		return e.values
	case "copy":
		return e.copyDict
	case "clear":
		return e.clear
	case "__contains__":
		return e.containsCall
	case "__getitem__":
		return e.itemCall
	case "__setitem__":
		return e.setItemCall
	case "__delitem__":
		return e.deleteItemCall
	case "popitem":
		return e.popItem
	}
	return nil
}

// Attr returns a method of os.environ.
func (e *Environ) Attr(_ *Thread, name string) (Value, error) {
	if f := e.method(name); f != nil {
		if name == "get" {
			name = "Mapping.get" // as Python writes it, apart from any other get
		}
		return NewBuiltin(name, f), nil
	}
	return nil, nil
}

// Item is os.environ[key]: KeyError where the variable is not set.
func (e *Environ) Item(t *Thread, key Value) (Value, error) {
	name, u, err := e.name(t, key)
	if u != nil || err != nil {
		return unknownOr(u), err
	}
	v, absent := e.Lookup(t, name)
	t.Reads = append(t.Reads, VariableRead{Name: name, At: t.At})
	if v == nil {
		return t.DemandText(name, absent, builtinClass("KeyError"), "...")
	}
	if e.Perhaps(name) {
		t.MayRaise("KeyError", Doubt(nil, v))
		v = e.given(t, name)
	}
	return t.Read(name, v, "os.environ"), nil
}

// Get is os.environ.get and os.getenv: def where the variable is not set.
func (e *Environ) Get(t *Thread, key, def Value, reader string) (Value, error) {
	name, u, err := e.name(t, key)
	if u != nil || err != nil {
		return unknownOr(u), err
	}
	v, absent := e.Lookup(t, name)
	t.Reads = append(t.Reads, VariableRead{Name: name, At: t.At, Default: true})
	if v == nil {
		return t.Default(name, def, absent, reader), nil
	}
	if e.Perhaps(name) {
		return e.either(t, name, v, def), nil
	}
	return t.Read(name, v, reader), nil
}

// either is a variable that is perhaps set, or the default.
func (e *Environ) either(t *Thread, name string, v, def Value) Value {
	return choose(doubtful(t, name, v), []Choice{{name + " is set", e.given(t, name)}, {name + " is not set", def}})
}

// SetItem sets or deletes a variable; the value must be a str.
func (e *Environ) SetItem(t *Thread, key, v Value) error {
	name, u, err := e.name(t, key)
	if err != nil {
		return err
	}
	defer e.restOnName(t, key)
	switch {
	case u != nil && v == nil:
		e.perhapsWithout(t)
		return nil
	case u != nil:
		e.Lose(t, u)
		return nil
	}
	switch v.(type) {
	case nil:
		if have, absent := e.Lookup(t, name); have == nil {
			return t.RaiseClass(builtinClass("KeyError"), "...", absent)
		}
	case Str, *Unknown:
	default: // of a class that derives from str, the text alone is kept
		text, ok := Underlying(v).(Str)
		if ok {
			e.Set(t, name, text)
			return nil
		}
		return Blame(t.Raise("TypeError", "str expected, not "+v.Class().TypeName()), v)
	}
	e.Set(t, name, v)
	return nil
}

// restOnName lets every variable rest on what the name assumes of the one that is set or
// deleted: it may be any other.
func (e *Environ) restOnName(t *Thread, key Value) {
	if tr := key.Trace(); tr != nil && len(tr.Assumes) > 0 {
		t.touch(e)
		e.alsoAll = joinedTrace(e.alsoAll, tr)
	}
}

// perhapsWithout says that some variable, one does not know which, is deleted.
func (e *Environ) perhapsWithout(t *Thread) {
	t.touch(e)
	if e.perhaps == nil {
		e.perhaps = map[string]bool{}
	}
	for _, name := range e.Names(t) {
		e.Set(t, name, e.holds(t, name))
		e.perhaps[name] = true
	}
}

// Contains is "name in os.environ".
func (e *Environ) Contains(t *Thread, item Value) (Truth, error) {
	truth, _, err := e.ContainsTrace(t, item)
	return truth, err
}

// ContainsTrace is Contains, with what the answer depends on.
func (e *Environ) ContainsTrace(t *Thread, item Value) (Truth, *Trace, error) {
	name, u, err := e.name(t, item)
	if u != nil || err != nil {
		return Maybe, item.Trace(), err
	}
	v, absent := e.Lookup(t, name)
	t.Reads = append(t.Reads, VariableRead{Name: name, At: t.At, Default: true})
	if v == nil {
		return No, absent, nil
	}
	if e.Perhaps(name) {
		return Maybe, v.Trace(), nil
	}
	return Yes, (&Trace{Reads: []string{name}}).Under(v.Trace()), nil
}

// Items iterates over the names, as keys() lists them.
func (e *Environ) Items(t *Thread) ([]Value, error) { return (&environView{e, ViewKeys}).Items(t) }

// Compare does not know what else the environment holds.
func (e *Environ) Compare(_ *Thread, op CompareOp, other Value) (truth Truth, ok bool, err error) {
	if _, mapping := Underlying(other).(*Dict); op > NotEq || !mapping {
		return Maybe, false, nil
	}
	return Maybe, true, nil
}

// Len is not known: what else the host sets is not known.
func (e *Environ) Len(*Thread) (n int, known bool) { return 0, false }

// open stands for the variables that no input names, PATH among them.
func (e *Environ) open(t *Thread) *Unknown {
	u := NewUnknown("the environment holds variables that no input names", t.At, nil)
	u.Many = true
	return u
}

func (e *Environ) name(t *Thread, key Value) (string, *Unknown, error) {
	switch k := Underlying(key).(type) {
	case Str:
		if strings.ContainsRune(k.text, 0) {
			return "", nil, t.Raise("ValueError", "embedded null byte")
		}
		if IsSecret(MarkText(k)) && !namesVariable(k.text) {
			return "", NewUnknown("the name of a variable is a secret", t.At, k.trace), nil
		}
		return k.text, nil, nil
	case *Unknown:
		return "", NewUnknown("the name of a variable is not known: "+k.Because, t.At, k.trace), nil
	}
	return "", nil, Blame(t.Raise("TypeError", "str expected, not "+key.Class().TypeName()), key)
}

// namesVariable tells whether a text is by its shape the name of a variable, and
// so no secret although it is held under a name such as env_key: upper-case words
// joined by underscores, or a short one.
func namesVariable(s string) bool {
	if document.SecretText(s) || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		return false
	}
	word := strings.Trim(s, "_")
	return strings.Contains(word, "_") || len(word) <= longestWord && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// longestWord is the length of the longest single word that is taken for the name of a variable.
const longestWord = 10

// unknownOr keeps a nil *Unknown from becoming a Value.
func unknownOr(u *Unknown) Value {
	if u == nil {
		return nil
	}
	return u
}

// pair returns the one or two positional arguments of a method; the second may be given by the keyword.
func pair(t *Thread, c *Call, keyword string) (key, second Value, err error) {
	if c.Open != nil {
		return c.Open, nil, nil
	}
	if len(c.Args) == 0 || len(c.Args) > 2 {
		return nil, nil, t.Raise("TypeError", "wrong number of arguments")
	}
	if len(c.Args) == 2 {
		return c.Args[0], c.Args[1], nil
	}
	return c.Args[0], c.Keyword(keyword), nil
}

func (e *Environ) get(t *Thread, c *Call) (Value, error) {
	key, def, err := pair(t, c, "default")
	if err != nil {
		return nil, err
	}
	if def == nil {
		def = None()
	}
	return e.Get(t, key, def, "os.environ.get")
}

func (e *Environ) itemCall(t *Thread, c *Call) (Value, error) {
	key, _, err := pair(t, c, "")
	if err != nil {
		return nil, err
	}
	return e.Item(t, key)
}

func (e *Environ) containsCall(t *Thread, c *Call) (Value, error) {
	key, _, err := pair(t, c, "")
	if err != nil {
		return nil, err
	}
	truth, tr, err := e.ContainsTrace(t, key)
	if err != nil || truth != Maybe {
		return NewBool(truth == Yes, tr), err
	}
	u := NewUnknown("whether the variable is set is not known", t.At, tr)
	u.Type = BoolClass
	return u, nil
}

func (e *Environ) setDefault(t *Thread, c *Call) (Value, error) {
	key, v, err := pair(t, c, "value")
	switch {
	case err != nil || c.Open != nil:
		return c.Open, err
	case v == nil:
		return nil, t.Raise("TypeError", "_Environ.setdefault() missing 1 required positional argument: 'value'")
	}
	name, u, err := e.name(t, key)
	if u != nil && err == nil {
		e.Open(t, u) // what is set stays as it is
	}
	if u != nil || err != nil {
		return unknownOr(u), err
	}
	have, absent := e.Lookup(t, name)
	switch {
	case have != nil && e.Perhaps(name):
		v = e.either(t, name, have, v)
		e.Set(t, name, v)
		return v, nil
	case have != nil:
		return have, nil
	}
	v = v.With(v.Trace().Under(absent))
	if err := e.SetItem(t, key, v); err != nil {
		return nil, err
	}
	return Underlying(v), nil
}

func (e *Environ) setItemCall(t *Thread, c *Call) (Value, error) {
	key, v, err := pair(t, c, "")
	switch {
	case err != nil:
		return nil, err
	case c.Open != nil:
		e.Lose(t, c.Open)
		return None(), nil
	case v == nil:
		return nil, t.Raise("TypeError", "_Environ.__setitem__() missing 1 required positional argument: 'value'")
	}
	return None(), e.SetItem(t, key, v)
}

func (e *Environ) deleteItemCall(t *Thread, c *Call) (Value, error) {
	key, _, err := pair(t, c, "")
	if err != nil {
		return nil, err
	}
	return None(), e.SetItem(t, key, nil)
}

// popItem takes a variable away, of which it is not known which it is.
func (e *Environ) popItem(t *Thread, _ *Call) (Value, error) {
	u := NewUnknown("which variable is taken from the environment is not known", t.At, nil)
	e.Lose(t, u)
	return u, nil
}

func (e *Environ) pop(t *Thread, c *Call) (Value, error) {
	key, def, err := pair(t, c, "default")
	if err != nil {
		return nil, err
	}
	var v Value
	if def != nil {
		v, err = e.Get(t, key, def, "os.environ.pop")
	} else {
		v, err = e.Item(t, key)
	}
	switch name, u, wrong := e.name(t, key); {
	case err != nil || wrong != nil:
	case u != nil:
		e.perhapsWithout(t)
	default:
		if have, _ := e.Lookup(t, name); have != nil {
			e.Set(t, name, nil)
		}
		e.restOnName(t, key)
	}
	return v, err
}

func (e *Environ) update(t *Thread, c *Call) (Value, error) {
	if c.Open != nil {
		e.Lose(t, c.Open)
	}
	if len(c.Args) > 1 {
		return nil, t.Raise("TypeError", "MutableMapping.update() takes from 1 to 2 positional arguments but "+decimal(len(c.Args)+1)+" were given")
	}
	for _, a := range c.Args {
		if err := e.updateFrom(t, a); err != nil {
			return nil, err
		}
	}
	for _, k := range c.Keywords {
		if err := e.SetItem(t, NewStr(k.Name, nil), k.Value); err != nil {
			return nil, err
		}
	}
	return None(), nil
}

func (e *Environ) updateFrom(t *Thread, from Value) error {
	switch from := Underlying(from).(type) {
	case *Dict:
		for _, entry := range from.Entries() {
			if err := e.SetItem(t, entry.Key, entry.Value); err != nil {
				return err
			}
		}
		if from.More() != nil {
			e.Lose(t, from.More())
		}
		return nil
	case *Unknown:
		e.Lose(t, from)
		return nil
	case *Environ:
		return nil
	}
	if hasKeys(t, from) {
		d := t.NewDict(nil)
		if err := updateFromMapping(t, d, from); err != nil {
			return err
		}
		return e.updateFrom(t, d)
	}
	pairs, err := Items(t, from)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if u, ok := p.(*Unknown); ok {
			e.Lose(t, u)
			continue
		}
		kv, err := Items(t, p)
		if err != nil {
			return err
		}
		if len(kv) != 2 {
			return t.Raise("ValueError", "dictionary update sequence element has the wrong length; 2 is required")
		}
		if err := e.SetItem(t, kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// Inplace is "|=", which updates.
func (e *Environ) Inplace(t *Thread, op BinaryOp, other Value) (Value, bool, error) {
	if op != BitOr {
		return nil, false, nil
	}
	return e, true, e.updateFrom(t, other)
}

// Binary is "|" with another mapping, which makes a dict.
func (e *Environ) Binary(t *Thread, op BinaryOp, other Value, right bool) (Value, bool, error) {
	if o, ok := other.(*Environ); ok {
		other = o.dict(t)
	}
	mapping, ok := Underlying(other).(*Dict)
	if op != BitOr || !ok {
		return nil, false, nil
	}
	a, b := Value(e.dict(t)), Value(mapping)
	if right {
		a, b = b, a
	}
	r, err := Binary(t, op, a, b)
	return r, true, err
}

// clear leaves no variable.
func (e *Environ) clear(t *Thread, _ *Call) (Value, error) {
	for _, name := range append(e.Names(t), slices.Collect(maps.Keys(e.set))...) {
		e.Set(t, name, nil)
	}
	return None(), nil
}

func (e *Environ) keys(*Thread, *Call) (Value, error) { return &environView{e, ViewKeys}, nil }

func (e *Environ) items(*Thread, *Call) (Value, error) { return &environView{e, ViewItems}, nil }

func (e *Environ) values(*Thread, *Call) (Value, error) { return &environView{e, ViewValues}, nil }

// holds is the value of a variable that is certainly set.
func (e *Environ) holds(t *Thread, name string) Value {
	v, _ := e.Lookup(t, name)
	return v
}

// listed is what a program gets that lists the variables, each as it takes them. That an
// open environment holds no others is an assumption, as it is of each of them; a closed one
// holds those of the machine.
func (e *Environ) listed(t *Thread, each func(name string) Value) *List {
	names, trace := e.Names(t), others
	_, set := t.Host.Variable(AnyVariable)
	if set == No {
		names = e.withMachine(t, names)
		if e.more == nil {
			trace = nil
		}
	}
	out := make([]Value, 0, len(names)+1)
	for _, n := range names {
		out = append(out, each(n))
	}
	if set == Yes || e.lost != nil {
		out, trace = append(out, e.open(t)), nil
	}
	l := t.NewList(out, trace)
	l.disordered = true
	return l
}

// OfMachine are the variables that every process has, whatever the inputs say: their values
// are the machine's.
var OfMachine = []string{"HOME", "HOSTNAME", "LANG", "PATH", "PWD", "SHLVL", "TERM", "USER"}

// withMachine adds those of the machine that the host knows of and the program has left.
func (e *Environ) withMachine(t *Thread, names []string) []string {
	for _, n := range OfMachine {
		if v, set := t.Host.Variable(n); set == Yes && v != nil && !slices.Contains(names, n) && e.holds(t, n) != nil && !e.Perhaps(n) {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// AnyVariable is the name under which the variables that no input names are assumed to be unset.
const AnyVariable = "*"
