// Package document holds what djgate knows of a deployment before it is judged:
// one Document a target, the input of the policies. schema.json describes the
// same, and guards the policies against names that do not exist.
//
// Everything here is plain data. It imports the standard library only.
package document

import (
	"fmt"
	"strings"
)

// SchemaVersion is the version of the document's shape.
const SchemaVersion = 1

// Location is a place in a file of the project. Line counts from 1, Column
// counts code points from 1; a Line of 0 means the file as a whole. File is
// relative to the root that was judged, with slashes.
type Location struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// IsZero tells whether no place is known.
func (l Location) IsZero() bool { return l.File == "" }

// String is the file and the line, as messages name them.
func (l Location) String() string {
	if l.Line == 0 {
		return l.File
	}
	return fmt.Sprintf("%s:%d", l.File, l.Line)
}

// The kinds of Step.
const (
	StepSetting       = "setting"       // a settings module reads or assigns
	StepReader        = "reader"        // a library reads a variable; Note is its name and cast
	StepEnvironment   = "environment"   // compose environment, Dockerfile ENV, a platform's own key
	StepEnvFile       = "env-file"      // a line of an env file
	StepInterpolation = "interpolation" // ${NAME} replaced
	StepDefault       = "default"       // the default that is used since nothing sets the name
	StepScript        = "script"        // an entrypoint exports it
	StepTerraform     = "terraform"     // an attribute of a resource
	StepVariable      = "variable"      // a Terraform variable or local
	StepTfvars        = "tfvars"
	StepProvided      = "provided"  // --env-file or --set
	StepDjango        = "django"    // Django's own default
	StepFile          = "file"      // a file that settings read
	StepTruth         = "truth"     // bool() of a text that says no, which is true
	StepContainer     = "container" // a line of a Dockerfile, or a mount, puts the file Name where it is read
)

// Step is one hop on the way of a value. It never holds source text or a value:
// an expression often holds a default that is secret.
type Step struct {
	Kind string   `json:"kind"`
	At   Location `json:"at"`
	Name string   `json:"name,omitempty"`
	Note string   `json:"note,omitempty"`
}

// State says how much is known of a value.
type State string

// The states of a Node.
const (
	Known   State = "known"
	Partial State = "partial" // a container of which some member is unknown
	Unknown State = "unknown"
	Unset   State = "unset"
)

// The origins of a value.
const (
	OriginLiteral              = "literal"
	OriginEnv                  = "env"
	OriginLiteralDefault       = "literal-default"       // a literal that a reader falls back to
	OriginInterpolationDefault = "interpolation-default" // ${NAME:-default}
	OriginDjangoDefault        = "django-default"
	OriginPackageDefault       = "package-default"
	OriginRandom               = "random" // made anew at each start
	OriginFile                 = "file"
	OriginSecretStore          = "secret-store" // a reference that the platform resolves
	OriginGenerated            = "generated"    // a random text that the platform makes once
	OriginComputed             = "computed"
)

// Keys of the objects that stand inside a Node's Value where a plain value cannot:
//
//	{"$secret": Facts}            a secret; its text is not here
//	{"$unknown": Doubt}           one value that is not known
//	{"$more": Doubt}              any number of further members of a list, tuple or set;
//	                              in a dict it is a key of that dict, beside the known ones
const (
	KeySecret  = "$secret"
	KeyUnknown = "$unknown"
	KeyMore    = "$more"
)

// Doubt says why something is not known.
type Doubt struct {
	Because string   `json:"because"`
	Needs   []string `json:"needs,omitempty"`
}

// Node is one value: a setting or an environment variable.
//
// Value is plain JSON: nil, bool, int64, float64, json.Number (an integer that
// int64 cannot hold), string, []any, map[string]any, with the objects above in
// it. It is absent (nil, and HasValue false) unless State is Known or Partial,
// and for a secret.
type Node struct {
	State    State  `json:"state"`
	Value    any    `json:"-"`
	HasValue bool   `json:"-"`
	Type     string `json:"type,omitempty"` // Python's type(v).__name__
	Truth    *bool  `json:"truth,omitempty"`
	Set      bool   `json:"set"`
	Origin   string `json:"origin,omitempty"`

	Because string   `json:"because,omitempty"`
	Needs   []string `json:"needs,omitempty"`
	Assumes []string `json:"assumes,omitempty"`
	Reads   []string `json:"reads,omitempty"` // the variables that it, or a condition around it, reads
	IfUnset *Node    `json:"if_unset,omitempty"`
	Choices []Choice `json:"choices,omitempty"`

	Secret bool   `json:"secret,omitempty"`
	Facts  *Facts `json:"facts,omitempty"`

	At      Location            `json:"at"`
	AtPaths map[string]Location `json:"at_paths,omitempty"`
	Parts   map[string]Part     `json:"parts,omitempty"`
	Chain   []Step              `json:"chain,omitempty"`
}

// NamesFile tells whether what a node assumes is that a file, by its path, is not
// there, rather than that a variable is not set.
func NamesFile(assumed string) bool { return strings.ContainsAny(assumed, "./") }

// Choice is one of the values that an unknown may have, and what would decide it.
type Choice struct {
	When string `json:"when,omitempty"` // such as "config/base.py:12 is true"
	Node *Node  `json:"node"`
}

// Part holds, for one path inside a Node's value ("default.PASSWORD", "[1]"),
// what differs from the node as a whole. Paths are written as subjects are:
// ".key" and "[index]", without a leading dot.
type Part struct {
	Origin  string   `json:"origin,omitempty"`
	Assumes []string `json:"assumes,omitempty"`
	Reads   []string `json:"reads,omitempty"`
	Chain   []Step   `json:"chain,omitempty"`
	Type    string   `json:"type,omitempty"` // where JSON does not tell: tuple, set, bytes, PosixPath, ...
}

// Document is everything known of one target.
type Document struct {
	Schema      int                   `json:"schema"`
	AsOf        string                `json:"as_of"` // YYYY-MM-DD
	Target      Target                `json:"target"`
	Settings    map[string]*Node      `json:"settings"`
	Env         map[string]*Node      `json:"env"`
	Service     *Service              `json:"service,omitempty"`
	Proxy       *Proxy                `json:"proxy,omitempty"`
	Infra       Infra                 `json:"infra"`
	Deps        map[string]Dependency `json:"deps"`
	Locked      bool                  `json:"locked"` // Deps are all packages that are installed
	Django      Django                `json:"django"`
	Files       []File                `json:"files"`
	Source      Source                `json:"source"`
	Peers       []Peer                `json:"peers"`
	Diagnostics []Diagnostic          `json:"diagnostics"`
}

// Target says what is judged.
type Target struct {
	ID             string   `json:"id"`
	Project        string   `json:"project"` // folder of manage.py, "." for the root
	Environment    string   `json:"environment"`
	Class          string   `json:"class"`   // production, staging, development, test, sample
	Unclear        bool     `json:"unclear"` // evidence of development and of deployment
	Services       []string `json:"services"`
	Role           string   `json:"role"` // web where one of the services serves HTTP, else worker
	HTTP           bool     `json:"http"` // policies on HTTP, cookies and headers apply
	SettingsModule string   `json:"settings_module"`
	SettingsFile   string   `json:"settings_file"`
	Assumed        bool     `json:"assumed"` // nothing names this module for the process, or what is not known chooses it
	ModuleAt       Location `json:"module_at"`
	Closed         bool     `json:"closed"` // every source of the process environment is known
	OpenBecause    string   `json:"open_because,omitempty"`
	Sources        []string `json:"sources"` // files that make the environment
	At             Location `json:"at"`
}

// Service is what the deployment says of the process, beside its environment.
type Service struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // as Workload has it
	Image   string   `json:"image,omitempty"`
	Command []string `json:"command,omitempty"`
	// ServerFile is the configuration file of the server that the command runs.
	ServerFile string    `json:"server_file,omitempty"`
	Server     *Server   `json:"server,omitempty"`  // that the command runs
	RunsAs     *Node     `json:"runs_as,omitempty"` // the user in its container or on its machine: a name or a number
	Ports      []Port    `json:"ports"`
	Mounts     []Mount   `json:"mounts"`
	At         Location  `json:"at"`
	Peers      []Backing `json:"peers"` // the other services of the same set: databases, proxies
	Managed    []Managed `json:"managed"`
	// Superusers are the accounts of administrators that each start makes, with a
	// password that stands in its source.
	Superusers []Superuser `json:"superusers"`
	Container
}

// Managed is a command of manage.py that each start of the process runs, the process
// itself among them.
type Managed struct {
	Name    string   `json:"name"`
	Unasked bool     `json:"unasked"` // --noinput: it asks nobody
	Certain bool     `json:"certain"` // no condition that is not known keeps it from being run
	At      Location `json:"at"`
}

// Superuser is an account of an administrator that a start makes.
type Superuser struct {
	By      string   `json:"by"`               // the command of manage.py, or the program, that makes it
	Unless  string   `json:"unless,omitempty"` // the variable in whose place the password stands
	Facts   Facts    `json:"facts"`            // of the password
	Certain bool     `json:"certain"`          // as of Managed
	At      Location `json:"at"`               // of the password
}

// Port is a published port. HostIP is empty where every address is meant.
type Port struct {
	HostIP    string   `json:"host_ip,omitempty"`
	Published string   `json:"published,omitempty"`
	Container string   `json:"container"`
	Loopback  *bool    `json:"loopback,omitempty"` // only its machine reaches it; absent where no file sets HostIP
	At        Location `json:"at"`
}

// IsOpen tells whether other machines certainly reach the port.
func (p Port) IsOpen() bool { return p.Loopback != nil && !*p.Loopback }

// Backing is a service beside the one that is judged.
type Backing struct {
	Name string `json:"name"`
	// Aliases are further names by which Django reaches it.
	Aliases []string `json:"aliases,omitempty"`
	Image   string   `json:"image,omitempty"`
	Kind    string   `json:"kind"` // postgres, mysql, redis, memcached, nginx, caddy, traefik, django, other
	// MaxConnections is what its command sets of a database; 0: nothing.
	MaxConnections int `json:"max_connections,omitempty"`
	// Accounts are absent where its image is none that makes them by variables.
	Accounts *Accounts `json:"accounts,omitempty"`
	// Unguarded says why whoever reaches it gets in; GuardUntold, why that is not known.
	Unguarded   string   `json:"unguarded,omitempty"`
	GuardUntold string   `json:"guard_untold,omitempty"`
	Ports       []Port   `json:"ports"`
	At          Location `json:"at"`
}

// Dependency is a package and its version: exact, or a range [Min, Below).
type Dependency struct {
	Min   string   `json:"min,omitempty"`
	Below string   `json:"below,omitempty"`
	Exact string   `json:"exact,omitempty"`
	At    Location `json:"at"`
}

// Django is the Django version that the project uses. EOL and Series come from
// the table of support dates; Series is empty where the version is not exact enough.
type Django struct {
	Min    string   `json:"min,omitempty"`
	Below  string   `json:"below,omitempty"`
	Exact  string   `json:"exact,omitempty"`
	Series string   `json:"series,omitempty"`
	EOL    string   `json:"eol,omitempty"` // YYYY-MM-DD, the last day with security fixes for any version that it may use
	At     Location `json:"at"`
	// Notices are the settings that the project sets and that a version which it may
	// use ignores or warns of, by name.
	Notices []Notice `json:"notices"`
	// Requires are the least versions of python, postgresql, mysql, mariadb and sqlite
	// that some version which the project may use works with.
	Requires map[string]string `json:"requires"`
}

// The kinds of a Notice.
const (
	NoticeRemoved    = "removed"    // ignored from Version on
	NoticeNew        = "new"        // ignored before Version
	NoticeDeprecated = "deprecated" // Django warns of it from Version on
)

// Notice is a setting that Django ignores or warns of. Certain: every version that
// the project may use does, and it is surely set; else Because says what is open.
type Notice struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Version string   `json:"version"`
	Certain bool     `json:"certain"`
	Because string   `json:"because,omitempty"`
	Says    string   `json:"says"` // the text that it is set to; "" for none, and for one that is not known
	At      Location `json:"at"`   // where the source sets it, wherever its value comes from
}

// KindResources is the kind of files of Terraform that run no target, and of whose
// databases, caches and buckets one is told.
const KindResources = "resources"

// File is a file that was read for this target.
type File struct {
	Path    string `json:"path"`
	Kind    string `json:"kind"`
	Tracked *bool  `json:"tracked,omitempty"` // by git; absent where there is no git
	Ignored *bool  `json:"ignored,omitempty"` // by a rule of git's, of an untracked env file
	// Open tells of such a file whether every user of this machine may read it.
	Open   *bool    `json:"open,omitempty"`
	ReadBy []string `json:"read_by,omitempty"`
}

// Source holds facts of the source that no value shows.
type Source struct {
	// Set are the names of the settings that the project sets, sorted.
	Set []string `json:"set"`
	// Required are the variables that the settings demand without a default.
	Required []Required `json:"required"`
	// Failure is set where the settings module would not load.
	Failure *Failure `json:"failure,omitempty"`
	// Missing is set where the settings module that is named is not in the project.
	Missing *MissingModule `json:"missing,omitempty"`
	// Overrides are modules that may override the settings and are not here (local_settings).
	Overrides []Override `json:"overrides"`
	// EmptyInterpolations are ${NAME} in the environment's sources that became empty text.
	EmptyInterpolations []Interpolation `json:"empty_interpolations"`
	// Literals are secrets that stand in clear in Compose, Terraform, manifests or the
	// Dockerfile's final stage.
	Literals []Literal `json:"literals"`
	// Hazards are lines of env files that their readers take differently.
	Hazards []Hazard `json:"hazards"`
	// Lookalikes are names that the project sets and may have misspelt.
	Lookalikes []Lookalike `json:"lookalikes"`
	// Reads are the variables that the settings read.
	Reads []Read `json:"reads"`
	// Unparsed are variables that no input sets and whose text no line takes for what it says.
	Unparsed []Unparsed `json:"unparsed"`
	// CI is what pipelines check.
	CI CI `json:"ci"`
	// Defaults are the settings modules that wsgi, asgi, celery and manage fall back to.
	Defaults []SettingsModule `json:"defaults"`
	// Modules are the settings modules of the project.
	Modules []SettingsModule `json:"modules"`
	// Work are the steps of a release that some file does, each once a file.
	Work []Work `json:"work"`
	// Calls are calls of libraries whose arguments are settings in all but name.
	Calls []Call `json:"calls"`
	// Folders tells of paths that the settings name whether a folder is there. A path
	// outside the project, or that git ignores and a build may make, is not in it.
	Folders map[string]bool `json:"folders"`
	// Places tells where STATIC_ROOT, MEDIA_ROOT, databases in files, logs and the
	// settings module lie, by their paths as settings and target have them.
	Places map[string]Place `json:"places"`
	// RemoteUsers are the middlewares of the project that take the user from a header.
	RemoteUsers []RemoteUser `json:"remote_users"`
	// Exposed are those of STATIC_ROOT and MEDIA_ROOT below which the settings module lies.
	Exposed []string `json:"exposed"`
	URLs    URLs     `json:"urls"`
	Pages   Pages    `json:"pages"`
	// Disclosed are the lines that print or log secrets.
	Disclosed []Disclosure `json:"disclosed"`
	// Forwarded are the lines that take the first address of X-Forwarded-For.
	Forwarded []Location `json:"forwarded"`
	// Uploads are lines of modules that keep files of visitors, the first of each.
	Uploads []Location `json:"uploads"`
	// Unmasked are the secrets among the settings that the report of an error shows in
	// clear, since Django masks by name.
	Unmasked []string `json:"unmasked"`
	// Hardcoded are the settings that are secrets and literals of a file that git may
	// track, but for SECRET_KEY.
	Hardcoded []Sighting `json:"hardcoded"`
	// Shipped are the secrets of env files that git tracks and that the settings read.
	Shipped []Sighting `json:"shipped"`
	// Documented are the lines of the documentation that hold a secret.
	Documented []Sighting `json:"documented"`
	// Baked are the env files with secrets that the image takes along.
	Baked []Baked `json:"baked"`
	// Keys are the files of the project, but for those for developers, tests and examples,
	// that hold the private key of an account. Those that git does not track are none.
	Keys []KeyFile `json:"keys"`
}

// Place is where a path of the settings lies: in the container of the service, or on the
// machine that runs it, and in the project. Either is empty where it is not known, or
// nowhere there.
type Place struct {
	Container string `json:"container,omitempty"`
	Project   string `json:"project,omitempty"`
}

// Call is a call that the settings make, such as sentry_sdk.init, and its
// arguments by name.
type Call struct {
	Call string           `json:"call"`
	At   Location         `json:"at"`
	Args map[string]*Node `json:"args"`
}

// Required is a variable that the settings demand. Certain: the line is run
// whatever is unknown.
type Required struct {
	Name     string   `json:"name"`
	At       Location `json:"at"`
	Certain  bool     `json:"certain"`
	Provided bool     `json:"provided"`
}

// Read is a variable that the settings read.
type Read struct {
	Name    string   `json:"name"`
	At      Location `json:"at"`
	Default bool     `json:"default"` // there is a fallback
}

// Unparsed is a variable with which a setting that is off would be on, though the
// variable said "False".
type Unparsed struct {
	Setting  string   `json:"setting"`
	Variable string   `json:"variable"`
	At       Location `json:"at"` // of the setting
}

// Failure is the exception that stops the settings module from loading.
type Failure struct {
	Exception string   `json:"exception"` // Python's type name
	Message   string   `json:"message"`   // operands replaced by "..."
	At        Location `json:"at"`
}

// MissingModule is a settings module that is named and is not in the project.
type MissingModule struct {
	Module string   `json:"module"`
	At     Location `json:"at"` // where it is named
	// Elsewhere is why it may be there all the same, on the machine or in the
	// container; "" where nothing speaks for it.
	Elsewhere string `json:"elsewhere,omitempty"`
}

// Override is a module that may override the settings and is not here.
type Override struct {
	Module string   `json:"module"`
	At     Location `json:"at"`
}

// Interpolation is a ${NAME} that nothing sets.
type Interpolation struct {
	Name     string   `json:"name"`     // the variable that is not set
	Variable string   `json:"variable"` // the environment variable whose value it is part of
	At       Location `json:"at"`
}

// Literal is a secret in clear. Path is where it stands: a variable or an attribute.
type Literal struct {
	Kind    string   `json:"kind"` // compose, terraform
	Name    string   `json:"name"`
	Facts   Facts    `json:"facts"`
	Default bool     `json:"default"` // the default of an interpolation or a variable
	Tracked *bool    `json:"tracked,omitempty"`
	At      Location `json:"at"`
}

// The differences of a Hazard.
const (
	HazardQuotes    = "quotes"    // one reader keeps the quotes round the value; the only one, where there is one
	HazardComment   = "comment"   // one takes what follows a "#" for a comment
	HazardVariables = "variables" // one replaces variables, or takes "$$" for a dollar sign
	HazardPresence  = "presence"  // one does not take the line for an assignment
	HazardText      = "text"      // blanks or backslashes
)

// Hazard is a line of an env file that means one thing to one program and
// another to the next, or of which a program keeps the quotes.
type Hazard struct {
	Variable   string   `json:"variable"`
	Readers    []string `json:"readers"` // names of dialects, in order
	Difference string   `json:"difference"`
	At         Location `json:"at"`
}

// Peer is what some policy reads of another target.
type Peer struct {
	ID          string `json:"id"`
	Environment string `json:"environment"`
	Class       string `json:"class"`
	// Project, Role, Services, SettingsModule and ModuleAt are as its own Target has them.
	Project        string   `json:"project"`
	Role           string   `json:"role"`
	Services       []string `json:"services"`
	SettingsModule string   `json:"settings_module"`
	ModuleAt       Location `json:"module_at"`
	// Beside tells that both are of one deployment file, or set of them.
	Beside bool `json:"beside"`
	// Shares are the variables that both read from the same secret of a store.
	Shares []Share `json:"shares,omitempty"`
	// Copies are the variables that hold the same secret in both, written in two places.
	Copies []Share `json:"copies,omitempty"`
	// Same are the parts of settings that are the same in both and no machine's own:
	// SECRET_KEY, DATABASES.default, CACHES.default.
	Same []string `json:"same,omitempty"`
}

// Share is a variable of a target that reads the same secret as one of a peer.
type Share struct {
	Name string   `json:"name"`
	With string   `json:"with"` // the peer's variable
	At   Location `json:"at"`
}

// Diagnostic says what could not be read or followed. It never holds a value or
// the text of a third party's error.
type Diagnostic struct {
	Code     string   `json:"code"`
	Message  string   `json:"message"`
	At       Location `json:"at"`
	Severity string   `json:"severity"` // error: the result is incomplete (exit 3); warning; note
}
