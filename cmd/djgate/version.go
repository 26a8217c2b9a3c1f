package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of djgate, and of the OPA and Go that it is made with",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			fmt.Fprintf(c.OutOrStdout(), "djgate %s\n", version())
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return nil
			}
			for _, dep := range info.Deps {
				if dep.Path == "github.com/open-policy-agent/opa" {
					fmt.Fprintf(c.OutOrStdout(), "opa %s\n", dep.Version)
				}
			}
			fmt.Fprintf(c.OutOrStdout(), "%s\n", info.GoVersion)
			return nil
		},
	}
}

// version is that of the module, or "devel" for a build from a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
