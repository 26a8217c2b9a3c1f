package models

import (
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// What the fields of a crontab stand for (celery/schedules.py, crontab_parser).

// numbers is the set that a field stands for: of a number, a pattern or several numbers.
func (f cronField) numbers(t *value.Thread, spec value.Value, r cronReader) (value.Value, error) {
	return known(t, args{spec}, func(a args) (value.Value, error) {
		var items []value.Value
		switch v := value.Underlying(a[0]).(type) {
		case value.Int, value.Bool:
			items = []value.Value{v}
		case value.Str:
			return r.pattern(t, v)
		default:
			var err error
			if items, err = value.Items(t, v); err != nil {
				return nil, err
			}
		}
		for _, n := range items {
			if err := f.within(t, n); err != nil {
				return nil, err
			}
		}
		return t.NewSet(items, false, a[0].Trace()), nil
	})
}

// within raises for what is no number of the field.
func (f cronField) within(t *value.Thread, v value.Value) error {
	for _, bound := range []struct {
		op value.CompareOp
		n  int
	}{{value.GtE, f.min + f.count}, {value.Lt, f.min}} {
		is, err := value.CompareValue(t, bound.op, v, value.NewInt(int64(bound.n), nil))
		if err != nil {
			return err
		}
		if beyond, _ := value.Truthy(t, is); beyond == value.Yes {
			return value.Blame(t.Raise("ValueError", "invalid crontab pattern for "+f.name), v)
		}
	}
	return nil
}

// cronReader reads the pattern of one field.
type cronReader struct {
	cronField
	version string
	broken  *value.Class
}

var (
	cronRange = pattern.New(`^([0-9A-Za-z_]+?)-([0-9A-Za-z_]+)`)
	cronSteps = pattern.New(`^/([0-9A-Za-z_]+)?`)
)

// pattern reads parts like "*/15", "1-5" and "mon", which commas separate. Whatever
// follows a part that is understood counts for nothing, as in celery.
func (r cronReader) pattern(t *value.Thread, spec value.Str) (value.Value, error) {
	if strings.ContainsFunc(spec.Text(), func(c rune) bool { return c >= utf8.RuneSelf }) {
		return unknown(t, "a pattern of crontab in other letters is not followed", spec.Trace()), nil
	}
	var items []value.Value
	for part := range strings.SplitSeq(spec.Text(), ",") {
		numbers, err := r.part(t, part)
		if err != nil {
			return nil, value.Blame(err, spec)
		}
		if numbers == nil {
			return unknown(t, "the version of celery is not known, and older ones know no names of months", spec.Trace()), nil
		}
		for _, n := range numbers {
			items = append(items, value.NewInt(int64(n), spec.Trace()))
		}
	}
	return t.NewSet(items, false, spec.Trace()), nil
}

// part is what one part stands for; nil where that depends on the version.
func (r cronReader) part(t *value.Thread, part string) ([]int, error) {
	var from, to, rest string
	if m := cronRange.FindStringSubmatch(part); m != nil {
		from, to, rest = m[1], m[2], part[len(m[0]):]
	} else if after, star := strings.CutPrefix(part, "*"); star && (strings.HasPrefix(after, "/") || strings.TrimSuffix(after, "\n") == "") {
		rest = after
	} else if part == "" || part[0] == '-' {
		return nil, t.RaiseClass(r.broken, "empty part", nil)
	} else {
		n, err := r.number(t, part)
		return oneNumber(n), err
	}
	step := cronSteps.FindStringSubmatch(rest)
	if step != nil && step[1] == "" {
		return nil, t.RaiseClass(r.broken, "empty filter", nil)
	}
	numbers, err := r.span(t, from, to)
	if step == nil || err != nil || numbers == nil {
		return numbers, err
	}
	by, ok := pythonInt(step[1])
	if !ok || by.Sign() == 0 {
		return nil, t.Raise("ValueError", "slice step cannot be zero")
	}
	var out []int
	for i := 0; i < len(numbers); i += int(min(by.Int64(), int64(len(numbers)))) {
		out = append(out, numbers[i])
	}
	return out, nil
}

func oneNumber(n int) []int {
	if n < 0 {
		return nil
	}
	return []int{n}
}

// span are the numbers between two, around the end where the second is the smaller;
// all of them where there are none. It is nil where a number depends on the version.
func (r cronReader) span(t *value.Thread, from, to string) (out []int, err error) {
	low, high := r.min, r.min+r.count-1
	if from != "" {
		if low, err = r.number(t, from); err != nil {
			return nil, err
		}
		if high, err = r.number(t, to); err != nil || low < 0 || high < 0 {
			return nil, err
		}
	}
	if high < low {
		high += r.count
	}
	for n := low; n <= high; n++ {
		out = append(out, r.min+(n-r.min)%r.count)
	}
	return out, nil
}

const cronMonths, cronDays = "janfebmaraprmayjunjulaugsepoctnovdec", "sunmontuewedthufrisat"

// number is a number of the field, or the name of a month or a day; below 0 where it
// depends on the version of celery.
func (r cronReader) number(t *value.Thread, s string) (int, error) {
	n, ok := pythonInt(s)
	if !ok {
		short := strings.ToLower(s[:min(3, len(s))])
		month, day := strings.Index(cronMonths, short), strings.Index(cronDays, short)
		switch {
		case len(short) == 3 && month >= 0 && month%3 == 0 && !(r.version != "" && versionBelow(r.version, 5, 5)):
			if r.version == "" {
				return -1, nil
			}
			n = big.NewInt(int64(month/3 + 1))
		case len(short) == 3 && day >= 0 && day%3 == 0:
			n = big.NewInt(int64(day / 3))
		default:
			return 0, t.Raise("ValueError", "invalid weekday literal")
		}
	}
	if n.Cmp(big.NewInt(int64(r.min))) < 0 || n.Cmp(big.NewInt(int64(r.min+r.count))) >= 0 {
		return 0, t.Raise("ValueError", "invalid crontab pattern for "+r.name)
	}
	return int(n.Int64()), nil
}
