package value

// Methods of the builtin types, and functions written in Go: how they take their
// arguments, and what they do where one of these is unknown.

// function is what a Builtin calls.
type function = func(t *Thread, c *Call) (Value, error)

// method is a method of a builtin type or a builtin function.
type method struct {
	// takes names the parameters: "" for one that is positional only, "*x" for
	// one that is keyword only. Ignored where rest is set.
	takes []string
	min   int
	// rest: any arguments are taken, and found in invocation.call.
	rest bool
	// open: unknown arguments are passed as they are. Else the function is pure:
	// it is done for each choice of an unknown argument.
	open bool
	// gives is the type of the result, for an unknown one; nil for any.
	gives *Class
	fn    func(in *invocation) (Value, error)
}

// methods are the methods of one type by name.
type methods map[string]method

// invocation is one call of a method.
type invocation struct {
	t    *Thread
	name string
	self Value // nil for a function
	args []Value
	call *Call
	tr   *Trace // of the result: that of self and of all arguments
	err  error  // the first wrong argument

	indexes *Trace // what the answers of __index__ rest on
}

// pos returns n positional-only parameters.
func pos(n int) []string { return make([]string, n) }

// methodOf is the method of a value, bound to it; nil where its type has none of that name.
func (t *Thread) methodOf(data, self Value, name string) Value {
	m, ok := t.methodsOf(data.Class())[name]
	if !ok {
		if f, ok := t.classMethod(data.Class(), data.Class(), name); ok {
			return f
		}
		return dunderOf(data, self, name)
	}
	return &BoundMethod{Self: data, Func: NewBuiltin(name, func(t *Thread, c *Call) (Value, error) {
		rest := *c
		rest.Args = c.Args[1:]
		return m.invoke(t, name, c.Args[0], &rest)
	})}
}

// unboundMethod is str.strip and the like: a function of self; nil where the class has none.
func (t *Thread) unboundMethod(c *Class, name string) Value {
	for _, k := range c.MRO() {
		if f, ok := t.classMethod(k, c, name); ok {
			return f
		}
		m, ok := t.methodsOf(k)[name]
		if !ok {
			continue
		}
		return NewBuiltin(name, func(t *Thread, call *Call) (Value, error) {
			return callUnbound(t, m, k, name, call)
		})
	}
	return dunderFunction(c, name)
}

func callUnbound(t *Thread, m method, k *Class, name string, call *Call) (Value, error) {
	if len(call.Args) == 0 {
		return nil, t.Raise("TypeError", "unbound method "+k.Name+"."+name+"() needs an argument")
	}
	rest := *call
	rest.Args = call.Args[1:]
	if u, ok := call.Args[0].(*Unknown); ok {
		if (len(u.Choices) == 0 || u.Many) && changers[name] {
			if err := t.loseReach(u, rest.Args...); err != nil {
				return nil, err
			}
		}
		r, err := Over(t, u, func(v Value) (Value, error) { return m.invokeAs(t, k, name, v, &rest) })
		return typed(r, m.gives), err
	}
	return m.invokeAs(t, k, name, call.Args[0], &rest)
}

func (m method) invokeAs(t *Thread, k *Class, name string, self Value, c *Call) (Value, error) {
	self = Underlying(self)
	if !self.Class().Is(k) {
		return nil, t.Raise("TypeError", "descriptor '"+name+"' for '"+k.Name+"' objects doesn't apply to a '"+self.Class().TypeName()+"' object")
	}
	return m.invoke(t, name, self, c)
}

// typed sets the type of an unknown result.
func typed(v Value, c *Class) Value {
	if u, ok := v.(*Unknown); ok && u.Type == nil && c != nil {
		u = u.With(u.trace).(*Unknown)
		u.Type = c
		return u
	}
	return v
}

// invoke binds the arguments and calls the function. How arguments are refused is said
// in other words by each function of Python: the program does not get to see ours.
func (m method) invoke(t *Thread, name string, self Value, c *Call) (Value, error) {
	if err := t.Burn(1 + (weight(self)+weightOf(c.Args))/256); err != nil {
		return nil, err
	}
	if c.Open != nil && !m.open {
		return typed(Doubt(nil, c.Open, self), m.gives), nil
	}
	in := &invocation{t: t, name: name, self: self, call: c}
	if m.rest {
		in.args = c.Args
	} else if err := in.bind(m); err != nil {
		t.forgetMessage(err)
		return nil, err
	}
	if !m.open {
		for i, a := range in.args {
			if u, ok := a.(*Unknown); ok {
				return m.overArgument(in, i, u)
			}
		}
	}
	r, err := m.run(in)
	if u, ok := err.(unknownIndex); ok {
		with, ok := u.in(c)
		if !ok { // it is in an argument
			return typed(Doubt(nil, append([]Value{u.is, self}, in.args...)...), m.gives), nil
		}
		return m.invoke(t, name, self, with)
	}
	if in.indexes != nil && r != nil && err == nil {
		r, err = resting(r, in.indexes), t.Presume(in.indexes, orNone(self))
	}
	return MarkText(r), err
}

func (m method) run(in *invocation) (Value, error) {
	if in.self != nil {
		in.tr = in.self.Trace()
	}
	if !m.open {
		for _, a := range in.args {
			if a != nil {
				in.tr = Merge(in.tr, a.Trace())
			}
		}
	}
	r, err := m.fn(in)
	if in.err != nil {
		in.t.forgetMessage(in.err)
		return nil, in.err
	}
	return r, err
}

// overArgument does the call for each choice of an unknown argument.
func (m method) overArgument(in *invocation, i int, u *Unknown) (Value, error) {
	if len(u.Choices) == 0 {
		return Doubt(m.gives, append([]Value{u, in.self}, in.args...)...), nil
	}
	r, err := Over(in.t, u, func(v Value) (Value, error) {
		with := *in.call
		with.Args = append([]Value(nil), in.call.Args...)
		with.Keywords = append([]Keyword(nil), in.call.Keywords...)
		for j, a := range with.Args {
			if a == Value(u) {
				with.Args[j] = v
			}
		}
		for j, k := range with.Keywords {
			if k.Value == Value(u) {
				with.Keywords[j].Value = v
			}
		}
		return m.invoke(in.t, in.name, in.self, &with)
	})
	return typed(r, m.gives), err
}

// weight is the size of a value that a method may have to walk through.
func weight(v Value) int {
	switch v := v.(type) {
	case Str:
		return len(v.text)
	case Bytes:
		return len(v.text)
	case Tuple:
		return len(v.Elems)
	case *List:
		return len(v.elems)
	case *Dict:
		return len(v.list)
	case *Set:
		return len(v.elems)
	}
	return 0
}

func weightOf(values []Value) int {
	sum := 0
	for _, v := range values {
		sum += weight(v)
	}
	return sum
}

// bind puts the arguments in the order of the parameters; nil where not given.
func (in *invocation) bind(m method) error {
	positional := 0
	for positional < len(m.takes) && (m.takes[positional] == "" || m.takes[positional][0] != '*') {
		positional++
	}
	if len(in.call.Args) > positional {
		return in.t.Raise("TypeError", in.name+"() takes fewer arguments ...")
	}
	in.args = make([]Value, len(m.takes))
	copy(in.args, in.call.Args)
	for _, k := range in.call.Keywords {
		i := indexOfParameter(m.takes, k.Name)
		if i < 0 {
			return in.t.Raise("TypeError", in.name+"() got an unexpected keyword argument ...")
		}
		if in.args[i] != nil {
			return in.t.Raise("TypeError", in.name+"() got multiple values for argument ...")
		}
		in.args[i] = k.Value
	}
	for i := range m.min {
		if in.args[i] == nil && in.call.Open == nil {
			return in.t.Raise("TypeError", in.name+"() takes more arguments")
		}
	}
	return nil
}

func indexOfParameter(takes []string, name string) int {
	for i, p := range takes {
		if p == name && p != "" || p == "*"+name {
			return i
		}
	}
	return -1
}

// has tells whether an argument is given, and is not None.
func (in *invocation) has(i int) bool {
	if i >= len(in.args) || in.args[i] == nil {
		return false
	}
	_, none := in.args[i].(NoneValue)
	return !none
}

func (in *invocation) fail(class, shape string) {
	if in.err == nil {
		in.err = in.t.Raise(class, shape)
	}
}

// str returns an argument that must be a str.
func (in *invocation) str(i int) string {
	if s, ok := Underlying(in.args[i]).(Str); ok {
		return s.text
	}
	in.fail("TypeError", in.name+"() argument must be str, not "+in.args[i].Class().TypeName())
	return ""
}

// strOr is str with what it is where it is not given.
func (in *invocation) strOr(i int, def string) string {
	if in.args[i] == nil {
		return def
	}
	return in.str(i)
}

// int returns an argument that must be an int, cut to what an index can be.
func (in *invocation) int(i, def int) int {
	if in.args[i] == nil {
		return def
	}
	v, err := indexed(in.t, in.args[i])
	u, unknown := v.(*Unknown)
	_, asked := in.args[i].(*Instance)
	switch {
	case err != nil:
	case unknown && asked:
		err = unknownIndex{in.args[i], u}
	case asked:
		in.indexes = in.indexes.Under(v.Trace())
	}
	n := 0
	if err == nil {
		n, err = indexOf(in.t, v)
	}
	if err != nil && in.err == nil {
		in.err = err
	}
	return n
}

// index is int for a position of a slice: None is the default.
func (in *invocation) index(i, def int) int {
	if !in.has(i) {
		return def
	}
	return in.int(i, def)
}

// truth returns the truth of an argument; unknown ones do not come here.
func (in *invocation) truth(i int, def bool) bool {
	if in.args[i] == nil {
		return def
	}
	truth, err := Truthy(in.t, in.args[i])
	if err != nil && in.err == nil {
		in.err = err
	}
	return truth == Yes
}

// maxIndex is the largest index; larger ints are cut to it, as slices do.
const maxIndex = 1<<62 - 1

// operatorIndex is operator.index(v).
func operatorIndex(t *Thread, v Value) (Int, error) {
	if inst, ok := v.(*Instance); ok {
		if r, found, err := askedNumber(t, inst, IntClass, "__index__"); err != nil {
			return Int{}, err
		} else if found {
			t.Decide(r)
			if u, ok := r.(*Unknown); ok {
				return Int{}, unknownIndex{v, u}
			}
			v = r
		}
	}
	n, ok := asInt(Underlying(v))
	if !ok {
		return Int{}, t.Raise("TypeError", "'"+v.Class().TypeName()+"' object cannot be interpreted as an integer")
	}
	return n, nil
}

// indexOf is operator.index(v), cut to maxIndex.
func indexOf(t *Thread, v Value) (int, error) {
	n, err := operatorIndex(t, v)
	if err != nil {
		return 0, err
	}
	i, small := n.Int64()
	switch {
	case !small && n.sign() < 0 || small && i < -maxIndex:
		return -maxIndex, nil
	case !small || i > maxIndex:
		return maxIndex, nil
	}
	return int(i), nil
}

// methodsOf returns the methods of a builtin type.
func (t *Thread) methodsOf(c *Class) methods {
	if ms, ok := t.methods[c]; ok {
		return ms
	}
	if t.methods == nil {
		t.methods = map[*Class]methods{}
	}
	ms := methodTable(c)
	t.methods[c] = ms
	return ms
}

// methodTable makes the methods of a builtin type; nil where it has none.
func methodTable(c *Class) methods {
	switch c {
	case StrClass:
		return strMethods()
	case BytesClass:
		return bytesMethods()
	case ListClass:
		return listMethods()
	case TupleClass:
		return tupleMethods()
	case RangeClass:
		return rangeMethods()
	case DictClass:
		return dictMethods()
	case SetClass:
		return setMethods()
	case FrozenSetClass:
		return frozenSetMethods()
	case dictKeysClass, dictItemsClass:
		return viewMethods()
	case ABCMetaClass:
		return methods{"register": {takes: pos(1), min: 1, open: true, fn: func(in *invocation) (Value, error) {
			return registerClass(in.t, in.self.(*Class), in.args[0])
		}}}
	case SliceClass:
		return methods{"indices": {takes: pos(1), min: 1, gives: TupleClass, fn: sliceIndices}}
	case IntClass, BoolClass:
		return intMethods()
	case FloatClass:
		return floatMethods()
	case ComplexClass:
		return methods{"conjugate": {fn: func(in *invocation) (Value, error) {
			c := in.self.(Complex)
			return Complex{c.traced, complex(real(c.C), -imag(c.C))}, nil
		}}}
	}
	if c.Is(TupleClass) {
		return tupleMethods()
	}
	return nil
}
