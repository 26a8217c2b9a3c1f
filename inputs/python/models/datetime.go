package models

import "github.com/djgate/djgate/inputs/python/value"

func timeModules() map[string]maker {
	return map[string]maker{"datetime": datetimeModule, "time": timeModule}
}

// datetimeModule knows timedelta exactly. Dates and times are not followed, and
// the current ones are known only when the process runs.
func datetimeModule(t *value.Thread) value.Value {
	m := value.NewModule("datetime", "")
	m.Define("timedelta", timedeltaClass)
	for _, name := range []string{"date", "datetime", "time"} {
		c := value.NewClass(name, "datetime")
		c.New = func(t *value.Thread, cls *value.Class, call *value.Call) (value.Value, error) {
			return typed(unknown(t, "dates and times are not followed", traceOf(call.Args)), cls), nil
		}
		for _, now := range []string{"now", "utcnow", "today"} {
			c.Method(now, unknownOf("the current time is known only when the process runs", c))
		}
		for _, make := range []string{"fromtimestamp", "strptime", "fromisoformat", "combine"} {
			c.Method(make, unknownOf("dates and times are not followed", c))
		}
		m.Define(name, c)
	}
	m.Define("MINYEAR", value.NewInt(1, nil))
	m.Define("MAXYEAR", value.NewInt(9999, nil))
	tzinfo := value.NewClass("tzinfo", "datetime")
	zone := value.NewClass("timezone", "datetime", tzinfo)
	utc := t.NewInstance(zone)
	zone.New = func(t *value.Thread, cls *value.Class, _ *value.Call) (value.Value, error) {
		return t.NewInstance(cls), nil
	}
	zone.NS.Set(nil, "utc", utc, value.Place{})
	m.Define("timezone", zone)
	m.Define("tzinfo", tzinfo)
	m.Define("UTC", utc)
	return m
}

func timeModule(*value.Thread) value.Value {
	m := value.NewModule("time", "")
	for _, name := range []string{"time", "monotonic", "perf_counter", "process_time"} {
		m.Func(name, randomCall("time."+name, value.FloatClass))
	}
	for _, name := range []string{"time_ns", "monotonic_ns"} {
		m.Func(name, randomCall("time."+name, value.IntClass))
	}
	m.Func("strftime", randomCall("time.strftime", value.StrClass))
	for _, name := range []string{"gmtime", "localtime"} {
		m.Func(name, randomCall("time."+name, nil))
	}
	m.Func("sleep", inert)
	m.Func("tzset", inert)
	return m
}
