package djgate

import (
	"context"
	"io/fs"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
)

// State is a project at one moment.
type State struct {
	FS     fs.FS
	Inputs inputs.Options
}

// Review judges two states, and says what the second does to the first: its
// report is that of the second, with Review and each finding's Change set.
// Options.Inputs is not used. What cannot be read of the first makes no report
// incomplete: what it would have said then counts as introduced.
func Review(ctx context.Context, before, after State, o Options) (was, is *Report, err error) {
	policies, baseline := o.compile(ctx), o.Baseline
	o.Inputs, o.Baseline = before.Inputs, nil
	if was, err = o.check(ctx, before.FS, policies); err != nil {
		return nil, nil, err
	}
	o.Inputs = after.Inputs
	if is, err = o.check(ctx, after.FS, policies); err != nil {
		return nil, nil, err
	}
	is.Report = evaluator.Compare(was.Report, is.Report)
	if baseline != nil {
		is.Report = baseline.Apply(is.Report, is.TargetIDs())
	}
	return was, is, nil
}
