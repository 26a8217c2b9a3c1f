package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/inputs"
)

// template is a file that init writes.
type template struct{ name, text string }

func newInit() *cobra.Command {
	r := &reading{}
	dry := false
	c := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Write .djgate.yaml, a CI workflow, a pre-commit entry, settings and proxy templates",
		Long:  "Write .djgate.yaml, a CI workflow, a pre-commit entry, and templates of safe\nproduction settings and of a proxy. A file that is there is never changed: with\nany of them there, nothing is written. --dry-run prints them instead.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return r.show(c, pathOf(args), func(in *inputs.Result, root string) error {
				files := templates(in)
				if dry {
					return printTemplates(c.OutOrStdout(), files)
				}
				return writeTemplates(c, root, files)
			})
		},
	}
	r.flags(c.Flags())
	c.Flags().BoolVar(&dry, "dry-run", false, "print what would be written")
	return c
}

func printTemplates(w io.Writer, files []template) error {
	for _, f := range files {
		if _, err := fmt.Fprintf(w, "--- %s\n%s", f.name, f.text); err != nil {
			return err
		}
	}
	return nil
}

func writeTemplates(c *cobra.Command, root string, files []template) error {
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(root, f.name)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already; --dry-run prints what init would write", f.name)
		}
	}
	for _, f := range files {
		at := filepath.Join(root, f.name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return fmt.Errorf("%s: %w", f.name, plain(err))
		}
		if err := os.WriteFile(at, []byte(f.text), 0o644); err != nil {
			return fmt.Errorf("%s: %w", f.name, plain(err))
		}
		fmt.Fprintf(c.OutOrStdout(), "wrote %s\n", f.name)
	}
	return nil
}

func templates(in *inputs.Result) []template {
	return []template{
		{configName, configTemplate(in)},
		{".github/workflows/djgate.yml", workflowTemplate},
		{".pre-commit-config.djgate.yaml", preCommitTemplate},
		{"djgate-templates/production_settings.py", settingsTemplate},
		{"djgate-templates/nginx.conf", proxyTemplate},
	}
}

// configTemplate is a configuration that changes nothing and shows, for the
// targets at hand, what could be said.
func configTemplate(in *inputs.Result) string {
	var b strings.Builder
	b.WriteString("# What djgate finds by itself: djgate targets. What stands here goes before it.\nversion: 1\nfail_on: high\n")
	b.WriteString("# provided: [SECRET_KEY]   # variables that are supplied elsewhere\n# targets:\n")
	for _, t := range in.Plan.Targets {
		fmt.Fprintf(&b, "#   - id: %q\n#     settings: %s\n", t.ID, t.SettingsModule)
		if t.Judged {
			b.WriteString("#     proxy: {tls: true, redirect: true, sets: [X-Forwarded-Proto]}\n")
		}
	}
	b.WriteString("# suppress:\n#   - policy: hsts-off\n#     reason: the load balancer adds the header\n#     until: 2030-01-31\n")
	return b.String()
}

const workflowTemplate = `name: djgate
on: [push, pull_request]
permissions:
  contents: read
jobs:
  djgate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with:
          go-version: stable
      - run: go run github.com/djgate/djgate/cmd/djgate@latest check
`

const preCommitTemplate = `# Copy this entry into .pre-commit-config.yaml.
repos:
  - repo: local
    hooks:
      - id: djgate
        name: djgate
        entry: djgate check
        language: system
        pass_filenames: false
`

const settingsTemplate = `"""Production settings that pass djgate's checklist. Copy what fits."""

import os

DEBUG = False
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
ALLOWED_HOSTS = [h.strip() for h in os.environ["DJANGO_ALLOWED_HOSTS"].split(",") if h.strip()]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS]

# The proxy must set this header on every request, whatever the client sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 3600  # raise it once HTTPS works everywhere
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
`

const proxyTemplate = `# An edge for Django: HTTPS only, unknown hosts refused, scheme told to Django.
server {
    listen 80 default_server;
    listen 443 ssl default_server;
    ssl_reject_handshake on;
    return 444;
}

server {
    listen 80;
    server_name example.com;
    return 301 https://$host$request_uri;
}

server {
    listen 443 ssl;
    server_name example.com;
    ssl_certificate /etc/ssl/example.com.pem;
    ssl_certificate_key /etc/ssl/example.com.key;

    location / {
        proxy_pass http://127.0.0.1:8000;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
}
`
