package inputs

import (
	"context"
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

// This file reads targets at once, but for those that may turn out to be one.

// maxFamilies bounds how many families are read at once, since each may take all the
// memory that settings get.
const maxFamilies = 4

// targets reads those that are judged, in the plan's order. It fails only where the
// context ends.
func (r *reader) targets(ctx context.Context) ([]*process, error) {
	judged := r.plan.Judged()
	families := familiesOf(judged)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(min(runtime.GOMAXPROCS(0), maxFamilies))
	read := make([][]*process, len(families))
	for i, family := range families {
		group.Go(func() error {
			for _, t := range family {
				if err := ctx.Err(); err != nil {
					return err
				}
				read[i] = r.target(t, read[i])
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	all := slices.Concat(read...)
	slices.SortFunc(all, func(a, b *process) int { return slices.Index(judged, a.target) - slices.Index(judged, b.target) })
	return all, nil
}

// familiesOf parts targets into those of which one may be as another.
func familiesOf(judged []*targets.Target) [][]*targets.Target {
	var out [][]*targets.Target
	for _, t := range judged {
		at := slices.IndexFunc(out, func(family []*targets.Target) bool { return akin(family[0], t) })
		if at < 0 {
			out = append(out, nil)
			at = len(out) - 1
		}
		out[at] = append(out[at], t)
	}
	return out
}

// akin tells whether two targets differ at most in the variables that they are given, and
// in files.
func akin(a, b *targets.Target) bool {
	return a.Project == b.Project && a.Environment == b.Environment && a.SettingsFile == b.SettingsFile && a.SettingsFile != "" &&
		a.Configuration.Class == b.Configuration.Class && a.Closed == b.Closed && slices.Equal(a.Perhaps, b.Perhaps) && a.Changes == b.Changes && a.Missing == nil && b.Missing == nil && slices.Equal(a.Sources, b.Sources) &&
		slices.Equal(a.Added.Before, b.Added.Before) && slices.Equal(a.Added.After, b.Added.After)
}

// twin finds a process of a target's family that differs only in what its settings do not read.
func twin(t *targets.Target, family []*process) int {
	return slices.IndexFunc(family, func(p *process) bool { return sameRead(p.target.Env, t.Env, p.reads) && sameFiles(t, p.asks) })
}

// sameFiles tells whether the container of a target answers as another one did.
func sameFiles(t *targets.Target, asks map[string]container.Found) bool {
	for name, asked := range asks {
		var found container.Found
		if t.Files != nil {
			found = t.Files.Instead(name)
		}
		if found.Told != asked.Told || found.Source != asked.Source {
			return false
		}
	}
	return true
}

func sameRead(a, b []document.Variable, reads map[string]bool) bool {
	relevant := func(vs []document.Variable) map[string]document.Variable {
		out := map[string]document.Variable{}
		for _, v := range vs {
			if reads[v.Name] {
				out[v.Name] = document.Variable{Name: v.Name, State: v.State, Text: v.Text}
			}
		}
		return out
	}
	return maps.EqualFunc(relevant(a), relevant(b), func(x, y document.Variable) bool {
		return x.Name == y.Name && x.State == y.State && x.Text == y.Text
	})
}

// join makes one target of two, of which the plan has the first from now on.
func (r *reader) join(t, other *targets.Target) {
	r.joining.Lock()
	defer r.joining.Unlock()
	r.plan.Join(t, other)
}
