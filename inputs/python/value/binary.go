package value

// The binary operators: an unknown operand, then what the operands' own types
// say, then the builtin types.

// operator is how an operator is written, and the special methods behind it.
type operator struct{ symbol, method, reflected, inplace string }

func operatorOf(op BinaryOp) operator {
	name := [...]string{"add", "sub", "mul", "matmul", "truediv", "mod", "pow", "lshift", "rshift", "or", "xor", "and", "floordiv"}[op]
	symbol := [...]string{"+", "-", "*", "@", "/", "%", "** or pow()", "<<", ">>", "|", "^", "&", "//"}[op]
	return operator{symbol, "__" + name + "__", "__r" + name + "__", "__i" + name + "__"}
}

// Binary is a op b, with Python's rules for the reflected operator.
func Binary(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	if isUnknown(a) || isUnknown(b) {
		return binaryUnknown(t, op, a, b)
	}
	if r, ok, err := overloaded(t, op, a, b); ok || err != nil {
		return r, err
	}
	if u := unknownBases(a, b); u != nil {
		return Doubt(nil, a, b, u), nil
	}
	left, right := underlyingTuple(a), underlyingTuple(b)
	if _, tuple := right.(Tuple); op == Mod && !tuple && (left.Class() == StrClass || left.Class() == BytesClass) {
		right = b // "%s" and "%(name)s" ask the class, which may have methods of its own
	}
	r, err := builtinBinary(t, op, left, right, Merge(a.Trace(), b.Trace()))
	if r == nil && err == nil {
		return nil, unsupported(t, op, operatorOf(op).symbol, a, b)
	}
	return MarkText(r), err
}

// HasTuple is a value of a library's class that derives from tuple.
type HasTuple interface {
	Value
	Tuple() Tuple
}

// underlyingTuple is Underlying, of a library's tuple too.
func underlyingTuple(v Value) Value {
	if h, ok := v.(HasTuple); ok {
		return h.Tuple()
	}
	return Underlying(v)
}

func isUnknown(v Value) bool { _, ok := v.(*Unknown); return ok }

func unknownBases(vs ...Value) *Unknown {
	for _, v := range vs {
		if i, ok := v.(*Instance); ok {
			if u := i.Kind.unknownBase(); u != nil {
				return u
			}
		}
	}
	return nil
}

// binaryUnknown is a op b where one is unknown: containers keep what they know.
func binaryUnknown(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	ua, okA := a.(*Unknown)
	ub, okB := b.(*Unknown)
	if okA && len(ua.Choices) > 0 {
		return Over(t, ua, func(v Value) (Value, error) { return Binary(t, op, v, b) })
	}
	if okB && len(ub.Choices) > 0 {
		return Over(t, ub, func(v Value) (Value, error) { return Binary(t, op, a, v) })
	}
	if op == Add {
		if r := addUnknown(t, a, b); r != nil {
			return r, nil
		}
	}
	if s, ok := a.(Str); ok && op == Mod && b.Class() == StrClass {
		return percentStr(t, s, b)
	}
	u := Doubt(typeOfResult(op, a, b), a, b)
	if op == Add {
		u = u.joining(a, b)
	}
	return u, nil
}

// addUnknown is a sequence plus something unknown: it keeps its own items.
func addUnknown(t *Thread, a, b Value) Value {
	kind := a.Class()
	if isUnknown(a) {
		kind = b.Class()
	}
	if kind != ListClass && kind != TupleClass {
		return nil
	}
	items := append(itemsOrMany(a), itemsOrMany(b)...)
	if kind == TupleClass {
		return NewTuple(items, Merge(a.Trace(), b.Trace()))
	}
	return t.NewList(items, Merge(a.Trace(), b.Trace()))
}

// itemsOrMany gives the items of a list or tuple, or one item that stands for any number.
func itemsOrMany(v Value) []Value {
	switch v := v.(type) {
	case Tuple:
		return append([]Value(nil), v.Elems...)
	case *List:
		return append([]Value(nil), v.elems...)
	}
	return []Value{manyOf(v)}
}

// manyOf is the item that stands for all items of something unknown.
func manyOf(v Value) *Unknown {
	u := Doubt(nil, v)
	u.Many = true
	return u
}

// typeOfResult is the type of a op b where one of them is not known; nil where it may be any.
func typeOfResult(op BinaryOp, a, b Value) *Class {
	ka, kb := a.Class(), b.Class()
	switch {
	case (ka == StrClass || ka == BytesClass) && (op == Add || op == Mod || op == Mult):
		return ka
	case kb == StrClass && op == Add:
		return kb
	case ka == kb && (ka == IntClass && op != Div && op != Pow || ka == FloatClass && op != Pow):
		return ka
	}
	return nil
}

// overloaded asks the operands' own types; ok is false where none has an answer.
func overloaded(t *Thread, op BinaryOp, a, b Value) (Value, bool, error) {
	names := operatorOf
	sub := a.Class() != b.Class() && b.Class().Is(a.Class()) && overrides(b.Class(), a.Class(), operatorOf(op).reflected)
	if sub {
		if r, ok, err := operand(t, op, b, a, true, names); ok || err != nil {
			return r, ok, err
		}
	}
	if r, ok, err := operand(t, op, a, b, false, names); ok || err != nil {
		return r, ok, err
	}
	if sub {
		return nil, false, nil
	}
	return operand(t, op, b, a, true, names)
}

// overrides tells whether a class has a method of its own in the place of its base's.
func overrides(c, base *Class, name string) bool {
	_, own, _ := c.Lookup(name)
	_, inherited, has := base.Lookup(name)
	return !has || own != inherited
}

func operand(t *Thread, op BinaryOp, v, other Value, right bool, names func(BinaryOp) operator) (Value, bool, error) {
	if h, ok := v.(HasBinary); ok {
		return h.Binary(t, op, other, right)
	}
	switch c, isClass := v.(*Class); {
	case isClass && c.Meta != nil:
	case v.Class() == UnknownClass || isClass:
		return nil, false, nil
	default:
		if _, ok := v.(*Instance); !ok {
			return nil, false, nil
		}
	}
	name := names(op).method
	if right {
		name = names(op).reflected
	}
	r, found, err := special(t, v, name, other)
	if _, not := r.(NotImplementedValue); not {
		return nil, false, err
	}
	return r, found, err
}

func builtinBinary(t *Thread, op BinaryOp, a, b Value, tr *Trace) (Value, error) {
	if r, err := arithmetic(t, op, a, b, tr); r != nil || err != nil {
		return r, err
	}
	switch a := a.(type) {
	case Str:
		if op == Mod {
			return percentStr(t, a, b)
		}
	case Bytes:
		if op == Mod {
			return percentBytes(t, a, b)
		}
	case *Set:
		if b, ok := b.(*Set); ok {
			return setBinary(t, op, a, b, tr)
		}
	case *Dict:
		if b, ok := b.(*Dict); ok && op == BitOr {
			return mergeDicts(t, a, b, tr)
		}
	case *DictView:
		if r, err := viewBinary(t, op, a, b, tr); r != nil || err != nil {
			return r, err
		}
	case *Class, *GenericAlias, *UnionType, NoneValue:
		if op == BitOr {
			return unionType(a, b), nil
		}
	}
	if view, ok := b.(*DictView); ok && view.Kind != ViewValues {
		return reflectedView(t, op, a, view, tr)
	}
	switch op {
	case Add:
		return concatenate(t, a, b, tr)
	case Mult:
		if isSequence(a) || isSequence(b) {
			return repeatEither(t, a, b, tr)
		}
	}
	return nil, nil
}

func concatenate(t *Thread, a, b Value, tr *Trace) (Value, error) {
	switch x := a.(type) {
	case Str:
		if y, ok := b.(Str); ok {
			return newText(t, StrClass, tr, len(x.text)+len(y.text), func() string { return x.text + y.text })
		}
	case Bytes:
		if y, ok := b.(Bytes); ok {
			return newText(t, BytesClass, tr, len(x.text)+len(y.text), func() string { return x.text + y.text })
		}
	case *List:
		if y, ok := b.(*List); ok {
			items, err := joinItems(t, x.elems, y.elems)
			return InAnyOrder(t, t.NewList(items, tr), Disordered(x) || Disordered(y)), err
		}
	case Tuple:
		if y, ok := b.(Tuple); ok {
			items, err := joinItems(t, x.Elems, y.Elems)
			return InAnyOrder(t, NewTuple(items, tr), Disordered(x) || Disordered(y)), err
		}
	}
	return nil, nil
}

func joinItems(t *Thread, a, b []Value) ([]Value, error) {
	if err := t.Alloc(len(a) + len(b)); err != nil {
		return nil, err
	}
	return append(append(make([]Value, 0, len(a)+len(b)), a...), b...), nil
}

// newText makes a str or bytes of a known size, or refuses to where it is above the bounds.
func newText(t *Thread, kind *Class, tr *Trace, size int, make func() string) (Value, error) {
	if size > t.Limits.Size || size < 0 {
		return refuse(t, kind, tr), nil
	}
	if err := t.Alloc(size); err != nil {
		return nil, err
	}
	if kind == BytesClass {
		return NewBytes(make(), tr), nil
	}
	return NewStr(make(), tr), nil
}

func repeatEither(t *Thread, a, b Value, tr *Trace) (Value, error) {
	for _, v := range []*Value{&a, &b} {
		times, err := indexed(t, *v)
		if err != nil {
			return nil, err
		}
		*v = times
	}
	if isUnknown(a) || isUnknown(b) {
		return binaryUnknown(t, Mult, a, b)
	}
	if n, ok := asInt(b); ok {
		return repeat(t, a, n, tr)
	}
	if n, ok := asInt(a); ok {
		return repeat(t, b, n, tr)
	}
	return nil, nil
}

// repeat is a sequence times n; nil where v is no sequence.
func repeat(t *Thread, v Value, times Int, tr *Trace) (Value, error) {
	if !isSequence(v) {
		return nil, nil
	}
	if times.big != nil {
		return nil, t.Raise("OverflowError", "cannot fit 'int' into an index-sized integer")
	}
	n := min(max(times.small, 0), int64(t.Limits.Size)+1)
	switch v := v.(type) {
	case Str:
		return repeatText(t, StrClass, v.text, int(n), tr)
	case Bytes:
		return repeatText(t, BytesClass, v.text, int(n), tr)
	case *List:
		items, ok, err := repeatItems(t, v.elems, int(n))
		if !ok {
			return refuse(t, ListClass, tr), err
		}
		return t.NewList(items, tr), nil
	case Tuple:
		items, ok, err := repeatItems(t, v.Elems, int(n))
		if !ok {
			return refuse(t, TupleClass, tr), err
		}
		return NewTuple(items, tr), nil
	}
	return nil, nil
}

func repeatText(t *Thread, kind *Class, s string, n int, tr *Trace) (Value, error) {
	if s == "" {
		n = 0
	}
	return newText(t, kind, tr, len(s)*n, func() string { return repeatString(s, n) })
}

func repeatString(s string, n int) string {
	out := make([]byte, 0, len(s)*n)
	for ; n > 0; n-- {
		out = append(out, s...)
	}
	return string(out)
}

// repeatItems is not ok where the result is above the bounds.
func repeatItems(t *Thread, items []Value, n int) ([]Value, bool, error) {
	if len(items) == 0 {
		n = 0
	}
	if n > 0 && len(items) > t.Limits.Size/n {
		return nil, false, nil
	}
	if err := t.Alloc(len(items) * n); err != nil {
		return nil, false, err
	}
	out := make([]Value, 0, len(items)*n)
	for ; n > 0; n-- {
		out = append(out, items...)
	}
	return out, true, nil
}

// unsupported is the TypeError of an operator that the types do not have.
func unsupported(t *Thread, op BinaryOp, symbol string, a, b Value) error {
	ka, kb := a.Class().TypeName(), b.Class().TypeName()
	if op == Add {
		switch a.(type) {
		case Str, *List, Tuple:
			return t.Raise("TypeError", "can only concatenate "+ka+" (not \""+kb+"\") to "+ka)
		case Bytes:
			return t.Raise("TypeError", "can't concat "+kb+" to bytes")
		}
	}
	if op == Mult && (isSequence(a) || isSequence(b)) {
		if isSequence(a) {
			ka = kb
		}
		return t.Raise("TypeError", "can't multiply sequence by non-int of type '"+ka+"'")
	}
	return t.Raise("TypeError", "unsupported operand type(s) for "+symbol+": '"+ka+"' and '"+kb+"'")
}

func isSequence(v Value) bool {
	switch v.(type) {
	case Str, Bytes, *List, Tuple:
		return true
	}
	return false
}

// HasInplace answers v op= b; ok is false where the type leaves it to op.
type HasInplace interface {
	Value
	Inplace(t *Thread, op BinaryOp, b Value) (result Value, ok bool, err error)
}

// Inplace is a op= b, which changes a list, set or dict.
func Inplace(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	switch x := a.(type) {
	case *Unknown:
		return inplaceUnknown(t, op, x, b)
	case *Instance:
		if r, found, err := callSpecial(t, x, operatorOf(op).inplace, b); found || err != nil {
			return r, err
		}
		if data, ok := builtinData(x); ok && changesInplace(data, op) {
			if _, err := Inplace(t, op, data, b); err != nil {
				return nil, err
			}
			return x, nil
		}
	case *List:
		if i, ok := b.(*Instance); ok { // a list adds and repeats itself only where b has no say
			if r, found, err := callSpecial(t, i, operatorOf(op).reflected, x); found || err != nil {
				if _, not := r.(NotImplementedValue); !not || err != nil {
					return r, err
				}
			}
		}
		if op == Add {
			return x, extend(t, x, b)
		}
		if op == Mult {
			times, err := indexed(t, b)
			if err != nil {
				return nil, err
			}
			if n, ok := asInt(times); ok {
				return repeatInplace(t, x, n)
			}
			if isUnknown(times) {
				return inplaceUnknownTimes(t, x, times)
			}
		}
	case *Set:
		if y, ok := b.(*Set); ok && !x.Frozen {
			return inplaceSet(t, op, x, y)
		}
	case *Dict:
		if op == BitOr {
			return x, updateDict(t, x, b)
		}
	case HasInplace:
		if r, found, err := x.Inplace(t, op, b); found || err != nil {
			return r, err
		}
	}
	return Binary(t, op, a, b)
}

// inplaceUnknownTimes repeats a list, nobody knows how often.
func inplaceUnknownTimes(t *Thread, l *List, times Value) (Value, error) {
	l.SetElems(t, []Value{manyOf(Doubt(nil, times, l))})
	return l, nil
}

func repeatInplace(t *Thread, l *List, n Int) (Value, error) {
	r, err := repeat(t, l, n, l.trace)
	if err != nil {
		return nil, err
	}
	if out, ok := r.(*List); ok {
		l.SetElems(t, out.elems)
		return l, nil
	}
	return r, nil
}

// changesInplace tells whether a builtin container is changed by op=.
func changesInplace(v Value, op BinaryOp) bool {
	switch v := v.(type) {
	case *List:
		return op == Add || op == Mult
	case *Dict:
		return op == BitOr
	case *Set:
		return !v.Frozen && (op == BitOr || op == BitAnd || op == BitXor || op == Sub)
	}
	return false
}

// inplaceUnknown changes each of the containers that the unknown may be.
func inplaceUnknown(t *Thread, op BinaryOp, u *Unknown, b Value) (Value, error) {
	if len(u.Choices) == 0 || u.Many {
		if err := t.loseReach(u, b); err != nil {
			return nil, err
		}
		return Binary(t, op, u, b)
	}
	return Over(t, u, func(v Value) (Value, error) { return Inplace(t, op, v, b) })
}
