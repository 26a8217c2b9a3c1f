package evaluator

import (
	"slices"

	"github.com/djgate/djgate/evaluator/program"
)

// The collections that come with the bundle. Checklist is what runs unless
// others are asked for.
const (
	Checklist    = "checklist"
	Advice       = "advice"
	SystemChecks = "system-checks"
)

// Policy is what METADATA says of one policy. Its JSON is an entry of catalog.rego.
type Policy struct {
	ID          string `json:"id"`          // allowed-hosts-wildcard
	Area        string `json:"area"`        // hosts
	Title       string `json:"title"`       // one line
	Description string `json:"description"` // why it matters
	Remediation string `json:"remediation"` // how to mend it
	Collection  string `json:"collection"`
	Package     string `json:"package"` // django.checklist.hosts.allowed_hosts_wildcard
	File        string `json:"file"`    // below the bundle or the folder of user policies, with slashes
	// DjangoCheck is the system check of Django that is akin, such as security.W018.
	DjangoCheck string `json:"django_check,omitempty"`

	Severity Severity `json:"severity"`
	// Severities are those that a finding may carry instead; nil where it is always Severity.
	Severities []Severity `json:"severities,omitempty"`

	// Reads are document paths, with * for any key: settings.DATABASES.*.PASSWORD.
	Reads []string `json:"reads"`
	// Inputs are the kinds of input without which it does not apply: http for a
	// target that serves HTTP, else the kind of a file that was read.
	Inputs []string `json:"inputs,omitempty"`
	// Django are the versions that it is about, any of them; nil: all.
	Django []Interval `json:"django,omitempty"`
	// Covers are the policies whose findings at the same subject are listed under Also.
	Covers  []string `json:"covers,omitempty"`
	Aliases []string `json:"aliases,omitempty"`
	CWE     []int    `json:"cwe,omitempty"`
	// OWASP are requirements of the ASVS 4.0.3 and 5.0.0, and risks of the Top 10 of
	// 2021: ASVS-3.4.1, ASVS5-3.3.1, A05:2021.
	OWASP []string `json:"owasp,omitempty"`
	// Unmapped says why neither CWE nor the Top 10 has what it finds.
	Unmapped string `json:"unmapped,omitempty"`

	References []string `json:"references,omitempty"` // addresses

	// JudgesFallback: the policy judges what the program would have without its
	// variables, so a finding stands although its subject assumes them unset.
	JudgesFallback bool `json:"judges_fallback,omitempty"`
	// User: the policy came from Options.Policies.
	User bool `json:"-"`
	// rules are a user policy's that say what is wrong: deny, deny_x, violation, warn_x.
	rules []string
	// judged are judgedRules of a policy of the bundle, in its program.
	judged [len(judgedRules)]program.Rule
}

// denying are the names of the rules that say what is wrong.
func (p *Policy) denying() []string {
	if p.User {
		return slices.Clone(p.rules)
	}
	return []string{denyRule}
}

// Named tells whether id is the policy's id or one of its aliases.
func (p *Policy) Named(id string) bool {
	if p.ID == id {
		return true
	}
	for _, alias := range p.Aliases {
		if alias == id {
			return true
		}
	}
	return false
}
