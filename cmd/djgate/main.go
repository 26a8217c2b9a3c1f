// Command djgate judges the configuration of Django deployments.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"
)

// The exit codes. They are a contract: see the help text.
const (
	exitClean      = 0
	exitViolations = 1
	exitUsage      = 2
	exitIncomplete = 3
)

const exitCodes = `Exit codes:
  0  clean
  1  violations at or over --fail-on, or undetermined ones under --strict
  2  wrong use or configuration
  3  incomplete: an input could not be read, a policy could not be evaluated,
     or nothing deployed was found`

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// collectLate lets a heap grow to 64 MB, which most runs never reach, before garbage is
// collected for the first time, and keeps to what is usual from then on.
func collectLate() {
	debug.SetGCPercent(1600) // of the 4 MB that the runtime begins with
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, 200)
}

// run is the whole program: it returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	collectLate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := rootFor(args)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var e *exitError
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &e):
		if e.err != nil {
			fmt.Fprintf(stderr, "djgate: %v\n", e.err)
		}
		return e.code
	}
	fmt.Fprintf(stderr, "djgate: %v\n", err)
	return exitUsage
}

// exitError ends the program with a code, and says why where err is set.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

func incomplete(format string, args ...any) error {
	return &exitError{exitIncomplete, fmt.Errorf(format, args...)}
}

// subcommand makes the command of a name.
type subcommand struct {
	name  string
	build func() *cobra.Command
}

func subcommands() []subcommand {
	return []subcommand{{"check", newCheck}, {"targets", newTargets}, {"settings", newSettings}, {"diff", newDiff}, {"baseline", newBaseline},
		{"checklist", newChecklist}, {"inspect", newInspect}, {"list", newList}, {"explain", newExplain}, {"verify", newVerify}, {"new", newNew},
		{"bundle", newBundle}, {"docs", newDocs}, {"init", newInit}, {"man", newMan}, {"version", newVersion}}
}

// newRoot is the program with all its commands.
func newRoot() *cobra.Command { return rootOf(subcommands()) }

// rootFor is the program with the command that the arguments begin with: to make the
// flags of those that do not run is a tenth of what a start costs. Help, completion
// and man want all.
func rootFor(args []string) *cobra.Command {
	all := subcommands()
	named := func(c subcommand) bool { return len(args) > 0 && c.name == args[0] && c.name != "man" }
	if i := slices.IndexFunc(all, named); i >= 0 {
		return rootOf(all[i : i+1])
	}
	return rootOf(all)
}

func rootOf(commands []subcommand) *cobra.Command {
	root := &cobra.Command{
		Use:           "djgate",
		Short:         "Judge the configuration of Django deployments before they happen",
		Long:          "djgate reads settings modules, env files, Compose and Terraform without running\nanything, works out what each Django process would see, and holds that against\na bundle of Rego policies: the deployment checklist, item by item.\n\n" + exitCodes,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, c := range commands {
		root.AddCommand(c.build())
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w (see %s --help)", err, c.CommandPath())
	})
	return root
}
