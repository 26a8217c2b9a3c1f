package models

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

// The forms that isoformat writes, which fromisoformat reads in every version of
// Python. From 3.11 on it reads most of ISO 8601: these further forms depend on
// the version and are not followed.

// number reads digits and nothing else.
func number(s string) (int, bool) {
	if !isDigits(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func readISODate(s string) (civil, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return civil{}, false
	}
	y, okY := number(s[:4])
	m, okM := number(s[5:7])
	d, okD := number(s[8:])
	out := civil{y, m, d}
	return out, okY && okM && okD && out.valid()
}

// readISOTime reads HH[:MM[:SS[.ffffff]]] and an offset.
func (lib *datetimeLib) readISOTime(s string) (clock, bool) {
	var c clock
	if i := strings.IndexAny(s, "+-"); i >= 0 {
		offset, ok := readISOClock(s[i+1:])
		if !ok || len(s[i+1:]) < 5 {
			return c, false
		}
		us := offset.micros()
		if s[i] == '-' {
			us = -us
		}
		if us == 0 {
			c.zone = zoneRef{lib.utc}
		} else {
			c.zone = zoneRef{lib.zone.make(fixedZone{offset: us}, nil)}
		}
		s = s[:i]
	}
	own, ok := readISOClock(s)
	own.zone = c.zone
	return own, ok
}

func readISOClock(s string) (clock, bool) {
	var c clock
	s, fraction, hasFraction := strings.Cut(s, ".")
	if hasFraction {
		if len(s) != 8 || len(fraction) != 3 && len(fraction) != 6 || !isDigits(fraction) {
			return c, false
		}
		c.us = fractionMicros(fraction)
	}
	if len(s) != 2 && len(s) != 5 && len(s) != 8 {
		return c, false
	}
	for i, to := range []*int{&c.hour, &c.minute, &c.second} {
		if len(s) < 3*i+2 {
			break
		}
		n, ok := number(s[3*i : 3*i+2])
		if !ok || i > 0 && s[3*i-1] != ':' {
			return c, false
		}
		*to = n
	}
	return c, c.valid()
}

func (lib *datetimeLib) fromISO(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	s, err := wantText(t, a[0], "fromisoformat")
	if err != nil {
		return nil, err
	}
	if len(s) >= 10 {
		if d, ok := readISODate(s[:10]); ok {
			if len(s) == 10 {
				return lib.datetime.make(moment{civil: d}, tr), nil
			}
			_, size := utf8.DecodeRuneInString(s[10:])
			if c, ok := lib.readISOTime(s[10+size:]); ok {
				return lib.datetime.make(moment{d, c}, tr), nil
			}
		}
	}
	return lib.isoRefused(t, s, lib.momentClass, tr)
}

// isoRefused raises where no version of Python reads the text, else gives an unknown.
func (lib *datetimeLib) isoRefused(t *value.Thread, s string, class *value.Class, tr *value.Trace) (value.Value, error) {
	if strings.Trim(s, "0123456789-:.,TWZ+ ") != "" || len(s) < 2 {
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Invalid isoformat string: ...", tr)
	}
	return typed(unknown(t, "which forms fromisoformat reads depends on the version of Python", tr), class), nil
}
