package settings

import (
	"strings"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
)

// middleware makes MIDDLEWARE what a Django before 2.0 runs: MIDDLEWARE_CLASSES, where
// MIDDLEWARE is None (django/core/handlers/base.py, load_middleware), and before 1.10 in
// any case.
func (d *defaults) middleware(nodes map[string]*document.Node) {
	now, older := nodes["MIDDLEWARE"], nodes["MIDDLEWARE_CLASSES"]
	if now == nil || now.Set && len(d.tables) > 0 {
		return
	}
	if older == nil {
		older = d.own("MIDDLEWARE_CLASSES")
	}
	for _, s := range django.SeriesIn(d.django) {
		if !strings.HasPrefix(s, "1.") {
			return
		}
	}
	if len(d.tables) > 0 || strings.HasPrefix(d.django.Exact, "1.") && older.Set {
		nodes["MIDDLEWARE"] = older
	}
}
