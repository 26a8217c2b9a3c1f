package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy"
	"github.com/djgate/djgate/inputs/targets"
)

// This file reads .djgate.yaml, and joins it with DJGATE_* and the flags: a flag
// wins over a variable, a variable over the file.

// configName is the file that is looked for in the folder that is judged.
const configName = ".djgate.yaml"

// config is .djgate.yaml. Everything in it is a list or a scalar, never a map
// keyed by names, so that every mistake has a line.
type config struct {
	Version     int                 `yaml:"version"`
	Projects    []string            `yaml:"projects"`
	Targets     []configTarget      `yaml:"targets"`
	Provided    []string            `yaml:"provided"`
	FailOn      string              `yaml:"fail_on"`
	Severity    string              `yaml:"severity"`
	Strict      bool                `yaml:"strict"`
	Baseline    string              `yaml:"baseline"` // below the file's folder
	Suppress    []configSuppress    `yaml:"suppress"`
	Parameters  []configParameter   `yaml:"parameters"`
	Enforcement []configEnforcement `yaml:"enforcement"`
	Verify      *configKey          `yaml:"verification"`
	file        string
	dir         string
}

type configTarget struct {
	ID       string       `yaml:"id"`
	Settings string       `yaml:"settings"`
	Service  string       `yaml:"service"`
	Compose  []string     `yaml:"compose"`
	EnvFiles []string     `yaml:"env_files"`
	TfDir    string       `yaml:"tf_dir"`
	VarFiles []string     `yaml:"var_files"`
	Django   string       `yaml:"django"`
	Provided []string     `yaml:"provided"`
	Proxy    *configProxy `yaml:"proxy"`
	line     int
}

type configProxy struct {
	Platform string   `yaml:"platform"`
	TLS      bool     `yaml:"tls"`
	Redirect bool     `yaml:"redirect"`
	HSTS     bool     `yaml:"hsts"`
	Headers  []string `yaml:"headers"`
	Sets     []string `yaml:"sets"`
	line     int
}

// configKey is the key that every bundle must be signed by.
type configKey struct {
	Key       string `yaml:"key"` // a file below the file's folder
	Algorithm string `yaml:"algorithm"`
	ID        string `yaml:"id"`
	Scope     string `yaml:"scope"`
	line      int
}

type configSuppress struct {
	Policy  string `yaml:"policy"`
	Target  string `yaml:"target"`
	Subject string `yaml:"subject"`
	Path    string `yaml:"path"`
	Reason  string `yaml:"reason"`
	Owner   string `yaml:"owner"`
	Until   string `yaml:"until"`
	line    int
}

type configParameter struct {
	Policy string `yaml:"policy"`
	Name   string `yaml:"name"`
	Value  any    `yaml:"value"`
	line   int
}

type configEnforcement struct {
	Policy string `yaml:"policy"`
	Mode   string `yaml:"mode"` // advisory, enforced; enforced where from is given
	From   string `yaml:"from"` // the first day of enforced
	line   int
}

// shape lists the keys of each mapping of .djgate.yaml, by its path.
var shape = map[string][]string{
	"":              {"version", "projects", "targets", "provided", "fail_on", "severity", "strict", "baseline", "suppress", "parameters", "enforcement", "verification"},
	"targets":       {"id", "settings", "service", "compose", "env_files", "tf_dir", "var_files", "django", "provided", "proxy"},
	"targets.proxy": {"platform", "tls", "redirect", "hsts", "headers", "sets"},
	"suppress":      {"policy", "target", "subject", "path", "reason", "owner", "until"},
	"parameters":    {"policy", "name", "value"},
	"enforcement":   {"policy", "mode", "from"},
	"verification":  {"key", "algorithm", "id", "scope"},
}

// readConfig reads the configuration file: the one named, or the one in the
// folder that is judged. Where there is none, the zero configuration.
func readConfig(named, root string) (*config, error) {
	file := named
	if file == "" {
		file = filepath.Join(root, configName)
	}
	src, err := os.ReadFile(file)
	if err != nil {
		if named == "" && errors.Is(err, fs.ErrNotExist) {
			return &config{}, nil
		}
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, fmt.Errorf("%s: %w", display(file, root), err)
	}
	c, err := parseConfig(display(file, root), src)
	if err != nil {
		return nil, err
	}
	c.dir = filepath.Dir(file)
	return c, nil
}

// display is a path as the user would write it.
func display(file, root string) string {
	if rel, err := filepath.Rel(root, file); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return file
}

func parseConfig(file string, src []byte) (*config, error) {
	c := &config{file: file}
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		return nil, fmt.Errorf("%s: not valid YAML%s", file, yamlLine(err))
	}
	if len(doc.Content) == 0 {
		return c, nil
	}
	if err := checkKeys(file, "", doc.Content[0]); err != nil {
		return nil, err
	}
	if err := doc.Decode(c); err != nil {
		return nil, fmt.Errorf("%s%s: a value of another type than its key takes (strict: true or false, version: 1; provided, projects, targets, suppress, parameters and enforcement: lists)", file, typeLine(err))
	}
	c.lines(doc.Content[0])
	return c, c.check()
}

// yamlLine is the line that an error of the YAML reader names; its text may hold the source.
func yamlLine(err error) string {
	var line int
	if _, scan := fmt.Sscanf(strings.TrimPrefix(err.Error(), "yaml: "), "line %d", &line); scan == nil {
		return fmt.Sprintf(" at line %d", line)
	}
	return ""
}

// typeLine is ":LINE" of the first value that has the wrong type; the reader's
// own text quotes the value.
func typeLine(err error) string {
	var wrong *yaml.TypeError
	var line int
	if errors.As(err, &wrong) && len(wrong.Errors) > 0 {
		if _, scan := fmt.Sscanf(wrong.Errors[0], "line %d", &line); scan == nil {
			return fmt.Sprintf(":%d", line)
		}
	}
	return ""
}

// checkKeys refuses keys that mean nothing, each with its line.
func checkKeys(file, at string, n *yaml.Node) error {
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if err := checkKeys(file, at, item); err != nil {
				return err
			}
		}
	case yaml.MappingNode:
		allowed, known := shape[at]
		if !known {
			return nil
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if !slices.Contains(allowed, key.Value) {
				return fmt.Errorf("%s:%d: no key is called %q (%s)", file, key.Line, key.Value, strings.Join(allowed, ", "))
			}
			if err := checkKeys(file, strings.TrimPrefix(at+"."+key.Value, "."), n.Content[i+1]); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines keeps the line of each entry, for the errors to come.
func (c *config) lines(root *yaml.Node) {
	if c.Verify != nil {
		c.Verify.line = keyLine(root, "verification")
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		for j, item := range root.Content[i+1].Content {
			switch root.Content[i].Value {
			case "targets":
				c.Targets[j].line = item.Line
				if p := c.Targets[j].Proxy; p != nil {
					p.line = keyLine(item, "proxy")
				}
			case "suppress":
				c.Suppress[j].line = item.Line
			case "parameters":
				c.Parameters[j].line = item.Line
			case "enforcement":
				c.Enforcement[j].line = item.Line
			}
		}
	}
}

func keyLine(n *yaml.Node, key string) int {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i].Line
		}
	}
	return n.Line
}

// check refuses what cannot be meant.
func (c *config) check() error {
	if c.Version != 0 && c.Version != 1 {
		return fmt.Errorf("%s: version: %d is not known (1)", c.file, c.Version)
	}
	for _, s := range c.Suppress {
		switch {
		case s.Policy == "":
			return fmt.Errorf("%s:%d: suppress: policy is missing", c.file, s.line)
		case strings.TrimSpace(s.Reason) == "":
			return fmt.Errorf("%s:%d: suppress: reason is missing: say why %s is accepted", c.file, s.line, s.Policy)
		case s.Until != "" && !isDate(s.Until):
			return fmt.Errorf("%s:%d: suppress: until: %q is no date (YYYY-MM-DD)", c.file, s.line, s.Until)
		}
	}
	for _, t := range c.Targets {
		if p := t.Proxy; p != nil && p.Platform != "" && proxy.Platform(p.Platform) == nil {
			return fmt.Errorf("%s:%d: proxy: no platform is called %q (%s)", c.file, p.line, p.Platform, strings.Join(proxy.Platforms(), ", "))
		}
	}
	for _, p := range c.Parameters {
		if p.Policy == "" || p.Name == "" {
			return fmt.Errorf("%s:%d: parameters: policy and name are both needed", c.file, p.line)
		}
	}
	if k := c.Verify; k != nil && k.Key == "" {
		return fmt.Errorf("%s:%d: verification: key is missing: the file with the key that bundles are signed by", c.file, k.line)
	}
	for _, e := range c.Enforcement {
		if err := e.check(); err != nil {
			return fmt.Errorf("%s:%d: enforcement: %w", c.file, e.line, err)
		}
	}
	return nil
}

func (e configEnforcement) check() error {
	switch {
	case e.Policy == "":
		return errors.New("policy is missing")
	case e.Mode == "" && e.From == "":
		return errors.New("mode is missing (advisory, enforced)")
	case e.Mode != "" && e.Mode != string(evaluator.Advisory) && e.Mode != string(evaluator.Enforced):
		return fmt.Errorf("no mode is called %q (advisory, enforced)", e.Mode)
	case e.From != "" && !isDate(e.From):
		return fmt.Errorf("from: %q is no date (YYYY-MM-DD)", e.From)
	case e.From != "" && e.Mode == string(evaluator.Advisory):
		return errors.New("from is the first day of enforced, and the mode is advisory")
	}
	return nil
}

func (c *config) at(line int) document.Location { return document.Location{File: c.file, Line: line} }

// suppressions are those of the file, whose policies must exist.
func (c *config) suppressions(policies []*evaluator.Policy) ([]evaluator.Suppression, error) {
	var out []evaluator.Suppression
	for _, s := range c.Suppress {
		if err := evaluator.Known(policies, s.Policy); err != nil {
			return nil, fmt.Errorf("%s:%d: suppress: %w", c.file, s.line, err)
		}
		out = append(out, evaluator.Suppression{Policy: s.Policy, Target: s.Target, Subject: s.Subject, Path: s.Path,
			Reason: s.Reason, Owner: s.Owner, Until: s.Until, At: c.at(s.line)})
	}
	return out, nil
}

// enforcement is that of the file, whose policies must exist and be named once.
func (c *config) enforcement(policies []*evaluator.Policy) ([]evaluator.Enforcement, error) {
	var out []evaluator.Enforcement
	for i, e := range c.Enforcement {
		if err := evaluator.Known(policies, e.Policy); err != nil {
			return nil, fmt.Errorf("%s:%d: enforcement: %w", c.file, e.line, err)
		}
		if slices.ContainsFunc(c.Enforcement[:i], func(o configEnforcement) bool { return o.Policy == e.Policy }) {
			return nil, fmt.Errorf("%s:%d: enforcement: %s is there already", c.file, e.line, e.Policy)
		}
		mode := evaluator.Enforced
		if e.Mode != "" {
			mode = evaluator.Mode(e.Mode)
		}
		out = append(out, evaluator.Enforcement{Policy: e.Policy, Mode: mode, From: e.From})
	}
	return out, nil
}

// parameters are those of the file, by policy and name.
func (c *config) parameters() map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, p := range c.Parameters {
		if out[p.Policy] == nil {
			out[p.Policy] = map[string]any{}
		}
		out[p.Policy][p.Name] = p.Value
	}
	return out
}

// declared are the targets of the file.
func (c *config) declared() []targets.Declared {
	var out []targets.Declared
	for _, t := range c.Targets {
		d := targets.Declared{ID: t.ID, Settings: t.Settings, Service: t.Service, Compose: t.Compose, EnvFiles: t.EnvFiles,
			TerraformDir: t.TfDir, VarFiles: t.VarFiles, Django: t.Django, Provided: t.Provided, At: c.at(t.line)}
		if p := t.Proxy; p != nil {
			d.Proxy = p.edge(c.at(p.line))
		}
		out = append(out, d)
	}
	return out
}

// edge is the proxy that is declared: what the platform does, and what is said beside.
func (p *configProxy) edge(at document.Location) *document.Proxy {
	out := proxy.Platform(p.Platform)
	if out == nil {
		out = &document.Proxy{Declared: true}
	}
	out.TLS, out.Redirect, out.HSTS = out.TLS || p.TLS, out.Redirect || p.Redirect, out.HSTS || p.HSTS
	out.Headers, out.Sets, out.At = append(list(out.Headers), p.Headers...), append(list(out.Sets), p.Sets...), at
	return out
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// settle joins flags, DJGATE_* and the file: the flags get what they were not given.
func settle(flags *pflag.FlagSet, c *config) error {
	given := c.flags()
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		text, from := os.Getenv(variable(f.Name)), variable(f.Name)
		if text == "" {
			text, from = given[f.Name], c.file+": "+strings.ReplaceAll(f.Name, "-", "_")
		}
		if failed != nil || f.Changed || text == "" {
			return
		}
		if err := flags.Set(f.Name, text); err != nil {
			failed = fmt.Errorf("%s: %w", from, err)
		}
	})
	return failed
}

// flags are the values of flags that the file gives, by name; empty ones are none.
func (c *config) flags() map[string]string {
	out := map[string]string{"fail-on": c.FailOn, "severity": c.Severity}
	if c.Strict {
		out["strict"] = "true"
	}
	if c.Baseline != "" {
		out["baseline"] = filepath.Join(c.dir, filepath.FromSlash(c.Baseline))
	}
	if k := c.Verify; k != nil {
		out["verification-key"] = filepath.Join(c.dir, filepath.FromSlash(k.Key))
		out["signing-alg"], out["verification-key-id"], out["scope"] = k.Algorithm, k.ID, k.Scope
	}
	return out
}

// variable is the one that sets a flag: DJGATE_FAIL_ON; an empty one sets nothing.
func variable(flag string) string {
	return "DJGATE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}
