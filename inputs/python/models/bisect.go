package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// bisectModule is bisect, without its insorts.
func bisectModule(*value.Thread) value.Value {
	m := value.NewModule("bisect", "")
	for name, right := range map[string]bool{"bisect": true, "bisect_right": true, "bisect_left": false} {
		m.Func(name, strict(name, "a, x, lo=, hi=, *, key=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			for _, option := range a[2:] {
				if option != nil {
					return typed(unknown(t, "the options of bisect are not followed", tr), value.IntClass), nil
				}
			}
			items, err := value.Items(t, a[0])
			if err != nil {
				return nil, err
			}
			return bisect(t, items, a[1], right, tr)
		}))
	}
	m.Fallback = notFollowed("bisect")
	return m
}

// bisect is the place at which x goes into sorted items: behind those equal to it, or before.
func bisect(t *value.Thread, items []value.Value, x value.Value, right bool, tr *value.Trace) (value.Value, error) {
	low, high := 0, len(items)
	for low < high {
		middle := (low + high) / 2
		a, b := items[middle], x
		if right {
			a, b = x, items[middle]
		}
		less, err := value.Compare(t, value.Lt, a, b)
		if err != nil {
			return nil, err
		}
		tr = value.Merge(tr, items[middle].Trace())
		switch {
		case less == value.Maybe:
			return typed(unknown(t, "where it goes among the items is not known", tr), value.IntClass), nil
		case (less == value.Yes) == right:
			high = middle
		default:
			low = middle + 1
		}
	}
	return value.NewInt(int64(low), tr), nil
}
