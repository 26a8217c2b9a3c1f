package document

import "reflect"

// Proxy is the edge in front of the service: found, or declared in .djgate.yaml.
//
// TLS, Redirect, HSTS, Headers, Sets and Hosts are what is certain of it as a
// whole; Sites say the same place by place, and Doubts what could not be told.
type Proxy struct {
	Declared bool     `json:"declared"`
	Kind     string   `json:"kind,omitempty"` // nginx, caddy, traefik, or a platform in one word
	Name     string   `json:"name,omitempty"` // in words: the service of the edge, or the platform
	Inner    []string `json:"inner"`          // the services of proxies between the edge and Django, outermost first
	TLS      bool     `json:"tls"`            // visitors reach it by HTTPS
	Redirect bool     `json:"redirect"`       // HTTP is redirected to HTTPS, or not answered at all
	HSTS     bool     `json:"hsts"`           // each answer over HTTPS has Strict-Transport-Security
	Headers  []string `json:"headers"`        // response headers that it adds
	Sets     []string `json:"sets"`           // request headers that it sets, such as X-Forwarded-Proto
	Hosts    []string `json:"hosts"`          // the only host names that it passes on; empty: any
	Sites    []Site   `json:"sites"`          // the ways in of every proxy of the chain
	Doubts   []Gap    `json:"doubts"`         // what could not be read or followed
	At       Location `json:"at"`
}

// Gap is something of a proxy that is not known.
type Gap struct {
	What    string   `json:"what"` // the proxy in words
	Because string   `json:"because"`
	At      Location `json:"at"`
}

// Site is one way in of a proxy: a listener of an nginx server block, a site of a
// Caddyfile, a router of Traefik on one entry point.
type Site struct {
	Service string   `json:"service"` // that the proxy runs as; empty where it is none of a deployment
	Kind    string   `json:"kind"`
	Edge    bool     `json:"edge"`    // visitors come to it, not to another proxy before it
	Hosts   []string `json:"hosts"`   // names that it answers to, lower case, *.x and .x as written; empty: any
	Default bool     `json:"default"` // it answers, too, requests for names that no other site has
	Port    int      `json:"port"`    // on which it listens; 0 where that is not known
	// IPv6: it is what the server does on its IPv6 address of the port, and on the IPv4
	// address it does another thing.
	IPv6 bool `json:"ipv6,omitempty"`
	// Published tells whether other machines reach the port, as far as files show;
	// PublicPort is the number that they use; empty where it is not known.
	Published  bool   `json:"published"`
	PublicPort string `json:"public_port,omitempty"`
	TLS        *Node  `json:"tls"`
	// Redirect: everything but challenges of certificates (/.well-known/) goes on to HTTPS.
	Redirect *Node `json:"redirect"`
	// Version: answers name the version of the proxy; absent where it never does that.
	Version *Node    `json:"version,omitempty"`
	Routes  []Route  `json:"routes"`
	At      Location `json:"at"`
}

// What a Route does.
const (
	Forwards  = "forwards"  // to a program
	Serves    = "serves"    // files
	Redirects = "redirects" // to another address
	Answers   = "answers"   // with a fixed status, 444 for none
	Unclear   = "unclear"
)

// Route is what a site does with some requests. Request and Response are the
// effective headers, whatever level of the configuration they come from.
type Route struct {
	Path  string `json:"path"`  // as written: a prefix, a name (@app), a regular expression
	Match string `json:"match"` // prefix, exact, regex, name, condition
	Final bool   `json:"final"` // of a prefix: no regular expression is asked after it
	Does  string `json:"does"`  // one of the constants above

	// Guards tell who may come in; several of them: as the proxy joins them.
	Guards []string `json:"guards"`
	// AnyAddress: the address that a guard looks at may be one that the client gives itself.
	AnyAddress bool `json:"any_address"`

	Upstreams []string `json:"upstreams"`          // host:port or unix:path, as the proxy connects to them
	Service   string   `json:"service,omitempty"`  // the workload behind it; empty where it is not known
	Django    bool     `json:"django"`             // it forwards to the service that is judged
	Protocol  string   `json:"protocol,omitempty"` // http, uwsgi, fastcgi

	Status int    `json:"status,omitempty"` // of an answer or a redirect
	HTTPS  bool   `json:"https"`            // a redirect goes to HTTPS, certainly
	Root   string `json:"root,omitempty"`   // the folder of files, or of scripts of FastCGI, a path of the proxy's machine
	Alias  bool   `json:"alias"`            // Root stands for the path, and is not put before it
	// Secluded: nothing lies beside Root but folders that the proxy serves anyway.
	Secluded bool `json:"secluded"`
	// Fallback is the path of the route that answers where there is no file.
	Fallback string `json:"fallback,omitempty"`
	Files    *Files `json:"files,omitempty"` // what is served, as far as the path tells

	Request  []Header `json:"request"`             // what Django receives; absent ones pass as the client sends them
	Response []Header `json:"response"`            // what is added to answers, or taken away
	BodySize *Node    `json:"body_size,omitempty"` // bytes; 0 for no limit
	Timeout  *Node    `json:"timeout,omitempty"`   // seconds without an answer
	MaxAge   *Node    `json:"max_age,omitempty"`   // seconds for which visitors may keep answers; absent where nothing says it
	Caches   bool     `json:"caches"`
	At       Location `json:"at"`
}

// The guards of a Route.
const (
	GuardAddress     = "address"     // the client's, of a list
	GuardPassword    = "password"    // which the proxy asks for
	GuardCertificate = "certificate" // of the client
	GuardProgram     = "program"     // another one is asked
	GuardCondition   = "condition"   // of the request, which may let anybody in
)

// Files is the folder that a Route serves: its root, and below it the path where
// that is no alias.
type Files struct {
	From string `json:"from"` // one of the constants below
	// Django is where the folder lies in the container of the service that is judged.
	Django []string `json:"django"`
	// Project is where it lies in the project; "." for its root, empty for elsewhere.
	Project string `json:"project,omitempty"`
	// Private are files of the project right in it that are for no visitor: manage.py, .env.
	Private []string `json:"private"`
}

// Where Files come from.
const (
	FilesShared  = "shared"  // a mount that Django has, too
	FilesProject = "project" // files of the project, which Django's container does not share
	FilesOthers  = "others"  // a volume of other services
	FilesNobody  = "nobody"  // nothing of the deployment puts any there
	FilesUnknown = "unknown"
)

// Where the value of a Header comes from.
const (
	FromLiteral  = "literal"   // Value
	FromScheme   = "scheme"    // of the connection: Value is http or https where the site's TLS is known
	FromHost     = "host"      // the name that the client asks for, without its port
	FromHostPort = "host-port" // the same, with a port: Value, where it is known
	FromClient   = "client"    // what the client sends under this or another name
	FromUpstream = "upstream"  // the address of the program behind: Value
	FromAddress  = "address"   // the client's address
	FromAppended = "appended"  // what the client sends, with more at its end
	FromNowhere  = "dropped"   // it is taken away
	FromUnknown  = "unknown"   // Because
)

// Header is what a proxy does with one header.
type Header struct {
	Name  string `json:"name"` // in the usual spelling: X-Forwarded-Proto
	From  string `json:"from"`
	Value string `json:"value,omitempty"` // of headers that hold no secret
	// Otherwise is what is sent where a client sends nothing.
	Otherwise string   `json:"otherwise,omitempty"`
	Always    bool     `json:"always"` // of a response: whatever the status
	Alone     bool     `json:"alone"`  // of a response: what the program behind sends by that name is taken away
	Because   string   `json:"because,omitempty"`
	At        Location `json:"at"`
}

// Told is the node of a fact of a file: bool, int64 or string.
func Told(v any, at Location) *Node {
	truth := v != false && v != int64(0) && v != ""
	kind := map[reflect.Kind]string{reflect.Bool: "bool", reflect.Int64: "int", reflect.String: "str"}[reflect.ValueOf(v).Kind()]
	return &Node{State: Known, Value: v, HasValue: true, Type: kind, Truth: &truth, Set: true, Origin: OriginLiteral, At: at}
}

// Untold is the node of a fact that is not known.
func Untold(because string, at Location) *Node {
	return &Node{State: Unknown, Because: because, Set: true, At: at}
}

// Shows tells whether the value of a header can be no secret.
func (h Header) Shows() bool {
	switch h.Name {
	case "Host", "Forwarded", "Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "Content-Security-Policy",
		"Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Content-Disposition", "X-Scheme", "X-Url-Scheme",
		"X-Forwarded-Proto", "X-Forwarded-Protocol", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Ssl", "X-Forwarded-Scheme",
		"X-Forwarded-For", "X-Forwarded-Server", "X-Forwarded-Prefix", "Cloudfront-Forwarded-Proto", "Front-End-Https":
		return true
	}
	return h.From == FromScheme
}
