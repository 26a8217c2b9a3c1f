package models

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/python/value"
)

// pytimeparse 1.1: seconds of texts such as "1h 30m". Clock times, fractions and
// signs are not followed.

var timeparseRE = sync.OnceValue(func() *regexp.Regexp {
	const gap = `\s*(?:[,/]\s*)?`
	pattern := `^\s*`
	for _, unit := range []string{`w|wks?|weeks?`, `d|dys?|days?`, `h|hrs?|hours?`, `m|mins?|minutes?`} {
		pattern += `(?:([0-9]{1,9})\s*(?:` + unit + `)` + gap + `)?\s*`
	}
	return regexp.MustCompile(`(?i)` + pattern + `(?:([0-9]{1,9})\s*(?:s|secs?|seconds?))?\s*$`)
})

func timeparseModule(module, name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(module, "")
		m.Func(name, strict(name, "sval, granularity=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			s, err := wantText(t, a[0], "match")
			if err != nil {
				return nil, err
			}
			found := timeparseRE().FindStringSubmatch(s)
			switch {
			case strings.TrimSpace(s) == "":
				return value.None().With(tr), nil
			case found != nil:
				return value.NewInt(seconds(found[1:]), tr), nil
			}
			return unknown(t, "a duration that is not plain is not followed", tr), nil
		}))
		m.Fallback = notFollowed(module)
		return m
	}
}

// seconds adds up weeks, days, hours, minutes and seconds.
func seconds(parts []string) (sum int64) {
	for i, per := range []int64{7 * 24 * 3600, 24 * 3600, 3600, 60, 1} {
		n, _ := strconv.ParseInt(parts[i], 10, 64)
		sum += n * per
	}
	return sum
}
