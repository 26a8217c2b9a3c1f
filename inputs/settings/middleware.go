package settings

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// middleware makes MIDDLEWARE what a Django before 2.0 runs: MIDDLEWARE_CLASSES, where
// MIDDLEWARE is None (django/core/handlers/base.py, load_middleware), and before 1.10,
// which has no MIDDLEWARE, in any case. more is as in add.
func (d *defaults) middleware(nodes map[string]*document.Node, more *value.Unknown) {
	now, older := nodes["MIDDLEWARE"], nodes["MIDDLEWARE_CLASSES"]
	if now == nil || !d.before20() {
		return
	}
	switch {
	case older != nil:
	case more.MayBe("MIDDLEWARE_CLASSES"):
		older = perhapsBound(more)
	default:
		older = d.own("MIDDLEWARE_CLASSES")
	}
	has, lacks := d.haveMiddleware()
	switch {
	case len(d.tables) == 0 && !older.Set:
	case has && !now.Set && now.State == document.Unknown: // it is perhaps set
	case !now.Set || !has:
		run := *older
		run.Set = now.Set // what is ignored is set all the same, and what stands in for it is not
		nodes["MIDDLEWARE"] = &run
	case lacks:
		nodes["MIDDLEWARE"] = d.versionNeeded("django", differing)
	}
}

// before20 tells whether every Django that the project may use is 1.x.
func (d *defaults) before20() bool {
	series := django.SeriesIn(d.django)
	if len(series) == 0 {
		return strings.HasPrefix(d.django.Exact, "1.")
	}
	return !slices.ContainsFunc(series, func(s string) bool { return !strings.HasPrefix(s, "1.") })
}

// haveMiddleware tells whether some Django that the project may use has MIDDLEWARE, and
// whether some has not.
func (d *defaults) haveMiddleware() (has, lacks bool) {
	for _, t := range d.tables {
		_, ok := t["MIDDLEWARE"]
		has, lacks = has || ok, lacks || !ok
	}
	return has, lacks
}
