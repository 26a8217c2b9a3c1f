package models

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// strftime in the C locale, which a Python program has unless it sets another.

func strftimeMethod(name string, self value.Value, m moment) value.Value {
	return pure(name, "format", self, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		format, err := wantText(t, a[0], "strftime")
		if err != nil {
			return nil, err
		}
		if format == "" && name == "__format__" {
			return value.ToStr(t, self)
		}
		return strftime(t, m, format, tr)
	})
}

func strftime(t *value.Thread, m moment, format string, tr *value.Trace) (value.Value, error) {
	if err := t.Alloc(len(format)); err != nil {
		return nil, err
	}
	var out strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			out.WriteByte(format[i])
			continue
		}
		i++
		s, ok := m.directive(format[i])
		if !ok || m.year < 1000 && strings.IndexByte("YGFc", format[i]) >= 0 {
			return typed(unknown(t, "a directive of strftime depends on the machine", tr), value.StrClass), nil
		}
		out.WriteString(s)
	}
	return value.NewStr(out.String(), tr), nil
}

// directive is what one letter stands for; not ok where the C library decides.
func (m moment) directive(c byte) (string, bool) {
	if s, ok := m.dateDirective(c); ok {
		return s, true
	}
	hour12 := (m.hour+11)%12 + 1
	switch c {
	case 'H':
		return fmt.Sprintf("%02d", m.hour), true
	case 'I':
		return fmt.Sprintf("%02d", hour12), true
	case 'p':
		return map[bool]string{true: "PM", false: "AM"}[m.hour >= 12], true
	case 'M':
		return fmt.Sprintf("%02d", m.minute), true
	case 'S':
		return fmt.Sprintf("%02d", m.second), true
	case 'f':
		return fmt.Sprintf("%06d", m.us), true
	case 'X', 'T':
		return fmt.Sprintf("%02d:%02d:%02d", m.hour, m.minute, m.second), true
	case 'R':
		return fmt.Sprintf("%02d:%02d", m.hour, m.minute), true
	case 'c':
		return ctime(m), true
	case 'z', 'Z':
		return m.zoneDirective(c)
	case '%':
		return "%", true
	}
	return "", false
}

func (m moment) zoneDirective(c byte) (string, bool) {
	if m.zone.v == nil {
		return "", true
	}
	z, ok := m.zone.v.(*immutable[fixedZone])
	switch {
	case !ok:
		return "", false
	case c == 'Z':
		return z.data.tzname(), true
	}
	return isoOffset(z.data.offset, ""), true
}

func (m moment) dateDirective(c byte) (string, bool) {
	isoYear, isoWeek := m.goTime().ISOWeek()
	day := m.weekday()
	switch c {
	case 'Y':
		return fmt.Sprintf("%d", m.year), true
	case 'y':
		return fmt.Sprintf("%02d", m.year%100), true
	case 'm':
		return fmt.Sprintf("%02d", m.month), true
	case 'd':
		return fmt.Sprintf("%02d", m.day), true
	case 'e':
		return fmt.Sprintf("%2d", m.day), true
	case 'j':
		return fmt.Sprintf("%03d", m.yearday()), true
	case 'a', 'A':
		return shortIf(c == 'a', weekdays[day]), true
	case 'b', 'h', 'B':
		return shortIf(c != 'B', months[m.month-1]), true
	case 'w':
		return fmt.Sprint((day + 1) % 7), true
	case 'u':
		return fmt.Sprint(day + 1), true
	case 'U':
		return fmt.Sprintf("%02d", (m.yearday()+6-(day+1)%7)/7), true
	case 'W':
		return fmt.Sprintf("%02d", (m.yearday()+6-day)/7), true
	case 'V':
		return fmt.Sprintf("%02d", isoWeek), true
	case 'G':
		return fmt.Sprint(isoYear), true
	case 'x', 'D':
		return fmt.Sprintf("%02d/%02d/%02d", m.month, m.day, m.year%100), true
	case 'F':
		return m.civil.iso(), true
	}
	return "", false
}

func shortIf(short bool, s string) string {
	if short {
		return s[:3]
	}
	return s
}
