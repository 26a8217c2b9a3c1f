package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

func newInspect() *cobra.Command {
	r := &reading{}
	dir := ""
	c := &cobra.Command{
		Use:   "inspect [PATH]",
		Short: "Print the document of one target, the input of the policies",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return r.show(c, pathOf(args), func(in *inputs.Result, _ string) error {
				if err := nothing(in); err != nil {
					return err
				}
				if dir != "" {
					return writeDocuments(dir, in.Documents)
				}
				return writeDocument(c.OutOrStdout(), in)
			})
		},
	}
	r.flags(c.Flags())
	c.Flags().StringVar(&dir, "output-dir", "", "write the documents of all judged targets to this `DIR`")
	return c
}

// writeDocument prints the document of the one target that is judged.
func writeDocument(w io.Writer, in *inputs.Result) error {
	if len(in.Documents) > 1 {
		return fmt.Errorf("%d targets are judged (%s): choose one with --target, or write all with --output-dir", len(in.Documents), strings.Join(idsOf(in.Documents), ", "))
	}
	src, err := in.Documents[0].JSON()
	if err != nil {
		return err
	}
	_, err = w.Write(src)
	return err
}

var unsafeInName = pattern.New(`[^A-Za-z0-9._-]+`)

func writeDocuments(dir string, docs []*document.Document) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("--output-dir: %s: %w", dir, plain(err))
	}
	for _, d := range docs {
		src, err := d.JSON()
		if err != nil {
			return err
		}
		file := filepath.Join(dir, unsafeInName.ReplaceAllString(d.Target.ID, "_")+".json")
		if err := os.WriteFile(file, src, 0o644); err != nil {
			return fmt.Errorf("--output-dir: %s: %w", file, plain(err))
		}
	}
	return nil
}
