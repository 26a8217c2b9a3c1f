package evaluator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/djgate/djgate/inputs/pattern"
)

// This file reads a policy's METADATA. It does so for user policies, and for
// the bundle when its catalog is generated; at run time the bundle's METADATA
// is a comment.

// custom is the custom block of METADATA.
type custom struct {
	Severity       Severity   `json:"severity"`
	Severities     []Severity `json:"severities"`
	Reads          []string   `json:"reads"`
	Inputs         []string   `json:"inputs"`
	Remediation    string     `json:"remediation"`
	DjangoCheck    string     `json:"django_check"`
	CWE            []int      `json:"cwe"`
	OWASP          []string   `json:"owasp"`
	Unmapped       string     `json:"unmapped"`
	Covers         []string   `json:"covers"`
	Django         []string   `json:"django"`
	Collection     string     `json:"collection"`
	Aliases        []string   `json:"aliases"`
	JudgesFallback bool       `json:"judges_fallback"`
}

// describe returns the policy that a module is, by its package and METADATA. A
// user's may hold more than we know.
func describe(file string, module *ast.Module, user bool) (*Policy, error) {
	pkg := packageName(module)
	parts := strings.Split(pkg, ".")
	p := &Policy{
		ID:         strings.ReplaceAll(parts[len(parts)-1], "_", "-"),
		Package:    pkg,
		File:       file,
		Collection: Checklist,
		User:       user,
	}
	if len(parts) > 1 {
		p.Area = parts[len(parts)-2]
	}
	for _, a := range module.Annotations {
		if a.Scope != "package" {
			continue
		}
		p.Title, p.Description = a.Title, a.Description
		for _, r := range a.RelatedResources {
			p.References = append(p.References, r.Ref.String())
		}
		if err := p.addCustom(a.Custom); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, a.Location.Row, err)
		}
	}
	if p.Collection == SystemChecks && !user {
		p.nameAsDjango()
	}
	return p, nil
}

// nameAsDjango gives a policy that is one of Django's checks its name there. Its
// area is what Django calls the tag or application: security, staticfiles.
func (p *Policy) nameAsDjango() {
	p.Area = "start"
	if p.DjangoCheck != "" {
		p.ID = p.DjangoCheck
		p.Area, _, _ = strings.Cut(p.ID, ".")
	}
}

func (p *Policy) addCustom(block map[string]any) error {
	raw, err := json.Marshal(block)
	if err != nil {
		return fmt.Errorf("METADATA: custom is not plain data")
	}
	var c custom
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	if !p.User {
		dec.DisallowUnknownFields()
	}
	if err := dec.Decode(&c); err != nil {
		return fmt.Errorf("METADATA: custom: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	p.Severity, p.Severities, p.Reads, p.Inputs = c.Severity, c.Severities, c.Reads, c.Inputs
	p.Remediation, p.DjangoCheck, p.CWE, p.Covers = c.Remediation, c.DjangoCheck, c.CWE, c.Covers
	p.Aliases, p.JudgesFallback, p.OWASP, p.Unmapped = c.Aliases, c.JudgesFallback, c.OWASP, c.Unmapped
	if c.Collection != "" {
		p.Collection = c.Collection
	}
	for _, specifier := range c.Django {
		in, err := ParseInterval(specifier)
		if err != nil {
			return fmt.Errorf("METADATA: custom.django: %w", err)
		}
		p.Django = append(p.Django, in)
	}
	return nil
}

func packageName(module *ast.Module) string {
	return strings.TrimPrefix(module.Package.Path.String(), "data.")
}

// denyingRule are the names by which conftest, too, knows that a rule says what is wrong.
var denyingRule = pattern.New(`^(deny|violation|warn)(_[a-zA-Z0-9]+)*$`)

// denyingRules are the rules of a module, functions apart, that say what is wrong.
func denyingRules(module *ast.Module) []string {
	var names []string
	for _, r := range module.Rules {
		if name := ruleName(r); len(r.Head.Args) == 0 && denyingRule.MatchString(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// isWarning tells whether a rule's findings are of medium severity unless they say another.
func isWarning(rule string) bool { return strings.HasPrefix(rule, "warn") }

func ruleName(r *ast.Rule) string {
	if name, ok := r.Head.Ref()[0].Value.(ast.Var); ok {
		return string(name)
	}
	return r.Head.Name.String()
}
