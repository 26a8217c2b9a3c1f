package models

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func (lib *datetimeLib) momentKind() *kind[moment] {
	return &kind[moment]{
		class: lib.momentClass,
		text: func(t *value.Thread, m moment, repr bool) string {
			if repr {
				return m.repr(t)
			}
			return m.iso(" ", "auto")
		},
		doubt: func(m moment, repr bool) string { return m.zone.doubt(repr) },
		format: func(t *value.Thread, v *immutable[moment], spec string) (value.Value, error) {
			return strftime(t, v.data, spec, v.trace)
		},
		key: func(m moment) any {
			offset, known := m.zone.offset()
			if known == value.Maybe {
				return immutableKey{"datetime", m}
			}
			return immutableKey{"datetime", [2]any{m.micros() - offset, known}}
		},
		order: func(a, b moment) (int, value.Truth) {
			return byOffset(a.micros(), b.micros(), a.zone, b.zone)
		},
		attr:   lib.momentAttr,
		binary: lib.momentBinary,
	}
}

// byOffset orders two times: by what they show where their zones are the same,
// else by UTC. A naive and an aware time have no order.
func byOffset(a, b int64, x, y zoneRef) (int, value.Truth) {
	if x != y {
		p, known := x.offset()
		q, other := y.offset()
		switch {
		case known == value.No || other == value.No:
			return 0, value.No
		case known == value.Maybe || other == value.Maybe:
			return 0, value.Maybe
		}
		a, b = a-p, b-q
	}
	switch {
	case a < b:
		return -1, value.Yes
	case a > b:
		return 1, value.Yes
	}
	return 0, value.Yes
}

func (m moment) repr(t *value.Thread) string {
	out := fmt.Sprintf("datetime.datetime(%d, %d, %d, %d, %d", m.year, m.month, m.day, m.hour, m.minute)
	out += m.clock.seconds()
	if m.fold != 0 {
		out += ", fold=1"
	}
	return out + m.zone.repr(t) + ")"
}

// seconds is what the repr of a time has behind the minutes.
func (c clock) seconds() string {
	out := ""
	if c.second != 0 || c.us != 0 {
		out += fmt.Sprintf(", %d", c.second)
	}
	if c.us != 0 {
		out += fmt.Sprintf(", %d", c.us)
	}
	return out
}

// iso is isoformat; the offset of a zone that is not fixed is left out.
func (m moment) iso(sep, spec string) string {
	clock, _ := m.clock.iso(spec)
	out := m.civil.iso() + sep + clock
	if offset, known := m.zone.offset(); known == value.Yes {
		out += isoOffset(offset, ":")
	}
	return out
}

func (lib *datetimeLib) momentAttr(t *value.Thread, v *immutable[moment], name string) (value.Value, error) {
	m := v.data
	if r := civilAttr(t, v, m.civil, name); r != nil {
		return r, nil
	}
	if r := lib.clockAttr(v, m.clock, name); r != nil {
		return r, nil
	}
	if _, known := m.zone.offset(); known == value.Maybe && zoned[name] {
		return value.NewBuiltin(name, unknownCall("the offsets of a time zone are not followed")), nil
	}
	switch name {
	case "date":
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			return lib.date.make(m.civil, tr), nil
		}), nil
	case "time", "timetz":
		c := m.clock
		if name == "time" {
			c.zone = zoneRef{}
		}
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) { return lib.time.make(c, tr), nil }), nil
	case "isoformat":
		return pure(name, "sep=, timespec=", v, m.isoformat), nil
	case "ctime":
		return texted(name, v, func() string { return ctime(m) }), nil
	case "strftime", "__format__":
		return strftimeMethod(name, v, m), nil
	case "timestamp":
		return lib.timestamp(v), nil
	case "astimezone":
		return pure(name, "tz=", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) { return lib.toZone(t, m, a[0], tr) }), nil
	case "replace":
		return pure(name, "year=, month=, day=, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", v, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			out, err := lib.momentArgs(t, a, m)
			return lib.datetime.make(out, tr), err
		}), nil
	}
	return nil, nil
}

// zoned are the methods whose results depend on the offset of the zone.
var zoned = map[string]bool{"isoformat": true, "strftime": true, "__format__": true, "timestamp": true, "astimezone": true}

func (m moment) isoformat(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	sep, spec := safeText(a[0], "T"), safeText(a[1], "auto")
	if _, ok := m.clock.iso(spec); !ok {
		return nil, t.Raise("ValueError", "Unknown timespec value")
	}
	return value.NewStr(m.iso(sep, spec), tr), nil
}

func (lib *datetimeLib) timestamp(v *immutable[moment]) value.Value {
	offset, known := v.data.zone.offset()
	if known != value.Yes {
		return value.NewBuiltin("timestamp", unknownOf("the time zone of the machine is not known", value.FloatClass))
	}
	epoch := moment{civil: civil{1970, 1, 1}}.micros()
	return pure("timestamp", "", v, func(t *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
		seconds, err := value.Attr(t, deltaOf(v.data.micros()-offset-epoch, tr), "total_seconds")
		if err != nil {
			return nil, err
		}
		return call(t, seconds)
	})
}

func (lib *datetimeLib) toZone(t *value.Thread, m moment, zone value.Value, tr *value.Trace) (value.Value, error) {
	to, err := lib.zoneOf(t, zone)
	if err != nil {
		return nil, err
	}
	from, known := m.zone.offset()
	offset, other := to.offset()
	if known != value.Yes || other != value.Yes {
		return typed(unknown(t, "the offsets of a time zone are not followed", tr), lib.momentClass), nil
	}
	return lib.moment(t, m.micros()-from+offset, to, tr)
}

func (lib *datetimeLib) moment(t *value.Thread, us int64, zone zoneRef, tr *value.Trace) (value.Value, error) {
	out, ok := momentOf(us, zone)
	if !ok {
		return nil, t.Raise("OverflowError", "date value out of range")
	}
	return lib.datetime.make(out, tr), nil
}

func (lib *datetimeLib) momentArgs(t *value.Thread, a args, m moment) (moment, error) {
	var err error
	if m.civil, err = civilArgs(t, a[:3], m.civil); err != nil {
		return m, err
	}
	m.clock, err = lib.clockArgs(t, a[3:], m.clock)
	return m, err
}

func (lib *datetimeLib) momentBinary(t *value.Thread, v *immutable[moment], op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	tr := value.Merge(v.trace, other.Trace())
	switch o := other.(type) {
	case *immutable[moment]:
		if op != value.Sub || right {
			return nil, false, nil
		}
		a, b := v.data.micros(), o.data.micros()
		if v.data.zone != o.data.zone {
			p, known := v.data.zone.offset()
			q, other := o.data.zone.offset()
			switch {
			case known == value.Maybe || other == value.Maybe:
				return typed(unknown(t, "the offsets of a time zone are not followed", tr), timedeltaClass), true, nil
			case known != other:
				return nil, true, t.Raise("TypeError", "can't subtract offset-naive and offset-aware datetimes")
			}
			a, b = a-p, b-q
		}
		return deltaOf(a-b, tr), true, nil
	case *timedelta:
		if op != value.Add && (op != value.Sub || right) {
			return nil, false, nil
		}
		us, ok := shift(v.data.micros(), o, op == value.Sub)
		if !ok {
			return nil, true, t.Raise("OverflowError", "date value out of range")
		}
		out, err := lib.moment(t, us, v.data.zone, tr)
		return out, true, err
	}
	return nil, false, nil
}

func (lib *datetimeLib) momentFunctions() {
	c := lib.momentClass
	create := strict("datetime", "year, month, day, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		m, err := lib.momentArgs(t, a, moment{})
		return lib.datetime.make(m, tr), err
	})
	c.New = func(t *value.Thread, cls *value.Class, call *value.Call) (value.Value, error) {
		if cls != c {
			return typed(unknown(t, "a class that derives from datetime is not followed", traceOf(call.Args)), cls), nil
		}
		return create(t, call)
	}
	nows(c, "now", "utcnow", "today")
	for _, name := range []string{"fromordinal", "fromisocalendar"} {
		classFunc(c, name, func(t *value.Thread, call *value.Call) (value.Value, error) {
			f, err := value.Attr(t, lib.dateClass, name)
			if err != nil {
				return nil, err
			}
			d, err := value.CallValue(t, f, call)
			if own, ok := d.(*immutable[civil]); ok {
				return lib.datetime.make(moment{civil: own.data}, own.trace), err
			}
			return d, err
		})
	}
	classFunc(c, "combine", strict("combine", "date, time, tzinfo=", lib.combine))
	classFunc(c, "fromtimestamp", strict("fromtimestamp", "timestamp, tz=", lib.fromTimestamp))
	classFunc(c, "utcfromtimestamp", strict("utcfromtimestamp", "timestamp", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return lib.stamped(t, a[0], 0, zoneRef{}, tr)
	}))
	classFunc(c, "fromisoformat", strict("fromisoformat", "date_string", lib.fromISO))
	classFunc(c, "strptime", strict("strptime", "date_string, format", lib.strptime))
	last := moment{civil{9999, 12, 31}, clock{hour: 23, minute: 59, second: 59, us: 999999}}
	bounds(c, lib.datetime.make(moment{civil: civil{1, 1, 1}}, nil), lib.datetime.make(last, nil), deltaOf(1, nil))
}

func (lib *datetimeLib) combine(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	var out moment
	switch d := a[0].(type) {
	case *immutable[civil]:
		out.civil = d.data
	case *immutable[moment]:
		out.civil = d.data.civil
	default:
		return nil, t.Raise("TypeError", "combine() argument 1 must be datetime.date, not "+a[0].Class().TypeName())
	}
	c, ok := a[1].(*immutable[clock])
	if !ok {
		return nil, t.Raise("TypeError", "combine() argument 2 must be datetime.time, not "+a[1].Class().TypeName())
	}
	out.clock = c.data
	if a[2] != nil {
		zone, err := lib.zoneOf(t, a[2])
		if err != nil {
			return nil, err
		}
		out.zone = zone
	}
	return lib.datetime.make(out, tr), nil
}

func (lib *datetimeLib) fromTimestamp(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	zone, err := lib.zoneOf(t, a[1])
	if err != nil {
		return nil, err
	}
	offset, known := zone.offset()
	if known != value.Yes {
		return typed(unknown(t, "the time zone of the machine is not known", tr), lib.momentClass), nil
	}
	return lib.stamped(t, a[0], offset, zone, tr)
}

// stamped is the time of a number of seconds since 1970, rounded to even.
func (lib *datetimeLib) stamped(t *value.Thread, v value.Value, offset int64, zone zoneRef, tr *value.Trace) (value.Value, error) {
	seconds, ok := rational(v)
	if !ok {
		return nil, t.Raise("TypeError", "an integer or a float is required")
	}
	us := roundEven(seconds.Mul(seconds, ratio(1_000_000)))
	if us.BitLen() > 82 { // more seconds than 64 bits hold
		return nil, t.Raise("OverflowError", "timestamp out of range for platform time_t")
	}
	if us.BitLen() > 60 {
		return nil, t.Raise("ValueError", "year is out of range")
	}
	epoch := moment{civil: civil{1970, 1, 1}}.micros()
	out, ok := momentOf(us.Int64()+epoch+offset, zone)
	if !ok {
		return nil, t.Raise("ValueError", "year is out of range")
	}
	return lib.datetime.make(out, tr), nil
}

func ctime(m moment) string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %04d", weekdays[m.weekday()][:3], months[m.month-1][:3], m.day, m.hour, m.minute, m.second, m.year)
}

// fractionMicros pads a fraction to microseconds.
func fractionMicros(digits string) int {
	n := 0
	for _, c := range (digits + strings.Repeat("0", 6))[:6] {
		n = n*10 + int(c-'0')
	}
	return n
}
