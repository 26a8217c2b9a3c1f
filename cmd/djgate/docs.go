package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
)

//go:generate go run . docs --output-dir ../../docs/policies --examples ../../policy_test

func newDocs() *cobra.Command {
	var output string
	var policies, examples []string
	c := &cobra.Command{
		Use:   "docs",
		Short: "Write a page for each policy, and an index of them",
		Long:  "Write Markdown: a page for each policy of the checklist and of -p, with the first example of what it reports, and an index.",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			pages, err := policyPages(policies, examples)
			if err != nil {
				return err
			}
			if err := os.MkdirAll(output, 0o777); err != nil {
				return fmt.Errorf("%s: cannot be made", output)
			}
			var list []rendering
			for name, text := range pages {
				list = append(list, rendering{filepath.Join(output, name), func(w io.Writer) error {
					_, err := io.WriteString(w, text)
					return err
				}})
			}
			if err := writeAll(nil, list); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "wrote %d pages to %s\n", len(pages), output)
			return err
		},
	}
	f := c.Flags()
	f.StringVarP(&output, "output-dir", "o", "docs/policies", "the `DIR` to write to")
	f.StringArrayVarP(&policies, "policy", "p", nil, "a `DIR` of your own policies and their examples (repeatable)")
	f.StringArrayVar(&examples, "examples", nil, "a further `DIR` of examples (repeatable)")
	return c
}

// policyPages are the pages by the name of their file.
func policyPages(policies, examples []string) (map[string]string, error) {
	var o evaluator.Options
	for _, folder := range policies {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("-p %s: no such folder", folder)
		}
		o.Policies = append(o.Policies, os.DirFS(folder))
	}
	all, err := policiesOf(nil, o)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p *evaluator.Policy) bool { return p.Collection == evaluator.SystemChecks })
	samples := map[string]*report.Sample{}
	for _, folder := range slices.Concat(policies, examples) {
		found, err := djgate.FindExamples(os.DirFS(folder))
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			if x.Kind == "bad" && samples[x.Policy] == nil {
				samples[x.Policy] = sampleOf(x)
			}
		}
	}
	pages := map[string]string{"README.md": report.PolicyIndex(all)}
	for _, p := range all {
		pages[p.ID+".md"] = report.PolicyPage(p, samples[p.ID])
	}
	return pages, nil
}

func sampleOf(x *djgate.Example) *report.Sample {
	s := &report.Sample{Text: string(x.Archive.Comment)}
	for _, f := range x.Files() {
		s.Files = append(s.Files, report.SampleFile(f))
	}
	return s
}
