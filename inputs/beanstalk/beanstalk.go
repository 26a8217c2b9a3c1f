// Package beanstalk reads what options of Elastic Beanstalk say of the load balancer
// before an environment: the listeners, and how it reaches and asks the process
// (docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html).
package beanstalk

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Option is the value of one option. One that is not known has a reason.
type Option struct {
	Text    string
	Because string
	At      document.Location
}

// Options are those of an environment, by namespace and name.
type Options map[string]map[string]Option

// Put sets an option.
func (o Options) Put(namespace, name string, v Option) {
	if o[namespace] == nil {
		o[namespace] = map[string]Option{}
	}
	o[namespace][name] = v
}

// Environment is what the options are of.
type Environment struct {
	Name      string // as facts name it
	Container string // the name of its process
	At        document.Location
	// Whole: what the options do not say is as Elastic Beanstalk has it by default.
	// Else a console may say it.
	Whole bool
	// Rewritten says why the proxy of the instances, or a resource that the project
	// adds, may redirect; empty where nothing may.
	Rewritten string
}

// The namespaces of listeners, of application and network load balancers and of
// classic ones, before the port; without one, or with "default", it is port 80.
const (
	listener        = "aws:elbv2:listener:"
	classicListener = "aws:elb:listener"
	process         = "aws:elasticbeanstalk:environment:process:default"
	environment     = "aws:elasticbeanstalk:environment"
)

// Edge gives the listeners of the environment's load balancer, and its process as the
// balancer sees it: nothing where there is none, or nothing is said of it.
func (o Options) Edge(e Environment) document.Infra {
	var out document.Infra
	ports := o.listeners()
	kind, isSaid := o[environment]["EnvironmentType"]
	if isSaid && kind.Text != "LoadBalanced" || len(ports) == 0 && !e.Whole {
		return out
	}
	if _, named := ports[80]; !named {
		ports[80] = ""
	}
	group := o.group(e)
	for _, port := range slices.Sorted(maps.Keys(ports)) {
		if l, ok := o.listener(e, port, ports[port]); ok {
			out.Listeners = append(out.Listeners, l)
			group.Listeners = append(group.Listeners, l.Name)
		}
	}
	out.TargetGroups = []document.TargetGroup{group}
	return out
}

// listeners are the namespaces of those that options name, by port.
func (o Options) listeners() map[int]string {
	out := map[int]string{}
	for namespace := range o {
		port, isListener := strings.CutPrefix(namespace, listener)
		if !isListener {
			if port, isListener = strings.CutPrefix(namespace, classicListener); !isListener {
				continue
			}
			port = strings.TrimPrefix(port, ":")
		}
		if port == "" || port == "default" {
			port = "80"
		}
		if n, err := strconv.Atoi(port); err == nil && n > 0 && n < 1<<16 {
			out[n] = namespace
		}
	}
	return out
}

// listener is one of a port; false where it is off, or speaks no HTTP.
func (o Options) listener(e Environment, port int, namespace string) (document.Listener, bool) {
	options := o[namespace]
	l := document.Listener{Name: e.Name + ":" + strconv.Itoa(port), Port: port, Protocol: "HTTP", At: e.At, Public: o.public(e)}
	protocol, said := options["Protocol"]
	if !said {
		protocol, said = options["ListenerProtocol"]
	}
	if said {
		l.Protocol, l.At = strings.ToUpper(protocol.Text), protocol.At
	}
	on := options["ListenerEnabled"]
	l.Redirect = document.Told(false, l.At)
	switch {
	case strings.EqualFold(on.Text, "false"):
		return l, false
	case protocol.Because != "" || on.Because != "":
		l.Protocol, l.Redirect = "HTTP", document.Untold("what the options say of the listener is not known", l.At)
	case l.Protocol == "HTTPS":
		l.TLSPolicy = document.Untold("Elastic Beanstalk chooses it", l.At)
		if policy, ok := options["SSLPolicy"]; ok && policy.Because == "" {
			l.TLSPolicy = document.Told(policy.Text, policy.At)
		}
	case l.Protocol != "HTTP":
		return l, false
	case e.Rewritten != "":
		l.Redirect = document.Untold(e.Rewritten, l.At)
	case !said && !e.Whole:
		l.Redirect = document.Untold("no option says whether the listener is on, and what it speaks", l.At)
	}
	return l, true
}

// public is whether the internet reaches the load balancer.
func (o Options) public(e Environment) *document.Node {
	switch scheme, said := o["aws:ec2:vpc"]["ELBScheme"]; {
	case !said && e.Whole:
		return document.Told(true, e.At)
	case !said || scheme.Because != "":
		return document.Untold("whether its load balancer is internal is not known", e.At)
	default:
		return document.Told(scheme.Text != "internal", scheme.At)
	}
}

// group is the process, which is asked by the load balancer whether it is well.
func (o Options) group(e Environment) document.TargetGroup {
	g := document.TargetGroup{Name: e.Name, Container: e.Container, At: e.At, Listeners: []string{}}
	g.Requests, g.Protocol = o.text(e, "Protocol", "HTTP"), o.text(e, "Protocol", "HTTP")
	g.Path, g.Matcher = o.text(e, "HealthCheckPath", "/"), o.text(e, "MatcherHTTPCode", "200")
	return g
}

// text is an option of the process.
func (o Options) text(e Environment, name, otherwise string) *document.Node {
	switch v, said := o[process][name]; {
	case !said:
		n := document.Told(otherwise, e.At)
		n.Set, n.Origin = false, document.OriginPackageDefault
		return n
	case v.Because != "":
		return document.Untold(v.Because, v.At)
	default:
		return document.Told(v.Text, v.At)
	}
}
