package targets

import (
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/dockerfile"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/process"
)

// TestOpen holds what leaves a process environment open (rule 8).
func TestOpen(t *testing.T) {
	built := &imageFacts{image: &dockerfile.Image{}, file: "Dockerfile"}
	for name, c := range map[string]struct {
		c    candidate
		o    Options
		want string // the beginning of the reason; "" for closed
	}{
		"everything is here":  {candidate{w: &document.Workload{Kind: "compose"}, image: built}, Options{}, ""},
		"the file says so":    {candidate{w: &document.Workload{Kind: "ecs", OpenBecause: "a data source gives it"}, image: built}, Options{}, "a data source gives it"},
		"an env file":         {candidate{w: &document.Workload{EnvFiles: []document.EnvFile{{Path: ".env", State: "absent"}}}, image: built}, Options{}, ".env, which"},
		"a script":            {candidate{w: &document.Workload{}, image: built, p: process.Process{Lost: "start"}}, Options{}, "start, which may export"},
		"a platform":          {candidate{w: &document.Workload{Kind: "procfile"}}, Options{}, "no file sets"},
		"an image from afar":  {candidate{w: &document.Workload{Kind: "compose", Image: "acme/shop:1"}}, Options{}, "the image shop is not built here"},
		"a guessed image":     {candidate{w: &document.Workload{Kind: "compose", Image: "acme/shop:1"}, image: &imageFacts{file: "Dockerfile", guessed: true}}, Options{}, "no build names the image shop"},
		"no Dockerfile":       {candidate{w: &document.Workload{Kind: "compose", Name: "web"}}, Options{}, "the Dockerfile of web is not here"},
		"--env-complete wins": {candidate{w: &document.Workload{Kind: "procfile"}}, Options{Closed: true}, ""},
	} {
		f := &finder{o: c.o}
		var got Target
		f.open(&got, &c.c)
		if got.Closed != (c.want == "") || !strings.HasPrefix(got.OpenBecause, c.want) || c.want == "" && got.OpenBecause != "" {
			t.Errorf("%s: closed %v, %q; want %q", name, got.Closed, got.OpenBecause, c.want)
		}
	}
}

// The process environment, low to high (rule 10), and what the user gives.
func TestEnvironmentOrder(t *testing.T) {
	p := plan(t, `
-- manage.py --
-- shop/__init__.py --
-- shop/wsgi.py --
-- shop/settings.py --
INSTALLED_APPS = []
-- Dockerfile --
FROM python:3.12
COPY . /code
WORKDIR /code
ENV A=image B=image C=image D=image E=image DJANGO_SETTINGS_MODULE=shop.settings
ENTRYPOINT ["/code/start.sh"]
-- start.sh --
export D=script
export E="${E:-script}"
exec "$@"
-- one.env --
B=one
C=one
D=one
-- two.env --
C=two
-- compose.yaml --
services:
  web:
    build: .
    command: gunicorn shop.wsgi
    env_file: [one.env, two.env]
    environment: {D: compose, G: "${GIVEN}"}
    restart: always
`, Options{Variables: []document.Variable{
		{Name: "A", State: document.Known, Text: document.NewText("flag")},
		{Name: "F", State: document.Known, Text: document.NewText("flag")},
		{Name: "GIVEN", State: document.Known, Text: document.NewText("flag")},
	}})
	got := judged(t, p, "compose")
	for name, want := range map[string]string{"A": "image", "B": "one", "C": "two", "D": "script", "E": "image", "F": "flag", "G": "flag"} {
		v, _ := variable(got.Env, name)
		if v.State != document.Known || v.Text.Reveal() != want {
			t.Errorf("%s: %s %q, want %q", name, v.State, v.Text.Reveal(), want)
		}
	}
	if got.Service == nil || !got.HTTP || got.Role != "web" {
		t.Errorf("service %v, http %v, role %s", got.Service, got.HTTP, got.Role)
	}
}

// What an image has is known where nothing that is not here may set it otherwise.
func TestVariablesOfAnImage(t *testing.T) {
	image := &imageFacts{image: &dockerfile.Image{Env: []document.Variable{
		{Name: "KEY", State: document.Known, Text: document.NewText("")},
		{Name: "HOST", State: document.Known, Text: document.NewText("shop")},
		{Name: "SECRET_KEY", State: document.Known, Text: document.NewText("temporary key just to build the image")},
		{Name: "OTHER_SECRET_KEY", State: document.Known, Text: document.NewText("changeme")},
	}}}
	for name, c := range map[string]struct {
		w    document.Workload
		o    Options
		want string // the variables that rest on an assumption
	}{
		"alone":                       {w: document.Workload{Kind: "compose"}},
		"an env file that is here":    {w: document.Workload{Kind: "compose", EnvFiles: []document.EnvFile{{Path: ".env", State: "read"}}}},
		"one that is not":             {w: document.Workload{Kind: "compose", EnvFiles: []document.EnvFile{{Path: ".env", State: "absent"}}}, want: "KEY HOST SECRET_KEY OTHER_SECRET_KEY"},
		"one that adds nothing":       {w: document.Workload{Kind: "compose", EnvFiles: []document.EnvFile{{Path: ".env", State: "absent"}}}, o: Options{Closed: true}},
		"whoever runs it fills it in": {w: document.Workload{Kind: "dockerfile"}, want: "KEY SECRET_KEY"},
	} {
		f, got := &finder{o: c.o}, []string(nil)
		for _, v := range f.ofImage(&candidate{w: &c.w, image: image}) {
			got = append(got, v.Assumes...)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
