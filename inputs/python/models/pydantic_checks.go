package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// The validators of pydantic's models: functions that change or refuse the value of
// a field, or a model as a whole.

// fieldCheck is a function that a validator of pydantic decorates.
type fieldCheck struct {
	names []string // of fields; "*" for all of them
	whole bool     // it checks the model as a whole
	mode  string   // before, after, plain; "" where it is not followed
	// ofClass: it was written as a class method.
	ofClass bool
	// always: version 1 calls it for the default too.
	always bool
	value.ClassMethod
}

// With returns the validator.
func (f *fieldCheck) With(*value.Trace) value.Value { return f }

// on is the check of a function.
func (f fieldCheck) on(of value.Value) *fieldCheck {
	f.Func = of
	if m, ok := of.(*value.ClassMethod); ok {
		f.Func, f.ofClass = m.Func, true
	}
	return &f
}

// decorator is what makes a check of the function that it decorates.
func (f fieldCheck) decorator(name string) value.Value {
	return value.NewBuiltin(name, loose(name, "func", func(_ *value.Thread, a args) (value.Value, error) { return f.on(a[0]), nil }))
}

// validatorOf is the decorator field_validator of pydantic 2 or validator of pydantic 1.
func validatorOf(name string) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		check := fieldCheck{mode: modeOf(t, c, "after", "before", "after", "plain")}
		for _, v := range c.Args {
			s, _ := text(v)
			check.names = append(check.names, s)
		}
		if always, err := isOn(t, c.Keyword("always"), false); err == nil && always == value.Yes {
			check.always = true
		}
		if !isNone(c.Keyword("each_item")) {
			check.mode = ""
		}
		return check.decorator(name), nil
	}
}

// modeOf is when a validator runs, "" where that is not followed.
func modeOf(t *value.Thread, c *value.Call, mode string, followed ...string) string {
	if v := c.Keyword("mode"); v != nil {
		mode, _ = text(v)
	}
	switch pre, err := isOn(t, c.Keyword("pre"), false); {
	case err != nil || pre == value.Maybe:
		mode = ""
	case pre == value.Yes:
		mode = "before"
	}
	if !slices.Contains(followed, mode) {
		return ""
	}
	return mode
}

// modelValidator is model_validator(mode=...), which decorates what checks a model as a whole.
func modelValidator(t *value.Thread, c *value.Call) (value.Value, error) {
	return fieldCheck{whole: true, mode: modeOf(t, c, "", "before", "after")}.decorator("model_validator"), nil
}

// rootValidator is that of version 1, which is also written without arguments.
func rootValidator(t *value.Thread, c *value.Call) (value.Value, error) {
	check := fieldCheck{whole: true, mode: modeOf(t, c, "after", "before", "after")}
	if len(c.Args) == 1 {
		return check.on(c.Args[0]), nil
	}
	return check.decorator("root_validator"), nil
}

// fieldChecks are the validators of a field, wholeChecks those of the whole model: those of
// the bases first, in the order of the class bodies.
func fieldChecks(cls *value.Class, field string) []*fieldCheck {
	return checksOf(cls, func(check *fieldCheck) bool {
		return !check.whole && (slices.Contains(check.names, field) || slices.Contains(check.names, "*"))
	})
}

func wholeChecks(cls *value.Class) []*fieldCheck {
	return checksOf(cls, func(check *fieldCheck) bool { return check.whole })
}

func checksOf(cls *value.Class, of func(*fieldCheck) bool) []*fieldCheck {
	var out []*fieldCheck
	for _, k := range slices.Backward(cls.MRO()) {
		if k.NS == nil || !k.Written {
			continue
		}
		for _, name := range k.NS.Names() {
			b, _ := k.NS.Get(name)
			check, ok := b.V.(*fieldCheck)
			if now, _, _ := cls.Lookup(name); ok && now.V == b.V && of(check) { // not overridden
				out = append(out, check)
			}
		}
	}
	return out
}

// checked makes the value of a field, between its validators.
func (lib *pydanticLib) checked(t *value.Thread, self *value.Instance, f modelField, v value.Value) (value.Value, error) {
	checks := fieldChecks(self.Kind, f.name)
	if lib.v1 { // all that come before, the type, all that come after
		slices.SortStableFunc(checks, func(a, b *fieldCheck) int {
			switch {
			case a.mode == b.mode:
				return 0
			case a.mode == "before": // the outermost is the last
				return 1
			}
			return -1
		})
		early := 0
		for early < len(checks) && checks[len(checks)-1-early].mode == "before" {
			early++
		}
		slices.Reverse(checks[len(checks)-early:])
	}
	return lib.within(t, checks, self, f, v)
}

// within is the value that the type of a field and these validators make, of which
// each goes around those before it.
func (lib *pydanticLib) within(t *value.Thread, checks []*fieldCheck, self *value.Instance, f modelField, v value.Value) (value.Value, error) {
	if len(checks) == 0 {
		out, ok, err := lib.make(t, f.schema, v)
		if err == nil && !ok {
			err = t.RaiseClass(lib.wrong, "1 validation error for "+self.Kind.Name, v.Trace())
		}
		return out, err
	}
	last, rest := checks[len(checks)-1], checks[:len(checks)-1]
	switch last.mode {
	case "before":
		v, err := lib.check(t, last, self, f.name, v)
		if err != nil {
			return nil, err
		}
		return lib.within(t, rest, self, f, v)
	case "after":
		v, err := lib.within(t, rest, self, f, v)
		if err != nil {
			return nil, err
		}
		return lib.check(t, last, self, f.name, v)
	case "plain":
		return lib.check(t, last, self, f.name, v)
	}
	return unknown(t, "a validator of "+self.Kind.Name+" is not followed", v.Trace()), nil
}

// refuses tells whether what a validator raised refuses the value.
func (lib *pydanticLib) refuses(err error) bool {
	return raisedIs(err, "ValueError") || raisedIs(err, "AssertionError") || lib.v1 && raisedIs(err, "TypeError")
}

// check calls the validator of a field.
func (lib *pydanticLib) check(t *value.Thread, check *fieldCheck, self *value.Instance, field string, v value.Value) (value.Value, error) {
	c, u := lib.checkCall(t, check, self, field, v)
	if u != nil {
		return u, nil
	}
	return lib.run(t, check, self.Kind, c, v)
}

// run calls a validator. What it refuses is told at the call of the model.
func (lib *pydanticLib) run(t *value.Thread, check *fieldCheck, cls *value.Class, c *value.Call, v value.Value) (value.Value, error) {
	at := t.At
	out, err := value.CallValue(t, check.Func, c)
	t.At = at
	if lib.refuses(err) {
		return nil, t.RaiseClass(lib.wrong, "1 validation error for "+cls.Name, v.Trace())
	}
	return out, err
}

// checkCall is the call with what a validator asks for: the class, the value, and of
// version 1 the fields that were made before it, of version 2 the same in its info.
func (lib *pydanticLib) checkCall(t *value.Thread, check *fieldCheck, self *value.Instance, field string, v value.Value) (*value.Call, *value.Unknown) {
	f, ok := check.Func.(interface {
		Parameters() (names []string, more bool)
	})
	if !ok {
		return nil, unknown(t, "a validator is not followed", v.Trace())
	}
	c := &value.Call{Args: []value.Value{v}, At: t.At}
	names, more := f.Parameters()
	if check.ofClass || len(names) > 0 && names[0] == "cls" {
		c.Args = []value.Value{self.Kind, v}
	}
	rest := names[min(len(c.Args), len(names)):]
	switch {
	case more || len(rest) > 1 || lib.v1 && len(rest) == 1 && rest[0] != "values":
		return nil, unknown(t, "what a validator asks for is not followed", v.Trace())
	case len(rest) == 1 && lib.v1:
		c.Keywords = []value.Keyword{{Name: rest[0], Value: lib.made(t, self)}}
	case len(rest) == 1:
		c.Args = append(c.Args, lib.infoOf(t, self, field))
	}
	return c, nil
}

// infoOf is the ValidationInfo of a field; of the whole model without a name.
func (lib *pydanticLib) infoOf(t *value.Thread, self *value.Instance, field string) value.Value {
	i := t.NewInstance(lib.info)
	i.NS.Set(t, "mode", value.NewStr("python", nil), t.At)
	i.NS.Set(t, "context", value.None(), t.At)
	if field != "" {
		i.NS.Set(t, "field_name", value.NewStr(field, nil), t.At)
		i.NS.Set(t, "data", lib.made(t, self), t.At)
	}
	i.NS.Open(t, unknown(t, "what a validator is told is not followed"))
	return i
}

// made is the dict of the fields that a model has by now.
func (lib *pydanticLib) made(t *value.Thread, self *value.Instance) value.Value {
	d := t.NewDict(nil)
	for _, name := range modelFieldNames(self.Kind) {
		if b, ok := self.NS.Get(name); ok {
			d.SetStr(t, name, b.V)
		}
	}
	return d
}

// before calls the validators of the whole model that see what it is given.
func (b *building) before(t *value.Thread) error {
	for _, check := range slices.Backward(wholeChecks(b.self.Kind)) {
		if check.mode != "before" {
			continue
		}
		if b.data == nil {
			data, err := b.gather(t)
			if err != nil {
				return err
			}
			b.data = data
		}
		out, err := b.whole(t, check, b.data)
		if err != nil {
			return err
		}
		next, ok := out.(*value.Dict)
		if !ok {
			next = t.NewDict(out.Trace())
			next.Open(t, unknown(t, "what a validator makes of the settings is not known", out.Trace()))
		}
		b.data = next
	}
	return nil
}

// gather is the dict of all that a model is given. What only an assumption says to be
// absent may be in it.
func (b *building) gather(t *value.Thread) (*value.Dict, error) {
	d := t.NewDict(nil)
	for _, f := range b.fields {
		v, absent, err := b.supplied(t, f)
		switch {
		case err != nil:
			return nil, err
		case v != nil:
			d.SetStr(t, b.keys(t, f)[0], v)
		case absent != nil && len(absent.Assumes) > 0:
			u := unknown(t, "no input sets "+absent.Assumes[0], absent)
			u.Needs = absent.Assumes
			d.Open(t, u)
		}
	}
	return d, nil
}

// whole calls a validator of the whole model.
func (b *building) whole(t *value.Thread, check *fieldCheck, v value.Value) (value.Value, error) {
	c, u := b.lib.checkCall(t, check, b.self, "", v)
	if u != nil {
		return u, nil
	}
	return b.lib.run(t, check, b.self.Kind, c, v)
}

// after calls the validators of the whole model that see what was made.
func (b *building) after(t *value.Thread) error {
	for _, check := range wholeChecks(b.self.Kind) {
		if check.mode != "after" {
			continue
		}
		if !b.lib.v1 {
			out, err := b.whole(t, check, b.self)
			if err != nil {
				return err
			}
			if u, ok := value.IsUnknown(out); ok {
				b.lose(t, u)
			}
			continue
		}
		out, err := b.whole(t, check, b.lib.made(t, b.self))
		if err != nil {
			return err
		}
		b.takeOver(t, out)
	}
	return nil
}

// takeOver sets the fields that a validator of version 1 gives back.
func (b *building) takeOver(t *value.Thread, v value.Value) {
	d, ok := v.(*value.Dict)
	if !ok {
		b.lose(t, unknown(t, "what a validator makes of the settings is not known", v.Trace()))
		return
	}
	for _, e := range d.Entries() {
		if name, ok := text(e.Key); ok {
			held, _ := b.self.NS.Get(name)
			b.self.NS.Set(t, name, e.Value, held.At)
		}
	}
	if more := d.More(); more != nil {
		b.lose(t, more)
	}
}

// lose says that nothing is known of the fields.
func (b *building) lose(t *value.Thread, u *value.Unknown) {
	for _, f := range b.fields {
		b.self.NS.Set(t, f.name, spread(u), f.at)
	}
	b.self.NS.Open(t, u)
}
