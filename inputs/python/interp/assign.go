package interp

import (
	"fmt"
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) assignStmt(s *syntax.Assign) error {
	v, err := f.eval(s.Value)
	if err != nil {
		return err
	}
	for _, target := range s.Targets {
		if name, ok := target.(*syntax.Name); ok {
			v = value.Named(name.ID, v) // a = password = "...": both names hold the secret
		}
	}
	for _, target := range s.Targets {
		if err := f.assign(target, v, s.Value); err != nil {
			return err
		}
	}
	return nil
}

// assign binds a target; from is the expression of the value, for its place.
func (f *frame) assign(target syntax.Expr, v value.Value, from syntax.Node) error {
	switch target := target.(type) {
	case *syntax.Name:
		f.bind(target.ID, v, f.place(from))
	case *syntax.Attribute:
		return f.storeAttr(target, v)
	case *syntax.Subscript:
		return f.storeItem(target, v)
	case *syntax.Tuple:
		return f.unpack(target.Elts, v, from)
	case *syntax.List:
		return f.unpack(target.Elts, v, from)
	case *syntax.Starred:
		return f.assign(target.Value, v, from)
	}
	return nil
}

func (f *frame) storeAttr(target *syntax.Attribute, v value.Value) error {
	owner, err := f.eval(target.Value)
	if err != nil {
		return err
	}
	f.at(target)
	err = value.Blame(value.SetAttr(f.t, owner, target.Attr, v), owner)
	if _, ok := f.raisedBy(err); ok {
		return nil
	}
	return err
}

func (f *frame) storeItem(target *syntax.Subscript, v value.Value) error {
	owner, err := f.eval(target.Value)
	if err != nil {
		return err
	}
	key, err := f.eval(target.Slice)
	if err != nil {
		return err
	}
	return f.setItem(target, owner, key, v)
}

// setItem assigns an item, or deletes it where v is nil.
func (f *frame) setItem(target syntax.Node, owner, key, v value.Value) error {
	f.at(target)
	if v == nil {
		f.doubt(key)
	}
	err := value.SetItem(f.t, owner, key, v)
	if err != nil {
		err = value.Blame(err, owner, key, v)
		u, ok := f.raisedBy(err)
		if !ok {
			return err
		}
		f.setOther(u, owner, key, v)
		return nil
	}
	if _, slice := key.(value.Slice); slice && v != nil && mutable(owner) {
		under(owner, v.Trace())
	}
	return f.t.Presume(key.Trace(), owner)
}

// setOther goes on where setting an item has raised under an assumption: as if another
// value were given or, where that raises as well, another item were meant.
func (f *frame) setOther(u, owner, key, v value.Value) {
	if v != nil && value.SetItem(f.t, owner, key, value.Doubt(nil, u, v)) == nil {
		return
	}
	_ = value.SetItem(f.t, owner, value.Doubt(nil, u, key), v) // what raises for any item, as of None, has none
}

// unpack assigns the items of a value to several targets, one of them perhaps starred.
func (f *frame) unpack(targets []syntax.Expr, v value.Value, from syntax.Node) error {
	f.at(from)
	items, cond, err := f.itemsOf(v)
	if err != nil {
		err = f.otherwiseSaid(err, "cannot unpack non-iterable "+v.Class().Name+" object")
		return f.unpackOther(err, targets, from)
	}
	items = underAll(value.InOrder(f.t, v, items), cond)
	star := starred(targets)
	if many := firstMany(items); many != nil {
		return f.unpackMany(targets, items, many, from)
	}
	if len(items) < len(targets)-1 || len(items) != len(targets) && star < 0 {
		err := f.t.RaiseClass(value.Exceptions()["ValueError"], unpackShape(len(items), len(targets), star), cond)
		return f.unpackOther(value.Blame(err, v), targets, from)
	}
	f.doubt(v, value.None().With(cond))
	if star < 0 {
		return f.assignAll(targets, items, from)
	}
	after := len(targets) - star - 1
	rest := items[star : len(items)-after]
	list := f.t.NewList(append([]value.Value{}, rest...), value.LiteralAt(f.place(targets[star])).Under(cond))
	if err := f.assignAll(targets[:star], items, from); err != nil {
		return err
	}
	if err := f.assign(targets[star], list, from); err != nil {
		return err
	}
	return f.assignAll(targets[star+1:], items[len(items)-after:], from)
}

// unpackOther goes on where unpacking has raised under an assumption: as if the items
// were others.
func (f *frame) unpackOther(err error, targets []syntax.Expr, from syntax.Node) error {
	u, ok := f.raisedBy(err)
	if !ok {
		return err
	}
	many := f.asMany(u, "", f.place(from))
	return f.unpackMany(targets, []value.Value{many}, many, from)
}

// itemsOf are the items of a value, and what it rests on which they are.
func (f *frame) itemsOf(v value.Value) ([]value.Value, *value.Trace, error) {
	before := f.t.Deciding()
	items, err := value.Items(f.t, v)
	return items, v.Trace().Under(f.t.Decided(before)), value.Blame(err, v)
}

// underAll gives items what the container that they are taken from rests on.
func underAll(items []value.Value, cond *value.Trace) []value.Value {
	if cond == nil || len(cond.Reads) == 0 && len(cond.Assumes) == 0 {
		return items
	}
	out := make([]value.Value, len(items))
	for i, v := range items {
		out[i] = under(v, cond)
	}
	return out
}

func unpackShape(have, want, star int) string {
	switch {
	case star >= 0:
		return fmt.Sprintf("not enough values to unpack (expected at least %d, got %d)", want-1, have)
	case have > want:
		return fmt.Sprintf("too many values to unpack (expected %d)", want)
	}
	return fmt.Sprintf("not enough values to unpack (expected %d, got %d)", want, have)
}

func (f *frame) assignAll(targets []syntax.Expr, items []value.Value, from syntax.Node) error {
	for i, target := range targets {
		at := from
		if parts := display(from); len(parts) == len(targets) && starred(parts) < 0 {
			at = parts[i]
		}
		if err := f.assign(target, items[i], at); err != nil {
			return err
		}
	}
	return nil
}

// unpackMany assigns where the number of items is not known: what stands before
// the first unknown stretch is known, the rest is not.
func (f *frame) unpackMany(targets []syntax.Expr, items []value.Value, many *value.Unknown, from syntax.Node) error {
	f.in.mayRaiseAny(many, f.in.expected(doubted...), nil)
	sure := max(0, slices.Index(items, value.Value(many)))
	any := one(many)
	if len(items)-sure > 1 {
		any = value.Doubt(nil, items[sure:]...)
		many = f.asMany(any, "", f.place(from))
	}
	for i, target := range targets {
		var v value.Value = any
		if _, star := target.(*syntax.Starred); star {
			sure = 0
			v = f.t.NewList([]value.Value{many}, many.Trace())
		} else if i < sure {
			v = items[i]
		}
		if err := f.assign(target, v, from); err != nil {
			return err
		}
	}
	return nil
}

// one is an item of those that a Many stands for.
func one(many *value.Unknown) *value.Unknown {
	u := *many
	u.Many = false
	return &u
}

// asMany is an unknown that stands for any number of values like v.
func (f *frame) asMany(v value.Value, because string, at value.Place) *value.Unknown {
	u, ok := value.IsUnknown(v)
	if ok {
		c := *u
		c.Many = true
		return &c
	}
	u = value.Doubt(nil, value.NewUnknown(because, at, nil), v)
	if v.Class() != value.UnknownClass {
		u.Type = v.Class()
	}
	u.Many = true
	return u
}

func firstMany(items []value.Value) *value.Unknown {
	for _, v := range items {
		if u, ok := value.IsUnknown(v); ok && u.Many {
			return u
		}
	}
	return nil
}

func starred(list []syntax.Expr) int {
	for i, e := range list {
		if _, ok := e.(*syntax.Starred); ok {
			return i
		}
	}
	return -1
}

// display returns the items of a list or tuple as it is written.
func display(n syntax.Node) []syntax.Expr {
	switch n := n.(type) {
	case *syntax.Tuple:
		return n.Elts
	case *syntax.List:
		return n.Elts
	}
	return nil
}

func (f *frame) augAssign(s *syntax.AugAssign) error {
	switch target := s.Target.(type) {
	case *syntax.Name:
		return f.augName(s, target)
	case *syntax.Attribute:
		return f.augAttr(s, target)
	case *syntax.Subscript:
		return f.augItem(s, target)
	}
	return nil
}

func (f *frame) inplace(s *syntax.AugAssign, old value.Value) (value.Value, error) {
	v, err := f.eval(s.Value)
	if err != nil {
		return nil, err
	}
	f.at(s.Value)
	r, err := value.Inplace(f.t, value.BinaryOp(s.Op), old, v)
	if err != nil {
		return nil, value.Blame(err, old, v)
	}
	return under(r, v.Trace()), nil
}

func (f *frame) augName(s *syntax.AugAssign, target *syntax.Name) error {
	old, err := f.load(target.ID, target)
	if err != nil {
		return err
	}
	v, err := f.inplace(s, old)
	if err != nil {
		return err
	}
	f.bind(target.ID, v, f.place(s.Value))
	return nil
}

func (f *frame) augAttr(s *syntax.AugAssign, target *syntax.Attribute) error {
	owner, err := f.eval(target.Value)
	if err != nil {
		return err
	}
	f.at(target)
	old, err := value.Attr(f.t, owner, target.Attr)
	if err != nil {
		return err
	}
	v, err := f.inplace(s, old)
	if err != nil {
		return err
	}
	return value.SetAttr(f.t, owner, target.Attr, v)
}

func (f *frame) augItem(s *syntax.AugAssign, target *syntax.Subscript) error {
	owner, err := f.eval(target.Value)
	if err != nil {
		return err
	}
	key, err := f.eval(target.Slice)
	if err != nil {
		return err
	}
	f.at(target)
	old, err := value.Item(f.t, owner, key)
	if err != nil {
		return err
	}
	f.doubt(key)
	v, err := f.inplace(s, old)
	if err != nil {
		return err
	}
	return f.setItem(target, owner, key, v)
}

// annAssign binds the value; of the annotation a class keeps the field's name,
// which is what dataclasses and the like need.
func (f *frame) annAssign(s *syntax.AnnAssign) error {
	if name, ok := s.Target.(*syntax.Name); ok && f.scope.kind == classScope {
		f.annotate(name.ID, s.Annotation)
	}
	if s.Value == nil {
		return nil
	}
	v, err := f.eval(s.Value)
	if err != nil {
		return err
	}
	return f.assign(s.Target, v, s.Value)
}

func (f *frame) annotate(name string, annotation syntax.Expr) {
	const key = "__annotations__"
	b, ok := f.scope.ns.Get(key)
	d, isDict := b.V.(*value.Dict)
	if !ok || !isDict {
		d = f.t.NewDict(nil)
		f.scope.ns.Set(f.t, key, d, f.place(annotation))
	}
	v, err := f.eval(annotation)
	if err != nil {
		v = value.NewUnknown("the annotation is not followed", f.place(annotation), nil)
	}
	d.SetStr(f.t, name, v)
	f.annotationSource(name, annotation)
}

// annotationSource keeps the source of an annotation for libraries that make
// values by it.
func (f *frame) annotationSource(name string, annotation syntax.Expr) {
	const key = "__annotation_sources__"
	span := annotation.Range()
	if f.unit.file == nil || int(span.End) > len(f.unit.file.Source) {
		return
	}
	b, _ := f.scope.ns.Get(key)
	d, ok := b.V.(*value.Dict)
	if !ok {
		d = f.t.NewDict(nil)
		f.scope.ns.Set(f.t, key, d, f.place(annotation))
	}
	d.SetStr(f.t, name, value.NewStr(f.unit.file.Source[span.Pos:span.End], nil))
}
