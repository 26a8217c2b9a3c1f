package evaluator

// The collections that come with the bundle. Checklist is what runs unless
// others are asked for.
const (
	Checklist    = "checklist"
	Advice       = "advice"
	SystemChecks = "system-checks"
)

// Policy is what METADATA says of one policy.
type Policy struct {
	ID          string // allowed-hosts-wildcard
	Area        string // hosts
	Title       string
	Description string // why it matters
	Remediation string // how to mend it
	Collection  string
	Package     string // django.checklist.hosts.allowed_hosts_wildcard
	File        string // below the bundle or the folder of user policies, with slashes
	DjangoCheck string // the system check of Django that is akin, such as security.W018

	Severity   Severity
	Severities []Severity // those that a finding may carry instead; nil where it is always Severity

	Reads   []string // document paths, with * for any key: settings.DATABASES.*.PASSWORD
	Inputs  []string // kinds of input without which it does not apply: http, or a kind of file
	Django  []Interval
	Covers  []string // ids whose findings at the same subject are listed under Also
	Aliases []string
	CWE     []int

	References []string // addresses

	// JudgesFallback: the policy judges what the program would have without its
	// variables, so a finding stands although its subject assumes them unset.
	JudgesFallback bool
	// User: the policy came from Options.Policies.
	User bool
}
