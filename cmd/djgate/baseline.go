package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
)

// baselineName is the file that djgate baseline writes, in the folder that is judged.
const baselineName = ".djgate-baseline.json"

const baselineHelp = `Write down what is found now, so that djgate check --baseline FILE fails only on
what is new. The file holds fingerprints: no line numbers, no values.

--prune reads the file and leaves out what is mended; nothing is added. What was
not judged, or cannot be told, stays.

Judge the same environments here as in the check.`

// keeping are the flags of baseline.
type keeping struct {
	checking
	file  string
	prune bool
}

func newBaseline() *cobra.Command {
	k := &keeping{}
	c := &cobra.Command{
		Use:   "baseline [PATH]",
		Short: "Write down what is found, so that only new findings fail",
		Long:  baselineHelp,
		Args:  cobra.MaximumNArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return k.run(c, pathOf(args)) },
	}
	f := c.Flags()
	k.reading.flags(f)
	k.judging(f)
	f.StringVarP(&k.file, "output", "o", "", "the `FILE` (default "+baselineName+" in PATH)")
	f.BoolVar(&k.prune, "prune", false, "leave out what is mended, and add nothing")
	return c
}

func (k *keeping) run(c *cobra.Command, path string) error {
	s, err := k.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	if k.file == "" {
		k.file = filepath.Join(path, baselineName)
	}
	var known *evaluator.Baseline
	if k.prune {
		if known, err = readBaseline(k.file); err != nil {
			return fmt.Errorf("%s: %w", k.file, err)
		}
	}
	outcome, err := k.judgeAll(c.Context(), s)
	if err != nil {
		return err
	}
	next, said := evaluator.NewBaseline(outcome.Report), "wrote"
	if k.prune {
		next = known.Prune(outcome.Report, outcome.TargetIDs())
		said = fmt.Sprintf("pruned %d of", len(known.Findings)-len(next.Findings))
	}
	if err := writeAll(nil, []rendering{{k.file, next.Write}}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%s %s: %d entries of %d environments\n", said, k.file, len(next.Findings), len(outcome.Report.Targets))
	return err
}

// judgeAll judges without a baseline; what is incomplete is not written down.
func (k *keeping) judgeAll(ctx context.Context, s *source) (*djgate.Report, error) {
	o, err := k.checkOptions(ctx, s)
	if err != nil {
		return nil, err
	}
	o.Baseline = nil
	outcome, err := djgate.Check(ctx, s.tree, o)
	if err != nil {
		return nil, incomplete("%w", err)
	}
	if err := nothing(outcome.Inputs); err != nil {
		return nil, err
	}
	if !outcome.Report.Complete {
		return nil, incomplete("the result is incomplete, and no baseline is written: djgate check says why")
	}
	return outcome, nil
}

// readBaseline reads the file of --baseline.
func readBaseline(file string) (*evaluator.Baseline, error) {
	src, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("no such file (djgate baseline writes one)")
	}
	if err != nil {
		return nil, plain(err)
	}
	return evaluator.ParseBaseline(src)
}
