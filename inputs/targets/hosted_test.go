package targets

import (
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

const hostedProject = `
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
-- config/__init__.py --
-- config/settings.py --
INSTALLED_APPS = []
-- config/wsgi.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
`

// The environment, services, files and openness of what platforms deploy.
func TestHosted(t *testing.T) {
	for name, tt := range map[string]struct{ archive, want string }{
		"a Procfile is the platform's":                {"-- app.json --\n{\"env\": {\"DEBUG\": \"0\"}}\n-- Procfile --\nweb: DEBUG=1 gunicorn config.wsgi\n", "heroku web [app.json Procfile] open"},
		"one for each file":                           {"-- manifest-production.yml --\napplications: [{name: a}]\n-- manifest-staging.yml --\napplications: [{name: a}]\n-- Procfile --\nweb: gunicorn config.wsgi\n", "production web [manifest-production.yml Procfile] open\nstaging web [manifest-staging.yml Procfile] open"},
		"without a platform's file":                   {"-- Procfile --\nweb: gunicorn config.wsgi\n", "procfile web [Procfile] open"},
		"App Engine gives all":                        {"-- app.yaml --\nruntime: python312\nentrypoint: gunicorn config.wsgi\n", "app-engine default [app.yaml] closed"},
		"Elastic Beanstalk without Procfile":          {"-- .ebextensions/a.config --\noption_settings: {\"aws:elasticbeanstalk:container:python\": {WSGIPath: \"config.wsgi:application\"}}\n", "elastic-beanstalk web [.ebextensions/a.config] open"},
		"a Dockerfile that the platform is not given": {"-- render.yaml --\nservices: [{type: web, name: a, runtime: python, startCommand: gunicorn config.wsgi}]\n-- Dockerfile --\nFROM python\nENV A=1\nCOPY . .\n", "render a [render.yaml] open"},
	} {
		t.Run(name, func(t *testing.T) {
			found := plan(t, hostedProject+tt.archive, Options{})
			var got []string
			for _, target := range found.Targets {
				if target.kind == "" {
					continue
				}
				state := "open"
				if target.Closed {
					state = "closed"
				}
				got = append(got, target.Environment+" "+strings.Join(target.Services, ",")+" ["+strings.Join(target.Sources, " ")+"] "+state)
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
}

// What a line of the Procfile sets counts more than the platform's file, whose
// edge stands before the process.
func TestHostedProcess(t *testing.T) {
	found := plan(t, hostedProject+"-- app.json --\n{\"stack\": \"heroku-24\", \"env\": {\"DEBUG\": \"0\", \"A\": \"1\"}}\n-- Procfile --\nweb: DEBUG=1 gunicorn config.wsgi\nrelease: python manage.py migrate\n", Options{})
	target := found.Targets[0]
	for name, want := range map[string]string{"DEBUG": "1 Procfile", "A": "1 app.json"} {
		v, _ := variable(target.Env, name)
		if got := v.Text.Reveal() + " " + v.At.File; got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if v, _ := variable(target.Env, "DYNO"); v.State != document.Unknown {
		t.Errorf("DYNO is %s", v.State)
	}
	if ls := target.Infra.Listeners; len(ls) != 1 || ls[0].By != "Heroku" || ls[0].Redirect.Value != false {
		t.Errorf("listeners %v", ls)
	}
}

// Each stage of Zappa is an environment of its own, behind API Gateway.
func TestZappa(t *testing.T) {
	found := plan(t, hostedProject+"-- zappa_settings.json --\n{\"production\": {\"django_settings\": \"config.settings\"}, \"dev\": {\"django_settings\": \"config.settings\"}}\n", Options{})
	var got []string
	for _, target := range found.Targets {
		got = append(got, target.Environment+" "+target.Class+" "+target.SettingsModule)
	}
	if want := "production production config.settings, dev development config.settings"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if ls := found.Targets[0].Infra.Listeners; len(ls) != 1 || ls[0].By != "API Gateway" || ls[0].Redirect.Value != true {
		t.Errorf("listeners %v", ls)
	}
}
