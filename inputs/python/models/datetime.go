package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

func timeModules() map[string]maker {
	return map[string]maker{"datetime": datetimeModule, "time": timeModule, "calendar": calendarModule, "zoneinfo": zoneinfoModule}
}

// datetimeLib are the kinds and classes of one interpretation.
type datetimeLib struct {
	date                   *kind[civil]
	datetime               *kind[moment]
	time                   *kind[clock]
	zone                   *kind[fixedZone]
	tzinfo, deltaClass     *value.Class
	dateClass, momentClass *value.Class
	clockClass, zoneClass  *value.Class
	utc                    value.Value
}

// datetimeModule knows dates and times exactly, but for the current ones, which
// are known only when the process runs, and those in a zone of the tz database.
func datetimeModule(*value.Thread) value.Value {
	m := value.NewModule("datetime", "")
	lib := &datetimeLib{deltaClass: timedeltaClass}
	lib.tzinfo = value.NewClass("tzinfo", "datetime")
	lib.dateClass = value.NewClass("date", "datetime")
	lib.momentClass = value.NewClass("datetime", "datetime", lib.dateClass)
	lib.clockClass = value.NewClass("time", "datetime")
	lib.zoneClass = value.NewClass("timezone", "datetime", lib.tzinfo)
	lib.date, lib.datetime, lib.time, lib.zone = lib.dateKind(), lib.momentKind(), lib.clockKind(), lib.zoneKind()
	lib.dateFunctions()
	lib.momentFunctions()
	lib.clockFunctions()
	lib.zoneFunctions()
	m.Define("timedelta", timedeltaClass)
	for _, c := range []*value.Class{lib.tzinfo, lib.dateClass, lib.momentClass, lib.clockClass, lib.zoneClass} {
		m.Define(c.Name, c)
	}
	m.Define("UTC", lib.utc)
	m.Define("MINYEAR", value.NewInt(1, nil)).Define("MAXYEAR", value.NewInt(9999, nil))
	return m
}

// bounds are the class attributes min, max and resolution.
func bounds(c *value.Class, low, high, resolution value.Value) {
	for name, v := range map[string]value.Value{"min": low, "max": high, "resolution": resolution} {
		c.NS.Set(nil, name, v, value.Place{})
	}
}

const clockUnknown = "the current time is known only when the process runs"

// nows are class methods that tell the current time.
func nows(c *value.Class, names ...string) {
	for _, name := range names {
		classFunc(c, name, func(t *value.Thread, _ *value.Call) (value.Value, error) {
			u := randomUnknown(t, clockUnknown)
			u.Type = c
			return u, nil
		})
	}
}

func timeModule(*value.Thread) value.Value {
	m := value.NewModule("time", "")
	for _, name := range []string{"time", "monotonic", "perf_counter", "process_time", "thread_time"} {
		m.Func(name, randomCall("time."+name, value.FloatClass))
	}
	for _, name := range []string{"time_ns", "monotonic_ns", "perf_counter_ns", "process_time_ns"} {
		m.Func(name, randomCall("time."+name, value.IntClass))
	}
	for _, name := range []string{"ctime", "asctime", "strftime"} {
		m.Func(name, randomCall("time."+name, value.StrClass))
	}
	for _, name := range []string{"gmtime", "localtime", "mktime", "strptime", "get_clock_info"} {
		m.Func(name, randomCall("time."+name, nil))
	}
	m.Func("sleep", inert)
	m.Func("tzset", inert)
	for _, name := range []string{"tzname", "timezone", "altzone", "daylight"} {
		m.Define(name, value.NewUnknown("the time zone of the machine is not known", value.Place{}, nil))
	}
	m.Fallback = notFollowed("time")
	return m
}

func calendarModule(*value.Thread) value.Value {
	m := value.NewModule("calendar", "")
	for i, name := range weekdays {
		m.Define(asciiUpper(name), value.NewInt(int64(i), nil))
	}
	for i, name := range months {
		m.Define(asciiUpper(name), value.NewInt(int64(i+1), nil))
	}
	m.Define("day_name", value.NewTuple(strs(weekdays[:], nil), nil))
	m.Define("day_abbr", value.NewTuple(strs(shortened(weekdays[:]), nil), nil))
	m.Define("month_name", value.NewTuple(strs(append([]string{""}, months[:]...), nil), nil))
	m.Define("month_abbr", value.NewTuple(strs(append([]string{""}, shortened(months[:])...), nil), nil))
	m.Func("isleap", strict("isleap", "year", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		y, err := wantInt(t, a[0], 0, -1<<30, 1<<30, "year")
		return value.NewBool(leap(y), tr), err
	}))
	illegal := value.NewClass("IllegalMonthError", "calendar", value.Exceptions()["ValueError"], value.Exceptions()["IndexError"])
	m.Define("IllegalMonthError", illegal)
	m.Func("monthrange", strict("monthrange", "year, month", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		y, err := wantInt(t, a[0], 0, 1, 9999, "year")
		if err != nil {
			return nil, err
		}
		month, err := wantInt(t, a[1], 0, -1<<30, 1<<30, "month")
		switch {
		case err != nil:
			return nil, err
		case month < 1 || month > 12:
			return nil, t.RaiseClass(illegal, "bad month number ...; must be 1-12", tr)
		}
		first := value.NewInt(int64(civil{y, month, 1}.weekday()), tr)
		return value.NewTuple([]value.Value{first, value.NewInt(int64(daysIn(y, month)), tr)}, tr), nil
	}))
	m.Fallback = notFollowed("calendar")
	return m
}
