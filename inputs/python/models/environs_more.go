package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// The casts of environs for times, identifiers and enums.

var isoForms = map[string]*pattern.Pattern{
	"datetime": pattern.New(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$`),
	"date":     pattern.New(`^\d{4}-\d\d-\d\d$`),
	"time":     pattern.New(`^\d\d:\d\d:\d\d$`),
}

// castISO reads the plain forms of ISO 8601; what marshmallow makes of others is not followed.
func castISO(class string) cast {
	return func(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
		s, isText := text(v)
		if !isText {
			return v, true, nil
		}
		kind := attribute(t, "datetime", class)
		if kind == nil || !isoForms[class].MatchString(s) || c.Keyword("format") != nil {
			return unknown(t, "a "+class+" in another form is not followed", v.Trace()), true, nil
		}
		parse, err := value.Attr(t, kind, "fromisoformat")
		if err != nil {
			return nil, false, err
		}
		out, err := call(t, parse, v)
		if refused(err) {
			return nil, false, nil
		}
		return out, true, err
	}
}

func castUUID(t *value.Thread, v value.Value, _ *value.Call) (value.Value, bool, error) {
	class := attribute(t, "uuid", "UUID")
	if class == nil {
		return unknown(t, "Env.uuid is not followed", v.Trace()), true, nil
	}
	out, err := call(t, class, v)
	if refused(err) {
		return nil, false, nil
	}
	return out, true, err
}

// castEnum is marshmallow's Enum: a member by its name, or with by_value by its value.
func castEnum(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	class := option(c, "enum")
	byValue, err := isOn(t, c.Keyword("by_value"), false)
	if err != nil || byValue == value.Maybe {
		return spread(c.Keyword("by_value"), v), true, err
	}
	var out value.Value
	if byValue == value.Yes {
		out, err = call(t, class, v)
	} else {
		out, err = value.Item(t, class, v)
	}
	if _, raised := err.(*value.Raised); raised {
		return nil, false, nil
	}
	return out, true, err
}

// castEnumName is Env.enum(name, type=, ignore_case=) before 13.0.
func castEnumName(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	class := c.Keyword("type")
	if class == nil || c.Keyword("enum") != nil || c.Keyword("by_value") != nil {
		return nil, false, t.RaiseClass(value.Exceptions()["TypeError"], "_enum_parser() has other arguments: value, type, ignore_case", v.Trace())
	}
	ignore, err := isOn(t, c.Keyword("ignore_case"), false)
	if err != nil {
		return nil, false, err
	}
	s, _ := text(v)
	if ignore == value.Yes {
		for _, m := range members(class) {
			own, _ := m.(*value.Instance).NS.Get("name")
			if name, _ := text(own.V); strings.EqualFold(name, s) {
				return m, true, nil
			}
		}
		return nil, false, nil
	}
	out, err := value.Item(t, class, v)
	if _, raised := err.(*value.Raised); raised {
		return nil, false, nil
	}
	return out, true, err
}

// durationRE is the form of "1w 2d 3h 4m 5s 6ms 7us", each part optional, in this order.
var (
	durationRE    = pattern.New(`^\s*(?:(-?\d+)\s*w\s*)?(?:(-?\d+)\s*d\s*)?(?:(-?\d+)\s*h\s*)?(?:(-?\d+)\s*m\s*)?(?:(-?\d+)\s*s\s*)?(?:(-?\d+)\s*ms\s*)?(?:(-?\d+)\s*[µu]s\s*)?$`)
	durationUnits = []string{"weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds"}
)

// castTimedelta takes a duration in words, or a number of seconds.
func castTimedelta(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	s, isText := text(v)
	if !isText && v.Class() == timedeltaClass {
		return v, true, nil
	}
	if !isNone(option(c, "format")) {
		return typed(unknown(t, "a duration in a form of its own is not followed", v.Trace()), timedeltaClass), true, nil
	}
	found := durationRE.FindStringSubmatch(s)
	if found == nil || strings.TrimSpace(s) == "" {
		return castSeconds(t, v, c)
	}
	with := &value.Call{At: c.At}
	zero := true
	for i, digits := range found[1:] {
		n, ok := pythonInt(digits)
		if !ok {
			continue
		}
		zero = zero && n.Sign() == 0
		with.Keywords = append(with.Keywords, value.Keyword{Name: durationUnits[i], Value: value.NewBigInt(n, v.Trace())})
	}
	if zero && len(with.Keywords) == 0 {
		return castSeconds(t, v, c)
	}
	out, err := newTimedelta(t, with)
	return out, true, err
}

// castSeconds takes a number of the unit that precision names.
func castSeconds(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
	if v.Class().Is(timedeltaClass) { // a default
		version, _ := t.Host.Package("marshmallow")
		if version == "" {
			return typed(unknown(t, "whether a duration is taken for one depends on the version of marshmallow", v.Trace()), timedeltaClass), true, nil
		}
		return v, !versionBelow(version, 4), nil
	}
	unit, given := text(option(c, "precision"))
	if !given {
		unit = "seconds"
	}
	s, _ := text(v)
	n, ok := pythonInt(s)
	if i, isInt := v.(value.Int); isInt {
		n, ok = i.Big(), true
	}
	if !ok {
		f, err := call(t, value.FloatClass, v)
		if refused(err) {
			return nil, false, nil
		}
		return typed(unknown(t, "a duration in fractions is not followed", f.Trace()), timedeltaClass), true, err
	}
	out, err := newTimedelta(t, &value.Call{Keywords: []value.Keyword{{Name: unit, Value: value.NewBigInt(n, v.Trace())}}, At: c.At})
	return out, true, err
}
