package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/pattern"
)

// scaffolds are the files of a new policy, as templates over scaffold.
//
//go:embed scaffold
var scaffolds embed.FS

// scaffold is what the templates know.
type scaffold struct {
	ID, File, Area string
	Package        string `cty:"package"`
	Severity       string `cty:"severity"`
	Setting        string `cty:"setting"`
}

func newNew() *cobra.Command {
	c := &cobra.Command{Use: "new", Short: "Scaffold a policy with its examples", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return errors.New("say what: djgate new policy ID") }}
	c.AddCommand(newNewPolicy())
	return c
}

func newNewPolicy() *cobra.Command {
	s := scaffold{}
	var dir string
	c := &cobra.Command{
		Use:   "policy ID",
		Short: "Write a policy, and an example of each kind",
		Long: `policy writes ID.rego and, in a folder of the same name, one example that it must
report, one that it must not, and one that it cannot tell. All hold from the
beginning (djgate verify): change the question, then the examples.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s.ID = args[0]
			return s.write(c.OutOrStdout(), dir)
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "dir", ".", "the `DIR` of the project, or of a checkout of djgate")
	f.StringVar(&s.Area, "area", "own", "the `AREA`, which is part of the package's name")
	f.StringVar(&s.Severity, "severity", "medium", "the `SEVERITY`: critical, high, medium, low or info")
	f.StringVar(&s.Setting, "setting", "DEBUG", "the `SETTING` that the policy asks about")
	return c
}

var (
	policyID     = pattern.New(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	areaName     = pattern.New(`^[a-z][a-z0-9_]*$`)
	wholeSetting = pattern.New(`^[A-Z][A-Z0-9_]*$`)
)

func (s *scaffold) check() error {
	switch {
	case !policyID.MatchString(s.ID):
		return fmt.Errorf("%q is no id of a policy (kebab-case: allowed-hosts-wildcard)", s.ID)
	case !areaName.MatchString(s.Area):
		return fmt.Errorf("--area: %q is no name of an area (small letters, digits, _)", s.Area)
	case !wholeSetting.MatchString(s.Setting):
		return fmt.Errorf("--setting: %q is no setting (capital letters, digits, _)", s.Setting)
	}
	if _, err := evaluator.ParseSeverity(s.Severity); err != nil {
		return fmt.Errorf("--severity: %w", err)
	}
	shipped, err := policiesOf(nil, evaluator.Options{})
	if err != nil {
		return err
	}
	for _, p := range shipped {
		if p.Named(s.ID) {
			return fmt.Errorf("the id %s is taken by %s of the bundle", s.ID, p.File)
		}
	}
	return nil
}

// write puts the files where the folder's kind wants them, and says what is next.
func (s *scaffold) write(w io.Writer, dir string) error {
	if err := s.check(); err != nil {
		return err
	}
	s.File = strings.ReplaceAll(s.ID, "-", "_")
	policies, examples, next := filepath.Join(dir, ownPolicies, s.Area), filepath.Join(dir, ownPolicies, s.Area, s.File), "djgate verify"
	s.Package = s.Area + "." + s.File
	if _, err := os.Stat(filepath.Join(dir, "policies/django/lib")); err == nil { // djgate itself
		policies, examples = filepath.Join(dir, "policies/django/checklist", s.Area), filepath.Join(dir, "policy_test", s.Area, s.File)
		s.Package, next = "django.checklist."+s.Package, "go generate ./evaluator && go test ./policy_test"
	}
	files := map[string]string{filepath.Join(policies, s.File+".rego"): "policy.rego"}
	for _, kind := range []string{"bad", "good", "unknown"} {
		files[filepath.Join(examples, kind+"_example.txtar")] = kind + ".txtar"
	}
	for file := range files {
		if _, err := os.Stat(file); err == nil {
			return fmt.Errorf("%s: is there already", file)
		}
	}
	for file, name := range files {
		if err := s.writeFile(file, name); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "wrote %s and an example of each kind in %s\nnext: %s\n", filepath.Join(policies, s.File+".rego"), examples, next)
	return err
}

func (s *scaffold) writeFile(file, name string) error {
	text, err := fill(scaffolds, "scaffold/"+name, s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("%s: cannot be made", filepath.Dir(file))
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		return fmt.Errorf("%s: cannot be written", file)
	}
	return nil
}
