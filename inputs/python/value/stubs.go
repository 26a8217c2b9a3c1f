package value

// What the owner of this package still has to write. Signatures are the contract.

// Truthy is bool(v): Maybe where it is not known. For an unknown whose choices agree, their truth.
func Truthy(t *Thread, v Value) (Truth, error) { panic("not yet") }

// Binary is a op b, with Python's rules for the reflected operator. Inplace is a op= b, which changes a list, set or dict.
func Binary(t *Thread, op BinaryOp, a, b Value) (Value, error)  { panic("not yet") }
func Inplace(t *Thread, op BinaryOp, a, b Value) (Value, error) { panic("not yet") }

// Negate, Plus and Invert are -v, +v and ~v.
func Negate(t *Thread, v Value) (Value, error) { panic("not yet") }
func Plus(t *Thread, v Value) (Value, error)   { panic("not yet") }
func Invert(t *Thread, v Value) (Value, error) { panic("not yet") }

// Compare is a op b as a truth; CompareValue is the same as a value, with the merged trace (a Bool, or an *Unknown of type bool).
func Compare(t *Thread, op CompareOp, a, b Value) (Truth, error)      { panic("not yet") }
func CompareValue(t *Thread, op CompareOp, a, b Value) (Value, error) { panic("not yet") }

// Attr is v.name with the whole of Python's rules: AttributeError where there is none. SetAttr assigns it (v nil: deletes).
func Attr(t *Thread, v Value, name string) (Value, error)     { panic("not yet") }
func SetAttr(t *Thread, v Value, name string, to Value) error { panic("not yet") }

// Item is v[key]; SetItem assigns it (to nil: deletes).
func Item(t *Thread, v, key Value) (Value, error)     { panic("not yet") }
func SetItem(t *Thread, v, key Value, to Value) error { panic("not yet") }

// Items iterates: all items of an iterable. An *Unknown with Many stands for any number of items. For an unknown v, one such item.
func Items(t *Thread, v Value) ([]Value, error) { panic("not yet") }

// Length is len(v); known is false where it is not known.
func Length(t *Thread, v Value) (n int, known bool, err error) { panic("not yet") }

// CallValue calls any value; TypeError where it cannot be called, unknown where it is unknown.
func CallValue(t *Thread, f Value, c *Call) (Value, error) { panic("not yet") }

// ToStr is str(v), ToRepr is repr(v), Format is format(v, spec): a Str or an *Unknown, with the trace of v.
func ToStr(t *Thread, v Value) (Value, error)               { panic("not yet") }
func ToRepr(t *Thread, v Value) (Value, error)              { panic("not yet") }
func Format(t *Thread, v Value, spec string) (Value, error) { panic("not yet") }

// KeyOf gives the key under which a dict holds v: equal values (1, 1.0, True) give equal keys. False where v is not hashable or not known.
func KeyOf(v Value) (any, bool) { panic("not yet") }

// Same is "a is b" as far as it is known; Equal compares two fully known values without calling anything.
func Same(a, b Value) Truth             { panic("not yet") }
func Equal(t *Thread, a, b Value) Truth { panic("not yet") }

// Builtins returns the names of the module builtins that need no interpreter: types, exceptions, len, int, sorted, ...
func Builtins() *Namespace { panic("not yet") }

func (l *List) save() any                                      { panic("not yet") }
func (l *List) restore(any)                                    { panic("not yet") }
func (l *List) join(t *Thread, c Condition, a, b any) any      { panic("not yet") }
func (l *List) assume(c Condition, kept, other any) any        { panic("not yet") }
func (s *Set) save() any                                       { panic("not yet") }
func (s *Set) restore(any)                                     { panic("not yet") }
func (s *Set) join(t *Thread, c Condition, a, b any) any       { panic("not yet") }
func (s *Set) assume(c Condition, kept, other any) any         { panic("not yet") }
func (d *Dict) save() any                                      { panic("not yet") }
func (d *Dict) restore(any)                                    { panic("not yet") }
func (d *Dict) join(t *Thread, c Condition, a, b any) any      { panic("not yet") }
func (d *Dict) assume(c Condition, kept, other any) any        { panic("not yet") }
func (n *Namespace) save() any                                 { panic("not yet") }
func (n *Namespace) restore(any)                               { panic("not yet") }
func (n *Namespace) join(t *Thread, c Condition, a, b any) any { panic("not yet") }
func (n *Namespace) assume(c Condition, kept, other any) any   { panic("not yet") }
func (e *Environ) join(t *Thread, c Condition, a, b any) any   { panic("not yet") }
func (e *Environ) assume(c Condition, kept, other any) any     { panic("not yet") }
