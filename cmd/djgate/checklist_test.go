package main

import (
	"context"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// Every item of Django's checklist is answered by a policy or by hand, and every
// question by hand has an area, and conditions that there are.
func TestChecklistData(t *testing.T) {
	policies, err := policiesOf(nil, evaluator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	asked, err := readQuestionnaire()
	if err != nil {
		t.Fatal(err)
	}
	list, hand := asked.django, asked.hand
	ids := append(slices.Clone(everyCollection), questionIDs(policies, hand)...)
	for _, item := range list.Items {
		if !slices.ContainsFunc(ids, func(id string) bool { return id == item.Collection || matches(item.Policies, id) }) {
			t.Errorf("nothing answers %s", item.Title)
		}
	}
	has := trialOf(&document.Document{}).has()
	for _, h := range hand {
		if _, known := has[h.When]; !known && h.When != "" || !slices.Contains(areas, h.Area) || h.Title == "" {
			t.Errorf("%s: area %q, when %q", h.ID, h.Area, h.When)
		}
	}
	for _, p := range policies {
		if p.Collection != evaluator.SystemChecks && !slices.Contains(areas, p.Area) {
			t.Errorf("%s: the area %s has no place in the checklist", p.ID, p.Area)
		}
	}
}

// Questions by hand name the values that there are, and each of these is named.
func TestQuestionsNameValues(t *testing.T) {
	src, err := questions.ReadFile("checklist/by_hand.yaml")
	if err != nil {
		t.Fatal(err)
	}
	values := trialOf(&document.Document{}).values()
	if _, unknown, found := strings.Cut(strings.NewReplacer(values...).Replace(string(src)), "{{"); found {
		t.Errorf("no value is called {{%.30s", unknown)
	}
	for i := 0; i < len(values); i += 2 {
		if !strings.Contains(string(src), values[i]) {
			t.Errorf("no question names %s", values[i])
		}
	}
}

func questionIDs(policies []*evaluator.Policy, hand []handQuestion) []string {
	var out []string
	for _, p := range policies {
		out = append(out, p.ID)
	}
	for _, h := range hand {
		out = append(out, h.ID)
	}
	return out
}

// known is a document in which settings have these values.
func known(settings map[string]any) *document.Document {
	d := &document.Document{Target: document.Target{HTTP: true, SettingsModule: "config.production"}, Settings: map[string]*document.Node{}}
	for name, value := range settings {
		truth := value != "" && value != false && value != int64(0)
		d.Settings[name] = &document.Node{State: document.Known, Value: value, HasValue: true, Truth: &truth, Set: true}
	}
	return d
}

// commandsOf are all that a target is asked, by question.
func commandsOf(t *testing.T, d *document.Document) map[string][]string {
	t.Helper()
	asked, err := readQuestionnaire()
	if err != nil {
		t.Fatal(err)
	}
	plan := asked.plan(d, nil)
	out := map[string][]string{}
	for _, chapter := range plan.Chapters[1:] {
		for _, q := range chapter.Questions {
			for _, c := range q.Commands {
				out[q.ID] = append(out[q.ID], c.Run, c.Expect)
			}
		}
	}
	return out
}

// Commands have the target's own values.
func TestCommandsHaveTheTargetsValues(t *testing.T) {
	d := known(map[string]any{
		"ALLOWED_HOSTS": []any{"127.0.0.1", "localhost", ".example.net", "shop.example.org"}, "INSTALLED_APPS": []any{"django.contrib.admin", "django.contrib.auth"},
		"STATIC_URL": "assets/", "MEDIA_URL": "/uploads/", "DATABASES": map[string]any{}, "SESSION_COOKIE_NAME": "tea", "SESSION_COOKIE_SECURE": true,
		"SESSION_COOKIE_SAMESITE": "Lax", "CSRF_COOKIE_NAME": "leaf", "SECURE_PROXY_SSL_HEADER": []any{"HTTP_X_FORWARDED_PROTO", "https"},
		"SECURE_HSTS_SECONDS": int64(3600), "SECURE_HSTS_PRELOAD": true, "X_FRAME_OPTIONS": "DENY",
		"MIDDLEWARE": []any{"django.middleware.clickjacking.XFrameOptionsMiddleware"},
	})
	d.Source.URLs.Routes = []document.URLRoute{{View: document.RouteAdmin, Path: "default"}}
	d.Service, d.Proxy = &document.Service{Ports: []document.Port{{Published: "8000", Loopback: new(false)}}}, &document.Proxy{}
	all := commandsOf(t, d)
	for id, want := range map[string]string{
		"bad-host-live-accepted":      `-H "Host: stranger.invalid" "https://shop.example.org/"`,
		"http-live-not-redirected":    `"http://shop.example.org/?a=b"`,
		"debug-live-page":             `"https://shop.example.org/djgate-no-such-page/"`,
		"admin-default-path":          `"https://shop.example.org/admin/login/"`,
		"proxy-scheme-live-spoofable": `-H "X-Forwarded-Proto: https" "http://shop.example.org/"`,
		"app-port-live-open":          `"http://shop.example.org:8000/"`,
		"static-live":                 `"https://shop.example.org/assets/admin/css/base.css"`,
		"media-live":                  `"https://shop.example.org/uploads/cat.html"`,
		"live-vs-settings-drift":      `Strict-Transport-Security: max-age=3600; preload, X-Frame-Options: DENY; each once`,
		"cookies-live":                `leaf with no flag; tea with Secure, SameSite=Lax, after a login`,
		"csrf-live":                   `$6 == "leaf"`,
		"check-deploy-live":           `--settings config.production`,
	} {
		if !strings.Contains(strings.Join(all[id], "\n"), want) {
			t.Errorf("%s: %q, want %s", id, all[id], want)
		}
	}
}

// Whoever copies a command runs it: what a project calls things never gets into one
// unless it is a plain name, and every command is one that a shell takes.
func TestCommandsRunNothingOfTheProject(t *testing.T) {
	const evil = `a$(touch owned)"'; touch owned #`
	values := map[string]any{"INSTALLED_APPS": []any{"django.contrib.admin", "django.contrib.auth"}, "ALLOWED_HOSTS": []any{evil, "x.org\ntouch owned"},
		"SECURE_PROXY_SSL_HEADER": []any{"HTTP_" + evil, evil}, "ADMINS": []any{evil}, "DATABASES": evil}
	for _, name := range []string{"STATIC_URL", "MEDIA_URL", "LOGIN_URL", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SAMESITE", "X_FRAME_OPTIONS", "SESSION_ENGINE"} {
		values[name] = "/" + evil
	}
	d := known(values)
	d.Target.SettingsModule = evil
	d.Service = &document.Service{Ports: []document.Port{{Published: evil, Loopback: new(false)}}}
	d.Proxy = &document.Proxy{Hosts: []string{evil}}
	d.Files = []document.File{{Path: evil, Kind: "env"}, {Path: "-rf", Kind: "env"}}
	for _, project := range []*document.Document{d, known(nil)} {
		all := commandsOf(t, project)
		if len(all) < 10 {
			t.Errorf("only %d questions", len(all))
		}
		for _, id := range slices.Sorted(maps.Keys(all)) {
			for i, text := range all[id] {
				if strings.Contains(text, "touch") || strings.Contains(text, "-rf") {
					t.Errorf("%s: %s", id, text)
				}
				if _, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), ""); i%2 == 0 && err != nil {
					t.Errorf("%s: %s: %v", id, text, err)
				}
			}
		}
	}
}

// A secret is no value for a command, whatever its name.
func TestCommandsHoldNoSecret(t *testing.T) {
	d := known(map[string]any{"ALLOWED_HOSTS": []any{"secret.example.org"}, "STATIC_URL": "/s3cret/", "LOGIN_URL": "/s3cret/", "INSTALLED_APPS": []any{"django.contrib.auth"}})
	for _, n := range d.Settings {
		n.Secret = true
	}
	for id, texts := range commandsOf(t, d) {
		if all := strings.Join(texts, "\n"); strings.Contains(all, "s3cret") || strings.Contains(all, "secret.example") {
			t.Errorf("%s: %s", id, all)
		}
	}
}

// The exit code is that of check: Django's checks are answers, unless they are asked for.
func TestChecklistDecidesAsCheck(t *testing.T) {
	for _, project := range []string{"shop", "shop-hardened"} {
		for _, flags := range [][]string{nil, {"--strict"}, {"--fail-on", "low"}, {"--no-fail"}, {"--collection", "system-checks"}} {
			args := append(slices.Clone(flags), filepath.Join("..", "..", "examples", project))
			want, _, _ := runProgram(t, append([]string{"check"}, args...)...)
			if got, _, stderr := runProgram(t, append([]string{"checklist"}, args...)...); got != want {
				t.Errorf("%s %v: exit code %d, check has %d %s", project, flags, got, want, stderr)
			}
		}
	}
}

// Running Django's checks as well changes no finding of the checklist.
func TestChecklistFindsWhatCheckFinds(t *testing.T) {
	findings := func(collections ...string) []string {
		a := &asking{checking{collections: collections, jobs: 1}}
		s, err := a.open(newChecklist(), filepath.Join("..", "..", "examples", "shop"))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		r, err := a.judge(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range a.decisive(r.Report).Findings {
			out = append(out, f.Fingerprint+" "+f.Policy.ID)
		}
		return out
	}
	if both, one := findings(), findings(evaluator.Checklist); len(one) < 10 || !slices.Equal(both, one) {
		t.Errorf("got %v\nwant %v", both, one)
	}
}

// askedOf are the commands that checklist prints for a folder, as programs read them.
func askedOf(t *testing.T, dir string) (commands map[string][]string, variables []string) {
	t.Helper()
	_, stdout, stderr := runProgram(t, "checklist", "-o", "json", "-e", "production", dir)
	var list struct {
		Targets []struct {
			Variables []struct{ Name string }
			Sections  []struct {
				Items []struct {
					ID, Status string
					Commands   []struct{ Run string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || len(list.Targets) != 1 {
		t.Fatalf("%v: %s%s", err, stdout, stderr)
	}
	commands = map[string][]string{}
	for _, v := range list.Targets[0].Variables {
		variables = append(variables, v.Name)
	}
	for _, s := range list.Targets[0].Sections {
		for _, i := range s.Items {
			for _, c := range i.Commands {
				commands[i.ID] = append(commands[i.ID], c.Run)
			}
		}
	}
	return commands, variables
}
