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

// A program of Python in which nothing speaks of a server answers no visitors where another
// service does, and nothing leads to it.
func TestProgramBesideAServer(t *testing.T) {
	archive := hostedProject + "-- config/bot.py --\nimport bots\nbots.poll()\n" +
		"-- Dockerfile --\nFROM python:3.12\nWORKDIR /app\nCOPY . .\nEXPOSE 8000\n-- compose.yaml --\nservices:\n  bot: {build: ., command: python -m config.bot, environment: {A: bot}%s}\n"
	const web = "  web: {build: ., command: gunicorn config.wsgi, environment: {A: web}}\n"
	const edge = "  edge: {image: nginx, ports: ['80:80'], volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf']}\n" +
		"-- nginx.conf --\nserver { listen 80; location / { proxy_pass http://bot:9000; } }\n"
	for name, c := range map[string]struct{ more, others, want string }{
		"nothing leads to it":  {"", web, "worker"},
		"it publishes a port":  {", ports: ['9000:9000']", web, "web"},
		"it exposes one":       {", expose: ['9000']", web, "web"},
		"a proxy leads to it":  {"", web + edge, "web"},
		"no other one answers": {"", "  worker: {build: ., command: celery -A config worker}\n", "web"},
	} {
		p := plan(t, fmt.Sprintf(archive, c.more)+c.others, Options{})
		i := slices.IndexFunc(p.Targets, func(t *Target) bool { return slices.Contains(t.Services, "bot") })
		if i < 0 || p.Targets[i].Role != c.want || p.Targets[i].HTTP != (c.want == "web") {
			t.Errorf("%s: want a %s:\n%s", name, c.want, reasons(p))
		}
	}
}
