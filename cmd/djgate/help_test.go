package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Help names what a flag takes (--env-file FILE), rather than its type in Go.
func TestFlagsNameWhatTheyTake(t *testing.T) {
	flags := 0
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			kind, _ := pflag.UnquoteUsage(f)
			if flags++; kind != strings.ToUpper(kind) {
				t.Errorf("%s --%s %s: %s", c.CommandPath(), f.Name, kind, f.Usage)
			}
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(rootFor(nil))
	if flags < 80 {
		t.Errorf("only %d flags are looked at", flags)
	}
}
