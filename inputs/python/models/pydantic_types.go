package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// The types of a model's fields, read from the source of their annotations, and
// how pydantic makes a value of one (its lax mode). A type that is not followed
// gives an unknown.

// schema is one type.
type schema struct {
	kind string // str int float bool any list tuple set dict union literal none model enum secret url path timedelta email, "container" for one that is not followed, or "" for none that is
	args []schema
	// class is the class of a model or an enum, values those of a Literal.
	class  *value.Class
	values []value.Value
	name   string
	limits []limit
	// decoding is NoDecode or ForceDecode, which say of a field whether the text of its
	// variable is read as JSON; "" leaves that to the options of the model.
	decoding string
}

// complex tells whether the text of a variable is JSON, unless NoDecode is said.
func (s schema) complex() bool {
	switch s.kind {
	case "list", "tuple", "set", "dict", "model", "container":
		return true
	case "union":
		for _, a := range s.args {
			if a.complex() {
				return true
			}
		}
	}
	return false
}

// nullable tells whether None is a value of the type.
func (s schema) nullable() bool {
	return s.kind == "none" || s.kind == "any" || s.kind == "union" && slices.ContainsFunc(s.args, schema.nullable)
}

// optional is the one type beside None of a union; nil where it is none such.
func (s schema) optional() *schema {
	if s.kind != "union" || len(s.args) != 2 {
		return nil
	}
	for i := range s.args {
		if s.args[i].kind == "none" {
			return &s.args[1-i]
		}
	}
	return nil
}

var plainKinds = map[string]string{
	"str": "str", "int": "int", "float": "float", "bool": "bool", "Any": "any", "object": "any", "None": "none",
	"list": "list", "List": "list", "Sequence": "list", "tuple": "tuple", "Tuple": "tuple", "set": "set", "Set": "set",
	"dict": "dict", "Dict": "dict", "Mapping": "dict", "Path": "path", "timedelta": "timedelta", "SecretStr": "secret", "StrictStr": "str", "EmailStr": "email",
	"frozenset": "container", "FrozenSet": "container", "AbstractSet": "container", "deque": "container", "Deque": "container", "MutableSequence": "container",
	"OrderedDict": "container", "defaultdict": "container", "DefaultDict": "container", "Counter": "container",
	"PostgresDsn": "url", "AnyUrl": "url", "RedisDsn": "url", "HttpUrl": "url", "AnyHttpUrl": "url", "AmqpDsn": "url", "MySQLDsn": "url",
}

// schemaOf reads an annotation; names are looked up in the module that is running.
func (lib *pydanticLib) schemaOf(t *value.Thread, x syntax.Expr, depth int) schema {
	if depth > 20 {
		return schema{}
	}
	switch x := x.(type) {
	case *syntax.Constant:
		if s, ok := x.Value.(string); ok {
			if inner, _, err := syntax.ParseExpr("annotation", s); err == nil {
				return lib.schemaOf(t, inner, depth+1)
			}
		}
		if x.Value == nil {
			return schema{kind: "none"}
		}
	case *syntax.Name:
		return lib.named(t, x.ID)
	case *syntax.Attribute:
		return lib.named(t, x.Attr)
	case *syntax.BinOp:
		return union(lib.schemaOf(t, x.Left, depth+1), lib.schemaOf(t, x.Right, depth+1))
	case *syntax.Subscript:
		return lib.subscripted(t, x, depth)
	case *syntax.Call:
		return lib.constrained(t, x, depth)
	}
	return schema{}
}

func union(parts ...schema) schema {
	out := schema{kind: "union"}
	for _, p := range parts {
		if p.kind == "union" {
			out.args = append(out.args, p.args...)
		} else {
			out.args = append(out.args, p)
		}
	}
	return out
}

// named is the type of a name: one of Python's or pydantic's, or a class of the project.
func (lib *pydanticLib) named(t *value.Thread, name string) schema {
	if t.Globals != nil {
		if b, ok := t.Globals.Get(name); ok {
			if cls, ok := b.V.(*value.Class); ok && cls.NS != nil {
				switch {
				case cls.Is(lib.model):
					return schema{kind: "model", class: cls}
				case cls.Meta != nil && cls.Meta.Name == "EnumType":
					return schema{kind: "enum", class: cls}
				}
			}
		}
	}
	if b, ok := boundedTypes[name]; ok {
		return schema{kind: b.kind, name: name, limits: []limit{{b.bound, value.NewInt(0, nil)}}}
	}
	return schema{kind: plainKinds[name], name: name}
}

func (lib *pydanticLib) subscripted(t *value.Thread, x *syntax.Subscript, depth int) schema {
	items := []syntax.Expr{x.Slice}
	if tuple, ok := x.Slice.(*syntax.Tuple); ok {
		items = tuple.Elts
	}
	base := lastName(x.Value)
	of := func(i int) schema { return lib.schemaOf(t, items[i], depth+1) }
	switch base {
	case "Optional":
		return union(of(0), schema{kind: "none"})
	case "Union":
		var parts []schema
		for i := range items {
			parts = append(parts, of(i))
		}
		return union(parts...)
	case "Literal":
		return literalSchema(items)
	case "Annotated":
		return of(0).annotated(items[1:])
	case "Final", "ClassVar":
		return schema{}
	}
	out := schema{kind: plainKinds[base], name: base}
	for i := range items {
		if c, ok := items[i].(*syntax.Constant); ok {
			if _, dots := c.Value.(syntax.Ellipsis); dots {
				out.name = "tuple..."
				continue
			}
		}
		out.args = append(out.args, of(i))
	}
	return out
}

func literalSchema(items []syntax.Expr) schema {
	out := schema{kind: "literal"}
	for _, x := range items {
		c, ok := x.(*syntax.Constant)
		if !ok {
			return schema{}
		}
		switch v := c.Value.(type) {
		case string:
			out.values = append(out.values, value.NewStr(v, nil))
		case int64:
			out.values = append(out.values, value.NewInt(v, nil))
		case bool:
			out.values = append(out.values, value.NewBool(v, nil))
		default:
			return schema{}
		}
	}
	return out
}

// builtinOnly are the kinds that are followed for values of Python's own types alone.
var builtinOnly = map[string]bool{"str": true, "int": true, "float": true, "bool": true, "list": true, "tuple": true, "set": true,
	"dict": true, "literal": true, "timedelta": true}

// make validates a value. ok is false where pydantic refuses it; an unknown is returned where it is not followed.
func (lib *pydanticLib) make(t *value.Thread, s schema, v value.Value) (out value.Value, ok bool, err error) {
	out, ok, err = lib.makeAny(t, s, v)
	if _, open := value.IsUnknown(out); err != nil || !ok || open {
		return out, ok, err
	}
	return limited(t, s, out)
}

// makeAny is make without the limits of the type.
func (lib *pydanticLib) makeAny(t *value.Thread, s schema, v value.Value) (out value.Value, ok bool, err error) {
	if u, unknown := value.IsUnknown(v); unknown {
		return spread(u), true, nil
	}
	if err := t.Enter(); err != nil {
		return nil, false, err
	}
	defer t.Leave()
	if _, isText := text(v); isText && s.kind == "container" {
		return nil, false, nil
	}
	if s.kind == "" || s.kind == "container" || v.Class().NS != nil && builtinOnly[s.kind] {
		return unknown(t, "the type of a field is not followed", v.Trace()), true, nil
	}
	switch s.kind {
	case "any":
		return v, true, nil
	case "none":
		return v, isNone(v), nil
	case "union":
		return lib.makeUnion(t, s, v)
	case "literal":
		in, err := value.Compare(t, value.In, v, value.NewTuple(s.values, nil))
		return v, in == value.Yes, err
	case "model":
		return lib.makeModel(t, s, v)
	case "list", "tuple", "set", "dict":
		return lib.makeContainer(t, s, v)
	}
	return lib.makeScalar(t, s, v)
}

// makeUnion is the value of the one type that takes it. Of several the first wins in
// version 1; in version 2 the one that the value has already.
func (lib *pydanticLib) makeUnion(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	if isNone(v) && s.nullable() {
		return v, true, nil
	}
	_, isText := text(v)
	var found value.Value
	for _, a := range s.args {
		if a.kind == "none" {
			continue
		}
		if isText && a.kind == "str" && !lib.v1 {
			return v, true, nil
		}
		if found != nil && (lib.v1 || isText && a.kind != "literal" && a.kind != "enum") {
			continue
		}
		made, ok, err := lib.make(t, a, v)
		_, unknown := value.IsUnknown(made)
		switch {
		case err != nil:
			return nil, false, err
		case unknown || ok && found != nil:
			return whichOf(t, v), true, nil
		case ok:
			found = made
		}
	}
	return found, found != nil, nil
}

func whichOf(t *value.Thread, v value.Value) value.Value {
	return unknown(t, "which type of a union the value gets is not followed", v.Trace())
}

func (lib *pydanticLib) makeModel(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	if i, ok := v.(*value.Instance); ok && i.Kind.Is(s.class) {
		return i, true, nil
	}
	d, ok := v.(*value.Dict)
	if !ok {
		return lib.noDict(t, v)
	}
	c := &value.Call{At: t.At, Open: d.More()}
	for _, e := range d.Entries() {
		name, _ := text(e.Key)
		c.Keywords = append(c.Keywords, value.Keyword{Name: name, Value: e.Value})
	}
	out, err := value.CallValue(t, s.class, c)
	if r, raised := err.(*value.Raised); raised && r.Kind == lib.wrong {
		return nil, false, nil
	}
	return out, true, err
}

// noDict refuses what is no dict; version 1 would make one of pairs.
func (lib *pydanticLib) noDict(t *value.Thread, v value.Value) (value.Value, bool, error) {
	if _, isText := text(v); lib.v1 && !isNone(v) && !isText {
		return unknown(t, "what pydantic makes a dict of is not followed", v.Trace()), true, nil
	}
	return nil, false, nil
}

// makeContainer makes a container of the items' types; of any other container than
// its own kind only lists are followed, which JSON gives.
func (lib *pydanticLib) makeContainer(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	if s.kind == "dict" {
		return lib.makeDict(t, s, v)
	}
	switch v.(type) {
	case *value.List, value.Tuple, *value.Set:
	default:
		return nil, false, nil
	}
	items, err := value.Items(t, v)
	if err != nil {
		return nil, false, err
	}
	if s.kind == "tuple" && len(s.args) > 0 && s.name != "tuple..." {
		if len(items) != len(s.args) {
			return nil, false, nil
		}
	}
	out := make([]value.Value, len(items))
	for i, item := range items {
		kind := schema{kind: "any"}
		switch {
		case s.kind == "tuple" && s.name != "tuple..." && len(s.args) > 0:
			kind = s.args[i]
		case len(s.args) > 0:
			kind = s.args[0]
		}
		made, ok, err := lib.make(t, kind, item)
		if err != nil || !ok || refusesPerhaps(item, made) {
			return made, ok, err
		}
		out[i] = made
	}
	list := t.NewList(out, v.Trace())
	if s.kind == "list" {
		return list, true, nil
	}
	made, err := call(t, map[string]*value.Class{"tuple": value.TupleClass, "set": value.SetClass}[s.kind], list)
	return made, true, err
}

// refusesPerhaps tells whether a known item is made to something that is not known:
// then neither is the container.
func refusesPerhaps(item, made value.Value) bool {
	_, given := value.IsUnknown(item)
	_, now := value.IsUnknown(made)
	return now && !given
}

func (lib *pydanticLib) makeDict(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	d, ok := v.(*value.Dict)
	if !ok {
		return lib.noDict(t, v)
	}
	out := t.NewDict(v.Trace())
	if more := d.More(); more != nil {
		out.Open(t, more)
	}
	for _, e := range d.Entries() {
		pair := [2]value.Value{e.Key, e.Value}
		for i := range pair {
			if i >= len(s.args) {
				continue
			}
			made, ok, err := lib.make(t, s.args[i], pair[i])
			if err != nil || !ok || refusesPerhaps(pair[i], made) {
				return made, ok, err
			}
			pair[i] = made
		}
		out.Set(t, pair[0], pair[1])
	}
	return out, true, nil
}

var wholeFloat = pattern.New(`^[+-]?[0-9]+\.0*$`)

func (lib *pydanticLib) makeScalar(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	word, isText := text(v)
	switch s.kind {
	case "str":
		switch v.(type) {
		case value.Int, value.Float, value.Bool:
			if lib.v1 {
				out, err := value.ToStr(t, v)
				return out, true, err
			}
		}
		return v, isText, nil
	case "bool":
		return lib.makeBool(t, v)
	case "int":
		return lib.makeInt(t, v)
	case "float":
		if _, isBool := v.(value.Bool); isBool || strings.Contains(word, "_") || word != strings.TrimSpace(word) {
			return unknown(t, "the number is not followed", v.Trace()), true, nil
		}
		f, err := call(t, value.FloatClass, v)
		if refused(err) {
			return nil, false, nil
		}
		return f, true, err
	case "path":
		p, ok := pathText(v)
		return newPath(t, p, v.Trace()), ok, nil
	case "timedelta":
		return lib.makeTimedelta(t, v)
	case "enum":
		return lib.makeEnum(t, s, v)
	case "email":
		return makeEmail(t, v)
	case "secret":
		if i, ok := v.(*value.Instance); ok && i.Kind == lib.secret {
			return i, true, nil
		}
		if !isText {
			return nil, false, nil
		}
		out, err := call(t, lib.secret, v)
		return out, true, err
	}
	return lib.makeURL(t, s, v)
}

func (lib *pydanticLib) makeInt(t *value.Thread, v value.Value) (value.Value, bool, error) {
	switch n := v.(type) {
	case value.Int:
		return n, true, nil
	case value.Str:
		if odd := strings.ContainsAny(n.Text(), "_ ") || strings.HasSuffix(n.Text(), "."); odd && !lib.v1 {
			break // it depends on the version
		}
		if i, ok := pythonInt(n.Text()); ok && (lib.v1 || value.PlainDigits(n.Text()) == n.Text()) {
			return value.NewBigInt(i, v.Trace()), true, nil
		}
		whole := strings.TrimSpace(n.Text())
		if !lib.v1 && wholeFloat.MatchString(whole) {
			i, _ := pythonInt(whole[:strings.IndexByte(whole, '.')])
			return value.NewBigInt(i, v.Trace()), true, nil
		}
		return nil, false, nil
	}
	return unknown(t, "the number is not followed", v.Trace()), true, nil
}

func (lib *pydanticLib) makeBool(t *value.Thread, v value.Value) (value.Value, bool, error) {
	if b, ok := v.(value.Bool); ok {
		return b, true, nil
	}
	if s, ok := text(v); ok {
		switch strings.ToLower(s) {
		case "y", "yes", "t", "true", "on", "1":
			return value.NewBool(true, v.Trace()), true, nil
		case "n", "no", "f", "false", "off", "0":
			return value.NewBool(false, v.Trace()), true, nil
		}
		return nil, false, nil
	}
	return unknown(t, "the bool is not followed", v.Trace()), true, nil
}

// nobodys are the top-level domains that email_validator refuses (RFC 6761).
var nobodys = []string{"arpa", "invalid", "local", "localhost", "onion", "test"}

// makeEmail keeps plain addresses as they are, as email_validator does; what it says of
// others is not followed.
func makeEmail(t *value.Thread, v value.Value) (value.Value, bool, error) {
	word, _ := text(v)
	local, host, _ := strings.Cut(word, "@")
	top := strings.LastIndexByte(host, '.')
	if !plainEmail(word) || len(local) > 64 || strings.Contains(host, "--") || top < 0 || slices.Contains(nobodys, host[top+1:]) {
		return unknown(t, "what email_validator says of the address is not followed", v.Trace()), true, nil
	}
	return v, true, nil
}

// makeTimedelta takes a timedelta or whole seconds.
func (lib *pydanticLib) makeTimedelta(t *value.Thread, v value.Value) (value.Value, bool, error) {
	if v.Class() == timedeltaClass {
		return v, true, nil
	}
	s, isText := text(v)
	switch _, isInt := v.(value.Int); {
	case isInt || isText && isDigits(s) && lib.v1:
		return castSeconds(t, v, &value.Call{At: t.At})
	case isDigits(s):
		return nil, false, nil
	}
	return typed(unknown(t, "a duration in words is not followed", v.Trace()), timedeltaClass), true, nil
}

// makeEnum finds a member by its value.
func (lib *pydanticLib) makeEnum(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	for _, m := range members(s.class) {
		own, _ := m.(*value.Instance).NS.Get("value")
		if m == v || value.Equal(t, own.V, v) == value.Yes {
			return m, true, nil
		}
		if _, isText := text(own.V); !isText {
			return unknown(t, "an enum of other values than texts is not followed", v.Trace()), true, nil
		}
	}
	return nil, false, nil
}
