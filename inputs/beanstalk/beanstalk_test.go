package beanstalk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func told(n *document.Node) string {
	switch {
	case n == nil:
		return "none"
	case n.State != document.Known:
		return "<" + n.Because + ">"
	}
	return fmt.Sprint(n.Value)
}

func TestEdge(t *testing.T) {
	whole := Environment{Name: "eb", Container: "web", Whole: true}
	const rest = "; asked / 200 HTTP"
	for _, tt := range []struct {
		name    string
		options string // one a line: namespace name value; ? for a value that is not known
		of      Environment
		want    string
	}{
		{"by default", "", whole, "eb:80 HTTP redirects false public true" + rest},
		{"HTTPS beside HTTP", "aws:elbv2:listener:443 Protocol HTTPS\naws:elbv2:listener:443 SSLPolicy ELBSecurityPolicy-2016-08", whole,
			"eb:80 HTTP redirects false public true, eb:443 HTTPS redirects false public true policy ELBSecurityPolicy-2016-08" + rest},
		{"HTTPS alone", "aws:elbv2:listener:443 Protocol HTTPS\naws:elbv2:listener:default ListenerEnabled false", whole,
			"eb:443 HTTPS redirects false public true policy <Elastic Beanstalk chooses it>" + rest},
		{"a classic one", "aws:elb:listener:443 ListenerProtocol HTTPS\naws:elb:listener ListenerEnabled false\naws:ec2:vpc ELBScheme internal", whole,
			"eb:443 HTTPS redirects false public false policy <Elastic Beanstalk chooses it>" + rest},
		{"TCP", "aws:elbv2:listener:443 Protocol TCP\naws:elbv2:listener:default Protocol TCP", whole, rest},
		{"not known whether it is on", "aws:elbv2:listener:default ListenerEnabled ?", whole,
			"eb:80 HTTP redirects <what the options say of the listener is not known> public true" + rest},
		{"what it asks", "aws:elasticbeanstalk:environment:process:default HealthCheckPath /up\naws:elasticbeanstalk:environment:process:default MatcherHTTPCode ?", whole,
			"eb:80 HTTP redirects false public true; asked /up <a variable> HTTP"},
		{"a single instance", "aws:elasticbeanstalk:environment EnvironmentType SingleInstance", whole, "nothing"},
		{"a project that rewrites", "", Environment{Name: "eb", Whole: true, Rewritten: ".platform may redirect"},
			"eb:80 HTTP redirects <.platform may redirect> public true" + rest},
		{"half of the options", "aws:elbv2:listener:443 Protocol HTTPS", Environment{Name: "eb"},
			"eb:80 HTTP redirects <no option says whether the listener is on, and what it speaks> public <whether its load balancer is internal is not known>, " +
				"eb:443 HTTPS redirects false public <whether its load balancer is internal is not known> policy <Elastic Beanstalk chooses it>" + rest},
		{"none of the options", "", Environment{Name: "eb"}, "nothing"},
	} {
		o := Options{}
		for line := range strings.Lines(tt.options) {
			f := strings.Fields(line)
			v := Option{Text: f[2]}
			if f[2] == "?" {
				v = Option{Because: "a variable"}
			}
			o.Put(f[0], f[1], v)
		}
		if got := show(o.Edge(tt.of)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func show(i document.Infra) string {
	if len(i.TargetGroups) == 0 {
		return "nothing"
	}
	var out, names []string
	for _, l := range i.Listeners {
		names = append(names, l.Name)
		text := fmt.Sprintf("%s %s redirects %s public %s", l.Name, l.Protocol, told(l.Redirect), told(l.Public))
		if l.TLSPolicy != nil {
			text += " policy " + told(l.TLSPolicy)
		}
		out = append(out, text)
	}
	g := i.TargetGroups[0]
	if !slices.Equal(g.Listeners, names) {
		return "the group is not that of the listeners"
	}
	return fmt.Sprintf("%s; asked %s %s %s", strings.Join(out, ", "), told(g.Path), told(g.Matcher), told(g.Requests))
}
