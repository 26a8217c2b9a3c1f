package settings_test

import (
	"os"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// BenchmarkRead reads the settings of examples/shop for three processes, as a run
// does: with an environment, with another one, and with one that is open.
func BenchmarkRead(b *testing.B) {
	const shop = "../../examples/shop"
	in := settings.Input{FS: os.DirFS(shop), Root: "/app", Path: []string{"."}, Module: "config.settings.production",
		File: "config/settings/production.py", Django: document.Django{Exact: "5.2"}, Closed: true}
	in.Packages.Deps = map[string]document.Dependency{"django": {Exact: "5.2"}, "django-environ": {Exact: "0.12.0"}}
	for line := range strings.Lines("DJANGO_SECRET_KEY=k3y-0f-the-shop\nDJANGO_ALLOWED_HOSTS=shop.example\nPOSTGRES_DB=shop\nPOSTGRES_USER=shop\nPOSTGRES_PASSWORD=tea\nPAYMENT_TOKEN=p\n") {
		name, text, _ := strings.Cut(strings.TrimSpace(line), "=")
		in.Env = append(in.Env, document.Variable{Name: name, State: document.Known, Text: document.NewText(text), At: document.Location{File: ".env", Line: 1}})
	}
	other, open := in, in
	other.Env = in.Env[1:]
	open.Env, open.Closed = nil, false
	b.ReportAllocs()
	for b.Loop() {
		cache := settings.NewCache(&settings.Trees{})
		for _, process := range []settings.Input{in, other, open} {
			process.Cache = cache
			if out := settings.Read(process); out.Source.Failure != nil && process.Closed && len(process.Env) == len(in.Env) {
				b.Fatal(out.Source.Failure)
			}
		}
	}
}
