package evaluator

import "github.com/djgate/djgate/inputs/document"

// Status is the verdict of one policy on one document.
type Status string

// The verdicts. Pass is never said of what could not be told.
const (
	Pass          Status = "pass"
	Violation     Status = "violation"
	Undetermined  Status = "undetermined"
	Discharged    Status = "discharged"     // the edge does it already
	NotApplicable Status = "not-applicable" // a kind of input, or the Django version, is not there
	Failed        Status = "error"          // the policy could not be evaluated
)

// Result is what all policies say of one document, in order of their ids.
type Result struct {
	Target      document.Target
	Django      document.Django
	Verdicts    []Verdict
	Diagnostics []document.Diagnostic
}

// Verdict is what one policy says of one document.
//
// Findings is not empty for Violation and Discharged, and holds those with
// WouldBe for Undetermined. A Violation may hold some with WouldBe beside the
// certain ones. Causes is not empty for Undetermined. By is not empty for
// Discharged; a Violation has it where the policy itself excepts a part. Err is set
// for Failed.
type Verdict struct {
	Policy   *Policy
	Status   Status
	Findings []Finding
	Causes   []Cause
	By       []Evidence
	Err      error
}

// Finding is one thing that is wrong, with its place and the way its value came.
type Finding struct {
	Policy    *Policy
	Severity  Severity
	Subject   string // DEBUG, ALLOWED_HOSTS[1], DATABASES.default.PASSWORD, env.X
	Message   string // fact, then consequence
	At        document.Location
	Chain     []document.Step
	Facts     *document.Facts // of the subject, where it is a secret
	Assumes   []string        // variables that the subject's value assumes unset
	WouldBe   bool            // a violation only if Assumes, or the Django version, hold
	Also      []string        // policies that the same cause violates
	CoveredBy string          // the policy that lists this one under its Also
	// Silenced is where SILENCED_SYSTEM_CHECKS names the check of Django that is akin; nil: nowhere.
	Silenced *document.Location
	// Fingerprint is a hash of policy, subject, file and the ordinal among equals;
	// it has no target, line or secret in it.
	Fingerprint string
}

// Cause says what is not known of a path that a policy reads.
type Cause struct {
	Path    string // as a subject: DEBUG, DATABASES.default.PASSWORD, env.X, deps.django
	Because string
	Needs   []string // names of variables that would decide it
	At      document.Location
	WouldBe bool // with what is assumed it is a violation
	// CoveredBy is the policy whose finding, of the same cause, says it already.
	CoveredBy string
	// Fingerprint is for what could not be told what that of a finding is.
	Fingerprint string
}

// Evidence says who does already what a policy asks for.
type Evidence struct {
	By string
	At document.Location
}
