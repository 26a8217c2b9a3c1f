package models

import (
	_ "embed"
	"fmt"
	"math/big"
	"path"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/python/value"
)

// Time zones: timezone, whose offset is fixed, and zoneinfo.ZoneInfo, of which
// only the name is known.

// zoneRef is the tzinfo of a time; v is nil for a naive one.
type zoneRef struct{ v value.Value }

// offset is the offset from UTC in microseconds; Maybe where it is not known, No
// where the time is naive.
func (z zoneRef) offset() (us int64, known value.Truth) {
	switch v := z.v.(type) {
	case nil:
		return 0, value.No
	case *immutable[fixedZone]:
		return v.data.offset, value.Yes
	}
	return 0, value.Maybe
}

// repr is the argument tzinfo in the repr of a time; empty for a naive one.
func (z zoneRef) repr(t *value.Thread) string {
	if z.v == nil {
		return ""
	}
	r, _ := value.ToRepr(t, z.v)
	s, _ := text(r)
	return ", tzinfo=" + s
}

// doubt is why the text of a time in the zone is not known.
func (z zoneRef) doubt(repr bool) string {
	if _, known := z.offset(); known == value.Maybe && !repr {
		return "the offsets of a time zone are not followed"
	}
	return ""
}

func (z zoneRef) value() value.Value { return orNone(z.v) }

// zoneOf is the tzinfo argument of a constructor.
func (lib *datetimeLib) zoneOf(t *value.Thread, v value.Value) (zoneRef, error) {
	if isNone(v) {
		return zoneRef{}, nil
	}
	if !v.Class().Is(lib.tzinfo) && v.Class().Name != "ZoneInfo" {
		return zoneRef{}, t.Raise("TypeError", "tzinfo argument must be None or of a tzinfo subclass, not type '"+v.Class().TypeName()+"'")
	}
	return zoneRef{v}, nil
}

// fixedZone is datetime.timezone: an offset in microseconds, and a name.
type fixedZone struct {
	offset int64
	name   string
	named  bool
}

func (z fixedZone) tzname() string {
	switch {
	case z.named:
		return z.name
	case z.offset == 0:
		return "UTC"
	}
	return "UTC" + isoOffset(z.offset, ":")
}

func (lib *datetimeLib) zoneKind() *kind[fixedZone] {
	return &kind[fixedZone]{
		class: lib.zoneClass,
		text: func(t *value.Thread, z fixedZone, repr bool) string {
			switch {
			case !repr:
				return z.tzname()
			case z.offset == 0 && !z.named:
				return "datetime.timezone.utc"
			}
			days, seconds, us := (&timedelta{us: big.NewInt(z.offset)}).split()
			out := "datetime.timezone(" + deltaRepr(days, seconds, us)
			if z.named {
				out += ", " + quoted(t, z.name)
			}
			return out + ")"
		},
		key: func(z fixedZone) any { return immutableKey{"timezone", z.offset} },
		attr: func(_ *value.Thread, v *immutable[fixedZone], name string) (value.Value, error) {
			switch name {
			case "utcoffset":
				return pure(name, "dt", v, func(_ *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
					return deltaOf(v.data.offset, v.trace), nil
				}), nil
			case "dst":
				return pure(name, "dt", v, func(*value.Thread, args, *value.Trace) (value.Value, error) { return value.None(), nil }), nil
			case "tzname":
				return pure(name, "dt", v, func(*value.Thread, args, *value.Trace) (value.Value, error) {
					return value.NewStr(v.data.tzname(), v.trace), nil
				}), nil
			}
			return nil, nil
		},
	}
}

// quoted is repr() of a text that needs no escapes of its own.
func quoted(t *value.Thread, s string) string {
	r, err := value.ToRepr(t, value.NewStr(s, nil))
	if out, ok := text(r); ok && err == nil {
		return out
	}
	return fmt.Sprintf("'%s'", s)
}

func deltaOf(us int64, tr *value.Trace) value.Value { return &timedelta{big.NewInt(us), tr} }

func (lib *datetimeLib) zoneFunctions() {
	make := strict("timezone", "offset, name=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		d, ok := a[0].(*timedelta)
		if !ok {
			return nil, t.Raise("TypeError", "timezone() argument 1 must be datetime.timedelta, not "+a[0].Class().TypeName())
		}
		day := big.NewInt(units[0])
		if new(big.Int).Abs(d.us).Cmp(day) >= 0 {
			return nil, t.Raise("ValueError", "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)")
		}
		z := fixedZone{offset: d.us.Int64(), named: a[1] != nil}
		if z.named {
			name, err := wantText(t, a[1], "timezone")
			if err != nil {
				return nil, err
			}
			z.name = name
		}
		return lib.zone.make(z, tr), nil
	})
	lib.zoneClass.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) { return make(t, c) }
	lib.utc = lib.zone.make(fixedZone{}, nil)
	const most = 86_340_000_000
	lib.zoneClass.NS.Set(nil, "utc", lib.utc, value.Place{})
	lib.zoneClass.NS.Set(nil, "min", lib.zone.make(fixedZone{offset: -most}, nil), value.Place{})
	lib.zoneClass.NS.Set(nil, "max", lib.zone.make(fixedZone{offset: most}, nil), value.Place{})
}

// zoneName is the key of a zoneinfo.ZoneInfo.
type zoneName struct{ key string }

// zoneText are the names of the tz database (2026), with its links: a line for each
// folder, "." for those in none.
//
//go:embed zones.txt
var zoneText string

var zones = sync.OnceValue(func() map[string]value.Truth {
	known := map[string]value.Truth{"localtime": value.Maybe, "posixrules": value.Maybe}
	for _, line := range strings.Split(strings.TrimSpace(zoneText), "\n") {
		names := strings.Fields(line)
		for _, name := range names[1:] {
			known[path.Join(names[0], name)] = value.Yes
		}
		for folder := names[0]; folder != "."; folder = path.Dir(folder) { // opening one fails in another way
			known[folder] = value.Maybe
		}
	}
	return known
})

// zoneKnown tells whether the tz database has a zone. One that is not listed is perhaps
// in another edition of it, where it stands in a folder that there is.
func zoneKnown(name string) value.Truth {
	if truth, ok := zones()[name]; ok {
		return truth
	}
	folder, _, nested := strings.Cut(name, "/")
	if _, ok := zones()[folder]; nested && (ok || folder == "posix" || folder == "right") {
		return value.Maybe
	}
	return value.No
}

// zoneinfoModule knows a zone by its name alone: what its offsets are, the tz
// database of the machine says.
func zoneinfoModule(t *value.Thread) value.Value {
	m := value.NewModule("zoneinfo", "")
	base, _ := attribute(t, "datetime", "tzinfo").(*value.Class)
	var bases []*value.Class
	if base != nil {
		bases = append(bases, base)
	}
	class := value.NewClass("ZoneInfo", "zoneinfo", bases...)
	notFound := value.NewClass("ZoneInfoNotFoundError", "zoneinfo", value.Exceptions()["KeyError"])
	k := &kind[zoneName]{class: class, text: func(t *value.Thread, z zoneName, repr bool) string {
		if repr {
			return "zoneinfo.ZoneInfo(key=" + quoted(t, z.key) + ")"
		}
		return z.key
	}}
	k.attr = func(t *value.Thread, v *immutable[zoneName], name string) (value.Value, error) {
		switch name {
		case "key":
			return value.NewStr(v.data.key, v.trace), nil
		case "utcoffset", "dst", "tzname":
			return value.NewBuiltin(name, unknownCall("the offsets of a time zone are not followed")), nil
		}
		return nil, nil
	}
	make := strict("ZoneInfo", "key", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		key, err := wantText(t, a[0], "ZoneInfo")
		if err != nil {
			return nil, err
		}
		if normPath(key) != key || key == "." || key[0] == '/' || key[0] == '.' {
			return nil, t.Raise("ValueError", "ZoneInfo keys must be normalized relative paths")
		}
		switch zoneKnown(key) {
		case value.No:
			return nil, t.RaiseClass(notFound, "'No time zone found with key ...'", tr)
		case value.Maybe:
			return typed(unknown(t, "whether the machine has this time zone is not known", tr), class), nil
		}
		return k.make(zoneName{key}, tr), nil
	})
	class.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) { return make(t, c) }
	m.Define("ZoneInfo", class)
	m.Define("ZoneInfoNotFoundError", notFound)
	m.Func("available_timezones", unknownOf("the time zones of the machine are not known", value.SetClass))
	m.Fallback = notFollowed("zoneinfo")
	return m
}
