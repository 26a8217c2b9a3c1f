package policy_test

import (
	"fmt"

	"github.com/djgate/djgate/inputs/document"
)

// This file builds documents by hand: a deployment with nothing to complain of,
// and the changes that cases make to it.

// change is one thing that differs from the deployment with nothing wrong.
type change func(*document.Document)

// sound returns a closed web target that every policy passes.
func sound() *document.Document {
	at := document.Location{File: "config/settings.py", Line: 1}
	d := &document.Document{
		Schema: document.SchemaVersion,
		AsOf:   "2026-11-20",
		Target: document.Target{
			ID: "production/web", Project: ".", Environment: "production", Class: "production", Services: []string{"web"},
			Role: "web", HTTP: true, SettingsModule: "config.settings", SettingsFile: "config/settings.py", ModuleAt: at, Closed: true,
		},
		Settings: map[string]*document.Node{},
		Env:      map[string]*document.Node{},
		Service: &document.Service{Name: "web", Kind: "compose", At: document.Location{File: "compose.yaml", Line: 2},
			Container: document.Container{Restart: "unless-stopped", Healthcheck: &document.Healthcheck{Test: []string{"gunicorn-is-well"}}}},
		Django: document.Django{Min: "5.2.18", Exact: "5.2.18", Series: "5.2", EOL: "2028-04-30", At: document.Location{File: "requirements.txt", Line: 1},
			Requires: map[string]string{"python": "3.10", "postgresql": "14"}},
		Files: []document.File{{Path: "compose.yaml", Kind: "compose"}, {Path: "main.tf", Kind: "terraform"}},
	}
	for name, value := range map[string]any{
		"DEBUG":                   false,
		"ALLOWED_HOSTS":           []any{"shop.example.org", ".example.net", "[::1]"},
		"CSRF_TRUSTED_ORIGINS":    []any{"https://shop.example.org"},
		"CSRF_USE_SESSIONS":       false,
		"SESSION_COOKIE_SECURE":   true,
		"CSRF_COOKIE_SECURE":      true,
		"SECURE_SSL_REDIRECT":     true,
		"SECURE_HSTS_SECONDS":     int64(31536000),
		"SECURE_PROXY_SSL_HEADER": []any{"HTTP_X_FORWARDED_PROTO", "https"},
		"EMAIL_BACKEND":           "django.core.mail.backends.smtp.EmailBackend",
		"MAILERS":                 map[string]any{},
		"MIDDLEWARE": []any{"django.middleware.security.SecurityMiddleware",
			"django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
			"django.middleware.csrf.CsrfViewMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"},
	} {
		set(name, value)(d)
	}
	database("db", "correct horse battery")(d)
	secretKey("p0-9vq7w!x2m4kz8rt_yb5nc3hd6gf1js(a)eu%liq&oWEZTXKMB")(d)
	return d
}

// with applies changes to the sound deployment.
func with(changes ...change) *document.Document {
	d := sound()
	for _, c := range changes {
		c(d)
	}
	return d
}

// node returns a known node for a value, as the settings adapter would.
func node(value any) *document.Node {
	truth, kind := describe(value)
	return &document.Node{
		State: document.Known, Value: value, HasValue: true, Type: kind, Truth: &truth, Set: true,
		Origin: document.OriginLiteral, At: document.Location{File: "config/settings.py", Line: 7, Column: 9},
	}
}

// describe returns Python's truth and type of a value.
func describe(value any) (truth bool, kind string) {
	switch v := value.(type) {
	case nil:
		return false, "NoneType"
	case bool:
		return v, "bool"
	case int64:
		return v != 0, "int"
	case float64:
		return v != 0, "float"
	case string:
		return v != "", "str"
	case []any:
		return len(v) > 0, "list"
	case map[string]any:
		return len(v) > 0, "dict"
	}
	panic(fmt.Sprintf("no test has a %T", value))
}

func set(name string, value any) change {
	return func(d *document.Document) { d.Settings[name] = node(value) }
}

// edit changes a setting's node.
func edit(name string, f func(*document.Node)) change {
	return func(d *document.Document) { f(d.Settings[name]) }
}

// ifUnset gives a setting what it would be without its variables.
func ifUnset(name string, fallback *document.Node) change {
	fallback.Reads = []string{name}
	return edit(name, func(n *document.Node) { n.IfUnset, n.Origin = fallback, document.OriginEnv })
}

// origin gives a setting another origin.
func origin(name, origin string) change {
	return edit(name, func(n *document.Node) { n.Origin = origin })
}

// stops is the fallback of a setting that needs its variable.
func stops() *document.Node {
	return &document.Node{State: document.Unknown, Because: "nothing sets DJANGO_X", Needs: []string{"DJANGO_X"}}
}

// unknown makes a setting unknown.
func unknown(names ...string) change {
	return func(d *document.Document) {
		for _, name := range names {
			d.Settings[name] = doubtful("nothing sets DJANGO_" + name)
		}
	}
}

func doubtful(because string) *document.Node {
	return &document.Node{State: document.Unknown, Because: because, Needs: []string{"DJANGO_X"}, Set: true}
}

// partial gives a setting a list or dict of which something is unknown.
func partial(name string, value any) change {
	return func(d *document.Document) {
		d.Settings[name] = node(value)
		d.Settings[name].State = document.Partial
	}
}

// more stands for further members that are not known.
func more() map[string]any {
	return map[string]any{document.KeyMore: document.Doubt{Because: "HOSTS is not set", Needs: []string{"HOSTS"}}}
}

// blank stands for one value that is not known.
func blank() map[string]any {
	return map[string]any{document.KeyUnknown: document.Doubt{Because: "X is not set", Needs: []string{"X"}}}
}

// secretNode returns the node of a secret.
func secretNode(name, text string) *document.Node {
	facts, truth := document.FactsOf(name, text), text != ""
	return &document.Node{
		State: document.Known, Type: "str", Truth: &truth, Set: true, Origin: document.OriginEnv, Secret: true, Facts: &facts,
		At: document.Location{File: ".env", Line: 3, Column: 12},
	}
}

func secretKey(text string) change {
	return func(d *document.Document) { d.Settings["SECRET_KEY"] = secretNode("SECRET_KEY", text) }
}

// database sets the host and the password of the default database.
func database(host, password string) change {
	return func(d *document.Document) {
		d.Settings["DATABASES"] = node(databases(host, password))
		d.Settings["DATABASES"].Origin = document.OriginEnv
	}
}

func databases(host, password string) map[string]any {
	facts := document.FactsOf("PASSWORD", password)
	if password == "shop" {
		facts.Equals = []string{"USER"}
	}
	return map[string]any{"default": map[string]any{
		"ENGINE": "django.db.backends.postgresql", "HOST": host, "USER": "shop", "NAME": "shop",
		"PASSWORD": map[string]any{document.KeySecret: facts},
	}}
}

// peer adds a service beside Django that publishes a port.
func peer(name, port string, loopback bool) change {
	return func(d *document.Document) {
		d.Service.Peers = append(d.Service.Peers, document.Backing{Name: name, Kind: "postgres",
			Ports: []document.Port{{Published: port, Container: port, Loopback: new(loopback)}}})
	}
}

// port publishes a port of Django.
func port(loopback bool) change {
	return func(d *document.Document) {
		d.Service.Ports = append(d.Service.Ports, document.Port{Published: "9000", Container: "8000", Loopback: new(loopback)})
	}
}

func listener(protocol string, redirect bool) change {
	return func(d *document.Document) {
		d.Infra.Listeners = append(d.Infra.Listeners, document.Listener{Name: "http", Port: 80, Protocol: protocol, Redirect: node(redirect),
			At: document.Location{File: "main.tf", Line: 9}})
	}
}

func proxy(p document.Proxy) change {
	p.At = document.Location{File: ".djgate.yaml", Line: 4}
	return func(d *document.Document) { d.Proxy = &p }
}

func django(v document.Django) change {
	return func(d *document.Document) { d.Django = v }
}

// open: variables may be set where no file shows it.
func open(d *document.Document) { d.Target.Closed = false }

// task: the process runs in a cloud.
func task(d *document.Document) { d.Service.Kind = "ecs" }

func worker(d *document.Document) { d.Target.HTTP, d.Target.Role = false, "worker" }

func class(name string) change {
	return func(d *document.Document) { d.Target.Class = name }
}

// assumes makes a setting rest on a variable that nothing sets.
func assumes(name string) change {
	return edit(name, func(n *document.Node) { n.Assumes = []string{"DJANGO_" + name} })
}

// assumesPart does the same to a part of the databases.
func assumesPart(path string) change {
	return edit("DATABASES", func(n *document.Node) { n.Parts = map[string]document.Part{path: {Assumes: []string{"DB_HOST"}}} })
}

func literal(kind, name string, isDefault bool) change {
	file := map[string]string{"compose": "compose.yaml", "terraform": "main.tf"}[kind]
	return func(d *document.Document) {
		d.Source.Literals = append(d.Source.Literals, document.Literal{Kind: kind, Name: name, Default: isDefault,
			Facts: document.FactsOf(name, "hunter2hunter2"), At: document.Location{File: file, Line: 5, Column: 3}})
	}
}

// hazard is a line that these programs read differently.
func hazard(difference string, readers ...string) change {
	return func(d *document.Document) {
		d.Source.Hazards = append(d.Source.Hazards, document.Hazard{Variable: "DB_PASSWORD", Readers: readers, Difference: difference,
			At: document.Location{File: ".env", Line: 3, Column: 13}})
	}
}

func required(name string, certain, provided bool) change {
	return func(d *document.Document) {
		d.Source.Required = append(d.Source.Required, document.Required{Name: name, Certain: certain, Provided: provided,
			At: document.Location{File: "config/settings.py", Line: 20, Column: 5}})
	}
}
