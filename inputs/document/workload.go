package document

import "fmt"

// Text is the value of a variable as an input gives it. It may be a secret, so
// it cannot be printed or marshalled by accident: Reveal is the one way out.
type Text struct{ s string }

// NewText wraps a value.
func NewText(s string) Text { return Text{s} }

// Reveal returns the value. What is made of it must carry the mark of a secret on.
func (t Text) Reveal() string { return t.s }

// Format prints a constant, whatever the verb.
func (Text) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<text>") }

// MarshalJSON writes a constant.
func (Text) MarshalJSON() ([]byte, error) { return []byte(`"<text>"`), nil }

// Variable is one variable of a process environment and where it comes from.
type Variable struct {
	Name string
	// State is Known (Text holds the value), Unknown (set, to what is not known),
	// or Unset (masked: a source takes it away, whatever lower ones set).
	State   State
	Text    Text
	Origin  string   // OriginEnv, OriginInterpolationDefault, OriginSecretStore, OriginGenerated, OriginLiteral
	Because string   // Unknown: why
	Needs   []string // Unknown: the names that would decide it
	Assumes []string // Known: the names that were assumed unset
	// Store is the name of the secret in its store (an ARN, a path), where the
	// platform reads the value from one and the name is known.
	Store  Text
	Secret bool // marked secret by its source (Terraform's sensitive, a secret store)
	// Given: the platform itself sets it in each of its processes, so that nobody can
	// forget it.
	Given bool
	// Filled: Unknown, and certainly no empty text.
	Filled bool
	Begins Text // Unknown: what the text certainly begins with
	// At is the place of the value, to be edited; Chain the hops from the process down to it.
	At    Location
	Chain []Step
}

// GivenBy is a variable that who, a platform or what starts containers, sets in each
// process: to a text or, where that is "", to some text that no input tells. at is where
// the process is described.
func GivenBy(who, name, text string, at Location) Variable {
	v := Variable{
		Name: name, State: Known, Text: NewText(text), Origin: OriginEnv, Given: true, At: at,
		Chain: []Step{{Kind: StepEnvironment, At: at, Name: name, Note: "set by " + who}},
	}
	if text == "" {
		v.State, v.Text, v.Filled, v.Because, v.Needs = Unknown, Text{}, true, who+" sets it", []string{name}
	}
	return v
}

// Workload is one process, or a few alike, that a deployment file describes.
// Adapters fill it; package targets decides which of them run Django.
type Workload struct {
	// Kind is compose, procfile, dockerfile, or the platform in one word: ecs,
	// lambda, cloud-run, app-service, kubernetes, heroku, ...
	Kind string
	Name string
	// Image as written, interpolated; empty where there is none. Here, in commands,
	// ports and labels "${NAME}" stands for what is not known: postgres:${PG_VERSION}.
	Image string
	Build *Build
	// Entrypoint and Command as argument lists; nil where not given, empty where cleared.
	// A shell form is one {"/bin/sh", "-c", text}.
	Entrypoint, Command []string
	// CommandAt is the place of Command, or of Entrypoint; zero where only At is known.
	CommandAt Location
	// Dir is where the command is run: an absolute path of the container or machine or,
	// where a platform runs the source itself, a folder of the root; empty where the
	// image or the platform decides.
	Dir string
	// Env is the environment that the file gives, merged, in order of name.
	Env []Variable
	// OpenBecause says why the process may have variables that are neither in Env
	// nor in EnvFiles; empty where the file gives them all.
	OpenBecause string
	// Perhaps are names of variables that the platform may set, by what runs beside it.
	Perhaps  []string
	EnvFiles []EnvFile
	Ports    []Port
	Mounts   []Mount
	// Placed are files, and Filled folders, that the deployment itself puts there.
	Placed []Placed
	Filled []Filled
	Container
	DependsOn []string
	Profiles  []string
	// Like names what it shares a definition with: services it extends, anchors it merges.
	Like   []string
	Labels map[string]string
	// Task is the same of all containers of one task of ECS, in which they share a network
	// or name each other; empty for others.
	Task string
	// Aliases are further names by which the other services reach it.
	Aliases []string
	At      Location
	// Interpolations are the ${NAME} in its environment that nothing sets.
	Interpolations []Interpolation
	// Literals are the secrets in clear in its environment.
	Literals []Literal
	// Listeners are what the platform itself puts before the process.
	Listeners []Listener
	// Balancers are those of load balancers that lead to this process and to no other.
	Balancers []Listener
	// Job: it runs to its end, so nobody sends it requests.
	Job bool
	// HasImage and HasBuild are true where the file itself, before any merge, gives them.
	HasImage, HasBuild bool
}

// Container is what a deployment says of how a process is run. What it leaves to
// the image or the platform is empty; "${NAME}" stands for what is not known.
type Container struct {
	User        string       `json:"user,omitempty"` // a name or a number, with ":group" where one is given
	ReadOnly    bool         `json:"read_only"`
	Privileged  bool         `json:"privileged"`
	CapAdd      []string     `json:"cap_add"`
	CapDrop     []string     `json:"cap_drop"`
	SecurityOpt []string     `json:"security_opt"`
	Expose      []string     `json:"expose"` // ports that only the other services reach
	NetworkMode string       `json:"network_mode,omitempty"`
	Networks    []string     `json:"networks"`
	Restart     string       `json:"restart,omitempty"`
	Replicas    *int         `json:"replicas,omitempty"` // absent where nothing says it, or it is not known
	Healthcheck *Healthcheck `json:"healthcheck,omitempty"`
	Statics     []Static     `json:"statics,omitempty"`
}

// Static is an address, with all that is below it, of which the platform itself serves
// files before the process is asked.
type Static struct {
	Prefix string   `json:"prefix"`
	At     Location `json:"at"`
}

// Healthcheck is how a platform asks whether a process is well.
type Healthcheck struct {
	Test     []string `json:"test"` // without CMD; a shell form is {"/bin/sh", "-c", text}
	Disabled bool     `json:"disabled"`
	At       Location `json:"at"`
}

// Build says how an image is made. Paths are relative to the root, with slashes.
type Build struct {
	Context    string
	Dockerfile string
	Target     string
	Args       map[string]string
	At         Location
}

// EnvFile is a reference to an env file.
type EnvFile struct {
	Path     string // relative to the root; as written where it leaves the root
	State    string // read, absent, refused (outside the root, not a regular file, too large), broken (read to a line that its program refuses)
	Required bool
	Dialect  string // as package dotenv names it; of a file that is read
	At       Location
}

// Mount is a volume or bind mount of a workload.
type Mount struct {
	Source string   `json:"source,omitempty"` // a path relative to the root for a bind mount inside it, else as written
	Bind   bool     `json:"bind"`
	Tmpfs  bool     `json:"tmpfs"` // in memory: gone with the container
	Target string   `json:"target"`
	At     Location `json:"at"`
}
