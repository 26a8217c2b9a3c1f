package targets

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A monitor of workers answers no visitors: with the application of the project it is one
// that reads its settings, without one another program.
func TestMonitors(t *testing.T) {
	archive := hostedProject + "-- config/celery.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')\n" +
		"-- Dockerfile --\nFROM python:3.12\nWORKDIR /app\nCOPY . .\n-- compose.yaml --\nservices:\n  web: {build: ., command: gunicorn config.wsgi, environment: {A: web}}\n"
	for command, want := range map[string]string{
		"celery -A config flower":                        "flower worker false, web web true",
		"sh -c 'celery --broker=redis://cache flower'":   "web web true",
		"celery --broker redis://cache -A config flower": "flower worker false, web web true",
		"flower --broker=redis://cache":                  "web web true",
		"/start-flower":                                  "flower worker false, web web true",
		"/usr/local/bin/start-celeryworker":              "flower worker false, web web true",
		"/start-web":                                     "flower web true, web web true",
	} {
		p := plan(t, archive+"  flower: {build: ., command: "+fmt.Sprintf("%q", command)+", ports: ['5555:5555'], environment: {A: flower}}\n", Options{})
		var got []string
		for _, target := range p.Targets {
			got = append(got, fmt.Sprint(strings.Join(target.Services, "+"), " ", target.Role, " ", target.HTTP))
		}
		if text := strings.Join(slices.Sorted(slices.Values(got)), ", "); text != want {
			t.Errorf("%s: %s, want %s", command, text, want)
		}
	}
}
