package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// strptime as CPython's Lib/_strptime.py reads it, for the directives of dates
// and times. Weeks, names of zones and locale formats are not followed.

// timeReader reads a text by a format.
type timeReader struct {
	s                 string
	m                 moment
	pm, half          bool
	yearday           int
	offset            int64
	zoned             bool
	lost              bool // the format has a directive that is not followed
	sawYear, sawMonth bool
}

func (lib *datetimeLib) strptime(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	s, err := wantText(t, a[0], "strptime")
	if err != nil {
		return nil, err
	}
	format, err := wantText(t, a[1], "strptime")
	if err != nil {
		return nil, err
	}
	r := &timeReader{s: s, m: moment{civil: civil{1900, 1, 1}}}
	ok := r.read(format)
	switch {
	case r.lost:
		return typed(unknown(t, "a directive of strptime is not followed", tr), lib.momentClass), nil
	case !ok || r.s != "" || !r.finish():
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "time data ... does not match format ...", tr)
	}
	if r.zoned {
		r.m.zone = zoneRef{lib.zone.make(fixedZone{offset: r.offset}, nil)}
		if r.offset == 0 {
			r.m.zone = zoneRef{lib.utc}
		}
	}
	return lib.datetime.make(r.m, tr), nil
}

func (r *timeReader) read(format string) bool {
	for i := 0; i < len(format); i++ {
		c := format[i]
		switch {
		case c == '%' && i+1 < len(format):
			i++
			if !r.directive(format[i]) {
				return false
			}
		case strings.IndexByte(" \t\n\r\v\f", c) >= 0:
			rest := strings.TrimLeft(r.s, " \t\n\r\v\f")
			if len(rest) == len(r.s) {
				return false
			}
			for i+1 < len(format) && strings.IndexByte(" \t\n\r\v\f", format[i+1]) >= 0 {
				i++
			}
			r.s = rest
		case r.s != "" && strings.EqualFold(r.s[:1], format[i:i+1]):
			r.s = r.s[1:]
		default:
			return false
		}
	}
	return true
}

// digits reads up to most digits of a number between low and high, as many as make one.
func (r *timeReader) digits(most, low, high int, to *int) bool {
	n := 0
	for n < most && n < len(r.s) && r.s[n] >= '0' && r.s[n] <= '9' {
		n++
	}
	for ; n > 0; n-- {
		if v, ok := number(r.s[:n]); ok && v >= low && v <= high {
			*to, r.s = v, r.s[n:]
			return true
		}
	}
	return false
}

func (r *timeReader) directive(c byte) bool {
	switch c {
	case 'Y':
		if len(r.s) < 4 || !isDigits(r.s[:4]) {
			return false
		}
		r.sawYear = true
		return r.digits(4, 0, 9999, &r.m.year)
	case 'm':
		r.sawMonth = true
		return r.digits(2, 1, 12, &r.m.month)
	case 'd':
		return r.digits(2, 1, 31, &r.m.day)
	case 'H':
		return r.digits(2, 0, 23, &r.m.hour)
	case 'I':
		r.half = true
		return r.digits(2, 1, 12, &r.m.hour)
	case 'M':
		return r.digits(2, 0, 59, &r.m.minute)
	case 'S':
		return r.digits(2, 0, 59, &r.m.second)
	case 'j':
		return r.digits(3, 1, 366, &r.yearday)
	case 'y':
		return r.shortYear()
	case 'f':
		return r.fraction()
	case 'p':
		return r.name([]string{"AM", "PM"}, func(i int) { r.pm = i == 1 })
	case 'b':
		return r.name(shortened(months[:]), func(i int) { r.m.month, r.sawMonth = i+1, true })
	case 'B':
		return r.name(months[:], func(i int) { r.m.month, r.sawMonth = i+1, true })
	case 'a':
		return r.name(shortened(weekdays[:]), func(int) {})
	case 'A':
		return r.name(weekdays[:], func(int) {})
	case 'z':
		return r.zone()
	case '%':
		return strings.HasPrefix(r.s, "%") && func() bool { r.s = r.s[1:]; return true }()
	}
	r.lost = true
	return false
}

func (r *timeReader) shortYear() bool {
	if len(r.s) < 2 || !isDigits(r.s[:2]) || !r.digits(2, 0, 99, &r.m.year) {
		return false
	}
	r.sawYear = true
	if r.m.year += 1900; r.m.year < 1969 {
		r.m.year += 100
	}
	return true
}

func (r *timeReader) fraction() bool {
	n := 0
	for n < 6 && n < len(r.s) && r.s[n] >= '0' && r.s[n] <= '9' {
		n++
	}
	r.m.us, r.s = fractionMicros(r.s[:n]), r.s[n:]
	return n > 0
}

func (r *timeReader) name(names []string, found func(int)) bool {
	i := slices.IndexFunc(names, func(n string) bool { return len(r.s) >= len(n) && strings.EqualFold(r.s[:len(n)], n) })
	if i < 0 {
		return false
	}
	r.s = r.s[len(names[i]):]
	found(i)
	return true
}

// zone reads "Z", "+HHMM" and "+HH:MM"; seconds are not followed.
func (r *timeReader) zone() bool {
	if strings.HasPrefix(r.s, "Z") {
		r.s, r.zoned = r.s[1:], true
		return true
	}
	if len(r.s) < 5 || r.s[0] != '+' && r.s[0] != '-' {
		return false
	}
	sign, rest := int64(1), r.s[1:]
	if r.s[0] == '-' {
		sign = -1
	}
	hours, okH := number(rest[:2])
	rest = strings.TrimPrefix(rest[2:], ":")
	if len(rest) < 2 {
		return false
	}
	minutes, okM := number(rest[:2])
	rest = rest[2:]
	if strings.HasPrefix(rest, ":") || rest != "" && isDigits(rest[:1]) {
		r.lost = true
	}
	r.s, r.zoned, r.offset = rest, true, sign*int64(hours*60+minutes)*60_000_000
	return okH && okM && minutes < 60 && hours < 24
}

// finish puts the parts together; false where they make no date.
func (r *timeReader) finish() bool {
	if r.half {
		r.m.hour %= 12
		if r.pm {
			r.m.hour += 12
		}
	}
	if r.yearday > 0 && !r.sawMonth {
		if !r.sawYear {
			r.m.year = 1900
		}
		d, ok := fromOrdinal(civil{r.m.year, 1, 1}.ordinal() + r.yearday - 1)
		if !ok || r.m.year < 1 {
			return false
		}
		r.m.civil = d
	}
	return r.m.civil.valid() && r.m.clock.valid()
}
