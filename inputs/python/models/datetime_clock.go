package models

import (
	"fmt"

	"github.com/djgate/djgate/inputs/python/value"
)

func (lib *datetimeLib) clockKind() *kind[clock] {
	return &kind[clock]{
		class: lib.clockClass,
		text: func(t *value.Thread, c clock, repr bool) string {
			if repr {
				return c.repr(t)
			}
			return c.text("auto")
		},
		doubt: func(c clock, repr bool) string { return c.zone.doubt(repr) },
		format: func(t *value.Thread, v *immutable[clock], spec string) (value.Value, error) {
			return strftime(t, moment{civil{1900, 1, 1}, v.data}, spec, v.trace)
		},
		key: func(c clock) any {
			offset, known := c.zone.offset()
			if known == value.Maybe {
				return immutableKey{"time", c}
			}
			return immutableKey{"time", [2]any{c.micros() - offset, known}}
		},
		order: func(a, b clock) (int, value.Truth) { return byOffset(a.micros(), b.micros(), a.zone, b.zone) },
		attr: func(_ *value.Thread, v *immutable[clock], name string) (value.Value, error) {
			return lib.timeAttr(v, name), nil
		},
	}
}

func (c clock) repr(t *value.Thread) string {
	out := fmt.Sprintf("datetime.time(%d, %d", c.hour, c.minute) + c.seconds() + c.zone.repr(t)
	if c.fold != 0 {
		out += ", fold=1"
	}
	return out + ")"
}

// text is isoformat with the offset.
func (c clock) text(spec string) string {
	out, _ := c.iso(spec)
	if offset, known := c.zone.offset(); known == value.Yes {
		out += isoOffset(offset, ":")
	}
	return out
}

func (lib *datetimeLib) timeAttr(v *immutable[clock], name string) value.Value {
	c := v.data
	if r := lib.clockAttr(v, c, name); r != nil {
		return r
	}
	if _, known := c.zone.offset(); known == value.Maybe && zoned[name] {
		return value.NewBuiltin(name, unknownCall("the offsets of a time zone are not followed"))
	}
	switch name {
	case "isoformat":
		return pure(name, "timespec=", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			spec := safeText(a[0], "auto")
			if _, ok := c.iso(spec); !ok {
				return nil, t.Raise("ValueError", "Unknown timespec value")
			}
			return value.NewStr(c.text(spec), tr), nil
		})
	case "strftime", "__format__":
		return strftimeMethod(name, v, moment{civil{1900, 1, 1}, c})
	case "replace":
		return pure(name, "hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			out, err := lib.clockArgs(t, a, c)
			return lib.time.make(out, tr), err
		})
	}
	return nil
}

// clockAttr is what time and datetime have in common.
func (lib *datetimeLib) clockAttr(v value.Value, c clock, name string) value.Value {
	switch name {
	case "tzinfo":
		return c.zone.value()
	case "utcoffset", "dst", "tzname":
		if c.zone.v == nil {
			return pure(name, "", v, func(*value.Thread, args, *value.Trace) (value.Value, error) { return value.None(), nil })
		}
		return pure(name, "", v, func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
			f, err := value.Attr(t, c.zone.v, name)
			if err != nil {
				return nil, err
			}
			return call(t, f, value.None())
		})
	}
	return ints(name, v.Trace(), []string{"hour", "minute", "second", "microsecond", "fold"}, c.hour, c.minute, c.second, c.us, c.fold)
}

// clockArgs are hour, minute, second, microsecond, tzinfo and fold.
func (lib *datetimeLib) clockArgs(t *value.Thread, a args, c clock) (clock, error) {
	for i, to := range []*int{&c.hour, &c.minute, &c.second, &c.us} {
		n, err := wantInt(t, a[i], *to, -1<<31, 1<<31-1, "the time")
		if err != nil {
			return c, err
		}
		*to = n
	}
	if a[4] != nil {
		zone, err := lib.zoneOf(t, a[4])
		if err != nil {
			return c, err
		}
		c.zone = zone
	}
	fold, err := wantInt(t, a[5], c.fold, 0, 1, "fold")
	if err == nil && !c.valid() {
		err = t.Raise("ValueError", "a part of the time is out of range")
	}
	c.fold = fold
	return c, err
}

func (lib *datetimeLib) clockFunctions() {
	c := lib.clockClass
	create := strict("time", "hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		out, err := lib.clockArgs(t, a, clock{})
		return lib.time.make(out, tr), err
	})
	c.New = func(t *value.Thread, cls *value.Class, call *value.Call) (value.Value, error) {
		if cls != c {
			return typed(unknown(t, "a class that derives from time is not followed", traceOf(call.Args)), cls), nil
		}
		return create(t, call)
	}
	classFunc(c, "fromisoformat", strict("fromisoformat", "time_string", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "fromisoformat")
		if err != nil {
			return nil, err
		}
		out, ok := lib.readISOTime(s)
		if !ok {
			return lib.isoRefused(t, s, c, tr)
		}
		return lib.time.make(out, tr), nil
	}))
	bounds(c, lib.time.make(clock{}, nil), lib.time.make(clock{hour: 23, minute: 59, second: 59, us: 999999}, nil), deltaOf(1, nil))
}
