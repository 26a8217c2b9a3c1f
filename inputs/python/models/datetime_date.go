package models

import (
	"fmt"
	"math/big"

	"github.com/djgate/djgate/inputs/python/value"
)

func (lib *datetimeLib) dateKind() *kind[civil] {
	return &kind[civil]{
		class: lib.dateClass,
		text: func(_ *value.Thread, d civil, repr bool) string {
			if repr {
				return fmt.Sprintf("datetime.date(%d, %d, %d)", d.year, d.month, d.day)
			}
			return d.iso()
		},
		order: func(a, b civil) (int, value.Truth) { return a.compare(b), value.Yes },
		attr:  lib.dateAttr,
		format: func(t *value.Thread, v *immutable[civil], spec string) (value.Value, error) {
			return strftime(t, moment{civil: v.data}, spec, v.trace)
		},
		binary: lib.dateBinary,
	}
}

func (lib *datetimeLib) dateAttr(t *value.Thread, v *immutable[civil], name string) (value.Value, error) {
	d := v.data
	if r := civilAttr(t, v, d, name); r != nil {
		return r, nil
	}
	switch name {
	case "isoformat":
		return texted(name, v, d.iso), nil
	case "ctime":
		return texted(name, v, func() string { return ctime(moment{civil: d}) }), nil
	case "strftime", "__format__":
		return strftimeMethod(name, v, moment{civil: d}), nil
	case "replace":
		return pure(name, "year=, month=, day=", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			out, err := civilArgs(t, a, d)
			return lib.date.make(out, tr), err
		}), nil
	}
	return nil, nil
}

// civilAttr is what date and datetime have in common.
func civilAttr(_ *value.Thread, v value.Value, d civil, name string) value.Value {
	number := func(n int) value.Value {
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			return value.NewInt(int64(n), tr), nil
		})
	}
	switch name {
	case "weekday":
		return number(d.weekday())
	case "isoweekday":
		return number(d.weekday() + 1)
	case "toordinal":
		return number(d.ordinal())
	case "isocalendar":
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			year, week := d.goTime().ISOWeek()
			class := value.NewClass("datetime.IsoCalendarDate", "datetime", value.TupleClass) // its repr is qualified
			out := value.NewTuple([]value.Value{value.NewInt(int64(year), tr), value.NewInt(int64(week), tr), value.NewInt(int64(d.weekday()+1), tr)}, tr).(value.Tuple)
			out.Type, out.Fields = class, []string{"year", "week", "weekday"}
			return out, nil
		})
	case "timetuple", "utctimetuple":
		return value.NewBuiltin(name, unknownCall("a struct_time is not followed"))
	}
	return ints(name, v.Trace(), []string{"year", "month", "day"}, d.year, d.month, d.day)
}

// civilArgs are year, month and day, with those of d where they are not given.
func civilArgs(t *value.Thread, a args, d civil) (civil, error) {
	for i, to := range []*int{&d.year, &d.month, &d.day} {
		n, err := wantInt(t, a[i], *to, -1<<31, 1<<31-1, "the date")
		if err != nil {
			return d, err
		}
		*to = n
	}
	if !d.valid() {
		return d, t.Raise("ValueError", "a part of the date is out of range")
	}
	return d, nil
}

func (lib *datetimeLib) dateBinary(t *value.Thread, v *immutable[civil], op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	tr := value.Merge(v.trace, other.Trace())
	switch o := other.(type) {
	case *immutable[civil]:
		if op == value.Sub && !right {
			return deltaOf(int64(v.data.ordinal()-o.data.ordinal())*units[0], tr), true, nil
		}
	case *timedelta:
		days, _, _ := o.split()
		switch {
		case op == value.Sub && !right:
			days = -days
		case op != value.Add:
			return nil, false, nil
		}
		d, ok := fromOrdinal(v.data.ordinal() + int(days))
		if !ok {
			return nil, true, t.Raise("OverflowError", "date value out of range")
		}
		return lib.date.make(d, tr), true, nil
	}
	return nil, false, nil
}

func (lib *datetimeLib) dateFunctions() {
	c := lib.dateClass
	create := strict("date", "year, month, day", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		d, err := civilArgs(t, a, civil{})
		return lib.date.make(d, tr), err
	})
	c.New = func(t *value.Thread, cls *value.Class, call *value.Call) (value.Value, error) {
		if cls != c {
			return typed(unknown(t, "a class that derives from date is not followed", traceOf(call.Args)), cls), nil
		}
		return create(t, call)
	}
	nows(c, "today")
	classFunc(c, "fromtimestamp", unknownOf("the time zone of the machine is not known", c))
	classFunc(c, "fromordinal", strict("fromordinal", "ordinal", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		n, err := wantInt(t, a[0], 0, 1, maxOrdinal, "ordinal")
		d, _ := fromOrdinal(n)
		return lib.date.make(d, tr), err
	}))
	classFunc(c, "fromisocalendar", strict("fromisocalendar", "year, week, day", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		d, err := isoWeekDate(t, a)
		return lib.date.make(d, tr), err
	}))
	classFunc(c, "fromisoformat", strict("fromisoformat", "date_string", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "fromisoformat")
		if err != nil {
			return nil, err
		}
		d, ok := readISODate(s)
		if !ok {
			return lib.isoRefused(t, s, c, tr)
		}
		return lib.date.make(d, tr), nil
	}))
	bounds(c, lib.date.make(civil{1, 1, 1}, nil), lib.date.make(civil{9999, 12, 31}, nil), deltaOf(units[0], nil))
}

// isoWeekDate is the date of a year, week and weekday of ISO 8601.
func isoWeekDate(t *value.Thread, a args) (civil, error) {
	var n [3]int
	for i := range n {
		v, err := wantInt(t, a[i], 0, []int{1, 1, 1}[i], []int{9999, 53, 7}[i], "the date")
		if err != nil {
			return civil{}, err
		}
		n[i] = v
	}
	fourth := civil{n[0], 1, 4}
	d, ok := fromOrdinal(fourth.ordinal() - fourth.weekday() + (n[1]-1)*7 + n[2] - 1)
	if year, week := d.goTime().ISOWeek(); !ok || year != n[0] || week != n[1] {
		return d, t.Raise("ValueError", "Invalid week")
	}
	return d, nil
}

// shift adds a timedelta to a number of microseconds.
func shift(us int64, d *timedelta, back bool) (int64, bool) {
	by := d.us
	if back {
		by = new(big.Int).Neg(by)
	}
	sum := new(big.Int).Add(big.NewInt(us), by)
	return sum.Int64(), sum.IsInt64()
}
