package process

// Signs are what speaks for development and for deployment.
type Signs struct{ Development, Deployment []Sign }

// Sign is one thing that does.
type Sign struct {
	Text   string // in words for the user
	Kind   SignKind
	Server string // that Serves, or that Reloads
}

// SignKind is the kind of a sign that is asked for; 0 for any other.
type SignKind int

// The kinds of signs.
const (
	_             SignKind = iota
	Serves                 // a server made for deployments
	Reloads                // a server that restarts when a file changes
	RunsRunserver          // the server of Django
	MountsSource           // the source of the host
	StartsAgain            // the service is started again when it ends
)

// said is a sign that nobody asks for.
func said(text string) Sign { return Sign{Text: text} }
