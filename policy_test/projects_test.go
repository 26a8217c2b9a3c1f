package policy_test

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
)

// TestProjects compares the settings of whole projects with those of Django, as
// TestSettingsAreThoseOfDjango does for the examples. DJGATE_PROJECTS lists their
// folders as PATH does; packages that the oracle's Python lacks are stand-ins.
//
// Each is read as it is, then with every variable that something needs or assumes
// set to a likely text, then to others, of which some stop it and some do not.
func TestProjects(t *testing.T) {
	list := filepath.SplitList(os.Getenv("DJGATE_PROJECTS"))
	if len(list) == 0 {
		t.Skip("DJGATE_PROJECTS names no project")
	}
	o := newOracle(t)
	o.stubs = true
	for _, folder := range list {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			p := project{oracle: o, folder: folder, told: map[string]bool{}}
			open := p.compare(t, nil)
			for _, likely := range []func(string) string{usual, unusual(0)} {
				open = append(open, p.compare(t, p.loading(t, open, likely))...)
			}
			for _, turn := range []int{0, 5} {
				p.compare(t, p.bearing(t, p.loading(t, open, usual), unusual(turn)))
			}
		})
	}
}

// project is a folder whose settings are compared in several environments.
type project struct {
	oracle
	folder string
	told   map[string]bool // messages are told once
}

// compare compares every target of the project, and gives the variables that are open.
func (p project) compare(t *testing.T, given map[string]string) (open []string) {
	root, plan, docs := p.read(t, p.folder, given)
	for _, d := range docs {
		if d.Source.Missing != nil || d.Target.SettingsModule == "" {
			t.Logf("%s: the settings module is not here, or nothing names it", d.Target.ID)
			continue
		}
		if slices.ContainsFunc(d.Diagnostics, func(g document.Diagnostic) bool { return g.Code == settings.CodeElsewhere }) {
			t.Logf("%s: its container has files that are not here", d.Target.ID)
			continue
		}
		a := p.answer(t, root, targetOf(plan, d), d)
		t.Logf("%s (%d given): %s", d.Target.ID, len(given), tally(d, a))
		for _, message := range compareSettings(d, a).wrong {
			if message = d.Target.ID + ": " + message; !p.told[message] {
				p.told[message] = true
				t.Errorf("(%d given) %s\n\tgiven %q", len(given), message, given)
			}
		}
		open = append(open, openNames(d)...)
	}
	slices.Sort(open)
	return slices.Compact(open)
}

// openNames are the variables that something in a document needs or assumes.
func openNames(d *document.Document) (names []string) {
	for _, r := range d.Source.Required {
		names = append(names, r.Name)
	}
	for _, n := range d.Settings {
		names = append(names, n.Needs...)
		names = append(names, n.Assumes...)
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == value.AnyVariable })
}

// loading gives the names texts with which the settings of every target load in
// Django, if some are found: a text that the line which raises has read is replaced,
// then left out.
func (p project) loading(t *testing.T, names []string, likely func(string) string) map[string]string {
	given := map[string]string{}
	for _, name := range names {
		given[name] = likely(name)
	}
	root, plan, docs := p.read(t, p.folder, nil)
	for range 25 {
		d, failure := p.failing(t, root, plan, docs, given)
		if failure == nil {
			break
		}
		changed := false
		for _, name := range readBy(d, failure) {
			if text, ok := given[name]; ok {
				changed = true
				given[name] = usual(name)
				if text == given[name] {
					delete(given, name)
				}
			}
		}
		if !changed {
			break
		}
	}
	return given
}

// bearing gives as many of the variables an unlikely text as the settings bear: in
// Django every target that loads with what is given loads with that too.
func (p project) bearing(t *testing.T, given map[string]string, unlikely func(string) string) map[string]string {
	root, plan, docs := p.read(t, p.folder, nil)
	if d, _ := p.failing(t, root, plan, docs, given); d != nil {
		docs = slices.DeleteFunc(docs, func(other *document.Document) bool {
			d, _ := p.failing(t, root, plan, []*document.Document{other}, given)
			return d != nil
		})
	}
	tries := 40
	var replace func(names []string)
	replace = func(names []string) {
		if tries--; tries < 0 || len(names) == 0 {
			return
		}
		before := maps.Clone(given)
		for _, name := range names {
			given[name] = unlikely(name)
		}
		if d, _ := p.failing(t, root, plan, docs, given); d == nil {
			return
		}
		maps.Copy(given, before)
		if half := len(names) / 2; half > 0 {
			replace(names[:half])
			replace(names[half:])
		}
	}
	replace(slices.Sorted(maps.Keys(given)))
	return given
}

// failing is the first of the documents whose settings do not load in Django with
// the given variables, beside those that files set.
func (p project) failing(t *testing.T, root string, plan *targets.Plan, docs []*document.Document, given map[string]string) (*document.Document, *raised) {
	for _, d := range docs {
		if d.Source.Missing != nil || d.Target.SettingsModule == "" {
			continue
		}
		target := targetOf(plan, d)
		variables := maps.Clone(given)
		maps.Copy(variables, environment(target))
		for _, v := range target.Env {
			if text, ok := given[v.Name]; ok && v.State == document.Unknown {
				variables[v.Name] = text
			}
		}
		if a := p.ask(t, root, target, variables); a.Error != nil {
			return d, a.Error
		}
	}
	return nil, nil
}

// readBy are the variables that are read where a failure has passed.
func readBy(d *document.Document, failure *raised) (names []string) {
	passed := func(at document.Location) bool {
		return slices.ContainsFunc(failure.Trace, func(f frame) bool {
			return path.Join(d.Target.Project, f.File) == at.File && f.Line == at.Line
		})
	}
	for _, r := range d.Source.Required {
		if passed(r.At) {
			names = append(names, r.Name)
		}
	}
	for _, r := range d.Source.Reads {
		if passed(r.At) {
			names = append(names, r.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// tally says how many of the settings that the project sets and some policy reads
// are known, and why the others are not. What the process makes anew at each start,
// a secret key above all, has no value that more knowledge would give; that it does
// is known, and a finding of its own. It is neither known nor unknown, and counted apart.
func tally(d *document.Document, a answer) string {
	deciding, err := decidingSettings()
	if err != nil {
		return err.Error()
	}
	if a.Error != nil {
		return fmt.Sprintf("does not load: %s at %s:%d", a.Error.Type, a.Error.File, a.Error.Line)
	}
	known, partial, random, unknown := 0, 0, 0, []string{}
	for name := range deciding {
		n := d.Settings[name]
		if n == nil || !a.Settings[name].Set {
			continue
		}
		switch {
		case n.State == document.Partial:
			partial++
			unknown = append(unknown, fmt.Sprintf("%s (%s:%d: %v)", name, n.At.File, n.At.Line, holes(reread(n.Value))))
		case n.State == document.Unknown && n.Origin == document.OriginRandom && len(n.Needs)+len(n.Choices) == 0:
			random++
		case n.State == document.Unknown:
			unknown = append(unknown, fmt.Sprintf("%s (%s:%d: %s)", name, n.At.File, n.At.Line, n.Because))
		default:
			known++
		}
	}
	slices.Sort(unknown)
	return fmt.Sprintf("%d known, %d in part, %d unknown of those that decide a policy, %d made anew at each start\n\t%s",
		known, partial, len(unknown)-partial, random, strings.Join(unknown, "\n\t"))
}

// holes are the reasons of what is unknown inside a value.
func holes(v any) (reasons []any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			reasons = append(reasons, holes(item)...)
		}
	case map[string]any:
		for key, item := range v {
			if key == document.KeyUnknown || key == document.KeyMore {
				reasons = append(reasons, item)
			} else {
				reasons = append(reasons, holes(item)...)
			}
		}
	}
	return reasons
}

// decidingSettings are the settings that some policy reads.
func decidingSettings() (map[string]bool, error) {
	policies, err := evaluator.Catalog(djgate.Bundle())
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, p := range policies {
		for _, path := range p.Reads {
			if rest, ok := strings.CutPrefix(path, "settings."); ok {
				name, _, _ := strings.Cut(rest, ".")
				names[name] = true
			}
		}
	}
	return names, nil
}

// usual is a text that most readers of a variable of that name take: the last of its
// words that says something decides, after what the whole name says.
func usual(name string) string {
	whole := []struct{ part, text string }{
		{"_FILE", ""}, {"CONNECTIONSTRING", "dbname=app host=db user=app password=correct-horse"}, {"DSN", ""},
		{"DATABASE_URL", "postgres://app:correct-horse@db:5432/app"}, {"DB_URL", "postgres://app:correct-horse@db:5432/app"},
		{"REDIS_URL", "redis://cache:6379/0"}, {"CACHE_URL", "redis://cache:6379/1"}, {"BROKER_URL", "amqp://queue:5672//"}, {"RESULT_BACKEND", "redis://cache:6379/0"}, {"EMAIL_URL", "smtp://mail:25"},
		{"EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"}, {"USE_", "True"}, {"ENABLE", "True"}, {"DISABLE", "False"}, {"IS_", "False"},
	}
	for _, l := range whole {
		if strings.Contains(name, l.part) {
			return l.text
		}
	}
	words := map[string]string{
		"TZ": "UTC", "ZONE": "Europe/Berlin", "TIMEZONE": "Europe/Berlin", "PORT": "5432", "TLS": "True", "SSL": "True", "SECURE": "True", "DEBUG": "False",
		"URL": "https://example.com/", "URI": "https://example.com/", "ENDPOINT": "https://example.com/", "ORIGIN": "https://example.com", "ORIGINS": "https://example.com",
		"HOSTS": "example.com,www.example.com", "DOMAINS": "example.com", "WHITELIST": "https://example.com", "ADMINS": "Ada:ada@example.com", "MANAGERS": "Ada:ada@example.com",
		"SECONDS": "3600", "TIMEOUT": "30", "AGE": "600", "TTL": "600", "SIZE": "10", "LIMIT": "10", "MAX": "10", "MIN": "1", "COUNT": "2", "NUM": "2", "DAYS": "7", "MINUTES": "5", "HOURS": "1", "LIFETIME": "5",
		"EMAIL": "ada@example.com", "MAIL": "ada@example.com", "FROM": "ada@example.com", "LEVEL": "WARNING", "LOGLEVEL": "WARNING",
		"KEY": "a1B-c2D_e3F.g4H!i5J@k6L#m7N$o8P%q9R^s0T&u1V*w2X(y3", "SECRET": "correct-horse", "TOKEN": "correct-horse", "PASSWORD": "correct-horse", "PASS": "correct-horse",
		"HOST": "db.example.com", "SERVER": "db.example.com", "HOSTNAME": "db.example.com", "DOMAIN": "example.com", "ENGINE": "django.db.backends.postgresql", "DIR": "/srv/app", "ROOT": "/srv/app", "PATH": "/srv/app",
		"USER": "app", "USERNAME": "app", "NAME": "app", "DB": "app", "DATABASE": "app", "PREFIX": "app", "BUCKET": "app", "REGION": "eu-central-1", "ENV": "production", "ENVIRONMENT": "production",
	}
	for _, word := range slices.Backward(strings.Split(name, "_")) {
		if text, ok := words[word]; ok {
			return text
		}
	}
	return "1"
}

// unusual gives a text that many readers of a variable of that name do not expect,
// another one each turn.
func unusual(turn int) func(name string) string {
	texts := []string{"", "true", "0", "False", "1,2", " on ", "off", "None", "https://u:p@h/x?y=z#w", "1.5", "a=b,c=d", `{"a": [1]}`, "TRUE", "'q'"}
	return func(name string) string {
		// What only a library or the machine judges says nothing about djgate.
		for _, word := range []string{"DSN", "_FILE", "ZONE", "TZ"} {
			if strings.Contains(name, word) {
				return usual(name)
			}
		}
		sum := turn
		for _, c := range name {
			sum += int(c)
		}
		return texts[sum%len(texts)]
	}
}
