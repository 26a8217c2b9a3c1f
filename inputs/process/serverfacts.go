package process

import (
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file says how a server is set up: its command line counts more than its
// variables, those more than its configuration file, and else its defaults hold.

// serverOption is one fact of a server.
type serverOption struct {
	fact     string
	flags    []string
	on, off  string // the flag is a switch that means true, or false
	setting  string // of its configuration file
	variable string
	number   bool
	list     bool
	standard any // nil: none
}

// serverOptions are those of each program (Gunicorn's "Settings", Uvicorn's
// "Settings", Daphne's and Hypercorn's README, Waitress' "Arguments", uWSGI's
// "Options"). Those of uWSGI have no flags here but "--" and the setting.
func serverOptions(program string) []serverOption {
	workers := serverOption{fact: "workers", flags: []string{"-w", "--workers"}, setting: "workers", variable: "WEB_CONCURRENCY", number: true, standard: int64(1)}
	trusted := serverOption{fact: "forwarded_allow_ips", flags: []string{"--forwarded-allow-ips"}, setting: "forwarded_allow_ips", variable: "FORWARDED_ALLOW_IPS", standard: "127.0.0.1"}
	reload := serverOption{fact: "reload", on: "--reload", setting: "reload", standard: false}
	switch program {
	case "gunicorn":
		trusted.standard = "127.0.0.1,::1"
		return []serverOption{workers, trusted, reload,
			{fact: "binds", flags: []string{"-b", "--bind"}, setting: "bind", list: true, standard: []any{"127.0.0.1:8000"}},
			{fact: "worker_class", flags: []string{"-k", "--worker-class"}, setting: "worker_class", standard: "sync"},
			{fact: "threads", flags: []string{"--threads"}, setting: "threads", number: true, standard: int64(1)},
			{fact: "timeout", flags: []string{"-t", "--timeout"}, setting: "timeout", number: true, standard: int64(30)}}
	case "uvicorn":
		workers.flags, workers.setting, trusted.setting, reload.setting = workers.flags[1:], "", "", ""
		return []serverOption{workers, trusted, reload, {fact: "proxy_headers", on: "--proxy-headers", off: "--no-proxy-headers", standard: true}}
	case "hypercorn":
		workers.variable, workers.setting, reload.setting = "", "", ""
		return []serverOption{workers, reload, {fact: "binds", flags: []string{"-b", "--bind"}, list: true, standard: []any{"127.0.0.1:8000"}}}
	case "daphne":
		return []serverOption{{fact: "proxy_headers", on: "--proxy-headers", standard: false}}
	case "uwsgi":
		return []serverOption{
			{fact: "binds", flags: []string{"-s", "--socket", "--uwsgi-socket", "--http-socket", "--http"}, setting: "socket", list: true},
			{fact: "workers", flags: []string{"-p", "--processes", "--workers"}, setting: "processes", number: true, standard: int64(1)},
			{fact: "threads", flags: []string{"--threads"}, setting: "threads", number: true, standard: int64(1)},
			{fact: "timeout", flags: []string{"--harakiri"}, setting: "harakiri", number: true, standard: int64(0)},
			{fact: "reload", flags: []string{"--py-autoreload", "--python-autoreload"}, setting: "py-autoreload", number: true, standard: false}}
	case "vercel": // it takes the scheme from X-Forwarded-Proto (github.com/vercel/vercel, packages/python)
		return []serverOption{{fact: "forwarded_allow_ips", standard: "*"}}
	case "runserver":
		return []serverOption{{fact: "reload", off: "--noreload", standard: true}}
	}
	return nil
}

// addresses are the flags of programs that name host and port apart, and their defaults.
var addresses = map[string]struct{ host, port, hostOtherwise, portOtherwise string }{
	"uvicorn":  {"--host", "--port", "127.0.0.1", "8000"},
	"daphne":   {"-b", "-p", "127.0.0.1", "8000"},
	"waitress": {"--host", "--port", "0.0.0.0", "8080"},
}

// serverFacts makes the facts of a server from its arguments.
func (f *Follower) serverFacts(name string, args []string, config *serverConfig) *document.Server {
	program := map[string]string{"gunicorn3": "gunicorn", "waitress-serve": "waitress", "runserver_plus": "runserver"}[name]
	if program == "" {
		program = name
	}
	s := &document.Server{Program: program, At: f.At}
	facts := map[string]*document.Node{}
	for _, o := range serverOptions(program) {
		facts[o.fact] = f.serverFact(o, program, args, config)
	}
	if a, ok := addresses[program]; ok {
		facts["binds"] = f.address(a.host, a.port, a.hostOtherwise, a.portOtherwise, args)
	}
	s.Binds, s.Workers, s.Threads, s.Timeout = facts["binds"], facts["workers"], facts["threads"], facts["timeout"]
	s.WorkerClass = threaded(facts["worker_class"], facts["threads"])
	s.ForwardedAllowIPs, s.ProxyHeaders, s.Reload = facts["forwarded_allow_ips"], facts["proxy_headers"], facts["reload"]
	return s
}

// threaded is the class of gunicorn's workers: a sync worker with threads is one of
// gthread (gunicorn/config.py, worker_class_str).
func threaded(class, threads *document.Node) *document.Node {
	if class == nil || threads == nil || class.Value != "sync" {
		return class
	}
	if threads.State == document.Unknown {
		return threads
	}
	if n, ok := threads.Value.(int64); ok && n > 1 {
		return document.Told("gthread", threads.At)
	}
	return class
}

// serves keeps the server that a command runs. Where a script may run either that
// of development or another one, it is not known which.
func (p *Process) serves(s *document.Server) {
	if have := p.Server; have != nil && have.Program != s.Program && (have.Program == "runserver" || s.Program == "runserver" || have.Program == "") {
		s = &document.Server{At: s.At}
	}
	p.Server = s
}

// serverFact finds one fact. GUNICORN_CMD_ARGS stands before the command line.
func (f *Follower) serverFact(o serverOption, program string, args []string, config *serverConfig) *document.Node {
	if n := o.among(args, f.At); n != nil {
		return n
	}
	if program == "gunicorn" {
		switch v, set := f.Env["GUNICORN_CMD_ARGS"]; {
		case set && v.State == document.Known:
			if n := o.among(strings.Fields(v.Text.Reveal()), v.At); n != nil {
				return n
			}
		case set && v.State == document.Unknown:
			return untold("GUNICORN_CMD_ARGS is set to what is not known", v.At, "GUNICORN_CMD_ARGS")
		}
	}
	if n := config.fact(o); n != nil {
		return n
	}
	return f.standardFact(o)
}

// standardFact is what holds where neither the command nor a file says it.
func (f *Follower) standardFact(o serverOption) *document.Node {
	v, set := f.Env[o.variable]
	switch {
	case o.variable != "" && set && v.State == document.Known:
		n := o.value(v.Text.Reveal(), v.At)
		n.Chain = v.Chain
		return n
	case o.variable != "" && set && v.State == document.Unknown:
		return untold(v.Because, v.At, o.variable)
	case o.standard == nil:
		return nil
	}
	n := toldValue(o.standard, f.At)
	n.Set, n.Origin = false, document.OriginPackageDefault
	if o.variable != "" && !f.Closed && v.State != document.Unset {
		n.Assumes = []string{o.variable}
	}
	return n
}

// among finds the option on a command line; the last one counts, of a list all.
func (o serverOption) among(args []string, at document.Location) *document.Node {
	var n *document.Node
	var all []any
	for i, arg := range args {
		switch {
		case o.on != "" && arg == o.on:
			n = document.Told(true, at)
		case o.off != "" && arg == o.off:
			n = document.Told(false, at)
		}
		if text, ok := o.given(args, i); ok {
			all = append(all, text)
			if n = o.value(text, at); o.list && n.State == document.Known {
				n = toldValue(slices.Clone(all), at)
			}
		}
	}
	return n
}

// given returns the value of the option where the argument i is it: "--name value",
// "--name=value", "-n value", "-nvalue".
func (o serverOption) given(args []string, i int) (string, bool) {
	for _, flag := range o.flags {
		if args[i] == flag && i+1 < len(args) {
			return args[i+1], true
		}
		rest, ok := strings.CutPrefix(args[i], flag)
		if long := strings.HasPrefix(flag, "--"); ok && rest != "" && (!long || rest[0] == '=') {
			return strings.TrimPrefix(rest, "="), true
		}
	}
	return "", false
}

// value is what a text means; unknown where it holds a variable.
func (o serverOption) value(text string, at document.Location) *document.Node {
	if strings.Contains(text, "$") {
		return document.Untold("it is computed when the command runs", at)
	}
	if !o.number {
		return document.Told(text, at)
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return document.Untold("it is no number", at)
	}
	return document.Told(i, at)
}

// address is where a program listens that names host and port apart.
func (f *Follower) address(host, port, hostOtherwise, portOtherwise string, args []string) *document.Node {
	for _, flag := range []string{"--uds", "-u", "--unix-socket", "--fd", "-e", "--listen"} {
		if other := option(args, flag, ""); other != "" {
			return toldValue([]any{other}, f.At)
		}
	}
	h, p := option(args, host, hostOtherwise), option(args, port, portOtherwise)
	if strings.Contains(h, "$") {
		return document.Untold("it is computed when the command runs", f.At)
	}
	return toldValue([]any{h + ":" + p}, f.At)
}

// toldValue is a fact; of a list, one that is true where it has an item.
func toldValue(v any, at document.Location) *document.Node {
	list, ok := v.([]any)
	if !ok {
		return document.Told(v, at)
	}
	n := document.Told(len(list) > 0, at)
	n.Value, n.Type = list, "list"
	return n
}

func untold(because string, at document.Location, needs string) *document.Node {
	n := document.Untold(because, at)
	n.Needs = []string{needs}
	return n
}
