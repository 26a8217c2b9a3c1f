package models

import (
	"fmt"
	"strings"
	"time"
)

// The proleptic Gregorian calendar, as CPython's Lib/_pydatetime.py has it.

// civil is a date.
type civil struct{ year, month, day int }

var (
	weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months   = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// maxOrdinal is date.max.toordinal().
const maxOrdinal = 3652059

func asciiUpper(s string) string { return strings.ToUpper(s) }

// shortened are the first three letters of each name.
func shortened(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n[:3]
	}
	return out
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysIn(y, m int) int {
	switch {
	case m == 2 && leap(y):
		return 29
	case m == 2:
		return 28
	case m == 4 || m == 6 || m == 9 || m == 11:
		return 30
	}
	return 31
}

func (d civil) valid() bool {
	return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= daysIn(d.year, d.month)
}

func (d civil) goTime() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

func civilOf(t time.Time) civil { return civil{t.Year(), int(t.Month()), t.Day()} }

// ordinal counts days; 1 January of the year 1 is 1.
func (d civil) ordinal() int {
	const unix = 719163 // of 1970-01-01
	return int(d.goTime().Unix()/86400) + unix
}

// fromOrdinal is the date of an ordinal; not ok outside the years 1 to 9999.
func fromOrdinal(n int) (civil, bool) {
	if n < 1 || n > maxOrdinal {
		return civil{}, false
	}
	return civilOf(time.Date(1, 1, n, 0, 0, 0, 0, time.UTC)), true
}

// weekday is 0 for Monday.
func (d civil) weekday() int { return (d.ordinal() + 6) % 7 }

func (d civil) yearday() int { return d.goTime().YearDay() }

func (d civil) compare(o civil) int { return d.ordinal() - o.ordinal() }

func (d civil) iso() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

// clock is a time of day. zone is nil, a fixed zone, or any other tzinfo.
type clock struct {
	hour, minute, second, us int
	fold                     int
	zone                     zoneRef
}

// moment is a date and a time.
type moment struct {
	civil
	clock
}

func (c clock) valid() bool {
	return c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60 && c.second >= 0 && c.second < 60 && c.us >= 0 && c.us < 1_000_000
}

// micros counts from midnight.
func (c clock) micros() int64 {
	return int64(c.hour*3600+c.minute*60+c.second)*1_000_000 + int64(c.us)
}

func clockOf(us int64, zone zoneRef) clock {
	s := int(us / 1_000_000)
	return clock{hour: s / 3600, minute: s / 60 % 60, second: s % 60, us: int(us % 1_000_000), zone: zone}
}

// micros counts from the start of the year 1, without regard to the zone.
func (m moment) micros() int64 {
	return int64(m.ordinal()-1)*86_400_000_000 + m.clock.micros()
}

// momentOf is micros backwards; not ok outside the years 1 to 9999.
func momentOf(us int64, zone zoneRef) (moment, bool) {
	days := us / 86_400_000_000
	rest := us % 86_400_000_000
	if rest < 0 {
		days, rest = days-1, rest+86_400_000_000
	}
	if days > maxOrdinal || days < 0 {
		return moment{}, false
	}
	d, ok := fromOrdinal(int(days) + 1)
	return moment{d, clockOf(rest, zone)}, ok
}

// iso is the time as isoformat writes it; spec is "auto" or one of its others.
func (c clock) iso(spec string) (string, bool) {
	out := fmt.Sprintf("%02d:%02d:%02d", c.hour, c.minute, c.second)
	switch {
	case spec == "hours":
		return out[:2], true
	case spec == "minutes":
		return out[:5], true
	case spec == "seconds", spec == "auto" && c.us == 0:
		return out, true
	case spec == "milliseconds":
		return fmt.Sprintf("%s.%03d", out, c.us/1000), true
	case spec == "microseconds", spec == "auto":
		return fmt.Sprintf("%s.%06d", out, c.us), true
	}
	return "", false
}

// isoOffset writes an offset as "+01:00", with sep between hours and minutes.
func isoOffset(us int64, sep string) string {
	sign := "+"
	if us < 0 {
		sign, us = "-", -us
	}
	s := us / 1_000_000
	out := fmt.Sprintf("%s%02d%s%02d", sign, s/3600, sep, s/60%60)
	if s%60 != 0 || us%1_000_000 != 0 {
		out += fmt.Sprintf("%s%02d", sep, s%60)
	}
	if us%1_000_000 != 0 {
		out += fmt.Sprintf(".%06d", us%1_000_000)
	}
	return out
}
