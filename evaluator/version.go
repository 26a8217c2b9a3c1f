package evaluator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Version is the numbers of a release, without zeros at the end: 5.0 is {5}. A
// pre-release counts as its release. nil is no version.
type Version []int

// String writes at least two numbers: 5.0.
func (v Version) String() string {
	numbers := slices.Clone(v)
	for len(numbers) < 2 {
		numbers = append(numbers, 0)
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint([]int(numbers)), " ", "."), "[]")
}

// Interval is a range of versions, [Min, Below); a nil end is open.
type Interval struct {
	Min   Version `json:"min,omitempty"`
	Below Version `json:"below,omitempty"`
}

// ParseVersion reads the leading numbers of text; nil where there are none.
func ParseVersion(text string) Version {
	var v Version
	for part := range strings.SplitSeq(text, ".") {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		v = append(v, n)
		if len(digits) != len(part) { // 5.0rc1
			break
		}
	}
	for len(v) > 1 && v[len(v)-1] == 0 {
		v = v[:len(v)-1]
	}
	return v
}

// ParseInterval reads a specifier of METADATA: ">=4.0", "<5.1", or both with a comma.
func ParseInterval(specifier string) (Interval, error) {
	var in Interval
	for part := range strings.SplitSeq(specifier, ",") {
		part = strings.TrimSpace(part)
		switch {
		case strings.HasPrefix(part, ">=") && in.Min == nil:
			in.Min = ParseVersion(part[2:])
		case strings.HasPrefix(part, "<") && in.Below == nil:
			in.Below = ParseVersion(part[1:])
		default:
			return in, fmt.Errorf("version %q: want >=N, <N, or both with a comma", specifier)
		}
	}
	return in, nil
}

// overlap says how an interval meets the versions that Django may have.
type overlap int

const (
	outside overlap = iota // no possible version is in it
	partly
	inside // every possible version is in it
)

// meets compares the interval with what is known of Django's version.
func (in Interval) meets(d document.Django) overlap {
	low, high := ParseVersion(d.Min), ParseVersion(d.Below)
	exact := ParseVersion(d.Exact)
	if exact != nil {
		low = exact
	}
	switch {
	case in.Below != nil && low != nil && slices.Compare(low, in.Below) >= 0:
		return outside
	case exact != nil && slices.Compare(exact, in.Min) < 0:
		return outside
	case exact == nil && high != nil && slices.Compare(high, in.Min) <= 0:
		return outside
	case slices.Compare(low, in.Min) < 0:
		return partly
	case exact == nil && in.Below != nil && (high == nil || slices.Compare(high, in.Below) > 0):
		return partly
	}
	return inside
}

// meetsAny is the best that any of the intervals says; inside where there are none.
func meetsAny(intervals []Interval, d document.Django) overlap {
	if len(intervals) == 0 {
		return inside
	}
	best := outside
	for _, in := range intervals {
		best = max(best, in.meets(d))
	}
	return best
}
