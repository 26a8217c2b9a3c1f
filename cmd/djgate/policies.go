package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
)

// everyCollection are the collections of the bundle.
var everyCollection = []string{evaluator.Checklist, evaluator.Advice, evaluator.SystemChecks}

// policiesOf loads the policies that a run with these options could have: of every collection.
func policiesOf(o evaluator.Options) ([]*evaluator.Policy, error) {
	o.Collections = everyCollection
	e, err := evaluator.New(context.Background(), djgate.Bundle(), o)
	if err != nil {
		return nil, incomplete("%w", err)
	}
	return e.Policies(), nil
}

func newList() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:   "list",
		Short: "List the policies",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ps, err := policiesOf(evaluator.Options{})
			if err != nil {
				return err
			}
			switch output {
			case "text":
				for _, p := range ps {
					fmt.Fprintf(c.OutOrStdout(), "%-9s %-9s %-32s %s\n", p.Severity, p.Area, p.ID, p.Title)
				}
				return nil
			case "json":
				return listJSON(c, ps)
			}
			return fmt.Errorf("--output: no format is called %q (json, text)", output)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "text", "the format: text, json")
	return c
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

func writeJSON(c *cobra.Command, v any) error {
	enc := json.NewEncoder(c.OutOrStdout())
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID",
		Short: "Explain one policy in full",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ps, err := policiesOf(evaluator.Options{})
			if err != nil {
				return err
			}
			if err := known(ps, args[0]); err != nil {
				return err
			}
			for _, p := range ps {
				if p.Named(args[0]) {
					explain(c, p)
				}
			}
			return nil
		},
	}
}

func explain(c *cobra.Command, p *evaluator.Policy) {
	w := c.OutOrStdout()
	fmt.Fprintf(w, "%s   %s   %s\n\n  %s\n\n%s\n\nfix: %s\n\n", p.ID, p.Severity, p.Area, p.Title, indent(p.Description), p.Remediation)
	for _, part := range []struct{ name, text string }{
		{"reads", strings.Join(p.Reads, ", ")},
		{"needs", strings.Join(p.Inputs, ", ")},
		{"covers", strings.Join(p.Covers, ", ")},
		{"Django's check", p.DjangoCheck},
		{"more", strings.Join(p.References, "\n      ")},
	} {
		if part.text != "" {
			fmt.Fprintf(w, "%s: %s\n", part.name, part.text)
		}
	}
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ")
}

// readData merges the files of -d into one object: JSON and YAML, a folder's files under the names of its folders, as OPA does.
func readData(paths []string) (map[string]any, error) {
	out := map[string]any{}
	for _, p := range paths {
		err := filepath.WalkDir(p, func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				return incomplete("--data: %s: cannot be read", file)
			}
			switch ext := filepath.Ext(file); {
			case d.IsDir(), ext != ".json" && ext != ".yaml" && ext != ".yml":
				return nil
			}
			return readDataFile(out, p, file)
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func readDataFile(out map[string]any, root, file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return incomplete("--data: %s: cannot be read", file)
	}
	var v map[string]any
	if err := yaml.Unmarshal(src, &v); err != nil {
		return incomplete("--data: %s: not an object in JSON or YAML%s", file, yamlLine(err))
	}
	into := out
	if rel, err := filepath.Rel(root, filepath.Dir(file)); err == nil && rel != "." && !strings.HasPrefix(rel, "..") {
		for _, part := range strings.Split(filepath.ToSlash(rel), "/") {
			next, ok := into[part].(map[string]any)
			if !ok {
				next = map[string]any{}
				into[part] = next
			}
			into = next
		}
	}
	for key, value := range v {
		into[key] = value
	}
	return nil
}
