package inputs

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

// Each database, what its image makes, and whether Django has the password of a user.
func TestAccounts(t *testing.T) {
	for name, tt := range map[string]struct{ service, want string }{
		"all given":            {"image: postgres:17\n    environment: {POSTGRES_USER: shop, POSTGRES_DB: store, POSTGRES_PASSWORD: s3cr3t-of-the-shop-1}", `shop same, "store"`},
		"the user's name":      {"image: postgres:17\n    environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: another-s3cr3t-1}", `shop other, "shop"`},
		"the image's own user": {"image: postgres\n    environment: {POSTGRES_PASSWORD: s3cr3t-of-the-shop-1}", `postgres same, "postgres"`},
		"no password asked":    {"image: postgres\n    environment: {POSTGRES_HOST_AUTH_METHOD: trust}", `postgres none, "postgres"`},
		"a file is not here":   {"image: postgres\n    env_file: db.env", `unknown none, unknown`},
		"MySQL's two users":    {"image: mysql:8\n    environment: {MYSQL_USER: shop, MYSQL_PASSWORD: x, MYSQL_ROOT_PASSWORD: s3cr3t-of-the-shop-1, MYSQL_DATABASE: store}", `shop other, root same, "store"`},
		"scripts":              {"image: postgres\n    volumes: [\"./db:/docker-entrypoint-initdb.d\"]", `postgres none, "postgres", scripts`},
		"another image":        {"image: registry.example.net/postgres", "nothing"},
	} {
		if got := accountsOf(t, tt.service); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func accountsOf(t *testing.T, service string) string {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(`
-- compose.yaml --
services:
  web:
    build: .
    command: gunicorn config.wsgi
  db:
    ` + service + `
-- Dockerfile --
FROM python:3.13
COPY . .
-- manage.py --
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
-- config/wsgi.py --
-- config/settings.py --
INSTALLED_APPS = []
DATABASES = {"default": {"ENGINE": "x", "HOST": "db", "PASSWORD": "s3cr3t-of-the-shop-1"}}
`)))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Read(t.Context(), fsys, Options{Options: targets.Options{Root: "/srv/shop"}})
	if err != nil || len(result.Documents) != 1 {
		t.Fatalf("%v, %v", result, err)
	}
	d := result.Documents[0]
	a := d.Service.Peers[0].Accounts
	if a == nil {
		return "nothing"
	}
	return accountsInWords(a, groupOfPassword(d))
}

func groupOfPassword(d *document.Document) int {
	fields := d.Settings["DATABASES"].Value.(map[string]any)["default"].(map[string]any)
	return fields["PASSWORD"].(map[string]any)[document.KeySecret].(*document.Facts).Group
}

func accountsInWords(a *document.Accounts, group int) string {
	var words []string
	for _, u := range a.Users {
		password := "other"
		switch {
		case u.Password == nil:
			password = "none"
		case u.Password.Group == group:
			password = "same"
		}
		name := "unknown"
		if u.User.State == document.Known {
			name = u.User.Value.(string)
		}
		words = append(words, name+" "+password)
	}
	database := "unknown"
	if a.Database.State == document.Known {
		database = fmt.Sprintf("%q", a.Database.Value)
	}
	if words = append(words, database); a.Scripts {
		words = append(words, "scripts")
	}
	return strings.Join(words, ", ")
}
