package evaluator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file applies SILENCED_SYSTEM_CHECKS as Django does: `id in setting`, with
// the whole id, case and all (django.core.checks.CheckMessage.is_silenced). What
// a policy of the checklist says is silenced with the check that it is akin to.

// silencing is the setting that hides checks.
const silencing = "SILENCED_SYSTEM_CHECKS"

// silencedReason is the reason of what the setting accepts.
const silencedReason = "named in " + silencing

// silence marks the findings that Django would not show. Of a check of Django's
// own it is not told whether it shows, where the setting is not known.
func silence(verdicts []Verdict, d *document.Document) {
	n := d.Settings[silencing]
	if n == nil {
		return
	}
	for i := range verdicts {
		v := &verdicts[i]
		if v.Policy.DjangoCheck == "" {
			continue
		}
		at, silenced := silencedAt(n, v.Policy.DjangoCheck)
		switch {
		case silenced:
			for j := range v.Findings {
				v.Findings[j].Silenced = &at
			}
		case v.Policy.Collection == SystemChecks && v.Status == Violation && doubtful(n):
			v.doubt(n)
		}
	}
}

// silencedAt tells whether an id is in the setting, and where.
func silencedAt(n *document.Node, id string) (document.Location, bool) {
	switch value := n.Value.(type) {
	case string:
		return n.At, strings.Contains(value, id)
	case map[string]any:
		_, found := value[id]
		return n.At, found
	case []any:
		if i := slices.Index(value, any(id)); i >= 0 {
			at, found := nearest(n.AtPaths, fmt.Sprintf("[%d]", i))
			if !found {
				at = n.At
			}
			return at, true
		}
	}
	return document.Location{}, false
}

func doubtful(n *document.Node) bool {
	return n.State == document.Unknown || n.State == document.Partial
}

// doubt makes a violation undetermined, since it may be silenced.
func (v *Verdict) doubt(n *document.Node) {
	v.Status = Undetermined
	for i := range v.Findings {
		f := &v.Findings[i]
		if !f.WouldBe {
			f.WouldBe = true
			v.Causes = append(v.Causes, Cause{Path: f.Subject, Because: silencing + " is not known, and may silence it", Needs: n.Needs, At: f.At, WouldBe: true})
		}
	}
}
