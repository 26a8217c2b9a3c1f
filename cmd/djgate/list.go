package main

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
)

// everyCollection are the collections of the bundle.
var everyCollection = []string{evaluator.Checklist, evaluator.Advice, evaluator.SystemChecks}

// policiesOf names the policies that a run with these options could have: of every
// collection. bundle is nil where the shipped one holds.
func policiesOf(bundle fs.FS, o evaluator.Options) ([]*evaluator.Policy, error) {
	if bundle == nil {
		bundle = djgate.Bundle()
	}
	o.Collections = everyCollection
	all, err := evaluator.List(bundle, o)
	if err != nil {
		return nil, incomplete("%w", err)
	}
	return all, nil
}

// knownCollection refuses the name of a collection that is not there.
func knownCollection(name string) error {
	if slices.Contains(everyCollection, name) {
		return nil
	}
	return fmt.Errorf("--collection: no collection is called %q (%s)", name, strings.Join(everyCollection, ", "))
}

func newList() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "list",
		Short: "List the policies",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ps, err := policiesOf(nil, evaluator.Options{})
			if err != nil {
				return err
			}
			return formatted(output, func() error { return listText(c.OutOrStdout(), ps) }, func() error { return listJSON(c, ps) })
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "text", "the `FORMAT`: text, json")
	return c
}

func listText(w io.Writer, ps []*evaluator.Policy) error {
	for _, collection := range everyCollection {
		if err := listCollection(w, collection, ps); err != nil {
			return err
		}
	}
	return nil
}

func listCollection(w io.Writer, collection string, ps []*evaluator.Policy) error {
	heading := collection + "\n"
	for _, p := range ps {
		if p.Collection != collection {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s  %-9s %-14s %-32s %s\n", heading, p.Severity, p.Area, p.ID, p.Title); err != nil {
			return err
		}
		heading = ""
	}
	return nil
}

func listJSON(c *cobra.Command, ps []*evaluator.Policy) error {
	type row struct {
		ID          string             `json:"id"`
		Area        string             `json:"area"`
		Severity    evaluator.Severity `json:"severity"`
		Title       string             `json:"title"`
		Collection  string             `json:"collection"`
		Aliases     []string           `json:"aliases"`
		DjangoCheck string             `json:"django_check"`
	}
	rows := []row{}
	for _, p := range ps {
		rows = append(rows, row{p.ID, p.Area, p.Severity, p.Title, p.Collection, list(p.Aliases), p.DjangoCheck})
	}
	return writeJSON(c, map[string]any{"policies": rows})
}

func writeJSON(c *cobra.Command, v any) error { return report.WriteJSON(c.OutOrStdout(), v) }
