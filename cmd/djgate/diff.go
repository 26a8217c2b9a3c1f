package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/inputs/git"
	"github.com/djgate/djgate/inputs/tree"
)

const diffHelp = `Say what a change does to the deployments: the targets that it adds and removes,
the settings whose effective value changes, the findings that it introduces and
those that it mends.

BASE and HEAD are folders, or revisions of the git repository at PATH (default:
HEAD where that is a folder, else the current folder): a branch, a tag, a
commit, REV~N, REV^N. The configuration is that of HEAD where it is a folder,
else that of PATH.

Exit codes:
  0  nothing introduced
  1  violations at or over --fail-on that the change introduces, with
     --all-findings any; or undetermined ones that are new, under --strict
  2  wrong use or configuration, or no such revision
  3  incomplete: an input of HEAD could not be read, a policy could not be
     evaluated, or nothing deployed was found in HEAD`

func newDiff() *cobra.Command {
	k := &checking{}
	c := &cobra.Command{
		Use:     "diff BASE HEAD [PATH]",
		Short:   "Say what a change does to the deployments",
		Long:    diffHelp,
		Example: "  djgate diff main .\n  djgate diff origin/main HEAD\n  djgate diff ../before ../after",
		Args:    cobra.RangeArgs(2, 3),
		RunE: func(c *cobra.Command, args []string) error {
			if k.plan != "" {
				return errors.New("--plan: djgate check --plan reviews a plan")
			}
			return k.diff(c, args)
		},
	}
	k.flags(c.Flags())
	complete(c)
	return c
}

func (k *checking) diff(c *cobra.Command, args []string) error {
	base, head := args[0], args[1]
	path := "."
	switch {
	case isFolder(head):
		path = head
	case len(args) == 3:
		path = args[2]
	}
	s, err := k.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	return k.report(c, s, func(ctx context.Context, o djgate.Options) (*djgate.Report, error) {
		return compareSides(ctx, s, o, base, head)
	})
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// compareSides judges both sides as if they lay in the same folder.
func compareSides(ctx context.Context, s *source, o djgate.Options, base, head string) (*djgate.Report, error) {
	before, done, err := sideOf(s, o, base)
	if err != nil {
		return nil, err
	}
	defer done()
	after := djgate.State{FS: s.tree, Inputs: o.Inputs}
	if !isFolder(head) {
		var done func()
		if after, done, err = sideOf(s, o, head); err != nil {
			return nil, err
		}
		defer done()
	}
	was, is, err := djgate.Review(ctx, before, after, o)
	if err != nil {
		return nil, err
	}
	describe(was, is, s.tree.Path())
	return is, nil
}

// sideOf opens a folder, or a revision of the repository at the source.
func sideOf(s *source, o djgate.Options, name string) (djgate.State, func(), error) {
	state := djgate.State{Inputs: o.Inputs}
	if isFolder(name) {
		t, err := tree.Open(name)
		if err != nil {
			return state, nil, usage(err)
		}
		state.FS = t
		state.Inputs.Git = func() *git.State { return git.Read(t.Path()) }
		return state, func() { t.Close() }, nil
	}
	r, err := git.Open(s.tree.Path())
	if err != nil {
		return state, nil, usage(err)
	}
	files, err := r.Files(name)
	if err != nil {
		r.Close()
		return state, nil, usage(err)
	}
	state.FS, state.Inputs.Git = files, git.Committed
	return state, r.Close, nil
}

func usage(err error) error { return &exitError{exitUsage, err} }
